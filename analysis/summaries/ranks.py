"""The sentences of an issue's posts, the telling ones first: what many posts say, whole, with who, where and how many.

A sentence's score is the mean weight of its stems by how many posts of the issue carry them (SumBasic, Nenkova &
Vanderwende 2005), those of headlines once more (Edmundson 1969), its place in its post, and its form: a sentence that
leans on the one before, somebody's speech, a question or a torn end count for less. Deterministic; the order of posts
doesn't matter. How the weights were chosen: ``docs/accuracy-summaries.md``.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pandas as pd

from analysis.text.sentences import complete, is_furniture, sentences
from analysis.text.tokens import content_words, stems

#: Posts that are read of one issue, the likeliest first: more adds time, not sense.
READ_POSTS: Final = 80
READ_SENTENCES: Final = 25
MAX_WORDS: Final = 42
MIN_WORDS: Final = 6
#: No text of a report is cut in the middle of a sentence; longer ones are left out.
MAX_LETTERS: Final = 300
_KIND_WEIGHT: Final[Mapping[str, float]] = {
    "news": 1.0, "complaint": 0.8, "video": 0.7, "social": 0.7, "message": 0.5, "comment": 0.45,
}  # fmt: skip
_LEANS_BACK: Final = re.compile(
    r"^[\"“]?(?:hal (?:itu|ini|tersebut)|ia\b|dia\b|mereka\b|beliau\b|keduanya\b|menurutnya|katanya|ujarnya|tuturnya|namun\b|tetapi\b|tapi\b|"
    r"selain itu|sementara itu|kemudian\b|lalu\b|karena itu|oleh (?:karena|sebab) itu|dengan demikian|akibatnya|sebab\b|padahal\b|"
    r"bahkan\b|sehingga\b|itu\b|ini\b|begitu|adapun|di sisi lain|sebelumnya|pasalnya|dari jumlah|(?:[\w-]+ ){1,3}(?:itu|tersebut)\b)",
    re.IGNORECASE,
)
_SPEECH: Final = re.compile(
    r"[\"“”]|\b(?:ujar|kata|tutur|ucap|imbuh|pungkas|jelas|terang|papar|tandas|tambah)(?:nya)?\b", re.IGNORECASE
)
#: Words that a torn page stuck together: "JakartaHujan", "Wanasari,Bupati".
_GLUED: Final = re.compile(r"\b(?!(?:You|Tik|Whats|Insta)[A-Z])[A-Z]?[a-z]{3,}[A-Z][a-z]|[a-z]{2},[A-Za-z]")
#: Who or where: a name inside the sentence.
_NAME: Final = re.compile(r"(?<=\s)[A-Z]\w")
#: Weights chosen on the earlier half of the articles (`benchmarks/summary_rouge.py`).
LEAD: Final = 0.1
TITLE: Final = 1.0
SPEECH: Final = 0.6
LEANING: Final = 0.6
NAMED: Final = 1.08


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was written.

    Args:
        text: with single spaces.
        post: row of its post; `place` its number in it, from 0.
        terms: stems of its content words.
        leans: it cannot stand without the one before it ("Ia …", "Hal itu …").
        score: higher tells more.
    """

    text: str
    post: int
    place: int
    terms: frozenset[str]
    leans: bool = False
    score: float = 0.0

    @property
    def lead(self) -> float:
        """News says the most important thing first: 1 for the first sentence, less for each later one."""
        return 1.0 / (1.0 + LEAD * self.place)


def ranked(posts: pd.DataFrame) -> list[Sentence]:
    """All usable sentences with scores, best first."""
    found = _read(posts)
    if not found:
        return []
    kinds = posts["kind"].astype(str).tolist()
    weight = _weights(found, posts["title"].astype(str).tolist())
    scored = [
        Sentence(s.text, s.post, s.place, s.terms, s.leans, _score(s, weight) * _KIND_WEIGHT.get(kinds[s.post], 0.6))
        for s in found
    ]
    return sorted(scored, key=lambda s: (-round(s.score, 9), s.place, s.text, s.post))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set that the larger one holds."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


@lru_cache(maxsize=2 * READ_POSTS * READ_SENTENCES)
def terms_of(sentence: str) -> frozenset[str]:
    """Stems of its content words."""
    return frozenset(stems(content_words(sentence)))


def leans_back(sentence: str) -> bool:
    """It begins with something that only the sentence before it explains, or in the middle of what somebody said."""
    open_quote = sentence.count('"') % 2 == 1 or sentence.count("“") != sentence.count("”")
    return open_quote or bool(_LEANS_BACK.match(sentence))


def _weights(found: list[Sentence], titles: list[str]) -> dict[str, float]:
    spread: Counter[str] = Counter()
    for term, _ in {(term, s.post) for s in found for term in s.terms}:
        spread[term] += 1
    often = Counter(term for s in found for term in s.terms)
    posts = {s.post for s in found}
    headed = Counter(term for post in posts for term in terms_of(titles[post]))
    # One post alone says nothing about spread, so its own frequencies speak.
    return {
        t: (spread[t] / len(posts) if len(posts) > 1 else 0.0) + often[t] / len(found) + TITLE * headed[t] / len(posts)
        for t in spread
    }


def _score(sentence: Sentence, weight: Mapping[str, float]) -> float:
    if not sentence.terms:
        return 0.0
    mean = sum(weight[t] for t in sentence.terms) / len(sentence.terms)
    value = math.sqrt(mean) * sentence.lead
    words = len(sentence.text.split())
    value *= 0.75 if words < 9 or words > 36 else 1.0
    value *= LEANING if sentence.leans else 1.0
    value *= SPEECH if _SPEECH.search(sentence.text) else 1.0
    value *= 0.7 if _GLUED.search(sentence.text) else 1.0
    value *= NAMED if _NAME.search(sentence.text) else 1.0
    value *= 0.9 if "?" in sentence.text else 1.0
    return value * (1.0 if complete(sentence.text) else 0.7)


def _read(posts: pd.DataFrame) -> list[Sentence]:
    titles, texts = posts["title"].astype(str).tolist(), posts["text"].astype(str).tolist()
    found: list[Sentence] = []
    for row in _likeliest(posts):
        body = [s for s in _sentences(texts[row]) if s.casefold() != titles[row].strip().casefold()][:READ_SENTENCES]
        if not body and titles[row].strip() and not is_furniture(titles[row]):
            body = [" ".join(titles[row].split())]
        for place, text in enumerate(body):
            if MIN_WORDS <= len(text.split()) <= MAX_WORDS and len(text) <= MAX_LETTERS:
                found.append(Sentence(text, row, place, terms_of(text), leans_back(text)))
    return found


# An issue is read for its summary and again for its evidence; its sentences are taken apart once.
@lru_cache(maxsize=2 * READ_POSTS)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(sentences(text))


def _likeliest(posts: pd.DataFrame) -> list[int]:
    """Rows to read: news of high tier first, each text once, whatever the order of the frame."""
    kinds, texts = posts["kind"].astype(str).tolist(), posts["text"].astype(str).tolist()
    tiers = posts["tier"].tolist() if "tier" in posts else [0] * len(posts)
    ids = posts["id"].astype(str).tolist()
    rows = sorted(range(len(posts)), key=lambda i: (-_KIND_WEIGHT.get(kinds[i], 0.6), tiers[i] or 9, ids[i]))
    seen: set[str] = set()
    kept = []
    for row in rows:
        key = texts[row][:300].casefold()
        if key not in seen or not key:
            seen.add(key)
            kept.append(row)
        if len(kept) == READ_POSTS:
            break
    return kept
