"""The office's rhythm: how much is usually published at each hour, and when the collecting stood still.

Public talk has a daily and a weekly cycle, and a source that was down is not silence. Every expectation about an issue
is therefore made per unit of *exposure*: the office's usual volume of that hour of the day and day of the week (national
holidays and joint leave count as Sundays), zero where nothing was collected, and moved by the tide: on a day on which everything is louder, one louder issue is no news.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.text.calendar_id import holidays

DAYS = 35
_SUNDAY = 6
_PRIOR_POSTS = 24.0
_SILENT_EXPECTED = 12.0
_TIDE_HOURS = 12
_PRIOR_TIDE = 50.0
_TIDES = (0.5, 2.0)

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Exposure per hour up to a moment.

    Args:
        until: end of the last hour, aware.
        exposure: one value an hour, oldest first; 1 = an average hour, 0 = not collected.
        posts_per_week: how many posts the office sees in a week.
    """

    until: datetime
    exposure: Floats
    posts_per_week: float


def spans_before(moments: pd.Series, until: datetime, spans: int, seconds: int = 3600) -> Ints:
    """Number (0 = oldest) of the span of so many seconds every moment lies in; -1 before the first and for unknown times."""
    age = (pd.Timestamp(until) - moments).dt.total_seconds().to_numpy(dtype=float) / seconds
    inside = (age > 0) & (age <= spans)
    return np.where(inside, spans - np.ceil(np.where(inside, age, 1.0)).astype(np.int64), -1)


def read_rhythm(moments: pd.Series, as_of: datetime, *, days: int = DAYS) -> Rhythm:
    """The rhythm of an office.

    Args:
        moments: `published_at` of all posts of the office.
        as_of: the moment of the analysis, aware.
        days: how far back to look.
    """
    hours = days * 24
    number = spans_before(moments, as_of, hours)
    counts = np.bincount(number[number >= 0], minlength=hours).astype(float)
    starts = [as_of - timedelta(hours=hours - place) for place in range(hours)]
    exposure, per_week = exposure_of(
        counts,
        np.array([start.hour for start in starts]),
        np.array([_weekday(start.date()) for start in starts]),
    )
    return Rhythm(as_of, exposure, per_week)


def exposure_of(counts: Floats, of_day: Ints, of_week: Ints) -> tuple[Floats, float]:
    """Exposure per hour (mean 1 over the hours collected) and posts a week.

    Args:
        counts: posts of the office per hour, oldest first.
        of_day: hour of the day, 0-23.
        of_week: day of the week, 0-6 (holidays as Sundays).
    """
    open_hours = np.ones(len(counts), dtype=bool)
    seen = np.flatnonzero(counts > 0)
    if len(seen):
        open_hours[: seen[0]] = False
    profile = _profile(counts, open_hours, of_day, of_week)
    open_hours &= ~_silences(counts, profile)
    profile = _profile(counts, open_hours, of_day, of_week)
    exposure = np.where(open_hours, profile * _tide(counts, np.where(open_hours, profile, 0.0)), 0.0)
    mean = exposure[open_hours].mean() if open_hours.any() else 1.0
    per_week = counts[open_hours].mean() * 168 if open_hours.any() else 0.0
    return exposure / mean if mean > 0 else np.ones(len(counts)), float(per_week)


def _weekday(day: date) -> int:
    return _SUNDAY if day in holidays(day.year) else day.weekday()


def _profile(counts: Floats, open_hours: npt.NDArray[np.bool_], of_day: Ints, of_week: Ints) -> Floats:
    """Expected posts per hour: hour of the day × day of the week, shrunk to the mean where little is known."""
    if not open_hours.any():
        return np.ones(len(counts))
    mean = max(float(counts[open_hours].mean()), 1e-9)
    day = _factor(counts, open_hours, of_day, 24, mean)
    week = _factor(counts, open_hours, of_week, 7, mean)
    return np.asarray(mean * day[of_day] * week[of_week], dtype=float)


def _tide(counts: Floats, profile: Floats) -> Floats:
    """How much louder or quieter than usual the last half day was: a source more or less, a loud day all over."""
    talk, due = (np.concatenate([np.zeros(1), np.cumsum(values)]) for values in (counts * (profile > 0), profile))
    end = np.arange(1, len(counts) + 1)
    start = np.maximum(end - _TIDE_HOURS, 0)
    ratio = (talk[end] - talk[start] + _PRIOR_TIDE) / (due[end] - due[start] + _PRIOR_TIDE)
    return np.asarray(np.clip(ratio, *_TIDES), dtype=float)


def _factor(counts: Floats, open_hours: npt.NDArray[np.bool_], group: Ints, n: int, mean: float) -> Floats:
    total = np.bincount(group[open_hours], weights=counts[open_hours], minlength=n)
    hours = np.bincount(group[open_hours], minlength=n)
    return np.asarray((total + _PRIOR_POSTS) / (hours * mean + _PRIOR_POSTS), dtype=float)


def _silences(counts: Floats, profile: Floats) -> npt.NDArray[np.bool_]:
    """Runs of empty hours in which a dozen posts and more were due: the collecting stood still, not the public."""
    silent = np.zeros(len(counts), dtype=bool)
    start = None
    for place in range(len(counts) + 1):
        empty = place < len(counts) and counts[place] == 0
        if empty and start is None:
            start = place
        elif not empty and start is not None:
            if profile[start:place].sum() >= _SILENT_EXPECTED:
                silent[start:place] = True
            start = None
    return silent
