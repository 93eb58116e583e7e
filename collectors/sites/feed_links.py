"""Where a page says its feeds are, and where feeds usually lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from collectors.pages.html_pages import Page, text_of
from collectors.sites.wordpress_json import REST_RELATION

_FEED_TYPES = frozenset(
    f"application/{name}"
    for name in ("rss+xml", "atom+xml", "feed+json", "rdf+xml", "rss", "atom", "x.atom+xml", "x-atom+xml")
)
_MAYBE_TYPES = frozenset(["application/json", "text/xml", "application/xml"])
_LOOKS_LIKE_FEED = re.compile(
    r"(?:^|/)(?:rss|atom|feed|feeds|rdf)(?:\.(?:xml|php|json|rdf))?/?$|\.(?:rss|atom|rdf)$"
    r"|(?:^|/)rss/[\w-]+(?:\.xml)?$|(?:^|/)index\.xml$|/feed\.json$",
    re.IGNORECASE,
)
_QUERY_LIKE_FEED = re.compile(r"(?:^|&)(?:feed|mib|format|type|alt)=(?:rss2?|atom|rdf|feed)(?:&|$)", re.IGNORECASE)
_FOR_PEOPLE = re.compile(r"comments?/feed|/feed/?\?.*replytocom|subscribe|newsletter|podcast", re.IGNORECASE)
# Feed links on one page that are looked at; a page of a hundred section feeds is a catalogue.
MOST_LINKS = 6
_SITE_PATHS = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/?feed=rss2")


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A link to something that may be a feed.

    Args:
        url: absolute.
        title: what the page calls it.
        declared: by `<link rel=alternate>`; False for an `<a>` that looks like one.
    """

    url: str
    title: str
    declared: bool


def feed_links(page: Page) -> tuple[FeedLink, ...]:
    """Feeds the page names: declared ones first, comment feeds and the like last, at most `MOST_LINKS`."""
    found: dict[str, FeedLink] = {}
    for link in (*_declared(page), *_anchors(page)):
        found.setdefault(link.url, link)
    ordered = sorted(found.values(), key=lambda link: (bool(_FOR_PEOPLE.search(link.url)), not link.declared))
    return tuple(ordered[:MOST_LINKS])


def wordpress_link(page: Page) -> str:
    """The root of the WordPress API by `<link rel="https://api.w.org/">`; "" where there is none."""
    for element in page.root.iter("link"):
        if (element.get("rel") or "").strip().lower() == REST_RELATION:
            return page.address(element.get("href") or "")
    return ""


def usual_paths(url: str) -> tuple[str, ...]:
    """Where a feed would lie: below the page itself first, then at the site's root."""
    path = urlsplit(url).path
    below = [url.split("?", 1)[0].split("#", 1)[0].rstrip("/") + tail for tail in ("/feed/", "/rss")]
    own = below if path.strip("/") and "." not in path.rsplit("/", 1)[1] else []
    return tuple(dict.fromkeys([*own, *(urljoin(url, tail) for tail in _SITE_PATHS)]))


def _declared(page: Page) -> Iterator[FeedLink]:
    for element in page.root.iter("link"):
        relations = (element.get("rel") or "").lower().split()
        kind = (element.get("type") or "").lower().split(";")[0].strip()
        url = page.address(element.get("href") or "")
        if "alternate" not in relations or not url:
            continue
        if kind in _FEED_TYPES or (kind in _MAYBE_TYPES and "/wp-json/" not in url and _may_be_feed(url)):
            yield FeedLink(url, " ".join((element.get("title") or "").split())[:200], declared=True)


def _anchors(page: Page) -> Iterator[FeedLink]:
    for element in page.root.iter("a"):
        url = page.address(element.get("href") or "")
        if url and _may_be_feed(url):
            yield FeedLink(url, (text_of(element) or " ".join((element.get("title") or "").split()))[:200], False)


def _may_be_feed(url: str) -> bool:
    parts = urlsplit(url)
    return bool(_LOOKS_LIKE_FEED.search(parts.path) or _QUERY_LIKE_FEED.search(parts.query))
