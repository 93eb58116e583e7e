"""Dot products of pairs of rows are those of a sparse product, bit by bit."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from analysis.claims.vectors import row_dots


@pytest.mark.parametrize("pairs", [0, 1, 500])
def test_dot_products_are_those_of_a_sparse_product(pairs: int) -> None:
    """In any order of the left rows, empty rows among them."""
    draw = np.random.default_rng(7)
    left, right = (
        sparse.random(rows, 300, density=0.2, format="csr", dtype=np.float32, random_state=draw) for rows in (20, 60)
    )
    left.data[left.indptr[3] : left.indptr[4]] = 0
    left.eliminate_zeros()
    here, there = draw.integers(0, 20, pairs), draw.integers(0, 60, pairs)
    for rows in (here, np.sort(here)):
        product = left[rows].multiply(right[there]).sum(axis=1)
        assert np.array_equal(row_dots(left, rows, right, there), np.asarray(product, dtype=np.float64).ravel())
