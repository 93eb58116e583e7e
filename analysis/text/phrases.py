"""Find many fixed phrases in one text: tokens with their places, and an index that is walked, never scanned.

An Aho–Corasick automaton (Aho & Corasick, 1975) over words rather than letters, in the simple form that short phrases
allow: one dictionary look-up a token, and the few phrases that start there are compared, longest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import accumulate
from operator import add, sub
from typing import Final, Generic, TypeVar

import numpy as np

from analysis.text.plain import odd_characters

T = TypeVar("T")

# A word: letters and digits, inner apostrophes; hyphens, dots and slashes part words. No backtracking possible.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_SIGNS = {code: " " for code in range(128) if not chr(code).isalnum()}
_BLANK: Final = ord(" ")


class Tokens:
    """The words of a text.

    Args:
        raw: as written.
        low: lower case, straight apostrophes.
        start, end: places in the text, end excluded; like `raw` worked out when first asked for, which most texts are not.
    """

    __slots__ = ("_blanked", "_text", "end", "low", "raw", "start")
    raw: tuple[str, ...]
    start: list[int]
    end: list[int]

    def __init__(self, text: str) -> None:
        self._text = text
        self._blanked = _blanked(text)
        self.low: tuple[str, ...]
        if self._blanked is not None:
            small = self._blanked.lower()
            self.low = tuple(small.split())
            if small == self._blanked:
                self.raw = self.low
            return
        self.raw = tuple(_WORD.findall(text))
        # No word holds a line break.
        self.low = tuple("\n".join(self.raw).lower().replace("’", "'").split("\n")) if self.raw else ()

    def __len__(self) -> int:
        return len(self.low)

    def __getattr__(self, name: str) -> Sequence[int] | Sequence[str]:
        """The words as written, or the places, when one of them is asked for the first time."""
        if name == "raw" and self._blanked is not None:
            self.raw = tuple(self._blanked.split())
            return self.raw
        if name not in {"start", "end"}:
            raise AttributeError(name)
        if self._blanked is not None:
            # Words and gaps take turns; a blank on either side lets both begin and end with a gap.
            inside = np.frombuffer(f" {self._blanked} ".encode("ascii"), np.uint8) != _BLANK
            turns: list[int] = (inside[1:] != inside[:-1]).nonzero()[0].tolist()
            self.start, self.end = turns[::2], turns[1::2]
        else:
            # Gaps and words, added up, are the places.
            sizes = list(map(len, self.raw))
            self.end = list(accumulate(map(add, map(len, _WORD.split(self._text)), sizes)))
            self.start = list(map(sub, self.end, sizes))
        return self.start if name == "start" else self.end


def _blanked(text: str) -> str | None:
    """The text with a blank for every sign, where its words are ASCII and hold no apostrophe (most are): split in C."""
    if "'" in text:
        return None
    if not text.isascii():
        odd = odd_characters(text)
        if "’" in odd or any(map(str.isalnum, odd)):
            return None
        for character in odd:
            text = text.replace(character, " ")
    return text.translate(_SIGNS)


def tokenize(text: str, limit: int | None = None) -> Tokens:
    """The words of `text` (of its first `limit` characters), each with its place."""
    return _tokens(text if limit is None else text[:limit])


# Several steps ask for the same text, one step for all posts of a chunk after the other.
@lru_cache(maxsize=2_048)
def _tokens(text: str) -> Tokens:
    return Tokens(text)


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
        self._size = sum(map(len, table.values()))
        #: By first word, then by second ("" = a phrase of one word): the phrases, longest first.
        self._starts: dict[str, dict[str, list[tuple[tuple[str, ...], tuple[T, ...]]]]] = {}
        for first, group in table.items():
            seconds = self._starts.setdefault(first, {})
            for key, found in sorted(group.items(), key=lambda pair: -len(pair[0])):
                seconds.setdefault(key[1] if len(key) > 1 else "", []).append((key, tuple(found)))

    def __len__(self) -> int:
        return self._size

    def seconds(self, first: str) -> Set[str]:
        """The words that come second in the phrases which begin with `first`; "" for a phrase of that word alone."""
        return self._starts.get(first, {}).keys()

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
        seconds = self._starts.get(low[position])
        if seconds is None:
            return None
        if position + 1 < len(low):
            for key, found in seconds.get(low[position + 1], ()) if low[position + 1] else ():
                end = position + len(key)
                if len(key) == 2 or tuple(low[position:end]) == key:
                    return end, found
        alone = seconds.get("")
        return (position + 1, alone[0][1]) if alone else None
