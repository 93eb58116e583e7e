"""Cheap questions before dear patterns: can this text hold such a thing at all?

Each guard is implied by its pattern: it may say yes in vain, never no wrongly (a test compares both ways on random and
real texts). They are written so that the regular-expression engine can skip ahead to one letter or a few, which the
patterns themselves, with their lookbehinds and ignored case, do not allow: 20 times faster on news, measured. Most of
them look at the `folded` text, where one letter stands for both its cases. All expect digits of other scripts to be
ASCII already.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_AT: Final = re.compile(r"t\b(?<=\b[ae]t)")
# Whatever may stand inside a typed telephone or population number; a "/" of a date may not.
_NUMBER_LIKE: Final = re.compile("[0-9][\\dOoIl| \u00a0.\\-–‐_*\u200b-\u200d\u2060()+]{7,}")
_FEWEST_DIGITS: Final = 8
_PLATE_SHAPE: Final = re.compile(r"[A-Z][ .\-]?[1-9]\d{0,3}[ .\-]?[A-Z]{1,3}(?![\w/])")
_PLATE: Final = re.compile(r"p(?:l|el)at")
_POLICE_NUMBER: Final = re.compile(r"no(?:\.? ?|mor )pol")
_HOUSE_NUMBER: Final = re.compile(r"no(?:m[oe]r)?\b[. :]{0,3}\d")
_RT_OR_RW: Final = re.compile(r"r[tw]\b(?<=\br.)")
_DIGIT_WORD: Final = "nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|lapan|sembilan"
_BETWEEN: Final = r"[ ,.\-]{1,3}"
# A word beside a digit or another word, in two patterns that each begin with one set of characters …
_WORD_FIRST: Final = re.compile(rf"[^a-z0-9](?:{_DIGIT_WORD}){_BETWEEN}(?:{_DIGIT_WORD}|[0-9])")
_DIGIT_FIRST: Final = re.compile(rf"[0-9]{_BETWEEN}(?:{_DIGIT_WORD})")
# … and four in a row around it, as many as the shortest number has; they take at most 41 characters.
_FOUR_IN_A_ROW: Final = re.compile(rf"(?:(?:{_DIGIT_WORD}|\d{{1,4}}){_BETWEEN}){{3}}(?:{_DIGIT_WORD}|\d)")
_REACH: Final = 64


# Several patterns ask the same of one text in a row.
@lru_cache(maxsize=1)
def folded(text: str) -> str:
    """Small letters as a pattern that ignores case sees them: to it ı and İ are an i, and ſ is an s.

    Not `str.casefold`, to which some marks that are no letters become letters: a word's beginning would be lost.
    """
    if not text.isascii():
        text = text.replace("İ", "i").replace("ı", "i").replace("ſ", "s")
    return text.lower()


def may_spell_an_email(small: str) -> bool:
    """The word "at" or "et" in the folded text."""
    return _AT.search(small) is not None


@lru_cache(maxsize=1)
def may_hold_a_number(text: str) -> bool:
    """Eight digits with nothing between them that does not belong into a telephone number or a NIK."""
    return any(sum(map(str.isdigit, match[0])) >= _FEWEST_DIGITS for match in _NUMBER_LIKE.finditer(text))


def may_hold_a_plate(text: str) -> bool:
    """Capital, number, capitals."""
    return _PLATE_SHAPE.search(text) is not None


def may_name_a_plate(small: str) -> bool:
    """A word for plate in the folded text."""
    return _PLATE.search(small) is not None or _POLICE_NUMBER.search(small) is not None or "tnkb" in small


def may_spell_digits(small: str) -> bool:
    """Four words of digits, or digits with a word among them, in a row, in the folded text."""
    padded = f" {small}"
    return any(
        _FOUR_IN_A_ROW.search(padded, max(pair.start() - _REACH, 0), pair.end() + _REACH)
        for beside in (_WORD_FIRST, _DIGIT_FIRST)
        for pair in beside.finditer(padded)
    )


def may_hold_a_house_number(small: str) -> bool:
    """As in "No. 5", in the folded text."""
    return _HOUSE_NUMBER.search(small) is not None


def may_hold_rt_rw(small: str) -> bool:
    """The word RT or RW in the folded text."""
    return _RT_OR_RW.search(small) is not None
