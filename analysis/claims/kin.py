"""What words mean to each other: the same thing, nearly the same, or another thing of the same kind.

``analysis/data/kin_words.tsv`` was written by hand, word by word: by what other words a claim may be told again ("tewas",
"meninggal"), and by what words it becomes another claim ("robek", "pegang").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final

import numpy as np
from scipy import sparse

from analysis.claims.spelling import VERB_HEADS
from analysis.claims.vectors import WORD_BITS, stem_text
from analysis.learning.hashing import word_hash

SAME: Final = 3
NEAR: Final = 2
OTHER: Final = 1
_FILE: Final = "kin_words.tsv"
#: How far a word stands for one of the same and one of a near meaning.
_STANDS: Final = (0.4, 0.15)
_LEAST: Final = 3


@lru_cache(maxsize=50_000)
def forms(token: str) -> tuple[str, ...]:
    """A word, and what it may be without a clitic and as a bare verb; nouns ("penangkapan") are words of their own."""
    found = {token: None}
    for tail in ("nya", "lah", "kah", "pun"):
        if token.endswith(tail) and len(token) - len(tail) > _LEAST:
            found[token.removesuffix(tail)] = None
    for form in tuple(found):
        for tail in ("kan", "in", "i"):
            if form.endswith(tail) and len(form) - len(tail) > _LEAST:
                found[form.removesuffix(tail)] = None
    for form in tuple(found):
        for size in range(1, 5):
            for start in VERB_HEADS.get(form[:size], ()):
                if len(form) - size + len(start) >= _LEAST + (size < 3):
                    found[start + form[size:]] = None
    return tuple(found)


@cache
def kin() -> Mapping[str, Mapping[str, int]]:
    """Form of a word → forms of words it is told in line with → `SAME`, `NEAR` or `OTHER`; both ways round."""
    table: dict[str, dict[str, int]] = {}
    for word, *cells in _rows():
        for cell, degree in zip(cells, (SAME, NEAR, OTHER), strict=True):
            for other in cell.split():
                for a, b in ((word, other), (other, word)):
                    known = table.setdefault(a, {})
                    known[b] = max(known.get(b, 0), degree)
    more: dict[str, dict[str, int]] = {}
    for word, known in table.items():
        both = {form: degree for other, degree in known.items() for form in forms(other)}
        for form in forms(word):
            mine = more.setdefault(form, {})
            for other, degree in both.items():
                mine[other] = max(mine.get(other, 0), degree)
    return more


@lru_cache(maxsize=20_000)
def relatives(token: str) -> Mapping[str, int]:
    """Forms of all words a word is kin to → how; empty for a word the lexicon does not have."""
    table, found = kin(), dict[str, int]()
    for form in forms(token):
        for other, how in table.get(form, {}).items():
            found[other] = max(found.get(other, 0), how)
    return found


def known_word(token: str) -> bool:
    """Whether the lexicon knows a word."""
    return bool(relatives(token))


def degree(one: str, other: str) -> int:
    """How two words are kin: `SAME`, `NEAR`, `OTHER`, or 0 where nothing is known; the closest of what their forms allow."""
    known = relatives(one)
    return max((known[form] for form in forms(other) if form in known), default=0) if known else 0


def nearest(token: str, among: Set[str]) -> int:
    """The closest degree between a word and others, of which ``among`` are all :func:`forms`."""
    known = relatives(token)
    return max((known[form] for form in known.keys() & among), default=0)


@cache
def stands_for() -> Any:
    """What title words a text's words may stand for, CSR ``(words, words)`` over hashed stems as in :mod:`analysis.claims.translation`."""
    columns: dict[str, int | None] = {}

    def column(word: str) -> int | None:
        if word not in columns:
            stemmed = stem_text(word).split()
            columns[word] = word_hash(stemmed[0]) >> (64 - WORD_BITS) if len(stemmed) == 1 else None
        return columns[word]

    found: dict[tuple[int, int], float] = {}
    for word, others, worth in _pairs():
        a, b = column(word), column(others)
        if a is not None and b is not None and a != b:
            for key in ((a, b), (b, a)):
                found[key] = max(found.get(key, 0.0), worth)
    size = 1 << WORD_BITS
    at = np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
    values = np.array([found[a, b] for a, b in at.tolist()], dtype=np.float32)
    return sparse.csr_matrix((values, (at[:, 0], at[:, 1])), shape=(size, size))


def _pairs() -> Iterator[tuple[str, str, float]]:
    for word, *cells in _rows():
        for cell, worth in zip(cells[:2], _STANDS, strict=True):
            yield from ((word, other, worth) for other in cell.split())


def _rows() -> list[list[str]]:
    lines = resources.files("analysis").joinpath("data", _FILE).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
