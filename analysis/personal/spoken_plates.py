"""Number plates read aloud: "platnya be satu dua tiga empat ix ye"."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal import guards
from analysis.personal.digit_words import DIGIT_WORDS, LETTER_NAMES
from analysis.personal.identity_numbers import Found
from analysis.personal.signs import Sign

_LETTER: Final = rf"(?:[a-z]|{'|'.join(LETTER_NAMES)})"
_DIGIT: Final = rf"(?:\d{{1,4}}|{'|'.join(sorted(DIGIT_WORDS, key=len, reverse=True))})"
_GAP: Final = r"[ ,.\-]{1,3}"
_SPOKEN: Final = re.compile(
    r"\b(?:ber)?(?P<word>plat|pelat|nopol|pol(?:isi)?|tnkb)(?:nya|ku|e|na)?(?: [a-z]{2,10}){0,4}?[ .:,]{1,3}"
    rf"(?P<plate>(?:(?-i:[A-Z]{{2}})|{_LETTER}(?:{_GAP}{_LETTER})?)(?:{_GAP}{_DIGIT}){{1,4}}"
    rf"(?:{_GAP}(?-i:[A-Z]{{2,3}})|(?:{_GAP}{_LETTER}(?!\w)){{1,3}}))(?!\w)",
    re.IGNORECASE,
)


#: "DB satu satu satu satu KK": capitals around digits in words.
_SPOKEN_CAPITALS: Final = re.compile(
    rf"(?<!\w)(?-i:[A-Z]{{1,2}})(?:{_GAP}(?:{'|'.join(sorted(DIGIT_WORDS, key=len, reverse=True))})){{3,4}}{_GAP}(?-i:[A-Z]{{1,3}})(?!\w)",
    re.IGNORECASE,
)
#: Without the word: named letters, three digits as words, named letters again.
_NAMED: Final = rf"(?:{'|'.join(LETTER_NAMES)})"
_SPOKEN_ALONE: Final = re.compile(
    rf"(?<!\w){_NAMED}(?:{_GAP}{_NAMED})?(?:{_GAP}(?:{'|'.join(sorted(DIGIT_WORDS, key=len, reverse=True))})){{3,4}}(?:{_GAP}{_NAMED}){{2,3}}(?!\w)",
    re.IGNORECASE,
)
#: "De ka satu dua dua satu a ix": a last letter by its sign, another by its name.
_SPOKEN_MIXED: Final = re.compile(
    rf"(?<!\w){_NAMED}(?:{_GAP}{_NAMED})?(?:{_GAP}(?:{'|'.join(sorted(DIGIT_WORDS, key=len, reverse=True))})){{3,4}}"
    rf"(?:{_GAP}[a-z]{_GAP}{_NAMED}|{_GAP}{_NAMED}{_GAP}[a-z])(?!\w)",
    re.IGNORECASE,
)
#: "De de satu satu ix zet, itu platnya".
_SPOKEN_BEFORE: Final = re.compile(
    rf"(?<!\w){_NAMED}(?:{_GAP}{_NAMED})?(?:{_GAP}(?:{'|'.join(sorted(DIGIT_WORDS, key=len, reverse=True))})){{1,4}}(?:{_GAP}{_LETTER}){{2,3}}"
    r"(?=[ ,(]{1,3}(?:(?:itu|ini|adalah|nomor|no) ){0,2}(?:plat|pelat|nopol))",
    re.IGNORECASE,
)


def plates_read_aloud(text: str) -> Iterator[Found]:
    """Plates of named letters around three or four digits in words, whatever stands before: "be dua dua dua dua zet zet"."""
    if guards.may_read_a_plate_aloud(text):
        for pattern in (_SPOKEN_ALONE, _SPOKEN_MIXED, _SPOKEN_CAPITALS):
            for match in pattern.finditer(text):
                if not match[0].isupper():  # in a text of capitals "JL DUA TIGA EMPAT RT" is none
                    yield *match.span(), "plate"


def spoken_plates(text: str) -> Iterator[Found]:
    """Plates in words after "plat", "nopol" and the like: one digit at least is a word, or a letter is named."""
    if not guards.may_name_a_plate(guards.folded(text)):
        return
    for match in _SPOKEN_BEFORE.finditer(text):
        yield *match.span(), "plate"
    for match in guards.found_from(_SPOKEN, text, Sign.PLATE):
        word = match["word"].lower()
        if word.startswith("pol") and not text[max(match.start() - 6, 0) : match.start()].lower().endswith(
            ("no ", "no.", "no. ", "nomor ", "nomer ")
        ):
            continue
        tokens = re.split(r"[ ,.\-]+", match["plate"].lower())
        if any(token in DIGIT_WORDS for token in tokens) or sum(token in LETTER_NAMES for token in tokens) > 1:
            yield *match.span("plate"), "plate"
