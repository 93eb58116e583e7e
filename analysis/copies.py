"""Copies: posts that carry the same text, across outlets and platforms; one of them stands for all.

Candidates come from exact hashes (headline, first words, whole text) and from MinHash bands over word pairs (Broder
1997; banding as in Leskovec, Rajaraman and Ullman, ch. 3); each candidate is then *verified* on its true words against
the group's representative (`analysis.wording.same_wording`). A post is a copy of the representative or of nothing:
without that, chains of small differences tie everything together.

Signatures are computed with numpy over flat arrays, chunk by chunk, so memory grows by about 200 bytes a post.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.wording import (
    LEAST_WORDS,
    Wording,
    fold_letters,
    normal,
    same_wording,
    unwrap_text,
    unwrap_title,
    wording,
)
from kentongan.core.ids import content_id

BANDS = 8
ROWS = 3
_CHUNK = 10_000
_FIRST_WORDS = 8
_TITLE_WORDS = 5
END = "\ue000"
_WORD_OR_END = re.compile(r"[^\W_]+|\ue000")

U64 = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]


def copy_columns(posts: pd.DataFrame) -> pd.DataFrame:
    """The copy group of every post, and which post stands for it.

    Returns:
        `copy_group` (id derived from the representative) and `representative` (bool), rows as in `posts`. The
        representative is the earliest post of the group, then the one with the smallest id. Posts of fewer than three
        words are never copies. The answer does not depend on the order of the rows.
    """
    order = posts.reset_index(drop=True).sort_values(["published_at", "id"], kind="stable").index.to_numpy(np.int64)
    ids = posts["id"].to_numpy(dtype=object)[order]
    titles = posts["title"].to_numpy(dtype=object)[order]
    texts = posts["text"].to_numpy(dtype=object)[order]
    stands_for = _representatives(titles, texts)
    groups = np.empty(len(ids), dtype=object)
    own = stands_for == np.arange(len(ids))
    names = {row: content_id("c", ids[row]) for row in np.flatnonzero(own).tolist()}
    groups[order] = [names[row] for row in stands_for.tolist()]
    representative = np.zeros(len(ids), dtype=bool)
    representative[order] = own
    return pd.DataFrame(
        {"copy_group": pd.Series(groups, index=posts.index, dtype=str), "representative": representative},
        index=posts.index,
    )


def _representatives(titles: npt.NDArray[np.object_], texts: npt.NDArray[np.object_]) -> Ints:
    """For every row (in canonical order) the row that stands for it."""
    keys, signatures, lengths = _sketch(titles, texts)
    n = len(titles)
    # exact first: the same words in the same order
    whole = keys[:, 0].copy()
    short = lengths < LEAST_WORDS
    whole[short] = np.arange(n, dtype=np.uint64)[short] * np.uint64(2) + np.uint64(1)
    _, first, inverse = np.unique(whole, return_index=True, return_inverse=True)
    stands_for = first[inverse].astype(np.int64)
    distinct = np.flatnonzero((stands_for == np.arange(n)) & ~short)
    later, earlier = _candidates(keys[distinct], signatures[distinct])
    later, earlier = distinct[later], distinct[earlier]

    @lru_cache(maxsize=50_000)
    def read(row: int) -> Wording:
        return wording(titles[row], texts[row])

    _assign(stands_for, later, earlier, lambda a, b: same_wording(read(a), read(b)))
    return stands_for[stands_for]


def _assign(stands_for: Ints, later: Ints, earlier: Ints, same: Callable[[int, int], bool]) -> None:
    """Give every later row the first representative it is verified to be a copy of, in place."""
    order = np.lexsort((earlier, later))
    current, tried = -1, set[int]()
    for row, candidate in zip(later[order].tolist(), earlier[order].tolist(), strict=True):
        if row != current:
            current, tried = row, set()
        if stands_for[row] != row:
            continue
        root = int(stands_for[candidate])
        if root not in tried:
            tried.add(root)
            if root != row and same(root, row):
                stands_for[row] = root


def _candidates(keys: U64, signatures: npt.NDArray[np.uint32]) -> tuple[Ints, Ints]:
    """Pairs (later, earlier) of rows that share a key: each with the first two and the one before it in the bucket."""
    bands = np.zeros((len(signatures), BANDS), dtype=np.uint64)
    for band in range(BANDS):
        for row in range(ROWS):
            bands[:, band] = bands[:, band] * np.uint64(0x9E3779B97F4A7C15) + signatures[:, band * ROWS + row]
    bands[signatures[:, 0] == np.uint32(0xFFFFFFFF)] = 0
    laters, earliers, exact = [], [], []
    for column in range(1, keys.shape[1] + BANDS):
        key = keys[:, column] if column < keys.shape[1] else bands[:, column - keys.shape[1]]
        later, earlier = _bucket_pairs(key)
        laters.append(later)
        earliers.append(earlier)
        exact.append(np.full(len(later), column < keys.shape[1]))
    later, earlier, sure = np.concatenate(laters), np.concatenate(earliers), np.concatenate(exact)
    alike = np.zeros(len(later), dtype=bool)
    for start in range(0, len(later), 500_000):
        batch = slice(start, start + 500_000)
        agree = (signatures[later[batch]] == signatures[earlier[batch]]).mean(axis=1)
        alike[batch] = agree >= 0.3
    keep = alike | sure
    pairs = np.unique(later[keep] * np.int64(len(keys) + 1) + earlier[keep])
    return pairs // (len(keys) + 1), pairs % (len(keys) + 1)


def _bucket_pairs(key: U64) -> tuple[Ints, Ints]:
    order = np.argsort(key, kind="stable").astype(np.int64)
    ranked = key[order]
    opens = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
    start = np.repeat(opens, np.diff(np.append(opens, len(ranked))))
    place = np.arange(len(ranked)) - start
    member = (place > 0) & (ranked != 0)
    second = (place > 1) & (ranked != 0)
    later = np.concatenate([order[member], order[second], order[second]])
    earlier = np.concatenate([order[start[member]], order[start[second] + 1], order[np.flatnonzero(second) - 1]])
    return later, earlier


def _chunks(n: int) -> Iterator[slice]:
    for start in range(0, n, _CHUNK):
        yield slice(start, min(start + _CHUNK, n))


def _sketch(
    titles: npt.NDArray[np.object_], texts: npt.NDArray[np.object_]
) -> tuple[U64, npt.NDArray[np.uint32], Ints]:
    """Per row: hashes of all words, of the headline and of the first words (0 = none); MinHashes; number of words."""
    n = len(titles)
    keys = np.zeros((n, 3), dtype=np.uint64)
    signatures = np.full((n, BANDS * ROWS), 0xFFFFFFFF, dtype=np.uint32)
    lengths = np.zeros(n, dtype=np.int64)
    for chunk in _chunks(n):
        head_words, head_starts = _hash_words([unwrap_title(title) for title in titles[chunk]])
        body_words, body_starts = _hash_words([unwrap_text(text) for text in texts[chunk]])
        head, body = np.diff(head_starts), np.diff(body_starts)
        lengths[chunk] = head + body
        whole_head = _sequence(head_words, head_starts, None)
        whole_body = _sequence(body_words, body_starts, None)
        keys[chunk, 0] = whole_head * np.uint64(0xD6E8FEB86659FD93) + whole_body
        # a post without a headline may be somebody else's headline
        as_title = np.where(head >= _TITLE_WORDS, whole_head, np.where(head == 0, whole_body, 0)).astype(np.uint64)
        as_title[np.where(head > 0, head, body) < _TITLE_WORDS] = 0
        keys[chunk, 1] = as_title
        first = _sequence(body_words, body_starts, _FIRST_WORDS)
        first[body < _FIRST_WORDS] = 0
        keys[chunk, 2] = first
        bare = body < _FIRST_WORDS
        signatures[chunk] = _minhash(body_words, body_starts)
        if bare.any():
            both, starts = _hash_words(
                [
                    f"{unwrap_title(title)} {unwrap_text(text)}"
                    for title, text in zip(titles[chunk][bare], texts[chunk][bare], strict=True)
                ]
            )
            rows = np.flatnonzero(bare) + chunk.start
            signatures[rows] = _minhash(both, starts)
    return keys, signatures, lengths


def _hash_words(texts: list[str]) -> tuple[U64, Ints]:
    """64-bit hashes of the words of all texts, one after another, and the n + 1 offsets."""
    joined = normal(f" {END} ".join(text.replace(END, " ") for text in texts) + f" {END}")
    words = np.array(_WORD_OR_END.findall(joined.lower()), dtype=object)
    codes, distinct = pd.factorize(words)
    hashed = pd.util.hash_array(
        np.array([fold_letters(word) for word in distinct], dtype=object), categorize=False
    ).astype(np.uint64)
    closing = np.flatnonzero(codes == codes[-1])
    kept = codes != codes[-1]
    starts = np.concatenate([[0], np.cumsum(kept)[closing]]).astype(np.int64)
    return hashed[codes[kept]], starts


def _reduce(function: np.ufunc, values: npt.NDArray[np.generic], starts: Ints, empty: int) -> npt.NDArray[np.generic]:
    """`function.reduceat` per text, with `empty` for texts without values."""
    filled = np.diff(starts) > 0
    out = np.full(len(starts) - 1, empty, dtype=values.dtype)
    if filled.any():
        out[filled] = function.reduceat(values, starts[:-1][filled])
    return out


def _sequence(words: U64, starts: Ints, limit: int | None) -> U64:
    """A hash of each text's words in order (of the first `limit` of them); 0 for none."""
    lengths = np.diff(starts)
    position = np.arange(len(words)) - np.repeat(starts[:-1], lengths)
    powers = np.cumprod(np.full(int(lengths.max(initial=0)) + 1, 0x100000001B3, dtype=np.uint64), dtype=np.uint64)
    terms = words * powers[position]
    if limit is not None:
        terms = np.where(position < limit, terms, np.uint64(0))
    return _reduce(np.add, terms, starts, 0).astype(np.uint64)


def _minhash(words: U64, starts: Ints) -> npt.NDArray[np.uint32]:
    """BANDS·ROWS MinHashes of each text's neighbouring word pairs; all ones where there is no pair."""
    out = np.full((len(starts) - 1, BANDS * ROWS), 0xFFFFFFFF, dtype=np.uint32)
    if len(words) < 2:
        return out
    pairs = words[:-1] * np.uint64(0x9E3779B97F4A7C15) ^ (words[1:] >> np.uint64(1))
    inside = np.ones(len(pairs), dtype=bool)
    closing = starts[1:-1] - 1
    inside[closing[(closing >= 0) & (closing < len(pairs))]] = False
    kept = np.concatenate([[0], np.cumsum(inside)])
    pair_starts = kept[np.minimum(starts, len(pairs))]
    pairs = pairs[inside]
    random = np.random.default_rng(20)
    factors = random.integers(1, 2**63, BANDS * ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    for number, factor in enumerate(factors):
        mixed = ((pairs ^ (pairs >> np.uint64(29))) * factor >> np.uint64(32)).astype(np.uint32)
        out[:, number] = _reduce(np.minimum, mixed, pair_starts, 0xFFFFFFFF)
    return out
