"""Nearest neighbours of texts, in time: for every post the posts of the same days that share most with it.

Two measures stand on every edge. The *cosine* of the TF-IDF rows says how alike two texts are. The *evidence* says how
unlikely their common words are by chance: with n candidates and words of document frequency df, the expected number of
chance candidates that share all of them is n · Π df/N, so ln n - Σ ln(N/df) is the logarithm of the number of false
alarms (the a-contrario rule of Desolneux, Moisan and Morel, 2000, for words). The cosine alone calls "selamat pagi" and
"pagi semua" alike; the evidence does not, and it grows stricter by itself when there are more posts to mistake a post
for.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.speed.compiled import worth
from analysis.speed.parallel import cores, spread
from analysis.stories.features import Weighted
from analysis.stories.neighbour_loops import largest_by_cells, nearest_within
from analysis.stories.pair_loops import MANY_TEXTS, evidence_of

NEIGHBOURS = 15
LEAST_COSINE = 0.12
LEAST_BUDGET = 3e8
BUDGET_PER_POST = 3e3
"""Multiplications that the search may cost; terms in too many posts are left out of the search (not of the scores).
A sixth of the least budget costs 0.5 points of B³-F on 50 000 posts; ten times as much brings nothing."""

_BLOCK_ROWS = 100_000
_BLOCKS_PER_WINDOW = 8
_PAIR_BATCH = 100_000

Ints = npt.NDArray[np.int64]
Rows = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Edges:
    """Directed edges from a row to its nearest rows.

    Args:
        rows, columns: row numbers.
        cosine: 0–1, exact over all terms.
        evidence: Σ ln(N/df) of the shared terms minus ln n of the candidates; above 0 = not expected by chance.
    """

    rows: Rows
    columns: Rows
    cosine: Floats
    evidence: Floats

    def where(self, keep: npt.NDArray[np.bool_]) -> Edges:
        """The edges that `keep` selects."""
        return Edges(self.rows[keep], self.columns[keep], self.cosine[keep], self.evidence[keep])


def _searchable(matrix: Any) -> Any:
    """The matrix without the terms that would make the search cost more than the budget."""
    df = np.bincount(matrix.indices, minlength=matrix.shape[1])
    terms = np.bincount(df)
    cost = np.cumsum(terms * np.arange(len(terms), dtype=np.float64) ** 2)
    budget = max(LEAST_BUDGET, BUDGET_PER_POST * matrix.shape[0])
    if cost[-1] <= budget:
        return matrix
    cap = max(256, int(np.searchsorted(cost, budget)))
    from scipy.sparse import csr_matrix

    kept = (df <= cap)[matrix.indices]
    before = np.concatenate([[0], np.cumsum(kept)])
    return csr_matrix((matrix.data[kept], matrix.indices[kept], before[matrix.indptr]), shape=matrix.shape)


def _blocks(times: Ints, dated: int, window: int) -> Iterator[tuple[int, int, int, int]]:
    """(first row, end row, first candidate, end candidate) over rows sorted by time, undated rows last."""
    start = 0
    while start < dated:
        end = int(np.searchsorted(times[:dated], times[start] + window // _BLOCKS_PER_WINDOW, side="right"))
        end = min(max(end, start + 1), start + _BLOCK_ROWS)
        low = int(np.searchsorted(times[:dated], times[start] - window))
        high = int(np.searchsorted(times[:dated], times[end - 1] + window, side="right"))
        yield start, end, low, high
        start = end
    for first in range(dated, len(times), _BLOCK_ROWS):
        yield first, min(first + _BLOCK_ROWS, len(times)), 0, dated


def nearest(weighted: Weighted, times: Ints, dated: int, windows: Ints, unseen: Ints | None = None) -> Edges:
    """The `NEIGHBOURS` nearest rows of every row within its window.

    Args:
        weighted: TF-IDF of the texts, sorted by time, undated rows last.
        times: seconds since the epoch; not read for undated rows.
        dated: how many rows have a date.
        windows: seconds that may lie between a row and its neighbour; of two rows the longer one counts. Undated rows
            are compared with every row.
        unseen: further candidates of each kind that were looked through before and are not among these.
    """
    matrix, kinds = weighted.rows, weighted.kinds
    n = matrix.shape[0]
    rows, columns = np.zeros(0, np.int32), np.zeros(0, np.int32)
    expected = np.zeros((2, n), dtype=np.float32)
    if matrix.nnz:
        blocks = list(_blocks(times, dated, int(windows.max(initial=0))))
        undated = np.bincount(kinds[dated:], minlength=2) + (0 if unseen is None else unseen)
        for start, end, low, high in blocks:
            candidates = np.bincount(kinds[low:high], minlength=2) + undated
            expected[:, start:end] = np.log(np.maximum(candidates, 2))[:, None]
        look = _by_cells if worth(n, MANY_TEXTS) else _by_blocks
        rows, columns = look(_searchable(matrix), blocks, dated)
        near = (rows != columns) & _within(rows, columns, times, dated, windows)
        rows, columns = rows[near], columns[near]
    return _scored(weighted, rows, columns, expected)


def _by_blocks(slim: Any, blocks: list[tuple[int, int, int, int]], dated: int) -> tuple[Rows, Rows]:
    """Rows and their nearest among the candidates of their block, and the undated ones; itself is among them."""
    n = slim.shape[0]
    found = []
    for start, end, low, high in blocks:
        right = slim[low:high] if high - low + n - dated < n else slim
        if right is not slim and dated < n:
            from scipy.sparse import vstack

            right = vstack([right, slim[dated:]], format="csr")
        left, best, _ = largest_products(slim[start:end], right, NEIGHBOURS + 1, LEAST_COSINE / 2)
        rows, columns = (left + start).astype(np.int32), (best + low).astype(np.int32)
        columns[columns >= high] += dated - high
        found.append((rows, columns))
    rows, columns = (np.concatenate(part) for part in zip(*found, strict=True))
    return rows, columns


def _by_cells(slim: Any, blocks: list[tuple[int, int, int, int]], dated: int) -> tuple[Rows, Rows]:
    """The same in machine code, without itself."""
    low, high = np.zeros(slim.shape[0], dtype=np.int64), np.zeros(slim.shape[0], dtype=np.int64)
    for start, end, *reach in blocks:
        low[start:end], high[start:end] = reach
    low[dated:], high[dated:] = 0, slim.shape[0]
    rows, columns, _ = nearest_within(slim, low, high, dated, NEIGHBOURS, LEAST_COSINE / 2)
    return rows.astype(np.int32), columns.astype(np.int32)


def texts_in_view(times: Ints, dated: int, windows: Ints, kinds: Ints) -> Ints:
    """How many texts of its kind stand within the window of each text, itself among them (see `nearest`)."""
    seen = np.zeros(len(kinds), dtype=np.int64)
    for kind in np.unique(kinds):
        same = kinds == kind
        at, undated = times[:dated][same[:dated]], int(same[dated:].sum())
        first, last = times[same] - windows[same], times[same] + windows[same]
        seen[same] = np.searchsorted(at, last, side="right") - np.searchsorted(at, first) + undated
        seen[dated:][same[dated:]] = int(same.sum())
    return seen


def nearest_known(rows: Any, known: Any, most: int) -> tuple[Ints, Ints, Floats]:
    """The `most` nearest known rows of each new row: (new row, known row, cosine over the terms searched), best first.

    Args:
        rows: CSR of new texts, unit rows.
        known: CSR of the texts to look among, with the same columns.
        most: neighbours of each.
    """
    return largest_products(rows, _searchable(known) if known.nnz else known, most, LEAST_COSINE)


def largest_products(left: Any, right: Any, most: int, least: float) -> tuple[Ints, Ints, Floats]:
    """Of each row of `left` the `most` rows of `right` with the largest dot product from `least` on, largest first.

    Where both are one matrix, a row itself may be among them or be left out.

    Returns:
        Rows of `left` in order, rows of `right`, products.
    """
    if worth(right.shape[0], MANY_TEXTS):
        if left is right:
            nowhere, n = np.zeros(right.shape[0], dtype=np.int64), right.shape[0]
            return nearest_within(right, nowhere, nowhere + n, n, most, least)
        return largest_by_cells(left, right, most, least)
    from sparse_dot_topn import sp_matmul_topn

    with warnings.catch_warnings():
        # built without OpenMP it says so each time and uses one core
        warnings.filterwarnings("ignore", message="sparse_dot_topn: extension was compiled without")
        best = sp_matmul_topn(
            left, right.T.tocsr(), top_n=most, threshold=least, sort=True, n_threads=cores(right.shape[0])
        )
    rows = np.repeat(np.arange(best.shape[0], dtype=np.int64), np.diff(best.indptr))
    return rows, best.indices[: len(rows)].astype(np.int64), best.data[: len(rows)]


def _within(rows: Rows, columns: Rows, times: Ints, dated: int, windows: Ints) -> npt.NDArray[np.bool_]:
    apart = np.abs(times[rows] - times[columns])
    near = apart <= np.maximum(windows[rows], windows[columns])
    return np.asarray((rows >= dated) | (columns >= dated) | near, dtype=bool)


def _scored(weighted: Weighted, rows: Rows, columns: Rows, expected: Floats) -> Edges:
    """The edges that are alike enough, with exact cosine and evidence.

    Where a post meets an article, the kind with less evidence counts. Two rows that found each other are scored once.
    """
    n, kinds = len(weighted.kinds), weighted.kinds
    if worth(n, MANY_TEXTS):
        cosine, evidence = evidence_of(weighted.rows, kinds, weighted.rarity, expected, rows, columns)
        found = Edges(rows, columns, cosine, evidence)
        return found.where(cosine >= LEAST_COSINE)
    keys = np.minimum(rows, columns).astype(np.int64) * n + np.maximum(rows, columns)
    keys, which = np.unique(keys, return_inverse=True)
    which = which.astype(np.int32)
    one, other = (keys // n).astype(np.int32), (keys % n).astype(np.int32)
    del keys
    cosine = np.zeros(len(one), dtype=np.float32)
    evidence = np.zeros((2, len(one)), dtype=np.float32)

    def score(batch: slice) -> None:
        shared = weighted.rows[one[batch]].multiply(weighted.rows[other[batch]]).tocsr()
        cosine[batch] = np.asarray(shared.sum(axis=1)).ravel()
        for kind in np.unique(kinds):
            summed = np.concatenate([[0.0], np.cumsum(weighted.rarity[kind][shared.indices])])
            evidence[kind, batch] = summed[shared.indptr[1:]] - summed[shared.indptr[:-1]]

    spread(score, len(one), _PAIR_BATCH)
    alike = cosine[which] >= LEAST_COSINE
    rows, columns, which = rows[alike], columns[alike], which[alike]
    beyond = np.minimum(*(evidence[kinds[ends], which] - expected[kinds[ends], rows] for ends in (rows, columns)))
    return Edges(rows, columns, cosine[which], beyond)
