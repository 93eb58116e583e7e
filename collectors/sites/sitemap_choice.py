"""Which parts of a sitemap index are worth a visit: news first, then the newest; never lists of authors or tags."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from collectors.dates import read_date
from collectors.feed_entries import web_address
from collectors.sites.sitemap_xml import SitemapEntry

# Lists of people are never read; the others hold no articles.
_NO_ARTICLES = re.compile(
    r"users?|author|penulis|profil|categor|kategori|taxonom|tags?[._-]|[._-]tags?|post_tag|label|topik|topic|page-sitemap"
    r"|posts-page|image|foto|photo|gallery|galeri|video|product|attachment|static|statis|misc|amp[._-]|elementor|banner",
    re.IGNORECASE,
)
_NEWS = re.compile(r"news|berita|artikel|article|post", re.IGNORECASE)
_SURELY_NEWS = re.compile(
    r"news[._-]?sitemap|sitemap[._-]?(?:google[._-]?)?news|google[._-]?news|news\.xml|berita", re.IGNORECASE
)
_NUMBERS = re.compile(r"\d+")
_SITEMAP_LINE = re.compile(rb"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def named_in_robots(body: bytes, base_url: str) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names, those for news first."""
    text = body.removeprefix(b"\xef\xbb\xbf")
    found = (web_address(match[1].decode("utf-8", "replace"), base_url) for match in _SITEMAP_LINE.finditer(text))
    unique = dict.fromkeys(filter(None, found))
    return tuple(sorted(unique, key=lambda url: (not is_for_news(url), bool(_NO_ARTICLES.search(_path(url))))))


def is_for_news(url: str) -> bool:
    """The address says that it holds the news of the last days."""
    return bool(_SURELY_NEWS.search(_path(url)))


def worth_reading(children: Iterable[SitemapEntry]) -> tuple[SitemapEntry, ...]:
    """The parts of an index that may hold articles; all of them where every name looks like something else."""
    return tuple(child for child in children if not _NO_ARTICLES.search(_path(child.address)))


def newest_first(children: Iterable[SitemapEntry], now: datetime) -> list[SitemapEntry]:
    """News parts first, then by the date of the last change, then by the highest number in the name.

    WordPress and most plugins number their parts upwards and name no date; the newest articles are in the last part.
    """

    def rank(child: SitemapEntry) -> tuple[bool, bool, float, bool, list[int]]:
        changed = read_date(child.changed, zone="WIB", now=now).at
        moment = (changed or datetime(1990, 1, 1, tzinfo=UTC)).timestamp()
        path = _path(child.address)
        numbers = [int(found[:12]) for found in _NUMBERS.findall(path)]
        return (is_for_news(child.address), changed is not None, moment, bool(_NEWS.search(path)), numbers)

    return sorted(children, key=rank, reverse=True)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return unquote(f"{parts.path}?{parts.query}")
