"""Tone of posts: positif, netral, negatif; of title and body apart; toward the agency; berpotensi negatif.

A linear model over hashed words and characters gives calibrated scores, one of news and one of all other posts
(:mod:`analysis.tone.readers`); signal words and a few rules (:mod:`analysis.tone.rules`) correct it where its training
material does not reach, and so does what is said of public services (:mod:`analysis.tone.agency`). What was measured
stands in ``docs/accuracy-tone.md``. The machine suggests; an officer's correction outranks it.
"""

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.text.clean import clean_text
from analysis.tone.agency import Toward, agency_tones
from analysis.tone.headlines import HEADLINE_WORDS, is_full_title
from analysis.tone.lexicon import signals_with_spans
from analysis.tone.model import (
    LABELS,
    UNSURE,
    Aside,
    Scores,
    leaning,
    score_texts,
    trusted_headlines,
    with_news_beside,
    with_openings,
    with_trust,
)
from analysis.tone.trust import Read, talk_trust
from analysis.tone.worry import worries

__all__ = ["LABELS", "TONE_COLUMNS", "tone_columns"]

Mask = NDArray[np.bool_]
TONE_COLUMNS: Final = (
    "tone",
    "tone_positif",
    "tone_netral",
    "tone_negatif",
    "tone_unsure",
    "tone_title",
    "tone_conflict",
    "tone_agency",
    "potential_negative",
    "potential_signals",
)
_CHUNK: Final = 20_000
#: A neutral post whose negative score reaches this leans to the negative.
_LEANING: Final = 0.45
#: From this share of worry on a post is marked; chosen among .4 to .65 on the halves for choosing and posts of writers left out.
_WORRIES: Final = 0.57
#: A body of fewer words ("Foto:") says less than its title.
_MIN_BODY_WORDS: Final = 4


def tone_columns(
    posts: pd.DataFrame, agency_words: Sequence[str] = (), outside: Sequence[bool] | None = None
) -> pd.DataFrame:
    """Tone of every post; index of ``posts``, columns ``TONE_COLUMNS``.

    ``tone`` is that of the body, or of the title where there is no body; of news whose body is no more than an opening sentence or
    two, of title and opening together. The three scores (float32) sum to one.
    ``tone_unsure`` marks scores under 0.6 and sarcasm. ``tone_title`` is "" without a title; ``tone_conflict`` says
    that title and body disagree and one of them is negative. ``potential_negative`` is only set where ``tone`` is not
    ``negatif``. ``potential_signals`` holds tuples ``(start, end, kind)`` in code points of the original text (of the
    title where there is no text); kinds: complaint, event, praise, potential.

    Args:
        posts: the frame of posts; only title, text and kind are read.
        agency_words: the office's own names and aliases ("Diskominfo Sukamaju", "Bupati Andi").
        outside: of each post, whether it is clearly about another region: its tone toward the agency is neutral.

    Raises:
        ModelError: the model file is missing or damaged.
    """
    words = tuple(agency_words)
    parts = [_chunk(posts.iloc[start : start + _CHUNK], words) for start in range(0, len(posts), _CHUNK)]
    table = pd.concat(parts) if parts else _chunk(posts, words)
    table.index = posts.index
    if outside is not None:
        table["tone_agency"] = table["tone_agency"].mask(np.array(outside, dtype=bool), "netral")
    return table


def _chunk(posts: pd.DataFrame, agency_words: tuple[str, ...]) -> pd.DataFrame:
    titles: list[str] = posts["title"].tolist()
    texts: list[str] = posts["text"].tolist()
    kinds: list[str] = posts["kind"].tolist()
    news = [kind == "news" for kind in kinds]
    bodies = [clean_text(text) if text else "" for text in texts]
    has_body = [
        bool(body) and (not title or len(body.split(None, 4)) >= _MIN_BODY_WORDS)
        for body, title in zip(bodies, titles, strict=True)
    ]
    chosen = [body if has else title for body, title, has in zip(bodies, titles, has_body, strict=True)]
    scores, voices, aside = score_texts(chosen, news)
    title_tones, title_signalled, title_scores = _titles(titles, news)
    opening, together = _openings(news, titles, bodies, has_body)
    joint = with_openings(title_scores[together], scores[together])
    # A body is no title: what is learnt of these is not asked of it.
    scores[opening] = aside.scores[opening]
    read = zip(kinds, titles, bodies, has_body, strict=True)
    toward = agency_tones(
        [(kind, title, body if has else "") for kind, title, body, has in read],
        aside.scores,
        voices,
        agency_words,
        aside.first.agency,
    )
    # The model has read these scores; only what the rules say is news to them.
    worry = worries(toward.heard, aside.first.worry)
    public = np.array([one.public for one in toward.heard], dtype=bool)
    scores = with_news_beside(scores, aside.scores, public, news)
    drawing = np.where(public, worry, np.nan)
    conflict = _conflicts(title_tones, _labels(leaning(scores, toward.ruled, news, drawing)), has_body)
    scores[together] = joint
    scores = leaning(scores, toward.ruled, news, drawing)
    tones = _labels(scores)
    sarcastic = [voice.sarcastic or ironic for voice, ironic in zip(voices, toward.ironic, strict=True)]
    seen = [voice.has_signals or title for voice, title in zip(voices, title_signalled, strict=True)]
    signals = [
        tuple(signals_with_spans(text or title)) if has else ()
        for text, title, has in zip(texts, titles, seen, strict=True)
    ]
    potential = _potential(
        tones, scores, worry, signals=signals, conflict=conflict, title_tones=title_tones, sarcastic=sarcastic
    )
    # Last, for the shipped rules above were chosen on the scores as they are.
    scores = _trusted(scores, chosen, news, aside, toward, worry)
    return pd.DataFrame(
        {
            "tone": pd.Series(tones, dtype="str"),
            "tone_positif": scores[:, 2],
            "tone_netral": scores[:, 1],
            "tone_negatif": scores[:, 0],
            "tone_unsure": (scores.max(axis=1) < UNSURE) | np.array(sarcastic, dtype=bool),
            "tone_title": pd.Series(title_tones, dtype="str"),
            "tone_conflict": np.array(conflict, dtype=bool),
            "tone_agency": pd.Series(toward.tones, dtype="str"),
            "potential_negative": np.array(potential, dtype=bool),
            "potential_signals": pd.Series(signals, dtype="object"),
        }
    )


def _trusted(
    scores: Scores, texts: Sequence[str], news: Sequence[bool], aside: Aside, toward: Toward, worry: Any
) -> Scores:
    """Scores ``(n, 3)`` in which those of headlines and of talk on government are moved by all that says how far they can be trusted."""
    heads = [new and bool(text) and text.count(" ") < HEADLINE_WORDS for new, text in zip(news, texts, strict=True)]
    trusted = trusted_headlines(scores, heads)
    rows = np.array([not new and bool(text) for new, text in zip(news, texts, strict=True)], dtype=bool).nonzero()[0]
    if not len(rows):
        return trusted
    said = (np.array([LABELS.index(tones[row]) for row in rows.tolist()]) for tones in (toward.ruled, toward.tones))
    heard = [toward.heard[row] for row in rows.tolist()]
    read = Read(scores[rows], aside.first.own[rows], aside.first.as_news[rows], worry[rows], heard, *said)
    trusted = trusted.copy()
    trusted[rows] = with_trust(scores[rows], talk_trust(read, aside.first.public[rows]))
    return trusted


def _openings(
    news: Sequence[bool], titles: Sequence[str], bodies: Sequence[str], has_body: Sequence[bool]
) -> tuple[Mask, Mask]:
    """Which bodies are no more than the opening of a titled piece of news, and whose title tells its matter."""
    opening = [
        new and has and bool(title) and body.count(" ") < HEADLINE_WORDS
        for new, has, title, body in zip(news, has_body, titles, bodies, strict=True)
    ]
    full = [short and is_full_title(title) for short, title in zip(opening, titles, strict=True)]
    return np.array(opening, dtype=bool), np.array(full, dtype=bool)


def _conflicts(titles: Sequence[str], bodies: Sequence[str], has_body: Sequence[bool]) -> list[bool]:
    """Whether title and body have other tones, one of them negative."""
    return [
        bool(title) and has and title != tone and "negatif" in {title, tone}
        for title, tone, has in zip(titles, bodies, has_body, strict=True)
    ]


def _labels(scores: Any) -> list[str]:
    return [LABELS[i] for i in scores.argmax(axis=1).tolist()]


def _titles(titles: Sequence[str], news: Sequence[bool]) -> tuple[list[str], list[bool], Scores]:
    """Tone of each title ("" without one), whether it has signal words, and its scores ``(n, 3)``."""
    places = [place for place, title in enumerate(titles) if title.strip()]
    tones = [""] * len(titles)
    signalled = [False] * len(titles)
    scores = np.zeros((len(titles), len(LABELS)), dtype=np.float32)
    if places:
        found, voices, _ = score_texts([clean_text(titles[p]) for p in places], [news[p] for p in places])
        scores[places] = found
        for place, best, voice in zip(places, found.argmax(axis=1).tolist(), voices, strict=True):
            tones[place] = LABELS[best]
            signalled[place] = voice.has_signals
    return tones, signalled, scores


def _potential(
    tones: Sequence[str],
    scores: Any,
    worry: Any,
    *,
    signals: Sequence[tuple[tuple[int, int, str], ...]],
    conflict: Sequence[bool],
    title_tones: Sequence[str],
    sarcastic: Sequence[bool],
) -> list[bool]:
    """Not negative, but with a reason to watch: worry or a negative title; where worry was not asked for (NaN), a word of doubt,
    sarcasm, or a score that leans.
    """
    return [
        tone != "negatif"
        and (
            (clash and title == "negatif")
            or (
                share >= _WORRIES
                if not math.isnan(share)
                else any(kind == "potential" for _, _, kind in found) or wink or float(row[0]) >= _LEANING
            )
        )
        for tone, row, share, found, clash, title, wink in zip(
            tones, scores, worry.tolist(), signals, conflict, title_tones, sarcastic, strict=True
        )
    ]
