"""New issues have no past of their own: they are measured by how many voices others had on their first day.

Most stories stay alone, few reach five voices, very few twenty; the tail falls about as voices^-2 (measured on real
Indonesian news days, docs/algorithms.md). That law is the model until the office's own births tell better.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.alarm_limits import MODEL_EXCESS, Tail, fitted

TAIL = 2.0
_POSTS_A_STORY = 1.5
_GUESS_WEEKS = 0.5
_PRIOR_EPISODES = 1.0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Births:
    """First days seen so far.

    Args:
        voices: distinct voices of every story on its first day, single posts included.
        weeks: in how many weeks these were born.
        posts_per_week: of the office, for a guess where nothing was born yet.
    """

    voices: Floats
    weeks: float
    posts_per_week: float

    @property
    def per_week(self) -> float:
        """How many stories a week begins, at least one; the guess counts like half a week."""
        guess = self.posts_per_week / _POSTS_A_STORY
        return max((len(self.voices) + guess * _GUESS_WEEKS) / (self.weeks + _GUESS_WEEKS), 1.0)


def birth_score(voices: Floats) -> Floats:
    """-log10 of the model's share of stories with so many voices on their first day."""
    return np.asarray(TAIL * np.log10(np.maximum(voices, 1.0)), dtype=float)


def birth_limit(births: Births, promised_per_week: float) -> float:
    """The score from which a new issue sounds, so that usual births do so at most as often as promised."""
    target = promised_per_week / births.per_week
    score = birth_score(births.voices)
    model = Tail(max(-np.log10(target), 0.3), target, MODEL_EXCESS)
    tail = fitted(lambda start: score[score >= start], float(len(score)), model, target, episodes=_PRIOR_EPISODES)
    return tail.score_at(target)
