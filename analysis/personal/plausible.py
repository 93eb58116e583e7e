"""What the learnt part may not mask, however its scores stand: offices, orders, hosts, and streets where nobody's door is named."""

import re
from typing import Final

from analysis.personal.accounts import MEETING, OFFICE_NAME
from analysis.personal.digit_words import DIGIT_WORDS
from analysis.personal.owners import near_office, residences
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
#: An order's number ("Pesanan Shopee 2511140ABCDEF1"), two sentences without a blank, a price, a line that anybody may call.
_CODE: Final = re.compile(r"(?=(?:\D*\d){6})[\dA-Z]+|[a-z]+\.[A-Z][a-z]+|(?i:rp)\.?\d[\d.,]*\w{0,4}|1500-?\d{3}")
#: "@36 siswa".
_EACH: Final = re.compile(r"@\d{1,4}")
#: What an account is, not what it is called: "akun telegram aktif, …".
_STATE: Final = re.compile(
    r"(?:(?:non)?aktif|palsu|bodong|baru|lama|resmi|asli|pribadi|anonim|tiruan|kloning|ganda|premium|gratis|terverifikasi|verified|centang biru|"
    r"(?:di|ter)(?:blokir|retas|hack|kunci|suspend|bajak|gembok|tutup|hapus)|hilang|eror|error|aman|utama|kedua|cadangan|bisnis|privat|private|publik|fake|real|official)"
    r"(?:nya)?(?:,.*)?",
    re.IGNORECASE,
)
_RT_RW: Final = re.compile(
    r"\br[twk]\b[. :/]{0,3}(?:rw\b[. :/]{0,3})?[\dOo]{1,3}(?: ?[/\-] ?[\dOo]{1,3})?", re.IGNORECASE
)
_LIST: Final = re.compile(r"\bs/?d\b|\bsampai\b|\bhingga\b|\brp\.?(?=[ \d])|[=%+]", re.IGNORECASE)
_NEAR: Final = 70
_BEFORE: Final = 160
_VILLAGE: Final = re.compile(r"\b(?:kelurahan|kecamatan)(?= (?-i:[A-Z]))", re.IGNORECASE)


def account_doubts(text: str, start: int, end: int) -> tuple[bool, ...]:
    """What speaks against a run being the name of somebody's account, one flag a reason; the last say what it looks like."""
    said = text[start:end]
    return (
        not (any(map(str.isalpha, said) if len(said) < _FEWEST_DIGITS else map(str.isalnum, said))) or said[0] == "[",
        _EACH.fullmatch(said) is not None
        or _STATE.fullmatch(said) is not None
        or MEETING.match(text, start) is not None,
        _PAGE.search(text, max(start - _PAGE_REACH, 0), end) is not None,
        _HOST.search(said) is not None,
        _CODE.fullmatch(said) is not None,
        OFFICE_NAME.search(said) is not None,
        _OFFICIAL.search(text, max(start - _REACH, 0), start) is not None,
        text.startswith("(", end),
        not _may_be_name(said),
        any(map(str.isdigit, said)),
        "_" in said or "." in said,
        " " in said,
        said.startswith("@"),
    )


def begins_like_one(text: str, start: int, end: int) -> tuple[bool, ...]:
    """Whether a plate has a number and begins with letters of a region."""
    return _COUNTS.search(text, start, end) is not None, begins_like_a_plate(text[start:end])


def _may_be_name(said: str) -> bool:
    """Words alone are somebody's name only if one of them is no ordinary word, and few."""
    words = said.split()
    if len(words) > _MOST_WORDS:
        return False
    return not all(map(str.isalpha, words)) or any(word_kind(word) is not WordKind.PLAIN for word in words)


def names_a_door(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether there is a number in it, and one besides those of RT and RW."""
    said = text[start:end]
    return _COUNTS.search(said) is not None, _COUNTS.search(_RT_RW.sub("", said)) is not None


def names_a_list(text: str, start: int, end: int) -> bool:
    """From one door to another, a price."""
    return _LIST.search(text, start, end) is not None


def is_offices(text: str, start: int, end: int) -> bool:
    """An office is near; where somebody's home is spoken of, a village or district with its name is a place."""
    before = max(start - _BEFORE, 0)
    around = text[before : end + _BEFORE]
    if _VILLAGE.search(around) and residences(text):
        around = _VILLAGE.sub(lambda match: "_" * len(match[0]), around)
    return near_office(around, start - before, end - before)
