"""The two linear models of tone, and which of them reads a text: one of news, which knows headlines best, and one of all
other posts, which has learnt more talk on government. What each is worth stands in ``docs/accuracy.md``.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.learning.linear import LinearModel

NEWS: Final = "tone"
TALK: Final = "tone_talk"
READERS: Final = (NEWS, TALK)
#: Model, words and rules agree more often than their sum of log-odds says: the scores alone are too modest. Chosen for
#: each model on our own posts for choosing, SmSA valid and NusaX valid.
_SHARPEN: Final = {NEWS: 1.15, TALK: 1.2}


def reader_of(is_news: bool) -> str:
    """Name of the model that reads a text: of news its title and its body, and clauses on the agency; else a post's."""
    return NEWS if is_news else TALK


@cache
def model(name: str) -> LinearModel:
    """A shipped tone model, loaded when a text first asks for it. Raises ``ModelError`` where its file is missing or damaged."""
    return LinearModel.load(name)


def log_scores(prepared: Sequence[str], news: Sequence[bool]) -> NDArray[np.float32]:
    """Logarithms of the probabilities ``(n, 3)`` that each prepared text's own model gives.

    Raises:
        ModelError: a model file is missing or damaged.
    """
    scores = np.empty((len(prepared), 3), dtype=np.float32)
    readers = np.array([reader_of(is_news) for is_news in news], dtype=object)
    for name in READERS:
        rows = np.flatnonzero(readers == name)
        if len(rows):
            linear = model(name)
            scores[rows] = linear.probabilities(linear.decisions([prepared[row] for row in rows.tolist()]))
    return np.log(np.maximum(scores, 1e-6))


def sharpness(news: Sequence[bool]) -> NDArray[np.float32]:
    """What the log-odds of each text are multiplied by, so that its scores are shares of right answers."""
    return np.array([_SHARPEN[reader_of(is_news)] for is_news in news], dtype=np.float32)
