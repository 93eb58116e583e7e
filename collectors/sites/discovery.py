"""From any address to the sources behind it: feeds, a WordPress API, sitemaps, or the page itself as a listing.

What a site declares comes before what is guessed: the address itself, `<link rel=alternate>`, links that look like
feeds, the WordPress API, then the usual paths, the `Sitemap:` lines of robots.txt, and the page's own list of articles
as the last resort. Every candidate was read before it is offered, so an officer sees its latest items first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from collectors.feeds.collector import read_feed
from collectors.pages.html_pages import PAGE_TYPES, Page, read_page
from collectors.sites import wordpress_json as wp
from collectors.sites.feed_links import feed_links, usual_paths, wordpress_link
from collectors.sites.section_links import article_links
from collectors.sites.sitemap_choice import named_in_robots, newest_first, worth_reading
from collectors.sites.sitemap_xml import SitemapEntry, read_sitemap
from kentongan.core.clock import Clock, SystemClock
from kentongan.core.errors import CollectError, FetchError, FormatError
from kentongan.core.posts import Source, source_id
from kentongan.core.runs import Cause
from kentongan.core.urls import canonical_url, host_of

if TYPE_CHECKING:
    from collectors.door.fetch import Door, Fetched

# Items shown of each candidate.
SHOWN = 5
# Requests to one site for one discovery; with five seconds between them this stays within a minute or so.
MOST_REQUESTS = 14
# A source whose newest item is older than this is offered last.
_STALE = timedelta(days=120)
# Articles a page must list to be offered as a source.
_LISTS_ENOUGH = 3
_SITEMAP_DEPTH = 3
_ANY_TYPE = f"{PAGE_TYPES}, application/rss+xml, application/atom+xml, application/feed+json"


@dataclass(frozen=True, slots=True)
class Item:
    """One of a candidate's latest items.

    Args:
        title: on one line; "" where the source names none (a sitemap without titles).
        link: absolute address.
        published_at: aware; None where no date could be read.
        estimated: the date was assumed, or is the date of the last change.
    """

    title: str
    link: str
    published_at: datetime | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source that an address leads to.

    Args:
        kind: "feed", "wordpress", "sitemap" or "section": the `Source.kind` to save.
        address: the `Source.address` to save.
        title: what the site calls it.
        latest: its newest items, at most `SHOWN`; the preview.
        declared: the site names it itself; False for what was found by trying.
    """

    kind: str
    address: str
    title: str
    latest: tuple[Item, ...] = ()
    declared: bool = True


async def discover(
    url: str, door: Door, *, zone: str = "WIB", clock: Clock | None = None, requests: int = MOST_REQUESTS
) -> tuple[Candidate, ...]:
    """The sources behind an address, best first; () where there is none.

    Args:
        url: any address of a site: a feed, a page, a section, a sitemap; without a scheme https is meant.
        door: the way to the network; robots.txt, gaps and address checks are its business.
        zone: of dates that name none.
        clock: tells the time against which items are old or new.
        requests: visits at most.

    Raises:
        FetchError: the address itself cannot be visited.
    """
    search = _Search(door, zone, (clock or SystemClock()).now(), requests)
    return await search.from_address(url.strip())


async def preview(
    kind: str, address: str, door: Door, *, zone: str = "WIB", clock: Clock | None = None
) -> Candidate | None:
    """One known source ("feed", "wordpress", "sitemap", "section") as a candidate with its latest items.

    Returns None where the address holds nothing of that kind.

    Raises:
        CollectError: it cannot be visited.
    """
    search = _Search(door, zone, (clock or SystemClock()).now(), MOST_REQUESTS)
    if kind == "wordpress":
        return await search.wordpress(address)
    fetched = await search.fetch(_with_scheme(address))
    if kind == "sitemap":
        return await search.sitemap(fetched)
    if kind == "section":
        return search.section(_page(fetched))
    return search.feed(fetched)


@dataclass(slots=True)
class _Search:
    """One discovery under way; counts its visits."""

    door: Door
    zone: str
    now: datetime
    left: int
    tried: set[str] = field(default_factory=set)

    async def from_address(self, url: str) -> tuple[Candidate, ...]:
        fetched = await self._first(url)
        direct = await self._itself(fetched)
        if direct is not None:
            return (direct,)
        try:
            page = _page(fetched)
        except FormatError:
            return ()
        found = await self._declared(page, fetched)
        if not any(one.latest for one in found):
            found += await self._guessed(page)
        if not any(one.kind == "sitemap" and one.latest for one in found):
            found += await self._sitemaps(page.url)
        listing = self.section(page)
        found += [listing] if listing is not None else []
        return _best_first(found, page, self.now)

    async def _first(self, url: str) -> Fetched:
        """The address that was typed; a bare name is tried with https, then http."""
        try:
            return await self.fetch(_with_scheme(url))
        except FetchError as error:
            if "://" in url or error.cause not in (Cause.UNREACHABLE, Cause.CERTIFICATE):
                raise
            return await self.fetch(f"http://{url.lstrip('/')}")

    async def fetch(self, url: str, accept: str = _ANY_TYPE) -> Fetched:
        """One visit, counted.

        Raises:
            FetchError: also when no visits are left.
        """
        self.tried.add(canonical_url(url) or url)
        self.left -= 1
        return await self.door.get(url, accept=accept)

    async def _attempt(
        self, url: str, read: Callable[[Fetched], Awaitable[Candidate | None]], accept: str = _ANY_TYPE
    ) -> Candidate | None:
        """What `read` makes of an address; None where it was tried before, cannot be visited or holds something else."""
        if self.left <= 0 or not url or (canonical_url(url) or url) in self.tried:
            return None
        try:
            return await read(await self.fetch(url, accept))
        except CollectError:
            return None

    async def _itself(self, fetched: Fetched) -> Candidate | None:
        """The address is a source already."""
        start = fetched.body[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
        if "/wp-json" in fetched.final_url or "rest_route=" in fetched.final_url:
            return await self.wordpress(fetched.final_url)
        if start[:2] == b"\x1f\x8b" or b"<urlset" in start or b"<sitemapindex" in start:
            return await self.sitemap(fetched)
        return await self._feed(fetched)

    async def _declared(self, page: Page, fetched: Fetched) -> list[Candidate]:
        """What the page points to: feeds by `<link>`, its WordPress API, feeds by `<a>`."""
        found: list[Candidate | None] = []
        links = feed_links(page)
        for link in (one for one in links if one.declared):
            candidate = await self._attempt(link.url, self._feed)
            found.append(replace(candidate, title=candidate.title or link.title) if candidate else None)
        root = wp.rest_root(fetched.headers, page.url) or wordpress_link(page)
        if root and self.left > 0:
            found.append(await self._quietly(self.wordpress(root)))
        if not any(found):
            found += [await self._attempt(link.url, self._feed) for link in links if not link.declared]
        return [one for one in found if one is not None]

    async def _guessed(self, page: Page) -> list[Candidate]:
        """The first of the usual paths that holds a feed: of the section first, then of the site."""
        for url in usual_paths(page.url):
            candidate = await self._attempt(url, self._feed)
            if candidate is not None:
                return [replace(candidate, declared=False)]
        return []

    async def _sitemaps(self, url: str) -> list[Candidate]:
        """The best sitemap that robots.txt names."""
        if self.left <= 0:
            return []
        try:
            robots = await self.fetch(urljoin(url, "/robots.txt"), "text/plain, */*;q=.1")
        except CollectError:
            return []
        for address in named_in_robots(robots.body, robots.final_url)[:3]:
            candidate = await self._attempt(address, self.sitemap)
            if candidate is not None and candidate.latest:
                return [candidate]
        return []

    async def _quietly(self, one: Awaitable[Candidate | None]) -> Candidate | None:
        try:
            return await one
        except CollectError:
            return None

    async def _feed(self, fetched: Fetched) -> Candidate | None:
        return await asyncio.to_thread(self.feed, fetched)

    def feed(self, fetched: Fetched) -> Candidate | None:
        """The fetched body as a feed; None where it is none."""
        try:
            reading = read_feed(
                fetched.body,
                fetched.headers.get("content-type", ""),
                _as_source("feed", fetched.final_url, self.zone),
                base_url=fetched.final_url,
                now=self.now,
            )
        except FormatError:
            return None
        posts = (Item(one.title or one.text[:120], one.url, one.published_at, one.estimated) for one in reading.posts)
        title = reading.title or host_of(fetched.final_url)
        return Candidate("feed", fetched.final_url, title, _latest(posts))

    async def wordpress(self, address: str) -> Candidate | None:
        """The API at an address, if it shows its posts."""
        for root in wp.roots_of(_with_scheme(address)):
            query = {"per_page": str(SHOWN), "orderby": "date", "_fields": wp.FIELDS}
            if self.left <= 0:
                return None
            try:
                fetched = await self.fetch(wp.route(root, wp.POSTS, query), wp.JSON_TYPES)
                answer = wp.read_answer(fetched.body, what=root)
            except CollectError:
                continue
            if isinstance(answer, dict):
                continue
            posts = wp.read_posts(answer, _as_source("wordpress", root, self.zone), base_url=root)
            items = (Item(one.post.title, one.post.url, one.post.published_at) for one in posts if not one.protected)
            return Candidate("wordpress", root, f"WordPress {host_of(root)}", _latest(items))
        return None

    async def sitemap(self, fetched: Fetched, depth: int = 1) -> Candidate | None:
        """The fetched body as a sitemap; an index is followed to the newest part, its own address is kept."""
        try:
            sitemap = await asyncio.to_thread(read_sitemap, fetched.body, base_url=fetched.final_url)
        except FormatError:
            return None
        title = f"Peta situs {host_of(fetched.final_url)}"
        if not sitemap.is_index:
            return Candidate("sitemap", fetched.final_url, title, _latest(map(self._listed, sitemap.entries)))
        for child in newest_first(worth_reading(sitemap.children), self.now)[:2]:
            if depth >= _SITEMAP_DEPTH or self.left <= 0:
                break
            try:
                below = await self.sitemap(await self.fetch(child.address), depth + 1)
            except CollectError:
                continue
            if below is not None and below.latest:
                return replace(below, address=fetched.final_url, title=title)
        return Candidate("sitemap", fetched.final_url, title)

    def _listed(self, entry: SitemapEntry) -> Item:
        from collectors.dates import read_date

        published = read_date(entry.published or entry.changed, zone=self.zone, now=self.now)
        return Item(entry.title, entry.address, published.at, published.estimated or not entry.published)

    def section(self, page: Page) -> Candidate | None:
        """The page as a listing of articles; None where it lists too few."""
        links = article_links(page, zone=self.zone, now=self.now)
        if len(links) < _LISTS_ENOUGH:
            return None
        items = tuple(Item(one.title, one.url, one.dated.at, one.dated.estimated) for one in links[:SHOWN])
        return Candidate("section", page.url, page.title() or host_of(page.url), items)


def _page(fetched: Fetched) -> Page:
    return read_page(
        fetched.body,
        fetched.headers.get("content-type", ""),
        fetched.final_url,
        content_location=fetched.headers.get("content-location", ""),
    )


def _with_scheme(url: str) -> str:
    return url if "://" in url else f"https://{url.lstrip('/')}"


def _as_source(kind: str, address: str, zone: str) -> Source:
    return Source(source_id(kind, address), kind, host_of(address), address, zone=zone)


def _latest(items: Iterable[Item]) -> tuple[Item, ...]:
    """The newest first; those without a date stay in their order, after the dated ones."""
    oldest = datetime.min.replace(tzinfo=UTC)
    return tuple(sorted(items, key=lambda one: one.published_at or oldest, reverse=True)[:SHOWN])


def _best_first(found: Iterable[Candidate], page: Page, now: datetime) -> tuple[Candidate, ...]:
    """What loses least first.

    With items before without, fresh before stale; at a site's front page the API (it knows edits and deletions) before
    feeds, on a section's page the section's own feed before all. Feeds of readers' comments count only alone.
    """
    front = urlsplit(page.url).path.strip("/") == ""
    order = ("wordpress", "feed", "sitemap", "section") if front else ("feed", "wordpress", "sitemap", "section")

    def rank(one: Candidate) -> tuple[bool, bool, int, int, bool]:
        newest = max((item.published_at for item in one.latest if item.published_at), default=None)
        stale = newest is not None and now - newest > _STALE
        nearness = -_common(one.address, page.url) if one.kind == "feed" else 0
        return (not one.latest, stale, order.index(one.kind), nearness, not one.declared)

    unique = {(one.kind, canonical_url(one.address)): one for one in reversed(list(found))}
    ordered = sorted(unique.values(), key=rank)
    return tuple([one for one in ordered if not _for_comments(one)] or ordered)


def _for_comments(one: Candidate) -> bool:
    return one.kind == "feed" and "comment" in urlsplit(one.address).path


def _common(address: str, other: str) -> int:
    """Path segments that two addresses share from the start."""
    pairs = zip(urlsplit(address).path.split("/"), urlsplit(other).path.split("/"), strict=False)
    count = 0
    for one, two in pairs:
        if one != two:
            break
        count += bool(one)
    return count
