"""Learning from an office's corrections: a regularised logistic regression that starts from the shipped answer.

Some pseudo-observations carry the shipped log-odds alone and, as label, the shipped probabilities: without corrections
the fit stays near the identity, and a few of them move it little. How strongly corrections count is chosen by cross-validation;
copies of one text share a fold. What is reported is measured on corrections that were held back from fitting and
choosing (nested cross-validation), against the shipped answer on the same posts (McNemar's exact test). scikit-learn is
loaded here and nowhere else.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.comparing import Interval, gain, mcnemar
from analysis.linear import softmax
from analysis.office_model import Float, Head, Traits, joined

Int = NDArray[np.int64]

ENOUGH: Final = 40
"""Fewer corrections teach nothing that could be measured."""
KEPT_BELOW: Final = 0.2
"""McNemar's p above which a gain counts as chance. A few hundred corrections show a gain of three points at 5 % one time in
five only, and a model that is kept wrongly is about as good as the shipped one and can be undone."""
FOLDS: Final = 5
SEED: Final = 20
_COPIES: Final = 0.75
_CONTRADICTED: Final = 0.5
_ERRORS: Final = 0.25


@dataclass(frozen=True, slots=True)
class Choice:
    """How corrections are weighed.

    Args:
        strength: inverse of the penalty on what was learnt (scikit-learn's C).
        base: scale of the shipped log-odds; the larger the sooner they are bent.
        dense: scale of how the post was read.
        words: scale of the words.
    """

    strength: float
    base: float
    dense: float
    words: float


_SCALES: Final = ((1.0, 1.0, 1.0), (0.5, 0.7, 1.0))
CHOICES: Final = tuple(Choice(strength, *scales) for strength in (0.1, 0.3, 1.0, 3.0, 10.0) for scales in _SCALES)
_SMALLEST: Final = 1e-7
_PSEUDO: Final = 8.0


@dataclass(frozen=True, slots=True)
class Lessons:
    """Corrected posts for one head: what is seen, what the officer said, how much each counts (1 = an officer's)."""

    head: str
    traits: Traits
    labels: Int
    weights: Float

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def base(self) -> Float:
        """The shipped log-odds, ``(n, 3)``."""
        return self.traits.base[self.head]

    def rows(self, chosen: Any) -> Lessons:
        """Some of them, by position or truth."""
        return Lessons(self.head, self.traits.rows(chosen), self.labels[chosen], self.weights[chosen])


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


def fit(lessons: Lessons, choice: Choice) -> Head:
    """The head that these lessons teach."""
    return _fit(lessons, _turned(lessons, choice), choice)


@dataclass(frozen=True, slots=True)
class _Turned:
    """Lessons and pseudo-observations in as few columns as there are rows, and the way back to the columns of a head.

    The penalty knows no directions, so that turning changes no answer.
    """

    rows: NDArray[np.float64]
    back: Any


def _turned(lessons: Lessons, choice: Choice) -> _Turned:
    _, odds = _simplex()
    dense = np.concatenate([lessons.base * choice.base, lessons.traits.dense * choice.dense], axis=1)
    pseudo = np.concatenate([odds * choice.base, np.zeros((len(odds), dense.shape[1] - 3), np.float32)], axis=1)
    words = lessons.traits.words * choice.words
    above = sparse.hstack([sparse.csr_matrix(dense), words], format="csr", dtype=np.float64)
    below = sparse.hstack([pseudo, sparse.csr_matrix((len(odds), words.shape[1]))], format="csr", dtype=np.float64)
    scaled = sparse.vstack([above, below], format="csr")
    values, vectors = np.linalg.eigh((scaled @ scaled.T).toarray())
    kept = values > _SMALLEST * values[-1]
    root = np.sqrt(values[kept])
    return _Turned(vectors[:, kept] * root, (scaled.T, vectors[:, kept] / root))


def _fit(lessons: Lessons, turned: _Turned, choice: Choice) -> Head:
    from sklearn.linear_model import LogisticRegression

    grid, _ = _simplex()
    n, pseudo = len(lessons), len(grid)
    model = LogisticRegression(C=choice.strength, max_iter=400, tol=1e-3)
    model.fit(
        np.concatenate([turned.rows[:n], *[turned.rows[n:]] * 3]),
        np.concatenate([lessons.labels, np.repeat(np.arange(3), pseudo)]),
        sample_weight=np.concatenate([lessons.weights, (grid * _PSEUDO / pseudo).T.ravel()]),
    )
    scaled, turn = turned.back
    weights = scaled @ (turn @ model.coef_.T)
    dense = 3 + lessons.traits.dense.shape[1]
    return Head(
        base=(weights[:3] * choice.base).astype(np.float32),
        dense=(weights[3:dense] * choice.dense).astype(np.float32),
        words=(weights[dense:] * choice.words).astype(np.float32),
        bias=model.intercept_.astype(np.float32),
    )


@cache
def _simplex() -> tuple[Float, Float]:
    """Fifteen spread probabilities of three classes and their log-odds."""
    steps = np.array([(i, j, 4 - i - j) for i in range(5) for j in range(5 - i)], np.float32) + 0.2
    grid = steps / steps.sum(axis=1, keepdims=True)
    logs = np.log(grid)
    return grid, logs - logs.mean(axis=1, keepdims=True)


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


def choose(lessons: Lessons, groups: Int) -> Choice:
    """The choice with the least log loss on lessons that were not fitted (officers' only)."""
    folds, real = folds_of(groups, lessons.labels), lessons.weights >= 1
    losses = np.zeros(len(CHOICES))
    for number in np.unique(folds):
        held = np.flatnonzero((folds == number) & real)
        rest = lessons.rows(folds != number)
        turned = {scales: _turned(rest, Choice(1.0, *scales)) for scales in _SCALES}
        for place, choice in enumerate(CHOICES):
            head = _fit(rest, turned[choice.base, choice.dense, choice.words], choice)
            losses[place] -= np.log(np.maximum(_right(head, lessons, held), 1e-9)).sum()
    return CHOICES[int(losses.argmin())]


def _right(head: Head, lessons: Lessons, held: Int) -> Any:
    traits = lessons.traits.rows(held)
    return head.scores(lessons.base[held], traits)[np.arange(len(held)), lessons.labels[held]]


def held_back(lessons: Lessons, groups: Int) -> HeldBack:
    """Every correction judged once by a head that was fitted and chosen without it."""
    folds, real = folds_of(groups, lessons.labels, SEED + 1), lessons.weights >= 1
    guess = np.zeros(len(lessons), np.int64)
    for number in np.unique(folds):
        rest, held = folds != number, np.flatnonzero(folds == number)
        part = lessons.rows(rest)
        head = fit(part, choose(part, groups[rest]))
        guess[held] = head.scores(lessons.base[held], lessons.traits.rows(held)).argmax(axis=1)
    truth, shipped = lessons.labels[real], lessons.base[real].argmax(axis=1)
    return compared(truth, shipped, guess[real])


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


def learning_curve(lessons: Lessons, groups: Int, choice: Choice, splits: int = 5) -> list[CurvePoint]:
    """What 0, 25, 50, 100 … corrections would have given, measured on a fifth that was held back (copies with it)."""
    n = len(lessons)
    sizes = [0, *(size for size in (25, 50, 100, 200, 400, 800) if size <= 0.7 * n), int(0.8 * n)]
    scores: dict[int, list[float]] = {size: [] for size in sizes}
    for seed in range(splits):
        folds = folds_of(groups, lessons.labels, SEED + 2 + seed)
        held = np.flatnonzero((folds == 0) & (lessons.weights >= 1))
        rest = np.random.default_rng(seed).permutation(np.flatnonzero(folds != 0))
        for size in sizes:
            odds = lessons.base[held]
            if size:
                head = fit(lessons.rows(rest[:size]), choice)
                odds = head.scores(odds, lessons.traits.rows(held))
            scores[size].append(float((odds.argmax(axis=1) == lessons.labels[held]).mean()))
    return [CurvePoint(size, float(np.mean(found)), float(np.std(found))) for size, found in scores.items()]


def stand_ins(shipped: Float, labels: Int) -> int:
    """How many posts nobody corrected must stand beside the corrections.

    Who corrects only what is wrong shows the machine a world in which it is always wrong. Where more than half of the
    decisions contradict it, uncorrected posts with the shipped answer are added until one in four is an error.
    """
    wrong = int((shipped.argmax(axis=1) != labels).sum())
    return max(int(wrong / _ERRORS) - len(labels), 0) if wrong > _CONTRADICTED * len(labels) else 0


def with_stand_ins(lessons: Lessons, uncorrected: Traits, count: int) -> Lessons:
    """The lessons, and some uncorrected posts whose label is the shipped one; each counts as much as its score."""
    if not count or not len(uncorrected):
        return lessons
    chosen = np.random.default_rng(SEED).permutation(len(uncorrected))[:count]
    more = uncorrected.rows(chosen)
    odds = more.base[lessons.head]
    return Lessons(
        lessons.head,
        joined([lessons.traits, more]),
        np.concatenate([lessons.labels, odds.argmax(axis=1)]),
        np.concatenate([lessons.weights, 0.999 * softmax(odds).max(axis=1)]).astype(np.float32),
    )
