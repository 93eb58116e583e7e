"""New issues have no past of their own: they are measured by how many voices others had on their first day.

Most stories stay alone, few reach five voices, hardly any twenty. The model has the tail fall as voices^-2.5 (between what
short posts and what outlets of real days show, docs/algorithms.md); it counts like a few births among the office's own.
Stories far larger than the limit were hardly usual ones and are left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

TAIL = 2.5
_PRIOR_BIRTHS = 5.0
_POSTS_A_STORY = 1.5
_GUESS_WEEKS = 0.1
_OUTLYING = 4.0
_MOST = 1000

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
        """How many stories a week begins, at least one; the guess counts like a tenth of a week."""
        guess = self.posts_per_week / _POSTS_A_STORY
        return max((len(self.voices) + guess * _GUESS_WEEKS) / (self.weeks + _GUESS_WEEKS), 1.0)


def birth_score(voices: Floats) -> Floats:
    """-log10 of the model's share of stories with so many voices on their first day."""
    return np.asarray(TAIL * np.log10(np.maximum(voices, 1.0)), dtype=float)


def birth_limit(births: Births, promised_per_week: float) -> tuple[float, float]:
    """The score from which a new issue sounds, so that usual births do so at most as often as promised.

    Returns:
        The score, and how many usual births a week are expected to reach it (sizes are whole numbers: often far fewer).
    """
    target = min(promised_per_week / births.per_week, 0.5)
    usual = np.sort(births.voices)[: int(len(births.voices) * (1 - min(10 * target, 1.0))) + 1]
    found, share = _smallest(usual, target)
    while len(kept := births.voices[births.voices <= _OUTLYING * found]) > len(usual):
        usual = kept
        found, share = _smallest(usual, target)
    return float(birth_score(np.array([found]))[0]), share * births.per_week


def _smallest(usual: Floats, target: float) -> tuple[float, float]:
    """The smallest number of voices that stories reach no more often than that, and how often they do."""
    size = np.arange(1.0, _MOST)
    reached = len(usual) - np.searchsorted(np.sort(usual), size)
    share = (reached + _PRIOR_BIRTHS * size**-TAIL) / (len(usual) + _PRIOR_BIRTHS)
    place = min(int(np.searchsorted(-share, -target)), len(size) - 1)
    return float(size[place]), float(share[place])
