"""Short plain texts, whose words read alike wherever they stand: two of them are compared by the words that differ.

Most posts are of this kind. Where a word depends on its neighbours ("1.500", "dua ribu", "hati2") or is not plain ASCII,
`analysis.copies.words` reads the text as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import compress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.copies.words import LONG_WORDS, THOUSANDS, neither_alone_nor_single, standard_words
from analysis.text.word_slices import DIGIT, LETTER

_END = "\0"
_SPACED = "".join(chr(code) if chr(code).isalnum() or not code else " " for code in range(128))
_KINDS = np.array([LETTER * chr(code).isalpha() + DIGIT * chr(code).isdigit() for code in range(128)], dtype=np.uint8)
_POINTS = np.array([chr(code) in ".,:" for code in range(128)])


@cache
def _telling() -> frozenset[str]:
    return neither_alone_nor_single() | {_END}


class Plain(NamedTuple):
    """A short plain text without a headline.

    Args:
        words: in lower case, as they are written, with one blank before, between and behind them.
        size: how many they are in standard spelling.
        cut: whether the text ends in dots, so that its last word may be the beginning of one.
    """

    words: bytes
    size: int
    cut: bool

    def goes_on(self, start: int) -> tuple[str, ...]:
        """The word behind a blank, in standard spelling; nothing if it is the last."""
        return standard_words(self.words[start:].decode().split(None, 2)[:2])[:-1][:1]


class PlainTexts:
    """Many such texts, kept side by side: an object for each would keep the garbage collector busy.

    Args:
        number: of posts.
    """

    def __init__(self, number: int) -> None:
        self.is_plain = np.zeros(number, dtype=bool)
        self._words = [b""] * number
        self._sizes, self._cut = [0] * number, [False] * number

    def put(self, row: int, plain: Plain) -> None:
        """Keep the text of a row."""
        self.is_plain[row] = True
        self._words[row], self._sizes[row], self._cut[row] = plain

    def __getitem__(self, row: int) -> Plain:
        """The text of a row that has a plain one."""
        return Plain(self._words[row], self._sizes[row], self._cut[row])


def plain_texts(both: Sequence[str]) -> PlainTexts:
    """Of unwrapped headlines and texts in turn (2·n strings), the texts that are plain."""
    found = PlainTexts(len(both) // 2)
    rows = [row for row in range(len(both) // 2) if both[2 * row + 1].isascii() and not both[2 * row].strip()]
    texts = [both[2 * row + 1] for row in rows]
    if any(_END in text for text in texts):
        texts = [text.replace(_END, " ") for text in texts]
    joined = f" {_END} ".join([*texts, ""]).lower()
    beside, folded = _by_letters(joined)
    # one split for all, and one look at which words need more than a look
    words = joined.translate(_SPACED).split()
    telling = compress(words, map(_telling().__contains__, words))
    each = f" {' '.join(words)} ".encode().split(_END.encode())[:-1]
    for row, text, plain, odd, folds in zip(rows, texts, each, beside.tolist(), folded.tolist(), strict=True):
        depends = folds
        while next(telling) != _END:
            depends = True
        size = plain.count(b" ") - 1
        if odd or size >= LONG_WORDS:
            continue
        if depends:
            standard = standard_words(plain.decode().split())
            size = len(standard)
            if size >= LONG_WORDS or not THOUSANDS.isdisjoint(standard):
                continue
        found.put(row, Plain(plain, size, text.rstrip().endswith("..")))
    return found


def common(a: bytes, b: bytes) -> tuple[int, int]:
    """Where two texts (`Plain.words`) cease to have the same words, and where from the end on `a` has those of `b` again.

    Both are places of blanks. Bytes are compared as one large number: a loop over words takes several times longer.
    """
    size = min(len(a), len(b))
    other = int.from_bytes(a[:size], "big") ^ int.from_bytes(b[:size], "big")
    before = a.rfind(b" ", 0, size - (other.bit_length() + 7) // 8)
    size -= before
    other = int.from_bytes(a[-size:], "big") ^ int.from_bytes(b[-size:], "big")
    behind = ((other & -other).bit_length() - 1) // 8 if other else size
    return before, a.find(b" ", len(a) - behind)


def _by_letters(joined: str) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Of texts that are each closed by a NUL, which have a digit beside a letter or a number in parts, or elongation."""
    letters = np.frombuffer(joined.encode("ascii"), dtype=np.uint8)
    kinds = _KINDS[letters]
    mixed = np.flatnonzero(kinds[1:] * kinds[:-1] == DIGIT * LETTER)
    parts = np.flatnonzero(_POINTS[letters[1:-1]] & (kinds[:-2] & kinds[2:] == DIGIT))
    triples = np.flatnonzero((letters[2:] == letters[:-2]) & (letters[1:-1] == letters[:-2]) & (kinds[2:] == LETTER))
    ends = np.flatnonzero(letters == 0)
    odd, folds = np.zeros(len(ends), dtype=bool), np.zeros(len(ends), dtype=bool)
    odd[np.searchsorted(ends, np.concatenate([mixed, parts]))] = True
    folds[np.searchsorted(ends, triples)] = True
    return odd, folds
