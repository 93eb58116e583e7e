"""Telephones and plates told in thousands: "nol delapan satu dua, seribu, dua ribu", "DD dua ribu satu KK"."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal.digit_words import DIGIT_WORDS, LETTER_NAMES
from analysis.personal.guards import folded
from analysis.personal.identity_numbers import Found
from analysis.personal.plates import is_region

_WORD: Final = "|".join(sorted(DIGIT_WORDS, key=len, reverse=True))
_THOUSAND: Final = rf"(?:seribu|(?:{_WORD}|\d) ?ribu)"
_GAP: Final = r"[ ,.\-]{1,3}"
_NOUGHT: Final = "(?:nol|enol|kosong|zero|0)"
_TELEPHONE: Final = re.compile(
    rf"(?<!\w){_NOUGHT}(?:{_GAP}(?:{_THOUSAND}|{_WORD}|\d)(?![a-z])|\d){{4,13}}(?!\w)", re.IGNORECASE
)
_THOUSANDS: Final = re.compile(_THOUSAND, re.IGNORECASE)
_TOKEN: Final = re.compile(rf"{_THOUSAND}|{_WORD}|\d", re.IGNORECASE)
_NAMED: Final = rf"(?:{'|'.join(LETTER_NAMES)}|[a-z])"
_PLATE: Final = re.compile(
    rf"(?<!\w)(?P<first>{_NAMED}(?:{_GAP}{_NAMED})?|[a-z]{{2}}){_GAP}{_THOUSAND}(?:{_GAP}(?:{_WORD})){{0,2}}"
    rf"{_GAP}(?P<last>{_NAMED}(?:{_GAP}{_NAMED}){{1,2}}|[a-z]{{2,3}})(?!\w)",
    re.IGNORECASE,
)
_VEHICLE: Final = re.compile(
    r"\b(?:plat|pelat|nopol|polisi|mobil|motor|truk|truck|bus|bis|angkot|pete2?|avanza|xenia|pikap|taksi|kendaraan)\w{0,4}\b[^\n]{0,40}\Z",
    re.IGNORECASE,
)
_REACH: Final = 60
_PARTING: Final = re.compile(r"[ ,.\-]+")
_FEWEST, _MOST = 10, 13
_DIGITS_OF_THOUSAND: Final = 4


def numbers_in_thousands(text: str) -> Iterator[Found]:
    """Mobile numbers by their length, plates by the letters of a region, in a text that says "ribu"."""
    if "ribu" not in folded(text):
        return
    for match in _TELEPHONE.finditer(text):
        tokens = _TOKEN.findall(match[0])
        length = sum(_DIGITS_OF_THOUSAND if _THOUSANDS.fullmatch(token) else 1 for token in tokens)
        eight = DIGIT_WORDS.get(tokens[1].lower(), tokens[1]) == "8"
        if eight and _FEWEST <= length <= _MOST and _THOUSANDS.search(match[0]):
            yield *match.span(), "phone"
    for match in _PLATE.finditer(text):
        said = match["first"], match["last"]
        if is_region(_letters(said[0])) and (
            (all(map(str.isupper, said)) and not text.isupper())
            or (all(map(_is_named, said)) and any(map(_says_a_name, said)))
            or _near_vehicle(text, match)
        ):
            yield *match.span(), "plate"


def _letters(said: str) -> str:
    """The letters that names stand for: "ka ha" is KH."""
    words = _PARTING.split(said.lower())
    if len(words) == 1 and words[0] not in LETTER_NAMES:
        return words[0]
    return "".join(word.strip("e")[:1] or word[:1] for word in words)


def _is_named(said: str) -> bool:
    words = _PARTING.split(said.lower())
    return len(words) > 1 and all(word in LETTER_NAMES or len(word) == 1 for word in words)


def _says_a_name(said: str) -> bool:
    return any(word in LETTER_NAMES for word in _PARTING.split(said.lower()))


def _near_vehicle(text: str, match: re.Match[str]) -> bool:
    return _VEHICLE.search(text, max(match.start() - _REACH, 0), match.start()) is not None
