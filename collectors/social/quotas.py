"""Allowances that are counted here, because the service only says when they are gone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from collectors.social.answers import inside, moment, number, text

# Google counts days from midnight Pacific time.
PACIFIC = ZoneInfo("America/Los_Angeles")


def next_midnight(now: datetime, zone: ZoneInfo = PACIFIC) -> datetime:
    """The next midnight in a zone; in the hour that daylight saving skips or repeats, the zone's own rule decides."""
    local = now.astimezone(zone)
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


class Daily:
    """A number of uses a day, kept in a cursor.

    Args:
        cursor: a collector's own; the count stands under `name`.
        name: of the allowance.
        limit: uses a day.
        now: the present.
        zone: whose midnight begins a day.
    """

    def __init__(self, cursor: dict[str, Any], name: str, limit: int, now: datetime, zone: ZoneInfo = PACIFIC) -> None:
        self._cursor, self._name, self._limit = cursor, name, limit
        self._day = now.astimezone(zone).date().isoformat()
        held = inside(cursor, name)
        self.used = (number(held.get("used")) or 0) if held.get("day") == self._day else 0

    def spend(self, cost: int = 1) -> bool:
        """Take `cost` uses; False when there are not so many left."""
        if self.used + cost > self._limit:
            return False
        self.used += cost
        self._cursor[self._name] = {"day": self._day, "used": self.used}
        return True

    def exhaust(self) -> None:
        """The service says that it is gone, whatever we counted: others may use the same key."""
        self._cursor[self._name] = {"day": self._day, "used": self._limit}


class Rolling:
    """Different things within a moving span ("30 hashtags in 7 days"), kept in a cursor."""

    def __init__(self, cursor: dict[str, Any], name: str, limit: int, span: timedelta, now: datetime) -> None:
        self._cursor, self._name, self._limit, self._span, self._now = cursor, name, limit, span, now
        self.held: dict[str, datetime] = {}
        for thing, first in inside(cursor, name).items():
            at = moment(first, now).at
            if at is not None and now - at < span:
                self.held[text(thing, 200)] = at

    def use(self, thing: str) -> bool:
        """Whether `thing` may be asked for; what was asked for within the span may be, again."""
        if thing not in self.held:
            if len(self.held) >= self._limit:
                return False
            self.held[thing] = self._now
        self._cursor[self._name] = {name: at.isoformat() for name, at in self.held.items()}
        return True

    def free_at(self) -> datetime:
        """When the oldest falls out of the span."""
        return _earliest(self.held.values(), self._now) + self._span


class RollingCount:
    """So many uses within a moving span, kept in a cursor by the hour."""

    def __init__(self, cursor: dict[str, Any], name: str, limit: int, span: timedelta, now: datetime) -> None:
        self._cursor, self._name, self._limit, self._span = cursor, name, limit, span
        self._hour = now.replace(minute=0, second=0, microsecond=0)
        self._held: dict[datetime, int] = {}
        for hour, used in inside(cursor, name).items():
            at = moment(hour, now).at
            if at is not None and now - at < span + timedelta(hours=1):
                self._held[at] = number(used) or 0

    def spend(self) -> bool:
        """Take one use; False when there is none left."""
        if sum(self._held.values()) >= self._limit:
            return False
        self._held[self._hour] = self._held.get(self._hour, 0) + 1
        self._cursor[self._name] = {at.isoformat(): used for at, used in self._held.items()}
        return True

    def free_at(self) -> datetime:
        """When the oldest uses fall out of the span."""
        return _earliest(self._held, self._hour) + self._span + timedelta(hours=1)


def _earliest(moments: Iterable[datetime], otherwise: datetime) -> datetime:
    return min(moments, default=otherwise)
