"""Slow growth: an issue that gathers voices day by day, too gently for any single day to stand out.

Muddy tap water begins with one complaint a day and ends with nine; no day is a burst. The score test for a trend in
Poisson counts (Cox and Lewis 1966) sees it: under no trend the voices lie over the days like the office's own rhythm,
and their mean day is known with its variance. Counts that jump more than Poisson allows widen the variance.
"""

from __future__ import annotations

import math
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


@dataclass(frozen=True, slots=True)
class Trend:
    """A rising trend.

    Args:
        p: probability of such a rise by chance.
        days: how many days were looked at.
        before, now: voices a day on average in the first half, and of the last day.
    """

    p: float
    days: int
    before: float
    now: float


def slow_growth(counts: Floats, exposure: Floats) -> Trend | None:
    """The trend over the last days, None where too little is known or nothing rises.

    Args:
        counts: voices per hour, oldest first, ending now.
        exposure: of the same hours (`analysis.rhythm.Rhythm`).
    """
    seen, due = _daily(counts), _daily(exposure)
    begun = np.flatnonzero(seen > 0)
    if not len(begun):
        return None
    start = max(int(begun[0]), len(seen) - DAYS)
    seen, due = seen[start:], due[start:]
    days, total = len(seen), float(seen.sum())
    if days < LEAST_DAYS or total < LEAST_VOICES or seen[-1] < LEAST_TODAY or due.min() <= 0:
        return None
    if seen[-1] < LEAST_RATIO * float(seen[:-1].mean()):
        return None
    share = due / due.sum()
    at = np.arange(days)
    middle = float((share * at).sum())
    spread = float((share * (at - middle) ** 2).sum())
    score = float((seen * (at - middle)).sum())
    z = score / math.sqrt(total * spread * _dispersion(seen, at))
    if z <= 0:
        return None
    half = days // 2
    return Trend(math.erfc(z / math.sqrt(2)) / 2, days, float(seen[:half].mean()), float(seen[-1]))


def _daily(hours: Floats) -> Floats:
    days = len(hours) // 24
    return hours[len(hours) - 24 * days :].reshape(-1, 24).sum(axis=1) if days else np.zeros(0)


def _dispersion(seen: Floats, at: npt.NDArray[np.int64]) -> float:
    """Variance over mean around a straight line, at least 1."""
    line = np.polynomial.Polynomial.fit(at, seen, 1)(at)
    left = float(((seen - line) ** 2).sum()) / max(len(seen) - 2, 1)
    return max(left / max(float(seen.mean()), 1e-9), 1.0)
