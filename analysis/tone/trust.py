"""How far an answer on talk about public matters is to be trusted: what its score alone does not know.

Where the model of talk goes further than the model of news, which has learnt far fewer posts on government, it is right more
often; so are answers that the lists and what is said of services bear out. A logistic regression weighs such signs
(:data:`SIGNS`) and moves the score of the answer (``training/train_trust.py``). It learnt from talk on government: n-grams tell
how much a text is of that kind, and reviews keep the score they had. No answer becomes another.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.learning.linear import Float, row_by_row
from analysis.tone.agency_model import Heard
from analysis.tone.learnt_sums import TRUST, learnt_sums

#: What the trust is weighed from, in the order of the weights; "said" and "answer" are the tone of the event.
SIGNS: Final = (
    "log-odds of the score", "says negatif", "says netral", "says positif", "lead in the model of talk", "lead in the model of news",
    "bad words", "good words", "bad and good words", "doubt", "asks for action", "signal words", "worry", "worry of a complaint",
    "worry of a neutral text", "worry undecided", "services agree", "services differ", "agency agrees", "agency differs",
    "public", "named", "blame", "praise", "always",
)  # fmt: skip
_NEGATIVE: Final = 0
_NEUTRAL: Final = 1
_MOST: Final = 2.0
#: A lead of more log-odds says no more.
_LARGEST_LEAD: Final = 6.0
#: Scores nearer to one are as good as these; the winner of three has at least a third.
_LEAST: Final = 0.34
_TOP: Final = 0.9999


class Read(NamedTuple):
    """What was read of each text.

    Args:
        scores: of the event, ``(n, 3)``.
        own, as_news: logarithms of what the text's model and the model of news say, ``(n, 3)``.
        worry: a share of one, ``(n,)``; NaN is none.
        heard: what the rules know.
        ruled, toward: tone toward the agency, by the rules and in the end, as numbers of labels, ``(n,)``.
    """

    scores: Float
    own: Float
    as_news: Float
    worry: Float
    heard: Sequence[Heard]
    ruled: NDArray[np.intp]
    toward: NDArray[np.intp]


def signs_of(read: Read) -> Float:
    """The values of :data:`SIGNS`, ``(texts, signs)``."""
    best = read.scores.argmax(axis=1)
    negative, neutral = best == _NEGATIVE, best == _NEUTRAL
    voices, talks = [one.voice for one in read.heard], [one.talk for one in read.heard]
    bad, good = (np.array(values, np.float32) for values in zip(*((v.bad, v.good) for v in voices), strict=True))
    worry = np.nan_to_num(read.worry)
    columns = [
        log_odds(read.scores), *(best == label for label in range(3)), _lead(read.own, best), _lead(read.as_news, best),
        bad, good, np.minimum(bad, good), [v.doubt for v in voices], [v.asks for v in voices], [v.has_signals for v in voices],
        worry, worry * negative, worry * neutral, 1.0 - np.abs(2.0 * worry - 1.0),
        *(sign for said in (read.ruled, read.toward) for sign in ((said == best) & (said != _NEUTRAL), (said != best) & (said != _NEUTRAL))),
        [one.public for one in read.heard], [one.named for one in read.heard],
        np.minimum([talk.blame for talk in talks], _MOST), np.minimum([talk.praise for talk in talks], _MOST), np.ones(len(best)),
    ]  # fmt: skip
    # In the order of memory in which a row's sum does not depend on the others.
    return np.ascontiguousarray(np.array(columns, np.float32).T)


def log_odds(scores: Float) -> Float:
    """Of each answer's score, ``(n,)``."""
    top = np.clip(scores.max(axis=1), _LEAST, _TOP)
    return np.asarray(np.log(top / (1.0 - top)), np.float32)


def talk_trust(read: Read, public: Float) -> Float:
    """How often such an answer is right, a share of one ``(n,)``.

    Args:
        read: what was read of the texts, one at least.
        public: sums of the n-grams that tell talk on government from reviews, ``(n, 1)``.

    Raises:
        ModelError: the model file is missing or damaged.
    """
    learnt = learnt_sums(TRUST)
    share = 1.0 / (1.0 + np.exp(-np.clip(public + learnt.bias, -30.0, 30.0)))
    moved = share[:, 0] * row_by_row(signs_of(read), learnt.sign_weights)[:, 0]
    return np.asarray(1.0 / (1.0 + np.exp(-(log_odds(read.scores) + moved))), np.float32)


def _lead(logs: Float, best: NDArray[np.intp]) -> Float:
    """By how much the answer is ahead of the best other one; below zero where it is behind."""
    others = logs.copy()
    place = np.arange(len(best))
    others[place, best] = -np.inf
    leads = logs[place, best] - others.max(axis=1)
    return np.asarray(np.clip(leads, -_LARGEST_LEAD, _LARGEST_LEAD), np.float32)
