"""Find many fixed phrases in one text: tokens with their places, and an index that is walked, never scanned.

An Aho–Corasick automaton (Aho & Corasick, 1975) over words rather than letters, in the simple form that short phrases
allow: one dictionary look-up a token, and the few phrases that start there are compared, longest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

# A word: letters and digits, inner apostrophes; hyphens, dots and slashes part words. No backtracking possible.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text.

    Args:
        raw: as written.
        low: lower case, straight apostrophes.
        start, end: places in the text, end excluded.
    """

    raw: tuple[str, ...]
    low: tuple[str, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.raw)


def tokenize(text: str, limit: int | None = None) -> Tokens:
    """The words of `text` (of its first `limit` characters), each with its place."""
    return _tokens(text if limit is None else text[:limit])


# Several steps ask for the same text, one step for all posts of a chunk after the other.
@lru_cache(maxsize=2_048)
def _tokens(text: str) -> Tokens:
    spans = [match.span() for match in _WORD.finditer(text)]
    if not spans:
        return Tokens((), (), (), ())
    raw = tuple([text[start:end] for start, end in spans])
    # No word holds a line break.
    low = tuple("\n".join(raw).lower().replace("’", "'").split("\n"))
    start, end = zip(*spans, strict=True)
    return Tokens(raw, low, start, end)


def raw_words(text: str, limit: int) -> list[str]:
    """The words of the first `limit` characters as written; where neither places nor lower case are needed."""
    return _WORD.findall(text[:limit])


def words(phrase: str) -> tuple[str, ...]:
    """A phrase as the index knows it: its words, lower case."""
    return tuple(match.group().lower().replace("’", "'") for match in _WORD.finditer(phrase))


class PhraseIndex(Generic[T]):
    """Phrases, each carrying something; several may carry things for the same words (all are kept)."""

    def __init__(self, phrases: Iterable[tuple[Sequence[str], T]]) -> None:
        table: dict[str, dict[tuple[str, ...], list[T]]] = {}
        for phrase, payload in phrases:
            key = tuple(phrase)
            if key:
                table.setdefault(key[0], {}).setdefault(key, []).append(payload)
        self._starts = {
            first: sorted(((key, tuple(found)) for key, found in group.items()), key=lambda pair: -len(pair[0]))
            for first, group in table.items()
        }

    def __len__(self) -> int:
        return sum(len(group) for group in self._starts.values())

    @property
    def openers(self) -> Set[str]:
        """The first words of the phrases: where none of them stands, nothing is found."""
        return self._starts.keys()

    def find(self, low: Sequence[str]) -> Iterator[tuple[int, int, tuple[T, ...]]]:
        """(first token, one past the last, payloads) of every match, longest at each place, none overlapping."""
        starts, free = self._starts, 0
        # most words start no phrase: one look-up and on
        for position in [place for place, word in enumerate(low) if word in starts]:
            if position < free:
                continue
            hit = self.at(low, position)
            if hit is not None:
                free = hit[0]
                yield position, free, hit[1]

    def at(self, low: Sequence[str], position: int) -> tuple[int, tuple[T, ...]] | None:
        """(one past the last token, payloads) of the longest phrase that starts at `position`, or None."""
        for key, found in self._starts.get(low[position], ()):
            end = position + len(key)
            if len(key) == 1 or tuple(low[position:end]) == key:
                return end, found
        return None
