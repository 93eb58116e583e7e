"""What the words that only a message has say against its being a fact-check's claim: learnt word by word.

A changed message often differs by a word that tells nothing elsewhere ("tetap", "sebelum", "minta", "memang"), or by one that no list of
rivals and opposites holds. People who pass a claim on add words, too ("mama langsung panik"), so each word is weighed by what it said
of messages written by hand, by whether it stands between those that both share, beside them in a clause, or in a clause of its own. Weights stand
for the word, its stem and its character n-grams (feature hashing, Weinberger et al. 2009), so that unseen words have some.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from analysis.claims.laid import Laid
from analysis.claims.swaps import READ, all_keys, keys_of, stemmed
from analysis.text.tokens import stems

#: Where foreign words may stand (:class:`Foreign`).
ZONES: Final = ("within", "beside", "apart")
NAMES: Final = tuple(f"foreign_{zone}{kind}" for kind in ("", "_most") for zone in ZONES)
#: Columns of each zone.
COLUMNS: Final = 1 << 16
_SHORTEST, _LONGEST = 3, 5
_REMEMBERED: Final = 50_000


class Foreign(NamedTuple):
    """Words that only the text has: between the first and the last shared one; before or behind these, in a clause with a shared one;
    and in other clauses.
    """

    within: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


def foreign(laid: Laid, clauses: Sequence[frozenset[str]]) -> Foreign:
    """The words of a text, stop words too, that its fact-check has in no spelling, inflection or word for the same thing."""
    tokens = laid.text.tokens[:READ]
    told = {word.form for word, known in zip(laid.said, laid.known, strict=True) if known}
    there = all_keys(laid.whole.tokens)
    shared = [
        token in told or stem in there or key in there
        for token, stem, key in zip(tokens, stemmed(laid.text.tokens), keys_of(laid.text.tokens), strict=False)
    ]
    telling = [at for at, token in enumerate(tokens) if token in told]
    first, last = (telling[0], telling[-1]) if telling else (len(tokens), -1)
    core = frozenset().union(*(clause for clause in clauses if not told.isdisjoint(clause)))
    zones: tuple[list[str], ...] = ([], [], [])
    for at, token in enumerate(tokens):
        if not shared[at]:
            zones[0 if first < at < last else 1 if token in core else 2].append(token)
    return Foreign(*(tuple(dict.fromkeys(zone)) for zone in zones))


@lru_cache(maxsize=_REMEMBERED)
def columns_of(word: str) -> NDArray[np.intp]:
    """Columns of a word: itself, its stem, and its character n-grams."""
    framed = f"^{word}$"
    grams = {framed[at : at + size] for size in range(_SHORTEST, _LONGEST + 1) for at in range(len(framed) - size + 1)}
    features = [f"w {word}", f"s {stems([word])[0]}", *(f"c {gram}" for gram in sorted(grams))]
    return np.unique(np.array([crc32(feature.encode()) % COLUMNS for feature in features], np.intp))


@dataclass(frozen=True, slots=True)
class ForeignWords:
    """Weights ``(3 * COLUMNS,)``: above nought a word speaks for the claim, below against it; and what words seen so far weigh."""

    weights: NDArray[np.float32]
    _seen: dict[tuple[str, int], float] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """The weights of a model file (:meth:`arrays`)."""
        return cls(arrays["words"].astype(np.float32) * np.float32(arrays["words_scale"][0]))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What a model file keeps: eight bits a weight."""
        scale = max(float(np.abs(self.weights).max()), 1e-9) / 127
        return {
            "words": np.round(self.weights / scale).astype(np.int8),
            "words_scale": np.array([scale], np.float32),
        }

    def signs(self, words: Foreign) -> list[float]:
        """Values of `NAMES`: what the words weigh together, and what the one weighs that speaks most against the claim."""
        weights = [[self._weight(word, zone * COLUMNS) for word in those] for zone, those in enumerate(words)]
        return [*map(sum, weights), *(min(zone, default=0.0) for zone in weights)]

    def _weight(self, word: str, offset: int) -> float:
        found = self._seen.get((word, offset))
        if found is None:
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            found = float(self.weights[columns_of(word) + offset].sum())
            self._seen[word, offset] = found
        return found
