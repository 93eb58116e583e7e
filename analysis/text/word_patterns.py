r"""Many small patterns at the starts of words, in one pass over a text.

A table of some hundred cue words costs far more as one alternation per family than as a look-up: the first letters of
every pattern are read off once, and a pattern is tried only at words that begin with them (the literal prefilter of
Cox, "Regular Expression Matching with a Trigram Index", 2012, with prefixes for trigrams). The hits are those of
``(?<!\w)(?:…|…)(?!\w)`` with the longest pattern first, case ignored.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple, Self

from analysis.text.pattern_shapes import ANY_DIGIT, FEWEST, SIZE, needs, openings

_REMEMBERED: Final = 100_000
_WORD: Final = re.compile(r"\w+")
_SIGNS: Final = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
#: What makes most news more than ASCII, and belongs to no word.
_TYPOGRAPHIC: Final = "“”‘’–—…•\xa0"
#: To a pattern that ignores case these are an i, an s and a k.
_FOLDED: Final = str.maketrans("İıſ\u212a", "iisk")


class Entry(NamedTuple):
    """A pattern: the number of its list, itself, and as bits what parts of words its matches need (any one of them)."""

    place: int
    pattern: re.Pattern[str]
    needs: int


class Word(NamedTuple):
    """What a word says: as bits, what the patterns that may begin with it need (0: none may), and the parts it holds."""

    begins: int
    holds: int


#: The bit of patterns of which it isn't known what they need: every text has it.
_ALWAYS: Final = 1


class Hit(NamedTuple):
    """The name of a list of patterns, and where one of them stands: ``[start, end)``."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PatternTable:
    """Named lists of patterns, found by their openings; names keep the order they were given in."""

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    by_opening: Mapping[str, tuple[Entry, ...]]
    #: Of whole words before a blank or a sign that stands in an opening: the patterns.
    heads: Mapping[str, tuple[Entry, ...]]
    #: Parts of words that matches need, each with its bit, by their first letters.
    parts: Mapping[str, Sequence[tuple[str, int]]]
    #: Words that say nothing (most do not, and a set tells at once), and what the others say.
    dull: set[str] = field(default_factory=set, compare=False, repr=False)
    words: dict[str, Word] = field(default_factory=dict, compare=False, repr=False)
    known: dict[str, tuple[Entry, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def build(cls, lists: Mapping[str, Sequence[str]]) -> Self:
        """Compile the lists. Raises ``re.error`` where a pattern is none."""
        table: dict[str, list[Entry]] = {}
        parts: dict[str, int] = {}
        for place, patterns in enumerate(lists.values()):
            # Longest first, so that "sebarkan ayat" isn't cut short to "sebarkan".
            for pattern in sorted(patterns, key=len, reverse=True):
                needed = sum(parts.setdefault(part, _ALWAYS << len(parts) + 1) for part in needs(pattern))
                entry = Entry(place, re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE), needed or _ALWAYS)
                for opening in sorted(openings(pattern)):
                    table.setdefault(opening, []).append(entry)
        # Order among the patterns of one list must survive when openings of several lengths fit one word.
        sizes = sorted({len(opening) for opening in table}, reverse=True)
        any_digit = table.get(ANY_DIGIT, [])
        merged = {
            opening: _ordered(
                [entry for size in sizes for entry in table.get(opening[:size], ()) if size <= len(opening)]
                + (any_digit if opening[:1].isdecimal() else [])
            )
            for opening in table
        }
        by_head: dict[str, list[tuple[str, int]]] = {}
        for part, bit in parts.items():
            by_head.setdefault(part[:FEWEST], []).append((part, bit))
        heads: dict[str, tuple[Entry, ...]] = {}
        for opening, entries in merged.items():
            word = _WORD.match(opening)
            if word is not None and word.end() < len(opening):
                heads[word[0]] = (*heads.get(word[0], ()), *entries)
        return cls(tuple(lists), tuple(sizes), merged, heads, by_head)

    def hits(self, text: str) -> Iterator[Hit]:
        """Hits in the order of the text; those of one name don't overlap."""
        lowered = lower(text)
        telling = word_forms(lowered) - self.dull
        held, begun = _ALWAYS, []
        for word in telling:
            begins, holds = self.words.get(word) or self._learnt(word)
            held |= holds
            if begins:
                begun.append((word, begins))
        live = [word for word, begins in begun if begins & held]
        if not live:
            return
        ends = [0] * len(self.names)
        for start in sorted([start for word in live for start in starts_of_word(word, lowered)]):
            opening = lowered[start : start + SIZE]
            found = self.known.get(opening)
            if found is None:
                found = self._of(opening)
                if len(self.known) < _REMEMBERED:
                    self.known[opening] = found
            for place, pattern, needed in found:
                if needed & held and start >= ends[place] and (hit := pattern.match(text, start)):
                    ends[place] = hit.end()
                    yield Hit(self.names[place], start, hit.end())

    def _learnt(self, word: str) -> Word:
        """What a word says, remembered: words repeat."""
        begins = holds = 0
        for entry in (*self.heads.get(word, ()), *self._of(word[:SIZE])):
            begins |= entry.needs
        small = word if word.isascii() else word.translate(_FOLDED)
        for start in range(len(small) - FEWEST + 1):
            if (parts := self.parts.get(small[start : start + FEWEST])) is not None:
                for part, bit in parts:
                    holds |= bit if small.startswith(part, start) else 0
        said = Word(begins, holds)
        if not begins and not holds:
            if len(self.dull) < _REMEMBERED:
                self.dull.add(word)
        elif len(self.words) < _REMEMBERED:
            self.words[word] = said
        return said

    def _of(self, opening: str) -> tuple[Entry, ...]:
        """The patterns to try at a word with this opening."""
        # A longer opening holds the patterns of the shorter ones as well.
        for size in self.sizes:
            found = self.by_opening.get(opening[:size])
            if found is not None:
                return found
        return self.by_opening.get(ANY_DIGIT, ()) if opening[:1].isdecimal() else ()

    def has(self, text: str) -> bool:
        """Whether any pattern stands in the text."""
        return next(self.hits(text), None) is not None


def words_in(text: str) -> list[str]:
    r"""The words (``\w+``) of a text."""
    # Blanks for signs, character by character in C, take half the time of the pattern.
    if not text.isascii():
        for sign in _TYPOGRAPHIC:
            text = text.replace(sign, " ")
    return text.translate(_SIGNS).split() if text.isascii() else _WORD.findall(text)


def word_forms(text: str) -> frozenset[str]:
    """The different words of a text; several steps ask for those of the same text."""
    return _word_forms(text.strip())


@lru_cache(maxsize=2_048)
def _word_forms(text: str) -> frozenset[str]:
    return frozenset(words_in(text))


def starts_of_word(word: str, text: str) -> Iterator[int]:
    """Where a whole word stands in the text."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not ((start and _in_word(text[start - 1])) or (end < len(text) and _in_word(text[end]))):
            yield start
        start = text.find(word, end)


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _ordered(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(dict.fromkeys(entries), key=lambda entry: (entry.place, -len(entry.pattern.pattern))))


def lower(text: str) -> str:
    """Lower case, letter for letter: positions stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
