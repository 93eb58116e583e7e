"""The office's rhythm: how much is usually published at each hour, and when the collecting stood still.

Public talk has a daily and a weekly cycle, and a source that was down is not silence. Every expectation about an issue
is therefore made per unit of *exposure*: the office's usual volume of that hour of the day and day of the week, zero
where nothing was collected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from kentongan.core.clock import Window

DAYS = 35
_PRIOR_POSTS = 24.0
_SILENT_EXPECTED = 12.0

Floats = npt.NDArray[np.float64]


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


def hours_before(moments: pd.Series, until: datetime, hours: int) -> npt.NDArray[np.int64]:
    """Hour number (0 = oldest) of every moment inside the last `hours`; -1 outside and for unknown times."""
    age = (pd.Timestamp(until) - moments).dt.total_seconds().to_numpy(dtype=float) / 3600
    inside = (age > 0) & (age <= hours)
    return np.where(inside, hours - np.ceil(np.where(inside, age, 1.0)).astype(np.int64), -1)


def read_rhythm(moments: pd.Series, as_of: datetime, *, excluded: Sequence[Window] = (), days: int = DAYS) -> Rhythm:
    """The rhythm of an office.

    Args:
        moments: `published_at` of all posts of the office.
        as_of: the moment of the analysis, aware.
        excluded: spans in which collecting stood still.
        days: how far back to look.
    """
    hours = days * 24
    number = hours_before(moments, as_of, hours)
    counts = np.bincount(number[number >= 0], minlength=hours).astype(float)
    open_hours = np.ones(hours, dtype=bool)
    starts = [as_of - timedelta(hours=hours - place) for place in range(hours)]
    for gap in excluded:
        for place, start in enumerate(starts):
            if start < gap.end and start + timedelta(hours=1) > gap.start:
                open_hours[place] = False
    seen = np.flatnonzero(counts > 0)
    if len(seen):
        open_hours[: seen[0]] = False
    profile = _profile(counts, open_hours, starts)
    open_hours &= ~_silences(counts, profile)
    profile = _profile(counts, open_hours, starts)
    exposure = np.where(open_hours, profile, 0.0)
    mean = exposure[open_hours].mean() if open_hours.any() else 1.0
    per_week = counts[open_hours].mean() * 168 if open_hours.any() else 0.0
    return Rhythm(as_of, exposure / mean if mean > 0 else np.ones(hours), float(per_week))


def _profile(counts: Floats, open_hours: npt.NDArray[np.bool_], starts: Sequence[datetime]) -> Floats:
    """Expected posts per hour: hour of the day × day of the week, shrunk to the mean where little is known."""
    if not open_hours.any():
        return np.ones(len(counts))
    mean = max(float(counts[open_hours].mean()), 1e-9)
    of_day = np.array([start.hour for start in starts])
    of_week = np.array([start.weekday() for start in starts])
    day = _factor(counts, open_hours, of_day, 24, mean)
    week = _factor(counts, open_hours, of_week, 7, mean)
    return np.asarray(mean * day[of_day] * week[of_week], dtype=float)


def _factor(
    counts: Floats, open_hours: npt.NDArray[np.bool_], group: npt.NDArray[np.int64], n: int, mean: float
) -> Floats:
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
