"""What is asked of millions of pairs of sparse rows, in machine code (`analysis.speed.compiled`).

The terms of one row are noted once for all its partners, or looked up in a long one, without a matrix of what they have
in common being made.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.speed.compiled import Loop
from analysis.speed.parallel import spread

MANY_TEXTS = 20_000
"""Texts from which loading numba is repaid in grouping (15,000 take as long with it as without)."""

MANY_PAIRS = 300_000
"""As many pairs as so many texts have."""

_BATCH = 100_000

Ints = npt.NDArray[np.int64]
Rows = npt.NDArray[np.integer[Any]]
Floats = npt.NDArray[np.float32]


def _dots_loop(
    starts: Any, terms: Any, values: Any, other_starts: Any, other_terms: Any, other_values: Any, width: int,
    rows: Any, columns: Any, first: int, last: int, out: Any,
) -> None:  # fmt: skip
    """Dot products of rows[i] of the one and columns[i] of the other CSR matrix, both of `width` columns."""
    # where each term of the row at hand stands; neighbours of one row come together, so it is seldom written anew
    place = np.full(width, -1, np.int64)
    noted = -1
    for pair in range(first, last):
        row, column = rows[pair], columns[pair]
        if row != noted:
            if noted >= 0:
                place[terms[starts[noted] : starts[noted + 1]]] = -1
            for entry in range(starts[row], starts[row + 1]):
                place[terms[entry]] = entry
            noted = row
        total = np.float32(0)
        for entry in range(other_starts[column], other_starts[column + 1]):
            at = place[other_terms[entry]]
            if at >= 0:
                total += values[at] * other_values[entry]
        out[pair] = total


def _evidence_loop(
    starts: Any, terms: Any, values: Any, kinds: Any, rarity: Any, expected: Any,
    rows: Any, columns: Any, first: int, last: int, cosine: Any, evidence: Any,
) -> None:  # fmt: skip
    """Cosine of two rows and the lesser of both kinds' evidence (`analysis.stories.neighbours`)."""
    place = np.full(rarity.shape[1], -1, np.int64)
    noted = -1
    for pair in range(first, last):
        row, column = rows[pair], columns[pair]
        if row != noted:
            if noted >= 0:
                place[terms[starts[noted] : starts[noted + 1]]] = -1
            for entry in range(starts[row], starts[row + 1]):
                place[terms[entry]] = entry
            noted = row
        mine, theirs = kinds[row], kinds[column]
        total, of_mine, of_theirs = np.float32(0), 0.0, 0.0
        for entry in range(starts[column], starts[column + 1]):
            term = terms[entry]
            at = place[term]
            if at >= 0:
                total += values[at] * values[entry]
                of_mine += rarity[mine, term]
                if theirs != mine:
                    of_theirs += rarity[theirs, term]
        cosine[pair] = total
        evidence[pair] = np.float32(of_mine) - expected[mine, row]
        if theirs != mine:
            evidence[pair] = min(evidence[pair], np.float32(of_theirs) - expected[theirs, row])


def _looked_up_loop(
    starts: Any, terms: Any, table_starts: Any, table_terms: Any, table_values: Any,
    rows: Any, groups: Any, first: int, last: int, out: Any,
) -> None:  # fmt: skip
    """Sums of a table's values, row groups[i], over the terms of rows[i]; the table's terms of a row in order."""
    for pair in range(first, last):
        begin, end = table_starts[groups[pair]], table_starts[groups[pair] + 1]
        total = 0.0
        for entry in range(starts[rows[pair]], starts[rows[pair] + 1]):
            term = terms[entry]
            low, high = begin, end
            while low < high:
                middle = (low + high) >> 1
                if table_terms[middle] < term:
                    low = middle + 1
                else:
                    high = middle
            if low < end and table_terms[low] == term:
                total += table_values[low]
        out[pair] = total


_dots, _evidence, _looked_up = Loop(_dots_loop), Loop(_evidence_loop), Loop(_looked_up_loop)


def plain_arrays(matrix: Any, *, ordered: bool = True) -> tuple[Ints, npt.NDArray[np.int32], Floats]:
    """Pointers, terms (of a row in order) and values of a CSR matrix, in the types that the loops are compiled for."""
    if ordered and not matrix.has_sorted_indices:
        matrix = matrix.sorted_indices()
    types = (np.int64, np.int32, np.float32)
    pointers, terms, values = (
        np.ascontiguousarray(part, dtype=kind)
        for part, kind in zip((matrix.indptr, matrix.indices, matrix.data), types, strict=True)
    )
    return pointers, terms, values


def dots(left: Any, right: Any, rows: Rows, columns: Rows) -> Floats:
    """Dot products of left[rows[i]] and right[columns[i]]."""
    one, two = plain_arrays(left), plain_arrays(right)
    rows, columns = rows.astype(np.int32), columns.astype(np.int32)
    out = np.zeros(len(rows), dtype=np.float32)
    loop = _dots.compiled  # made before threads could make it twice
    spread(lambda part: loop(*one, *two, left.shape[1], rows, columns, part.start, part.stop, out), len(rows), _BATCH)
    return out


def evidence_of(
    matrix: Any, kinds: Ints, rarity: npt.NDArray[np.float64], expected: Floats, rows: Rows, columns: Rows
) -> tuple[Floats, Floats]:
    """Cosine and evidence of the pairs; `expected` is the logarithm of candidates, 2 × rows."""
    plain = plain_arrays(matrix)
    rows, columns = rows.astype(np.int32), columns.astype(np.int32)
    cosine, evidence = np.zeros(len(rows), dtype=np.float32), np.zeros(len(rows), dtype=np.float32)
    loop = _evidence.compiled

    def score(part: slice) -> None:
        loop(*plain, kinds, rarity, expected, rows, columns, part.start, part.stop, cosine, evidence)

    spread(score, len(rows), _BATCH)
    return cosine, evidence


def looked_up_sums(words: Any, table: Any, rows: Ints, groups: Ints) -> npt.NDArray[np.float64]:
    """Σ of a group's values over the words of a text, for each pair of them."""
    pointers, terms, _ = plain_arrays(words)
    plain = plain_arrays(table)
    rows, groups = rows.astype(np.int32), groups.astype(np.int32)
    out = np.zeros(len(rows))
    loop = _looked_up.compiled

    def look(part: slice) -> None:
        loop(pointers, terms, *plain, rows, groups, part.start, part.stop, out)

    spread(look, len(rows), _BATCH)
    return out
