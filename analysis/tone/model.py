"""Scores of tone: a linear model's, shifted by the signal words, the rules applied, long texts read by parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analysis.learning.linear import softmax
from analysis.tone.headlines import HEADLINE_WORDS, MODEL_SHARE, headline_shifts
from analysis.tone.readers import log_scores, read_beside, sharpness
from analysis.tone.rules import Reading, read
from analysis.tone.text import tone_text

LABELS: Final = ("negatif", "netral", "positif")
#: Under this score a tone is shown as unsure ("ragu").
UNSURE: Final = 0.6
Scores = NDArray[np.float32]

#: Log-odds per unit of signal weight. Chosen on SmSA valid and NusaX valid (0.8) and on 65 read news titles (2.0).
_PULL: Final = 0.8
_PULL_NEWS: Final = 2.0
_NEUTRAL_PULL: Final = 4.0
#: Of doubt without a fault ("semoga segera ada kejelasan"): a worry is no complaint yet.
_DOUBT_PULL: Final = 1.2
#: Of the general signal words' shift in a headline, which has words of its own.
_HEAD_SIGNALS: Final = 0.5
#: How often a headline's answer is right: log-odds of the score times the first, plus the one of its label; fitted on 605 read
#: titles (`training/fit_headline_trust.py`). The score alone says little of a headline.
_HEAD_TRUST: Final = 0.48
_HEAD_TRUST_OF: Final = np.array([0.20, 0.33, -0.74])
#: Of what a text says of the agency; chosen among 0, 0.5, 1, 1.5, 2 and 3 on the half of our own posts for choosing.
_AGENCY_PULL: Final = 1.0
#: Of certain worry; chosen among 0, 1, 1.5, 1.75, 2, 2.5 and 3 on the halves for choosing and the valid files.
_WORRY_PULL: Final = 1.75
#: Model texts are at most about this long; longer ones are read by parts.
_PART_CHARACTERS: Final = 600
_MAX_PARTS: Final = 40
_LEAD_WEIGHT: Final = 2.0
#: Its last sign and the blanks behind; the plain first class lets a search skip to one.
_SENTENCE_END: Final = re.compile(r"[.!?\n](?:(?<=\n)\n*|(?<!\n)\s+)")


def parts_of(text: str) -> list[str]:
    """Cut a long text at sentence ends into parts of about 600 characters; at most 40, from the beginning."""
    if len(text) <= _PART_CHARACTERS:
        return [text]
    parts: list[str] = []
    current = ""
    for sentence in _sentences(text[: _PART_CHARACTERS * _MAX_PARTS]):
        if current and len(current) + len(sentence) > _PART_CHARACTERS:
            parts.append(current)
            current = ""
        # A sentence without an end (a list, a hostile text) is cut where it has to be.
        for start in range(0, max(len(sentence), 1), _PART_CHARACTERS):
            piece = sentence[start : start + _PART_CHARACTERS]
            if current and len(current) + len(piece) > _PART_CHARACTERS:
                parts.append(current)
                current = piece
            else:
                current = f"{current} {piece}" if current else piece
    if current:
        parts.append(current)
    return parts[:_MAX_PARTS]


def _sentences(text: str) -> list[str]:
    """The text between blanks that follow a full stop, and line breaks."""
    found, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        found.append(text[start : end.start() + (text[end.start()] != "\n")])
        start = end.end()
    return [*found, text[start:]]


def score_prepared(
    prepared: Sequence[str], news: Sequence[bool], *, events: bool = True
) -> tuple[Scores, list[Reading]]:
    """Probabilities ``(n, 3)`` in the order of ``LABELS``, and what the rules saw, of prepared texts."""
    (scores,), readings = _scored(prepared, [log_scores(prepared, news)], news, events=events)
    return scores, readings


def _scored(
    prepared: Sequence[str], answers: Sequence[Scores], news: Sequence[bool], *, events: bool
) -> tuple[list[Scores], list[Reading]]:
    """Each model's log-odds of the texts, shifted by what the rules see."""
    readings = [read(text, events=events) for text in prepared]
    heads = [
        place
        for place, (text, is_news) in enumerate(zip(prepared, news, strict=True))
        if events and is_news and text and text.count(" ") < HEADLINE_WORDS
    ]
    pull = np.where(np.asarray(news, dtype=bool), _PULL_NEWS, _PULL).astype(np.float32)
    shift = np.array([(r.bad, _NEUTRAL_PULL * r.neutral, r.good) for r in readings], dtype=np.float32).reshape(-1, 3)
    shift[:, 0] *= pull
    shift[:, 2] *= pull
    shift[:, 1] += [_DOUBT_PULL if reading.doubt and reading.bad == 0 else 0.0 for reading in readings]
    if heads:
        for logits in answers:
            logits[heads] *= MODEL_SHARE
        shift[heads] = headline_shifts([prepared[place] for place in heads]) + _HEAD_SIGNALS * shift[heads]
    empty = np.array([not text for text in prepared], dtype=bool)
    sarcastic = [place for place, reading in enumerate(readings) if reading.sarcastic]
    found = [softmax(logits + shift) for logits in answers]
    for scores in found:
        scores[empty] = (0.0, 1.0, 0.0)
        for place in sarcastic:
            scores[place] = without_praise(scores[place])
    return found, readings


def without_praise(row: Any) -> Any:
    """Sarcasm is never positive: the score of praise goes to complaint and neutral, and stays unsure."""
    negative = min(float(row[0]) + 0.7 * float(row[2]), 0.59)
    return np.array([negative, 1.0 - negative - 0.02, 0.02], dtype=np.float32)


def leaning(scores: Scores, said: Sequence[str], news: Sequence[bool], worry: Scores) -> Scores:
    """Scores ``(n, 3)`` moved toward what each text says of the agency (``said``: a label each; netral moves nothing) and, with its
    worry (a share of one, ``(n,)``; NaN is none), to neutral; sharpened, each as its model needs, so that they are shares of right answers.

    Who complains of a service or praises one is heard even where the model knows none of the words, and who worries is not
    taken for one who complains.
    """
    logits = sharpness(news)[:, None] * np.log(np.maximum(scores, 1e-6))
    for place, label in enumerate(LABELS):
        if label != "netral":
            logits[:, place] += _AGENCY_PULL * (np.asarray(said) == label)
    logits[:, LABELS.index("netral")] += _WORRY_PULL * np.nan_to_num(worry)
    return softmax(logits.astype(np.float32))


def trusted_headlines(scores: Scores, heads: Sequence[bool]) -> Scores:
    """Scores ``(n, 3)`` in which those of headlines are shares of right answers; no answer becomes another.

    Platt's scaling of the winner, a bias for each label; the rest is shared as it was.
    """
    chosen = np.flatnonzero(np.asarray(heads, dtype=bool))
    if not len(chosen):
        return scores
    rows = scores[chosen].astype(np.float64)
    best = rows.argmax(axis=1)
    top = np.clip(rows.max(axis=1), 0.34, 0.995)
    trust = 1.0 / (1.0 + np.exp(-_HEAD_TRUST * np.log(top / (1.0 - top)) - _HEAD_TRUST_OF[best]))
    place = np.arange(len(chosen))
    rows[place, best] = 0.0
    rows /= np.maximum(rows.sum(axis=1), 1e-9)[:, None]
    # The second answer stays behind the first, however little that one is trusted.
    second = rows.max(axis=1)
    trust = np.maximum(trust, second / (1.0 + second) + 0.005)
    rows *= (1.0 - trust)[:, None]
    rows[place, best] = 1.0 - rows.sum(axis=1)
    trusted = scores.copy()
    trusted[chosen] = rows
    return trusted


@dataclass(slots=True)
class Voice:
    """How a whole text speaks: with irony, asking for action, complaining, in doubt, with any signal word, a first part that is always
    neutral.
    """

    sarcastic: bool = False
    asks: bool = False
    complains: bool = False
    doubt: bool = False
    has_signals: bool = False
    neutral: bool = False
    parts: int = 0

    def hear(self, reading: Reading) -> None:
        """Add what the rules saw in one part."""
        self.sarcastic |= reading.sarcastic
        self.asks |= reading.asks
        self.complains |= reading.bad > 0
        self.doubt |= reading.doubt
        self.has_signals |= reading.has_signals
        if self.parts == 0:
            self.neutral = reading.neutral
        self.parts += 1


@dataclass(frozen=True, slots=True)
class Aside:
    """What is read beside the tone: the event's scores ``(n, 3)`` by the model of news, which the tone toward the agency was learnt
    with, and what the n-grams of each text's first part say toward the agency, ``(n, 3)``, and of worry, ``(n, 1)``.
    """

    scores: Scores
    agency: Scores
    worry: Scores


def score_texts(texts: Sequence[str], news: Sequence[bool]) -> tuple[Scores, list[Voice], Aside]:
    """Probabilities ``(n, 3)`` of whole texts in the order of ``LABELS``, how each speaks, and what is read beside.

    A long text's scores are the mean over its parts, weighted by length, the first part (the lead) twice.
    """
    prepared: list[str] = []
    flags: list[bool] = []
    owners: list[int] = []
    weights: list[float] = []
    for place, (text, is_news) in enumerate(zip(texts, news, strict=True)):
        parts = parts_of(text)
        for number, part in enumerate(parts):
            prepared.append(tone_text(part))
            flags.append(is_news)
            owners.append(place)
            weights.append((len(part) + 1) * (_LEAD_WEIGHT if number == 0 and len(parts) > 1 else 1.0))
    beside = read_beside(prepared, flags)
    found, readings = _scored(prepared, [beside.own, beside.as_news], flags, events=True)
    totals = []
    for scores in found:
        total = np.zeros((len(texts), 3))
        np.add.at(total, np.array(owners, dtype=np.int64), scores * np.array(weights)[:, None])
        totals.append((total / np.maximum(total.sum(axis=1, keepdims=True), 1e-12)).astype(np.float32))
    voices = [Voice() for _ in texts]
    firsts = np.searchsorted(np.array(owners, dtype=np.int64), np.arange(len(texts)))
    for place, reading in zip(owners, readings, strict=True):
        voices[place].hear(reading)
    return totals[0], voices, Aside(totals[1], beside.agency[firsts], beside.worry[firsts])
