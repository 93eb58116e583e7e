"""Articles from their pages: text, date, title, address; several pages joined once; what is closed is said."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime

import portal_pages
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectors.pages.article_pages import further_pages, whole_address, without_page
from collectors.pages.article_text import MAX_ELEMENTS, extract_text
from collectors.pages.html_pages import read_page
from collectors.sites import articles
from collectors.sites.articles import Article, Barrier, read_article
from kentongan.core.errors import FetchError, FormatError
from kentongan.core.posts import Source

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
URL = "https://warta.contoh.id/berita/12345/warga-keluhkan-jalan"
TEXT = "Warga desa mengeluhkan jalan yang rusak sejak awal tahun dan belum diperbaiki oleh pemerintah hingga kini. "


def read(html: str | bytes, url: str = URL, kind: str = "text/html") -> Article:
    """The article on a page."""
    body = html.encode() if isinstance(html, str) else html
    return read_article(read_page(body, kind, url), zone="WIB", now=NOW)


def page(head: str = "", body: str = "") -> str:
    """A page with an article of three paragraphs."""
    paragraphs = "".join(f"<p>{part} {TEXT}</p>" for part in ("Satu.", "Dua.", "Tiga."))
    return f"<html><head>{head}</head><body><article><h1>Warga keluhkan jalan</h1>{body}{paragraphs}</article></body></html>"


@pytest.mark.parametrize("build", portal_pages.ALL, ids=lambda build: build.__name__)
def test_layouts_of_portals(build: Callable[[], portal_pages.PortalPage]) -> None:
    """Every paragraph once, nothing of what stands between and around them; title and date."""
    made = build()
    found = read(made.html, made.url)
    assert [line for line in found.text.splitlines() if line in portal_pages.PARAGRAPHS] == list(
        portal_pages.PARAGRAPHS
    ) or build is portal_pages.office_table
    for text in (
        "Baca juga",
        "Terpopuler",
        "ADVERTISEMENT",
        "Gambas",
        "Hak cipta",
        "Semoga cepat",
        "Pewarta",
        "bukan isi",
    ):
        assert text.casefold() not in found.text.casefold()
    assert all(paragraph in found.text for paragraph in portal_pages.PARAGRAPHS)
    assert found.title == portal_pages.TITLE
    assert (found.dated.at == portal_pages.PUBLISHED) is made.zone_known
    assert found.dated.estimated is not made.zone_known
    assert found.barrier is Barrier.NONE
    assert found.notes == ()


@pytest.mark.parametrize(
    ("head", "body", "expected", "estimated"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-11-20T18:33:13+07:00"}</script>',
         "", datetime(2026, 11, 20, 11, 33, 13, tzinfo=UTC), False),
        ('<script type="application/ld+json">[{"@type":"Organization"},{"@type":"BlogPosting",\n"headline":"a\nb",'
         '"datePublished":"2026-11-20 18:33"}]</script>', "", datetime(2026, 11, 20, 11, 33, tzinfo=UTC), False),
        ('<meta property="article:published_time" content="2026-11-20T11:33:00Z">', "",
         datetime(2026, 11, 20, 11, 33, tzinfo=UTC), False),
        ('<meta name="content_PublishedDate" content="2026-11-20 18:33:00">', "",
         datetime(2026, 11, 20, 11, 33, tzinfo=UTC), False),
        ("", '<time datetime="2026-11-20T18:33+07:00">x</time>', datetime(2026, 11, 20, 11, 33, tzinfo=UTC), False),
        ("", "<div>Jumat, 20 November 2026 | 19:33 WITA</div>", datetime(2026, 11, 20, 11, 33, tzinfo=UTC), False),
        # A day only gives way to the same day with a time.
        ('<meta property="article:published_time" content="2026-11-20">', "<div>Jumat, 20 Nov 2026 18:33 WIB</div>",
         datetime(2026, 11, 20, 11, 33, tzinfo=UTC), False),
        ('<meta property="article:published_time" content="2026-11-20">', "",
         datetime(2026, 11, 20, 5, 0, tzinfo=UTC), True),
        # Local time with a Z behind it: the line that readers see is right.
        ('<meta property="article:published_time" content="2026-11-20T18:33:00Z">', "<p>20 November 2026 18.33 WIB</p>",
         datetime(2026, 11, 20, 11, 33, tzinfo=UTC), False),
        # True UTC beside the local line stays.
        ('<meta property="article:published_time" content="2026-11-20T11:33:00Z">', "<p>20 November 2026 18.33 WIB</p>",
         datetime(2026, 11, 20, 11, 33, tzinfo=UTC), False),
    ],
)  # fmt: skip
def test_dates(head: str, body: str, expected: datetime, *, estimated: bool) -> None:
    """JSON-LD, metadata, `<time>`, the date line; broken JSON-LD is mended where it can be."""
    dated = read(page(head, body)).dated
    assert (dated.at, dated.estimated) == (expected, estimated)


def test_a_page_without_a_date_says_so() -> None:
    """Never silently wrong."""
    dated = read(page()).dated
    assert (dated.at, dated.estimated) == (None, True)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (f'<link rel="canonical" href="{URL}?page=all">', URL),
        ('<link rel="canonical" href="https://lain.contoh.id/berita/1/x">', URL),
        ('<link rel="canonical" href="https://warta.contoh.id/">', URL),
        ('<link rel="canonical" href="javascript:x"><meta property="og:url" content="/berita/9/asli">',
         "https://warta.contoh.id/berita/9/asli"),
    ],
)  # fmt: skip
def test_the_address_a_page_calls_its_own(head: str, expected: str) -> None:
    """Only of its own site, and never the front page."""
    assert read(page(head), f"{URL}?page=2").canonical == expected


def test_a_cut_headline_gives_way_to_the_heading() -> None:
    """Systems cut headlines for search engines; the site's name is no part of a title."""
    head = (
        '<meta property="og:site_name" content="Warta"><meta property="og:title" content="Warga keluhkan... - Warta">'
    )
    assert read(page(head)).title == "Warga keluhkan jalan"
    head = '<meta property="og:site_name" content="Warta"><meta property="og:title" content="Lain sekali | Warta">'
    assert read(page(head)).title == "Lain sekali"


@pytest.mark.parametrize(
    ("html", "barrier"),
    [
        (page('<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>')
         .replace(TEXT, "Pembuka saja. "), Barrier.SUBSCRIPTION),
        ("<html><body><article><h1>Judul berita</h1><p>Artikel ini khusus pelanggan. Silakan berlangganan untuk membaca "
         "selengkapnya.</p></article></body></html>", Barrier.SUBSCRIPTION),
        ("<html><body><h1>Masuk</h1><form><input type=password></form><p>Silakan masuk terlebih dahulu</p></body></html>",
         Barrier.LOGIN),
        ("<html><head><title>Just a moment...</title></head><body><p>Checking your browser</p></body></html>",
         Barrier.CHECK),
    ],
)  # fmt: skip
def test_closed_pages_are_recognised_and_said(html: str, barrier: Barrier) -> None:
    """Nothing is bypassed: what is public stays, and the note says why there is no more."""
    found = read(html)
    assert found.barrier is barrier
    assert URL in found.notes[0].id


def test_a_long_article_about_a_login_is_an_article() -> None:
    """Words alone close nothing."""
    body = "<p>Warga diminta: silakan masuk ke laman, konten premium khusus pelanggan.</p>" + "".join(
        f"<p>{n} {TEXT}</p>" for n in range(6)
    )
    found = read(page(body=body))
    assert (found.barrier, found.notes) == (Barrier.NONE, ())


def test_no_text_stays_visibly_empty() -> None:
    """A page that a script fills: title, no text, and a note."""
    found = read(
        '<html><head><meta property="og:title" content="Judul panjang"></head><body><div id=app></div></body></html>'
    )
    assert (found.title, found.text) == ("Judul panjang", "")
    assert "tidak ditemukan" in found.notes[0].id


def test_a_closed_text_is_not_taken_from_the_data() -> None:
    """A subscription page that carries its whole text in JSON-LD is not read around."""
    told = f'{{"@type":"NewsArticle","isAccessibleForFree":false,"articleBody":"{TEXT * 9}"}}'
    found = read(
        f"<html><head><script type='application/ld+json'>{told}</script></head><body><p>Pembuka.</p></body></html>"
    )
    assert TEXT.strip() not in found.text


def test_an_enormous_page_costs_seconds_at_most() -> None:
    """Beyond the bound only the part that says it is the article is looked at; else nothing."""
    started = time.process_time()
    noise = "<ul><li>abc def</li></ul>" * MAX_ELEMENTS
    assert extract_text(read_page(f"<html><body>{noise}</body></html>".encode(), "", URL)) == ""
    article = f"<html><body>{noise}<article><h1>J</h1><p>{TEXT}</p><p>{TEXT[::-1] * 3}</p></article></body></html>"
    assert TEXT.strip() in extract_text(read_page(article.encode(), "", URL))
    assert time.process_time() - started < 10


@given(st.binary(max_size=2000), st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_junk_is_no_crash(body: bytes, kind: str) -> None:
    """Any bytes are a page, or one plain error."""
    try:
        made = read_page(b"<html><body><script type='application/ld+json'>" + body, kind, URL)
    except FormatError:
        return
    read_article(made, zone="WIB", now=NOW)


@pytest.mark.parametrize(
    ("url", "hrefs", "whole", "further"),
    [
        ("https://jateng.antaranews.com/berita/1/a", ["?page=2"], "https://jateng.antaranews.com/berita/1/a?page=all", ["?page=2"]),
        ("https://news.detik.com/berita/d-1/a", ["/berita/d-1/a/2"], "https://news.detik.com/berita/d-1/a?single=1", ["/2"]),
        ("https://regional.inews.id/berita/a", ["/berita/a/2"], "https://regional.inews.id/berita/a/all", ["/2"]),
        (URL, ["?halaman=2", "?halaman=4"], "", ["?halaman=2", "?halaman=3", "?halaman=4"]),
        (URL, [f"{URL}/page/2/"], "", ["/page/2/"]),
        (URL, ["?page=all"], f"{URL}?page=all", []),
        # Another article, another host, comments, and the same article: no pager.
        (URL, ["/berita/12346/lain?page=2", "https://lain.contoh.id/a?page=2", "#komentar", URL, "?replytocom=2"], "", []),
        ("https://jateng.antaranews.com/berita/1/a", [], "", []),
    ],
)  # fmt: skip
def test_where_the_other_pages_are(url: str, hrefs: list[str], whole: str, further: list[str]) -> None:
    """The site's own address for the whole article first, then what is known of the portal, then page by page."""
    made = read_page(
        ("<html><body>" + "".join(f'<a href="{h}">2</a>' for h in hrefs) + "</body></html>").encode(), "", url
    )
    assert whole_address(made) == whole
    assert [one.endswith(tail) for one, tail in zip(further_pages(made), further, strict=True)] == [True] * len(further)


def test_the_choice_of_a_page_is_no_part_of_an_address() -> None:
    """What the store knows the article by."""
    assert without_page("https://x.id/a?page=all&id=3") == "https://x.id/a?id=3"
    assert without_page("https://x.id/a?single=1") == "https://x.id/a"
    assert without_page("https://x.id/a?page=tentang") == "https://x.id/a?page=tentang"


def paged(number: int, pager: str) -> bytes:
    """One page of an article; the first paragraph is repeated on each."""
    own = "".join(f"<p>Halaman {number} alinea {n}. {TEXT}</p>" for n in range(3))
    return page(body=f"<p>Pembuka yang diulang. {TEXT}</p>{own}").replace(
        f"<p>Satu. {TEXT}</p><p>Dua. {TEXT}</p><p>Tiga. {TEXT}</p>", pager
    ).encode()  # fmt: skip


def test_pages_are_joined_once(site, make_door) -> None:
    """Three pages by number: each paragraph once, in order; the article keeps its first address."""
    pager = '<a href="/a">1</a> <a href="/a?hal=2">2</a> <a href="/a?hal=3">3</a>'
    site.say("/a", paged(1, pager))
    site.say("/a?hal=2", paged(2, pager))
    site.say("/a?hal=3", paged(3, pager))
    found = asyncio.run(articles.read(site.url("/a"), make_door(), zone="WIB", now=NOW))
    lines = found.text.splitlines()
    assert [line[:18] for line in lines] == ["Pembuka yang diula"] + [
        f"Halaman {number} alinea {n}" for number in (1, 2, 3) for n in range(3)
    ]
    assert (found.pages, found.url, found.notes) == (3, site.url("/a"), ())


def test_a_page_that_is_missing_is_said(site, make_door) -> None:
    """The others stay."""
    site.say("/a", paged(1, '<a href="/a?hal=2">2</a>'))
    found = asyncio.run(articles.read(site.url("/a"), make_door(), zone="WIB", now=NOW))
    assert "Halaman 1 alinea 2." in found.text
    assert "1 dari 2 halaman" in found.notes[0].id


def test_all_on_one_page_where_the_site_offers_it(site, make_door) -> None:
    """One request instead of many; where it gives nothing, page by page."""
    pager = '<a href="/a?page=2">2</a><a href="/a?page=all">Semua halaman</a>'
    site.say("/a", paged(1, pager))
    site.say("/a?page=2", paged(2, pager))
    site.say("/a?page=all", paged(1, "".join(f"<p>Lanjutan {n}. {TEXT}</p>" for n in range(5))))
    found = asyncio.run(articles.read(site.url("/a"), make_door(), zone="WIB", now=NOW))
    assert "Lanjutan 4." in found.text
    assert "/a?page=2" not in site.paths()
    site.say("/a?page=all", b"", 404)
    found = asyncio.run(articles.read(site.url("/a"), make_door(), zone="WIB", now=NOW))
    assert "Halaman 2 alinea 2." in found.text


def test_pagers_do_not_lead_out_of_the_site(site, make_door) -> None:
    """Another page of the same article is on the same host, whatever the page claims."""
    site.say("/a", paged(1, f'<a href="http://dalam.test:{site.port}/a?page=2">2</a>'))
    asyncio.run(articles.read(site.url("/a"), make_door(), zone="WIB", now=NOW))
    assert {request.host for request in site.seen} == {"situs.test"}


def test_what_is_no_page_and_what_robots_close(site, make_door) -> None:
    """A PDF, and an article that the site's rules close."""
    site.say("/b.pdf", b"%PDF-1.4", headers={"Content-Type": "application/pdf"})
    with pytest.raises(FormatError, match=r"application/pdf"):
        asyncio.run(articles.read(site.url("/b.pdf"), make_door(), zone="WIB", now=NOW))
    site.say("/robots.txt", b"User-agent: *\nDisallow: /a")
    with pytest.raises(FetchError, match=r"robots\.txt"):
        asyncio.run(articles.read(site.url("/a"), make_door(), zone="WIB", now=NOW))


def test_an_article_as_a_post() -> None:
    """For `kentongan add` and for listings: no author, the tier of the outlet."""
    post = read(page('<meta name="author" content="Budi">'), "https://news.detik.com/berita/d-1/a").as_post(
        Source("s", "section", "x")
    )
    assert (post.author, post.tier, post.external_id) == ("", 1, "news.detik.com/berita/d-1/a")
