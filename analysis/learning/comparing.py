"""Two answers on the same posts: the gain with its interval, and a test of it. Plain numpy."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_DRAWS: Final = 1000
_Z: Final = 1.959964


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95 % interval."""

    value: float
    low: float
    high: float


def wilson(right: int, of: int) -> Interval:
    """A share with Wilson's score interval (1927); of nothing: 0 between 0 and 1."""
    if not of:
        return Interval(0.0, 0.0, 1.0)
    share, z2 = right / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z * sqrt(share * (1 - share) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    return Interval(share, max(middle - half, 0.0), min(middle + half, 1.0))


def gain(before: NDArray[np.bool_], after: NDArray[np.bool_], seed: int = 0) -> Interval:
    """The difference of two accuracies on the same posts, paired bootstrap (percentiles, 1,000 draws)."""
    steps: NDArray[Any] = after.astype(np.int64) - before.astype(np.int64)
    draws = np.sort(np.random.default_rng(seed).choice(steps, (_DRAWS, len(steps))).mean(axis=1))
    return Interval(float(steps.mean()), float(draws[25]), float(draws[-26]))


def mcnemar(helped: int, harmed: int) -> float:
    """P of McNemar's exact test (1947), one-sided: would so many more posts be helped than harmed by chance?"""
    n = helped + harmed
    return sum(comb(n, k) for k in range(helped, n + 1)) / 2**n if n else 1.0
