"""Bare names right before the place that they lie in: "Loa Bakung, Sungai Kunjang, Samarinda"."""

from __future__ import annotations

from bisect import bisect_left

from analysis.places.company import Mention
from analysis.places.gazetteer import Gazetteer, inside, name_key
from analysis.places.tokens import near
from analysis.places.words import MARKERS, PlaceWords
from analysis.text.phrases import Tokens


def with_neighbours(
    text: str, tokens: Tokens, found: list[Mention], gazetteer: Gazetteer, lists: PlaceWords
) -> list[Mention]:
    """Add "Loa Bakung" of "Loa Bakung, Sungai Kunjang, Samarinda": a bare name right before its parent."""
    if not found:
        return found
    starts = tokens.start
    taken = {(m.start, m.end) for m in found}
    queue, more = [m for m in found if m.codes], []
    while queue:
        mention = queue.pop()
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
    for first in range(max(0, here - 4), here):
        if not tokens.raw[first][0].isupper() or tokens.low[first] in MARKERS:
            continue
        if alone and (
            " ".join(tokens.low[first:here]) in lists.common
            or tokens.low[first] in lists.no_name
            or (
                first
                and near(text, tokens, first - 1)
                and tokens.raw[first - 1][0].isupper()
                and tokens.low[first - 1] not in lists.cue
            )
            or len("".join(tokens.low[first:here])) < 5
        ):
            continue
        if not all(near(text, tokens, k) for k in range(first, here - 1)):
            continue
        known = gazetteer.by_key(name_key("".join(tokens.low[first:here])))
        codes = tuple(c for c in known if c not in parents and any(inside(c, p) for p in parents))
        if codes:
            begin, end = tokens.start[first], tokens.end[here - 1]
            return Mention(text[begin:end], begin, end, codes)
    return None
