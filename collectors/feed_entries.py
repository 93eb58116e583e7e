"""What all kinds of feeds have in common: entries, and how they become raw posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from collectors.base import MAX_NOTES
from collectors.dates import UNREADABLE, Dated, read_date
from collectors.html_text import html_to_text, one_line
from collectors.outlets import outlet_of, platform_of
from kentongan.core.messages import Say
from kentongan.core.posts import RawPost, Source
from kentongan.core.urls import canonical_url

# Longest text kept of one item, in characters; the longest of 2,449 news articles seen had 30,000.
MAX_TEXT = 100_000
MAX_TITLE = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed as it was written; HTML still in it.

    Args:
        dates: date texts, the one to prefer first.
        bodies: texts, the fullest first.
    """

    id: str = ""
    link: str = ""
    title: str = ""
    author: str = ""
    bodies: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What a feed held.

    Args:
        title: of the feed, "" when it has none.
        posts: its items, in the feed's order.
        rejected: items without title and text.
        notes: plain lines on what was odd.
        partial: it was cut short.
        cut: its last post ends in the middle.
        pace: what it says on how often it changes, for `feed_pace`.
    """

    title: str
    posts: tuple[RawPost, ...]
    rejected: int = 0
    notes: tuple[Say, ...] = ()
    partial: bool = False
    cut: bool = False
    pace: Mapping[str, str] = field(default_factory=dict)


def read_entries(entries: Iterable[Entry], source: Source, *, base_url: str, now: datetime) -> FeedReading:
    """Entries as raw posts: text, absolute address, date; items without title and text are rejected with a note."""
    items = list(entries)
    shared = _shared_ids(items)
    posts: dict[tuple[str, str], RawPost] = {}
    notes: list[Say] = []
    rejected = undated = 0
    for number, entry in enumerate(items, start=1):
        post = _as_post(entry, source, base_url=base_url, now=now, trust_id=entry.id not in shared)
        if not post.title and not post.text:
            rejected += 1
            notes.append(Say(f"Butir {number} tanpa judul dan isi.", f"Item {number} has neither title nor text."))
            continue
        undated += post.published_at is None
        posts.setdefault((post.external_id or post.text, post.title), post)
    if undated:
        notes.append(
            Say(
                f"{undated} butir tanpa tanggal yang terbaca; waktunya diperkirakan.",
                f"{undated} items without a readable date; their time is an estimate.",
            )
        )
    return FeedReading("", tuple(posts.values()), rejected, tuple(notes[-MAX_NOTES:]))


def _shared_ids(entries: Iterable[Entry]) -> frozenset[str]:
    """Ids that a careless feed gives to several different addresses; they identify nothing."""
    links: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.id:
            links[entry.id].add(entry.link)
    return frozenset(one for one, found in links.items() if len(found) > 1)


def _as_post(entry: Entry, source: Source, *, base_url: str, now: datetime, trust_id: bool) -> RawPost:
    url = web_address(entry.link, base_url)
    text = next((found for body in entry.bodies if (found := html_to_text(body))), "")[:MAX_TEXT]
    dated, raw = _first_date(entry.dates, source.zone, now)
    platform = platform_of(url)
    outlet = outlet_of(url) if source.tier == 0 else None
    return RawPost(
        external_id=(entry.id.strip() if trust_id else "")[:500] or canonical_url(url),
        url=url,
        title=one_line(entry.title)[:MAX_TITLE],
        text=text,
        author=" ".join(entry.author.split())[:200],
        published_at=dated.at,
        estimated=dated.estimated,
        published_raw=raw[:200],
        kind=source.post_kind,
        platform=platform.name if platform else "",
        tier=outlet.tier if outlet else None,
        official=source.official,
    )


def _first_date(texts: Iterable[str], zone: str, now: datetime) -> tuple[Dated, str]:
    """The first date text that can be read, and that text."""
    first = ""
    for text in texts:
        first = first or text
        dated = read_date(text, zone=zone, now=now)
        if dated.at is not None:
            return dated, text
    return UNREADABLE, first


def web_address(link: str, base_url: str) -> str:
    """`link` made absolute; "" unless it is http(s): a feed may carry `javascript:` and `file:` addresses."""
    text = "".join(link.split())[:2_000]
    if not text:
        return ""
    try:
        absolute = urljoin(base_url, text)
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    return absolute if parts.scheme in ("http", "https") and parts.netloc else ""
