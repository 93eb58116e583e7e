"""Nearest neighbours of texts, in time: for every post the posts of the same days that share most with it.

Two measures stand on every edge. The *cosine* of the TF-IDF rows says how alike two texts are. The *evidence* says how
unlikely their common words are by chance: with n candidates and words of document frequency df, the expected number of
chance candidates that share all of them is n · Π df/N, so ln n - Σ ln(N/df) is the logarithm of the number of false
alarms (the a-contrario rule of Desolneux, Moisan and Morel, 2000, for words). The cosine alone calls "selamat pagi" and
"pagi semua" alike; the evidence does not, and it grows stricter by itself when there are more posts to mistake a post
for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.features import Weighted

NEIGHBOURS = 15
LEAST_COSINE = 0.12
LEAST_BUDGET = 3e8
BUDGET_PER_POST = 3e3
"""Multiplications that the search may cost; terms in too many posts are left out of the search (not of the scores).
A sixth of the least budget costs 0.5 points of B³-F on 50 000 posts; ten times as much brings nothing."""

_BLOCK_ROWS = 100_000
_PAIR_BATCH = 200_000

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Edges:
    """Directed edges from a row to its nearest rows.

    Args:
        rows, columns: row numbers.
        cosine: 0–1, exact over all terms.
        evidence: Σ ln(N/df) of the shared terms minus ln n of the candidates; above 0 = not expected by chance.
    """

    rows: Ints
    columns: Ints
    cosine: Floats
    evidence: Floats

    def where(self, keep: npt.NDArray[np.bool_]) -> Edges:
        """The edges that `keep` selects."""
        return Edges(self.rows[keep], self.columns[keep], self.cosine[keep], self.evidence[keep])


def _searchable(matrix: Any) -> Any:
    """The matrix without the terms that would make the search cost more than the budget."""
    df = np.bincount(matrix.indices, minlength=matrix.shape[1])
    order = np.argsort(df, kind="stable")
    cost = np.cumsum(df[order].astype(np.float64) ** 2)
    budget = max(LEAST_BUDGET, BUDGET_PER_POST * matrix.shape[0])
    if cost[-1] <= budget:
        return matrix
    cap = max(256, int(df[order[np.searchsorted(cost, budget)]]))
    slim = matrix.copy()
    slim.data[df[slim.indices] > cap] = 0
    slim.eliminate_zeros()
    return slim


def _blocks(times: Ints, dated: int, window: int) -> Iterator[tuple[int, int, int, int]]:
    """(first row, end row, first candidate, end candidate) over rows sorted by time, undated rows last."""
    start = 0
    while start < dated:
        end = int(np.searchsorted(times[:dated], times[start] + window // 4, side="right"))
        end = min(max(end, start + 1), start + _BLOCK_ROWS)
        low = int(np.searchsorted(times[:dated], times[start] - window))
        high = int(np.searchsorted(times[:dated], times[end - 1] + window, side="right"))
        yield start, end, low, high
        start = end
    for first in range(dated, len(times), _BLOCK_ROWS):
        yield first, min(first + _BLOCK_ROWS, len(times)), 0, dated


def nearest(weighted: Weighted, times: Ints, dated: int, windows: Ints) -> Edges:
    """The `NEIGHBOURS` nearest rows of every row within its window.

    Args:
        weighted: TF-IDF of the texts, sorted by time, undated rows last.
        times: seconds since the epoch; not read for undated rows.
        dated: how many rows have a date.
        windows: seconds that may lie between a row and its neighbour; of two rows the longer one counts. Undated rows
            are compared with every row.
    """
    matrix = weighted.rows
    n = matrix.shape[0]
    parts: list[Edges] = []
    if matrix.nnz:
        slim = _searchable(matrix)
        widest = int(windows.max(initial=0))
        for start, end, low, high in _blocks(times, dated, widest):
            columns = np.concatenate([np.arange(low, high), np.arange(dated, n)])
            rows, found = _top(slim[start:end], slim[columns] if len(columns) < n else slim)
            rows, found = rows + start, columns[found]
            near = (rows != found) & _within(rows, found, times, dated, windows)
            rows, found = rows[near], found[near]
            cosine, evidence = _score(weighted, rows, found, np.bincount(weighted.kinds[columns], minlength=2))
            parts.append(Edges(rows, found, cosine, evidence).where(cosine >= LEAST_COSINE))
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return Edges(none, none, none.astype(np.float32), none.astype(np.float32))
    return Edges(
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.columns for part in parts]),
        np.concatenate([part.cosine for part in parts]),
        np.concatenate([part.evidence for part in parts]),
    )


def _within(rows: Ints, columns: Ints, times: Ints, dated: int, windows: Ints) -> npt.NDArray[np.bool_]:
    apart = np.abs(times[rows] - times[columns])
    near = apart <= np.maximum(windows[rows], windows[columns])
    return np.asarray((rows >= dated) | (columns >= dated) | near, dtype=bool)


def _top(left: Any, right: Any) -> tuple[Ints, Ints]:
    """Row and column numbers of each left row's best right rows, itself included."""
    from sparse_dot_topn import sp_matmul_topn

    best = sp_matmul_topn(left, right.T.tocsr(), top_n=NEIGHBOURS + 1, threshold=LEAST_COSINE / 2, sort=True)
    rows = np.repeat(np.arange(best.shape[0], dtype=np.int64), np.diff(best.indptr))
    return rows, best.indices.astype(np.int64)


def _score(weighted: Weighted, rows: Ints, columns: Ints, candidates: Ints) -> tuple[Floats, Floats]:
    """Exact cosine and evidence of every pair; where a post meets an article, the kind with less evidence counts."""
    matrix, kinds = weighted.rows, weighted.kinds
    cosine = np.zeros(len(rows), dtype=np.float32)
    evidence = np.zeros((2, len(rows)), dtype=np.float32)
    for start in range(0, len(rows), _PAIR_BATCH):
        batch = slice(start, start + _PAIR_BATCH)
        shared = matrix[rows[batch]].multiply(matrix[columns[batch]]).tocsr()
        cosine[batch] = np.asarray(shared.sum(axis=1)).ravel()
        for kind in np.unique(kinds):
            summed = np.concatenate([[0.0], np.cumsum(weighted.rarity[kind][shared.indices])])
            evidence[kind, batch] = summed[shared.indptr[1:]] - summed[shared.indptr[:-1]]
    evidence -= np.log(np.maximum(candidates, 2)).astype(np.float32)[:, None]
    one, other, pair = kinds[rows], kinds[columns], np.arange(len(rows))
    return cosine, np.minimum(evidence[one, pair], evidence[other, pair])
