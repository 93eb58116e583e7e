"""The body of a feed (RSS, Atom, JSON Feed) into raw posts.

Well-formed feeds are read by `plain_feeds`; everything else by feedparser, which reads what is broken best (measured
against two others) but opens paths and addresses when it is given text: a body that looks like a path would become a
read of a local file. It is therefore called in one way only, with a stream. Dates are read by `collectors.dates` on the
raw text.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from collectors.base import MAX_NOTES
from collectors.feed_entries import MAX_TITLE, Entry, FeedReading, read_entries
from collectors.feeds.json_feed import read_json_feed
from collectors.feeds.plain_feeds import read_plain_feed
from collectors.html_text import one_line
from kentongan.core.errors import FormatError
from kentongan.core.messages import Say
from kentongan.core.posts import Source

# feedparser's names of what a feed says on its own pace.
_PACE = {"ttl": "ttl", "updatePeriod": "sy_updateperiod", "updateFrequency": "sy_updatefrequency"}
_HTML_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_ITEM_START = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
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
    reading = read_quickly(body, content_type, source, base_url=base_url, now=now)
    return reading or read_patiently(body, content_type, source, base_url=base_url, now=now)


def read_quickly(body: bytes, content_type: str, source: Source, *, base_url: str, now: datetime) -> FeedReading | None:
    """As `read_feed` where that takes some 0.1 s a megabyte (JSON, well-formed XML); None where feedparser must look."""
    start = body[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise FormatError(
            Say("Umpan kosong: situs tidak mengirim isi apa pun.", "The feed is empty: the site sent nothing."),
            Say("Periksa alamat sumber ini.", "Check the address of this source."),
        )
    if start.startswith(b"{"):
        title, entries = read_json_feed(body)
        return replace(read_entries(entries, source, base_url=base_url, now=now), title=one_line(title)[:MAX_TITLE])
    plain = read_plain_feed(body, content_type)
    if plain is None:
        return None
    reading = read_entries(plain.entries, source, base_url=base_url, now=now)
    return replace(reading, title=one_line(plain.title)[:MAX_TITLE], pace=plain.pace)


def read_patiently(body: bytes, content_type: str, source: Source, *, base_url: str, now: datetime) -> FeedReading:
    """As `read_feed`, with feedparser, which reads what is broken."""
    import feedparser

    parsed = feedparser.parse(
        io.BytesIO(_DTD_SUBSET.sub(b"", body, count=1) if b"<!DOCTYPE" in body[:4096].upper() else body),
        response_headers={"content-type": content_type or "application/xml"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.get("entries"):
        raise _not_a_feed(body, base_url)
    entries, partial = list(map(_entry, parsed["entries"])), not _FEED_END.search(body[-2000:])
    reading = read_entries(entries, source, base_url=base_url, now=now)
    notes = reading.notes
    if partial:
        cut = Say(
            f"Umpan terpotong di tengah; {len(reading.posts)} butir sempat terbaca.",
            f"The feed was cut short; {len(reading.posts)} items could be read.",
        )
        notes = (cut, *notes)[:MAX_NOTES]
    title = one_line(_text(parsed["feed"], "title"))[:MAX_TITLE]
    pace = {name: _text(parsed["feed"], key) for name, key in _PACE.items()}
    return replace(
        reading, title=title, notes=notes, partial=partial, pace=pace, cut=partial and _ends_inside_an_item(body)
    )


def _ends_inside_an_item(body: bytes) -> bool:
    starts = [match.start() for match in _ITEM_START.finditer(body)]
    return bool(starts) and _ITEM_END.search(body, starts[-1]) is None


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
