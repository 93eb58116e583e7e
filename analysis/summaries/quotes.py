"""Short quotes as evidence: whole clauses as they were written, from different sources."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import pandas as pd

from analysis.summaries.ranks import MIN_WORDS, overlap, ranked, terms_of
from kentongan.core.findings import CitedSentence, Quote

Mask = Callable[[str], str]
QUOTE_WORDS: Final = 25
#: Two sentences that share this much of the shorter one's stems say the same.
SAME: Final = 0.6
_CLAUSE: Final = re.compile(r",\s+|;\s+|\s[–—-]\s")
#: A cut before one of these would turn the meaning.
_TURNS: Final = re.compile(
    r"^(?:tetapi|tapi|namun|kecuali|jika|apabila|kalau|bila|asal(?:kan)?|bukan|tidak|meski(?:pun)?|walau(?:pun)?|padahal|sedangkan|"
    r"kata|ujar|tutur|ucap|menurut|sebelum|sampai|hingga)\b",
    re.IGNORECASE,
)


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
    heard = [terms_of(sentence.text) for sentence in said]
    terms: list[frozenset[str]] = []
    found = ranked(posts)
    for fresh_source, again in ((True, False), (False, False), (True, True), (False, True)):
        used = {q.source_name for q in picked}
        before = [] if again else heard
        for sentence in found:
            text = shorten(sentence.text, max_words)
            source = sources[sentence.post]
            if len(picked) == limit or not text or (fresh_source and source in used):
                continue
            if any(overlap(sentence.terms, old) >= SAME for old in (*before, *terms)):
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


def _moment(value: Any) -> datetime:
    """The post's time; the epoch where none is known (a report prints "waktu tidak diketahui")."""
    if value is None or pd.isna(value):
        return datetime.fromtimestamp(0, UTC)
    moment: datetime = pd.Timestamp(value).to_pydatetime()
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
