"""What corrections are worth, judged on corrections that were held back: folds, nested cross-validation, learning curves.

Whatever is taught (a tone, a category) is here a function from lessons to answers. Copies of one text share a fold; what is
reported took no part in fitting or choosing, and stands against the shipped answer on the same posts (McNemar's exact test).
scikit-learn is loaded when folds are made, not before.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.learning.comparing import Interval, gain, mcnemar

Int = NDArray[np.int64]

KEPT_BELOW: Final = 0.2
"""McNemar's p above which a gain counts as chance. A few hundred corrections show a gain of three points at 5 % one time in
five only, and a model that is kept wrongly is about as good as the shipped one and can be undone."""
FOLDS: Final = 5
SEED: Final = 20
_COPIES: Final = 0.75
_CONTRADICTED: Final = 0.5
_ERRORS: Final = 0.25


class Lesson(Protocol):
    """Corrected posts: what the officer said, how much each counts (1 = an officer's), what was shipped."""

    @property
    def labels(self) -> Int:
        """Positions of the decided labels."""

    @property
    def weights(self) -> NDArray[np.float32]:
        """1 for an officer's decision, less for a stand-in."""

    @property
    def shipped(self) -> Int:
        """Positions of the shipped answers."""

    def rows(self, chosen: Any) -> Self:
        """Some of them, by position or truth."""


L = TypeVar("L", bound=Lesson)
Teach = Callable[[L, Int], Callable[[L], Int]]
"""From lessons and their groups to what answers other posts."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Shipped and taught on corrections that took no part in teaching.

    Args:
        n: how many.
        shipped, taught: accuracy, 0–1.
        gain: of the accuracy, with its 95 % interval.
        p: of McNemar's exact test, one-sided.
        helped, harmed: posts that only the taught one, or only the shipped one, has right.
    """

    n: int
    shipped: float
    taught: float
    gain: Interval
    p: float
    helped: int
    harmed: int

    @property
    def better(self) -> bool:
        """Whether it was more often right, and chance alone would seldom give as much."""
        return self.taught > self.shipped and self.p < KEPT_BELOW


def groups_of(words: Any) -> Int:
    """A number for each row; rows whose words are nearly the same share it."""
    unit = words.multiply(1 / np.maximum(sparse.linalg.norm(words, axis=1), 1e-9)[:, None]).tocsr()
    return np.asarray(sparse.csgraph.connected_components((unit @ unit.T) > _COPIES, directed=False)[1], np.int64)


def folds_of(groups: Int, labels: Int, seed: int = SEED) -> Int:
    """A fold for each lesson: groups stay whole, labels are spread as evenly as they can."""
    from sklearn.model_selection import StratifiedGroupKFold

    fold = np.zeros(len(groups), np.int64)
    parts = max(min(FOLDS, len(np.unique(groups))), 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # that a rare label cannot be in every fold
        split = list(StratifiedGroupKFold(parts, shuffle=True, random_state=seed).split(groups, labels, groups))
    for number, (_, held) in enumerate(split):
        fold[held] = number
    return fold


def held_back(lessons: L, groups: Int, teach: Teach[L]) -> HeldBack:
    """Every correction judged once by what was fitted and chosen without it."""
    folds, real = folds_of(groups, lessons.labels, SEED + 1), lessons.weights >= 1
    guess = np.zeros(len(lessons.labels), np.int64)
    for number in np.unique(folds):
        rest, held = folds != number, np.flatnonzero(folds == number)
        guess[held] = teach(lessons.rows(rest), groups[rest])(lessons.rows(held))
    return compared(lessons.labels[real], lessons.shipped[real], guess[real])


def compared(truth: Int, shipped: Int, taught: Int) -> HeldBack:
    """Two answers on the same posts."""
    before, after = shipped == truth, taught == truth
    helped, harmed = int((after & ~before).sum()), int((before & ~after).sum())
    return HeldBack(
        len(truth),
        float(before.mean()),
        float(after.mean()),
        gain(before, after, SEED),
        mcnemar(helped, harmed),
        helped,
        harmed,
    )


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Accuracy on held-back corrections after so many; mean and standard deviation over random splits."""

    size: int
    mean: float
    spread: float


def learning_curve(lessons: L, groups: Int, teach: Teach[L], splits: int = 5) -> list[CurvePoint]:
    """What 0, 25, 50, 100 … corrections would have given, measured on a fifth that was held back (copies with it)."""
    n = len(lessons.labels)
    sizes = [0, *(size for size in (25, 50, 100, 200, 400, 800) if size <= 0.7 * n), int(0.8 * n)]
    scores: dict[int, list[float]] = {size: [] for size in sizes}
    for seed in range(splits):
        folds = folds_of(groups, lessons.labels, SEED + 2 + seed)
        held = np.flatnonzero((folds == 0) & (lessons.weights >= 1))
        rest = np.random.default_rng(seed).permutation(np.flatnonzero(folds != 0))
        for size in sizes:
            said = lessons.shipped[held]
            if size:
                said = teach(lessons.rows(rest[:size]), groups[rest[:size]])(lessons.rows(held))
            scores[size].append(float((said == lessons.labels[held]).mean()))
    return [CurvePoint(size, float(np.mean(found)), float(np.std(found))) for size, found in scores.items()]


def stand_ins(shipped: Int, labels: Int) -> int:
    """How many posts nobody corrected must stand beside the corrections.

    Who corrects only what is wrong shows the machine a world in which it is always wrong. Where more than half of the
    decisions contradict it, uncorrected posts with the shipped answer are added until one in four is an error.
    """
    wrong = int((shipped != labels).sum())
    return max(int(wrong / _ERRORS) - len(labels), 0) if wrong > _CONTRADICTED * len(labels) else 0
