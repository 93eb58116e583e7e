"""What words, pairs of words and letters say of a text's stance: the wide half of what is learnt.

The common words and signs of :mod:`analysis.stance.model` see how a thing is said; these n-grams, the same hashed ones as
those of the flag (:mod:`analysis.claims.need`), also see what is said, and in which spelling. They decide nothing: their sums
are signs beside the others, and say whether a claim may be in sight at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from analysis.claims.need import SPEC, Reason, left_out, plain_texts
from analysis.learning.files import load_model
from analysis.stance.model import ANSWERS

Float = NDArray[np.float32]
MODEL: Final = "stance_ngrams"
#: By so much "no claim is told of" may be the likelier (log-odds) for a text that is read further all the same.
DOUBT: Final = 0.0
#: What a sum counts as a sign beside signs of 0 and 1.
SHARE: Final = 0.5
SIGNS: Final = tuple(f"n-grams {answer or 'none'}" for answer in ANSWERS)


@dataclass(frozen=True, slots=True)
class StanceNgrams:
    """Weights ``(columns, 5)`` over hashed n-grams and biases ``(5,)``, for the answers of :mod:`analysis.stance.model`."""

    weights: Float
    bias: Float

    @classmethod
    def load(cls) -> Self:
        """Read the shipped model. Raises ``ModelError`` where its file is missing or damaged."""
        arrays, _ = load_model(MODEL)
        return cls(arrays["weights"].astype(np.float32) * arrays["scale"], arrays["bias"].astype(np.float32))

    def sums(self, texts: Sequence[str]) -> Float:
        """Log-odds of each answer against all others, shape ``(texts, 5)``; not calibrated."""
        return np.asarray(SPEC.sums(plain_texts(texts), self.weights) + self.bias, dtype=np.float32)

    def reasons(self, text: str, answer: str, most: int = 3) -> tuple[Reason, ...]:
        """The words without which the text would say least of the answer, strongest first."""
        return left_out(text, self.weights[:, ANSWERS.index(answer)], most=most)


@cache
def shipped_ngrams() -> StanceNgrams:
    """The shipped model, read once."""
    return StanceNgrams.load()


def may_tell(sums: Float) -> NDArray[np.bool_]:
    """Which texts may tell of a claim, shape ``(texts,)``, by their sums ``(texts, 5)``."""
    return np.asarray(sums[:, ANSWERS.index("")] <= DOUBT)


def signs_of(sums: Sequence[float]) -> dict[str, float]:
    """The five sums of one text as signs beside those of the lists."""
    return {name: SHARE * value for name, value in zip(SIGNS, sums, strict=True)}
