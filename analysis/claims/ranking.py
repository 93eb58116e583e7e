"""How well a fact-check answers a text: overlaps of words, character n-grams and openings, and a small network over them.

Two questions, two models. Which fact-check comes first: a network with one hidden layer, trained to put the right one first among a
text's candidates (listwise softmax, Cao et al. 2007). Whether it is the right one at all: a logistic over overlaps that don't depend
on the rest of the library, so that fifteen fact-checks are read like eighteen thousand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.claims.index import CHARS, FactCheckIndex, mass, norm, retrieval_rows
from analysis.claims.translation import translated
from analysis.claims.vectors import Vectors, binary, row_dots, scaled
from analysis.learning.files import load_model

MODEL: Final = "claim_match"
NEAREST: Final = 40
OVERLAPPING: Final = 30
STANDING: Final = 30
#: Words of a text's opening, where the claim mostly stands.
OPENING: Final = 22
_REPORTED: Final = re.compile(
    r"(?:dengan (?:narasi|keterangan|takarir)|bernarasi|menuliskan|berikut narasi\w*|\[arsip\])\W*", re.IGNORECASE
)
_CLIP: Final = 15.0

PLAIN: Final = (
    "word_full", "char_full", "word_title", "char_title", "cover_title", "cover_query", "matched_mass", "query_length",
    "best_word", "best_char", "title_and_query", "phrase_cover", "char_cover", "overlap", "both", "miss", "rarest_hit", "hits",
    "title_length", "missed", "rarest_miss", "opening_cover", "opening_query", "opening_word", "opening_char", "title_query",
    "stands", "stands_cover", "stands_all", "stands_cosine", "stands_query", "worth", "stands_opening",
    "names", "names_hit", "names_cover", "names_missed", "rarest_name_missed",
)  # fmt: skip
#: Features that are also given relative to the best of the same text's candidates.
COMPARED: Final = (
    "word_title", "char_title", "word_full", "char_full", "overlap", "phrase_cover", "char_cover", "both", "opening_char",
    "opening_word", "title_and_query", "stands", "stands_cover", "stands_all", "stands_cosine", "stands_query", "stands_opening",
    "names_hit", "names_cover", "names_missed", "rarest_name_missed",
)  # fmt: skip
#: Features whose place among the same text's candidates counts, as its reciprocal (Cormack et al., SIGIR 2009).
PLACED: Final = ("word_title", "char_title", "word_full", "char_full", "overlap", "opening_char")
FEATURES: Final = (*PLAIN, *(f"{name}/best" for name in COMPARED), *(f"{name}/place" for name in PLACED))
#: What tells how sure an answer is, whatever else the library holds.
SURE: Final = (
    "word_full", "char_full", "word_title", "char_title", "cover_title", "cover_query", "cover_full", "matched_mass",
    "query_length", "full_length", "best_word", "best_char", "title_and_query",
)  # fmt: skip


class Query(NamedTuple):
    """Vectors of whole texts and of their openings."""

    whole: Vectors
    opening: Vectors


def read_queries(texts: Sequence[str], index: FactCheckIndex) -> Query:
    """Vectors of texts under the library's weights."""
    both = index.vectors([*texts, *(opening(text) for text in texts)])
    return Query(_part(both, 0, len(texts)), _part(both, len(texts), 2 * len(texts)))


def _part(vectors: Vectors, first: int, last: int) -> Vectors:
    """Some of the rows, without the checks that make slices of single rows slow."""

    def cut(matrix: Any) -> Any:
        ends = matrix.indptr[first : last + 1]
        inside = slice(ends[0], ends[-1])
        shape = (last - first, matrix.shape[1])
        return sparse.csr_matrix((matrix.data[inside], matrix.indices[inside], ends - ends[0]), shape=shape)

    return Vectors(cut(vectors.words), cut(vectors.chars), cut(vectors.sets), vectors.lengths[first:last])


def opening(text: str) -> str:
    """The first words of a text, or of what a fact-checker's report quotes ("… dengan narasi: …")."""
    hit = _REPORTED.search(text[:220])
    return " ".join(text[hit.end() if hit else 0 :][: 12 * OPENING].split()[:OPENING])


@dataclass(frozen=True, slots=True)
class Ranker:
    """Standardised features → hidden layer (ReLU) → order; standardised overlaps → logistic → score, and its two thresholds.

    Shapes: ``mean``, ``scale``, ``direct`` ``(F,)``; ``hidden`` ``(F, H)``; ``shift``, ``out`` ``(H,)``; ``sure_mean``,
    ``sure_scale``, ``sure`` ``(S,)``.
    """

    mean: NDArray[np.float32]
    scale: NDArray[np.float32]
    direct: NDArray[np.float32]
    hidden: NDArray[np.float32]
    shift: NDArray[np.float32]
    out: NDArray[np.float32]
    sure_mean: NDArray[np.float64]
    sure_scale: NDArray[np.float64]
    sure: NDArray[np.float64]
    bias: float
    suggest: float
    confirm: float

    @classmethod
    def load(cls) -> Self:
        """Read the shipped ranker. Raises ``ModelError`` where its file is missing or damaged."""
        arrays, card = load_model(MODEL)
        # The order is computed in single precision, the score in double.
        tables: dict[str, Any] = {
            name: table.astype(np.float64 if name.startswith("sure") else np.float32)
            for name, table in arrays.items()
            if name != "bias"
        }
        return cls(
            **tables,
            bias=float(arrays["bias"][0]),
            suggest=float(card["suggest"]),
            confirm=float(card["confirm"]),
        )

    def order(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """The higher, the sooner; comparable within one text's candidates only; shape ``(pairs,)``."""
        x = np.clip((features - self.mean) / self.scale, -_CLIP, _CLIP)
        # einsum rather than a product of matrices: a row's result doesn't depend on how many rows there are.
        layer = np.maximum(np.einsum("ij,jk->ik", x, self.hidden) + self.shift, 0)
        return np.asarray(
            np.einsum("ij,j->i", x, self.direct) + np.einsum("ij,j->i", layer, self.out), dtype=np.float64
        )

    def scores(self, overlaps: NDArray[np.float64]) -> NDArray[np.float64]:
        """Score of each pair, 0–1: how likely query and fact-check are about one claim; shape ``(pairs,)``."""
        standard = (overlaps - self.sure_mean) / self.sure_scale
        return np.asarray(1 / (1 + np.exp(-(np.einsum("ij,j->i", standard, self.sure) + self.bias))))


@cache
def shipped_ranker() -> Ranker:
    """The shipped ranker, read once."""
    return Ranker.load()


Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


def candidates(queries: Vectors, index: FactCheckIndex, linked: Sequence[frozenset[int]]) -> Pairs:
    """Pairs (query, fact-check), each once, sorted: nearest titles and texts, titles best covered by a text's words, or by what
    these stand for, shared addresses.
    """
    size = len(index.factchecks)
    near = _nearest(retrieval_rows(queries), index.retrieval, NEAREST)
    words = sparse.hstack([binary(queries.sets), binary(queries.chars)], format="csr").astype(np.float32)
    over = _nearest(words, index.overlap, OVERLAPPING)
    stand = _nearest(translated(binary(queries.sets), index.standing), index.overlap, STANDING)
    extra = [i * size + row for i, found in enumerate(linked) for row in sorted(found)]
    keys = np.unique(
        np.concatenate(
            [
                near.row.astype(np.int64) * size + near.col % size,
                over.row.astype(np.int64) * size + over.col,
                stand.row.astype(np.int64) * size + stand.col,
                np.array(extra, dtype=np.int64),
            ]
        )
    )
    return keys // size, keys % size


def _nearest(queries: Any, table: Any, top: int) -> Any:
    """The greatest products of each query with the columns of a table (n-grams × rows), as a COO matrix."""
    from sparse_dot_topn import sp_matmul_topn

    # The product copies its right side: given only the n-grams asked for, that is next to nothing.
    used, place = np.unique(queries.indices, return_inverse=True)
    asked = sparse.csr_matrix(
        (queries.data, place.astype(np.int32), queries.indptr), shape=(queries.shape[0], used.size)
    )
    return sp_matmul_topn(asked, table[used], top_n=top, n_threads=1).tocoo()


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The words of the titles of pairs, one beside the other: the pair, column and IDF of each, shapes ``(words,)``."""

    pairs: Pairs
    pair: NDArray[np.int64]
    columns: NDArray[np.int64]
    idf: NDArray[np.float32]
    lengths: NDArray[np.int64]

    @classmethod
    def of(cls, index: FactCheckIndex, pairs: Pairs) -> Self:
        """The words of the titles of pairs."""
        sets = index.titles.vectors.sets
        lengths = np.diff(sets.indptr)[pairs[1]].astype(np.int64)
        pair = np.repeat(np.arange(lengths.size), lengths)
        begin = np.cumsum(lengths) - lengths
        at = np.arange(pair.size) + (sets.indptr[pairs[1]] - begin)[pair]
        return cls(pairs, pair, sets.indices[at].astype(np.int64), sets.data[at], lengths)

    def found(self, texts: Any) -> NDArray[np.float32]:
        """What a table (texts × words) says of each word in its own pair's text, 0 where nothing."""
        if not texts.nnz:
            return np.zeros(self.pair.size, dtype=np.float32)
        texts.sort_indices()
        wide = np.int64(texts.shape[1])
        known = np.repeat(np.arange(texts.shape[0]), np.diff(texts.indptr)) * wide + texts.indices
        asked = self.pairs[0][self.pair] * wide + self.columns
        at = np.minimum(np.searchsorted(known, asked), known.size - 1)
        return np.where(known[at] == asked, texts.data[at], 0).astype(np.float32)

    def total(self, shares: NDArray[np.float32], weights: Any = True) -> NDArray[np.float64]:
        """Sum over each pair's words, weighted by IDF, by ``weights``, or (None) not at all."""
        values = shares if weights is None else shares * (self.idf if weights is True else weights)
        return np.bincount(self.pair, weights=values, minlength=self.lengths.size).astype(np.float64)

    def largest(self, shares: NDArray[np.float32]) -> NDArray[np.float64]:
        """Greatest IDF of each pair's words times their shares, 0 for a title without words."""
        out = np.zeros(self.lengths.size)
        filled = self.lengths > 0
        if filled.any():
            starts = (np.cumsum(self.lengths) - self.lengths)[filled]
            out[filled] = np.maximum.reduceat(shares * self.idf, starts)
        return out


class Overlaps(NamedTuple):
    """Features of pairs: those of `FEATURES` for the order, ``(pairs, F)``, those of `SURE` for the score, ``(pairs, S)``."""

    order: NDArray[np.float32]
    sure: NDArray[np.float64]


def pair_features(queries: Query, index: FactCheckIndex, pairs: Pairs) -> Overlaps:
    """The overlaps of pairs; all pairs of a query must be given, in its order."""
    q = pairs[0]
    if not q.size:
        return Overlaps(np.zeros((0, len(FEATURES)), dtype=np.float32), np.zeros((0, len(SURE))))
    found = _whole(queries.whole, index, pairs) | _opening(queries.opening, index, pairs)
    found["best_word"] = np.maximum(found["word_full"], found["word_title"])
    found["best_char"] = np.maximum(found["char_full"], found["char_title"])
    found["title_and_query"] = np.sqrt(np.maximum(found["cover_title"] * found["cover_query"], 0))
    starts = np.flatnonzero(np.concatenate([[True], q[1:] != q[:-1]]))
    place = np.cumsum(np.concatenate([[0], (q[1:] != q[:-1]).astype(np.int64)]))
    relative = [found[name] / np.maximum(np.maximum.reduceat(found[name], starts)[place], 1e-6) for name in COMPARED]
    column = np.arange(q.size) - starts[place]
    placed = [_reciprocal(found[name], q, column) for name in PLACED]
    order = np.column_stack([*(found[name] for name in PLAIN), *relative, *placed]).astype(np.float32)
    return Overlaps(order, np.column_stack([found[name] for name in SURE]))


def _whole(queries: Vectors, index: FactCheckIndex, pairs: Pairs) -> dict[str, NDArray[np.float64]]:
    """Overlaps of whole texts with titles and with titles and narratives."""
    q, d = pairs
    full, titles = index.full, index.titles
    # Sets carry IDF once: the query's set is made binary, so that a product sums the IDF of what both hold.
    said = binary(queries.sets)
    query_mass = np.maximum(mass(queries.sets), 1.0)[q]
    both_full = row_dots(said, q, full.sets, d)
    letters = row_dots(binary(queries.chars), q, titles.chars, d)
    words = TitleWords.of(index, pairs)
    hits = words.found(said)
    both = words.total(hits)
    return {
        "word_full": row_dots(queries.words, q, full.words, d),
        "char_full": row_dots(queries.chars, q, full.chars, d),
        "word_title": row_dots(queries.words, q, titles.vectors.words, d),
        "char_title": row_dots(queries.chars, q, titles.vectors.chars, d),
        "cover_title": both / np.maximum(titles.sets_mass[d], 1.0),
        "cover_query": both_full / query_mass,
        "cover_full": both_full / np.maximum(index.full_mass[d], 1.0),
        "full_length": np.log1p(full.lengths[d].astype(np.float64)),
        "matched_mass": np.log1p(both_full),
        "query_length": np.log1p(queries.lengths[q].astype(np.float64)),
        "phrase_cover": row_dots(binary(queries.words), q, titles.words, d) / np.maximum(titles.words_mass[d], 1e-6),
        "char_cover": letters / np.maximum(titles.chars_mass[d], 1e-6),
        "overlap": (both + CHARS * letters) * titles.shortness[d],
        "both": both,
        "miss": titles.sets_mass[d] - both,
        "title_query": both / query_mass,
        **_counted(words, hits),
        **_standing(said, hits, words, index),
        **_names(hits, words, index),
    }


def _counted(words: TitleWords, hits: NDArray[np.float32]) -> dict[str, NDArray[np.float64]]:
    """How many of a title's words a text says, and the rarest of both kinds."""
    return {
        "rarest_hit": words.largest(hits),
        "hits": words.total(hits, weights=None),
        "title_length": words.lengths.astype(np.float64),
        "missed": words.total(1 - hits, weights=None),
        "rarest_miss": words.largest(1 - hits),
    }


def _standing(
    said: Any, hits: NDArray[np.float32], words: TitleWords, index: FactCheckIndex
) -> dict[str, NDArray[np.float64]]:
    """Overlaps of titles with what a text's words stand for, and how much of what both say titles like to say."""
    q, d = words.pairs
    stands = translated(said, index.standing)
    share = words.found(stands)
    own = np.maximum(index.titles.sets_mass[d], 1.0)
    both = words.total(share)
    weighed = scaled(stands, index.weights.words)
    title_words = said.copy()
    title_words.data = index.worth[said.indices]
    return {
        "stands": both,
        "stands_cover": both / own,
        "stands_all": words.total(np.maximum(hits, share)) / own,
        "stands_cosine": words.total(share * words.idf)
        / np.maximum(norm(weighed)[q] * index.titles.sets_norm[d], 1e-6),
        "stands_query": both / np.maximum(mass(weighed), 1.0)[q],
        "worth": words.total(hits, weights=index.worth[words.columns]) / np.maximum(mass(title_words), 1.0)[q],
    }


def _names(hits: NDArray[np.float32], words: TitleWords, index: FactCheckIndex) -> dict[str, NDArray[np.float64]]:
    """Which of a title's names a text says."""
    named = index.named[words.columns]
    all_names, said = words.total(named), words.total(named * hits)
    return {
        "names": all_names,
        "names_hit": said,
        "names_cover": said / np.maximum(all_names, 1.0),
        "names_missed": all_names - said,
        "rarest_name_missed": words.largest(named * (1 - hits)),
    }


def _opening(queries: Vectors, index: FactCheckIndex, pairs: Pairs) -> dict[str, NDArray[np.float64]]:
    """Overlaps of openings with titles."""
    q, d = pairs
    titles = index.titles
    said = binary(queries.sets)
    words = TitleWords.of(index, pairs)
    own = np.maximum(titles.sets_mass[d], 1.0)
    both = words.total(words.found(said))
    return {
        "opening_cover": both / own,
        "opening_query": both / np.maximum(mass(queries.sets), 1.0)[q],
        "opening_word": row_dots(queries.words, q, titles.vectors.words, d),
        "opening_char": row_dots(queries.chars, q, titles.vectors.chars, d),
        "stands_opening": words.total(words.found(translated(said, index.standing))) / own,
    }


def _reciprocal(values: NDArray[np.float64], q: NDArray[np.int64], column: NDArray[np.int64]) -> NDArray[np.float64]:
    """1 over the place of each pair among its query's pairs, the greatest value first; equal values in order of the rows.

    ``column`` numbers the pairs of each query from 0.
    """
    wide = np.full((int(q[-1]) + 1, int(column.max()) + 1), np.inf)
    wide[q, column] = -values
    order = np.argsort(wide, axis=1, kind="stable")
    place = np.empty(wide.shape)
    np.put_along_axis(place, order, np.arange(1.0, wide.shape[1] + 1)[None, :], axis=1)
    return 1 / place[q, column]
