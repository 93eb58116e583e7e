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

from analysis.claim_index import CHARS, FactCheckIndex, mass, retrieval_rows
from analysis.claim_vectors import Vectors, binary, row_dots
from analysis.model_files import load_model

MODEL: Final = "claim_match"
NEAREST: Final = 40
OVERLAPPING: Final = 30
#: Words of a text's opening, where the claim mostly stands.
OPENING: Final = 22
_REPORTED: Final = re.compile(
    r"(?:dengan (?:narasi|keterangan|takarir)|bernarasi|menuliskan|berikut narasi\w*|\[arsip\])\W*", re.IGNORECASE
)
_CLIP: Final = 6.0

PLAIN: Final = (
    "word_full", "char_full", "word_title", "char_title", "cover_title", "cover_query", "matched_mass", "query_length",
    "best_word", "best_char", "title_and_query", "phrase_cover", "char_cover", "overlap", "both", "miss", "rarest_hit", "hits",
    "title_length", "missed", "rarest_miss", "opening_cover", "opening_query", "opening_word", "opening_char", "title_query",
)  # fmt: skip
#: Features that are also given relative to the best of the same text's candidates.
COMPARED: Final = (
    "word_title", "char_title", "word_full", "char_full", "overlap", "phrase_cover", "char_cover", "both", "opening_char",
    "opening_word", "title_and_query",
)  # fmt: skip
FEATURES: Final = (*PLAIN, *(f"{name}/best" for name in COMPARED))
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
    return Query(index.vectors(texts), index.vectors([opening(text) for text in texts]))


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
    """Pairs (query, fact-check), each once, sorted: nearest titles and texts, titles best covered, shared addresses."""
    size = len(index.factchecks)
    near = _nearest(retrieval_rows(queries), index.retrieval, NEAREST)
    words = sparse.hstack([binary(queries.sets), binary(queries.chars)], format="csr").astype(np.float32)
    over = _nearest(words, index.overlap, OVERLAPPING)
    extra = [i * size + row for i, found in enumerate(linked) for row in sorted(found)]
    keys = np.unique(
        np.concatenate(
            [
                near.row.astype(np.int64) * size + near.col % size,
                over.row.astype(np.int64) * size + over.col,
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
    order = np.column_stack([*(found[name] for name in PLAIN), *relative]).astype(np.float32)
    return Overlaps(order, np.column_stack([found[name] for name in SURE]))


def _whole(queries: Vectors, index: FactCheckIndex, pairs: Pairs) -> dict[str, NDArray[np.float64]]:
    """Overlaps of whole texts with titles and with titles and narratives."""
    q, d = pairs
    full, titles = index.full, index.titles
    # Sets carry IDF once: the query's set is made binary, so that a product sums the IDF of what both hold.
    said = binary(queries.sets)
    query_mass = np.maximum(mass(queries.sets), 1.0)[q]
    both_full = row_dots(said, q, full.sets, d)
    hits = said[q].multiply(titles.vectors.sets[d]).tocsr()
    missed = (titles.vectors.sets[d] - hits).tocsr()
    missed.eliminate_zeros()
    both = mass(hits)
    letters = row_dots(binary(queries.chars), q, titles.chars, d)
    length = titles.vectors.lengths[d].astype(np.float64)
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
        "rarest_hit": _largest(hits),
        "hits": np.diff(hits.indptr).astype(np.float64),
        "title_length": length,
        "missed": length - np.diff(hits.indptr),
        "rarest_miss": _largest(missed),
        "title_query": both / query_mass,
    }


def _opening(queries: Vectors, index: FactCheckIndex, pairs: Pairs) -> dict[str, NDArray[np.float64]]:
    """Overlaps of openings with titles."""
    q, d = pairs
    titles = index.titles
    both = row_dots(binary(queries.sets), q, titles.vectors.sets, d)
    return {
        "opening_cover": both / np.maximum(titles.sets_mass[d], 1.0),
        "opening_query": both / np.maximum(mass(queries.sets), 1.0)[q],
        "opening_word": row_dots(queries.words, q, titles.vectors.words, d),
        "opening_char": row_dots(queries.chars, q, titles.vectors.chars, d),
    }


def _largest(matrix: Any) -> NDArray[np.float64]:
    """Largest value of each row, 0 for an empty one."""
    filled = np.flatnonzero(np.diff(matrix.indptr))
    out = np.zeros(matrix.shape[0])
    if filled.size:
        out[filled] = np.maximum.reduceat(matrix.data, matrix.indptr[filled])
    return out
