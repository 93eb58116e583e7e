"""Does a post pass on a claim whose origin is unclear, or ask whether such a claim is true? The learnt part of the flag.

Most rumours are calm and short: no capitals, no call to spread, nothing that a list of cues would find. So words, pairs of
words and character n-grams are weighed that posts of several writers share who told claims from the rest of a day
(`training/claim_posts.tsv`), and what the same n-grams say of spreading. A second row of weights says whether it denies such a
claim: who repeats a rumour to say that it is untrue uses its words, too. Nothing outward counts (length, capitals, marks), nor
does the score as a fact-checked text (:mod:`analysis.claims.verification`): with them writers other than those it learnt
from were read worse.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from analysis.learning.files import load_model
from analysis.learning.linear import FeatureSpec
from analysis.text.tokens import plain_words

Float = NDArray[np.float32]
MODEL: Final = "need"
SPEC: Final = FeatureSpec(words=2, word_bits=17, chars=(3, 5), char_bits=17)
#: Characters of a post that are read: claims stand at the head.
READ: Final = 3_000
#: Words of a text that reasons are looked for in: a reading each.
WORDS: Final = 80
#: A word without which the decision (log-odds) falls by less is no reason.
LEAST: Final = 0.1
#: Words that are shown as one reason, at most.
TOGETHER: Final = 4
_STOPS: Final = ".,;:!?)"
_EDGES: Final = " .,;:!?\"'()[]“”…*_"
_WORD: Final = re.compile(r"\S+")


class Reason(NamedTuple):
    """Words ``[start, end)`` of a text, and by how much the log-odds fall without them."""

    start: int
    end: int
    pull: float


@dataclass(frozen=True, slots=True)
class NeedModel:
    """Calibrated weights ``(columns,)`` over hashed n-grams and the score that flags; weights of a denial."""

    weights: Float
    bias: float
    threshold: float
    denial: Float
    denial_bias: float

    @classmethod
    def load(cls) -> Self:
        """Read the shipped model. Raises ``ModelError`` where its file is missing or damaged."""
        arrays, card = load_model(MODEL)
        return cls(
            weights=arrays["weights"].astype(np.float32) * np.float32(arrays["scale"][0]),
            bias=float(arrays["bias"][0]),
            threshold=float(card["threshold"]),
            denial=arrays["denial"].astype(np.float32) * np.float32(arrays["scale"][1]),
            denial_bias=float(arrays["bias"][1]),
        )

    def scores(self, sums: Float) -> Float:
        """Calibrated scores 0–1 of texts, from the sums of their weights."""
        return np.asarray(1 / (1 + np.exp(-(sums.astype(np.float64) + self.bias))), dtype=np.float32)

    def denies(self, sums: Float) -> NDArray[np.bool_]:
        """Whether texts rather deny a claim than not, from the sums of their weights of a denial."""
        return np.asarray(sums + np.float32(self.denial_bias) > 0)

    def reasons(self, text: str, most: int = 3) -> tuple[Reason, ...]:
        """The words of a text that speak most for a claim, strongest first; up to four of a clause as one."""
        return left_out(text, self.weights, most=most)


@cache
def shipped_need() -> NeedModel:
    """The shipped model, read once."""
    return NeedModel.load()


def plain_texts(texts: Sequence[str]) -> list[str]:
    """What the n-grams are taken from: normalised words and numbers, single spaces, at most `READ` characters."""
    return [plain_words(text[:READ]) for text in texts]


def left_out(text: str, weights: Float, *, most: int) -> tuple[Reason, ...]:
    """The words of a text without which the sum of its n-grams' ``weights`` (``(columns,)``) falls most, strongest first.

    Each word is left out in turn (Robnik-Šikonja & Kononenko 2008): n-grams share their letters, so that a weight of
    one of them would say little. Up to four words of a clause are one reason.
    """
    places = [match.span() for match in _WORD.finditer(text[:READ])][:WORDS]
    if not places:
        return ()
    head = text[: places[-1][1]]
    sums = SPEC.sums(plain_texts([head, *(head[:a] + head[b:] for a, b in places)]), weights[:, None])[:, 0]
    pulls = (sums[0] - sums[1:]).tolist()
    found: list[Reason] = []
    for first, (start, _) in enumerate(places):
        for last in range(first, min(first + TOGETHER, len(places))):
            if min(pulls[first], pulls[last]) >= LEAST and text[start : places[last][1]].strip(_EDGES):
                found.append(Reason(start, places[last][1], round(sum(pulls[first : last + 1]), 3)))
            if text[places[last][1] - 1] in _STOPS:
                break
    kept: list[Reason] = []
    for reason in sorted(found, key=lambda reason: (-reason.pull, reason.start)):
        if len(kept) < most and all(reason.end <= other.start or other.end <= reason.start for other in kept):
            kept.append(reason)
    return tuple(kept)


def words_of(text: str, reasons: Sequence[Reason]) -> tuple[str, ...]:
    """The words of reasons as they stand in the text, without marks around them."""
    return tuple(" ".join(text[reason.start : reason.end].split()).strip(_EDGES) for reason in reasons)
