"""From an address to sources: what a site declares, what is guessed, and in which order it is offered."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from collectors.door.fetch import Door
from collectors.sites.discovery import MOST_REQUESTS, Candidate, discover, preview
from kentongan.core.clock import StoppedClock
from kentongan.core.errors import FetchError

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>{0}</title>{1}</channel></rss>"""
ITEM = "<item><title>{0}</title><link>/berita/{0}</link><pubDate>Fri, 20 Nov 2026 0{1}:00:00 +0700</pubDate></item>"


def feed(title: str = "Warta", count: int = 7) -> bytes:
    """An RSS feed whose items grow newer."""
    return RSS.format(title, "".join(ITEM.format(f"butir-{n}", n) for n in range(count))).encode()


def page(head: str = "", body: str = "") -> bytes:
    """A web page."""
    return f"<!doctype html><html><head><title>Warta Kota</title>{head}</head><body>{body}</body></html>".encode()


def find(url: str, door: Door, **options: int) -> tuple[Candidate, ...]:
    """The candidates behind an address."""
    return asyncio.run(discover(url, door, clock=StoppedClock(NOW), **options))


def test_an_address_that_is_a_feed_is_the_answer(site, make_door) -> None:
    """One visit, five newest items, newest first."""
    site.say("/apa", feed())
    (found,) = find(site.url("/apa"), make_door())
    assert (found.kind, found.address, found.title) == ("feed", site.url("/apa"), "Warta")
    assert [item.title for item in found.latest] == [f"butir-{n}" for n in (6, 5, 4, 3, 2)]
    assert found.latest[0].link == site.url("/berita/butir-6")
    assert found.latest[0].published_at == datetime(2026, 11, 19, 23, 0, tzinfo=UTC)
    assert site.paths() == ["/robots.txt", "/apa"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/rss+xml", feed()),
        ("application/atom+xml", b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Warta</title></feed>'),
        ("application/feed+json", json.dumps({"version": "1.1", "title": "Warta", "items": []}).encode()),
        (
            "application/rdf+xml",
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
            b"<channel><title>Warta</title></channel></rdf:RDF>",
        ),
    ],
)
def test_declared_feeds_of_every_kind(site, make_door, kind: str, body: bytes) -> None:
    """`<link rel=alternate>` resolved against `<base>`."""
    site.say("/kota/", page(f'<base href="/umpan/"><link rel="alternate home" type="{kind}; x=1" href="satu">'))
    site.say("/umpan/satu", body)
    (found,) = find(site.url("/kota/"), make_door())
    assert (found.kind, found.address, found.title, found.declared) == (
        "feed",
        site.url("/umpan/satu"),
        "Warta",
        True,
    )


def test_content_location_counts_where_there_is_no_base(site, make_door) -> None:
    """RFC 9110, 8.7."""
    link = page('<link rel=alternate type="application/rss+xml" href="rss">')
    site.say("/", link, headers={"Content-Location": "/id/beranda"})
    site.say("/id/rss", feed())
    assert find(site.url("/"), make_door())[0].address == site.url("/id/rss")


def test_links_that_look_like_feeds(site, make_door) -> None:
    """An RSS icon at the foot of the page; addresses of mail and scripts are none."""
    site.say("/", page(body='<a href="javascript:rss">x</a><a href="/index.php?mib=rss">RSS</a><a href="/x">y</a>'))
    site.say("/index.php?mib=rss", feed())
    assert find(site.url("/"), make_door())[0].address == site.url("/index.php?mib=rss")


def test_the_usual_paths(site, make_door) -> None:
    """Nothing declared: the section's own feed is tried first, then the site's."""
    site.say("/daerah", page())
    site.say("/rss.xml", feed())
    found = find(site.url("/daerah"), make_door())
    assert [(one.address, one.declared) for one in found] == [(site.url("/rss.xml"), False)]
    tried = [path for path in site.paths() if path != "/robots.txt"]
    assert tried == ["/daerah", "/daerah/feed/", "/daerah/rss", "/feed/", "/rss", "/rss.xml"]


def test_wordpress_by_header_comes_first_on_the_front_page(site, make_door) -> None:
    """The API knows edits and deletions; on a section's page the section's feed is what was asked for."""
    head = '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    rest = {"Link": f'<{site.url("/wp-json/")}>; rel="https://api.w.org/"'}
    post = {
        "id": 1,
        "link": site.url("/a/"),
        "date_gmt": "2026-11-20T01:00:00",
        "title": {"rendered": "Jalan &#8216;rusak&#8217;"},
        "content": {"rendered": "<p>Isi</p>", "protected": False},
    }
    site.say("/", page(head), headers=rest)
    site.say("/kota/", page(head), headers=rest)
    site.say("/feed/", feed())
    answer = json.dumps([post]).encode()
    fields = "id,guid,date_gmt,modified_gmt,link,title,excerpt,content"
    site.say(f"/wp-json/wp/v2/posts?per_page=5&orderby=date&_fields={fields}", answer)
    found = find(site.url("/"), make_door())
    assert [one.kind for one in found] == ["wordpress", "feed"]
    assert (found[0].address, found[0].latest[0].title) == (site.url("/wp-json/"), "Jalan ‘rusak’")
    assert [one.kind for one in find(site.url("/kota/"), make_door())] == ["feed", "wordpress"]


def test_sitemaps_of_robots_txt(site, make_door) -> None:
    """News before others; an index is followed to its newest part, and keeps its own address."""
    site.say("/robots.txt", f"Sitemap: {site.url('/peta.xml')}\nSITEMAP: {site.url('/news-sitemap.xml')}\n".encode())
    site.say("/", page())
    site.say(
        "/news-sitemap.xml",
        f"<sitemapindex><sitemap><loc>{site.url('/author-sitemap.xml')}</loc></sitemap>"
        f"<sitemap><loc>{site.url('/peta-2.xml')}</loc></sitemap></sitemapindex>".encode(),
    )
    site.say(
        "/peta-2.xml",
        b'<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>/a</loc><news:news>'
        b"<news:publication_date>2026-11-20T10:00:00+07:00</news:publication_date><news:title>Judul</news:title>"
        b"</news:news></url></urlset>",
    )
    (found,) = find(site.url("/"), make_door())
    assert (found.kind, found.address) == ("sitemap", site.url("/news-sitemap.xml"))
    assert [(item.title, item.link) for item in found.latest] == [("Judul", site.url("/a"))]
    assert "/author-sitemap.xml" not in site.paths()


def test_a_listing_is_the_last_resort(site, make_door) -> None:
    """A page of an office without any feed."""
    cards = "".join(
        f'<article><h3><a href="/berita/2026/11/{n}/warga-keluhkan-jalan-rusak-{n}">Warga keluhkan jalan rusak di '
        f"desa {n}</a></h3><time datetime='2026-11-{n}T08:00:00+07:00'>x</time></article>"
        for n in (20, 19, 18)
    )
    site.say("/berita", page(body=f"<main>{cards}</main>"))
    (found,) = find(site.url("/berita"), make_door())
    assert (found.kind, found.address, found.title) == ("section", site.url("/berita"), "Warta Kota")
    assert found.latest[0].title == "Warga keluhkan jalan rusak di desa 20"
    assert found.latest[0].published_at == datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def test_dead_feeds_are_offered_last_and_comments_only_alone(site, make_door) -> None:
    """A feed without new items for months does not stand first; one of readers' comments is no news."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{path}">'
        for path in ("/comments/feed/", "/lama", "/rss")
    )
    site.say("/", page(links))
    site.say("/lama", feed("Lama").replace(b"2026", b"2024"))
    site.say("/rss", feed("Baru"))
    site.say("/comments/feed/", feed("Komentar"))
    assert [one.title for one in find(site.url("/"), make_door())] == ["Baru", "Lama"]
    site.say("/lama", b"")
    site.say("/rss", b"")
    assert [one.title for one in find(site.url("/"), make_door())] == ["Komentar"]


def test_visits_are_bounded_and_kept_apart(site, make_door, fake_time) -> None:
    """A page with hundreds of feed links costs a bounded number of visits, with the gap between them."""
    site.say("/", page(body="".join(f'<a href="/rss/{n}">RSS</a>' for n in range(300))))
    find(site.url("/"), make_door())
    asked = [request for request in site.seen if request.path != "/robots.txt"]
    assert len(asked) <= MOST_REQUESTS
    gaps = [late.at - early.at for early, late in itertools.pairwise(asked)]
    assert min(gaps) >= 5


def test_robots_are_obeyed(site, make_door) -> None:
    """A closed feed is not offered."""
    site.say("/robots.txt", b"User-agent: *\nDisallow: /rss")
    site.say("/", page('<link rel="alternate" type="application/rss+xml" href="/rss">'))
    site.say("/rss", feed())
    assert find(site.url("/"), make_door()) == ()
    assert "/rss" not in site.paths()


def test_an_address_that_cannot_be_visited_is_an_error(site, make_door) -> None:
    """The officer learns why."""
    with pytest.raises(FetchError):
        find(site.url("/tidak-ada"), make_door())


def test_links_into_the_internal_network_are_not_followed(site, make_door) -> None:
    """A page may name anything; the door checks every address."""
    inside = f"http://dalam.test:{site.port}/rss"
    site.say("/", page(f'<link rel="alternate" type="application/rss+xml" href="{inside}">'))
    site.say("/rss", b"<p></p>")
    assert find(site.url("/"), make_door()) == ()
    assert "dalam.test" not in {request.host for request in site.seen}


def test_preview_of_a_known_source(site, make_door: Callable[..., Door]) -> None:
    """`sources test` of one kind."""
    site.say("/umpan", feed())
    found = asyncio.run(preview("feed", site.url("/umpan"), make_door(), clock=StoppedClock(NOW)))
    assert found is not None
    assert len(found.latest) == 5
    site.say("/html", page())
    assert asyncio.run(preview("feed", site.url("/html"), make_door(), clock=StoppedClock(NOW))) is None
