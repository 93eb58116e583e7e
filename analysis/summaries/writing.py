"""An issue in two or three sentences: chosen from its posts, trimmed and fused, never a figure, name or negation changed.

The set is chosen greedily against repetition (maximal marginal relevance, Carbonell & Goldstein 1998, over the scores of
:mod:`analysis.summaries.ranks`). A sentence that leans on the one before it ("Ia …") comes right behind that one or not at
all. What trimming and fusing make of the sentences is held against the posts they cite (:mod:`analysis.summaries.faithfulness`);
in doubt the sentence stands as it was written. Deterministic; the order of posts doesn't matter.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pandas as pd

from analysis.summaries.faithfulness import is_faithful
from analysis.summaries.fusing import fused, listed
from analysis.summaries.ranks import Sentence, overlap, ranked
from analysis.summaries.trimming import trimmed
from kentongan.core.findings import CitedSentence

Mask = Callable[[str], str]
#: Two sentences that share this much of the shorter one's stems say the same.
SAME: Final = 0.6
#: A post whose sentence shares this much carries it too, and is cited with it.
CARRIES: Final = 0.85
MOST_CITED: Final = 20
#: A sentence is made from no more posts than a report prints behind it.
MOST_SOURCES: Final = 3
#: What a stem is worth that was said already (SumBasic's squared weights).
_AGAIN: Final = 0.45
_MARKS: Final = re.compile(r"\d+(?:[.,]\d+)*|(?<=\s)[A-Z][\w-]+|\b(?:tidak|tak|bukan|belum|jangan|tanpa|batal|gagal)\b")


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence of the summary and the sentences of posts it is made of."""

    text: str
    parts: tuple[Sentence, ...]


def summarise(posts: pd.DataFrame, *, limit: int = 3, mask: Mask | None = None) -> tuple[CitedSentence, ...]:
    """At most ``limit`` sentences that cover the posts of one issue, each with the ids of the posts that carry it.

    The first ids are of the posts it was taken from; those behind say the same. ``mask`` is applied to the sentences
    chosen (names of private persons, "akun warga"). Fewer come back where there is less to say, none for posts without
    text.
    """
    every = ranked(posts)
    ids = posts["id"].astype(str).tolist()
    texts = (posts["title"].astype(str) + "\n" + posts["text"].astype(str)).tolist()
    said: list[_Said] = []
    for more in range(limit):
        # What was fused leaves room for another sentence.
        chosen = _in_order(_choose(every, limit + more), ids)
        fuller = _fuse([_listed(_Said(_trim(s, texts), (s,)), every, texts) for s in chosen], texts)
        if len(fuller) > limit:
            break
        said = fuller
        if len(said) == limit or len(chosen) < limit + more:
            break
    return tuple(CitedSentence(mask(one.text) if mask else one.text, _citations(one.parts, every, ids)) for one in said)


def key_sentence(posts: pd.DataFrame, *, mask: Mask | None = None) -> CitedSentence | None:
    """The one sentence for an executive summary; None where there is no usable one."""
    found = summarise(posts, limit=1, mask=mask)
    return found[0] if found else None


def _choose(pool: Sequence[Sentence], limit: int) -> list[Sentence]:
    chosen: list[Sentence] = []
    covered: Counter[str] = Counter()
    left = list(pool)
    while left and len(chosen) < limit:
        there = {(s.post, s.place) for s in chosen}
        standing = [s for s in left if not s.leans or (s.post, s.place - 1) in there]
        # Where nothing stands by itself, a leaning sentence is better than none.
        best = max(
            standing or ([] if chosen else left),
            key=lambda s: (s.score * _novelty(s, covered), -s.place, s.text),
            default=None,
        )
        if best is None:
            break
        left = [s for s in left if overlap(s.terms, best.terms) < SAME]
        chosen.append(best)
        covered.update(best.terms)
    return chosen


def _novelty(sentence: Sentence, covered: Mapping[str, int]) -> float:
    if not sentence.terms:
        return 0.0
    return sum(_AGAIN if term in covered else 1.0 for term in sentence.terms) / len(sentence.terms)


def _in_order(chosen: list[Sentence], ids: Sequence[str]) -> list[Sentence]:
    """First sentences of posts first; what leans on another right behind it."""
    there = {(s.post, s.place): s for s in chosen}
    behind = {(s.post, s.place) for s in chosen if s.leans and (s.post, s.place - 1) in there}
    order: list[Sentence] = []
    for head in sorted(chosen, key=lambda s: (s.place, ids[s.post], s.text)):
        if (head.post, head.place) in behind:
            continue
        order.append(head)
        place = head.place + 1
        while (head.post, place) in behind:
            order.append(there[head.post, place])
            place += 1
    return order


def _trim(sentence: Sentence, texts: Sequence[str]) -> str:
    short = trimmed(sentence.text)
    return short if short == sentence.text or is_faithful(short, [texts[sentence.post]]) else sentence.text


def _listed(one: _Said, every: Sequence[Sentence], texts: Sequence[str]) -> _Said:
    """With what the same frame says of other places: they would be left out as repetitions and are none."""
    for other in every:
        if len(one.parts) == MOST_SOURCES:
            break
        if other not in one.parts and overlap(other.terms, one.parts[0].terms) >= SAME:
            one = _joined(one, _Said(other.text, (other,)), texts, listed) or one
    return one


def _joined(
    first: _Said, second: _Said, texts: Sequence[str], join: Callable[[str, str], str] | None = None
) -> _Said | None:
    """Both as one sentence; None where that is not safe or the posts do not bear out the whole."""
    last, head = first.parts[-1], second.parts[0]
    if join:
        text = join(first.text, second.text)
    else:
        text = fused(first.text, second.text, follows=(last.post, last.place + 1) == (head.post, head.place))
    parts = (*first.parts, *second.parts)
    cited = [texts[post] for post in dict.fromkeys(s.post for s in parts)]
    return _Said(text, parts) if text and len(cited) <= MOST_SOURCES and is_faithful(text, cited) else None


def _fuse(said: list[_Said], texts: Sequence[str]) -> list[_Said]:
    """Sentences of one subject as one, where the posts bear out the whole; what leans stays with the one before it."""
    made: list[_Said] = []
    for one in said:
        places = [len(made) - 1] if one.parts[0].leans else range(len(made))
        for place in places:
            if place >= 0 and (joined := _joined(made[place], one, texts)):
                made[place] = joined
                break
        else:
            made.append(one)
    return made


def _citations(parts: Sequence[Sentence], every: Sequence[Sentence], ids: Sequence[str]) -> tuple[str, ...]:
    """Ids of the posts a sentence was taken from, then of those that carry one of its parts with the same figures and names."""
    own = dict.fromkeys(ids[part.post] for part in parts)
    carriers = {
        ids[s.post]
        for s in every
        for part in parts
        if overlap(s.terms, part.terms) >= CARRIES and _marks(part.text) <= _marks(s.text)
    }
    return tuple([*own, *sorted(carriers - set(own))][:MOST_CITED])


@lru_cache(maxsize=4096)
def _marks(text: str) -> frozenset[str]:
    """Figures, names and negations."""
    return frozenset(word.casefold() for word in _MARKS.findall(text))
