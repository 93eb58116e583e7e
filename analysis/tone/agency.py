"""Tone toward the agency: what is said of the government in the clauses that mention it.

"Banjir rendam 200 rumah, BPBD cepat evakuasi warga" is a bad event and a good word for the agency. Hence clauses, not
posts, and bad events don't count here (field guide, section 8: *nada terhadap instansi*).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from analysis.personal.guards import folded
from analysis.text.word_patterns import starts_of_word, word_forms
from analysis.tone.agency_model import LONGEST, Heard, said_by_model
from analysis.tone.government_words import GOVERNMENT_WORDS
from analysis.tone.model import LABELS, Scores, Voice, score_prepared
from analysis.tone.service_talk import Talk, read_news, read_post, verdict
from analysis.tone.text import tone_text

_SURE_ENOUGH: Final = 0.6
_MAX_CLAUSES: Final = 60
#: Characters of a text in which the agency is looked for before its services are read.
_HEAD: Final = 1_500
_THANKS: Final = "terima kasih"
_CLAUSE_END: Final = re.compile(r"[.!?;,\n]+\s|[!?]+|\n+| – | - ")
#: The same in a text without such dashes; the plain first class lets a search skip to a sign.
_SIGN_END: Final = re.compile(r"[.!?;,\n](?:[.!?;,\n]*\s|(?<=[!?])[!?]*|(?<=\n)\n*)")
_DASHES: Final = (" – ", " - ")


@dataclass(frozen=True, slots=True)
class AgencyNames:
    """The names of an agency: a pattern, and the words with which a name begins."""

    pattern: re.Pattern[str]
    heads: frozenset[str]

    def stand_in(self, text: str) -> bool:
        """Whether a name stands in the text; where its words are known, the pattern is tried at these only."""
        if not self.heads:
            return self.pattern.search(text) is not None
        small = folded(text)
        return any(
            self.pattern.match(text, start) for word in self.heads_in(text) for start in starts_of_word(word, small)
        )

    def heads_in(self, text: str) -> frozenset[str]:
        """The first words of names that stand in the text."""
        return self.heads.intersection(word_forms(folded(text)))


@lru_cache(maxsize=8)
def agency_pattern(agency_words: tuple[str, ...]) -> AgencyNames:
    """Whole-word pattern of the government words and the office's own, upper and lower case alike."""
    own = sorted({word.strip() for word in agency_words if word.strip()}, key=lambda word: (-len(word), word))
    names = [re.escape(word) for word in own] + list(GOVERNMENT_WORDS)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?:nya)?(?!\w)", re.IGNORECASE)
    # A name that begins with a sign has no first word: then the pattern alone is asked.
    firsts = [re.match(r"\w+", folded(name)) for name in (*own, *GOVERNMENT_WORDS)]
    heads = frozenset(form for first in firsts if first for form in (first[0], f"{first[0]}nya"))
    return AgencyNames(pattern, heads if all(firsts) else frozenset())


def mentioning_clauses(text: str, pattern: AgencyNames) -> list[str]:
    """The clauses of a text that mention the agency, in order, at most 60.

    A short piece between commas that follows belongs to its clause ("dinas lambat, tidak becus").
    """
    if not text or not pattern.stand_in(text):
        return []
    head = text[:30_000]
    clauses = (_CLAUSE_END if any(dash in head for dash in _DASHES) else _SIGN_END).split(head)
    # A look for the words of the whole is far cheaper than reading every clause.
    heads = pattern.heads_in(head)
    named = [
        (not heads or any(word in folded(clause) for word in heads)) and pattern.stand_in(clause) for clause in clauses
    ]
    found: list[str] = []
    for place in [place for place, names in enumerate(named) if names]:
        following = clauses[place + 1] if place + 1 < len(clauses) else ""
        short = following and len(following.split()) <= 4 and not named[place + 1]
        found.append(f"{clauses[place]} {following}" if short else clauses[place])
    return found[:_MAX_CLAUSES]


@dataclass(frozen=True, slots=True)
class Toward:
    """Tone toward the agency of each text, what the rules alone say of it and heard, and where it speaks with irony."""

    tones: list[str]
    ruled: list[str]
    ironic: list[bool]
    heard: list[Heard]


def agency_tones(
    posts: Sequence[tuple[str, str, str]],
    scores: Scores,
    voices: Sequence[Voice],
    agency_words: Sequence[str],
    sums: Scores,
) -> Toward:
    """Tone toward the agency of each post ``(kind, title, body)``: netral where nothing is said of it or in doubt.

    The rules speak first (:func:`heard_by_rules`); of short posts and headlines a small model has the last word
    (:mod:`analysis.tone.agency_model`). Sarcasm is never positive.

    Args:
        posts: kind, title, body of each.
        scores: of the event, ``(n, 3)`` in the order of ``LABELS``.
        voices: how each speaks.
        agency_words: the office's own names.
        sums: what the n-grams of each say toward the agency, ``(n, 3)``.
    """
    heard = heard_by_rules(posts, [LABELS[best] for best in scores.argmax(axis=1).tolist()], voices, agency_words)
    ruled = [one.said for one in heard]
    result = list(ruled)
    short = [
        place
        for place, (one, (kind, title, body)) in enumerate(zip(heard, posts, strict=True))
        if 0 < len(one.text) <= LONGEST
        and not (title and body)
        and not one.voice.neutral
        and (one.public or kind != "news")
    ]
    read = said_by_model([heard[place] for place in short], scores[short], sums[short])
    for place, tone in zip(short, read, strict=True):
        result[place] = tone
    return Toward(result, ruled, [one.talk.ironic and one.kind != "news" for one in heard], heard)


def heard_by_rules(
    posts: Sequence[tuple[str, str, str]],
    tones: Sequence[str],
    voices: Sequence[Voice],
    agency_words: Sequence[str],
) -> list[Heard]:
    """What the rules say of each post and heard in it; ``tones`` are those of the event, the rest is as for :func:`agency_tones`.

    What is said of public services (:mod:`analysis.tone.service_talk`) decides first, with or without a name; then the
    clauses that mention the agency.
    """
    pattern = agency_pattern(tuple(agency_words))
    texts = [f"{title}. {body}" if title and body else title or body for _, title, body in posts]
    named = [pattern.stand_in(text[:_HEAD]) for text in texts]
    talks = [
        read_news(title, body, official) if kind == "news" else read_post(text, official)
        for (kind, title, body), text, official in zip(posts, texts, named, strict=True)
    ]
    result = [_said(talk, voice, kind) for (kind, _, _), talk, voice in zip(posts, talks, voices, strict=True)]
    for place, (said, talk, (kind, _, _)) in enumerate(zip(result, talks, posts, strict=True)):
        if not said and kind != "news" and (talk.about_service or named[place]):
            result[place] = _as_the_text(talk, tones[place], asks=texts[place].rstrip().endswith("?"))
    open_ones = [place for place, said in enumerate(result) if not said]
    read = _by_clauses(
        [texts[place] if named[place] or len(texts[place]) > _HEAD else "" for place in open_ones],
        [posts[place][0] for place in open_ones],
        [tones[place] for place in open_ones],
        [voices[place] for place in open_ones],
        pattern,
    )
    for place, tone in zip(open_ones, read, strict=True):
        result[place] = tone
    return [
        Heard(posts[place][0], texts[place], result[place], talks[place], voices[place], named[place])
        for place in range(len(posts))
    ]


def _said(talk: Talk, voice: Voice, kind: str) -> str:
    """What the talk of services decides; "" where the clauses are to be asked."""
    if voice.neutral:
        return "netral"
    said = verdict(talk, complaint=kind == "complaint", news=kind == "news")
    if said == "positif" and voice.sarcastic:
        return "negatif" if talk.blame else "netral"
    return said


def _as_the_text(talk: Talk, tone: str, *, asks: bool) -> str:
    """A citizen who speaks ill near a public service means it, unless he asks or the trouble is no office's; else ""."""
    return tone if tone == "negatif" and not (asks or talk.calamity or talk.private or talk.selfhelp) else ""


def _by_clauses(
    texts: Sequence[str],
    kinds: Sequence[str],
    tones: Sequence[str],
    voices: Sequence[Voice],
    pattern: AgencyNames,
) -> list[str]:
    """The scores of the clauses that mention the agency, averaged.

    A complaint (kind ``complaint``) is addressed to the agency, so a negative one is negative toward it without a
    mention. A citizen's negative post that mentions the agency and complains or asks for action is negative toward it
    unless the mention itself is praise; a positive one that thanks the agency is positive.
    """
    clauses: list[str] = []
    owners: list[int] = []
    for place, text in enumerate(texts):
        for clause in mentioning_clauses(text, pattern):
            clauses.append(tone_text(clause))
            owners.append(place)
    result = [
        "negatif" if kind == "complaint" and tone == "negatif" else "netral"
        for kind, tone in zip(kinds, tones, strict=True)
    ]
    if not clauses:
        return result
    scores, readings = score_prepared(clauses, [True] * len(clauses), events=False)
    # Without a word of praise or blame a clause states facts; the model alone is not trusted to find an attitude.
    stated = np.array([reading.bad == 0 and reading.good == 0 for reading in readings])
    scores[stated, 1] += 1.0
    total = np.zeros((len(texts), 3))
    loud = 1.0 + 2.0 * ~stated
    np.add.at(total, np.array(owners), scores * loud[:, None])
    thanked = {owner for owner, clause in zip(owners, clauses, strict=True) if _THANKS in clause}
    for place in dict.fromkeys(owners):
        row = total[place] / total[place].sum()
        voice, citizen = voices[place], kinds[place] != "news"
        praised = row[2] > row[0] and row[2] >= _SURE_ENOUGH * (row[2] + row[1])
        praised = praised or (place in thanked and tones[place] == "positif")
        blamed = row[0] > row[2] and row[0] >= _SURE_ENOUGH * (row[0] + row[1])
        blamed = blamed or (
            citizen and tones[place] == "negatif" and (voice.complains or voice.asks or voice.sarcastic)
        )
        if praised and not voice.sarcastic:
            result[place] = "positif"
        elif blamed:
            result[place] = "negatif"
    return result
