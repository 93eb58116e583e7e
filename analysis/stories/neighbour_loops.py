"""The search for nearest rows in machine code (`analysis.speed.compiled`), cell by cell.

Rows are cut into cells whose sums of products fit the cache of a core. For a row, the lists of its terms say which rows
of another cell share one; what is touched is summed, then offered to the row's list of nearest and, where both sides
are of one matrix, to the other row's list as well: each product is computed once for both ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.speed.compiled import Loop
from analysis.speed.parallel import cores, spread
from analysis.stories.pair_loops import plain_arrays

CELL = 1 << 15
"""Rows of a cell at most: their places take 16 bits, their sums an eighth of a megabyte."""

_LEFT_ROWS = 20_000

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


def _offer_loop(  # noqa: C901 - what numba compiles stands in one function
    starts: Any, terms: Any, weights: Any, first: int, last: int,
    bounds: Any, posted: Any, posted_weights: Any, begin: int, end: int,
    mutual: bool, low: Any, high: Any, anywhere: int,
    score: Any, near: Any, size: Any, worst: Any,
) -> None:  # fmt: skip
    """Offer the rows [begin, end) of one cell to the lists of nearest of rows [first, last), and back where `mutual`.

    Args:
        starts, terms, weights: CSR of the rows.
        bounds, posted, posted_weights: CSC of the cell; rows as places in the cell, 16 bits each.
        low, high, anywhere: a row is compared with rows in [low, high) of its own and with those from `anywhere` on.
        score, near, size, worst: the lists, best first; the least score that can still enter.
    """
    sums = np.zeros(end - begin, np.float32)
    touched = np.empty(end - begin + 1, np.uint16)
    most = score.shape[1]
    within = mutual and first == begin
    for row in range(first, last):
        count = 0
        for entry in range(starts[row], starts[row + 1]):
            term, weight = terms[entry], weights[entry]
            open_, close = bounds[term], bounds[term + 1]
            while within and close > open_ and begin + posted[close - 1] >= row:
                close -= 1
            for place in range(open_, close):
                at = posted[place]
                before = sums[at]
                # written each time and kept when it was the first: cheaper than a branch
                touched[count] = at
                count += before == 0
                sums[at] = before + weight * posted_weights[place]
        for number in range(count):
            at = touched[number]
            value = sums[at]
            sums[at] = 0
            other = begin + at
            if value < worst[row] and not (mutual and value >= worst[other]):
                continue
            for side in range(2 if mutual else 1):
                one, two = (row, other) if side == 0 else (other, row)
                if value < worst[one] or not (low[one] <= two < high[one] or two >= anywhere):
                    continue
                place = min(size[one], most - 1)
                if size[one] == most and value == score[one, place] and two < near[one, place]:
                    continue
                while place > 0 and (
                    score[one, place - 1] < value or (score[one, place - 1] == value and near[one, place - 1] < two)
                ):
                    score[one, place] = score[one, place - 1]
                    near[one, place] = near[one, place - 1]
                    place -= 1
                score[one, place] = value
                near[one, place] = two
                size[one] = min(size[one] + 1, most)
                if size[one] == most:
                    worst[one] = score[one, most - 1]


_offer = Loop(_offer_loop)


class _Lists:
    """The lists of nearest of so many rows."""

    def __init__(self, rows: int, most: int, least: float) -> None:
        self.score = np.zeros((rows, most), dtype=np.float32)
        self.near = np.zeros((rows, most), dtype=np.int32)
        self.size = np.zeros(rows, dtype=np.int32)
        self.worst = np.full(rows, least, dtype=np.float32)

    def flat(self) -> tuple[Ints, Ints, Floats]:
        """Rows in order, their nearest, products; best first."""
        filled = np.arange(self.near.shape[1]) < self.size[:, None]
        rows = np.repeat(np.arange(len(self.size)), self.size)
        return rows, self.near[filled].astype(np.int64), self.score[filled]


@dataclass(frozen=True, slots=True)
class _Cell:
    """Rows [begin, end) and, of every term, the places of those that contain it: together, so that they stay in cache."""

    begin: int
    end: int
    bounds: npt.NDArray[np.int32]
    places: npt.NDArray[np.uint16]
    weights: Floats

    @property
    def lists(self) -> tuple[Any, ...]:
        """What the loop reads."""
        return self.bounds, self.places, self.weights, self.begin, self.end


def _cells(matrix: Any, rows: int) -> list[_Cell]:
    number = max(1, -(-matrix.shape[0] // min(rows, CELL)))
    edges = np.linspace(0, matrix.shape[0], number + 1).astype(np.int64).tolist()
    found = []
    for begin, end in pairwise(edges):
        part = matrix[begin:end].tocsc()
        types = (np.int32, np.uint16, np.float32)
        arrays = (
            np.ascontiguousarray(one, dtype=kind)
            for one, kind in zip((part.indptr, part.indices, part.data), types, strict=True)
        )
        found.append(_Cell(begin, end, *arrays))
    return found


def nearest_within(
    matrix: Any, low: Ints, high: Ints, anywhere: int, most: int, least: float, *, cell: int = CELL
) -> tuple[Ints, Ints, Floats]:
    """Of each row the `most` other rows with the largest dot product, at least `least`, largest first.

    Args:
        matrix: CSR with positive entries.
        low, high: each row is compared with the rows [low, high) and those from `anywhere` on.
        anywhere: see above.
        most: length of a list.
        least: product.
        cell: rows of a cell.

    Returns:
        Rows in order, their nearest rows, products; of equal products the later row comes first.
    """
    n = matrix.shape[0]
    many = cores(n)
    slim = _columns(matrix, np.bincount(matrix.indices, minlength=matrix.shape[1]), 2)
    found = _cells(slim, min(cell, max(1, -(-n // (4 * many)))))
    rows, lists = plain_arrays(slim, ordered=False), _Lists(n, most, least)
    low, high = low.astype(np.int64), high.astype(np.int64)
    loop = _offer.compiled  # made before threads could make it twice

    def offer(pair: tuple[int, int]) -> None:
        one, two = (found[number] for number in pair)
        apart = two.end <= low[one.begin : one.end].min() and high[two.begin : two.end].max() <= one.begin
        if apart and one.end <= anywhere:
            return
        loop(
            *rows, one.begin, one.end, *two.lists, True, low, high, anywhere,
            lists.score, lists.near, lists.size, lists.worst,
        )  # fmt: skip

    with ThreadPoolExecutor(many) as pool:
        for pairs in _rounds(len(found)):
            for _ in pool.map(offer, pairs):
                pass
    return lists.flat()


def largest_by_cells(left: Any, right: Any, most: int, least: float, *, cell: int = CELL) -> tuple[Ints, Ints, Floats]:
    """Of each row of `left` the `most` rows of `right` with the largest dot product, as `nearest_within`."""
    of_left, of_right = (np.bincount(side.indices, minlength=side.shape[1]) for side in (left, right))
    # of millions of columns few are in both
    common = np.where(of_left > 0, of_right, 0)
    left, right = _columns(left, common, 1), _columns(right, common, 1)
    found = _cells(right, cell)
    rows, lists = plain_arrays(left, ordered=False), _Lists(left.shape[0], most, least)
    low, high = np.zeros(left.shape[0], dtype=np.int64), np.full(left.shape[0], right.shape[0], dtype=np.int64)
    loop = _offer.compiled

    def offer(part: slice) -> None:
        for one in found:
            loop(
                *rows, part.start, part.stop, *one.lists, False, low, high, right.shape[0],
                lists.score, lists.near, lists.size, lists.worst,
            )  # fmt: skip

    spread(offer, left.shape[0], min(_LEFT_ROWS, max(1, left.shape[0] // 4)), large=1_000)
    return lists.flat()


def _columns(matrix: Any, frequency: Ints, least: int) -> Any:
    """The columns of at least so many rows, the most frequent first, so that what is read most lies together.

    The entries of a row keep their order, and with it the sums their last bit.
    """
    from scipy.sparse import csr_matrix

    order = np.argsort(-frequency, kind="stable")[: int((frequency >= least).sum())]
    place = np.full(matrix.shape[1], -1, dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    columns = place[matrix.indices]
    kept = columns >= 0
    before = np.concatenate([[0], np.cumsum(kept)])
    return csr_matrix((matrix.data[kept], columns[kept], before[matrix.indptr]), shape=(matrix.shape[0], len(order)))


def _rounds(number: int) -> Iterator[list[tuple[int, int]]]:
    """All pairs of cells (later, earlier), in rounds in which no cell stands twice: a round's pairs may run at once."""
    yield [(cell, cell) for cell in range(number)]
    seats = list(range(number + number % 2))
    for _ in range(len(seats) - 1):
        pairs = zip(seats[: len(seats) // 2], reversed(seats[len(seats) // 2 :]), strict=True)
        yield [(max(pair), min(pair)) for pair in pairs if max(pair) < number]
        seats = [seats[0], seats[-1], *seats[1:-1]]
