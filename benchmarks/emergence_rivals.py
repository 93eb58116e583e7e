"""Rules that others alarm by, each as a score per issue and hour that is compared with one limit.

All see the voices per issue and hour, oldest first, and, of an hour, only what came before it. They are asked every hour,
as they are made to be, and once more every ten minutes about the hour that has just ended (`every_ten_minutes`).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from scipy.signal import lfilter
from scipy.stats import poisson

WEEK = 168


def rolling(counts: np.ndarray, length: int) -> np.ndarray:
    """Sums over the last `length` hours."""
    total = np.concatenate([np.zeros((len(counts), 1)), np.cumsum(counts, axis=1)], axis=1)
    here = np.arange(1, counts.shape[1] + 1)
    return total[:, here] - total[:, np.maximum(here - length, 0)]


def before(values: np.ndarray, hours: int = 1) -> np.ndarray:
    """The values some hours ago, 0 before the beginning."""
    moved = np.zeros_like(values)
    moved[:, hours:] = values[:, :-hours]
    return moved


def obsei(counts: np.ndarray, _exposure: np.ndarray) -> np.ndarray:
    """Obsei 1.1.1 `theme_spike`: z of seven days against the seven weeks before, deviation at least 1, must double."""
    now = rolling(counts, WEEK)
    weeks = np.stack([before(now, WEEK * back) for back in range(1, 8)])
    mean = weeks.mean(axis=0)
    z = (now - mean) / np.maximum(weeks.std(axis=0, ddof=1), 1.0)
    return np.where(now >= 2 * mean, z, -1.0)


def three_sigma(counts: np.ndarray, _exposure: np.ndarray) -> np.ndarray:
    """The last hour against mean and standard deviation of the seven days before."""
    mean = before(rolling(counts, WEEK)) / WEEK
    square = before(rolling(counts**2, WEEK)) / WEEK
    deviation = np.sqrt(np.maximum(square - mean**2, 1 / WEEK))
    return (counts - mean) / deviation


def seasonal_poisson(counts: np.ndarray, exposure: np.ndarray) -> np.ndarray:
    """-log10 of the Poisson tail of the last hour; rate of the last 28 days times the hour's exposure."""
    due = np.maximum(before(rolling(exposure[None], 4 * WEEK)), 1.0)
    mean = (before(rolling(counts, 4 * WEEK)) + 0.5) / due * exposure
    return -np.log10(np.maximum(poisson.sf(counts - 1, np.maximum(mean, 1e-6)), 1e-300))


def kleinberg(counts: np.ndarray, _exposure: np.ndarray) -> np.ndarray:
    """The two-state automaton (Kleinberg 2002, s = 2) asked every hour: evidence for the burst state gathered so far.

    State 1 is cheaper as soon as the evidence exceeds the cost of the transition, γ ln n.
    """
    rate = (before(rolling(counts, 4 * WEEK)) + 0.5) / (4 * WEEK)
    gain = counts * math.log(2) - rate
    evidence = np.zeros_like(counts)
    for hour in range(1, counts.shape[1]):
        evidence[:, hour] = np.maximum(evidence[:, hour - 1] + gain[:, hour], 0.0)
    return evidence


def signitrend(counts: np.ndarray, _exposure: np.ndarray, *, half_life: float = 24.0, bias: float = 0.1) -> np.ndarray:
    """Exponentially weighted mean and variance (SigniTrend, Schubert et al. 2014): z = (x - max(mean, β)) / (σ + β)."""
    keep = 0.5 ** (1 / half_life)
    mean = before(lfilter([1 - keep], [1, -keep], counts, axis=1))
    variance = before(lfilter([keep * (1 - keep)], [1, -keep], (counts - mean) ** 2, axis=1))
    return (counts - np.maximum(mean, bias)) / (np.sqrt(variance) + bias)


def signitrend_slow(counts: np.ndarray, exposure: np.ndarray) -> np.ndarray:
    """The same with a memory of a week."""
    return signitrend(counts, exposure, half_life=WEEK)


def every_ten_minutes(
    rule: Callable[[np.ndarray, np.ndarray], np.ndarray], counts: np.ndarray, exposure: np.ndarray, slots: int
) -> np.ndarray:
    """A rule's score at every slot: hours are counted back from each slot."""
    score = np.full(counts.shape, -np.inf)
    for late in range(slots):
        part = slice(late, counts.shape[1] - (slots - late) % slots)
        hourly = counts[:, part].reshape(len(counts), -1, slots).sum(axis=2)
        score[:, late + slots - 1 :: slots][:, : hourly.shape[1]] = rule(
            hourly, exposure[part].reshape(-1, slots).sum(axis=1)
        )
    return score


RIVALS: dict[str, tuple[Callable[[np.ndarray, np.ndarray], np.ndarray], float | None]] = {
    "Obsei theme_spike": (obsei, 2.0),
    "3-sigma": (three_sigma, 3.0),
    "seasonal Poisson": (seasonal_poisson, None),
    "Kleinberg s=2": (kleinberg, math.log(4 * WEEK)),
    "SigniTrend 24 h": (signitrend, 3.0),
    "SigniTrend 7 d": (signitrend_slow, 3.0),
}
"""Each rule and its usual limit; None: -log10(promise / issue-hours)."""
