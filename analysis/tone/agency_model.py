"""The learned part of the tone toward the agency: what the rules miss in a short post or a headline.

Word lists know neither every grievance nor every kind word. A multinomial logistic regression weighs the n-grams of the text
beside what the rules said and heard (:data:`SIGNS`), so that it overrules them only where words speak against them. It
learnt from posts written one by one (``training/train_agency.py``), all short: longer texts and articles are left to the rules.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from analysis.learning.linear import Float, softmax
from analysis.tone.learnt_sums import AGENCY, learnt_sums
from analysis.tone.model import LABELS, Voice
from analysis.tone.service_talk import Talk

#: Longer texts are not like what it learnt from; a longer one is read by parts, of which it would know the first.
LONGEST: Final = 600
#: What the rules said and heard, in the order of the weights.
SIGNS: Final = (
    *(f"rules {label}" for label in LABELS),
    "blame", "praise", "asks", "private", "calm", "mocking", "service", "planned", "calamity", "selfhelp", "named",
    "sarcastic", "asks for action", "complains", "neutral",
    "news", "complaint", "comment", "ends in question", "question mark",
    *(f"event {label}" for label in LABELS), *(f"event {label}, nothing public named" for label in LABELS),
)  # fmt: skip
_SPOKEN_TO: Final = frozenset({"comment", "complaint"})
_MOST: Final = 2.0
#: The model's share of its answer above that of the rules' answer; chosen among 0, .1, .15, .2, .3.
_MARGIN: Final = 0.1
#: The same where blame would become praise: a complaint unseen costs more than praise unseen.
_MARGIN_OF_PRAISE: Final = 0.5
#: Weight of one clear statement; of half a one.
_PLAIN: Final = 1.0
_SOME: Final = 0.5
_LEAST_SCORE: Final = 1e-3
_THIRD: Final = 3


class Heard(NamedTuple):
    """What the rules know of one text.

    Args:
        kind: the kind of post.
        text: title and body.
        said: the rules' tone toward the agency.
        talk, voice: what they heard.
        named: whether the agency or government is named.
    """

    kind: str
    text: str
    said: str
    talk: Talk
    voice: Voice
    named: bool

    @property
    def public(self) -> bool:
        """A public thing or the agency is spoken of, or spoken to."""
        return self.named or self.talk.about_service or self.kind in _SPOKEN_TO


def signs_of(heard: Sequence[Heard], scores: Float) -> Float:
    """The values of :data:`SIGNS`, ``(texts, signs)``; ``scores``: of the event, ``(texts, 3)``."""
    talks, voices = [one.talk for one in heard], [one.voice for one in heard]
    said, kinds, texts = [one.said for one in heard], [one.kind for one in heard], [one.text for one in heard]
    values: list[list[Any]] = [
        *([one == label for one in said] for label in LABELS),
        [talk.blame for talk in talks], [talk.praise for talk in talks], [talk.asks for talk in talks],
        [talk.private for talk in talks], [talk.calm for talk in talks], [talk.mocking for talk in talks],
        [talk.about_service for talk in talks], [talk.planned for talk in talks], [talk.calamity for talk in talks],
        [talk.selfhelp for talk in talks], [one.named for one in heard],
        [voice.sarcastic for voice in voices], [voice.asks for voice in voices],
        [voice.complains for voice in voices], [voice.neutral for voice in voices],
        [kind == "news" for kind in kinds], [kind == "complaint" for kind in kinds],
        [kind == "comment" for kind in kinds],
        [text.rstrip().endswith("?") for text in texts], ["?" in text for text in texts],
    ]  # fmt: skip
    public = np.array([one.public for one in heard], np.float32)[:, None]
    event = np.log(np.maximum(scores, _LEAST_SCORE)) / _THIRD
    rules = np.minimum(np.array(values, np.float32).T, _MOST)
    return np.hstack([rules, event * public, event * (1 - public)]).astype(np.float32)


def said_by_model(heard: Sequence[Heard], scores: Float, sums: Float) -> list[str]:
    """The tone toward the agency of each text: the model's where it is clearly surer than the rules, else theirs.

    Args:
        heard: what the rules know.
        scores: of the event, ``(texts, 3)``.
        sums: of the n-grams' weights, ``(texts, 3)``.
    """
    if not heard:
        return []
    shares = softmax(learnt_sums(AGENCY).log_odds(sums, signs_of(heard, scores)))
    ruled = np.array([LABELS.index(one.said) for one in heard])
    best = shares.argmax(axis=1)
    turned = (ruled == LABELS.index("negatif")) & (best == LABELS.index("positif"))
    margin = np.where(turned, _MARGIN_OF_PRAISE, _MARGIN)
    clear = shares.max(axis=1) - shares[np.arange(len(heard)), ruled] >= margin
    return [
        LABELS[label] if sure and _may_say(LABELS[label], one) else one.said
        for one, label, sure in zip(heard, best.tolist(), clear.tolist(), strict=True)
    ]


def _may_say(label: str, one: Heard) -> bool:
    """Words alone do not turn irony, what people did by themselves, what nobody public is thanked for, or a plain fault without
    a good word into praise, trouble that no office made into blame, nor a plain fault into nothing.
    """
    talk = one.talk
    if label == "positif":
        kind = talk.praise >= _SOME or talk.blame < _PLAIN
        return kind and one.public and not (one.voice.sarcastic or talk.selfhelp)
    if label == "negatif":
        return not talk.calamity or one.said != "netral"
    return talk.blame < _PLAIN
