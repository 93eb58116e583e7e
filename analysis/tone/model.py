"""Scores of tone: a linear model's, shifted by the signal words, the rules applied, long texts read by parts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from analysis.learning.linear import softmax
from analysis.tone.headline_model import headline_odds
from analysis.tone.headlines import MODEL_SHARE, headline_shifts, is_headline
from analysis.tone.readers import Beside, log_scores, read_beside, sharpness
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
#: Of the learnt part's log-odds beside model and words of a full headline: in one without a word of the lists for good or bad, and in one
#: that has such a word. Chosen among 0, .2 … 1 on headlines of writers left out and on real ones for choosing.
_LEARNT_SHARE, _LEARNT_SHARE_TOLD = 0.8, 0.5
#: How often a headline's answer is right: log-odds of the score times the first, plus the one of its label. Near what is fitted on 605 read
#: titles and 1,176 of strangers (`training/fit_headline_trust.py`), rounded so that the older titles stay as honest as they were.
_HEAD_TRUST: Final = 0.7
_HEAD_TRUST_OF: Final = np.array([0.1, 0.1, 0.0])
#: Of what a text says of the agency; chosen among 0, 0.5, 1, 1.5, 2 and 3 on the half of our own posts for choosing.
_AGENCY_PULL: Final = 1.0
#: Of the log-odds of an opening beside those of its title; chosen among 0, .2, .3, .4, .5, .7 and 1 on headlines of writers left out.
_OPENING_SHARE: Final = 0.4
#: Of certain worry; chosen among 0, 1, 1.5, 1.75, 2, 2.5 and 3 on the halves for choosing and the valid files.
_WORRY_PULL: Final = 1.75
#: Worry draws from the first share on, and with all its might at the second.
_WORRY_FROM, _WORRY_TO = 0.2, 0.8
#: Of the model of news in talk that names nothing public; chosen among 0, .1, .15 … .4, .5 and .7 on posts of writers left out and the valid files.
_NEWS_SHARE: Final = 0.1
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
    """Probabilities ``(n, 3)`` in the order of ``LABELS``, and what the rules saw, of prepared texts.

    Headlines are read by model and words alone, for the tone toward the agency has learnt with these scores.
    """
    (scores,), readings = _scored(prepared, [log_scores(prepared, news)], news, events=events)
    return scores, readings


def signal_shifts(readings: Sequence[Reading], news: Sequence[bool]) -> Scores:
    """Log-odds ``(n, 3)`` to add for what the rules see in each text."""
    pull = np.where(np.asarray(news, dtype=bool), _PULL_NEWS, _PULL).astype(np.float32)
    shift = np.array([(r.bad, _NEUTRAL_PULL * r.neutral, r.good) for r in readings], dtype=np.float32).reshape(-1, 3)
    shift[:, 0] *= pull
    shift[:, 2] *= pull
    shift[:, 1] += [_DOUBT_PULL if reading.doubt and reading.bad == 0 else 0.0 for reading in readings]
    return shift


def _scored(
    prepared: Sequence[str],
    answers: Sequence[Scores],
    news: Sequence[bool],
    *,
    events: bool,
    headlines: Scores | None = None,
) -> tuple[list[Scores], list[Reading]]:
    """Each model's log-odds of the texts, shifted by what the rules see.

    Where the sums of headlines are given (``headlines``, ``(n, 3)``; NaN is none), the first of the answers is theirs.
    """
    readings = [read(text, events=events) for text in prepared]
    heads = [
        place
        for place, (text, is_news) in enumerate(zip(prepared, news, strict=True))
        if events and is_news and is_headline(text)
    ]
    shift = signal_shifts(readings, news)
    learnt, full, share = None, np.zeros(0, dtype=np.intp), None
    if heads:
        words = headline_shifts([prepared[place] for place in heads])
        if headlines is not None:
            full = np.array(heads, dtype=np.intp)[~np.isnan(headlines[heads, 0])]
            of_full = words[~np.isnan(headlines[heads, 0])]
            learnt = headline_odds(headlines[full], of_full, shift[full])
            told = of_full[:, [0]] + of_full[:, [2]] > 0
            share = np.where(told, _LEARNT_SHARE_TOLD, _LEARNT_SHARE).astype(np.float32)
        for logits in answers:
            logits[heads] *= MODEL_SHARE
        shift[heads] = words + _HEAD_SIGNALS * shift[heads]
    empty = np.array([not text for text in prepared], dtype=bool)
    sarcastic = [place for place, reading in enumerate(readings) if reading.sarcastic]
    found = [softmax(logits + shift) for logits in answers]
    if learnt is not None:
        found[0][full] = blended(found[0][full], softmax(learnt), share)
    for scores in found:
        scores[empty] = (0.0, 1.0, 0.0)
        for place in sarcastic:
            scores[place] = without_praise(scores[place])
    return found, readings


def blended(scores: Scores, others: Scores, share: Any) -> Scores:
    """Scores ``(n, 3)`` between two, in log-odds; ``share`` of the others, ``(n, 1)``."""
    logits = (1.0 - share) * np.log(np.maximum(scores, 1e-6)) + share * np.log(np.maximum(others, 1e-6))
    return softmax(logits.astype(np.float32))


def without_praise(row: Any) -> Any:
    """Sarcasm is never positive: the score of praise goes to complaint and neutral, and stays unsure."""
    negative = min(float(row[0]) + 0.7 * float(row[2]), 0.59)
    return np.array([negative, 1.0 - negative - 0.02, 0.02], dtype=np.float32)


def with_openings(titles: Scores, openings: Scores) -> Scores:
    """Scores ``(n, 3)`` of titles and their opening sentences together; of each alone ``titles``, ``openings``."""
    logits = np.log(np.maximum(titles, 1e-6)) + _OPENING_SHARE * np.log(np.maximum(openings, 1e-6))
    return softmax(logits.astype(np.float32))


def with_news_beside(scores: Scores, as_news: Scores, public: Any, news: Sequence[bool]) -> Scores:
    """Scores ``(n, 3)`` in which the model of news (``as_news``) has a small say where talk names nothing public.

    The model of talk has learnt so many posts on offices that reviews of a meal or a phone are better read by both.
    """
    read_alone = np.asarray(public, dtype=bool) | np.asarray(news, dtype=bool)
    return blended(scores, as_news, np.where(read_alone, 0.0, _NEWS_SHARE)[:, None])


def leaning(scores: Scores, said: Sequence[str], news: Sequence[bool], worry: Scores) -> Scores:
    """Scores ``(n, 3)`` moved toward what each text says of the agency (``said``: a label each; netral moves nothing) and, with its
    worry (a share of one, ``(n,)``; NaN is none), to neutral; sharpened, each as its model needs, so that they are shares of right answers.

    Who complains of a service or praises one is heard even where the model knows none of the words, and who worries is not
    taken for one who complains. Little worry draws nothing.
    """
    logits = sharpness(news)[:, None] * np.log(np.maximum(scores, 1e-6))
    drawn = np.clip((worry - _WORRY_FROM) / (_WORRY_TO - _WORRY_FROM), 0.0, 1.0)
    for place, label in enumerate(LABELS):
        if label != "netral":
            logits[:, place] += _AGENCY_PULL * (np.asarray(said) == label)
    logits[:, LABELS.index("netral")] += _WORRY_PULL * np.nan_to_num(drawn)
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
    trusted = scores.copy()
    trusted[chosen] = with_trust(rows, trust)
    return trusted


def with_trust(scores: Any, trust: Any) -> Scores:
    """Scores ``(n, 3)`` in which each winner has the score ``trust``, ``(n,)``, and stays ahead; the rest is shared as it was."""
    rows = scores.astype(np.float64)
    best, place = rows.argmax(axis=1), np.arange(len(rows))
    rows[place, best] = 0.0
    rows /= np.maximum(rows.sum(axis=1), 1e-9)[:, None]
    # The second answer stays behind the first, however little that one is trusted.
    second = rows.max(axis=1)
    trust = np.maximum(trust, second / (1.0 + second) + 0.005)
    rows *= (1.0 - trust)[:, None]
    rows[place, best] = 1.0 - rows.sum(axis=1)
    return np.asarray(rows, dtype=np.float32)


@dataclass(slots=True)
class Voice:
    """How a whole text speaks: with irony, asking for action, complaining, in doubt, with any signal word; of its first part, whether it
    is always neutral, and the weights of its bad and good words.
    """

    sarcastic: bool = False
    asks: bool = False
    complains: bool = False
    doubt: bool = False
    has_signals: bool = False
    neutral: bool = False
    bad: float = 0.0
    good: float = 0.0
    parts: int = 0

    def hear(self, reading: Reading) -> None:
        """Add what the rules saw in one part."""
        self.sarcastic |= reading.sarcastic
        self.asks |= reading.asks
        self.complains |= reading.bad > 0
        self.doubt |= reading.doubt
        self.has_signals |= reading.has_signals
        if self.parts == 0:
            self.neutral, self.bad, self.good = reading.neutral, reading.bad, reading.good
        self.parts += 1


@dataclass(frozen=True, slots=True)
class Aside:
    """What is read beside the tone: the event's scores ``(n, 3)`` by the model of news, headlines by it and words alone, which the
    tone toward the agency was learnt with, and all that the n-grams of each text's first part say.
    """

    scores: Scores
    first: Beside


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
    found, readings = _scored(prepared, [beside.own, beside.as_news], flags, events=True, headlines=beside.headline)
    totals = []
    for scores in found:
        total = np.zeros((len(texts), 3))
        np.add.at(total, np.array(owners, dtype=np.int64), scores * np.array(weights)[:, None])
        totals.append((total / np.maximum(total.sum(axis=1, keepdims=True), 1e-12)).astype(np.float32))
    voices = [Voice() for _ in texts]
    firsts = np.searchsorted(np.array(owners, dtype=np.int64), np.arange(len(texts)))
    for place, reading in zip(owners, readings, strict=True):
        voices[place].hear(reading)
    return totals[0], voices, Aside(totals[1], Beside(*(part[firsts] for part in beside)))
