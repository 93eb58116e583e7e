"""Short plain texts, whose words read alike wherever they stand: two of them are compared by the words that differ.

Most posts are of this kind. Where a word depends on its neighbours ("1.500", "dua ribu", "hati2") or is not plain ASCII,
`analysis.copy_words` reads the text as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.copy_words import LONG_WORDS, THOUSANDS, neither_alone_nor_single, standard_words
from analysis.word_slices import DIGIT, LETTER, Ints

_depends = cache(neither_alone_nor_single)
_SPACED = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))
_KINDS = np.array([LETTER * chr(code).isalpha() + DIGIT * chr(code).isdigit() for code in range(128)], dtype=np.uint8)
_POINTS = np.array([chr(code) in ".,:" for code in range(128)])


class Plain(NamedTuple):
    """A short plain text without a headline.

    Args:
        words: in lower case, as they are written.
        size: how many they are in standard spelling.
        cut: whether the text ends in dots, so that its last word may be the beginning of one.
    """

    words: list[str]
    size: int
    cut: bool


def plain_texts(both: Sequence[str]) -> list[Plain | None]:
    """Of unwrapped headlines and texts in turn (2·n strings), the texts that are plain."""
    found: list[Plain | None] = [None] * (len(both) // 2)
    rows = [row for row in range(len(found)) if both[2 * row + 1].isascii() and not both[2 * row].strip()]
    texts = [both[2 * row + 1] for row in rows]
    low = "\n".join(texts).lower()
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
    beside, folded = _by_letters(low, ends)
    low = low.translate(_SPACED)
    start = 0
    for row, text, stop, odd, folds in zip(rows, texts, ends.tolist(), beside.tolist(), folded.tolist(), strict=True):
        words = low[start : stop - 1].split()
        start = stop
        if odd:
            continue
        size = len(words)
        if folds or not _depends().isdisjoint(words):
            standard = standard_words(words)
            if not THOUSANDS.isdisjoint(standard):
                continue
            size = len(standard)
        if size < LONG_WORDS:
            found[row] = Plain(words, size, text.rstrip().endswith(".."))
    return found


def _by_letters(low: str, ends: Ints) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Of joined texts, which have a digit beside a letter or a number in parts, and which a letter three times."""
    letters = np.frombuffer(low.encode("ascii"), dtype=np.uint8)
    kinds = _KINDS[letters]
    mixed = np.flatnonzero(kinds[1:] * kinds[:-1] == DIGIT * LETTER)
    parts = np.flatnonzero(_POINTS[letters[1:-1]] & (kinds[:-2] & kinds[2:] == DIGIT))
    triples = np.flatnonzero((letters[2:] == letters[:-2]) & (letters[1:-1] == letters[:-2]) & (kinds[2:] == LETTER))
    odd, folds = np.zeros(len(ends), dtype=bool), np.zeros(len(ends), dtype=bool)
    odd[np.searchsorted(ends, np.concatenate([mixed, parts]), side="right")] = True
    folds[np.searchsorted(ends, triples, side="right")] = True
    return odd, folds
