"""Headlines: words that make news good or bad, and forms of titles that say neither (``analysis/data/news_words.toml``).

The tone model learnt from reviews and tweets; of headlines it knows little. Here its voice is lowered and these words
are heard instead. A headline without any of them is neutral.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: A news text of at most so many words is read as a headline.
HEADLINE_WORDS: Final = 25
#: A title of so many words tells its matter; a shorter one announces it, and is read by lists of words and its body alone.
FULL_TITLE_WORDS: Final = 8
#: What is left of the model's log-odds in a headline; chosen with the others on 65 read titles.
MODEL_SHARE: Final = 0.4
_NEUTRAL: Final = 1.0
_PLAIN: Final = 0.5
#: Of what stands at the head of a title: a column, or advice and lists.
_OPENERS: Final = {"column": 4.0, "guide": 2.0}
_PULL: Final = 2.0
_MILD: Final = 0.6
_CAP: Final = 1.6
_REACH: Final = 2
_NEGATIONS: Final = frozenset(
    {"tidak", "bukan", "belum", "jangan", "tanpa", "tak", "anti", "cegah", "lawan", "berantas"}
)


@cache
def _lexicon() -> dict[str, list[tuple[tuple[str, ...], str, float]]]:
    data = tomllib.loads(resources.files("analysis").joinpath("data", "news_words.toml").read_text("utf-8"))
    table: dict[str, list[tuple[tuple[str, ...], str, float]]] = {}
    for name, text in data.items():
        kind, _, mild = name.partition("_")
        for phrase in text.replace("\n", " ").split(","):
            words = tuple(phrase.split())
            if words:
                table.setdefault(words[0], []).append((words, kind, _MILD if mild else 1.0))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def is_headline(prepared: str) -> bool:
    """Whether a prepared text (``tone_text``) of news is short enough for a headline, and not empty."""
    return bool(prepared) and prepared.count(" ") < HEADLINE_WORDS


def is_full_title(title: str) -> bool:
    """Whether a title, prepared or not, tells its matter by itself."""
    return title.count(" ") + 1 >= FULL_TITLE_WORDS


def headline_shift(words: Sequence[str]) -> tuple[float, float, float]:
    """Log-odds to add to (negatif, netral, positif) of a headline, given its standard lower-case words."""
    table = _lexicon()
    sums = {"bad": 0.0, "good": 0.0, "plain": 0.0, "column": 0.0, "guide": 0.0}
    position = 0
    while position < len(words):
        for parts, kind, weight in table.get(words[position], ()):
            end = position + len(parts)
            if len(parts) == 1 or tuple(words[position:end]) == parts:
                denied = kind in {"bad", "good"} and any(
                    w in _NEGATIONS for w in words[max(position - _REACH, 0) : position]
                )
                sums[kind] += 0.0 if denied else weight
                position = end - 1
                break
        position += 1
    opener = max(
        (
            _OPENERS[kind]
            for parts, kind, _ in table.get(words[0], ())
            if kind in _OPENERS and tuple(words[: len(parts)]) == parts
        ),
        default=0.0,
    )
    return (
        _PULL * min(sums["bad"], _CAP),
        _NEUTRAL + _PLAIN * min(sums["plain"], 2.0) + opener,
        _PULL * min(sums["good"], _CAP),
    )


def headline_shifts(prepared: Sequence[str]) -> NDArray[np.float32]:
    """:func:`headline_shift` of prepared texts (``tone_text``), shape (n, 3)."""
    rows = [headline_shift(text.replace("~", "").split(" ")) for text in prepared]
    return np.array(rows, dtype=np.float32).reshape(-1, 3)
