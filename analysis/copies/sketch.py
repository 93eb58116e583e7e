"""Sketches of many texts at once: word hashes, sequence hashes and MinHashes, with numpy over one flat array.

The words of a chunk of texts are found and hashed as one row of bytes (`analysis.text.word_slices`).
MinHash (Broder 1997) of neighbouring word pairs with multiply-add hashing of 32 bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.copies.loops import FIRST_WORDS, HASHES, KINDS, LAST_WORDS, MANY_TEXTS, TITLE_WORDS, sketch_loop
from analysis.copies.words import LONG_WORDS, fold_letters
from analysis.speed.compiled import worth
from analysis.speed.parallel import spread
from analysis.text.word_slices import (
    BASE,
    DIGIT,
    LETTER,
    LOW_BYTES,
    U64,
    Ints,
    Slices,
    hash_slices,
    wide_letters,
    word_slices,
)
from analysis.text.wording import LIMIT_CHARS, TELLING, hint_table, interleaved, unwrap_batch

U32 = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.bool_]
Strings = npt.NDArray[np.object_]

NO_HASH = np.uint32(0xFFFFFFFF)
_CHUNK_CHARS = 500_000
_POWER, _OF_HEADS = np.uint64(0x100000001B3), np.uint64(0xD6E8FEB86659FD93)


@dataclass(frozen=True, slots=True)
class Sketches:
    """What is known of every text without its words.

    Args:
        whole: hash of all words, headline and text told apart; shape (n,).
        title: hash of the headline's words (of all words where there is no headline); 0 where they are too few.
        first: hash of the text's first words; 0 where they are too few.
        last: hash of a short post's last words; 0 where they are too few, or too many for a short one.
        minhashes: shape (n, HASHES); all ones where there is no pair of words.
        lengths: number of words.
        numbers: one bit for each number of one to three digits; all bits for a post with a headline or of many words,
            whose numbers do not decide alone.
    """

    whole: U64
    title: U64
    first: U64
    last: U64
    minhashes: U32
    lengths: Ints
    numbers: U64


def sketch(titles: Strings, texts: Strings) -> Sketches:
    """The sketches of all posts, a chunk of some hundred thousand characters after another."""
    n = len(titles)
    found = Sketches(
        whole=np.zeros(n, dtype=np.uint64),
        title=np.zeros(n, dtype=np.uint64),
        first=np.zeros(n, dtype=np.uint64),
        last=np.zeros(n, dtype=np.uint64),
        minhashes=np.full((HASHES, n), NO_HASH, dtype=np.uint32).T,  # of one hash all side by side
        lengths=np.zeros(n, dtype=np.int64),
        numbers=np.zeros(n, dtype=np.uint64),
    )
    chunks = list(_chunks(titles, texts))

    compiled = sketch_loop.compiled if worth(n, MANY_TEXTS) else None  # made before threads could make it twice

    def read(number: slice) -> None:
        chunk = chunks[number.start]
        rows = np.arange(chunk.start, chunk.stop)
        if compiled:  # most posts are plain and not wrapped
            rows = _by_loop(
                compiled, found, rows, interleaved(titles[chunk].tolist(), texts[chunk].tolist()), wrapped=True
            )
        both = unwrap_batch(titles[rows].tolist(), texts[rows].tolist())
        if compiled:
            rows, all_rows = _by_loop(compiled, found, rows, both), rows
            both = [both[2 * place + end] for place in np.searchsorted(all_rows, rows).tolist() for end in (0, 1)]
        if len(rows):
            _by_array(found, rows, both)

    # every other moment is spent in numpy, which lets a second thread go on
    spread(read, len(chunks), 1, large=1)
    return found


def _by_loop(loop: Callable[..., Any], found: Sketches, rows: Ints, both: list[str], *, wrapped: bool = False) -> Ints:
    """The sketches of the rows whose headlines and texts are plain, and if they may be `wrapped`, are not; which are undone."""
    # a letter beyond ASCII needs no lower case in texts that may be wrapped: with one they stay undone
    joined = (
        _closed(both).encode("utf-8", "surrogatepass").lower()
        if wrapped
        else _joined(both).encode("utf-8", "surrogatepass")
    )
    data = np.frombuffer(joined + bytes(8), dtype=np.uint8)
    grams: U64 = np.ndarray((len(data) - 7,), dtype="<u8", buffer=data, strides=(1,))
    undone = np.zeros(len(rows), dtype=bool)
    outs = (found.whole, found.title, found.first, found.last, found.minhashes, found.lengths, found.numbers)
    lines, hints = hint_table()
    loop(
        data, grams, rows, wrapped, KINDS, LOW_BYTES, lines, hints, np.array(TELLING),
        *_hashing(), LONG_WORDS, _POWER, _OF_HEADS, *outs, undone,
    )  # fmt: skip
    return rows[undone]


def _by_array(found: Sketches, rows: Ints, both: list[str]) -> None:
    """The sketches of some rows."""
    words, starts, numeric = hash_words(both)
    begin, middle, end = starts[:-1:2], starts[1::2], starts[2::2]
    head, body = middle - begin, end - middle
    sums = _sequences(words, starts)
    whole_head, whole_body = sums[0::2], sums[1::2]
    found.lengths[rows] = head + body
    found.whole[rows] = whole_head * _OF_HEADS + whole_body
    # a post without a headline may be somebody else's headline
    named = np.where(head > 0, whole_head, whole_body)
    found.title[rows] = np.where(np.where(head > 0, head, body) >= TITLE_WORDS, named, np.uint64(0))
    found.first[rows] = _sequence_of(words, middle, FIRST_WORDS, body >= FIRST_WORDS)
    short = (head + body >= LAST_WORDS) & (head + body < LONG_WORDS)
    found.last[rows] = _sequence_of(words, end - LAST_WORDS, LAST_WORDS, short)
    numbers = _numbers(words, numeric, middle, end)
    numbers[(head > 0) | (body >= LONG_WORDS)] = ~np.uint64(0)
    found.numbers[rows] = numbers
    found.minhashes[rows] = _minhashes(words, np.where(body < FIRST_WORDS, begin, middle), end)


def _chunks(titles: Strings, texts: Strings) -> Iterator[slice]:
    """Slices of about equally many characters."""
    n = len(titles)
    heads, bodies = (np.fromiter(map(len, column), np.int64, n) for column in (titles, texts))
    sizes = np.minimum(heads, LIMIT_CHARS) + np.minimum(bodies, LIMIT_CHARS) + 2
    edges = np.searchsorted(np.cumsum(sizes), np.arange(0, sizes.sum(), _CHUNK_CHARS))
    for start, stop in pairwise(np.unique(np.append(edges, n)).tolist()):
        yield slice(start, stop)


@cache
def _powers(size: int) -> U64:
    factors = np.full(size, _POWER, dtype=np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


def _joined(texts: list[str]) -> str:
    """All texts in lower case, each closed by a NUL."""
    return _closed(texts).lower()


def _closed(texts: list[str]) -> str:
    """All texts, each closed by a NUL."""
    closed = "\0".join([*texts, ""])
    if closed.count("\0") != len(texts):
        closed = "\0".join([text.replace("\0", " ") for text in texts] + [""])
    return closed


def hash_words(texts: list[str]) -> tuple[U64, Ints, Flags]:
    """64-bit hashes of the words of all texts, one after another, the n + 1 offsets, and which are small numbers.

    A word is a run of letters and digits, in lower case, with letters repeated three times and more written once.
    """
    found = word_slices(_joined(texts))
    kind, starts, ends = found.kinds, found.starts, found.ends
    values = hash_slices(found.data, starts, ends)
    triples = _triples(found)
    if len(triples):
        _fold(values, found.data, starts, ends, triples)
    # one to three digits, the first of them not 0: "2.500" and "2500", "08" and "8" are not told apart by these
    first = np.frombuffer(found.data, dtype=np.uint8)[starts]
    numeric = (ends - starts <= 3) & (first != ord("0"))
    numeric &= (kind[starts] == DIGIT) & (kind[ends - 1] == DIGIT) & (kind[(starts + ends) // 2] == DIGIT)
    return values, found.texts, numeric


def _triples(found: Slices) -> Ints:
    """The bytes at which a letter stands three times."""
    letters, kind = np.frombuffer(found.data, dtype=np.uint8), found.kinds
    alike = (letters[2:] == letters[:-2]) & (letters[1:-1] == letters[:-2]) & (kind[2:] == LETTER)
    if found.data.isascii():
        return np.flatnonzero(alike)
    places, codes, width = wide_letters(letters)
    same = (codes[2:] == codes[:-2]) & (codes[1:-1] == codes[:-2]) & (kind[places[2:]] == LETTER)
    same &= places[2:] - places[:-2] == 2 * width[:-2]
    return np.concatenate([np.flatnonzero(alike & (letters[2:] < 0x80)), places[np.flatnonzero(same)]])


def _fold(values: U64, data: bytes, starts: Ints, ends: Ints, places: Ints) -> None:
    """Hash words with elongated letters anew, as they are written without, in place."""
    rows = np.unique(np.searchsorted(starts, places, side="right") - 1)
    slices = zip(starts[rows].tolist(), ends[rows].tolist(), strict=True)
    words = [data[start:end].decode("utf-8", "surrogatepass") for start, end in slices]
    folded = [fold_letters(word).encode("utf-8", "surrogatepass") for word in words]
    stops = np.cumsum([len(word) for word in folded])
    values[rows] = hash_slices(b"".join(folded), np.concatenate([[0], stops[:-1]]), stops)


def _sequences(words: U64, starts: Ints) -> U64:
    """A hash of each text's words in order; 0 for none."""
    lengths = np.diff(starts)
    position = np.arange(len(words)) - np.repeat(starts[:-1], lengths)
    terms = words * _powers(1 << int(lengths.max(initial=1)).bit_length())[position]
    out = np.zeros(len(lengths), dtype=np.uint64)
    filled = lengths > 0
    if filled.any():
        out[filled] = np.add.reduceat(terms, starts[:-1][filled])
    return out


def _numbers(words: U64, numeric: Flags, begin: Ints, end: Ints) -> U64:
    """One bit for each number in [begin, end)."""
    out = np.zeros(len(begin), dtype=np.uint64)
    at = np.flatnonzero(numeric)
    text = np.searchsorted(end, at, side="right")
    inside = (text < len(begin)) & (at >= begin[np.minimum(text, len(begin) - 1)])
    bits = np.uint64(1) << (words[at[inside]] >> np.uint64(58))
    np.bitwise_or.at(out, text[inside], bits)
    return out


def _sequence_of(words: U64, begin: Ints, size: int, long_enough: npt.NDArray[np.bool_]) -> U64:
    """A hash of so many words from `begin` on, of the texts that are long enough; 0 for the others."""
    out = np.zeros(len(begin), dtype=np.uint64)
    rows = begin[long_enough]
    value = np.ones(len(rows), dtype=np.uint64)
    for place in range(size):
        value = value * _POWER + words[rows + place]
    out[long_enough] = value
    return out


@cache
def _hashing() -> tuple[U32, U32]:
    """Factors and summands of the hashes."""
    random = np.random.default_rng(20)
    factors = random.integers(0, 2**31, HASHES, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, random.integers(0, 2**32, HASHES, dtype=np.uint32)


def _minhashes(words: U64, begin: Ints, end: Ints) -> U32:
    """MinHashes of the pairs of neighbouring words in [begin, end); all ones where there is no pair."""
    out = np.full((len(begin), HASHES), NO_HASH, dtype=np.uint32)
    filled = end - begin >= 2
    if not filled.any():
        return out
    pairs = ((words[:-1] * np.uint64(BASE) ^ (words[1:] >> np.uint64(1))) >> np.uint64(32)).astype(np.uint32)
    # [begin, end - 1) of each text in turn; what lies between is left out by taking every second result
    bounds = np.stack([begin[filled], end[filled] - 1], axis=1).ravel()
    if bounds[-1] == len(pairs):
        bounds = bounds[:-1]
    factors, offsets = _hashing()
    found = np.empty((HASHES, int(filled.sum())), dtype=np.uint32)
    for number in range(HASHES):
        mixed = pairs * factors[number]
        mixed += offsets[number]
        found[number] = np.minimum.reduceat(mixed, bounds)[0::2]
    out[filled] = found.T
    return out
