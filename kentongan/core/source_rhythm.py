"""When a source usually publishes, and whether its present silence fits that.

A source has its hours and its weekdays: a portal of an agency is silent from Friday noon to Monday, a news agency never
for long. Silence is therefore measured in expected publications instead of hours: the clock of a source runs fast when
it usually publishes and stands still at night (the time-rescaling theorem: Brown, Barbieri, Ventura, Kass & Frank 2002).
On that clock the gaps between publications are alike, so the present gap can be held against the longest of the past:
under exchangeability the chance that a new gap exceeds all n earlier ones is 1/(n+1), and the margin on top makes it
rarer. `benchmarks/source_rhythm.py` measures false calls and delay.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

# How many days before its last publication a habit is read from, and the least that one can be read from.
HISTORY_DAYS = 60
# What is kept: the history before a silence must not run away while the silence lasts.
KEEP_DAYS = 120
MIN_DAYS = 14
MIN_HOURS = 20
# A silence is strange when it is so many times the longest of the past, and holds at least so many expected publications.
MARGIN = 1.5
LEAST_EXPECTED = 8.0
# No silence is strange before so many hours: a morning's delay is nobody's alarm.
LEAST_HOURS = 12
# How much the even rhythm weighs against the source's own, in publications.
_PRIOR = 3.0
_EPOCH = date(1970, 1, 1)
_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class SourceDay:
    """One UTC day of a source.

    Args:
        day: days since 1970-01-01.
        hours: bit n is set when it published in hour n (UTC).
        visits, failed: visits on that day, and those that failed.
        new: posts that were new to us.
    """

    day: int
    hours: int = 0
    visits: int = 0
    failed: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True)
class Silence:
    """How long a source has been silent, by its own habit.

    Args:
        since: the hour of its last publication.
        expected: how many publishing hours its rhythm would have held since then.
        longest: the most that any earlier gap held.
        strange: whether the silence goes against the habit.
    """

    since: datetime
    expected: float
    longest: float
    strange: bool


def day_number(moment: datetime) -> int:
    """Days since 1970-01-01 in UTC."""
    return (moment.astimezone(UTC).date() - _EPOCH).days


def silence(
    days: Sequence[SourceDay], until: datetime, *, offset: int = 7, rest_days: Collection[date] = ()
) -> Silence | None:
    """The silence of a source at `until`, judged by its days before; None where the history is too short for a habit.

    Args:
        days: what was seen of the source, in order.
        until: the last visit that worked: what nobody looked at is no silence.
        offset: hours by which the source's own clock is ahead of UTC (7 for WIB).
        rest_days: public holidays, on which it is expected to work as on a Sunday.
    """
    now = _hour_number(until)
    hours = [hour for day in days for hour in _hours_of(day) if hour <= now]
    hours = [hour for hour in hours if hour > hours[-1] - HISTORY_DAYS * 24]
    if len(hours) < MIN_HOURS or hours[-1] - hours[0] < MIN_DAYS * 24:
        return None
    clock = _Clock(hours, now, offset, rest_days)
    readings = [clock.read(hour) for hour in hours]
    longest = max(later - earlier for earlier, later in pairwise(readings))
    expected = clock.read(now) - readings[-1]
    strange = now - hours[-1] >= LEAST_HOURS and expected > max(MARGIN * longest, LEAST_EXPECTED)
    since = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=hours[-1])
    return Silence(since, expected, longest, strange)


def usual_per_day(days: Sequence[SourceDay], until: datetime) -> float | None:
    """Posts a day in its active time; None where less than a week is known.

    New posts a day, without the first day (it brings the backlog); at least the hours a day in which it published, since
    of what two sources share only the first one's counts as new. The present silence does not count.
    """
    last = day_number(until)
    active = [day for day in days if day.hours and day.day <= last]
    if not active or active[-1].day - active[0].day < 7:
        return None
    span = active[-1].day - active[0].day
    visited = [day for day in days if day.visits and day.day <= active[-1].day][1:]
    new = sum(day.new for day in visited) / (visited[-1].day - visited[0].day + 1) if visited else 0.0
    return max(new, sum(day.hours.bit_count() for day in active[:-1]) / span)


class _Clock:
    """A source's own clock: expected publishing hours since its first one, at every hour."""

    def __init__(self, hours: Sequence[int], now: int, offset: int, rest_days: Collection[date]) -> None:
        self._offset = offset
        self._first = (hours[0] + offset) // 24
        last = (hours[-1] + offset) // 24
        weekdays = [_weekday(day, rest_days) for day in range(self._first, (now + offset) // 24 + 1)]
        past = weekdays[: last - self._first + 1]
        total = len(hours)
        by_hour, by_weekday = [0] * 24, [0] * 7
        for hour in hours:
            day, of_day = divmod(hour + offset, 24)
            by_hour[of_day] += 1
            by_weekday[weekdays[day - self._first]] += 1
        shares = [(count + _PRIOR / 24) / (total + _PRIOR) for count in by_hour]
        self._until_hour = [0.0]
        for share in shares:
            self._until_hour.append(self._until_hour[-1] + share)
        even = total / len(past)
        rates = [even * (by_weekday[n] + _PRIOR) / (even * past.count(n) + _PRIOR) for n in range(7)]
        self._rates = [rates[n] for n in weekdays]
        self._until_day = [0.0]
        for rate in self._rates:
            self._until_day.append(self._until_day[-1] + rate)

    def read(self, hour: int) -> float:
        """What the clock shows at the end of an hour (hours since 1970, UTC)."""
        day, of_day = divmod(hour + self._offset, 24)
        at = day - self._first
        return self._until_day[at] + self._rates[at] * self._until_hour[of_day + 1]


def _hours_of(day: SourceDay) -> list[int]:
    return [day.day * 24 + n for n in range(24) if day.hours >> n & 1]


def _hour_number(moment: datetime) -> int:
    return int(moment.timestamp()) // 3600


def _weekday(day: int, rest_days: Collection[date]) -> int:
    """0 is Monday; a holiday counts as a Sunday."""
    return _SUNDAY if rest_days and _EPOCH + timedelta(days=day) in rest_days else (day + 3) % 7
