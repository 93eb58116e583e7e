"""Words of a text as the search index sees them, and which of them a searched term matches.

A word is a run of letters and digits, in lower case, without accents on Latin letters: what FTS5's `unicode61` does
(sqlite.org/fts5.html, 4.3.1) with emoji as dividers. Here it is done again with the place of every word, so that what is
marked in a text is what was found in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

Stem = Callable[[str], str]
"""A word in lower case → its stem."""

STEM_MARK: Final = "ǃ"  # a letter of no language that is read here: stems never meet plain words in the index
EMOJI: Final = (
    (0x2065, 0x2069),
    (0x20A0, 0x20CF),
    (0x218A, 0x218B),
    (0x2300, 0x23FF),
    (0x2700, 0x2700),
    (0x2B00, 0x2BFF),
    (0x1F000, 0x1FAFF),
)
"""Ranges of signs, [first, last]. FTS5 knows Unicode 6.1 and takes later signs for letters; it is told otherwise."""
_SIGNS: Final = "".join(f"{chr(first)}-{chr(last)}" for first, last in EMOJI)
# Marks that FTS5 takes for a part of the word and then drops: U+0300 to U+0331, by its own two masks.
_ACCENTS: Final = frozenset(chr(768 + bit) for bit in range(50) if (0x361F8 << 32 | 0x08029FDF) >> bit & 1)
_WORD: Final = re.compile(f"[^\\W_{_SIGNS}](?:[^\\W_{_SIGNS}]|[{''.join(sorted(_ACCENTS))}])*")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is compared, and where it stands: [start, end) in code points."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """What is looked for in a text: words that follow one another.

    Args:
        words: as `tokens` gives them; more than one is a phrase.
        exact: in quotation marks: these forms only. Otherwise a single word is found in its other forms too.
        prefix: the last word may go on.
        shown: as it was typed.
    """

    words: tuple[str, ...]
    exact: bool
    prefix: bool
    shown: str


def tokens(text: str) -> list[Token]:
    """The words of a text in order."""
    return [Token(_folded(found[0]), *found.span()) for found in _WORD.finditer(text)]


def stems_of(texts: Iterable[str], stem: Stem) -> str:
    """The stems to be indexed beside these texts: those that are no plain word of theirs, each once, marked.

    "-" where there is none, so that it can be told from a post whose stems were never made.
    """
    found = {word: stem(word) for text in texts for word in dict.fromkeys(token.word for token in tokens(text))}
    return " ".join(f"{STEM_MARK}{root}" for root in dict.fromkeys(found.values()) if root and root not in found) or "-"


def forms_of(term: Term, stem: Stem | None) -> tuple[str, str]:
    """The plain word and the stem (or "") by which a single word is found."""
    word = term.words[0]
    root = "" if stem is None or term.exact or term.prefix or len(term.words) > 1 else stem(word)
    return word, root


def spans(text: str, terms: Sequence[Term], stem: Stem | None = None) -> list[tuple[int, int]]:
    """Where the terms stand in the text: [start, end) in order, none overlapping.

    Args:
        text: one field of a post; a phrase never reaches over its end.
        terms: what was looked for.
        stem: as it was given when the post was indexed.
    """
    seen = tokens(text)
    found = [span for term in terms for span in _spans(seen, term, stem)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def marked(text: str, terms: Sequence[Term], stem: Stem | None = None) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a hit; together they are the text."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans(text, terms, stem):
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in (*pieces, (text[at:], False)) if piece[0]]


def excerpt(pieces: Sequence[tuple[str, bool]], length: int) -> list[tuple[str, bool]]:
    """About `length` characters around the first hit, cut between words, with "…" where something was left out."""
    text = "".join(piece for piece, _ in pieces)
    if len(text) <= length:
        return list(pieces)
    first = 0
    for piece, hit in pieces:
        if hit:
            break
        first += len(piece)
    first = 0 if first == len(text) else first
    start = max(0, min(first - length // 3, len(text) - length))
    end = min(len(text), start + length)
    if start:
        start = next((i + 1 for i in range(start, min(start + 30, first)) if text[i].isspace()), start)
    if end < len(text):
        end = next((i for i in range(end, max(end - 30, start), -1) if text[i].isspace()), end)
    return [
        *([("… ", False)] if start else []),
        *_cut(pieces, start, end),
        *([(" …", False)] if end < len(text) else []),
    ]


def _cut(pieces: Sequence[tuple[str, bool]], start: int, end: int) -> list[tuple[str, bool]]:
    kept, at = [], 0
    for piece, hit in pieces:
        part = piece[max(0, start - at) : max(0, end - at)]
        if part:
            kept.append((part, hit))
        at += len(piece)
    return kept


def _spans(seen: Sequence[Token], term: Term, stem: Stem | None) -> Iterable[tuple[int, int]]:
    word, root = forms_of(term, stem)
    if root and stem is not None:
        for token in seen:
            if token.word in (word, root) or stem(token.word) == root:
                yield token.start, token.end
        return
    count = len(term.words)
    for at in range(len(seen) - count + 1):
        last = seen[at + count - 1].word
        fits = last.startswith(term.words[-1]) if term.prefix else last == term.words[-1]
        if fits and all(seen[at + i].word == term.words[i] for i in range(count - 1)):
            yield seen[at].start, seen[at + count - 1].end


@lru_cache(50_000)
def _folded(word: str) -> str:
    return word.lower() if word.isascii() else "".join(_fold(character) for character in word)


@lru_cache(5_000)
def _fold(character: str) -> str:
    if character in _ACCENTS:
        return ""
    single = character.casefold()
    low = single if len(single) == 1 else character.lower()[0]
    base = unicodedata.normalize("NFD", low)[0]
    return base if base.isascii() else low
