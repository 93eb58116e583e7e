"""A small network that ranks candidates: one hidden layer beside a direct linear part, trained with Adam on NumPy.

Loss: listwise softmax (Cao et al., "Learning to rank", ICML 2007; all right answers share the numerator) plus the ordinary
logistic loss of each pair, so that the score orders a list and has a meaning of its own.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_CLIP = 15.0
_BATCH = 64


@dataclass(frozen=True)
class Lists:
    """Features ``(N, F)``, right or wrong ``(N,)``, and the number of the list each row belongs to, rising, ``(N,)``."""

    features: NDArray[np.float32]
    right: NDArray[np.float32]
    group: NDArray[np.int64]

    def starts(self) -> NDArray[np.int64]:
        """First row of each list."""
        return np.flatnonzero(np.concatenate([[True], self.group[1:] != self.group[:-1]]))


def fit(
    lists: Lists, hidden: int = 16, epochs: int = 20, rate: float = 0.003, decay: float = 1e-4, seed: int = 0
) -> dict[str, Any]:
    """Arrays ``mean, scale, direct, hidden, shift, out`` as :class:`analysis.claims.ranking.Ranker` reads them."""
    mean, scale = lists.features.mean(axis=0), lists.features.std(axis=0) + 1e-6
    x = np.clip((lists.features - mean) / scale, -_CLIP, _CLIP).astype(np.float32)
    rng = np.random.default_rng(seed)
    wide = x.shape[1]
    weights = {
        "hidden": rng.normal(size=(wide, hidden)).astype(np.float32) / np.sqrt(wide),
        "shift": np.zeros(hidden, np.float32),
        "out": rng.normal(size=hidden).astype(np.float32) / np.sqrt(hidden),
        "direct": np.zeros(wide, np.float32),
        "bias": np.full(1, -3, np.float32),
    }
    momentum = {name: np.zeros_like(value) for name, value in weights.items()}
    spread = {name: np.zeros_like(value) for name, value in weights.items()}
    starts = lists.starts()
    ends = np.append(starts[1:], len(x))
    step = 0
    for epoch in range(epochs):
        order = rng.permutation(len(starts))
        pace = rate * 0.5 * (1 + np.cos(np.pi * epoch / epochs))
        for first in range(0, len(order), _BATCH):
            chosen = order[first : first + _BATCH]
            rows = np.concatenate([np.arange(starts[k], ends[k]) for k in chosen])
            gradient = _gradient(weights, x[rows], lists.right[rows], ends[chosen] - starts[chosen])
            step += 1
            for name in list(weights):
                slope = gradient[name] + decay * weights[name]
                momentum[name] = 0.9 * momentum[name] + 0.1 * slope
                spread[name] = 0.999 * spread[name] + 0.001 * slope**2
                size = np.sqrt(spread[name] / (1 - 0.999**step)) + 1e-8
                weights[name] = weights[name] - pace * momentum[name] / (1 - 0.9**step) / size
    # What all of a list's answers share says nothing of their order.
    del weights["bias"]
    return {**weights, "mean": mean.astype(np.float32), "scale": scale.astype(np.float32)}


def _gradient(weights: dict[str, Any], x: Any, right: Any, sizes: Any) -> dict[str, Any]:
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)
    layer = x @ weights["hidden"] + weights["shift"]
    active = np.maximum(layer, 0)
    score = x @ weights["direct"] + active @ weights["out"] + weights["bias"][0]
    grown = np.exp(score - np.maximum.reduceat(score, starts)[group])
    share = grown / np.add.reduceat(grown, starts)[group]
    correct = grown * right
    any_right = np.add.reduceat(correct, starts)[group]
    # A list without a right answer teaches only that its pairs are wrong.
    listwise = np.where(any_right > 0, share - correct / np.maximum(any_right, 1e-12), 0.0)
    pairwise = 1 / (1 + np.exp(-np.clip(score, -30, 30))) - right
    slope = ((listwise + 0.3 * pairwise) / len(sizes)).astype(np.float32)
    back = slope[:, None] * weights["out"] * (layer > 0)
    return {
        "direct": x.T @ slope, "out": active.T @ slope, "hidden": x.T @ back, "shift": back.sum(axis=0),
        "bias": np.array([slope.sum()]),
    }  # fmt: skip
