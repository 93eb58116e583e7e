"""Numbers long enough to identify somebody, whatever they may be: masked unless an innocent word or shape explains them.

Other finders go by a shape and its label; people find ever new labels. So what nine digits in one piece, or ten in
groups, are is asked the other way round: amounts, dates, scores, coordinates, letters' numbers, parcels, goods and
addresses of pages stay, everything else goes.
"""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal.digits import number_runs
from analysis.personal.explained import is_explained
from analysis.personal.identity_numbers import Found, ascii_digits

_FEWEST: Final = 9
_FEWEST_IN_GROUPS: Final = 10
#: No number of a person is longer than an account with its bank's code.
_MOST: Final = 20
#: Beyond the run as far as `is_explained` and the end of a word are looked for.
_BEYOND: Final = 5
# One letter may be glued in front: the number of a passport, or a slip of the thumb.
_CANDIDATE: Final = re.compile(
    r"(?<![\w/=?&%#])(?<![\d][.,:\-])[A-Za-z]?"
    r"(?:[\dO](?=[\dOolI]*\d)[\dOolI]*|\d)(?:(?: ?[.\-] ?|/| {1,2})\d[\dOolI]*){0,19}(?!\w|[.,:]\d|[/=&%?*]\w|\*{2})"
)
_BLANK: Final = re.compile(r" (?![.\- ])(?<![.\- ] )")
_LOOSE: Final = re.compile(r" ?([.\-]) ?")
_GROUP: Final = re.compile(r"[\dOolI]+")
_AMOUNT: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d\d|,\d)?|\d{1,3}(?: \d{3})+")
_DECIMAL: Final = re.compile(r"-?\d{1,3}[.,]\d+")
_INTERNET: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_DATE: Final = re.compile(
    r"(?<!\d)(?:\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})(?!\d)"
)
#: Codes of regions (35.78.01.1001) and of the budget (5.1.02.02.01.0063).
_CODE: Final = re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}(?!\d)|\d\.\d{1,2}\.\d\d\.|\d{1,3}\.\d{1,2}\.\d(?:\.\d)?[./]")
#: A moment, or a number that begins with its day: "20240111213844".
_MOMENT: Final = re.compile(r"20[0-3]\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")
#: Books and goods.
_GOODS: Final = re.compile(r"(?:978|979|899)\d{10}")
_ROUND: Final = re.compile(r"\d{1,5}0{5,}")
#: An example: one digit again and again, or all of them in their order.
_EXAMPLE: Final = re.compile(r"(\d)\1+|(?:0?1234567890?){1,2}(?:12345?6?)?")
_SERVICE: Final = re.compile(r"(?:0(?:800|804|807|809)|1500|140\d\d)")


def long_numbers(text: str) -> Iterator[Found]:
    """Every number of nine digits and more, ten in groups, that nothing explains."""
    for start, end, count in number_runs(text):
        if count >= _FEWEST - 2:
            for match in _CANDIDATE.finditer(text, max(start - 1, 0), end + _BEYOND):
                for first, last in _pieces(match):
                    if not is_explained(text, first, last):
                        yield first, last, "document"


def _pieces(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The parts of a row of digits that may be somebody's number: pure groups together, other parts each alone."""
    text, start = match.string, match.start()
    parts: list[tuple[int, int]] = []
    for end in (*(blank.start() for blank in _BLANK.finditer(text, match.start(), match.end())), match.end()):
        parts.append((start, end))
        start = end + 1
    row: list[tuple[int, int]] = []
    for part in (*parts, None):
        if part is not None and text[part[0] : part[1]].isalnum():
            row.append(part)
            continue
        if row and _is_number(text[row[0][0] : row[-1][1]]):
            yield row[0][0], row[-1][1]
        row = []
        if part is not None and _is_number(text[part[0] : part[1]]):
            yield part


def _is_number(raw: str) -> bool:
    """By its shape: long enough, no amount, date, score, coordinate or code."""
    raw = _LOOSE.sub(r"\1", raw)
    digits = sum(map(str.isdigit, raw))
    groups = _GROUP.findall(raw)
    if len(groups) == 1:
        return _FEWEST <= digits <= _MOST and not (
            _MOMENT.match(raw)
            or _GOODS.fullmatch(raw)
            or _EXAMPLE.fullmatch(raw)
            or _ROUND.fullmatch(raw)
            or _SERVICE.match(raw)
        )
    if not _FEWEST_IN_GROUPS <= sum(map(len, groups)) <= _MOST or digits < _FEWEST:
        return False
    if " " in raw and raw.replace(" ", "").isalnum():
        return _is_row(groups)
    if _AMOUNT.fullmatch(raw) or _DECIMAL.fullmatch(raw) or _INTERNET.fullmatch(raw) or _DATE.search(raw):
        return False
    if _CODE.match(raw) or _SERVICE.match(ascii_digits(raw)) or max(map(len, groups)) <= 2:
        return False
    if "/" in raw:
        return len(set(map(len, groups))) == 1 and len(groups[0]) > 2 and not any(map(_YEAR.fullmatch, groups))
    ends = raw.split("-")
    if len(ends) > 1 and all(_AMOUNT.fullmatch(part.strip()) for part in ends):
        return False  # a range
    return not all(map(_YEAR.fullmatch, groups))


def _is_row(groups: list[str]) -> bool:
    """Groups with blanks between: no list of years or of small numbers, no amount in thousands."""
    if all(len(group) == 4 and group[:2] == "08" for group in groups) or _SERVICE.match("".join(groups)):
        return False  # prefixes of mobile numbers, a line anybody may call
    years = sum(1 for group in groups if _YEAR.fullmatch(group))
    small = sum(1 for group in groups if len(group) < 3)
    if years * 2 > len(groups) or small * 2 > len(groups) or _AMOUNT.fullmatch(" ".join(groups)):
        return all(len(group) == 1 for group in groups)
    return max(map(len, groups)) <= 9
