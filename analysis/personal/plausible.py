"""What the learnt part may not mask, however its scores stand: offices, orders, hosts, and streets where nobody's door is named."""

import re
from typing import Final

from analysis.personal.accounts import MEETING, OFFICE_NAME
from analysis.personal.digit_words import DIGIT_WORDS
from analysis.personal.owners import SENTENCE_END, near_office, residences
from analysis.personal.plates import begins_like_a_plate
from analysis.text.person_names import WordKind, word_kind

_COUNTS: Final = re.compile(rf"\d|\b(?:{'|'.join(DIGIT_WORDS)}|sebelas|sepuluh|belas|puluh|seratus)\b", re.IGNORECASE)
_PAGE: Final = re.compile(r"(?:://|www\.)\S*\Z|\w\.[a-z]{2,4}/\S*\Z")
_PAGE_REACH: Final = 80
_HOST: Final = re.compile(r"\.(?:go|co|or|ac|sch|desa|mil)\.id\Z|\.(?:com|net|org|gov|php|html?)\Z", re.IGNORECASE)
_OFFICIAL: Final = re.compile(r"\b(?:resmi(?:nya)?|official)\b[^.!?\n]{0,30}\Z", re.IGNORECASE)
_REACH: Final = 45
_MOST_WORDS: Final = 4
#: An account of digits alone is as long as those of games are.
_FEWEST_DIGITS: Final = 7
#: An order's number ("Pesanan Shopee 2511140ABCDEF1"), two sentences without a blank, a price.
_CODE: Final = re.compile(r"(?=(?:\D*\d){6})[\dA-Z]+|[a-z]+\.[A-Z][a-z]+|(?i:rp)\.?\d[\d.,]*\w{0,4}")
#: "@36 siswa".
_EACH: Final = re.compile(r"@\d{1,4}")
_RT_RW: Final = re.compile(
    r"\br[twk]\b[. :/]{0,3}(?:rw\b[. :/]{0,3})?[\dOo]{1,3}(?: ?[/\-] ?[\dOo]{1,3})?", re.IGNORECASE
)
_LIST: Final = re.compile(r"\bs/?d\b|\bsampai\b|\bhingga\b|\brp\.?(?=[ \d])|[=%+]", re.IGNORECASE)
_NEAR: Final = 70
_BEFORE: Final = 160
_VILLAGE: Final = re.compile(r"\b(?:kelurahan|kecamatan)(?= (?-i:[A-Z]))", re.IGNORECASE)


def is_plausible(text: str, start: int, end: int, kind: str) -> bool:
    """The run may be somebody's address, account or plate."""
    if kind == "address":
        return _is_door(text, start, end)
    if kind == "account":
        return _is_account(text, start, end)
    return _COUNTS.search(text, start, end) is not None and begins_like_a_plate(text[start:end])


def _is_account(text: str, start: int, end: int) -> bool:
    said = text[start:end]
    return (
        any(map(str.isalpha, said) if len(said) < _FEWEST_DIGITS else map(str.isalnum, said))
        and not said.startswith("[")
        and _EACH.fullmatch(said) is None
        and MEETING.match(text, start) is None
        and _PAGE.search(text, max(start - _PAGE_REACH, 0), end) is None
        and _HOST.search(said) is None
        and _CODE.fullmatch(said) is None
        and OFFICE_NAME.search(said) is None
        and not text.startswith("(", end)
        and not _PAGE.search(text, max(start - _PAGE_REACH, 0), start)
        and _may_be_name(said)
        and _OFFICIAL.search(text, max(start - _REACH, 0), start) is None
    )


def _may_be_name(said: str) -> bool:
    """Words alone are somebody's name only if one of them is no ordinary word, and few."""
    words = said.split()
    if len(words) > _MOST_WORDS:
        return False
    return not all(map(str.isalpha, words)) or any(word_kind(word) is not WordKind.PLAIN for word in words)


def _is_door(text: str, start: int, end: int) -> bool:
    """A number, no office's; where RT and RW are the only ones, somebody lives there."""
    said = text[start:end]
    if _COUNTS.search(said) is None or _LIST.search(said) or _is_offices(text, start, end):
        return False
    if _COUNTS.search(_RT_RW.sub("", said)):
        return True
    before = [place for place in residences(text) if place <= end]
    return bool(before) and start - before[-1] <= _NEAR and not SENTENCE_END.search(text, before[-1], start)


def _is_offices(text: str, start: int, end: int) -> bool:
    """An office is near; where somebody's home is spoken of, a village or district with its name is a place."""
    before = max(start - _BEFORE, 0)
    around = text[before : end + _BEFORE]
    if _VILLAGE.search(around) and residences(text):
        around = _VILLAGE.sub(lambda match: "_" * len(match[0]), around)
    return near_office(around, start - before, end - before)
