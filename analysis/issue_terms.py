"""The words of stories and issues as sparse vectors: how alike two of them are, and by which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.features import bucket_of, fold_word, hash_terms, lead_text, lead_texts, words_of
from analysis.stories import canonical_order
from kentongan.core.findings import KnownIssue

TERMS = 48
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


@dataclass(frozen=True, slots=True)
class Story:
    """A story's posts, oldest first."""

    id: str
    ids: tuple[str, ...]


class Corpus:
    """The posts at hand: rows in canonical order, their stories, words and voices."""

    def __init__(self, posts: pd.DataFrame) -> None:
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
        for story, post in zip(sorted_posts["story"].tolist(), rows, strict=True):
            grouped.setdefault(story, []).append(post)
        self._stories = [Story(name, tuple(ids)) for name, ids in sorted(grouped.items())]
        terms = hash_terms(lead_texts(sorted_posts))
        self._terms = terms
        row = np.repeat(np.arange(len(terms)), np.diff(terms.starts))
        pairs = np.unique(row.astype(np.int64) << 22 | terms.buckets)
        self._df = np.bincount(pairs & ((1 << 22) - 1), minlength=1 << 22).astype(np.int32)
        self._vectors: dict[Sequence[str], Terms] = {}

    def stories(self) -> list[Story]:
        """All stories, by id."""
        return self._stories

    def idf(self, stem: str) -> float:
        """How rare a folded word is among the posts at hand."""
        return log((1 + len(self._terms)) / (1 + int(self._df[bucket_of(stem)]))) + 1

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

    def rarity(self, ids: Sequence[str]) -> dict[str, float]:
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

    def nearest_issues(self, terms: Terms, issues: Mapping[str, KnownIssue]) -> list[tuple[str, float]]:
        """The five living issues most alike, best first."""
        scores: dict[str, float] = {}
        for word, weight in terms:
            for issue, other in self._postings(issues).get(word, ()):
                scores[issue] = scores.get(issue, 0.0) + weight * other
        return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:5]

    def _postings(self, issues: Mapping[str, KnownIssue]) -> dict[str, list[tuple[str, float]]]:
        """Word → issues that use it; kept up to date as issues come and change."""
        cache: dict[str, Terms] = self.__dict__.setdefault("_indexed", {})
        table: dict[str, list[tuple[str, float]]] = self.__dict__.setdefault("_table", {})
        for name, issue in issues.items():
            terms = () if issue.merged_into else issue.terms
            if cache.get(name) is terms:
                continue
            for word, _ in cache.get(name, ()):
                table[word] = [entry for entry in table[word] if entry[0] != name]
            for word, weight in terms:
                table.setdefault(word, []).append((name, weight))
            cache[name] = terms
        return table

    def close_pairs(self, issues: Mapping[str, KnownIssue], least: float) -> Iterator[tuple[str, str, float]]:
        """Pairs of issues at least so alike, most alike first."""
        found: dict[tuple[str, str], float] = {}
        table: dict[str, list[tuple[str, float]]] = {}
        for name, issue in sorted(issues.items()):
            scores: dict[str, float] = {}
            for word, weight in issue.terms:
                for other, value in table.get(word, ()):
                    scores[other] = scores.get(other, 0.0) + weight * value
            found.update({(other, name): score for other, score in scores.items() if score >= least})
            for word, weight in issue.terms:
                table.setdefault(word, []).append((name, weight))
        for (one, other), score in sorted(found.items(), key=lambda item: (-item[1], item[0])):
            yield one, other, score

    def attachable(
        self, ids: Sequence[str], issues: Mapping[str, KnownIssue], least: float
    ) -> Iterator[tuple[str, str, float]]:
        """(post, issue, likeness) of posts that are clearly about an issue."""
        from scipy.sparse import csr_matrix
        from sparse_dot_topn import sp_matmul_topn

        names = sorted(name for name, issue in issues.items() if issue.terms)
        if not names or not ids:
            return
        rows, columns, values = [], [], []
        for place, name in enumerate(names):
            for word, weight in issues[name].terms:
                rows.append(place)
                columns.append(bucket_of(word))
                values.append(weight)
        wanted = csr_matrix((np.array(values, np.float32), (rows, columns)), shape=(len(names), 1 << 22))
        chosen = np.array([self.row_of[post] for post in ids])
        best = sp_matmul_topn(self._rows(chosen), wanted.T.tocsr(), top_n=1, threshold=least, sort=True)
        for place in np.flatnonzero(np.diff(best.indptr)).tolist():
            at = best.indptr[place]
            yield ids[place], names[int(best.indices[at])], float(best.data[at])

    def _rows(self, chosen: npt.NDArray[np.int64]) -> Any:
        """Binary TF-IDF rows of some posts over all buckets, at length 1."""
        from scipy.sparse import csr_matrix

        from analysis.features import normalise_rows

        n = len(self._terms)
        whole = csr_matrix(
            (np.ones(len(self._terms.buckets), np.float32), self._terms.buckets, self._terms.starts), shape=(n, 1 << 22)
        )[chosen]
        whole.sum_duplicates()
        whole.data = (np.log((1 + n) / (1 + self._df[whole.indices])) + 1).astype(np.float32)
        return normalise_rows(whole)
