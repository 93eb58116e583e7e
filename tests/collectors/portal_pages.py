"""Article pages in the layouts that Indonesian portals use: written for these tests, after what such pages have in common.

What is told apart everywhere: the article's paragraphs, and what stands between and around them (links to other news,
captions, notices of advertisements, tags, share buttons, menus, lists of popular news).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

TITLE = "Warga Girimukti Keluhkan Jembatan Rusak, Pemkab Janji Perbaiki Bulan Depan"
PUBLISHED = datetime(2026, 11, 20, 11, 33, tzinfo=UTC)
PARAGRAPHS = (
    "WANASARI - Warga Desa Girimukti mengeluhkan jembatan penghubung antardusun yang rusak sejak banjir awal bulan ini. "
    "Lantai kayunya berlubang di beberapa tempat dan pagar pengamannya hilang terbawa arus.",
    "Setiap pagi puluhan murid sekolah dasar menyeberangi jembatan itu dengan berpegangan pada seutas tali. Orang tua "
    "bergantian mengantar karena khawatir anak mereka tergelincir ke sungai.",
    '"Kami sudah tiga kali melapor ke kecamatan, tetapi belum ada petugas yang datang memeriksa," kata seorang warga, '
    "Jumat pagi.",
    "Kepala Dinas Pekerjaan Umum Kabupaten Wanasari menyatakan laporan itu sudah diterima dan masuk daftar perbaikan. "
    "Pekerjaan dijadwalkan mulai bulan depan setelah anggaran perubahan disahkan oleh dewan.",
    "Menurut dia, jembatan sementara dari baja akan dipasang lebih dahulu supaya warga dapat melintas dengan aman. "
    "Bahan baja itu kini menunggu pengiriman dari gudang provinsi.",
    "Anggota dewan dari daerah pemilihan setempat meminta pemerintah kabupaten tidak menunggu sampai ada korban. Ia "
    "berjanji mengawal anggaran perbaikan dalam rapat pekan depan.",
    "Hingga berita ini ditulis, warga masih bergotong royong menambal lantai jembatan dengan papan bekas.",
)
_OTHERS = (
    "Harga Cabai di Pasar Wanasari Turun Jelang Akhir Pekan",
    "Jadwal Pemadaman Listrik di Tiga Kecamatan Hari Ini",
    "Bupati Lantik 45 Kepala Sekolah Baru di Pendopo",
    "Ini Daftar Lokasi Layanan SIM Keliling Pekan Ini",
)
_MENU = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in "Beranda Nasional Daerah Ekonomi".split())
_POPULAR = "".join(f'<li><a href="/berita/{n}/judul-{n}">{title}</a></li>' for n, title in enumerate(_OTHERS, 90001))


@dataclass(frozen=True)
class PortalPage:
    """A page and what should be read from it.

    Args:
        zone_known: the page tells the time of day; else only the day.
    """

    name: str
    html: str
    url: str
    zone_known: bool = True


def _page(head: str, body: str) -> str:
    frame = f"<header><nav><ul>{_MENU}</ul></nav></header>"
    aside = f'<aside class="sidebar"><h3>Terpopuler</h3><ul>{_POPULAR}</ul></aside>'
    foot = "<footer><p>Redaksi | Pedoman Media Siber | Tentang Kami</p><p>Hak cipta 2026 Warta Wanasari</p></footer>"
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{TITLE} - Warta Wanasari</title>'
        f'<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Warta Wanasari">{head}</head>'
        f'<body>{frame}<div class="container">{body}{aside}</div>{foot}<script>var a = "<p>bukan isi</p>";</script></body>'
        "</html>"
    )


def _ld(**fields: object) -> str:
    told = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


def _also(number: int) -> str:
    return f'<a href="/berita/{90000 + number}/judul-{number}">{_OTHERS[number]}</a>'


def single_body() -> PortalPage:
    """A national portal: `div` of the body, a table with another article, a notice of an advertisement, a video mark."""
    parts = [f"<p>{text}</p>" for text in PARAGRAPHS]
    parts.insert(
        2, '<div class="parallaxindetail scrollpage"><p>ADVERTISEMENT</p><p>SCROLL TO CONTINUE WITH CONTENT</p></div>'
    )
    parts.insert(
        4, f'<table class="linksisip"><tr><td><div class="lihatjg">Baca juga: {_also(0)}</div></td></tr></table>'
    )
    parts.insert(7, "<p>[Gambas:Video 20detik]</p>")
    tags = (
        '<div class="detail__body-tag"><a href="/tag/jembatan">jembatan</a> <a href="/tag/wanasari">wanasari</a></div>'
    )
    body = (
        f'<article class="detail"><div class="detail__header"><h1 class="detail__title">{TITLE}</h1>'
        '<div class="detail__author">Tim - wartaNews</div><div class="detail__date">Jumat, 20 Nov 2026 18:33 WIB</div></div>'
        '<div class="detail__media"><figure><img src="/a.jpg"><figcaption>Foto: Jembatan rusak di Girimukti '
        f'(dok. warga)</figcaption></figure></div><div class="detail__body-text itp_bodycontent">{"".join(parts)}</div>{tags}'
        '</article><div class="share"><a href="#">Facebook</a><a href="#">Twitter</a><a href="#">WhatsApp</a></div>'
    )
    head = _ld(datePublished="2026-11-20T18:33:00+07:00")
    return PortalPage(
        "national, one body", _page(head, body), "https://news.warta.contoh.id/berita/d-8123456/warga-girimukti"
    )


def bold_links() -> PortalPage:
    """A network of regional portals: "Baca juga" in bold paragraphs, a pager, the date in a `<time>` only."""
    parts = [f"<p>{text}</p>" for text in PARAGRAPHS]
    parts.insert(2, f"<p><strong>Baca juga: {_also(1)}</strong></p>")
    parts.insert(5, f'<p class="baca">BACA JUGA : {_also(2)}</p>')
    pager = '<div class="paging"><b>Halaman</b> <a class="active" href="?page=1">1</a></div>'
    body = (
        f'<div id="article"><h1>{TITLE}</h1><time class="grey">Jumat, 20 November 2026 18:33 WIB</time>'
        f'<div class="side-article txt-article multi-fontsize">{"".join(parts)}</div>{pager}'
        '<p class="fbo">Penulis: Redaksi | Editor: Redaksi</p></div>'
    )
    return PortalPage(
        "regional network", _page("", body), "https://wanasari.warta.contoh.id/2026/11/20/warga-girimukti"
    )


def line_breaks() -> PortalPage:
    """A news agency: paragraphs parted by `<br>`, links to other news in spans, no metadata of the date."""
    text = "<br><br>".join(PARAGRAPHS[:3]) + f'<span class="baca-juga"><b>Baca juga: {_also(3)}</b></span>'
    text += "<br><br>".join(PARAGRAPHS[3:])
    body = (
        f'<section class="article"><h1 class="post-title">{TITLE}</h1><p class="simple-share"><span class="article-date">'
        "<i class='fa fa-clock-o'></i> Jumat, 20 November 2026 18:33 WIB</span></p>"
        f'<div class="post-content clearfix font17">{text}<p class="text-muted small mt10">Pewarta: Redaksi<br>'
        "Copyright © WARTA 2026</p></div></section>"
    )
    return PortalPage(
        "agency, line breaks", _page("", body), "https://jateng.warta.contoh.id/berita/540975/warga-girimukti"
    )


def theme_of_newspapers() -> PortalPage:
    """A local outlet on WordPress: JSON-LD as a graph, related posts and share buttons inside the content."""
    parts = [f"<p>{text}</p>" for text in PARAGRAPHS]
    parts.insert(
        3, f'<div class="jp-relatedposts"><h3>Berita Terkait</h3><ul><li>{_also(0)}</li><li>{_also(1)}</li></ul></div>'
    )
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebPage", "@id": "x", "datePublished": "2026-11-20T11:33:00+00:00"},
            {"@type": ["Article", "NewsArticle"], "headline": TITLE, "datePublished": "2026-11-20T11:33:00+00:00"},
        ],
    }
    body = (
        f'<article class="post type-post"><h1 class="entry-title">{TITLE}</h1><span class="td-post-date"><time '
        'class="entry-date" datetime="2026-11-20T18:33:00+07:00">20 November 2026</time></span>'
        f'<div class="td-post-content tagdiv-type">{"".join(parts)}<div class="td-post-sharing"><a href="#">Share</a></div>'
        '</div></article><div id="comments"><h3>1 Komentar</h3><p>Semoga cepat diperbaiki ya, kasihan anak-anak.</p></div>'
    )
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    return PortalPage(
        "WordPress, graph", _page(head, body), "https://warta.contoh.id/2026/11/warga-girimukti-keluhkan/"
    )


def office_table() -> PortalPage:
    """A regency's own site: tables for layout, the day only, no metadata at all."""
    text = "".join(f'<div style="text-align:justify">{text}&nbsp;</div>' for text in PARAGRAPHS)
    body = (
        f'<table width="100%"><tr><td class="kiri">Menu<br><a href="/profil">Profil</a></td><td class="isi"><h1>{TITLE}</h1>'
        f"<small>Diposting oleh Admin pada 20 November 2026</small>{text}</td></tr></table>"
    )
    return PortalPage(
        "office, tables", _page("", body), "https://wanasarikab.contoh.go.id/berita/detail/1234", zone_known=False
    )


def whole_in_data() -> PortalPage:
    """A portal whose page is built by a script: the text stands in JSON-LD only."""
    head = _ld(datePublished="2026-11-20T11:33:00.000Z", articleBody="\n\n".join(PARAGRAPHS))
    body = f'<div id="app"><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p></div>'
    return PortalPage("script, JSON-LD body", _page(head, body), "https://kabar.contoh.id/daerah/warga-girimukti-1abc")


def nested_head() -> PortalPage:
    """A magazine: an advertisement network's second `<head>` in the page, a general title, the date in a meta element."""
    parts = [f"<p>{text}</p>" for text in PARAGRAPHS]
    parts.insert(3, f"<p>Pilihan Editor: {_also(2)}</p>")
    head = (
        '<meta property="article:published_time" content="2026-11-20T18:33:00+07:00"><head><script>x()</script></head>'
    )
    body = f'<article><h1 itemprop="headline">{TITLE}</h1><div class="detail-in" itemprop="articleBody">{"".join(parts)}</div>'
    html = _page(head, body + "</article>").replace(f"<title>{TITLE} - Warta Wanasari</title>", "<title>Warta</title>")
    return PortalPage("magazine, nested head", html, "https://nasional.warta.contoh.id/read/1523944/warga-girimukti")


def old_blog() -> PortalPage:
    """A small local portal on an old system: one `div`, numbers as a date, Latin-1 declared and UTF-8 sent."""
    text = "<br />\n<br />\n".join(PARAGRAPHS)
    body = (
        f'<div class="post hentry"><h1 class="post-title entry-title">{TITLE}</h1><div class="tanggal">20/11/2026 - 18:33'
        f' WIB</div><div class="post-body entry-content">{text}</div><div class="related"><h4>Baca Lainnya</h4>'
        f"<ul><li>{_also(0)}</li><li>{_also(1)}</li></ul></div></div>"
    )
    html = _page("", body).replace('charset="utf-8"', 'charset="iso-8859-1"')
    return PortalPage("old system, breaks", html, "https://kabarwanasari.contoh.id/2026/11/warga-girimukti.html")


ALL: tuple[Callable[[], PortalPage], ...] = (
    single_body,
    bold_links,
    line_breaks,
    theme_of_newspapers,
    office_table,
    whole_in_data,
    nested_head,
    old_blog,
)
