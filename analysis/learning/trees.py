"""Boosted regression trees kept as plain arrays: what scikit-learn's histogram gradient boosting learnt, without its pickle.

All trees are walked at once, a level at a time, so that a decision costs as many steps of numpy as the deepest tree has levels.
After Friedman, "Greedy function approximation: a gradient boosting machine" (Annals of Statistics 29, 2001).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Trees:
    """Nodes of all trees one after the other; a leaf is its own child.

    Shapes: ``feature``, ``threshold``, ``left``, ``right``, ``value`` ``(nodes,)``; ``roots`` ``(trees,)``; ``start`` is what no tree adds to.
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]
    roots: NDArray[np.int32]
    start: float
    levels: int

    @classmethod
    def learnt(cls, *models: Any) -> Self:
        """What fitted ``HistGradientBoostingClassifier`` say on average: two classes, without missing values or categories."""
        parts, roots, size, levels = [], [], 0, 0
        # scikit-learn offers no other way to its trees than a pickle.
        for (tree,) in (trees for model in models for trees in model._predictors):  # noqa: SLF001
            nodes = tree.nodes
            own = np.arange(len(nodes))
            leaf = nodes["is_leaf"].astype(bool)
            parts.append(
                (
                    np.where(leaf, 0, nodes["feature_idx"]),
                    np.where(leaf, 0.0, nodes["num_threshold"]),
                    np.where(leaf, own, nodes["left"]) + size,
                    np.where(leaf, own, nodes["right"]) + size,
                    np.where(leaf, nodes["value"], 0.0) / len(models),
                )
            )
            roots.append(size)
            size += len(nodes)
            levels = max(levels, int(nodes["depth"].max()))
        feature, threshold, left, right, value = (np.concatenate(column) for column in zip(*parts, strict=True))
        return cls(
            feature.astype(np.int16), threshold, left.astype(np.int32), right.astype(np.int32), value, np.array(roots, np.int32),
            float(np.mean([model._baseline_prediction for model in models])), levels,  # noqa: SLF001
        )  # fmt: skip

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], start: float, levels: int) -> Self:
        """The trees of a model file (:meth:`arrays`)."""
        return cls(
            arrays["feature"].astype(np.int16), arrays["threshold"].astype(np.float64), arrays["left"].astype(np.int32),
            arrays["right"].astype(np.int32), arrays["value"].astype(np.float64), arrays["roots"].astype(np.int32), start, levels,
        )  # fmt: skip

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What a model file keeps."""
        return {name: getattr(self, name) for name in ("feature", "threshold", "left", "right", "value", "roots")}

    def probability(self, values: Sequence[float]) -> float:
        """Probability of the second class for one row of features."""
        row = np.asarray(values, dtype=np.float64)
        at = self.roots
        for _ in range(self.levels):
            at = np.where(row[self.feature[at]] <= self.threshold[at], self.left[at], self.right[at])
        return float(1 / (1 + np.exp(-(self.start + self.value[at].sum()))))
