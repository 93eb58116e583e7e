"""Sparse vectors for claim retrieval: stemmed words and pairs of words, and character n-grams, with IDF of the base.

Both are hashed, so that nothing but numbers is kept. One text has three rows: words (unigrams and bigrams of stems),
characters (4-5 inside words), and a set of stems for coverage.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.learning.files import load_model
from analysis.learning.hashing import Batch, char_ngrams, to_matrix, word_hash, word_ngrams
from analysis.text.tokens import standard_words, stems, stop_words

BACKGROUND: Final = "claim_background"
WORD_BITS: Final = 19
CHAR_BITS: Final = 18
#: Character n-grams in more than this share of all texts are left out.
COMMON: Final = 0.015
#: Words of a text that are read: the claim stands at the head of a post or an article.
READ_WORDS: Final = 120
_BLOCK: Final = 2_000
#: Words every post or fact-check may open with; they say nothing of the claim.
_BOILERPLATE_WORDS: Final = """
beredar unggahan mengunggah narasi akun media sosial facebook twitter tiktok whatsapp instagram youtube pesan
berantai grup  salah hoaks hoax penipuan cek fakta klaim disebut menyebut klarifikasi video foto gambar tautan
link arsip
"""
BOILERPLATE: Final = frozenset(_BOILERPLATE_WORDS.split())

_DISGUISED: Final = re.compile(
    r"(?<![^\W\d_])(?=[A-Za-z0-9]{4,30}\b)[A-Za-z]{2,12}(?:[01345][A-Za-z]{1,12}){1,4}[01345]?\b"
)
_MAY_DISGUISE: Final = re.compile(r"[A-Za-z][01345]")
_LETTERS: Final = str.maketrans("01345", "oieas")
_SCALE: Final = {
    "ribu": 1e3,
    "rb": 1e3,
    "juta": 1e6,
    "jt": 1e6,
    "miliar": 1e9,
    "milyar": 1e9,
    "triliun": 1e12,
    "trilyun": 1e12,
}
_DECIMAL: Final = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[.,]\d{3}){1,4}")


@dataclass(frozen=True, slots=True)
class Vectors:
    """Unit rows of words and characters, the IDF-weighted set of stems, and the number of content words."""

    words: Any
    chars: Any
    sets: Any
    lengths: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Weights:
    """Inverse document frequencies of the base, shapes ``(2**WORD_BITS,)``, ``(2**CHAR_BITS,)``, and the number of texts they rest on."""

    words: NDArray[np.float32]
    chars: NDArray[np.float32]
    size: int


def unmask(text: str) -> str:
    """Letters written as digits to slip past filters: "TERNY4T4" → "TERNYaTa"."""
    return _DISGUISED.sub(lambda hit: hit[0].translate(_LETTERS), text) if _MAY_DISGUISE.search(text) else text


def stem_text(text: str) -> str:
    """Stems of the content words and numbers of the first `READ_WORDS` words, single spaces."""
    return _stemmed(_tokens(text))


def _tokens(text: str) -> list[str]:
    """Standard spelling of the first `READ_WORDS` words."""
    return standard_words(unmask(text[: READ_WORDS * 12]))[:READ_WORDS]


def _stemmed(tokens: Sequence[str]) -> str:
    stops = stop_words()
    return " ".join(stems([t for t in amounts(tokens) if t not in stops and len(t) > 1]))


def amounts(tokens: Sequence[str]) -> Sequence[str]:
    """Numbers in one spelling: "50", "juta" and "50.000.000" both give "50000000" ("juta" stays beside it)."""
    at = [i for i, token in enumerate(tokens) if token[0].isdigit()]
    if not at:
        return tokens
    out = list(tokens)
    for i in at:
        scale = _SCALE.get(out[i + 1], 0) if i + 1 < len(out) else 0
        if scale and _DECIMAL.fullmatch(out[i]):
            out[i] = f"{float(out[i].replace(',', '.')) * scale:.0f}"
        elif _THOUSANDS.fullmatch(out[i]):
            out[i] = out[i].replace(".", "").replace(",", "")
    return out


def raw_counts(texts: Sequence[str]) -> tuple[Any, Any, Any]:
    """Counts before IDF: words with bigrams, characters, set of stems; the number of rows is ``len(texts)``."""
    # Block by block: the hashes of all characters of a large library at once would take several times its memory.
    parts = [_counts(texts[start : start + _BLOCK]) for start in range(0, max(len(texts), 1), _BLOCK)]
    words, chars, sets = (
        part[0] if len(part) == 1 else sparse.vstack(part, format="csr") for part in zip(*parts, strict=True)
    )
    return words, chars, sets


def word_sets(texts: Sequence[str]) -> Any:
    """Sets of stems, each entry 1: what :func:`raw_counts` gives last, without the rest."""
    return _sets(word_ngrams(Batch([stem_text(text) for text in texts]), 1), len(texts))


def _sets(grams: Sequence[Any], size: int) -> Any:
    sets = to_matrix(grams, size, WORD_BITS, unit=False)
    sets.data[:] = 1.0
    return sets


def _counts(texts: Sequence[str]) -> tuple[Any, Any, Any]:
    tokens = [_tokens(text) for text in texts]
    stemmed = Batch([_stemmed(found) for found in tokens])
    plain = Batch([" ".join(found) for found in tokens])
    grams = word_ngrams(stemmed, 2)
    # Word vectors and sets share one column space, so one table of frequencies serves both.
    words = to_matrix(grams, len(texts), WORD_BITS, unit=False)
    sets = _sets(grams[:1], len(texts))
    chars = to_matrix(char_ngrams(plain, 4, 5), len(texts), CHAR_BITS, unit=False)
    return words, chars, sets


@cache
def background() -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """In how many of the background's texts each hashed word and character n-gram stands, and how many texts there are.

    Shapes ``(2**WORD_BITS,)`` and ``(2**CHAR_BITS,)``. Without it a base of a few fact-checks would take every word for
    a common one. Raises ``ModelError`` where the file is missing or damaged.
    """
    arrays, card = load_model(BACKGROUND)
    counts = []
    for name, bits in (("words", WORD_BITS), ("chars", CHAR_BITS)):
        table = np.zeros(1 << bits, dtype=np.int64)
        table[arrays[f"{name}_at"]] = arrays[f"{name}_count"]
        counts.append(table)
    return counts[0], counts[1], int(card["texts"])


def fit_weights(words: Any, chars: Any, *, alone: bool = False) -> Weights:
    """Smooth IDF (Salton & Buckley 1988) of the base's counts together with the background's.

    ``alone`` leaves the background out (it is built that way).
    """
    word_seen, char_seen, texts = (0, 0, 0) if alone else background()
    size = words.shape[0] + texts

    def idf(matrix: Any, seen: Any) -> NDArray[np.float32]:
        frequency = np.bincount(matrix.indices, minlength=matrix.shape[1]) + seen
        return np.asarray(np.log((1 + size) / (1 + frequency)) + 1, dtype=np.float32)

    word_idf, char_idf = idf(words, word_seen), idf(chars, char_seen)
    # Character n-grams of common words tell claims apart too little to be worth the time they take.
    char_idf[char_idf < np.log(1 / COMMON) + 1] = 0
    return Weights(word_idf, char_idf, size)


def frequency(token: str, weights: Weights) -> float:
    """In about how many texts a word stands, read back from its IDF; 0 for a word nobody used."""
    found = stem_text(token).split()
    if not found:
        return float(weights.size)
    rarest = max(float(weights.words[word_hash(word) >> (64 - WORD_BITS)]) for word in found)
    return (1 + weights.size) / math.exp(rarest - 1) - 1


def weigh(counts: tuple[Any, Any, Any], weights: Weights) -> Vectors:
    """Counts with IDF, words and characters as unit rows."""
    words, chars, sets = counts
    return Vectors(
        words=_unit(scaled(words, weights.words)),
        chars=_unit(scaled(chars, weights.chars)),
        sets=scaled(sets, weights.words),
        lengths=np.diff(sets.indptr).astype(np.int64),
    )


def word_columns(words: Iterable[str]) -> NDArray[np.float32]:
    """1 in the columns of these words' stems, shape ``(2**WORD_BITS,)``."""
    columns = np.zeros(1 << WORD_BITS, dtype=np.float32)
    columns[[word_hash(stem) >> (64 - WORD_BITS) for word in words for stem in stem_text(word).split()]] = 1
    return columns


def scaled(matrix: Any, columns: NDArray[np.float32]) -> Any:
    """A matrix with each column multiplied by its weight; cheap for a single row, however many columns there are."""
    data = (matrix.data * columns[matrix.indices]).astype(np.float32)
    return sparse.csr_matrix((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def _unit(matrix: Any) -> Any:
    matrix = matrix.copy()
    matrix.eliminate_zeros()
    row_of = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    squares = np.bincount(row_of, weights=matrix.data.astype(np.float64) ** 2, minlength=matrix.shape[0])
    matrix.data = (matrix.data / np.sqrt(np.maximum(squares, 1e-12))[row_of]).astype(np.float32)
    return matrix


def binary(matrix: Any) -> Any:
    """The same entries, each 1."""
    return sparse.csr_matrix((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)


def row_dots(left: Any, left_rows: NDArray[np.int64], right: Any, right_rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Dot products of pairs of rows, shape ``(len(left_rows),)``; quick where pairs of one left row follow one another.

    That row is laid out over all columns once, so that each pair costs its right row's entries only, mostly a short title's.
    """
    others = right[right_rows]
    products = np.empty(others.data.size, dtype=np.float32)
    spread = np.zeros(left.shape[1], dtype=np.float32)
    ends = np.flatnonzero(np.append(left_rows[1:] != left_rows[:-1], left_rows.size > 0)) + 1
    start = 0
    for row, end in zip(left_rows[ends - 1], others.indptr[ends], strict=True):
        own = slice(left.indptr[row], left.indptr[row + 1])
        spread[left.indices[own]] = left.data[own]
        np.multiply(spread[others.indices[start:end]], others.data[start:end], out=products[start:end])
        spread[left.indices[own]] = 0
        start = end
    # Only what both have is added up, in the order and precision of a sparse product.
    shared = np.flatnonzero(products != 0)
    bounds = np.searchsorted(shared, others.indptr)
    out = np.zeros(len(left_rows))
    some = bounds[1:] > bounds[:-1]
    out[some] = np.add.reduceat(products[shared], bounds[:-1][some]) if some.any() else 0
    return out
