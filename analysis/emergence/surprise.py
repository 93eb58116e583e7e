"""How surprising every moment of every issue is, given what came before: many issues and ten-minute slots at once.

The voices of the last half hour and of the last 1, 3, 6 and 24 hours are compared with a negative-binomial prediction (Poisson counts whose rate is
not known exactly and varies more than Poisson allows). The rate is learned at two paces, of days and of weeks, the slow one
steadying the quick one where little was heard; a burst teaches at most what a very busy usual moment would, so that
yesterday's alarm does not deafen today. A sixth look asks for slow growth (`analysis.emergence.trend`).

Everything about a slot is computed from the slots before it: cutting off the future changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.emergence.heard import DAY, HOUR
from analysis.emergence.trend import rising

WINDOWS = (HOUR // 2, HOUR, 3 * HOUR, 6 * HOUR, DAY)
"""Lengths of the looks, in slots."""
LOOKS = len(WINDOWS)
"""Looks that p is corrected for: slow growth is one more, the half hour none, for it mostly sees what the hour sees."""

TREND = 0
"""Stands for the look at slow growth where a window's length is told."""

TREND_WORTH = 7 / 140
"""A trend over days can deceive once a day, windows of hours far more often: its p is made comparable."""

HALF_LIFE = 3 * DAY
SLOW_HALF_LIFE = 14 * DAY
YOUNG = DAY
_SLOW_WEIGHT = 24.0
_PRIOR_RATE = 0.05
_PRIOR_EXPOSURE = 24.0
_PRIOR_DISPERSION = 0.4
_LEAST_DISPERSION = 0.05
_PRIOR_BLOCKS = 8.0
_BLOCK = 6 * HOUR
_DISPERSION_HALF_LIFE = 4 * HALF_LIFE
_USUAL_DEVIATIONS = 3.0
_AT_ONCE = 128

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cells:
    """Slots of issues in which something new was said, and how surprising that was.

    Args:
        row, slot: which issue and when (numbers in the matrix of counts), by row, then slot.
        p: smallest p-value of the looks, times their number (a trend's first times `TREND_WORTH`); at most 1.
        window: the look's length in slots, `TREND` for slow growth.
        seen, expected: voices in that window and the expectation (slow growth: of the last day, and before it).
        per_day: usual voices a day of the issue at that time.
    """

    row: Ints
    slot: Ints
    p: Floats
    window: Ints
    seen: Floats
    expected: Floats
    per_day: Floats

    def where(self, kept: Truths) -> Cells:
        """Some of the cells."""
        return Cells(*(getattr(self, name)[kept] for name in self.__slots__))

    @property
    def score(self) -> Floats:
        """-log10 of p."""
        return np.asarray(-np.log10(np.maximum(self.p, 1e-300)), dtype=float)


def surprises(counts: Floats, exposure: Floats) -> tuple[Cells, Floats]:
    """The surprise of every slot in which an issue that is no longer young was talked about.

    Args:
        counts: voices per issue and slot, oldest first; may be weighted. Whole days.
        exposure: of the same slots, in average hours; slots with exposure 0 were not collected and say nothing.

    Returns:
        The cells, and the usual voices a day of each issue at each slot (NaN before its first day is over).
    """
    parts, usual = [], np.full(counts.shape, np.nan)
    for start in range(0, len(counts), _AT_ONCE):
        batch = slice(start, start + _AT_ONCE)
        cells, usual[batch] = _batch(counts[batch] * (exposure > 0), exposure)
        parts.append(Cells(cells.row + start, *(getattr(cells, name) for name in Cells.__slots__[1:])))
    if not parts:
        none, nothing = np.zeros(0, dtype=np.int64), np.zeros(0)
        return Cells(none, none, nothing, none, nothing, nothing, nothing), usual
    return Cells(*(np.concatenate([getattr(part, name) for part in parts]) for name in Cells.__slots__)), usual


def _batch(counts: Floats, exposure: Floats) -> tuple[Cells, Floats]:
    from scipy.special import betainc

    begun = np.maximum.accumulate(counts > 0, axis=1)
    rate, shape = _rates(_usual_only(counts, exposure, begun), exposure, begun)
    dispersion = _dispersion(counts, exposure, rate, begun)
    old = np.zeros(begun.shape, dtype=bool)
    old[:, YOUNG:] = begun[:, :-YOUNG]
    row, slot = np.nonzero((counts > 0) & old)
    talk, due = _sums(counts), _sums(exposure)
    best = np.ones(len(row))
    window, seen, expected = np.full(len(row), WINDOWS[-1]), np.zeros(len(row)), np.zeros(len(row))
    for length in WINDOWS:
        start = np.maximum(slot + 1 - length, 0)
        known = np.maximum(start - 1, 0)
        here = talk[row, slot + 1] - talk[row, start]
        mean = rate[row, known] * (due[slot + 1] - due[start])
        size = 1 / (dispersion[row, known] + 1 / shape[row, known])
        p = np.where(mean > 0, betainc(np.maximum(here, 1e-9), size, mean / (mean + size)), 1.0)
        better = p < best
        best[better], window[better], seen[better], expected[better] = p[better], length, here[better], mean[better]
    slow = rising(counts, exposure, row, slot, day=DAY)
    p = slow.p * TREND_WORTH
    better = (slow.p < 1) & (p < best)
    best[better], window[better] = p[better], TREND
    seen[better], expected[better] = slow.now[better], slow.before[better]
    usual = np.full(counts.shape, np.nan)
    usual[:, YOUNG:] = np.where(old[:, YOUNG:], 24 * rate[:, :-YOUNG], np.nan)
    return Cells(row, slot, np.minimum(best * LOOKS, 1.0), window, seen, expected, usual[row, slot]), usual


def _sums(values: Floats) -> Floats:
    """Running sums along the slots, with a 0 in front."""
    return np.concatenate([np.zeros((*values.shape[:-1], 1)), np.cumsum(values, axis=-1)], axis=-1)


def _faded(values: Floats, half_life: float) -> Floats:
    """Exponentially weighted running sums along the last axis."""
    from scipy.signal import lfilter

    return np.asarray(lfilter([1.0], [1.0, -(0.5 ** (1 / half_life))], values, axis=-1), dtype=float)


def _rates(counts: Floats, exposure: Floats, begun: Truths) -> tuple[Floats, Floats]:
    """Voices per unit of exposure as known at the end of every slot, and the shape of that knowledge (gamma)."""
    due = begun * exposure
    slow = _faded(counts, SLOW_HALF_LIFE) + _PRIOR_RATE * _PRIOR_EXPOSURE
    slow /= _faded(due, SLOW_HALF_LIFE) + _PRIOR_EXPOSURE
    shape = _faded(counts, HALF_LIFE) + _SLOW_WEIGHT * slow
    return shape / (_faded(due, HALF_LIFE) + _SLOW_WEIGHT), shape


def _usual_only(counts: Floats, exposure: Floats, begun: Truths) -> Floats:
    """The counts, cut where an hour is far beyond the usual."""
    slots = counts.shape[1]
    rate, _ = _rates(counts, exposure, begun)
    hourly, due = counts.reshape(len(counts), -1, HOUR).sum(axis=2), exposure.reshape(-1, HOUR).sum(axis=1)
    mean = np.zeros(hourly.shape)
    mean[:, 1:] = rate[:, HOUR - 1 : slots - 1 : HOUR] * due[1:]
    limit = 1 + mean + _USUAL_DEVIATIONS * np.sqrt(mean + _PRIOR_DISPERSION * mean**2)
    return np.asarray(counts * np.repeat(np.minimum(limit / np.maximum(hourly, 1e-9), 1.0), HOUR, axis=1), dtype=float)


def _dispersion(counts: Floats, exposure: Floats, rate: Floats, begun: Truths) -> Floats:
    """φ in Var = μ + φ μ² as known at the end of every slot: from blocks of six hours against what was predicted."""
    slots = counts.shape[1]
    seen, due = counts.reshape(len(counts), -1, _BLOCK).sum(axis=2), exposure.reshape(-1, _BLOCK).sum(axis=1)
    mean = np.zeros(seen.shape)
    before = slice(_BLOCK - 1, slots - 1, _BLOCK)
    mean[:, 1:] = np.where(begun[:, before], rate[:, before] * due[1:], 0.0)
    limit = (_USUAL_DEVIATIONS + 1) ** 2 * (mean + _PRIOR_DISPERSION * mean**2)
    excess = np.where(mean > 0, np.minimum((seen - mean) ** 2, limit) - mean, 0.0)
    half_life = _DISPERSION_HALF_LIFE / _BLOCK
    number, square = _faded((mean > 0).astype(float), half_life), _faded(mean**2, half_life)
    raw = _faded(excess, half_life) / np.maximum(square, 1e-12)
    found = np.maximum((raw * number + _PRIOR_BLOCKS * _PRIOR_DISPERSION) / (number + _PRIOR_BLOCKS), _LEAST_DISPERSION)
    known = np.full(counts.shape, _PRIOR_DISPERSION)
    known[:, _BLOCK - 1 :] = np.repeat(found, _BLOCK, axis=1)[:, : slots - _BLOCK + 1]
    return known
