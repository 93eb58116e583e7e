"""The alarm itself: which issue sounds when, so that false alarms stay within what the officer accepts.

A part of the promise goes to new issues (`analysis.emergence.births`), the rest to those with a past (`analysis.emergence.surprise`); each is
kept by limits learned from the office's own weeks (`analysis.emergence.alarm_limits`). Every ten minutes are judged by themselves,
so it hardly matters whether the drum is asked all the time or once a day: it sounds at the same moment.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.emergence.alarm_limits import STRATA, limits, sounding, stratum
from analysis.emergence.births import Births, birth_limit, birth_score
from analysis.emergence.heard import WEEK, Heard
from analysis.emergence.surprise import YOUNG, Cells, surprises

LEAST_POSTS = 5
"""Posts from which an issue has a past to be held against; a first day is held against others and needs voices only."""

LEAST_VOICES = 3
LEAST_SCORE = 2.5
"""What chance does once in three hundred times is no alarm, however many false ones the officer would accept."""

NEW_SHARE = 0.4
"""Part of the promise that issues without a past may use; what they leave goes to the others."""

BIRTH = -1
"""Stands for the look at a first day where a window's length is told."""

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Limits:
    """The score from which an issue sounds.

    Args:
        by_rate: for issues with a past, by rate stratum.
        own: added for each issue by its own record.
        birth: for new issues.
        births_per_week: how many new ones are expected to sound without being unusual.
    """

    by_rate: Floats
    own: Floats
    birth: float
    births_per_week: float

    def of(self, cells: Cells) -> Floats:
        """The limit of each cell."""
        known = self.by_rate[stratum(cells.per_day)] + self.own[cells.row]
        return np.where(cells.window == BIRTH, self.birth, np.maximum(known, LEAST_SCORE))


@dataclass(frozen=True, slots=True)
class Questions:
    """Every moment at which an issue could sound, and what the limits are learned from.

    Args:
        cells: with enough posts and voices, by issue, then slot; a first day has the window `BIRTH`.
        speaking: distinct voices of the last 24 hours at each cell.
        watched: rate stratum of every issue and slot, -1 where there is nothing to compare with yet.
        births: first days of the past.
    """

    cells: Cells
    speaking: Floats
    watched: Ints
    births: Births

    def learn(self, until: int, promised: float) -> Limits:
        """The limits, from the slots before one, for so many false alarms a week over all issues."""
        groups = range(len(STRATA) + 1)
        weeks = np.stack([(self.watched[:, :until] == group).sum(axis=1) for group in groups], axis=1) / WEEK
        lately = self.watched[:, max(until - WEEK, 0) :]
        issues = max(float((lately >= 0).sum()) / max(lately.shape[1], 1), 1.0)
        past = self.cells.where((self.cells.window != BIRTH) & (self.cells.slot < until))
        birth, births_per_week = birth_limit(self.births, promised * NEW_SHARE)
        by_rate, own = limits(past, weeks, (promised - births_per_week) / issues)
        return Limits(by_rate, own, birth, births_per_week)


@dataclass(frozen=True, slots=True)
class Alarms:
    """Which cells sound, and which belong to an alarm that is still on (`analysis.emergence.alarm_limits.sounding`)."""

    sounds: npt.NDArray[np.bool_]
    on: npt.NDArray[np.bool_]


def questions(heard: Heard, exposure: Floats, births: Births) -> Questions:
    """Score every slot of every issue.

    Args:
        heard: what was said of the issues, slot by slot.
        exposure: of the same slots (`analysis.emergence.heard.slots_of`).
        births: first days of the past.
    """
    old, usual = surprises(heard.weighted, exposure)
    cells = _joined(old, _first_days(heard, exposure))
    speaking = heard.speaking[cells.row, cells.slot]
    known = (cells.window == BIRTH) | (heard.posts[cells.row, cells.slot] >= LEAST_POSTS)
    enough = (speaking >= LEAST_VOICES) & known
    watched = np.where(np.isnan(usual) | (exposure <= 0), -1, stratum(np.nan_to_num(usual)))
    return Questions(cells.where(enough), speaking[enough], watched, births)


def alarms(asked: Questions, limit: Floats) -> Alarms:
    """Let the drum sound where the limits are reached; one burst is one alarm."""
    return Alarms(*sounding(asked.cells.row, asked.cells.slot, asked.cells.score, limit))


def _first_days(heard: Heard, exposure: Floats) -> Cells:
    """The slots of first days in which something new was said."""
    talked = (heard.weighted > 0) & (exposure > 0)
    begun = np.maximum.accumulate(talked, axis=1)
    young = talked.copy()
    young[:, YOUNG:] &= ~begun[:, :-YOUNG]
    row, slot = np.nonzero(young)
    voices = heard.speaking[row, slot]
    nothing = np.zeros(len(row))
    return Cells(row, slot, 10.0 ** -birth_score(voices), np.full(len(row), BIRTH), voices, nothing, nothing)


def _joined(left: Cells, right: Cells) -> Cells:
    both = [np.concatenate([getattr(left, name), getattr(right, name)]) for name in Cells.__slots__]
    order = np.lexsort((both[1], both[0]))
    return Cells(*(values[order] for values in both))
