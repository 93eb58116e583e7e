"""Hashed n-gram features, computed over whole batches with numpy.

The usual ``HashingVectorizer(analyzer="char_wb")`` reads some 8,000 short posts a second; a million posts would
take minutes for this step alone. Here the texts of a batch are laid end to end in one array of code points, and
every n-gram's hash is a difference of two prefix sums (a polynomial hash modulo 2**64, Karp & Rabin 1987), so that
no Python code runs per n-gram. The features are stateless: no vocabulary is stored, hence no personal data of the
training texts can sit in a model file.

Shapes: a batch of *n* texts gives a ``scipy.sparse.csr_matrix`` of shape ``(n, 2**bits)``, dtype float32, rows
of unit Euclidean length (empty texts give an empty row).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

UInt64 = NDArray[np.uint64]
Int64 = NDArray[np.int64]

#: An odd multiplier has an inverse modulo 2**64, which turns prefix sums into the hash of any slice.
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 2**64)
_SALT = 0xBF58476D1CE4E5B9
_MASK = 2**64 - 1
_SPACE = 32
_NEWLINE = 10


class Batch:
    """Texts laid end to end, with the prefix sums from which every n-gram hash is read.

    Every text is framed by single spaces, so that word boundaries look the same at its ends. Texts must hold
    single spaces between words and no line break; callers normalise first.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        joined = "\n".join([f" {text} " for text in texts]) + "\n"
        self.size = len(texts)
        self.codes: Int64 = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype="<u4").astype(np.int64)
        self.is_break = self.codes == _NEWLINE
        self.is_space = (self.codes == _SPACE) | self.is_break
        #: the text number of every position
        self.rows: Int64 = np.cumsum(self.is_break) - self.is_break
        length = self.codes.size
        powers = np.full(length + 1, _BASE, dtype=np.uint64)
        powers[0] = 1
        inverses = np.full(length + 1, _INVERSE, dtype=np.uint64)
        inverses[0] = 1
        self._inverses: UInt64 = np.cumprod(inverses, dtype=np.uint64)
        # Adding one keeps code point zero from being invisible to the hash.
        terms = (self.codes + 1).astype(np.uint64) * np.cumprod(powers, dtype=np.uint64)[:length]
        self._prefix: UInt64 = np.concatenate([np.zeros(1, np.uint64), np.cumsum(terms, dtype=np.uint64)])

    def hashes(self, starts: Int64, ends: Int64, salt: int) -> UInt64:
        """Hash of the slices ``[start, end)``; ``salt`` keeps kinds of n-gram apart. Shape ``(len(starts),)``."""
        value = (self._prefix[ends] - self._prefix[starts]) * self._inverses[starts]
        value ^= np.uint64(salt * _SALT & _MASK)
        # The finaliser of SplitMix64: polynomial hashes are weak in their low bits.
        value = (value ^ (value >> np.uint64(30))) * np.uint64(_SALT)
        value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return value ^ (value >> np.uint64(31))


def word_hash(word: str) -> int:
    """Hash of one word, as :func:`word_ngrams` gives it: a batch of one would cost some fifty times as much."""
    value, power = 0, 1
    for letter in word:
        value += (ord(letter) + 1) * power
        power = power * _BASE & _MASK
    value = (value ^ 101 * _SALT) & _MASK
    value = (value ^ (value >> 30)) * _SALT & _MASK
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB & _MASK
    return value ^ (value >> 31)


def char_ngrams(batch: Batch, low: int, high: int) -> list[tuple[Int64, UInt64]]:
    """Character n-grams of ``low``…``high`` characters that stay inside one word and its framing spaces.

    Returns (rows, hashes) for each n; the same idea as scikit-learn's ``char_wb``.
    """
    spaces = np.concatenate([np.zeros(1, np.int64), np.cumsum(batch.is_space)])
    found: list[tuple[Int64, UInt64]] = []
    for n in range(low, high + 1):
        starts = np.arange(max(batch.codes.size - n + 1, 0), dtype=np.int64)
        if n == 1:
            keep = ~batch.is_space
        else:
            # A space is welcome as first or last character only; a line break is welcome nowhere.
            inner = spaces[starts + n - 1] - spaces[starts + 1]
            keep = (inner == 0) & ~batch.is_break[starts] & ~batch.is_break[starts + n - 1]
            keep &= ~(batch.is_space[starts] & batch.is_space[starts + n - 1]) if n == 2 else keep
        starts = starts[keep]
        found.append((batch.rows[starts], batch.hashes(starts, starts + n, n)))
    return found


def word_ngrams(batch: Batch, high: int) -> list[tuple[Int64, UInt64]]:
    """Word n-grams of 1…``high`` words (separated by single spaces). Returns (rows, hashes) for each n."""
    before = np.concatenate([np.ones(1, bool), batch.is_space[:-1]])
    starts = np.flatnonzero(~batch.is_space & before)
    after = np.concatenate([batch.is_space[1:], np.ones(1, bool)])
    ends = np.flatnonzero(~batch.is_space & after) + 1
    rows = batch.rows[starts]
    found: list[tuple[Int64, UInt64]] = []
    for n in range(1, high + 1):
        last = max(starts.size - n + 1, 0)
        same = rows[:last] == rows[n - 1 : n - 1 + last]
        first, final = starts[:last][same], ends[n - 1 : n - 1 + last][same]
        found.append((rows[:last][same], batch.hashes(first, final, 100 + n)))
    return found


def to_matrix(
    grams: Sequence[tuple[Int64, UInt64]], size: int, bits: int, *, sublinear: bool = True, unit: bool = True
) -> Any:
    """Count hashed n-grams into a CSR matrix ``(size, 2**bits)`` of float32 with unit rows.

    ``sublinear`` replaces a count c by 1 + ln c, so that a repeated word doesn't shout down the rest.
    """
    rows = np.concatenate([pair[0] for pair in grams]) if grams else np.zeros(0, np.int64)
    values = np.concatenate([pair[1] for pair in grams]) if grams else np.zeros(0, np.uint64)
    columns = (values >> np.uint64(64 - bits)).astype(np.int32)
    ones = np.ones(columns.size, dtype=np.float32)
    # scipy sorts row by row, which is twice as fast as sorting (row, column) keys of the whole batch.
    matrix = sparse.coo_matrix((ones, (rows.astype(np.int32), columns)), shape=(size, 1 << bits)).tocsr()
    matrix.sum_duplicates()
    if sublinear:
        matrix.data = 1.0 + np.log(matrix.data)
    if unit:
        lengths = np.diff(matrix.indptr)
        row_of = np.repeat(np.arange(size), lengths)
        squares = np.bincount(row_of, weights=matrix.data.astype(np.float64) ** 2, minlength=size)
        matrix.data = (matrix.data / np.sqrt(squares)[row_of]).astype(np.float32)
    return matrix
