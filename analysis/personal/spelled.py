"""Telephones, NIK and accounts in words: "nol delapan satu dua …", mixed with digits or not, in four languages."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal import guards
from analysis.personal.identity_numbers import Found, is_population_number

#: Indonesian, Javanese, Sundanese and English, as far as they differ.
DIGIT_WORDS: Final = {
    word: digit
    for digit, row in zip(
        "0123456789",
        (
            "nol kosong zero",
            "satu siji hiji one",
            "dua loro two",
            "tiga telu tilu three",
            "empat papat opat four",
            "lima limo five",
            "enam genep six",
            "tujuh pitu seven",
            "delapan lapan wolu dalapan eight",
            "sembilan songo salapan nine",
        ),
        strict=True,
    )
    for word in row.split()
}
_WORD: Final = "|".join(sorted(DIGIT_WORDS, key=len, reverse=True))
_SPELLED: Final = re.compile(
    # One digit at a time: digits in twos or fours could be read in exponentially many ways.
    rf"(?<!\w)(?:plus )?(?:{_WORD}|\d)(?:[ ,.\-\n]{{0,3}}(?:{_WORD}|\d)){{3,24}}(?!\w)",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(rf"{_WORD}|\d")
_ACCOUNT_WORD: Final = re.compile(r"\b(?:norek|rek|rekening)\b[ .:]{0,3}$", re.IGNORECASE)
_MOBILE: Final = re.compile(r"8[1-9]")


def spelled_numbers(text: str) -> Iterator[Found]:
    """Numbers of the right structure; after "norek" any of eight digits and more."""
    if not guards.may_spell_digits(text):
        return
    for match in _SPELLED.finditer(text):
        tokens = _TOKEN.findall(guards.folded(match[0]))
        if all(token.isdigit() for token in tokens):
            continue
        digits = "".join(DIGIT_WORDS.get(token, token) for token in tokens)
        national = digits.removeprefix("62").removeprefix("0")
        if digits[0] in "06" and 9 <= len(national) <= 12 and _MOBILE.match(national):
            yield match.start(), match.end(), "phone"
        elif is_population_number(digits):
            yield match.start(), match.end(), "nik"
        elif len(digits) >= 8 and _ACCOUNT_WORD.search(text, max(match.start() - 15, 0), match.start()):
            yield match.start(), match.end(), "bank"
