"""Which jobs are due: decided from the clock, the office's zone, and when each was last done. Nothing here waits.

A job that was missed (the computer was off, nobody was logged in) is done once when the computer is back, however many
of its moments have passed. Indonesia has no summer time, so a local hour is one moment a day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as time_of_day

from kentongan.core.clock import zone

Workday = Callable[[date], bool]
_DAY = timedelta(days=1)
#: A stretch of holidays is shorter.
_LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do again and again.

    Args:
        name: what it is called, in the database too.
        at: local hour of the day, or None for an interval.
        every: the interval, counted from local midnight; None for an hour of the day.
        workdays_only: not on weekends and national holidays (hours of the day only).
    """

    name: str
    at: time_of_day | None = None
    every: timedelta | None = None
    workdays_only: bool = False

    def __post_init__(self) -> None:
        if (self.at is None) == (self.every is None):
            raise ValueError("a job has either an hour or an interval")
        if self.every is not None and not timedelta(0) < self.every <= _DAY:
            raise ValueError("an interval is longer than nothing and at most a day")


def last_moment(job: Job, now: datetime, zone_name: str, is_workday: Workday) -> datetime | None:
    """The latest moment at or before `now` (aware) at which the job was due; None where there was none lately."""
    local = now.astimezone(zone(zone_name))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    if job.every is not None:
        return midnight + (local - midnight) // job.every * job.every
    for back in range(_LOOK_BACK):
        day = (midnight - back * _DAY).date()
        moment = datetime.combine(day, job.at or time_of_day(0, 0), tzinfo=local.tzinfo)
        if moment <= local and (not job.workdays_only or is_workday(day)):
            return moment
    return None


def due(
    jobs: Iterable[Job], done: Mapping[str, datetime], now: datetime, zone_name: str, is_workday: Workday
) -> list[tuple[Job, datetime]]:
    """The jobs to do now, each with the moment it is done for, in the order given.

    Args:
        jobs: all there are.
        done: name → the moment for which it was last done.
        now: the present moment, aware.
        zone_name: the office's zone.
        is_workday: whether a day is a working day.
    """
    found = []
    for job in jobs:
        moment = last_moment(job, now, zone_name, is_workday)
        before = done.get(job.name)
        if moment is not None and (before is None or before < moment):
            found.append((job, moment))
    return found
