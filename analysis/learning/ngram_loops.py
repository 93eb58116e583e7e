"""Weights of hashed n-grams added up in one loop over the characters: no matrix, no sorting (:mod:`analysis.speed.compiled`).

The same n-grams, hashes, sublinear counts and unit lengths as :mod:`analysis.learning.hashing` gives, for models that only need the
sum of their weights. A polynomial hash grows by one term a character, so every n-gram that begins at a place is read in one
go; equal columns of a text are counted in a small table of open addressing. Sums are in double precision: the answers are
those of the sparse product up to its rounding.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analysis.speed.compiled import Loop, available

# Plain integers beside unsigned ones would turn into floats: every number of the hash is unsigned.
_BASE: Final = np.uint64(0x9E3779B97F4A7C15)
_SALT: Final = np.uint64(0xBF58476D1CE4E5B9)
_SECOND: Final = np.uint64(0x94D049BB133111EB)
_ONE: Final = np.uint64(1)
_30: Final = np.uint64(30)
_27: Final = np.uint64(27)
_31: Final = np.uint64(31)
_SPACE: Final = 32
_WORD_SALT: Final = 100
_THREE: Final = 3
#: What a count weighs, 1 + ln: logarithms worked out beforehand.
_WEIGHTS: Final = np.concatenate([[0.0], 1.0 + np.log(np.arange(1, 256))])


def _column(value: Any, salt: Any, shift: Any) -> Any:
    """The column of a polynomial hash: SplitMix64's finaliser, then its top bits."""
    value ^= np.uint64(salt) * _SALT
    value = (value ^ (value >> _30)) * _SALT
    value = (value ^ (value >> _27)) * _SECOND
    return np.int64((value ^ (value >> _31)) >> shift)


_column_of = Loop(_column)


def _words(codes: Any, start: int, end: int, high: int, shift: Any, found: Any) -> int:
    """Columns of the word n-grams up to `high` of the framed text ``codes[start:end]``; returns how many."""
    count = 0
    for first in range(start, end):
        if codes[first] == _SPACE or (first > start and codes[first - 1] != _SPACE):
            continue
        value, power, words, place = np.uint64(0), _ONE, 0, first
        while words < high and place < end and codes[place] != _SPACE:
            while place < end and codes[place] != _SPACE:
                value += (np.uint64(codes[place]) + _ONE) * power
                power *= _BASE
                place += 1
            words += 1
            found[count] = _column_of(value, _WORD_SALT + words, shift)
            count += 1
            # Blanks between the words are part of the n-gram.
            while place < end and codes[place] == _SPACE and words < high:
                value += (np.uint64(_SPACE) + _ONE) * power
                power *= _BASE
                place += 1
    return count


_word_columns = Loop(_words)


def _chars(codes: Any, start: int, end: int, low: int, high: int, shift: Any, found: Any) -> int:
    """Columns of the character n-grams of ``codes[start:end]`` that stay inside one word and its spaces."""
    count = 0
    for first in range(start, end):
        value, power = np.uint64(0), _ONE
        framed = codes[first] == _SPACE
        for size in range(1, min(high, end - first) + 1):
            code = codes[first + size - 1]
            value += (np.uint64(code) + _ONE) * power
            power *= _BASE
            blank = code == _SPACE
            if size >= low and not (blank and framed and size < 3):
                found[count] = _column_of(value, size, shift)
                count += 1
            if blank and size > 1:
                break
    return count


_char_columns = Loop(_chars)


def _count(found: Any, number: int, keys: Any, counts: Any, places: Any) -> int:
    """Count equal columns: `keys` and `counts` (a table of open addressing, -1 = free) by the slots in `places`."""
    mask = keys.size - 1
    used = 0
    for k in range(number):
        key = found[k]
        slot = key & mask
        while keys[slot] != key and keys[slot] >= 0:
            slot = (slot + 1) & mask
        if keys[slot] < 0:
            keys[slot] = key
            counts[slot] = 0
            places[used] = slot
            used += 1
        counts[slot] += 1
    return used


_count_columns = Loop(_count)


def _add(keys: Any, counts: Any, places: Any, used: int, weights: Any, offset: int, total: Any) -> None:
    """Add the weighed rows of `weights` to `total` at unit length, and free the table."""
    squares = 0.0
    for k in range(used):
        number = counts[places[k]]
        weight = _WEIGHTS[number] if number < _WEIGHTS.size else 1.0 + np.log(number)
        squares += weight * weight
    scale = 1.0 / np.sqrt(squares) if used else 0.0
    first, second, third = 0.0, 0.0, 0.0
    for k in range(used):
        slot = places[k]
        number = counts[slot]
        weight = scale * (_WEIGHTS[number] if number < _WEIGHTS.size else 1.0 + np.log(number))
        # An unsigned number needs no look at whether it counts from the end.
        row = np.uint64(offset + keys[slot])
        # Few labels are summed without going through memory.
        if total.size == _THREE:
            first += weight * weights[row, 0]
            second += weight * weights[row, 1]
            third += weight * weights[row, 2]
        elif total.size == 1:
            first += weight * weights[row, 0]
        else:
            for label in range(total.size):
                total[label] += weight * weights[row, label]
        keys[slot] = -1
    if total.size == _THREE:
        total[1] += second
        total[2] += third
    total[0] += first


_add_rows = Loop(_add)


def _sums(
    codes: Any, starts: Any, weights: Any, words: int, word_bits: int, low: int, high: int, char_bits: int, out: Any
) -> None:
    """Decision values without bias of every text into `out` (texts × labels); see :func:`ngram_sums`."""
    longest = 0
    for text in range(starts.size - 1):
        longest = max(longest, starts[text + 1] - starts[text])
    found = np.empty(longest * max(words, high) + 1, np.int64)
    size = 1024
    while size < 2 * found.size:
        size *= 2
    keys = np.full(size, -1, np.int64)
    counts = np.empty(size, np.int64)
    places = np.empty(found.size, np.int64)
    total = np.empty(out.shape[1], np.float64)
    for text in range(starts.size - 1):
        total[:] = 0.0
        start, end = starts[text], starts[text + 1]
        offset = 0
        # A short text's counts stay in a corner of the table, which stays in the processor's cache.
        size = 64
        while size < 2 * (end - start) * max(words, high):
            size *= 2
        if words:
            number = _word_columns(codes, start, end, words, np.uint64(64 - word_bits), found)
            used = _count_columns(found, number, keys[:size], counts, places)
            _add_rows(keys, counts, places, used, weights, offset, total)
            offset = 1 << word_bits
        if high:
            number = _char_columns(codes, start, end, low, high, np.uint64(64 - char_bits), found)
            used = _count_columns(found, number, keys[:size], counts, places)
            _add_rows(keys, counts, places, used, weights, offset, total)
        for label in range(total.size):
            out[text, label] = total[label]


_sums_of = Loop(_sums)


def ngram_sums(
    texts: Sequence[str],
    weights: NDArray[np.float32],
    *,
    words: int,
    word_bits: int,
    chars: tuple[int, int],
    char_bits: int,
) -> NDArray[np.float32]:
    """What ``features @ weights`` gives for normalised texts, shape ``(len(texts), labels)``.

    Args:
        texts: single spaces between words, no line break.
        weights: ``(columns, labels)``, the word block first.
        words, word_bits, chars, char_bits: as in :class:`analysis.learning.linear.FeatureSpec`.
    """
    codes = np.frombuffer("".join([f" {text} " for text in texts]).encode("utf-32-le", "replace"), dtype="<u4")
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) + 2 for text in texts], out=starts[1:])
    out = np.empty((len(texts), weights.shape[1]), np.float32)
    _sums_of(codes, starts, weights, words, word_bits, *chars, char_bits, out)
    return out


def prepare(turn: AbstractContextManager[Any]) -> None:
    """Load the loop, or compile it where nobody has: of processes that start together one compiles, the others load.

    Args:
        turn: what they take turns by, a lock.
    """
    if not available():
        return
    import_module("numba")
    with turn:
        ngram_sums(["a"], np.zeros((4, 1), np.float32), words=1, word_bits=1, chars=(1, 1), char_bits=1)
