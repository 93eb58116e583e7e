"""What stands beside a word of a text: gaps, capitals, a dateline."""

from __future__ import annotations

from analysis.text.phrases import Tokens

_GAPS = frozenset((" ", "-", "", " - ", "  ", "'", ". ", "."))
_DATELINE = ("-", "–", "—", ", KOMPAS", ", Kompas", "(ANTARA)", ", CNN")


def near(text: str, tokens: Tokens, left: int) -> bool:
    """Nothing but a space, hyphen or abbreviation dot stands between token `left` and the next."""
    if left + 1 >= len(tokens.raw):
        return False
    gap = text[tokens.end[left] : tokens.start[left + 1]]
    return gap in _GAPS and (not gap.startswith(".") or len(tokens.raw[left]) <= 4)


def shouted(tokens: Tokens, here: int) -> bool:
    """The neighbours are in capitals too: capital letters say nothing here."""
    around = tokens.raw[max(0, here - 2) : here] + tokens.raw[here + 1 : here + 3]
    return bool(around) and all(word.isupper() for word in around)


def dateline(text: str, tokens: Tokens, first: int, last: int) -> bool:
    """The name opens a news text: "SERANG, KOMPAS.com – …", "Liputan6.com, Malang - …"; "solo-nya" does not."""
    start = tokens.start[first]
    if start > 40 or not text[start].isupper():
        return False
    rest = text[tokens.end[last - 1] : tokens.end[last - 1] + 12]
    return rest.lstrip().startswith(_DATELINE) and not (rest[0] == "-" and rest[1:2].isalpha())
