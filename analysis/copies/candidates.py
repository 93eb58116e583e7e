"""Which posts may be copies of which: pairs that share a headline, an opening, an end or a band of MinHashes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from analysis.copies.loops import HASHES, MANY_TEXTS, shared_loop
from analysis.copies.sketch import NO_HASH, Flags, Sketches
from analysis.speed.compiled import worth
from analysis.text.word_slices import BASE, U64, Ints

_ROWS = 2
_LEAST_AGREEMENT = 0.3


def first_alike(key: U64) -> Ints:
    """Of every row the first one with the same key, which may be itself; of a row without a key (0) itself."""
    rows, member, start = alike(key)
    first = np.arange(len(key))
    first[rows[member]] = rows[start]
    if (key == key[first]).all():
        return first
    # two keys that differ in their lowest bits alone: not once in ten runs of a million rows
    _, place, inverse = np.unique(key, return_index=True, return_inverse=True)
    return np.where(key == 0, np.arange(len(key)), place[inverse])


def candidates(found: Sketches, rows: Ints) -> tuple[Ints, Ints]:
    """Pairs (later, earlier) of `rows` that share a key, by later and then earlier row."""
    n = len(rows)
    exact = [_bucket_pairs(key[rows]) for key in (found.title, found.first, found.last)]
    columns = found.minhashes.T
    unsigned = columns[0][rows] == NO_HASH
    bands = []
    for band in range(0, HASHES, _ROWS):
        key = np.zeros(n, dtype=np.uint64)
        for column in columns[band : band + _ROWS]:
            key ^= column[rows]
            key *= np.uint64(BASE)
        key[unsigned] = 0
        bands.append(_bucket_pairs(key))
    together = _distinct([_packed(*pair, n) for pair in bands])
    later, earlier = rows[together // max(n, 1)], rows[together % max(n, 1)]
    agree = np.zeros(len(together), dtype=np.int64)
    for column in columns:
        agree += column[later] == column[earlier]
    together = _distinct([together[agree >= _LEAST_AGREEMENT * HASHES], *(_packed(*pair, n) for pair in exact)])
    later, earlier = rows[together // max(n, 1)], rows[together % max(n, 1)]
    open_question = ~_other_numbers(found, later, earlier)
    return later[open_question], earlier[open_question]


def _other_numbers(found: Sketches, later: Ints, earlier: Ints) -> Flags:
    """Short posts of which each has a number that the other lacks, as `same_wording` would find on reading them."""
    one, other = found.numbers[later], found.numbers[earlier]
    a, b = found.lengths[later], found.lengths[earlier]
    differ: Flags = ((one & ~other) != 0) & ((other & ~one) != 0) & (np.maximum(a, b) < 2 * np.minimum(a, b))
    return differ


def _packed(later: Ints, earlier: Ints, n: int) -> Ints:
    return later * np.int64(n) + earlier


def _distinct(parts: Iterable[Ints]) -> Ints:
    """Each number once, in order; by sorting, which for millions is several times faster than the hashing of np.unique."""
    numbers = np.sort(np.concatenate(list(parts)))
    return numbers[np.diff(numbers, prepend=-1) > 0]


def _bucket_pairs(key: U64) -> tuple[Ints, Ints]:
    """Pairs (later, earlier) of one bucket: each row with the first two and with the one before it; 0 is no key."""
    rows, member, start = alike(key)
    second, third = member > start + 1, member > start + 2
    later = np.concatenate([rows[member], rows[member[second]], rows[member[third]]])
    earlier = np.concatenate([rows[start], rows[start[second] + 1], rows[member[third] - 1]])
    return later, earlier


def alike(key: U64) -> tuple[Ints, Ints, Ints]:
    """Rows in order of their key; the places at which one follows another of its key; where those keys begin.

    Left out are rows of key 0, and perhaps such as share their key with none.
    Keys that differ in their lowest bits alone (as many as a row's number has) are taken for one.
    """
    # Key and row in one number: sorting plain numbers is many times faster than sorting places by key.
    row_bits = np.uint64((1 << len(key).bit_length()) - 1)
    if worth(len(key), MANY_TEXTS):
        slot_bits = len(key).bit_length() + 3
        slots, ranked = np.zeros((1 << slot_bits) // 32 + 1, np.uint64), np.empty(len(key), np.uint64)
        ranked = ranked[: shared_loop(key, row_bits, np.uint64(64 - slot_bits), slots, ranked)]
    else:
        ranked = ((key & ~row_bits) | np.arange(len(key), dtype=np.uint64))[key != 0]
    ranked.sort()
    member = np.flatnonzero((ranked[1:] ^ ranked[:-1]) <= row_bits) + 1
    # members that follow one another are of one key, whose first row stands before them
    opens = np.flatnonzero(np.diff(member, prepend=-1) > 1)
    start = np.repeat(member[opens] - 1, np.diff(np.append(opens, len(member))))
    return (ranked & row_bits).astype(np.int64), member, start
