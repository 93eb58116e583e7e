"""The two linear models of tone, and which of them reads a text: one of news, which knows headlines best, and one of all
other posts, which has learnt more talk on government. What each is worth stands in ``docs/accuracy-tone.md``.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.learning.linear import LinearModel
from analysis.tone.headlines import is_full_title, is_headline
from analysis.tone.learnt_sums import AGENCY, HEADLINE, TRUST, WORRY, learnt_sums

NEWS: Final = "tone"
TALK: Final = "tone_talk"
READERS: Final = (NEWS, TALK)
#: All model files that a tone and its score come from.
PARTS: Final = (*READERS, AGENCY, WORRY, HEADLINE, TRUST)
#: Model, words and rules agree more often than their sum of log-odds says: the scores alone are too modest. Chosen for
#: each model on our own posts for choosing, SmSA valid and NusaX valid.
_SHARPEN: Final = {NEWS: 1.15, TALK: 1.1}


def reader_of(is_news: bool) -> str:
    """Name of the model that reads a text: of news its title and its body, and clauses on the agency; else a post's."""
    return NEWS if is_news else TALK


@cache
def model(name: str) -> LinearModel:
    """A shipped tone model, loaded when a text first asks for it. Raises ``ModelError`` where its file is missing or damaged."""
    return LinearModel.load(name)


@cache
def _all_weights() -> NDArray[np.float32]:
    """Weights of talk, of the tone toward the agency, of worry, of talk on government and of news, side by side, ``(columns, 11)``."""
    ours = learnt_sums(TRUST).beside(learnt_sums(WORRY).beside(learnt_sums(AGENCY).beside(model(TALK).weights)))
    return np.hstack([ours, model(NEWS).weights])


@cache
def _news_weights() -> NDArray[np.float32]:
    """Weights of news and of the tone toward the agency, ``(columns, 6)``."""
    return learnt_sums(AGENCY).beside(model(NEWS).weights)


@cache
def _headline_weights() -> NDArray[np.float32]:
    """Weights of news, of the tone toward the agency and of headlines, ``(columns, 9)``."""
    return learnt_sums(HEADLINE).beside(_news_weights())


def log_scores(prepared: Sequence[str], news: Sequence[bool]) -> NDArray[np.float32]:
    """Logarithms of the probabilities ``(n, 3)`` that each prepared text's own model gives.

    Raises:
        ModelError: a model file is missing or damaged.
    """
    scores = np.empty((len(prepared), 3), dtype=np.float32)
    for name, rows, texts in _shared_out(prepared, news):
        scores[rows] = model(name).probabilities(model(name).decisions(texts))
    return np.log(np.maximum(scores, 1e-6))


class Beside(NamedTuple):
    """What is read of each text with one look at its n-grams.

    Args:
        own: logarithms of the probabilities ``(n, 3)`` that its own model gives, as :func:`log_scores`.
        as_news: the same if all were news, which the tone toward the agency has learnt from.
        agency: sums of the tone toward the agency, ``(n, 3)``.
        worry: sums of worry, ``(n, 1)``; NaN of news.
        public: sums of what tells talk on government from reviews, ``(n, 1)``; NaN of news.
        headline: sums of headlines, ``(n, 3)``; NaN of what is none or too short to tell its matter.
    """

    own: NDArray[np.float32]
    as_news: NDArray[np.float32]
    agency: NDArray[np.float32]
    worry: NDArray[np.float32]
    public: NDArray[np.float32]
    headline: NDArray[np.float32]


def read_beside(prepared: Sequence[str], news: Sequence[bool]) -> Beside:
    """All that the models say of each prepared text.

    Raises:
        ModelError: a model file is missing or damaged.
    """
    own, as_news, agency = (np.empty((len(prepared), 3), dtype=np.float32) for _ in range(3))
    worry, public = (np.full((len(prepared), 1), np.nan, dtype=np.float32) for _ in range(2))
    headline = np.full((len(prepared), 3), np.nan, dtype=np.float32)
    for name, rows, texts in _shared_out(prepared, news):
        linear, first = model(name), model(NEWS)
        sums = _news_sums(texts) if name == NEWS else linear.spec.sums(texts, _all_weights())
        own[rows] = linear.probabilities(np.asarray(sums[:, :3] + linear.bias, dtype=np.float32))
        agency[rows] = sums[:, 3:6]
        if name == NEWS:
            as_news[rows] = own[rows]
            headline[rows] = sums[:, 6:]
        else:
            worry[rows], public[rows] = sums[:, 6:7], sums[:, 7:8]
            as_news[rows] = first.probabilities(np.asarray(sums[:, 8:] + first.bias, dtype=np.float32))
    return Beside(np.log(np.maximum(own, 1e-6)), np.log(np.maximum(as_news, 1e-6)), agency, worry, public, headline)


def _news_sums(texts: Sequence[str]) -> NDArray[np.float32]:
    """Sums of news, of the tone toward the agency and, NaN of what is none, of full headlines, ``(n, 9)``."""
    sums = np.full((len(texts), 9), np.nan, dtype=np.float32)
    heads = np.array([is_headline(text) and is_full_title(text) for text in texts], dtype=bool)
    for weights, places in ((_headline_weights, np.flatnonzero(heads)), (_news_weights, np.flatnonzero(~heads))):
        if len(places):
            found = model(NEWS).spec.sums([texts[place] for place in places.tolist()], weights())
            sums[places, : found.shape[1]] = found
    return sums


def _shared_out(prepared: Sequence[str], news: Sequence[bool]) -> Iterator[tuple[str, NDArray[np.intp], list[str]]]:
    """Each model that is asked, the places of its texts, and these."""
    readers = np.array([reader_of(is_news) for is_news in news], dtype=object)
    for name in READERS:
        rows = np.flatnonzero(readers == name)
        if len(rows):
            yield name, rows, [prepared[row] for row in rows.tolist()]


def sharpness(news: Sequence[bool]) -> NDArray[np.float32]:
    """What the log-odds of each text are multiplied by, so that its scores are shares of right answers."""
    return np.array([_SHARPEN[reader_of(is_news)] for is_news in news], dtype=np.float32)
