"""Scores of a classifier against labels: accuracy, macro-F1, bootstrap interval, calibration error, confusion table.

Plain numpy, so that the commands that print figures need nothing else. Labels are compared as given; true and said
answers have the same length and order.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

#: A list, a tuple or an array, one item an answer.
Items = Sequence[Any] | NDArray[Any]
Metric = Callable[[Any, Any], float]
_TAILS: Final = (2.5, 97.5)


def _pair(true: Items, said: Items) -> tuple[NDArray[Any], NDArray[Any]]:
    left, right = np.asarray(true), np.asarray(said)
    if left.shape != right.shape or left.ndim != 1:
        raise ValueError(f"true and said must be lists of one length, got {left.shape} and {right.shape}")
    return left, right


def accuracy(true: Items, said: Items) -> float:
    """Share of answers that are right, 0…1; NaN where there are none. Raises ``ValueError`` on unequal lengths."""
    left, right = _pair(true, said)
    return float((left == right).mean()) if left.size else float("nan")


def f1_of(true: Items, said: Items, label: Any) -> float:
    """F1 of one label: 2·hits / (times true + times said); 0 where the label is neither true nor said."""
    left, right = _pair(true, said)
    is_true, is_said = left == label, right == label
    total = int(is_true.sum()) + int(is_said.sum())
    return 2.0 * int((is_true & is_said).sum()) / total if total else 0.0


def macro_f1(true: Items, said: Items, labels: Sequence[Any] | None = None) -> float:
    """Mean of the F1 of ``labels``, 0…1; without ``labels`` those that are true or said somewhere."""
    left, right = _pair(true, said)
    chosen = list(labels) if labels is not None else np.union1d(left, right).tolist()
    return float(np.mean([f1_of(left, right, label) for label in chosen])) if chosen else float("nan")


def interval(metric: Metric, true: Items, said: Items, seed: int = 0, draws: int = 1000) -> tuple[float, float]:
    """95 % percentile bootstrap interval of ``metric(true, said)`` over the items (Efron 1979); (low, high).

    ``metric`` gets two arrays of the drawn items; bind other arguments before (``functools.partial``). The same seed
    gives the same interval.
    """
    left, right = _pair(true, said)
    if not left.size:
        return float("nan"), float("nan")
    rng = np.random.default_rng(seed)
    values = []
    for _ in range(draws):
        drawn = rng.integers(0, left.size, left.size)
        values.append(metric(left[drawn], right[drawn]))
    low, high = np.percentile(values, _TAILS)
    return float(low), float(high)


def confusion(true: Items, said: Items, labels: Sequence[Any]) -> str:
    """Counts as a text table: a row of each true label, a column of each said one."""
    left, right = _pair(true, said)
    names = [str(label) for label in labels]
    corner = "true \\ said"
    first = max(len(corner), *(len(name) for name in names))
    width = max(6, *(len(name) for name in names)) + 1
    lines = [corner.ljust(first) + "".join(name.rjust(width) for name in names)]
    for label, name in zip(labels, names, strict=True):
        row = right[left == label]
        lines.append(name.ljust(first) + "".join(str(int((row == other).sum())).rjust(width) for other in labels))
    return "\n".join(lines)


def ece(correct: Items, score: Items, bins: int = 10) -> float:
    """Expected calibration error: mean gap of score and share right over ``bins`` equal steps of the score, weighted.

    Naeini et al. 2015, as in Guo et al. 2017; 0 is perfect. ``score`` is that of the answer given, 0…1.
    """
    right, sure = _pair(np.asarray(correct, dtype=np.float64), np.asarray(score, dtype=np.float64))
    if not right.size:
        return float("nan")
    place = np.minimum((sure * bins).astype(int), bins - 1)
    sums = np.bincount(place, weights=right - sure, minlength=bins)
    return float(np.abs(sums).sum() / right.size)


def surest(correct: Items, score: Items, share: float = 0.8) -> float:
    """Accuracy of the ``share`` of answers with the highest score (El-Yaniv & Wiener 2010: selective accuracy)."""
    right, sure = _pair(np.asarray(correct, dtype=np.float64), np.asarray(score, dtype=np.float64))
    kept = np.argsort(-sure, kind="stable")[: max(1, round(share * right.size))]
    return float(right[kept].mean()) if right.size else float("nan")
