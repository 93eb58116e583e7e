"""The words of many texts at once as slices of one row of bytes, and their hashes, with numpy.

Texts are laid end to end, each closed by a NUL; words are runs of letters and digits, found by a table of letters and
hashed eight bytes at a time. No Python code runs per word, and a word's hash depends on the word alone, so neither
chunks nor order matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

U32 = npt.NDArray[np.uint32]
U64 = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
Kinds = npt.NDArray[np.uint8]

DIGIT, LETTER = 1, 2
_ASCII = 0x7F
_FIRST_OF_SEVERAL, _FIRST_OF_THREE, _FIRST_OF_FOUR = 0xC0, 0xE0, 0xF0
BASE = 0x9E3779B97F4A7C15
LOW_BYTES = np.array([(1 << 8 * size) - 1 for size in range(9)], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Slices:
    """Where words stand.

    Args:
        data: the texts in UTF-8, each closed by a NUL.
        kinds: of every byte the kind of its letter: 2 for a letter, 1 for a digit, 0 for anything else.
        starts, ends: of every word, in reading order.
        texts: n + 1 offsets into the words.
    """

    data: bytes
    kinds: Kinds
    starts: Ints
    ends: Ints
    texts: Ints

    def word(self, number: int) -> str:
        """One word."""
        return self.data[self.starts[number] : self.ends[number]].decode("utf-8", "surrogatepass")


@cache
def _kinds() -> Kinds:
    """The kind of every code point of the basic plane."""
    return _kinds_of("".join(map(chr, range(0x10000))))


def _kinds_of(letters: str) -> Kinds:
    in_words, alphabetic = (np.frombuffer(bytes(map(test, letters)), np.uint8) for test in (str.isalnum, str.isalpha))
    return in_words + (in_words & alphabetic)


def word_slices(joined: str) -> Slices:
    """The words of texts that are each closed by a NUL."""
    data = joined.encode("utf-8", "surrogatepass")
    letters = np.frombuffer(data, dtype=np.uint8)
    kinds = _kinds()[:128].take(letters, mode="clip")
    if len(data) != len(joined):
        kinds[letters > _ASCII] = 0
        _set_wide(kinds, letters)
    is_word = kinds > 0
    edges = np.flatnonzero(is_word[1:] != is_word[:-1]) + 1
    if len(is_word) and is_word[0]:
        edges = np.concatenate([[0], edges])
    starts, ends = edges[0::2], edges[1::2]
    closing = np.flatnonzero(letters == 0)
    texts = np.concatenate([[0], np.searchsorted(starts, closing)]).astype(np.int64)
    return Slices(data, kinds, starts, ends, texts)


def wide_letters(letters: Kinds) -> tuple[Ints, U32, Ints]:
    """Of UTF-8 bytes, letters of more than one: where they stand, their code points, how many bytes they take."""
    places = np.flatnonzero(letters >= _FIRST_OF_SEVERAL)
    first = letters[places].astype(np.uint32)
    width = 2 + (first >= _FIRST_OF_THREE).astype(np.int64) + (first >= _FIRST_OF_FOUR)
    codes = first & (np.uint32(0xFF) >> (width + 1).astype(np.uint32))
    for offset in (1, 2, 3):
        there = width > offset
        codes[there] = codes[there] << np.uint32(6) | (letters[places[there] + offset] & np.uint8(0x3F))
    return places, codes, width


def _set_wide(kinds: Kinds, letters: Kinds) -> None:
    """The kinds of letters of more than one byte, in place."""
    places, codes, width = wide_letters(letters)
    found = _kinds()[np.minimum(codes, 0xFFFF)]
    beyond = np.flatnonzero(codes > 0xFFFF)
    found[beyond] = _kinds_of("".join(map(chr, codes[beyond].tolist())))
    for offset in range(4):
        there = width > offset
        kinds[places[there] + offset] = found[there]


def hash_slices(data: bytes, starts: Ints, ends: Ints) -> U64:
    """64-bit hashes of the slices [start, end) of the bytes."""
    eights: U64 = np.ndarray((len(data),), dtype="<u8", buffer=data + b"\0" * 8, strides=(1,))
    values = mixed(eights[starts] & LOW_BYTES[np.minimum(ends - starts, 8)])
    open_words, offset = np.flatnonzero(ends - starts > 8), 8
    while len(open_words):
        at, rest = starts[open_words] + offset, (ends - starts)[open_words] - offset
        block = eights[at] & LOW_BYTES[np.minimum(rest, 8)]
        values[open_words] = mixed(values[open_words] * np.uint64(BASE) + block)
        open_words, offset = open_words[rest > 8], offset + 8
    return values


def mixed(values: U64) -> U64:
    """The finaliser of SplitMix64: every bit of the input changes half of the bits."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
