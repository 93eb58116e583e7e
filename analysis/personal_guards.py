"""Cheap questions before dear patterns: can this text hold such a thing at all?

Each guard is implied by its patterns: it may say yes in vain, never no wrongly (a test compares both ways on random and
real texts). They are written so that the regular-expression engine can skip ahead to one letter or a few, which the
patterns themselves, with their lookbehinds and ignored case, do not allow: 20 times faster on news, measured. Most of
them look at the `folded` text, where one letter stands for both its cases. All expect the text of
`personal_text.plain`.
"""

from __future__ import annotations

import re
from enum import IntFlag
from functools import lru_cache
from typing import Final

from analysis.word_patterns import words_in

_DIGIT: Final = re.compile("[0-9]")
_AT: Final = re.compile(r"t\b(?<=\b[ae]t)")
# Whatever may stand inside a typed telephone or population number.
_NUMBER_LIKE: Final = re.compile("[0-9OoIlSsBbZz(\\[+][\\dOoIlSsBbZz .\\-_*~/,|\\n\u200b()\\[\\]+]{7,}")
_FEWEST_DIGITS: Final = 3
_PLATE_SHAPE: Final = re.compile(r"[A-Z][ .\-_]{0,2}[1-9]\d{0,3}[ .\-_]{0,2}[A-Z]{1,3}(?!\w)")
_LETTERS_AFTER: Final = re.compile(r"[0-9][ .\-_]{0,2}[A-Za-z]{1,3}(?!\w)")
_SMALL_PLATE: Final = re.compile(r"[0-9]{3} ?[a-z]{2,3}(?!\w)")
_PLATE: Final = re.compile(r"p(?:l|el)at")
_POLICE_NUMBER: Final = re.compile(r"no(?:\.? ?|mor )pol")
_HOUSE_NUMBER: Final = re.compile(r"no(?:m[oe]r)?[ .:]{0,5}\d")
_ROAD: Final = re.compile(r"\b(?:j(?:ln?|alan)|g(?:g|ang)|l(?:orong|rg))(?![a-z])")
_NUMBER_WORDS: Final = ("blok", "blk", "tower", "menara", "kav", "#", "belas", "puluh")
_ESTATES: Final = (
    *("perum", "komp", "griya", "graha", "puri", "taman", "villa", "vila", "cluster", "klaster", "btn", "rusun"),
    *("apart", "apt", "residence", "bumi"),
)
_RT_OR_RW: Final = re.compile(r"r[tw](?![a-z])(?<=\br.)")
_DIGIT_WORD: Final = (
    "nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|lapan|sembilan|siji|loro|telu|papat|limo|pitu|wolu|"
    "songo|hiji|tilu|opat|genep|"
    "dalapan|salapan|zero|one|two|three|four|five|six|seven|eight|nine"
)
_BETWEEN: Final = r"[ ,.\-\n]{0,3}"
# A word beside a digit or another word, in two patterns that each begin with one set of characters.
_WORD_FIRST: Final = re.compile(rf"[^a-z0-9](?:{_DIGIT_WORD}){_BETWEEN}(?:{_DIGIT_WORD}|[0-9])")
_DIGIT_FIRST: Final = re.compile(rf"[0-9]{_BETWEEN}(?:{_DIGIT_WORD})")
_PROVIDERS: Final = ("mail", "gmel", "yahoo", "outlook", "icloud", "proton", "live", "g m a i l", "y a h o o")
_PLATFORM: Final = re.compile(
    r"\b(?:ig|insta|tik ?tok|twitter|fb|facebook|tele|line|discord|snapchat|threads|user ?name|user ?id|akun)"
)


# Several patterns ask the same of one text in a row.
@lru_cache(maxsize=1)
def folded(text: str) -> str:
    """Small letters as a pattern that ignores case sees them: to it ı and İ are an i, and ſ is an s.

    Not `str.casefold`, to which some marks that are no letters become letters: a word's beginning would be lost.
    """
    if not text.isascii():
        text = text.replace("İ", "i").replace("ı", "i").replace("ſ", "s").replace("\u212a", "k")
    return text.lower()


class Sign(IntFlag):
    """What a text must show for one kind of personal data to be looked for: a character, or a word of some shape."""

    AT = 1
    SLASH = 2
    HASH = 4
    DIGIT = 8
    AT_WORD = 16
    PROVIDER = 32
    PLATFORM = 64
    UNDERSCORE = 128
    DIGIT_WORD = 256
    HOUSE = 512
    ROAD = 1_024
    ESTATE = 2_048
    RT_RW = 4_096
    PLATE = 8_192
    VEHICLE = 16_384
    BANK = 32_768
    PAPER = 65_536


#: What a word must hold so that a text with it can pass a guard below; words are those of the folded text.
_SHAPES: Final = (
    (Sign.AT_WORD, re.compile(r"^[ae]t$")),
    (Sign.PROVIDER, re.compile(r"mail|gmel|yahoo|outlook|icloud|proton|live|^[gy]$")),
    (Sign.PLATFORM, re.compile(r"^(?:ig|insta|tik|twitter|fb|facebook|tele|line|discord|snapchat|threads|user|akun)")),
    (Sign.UNDERSCORE, re.compile(r"unders|garis")),
    (Sign.DIGIT_WORD, re.compile(rf"(?:^|[^a-z])(?:{_DIGIT_WORD})")),
    (Sign.HOUSE, re.compile(r"no(?:m[oe]r)?(?:\d|$)|blok|blk|tower|menara|kav|belas|puluh")),
    (Sign.ROAD, re.compile(r"^(?:j(?:ln?|alan)|g(?:g|ang)|l(?:orong|rg))(?![a-z])")),
    (Sign.ESTATE, re.compile("|".join((*_ESTATES, "blok", "blk")))),
    (Sign.RT_RW, re.compile(r"^r[tw](?![a-z])")),
    (Sign.PLATE, re.compile(r"p(?:l|el)at|pol|tnkb")),
    (
        Sign.BANK,
        re.compile(
            r"^(?:norek|rek|rekening|virtual|va|kartu|atm|debit|kredit|transfer|tf|donasi|bca|bri|bni|bsi|mandiri|btn|cimb|"
            r"danamon|permata|muamalat|jago|seabank|bjb|bpd|bank)$"
        ),
    ),
    (
        Sign.PAPER,
        re.compile(
            r"^(?:bpjs|kis|jkn|kpj|jht|npwp|sim|paspor|passport|nip|nisn|nuptk|kks|pkh|kip|id|idpel|pelanggan|meter|meteran|"
            r"nopel|rekam)$"
        ),
    ),
    (
        Sign.VEHICLE,
        re.compile(r"^(?:mobil|motor|truc?k|pikap|pickup|angkot|bus|avanza|vario|beat|ber(?:nopol|plat|pelat|nomor))$"),
    ),
)
_CHARACTERS: Final = (("@", int(Sign.AT)), ("/", int(Sign.SLASH)), ("#", int(Sign.HASH)))
_REMEMBERED: Final = 100_000
#: Words without any sign, and the signs of the others, as far as seen.
_DULL: Final[set[str]] = set()
_TELLING: Final[dict[str, int]] = {}


@lru_cache(maxsize=1)
def signs_of(small: str) -> int:
    """The signs of a folded text, as bits: words repeat, so each is looked at once and most are passed over."""
    signs = int(Sign.DIGIT) if _DIGIT.search(small) else 0
    for character, sign in _CHARACTERS:
        if character in small:
            signs |= sign
    for word in set(words_in(small)) - _DULL:
        known = _TELLING.get(word)
        signs |= _signs_of_word(word) if known is None else known
    return signs


def _signs_of_word(word: str) -> int:
    signs = 0
    for sign, shape in _SHAPES:
        if shape.search(word):
            signs |= int(sign)
    if signs and len(_TELLING) < _REMEMBERED:
        _TELLING[word] = signs
    elif not signs and len(_DULL) < _REMEMBERED:
        _DULL.add(word)
    return signs


def may_spell_an_email(small: str) -> bool:
    """The word "at" or "et" in the folded text."""
    return _AT.search(small) is not None


def may_name_a_provider(small: str) -> bool:
    """A provider of e-mail in the folded text."""
    return any(name in small for name in _PROVIDERS)


def may_name_a_platform(small: str) -> bool:
    """A platform's name, or a word for account, in the folded text."""
    return _PLATFORM.search(small) is not None


@lru_cache(maxsize=1)
def number_runs(text: str) -> tuple[tuple[int, int, int], ...]:
    """(start, end, digits) of eight characters and more in a row that belong into a telephone number or a NIK, some of
    them digits: outside them no such number stands.
    """
    found = []
    for match in _NUMBER_LIKE.finditer(text):
        digits = sum(map(str.isdigit, match[0]))
        if digits >= _FEWEST_DIGITS:
            found.append((match.start(), match.end(), digits))
    return tuple(found)


def may_hold_a_number(text: str, digits: int = _FEWEST_DIGITS) -> bool:
    """Eight characters in a row that belong into a telephone number or a NIK, so many of them digits."""
    return any(run[2] >= digits for run in number_runs(text))


def may_hold_a_plate(text: str) -> bool:
    """Capital, number, capitals."""
    return _PLATE_SHAPE.search(text) is not None


def may_hold_a_small_plate(text: str) -> bool:
    """Three digits, then two or three small letters."""
    return _SMALL_PLATE.search(text) is not None


def may_hold_a_number_and_letters(text: str) -> bool:
    """A digit, then one to three letters."""
    return _LETTERS_AFTER.search(text) is not None


def may_name_a_vehicle(small: str) -> bool:
    """A word for a vehicle in the folded text."""
    return bool(signs_of(small) & Sign.VEHICLE)


def may_name_a_plate(small: str) -> bool:
    """A word for plate in the folded text."""
    return _PLATE.search(small) is not None or _POLICE_NUMBER.search(small) is not None or "tnkb" in small


def may_spell_digits(small: str) -> bool:
    """A word for a digit beside another one or beside digits, in the folded text."""
    return _WORD_FIRST.search(f" {small}") is not None or _DIGIT_FIRST.search(small) is not None


def may_hold_a_house(small: str) -> bool:
    """As in "No. 5" or "Blok C3/14", in the folded text."""
    if _HOUSE_NUMBER.search(small) is not None or "belas" in small or "puluh" in small:
        return True
    return any(word in small for word in _NUMBER_WORDS) and _DIGIT.search(small) is not None


def may_name_a_road(small: str) -> bool:
    """A word for a street, and a digit, in the folded text."""
    return _DIGIT.search(small) is not None and _ROAD.search(small) is not None


def may_name_an_estate(small: str) -> bool:
    """A word for an estate, and a digit, in the folded text."""
    return _DIGIT.search(small) is not None and any(word in small for word in _ESTATES)


def may_hold_rt_rw(small: str) -> bool:
    """The word RT or RW in the folded text."""
    return _RT_OR_RW.search(small) is not None
