"""Bare names right before the place that they lie in: "Loa Bakung, Sungai Kunjang, Samarinda"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from analysis.places.company import Mention
from analysis.places.evidence import usual
from analysis.places.gazetteer import Gazetteer, inside, name_key
from analysis.places.tokens import near
from analysis.places.words import MARKERS, PlaceWords
from analysis.text.phrases import Tokens

_REGENCY, _DISTRICT = 5, 8
_SHORTEST = 5
_MOST_WORDS = 4


def with_neighbours(
    text: str, tokens: Tokens, found: list[Mention], gazetteer: Gazetteer, lists: PlaceWords
) -> list[Mention]:
    """Add "Loa Bakung" of "Loa Bakung, Sungai Kunjang, Samarinda": a bare name right before its parent."""
    starts = tokens.start
    taken = {(m.start, m.end) for m in found}
    queue, more = [m for m in found if m.codes], []
    while queue:
        mention = queue.pop()
        if not mention.start or text[mention.start - 1] not in " ,":
            continue
        here = bisect_left(starts, mention.start)
        gap = text[tokens.end[here - 1] : mention.start] if here else ""
        if gap not in (", ", ",", " "):
            continue
        child = _child_before(text, tokens, here, mention.codes, gazetteer, lists, alone=gap == " ")
        if child is not None and not any(child.start < e and s < child.end for s, e in taken):
            taken.add((child.start, child.end))
            more.append(child)
            queue.append(child)
    return sorted(found + more, key=lambda m: m.start) if more else found


def _child_before(
    text: str,
    tokens: Tokens,
    here: int,
    parents: tuple[str, ...],
    gazetteer: Gazetteer,
    lists: PlaceWords,
    *,
    alone: bool,
) -> Mention | None:
    """The place whose name ends right before token `here` and that lies in one of `parents`.

    `alone`: no comma parts the two, so an ordinary word or a longer row of capitals is no place.
    """
    beginnings: Iterable[int] = range(max(0, here - _MOST_WORDS), here)
    if alone:
        word = tokens.low[here - 1]
        if word in lists.cue or word in MARKERS:
            return None
        if tokens.raw[here - 1][0].isupper():
            beginnings = _row_of_capitals(text, tokens, here, lists)
        elif not _opens_district(word, parents, gazetteer):
            return None
        else:
            beginnings = (here - 1,)
    for first in beginnings:
        if not alone and not tokens.raw[first][0].isupper():
            continue
        if tokens.low[first] in MARKERS or not all(near(text, tokens, k) for k in range(first, here - 1)):
            continue
        known = gazetteer.by_key(name_key("".join(tokens.low[first:here])))
        codes = tuple(c for c in known if c not in parents and any(inside(c, p) for p in parents))
        if codes and (not alone or _stands(tokens, first, here, codes, lists)):
            begin, end = tokens.start[first], tokens.end[here - 1]
            return Mention(text[begin:end], begin, end, codes)
    return None


def _row_of_capitals(text: str, tokens: Tokens, here: int, lists: PlaceWords) -> tuple[int, ...]:
    """Where the words in capitals before token `here` begin, or the rest of them after a word like "Warga"; () if too many."""
    first = here - 1
    while first and tokens.raw[first - 1][0].isupper() and near(text, tokens, first - 1):
        if tokens.low[first - 1] in lists.cue:
            break
        first -= 1
        if here - first > _MOST_WORDS:
            return ()
    return (first,)


def _opens_district(word: str, parents: tuple[str, ...], gazetteer: Gazetteer) -> bool:
    """A district of one of the regencies or cities begins with this word."""
    return any(len(code) == _REGENCY and word in gazetteer.district_openers(code) for code in parents)


def _stands(tokens: Tokens, first: int, here: int, codes: tuple[str, ...], lists: PlaceWords) -> bool:
    """Without a comma: no ordinary word; a district's name in capitals may be rare words."""
    low, raw = tokens.low[first:here], tokens.raw[first:here]
    capital, district = raw[0][0].isupper(), any(len(code) == _DISTRICT for code in codes)
    if district and len(low) > 1 and all(word[0].isupper() for word in raw):
        return True
    if not capital and usual(low[0], lists):
        return False
    if low[0] in lists.no_name or (" ".join(low) in lists.common and (not district or usual(low[0], lists))):
        return False
    return len("".join(low)) >= (_SHORTEST - 1 if district and capital else _SHORTEST) and (capital or district)
