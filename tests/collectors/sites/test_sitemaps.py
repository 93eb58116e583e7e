"""Sitemaps as sources: news and ordinary ones, indexes, gzip, edits, what was not visited for days, and hostile files."""

from __future__ import annotations

import asyncio
import gzip
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collectors.registry import harvest
from collectors.sites.sitemap_choice import named_in_robots, newest_first, worth_reading
from collectors.sites.sitemap_xml import MAX_ENTRIES, SitemapEntry, read_sitemap
from collectors.sites.sitemaps import MOST_FILES
from kentongan.core.clock import StoppedClock
from kentongan.core.errors import FormatError
from kentongan.core.posts import Source
from kentongan.core.runs import FeedState, Harvest, OutcomeKind

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
BASE = "https://warta.contoh.id/sitemap.xml"
NEWS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
LONG = "Warga desa mengeluhkan jalan yang rusak sejak awal tahun dan belum diperbaiki oleh pemerintah. "


def stamp(hours: float) -> str:
    """So many hours before now, as sites write it."""
    return (NOW - timedelta(hours=hours)).isoformat()


def news(path: str, hours: float, title: str = "", changed: float | None = None) -> str:
    """An entry of a news sitemap."""
    lastmod = f"<lastmod>{stamp(changed)}</lastmod>" if changed is not None else ""
    return (
        f"<url><loc>{path}</loc>{lastmod}<news:news><news:publication><news:name>Warta</news:name></news:publication>"
        f"<news:publication_date>{stamp(hours)}</news:publication_date><news:title>{title or path}</news:title></news:news>"
        "</url>"
    )


def urlset(*entries: str) -> bytes:
    """A sitemap."""
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NEWS}>{"".join(entries)}</urlset>'.encode()


def plain(path: str, hours: float | None = None) -> str:
    """An entry of an ordinary sitemap."""
    return f"<url><loc>{path}</loc>{'' if hours is None else f'<lastmod>{stamp(hours)}</lastmod>'}</url>"


def index(*paths: str, hours: float | None = None) -> bytes:
    """A sitemap of sitemaps."""
    changed = "" if hours is None else f"<lastmod>{stamp(hours)}</lastmod>"
    return (
        f"<sitemapindex>{''.join(f'<sitemap><loc>{p}</loc>{changed}</sitemap>' for p in paths)}</sitemapindex>".encode()
    )


def article(title: str, mark: str = "") -> bytes:
    """The page of an article."""
    text = "".join(f"<p>{mark} {n}. {LONG}</p>" for n in range(3))
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>".encode()


class Reader:
    """Visits a sitemap again and again."""

    def __init__(self, site, make_door, path: str = "/sitemap.xml", **options: str) -> None:
        self.site, self.make_door, self.now, self.state = site, make_door, NOW, FeedState()
        self.source = Source("s-1", "sitemap", "Warta", site.url(path), tier=2, options=options)

    def visit(self, later: timedelta = timedelta()) -> Harvest:
        """One visit, so much later."""
        self.now += later
        clock = StoppedClock(self.now)
        brought = asyncio.run(harvest(self.source, self.state, self.make_door(clock=clock), clock))
        self.state = brought.state or FeedState()
        return brought


@pytest.fixture
def reader(site, make_door) -> Callable[..., Reader]:
    """Makes readers of the test's site."""
    return lambda *path, **options: Reader(site, make_door, *path, **options)


def test_a_news_sitemap_gives_titles_dates_and_texts(site, reader) -> None:
    """New articles are read; the title and the date are the sitemap's."""
    site.say("/sitemap.xml", urlset(news("/berita/jalan-rusak", 2, "Jalan &amp; jembatan rusak"), news("/lama", 60)))
    site.say("/berita/jalan-rusak", article("Lain", "Isi"))
    (post,) = reader().visit().posts
    assert (post.title, post.url) == ("Jalan & jembatan rusak", site.url("/berita/jalan-rusak"))
    assert (post.published_at, post.estimated) == (NOW - timedelta(hours=2), False)
    assert post.text.startswith("Isi 0. Warga desa")
    assert "/lama" not in site.paths()


def test_once_and_again_when_it_changed(site, reader) -> None:
    """What is known comes again only with a new date of change; an unchanged file is not even read."""
    visits = reader()
    site.say("/sitemap.xml", urlset(news("/a-b-c-d", 2, changed=2)), headers={"ETag": '"1"'})
    site.say("/a-b-c-d", article("A", "Awal"))
    assert len(visits.visit().posts) == 1
    again = visits.visit(timedelta(hours=1))
    assert (again.posts, again.outcome.kind) == ((), OutcomeKind.UNCHANGED)
    site.say("/sitemap.xml", urlset(news("/a-b-c-d", 2, changed=-1)))
    site.say("/a-b-c-d", article("A", "Ralat"))
    edited = visits.visit(timedelta(hours=1))
    assert [post.text[:5] for post in edited.posts] == ["Ralat"]


def test_an_empty_news_sitemap_is_legal(site, reader) -> None:
    """A quiet weekend."""
    site.say("/sitemap.xml", urlset())
    outcome = reader().visit().outcome
    assert (outcome.kind, outcome.notes, outcome.partial) == (OutcomeKind.OK, (), False)


def test_a_gap_of_days_is_made_up(site, reader) -> None:
    """After a week away, what was published since the last visit counts; before that it is two days."""
    visits = reader()
    site.say("/sitemap.xml", urlset(news("/satu-dua-tiga", 1)))
    site.say("/satu-dua-tiga", article("A"))
    visits.visit()
    site.say("/empat-lima-enam", article("B"))
    site.say("/sitemap.xml", urlset(news("/satu-dua-tiga", 1), news("/empat-lima-enam", -24)))
    assert [post.title for post in visits.visit(timedelta(days=7)).posts] == ["/empat-lima-enam"]


def test_an_index_is_followed_to_what_is_new(site, reader) -> None:
    """Old parts, authors and tags are not visited; gzip is unpacked; depth is bounded."""
    site.say("/sitemap.xml", index("/penulis.xml", "/tag-sitemap.xml", "/berita.xml.gz") + b" ")
    site.say("/berita.xml.gz", gzip.compress(index("/dalam.xml")))
    site.say("/dalam.xml", urlset(news("/a-b-c-d", 1)))
    site.say("/a-b-c-d", article("A"))
    assert len(reader().visit().posts) == 1
    assert not {"/penulis.xml", "/tag-sitemap.xml"} & set(site.paths())


def test_bounds_of_an_index(site, reader) -> None:
    """A hundred dated parts, and a loop: a bounded number of visits, and it is said."""
    site.say("/sitemap.xml", index(*(f"/bagian-{n}.xml" for n in range(100)), hours=1))
    for number in range(100):
        site.say(f"/bagian-{number}.xml", urlset(news(f"/a-b-c-{number}", 1)))
    brought = reader(isi="ringkas").visit()
    assert sum(path.endswith(".xml") for path in site.paths()) == MOST_FILES
    assert brought.outcome.partial
    assert any("sangat banyak" in note.id for note in brought.outcome.notes)
    site.say("/lingkar.xml", index("/lingkar.xml", hours=1))
    assert reader("/lingkar.xml").visit().outcome.kind is OutcomeKind.OK


def test_a_part_that_fails_costs_itself(site, reader) -> None:
    """The others are read, the failure is said; where all fail, so does the source."""
    site.say("/sitemap.xml", index("/ada-berita.xml", "/hilang-berita.xml", hours=1))
    site.say("/ada-berita.xml", urlset(news("/a-b-c-d", 1)))
    brought = reader(isi="ringkas").visit()
    assert len(brought.posts) == 1
    assert brought.outcome.partial
    assert "404" in brought.outcome.notes[0].id
    site.say("/sitemap.xml", index("/hilang-berita.xml", hours=1))
    assert reader().visit().outcome.kind is OutcomeKind.FAILED


def test_a_sitemap_without_dates(site, reader) -> None:
    """All of it is old on the first visit; what appears afterwards is new, and its page tells the date."""
    visits = reader()
    old = [plain(f"/berita/judul-lama-nomor-{n}") for n in range(30)]
    site.say("/sitemap.xml", urlset(*old, plain("/"), plain("/tag/x"), plain("/foto.jpg")))
    first = visits.visit()
    assert (first.posts, first.outcome.kind) == ((), OutcomeKind.OK)
    assert "30 alamat" in first.outcome.notes[0].id
    head = b'<meta property="article:published_time" content="2026-11-21T09:00:00+07:00">'
    site.say("/berita/judul-baru", article("Judul baru", "Isi").replace(b"<head>", b"<head>" + head))
    site.say("/sitemap.xml", urlset(*old, plain("/berita/judul-baru")))
    (post,) = visits.visit(timedelta(hours=1)).posts
    assert (post.title, post.published_at) == ("Judul baru", datetime(2026, 11, 21, 2, 0, tzinfo=UTC))


def test_a_date_of_change_that_is_the_files_own_is_not_believed(site, reader) -> None:
    """A system that stamps every entry with the time of writing the file: the articles are not read again and again."""
    visits = reader()
    paths = [f"/berita/judul-nomor-{n}" for n in range(15)]
    for path in paths:
        site.say(path, article(path, "Isi"))
    site.say("/sitemap.xml", urlset(*(plain(path, 1) for path in paths)))
    assert len(visits.visit().posts) == 15
    site.say("/sitemap.xml", urlset(*(plain(path, -1) for path in paths)))
    assert visits.visit(timedelta(hours=1)).posts == ()


def test_more_articles_than_a_visit_reads(site, reader) -> None:
    """Titles come at once, the texts over the next visits; nothing is lost, nothing comes a third time."""
    visits = reader(artikel="10")
    paths = [f"/berita/judul-nomor-{n}" for n in range(25)]
    for path in paths:
        site.say(path, article(path, "Isi"))
    site.say("/sitemap.xml", urlset(*(news(path, 1) for path in paths)))
    first = visits.visit()
    assert (len(first.posts), sum(bool(post.text) for post in first.posts)) == (25, 10)
    assert "15 artikel belum dibaca" in first.outcome.notes[0].id
    second, third, fourth = (visits.visit(timedelta(hours=1)) for _ in range(3))
    assert [len(one.posts) for one in (second, third, fourth)] == [10, 5, 0]
    read = {post.url for one in (first, second, third) for post in one.posts if post.text}
    assert len(read) == 25


def test_a_site_that_asks_for_a_pause_is_left_alone(site, reader, answer) -> None:
    """429 in the middle of the articles: the round ends there, the rest waits."""
    visits = reader()
    site.say("/sitemap.xml", urlset(*(news(f"/berita/judul-nomor-{n}", n + 1) for n in range(9))))
    site.say("/berita/judul-nomor-0", article("A"))
    for number in range(1, 9):
        site.routes[f"/berita/judul-nomor-{number}"] = answer(b"", 429, Retry_After="3600")
    brought = visits.visit()
    assert brought.outcome.kind is OutcomeKind.OK
    assert len(brought.posts) == 9
    assert sum(path.startswith("/berita/") for path in site.paths()) == 2


def test_links_into_the_internal_network_are_not_followed(site, reader) -> None:
    """A sitemap may name anything: the door checks every address."""
    inside = f"http://dalam.test:{site.port}"
    site.say("/sitemap.xml", index(f"{inside}/berita.xml", "/baik-berita.xml", hours=1))
    site.say("/baik-berita.xml", urlset(news(f"{inside}/a-b-c-d", 1), news("file:///etc/passwd", 1), news("x:y", 1)))
    brought = reader().visit()
    assert {request.host for request in site.seen} == {"situs.test"}
    assert [post.text for post in brought.posts] == [""]


def test_what_is_no_sitemap_is_said(site, reader) -> None:
    """A page, nothing, a feed."""
    for body in (b"<html><body>x</body></html>", b"", b"<rss><channel/></rss>", b"\x1f\x8bxx", b"{}"):
        site.say("/sitemap.xml", body)
        outcome = reader().visit().outcome
        assert outcome.kind is OutcomeKind.FAILED
        assert "bukan peta situs" in outcome.reason.id


def test_real_files_are_careless() -> None:
    """Undeclared namespaces, spaces, entities, relative addresses, titles of pictures, a file cut short."""
    body = (
        b"\xef\xbb\xbf\n<urlset><url><loc>\n /a \n</loc><image:image><image:title>Foto</image:title></image:image>"
        b"<news:news><news:title><![CDATA[Judul & lain]]></news:title></news:news></url>"
        b"<url><loc>/b?x=1&y=2</loc></url><url><loc>/c</loc></u"
    )
    found = read_sitemap(body, base_url=BASE)
    assert [(one.address, one.title) for one in found.entries] == [
        ("https://warta.contoh.id/a", "Judul & lain"),
        ("https://warta.contoh.id/b?x=1&y=2", ""),
        ("https://warta.contoh.id/c", ""),
    ]
    assert found.partial


def test_entities_and_bombs_do_nothing() -> None:
    """Billion laughs, external entities, a gzip bomb: bounded, and nothing is opened."""
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = (
        f'<!DOCTYPE urlset [<!ENTITY l0 "lol">{lol}<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>/a&l9;&x;'
    )
    found = read_sitemap(f"{body}</loc></url></urlset>".encode(), base_url=BASE)
    assert all("lol" not in one.address and "root:" not in one.address for one in found.entries)
    bomb = gzip.compress(b"<urlset>" + b" " * 80_000_000)
    tracemalloc.start()
    assert read_sitemap(bomb, base_url=BASE).partial
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_huge_sitemap_takes_little_memory() -> None:
    """50,000 addresses in 6 MB, packed: the tree does not grow with the file."""
    pytest.importorskip("resource")
    code = (
        "import gzip, resource\n"
        "from collectors.sites.sitemap_xml import read_sitemap\n"
        "one = '<url><loc>https://x.id/berita/judul-nomor-%d</loc><lastmod>2026-11-21T01:00:00+07:00</lastmod></url>'\n"
        "body = gzip.compress(('<urlset>' + ''.join(one % n for n in range(50000)) + '</urlset>').encode())\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "found = read_sitemap(body, base_url='https://x.id/', wanted=lambda entry: entry.address.endswith('00'))\n"
        "print(found.total, len(found.entries), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    root = str(Path(__file__).parents[3])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    total, kept, grown = map(int, done.stdout.split())
    assert (total, kept) == (MAX_ENTRIES, 499)
    # Kilobytes on Linux, bytes on macOS; the whole tree would take some 60 MB.
    assert grown < 20_000 * (1024 if sys.platform == "darwin" else 1)


@given(st.binary(max_size=3000))
@settings(max_examples=200, deadline=None)
def test_junk_is_no_crash(body: bytes) -> None:
    """Any bytes are a sitemap or one plain error, bare or packed."""
    for form in (body, gzip.compress(body), b"<urlset>" + body, gzip.compress(b"<urlset><url>" + body)[:-9]):
        try:
            read_sitemap(form, base_url=BASE)
        except FormatError:
            continue


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_junk_in_a_cursor_is_a_first_visit(text: str) -> None:
    """A damaged memory costs nothing but a second look."""
    from collectors.cursors import read_cursor
    from collectors.sites.article_rounds import waiting_of_json
    from collectors.sites.wordpress_memory import Memory

    kept = read_cursor(text)
    assert waiting_of_json(kept.get("wait"), Source("s", "sitemap", "x")) == []
    assert Memory.of(text, NOW).way == ("", "")


def test_which_parts_come_first() -> None:
    """News, then the newest, then the highest number; people are never listed."""
    names = [
        "post-sitemap2.xml",
        "post-sitemap10.xml",
        "news-sitemap.xml",
        "author-sitemap.xml",
        "wp-sitemap-users-1.xml",
    ]
    parts = worth_reading(SitemapEntry(f"https://x.id/{name}") for name in names)
    assert [one.address.rpartition("/")[2] for one in newest_first(parts, NOW)] == [
        "news-sitemap.xml",
        "post-sitemap10.xml",
        "post-sitemap2.xml",
    ]


def test_sitemaps_that_robots_txt_names() -> None:
    """In any case, with a mark before it, only web addresses, news first."""
    body = (
        b"\xef\xbb\xbfsitemap: /a.xml\r\nUser-agent: *\n SITEMAP : https://x.id/sitemap_news.xml\nSitemap: ftp://x/y\n"
    )
    assert named_in_robots(body, "https://x.id/") == ("https://x.id/sitemap_news.xml", "https://x.id/a.xml")
