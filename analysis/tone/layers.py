"""What may stand over the shipped tone: a transformer that an office brings, and what its corrections taught."""

from __future__ import annotations

from typing import Any, Final, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.tone.model import LABELS, UNSURE

SCORES: Final = ["tone_negatif", "tone_netral", "tone_positif"]


class ToneLayer(Protocol):
    """Reads the tone anew, post by post, knowing what was read before."""

    @property
    def digest(self) -> str:
        """What a kept reading depends on."""

    def reread(self, posts: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
        """The columns of ``analysis.tone.reading.tone_columns`` as this layer would have them; index of ``read``."""


def without_words(posts: pd.DataFrame) -> NDArray[np.bool_]:
    """Of each post, whether there is nothing to read."""
    return np.array([not (a.strip() or b.strip()) for a, b in zip(posts["title"], posts["text"], strict=True)], bool)


def with_scores(read: pd.DataFrame, scores: NDArray[Any], empty: NDArray[np.bool_]) -> pd.DataFrame:
    """The columns with other scores of the event's tone, and what follows from them.

    Sarcasm stays unsure; what is negative is not potentially negative beside; posts without words stay as they are.
    """
    shipped = read[SCORES].to_numpy(np.float32)
    ironic = read["tone_unsure"].to_numpy(bool) & (shipped.max(axis=1) >= UNSURE)
    labels = pd.Series([LABELS[i] for i in scores.argmax(axis=1)], index=read.index, dtype="str")
    changed = read.assign(
        tone=read["tone"].where(empty, labels),
        tone_unsure=np.where(empty, read["tone_unsure"], (scores.max(axis=1) < UNSURE) | ironic).astype(bool),
    )
    changed[SCORES] = np.where(empty[:, None], shipped, scores).astype(np.float32)
    still = (changed["tone"] != "negatif").to_numpy()
    return changed.assign(potential_negative=read["potential_negative"].to_numpy(bool) & still)
