"""What is remembered of a WordPress site between two visits: how far it was read, its recent posts, and the way in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from collectors.cursors import moment_of, read_cursor, write_cursor
from collectors.sites.wordpress_json import WordPressPost
from kentongan.core.runs import FeedState

# The first visit reads so far back.
FIRST_LOOK = timedelta(days=2)
# What was published this long ago or later is asked for again: clocks differ, and posts are dated back.
OVERLAP = timedelta(hours=6)
# Posts younger than this are watched for deletion, at most `MOST_WATCHED` of them.
WATCHED = timedelta(days=5)
MOST_WATCHED = 100
# A bulk edit of thousands of posts within one second is remembered up to here.
_MOST_KNOWN = 3_000


@dataclass(slots=True)
class Memory:
    """What is remembered between visits.

    Args:
        root: of the API that answered; "" before the first success.
        start: nothing older is ours.
        published, changed: how far each stream was read.
        pages: where each goes on within that second.
        watched: number of a recent post → its moments of publication and of change (ISO texts) and its id.
        checked: when deletions were looked for.
        way: kind and address that are read instead of the API; ("", "") where it answers.
        retry: when the API is asked again.
        inner: cursor and validators of the way.
    """

    root: str
    start: datetime
    published: datetime
    changed: datetime
    pages: tuple[int, int]
    watched: dict[str, list[str]]
    checked: datetime | None
    way: tuple[str, str]
    retry: datetime | None
    inner: FeedState

    @classmethod
    def of(cls, cursor: str, now: datetime) -> Memory:
        """The memory in a cursor; that of a first visit where there is none."""
        kept = read_cursor(cursor)
        start = moment_of(kept.get("start")) or now - FIRST_LOOK
        watched, way, inner, pages = (kept.get(name) for name in ("watched", "way", "inner", "pages"))
        return cls(
            root=str(kept.get("root") or ""),
            start=start,
            published=moment_of(kept.get("published")) or start,
            changed=moment_of(kept.get("changed")) or start,
            pages=_two_numbers(pages),
            watched=_watched(watched),
            checked=moment_of(kept.get("checked")),
            way=(str(way[0]), str(way[1])) if isinstance(way, list) and len(way) == 2 else ("", ""),
            retry=moment_of(kept.get("retry")),
            inner=_state_of(inner if isinstance(inner, dict) else {}),
        )

    def cursor(self) -> str:
        """The memory as a cursor."""
        kept: dict[str, object] = {
            "root": self.root,
            "start": self.start.isoformat(),
            "published": self.published.isoformat(),
            "changed": self.changed.isoformat(),
            "pages": list(self.pages) if self.pages != (0, 0) else [],
            "watched": self.watched,
            "checked": self.checked.isoformat() if self.checked else "",
        }
        if self.way[0]:
            retry = self.retry.isoformat() if self.retry else ""
            kept |= {"way": list(self.way), "retry": retry, "inner": _state_as(self.inner)}
        return write_cursor(kept)

    def watch(self, posts: Iterable[WordPressPost], now: datetime) -> None:
        """Remember posts by number: the newest, to notice when they are deleted, and those that come again next time."""
        for one in posts:
            if one.post.published_at is not None and not one.protected:
                self.watched.pop(str(one.number), None)
                moments = [iso(one.post.published_at), iso(one.changed)]
                self.watched[str(one.number)] = [*moments, one.post.external_id]
        newest = set(self.newest(now))
        again = (min(now - 2 * OVERLAP, self.published), self.changed)
        kept = [number for number, told in self.watched.items() if number in newest or _is_again(told, again)]
        self.watched = {number: self.watched[number] for number in kept[-_MOST_KNOWN:]}

    def newest(self, now: datetime) -> list[str]:
        """Numbers of the posts to be watched for deletion."""
        oldest = now - WATCHED
        recent = [number for number, told in self.watched.items() if (moment_of(told[0]) or oldest) > oldest]
        return sorted(recent, key=lambda number: self.watched[number][0])[-MOST_WATCHED:]


def _is_again(told: list[str], bounds: tuple[datetime, datetime]) -> bool:
    """The post lies at or behind the edge of a stream."""
    return any((at := moment_of(text)) and at >= bound for text, bound in zip(told, bounds, strict=False))


def iso(moment: datetime | None) -> str:
    """The ISO text of a moment; "" for None."""
    return moment.isoformat() if moment else ""


def _state_as(state: FeedState) -> dict[str, object]:
    """A state as JSON; what is as in a fresh one is left out."""
    told = {one.name: getattr(state, one.name) for one in fields(state) if getattr(state, one.name) != one.default}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in told.items()}


def _state_of(kept: dict[str, object]) -> FeedState:
    """A state from JSON; what is of another type than it should be is left out."""
    values: dict[str, Any] = {}
    for one in fields(FeedState):
        value = moment_of(kept.get(one.name)) if one.default is None else kept.get(one.name)
        if value is not None and (one.default is None or isinstance(value, type(one.default))):
            values[one.name] = value
    return FeedState(**values)


def _watched(kept: object) -> dict[str, list[str]]:
    rows = kept.items() if isinstance(kept, dict) else ()
    return {key: [str(one) for one in row] for key, row in rows if isinstance(row, list) and len(row) == 3}


def _two_numbers(kept: object) -> tuple[int, int]:
    match kept:
        case [int(one), int(two)]:
            return one, two
    return 0, 0
