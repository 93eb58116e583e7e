"""The learned numbers that are read beside the tone, apart from what is done with them.

The n-grams are those of the tone model: a text's are looked up once for all (:mod:`analysis.tone.model`), then the signs of the
rules are added: toward the agency (:mod:`analysis.tone.agency_model`), of worry (:mod:`analysis.tone.worry`), of headlines
(:mod:`analysis.tone.headline_model`), of trust (:mod:`analysis.tone.trust`).
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.learning.files import load_model
from analysis.learning.linear import Float, row_by_row

AGENCY: Final = "agency"
WORRY: Final = "worry"
HEADLINE: Final = "headline"
TRUST: Final = "tone_trust"


@dataclass(frozen=True, slots=True)
class LearntSums:
    """Log-odds of the labels, ``n`` of them (3 toward the agency and of headlines, 1 of worry and of trust).

    Args:
        columns: of the tone model's features, those that say something, ``(k,)``.
        weights: of these, ``(k, n)``.
        sign_weights: of the signs, ``(signs, n)``.
        bias: ``(n,)``.
    """

    columns: NDArray[np.int32]
    weights: Float
    sign_weights: Float
    bias: Float

    def beside(self, weights: Float) -> Float:
        """Weights ``(columns, m)`` of another model on the same features with ours to the right, ``(columns, m + n)``."""
        both = np.zeros((weights.shape[0], weights.shape[1] + self.weights.shape[1]), np.float32)
        both[:, : weights.shape[1]] = weights
        both[self.columns, weights.shape[1] :] = self.weights
        return both

    def log_odds(self, sums: Float, signs: Float) -> Float:
        """Log-odds ``(texts, n)`` of texts whose n-grams' weights sum to ``sums``; ``signs``: ``(texts, signs)``."""
        return np.asarray(sums + row_by_row(signs, self.sign_weights) + self.bias, dtype=np.float32)


@cache
def learnt_sums(name: str) -> LearntSums:
    """The shipped numbers of this name, read once. Raises ``ModelError`` where their file is missing or damaged."""
    arrays, _ = load_model(name)
    return LearntSums(
        arrays["columns"].astype(np.int32),
        *(arrays[name].astype(np.float32) for name in ("weights", "sign_weights", "bias")),
    )
