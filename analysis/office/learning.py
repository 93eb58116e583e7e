"""Learning from an office's corrections: a regularised logistic regression that starts from the shipped answer.

Some pseudo-observations carry the shipped log-odds alone and, as label, the shipped probabilities: without corrections
the fit stays near the identity, and a few of them move it little. How strongly corrections count is chosen by cross-validation;
copies of one text share a fold. What it is worth is judged by :mod:`analysis.learning.held_back`. scikit-learn is loaded here and there
only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.learning.held_back import SEED, Int, folds_of
from analysis.learning.linear import softmax
from analysis.office.model import Float, Head, Traits, joined

ENOUGH: Final = 40
"""Fewer corrections teach nothing that could be measured."""


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

    @property
    def shipped(self) -> Int:
        """Positions of the shipped answers."""
        return np.asarray(self.base.argmax(axis=1), np.int64)

    def rows(self, chosen: Any) -> Lessons:
        """Some of them, by position or truth."""
        return Lessons(self.head, self.traits.rows(chosen), self.labels[chosen], self.weights[chosen])


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
    return _Turned(*turned(sparse.vstack([above, below], format="csr")))


def turned(rows: Any) -> tuple[NDArray[np.float64], Any]:
    """Sparse rows in as few columns as there are rows, and the way back (a matrix and a turn) to their own columns."""
    values, vectors = np.linalg.eigh((rows @ rows.T).toarray())
    kept = values > _SMALLEST * values[-1]
    root = np.sqrt(values[kept])
    return vectors[:, kept] * root, (rows.T, vectors[:, kept] / root)


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


def taught(lessons: Lessons, groups: Int) -> Callable[[Lessons], Int]:
    """What answers other posts after these lessons, weighed as they advise."""
    return answering(fit(lessons, choose(lessons, groups)))


def answering(head: Head) -> Callable[[Lessons], Int]:
    """The answers of a head, by position."""
    return lambda lessons: head.scores(lessons.base, lessons.traits).argmax(axis=1)


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
