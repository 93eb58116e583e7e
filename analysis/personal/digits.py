"""The digits of a text, looked at once: which runs may hold a number of somebody's, and what stands beside them.

Most texts hold a year, an amount, a date. One pass finds the digits; what the patterns of numbers and plates cannot do
without is then asked of the few characters around them, not of the whole text again. All expect the text of
`analysis/text/plain.py`, where every digit is ASCII.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

#: What else may stand inside a typed telephone or population number: letters taken for digits, and what parts digits.
_LETTERS: Final = "OoIlSsBbZz"
_OPENING: Final = "([+<"
_PARTING: Final = " .-_*~/,|#&\\\n\r\u200b•·)]>:;='\"\u2018\u2019\u201c\u201d…"
_NO_DIGIT: Final = _LETTERS + _OPENING + _PARTING
_INSIDE: Final = re.escape(_NO_DIGIT)
# From the first digit to the last one of a row of such characters.
_SPAN: Final = re.compile(rf"[0-9]++(?:[{_INSIDE}]++[0-9]++)*+")
_AFTER: Final = re.compile(rf"[{_INSIDE}]*+")
_NOT_A_DIGIT: Final = re.compile(r"[^0-9]")
_NOT_LIKE_A_DIGIT: Final = re.compile(r"[^0-9OoIl]")
#: The shortest numbers that anything looks for: so many characters that are digits or taken for them, some of them digits.
_SHORTEST: Final = 8
FEWEST_DIGITS: Final = 3
#: How far the shapes of plates reach from a digit: a letter and three blanks before; three blanks, three letters and one
#: character more behind.
_PLATE_BEFORE: Final = 4
_PLATE_BEHIND: Final = 7


class Digits(NamedTuple):
    """What the digits of a text show.

    Args:
        runs: (start, end, digits) of every row of characters that may hold a telephone, a NIK or the like.
        around: the digits with what stands close beside them, NUL between the pieces; "" where the text has no digit.
    """

    runs: tuple[tuple[int, int, int], ...]
    around: str


_NOTHING: Final = Digits((), "")


# Several finders ask for the same text in a row.
@lru_cache(maxsize=1)
def read_digits(text: str) -> Digits:
    """The digits of a text; one pass, linear in its length."""
    runs: list[tuple[int, int, int]] = []
    around: list[str] = []
    last = 0
    for span in _SPAN.finditer(text):
        start, end = span.span()
        around.append(text[max(start - _PLATE_BEFORE, 0) : end + _PLATE_BEHIND])
        if end - start >= FEWEST_DIGITS:
            run = _run(text, last, start, end)
            if run is not None:
                runs.append(run)
        last = end
    return Digits(tuple(runs), "\0".join(around)) if around else _NOTHING


def _run(text: str, last: int, start: int, end: int) -> tuple[int, int, int] | None:
    """The row of characters around the span ``[start, end)``, as far back as `last`; None where it is too short."""
    digits = len(_NOT_A_DIGIT.sub("", text[start:end]))
    if digits < FEWEST_DIGITS:
        return None
    before = text[last:start]
    # A number begins with a digit, a letter taken for one, or an opening sign.
    first = start - len(before[len(before.rstrip(_NO_DIGIT)) :].lstrip(_PARTING))
    behind = _AFTER.match(text, end)
    stop = behind.end() if behind is not None else end
    if stop - first < _SHORTEST or len(_NOT_LIKE_A_DIGIT.sub("", text[first:stop])) < _SHORTEST:
        return None
    return first, stop, digits


def number_runs(text: str) -> tuple[tuple[int, int, int], ...]:
    """(start, end, digits) of rows of characters that belong into a telephone number or a NIK, eight of them digits or
    taken for digits, three of them digits: outside them no such number stands.
    """
    return read_digits(text).runs
