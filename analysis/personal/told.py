"""Which parts of a text the learnt part reads: those around a word for a platform, a street, a house or a vehicle
behind which something like a name or a number follows soon.
"""

import re
from typing import Final, NamedTuple

from analysis.personal.guards import folded, signs_of, words_that_show
from analysis.personal.signs import BESIDE_NUMBERS, Sign, may_be_learnt

_DIGITS: Final = re.compile(r"\d")
_NUMBER: Final = re.compile(r"\d|\b(?:no|nmr|blok|blk|rt|er)", re.IGNORECASE)
#: A digit, a name by its look, or a word for whose or what name it is.
_NAME: Final = re.compile(
    r"(?i:[a-z._]\d|\d[a-z_.]|[_@]|\w\.\w| (?:nama|bernama|jeneng|user|nick|akun|saya|sy|aku|ku|gw|gue|ulun|abdi|milik|punya)|\w(?:nya|ku|mu|ne|na|e)\b)|[a-z][A-Z]"
)
#: A plate's first letters and a digit.
_PLATE: Final = re.compile(r"\b[A-Za-z]{1,2}[ .\-]{0,2}\d")


#: One of them stands where the number of a house is told.
_HOME: Final = re.compile(
    r"rumah|rmh|[ou]mah|imah|griya|alamat|almt|tinggal|domisili|kirim|antar|anter|k[ou]s|kontrak|bl(?:o)?k|perum|g(?:an)?g|lorong|lr|jl|jalan|rt|dusun|lantai|tower",
)
_DIGIT: Final = int(Sign.DIGIT)
_ON_DIGITS: Final = (_DIGITS, _PLATE)


class _Group(NamedTuple):
    """Words of some signs, what must follow within how many characters, and how much of a long text is read around."""

    signs: Sign
    wanted: re.Pattern[str]
    reach: int
    before: int
    behind: int


_GROUPS: Final = (
    _Group(Sign.PLATFORM, _NAME, 50, 50, 85),
    _Group(Sign.ROAD | Sign.RT_RW, _NUMBER, 40, 90, 100),
    _Group(Sign.HOUSE | Sign.ROOM, _DIGITS, 14, 90, 50),
    _Group(Sign.VEHICLE | Sign.PLATE, _PLATE, 30, 30, 60),
)
_ANY: Final = int(Sign.PLATFORM | BESIDE_NUMBERS)
#: A text so long is read whole if at all.
_SHORT: Final = 200
#: How much more for a word not to be cut.
_WORD: Final = 40


def parts(text: str) -> list[tuple[int, int]]:
    """The parts of a text to be read, in order; all of a short one."""
    signs = signs_of(text)
    if not may_be_learnt(signs):
        return []
    promising = sorted(_promising(text, signs))
    if promising and len(text) <= _SHORT:
        return [(0, len(text))]
    found: list[tuple[int, int]] = []
    for start, end in promising:
        first, last = _word_start(text, start), _word_end(text, end)
        if found and first <= found[-1][1]:
            last = max(last, found[-1][1])
            first = found.pop()[0]
        found.append((first, last))
    return found


def _promising(text: str, signs: int) -> list[tuple[int, int]]:
    found = []
    home: bool | None = None
    words = words_that_show(text, _ANY)
    if words is None:
        return [(0, min(2 * _SHORT, len(text)))]
    small = folded(text)
    for word, shown in words:
        for group in _GROUPS:
            if not shown & group.signs.value or (group.wanted in _ON_DIGITS and not signs & _DIGIT):
                continue
            # "Nomor 5" is a house's only where a home, a street or the like is spoken of.
            if group.wanted is _DIGITS and not (home := home if home is not None else _HOME.search(small) is not None):
                continue
            start = small.find(word)
            while start >= 0:
                if not (start and small[start - 1].isalnum()) and group.wanted.search(text, start, start + group.reach):
                    found.append((max(start - group.before, 0), min(start + group.behind, len(text))))
                start = small.find(word, start + len(word))
    return found


def _word_start(text: str, place: int) -> int:
    least = max(place - _WORD, 0)
    while place > least and not text[place - 1].isspace():
        place -= 1
    return place


def _word_end(text: str, place: int) -> int:
    most = min(place + _WORD, len(text))
    while place < most and not text[place].isspace():
        place += 1
    return place
