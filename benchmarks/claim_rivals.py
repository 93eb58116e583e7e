"""What others do to find the fact-check of a message, rebuilt to stand beside ours: rankings of rows per query.

Elasticsearch is not started: its scoring (BM25, k1 1.2, b 0.75, Lucene's formula) and its query rules are. Words go through our own
tokens, stop words and Snowball stems, much as Lucene's Indonesian analyser (stop words, Tala's stemmer).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.text.tokens import standard_words, stems, stop_words

DEPTH = 50
#: Elasticsearch's default of a more_like_this query.
MAX_QUERY_TERMS = 25
Rank = Callable[[str], list[int]]


def analysed(text: str) -> list[str]:
    """Stems without stop words, in order."""
    stops = stop_words()
    return stems([word for word in standard_words(text[:20_000]) if word not in stops])


class Bm25:
    """An inverted file with Lucene's BM25."""

    def __init__(self, documents: Sequence[str]) -> None:
        """Count the words of all documents."""
        counted = [Counter(analysed(text)) for text in documents]
        length = np.array([sum(c.values()) for c in counted], dtype=float)
        norm = 1.2 * (1 - 0.75 + 0.75 * length / max(length.mean(), 1))
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for row, counts in enumerate(counted):
            for word, count in counts.items():
                found[word].append((row, count * 2.2 / (count + norm[row])))
        self.size = len(documents)
        self.postings = {
            word: (np.array([row for row, _ in hits]), np.array([tf for _, tf in hits])) for word, hits in found.items()
        }

    def idf(self, word: str) -> float:
        """Lucene's inverse document frequency."""
        seen = len(self.postings[word][0]) if word in self.postings else 0
        return math.log(1 + (self.size - seen + 0.5) / (seen + 0.5))

    def search(self, words: Sequence[str], at_least: int = 1) -> list[int]:
        """Rows with at least so many of the words, best first."""
        score, hits = np.zeros(self.size), np.zeros(self.size, dtype=np.int32)
        for word in words:
            if word in self.postings:
                rows, tf = self.postings[word]
                score[rows] += self.idf(word) * tf
                hits[rows] += 1
        score[hits < max(at_least, 1)] = 0
        best = np.argsort(-score, kind="stable")[:DEPTH]
        return [int(row) for row in best if score[row] > 0]


def cofacts(index: Bm25) -> Rank:
    """``more_like_this`` with ``minimum_should_match: "10<70%"``: all of up to ten terms, else 70 % (rounded down)."""

    def rank(text: str) -> list[int]:
        counts = Counter(analysed(text))
        known = [word for word in counts if word in index.postings]
        words = sorted(known, key=lambda w: (-counts[w] * index.idf(w), w))[:MAX_QUERY_TERMS]
        return index.search(words, len(words) if len(words) <= 10 else int(0.7 * len(words)))

    return rank


def check_overlap(index: Bm25, share: float) -> Rank:
    """Check's text rule: a document must hold so large a share of the message's words (.70 suggests, .875 confirms)."""

    def rank(text: str) -> list[int]:
        words = list(dict.fromkeys(analysed(text)))
        return index.search(words, int(share * len(words)))

    return rank


def plain_bm25(index: Bm25) -> Rank:
    """BM25 without any rule."""
    return lambda text: index.search(list(dict.fromkeys(analysed(text))))


def tfidf(documents: Sequence[str], **settings: object) -> Rank:
    """Cosine of TF-IDF vectors (scikit-learn, sublinear)."""
    model = TfidfVectorizer(sublinear_tf=True, **settings)  # type: ignore[arg-type]
    table = model.fit_transform(documents).T.tocsr()

    def rank(text: str) -> list[int]:
        score = (model.transform([text]) @ table).toarray().ravel()
        best = np.argsort(-score, kind="stable")[:DEPTH]
        return [int(row) for row in best if score[row] > 0]

    return rank
