"""Cheap questions before dear patterns: can this text hold such a thing at all?

Each guard is implied by its patterns: it may say yes in vain, never no wrongly (a test compares both ways on random and
real texts). Three kinds: the `Sign` of a text, read off its words and its digits once; conditions on what a pattern
cannot do without, written so that the engine can skip ahead to one letter or a few; and `found_from`, which tries a
pattern only where one of the words that begin it stands. Most look at the `folded` text, where one letter stands for
both its cases. All expect the text of `analysis/text/plain.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from analysis.personal.digit_words import COUNT_WORDS, DIGIT_WORDS, PAUSES
from analysis.personal.digits import read_digits
from analysis.personal.signs import ESTATES, Sign, signs_of_word
from analysis.text.plain import odd_characters
from analysis.text.word_patterns import words_in

_DIGIT: Final = re.compile("[0-9]")
_AT: Final = re.compile(r"t\b(?<=\b[ae]t)")
_PLATE_SHAPE: Final = re.compile(r"[A-Z][ .\-_/,:\n]{0,3}\d{1,4}[ .\-_/,:\n]{0,3}[A-Z]{1,3}(?!\w)")
_LETTERS_AFTER: Final = re.compile(r"[0-9][ .\-_/,]{0,2}[A-Za-z]{1,3}(?!\w)")
_SMALL_PLATE: Final = re.compile(r"[0-9]{3} ?[a-z]{2,3}(?!\w)")
_PLATE: Final = re.compile(r"p(?:l|el)at")
_POLICE_NUMBER: Final = re.compile(r"no(?:\.? ?|mor )pol")
#: What stands before "kendaraan" where a plate follows.
_REGISTERED: Final = ("no", "nomor", "nomer", "reg", "registrasi")
_VEHICLE_REACH: Final = 14
_HOUSE_NUMBER: Final = re.compile(
    rf"(?:n[o0](?:m[oe]r)?|nmr)(?:nya)?(?: rumah(?:nya)?)?[ .:\-]{{0,5}}(?:\d|[ivxl]{{2}}|{'|'.join(COUNT_WORDS)})"
)
_ROAD: Final = re.compile(r"\b(?:j(?:ln?|alan)|g(?:n?g|ang)|l(?:orong|rg?))(?![a-z])")
_NUMBER_WORDS: Final = ("blok", "blk", "tower", "menara", "kav", "lantai", "lt", "unit", "#")
_RT_OR_RW: Final = re.compile(r"r[twk](?![a-z])(?<=\br.)|er ?te(?![a-z])")
_DIGIT_WORD: Final = "|".join(sorted(DIGIT_WORDS, key=len, reverse=True))
#: What stands in a row of spelt digits and of digits, and how many digits anything looked for has at least.
_ROW: Final = re.compile(rf"(?:(?:{_DIGIT_WORD})(?:nya)?|{'|'.join(PAUSES)}|[0-9 ,.\-/\n…])+")
_BEFORE_ROW: Final = "0123456789 ,.-/\n…"
#: Eight digits with what parts them stand in so many characters, eight words in so many.
_ROW_REACH: Final = 128
_ROW_LENGTH: Final = 192
_FEWEST_SPELT: Final = 8
#: Two of the longest words for digits with what parts them, before the third one.
_REACH_OF_PLATE: Final = 2 * (max(map(len, DIGIT_WORDS)) + 3)
_TIMES: Final = re.compile(r"(?:kali|x|ping)(?![a-z])")
_ONE_DIGIT: Final = re.compile(rf"{_DIGIT_WORD}|[0-9]")
_FEWEST_OF_ROW: Final = 4
_SHORTEST_DIGIT_WORD: Final = 3
#: A word of nine letters is three digits at most, so that two of them are less than eight.
_LONGEST_DIGIT_WORD: Final = 9
_FEW_WORDS: Final = 2
_PROVIDERS: Final = ("mail", "gmel", "yahoo", "outlook", "icloud", "proton", "live", "g m a i l", "y a h o o")
#: An "at" before the name of a provider, whose first letters may stand between, as far back as they reach.
_AT_BEFORE: Final = re.compile(
    r"(?:[@#©®]|(?<![a-z\d])(?:at|et|ad|a|(?:a ?)?keong)(?![a-z\d])|\(a\))\s?[)\]}>\-_'\"]?\s?(?:g ?|gi|y ?|hot|rocket)?\Z"
)
_AT_REACH: Final = 20
#: What follows the "at" of an address with words for its signs.
_SPELT_HOST: Final = re.compile(
    r" ?[)\]}>'\"]? ?[\w\-]{2,30} ?[(\[{<]? ?(?:\bdot\b|\btitik\b|\.|,(?! )) ?[)\]}>]? ?(?:com|kom|co|net|org|id|go|ac|me)\b"
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


# Plain numbers: flags cost ten times as much, once a text.
_SOME_DIGIT, _SOME_NUMBER = int(Sign.DIGIT), int(Sign.NUMBER)
_PREFIX: Final = int(Sign.PREFIX)
_CAPITAL_PLATE, _SMALL_PLATE_SIGN = int(Sign.CAPITAL_PLATE), int(Sign.SMALL_PLATE)
_CHARACTERS: Final = (("@", int(Sign.AT)), ("/", int(Sign.SLASH)), ("#", int(Sign.HASH)), ("_", int(Sign.UNDERSCORE)))
_REMEMBERED: Final = 100_000
#: More different words than this are not looked for one by one: the cost must stay linear in the text.
_MANY: Final = 16
#: Words without any sign, and the signs of the others, as far as seen.
_DULL: Final[set[str]] = set()
_TELLING: Final[dict[str, int]] = {}


class _Look(NamedTuple):
    """The signs of a text as bits, and its words that show any, with theirs."""

    signs: int
    words: Mapping[str, int]


@lru_cache(maxsize=1)
def _look(text: str) -> _Look:
    """Words repeat, so each is looked at once and most are passed over."""
    small = folded(text)
    digits = read_digits(text)
    signs = 0
    if digits.around:
        signs = _SOME_DIGIT
        if digits.runs:
            signs |= _SOME_NUMBER
        if "08" in digits.around or "62" in digits.around:
            signs |= _PREFIX
        signs |= _plate_shapes(digits.around)
    for character, sign in _CHARACTERS:
        if character in small:
            signs |= sign
    telling: dict[str, int] = {}
    for word in set(_words(small)) - _DULL:
        known = _TELLING.get(word)
        if known is None:
            known = _signs_of_word(word)
        if known:
            telling[word] = known
            signs |= known
    return _Look(signs, telling)


def _plate_shapes(around: str) -> int:
    signs = _CAPITAL_PLATE if _PLATE_SHAPE.search(around) else 0
    return signs | _SMALL_PLATE_SIGN if _SMALL_PLATE.search(around) else signs


def _words(small: str) -> list[str]:
    """The words of a folded text; dashes and curly quotes become blanks first, so that the quick way is open."""
    if not small.isascii():
        odd = odd_characters(small)
        if not any(map(str.isalnum, odd)):
            for character in odd:
                small = small.replace(character, " ")
    return words_in(small)


def _signs_of_word(word: str) -> int:
    if word.isdecimal():
        return 0
    signs = signs_of_word(word)
    if signs and len(_TELLING) < _REMEMBERED:
        _TELLING[word] = signs
    elif not signs and len(_DULL) < _REMEMBERED:
        _DULL.add(word)
    return signs


def signs_of_one(word: str) -> int:
    """The signs of one word in small letters, as bits."""
    return 0 if word in _DULL else _TELLING.get(word) or _signs_of_word(word)


def signs_of(text: str) -> int:
    """The signs of a text, as bits."""
    return _look(text).signs


def found_from(pattern: re.Pattern[str], text: str, signs: Sign, more: tuple[str, ...] = ()) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer(text)`` gives, for a pattern that begins only with words that show one of `signs`, or
    with those of `more` (in small letters).
    """
    starts = _starts(text, signs, more)
    if starts is None:
        yield from pattern.finditer(text)
        return
    free = 0
    for start in starts:
        if start >= free and (match := pattern.match(text, start)):
            free = match.end()
            yield match


# Several patterns of one finder begin with the same words.
@lru_cache(maxsize=1)
def _starts(text: str, signs: Sign, more: tuple[str, ...] = ()) -> list[int] | None:
    """Where such words stand, in order; inside other words, too, which the patterns refuse. None: too many words."""
    small, wanted = folded(text), signs.value
    words = [word for word, shown in _look(text).words.items() if shown & wanted]
    if len(words) > _MANY:
        return None
    starts: set[int] = set()
    for word in (*words, *more):
        start = small.find(word)
        while start >= 0:
            starts.add(start)
            start = small.find(word, start + 1)
    return sorted(starts)


def words_that_show(text: str, signs: int) -> list[tuple[str, int]] | None:
    """The folded words of a text that show one of `signs`, with all of theirs; None: too many different ones."""
    words = [(word, shown) for word, shown in _look(text).words.items() if shown & signs]
    return words if len(words) <= _MANY else None


def may_spell_an_email(text: str) -> bool:
    """The sign @, or the word "at" or "et", before something like a host."""
    small = folded(text)
    place = small.find("@")
    while place >= 0:
        if _SPELT_HOST.match(small, place + 1):
            return True
        place = small.find("@", place + 1)
    return any(_SPELT_HOST.match(small, match.end()) for match in _AT.finditer(small))


def may_name_a_provider(text: str) -> bool:
    """A provider of e-mail after "@", "at" or the like."""
    small = folded(text)
    for name in _PROVIDERS:
        place = small.find(name)
        while place >= 0:
            if _AT_BEFORE.search(small, max(place - _AT_REACH, 0), place):
                return True
            place = small.find(name, place + 1)
    return False


def may_hold_a_small_plate(text: str) -> bool:
    """Three digits, then two or three small letters."""
    return bool(signs_of(text) & Sign.SMALL_PLATE)


def may_name_a_vehicle(text: str) -> bool:
    """A word for a vehicle, and a digit before one to three letters."""
    return bool(signs_of(text) & Sign.VEHICLE) and _LETTERS_AFTER.search(read_digits(text).around) is not None


# Two finders in a row ask the same.
@lru_cache(maxsize=1)
def may_name_a_plate(small: str) -> bool:
    """A word for plate, or the number of a vehicle, in the folded text."""
    if _PLATE.search(small) is not None or _POLICE_NUMBER.search(small) is not None or "tnkb" in small:
        return True
    place = small.find("kendaraan")
    while place >= 0:
        if small[max(place - _VEHICLE_REACH, 0) : place].rstrip(" .").endswith(_REGISTERED):
            return True
        place = small.find("kendaraan", place + 1)
    return False


def may_spell_digits(text: str) -> bool:
    """A word for a digit in a row of eight and more, digits among them or not."""
    starts = _starts(text, Sign.DIGIT_WORD)
    if starts is None:
        return True
    look = _look(text)
    if (
        len(starts) <= _FEW_WORDS
        and not look.signs & _SOME_DIGIT
        and max(map(len, look.words), default=0) <= _LONGEST_DIGIT_WORD
    ):
        return False
    small = folded(text)
    for start in starts:
        before = small[max(start - _ROW_REACH, 0) : start]
        rest = before.rstrip(_BEFORE_ROW)
        while rest.endswith(PAUSES):
            pause = next(word for word in PAUSES if rest.endswith(word))
            rest = rest.removesuffix(pause).rstrip(_BEFORE_ROW)
        row = _ROW.match(small, start - len(before) + len(rest), start + _ROW_LENGTH)
        if row is not None:
            digits = sum(map(str.isdigit, row[0]))
            letters = sum(map(str.isalpha, row[0]))
            if digits + letters // _SHORTEST_DIGIT_WORD >= _FEWEST_SPELT or _says_times(row[0]):
                return True
    return False


def _says_times(row: str) -> bool:
    """Four words for digits or digits, one of them several times: "nol lapan satu, nol empat kali"."""
    return _TIMES.search(row) is not None and len(_ONE_DIGIT.findall(row)) >= _FEWEST_OF_ROW


def may_read_a_plate_aloud(text: str) -> bool:
    """Three words for digits close together."""
    starts = _starts(text, Sign.DIGIT_WORD)
    if starts is None:
        return True
    return any(third - first <= _REACH_OF_PLATE for first, third in zip(starts, starts[2:], strict=False))


def may_hold_a_house(small: str) -> bool:
    """As in "No. 5" or "Blok C3/14", in the folded text."""
    if _HOUSE_NUMBER.search(small) is not None or "belas" in small or "puluh" in small:
        return True
    if not any(word in small for word in _NUMBER_WORDS):
        return False
    return _DIGIT.search(small) is not None or any(word in small for word in COUNT_WORDS)


def may_name_a_road(small: str) -> bool:
    """A word for a street, and a digit, in the folded text."""
    return _DIGIT.search(small) is not None and _ROAD.search(small) is not None


def may_name_an_estate(small: str) -> bool:
    """A word for an estate, and a digit or a word for one, in the folded text."""
    return _holds_a_count(small) and any(word in small for word in ESTATES)


def _holds_a_count(small: str) -> bool:
    return _DIGIT.search(small) is not None or any(word in small for word in COUNT_WORDS)


def may_hold_rt_rw(small: str) -> bool:
    """The word RT or RW in the folded text."""
    return _RT_OR_RW.search(small) is not None
