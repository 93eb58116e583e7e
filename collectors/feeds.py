"""RSS, Atom and JSON Feed into raw posts.

feedparser reads what is broken best (measured against two others), but it opens paths and addresses when it is given
text: a body that looks like a path would become a read of a local file. It is therefore called in one way only, with a
stream. Dates are read by `collectors.dates` on the raw text.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import feedparser

from collectors.base import MAX_NOTES, failed
from collectors.feed_entries import Entry, FeedReading, read_entries
from collectors.json_feed import read_json_feed
from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError, FetchError, FormatError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import FeedState, Harvest, Outcome, OutcomeKind

if TYPE_CHECKING:
    from collectors.fetch import Door, Fetched

# A permanent redirect is believed once it was seen this often in a row: hotel and office gateways also say 301.
MOVES_BELIEVED = 3
# From this many failures in a row a source is visited less often, up to twice a day.
PATIENCE = 3
_FIRST_PAUSE = timedelta(minutes=30)
_LONGEST_PAUSE = timedelta(hours=12)
_GONE_PAUSE = timedelta(days=30)

_HTML_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
# An internal DTD subset serves nothing but entity bombs here; without it entities stay unexpanded.
_DTD_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]{0,500}\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
_ALTERNATE = re.compile(rb"<link\b[^>]{0,500}application/(?:rss|atom)\+xml[^>]{0,500}>", re.IGNORECASE)
_HREF = re.compile(rb"""href\s*=\s*["']?([^"'\s>]{1,500})""", re.IGNORECASE)


def read_feed(body: bytes, content_type: str, source: Source, *, base_url: str, now: datetime) -> FeedReading:
    """The items of a feed.

    Args:
        body: as it came over the wire.
        content_type: the `Content-Type` header, "" when there was none; the charset in it counts.
        source: whose feed it is: zone, kind and tier of its posts.
        base_url: where it came from, for relative addresses.
        now: when it was collected.

    Raises:
        FormatError: empty, a web page, or nothing that is a feed.
    """
    start = body[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise FormatError(
            Say("Umpan kosong: situs tidak mengirim isi apa pun.", "The feed is empty: the site sent nothing."),
            Say("Periksa alamat sumber ini.", "Check the address of this source."),
        )
    if start.startswith(b"{"):
        title, entries = read_json_feed(body)
        return replace(read_entries(entries, source, base_url=base_url, now=now), title=title)
    parsed = feedparser.parse(
        io.BytesIO(_DTD_SUBSET.sub(b"", body, count=1) if b"<!DOCTYPE" in body[:4096].upper() else body),
        response_headers={"content-type": content_type or "application/xml"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.get("entries"):
        raise _not_a_feed(body, base_url)
    reading = read_entries(map(_entry, parsed["entries"]), source, base_url=base_url, now=now)
    notes, partial = reading.notes, not _FEED_END.search(body[-2000:])
    if partial:
        cut = Say(
            f"Umpan terpotong di tengah; {len(reading.posts)} butir sempat terbaca.",
            f"The feed was cut short; {len(reading.posts)} items could be read.",
        )
        notes = (cut, *notes)[:MAX_NOTES]
    title = " ".join(_text(parsed["feed"], "title").split())
    return replace(reading, title=title, notes=notes, partial=partial)


def _entry(item: Any) -> Entry:
    contents = [one for one in dict.get(item, "content", ()) if isinstance(one, dict)]
    bodies = [*(str(one.get("value") or "") for one in contents), _text(item, "summary")]
    dates = (_text(item, "published"), _text(item, "updated"), _text(item, "created"))
    return Entry(
        id=_text(item, "id"),
        link=_text(item, "link"),
        title=_text(item, "title"),
        author=_text(item, "author"),
        bodies=tuple(filter(None, bodies)),
        dates=tuple(filter(None, dates)),
    )


def _text(item: Any, key: str) -> str:
    """A field without feedparser's aliases (`updated` would fall back to `published`, with a warning)."""
    value = dict.get(item, key)
    return value if isinstance(value, str) else ""


def _not_a_feed(body: bytes, base_url: str) -> FormatError:
    """Say what came instead, and where the page itself points to its feed."""
    if not _HTML_PAGE.search(body[:4096]):
        return FormatError(
            Say("Isi alamat ini bukan umpan (RSS/Atom).", "What this address holds is not a feed (RSS/Atom)."),
            Say("Periksa alamat sumber ini.", "Check the address of this source."),
        )
    what = Say("Alamat ini berisi halaman web, bukan umpan (RSS/Atom).", "The address holds a web page, not a feed.")
    link = _ALTERNATE.search(body[:200_000])
    href = _HREF.search(link[0]) if link else None
    if href is None:
        return FormatError(what, Say("Cari alamat RSS situs itu.", "Look for the site's RSS address."))
    try:
        found = urljoin(base_url, href[1].decode("utf-8", "replace"))
    except ValueError:
        found = base_url
    return FormatError(what, Say(f"Halaman itu menunjuk umpan: {found}", f"The page names a feed: {found}"))


class FeedCollector:
    """Visits a feed politely and reads it."""

    kind = "feed"

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`; the state it gives back must be kept only once the posts are."""
        now = clock.now()
        if state.not_before and now < state.not_before:
            return Harvest((), Outcome(source.id, source.name, OutcomeKind.SKIPPED, reason=_resting()), state)
        address = state.moved_to if state.moved_to and state.moved_seen >= MOVES_BELIEVED else source.address
        try:
            fetched = await door.get(address, etag=state.etag, last_modified=state.last_modified)
            digest = hashlib.blake2b(fetched.body, digest_size=16).hexdigest()
            after = _state_after(state, fetched, digest)
            if fetched.not_modified or digest == state.body_digest:
                return Harvest((), Outcome(source.id, source.name, OutcomeKind.UNCHANGED), after)
            reading = await asyncio.to_thread(
                read_feed,
                fetched.body,
                fetched.headers.get("content-type", ""),
                source,
                base_url=fetched.final_url,
                now=now,
            )
        except CollectError as error:
            return failed(source, error, _state_after_failure(state, error, now))
        outcome = Outcome(
            source.id,
            source.name,
            OutcomeKind.OK,
            seen=len(reading.posts) + reading.rejected,
            rejected=reading.rejected,
            notes=reading.notes,
            partial=reading.partial,
        )
        return Harvest(reading.posts, outcome, after)


def _resting() -> Say:
    return Say(
        "Belum waktunya dikunjungi lagi: kunjungan sebelumnya gagal, atau situs meminta jeda.",
        "Not yet due again: the last visits failed, or the site asked for a pause.",
    )


def _state_after(state: FeedState, fetched: Fetched, digest: str) -> FeedState:
    """What to remember of a visit that worked."""
    moved = fetched.permanent_redirect
    same_move = bool(moved) and moved == state.moved_to
    already_there = not moved and state.moved_to == fetched.final_url and state.moved_seen >= MOVES_BELIEVED
    return FeedState(
        etag=fetched.headers.get("etag", state.etag if fetched.not_modified else ""),
        last_modified=fetched.headers.get("last-modified", state.last_modified if fetched.not_modified else ""),
        moved_to=state.moved_to if already_there else moved,
        moved_seen=state.moved_seen if already_there else (state.moved_seen + 1 if same_move else int(bool(moved))),
        body_digest=state.body_digest if fetched.not_modified else digest,
    )


def _state_after_failure(state: FeedState, error: CollectError, now: datetime) -> FeedState:
    """What to remember of a visit that failed: when to come back, and to read the next body whole."""
    failures = state.failures + 1
    pause: timedelta | None = None
    if isinstance(error, FetchError) and error.gone:
        pause = _GONE_PAUSE
    elif isinstance(error, FetchError) and error.retry_after is not None:
        pause = min(timedelta(seconds=error.retry_after), _LONGEST_PAUSE)
    elif failures >= PATIENCE:
        pause = min(_FIRST_PAUSE * 2 ** min(failures - PATIENCE, 10), _LONGEST_PAUSE)
    # A believed move that leads nowhere is forgotten, and the source's own address tried again.
    return replace(state, failures=failures, not_before=now + pause if pause else None, moved_to="", moved_seen=0)
