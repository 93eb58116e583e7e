"""Copies: posts that carry the same text, across outlets and platforms; one of them stands for all.

Candidates come from exact hashes (headline, first words, whole text) and from MinHash bands over word pairs (Broder
1997; banding as in Leskovec, Rajaraman and Ullman, ch. 3); each candidate is then *verified* on its true words against
the group's representative (`analysis.copies.pairs`). A post is a copy of the representative or of nothing:
without that, chains of small differences tie everything together. Where a mere headline or another short post stands
for articles, the first of them speaks for their text, so that one under another headline is still found.

Memory grows by about 200 bytes a post.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.copies.candidates import candidates, first_alike
from analysis.copies.check import LEAST_WORDS
from analysis.copies.pairs import CopyPairs
from analysis.copies.sketch import Flags, Strings, sketch
from analysis.copies.words import LONG_WORDS
from analysis.text.word_slices import Ints
from kentongan.core.ids import content_ids

_WORDS_AT_ONCE = 200_000


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
    whole[short] = 0
    stands_for = first_alike(whole)
    distinct = np.flatnonzero((stands_for == np.arange(n)) & ~short)
    later, earlier = candidates(found, distinct)

    long, article_of = found.lengths >= LONG_WORDS, dict[int, int]()
    for batch in _batches(found.lengths[later] + found.lengths[earlier]):
        roots = stands_for[earlier[batch]]
        articles = [article_of[root] for root in np.unique(roots).tolist() if root in article_of] if article_of else []
        pairs = CopyPairs(titles, texts, later[batch], roots, articles)
        _assign(stands_for, later[batch], earlier[batch], pairs, long, article_of)
    return stands_for[stands_for]


def _batches(sizes: Ints) -> Iterator[slice]:
    """Slices of about equally many words."""
    reach = np.cumsum(sizes)
    total = int(reach[-1]) if len(reach) else 0
    edges = np.append(np.searchsorted(reach, np.arange(0, total, _WORDS_AT_ONCE)), len(sizes))
    for start, stop in pairwise(np.unique(edges).tolist()):
        yield slice(start, stop)


def _assign(
    stands_for: Ints, later: Ints, earlier: Ints, copies: CopyPairs, long: Flags, article_of: dict[int, int]
) -> None:
    """Give every later row the first representative it is verified to be a copy of, in place.

    `article_of`: of short representatives the first long copy, which is asked where the short one has too little to say.
    """
    current, tried = -1, set[int]()
    for row, candidate in zip(later.tolist(), earlier.tolist(), strict=True):
        if row != current:
            current, tried = row, set()
        if stands_for[row] != row:
            continue
        root = int(stands_for[candidate])
        # a candidate of this batch that has since found its own representative leads to one that stood before it
        if root in tried or root == row:
            continue
        tried.add(root)
        article = article_of.get(root)
        if copies(root, row) or (article is not None and long[row] and copies(article, row)):
            stands_for[row] = root
            if long[row] and not long[root]:
                article_of.setdefault(root, row)
