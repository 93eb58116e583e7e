"""Districts of a regency that the text names elsewhere: "PURWOREJO – … Warga Kemiri mengungsi"."""

from __future__ import annotations

from analysis.places.company import Mention, the_one
from analysis.places.evidence import after_a_name, opens
from analysis.places.gazetteer import Gazetteer, name_key
from analysis.places.judging import Judge
from analysis.places.tokens import near, shouted
from analysis.text.phrases import Tokens

# A text with more regencies is a list of them.
_MOST_REGENCIES = 3
_MOST_WORDS = 3
_SHORTEST = 5


def with_kin(
    text: str, tokens: Tokens, found: list[Mention], gazetteer: Gazetteer, region: str, judge: Judge
) -> list[Mention]:
    """`found` with the capitalised names of districts in other regencies than the office's that `found` names."""
    if tokens.raw is tokens.low:  # no capital anywhere
        return found
    regencies = _elsewhere(found, region)
    if not regencies or len(regencies) > _MOST_REGENCIES:
        return found
    openers = [gazetteer.district_openers(code) for code in regencies]
    if all(words.isdisjoint(tokens.low) for words in openers):
        return found
    firsts = frozenset().union(*openers)
    more, free = [], 0
    for here, word in enumerate(tokens.low):
        if here < free or word not in firsts or not tokens.raw[here][0].isupper():
            continue
        hit = _at(text, tokens, here, regencies, gazetteer)
        if hit is None:
            continue
        last, codes = hit
        start, end = tokens.start[here], tokens.end[last - 1]
        if any(one.start < end and start < one.end for one in found) or not _stands(text, tokens, here, last, judge):
            continue
        more.append(Mention(text[start:end], start, end, codes, strong=False))
        free = last
    return sorted(found + more, key=lambda one: one.start) if more else found


def _elsewhere(found: list[Mention], region: str) -> set[str]:
    """The regencies and cities of mentions outside the office's region."""
    regencies = set()
    for one in found:
        for code in one.codes:
            if len(code) >= 5 and not (region and code.startswith(region)):
                regencies.add(code[:5])
    return regencies


def _at(
    text: str, tokens: Tokens, first: int, regencies: set[str], gazetteer: Gazetteer
) -> tuple[int, tuple[str, ...]] | None:
    """(one past the last token, codes) of the longest district's name in one of the regencies."""
    for last in range(min(len(tokens), first + _MOST_WORDS), first, -1):
        key = name_key("".join(tokens.low[first:last]))
        codes = [code for code in gazetteer.by_key(key) if len(code) == 8 and code[:5] in regencies]
        if (
            len(key) >= _SHORTEST
            and (one := the_one(codes))
            and all(
                near(text, tokens, place) and tokens.raw[place + 1][0].isupper() for place in range(first, last - 1)
            )
        ):
            return last, one
    return None


def _stands(text: str, tokens: Tokens, first: int, last: int, judge: Judge) -> bool:
    """The name stands by itself: no part of a longer one, no ordinary word where capitals say nothing."""
    words = judge.words
    if shouted(tokens, first) or judge.barred(text, tokens, first, last, 0) or after_a_name(text, tokens, first, words):
        return False
    if last < len(tokens) and near(text, tokens, last - 1) and tokens.raw[last][0].isupper():
        return False
    common = " ".join(tokens.low[first:last]) in words.common
    return not common or (last - first > 1 and not opens(text, tokens, first))
