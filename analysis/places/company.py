"""Mentions of places, and everyday names that are places only in company.

"Batu", "Solo" or "Bima" alone may be a stone, a song or a man. Beside another place, named as a place elsewhere in the
post, or read in the office of that very city they are the place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.places.gazetteer import inside


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a text.

    Args:
        name: as written, without a level word.
        start, end: place in the text, with the level word where it belongs to the name ("Kec. Palaran").
        codes: candidates; () for a street, market, hamlet or school, which the gazetteer does not hold.
        level: the level word's level ("" when there was none).
        strong: a level word, a place word, or a name that is nothing else.
    """

    name: str
    start: int
    end: int
    codes: tuple[str, ...]
    level: str = ""
    strong: bool = True


_LISTED = frozenset(("-", " - ", "–", " – ", "/", ", ", " dan ", " & ", " serta ", ", dan ", " dengan ", " ke "))


def with_company(text: str, found: Sequence[Mention], doubtful: Sequence[Mention], region: str) -> list[Mention]:
    """`found` with those of `doubtful` that keep company with a place; in order of the text."""
    kept = list(found)
    for _ in range(2):  # the second round takes what stands beside a name taken in the first
        taken = {(mention.start, mention.end) for mention in kept}
        more = [
            one
            for one in doubtful
            if (one.start, one.end) not in taken
            and not any(other.start < one.end and one.start < other.end for other in kept)
            and _in_company(text, one, kept, region)
        ]
        if not more:
            break
        kept += more
    return sorted(kept, key=lambda mention: mention.start)


def _in_company(text: str, one: Mention, kept: Sequence[Mention], region: str) -> bool:
    begins = not text[: one.start].strip() or text[: one.start].rstrip()[-1:] in (".", "!", "?", ":", '"')
    if region and not begins and any(inside(code, region) for code in one.codes):
        return True
    for other in kept:
        if not other.codes:
            continue
        if set(other.codes) & set(one.codes):
            return True
        before, after = text[other.end : one.start], text[one.end : other.start]
        if (before in _LISTED and other.end <= one.start) or (after in _LISTED and one.end <= other.start):
            return True
        if before == " " and any(inside(code, own) for code in other.codes for own in one.codes):
            return True
    return False
