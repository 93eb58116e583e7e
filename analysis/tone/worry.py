"""The learned part of "berpotensi negatif": worry, doubt, rumour and waiting in a post, whatever words they are told in.

A logistic regression weighs the n-grams of the text beside what the rules heard (:data:`SIGNS`). It learnt from posts written
one by one (``training/train_worry.py``), complaints among them, so that it also tells worry from complaint. News, whose
titles are made of other words, and texts longer than those it learnt from are left to the list of words.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from analysis.learning.linear import Float
from analysis.tone.agency_model import LONGEST, Heard
from analysis.tone.learnt_sums import WORRY, learnt_sums

#: What the rules heard, in the order of the weights.
SIGNS: Final = (
    "doubt", "blame", "praise", "asks", "calm", "planned", "service", "named", "sarcastic", "asks for action", "complains",
    "neutral", "ends in question", "question mark", "complaint", "comment", "message",
)  # fmt: skip
_MOST: Final = 2.0


def signs_of(heard: Sequence[Heard]) -> Float:
    """The values of :data:`SIGNS`, ``(texts, signs)``."""
    values: list[tuple[Any, ...]] = []
    for kind, text, _, talk, voice, named in heard:
        values.append((
            voice.doubt, talk.blame, talk.praise, talk.asks, talk.calm, talk.planned, talk.about_service, named,
            voice.sarcastic, voice.asks, voice.complains, voice.neutral, text.rstrip().endswith("?"), "?" in text, kind == "complaint", kind == "comment", kind == "message",
        ))  # fmt: skip
    return np.minimum(np.array(values, np.float32).reshape(-1, len(SIGNS)), _MOST)


def worries(heard: Sequence[Heard], sums: Float) -> Float:
    """Share of one ``(texts,)``: how surely a post worries, doubts, waits or retells a rumour; NaN where it is not asked.

    Args:
        heard: what the rules know of each.
        sums: of the n-grams' weights, ``(texts, 1)``.
    """
    found = np.full(len(heard), np.nan, np.float32)
    asked = [place for place, one in enumerate(heard) if one.kind != "news" and 0 < len(one.text) <= LONGEST]
    if asked:
        odds = learnt_sums(WORRY).log_odds(sums[asked], signs_of([heard[place] for place in asked]))[:, 0]
        found[asked] = 1.0 / (1.0 + np.exp(-odds))
    return found
