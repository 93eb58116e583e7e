"""Does a post carry a claim that somebody should check?

Four witnesses, none of which says "hoax": the cue rule of the field guide (:mod:`analysis.claims.cues`), a text model
trained on circulating texts that a fact-checker looked at, one that learnt from posts which pass a claim on or ask about
it beside the rest of a day (:mod:`analysis.claims.need`), and guards for texts that must not be flagged on words alone
(newsrooms, officials, debunks, complaints and opinions, and what the same count of words takes for a denial). The first two flag
only what the scores of both models bear out together.

The score a post is given is that of the last model: where two posts in five ask for a check, about 8 in 10 of those
scored 0.8 do. Of texts that the model of fact-checked ones scores 0.8 about 8 in 10 were found false or misleading, in a
desk's mix (see the cards of the models); it stands behind the flag and is not shown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.claims.cues import FAMILIES, Cue, CueReport, is_factchecker, is_official, read_cues
from analysis.claims.need import READ, SPEC, plain_texts, shipped_need, words_of
from analysis.learning.files import load_model
from analysis.personal.guards import folded
from analysis.text.word_patterns import word_forms
from kentongan.core.urls import host_of

Float = NDArray[np.float32]
MODEL: Final = "verification"
SIGNS: Final = (
    "capitals",
    "shouting",
    "emoji",
    "no_anchor",
    "forwarded",
    "shortlink",
    "lookalike_domain",
    "letter_without_number",
)
#: A post the cue rule speaks for is flagged unless the model finds it clearly ordinary.
RULE_FLOOR: Final = 0.25
#: Words from which a text is as long as an article.
ARTICLE: Final = 150
#: Words from which a post without any cue or sign may be flagged by the model alone.
LONG: Final = 40
#: Score from which words of a complaint, a wish or an opinion don't hold the learnt part back.
SURE: Final = 0.95
#: Score that a line written like a headline asks for: shared without its source, it is mostly news.
HEADLINE: Final = 0.92
#: Words of such a line, and the share of its longer words that begin with a capital; of capitals throughout, at most.
_TITLE_WORDS: Final = range(4, 21)
_TITLE_SHARE, _SHOUTED_SHARE = 0.8, 0.4
#: What the odds of both scores come to, multiplied, from which cues or the model of fact-checked texts are borne out.
BORNE_OUT: Final = 2.0
_DIGIT: Final = re.compile(r"\d")
_LATIN: Final = re.compile(r"[A-Za-z][\w'’-]*")
_QUOTES: Final = ('"', "“", "”")
_DATED: Final = re.compile(r"\(\d{1,2}/\d{1,2}")
_PICTURE: Final = frozenset({"video", "foto"})
_SELF: Final = frozenset({"saya", "kami", "kita"})
_COMPLAINT: Final = re.compile(
    r"\b(?:mohon (?:di)?(?:perbaiki|tindak|bantu|cek|segera|perhati)\w*|tolong (?:segera )?(?:di)?(?:perbaiki|tindak|cek|benahi|tangani)\w*|"
    r"lapor(?:an)? pak|(?:sudah|udah|udh|sdh|dah) (?:saya |sy |kami |aku |gw )?lapor\w*|min tolong|kapan (?:di|akan|jalan)\w*|keluhan|mengeluh\w*|kecewa|menurut saya|saya rasa|semoga)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class VerificationModel:
    """Weights over hashed n-grams and over outward signs, their calibration, and the flag's threshold."""

    weights: Float
    bias: float
    stack: Float
    stack_bias: float
    calibration: tuple[float, float]
    threshold: float

    @classmethod
    def load(cls) -> Self:
        """Read the shipped model. Raises ``ModelError`` where its file is missing or damaged."""
        arrays, card = load_model(MODEL)
        return cls(
            weights=arrays["weights"].astype(np.float32) * np.float32(arrays["scale"][0]),
            bias=float(arrays["bias"][0]),
            stack=arrays["stack"].astype(np.float32),
            stack_bias=float(arrays["bias"][1]),
            calibration=(float(arrays["calibration"][0]), float(arrays["calibration"][1])),
            threshold=float(card["threshold"]),
        )

    def scores(self, texts: Sequence[str], reports: Sequence[CueReport]) -> Float:
        """Calibrated scores 0–1 of texts with their cue reports; independent of batching."""
        return self.judged(SPEC.sums(plain_texts(texts), self.weights[:, None])[:, 0], texts, reports)

    def judged(self, logits: Float, texts: Sequence[str], reports: Sequence[CueReport]) -> Float:
        """Calibrated scores of texts whose weights were summed already."""
        signs = np.array([marks(t, r) for t, r in zip(texts, reports, strict=True)], dtype=np.float32)
        signs = signs.reshape(len(texts), -1) if len(texts) else np.zeros((0, self.stack.size - 1), np.float32)
        features = np.column_stack([logits + np.float32(self.bias), signs])
        # einsum adds every row in the same order whatever the batch, unlike a matrix product of BLAS.
        decision = np.einsum("ij,j->i", features, self.stack) + self.stack_bias
        slope, offset = self.calibration
        return np.asarray(1 / (1 + np.exp(-(slope * decision + offset))), dtype=np.float32)


@cache
def shipped_model() -> VerificationModel:
    """The shipped model, read once."""
    return VerificationModel.load()


@cache
def _all_weights() -> Float:
    """Weights of both shipped models side by side: their n-grams are counted once."""
    need = shipped_need()
    return np.ascontiguousarray(np.column_stack([shipped_model().weights, need.weights, need.denial]))


def all_scores(texts: Sequence[str], reports: Sequence[CueReport]) -> tuple[Float, Float, NDArray[np.bool_]]:
    """Scores of texts as fact-checked ones, and as ones that ask for a check; whether they deny a claim."""
    sums = SPEC.sums(plain_texts(texts), _all_weights())
    checked, need = shipped_model().judged(sums[:, 0], texts, reports), shipped_need()
    return checked, need.scores(sums[:, 1]), need.denies(sums[:, 2])


def claim_words(texts: Sequence[str]) -> tuple[str, ...]:
    """The words that speak most for a claim in the text that asks loudest for a check; () where the learnt part flags none."""
    if not texts:
        return ()
    scores = all_scores(texts, [read_cues(text) for text in texts])[1]
    best = int(scores.argmax())
    model = shipped_need()
    return words_of(texts[best], model.reasons(texts[best])) if scores[best] >= model.threshold else ()


def marks(text: str, report: CueReport) -> list[float]:
    """The outward signs as numbers, fixed order: families strong and weak, structure, and the way it is written."""
    head = text[:READ]
    values = [0.0] * (2 * len(FAMILIES))
    for cue in report.cues:
        values[FAMILIES.index(cue.kind) + (len(FAMILIES) if cue.weak else 0)] = 1.0
    values += [float(sign in report.signs) for sign in SIGNS]
    forms = word_forms(folded(head))
    values += [
        float(report.debunk_words),
        float(np.log1p(len(head.split())) / 4),
        report.capital_share,
        float(sum(map(head.count, _QUOTES)) >= 2),
        float(head.lstrip().startswith(("“", '"'))),
        float("?" in head),
        float("!" in head),
        float(bool(_DIGIT.search(head))),
        float(bool(_DATED.search(head))),
        float(not _PICTURE.isdisjoint(forms)),
        float(not _SELF.isdisjoint(forms)),
    ]
    return values


def verification_columns(posts: pd.DataFrame) -> pd.DataFrame:
    """What asks for a check, and how strongly; one row a post, index of ``posts``.

    Columns ``cues`` (tuple of :class:`Cue`, spans in ``text``, or in ``title`` where there is no text),
    ``needs_verification`` (bool) and ``needs_verification_score`` (0–1).

    Raises:
        ModelError: the shipped model is missing or damaged.
    """
    model, need = shipped_model(), shipped_need()
    titles, texts = (posts[name].astype(str).tolist() for name in ("title", "text"))
    shown = [text if text.strip() else title for title, text in zip(titles, texts, strict=True)]
    whole = [both_parts(title, text) for title, text in zip(titles, texts, strict=True)]
    reports = [read_cues(text) for text in shown]
    checked, scores, denied = all_scores(whole, reports)
    guards = guarded(posts, reports)
    flags = [
        not denies
        and (
            passes_on(score, text, guard, need.threshold)
            or (borne_out(known, score) and flag(report, known, text, guard, model.threshold))
        )
        for report, known, score, denies, text, guard in zip(
            reports, checked.tolist(), scores.tolist(), denied.tolist(), whole, guards, strict=True
        )
    ]
    cues: list[tuple[Cue, ...]] = [report.cues for report in reports]
    return pd.DataFrame(
        {
            "cues": pd.Series(cues, index=posts.index, dtype=object),
            "needs_verification": pd.Series(flags, index=posts.index, dtype=bool),
            "needs_verification_score": pd.Series(np.round(scores, 4).astype(float), index=posts.index),
        }
    )


def both_parts(title: str, text: str) -> str:
    """Title and text as one; the title isn't said twice where the text begins with it."""
    if not title.strip() or text.lstrip().startswith(title.strip()):
        return text
    return f"{title}\n{text}" if text.strip() else title


def guarded(posts: pd.DataFrame, reports: Sequence[CueReport]) -> list[str]:
    """Per post the guard that holds.

    "clarification" (a debunk by a newsroom, an official or a fact-checker, or under a
    fact-checker's tag), "newsroom", "official", "complaint", or "".
    """
    hosts = [host_of(url) if url else "" for url in posts["url"].astype(str)]
    official = _flags(posts, "official")
    kinds = posts["kind"].astype(str).tolist()
    tiers = posts["tier"].tolist() if "tier" in posts else [0] * len(posts)
    found = []
    for host, own, kind, tier, report in zip(hosts, official, kinds, tiers, reports, strict=True):
        office = bool(own) or is_official(host) or is_factchecker(host)
        newsroom = kind == "news" and int(tier or 0) > 0
        if report.debunk_tag or (report.debunk_words and (office or newsroom)):
            found.append("clarification")
        elif office:
            found.append("official")
        elif newsroom:
            found.append("newsroom")
        else:
            found.append("complaint" if kind == "complaint" else "")
    return found


def _flags(posts: pd.DataFrame, name: str) -> list[Any]:
    return posts[name].tolist() if name in posts else [False] * len(posts)


def passes_on(score: float, text: str, guard: str, threshold: float) -> bool:
    """Whether the learnt part flags: by its score, but for those who may say so and what citizens live through.

    Words of a complaint, a wish or an opinion ask for more; a newsroom that reports a denial isn't flagged, nor is a text as long as an
    article: the posts it learnt from are short.
    """
    if score < threshold or guard in {"clarification", "official", "complaint"} or len(text[:READ].split()) >= ARTICLE:
        return False
    if guard == "newsroom":
        whole = read_cues(text)
        return not (whole.debunk_words or whole.debunk_tag)
    if score < HEADLINE and like_headline(text):
        return False
    return score >= SURE or not is_opinion(text)


def borne_out(checked: float, asks: float) -> bool:
    """Whether the scores of both models together speak for a claim: cues and words of hoaxes stand in many adverts and complaints, too."""
    return checked * asks >= BORNE_OUT * (1 - checked) * (1 - asks)


def flag(report: CueReport, score: float, text: str, guard: str, threshold: float) -> bool:
    """By cues and the model of fact-checked texts: guards first, then the cue rule, then the model where it is sure.

    A complaint or an opinion without strong cues of a chain message isn't flagged whatever its words.
    """
    if guard in {"clarification", "official"}:
        return False
    if guard == "newsroom":
        return len(report.strong) >= 2 and score >= RULE_FLOOR and not report.debunk_words
    ruled = score >= RULE_FLOOR and by_rule(report, text)
    if not ruled and score < threshold:
        return False
    if guard == "complaint" or is_opinion(text):
        return ruled and len(report.families) >= 2
    return ruled or (score >= threshold and telling(report, text))


def by_rule(report: CueReport, text: str) -> bool:
    """The field guide's rule; in a text as long as an article weak words stand by chance and count no more."""
    if not report.suspicious:
        return False
    return len(text[:READ].split()) < ARTICLE or len(report.strong) >= 2 or bool(report.strong and report.telling_signs)


def is_opinion(text: str) -> bool:
    """Words of a complaint, a wish or an opinion."""
    return _COMPLAINT.search(text[:READ]) is not None


def like_headline(text: str) -> bool:
    """Whether a text is one line in the capitals of a headline."""
    words = _LATIN.findall(text[:READ]) if "\n" not in text.strip() else []
    longer = [word for word in words if len(word) > 3]
    return (
        len(words) in _TITLE_WORDS
        and len(longer) > 2
        and sum(word[0].isupper() for word in longer) >= _TITLE_SHARE * len(longer)
        and sum(map(str.isupper, longer)) <= _SHOUTED_SHARE * len(longer)
    )


def telling(report: CueReport, text: str) -> bool:
    """Whether the model may speak alone: a cue or an outward sign bears it out, or the text is long enough to judge.

    The model learnt from texts that a fact-checker picked; of a bare everyday line it knows only that it is informal.
    """
    length = len(text[:READ].split())
    if length >= ARTICLE:
        # As long as an article: weak words, a shouted quote or a line of capitals stand there by chance.
        return bool(report.strong)
    return bool(report.cues or report.telling_signs) or length >= LONG
