"""Emergence: is an issue talked about more than chance allows, given its own past and the office's rhythm? In words.

The decision is made in `analysis.emergence.drum_beats`; here it is said what an officer needs to know about it, with the numbers used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from analysis.emergence.drum_beats import BIRTH, LEAST_POSTS, LEAST_VOICES
from analysis.emergence.heard import HOUR
from analysis.emergence.surprise import TREND
from analysis.text.figures_in_words import decimal, odds
from kentongan.core.findings import Phase


@dataclass(frozen=True, slots=True)
class Emergence:
    """The verdict of the drum.

    Args:
        emerging: an alarm is on: more than chance allows at the promised rate of false alarms.
        score: -log10 of p, 0 and up.
        p: probability of so much by chance, as the model has it (all looks together).
        phase: where the issue stands in its life.
        reason: Indonesian, with the numbers used.
        enough: False = too few data to say (then never emerging).
        since: the moment at which the drum sounded, None while it is silent. One burst has one such moment, however
            often the question is asked.
    """

    emerging: bool
    score: float
    p: float
    phase: Phase
    reason: str
    enough: bool
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """The moment a verdict is told by: a look (slots), what it saw and expected, its p and the limit (both probabilities)."""

    look: int
    seen: float
    expected: float
    speaking: int
    p: float
    limit: float


def verdict(
    phase: Phase, posts: int, speaking: int, moment: Moment | None, since: datetime | None, promised: float
) -> Emergence:
    """The verdict on one issue.

    Args:
        phase: where it stands.
        posts, speaking: its posts in all, its distinct voices of the last day (copies folded).
        moment: the most telling moment of the last day, None where nobody new was heard.
        since: when the drum sounded.
        promised: false alarms a week the officer accepts.
    """
    if posts < LEAST_POSTS and since is None:
        text = f"data belum cukup: {posts} unggahan dari {speaking} sumber (perlu sedikitnya {LEAST_POSTS} unggahan)"
        return Emergence(False, 0.0, 1.0, phase, text, False)
    if moment is None:
        text = f"{speaking} sumber berbeda dalam 24 jam terakhir (perlu sedikitnya {LEAST_VOICES}), belum dianggap menonjol"
        return Emergence(False, 0.0, 1.0, phase, text, True)
    if since is not None and phase in (Phase.STEADY, Phase.COOLING):
        phase = Phase.GROWING
    text = (
        f"{_told(moment)}; peluang kebetulan {odds(moment.p)} "
        f"(batas {odds(moment.limit)} agar alarm palsu paling banyak {decimal(promised)} sepekan)"
    )
    return Emergence(since is not None, float(-np.log10(max(moment.p, 1e-300))), moment.p, phase, text, True, since)


def _told(moment: Moment) -> str:
    if moment.look == BIRTH:
        return f"isu baru dengan {moment.speaking} sumber berbeda pada hari pertamanya"
    if moment.look == TREND:
        return f"naik bertahap: semula {decimal(moment.expected)}, kini {decimal(moment.seen)} suara sehari"
    return (
        f"{moment.speaking} sumber berbeda sehari ini; {decimal(moment.seen)} suara tertimbang dalam {_span(moment.look)}, "
        f"biasanya {decimal(moment.expected)} pada jam seperti ini"
    )


def _span(slots: int) -> str:
    """A look's length in words."""
    return f"{slots // HOUR} jam" if slots >= HOUR else f"{slots * 60 // HOUR} menit"
