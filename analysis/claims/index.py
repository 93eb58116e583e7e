"""The fact-check library, ready to be asked: vectors of titles and texts, addresses, and what each claim names.

Titles stand beside the whole texts: a long narrative would drown a short claim. Weights and vectors come from
:mod:`analysis.claims.vectors`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from scipy import sparse

from analysis.claims.details import Details, conflicts, details
from analysis.claims.kin import stands_for
from analysis.claims.names import name_words
from analysis.claims.sides import Word
from analysis.claims.translation import PAIRS, learn
from analysis.claims.vectors import (
    BOILERPLATE,
    WORD_BITS,
    Vectors,
    Weights,
    binary,
    fit_weights,
    frequency,
    raw_counts,
    scaled,
    weigh,
    word_columns,
    word_sets,
)
from analysis.text.tokens import content_words, stems
from kentongan.core.findings import FactCheck
from kentongan.core.urls import canonical_url

_REMEMBERED: Final = 50_000
#: Weight of a title's character n-grams beside its words, and how much a title's length counts (b of BM25).
CHARS: Final = 0.25
_LENGTH: Final = 0.6
#: Titles alike from here on say one thing, unless they name differing details.
SAME_TITLE: Final = 85
_LINK: Final = re.compile(r"(?:https?://|www\.)[^\s<>\"'\])]{4,400}", re.IGNORECASE)
#: Character n-grams in more fact-checks than this don't look for candidates; they still tell candidates apart.
_SEEKS: Final = 40
_SEEKS_SHARE: Final = 0.001
_TAG: Final = re.compile(r"^\s{0,3}[\[({][^\])}]{2,30}[\])}]")
_KINDS_OF_PLACE: Final = frozenset(["kabupaten", "kota", "provinsi", "kecamatan", "desa", "kelurahan", "indonesia"])
_WORDS: Final = re.compile(r"\w+")
_TAGS: Final = re.compile(r"<[^<>]{1,500}>")
_EXPLANATION: Final = re.compile(
    r"\b(?:PENJELASAN|Penjelasan ?:|HASIL CEK FAKTA|Hasil Cek Fakta|ARSIP CADANGAN|(?:=\s?){4,8})"
)


@dataclass(frozen=True)
class Titles:
    """Titles for lookup: vectors, IDF sums of words and character n-grams (each counted once), and BM25's length factor."""

    vectors: Vectors
    words: Any
    chars: Any
    words_mass: NDArray[np.float64]
    chars_mass: NDArray[np.float64]
    sets_mass: NDArray[np.float64]
    sets_norm: NDArray[np.float64]
    shortness: NDArray[np.float32]

    @classmethod
    def of(cls, vectors: Vectors, weights: Weights) -> Self:
        """Derive the tables from title vectors."""
        words, chars = (
            scaled(binary(vectors.words), weights.words),
            scaled(binary(vectors.chars), weights.chars),
        )
        mean = max(float(vectors.lengths.mean()), 1.0) if vectors.lengths.size else 1.0
        shortness = np.sqrt(1 / (1 - _LENGTH + _LENGTH * vectors.lengths / mean)).astype(np.float32)
        return cls(vectors, words, chars, mass(words), mass(chars), mass(vectors.sets), norm(vectors.sets), shortness)

    def overlap_rows(self) -> Any:
        """Words and characters side by side, scaled so that a product with a binary query is a BM25-like overlap."""
        rows = sparse.hstack([self.vectors.sets, self.chars * np.float32(CHARS)], format="csr")
        return (sparse.diags(self.shortness) @ rows).tocsr().astype(np.float32)


@dataclass(frozen=True)
class FactCheckIndex:
    """The fact-checks, ready to be asked. Build once and keep; some 5 s for 18,000 fact-checks."""

    factchecks: tuple[FactCheck, ...]
    weights: Weights
    full: Vectors
    full_mass: NDArray[np.float64]
    titles: Titles
    retrieval: Any
    overlap: Any
    urls: dict[str, tuple[int, ...]]
    names: frozenset[str]
    #: Columns of names (0 or 1), and what title words a text's words stand for (:mod:`analysis.claims.translation`).
    named: NDArray[np.float32]
    standing: Any
    #: IDF of each word times its share in itself: how much of what it tells a title repeats.
    worth: NDArray[np.float32]
    order: NDArray[np.int64]
    _titles: dict[int, Details] = field(default_factory=dict)
    _details: dict[int, Details] = field(default_factory=dict)
    _own: dict[int, frozenset[str]] = field(default_factory=dict)
    _sorted: dict[int, str] = field(default_factory=dict)
    _rare: dict[str, bool] = field(default_factory=dict)
    #: Words as :mod:`analysis.claims.alignment` compares them, ``None`` for those that tell nothing.
    tells: dict[str, Word | None] = field(default_factory=dict)

    @classmethod
    def build(cls, factchecks: Sequence[FactCheck]) -> Self:
        """Index titles and narratives; fact-checks without any text are kept but never found."""
        checks = tuple(factchecks)
        whole = raw_counts([f"{check.title}\n{circulating(check.narrative)}" for check in checks])
        weights = fit_weights(whole[0], whole[1])
        titles = weigh(raw_counts([check.title for check in checks]), weights)
        names = name_words(check.narrative for check in checks)
        return cls.assemble(
            checks, weights, weigh(whole, weights), titles, _url_table(checks), names, _standing(checks, titles)
        )

    @classmethod
    def assemble(
        cls,
        factchecks: Sequence[FactCheck],
        weights: Weights,
        full: Vectors,
        title_vectors: Vectors,
        urls: dict[str, tuple[int, ...]],
        names: frozenset[str],
        standing: Any,
    ) -> Self:
        """An index of what was read of the fact-checks: whole texts, titles, telling addresses (address → rows), names, and what
        words stand for.
        """
        titles = Titles.of(title_vectors, weights)
        rows = sparse.vstack([retrieval_rows(full), retrieval_rows(title_vectors)])
        return cls(
            tuple(factchecks),
            weights,
            full,
            mass(full.sets),
            titles,
            seeking(rows.T.tocsr(), len(factchecks)),
            seeking(titles.overlap_rows().T.tocsr(), len(factchecks)),
            urls,
            names,
            word_columns(sorted(names)),
            standing,
            weights.words * standing.diagonal().astype(np.float32),
            np.argsort(np.argsort([check.id for check in factchecks], kind="stable")),
        )

    def rare(self, token: str) -> bool:
        """Whether a word stands in at most 3 of 1,000 fact-checks: names, mostly."""
        if token not in self._rare:
            if len(self._rare) > _REMEMBERED:
                self._rare.clear()
            self._rare[token] = frequency(token, self.weights) <= max(3.0, 0.003 * self.weights.size)
        return self._rare[token]

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Vectors of queries under the base's weights."""
        return weigh(raw_counts(texts), self.weights)

    def details_of(self, row: int) -> Details:
        """Details of one fact-check, read once."""
        if row not in self._details:
            check = self.factchecks[row]
            self._details[row] = details(f"{check.title}\n{circulating(check.narrative)}")
        return self._details[row]

    def title_details(self, row: int) -> Details:
        """Details of one fact-check's title, read once."""
        if row not in self._titles:
            self._titles[row] = details(self.factchecks[row].title)
        return self._titles[row]

    def own_words(self, row: int) -> frozenset[str]:
        """Stems of the words and numbers a title says of its claim: without its tag and words every title may bear."""
        if row not in self._own:
            title = _TAG.sub("", self.factchecks[row].title)
            words = (
                w for w in content_words(title) if w not in BOILERPLATE and w not in _KINDS_OF_PLACE and len(w) > 2
            )
            self._own[row] = frozenset(stems(list(words)))
        return self._own[row]

    def sorted_title(self, row: int) -> str:
        """Words of a title without its tag, sorted: two desks' titles of one claim differ in order and decoration."""
        if row not in self._sorted:
            self._sorted[row] = sorted_words(self.factchecks[row].title)
        return self._sorted[row]

    def same(self, one: int, other: int) -> bool:
        """Whether two fact-checks are near-identical: the same claim checked twice, one answer."""
        a, b = self.sorted_title(one), self.sorted_title(other)
        if a == b or fuzz.ratio(a, b, score_cutoff=SAME_TITLE) == 0:
            return bool(a) and a == b
        return _numbers(a) == _numbers(b) and not conflicts(
            self.title_details(one), self.title_details(other), self.rare
        )


def _standing(checks: Sequence[FactCheck], titles: Vectors) -> Any:
    """What words stand for: learnt of the newest fact-checks that have a text, and what the lexicon says."""
    told = sorted((check.date, row) for row, check in enumerate(checks) if check.narrative.strip())[-PAIRS:]
    rows = [row for _, row in told]
    learnt = learn(word_sets([circulating(checks[row].narrative) for row in rows]), titles.sets[rows])
    return learnt.maximum(stands_for()).tocsr().astype(np.float32)


def sorted_words(title: str) -> str:
    """Words of a title without its tag, lower case, sorted."""
    words = _WORDS.findall(_TAG.sub("", title).casefold())
    return " ".join(sorted(w for w in words if w not in BOILERPLATE) or sorted(words))


def _numbers(words: str) -> frozenset[str]:
    return frozenset(word for word in words.split() if word[0].isdigit())


def same_claim(one: FactCheck, other: FactCheck) -> bool:
    """Whether two fact-checks, of any library, are near-identical by their titles."""
    a, b = sorted_words(one.title), sorted_words(other.title)
    if fuzz.ratio(a, b) < SAME_TITLE:
        return False
    return a == b or (
        not conflicts(details(one.title), details(other.title), lambda _: False) and _numbers(a) == _numbers(b)
    )


def mass(matrix: Any) -> NDArray[np.float64]:
    """Sum of each row."""
    return np.asarray(matrix.sum(axis=1), dtype=np.float64).ravel()


def norm(matrix: Any) -> NDArray[np.float64]:
    """Euclidean length of each row."""
    return np.sqrt(mass(sparse.csr_matrix((matrix.data**2, matrix.indices, matrix.indptr), shape=matrix.shape)))


@lru_cache(maxsize=64)
def circulating(narrative: str) -> str:
    """The text as it circulated: what the fact-checker wrote after it, and HTML, are cut off."""
    text = _TAGS.sub(" ", narrative[:20_000])
    cut = _EXPLANATION.search(text)
    return text[: cut.start()] if cut and cut.start() > 20 else text


def retrieval_rows(vectors: Vectors) -> Any:
    """Words and characters side by side, with even weight."""
    return sparse.hstack([vectors.words * np.float32(0.7), vectors.chars * np.float32(0.7)], format="csr")


def seeking(table: Any, size: int) -> Any:
    """A table (n-grams × rows) without the character n-grams of many rows: they cost most of the time and find next to nothing."""
    counts = np.diff(table.indptr)
    kept = counts <= max(_SEEKS, _SEEKS_SHARE * size)
    kept[: 1 << WORD_BITS] = True
    entries = np.repeat(kept, counts)
    ends = np.concatenate([[0], np.cumsum(np.where(kept, counts, 0))]).astype(table.indptr.dtype)
    return sparse.csr_matrix((table.data[entries], table.indices[entries], ends), shape=table.shape)


def _url_table(checks: Sequence[FactCheck]) -> dict[str, tuple[int, ...]]:
    table: dict[str, list[int]] = {}
    for row, check in enumerate(checks):
        for key in {canonical_url(check.url), *link_keys(check.narrative)}:
            if telling_url(key):
                table.setdefault(key, []).append(row)
    # An address many fact-checks name (a portal, a platform) tells nothing.
    return {key: tuple(rows) for key, rows in table.items() if len(rows) <= 5}


def link_keys(text: str) -> set[str]:
    """Canonical keys of the addresses in a text."""
    return {canonical_url(hit[0].rstrip(".,;:!?")) for hit in _LINK.finditer(text[:6000])} - {""}


def telling_url(key: str) -> bool:
    """An address of one item: it has a path of some length and isn't a login or search page."""
    host, _, path = key.partition("/")
    return bool(host) and len(path) >= 6 and not re.match(r"(?:login|signin|search|home|share|sharer)\b", path)
