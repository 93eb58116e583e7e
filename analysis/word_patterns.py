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

#: Letters of a pattern's opening that are looked up.
SIZE: Final = 8
_REMEMBERED: Final = 100_000
_WORD: Final = re.compile(r"\w+")
_SIGNS: Final = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
#: What takes no letter where a word begins.
_ZERO_WIDTH: Final = re.compile(r"(?:\\b|\^(?:\\W(?:\{0,\d\}|[?*]))?)+")
#: The opening of a pattern that begins with any digit; a private character, which no pattern holds.
_ANY_DIGIT: Final = "\ue000"


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
    by_opening: Mapping[str, tuple[tuple[int, re.Pattern[str]], ...]]
    #: Whole words before a blank or a sign that stands in an opening.
    heads: frozenset[str]
    #: Words that begin a pattern, and words that don't: most words of a text do not, and sets tell them apart at once.
    live: set[str] = field(default_factory=set, compare=False, repr=False)
    dull: set[str] = field(default_factory=set, compare=False, repr=False)
    known: dict[str, tuple[tuple[int, re.Pattern[str]], ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def build(cls, lists: Mapping[str, Sequence[str]]) -> Self:
        """Compile the lists. Raises ``re.error`` where a pattern is none."""
        table: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
        for place, patterns in enumerate(lists.values()):
            # Longest first, so that "sebarkan ayat" isn't cut short to "sebarkan".
            for pattern in sorted(patterns, key=len, reverse=True):
                compiled = re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE)
                for opening in sorted(openings(pattern)):
                    table.setdefault(opening, []).append((place, compiled))
        # Order among the patterns of one list must survive when openings of several lengths fit one word.
        sizes = sorted({len(opening) for opening in table}, reverse=True)
        any_digit = table.get(_ANY_DIGIT, [])
        merged = {
            opening: tuple(
                _ordered(
                    [p for size in sizes for p in table.get(opening[:size], ()) if size <= len(opening)]
                    + (any_digit if opening[:1].isdecimal() else [])
                )
            )
            for opening in table
        }
        heads = frozenset(word[0] for o in merged if (word := _WORD.match(o)) is not None and word.end() < len(o))
        return cls(tuple(lists), tuple(sizes), merged, heads)

    def hits(self, text: str) -> Iterator[Hit]:
        """Hits in the order of the text; those of one name don't overlap."""
        lowered = lower(text)
        known = word_forms(lowered) - self.dull
        if not known:
            return
        live = {word for word in known if word in self.live or self._begins(word)}
        if not live:
            return
        ends = [0] * len(self.names)
        for start in sorted([start for word in live for start in _starts_of_word(word, lowered)]):
            opening = lowered[start : start + SIZE]
            found = self.known.get(opening)
            if found is None:
                found = self._of(opening)
                if len(self.known) < _REMEMBERED:
                    self.known[opening] = found
            for place, pattern in found:
                if start >= ends[place] and (hit := pattern.match(text, start)):
                    ends[place] = hit.end()
                    yield Hit(self.names[place], start, hit.end())

    def _begins(self, word: str) -> bool:
        """Whether a pattern may begin with this word, remembered: words repeat."""
        begins = word in self.heads or bool(self._of(word[:SIZE]))
        remembered = self.live if begins else self.dull
        if len(remembered) < _REMEMBERED:
            remembered.add(word)
        return begins

    def _of(self, opening: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
        """The patterns to try at a word with this opening."""
        # A longer opening holds the patterns of the shorter ones as well.
        for size in self.sizes:
            found = self.by_opening.get(opening[:size])
            if found is not None:
                return found
        return self.by_opening.get(_ANY_DIGIT, ()) if opening[:1].isdecimal() else ()

    def has(self, text: str) -> bool:
        """Whether any pattern stands in the text."""
        return next(self.hits(text), None) is not None


def words_in(text: str) -> list[str]:
    r"""The words (``\w+``) of a text."""
    # Blanks for signs, character by character in C, take half the time of the pattern.
    return text.translate(_SIGNS).split() if text.isascii() else _WORD.findall(text)


def word_forms(text: str) -> frozenset[str]:
    """The different words of a text; several steps ask for those of the same text."""
    return _word_forms(text.strip())


@lru_cache(maxsize=2_048)
def _word_forms(text: str) -> frozenset[str]:
    return frozenset(words_in(text))


def _starts_of_word(word: str, text: str) -> Iterator[int]:
    """Where a whole word stands in the text."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not ((start and _in_word(text[start - 1])) or (end < len(text) and _in_word(text[end]))):
            yield start
        start = text.find(word, end)


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _ordered(patterns: Iterable[tuple[int, re.Pattern[str]]]) -> list[tuple[int, re.Pattern[str]]]:
    unique = dict.fromkeys(patterns)
    return sorted(unique, key=lambda item: (item[0], -len(item[1].pattern)))


def lower(text: str) -> str:
    """Lower case, letter for letter: positions stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


class _Node(NamedTuple):
    """One piece of a pattern: a letter, a group of alternatives, or anything (``alternatives`` None, no letter)."""

    letter: str
    alternatives: tuple[tuple["_Node", ...], ...] | None
    optional: bool
    repeated: bool


def openings(pattern: str) -> frozenset[str]:
    """The first letters, up to `SIZE`, that a match of the pattern may begin with, lower case.

    One shorter than `SIZE` stands for whatever follows. Read are letters, escapes, classes, groups ``(?:…|…)`` and
    the signs ``? + * {m,n}``; what stands behind the openings is no matter. A digit, of whatever script, is
    U+E000 alone.
    """
    zero = _ZERO_WIDTH.match(pattern)
    pattern = pattern[zero.end() :] if zero else pattern
    alternatives, end = _alternatives(pattern, 0)
    if end != len(pattern):
        raise re.error("unbalanced parenthesis", pattern, end)
    done, whole = _starts_of_any(alternatives)
    # Inside an opening a digit ends it.
    return frozenset(opening[:1] + opening[1:].partition(_ANY_DIGIT)[0] for opening in done | whole)


def _alternatives(pattern: str, at: int) -> tuple[tuple[tuple[_Node, ...], ...], int]:
    found: list[tuple[_Node, ...]] = []
    nodes: list[_Node] = []
    while at < len(pattern) and pattern[at] != ")":
        char = pattern[at]
        if char == "|":
            found.append(tuple(nodes))
            nodes, at = [], at + 1
            continue
        letter: str = ""
        group: tuple[tuple[_Node, ...], ...] | None = None
        if pattern.startswith("(?:", at):
            group, at = _alternatives(pattern, at + 3)
            at += 1
        elif pattern.startswith(("(?!", "(?="), at):
            # Looks ahead and takes no letter.
            group, at = ((),), _alternatives(pattern, at + 3)[1] + 1
        elif char == "[":
            at = pattern.index("]", at + 2) + 1
        elif char == "\\":
            kind = pattern[at + 1]
            # A digit settles an opening: what stands behind it is no matter.
            group = ((_Node(_ANY_DIGIT, None, optional=False, repeated=True),),) if kind == "d" else None
            letter = "" if kind.isalpha() else kind
            at += 2
        else:
            letter = "" if char in ".(^$" else char.lower()
            at += 1
        sign = re.compile(r"[?+*]|\{\d*,?\d*\}").match(pattern, at)
        mark = sign[0] if sign else ""
        nodes.append(
            _Node(letter, group, mark[:1] in {"?", "*"} or mark.startswith(("{0", "{,")), mark[:1] not in {"", "?"})
        )
        at += len(mark)
    return (*found, tuple(nodes)), at


def _starts_of_any(alternatives: Iterable[Sequence[_Node]]) -> tuple[frozenset[str], frozenset[str]]:
    done: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    for nodes in alternatives:
        more, short = _starts(nodes)
        done, whole = done | more, whole | short
    return done, whole


def _starts(nodes: Sequence[_Node]) -> tuple[frozenset[str], frozenset[str]]:
    """Openings that are settled, and those of matches that end before `SIZE` letters."""
    done: set[str] = set()
    live = {""}
    for node in nodes:
        settled: frozenset[str] = frozenset()
        short: frozenset[str] = frozenset([node.letter])
        if node.alternatives is not None:
            settled, short = _starts_of_any(node.alternatives)
        elif not node.letter:
            settled, short = frozenset([""]), frozenset()
        if node.repeated:
            settled, short = settled | short, frozenset()
        if node.optional:
            short |= {""}
        done |= {(before + more)[:SIZE] for before in live for more in settled}
        live = {before + more for before in live for more in short}
        done |= {opening[:SIZE] for opening in live if len(opening) >= SIZE}
        live = {opening for opening in live if len(opening) < SIZE}
        if not live:
            break
    return frozenset(done), frozenset(live)
