"""Slow growth: an issue that gathers voices day by day, too gently for any single day to stand out.

Muddy tap water begins with one complaint a day and ends with nine; no day is a burst. The score test for a trend in
Poisson counts (Cox and Lewis 1966) sees it: under no trend the voices lie over the days like the office's own rhythm,
and their mean day is known with its variance. Counts that jump more than Poisson allows widen the variance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DAYS = 10
LEAST_DAYS = 6
LEAST_VOICES = 12
LEAST_TODAY = 4
LEAST_RATIO = 1.5
"""Today's voices must be so many times the mean of the days before: growth that nobody would notice is not told."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rising:
    """Rising trends, one value per question.

    Args:
        p: probability of such a rise by chance; 1 where too little is known or nothing rises.
        days: how many days were looked at.
        before, now: voices a day on average in the first half, and of the last day.
    """

    p: Floats
    days: Ints
    before: Floats
    now: Floats


def rising(counts: Floats, exposure: Floats, row: Ints, slot: Ints, *, day: int) -> Rising:
    """The trend over the days that end with each of some slots.

    Args:
        counts: voices per issue and slot of time, oldest first.
        exposure: of the same slots (`analysis.emergence.rhythm.Rhythm`).
        row, slot: the questions: which issue, at the end of which slot.
        day: slots a day.
    """
    from scipy.special import erfc

    talk = np.concatenate([np.zeros((len(counts), 1)), np.cumsum(counts, axis=1)], axis=1)
    due = np.concatenate([np.zeros(1), np.cumsum(exposure)])
    edges = slot[:, None] + 1 - day * np.arange(DAYS, -1, -1)
    inside = edges[:, :-1] >= 0
    edges = np.maximum(edges, 0)
    daily = np.diff(talk[row[:, None], edges], axis=1)
    begun = inside & np.maximum.accumulate(daily > 0, axis=1)
    old = talk[row, edges[:, 0]] > 0
    begun |= inside & old[:, None]
    seen, open_days = np.where(begun, daily, 0.0), np.where(begun, np.diff(due[edges], axis=1), 0.0)
    days, total, now = begun.sum(axis=1), seen.sum(axis=1), seen[:, -1]
    earlier = (total - now) / np.maximum(days - 1, 1)
    half = np.cumsum(begun, axis=1) <= (days // 2)[:, None]
    before = (seen * (begun & half)).sum(axis=1) / np.maximum(days // 2, 1)
    enough = (days >= LEAST_DAYS) & (total >= LEAST_VOICES) & (now >= LEAST_TODAY) & (now >= LEAST_RATIO * earlier)
    enough &= ~(begun & (open_days <= 0)).any(axis=1)
    at = np.arange(DAYS, dtype=float)
    share = open_days / np.maximum(open_days.sum(axis=1), 1e-12)[:, None]
    middle = (share * at).sum(axis=1)
    away = at - middle[:, None]
    spread = (share * away**2).sum(axis=1)
    variance = total * spread * _dispersion(seen, begun, at)
    z = (seen * away).sum(axis=1) / np.sqrt(np.maximum(variance, 1e-12))
    p = np.where(enough & (z > 0), erfc(z / np.sqrt(2)) / 2, 1.0)
    return Rising(p, days, before, now)


def _dispersion(seen: Floats, used: Truths, at: Floats) -> Floats:
    """Variance over mean around a straight line, at least 1."""
    n = np.maximum(used.sum(axis=1), 1)
    mean = seen.sum(axis=1) / n
    away = np.where(used, at - ((used * at).sum(axis=1) / n)[:, None], 0.0)
    slope = (away * seen).sum(axis=1) / np.maximum((away**2).sum(axis=1), 1e-12)
    left = np.where(used, seen - mean[:, None] - slope[:, None] * away, 0.0)
    return np.asarray(np.maximum((left**2).sum(axis=1) / np.maximum(n - 2, 1) / np.maximum(mean, 1e-9), 1.0))
