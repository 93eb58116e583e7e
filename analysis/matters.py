"""Public-service matters: what a short post is about, whatever words it uses.

"Banyu butheg", "air kayak es teh" and "PDAM keruh" share no word but speak of one matter. `analysis/data/matters.toml`
lists the matters that offices hear of most (field guide 13 and 18) with the words people use for each. One *clear* word
names the matter alone; otherwise two different words must agree. Stems are compared, so that "berlubang" is "lubang".
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from analysis.phrases import PhraseIndex
from analysis.tokens import standard, stems

CLEAR = 2.0
LEAST = 2.0
_HASHTAG_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Turn:
    """A state of a matter as its name says it ("keruh"), and the stems that tell of it."""

    name: str
    stems: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Matter:
    """One public-service matter.

    Args:
        key: stable name in data and in remembered issues.
        name: noun phrase for the issue's name.
        bound: "place" (elsewhere it is another matter, as with a road) or "network" (one matter wherever it is felt).
        titles: (word, noun phrase) that names it better when many posts use the word.
        turns: its states, the most telling first.
    """

    key: str
    name: str
    bound: str
    titles: tuple[tuple[str, str], ...]
    turns: tuple[Turn, ...]


def phrase_stems(phrase: str) -> tuple[str, ...]:
    """A phrase of the list as stems, in order."""
    return tuple(stems(standard(phrase.split())))


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
        turns = tuple(Turn(name, frozenset(phrase_stems(word) for word in words)) for name, words in row.get("turn", ()))
        titles = tuple((word, name) for word, name in row.get("title", ()))
        found[row["key"]] = Matter(row["key"], row["name"], row["bound"], titles, turns)
        phrases += [(phrase_stems(word), (row["key"], CLEAR)) for word in row["clear"]]
        phrases += [(phrase_stems(word), (row["key"], 1.0)) for word in row["words"]]
        joined += [(word.replace(" ", ""), row["key"]) for word in row["clear"] if len(word) >= _HASHTAG_LENGTH]
    return _Lexicon(found, PhraseIndex(phrases), tuple(joined))


def matters() -> dict[str, Matter]:
    """All matters by key."""
    return _lexicon().matters


def matters_in(text: Sequence[str], hashtags: Sequence[str] = ()) -> dict[str, float]:
    """The matters of a text with their weights, most told first.

    Args:
        text: its stems in reading order, stop words included.
        hashtags: lower-case hashtags without "#"; one written as a single word ("sampahpasarlama") is searched inside.
    """
    lexicon = _lexicon()
    seen: set[tuple[str, tuple[str, ...]]] = set()
    weights: Counter[str] = Counter()
    for begin in range(len(text)):
        hit = lexicon.index.at(text, begin)
        if hit is None:
            continue
        phrase = tuple(text[begin : hit[0]])
        for key, weight in hit[1]:
            if (key, phrase) not in seen:
                seen.add((key, phrase))
                weights[key] += weight
    for tag in hashtags:
        for key in {key for word, key in lexicon.joined if word in tag}:
            weights[key] += CLEAR
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return {key: weight for key, weight in ranked if weight >= LEAST and 2 * weight >= ranked[0][1]}
