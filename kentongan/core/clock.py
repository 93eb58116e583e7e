"""Aware datetimes, Indonesia's three zones, and a clock that tests can stop.

Everything inside is UTC; zones appear at the rim. Indonesia has no summer time: WIB is UTC+7, WITA +8, WIT +9
(Keppres 41/1987).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from typing import Protocol
from zoneinfo import ZoneInfo

ZONES: dict[str, ZoneInfo] = {
    "WIB": ZoneInfo("Asia/Jakarta"),
    "WITA": ZoneInfo("Asia/Makassar"),
    "WIT": ZoneInfo("Asia/Jayapura"),
}
# Hours ahead of UTC, all year.
OFFSETS: dict[str, int] = {"WIB": 7, "WITA": 8, "WIT": 9}


class Clock(Protocol):
    """Tells the time; everything that needs "now" is given one."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class StoppedClock:
    """A clock that always says `at`: for tests, for replays and for reports about a past day."""

    at: datetime

    def now(self) -> datetime:
        """The moment it was stopped at, in UTC."""
        return self.at.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Window:
    """A span of observation, `start` included, `end` excluded; both aware."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a window needs aware datetimes")
        if self.start >= self.end:
            raise ValueError("a window must end after it starts")

    def __contains__(self, moment: object) -> bool:
        return isinstance(moment, datetime) and self.start <= moment < self.end

    def before(self, days: int = 1) -> Window:
        """The same window, `days` days earlier."""
        return Window(self.start - timedelta(days=days), self.end - timedelta(days=days))


def zone(name: str) -> ZoneInfo:
    """The zone of "WIB", "WITA" or "WIT"; KeyError for anything else."""
    return ZONES[name]


def report_window(day: str, zone_name: str, cut_off: time_of_day) -> Window:
    """The 24 hours that end at the office's cut-off on `day` (ISO date, the report's own date)."""
    end = datetime.combine(datetime.fromisoformat(day).date(), cut_off, tzinfo=zone(zone_name))
    return Window(end - timedelta(days=1), end)
