"""The learned part of the stance: which words, in which order, and which signs of the rules speak for which answer.

Denial, hearsay and doubt are told by small words ("bukan … tapi", "katanya", "kok"), whatever the claim is about. So
the model sees a text as its common words only, every other word being one blank, ``*``: "bukan * tapi *". Single words
and pairs of neighbours are counted, informal and regional forms as their standard ones (`analysis/data/slang.tsv`,
`regional_words.tsv`), beside the word lists and cues that the rules of :mod:`analysis.stance.reading` find, and wider lists that decide nothing by themselves. A multinomial
logistic regression weighs them; its words of a text can be named (:func:`StanceModel.reasons`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from analysis.categories.lists import regional_words
from analysis.claims.cues import FAMILIES, CueReport
from analysis.learning.files import load_model
from analysis.text.tokens import slang
from analysis.text.word_patterns import lower

Float = NDArray[np.float32]
MODEL: Final = "stance"
ANSWERS: Final = ("spreads", "denies", "quotes", "asks", "")
#: Newsrooms neither spread nor ask.
OF_NEWSROOMS: Final = ("denies", "quotes", "")
#: Characters and words of a text that are read.
READ: Final = 1_500
WORDS: Final = 60
#: A text's words weigh this much together, whatever their number.
SPREAD: Final = 4.0
BLANK: Final = "*"
OPENS: Final = "^"
ENDS: Final = "$"
#: What stands for any number.
NUMBER: Final = "0"
_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+|\?")
_SIGNS: Final = ("capitals", "shouting", "emoji", "no_anchor", "forwarded", "shortlink", "lookalike_domain")
#: Signs beside the words: the lists of ``stance.toml`` and ``stance_signs.toml``, then these.
SIGNALS: Final = (
    *(f"strong {family}" for family in FAMILIES), *(f"sign {sign}" for sign in _SIGNS),
    "suspicious", "opinion", "flagged", "matched", "question mark", "ends in question", "length", "short", "long",
    *(f"rules {answer or 'none'}" for answer in ANSWERS),
)  # fmt: skip


class Reason(NamedTuple):
    """Words ``[start, end)`` of a text that spoke for the answer, and how much (log-odds against the other answers)."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Words:
    """The common words, and the numbers of all forms that stand for them; a form of several words has several."""

    common: tuple[str, ...]
    forms: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, common: Sequence[str]) -> Self:
        """Words in their order; the first three are the blank, the opening and the end."""
        place = {word: i for i, word in enumerate(common)}
        forms: dict[str, tuple[int, ...]] = {word: (i,) for word, i in place.items()}
        for form, standard in _standard_forms().items():
            forms[form] = tuple(place.get(part, 0) for part in standard.split())
        return cls(tuple(common), forms)

    def numbers(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """The text as numbers of common words, blanks joined, between opening and end; and where each stands."""
        numbers, places = [1], [(0, 0)]
        for hit in _TOKEN.finditer(lower(text[:READ])):
            token = hit[0]
            for number in self.forms.get(NUMBER if token.isdigit() else token, (0,)):
                if number or numbers[-1]:
                    numbers.append(number)
                    places.append(hit.span())
            if len(numbers) > WORDS:
                break
        return [*numbers, 2], [*places, (0, 0)]


@cache
def _standard_forms() -> dict[str, str]:
    return regional_words() | slang()


def words_of(text: str) -> list[str]:
    """The words of a text in standard form, every number as the same word."""
    known = _standard_forms()
    tokens = (hit[0] for hit in islice(_TOKEN.finditer(lower(text[:READ])), WORDS))
    return [part for token in tokens for part in known.get(token, NUMBER if token.isdigit() else token).split()]


def pairs_and_words(numbers: Sequence[int], size: int) -> dict[int, int]:
    """Keys of the words and pairs in a text → where the first of each ends; ``size`` is the number of common words."""
    found = {number: i for i, number in enumerate(numbers) if number > 2}
    for i in range(1, len(numbers)):
        found.setdefault(size + numbers[i - 1] * size + numbers[i], i)
    return found


def signals(
    text: str, lists: Iterable[str], names: Mapping[str, int], report: CueReport, more: Mapping[str, float]
) -> Float:
    """The signs of a text as numbers: hits of the rules' lists, cues, outward signs, and what else is known of it."""
    values = np.zeros(len(names), np.float32)
    words = min(len(text.split()), WORDS)
    known = {f"list {name}": 1.0 for name in lists}
    known |= {f"strong {family}": 1.0 for family in report.strong} | {
        f"sign {sign}": 1.0 for sign in report.telling_signs
    }
    known |= {
        "suspicious": float(report.suspicious), "question mark": float("?" in text),
        "ends in question": float(text.rstrip().endswith("?")),
        "length": float(np.log1p(words)) / 2, "short": float(words <= 15), "long": float(words >= 40), **more,
    }  # fmt: skip
    for name, value in known.items():
        if name in names:
            values[names[name]] = value
    return values


@dataclass(frozen=True, slots=True)
class StanceModel:
    """Weights ``(features, 5)`` of words, pairs and signs for :data:`ANSWERS`."""

    words: Words
    rows: Mapping[int, int]
    weights: Float
    signs: Mapping[str, int]
    sign_weights: Float
    bias: Float
    #: Weights ``(6, 3)`` of the five sums of n-grams, and biases, for what a newsroom may do.
    press: Float

    @classmethod
    def load(cls) -> Self:
        """Read the shipped model. Raises ``ModelError`` where its file is missing or damaged."""
        arrays, _ = load_model(MODEL)
        words = Words.of(arrays["words"].tobytes().decode().split("\n"))
        return cls(
            words=words,
            rows={int(key): i for i, key in enumerate(arrays["keys"])},
            weights=arrays["weights"].astype(np.float32) * np.float32(arrays["scale"][0]),
            signs={name: i for i, name in enumerate(arrays["signs"].tobytes().decode().split("\n"))},
            sign_weights=arrays["sign_weights"].astype(np.float32),
            bias=arrays["bias"].astype(np.float32),
            press=arrays["press"],
        )

    def probabilities(self, text: str, signs: Float) -> Float:
        """Probability of each of :data:`ANSWERS`, shape ``(5,)``."""
        numbers, _ = self.words.numbers(text)
        rows = [
            row for key in pairs_and_words(numbers, len(self.words.common)) if (row := self.rows.get(key)) is not None
        ]
        logits = self.bias + signs @ self.sign_weights
        if rows:
            logits = logits + self.weights[rows].sum(axis=0) * weight_of(len(numbers))
        powers = np.exp(logits - logits.max())
        return np.asarray(powers / powers.sum(), np.float32)

    def of_newsroom(self, sums: Float) -> str:
        """What an article does with a claim, by its n-grams alone (``sums``, shape ``(5,)``); "" where none is likelier than not."""
        logits = sums @ self.press[:-1] + self.press[-1]
        powers = np.exp(logits - logits.max())
        best = int(powers.argmax())
        return OF_NEWSROOMS[best] if powers[best] > 0.5 * powers.sum() else ""

    def reasons(self, text: str, answer: str, most: int = 3) -> tuple[Reason, ...]:
        """The words of the text that spoke most for the answer, strongest first; pairs cover both of their words."""
        numbers, places = self.words.numbers(text)
        own = ANSWERS.index(answer)
        found = []
        for key, i in pairs_and_words(numbers, len(self.words.common)).items():
            row = self.rows.get(key)
            if row is None:
                continue
            values = self.weights[row] * weight_of(len(numbers))
            gain = float(values[own] - np.delete(values, own).mean())
            shown = [
                place
                for place in (places[i - 1] if key >= len(self.words.common) else places[i], places[i])
                if place[1]
            ]
            if gain > 0 and shown:
                found.append(Reason(shown[0][0], shown[-1][1], round(gain, 3)))
        found.sort(key=lambda reason: (-reason.weight, reason.start))
        kept: list[Reason] = []
        for reason in found:
            if all(reason.end <= other.start or other.end <= reason.start for other in kept) and len(kept) < most:
                kept.append(reason)
        return tuple(kept)


def weight_of(numbers: int) -> float:
    """What one word or pair of a text of so many words weighs."""
    return float(SPREAD / np.sqrt(2 * max(numbers - 1, 1)))


@cache
def shipped_model() -> StanceModel:
    """The shipped model, read once."""
    return StanceModel.load()


def packed(words: Sequence[str]) -> Any:
    """Words as an array of bytes: model files hold arrays only."""
    return np.frombuffer("\n".join(words).encode(), np.uint8)
