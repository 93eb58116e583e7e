"""Listing pages as sources: which links are articles and why, and what a visit leaves behind."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectors.pages.html_pages import read_page
from collectors.registry import harvest
from collectors.sites.section_links import ListedArticle, article_links
from kentongan.core.clock import StoppedClock
from kentongan.core.errors import FormatError
from kentongan.core.posts import Source
from kentongan.core.runs import Cause, FeedState, OutcomeKind

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
URL = "https://warta.contoh.id/daerah"
HEADLINES = (
    "Warga Girimukti Keluhkan Jembatan Rusak Sejak Banjir",
    "Pemkab Wanasari Siapkan Anggaran Perbaikan Jalan Desa",
    "Petani Tegalrandu Gagal Panen Akibat Hama Wereng",
    "PDAM Tirta Wanasari Padamkan Aliran di Tiga Kecamatan",
)
FRAME = (
    '<header><a href="/">Warta</a><nav><ul><li><a href="/nasional">Nasional</a></li><li><a href="/berita/2026/11/20/judul-'
    'di-menu-besar-sekali">Judul di Menu Besar Sekali Hari Ini</a></li></ul></nav></header>'
)
FOOT = (
    '<aside class="sidebar"><ul><li><a href="/berita/2026/10/01/berita-populer-bulan-lalu">Berita Populer Bulan Lalu Yang '
    'Panjang</a></li></ul></aside><footer><a href="/redaksi">Redaksi</a><a href="/pedoman-media-siber">Pedoman</a></footer>'
)


def links(body: str, url: str = URL, head: str = "") -> tuple[ListedArticle, ...]:
    """The articles that a page lists."""
    html = f"<html><head>{head}</head><body>{FRAME}{body}{FOOT}</body></html>"
    return article_links(read_page(html.encode(), "text/html", url), zone="WIB", now=NOW)


def slug(title: str) -> str:
    """As content systems make it."""
    return "-".join(title.lower().split())


def cards() -> str:
    """The usual template: picture and headline link to the article, the date stands in the card."""
    return "<main>" + "".join(
        f'<div class="card"><a href="/daerah/{90100 + n}/{slug(title)}"><img src="/{n}.jpg" alt="gambar"></a><h3><a '
        f'href="/daerah/{90100 + n}/{slug(title)}?utm_source=list">{title}</a></h3><span>{n + 1} jam lalu</span>'
        f'<p>Ringkasan berita. <a href="/daerah/{90100 + n}/{slug(title)}#isi">Baca selengkapnya</a></p></div>'
        for n, title in enumerate(HEADLINES)
    ) + '<div class="paging"><a href="/daerah?page=2">2</a><a href="/daerah/page/3">3</a></div></main>'  # fmt: skip


def rows() -> str:
    """An office's table without any class: numbers in the query, the day in the next cell."""
    return "<table>" + "".join(
        f'<tr><td>{20 - n} November 2026</td><td><a href="/index.php?id={70231 + n}">{title}</a></td></tr>'
        for n, title in enumerate(HEADLINES)
    ) + "</table>"  # fmt: skip


def dated_paths() -> str:
    """A list of plain links whose addresses tell the day."""
    return "<ul class=latest>" + "".join(
        f'<li><a href="/2026/11/{20 - n}/{slug(title)}/">{title}</a></li>' for n, title in enumerate(HEADLINES)
    ) + "</ul>"  # fmt: skip


def whole_cards() -> str:
    """The whole card is the link."""
    return "<section>" + "".join(
        f'<a class="card" href="/read/{1523900 + n}/{slug(title)}"><img alt=""><h2>{title}</h2><time datetime="2026-11-20T0'
        f'{n}:00:00+07:00">20 Nov</time></a>' for n, title in enumerate(HEADLINES)
    ) + "</section>"  # fmt: skip


@pytest.mark.parametrize("build", [cards, rows, dated_paths, whole_cards], ids=lambda build: build.__name__)
def test_listings_of_every_kind(build) -> None:
    """Each article once, in order, with its headline; neither menu nor sidebar, pager or footer."""
    found = links(build())
    assert [one.title for one in found] == list(HEADLINES)
    assert len({one.url for one in found}) == len(HEADLINES)


def test_dates_beside_links() -> None:
    """Relative ones are estimates; a machine's date is exact; a date inside the headline is none."""
    assert [one.dated.at for one in links(cards())] == [NOW - timedelta(hours=n + 1) for n in range(4)]
    assert all(one.dated.estimated for one in links(cards()))
    assert links(whole_cards())[1].dated.at == datetime(2026, 11, 19, 18, 0, tzinfo=UTC)
    assert [one.dated.at.day for one in links(rows())] == [20, 19, 18, 17]
    (found,) = links(
        f'<main><h2><a href="/a/90001/{slug(HEADLINES[0])}">{HEADLINES[0]} 17 Agustus 2026</a></h2></main>'
    )
    assert found.dated.at is None


def test_reasons_are_told() -> None:
    """A person can see why a link was taken."""
    assert set(links(cards())[0].reasons) == {"slug", "number", "headline", "heading", "date-beside", "repeated"}
    assert set(links(dated_paths())[0].reasons) == {"date-path", "slug", "headline", "repeated"}


def test_lists_in_json_ld() -> None:
    """An ItemList counts more than the looks of a link."""
    items = [{"@type": "ListItem", "position": n, "url": f"/b/{n}", "name": title} for n, title in enumerate(HEADLINES)]
    told = json.dumps({"@context": "https://schema.org", "@type": "ItemList", "itemListElement": items})
    found = links("<div id=app></div>", head=f'<script type="application/ld+json">{told}</script>')
    assert [(one.url, one.title) for one in found] == [
        (f"https://warta.contoh.id/b/{n}", title) for n, title in enumerate(HEADLINES)
    ]


@pytest.mark.parametrize(
    "href",
    [
        f"https://lain.contoh.id/berita/2026/11/20/{slug(HEADLINES[0])}",
        f"javascript:open('/berita/2026/11/20/{slug(HEADLINES[0])}')",
        f"/tag/{slug(HEADLINES[0])}",
        f"/penulis/{slug(HEADLINES[0])}",
        f"/berkas/2026/11/20/{slug(HEADLINES[0])}.pdf",
        "/daerah",
        "#atas",
    ],
)
def test_what_is_no_article(href: str) -> None:
    """Other sites, scripts, tags, authors, files, the page itself."""
    assert links(f'<main><h2><a href="{href}">{HEADLINES[0]}</a> 20 November 2026</h2></main>') == ()


@given(st.text(max_size=1500), st.text(max_size=100))
@settings(max_examples=80, deadline=None)
def test_junk_is_no_crash(body: str, href: str) -> None:
    """Any page lists something or nothing."""
    html = f'<html><body>{body}<a href="{href}">{HEADLINES[0]}</a></body></html>'
    try:
        page = read_page(html.encode("utf-8", "replace"), "", URL)
    except FormatError:
        return
    article_links(page, zone="WIB", now=NOW)


def test_a_page_of_ten_thousand_links_is_soon_read() -> None:
    """Work is bounded by links, not by their product."""
    body = "".join(
        f'<div><div><a href="/a/{n}/judul-berita-nomor-{n}">Judul berita nomor {n}</a></div></div>'
        for n in range(10_000)
    )
    assert 0 < len(links(f"<main>{body}</main>")) <= 2_000


def article(title: str) -> bytes:
    """An article's page with a date."""
    text = f"Warga mengeluhkan keadaan itu kepada pemerintah kabupaten sejak pekan lalu, tetapi belum ada jawaban. {title}. "
    head = '<meta property="article:published_time" content="2026-11-20T18:33:00+07:00">'
    return f"<html><head>{head}</head><body><article><h1>{title}</h1><p>{text}</p><p>Dua. {text}</p></article></body></html>".encode()


def test_visits_of_a_listing(site, make_door) -> None:
    """New articles are read once; the same page and the same list cost nothing more; the page's own date wins."""
    for number, title in enumerate(HEADLINES):
        site.say(f"/daerah/{90100 + number}/{slug(title)}", article(title))
        site.say(f"/daerah/{90100 + number}/{slug(title)}?utm_source=list", article(title))
    site.say("/daerah", f"<html><body>{cards()}</body></html>".encode())
    source = Source("s-1", "section", "Warta", site.url("/daerah"))
    clock = StoppedClock(NOW)
    first = asyncio.run(harvest(source, FeedState(), make_door(), clock))
    assert [post.title for post in first.posts] == list(HEADLINES)
    assert {(post.published_at, post.estimated) for post in first.posts} == {
        (datetime(2026, 11, 20, 11, 33, tzinfo=UTC), False)
    }
    assert all("Dua." in post.text for post in first.posts)
    again = asyncio.run(harvest(source, first.state, make_door(), clock))
    assert (again.posts, again.outcome.kind) == ((), OutcomeKind.UNCHANGED)
    more = cards().replace(
        "<main>",
        f'<main><h3><a href="/daerah/90200/{slug("Banjir surut di dua desa")}">Banjir surut di dua desa</a></h3>',
    )
    site.say("/daerah", f"<html><body>{more}</body></html>".encode())
    site.say("/daerah/90200/banjir-surut-di-dua-desa", article("Banjir surut di dua desa"))
    third = asyncio.run(harvest(source, again.state, make_door(), clock))
    assert [post.title for post in third.posts] == ["Banjir surut di dua desa"]


def test_a_changed_layout_is_said(site, make_door) -> None:
    """A page that lists nothing any more is broken, not quiet."""
    site.say("/daerah", b"<html><body><div id=app></div><script>render()</script></body></html>")
    source = Source("s-1", "section", "Warta", site.url("/daerah"))
    outcome = asyncio.run(harvest(source, FeedState(), make_door(), StoppedClock(NOW))).outcome
    assert (outcome.kind, outcome.cause) == (OutcomeKind.FAILED, Cause.BROKEN)
    assert "susunannya mungkin berubah" in outcome.reason.id


def test_failures_make_visits_rarer(site, make_door) -> None:
    """As with feeds: from the third failure on the source rests."""
    source, state = Source("s-1", "section", "Warta", site.url("/tidak-ada")), FeedState()
    for _ in range(3):
        state = asyncio.run(harvest(source, state, make_door(), StoppedClock(NOW))).state
    assert state.not_before == NOW + timedelta(minutes=30)
    assert asyncio.run(harvest(source, state, make_door(), StoppedClock(NOW))).outcome.kind is OutcomeKind.SKIPPED
