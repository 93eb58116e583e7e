"""Which posts may be copies of which: pairs that share a headline, an opening or a band of MinHashes."""

from __future__ import annotations

import numpy as np

from analysis.copy_sketch import HASHES, NO_HASH, Flags, Sketches
from analysis.word_slices import BASE, U64, Ints

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
    exact = [_bucket_pairs(key[rows]) for key in (found.title, found.first)]
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
    together = np.unique(np.concatenate([_packed(*pair, n) for pair in bands]))
    later, earlier = rows[together // max(n, 1)], rows[together % max(n, 1)]
    agree = np.zeros(len(together), dtype=np.int64)
    for column in columns:
        agree += column[later] == column[earlier]
    together = np.unique(np.concatenate([together[agree >= _LEAST_AGREEMENT * HASHES], *(_packed(*p, n) for p in exact)]))
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


def _bucket_pairs(key: U64) -> tuple[Ints, Ints]:
    """Pairs (later, earlier) of one bucket: each row with the first two and with the one before it; 0 is no key."""
    rows, member, start = alike(key)
    second, third = member > start + 1, member > start + 2
    later = np.concatenate([rows[member], rows[member[second]], rows[member[third]]])
    earlier = np.concatenate([rows[start], rows[start[second] + 1], rows[member[third] - 1]])
    return later, earlier


def alike(key: U64) -> tuple[Ints, Ints, Ints]:
    """Rows in order of their key, 0 left out; the places at which one follows another of its key; where those keys begin.

    Keys that differ in their lowest bits alone (as many as a row's number has) are taken for one.
    """
    # Key and row in one number: sorting plain numbers is many times faster than sorting places by key.
    row_bits = np.uint64((1 << len(key).bit_length()) - 1)
    ranked = (key & ~row_bits) | np.arange(len(key), dtype=np.uint64)
    if not key.all():
        ranked = ranked[key != 0]
    ranked.sort()
    member = np.flatnonzero((ranked[1:] ^ ranked[:-1]) <= row_bits) + 1
    # members that follow one another are of one key, whose first row stands before them
    opens = np.flatnonzero(np.diff(member, prepend=-1) > 1)
    start = np.repeat(member[opens] - 1, np.diff(np.append(opens, len(member))))
    return (ranked & row_bits).astype(np.int64), member, start
