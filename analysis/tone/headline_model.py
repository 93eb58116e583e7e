"""The learned part of headlines: what titles tell without a word of the lists.

A multinomial logistic regression weighs the n-grams of a title beside what the word lists said (:data:`SIGNS`). It learnt from
headlines written one by one by people who had never seen the program, and from real ones (``training/train_headline.py``).
"""

from typing import Final

import numpy as np

from analysis.learning.linear import Float
from analysis.tone.learnt_sums import HEADLINE, learnt_sums

#: What the word lists said, in the order of the weights: of headlines, then the general ones.
SIGNS: Final = (
    "headline negatif", "headline netral", "headline positif", "signals negatif", "signals netral", "signals positif",
)  # fmt: skip
_HALF: Final = 0.5


def signs_of(words: Float, signals: Float) -> Float:
    """The values of :data:`SIGNS`, ``(titles, 6)``; ``words``, ``signals``: log-odds ``(titles, 3)`` of both kinds of lists."""
    return np.hstack([_HALF * words, _HALF * signals]).astype(np.float32)


def headline_odds(sums: Float, words: Float, signals: Float) -> Float:
    """Log-odds ``(titles, 3)`` of the tones.

    Args:
        sums: of the n-grams' weights, ``(titles, 3)``.
        words: what the words of headlines shift, ``(titles, 3)``.
        signals: what the general signal words shift, ``(titles, 3)``.
    """
    return learnt_sums(HEADLINE).log_odds(sums, signs_of(words, signals))
