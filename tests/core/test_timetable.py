"""The timetable: every moment counts once, what was missed is done once, hours are local."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.calendar_id import is_working_day
from kentongan.core.timetable import Job, due, last_moment

REPORT = Job("laporan", at=time(6, 30))
LISTEN = Job("dengar", every=timedelta(minutes=60))


def every_day(_: date) -> bool:
    """No holidays."""
    return True


@pytest.mark.parametrize(("zone_name", "hour"), [("WIB", 23), ("WITA", 22), ("WIT", 21)])
def test_half_past_six_is_local(zone_name: str, hour: int) -> None:
    """One hour of the clock, three moments."""
    now = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
    assert last_moment(REPORT, now, zone_name, every_day) == datetime(2026, 11, 15, hour, 30, tzinfo=UTC)


def test_a_minute_early_is_yesterday() -> None:
    """The moment itself counts, the one before does not."""
    at = datetime(2026, 11, 15, 23, 30, tzinfo=UTC)
    assert last_moment(REPORT, at, "WIB", every_day) == at
    assert last_moment(REPORT, at - timedelta(seconds=1), "WIB", every_day) == at - timedelta(days=1)


def test_holidays_are_left_out_where_the_office_says_so() -> None:
    """Independence Day 2026 is a Monday: the draft of Friday is the last one until Tuesday."""
    job = Job("laporan", at=time(6, 30), workdays_only=True)
    monday = datetime(2026, 8, 17, 3, 0, tzinfo=UTC)
    assert last_moment(job, monday, "WIB", is_working_day) == datetime(2026, 8, 13, 23, 30, tzinfo=UTC)
    assert last_moment(REPORT, monday, "WIB", is_working_day) == datetime(2026, 8, 16, 23, 30, tzinfo=UTC)


@given(st.lists(st.integers(1, 4_000), min_size=1, max_size=60), st.sampled_from([REPORT, LISTEN]))
def test_whenever_the_computer_is_on(minutes: list[int], job: Job) -> None:
    """However it is switched on and off: a job is done at most once for a moment, and never missed at the next look."""
    now, done, seen = datetime(2026, 11, 16, tzinfo=UTC), {}, []
    for step in minutes:
        now += timedelta(minutes=step)
        for found, moment in due([job], done, now, "WIT", every_day):
            done[found.name] = moment
            seen.append(moment)
        latest = last_moment(job, now, "WIT", every_day)
        assert done[job.name] == latest
    assert len(seen) == len(set(seen))
    assert seen == sorted(seen)


def test_a_job_has_an_hour_or_an_interval() -> None:
    """Not both, not neither, no interval of nothing."""
    for wrong in ({}, {"at": time(6), "every": timedelta(hours=1)}, {"every": timedelta(0)}):
        with pytest.raises(ValueError, match="interval"):
            Job("x", **wrong)
