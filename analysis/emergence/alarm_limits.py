"""How surprising is surprising enough: limits that keep a promised number of false alarms a week.

A p-value promises little by itself: hours depend on one another, models are a little wrong, and how wrong depends on how
busy an issue is. So the limits are learned from the office's own past (conformal prediction, Vovk et al. 2005): how many
*episodes* (surprises less than a day apart) of what size did its issues have in the last weeks? The far tail
is extrapolated from the middle one as exponential (peaks over threshold, Pickands 1975; the score is -log10 p, so this
asks for p to be wrong by a power law at most). The model stands in as a number of episodes seen before where history is
short: first for all issues together, then for each rate stratum from all issues.

An issue that had more such episodes than its stratum lets expect (its words burst, its talk has hours of its own) has to
show more than others.

Real events stand in that past too, unlabelled. They are few and lie far out: episodes far beyond the limit are left out,
the rest of the far tail counts by its number only (censored).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from analysis.emergence.heard import DAY
from analysis.emergence.surprise import Cells

STRATA = (0.5, 2.0, 8.0)
"""Usual voices a day that divide quiet from busy issues."""

CHECKS_PER_WEEK = 50.0
"""Independent looks at one issue a week that the model stands for, until episodes have been counted."""

_BUSIER = np.array([0.7, 1.0, 1.5, 3.0])
"""Episodes of an issue of each stratum beside one another before any were counted: the busier, the more moments to err at."""

_BELOW = 1.3
_PRIOR_EPISODES = 4.0
_PRIOR_EXCESSES = 8.0
_MODEL_EXCESS = 1 / math.log(10)
_OUTLYING = 1.5
_ROUNDS = 3
_PRIOR_OWN = 1.0
_OWN_DOWN, _OWN_UP = -0.2, 1.5

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tail:
    """Episodes per unit (an issue in a week) by score: `rate` at the score `start`, then exponential with mean excess `excess`."""

    start: float
    rate: float
    excess: float

    def times(self, factor: float) -> Tail:
        """The same with so many times the episodes."""
        return Tail(self.start, self.rate * factor, self.excess)

    def score_at(self, rate: float) -> float:
        """The score that is reached so often."""
        return max(self.start + self.excess * math.log(self.rate / rate), self.start - 0.5)


def stratum(per_day: Floats) -> Ints:
    """Number of the rate stratum."""
    return np.searchsorted(STRATA, per_day, side="right").astype(np.int64)


def episodes(row: Ints, slot: Ints, score: Floats) -> npt.NDArray[np.bool_]:
    """Which cells are the peak of their episode.

    Args:
        row, slot, score: cells of interest, by row, then slot.
    """
    if not len(row):
        return np.zeros(0, dtype=bool)
    new = np.ones(len(row), dtype=bool)
    new[1:] = (row[1:] != row[:-1]) | (np.diff(slot) > DAY)
    number = np.cumsum(new) - 1
    order = np.lexsort((-score, number))
    peak = np.zeros(len(row), dtype=bool)
    peak[order[np.flatnonzero(np.r_[True, np.diff(number[order]) > 0])]] = True
    return peak


def limits(past: Cells, watched: Floats, per_issue_week: float) -> tuple[Floats, Floats]:
    """The score from which a slot sounds.

    Args:
        past: the cells learned from, those only that could have sounded (enough voices).
        watched: weeks each issue was watched in each stratum (issues × `len(STRATA) + 1`).
        per_issue_week: false alarms promised to one issue in one week.

    Returns:
        The limit of each rate stratum, and what is added to it for each issue.
    """
    model = Tail(math.log10(CHECKS_PER_WEEK / per_issue_week), per_issue_week, _MODEL_EXCESS)
    group, score = stratum(past.per_day), past.score

    def peaks(inside: npt.NDArray[np.bool_], start: float) -> Floats:
        kept = inside & (score >= start)
        return score[kept][episodes(past.row[kept], past.slot[kept], score[kept])]

    together = _fitted(partial(peaks, group >= 0), float(watched.sum()), model, per_issue_week)
    weeks = watched.sum(axis=0)
    busier = _BUSIER * weeks.sum() / max(float(weeks @ _BUSIER), 1e-9) if weeks.sum() else np.ones(len(weeks))
    tails = [
        _fitted(partial(peaks, group == n), float(weeks[n]), together.times(float(busier[n])), per_issue_week)
        for n in range(len(weeks))
    ]
    kept = score >= np.array([tail.start for tail in tails])[group]
    peak = np.flatnonzero(kept)[episodes(past.row[kept], past.slot[kept], score[kept])]
    seen = np.bincount(past.row[peak], minlength=len(watched))
    expected = watched @ np.array([tail.rate for tail in tails])
    own = together.excess * np.log((seen + _PRIOR_OWN) / (expected + _PRIOR_OWN))
    return np.array([tail.score_at(per_issue_week) for tail in tails]), np.clip(own, _OWN_DOWN, _OWN_UP)


def _fitted(peaks: Callable[[float], Floats], watched: float, prior: Tail, target: float) -> Tail:
    """The tail of what was seen, the belief before it counted as `_PRIOR_EPISODES` episodes.

    Args:
        peaks: scores of the episodes at and above a score.
        watched: the time they were seen in, in the unit of the rates.
        prior: what is believed so far.
        target: the rate the limit is wanted for; the fit looks at what is somewhat more frequent.
    """
    middle = prior.score_at(target)
    found = prior
    for _ in range(_ROUNDS):
        start = max(middle - _BELOW * max(found.excess / _MODEL_EXCESS, 0.5), 0.3)
        at_start = prior.rate * math.exp((prior.start - start) / prior.excess)
        censor = middle - start
        beyond = peaks(start) - start
        beyond = beyond[beyond <= censor + _OUTLYING]
        rate = (len(beyond) + _PRIOR_EPISODES) / (watched + _PRIOR_EPISODES / at_start)
        free = int((beyond < censor).sum())
        excess = (float(np.minimum(beyond, censor).sum()) + _PRIOR_EXCESSES * prior.excess) / (free + _PRIOR_EXCESSES)
        found = Tail(start, rate, excess)
        middle = found.score_at(target)
    return found


def sounding(
    row: Ints, slot: Ints, score: Floats, limit: Floats, *, ease: float = 1.0
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which cells sound, and which belong to an alarm that is still on.

    One burst is one alarm: after it sounds, an issue stays in alarm until a day has passed since its last cell within
    `ease` of the limit, and sounds again only then.

    Args:
        row, slot, score: cells, by row, then slot.
        limit: the limit of each cell.
        ease: how much lower the score may be for the alarm to stay on.
    """
    sounds = np.zeros(len(row), dtype=bool)
    on = np.zeros(len(row), dtype=bool)
    issue, until = -1, -1
    for place in np.flatnonzero(score >= limit - ease).tolist():
        if row[place] != issue:
            issue, until = int(row[place]), -1
        ringing = slot[place] <= until
        if ringing or score[place] >= limit[place]:
            sounds[place], on[place] = not ringing, True
            until = int(slot[place]) + DAY
    return sounds, on
