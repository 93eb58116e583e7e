"""The desks that check facts, as data (`collectors/data/factcheck_desks.tsv`), and what each of them lists now.

A desk is a feed, a sitemap, or a page that lists articles; `pattern` tells its fact-checks by their path. Only
addresses are taken here; the pages behind them are read one by one, so that a sync may stop anywhere.
"""

from __future__ import annotations

import asyncio
import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from collectors.dates import read_date
from collectors.door.fetch import FEED_TYPES
from collectors.factchecks.pages import PageReading, read_factcheck_page
from collectors.feeds.reading import read_feed
from collectors.pages.html_pages import PAGE_TYPES, read_page
from collectors.sites.sitemap_choice import newest_first, worth_reading
from collectors.sites.sitemap_xml import Sitemap, read_sitemap
from collectors.sites.sitemaps import SITEMAP_TYPES
from kentongan.core.errors import CollectError, FormatError, InputError
from kentongan.core.messages import Say
from kentongan.core.posts import Source, source_id
from kentongan.core.runs import FeedState
from kentongan.core.urls import host_of

if TYPE_CHECKING:
    from collectors.door.fetch import Door, Fetched

KINDS: Final = ("feed", "sitemap", "list")
MOST_LISTED: Final = 2_000
_MOST_PARTS: Final = 4
#: Of a sitemap that goes back for years so much is taken on the first visit.
FIRST_DAYS: Final = 30
#: Afterwards what is dated since the last visit, and in any case so much.
LATER_DAYS: Final = 14
_PAGE_SECONDS: Final = 20.0


@dataclass(frozen=True, slots=True)
class FactCheckDesk:
    """A desk.

    Args:
        key: how people name it on the command line.
        kind: "feed", "sitemap" or "list".
        address: of its feed, its sitemap, or the page that lists its articles.
        pattern: what the path of a fact-check looks like; "" = everything it lists.
        on: synced unless others are named.
    """

    key: str
    name: str
    kind: str
    address: str
    pattern: str = ""
    on: bool = True
    note: str = ""

    @property
    def state_id(self) -> str:
        """Where what is remembered of it is kept."""
        return source_id("factcheck", self.address, self.key)

    def lists(self, url: str) -> bool:
        """An address of its own fact-checks."""
        path = urlsplit(url).path
        return not self.pattern or re.search(self.pattern, path) is not None


@cache
def shipped_desks() -> tuple[FactCheckDesk, ...]:
    """The desks that come with the application."""
    text = files("collectors").joinpath("data", "factcheck_desks.tsv").read_text("utf-8")
    return read_desks(text, "\t")


def read_desks(text: str, delimiter: str) -> tuple[FactCheckDesk, ...]:
    """Desks of a table with the columns key, name, kind, address, and where they are there pattern, on, note.

    Raises:
        InputError: a line that cannot be used, with its number.
    """
    found = []
    for number, row in enumerate(csv.DictReader(text.splitlines(), delimiter=delimiter), start=2):
        told = {
            name: (row.get(name) or "").strip() for name in ("key", "name", "kind", "address", "pattern", "on", "note")
        }
        if not (told["key"] and told["address"].startswith(("http://", "https://")) and told["kind"] in KINDS):
            raise _unusable(number)
        try:
            re.compile(told["pattern"])
        except re.error as error:
            raise _unusable(number) from error
        on = told["on"].casefold() not in {"no", "tidak", "0", "mati"}
        desk = FactCheckDesk(
            told["key"], told["name"] or told["key"], told["kind"], told["address"], told["pattern"], on, told["note"]
        )
        found.append(desk)
    return tuple(found)


def _unusable(number: int) -> InputError:
    return InputError(
        Say(f"Daftar meja cek fakta: baris {number} tidak dapat dipakai.", f"List of fact-check desks: line {number}."),
        Say(
            "Kolomnya key, name, kind (feed, sitemap, atau list), address (http…), pattern (ekspresi reguler).",
            "Columns: key, name, kind (feed, sitemap or list), address (http…), pattern (a regular expression).",
        ),
    )


@dataclass(frozen=True, slots=True)
class Listing:
    """What a desk lists now: addresses, newest first where it says so, and what to remember."""

    urls: tuple[str, ...]
    state: FeedState
    unchanged: bool = False


async def listing(desk: FactCheckDesk, state: FeedState, door: Door, *, zone: str, now: datetime) -> Listing:
    """Visit a desk and bring the addresses of its fact-checks.

    Raises:
        CollectError: it cannot be visited, or what came is no list.
    """
    accept = {"list": PAGE_TYPES, "sitemap": SITEMAP_TYPES}.get(desk.kind, FEED_TYPES)
    fetched = await door.get(desk.address, accept=accept, etag=state.etag, last_modified=state.last_modified)
    digest = hashlib.blake2b(fetched.body, digest_size=8).hexdigest()
    if fetched.not_modified or digest == state.body_digest:
        return Listing((), state, unchanged=True)
    if desk.kind == "sitemap":
        since = now - timedelta(days=FIRST_DAYS if state.read_at is None else LATER_DAYS)
        found = await _of_sitemap(desk, fetched, door, zone, min(since, state.read_at or since))
    else:
        found = list(_of_feed(desk, fetched, zone, now) if desk.kind == "feed" else _of_page(desk, fetched))
    if not found and desk.kind == "list":
        raise FormatError(
            Say("Tidak ada cek fakta di halaman daftarnya.", "Its page lists no fact-check."),
            Say("Tata letak situsnya mungkin berubah.", "The layout of the site may have changed."),
        )
    after = FeedState(
        etag=fetched.headers.get("etag", ""),
        last_modified=fetched.headers.get("last-modified", ""),
        body_digest=digest,
        read_at=now,
    )
    return Listing(tuple(dict.fromkeys(found))[:MOST_LISTED], after)


async def read_one(desk: FactCheckDesk, url: str, door: Door, *, zone: str, now: datetime) -> PageReading:
    """One page of a desk.

    Raises:
        CollectError: it cannot be had, or takes too long to read.
    """
    fetched = await door.get(url, accept=PAGE_TYPES)
    kind = fetched.headers.get("content-type", "")
    try:
        async with asyncio.timeout(_PAGE_SECONDS):
            return await asyncio.to_thread(
                lambda: read_factcheck_page(
                    read_page(fetched.body, kind, fetched.final_url), desk.name, zone=zone, now=now
                )
            )
    except TimeoutError as error:
        raise FormatError(
            Say("Halaman terlalu rumit untuk dibaca.", "The page is too intricate to be read."),
            Say("Buka di peramban bila penting.", "Open it in a browser if it matters."),
        ) from error


def _of_feed(desk: FactCheckDesk, fetched: Fetched, zone: str, now: datetime) -> Iterator[str]:
    source = Source(desk.state_id, "feed", desk.name, desk.address, zone=zone)
    kind = fetched.headers.get("content-type", "")
    reading = read_feed(fetched.body, kind, source, base_url=fetched.final_url, now=now)
    return (post.url for post in reading.posts if post.url and desk.lists(post.url))


def _of_page(desk: FactCheckDesk, fetched: Fetched) -> Iterator[str]:
    page = read_page(fetched.body, fetched.headers.get("content-type", ""), fetched.final_url)
    home = host_of(page.url)
    for anchor in page.root.iter("a"):
        url = page.address(anchor.get("href") or "").partition("#")[0]
        if url and host_of(url) == home and desk.lists(url):
            yield url


async def _of_sitemap(desk: FactCheckDesk, fetched: Fetched, door: Door, zone: str, since: datetime) -> list[str]:
    """What is dated since then, or not at all; of an index the newest parts."""
    now = since + timedelta(days=FIRST_DAYS)
    parts = [await asyncio.to_thread(read_sitemap, fetched.body, base_url=fetched.final_url)]
    if parts[0].is_index:
        children = newest_first(worth_reading(parts[0].children), now)[:_MOST_PARTS]
        parts = []
        for child in children:
            try:
                part = await door.get(child.address, accept=SITEMAP_TYPES)
                parts.append(await asyncio.to_thread(read_sitemap, part.body, base_url=part.final_url))
            except CollectError:
                if child is children[-1] and not parts:
                    raise
    return [url for part in parts for url in _recent(desk, part, zone, since)]


def _recent(desk: FactCheckDesk, part: Sitemap, zone: str, since: datetime) -> Iterator[str]:
    now = since + timedelta(days=400)
    for entry in part.entries:
        if not desk.lists(entry.address):
            continue
        moments = [read_date(text, zone=zone, now=now).at for text in (entry.published, entry.changed) if text]
        known = [moment for moment in moments if moment is not None]
        if not known or max(known) >= since:
            yield entry.address


def unvisited(state: FeedState) -> FeedState:
    """A desk's state with its validators forgotten: the next visit reads its list anew."""
    return replace(state, etag="", last_modified="", body_digest="")
