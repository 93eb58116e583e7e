"""Signal words of praise, complaint, bad events and doubt (field guide, section 8), with their place in the text.

They do two jobs: they shift the model's scores where its training material (reviews, tweets) does not know the words of
public offices, and they are the reason an officer is shown.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import accumulate
from typing import Final, NamedTuple

from analysis.text.pieces import Remembered, parted, pieces_of
from analysis.text.tokens import slang

_RAW_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*2?")
_NEGATIONS: Final = frozenset({"tidak", "bukan", "belum", "jangan", "tanpa"})
#: A negation reaches this many words back from the signal word ("tidak ada pungli").
_REACH: Final = 2


class Signal(NamedTuple):
    """A signal word: kind (complaint, event, praise, potential; neutral for idioms), weight, place among the words."""

    kind: str
    weight: float
    start: int
    end: int
    negated: bool


@cache
def _lexicon() -> dict[str, list[tuple[tuple[str, ...], str, float]]]:
    """Phrases by their first word, longest first."""
    text = resources.files("analysis").joinpath("data", "tone_words.tsv").read_text("utf-8")
    table: dict[str, list[tuple[tuple[str, ...], str, float]]] = {}
    for line in text.splitlines()[1:]:
        phrase, kind, weight = line.split("\t")
        parts = tuple(phrase.split(" "))
        table.setdefault(parts[0], []).append((parts, kind, float(weight)))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def find_signals(words: Sequence[str]) -> list[Signal]:
    """Signals in a list of standard lower-case words, left to right, not overlapping; places are word numbers."""
    table = _lexicon()
    found: list[Signal] = []
    free = 0
    for position in [place for place, word in enumerate(words) if word in table]:
        if position < free:
            continue
        for parts, kind, weight in table[words[position]]:
            size = len(parts)
            end = position + size
            if size == 1 or tuple(words[position:end]) == parts:
                negated = not _NEGATIONS.isdisjoint(words[max(position - _REACH, 0) : position])
                found.append(Signal(kind, weight, position, end, negated))
                free = end
                break
    return found


def signals_with_spans(text: str) -> list[tuple[int, int, str]]:
    """(start, end, kind) of the signals in the ORIGINAL text, in code points; negated ones are left out."""
    pieces = pieces_of(text)
    plain = list(map(_PLAIN.__getitem__, pieces))
    words = parted(list(filter(None, plain)))
    signals = [signal for signal in find_signals(words) if not signal.negated and signal.kind != "neutral"]
    if not signals:
        return []
    # Of every word the piece it comes from; most pieces are one word.
    owners = [place for place, found in enumerate(plain) if found]
    if len(owners) < len(words):
        owners = [place for place in owners for _ in range(plain[place].count(" ") + 1)]
    lengths = list(accumulate(map(len, pieces), initial=0))

    def span(number: int) -> tuple[int, int]:
        """Where the word of this number stands in the text."""
        place = owners[number]
        before = lengths[place] + place
        start, end = _spans(pieces[place])[number - bisect_left(owners, place)]
        return before + start, before + end

    spans: list[tuple[int, int, str]] = []
    for signal in signals:
        start, end = span(signal.start)
        spans.append((start, end if signal.end == signal.start + 1 else span(signal.end - 1)[1], signal.kind))
    return spans


@lru_cache(maxsize=4_096)
def _spans(piece: str) -> list[tuple[int, int]]:
    """Of every plain word of a piece, where what it was made of stands. Not to be changed."""
    return [match.span() for match in _RAW_WORD.finditer(piece) for _ in range(_plain_word(match[0]).count(" ") + 1)]


def _plain_word(raw: str) -> str:
    low = raw.lower()
    return " ".join(map(_bare, slang().get(low, low).split(" ")))


def _bare(word: str) -> str:
    return word[:-3] if len(word) > 5 and word.endswith("nya") else word


_PLAIN: Final = Remembered(lambda piece: " ".join(map(_plain_word, _RAW_WORD.findall(piece))), "none")
