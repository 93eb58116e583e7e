"""The learned numbers of the tone toward the agency, apart from what is done with them.

The n-grams are those of the tone model: a text's are looked up once for both (:mod:`analysis.tone.model`), then the signs of
the rules are added (:mod:`analysis.tone.agency_model`).
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.learning.files import load_model
from analysis.learning.linear import Float

MODEL: Final = "agency"


@dataclass(frozen=True, slots=True)
class AgencyNumbers:
    """Log-odds of the three labels.

    Args:
        columns: of the tone model's features, those that say something, ``(k,)``.
        weights: of these, ``(k, 3)``.
        sign_weights: of the signs, ``(signs, 3)``.
        bias: ``(3,)``.
    """

    columns: NDArray[np.int32]
    weights: Float
    sign_weights: Float
    bias: Float

    def beside(self, weights: Float) -> Float:
        """Weights ``(columns, n)`` of another model on the same features with ours to the right, ``(columns, n + 3)``."""
        both = np.zeros((weights.shape[0], weights.shape[1] + self.weights.shape[1]), np.float32)
        both[:, : weights.shape[1]] = weights
        both[self.columns, weights.shape[1] :] = self.weights
        return both


@cache
def agency_numbers() -> AgencyNumbers:
    """The shipped numbers, read once. Raises ``ModelError`` where their file is missing or damaged."""
    arrays, _ = load_model(MODEL)
    return AgencyNumbers(
        arrays["columns"].astype(np.int32),
        *(arrays[name].astype(np.float32) for name in ("weights", "sign_weights", "bias")),
    )
