"""The smallest set of sentences that covers an issue, and short quotes as evidence; every word as it was written.

Extractive on purpose: a sentence that nobody wrote can't be cited. Scores are the mean weight of a sentence's stems by
how many posts of the issue carry them (SumBasic, Nenkova & Vanderwende 2005), the sentence's place in its post, and
its completeness; the set is chosen greedily against repetition (maximal marginal relevance, Carbonell & Goldstein
1998). Deterministic; the order of posts doesn't matter.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

import pandas as pd

from analysis.sentences import complete, is_furniture, sentences
from analysis.tokens import content_words, stems
from kentongan.core.findings import CitedSentence, Quote

Mask = Callable[[str], str]
#: Posts that are read of one issue, the likeliest first: more adds time, not sense.
READ_POSTS: Final = 80
READ_SENTENCES: Final = 25
MAX_WORDS: Final = 42
MIN_WORDS: Final = 6
QUOTE_WORDS: Final = 25
#: Two sentences that share this much of the shorter one's stems say the same.
SAME: Final = 0.6
_KIND_WEIGHT: Final[Mapping[str, float]] = {
    "news": 1.0, "complaint": 0.8, "video": 0.7, "social": 0.7, "message": 0.5, "comment": 0.45,
}  # fmt: skip
_LEANS_BACK: Final = re.compile(
    r"^[\"“]?(?:hal (?:itu|ini|tersebut)|ia\b|dia\b|mereka\b|menurutnya|katanya|ujarnya|tuturnya|namun\b|tetapi\b|tapi\b|selain itu|"
    r"sementara itu|kemudian\b|lalu\b|karena itu|oleh (?:karena|sebab) itu|dengan demikian|akibatnya|sebab\b|padahal\b|bahkan\b|"
    r"sehingga\b|itu\b|ini\b|begitu|adapun|di sisi lain|sebelumnya)",
    re.IGNORECASE,
)
_SPEECH: Final = re.compile(
    r"[\"“”]|\b(?:ujar|kata|tutur|ucap|imbuh|pungkas|jelas|terang|papar|tandas|tambah)(?:nya)?\b", re.IGNORECASE
)
_CLAUSE: Final = re.compile(r",\s+|;\s+|\s[–—-]\s")
#: A cut before one of these would turn the meaning.
_TURNS: Final = re.compile(
    r"^(?:tetapi|tapi|namun|kecuali|jika|apabila|kalau|bila|asal(?:kan)?|bukan|tidak|meski(?:pun)?|walau(?:pun)?|padahal|sedangkan|"
    r"kata|ujar|tutur|ucap|menurut|sebelum|sampai|hingga)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    post: int
    place: int
    terms: frozenset[str]
    score: float = 0.0


def summarise(posts: pd.DataFrame, *, limit: int = 3, mask: Mask | None = None) -> tuple[CitedSentence, ...]:
    """At most ``limit`` sentences that cover the posts of one issue, each with the ids of the posts that carry it.

    ``mask`` is applied to the sentences chosen (names of private persons, "akun warga"). Sentences are never cut;
    fewer come back where there is less to say, none for posts without text.
    """
    chosen, all_sentences = _choose(posts, limit)
    ids = posts["id"].astype(str).tolist()
    out = []
    for sentence in sorted(chosen, key=lambda s: (-_lead_weight(s), s.place, ids[s.post])):
        carriers = sorted(
            {ids[s.post] for s in all_sentences if _overlap(s.terms, sentence.terms) >= 0.85} | {ids[sentence.post]}
        )
        carriers.sort(key=lambda i: i != ids[sentence.post])
        out.append(CitedSentence(mask(sentence.text) if mask else sentence.text, tuple(carriers[:20])))
    return tuple(out)


def key_sentence(posts: pd.DataFrame, *, mask: Mask | None = None) -> CitedSentence | None:
    """The one sentence for an executive summary; None where there is no usable one."""
    found = summarise(posts, limit=1, mask=mask)
    return found[0] if found else None


def evidence(
    posts: pd.DataFrame,
    limit: int = 3,
    *,
    max_words: int = QUOTE_WORDS,
    mask: Mask | None = None,
    said: Sequence[CitedSentence] = (),
) -> tuple[Quote, ...]:
    """At most ``limit`` quotes of at most ``max_words`` words, whole clauses, from different sources where there are any.

    A quote is a sentence, or its head cut at a clause's end where that doesn't turn its meaning. What was ``said``
    already (the summary above the quotes) comes only where the posts hold nothing else.
    """
    ids, sources = posts["id"].astype(str).tolist(), posts["source"].astype(str).tolist()
    times = posts["published_at"].tolist()
    picked: list[Quote] = []
    heard = [_terms(sentence.text) for sentence in said]
    terms: list[frozenset[str]] = []
    ranked = _ranked(posts)
    for fresh_source, again in ((True, False), (False, False), (True, True), (False, True)):
        used = {q.source_name for q in picked}
        before = [] if again else heard
        for sentence in ranked:
            text = shorten(sentence.text, max_words)
            source = sources[sentence.post]
            if len(picked) == limit or not text or (fresh_source and source in used):
                continue
            if any(_overlap(sentence.terms, old) >= SAME for old in (*before, *terms)):
                continue
            used.add(source)
            terms.append(sentence.terms)
            picked.append(
                Quote(mask(text) if mask else text, ids[sentence.post], source, _moment(times[sentence.post]))
            )
    return tuple(picked)


def shorten(sentence: str, max_words: int = QUOTE_WORDS) -> str:
    """The sentence, or its leading clauses within ``max_words``; "" where no cut leaves the meaning whole."""
    if len(sentence.split()) <= max_words:
        return sentence
    best = ""
    for hit in _CLAUSE.finditer(sentence):
        head, rest = sentence[: hit.start()], sentence[hit.end() :]
        if len(head.split()) > max_words:
            break
        balanced = (
            head.count("(") == head.count(")") and head.count('"') % 2 == 0 and head.count("“") == head.count("”")
        )
        if len(head.split()) >= MIN_WORDS and balanced and not _TURNS.match(rest):
            best = head
    return f"{best} …" if best and len(best.split()) < max_words else ""


def _choose(posts: pd.DataFrame, limit: int) -> tuple[list[_Sentence], list[_Sentence]]:
    ranked = _ranked(posts)
    chosen: list[_Sentence] = []
    covered: Counter[str] = Counter()
    pool = list(ranked)
    while pool and len(chosen) < limit:
        # A stem that was said already is worth little the second time (SumBasic's squared weights).
        best = max(pool, key=lambda s: (s.score * _novelty(s, covered), -s.place, s.text))
        pool = [s for s in pool if _overlap(s.terms, best.terms) < SAME]
        chosen.append(best)
        covered.update(best.terms)
    return chosen, ranked


def _novelty(sentence: _Sentence, covered: Mapping[str, int]) -> float:
    if not sentence.terms:
        return 0.0
    return sum(0.45 if term in covered else 1.0 for term in sentence.terms) / len(sentence.terms)


def _ranked(posts: pd.DataFrame) -> list[_Sentence]:
    """All usable sentences with scores, best first."""
    found = _read(posts)
    if not found:
        return []
    kinds = posts["kind"].astype(str).tolist()
    spread: Counter[str] = Counter()
    for term, _ in {(term, s.post) for s in found for term in s.terms}:
        spread[term] += 1
    often = Counter(term for s in found for term in s.terms)
    readers = len({s.post for s in found})
    # One post alone says nothing about spread, so its own frequencies speak.
    weight = {t: (spread[t] / readers if readers > 1 else 0.0) + often[t] / len(found) for t in spread}
    scored = [
        _Sentence(s.text, s.post, s.place, s.terms, _score(s, weight) * _KIND_WEIGHT.get(kinds[s.post], 0.6))
        for s in found
    ]
    return sorted(scored, key=lambda s: (-round(s.score, 9), s.place, s.text, s.post))


def _score(sentence: _Sentence, weight: Mapping[str, float]) -> float:
    if not sentence.terms:
        return 0.0
    mean = sum(weight[t] for t in sentence.terms) / len(sentence.terms)
    value = math.sqrt(mean) * _lead_weight(sentence)
    words = len(sentence.text.split())
    value *= 0.75 if words < 9 or words > 36 else 1.0
    value *= 0.6 if _LEANS_BACK.match(sentence.text) else 1.0
    value *= 0.8 if _SPEECH.search(sentence.text) else 1.0
    value *= 0.9 if "?" in sentence.text else 1.0
    return value * (1.0 if complete(sentence.text) else 0.7)


def _lead_weight(sentence: _Sentence) -> float:
    """News says the most important thing first."""
    return 1.0 / (1.0 + 0.25 * sentence.place)


def _read(posts: pd.DataFrame) -> list[_Sentence]:
    titles, texts = posts["title"].astype(str).tolist(), posts["text"].astype(str).tolist()
    found: list[_Sentence] = []
    for row in _likeliest(posts):
        body = [s for s in _sentences(texts[row]) if s.casefold() != titles[row].strip().casefold()][:READ_SENTENCES]
        if not body and titles[row].strip() and not is_furniture(titles[row]):
            body = [" ".join(titles[row].split())]
        for place, text in enumerate(body):
            if MIN_WORDS <= len(text.split()) <= MAX_WORDS:
                found.append(_Sentence(text, row, place, _terms(text)))
    return found


# An issue is read for its summary and again for its evidence; its sentences are taken apart once.
@lru_cache(maxsize=2 * READ_POSTS)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(sentences(text))


@lru_cache(maxsize=2 * READ_POSTS * READ_SENTENCES)
def _terms(sentence: str) -> frozenset[str]:
    return frozenset(stems(content_words(sentence)))


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


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _moment(value: Any) -> datetime:
    """The post's time; the epoch where none is known (a report prints "waktu tidak diketahui")."""
    if value is None or pd.isna(value):
        return datetime.fromtimestamp(0, UTC)
    moment: datetime = pd.Timestamp(value).to_pydatetime()
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


Sentences = Sequence[str]
