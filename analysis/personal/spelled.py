"""Telephones, NIK and accounts in words: "nol delapan satu dua …", mixed with digits or not, in the languages of the islands."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal import guards
from analysis.personal.digit_words import DIGIT_WORDS, PAUSES
from analysis.personal.identity_numbers import Found, is_population_number

_WORD: Final = "|".join(sorted(DIGIT_WORDS, key=len, reverse=True))
_PAUSE: Final = "|".join(PAUSES)
_BETWEEN: Final = rf"(?:[ ,.\-/\n…]{{0,5}}|(?:[ ,.\-/\n…]{{1,3}}(?:{_PAUSE})(?!\w)){{1,3}}[ ,.\-/\n…]{{1,3}})"
#: Two digits in one word or two: "sebelas", "dua belas", "dua puluh tiga".
_TEENS: Final = "sebelas|sepuluh|belas|puluh|ribu"
_SPELLED: Final = re.compile(
    # One digit at a time: digits in twos or fours could be read in exponentially many ways.
    rf"(?<!\w)(?:plus )?(?:{_WORD}|\d|sebelas|sepuluh)(?:nya)?(?:{_BETWEEN}(?:(?:{_WORD})(?:nya|puluh|belas)?|\dx?)){{3,24}}(?:[ ,.\n…]{{1,3}}(?:{_TEENS}|kali|x)){{0,3}}(?!\w)",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(rf"{_WORD}|\d")
#: "Kosongnya tiga kali", "nol 3x".
_TIMES: Final = re.compile(rf"({_WORD}|\d)(?:nya)?[ ,]{{1,2}}(?:di ?ulang |ulang )?({_WORD}|\d) ?(?:kali|x|ping)(?!\w)")
_TWICE: Final = re.compile(rf"(?:dobel|double)[ ,.]{{1,3}}({_WORD}|\d)")
_THRICE: Final = re.compile(rf"(?:tripel|triple)[ ,.]{{1,3}}({_WORD}|\d)")
_TEN_AND: Final = re.compile(rf"({_WORD}) belas")
_TENS: Final = re.compile(rf"({_WORD}) puluh(?= (?:{_WORD}))")
_ROUND: Final = re.compile(rf"({_WORD}) puluh")
_THOUSAND: Final = re.compile(rf"({_WORD}|\d) ribu(?! (?:{_WORD}))")
_GLUED: Final = re.compile(rf"({_WORD})(puluh|belas)")
#: Before a number that does not begin as a mobile's: "nomor rumah saya kosong dua …", "nomer wa lapan satu …".
_TELEPHONE_WORD: Final = re.compile(
    r"\b(?:telp?|tlp|telepon|telpon|nomor|nomer|nombor|nmr|no|hp|wa|hub\w*|kontak|cp)(?:nya|ku|mu|e|na)?\b[^\d\n]{0,40}$",
    re.IGNORECASE,
)
_ACCOUNT_WORD: Final = re.compile(
    r"\b(?:norek|rek(?:ening)?(?:nya|ku|mu|e|na)?|bank|be ?er ?i|be ?ce ?a|be ?en ?i|be ?es ?i|bri|bca|bni|bsi|mandiri|"
    r"btn|bpd|virtual account|ve a|va)\b[^\d\n]{0,25}$",
    re.IGNORECASE,
)
_PAPER_WORD: Final = re.compile(
    r"\b(?:nik|ktp|kk|kartu keluarga|bpjs|be ?pe ?je ?es|kis|npwp|sim|nip|nisn|meter(?:an)?|pelanggan|id ?pel)"
    r"(?:nya|ku|mu|e|na)?\b(?:[^\d\n]{0,25}|[^\d\n]{26,80}?\b(?:no|nomor|nomer)(?:nya|ku|na|e)?[ .:]{1,3})$",
    re.IGNORECASE,
)
#: "…, bank Aceh", "… BRI an Ani".
_BANK_BEHIND: Final = re.compile(
    r"[ ,(]{1,3}(?:(?:itu|ini|di|ke) )?(?:bank [a-z]|(?:bri|bca|bni|bsi|btn|mandiri|bpd)\b)", re.IGNORECASE
)
#: "…, itu no BPJS saya".
_PAPER_BEHIND: Final = re.compile(
    r"[ ,(]{1,3}(?:(?:itu|ini|adalah|yaitu) )?(?:no(?:mor|mer)?\.? )(?:nik|ktp|kk|bpjs|kis|npwp|sim|nip|nisn|meter|pelanggan|rek(?:ening)?)\b",
    re.IGNORECASE,
)
_LABEL_REACH: Final = 120
_MOBILE: Final = re.compile(r"8[1-9]")
#: Digits of a number that a word before it announces.
_FEWEST: Final = 8


def _repeated(match: re.Match[str]) -> str:
    times = int(DIGIT_WORDS.get(match[2], match[2]))
    return " ".join([match[1]] * times)


def _in_digits(said: str) -> str:
    """Doubled, tripled and two-digit words as words for one digit each."""
    said = _THOUSAND.sub(r"\1 0 0 0", _GLUED.sub(r"\1 \2", said))
    said = _TIMES.sub(_repeated, said)
    said = _THRICE.sub(r"\1 \1 \1", _TWICE.sub(r"\1 \1", said))
    if "belas" not in said and "puluh" not in said:
        return said
    said = said.replace("sebelas", "satu satu").replace("sepuluh", "satu nol")
    return _ROUND.sub(r"\1 nol", _TENS.sub(r"\1", _TEN_AND.sub(r"satu \1", said)))


def spelled_numbers(text: str) -> Iterator[Found]:
    """Numbers of the right structure; after "norek", "bpjs" and the like any of eight digits and more."""
    if not guards.may_spell_digits(text):
        return
    for match in _SPELLED.finditer(text):
        tokens = _TOKEN.findall(_in_digits(guards.folded(match[0])))
        if not any(map(str.isalpha, match[0])):
            continue
        digits = "".join(DIGIT_WORDS.get(token, token) for token in tokens)
        national = digits.removeprefix("62").removeprefix("0")
        before = max(match.start() - _LABEL_REACH, 0)
        if digits[0] in "06" and 9 <= len(national) <= 12 and _MOBILE.match(national):
            yield match.start(), match.end(), "phone"
        elif is_population_number(digits):
            yield match.start(), match.end(), "nik"
        elif digits[0] in "08" and 9 <= len(national) <= 12 and _TELEPHONE_WORD.search(text, before, match.start()):
            yield match.start(), match.end(), "phone"
        elif len(digits) < _FEWEST:
            continue
        elif _ACCOUNT_WORD.search(text, before, match.start()) or _BANK_BEHIND.match(text, match.end()):
            yield match.start(), match.end(), "bank"
        elif _PAPER_WORD.search(text, before, match.start()) or _PAPER_BEHIND.match(text, match.end()):
            yield match.start(), match.end(), "document"
