"""Numbers that belong to a person: NIK, KK and telephone, however they are typed.

Every pattern has bounded repetition and starts only at a word's beginning, so the cost is linear in the text. A run of
digits alone proves nothing (letter numbers, amounts, ISBN, parcels); the structure decides:

* NIK and KK: sixteen digits, codes of province (any: new ones are made), regency and district, a date ddmmyy (NIK of
  women: day + 40), a running number that isn't 0000 (Permendagri on population numbering).
* Mobile telephones: 08… or 62 8… but not 080… (0800, 0804, 0809 are services), 10-13 digits, in groups that are no
  date, no opening hours and no list of prefixes. Landlines: area code and 5-8 digits, unless an office stands beside them.

All expect the text of `analysis/text/plain.py`: ASCII digits, dashes, blanks.
"""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal.digits import FEWEST_DIGITS, number_runs
from analysis.personal.owners import is_line_of_office

Found = tuple[int, int, str]

_DIGIT: Final = "[\\dOoIl]"
# Whatever people put between digits, and characters that can't be seen.
_SEP: Final = "[ .\\-_*~/,|#&+>\\\\\\n\\r\u200b•·:;='\"\u2018\u2019\u201c\u201d…]{0,3}"
_SIXTEEN: Final = re.compile(rf"(?<!\w){_DIGIT}(?:[)\]]?{_SEP}[(\[]?{_DIGIT}){{15}}(?:(?!\w)|(?=(?i:kk|nik|nama)\b))")
# Letters for more digits than usual, only after the word.
_SIXTEEN_TYPED: Final = re.compile(
    r"\b(?P<kind>n[i1l]k|ktp|kk|kartu keluarga)(?:ku|nya| saya)?(?:\W{1,3}(?:no|nomor|nomer))?\W{1,4}"
    r"(?P<found>[\dOoIlSsBbZz]{16})(?:(?!\w)|(?=(?-i:[A-Z]{4,}|[A-Z][a-z]{3,})))",
    re.IGNORECASE,
)
#: Typed with a digit too few or too many, right after the word.
_NEARLY_SIXTEEN: Final = re.compile(
    r"\b(?P<kind>n[i1l]k|ktp|kk|kartu keluarga)(?:ku|nya| saya)?\b(?:[^\d\n=&?/\]]{0,25}|[^\d\n=&?/\].]{1,25}\d[^\d\n=&?/\].]{1,25})(?<![\w.,])(?P<found>\d(?:[ .\-]{0,2}[\dO]){13,17})"
    r"(?!\w|[.,\-/]\w| \d)",
    re.IGNORECASE,
)
#: A digit too many behind groups: "3399 0615 0455 0001 2".
_ONE_MORE: Final = re.compile(r" \d(?![\w.,])")
#: Or right before it: "329901410190001 itu nik saya".
_NEARLY_BEFORE: Final = re.compile(
    r"(?<![\w.,])(?P<found>\d(?:[ .\-]?\d){13,17}),? (?:(?:itu|ini|adalah) )?(?:no\.? ?|nomor )?(?P<kind>nik|kk)\b",
    re.IGNORECASE,
)
_NIK_WORDS: Final = re.compile(
    r"\b(?:n ?[i1l] ?k|ktp|e-ktp|nomor induk kependudukan|identitas)(?:ku|nya|na|e)?\b[^\d\n]{0,20}(?:\n[^\d\n]{0,12})?$",
    re.IGNORECASE,
)
_KK_WORDS: Final = re.compile(
    r"\b(?:kk|(?:kartu|nomor|nomer|no\.?) keluarga)(?:ku|nya|na|e)?\b[^\d\n]{0,40}(?:\n[^\d\n]{0,12})?$", re.IGNORECASE
)
_OTHER_WORDS: Final = re.compile(
    r"(?:\b(?:resi|awb|isbn|issn|invoice|inv|order|pesanan|virtual account|va|rekening|norek|rek|imei|nib|npwp|"
    r"surat|nota|faktur|token|meter|"
    r"id pel|idpel|kode|billing|voucher|doi)\b[^\d\n]{0,15}|\brp\.? ?)$",
    re.IGNORECASE,
)
#: "3299/0101/0190/0001", or over two lines; after a year it is the number of a letter.
_FOURS: Final = re.compile(r"(?!20)\d{4}(?:([/:=\n])\d{4})(?:\1\d{4}){2}|\d{6,10}\n\d{6,10}")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
_LOOSE: Final = re.compile(r"[/,|\n:#&+>\\;='\"\u2018\u2019\u201c\u201d…]")
_MOBILE: Final = re.compile(
    rf"(?<!\w)(?:(?:\+{_SEP}\(?62\)?|(?:[0Oo]{{2}})?62|[(\[<]\+?{_SEP}62[)\]>]){_SEP}(?:\(0\)|[0Oo])?{_SEP}[(\[<]?|(?:[(\[<]{_SEP})?[0Oo][)\]]?{_SEP}[(\[]?)8"
    rf"(?:[)\]>]?{_SEP}[(\[<]?{_DIGIT}){{8,11}}(?![\dA-Za-z])"
)
#: Where many work abroad: Malaysia, Singapore, Brunei, Hong Kong, Taiwan, Japan, Korea, the Gulf, …
_ABROAD: Final = re.compile(
    r"(?<![\w+])\+ ?(?:60|61|65|673|81|82|84|852|853|855|86|880|886|90|95|962|965|966|968|971|973|974|31|44|49|1|20)"
    r"[ .\-(]{0,2}\d(?:[ .\-()]{0,2}\d){6,10}(?![\w]|[.,]\d)"
)
_GLUED: Final = re.compile(
    r"\b(?:(?P<kind>nik|ktp|kk)(?P<sixteen>\d{16})|(?:wa|hp|telp|tlp|no)(?P<mobile>(?:0|62)8[1-9]\d{7,10}))(?!\w)",
    re.IGNORECASE,
)
#: Another one that ends otherwise: "0812 0000 1122/33".
_OR_ENDING: Final = re.compile(r"(?:/\d{1,3})+(?![\d/.\-]| \d)")
_PARCEL: Final = re.compile(
    r"\b(?:resi|awb|invoice|inv|pesanan|order|tiket|anggaran|pagu)(?:nya)?\b[^\d\n]{0,15}(?:\d{3,5} ){0,3}$",
    re.IGNORECASE,
)
_TYPED_MOBILE: Final = re.compile(r"08\d\d([ \-])\d{4}\1\d{3,4}")
#: Digits proper: of a NIK typed with letters among them, and of area code and number.
_FEWEST_OF_SIXTEEN: Final = 8
_FEWEST_AFTER_WORD: Final = 6
_FEWEST_OF_LANDLINE: Final = 8
#: How far before its digits the word for a NIK or KK begins at most.
_WORD_REACH: Final = 50
_FEWEST_BEFORE_WORD: Final = 14
_WORD_BEHIND: Final = 20
_COUNTRY: Final = re.compile(r"^\D{0,3}(?:[0Oo]{2})?62[)\]]?")
_GROUP: Final = re.compile(rf"{_DIGIT}+")
_DECIMAL: Final = re.compile(r"\D{0,3}[0Oo]([.,])(?!(?:\d\1){8})")
_AFTER_NOUGHT: Final = re.compile(r"[0Oo][^\dOoIl]+")
_DATE: Final = re.compile(r"\D?0?8[-./ ]\d{1,2}[-./ ](?:19|20)\d\d")
_TELEPHONE_WORD: Final = "wa|hp|hape|telp|telepon|telefon|telpun|tilpun|telfon|tlf|tlp|telpon|hub|hubungi|kontak|whatsapp|wasap|no|nomor|nomer|nmr|nope|japri|call|chat|cp|sms|dm"
_WHOSE_TELEPHONE: Final = (
    f"{_TELEPHONE_WORD}|saya|sy|aku|ku|ini|nya|gw|gue|abdi|ulun|kulo|kula|beta|ambo|aktif|baru|ya|pak|bu"
)
_BARE_MOBILE: Final = re.compile(
    rf"\b(?:{_TELEPHONE_WORD})(?:nya|ku|mu|q|e|na)?\b(?:[ /](?:{_WHOSE_TELEPHONE})\b){{0,3}}[ .:=/(+]{{0,3}}(8(?:[ .\-:=/()]{{0,2}}\d){{8,11}})(?!\w)",
    re.IGNORECASE,
)
#: What `_BARE_MOBILE` and `_BARE_BEFORE`, and what `_GLUED` cannot do without; quick looks before slow patterns.
_EIGHT: Final = re.compile(r"8(?:[ .\-:=/()]{0,2}\d){8}")
_NINE: Final = re.compile(r"\d{9}")
_BARE_BEFORE: Final = re.compile(
    r"(?<![\w.,])(8[1-9]\d{8,10})(?=(?: ?\([^()\n]{0,30}\))?[, ]{1,3}(?:wa|hp|chat|call|japri|sms)\b)", re.IGNORECASE
)
_MOBILE_PREFIX: Final = re.compile(r"8[1-9]")
_AREA: Final = r"0(?:21|22|24|31|61|[2-7]\d{2}|9\d{2})"
_LANDLINE: Final = re.compile(
    rf"(?<![\w./,\-])(?:\({_AREA}\)[ \-]{{0,2}}\d\d(?:[ .\-]\d\d){{2,3}}|"
    rf"(?:\({_AREA}\)[ \-]{{0,2}}|(?:\+62[ \-]?(?:21|22|24|31|61|[2-7]\d{{2}})|"
    rf"{_AREA})[ \-]{{1,2}})\d{{3,4}}(?:[ .\-]?\d{{2,4}}){{1,2}})(?![\w/])"
)
#: What `_LANDLINE_WORD` cannot do without.
_AREA_AND_NUMBER: Final = re.compile(r"(?<!\d)0[2-79]\d[\d./ \-]")
_LANDLINE_WORD: Final = re.compile(
    rf"\b(?:tel|telp|telepon|tlp|tlf|telpon|telfon|telefon|telpun|tilpun|fax|faks|hub|hubungi|phone|(?:di|me|men)?(?:hubung|telp|telpo?n|telepon)i?|nelpon|nelp|"
    rf"nomor|nomer|nmr|kontak|call|cp)(?:nya|ku|e)?\b(?: (?:rumah|rmh|dari|nomor|nomer|no|saya|ini|itu|ibu|bapak|saja|aja|ke)){{0,3}}[ .:]{{0,3}}({_AREA}(?:\d{{5,8}}|[./]\d{{3}}[.]?\d{{2,5}}|[ .\-]\d\d(?:[ .\-]\d\d){{2,3}}))(?!\w)",
    re.IGNORECASE,
)
_LETTERS: Final = str.maketrans("OoIlSsBbZz", "0011558822")


def ascii_digits(raw: str) -> str:
    """The digits of a typed number: O → 0, l and I → 1, S → 5, B → 8, Z → 2; everything else gone."""
    return "".join(char for char in raw.translate(_LETTERS) if char.isdecimal() and char.isascii())


def is_population_number(digits: str, *, family: bool = False) -> bool:
    """Has the structure of a NIK (``family``: of a KK)."""
    if len(digits) != 16 or digits[0] == "0" or digits[2:4] == "00" or digits[4:6] == "00" or digits[12:] == "0000":
        return False
    day, month = int(digits[6:8]), int(digits[8:10])
    if not family and day > 40:
        day -= 40
    return 1 <= day <= 31 and 1 <= month <= 12


def population_numbers(text: str) -> Iterator[Found]:
    """NIK and KK."""
    if not _may_hold_a_number(text, _FEWEST_AFTER_WORD):
        return
    for match in _in_runs(_SIXTEEN, text, _FEWEST_OF_SIXTEEN):
        raw = match[0]
        before = text[max(match.start() - 45, 0) : match.start()]
        family = _KK_WORDS.search(before) is not None
        labelled = family or _NIK_WORDS.search(before) is not None
        if sum(map(str.isdigit, raw)) < (_FEWEST_OF_SIXTEEN if labelled else 12):
            continue
        plausible = is_population_number(ascii_digits(raw), family=family) and (
            not _LOOSE.search(raw) or _FOURS.fullmatch(raw) is not None
        )
        if not labelled and (not plausible or _OTHER_WORDS.search(before) or _THOUSANDS.fullmatch(raw)):
            continue
        more = _ONE_MORE.match(text, match.end()) if labelled and " " in raw else None
        yield match.start(), match.end() if more is None else more.end(), "kk" if family else "nik"
    for match in _after_words(_SIXTEEN_TYPED, text):
        if sum(map(str.isdigit, match["found"])) >= _FEWEST_AFTER_WORD:
            yield *match.span("found"), _kind(match)
    for match in (*_after_words(_NEARLY_SIXTEEN, text), *_before_words(text)):
        start, end = match.span("found")
        if not _THOUSANDS.fullmatch(match["found"]) and not _OTHER_WORDS.search(text, match.start(), start):
            yield start, end, _kind(match)


def _after_words(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches that begin with a word a little before a run of digits and end in it."""
    for start, end, count in number_runs(text):
        if count >= _FEWEST_AFTER_WORD:
            yield from pattern.finditer(text, max(start - _WORD_REACH, 0), end + 5)


def _before_words(text: str) -> Iterator[re.Match[str]]:
    """As many digits as nearly make a NIK, with the word right behind them."""
    for start, end, count in number_runs(text):
        if count >= _FEWEST_BEFORE_WORD:
            yield from _NEARLY_BEFORE.finditer(text, start, end + _WORD_BEHIND)


def _kind(match: re.Match[str]) -> str:
    return "nik" if match["kind"].lower() in ("nik", "nlk", "n1k", "ktp") else "kk"


def mobiles(text: str) -> Iterator[Found]:
    """Mobile telephones."""
    for match in _in_runs(_MOBILE, text, FEWEST_DIGITS):
        parcel = _PARCEL.search(text, max(match.start() - 30, 0), match.start())
        # "Order: 0812-3000-4000 (Bang Ali)": so grouped it is where to order.
        ordering = parcel is not None and parcel[0][:1] in "oO" and _TYPED_MOBILE.fullmatch(match[0])
        if _is_mobile(match[0]) and not _is_tail(text, match.start()) and (not parcel or ordering):
            more = _OR_ENDING.match(text, match.end())
            yield match.start(), match.end() if more is None else more.end(), "phone"
    for match in _ABROAD.finditer(text) if "+" in text else ():
        if not _THOUSANDS.fullmatch(match[0].lstrip("+ ")):
            yield match.start(), match.end(), "phone"
    for match in _GLUED.finditer(text) if _NINE.search(text) else ():
        if match["mobile"]:
            yield *match.span("mobile"), "phone"
        else:
            yield *match.span("sixteen"), "kk" if match["kind"].lower() == "kk" else "nik"
    for pattern in (_BARE_MOBILE, _BARE_BEFORE) if _EIGHT.search(text) else ():
        for match in pattern.finditer(text):
            if _MOBILE_PREFIX.match(ascii_digits(match[1])):
                yield match.start(1), match.end(1), "phone"


def landlines(text: str) -> Iterator[Found]:
    """Fixed telephones, but an office's. Short service numbers (110, 112, 1500…) and 0800 don't have the shape."""
    if not _may_hold_a_number(text, _FEWEST_OF_LANDLINE):
        return
    for match in _LANDLINE_WORD.finditer(text) if _AREA_AND_NUMBER.search(text) else ():
        if not is_line_of_office(text, match.start(1), match.end(1)):
            yield match.start(1), match.end(1), "phone"
    for match in _in_runs(_LANDLINE, text, _FEWEST_OF_LANDLINE):
        if 9 <= len(ascii_digits(match[0]).removeprefix("62")) <= 12 and not is_line_of_office(text, *match.span()):
            yield match.start(), match.end(), "phone"


def _may_hold_a_number(text: str, digits: int) -> bool:
    """So many digits in one of the rows in which numbers stand."""
    return any(run[2] >= digits for run in number_runs(text))


def _in_runs(pattern: re.Pattern[str], text: str, digits: int) -> Iterator[re.Match[str]]:
    """Matches of a pattern that never leaves a run of `number_runs`, and looks a word of four letters beyond."""
    for start, end, count in number_runs(text):
        if count >= digits:
            yield from pattern.finditer(text, start, end + 5)


def _is_tail(text: str, start: int) -> bool:
    """The digits go on a shorter number ("1.081…", "-0,0812…"); after a longer one the comma parts two telephones."""
    return (
        start > 1
        and text[start - 1] in ".,"
        and text[start - 2].isdigit()
        and not (start > 4 and text[start - 5 : start - 1].isdigit())
    )


def _is_mobile(raw: str) -> bool:
    """The digits are a mobile number's, and the groups are those of a number somebody types."""
    digits = ascii_digits(raw)
    national = digits.removeprefix("00").removeprefix("62").removeprefix("0")
    if not (9 <= len(national) <= 12 and _MOBILE_PREFIX.match(national)):
        return False
    if sum(map(str.isdigit, raw)) < FEWEST_DIGITS or _DATE.match(raw):
        return False
    raw = _COUNTRY.sub("", raw)
    groups = _GROUP.findall(raw)
    if len(groups) > 2 and groups[0] in "0Oo" and not _DECIMAL.match(raw):
        groups = [groups[0] + groups[1], *groups[2:]]  # "0 812 / 3456 / 7890"
        raw = _AFTER_NOUGHT.sub("0", raw, count=1)
    between = {gap.strip("()[]+\u200b ") for gap in _GROUP.split(raw)[1:-1]}
    if len(groups) > 1 and (
        all(group.startswith("08") for group in groups) or (groups[0] == "0" and between & {".", ","})
    ):
        return False  # a list of prefixes, a decimal
    sizes = [len(group) for group in groups]
    if max(sizes) == 1:
        return True
    if len(between) < 2 and ((sizes[1:] and max(sizes[1:]) == 1) or between & {"|", "~", "*", "_"}):
        return True  # digit by digit, or parted by what parts nothing else
    if any(_LOOSE.search(gap) for gap in between) or "\n" in raw:
        return all(size >= 3 for size in sizes[1:]) and sizes[0] >= 2 and sum(g.startswith("08") for g in groups) < 2
    # Opening hours ("08.15-12.30") are pairs parted in two ways.
    return not (max(sizes) <= 2 < len(sizes) and 2 in sizes[1:] and len(between) > 1)
