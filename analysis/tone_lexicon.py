"""Signal words of praise, complaint, bad events and doubt (field guide, section 8), with their place in the text.

They do two jobs: they shift the model's scores where its training material (reviews, tweets) does not know the words of
public offices, and they are the reason an officer is shown.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Final

from analysis.pieces import Remembered, pieces_of
from analysis.tokens import slang

_RAW_WORD: Final = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*2?")
_NEGATIONS: Final = frozenset({"tidak", "bukan", "belum", "jangan", "tanpa"})
#: A negation reaches this many words back from the signal word ("tidak ada pungli").
_REACH: Final = 2


@dataclass(frozen=True, slots=True)
class Signal:
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
            end = position + len(parts)
            if len(parts) == 1 or tuple(words[position:end]) == parts:
                negated = not _NEGATIONS.isdisjoint(words[max(position - _REACH, 0) : position])
                found.append(Signal(kind, weight, position, end, negated))
                free = end
                break
    return found


def signals_with_spans(text: str) -> list[tuple[int, int, str]]:
    """(start, end, kind) of the signals in the ORIGINAL text, in code points; negated ones are left out."""
    pieces = pieces_of(text)
    plain = list(map(_PLAIN.__getitem__, pieces))
    words = " ".join(filter(None, plain)).split(" ")
    signals = [signal for signal in find_signals(words) if not signal.negated and signal.kind != "neutral"]
    if not signals:
        return []
    ends = list(accumulate(found.count(" ") + 1 if found else 0 for found in plain))
    lengths = list(accumulate(map(len, pieces)))

    def span(number: int) -> tuple[int, int]:
        """Where the word of this number stands in the text."""
        place = bisect_right(ends, number)
        before = lengths[place - 1] + place if place else 0
        start, end = _spans(pieces[place])[number - (ends[place - 1] if place else 0)]
        return before + start, before + end

    return [(span(signal.start)[0], span(signal.end - 1)[1], signal.kind) for signal in signals]


def _spans(piece: str) -> list[tuple[int, int]]:
    """Of every plain word of a piece, where what it was made of stands."""
    return [match.span() for match in _RAW_WORD.finditer(piece) for _ in range(_plain_word(match[0]).count(" ") + 1)]


def _plain_word(raw: str) -> str:
    low = raw.lower()
    return " ".join(map(_bare, slang().get(low, low).split(" ")))


def _bare(word: str) -> str:
    return word[:-3] if len(word) > 5 and word.endswith("nya") else word


_PLAIN: Final = Remembered(lambda piece: " ".join(map(_plain_word, _RAW_WORD.findall(piece))))
