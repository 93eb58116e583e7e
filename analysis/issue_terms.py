"""The words of stories and issues as sparse vectors: how alike two of them are, and by which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.features import (
    BUCKET_BITS,
    bucket_of,
    fold_word,
    hash_terms,
    lead_text,
    lead_texts,
    normalise_rows,
    rarity,
    words_of,
)
from analysis.stories import canonical_order
from kentongan.core.findings import KnownIssue

TERMS = 48
MOST_ALIKE = 20
_SAMPLE = 120
_DIGITS = 4

Terms = tuple[tuple[str, float], ...]


def _unit(weights: Mapping[str, float]) -> Terms:
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:TERMS]
    length = sqrt(sum(weight * weight for _, weight in ranked)) or 1.0
    return tuple((word, round(weight / length, _DIGITS)) for word, weight in ranked)


def blend(old: Terms, new: Terms) -> Terms:
    """Half the old terms, half the new ones, at length 1."""
    total: dict[str, float] = dict(old)
    for word, weight in new:
        total[word] = total.get(word, 0.0) + weight
    return _unit(total)


def alike(one: Terms, other: Terms) -> float:
    """Cosine of two term vectors of length 1."""
    weights = dict(one)
    return sum(weight * weights.get(word, 0.0) for word, weight in other)


def shared_words(one: Terms, other: Terms, most: int = 4) -> list[str]:
    """The words that make two vectors alike, heaviest first."""
    weights = dict(one)
    common = sorted(((weight * weights[word], word) for word, weight in other if word in weights), reverse=True)
    return [word for _, word in common[:most]]


def _matrix(vectors: Sequence[Terms]) -> Any:
    """Term vectors as CSR rows over the hashed vocabulary."""
    from scipy.sparse import csr_matrix

    starts = np.cumsum([0, *(len(vector) for vector in vectors)])
    columns = np.array([bucket_of(word) for vector in vectors for word, _ in vector], dtype=np.int64)
    values = np.array([weight for vector in vectors for _, weight in vector], dtype=np.float32)
    return csr_matrix((values, columns, starts), shape=(len(vectors), 1 << BUCKET_BITS))


def likenesses(left: Sequence[Terms], right: Sequence[Terms], least: float) -> list[list[tuple[int, float]]]:
    """For each left vector the right ones at least so alike: (number, cosine), best first, at most `MOST_ALIKE`."""
    from sparse_dot_topn import sp_matmul_topn

    if not left or not right:
        return [[] for _ in left]
    best = sp_matmul_topn(_matrix(left), _matrix(right).T.tocsr(), top_n=MOST_ALIKE, threshold=least, sort=True)
    found = []
    for row in range(len(left)):
        part = slice(best.indptr[row], best.indptr[row + 1])
        pairs = zip(best.indices[part].tolist(), best.data[part].tolist(), strict=True)
        found.append(sorted(((number, round(value, _DIGITS)) for number, value in pairs), key=lambda p: (-p[1], p[0])))
    return found


@dataclass(frozen=True, slots=True)
class Story:
    """A story's posts, oldest first."""

    id: str
    ids: tuple[str, ...]


class Corpus:
    """The posts at hand: rows in canonical order, their stories, words and voices."""

    def __init__(self, posts: pd.DataFrame, stories: pd.DataFrame) -> None:
        order = canonical_order(posts)
        self.index = posts.index
        self.ids: list[str] = posts["id"].tolist()
        sorted_posts = posts.iloc[order]
        self.row_of = {post: row for row, post in enumerate(sorted_posts["id"].tolist())}
        self._titles = sorted_posts["title"].tolist()
        self._texts = sorted_posts["text"].tolist()
        moments = sorted_posts["published_at"]
        self._times = [None if pd.isna(moment) else moment.to_pydatetime() for moment in moments]
        authors, sources = sorted_posts["author"].tolist(), sorted_posts["source"].tolist()
        rows = sorted_posts["id"].tolist()
        # a post that names neither author nor source counts as a voice of its own
        self._voice = [author or source or post for author, source, post in zip(authors, sources, rows, strict=True)]
        grouped: dict[str, list[str]] = {}
        for story, post in zip(stories["story"].to_numpy(dtype=object)[order].tolist(), rows, strict=True):
            grouped.setdefault(story, []).append(post)
        self._stories = [Story(name, tuple(ids)) for name, ids in sorted(grouped.items())]
        terms = hash_terms(lead_texts(sorted_posts))
        self._terms = terms
        row = np.repeat(np.arange(len(terms)), np.diff(terms.starts))
        pairs = np.unique(row.astype(np.int64) << BUCKET_BITS | terms.buckets)
        self._df = np.bincount(pairs & ((1 << BUCKET_BITS) - 1), minlength=1 << BUCKET_BITS).astype(np.int32)
        self._vectors: dict[Sequence[str], Terms] = {}

    def stories(self) -> list[Story]:
        """All stories, by id."""
        return self._stories

    def idf(self, stem: str) -> float:
        """How rare a folded word is among the posts at hand."""
        bucket = np.array([bucket_of(stem)])
        return 1 + float(rarity(self._df[bucket], len(self._terms), bucket)[0])

    def terms(self, ids: Sequence[str]) -> Terms:
        """The heaviest terms of some posts: share of the posts that use a word times its idf."""
        key = tuple(ids)
        if key not in self._vectors:
            step = max(1.0, len(ids) / _SAMPLE)
            chosen = [self.row_of[ids[int(place * step)]] for place in range(min(len(ids), _SAMPLE))]
            counts: Counter[str] = Counter()
            for row in chosen:
                words = words_of(lead_text(self._titles[row], self._texts[row]))
                counts.update({stem for stem in map(fold_word, words) if stem})
            frequent = counts.most_common(4 * TERMS)
            self._vectors[key] = _unit({stem: count / len(chosen) * self.idf(stem) for stem, count in frequent})
        return self._vectors[key]

    def rarities(self, ids: Sequence[str]) -> dict[str, float]:
        """Inverse document frequency of the words that mark some posts."""
        return {stem: self.idf(stem) for stem, _ in self.terms(sorted(ids))}

    def voices(self, ids: Sequence[str]) -> int:
        """Distinct authors, or sources where no author is known."""
        return len({self._voice[self.row_of[post]] for post in ids})

    def earliest(self, ids: Sequence[str]) -> str:
        """The post that stands first in canonical order."""
        return min(ids, key=lambda post: self.row_of[post])

    def first(self, ids: Sequence[str], default: datetime) -> datetime:
        """Time of the earliest post that has one."""
        times = [moment for post in ids if (moment := self._times[self.row_of[post]])]
        return min(times, default=default)

    def last(self, ids: Sequence[str], default: datetime) -> datetime:
        """Time of the latest post that has one."""
        times = [moment for post in ids if (moment := self._times[self.row_of[post]])]
        return max(times, default=default)

    def texts(self, ids: Sequence[str]) -> list[tuple[str, str]]:
        """(title, text), oldest first."""
        rows = sorted(self.row_of[post] for post in ids)
        return [(self._titles[row], self._texts[row]) for row in rows]

    def attachable(
        self, ids: Sequence[str], issues: Mapping[str, KnownIssue], least: float
    ) -> Iterator[tuple[str, str, float]]:
        """(post, issue, likeness) of posts that are clearly about an issue."""
        from sparse_dot_topn import sp_matmul_topn

        names = sorted(name for name, issue in issues.items() if issue.terms)
        if not names or not ids:
            return
        wanted = _matrix([issues[name].terms for name in names])
        chosen = np.array([self.row_of[post] for post in ids])
        best = sp_matmul_topn(self._rows(chosen), wanted.T.tocsr(), top_n=1, threshold=least, sort=True)
        for place in np.flatnonzero(np.diff(best.indptr)).tolist():
            at = best.indptr[place]
            yield ids[place], names[int(best.indices[at])], float(best.data[at])

    def _rows(self, chosen: npt.NDArray[np.int64]) -> Any:
        """Binary TF-IDF rows of some posts over all buckets, at length 1."""
        from scipy.sparse import csr_matrix

        n = len(self._terms)
        whole = csr_matrix(
            (np.ones(len(self._terms.buckets), np.float32), self._terms.buckets, self._terms.starts),
            shape=(n, 1 << BUCKET_BITS),
        )[chosen]
        whole.sum_duplicates()
        whole.data = (1 + rarity(self._df[whole.indices], n, whole.indices)).astype(np.float32)
        return normalise_rows(whole)
