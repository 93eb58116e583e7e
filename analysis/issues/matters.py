"""Public-service matters: what a short post is about, whatever words it uses.

"Banyu butheg", "air kayak es teh" and "PDAM keruh" share no word but speak of one matter. `analysis/data/matters.toml`
lists the matters that offices hear of most (field guide 13 and 18) with the words people use for each. One *clear* word
names the matter alone; otherwise two different words must agree. Words are compared without clitics ("lampunya" is
"lampu") but not as stems: a stemmer makes "penghargaan" (award) out of the same "harga" as a price.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from analysis.text.phrases import PhraseIndex
from analysis.text.tokens import standard

CLEAR = 2.0
LEAST = 2.0
_HASHTAG_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Turn:
    """A state of a matter as its name says it ("keruh"), and the phrases that tell of it."""

    name: str
    phrases: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Matter:
    """One public-service matter.

    Args:
        key: stable name in data and in remembered issues.
        name: noun phrase for the issue's name.
        bound: "place" (elsewhere it is another matter, as with a road) or "network" (one matter wherever it is felt).
        titles: (word, noun phrase) that names it better when many posts use the word.
        turns: its states, the most telling first.
        rumour: false news of it is common.
    """

    key: str
    name: str
    bound: str
    titles: tuple[tuple[str, str], ...]
    turns: tuple[Turn, ...]
    rumour: bool = False


_CLITIC = re.compile(r"(?<=[a-z]{4})(?:nya|lah|kah|pun)$")


def bare_words(tokens: Sequence[str]) -> tuple[str, ...]:
    """Words without clitics: "lampunya" → "lampu"; plain reduplications halved."""
    return tuple(_CLITIC.sub("", _half(token)) for token in tokens)


def _half(token: str) -> str:
    left, dash, right = token.partition("-")
    return left if dash and left == right else token


def _phrase(phrase: str) -> tuple[str, ...]:
    return bare_words(standard(phrase.split()))


@dataclass(frozen=True, slots=True)
class _Lexicon:
    matters: dict[str, Matter]
    index: PhraseIndex[tuple[str, float]]
    joined: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    table = tomllib.loads((files("analysis") / "data" / "matters.toml").read_text("utf-8"))["matter"]
    found: dict[str, Matter] = {}
    phrases: list[tuple[tuple[str, ...], tuple[str, float]]] = []
    joined = []
    for row in table:
        turns = tuple(Turn(name, frozenset(_phrase(word) for word in words)) for name, words in row.get("turn", ()))
        titles = tuple((word, name) for word, name in row.get("title", ()))
        found[row["key"]] = Matter(row["key"], row["name"], row["bound"], titles, turns, row.get("rumour", False))
        phrases += [(_phrase(word), (row["key"], CLEAR)) for word in row["clear"]]
        phrases += [(_phrase(word), (row["key"], 1.0)) for word in row["words"]]
        joined += [(word.replace(" ", ""), row["key"]) for word in row["clear"] if len(word) >= _HASHTAG_LENGTH]
    return _Lexicon(found, PhraseIndex(phrases), tuple(joined))


def matters() -> dict[str, Matter]:
    """All matters by key."""
    return _lexicon().matters


def matters_in(
    text: Sequence[str], hashtags: Sequence[str] = (), *, title: int = 0
) -> tuple[dict[str, float], frozenset[str]]:
    """The matters of a text with their weights, most told first; and, where it tells of none, those it hints at.

    Args:
        text: its words in reading order (`bare_words`), stop words included.
        hashtags: lower-case hashtags without "#"; one written as a single word ("sampahpasarlama") is searched inside.
        title: how many of the words at the beginning are a headline; 0 for none. Below a headline a word counts half:
            an article's matter stands in its headline, the rest also tells of others.
    """
    lexicon = _lexicon()
    best: dict[tuple[str, tuple[str, ...]], float] = {}
    for begin in range(len(text)):
        hit = lexicon.index.at(text, begin)
        if hit is None:
            continue
        phrase = tuple(text[begin : hit[0]])
        factor = 1.0 if begin < title or not title else 0.5
        for key, weight in hit[1]:
            best[key, phrase] = max(best.get((key, phrase), 0.0), factor * weight)
    weights: dict[str, float] = {}
    for (key, _), weight in best.items():
        weights[key] = weights.get(key, 0.0) + weight
    for tag in hashtags:
        for key in {key for word, key in lexicon.joined if word in tag}:
            weights[key] = weights.get(key, 0.0) + CLEAR
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    told = {key: weight for key, weight in ranked if weight >= LEAST and 2 * weight >= ranked[0][1]}
    return told, frozenset() if told else frozenset(weights)
