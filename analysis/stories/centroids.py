"""Centroids of groups of texts, and what is alike by them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.speed.compiled import worth
from analysis.speed.parallel import spread
from analysis.stories.communities import dense
from analysis.stories.features import normalise_rows
from analysis.stories.neighbours import Edges
from analysis.stories.pair_loops import MANY_PAIRS, dots
from analysis.stories.words import membership

CENTROID_TERMS = 48
_PAIR_BATCH = 100_000
_MOST_ROUNDS = 20

Ints = npt.NDArray[np.int64]
Rows = npt.NDArray[np.integer[Any]]


def centroids(matrix: Any, labels: Ints, large: npt.NDArray[np.bool_], terms: int = CENTROID_TERMS) -> Any:
    """The L2-normalised mean of the rows of each `large` group, cut to its heaviest terms (CSR, group number = row)."""
    return normalise_rows(heaviest(group_sums(matrix, labels, large), terms))


def group_sums(matrix: Any, labels: Ints, large: npt.NDArray[np.bool_]) -> Any:
    """The sum of the rows of each `large` group (CSR, group number = row); the other groups' rows are empty."""
    inside = np.flatnonzero(large[labels])
    return (membership(labels[inside], groups=len(large)) @ matrix[inside]).tocsr()


def heaviest(matrix: Any, terms: int) -> Any:
    """Each row's `terms` largest entries; ties go to the lower column."""
    from scipy.sparse import csr_matrix

    matrix.sort_indices()
    lengths = np.diff(matrix.indptr)
    rows = np.repeat(np.arange(matrix.shape[0]), lengths)
    long = np.flatnonzero(lengths[rows] > terms)
    if not len(long):
        return matrix
    # bits of positive floats sort like the floats: one key for row and falling weight
    falling = 0x7FFFFFFF - matrix.data[long].astype(np.float32).view(np.int32).astype(np.int64)
    order = long[np.argsort(rows[long] << 32 | falling, kind="stable")]
    first = np.repeat(np.flatnonzero(np.diff(rows[order], prepend=-1)), lengths[lengths > terms])
    keep = np.ones(len(rows), dtype=bool)
    keep[order[np.arange(len(order)) - first >= terms]] = False
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows[keep], minlength=matrix.shape[0]))])
    return csr_matrix((matrix.data[keep], matrix.indices[keep], starts), shape=matrix.shape)


def paired(left: Any, right: Any, rows: Rows, columns: Rows) -> npt.NDArray[np.float32]:
    """Dot products of left[rows[i]] and right[columns[i]]."""
    if worth(len(rows), MANY_PAIRS):
        return dots(left, right, rows, columns)
    out = np.zeros(len(rows), dtype=np.float32)

    def multiply(batch: slice) -> None:
        out[batch] = np.asarray(left[rows[batch]].multiply(right[columns[batch]]).sum(axis=1)).ravel()

    spread(multiply, len(rows), _PAIR_BATCH)
    return out


def merge_alike(matrix: Any, labels: Ints, edges: Edges, *, gate: int, least: float) -> Ints:
    """Groups of `gate` and more whose centroids have a cosine of at least `least` become one.

    Leiden cuts an event of thousands of posts for lack of edges between its parts (each post has only so many
    neighbours); the centroids know better. Pairs that are each other's best partner merge, centroids are taken anew,
    until no pair is left. Only groups with an edge between them are compared, so days far apart stay apart.
    """
    labels = dense(labels)
    sizes = np.bincount(labels)
    large = sizes >= gate
    sums = group_sums(matrix, labels, large)
    one, other = labels[edges.rows], labels[edges.columns]
    between = (one != other) & large[one] & large[other]
    one, other = one[between], other[between]
    return dense(merge_pairs(sums, one, other, least)[labels])


def merge_pairs(sums: Any, one: Ints, other: Ints, least: float) -> Ints:
    """What each group becomes when the mutually best of these pairs merge, round by round (see `merge_alike`).

    Args:
        sums: CSR, the sum of each group's rows.
        one, other: the pairs of groups that may merge.
        least: cosine of their centroids.
    """
    from scipy.sparse import vstack

    groups = sums.shape[0]
    into = np.arange(groups, dtype=np.int64)
    # the row of each group: what a merger changes is added at the end, all else is neither summed nor compared again
    row = into.copy()
    middle = _middle(sums)
    one, other = _pairs(one, other, groups)
    alike = paired(middle, middle, one, other)
    for _ in range(_MOST_ROUNDS):
        close = alike >= least
        if not close.any():
            break
        step = _mutual_best(groups, one[close], other[close], alike[close])
        into = step[into]
        gone = np.flatnonzero(step != np.arange(groups))
        kept = step[gone]
        merged = sums[row[kept]] + sums[row[gone]]
        row[kept] = sums.shape[0] + np.arange(len(kept))
        sums, middle = vstack([sums, merged], "csr"), vstack([middle, _middle(merged)], "csr")
        changed = np.zeros(groups, dtype=bool)
        changed[kept] = True
        one, other = step[one], step[other]
        anew = changed[one] | changed[other]
        again = _pairs(one[anew], other[anew], groups)
        compared = paired(middle, middle, row[again[0]], row[again[1]])
        alike = np.concatenate([alike[~anew], compared])
        one, other = (np.concatenate([old[~anew], new]) for old, new in zip((one, other), again, strict=True))
    return into


def _middle(sums: Any) -> Any:
    # `heaviest` may give back what it was given
    return normalise_rows(heaviest(sums, CENTROID_TERMS).copy())


def _pairs(one: Ints, other: Ints, groups: int) -> tuple[Ints, Ints]:
    """Each pair of two groups once, the lower one first."""
    apart = one != other
    pairs = np.unique(np.minimum(one, other)[apart] * groups + np.maximum(one, other)[apart])
    return pairs // groups, pairs % groups


def _mutual_best(groups: int, one: Ints, other: Ints, alike: npt.NDArray[np.float32]) -> Ints:
    """What each group becomes when every pair of mutually best partners merges into the lower number."""
    ends = np.concatenate([one, other])
    partners = np.concatenate([other, one])
    order = np.lexsort((partners, -np.concatenate([alike, alike]), ends))
    first = np.unique(ends[order], return_index=True)[1]
    best = np.full(groups, -1, dtype=np.int64)
    best[ends[order][first]] = partners[order][first]
    into = np.arange(groups, dtype=np.int64)
    mutual = np.flatnonzero((best >= 0) & (best[best] == into))
    into[mutual] = np.minimum(mutual, best[mutual])
    return into
