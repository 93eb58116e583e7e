"""Copies: posts that carry the same text, across outlets and platforms; one of them stands for all.

Candidates come from exact hashes (headline, first words, whole text) and from MinHash bands over word pairs (Broder
1997; banding as in Leskovec, Rajaraman and Ullman, ch. 3); each candidate is then *verified* on its true words against
the group's representative (`analysis.copy_check.same_wording`). A post is a copy of the representative or of nothing:
without that, chains of small differences tie everything together.

Memory grows by about 200 bytes a post.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.copy_check import LEAST_WORDS, same_wording
from analysis.copy_sketch import HASHES, NO_HASH, Flags, Sketches, Strings, sketch
from analysis.copy_words import Wording, wordings
from analysis.word_slices import U64, Ints
from kentongan.core.ids import content_ids

_ROWS = 2
_LEAST_AGREEMENT = 0.3
_BATCH = 500_000
_WORDS_AT_ONCE = 1_000_000


def copy_columns(posts: pd.DataFrame) -> pd.DataFrame:
    """The copy group of every post, and which post stands for it.

    Returns:
        `copy_group` (id derived from the representative) and `representative` (bool), rows as in `posts`. The
        representative is the earliest post of the group, then the one with the smallest id. Posts of fewer than three
        words are never copies. The answer does not depend on the order of the rows.
    """
    ids, titles, texts = (posts[column].to_numpy(dtype=object) for column in ("id", "title", "text"))
    order = time_order(posts["published_at"], ids)
    ids = ids[order]
    stands_for = _representatives(titles[order], texts[order])
    own = stands_for == np.arange(len(ids))
    names = np.empty(len(ids), dtype=object)
    names[own] = content_ids("c", ids[own].tolist())
    groups = np.empty(len(ids), dtype=object)
    groups[order] = names[stands_for]
    representative = np.zeros(len(ids), dtype=bool)
    representative[order] = own
    return pd.DataFrame(
        {"copy_group": pd.Series(groups, index=posts.index, dtype=str), "representative": representative},
        index=posts.index,
    )


def time_order(published_at: pd.Series, ids: Strings) -> Ints:
    """Positions from the earliest to the latest post, undated ones last; of one moment by id: the canonical order."""
    moments = published_at.to_numpy(dtype="datetime64[us]").view(np.int64)
    moments = np.where(published_at.isna().to_numpy(), np.iinfo(np.int64).max, moments)
    try:
        begins = ids.astype("S8").astype("S8").view(">u8").astype(np.uint64)
    except UnicodeEncodeError:
        begins = np.zeros(len(ids), dtype=np.uint64)
    order = np.lexsort((begins, moments)).astype(np.int64)
    tied = np.zeros(len(order) + 1, dtype=bool)
    tied[1:-1] = (np.diff(moments[order]) == 0) & (np.diff(begins[order]) == 0)
    opens, closes = np.flatnonzero(~tied[:-1] & tied[1:]), np.flatnonzero(tied[:-1] & ~tied[1:]) + 1
    for start, stop in zip(opens.tolist(), closes.tolist(), strict=True):
        order[start:stop] = sorted(order[start:stop].tolist(), key=ids.__getitem__)
    return order


def _representatives(titles: Strings, texts: Strings) -> Ints:
    """For every row (in canonical order) the row that stands for it."""
    found = sketch(titles, texts)
    n = len(titles)
    # exact first: the same words in the same order
    whole = found.whole.copy()
    short = found.lengths < LEAST_WORDS
    whole[short] = np.arange(n, dtype=np.uint64)[short] * np.uint64(2) + np.uint64(1)
    _, first, inverse = np.unique(whole, return_index=True, return_inverse=True)
    stands_for = first[inverse].astype(np.int64)
    distinct = np.flatnonzero((stands_for == np.arange(n)) & ~short)
    later, earlier = _candidates(found, distinct)

    for batch in _batches(found.lengths[later] + found.lengths[earlier]):
        rows = np.unique(np.concatenate([later[batch], stands_for[earlier[batch]]]))
        known = dict(zip(rows.tolist(), wordings(titles[rows].tolist(), texts[rows].tolist()), strict=True))
        _assign(stands_for, later[batch], earlier[batch], known)
    return stands_for[stands_for]


def _batches(sizes: Ints) -> Iterator[slice]:
    """Slices of about equally many words."""
    reach = np.cumsum(sizes)
    total = int(reach[-1]) if len(reach) else 0
    edges = np.append(np.searchsorted(reach, np.arange(0, total, _WORDS_AT_ONCE)), len(sizes))
    for start, stop in pairwise(np.unique(edges).tolist()):
        yield slice(start, stop)


def _assign(stands_for: Ints, later: Ints, earlier: Ints, known: dict[int, Wording]) -> None:
    """Give every later row the first representative it is verified to be a copy of, in place."""
    current, tried = -1, set[int]()
    for row, candidate in zip(later.tolist(), earlier.tolist(), strict=True):
        if row != current:
            current, tried = row, set()
        if stands_for[row] != row:
            continue
        root = int(stands_for[candidate])
        if root not in tried:
            tried.add(root)
            # a candidate of this batch that has since found its own representative leads to one that stood before it
            if root != row and same_wording(known[root], known[row]):
                stands_for[row] = root


def _candidates(found: Sketches, rows: Ints) -> tuple[Ints, Ints]:
    """Pairs (later, earlier) of `rows` that share a key, by later and then earlier row."""
    minhashes = found.minhashes[rows]
    n = len(rows)
    pairs = [_packed(*_bucket_pairs(key[rows]), n) for key in (found.title, found.first)]
    for band in range(HASHES // _ROWS):
        key = np.zeros(n, dtype=np.uint64)
        for row in range(_ROWS):
            key = (key ^ minhashes[:, band * _ROWS + row]) * np.uint64(0x9E3779B97F4A7C15)
        key[minhashes[:, 0] == NO_HASH] = 0
        later, earlier = _bucket_pairs(key)
        alike = np.zeros(len(later), dtype=bool)
        for start in range(0, len(later), _BATCH):
            batch = slice(start, start + _BATCH)
            agree = (minhashes[later[batch]] == minhashes[earlier[batch]]).sum(axis=1)
            alike[batch] = agree >= _LEAST_AGREEMENT * HASHES
        pairs.append(_packed(later[alike], earlier[alike], n))
    together = np.unique(np.concatenate(pairs))
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
    return np.unique(later * np.int64(n) + earlier)


def _bucket_pairs(key: U64) -> tuple[Ints, Ints]:
    """Pairs (later, earlier) of one bucket: each row with the first two and with the one before it; 0 is no key."""
    rows = np.flatnonzero(key)
    if len(rows) < 2:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    # Key and row in one number: sorting plain numbers is many times faster than sorting places by key. What two
    # keys have in common in their upper bits alone makes a candidate too many, never a copy.
    bits = np.uint64(len(key).bit_length())
    ranked = np.sort(((key[rows] >> bits) << bits) | rows.astype(np.uint64))
    order = (ranked & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    ranked >>= bits
    opens = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
    start = np.repeat(opens, np.diff(np.append(opens, len(ranked))))
    place = np.arange(len(ranked)) - start
    member = np.flatnonzero(place > 0)
    second = np.flatnonzero(place > 1)
    third = np.flatnonzero(place > 2)
    later = np.concatenate([order[member], order[second], order[third]])
    earlier = np.concatenate([order[start[member]], order[start[second] + 1], order[third - 1]])
    return later, earlier
