"""Mentions of places, and everyday names that are places only in company.

"Batu", "Solo" or "Bima" alone may be a stone, a song or a man. Beside another place, named as a place elsewhere in the
post, or read in the office of that very city they are the place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from typing import NamedTuple

from analysis.places.gazetteer import inside
from analysis.places.words import PlaceWords
from analysis.text.phrases import Tokens


class Mention(NamedTuple):
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


# Lengths of codes.
_PROVINCE, _REGENCY, _DISTRICT = 2, 5, 8
_LISTED = frozenset(("-", " - ", "–", " – ", "/", ", ", " dan ", " & ", " serta ", ", dan ", " dengan ", " ke "))


def with_company(
    text: str, tokens: Tokens, found: Sequence[Mention], doubtful: Sequence[Mention], region: str, lists: PlaceWords
) -> list[Mention]:
    """`found` with those of `doubtful` that keep company with a place; in order of the text."""
    kept = list(found)
    for _ in range(2):  # the second round takes what stands beside a name taken in the first
        taken = [(mention.start, mention.end) for mention in kept]
        named = {code[:_REGENCY] for other in kept for code in other.codes}
        more = []
        for one in doubtful:
            if any(start < one.end and one.start < end for start, end in taken):
                continue
            if one.strong:
                more += [one] if _in_company(text, tokens, one, kept, region, lists) else []
            elif codes := _of_a_region(one.codes, named, region):
                more.append(one._replace(codes=codes))
        if not more or len(more) == len(doubtful):
            kept += more
            break
        kept += more
    return sorted(kept, key=lambda mention: mention.start)


def _of_a_region(codes: Sequence[str], named: Set[str], region: str) -> tuple[str, ...]:
    """The one place of that name in the regencies that the text names, else in its provinces or the office's; () if none."""
    held = [code for code in codes if code[:_REGENCY] in named]
    if held or any(len(code) == _REGENCY for code in named):
        return the_one(held)
    provinces = named or {region[:_PROVINCE]}
    return the_one([code for code in codes if code[:_PROVINCE] in provinces and len(code) == _DISTRICT])


def the_one(codes: Sequence[str]) -> tuple[str, ...]:
    """A single district, with the villages inside it that share its name, or a single village; else ()."""
    districts = [code for code in codes if len(code) == _DISTRICT]
    if len(districts) == 1:
        return (districts[0],)
    return tuple(codes) if len(codes) == 1 else ()


def _in_company(
    text: str, tokens: Tokens, one: Mention, kept: Sequence[Mention], region: str, lists: PlaceWords
) -> bool:
    begins = not text[: one.start].strip() or text[: one.start].rstrip()[-1:] in (".", "!", "?", ":", '"')
    if region and not begins and any(inside(code, region) for code in one.codes):
        return not _goes_on(text, tokens, one, lists)
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


def _goes_on(text: str, tokens: Tokens, one: Mention, lists: PlaceWords) -> bool:
    """More capitals follow, so that the word is the first of another name: "Bima Suci", but not "Malang Selatan"."""
    last = bisect_left(tokens.start, one.end)
    if last >= len(tokens) or text[one.end : tokens.start[last]] != " ":
        return False
    return tokens.raw[last][0].isupper() and tokens.low[last] not in lists.sides
