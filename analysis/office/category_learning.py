"""Learning an office's own way with categories: a multinomial logistic regression that starts from the lists' answer.

The lists' log-probabilities are an offset, so that no correction is spent on what the lists know; the penalty (Gaussian prior) holds
what is learnt near nothing. How strongly corrections count is chosen by cross-validation in which copies share a fold. What
it is worth is judged by :mod:`analysis.learning.held_back`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.categories.layer import CategoryHead, CategoryTraits, Float
from analysis.learning.held_back import SEED, Int, folds_of
from analysis.learning.linear import softmax
from analysis.office.learning import turned

STRENGTHS: Final = (0.1, 0.3, 1.0, 3.0)
"""Inverse penalties that are tried."""
#: An office's habit is about what the lists say sooner than about words.
_SAID, _BIAS = 2.0, 0.5
_STEPS: Final = 60


@dataclass(frozen=True, slots=True)
class CategoryLessons:
    """Corrected posts: what is seen, what the officer said, how much each counts (1 = an officer's)."""

    traits: CategoryTraits
    labels: Int
    weights: Float

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def shipped(self) -> Int:
        """Positions of the lists' answers."""
        return self.traits.said

    def rows(self, chosen: Any) -> CategoryLessons:
        """Some of them, by position or truth."""
        return CategoryLessons(self.traits.rows(chosen), self.labels[chosen], self.weights[chosen])


def fit(lessons: CategoryLessons, strength: float) -> CategoryHead:
    """The head that these lessons teach."""
    return _fit(lessons, turned(_columns(lessons)), strength)


def choose(lessons: CategoryLessons, groups: Int) -> float:
    """The strength with the least log loss on lessons that were not fitted (officers' only)."""
    folds, real = folds_of(groups, lessons.labels), lessons.weights >= 1
    losses = np.zeros(len(STRENGTHS))
    for number in np.unique(folds):
        held = lessons.rows(np.flatnonzero((folds == number) & real))
        rest = lessons.rows(folds != number)
        ready = turned(_columns(rest))
        for place, strength in enumerate(STRENGTHS):
            scores = _fit(rest, ready, strength).scores(held.traits)
            losses[place] -= np.log(np.maximum(scores[np.arange(len(held)), held.labels], 1e-9)).sum()
    return STRENGTHS[int(losses.argmin())]


def taught(lessons: CategoryLessons, groups: Int) -> Callable[[CategoryLessons], Int]:
    """What answers other posts after these lessons, weighed as they advise."""
    return answering(fit(lessons, choose(lessons, groups)))


def answering(head: CategoryHead) -> Callable[[CategoryLessons], Int]:
    """The answers of a head, by position."""
    return lambda lessons: head.answers(lessons.traits)


def with_stand_ins(lessons: CategoryLessons, uncorrected: CategoryTraits, count: int) -> CategoryLessons:
    """The lessons, and some uncorrected posts whose label is the lists'; each counts as much as its score."""
    if not count or not len(uncorrected):
        return lessons
    more = uncorrected.rows(np.random.default_rng(SEED).permutation(len(uncorrected))[:count])
    both = CategoryTraits(
        lessons.traits.codes,
        np.concatenate([lessons.traits.prior, more.prior]),
        np.concatenate([lessons.traits.said, more.said]),
        sparse.vstack([lessons.traits.words, more.words], format="csr"),
    )
    trust = 0.999 * softmax(more.prior).max(axis=1)
    return CategoryLessons(
        both,
        np.concatenate([lessons.labels, more.said]),
        np.concatenate([lessons.weights, trust]).astype(np.float32),
    )


def _columns(lessons: CategoryLessons) -> Any:
    """What was said (one of K), a constant, and the words."""
    kinds = len(lessons.traits.codes)
    said = sparse.csr_matrix(_SAID * np.eye(kinds)[lessons.traits.said])
    bias = sparse.csr_matrix(np.full((len(lessons), 1), _BIAS))
    return sparse.hstack([said, bias, lessons.traits.words], format="csr", dtype=np.float64)


def _fit(lessons: CategoryLessons, ready: tuple[NDArray[np.float64], Any], strength: float) -> CategoryHead:
    from scipy.optimize import minimize

    rows, (back, turn) = ready
    kinds, width = len(lessons.traits.codes), rows.shape[1]
    offset, share = lessons.traits.prior.astype(np.float64), lessons.weights.astype(np.float64)[:, None]
    truth = np.eye(kinds)[lessons.labels]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(width, kinds)
        logits = offset + rows @ weights
        logits -= logits.max(axis=1, keepdims=True)
        logs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        slope = rows.T @ (share * (np.exp(logs) - truth)) + weights / strength
        return float(-(share * truth * logs).sum() + 0.5 / strength * (flat @ flat)), slope.ravel()

    found = minimize(loss, np.zeros(width * kinds), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    weights = back @ (turn @ found.reshape(width, kinds))
    return CategoryHead(
        lessons.traits.codes,
        (weights[:kinds] * _SAID).astype(np.float32),
        weights[kinds + 1 :].astype(np.float32),
        (weights[kinds] * _BIAS).astype(np.float32),
    )
