"""Numbers that belong to a person: NIK, KK, telephone, number plate, however they are typed.

Every pattern has bounded repetition and starts only at a word's beginning, so the cost is linear in the text. A run of
digits alone proves nothing (letter numbers, amounts, ISBN, parcels); the structure decides:

* NIK and KK: sixteen digits, codes of province (any: new ones are made), regency and district, a date ddmmyy (NIK of
  women: day + 40), a running number that isn't 0000 (Permendagri on population numbering).
* Mobile telephones: 08… or 62 8… but not 080… (0800, 0804, 0809 are services), 10-13 digits. Landlines: area code and 5-8 digits,
  parted by a bracket, blank or dash, or after "telp".
* Plates: a registration region's letters, 1-4 digits, 1-3 letters.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from analysis import personal_guards as guards

Found = tuple[int, int, str]

# Blanks, dots, dashes and characters that can't be seen, between digits.
_SEP: Final = "[ \u00a0.\\-–‐_*\u200b-\u200d\u2060]{0,3}"
_DIGIT: Final = "[\\dOoIl|]"
_SIXTEEN: Final = re.compile(rf"(?<![\w]){_DIGIT}(?:{_SEP}{_DIGIT}){{15}}(?![\w])")
_NIK_WORDS: Final = re.compile(r"\b(?:nik|ktp|e-ktp|nomor induk kependudukan|identitas)\b[^\d\n]{0,20}$", re.IGNORECASE)
_KK_WORDS: Final = re.compile(r"\b(?:kk|kartu keluarga)\b[^\d\n]{0,20}$", re.IGNORECASE)
_OTHER_WORDS: Final = re.compile(
    r"(?:\b(?:resi|awb|isbn|issn|invoice|inv|order|pesanan|virtual account|va|rekening|norek|rek|imei|nib|npwp|"
    r"surat|nota|faktur|token|meter|"
    r"id pel|idpel|kode|billing|voucher|doi)\b[^\d\n]{0,15}|\brp\.? ?)$",
    re.IGNORECASE,
)
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
_MOBILE: Final = re.compile(
    rf"(?<![\w.,])(?:\+{_SEP}62|62|[0Oo]|\({_SEP}[0Oo]|"
    rf"\(\+?62\)){_SEP}(?:\(0\))?{_SEP}\(?8(?:[)]?{_SEP}{_DIGIT}){{8,11}}(?![\dA-Za-z])"
)
_BARE_MOBILE: Final = re.compile(
    r"\b(?:wa|hp|telp|telepon|tlp|hub|hubungi|kontak|whatsapp|no)\b[ .:/]{0,3}(8(?:[ .\-]{0,2}\d){8,11})(?!\w)",
    re.IGNORECASE,
)
_MOBILE_PREFIX: Final = re.compile(r"8[1-9]")
_AREA: Final = r"0(?:21|22|24|31|61|[2-7]\d{2}|9\d{2})"
_LANDLINE: Final = re.compile(
    rf"(?<![\w./,\-])(?:\({_AREA}\)[ \-]{{0,2}}|(?:\+62[ \-]?(?:21|22|24|31|61|[2-7]\d{{2}})|"
    rf"{_AREA})[ \-]{{1,2}})\d{{3,4}}(?:[ .\-]?\d{{2,4}}){{1,2}}(?![\w/])"
)
_LANDLINE_WORD: Final = re.compile(
    rf"\b(?:telp|telepon|tlp|telpon|fax|faks|hub|hubungi|phone)\b[ .:]{{0,3}}({_AREA}\d{{5,8}})(?!\w)", re.IGNORECASE
)
_DIGIT_WORDS: Final = {
    "nol": "0",
    "kosong": "0",
    "satu": "1",
    "dua": "2",
    "tiga": "3",
    "empat": "4",
    "lima": "5",
    "enam": "6",
    "tujuh": "7",
    "delapan": "8",
    "lapan": "8",
    "sembilan": "9",
}
_SPELLED_WORD: Final = "|".join(_DIGIT_WORDS)
_SPELLED: Final = re.compile(
    rf"(?<!\w)(?:{_SPELLED_WORD}|\d{{1,4}})(?:[ ,.\-]{{1,3}}(?:{_SPELLED_WORD}|"
    rf"\d{{1,4}})){{3,19}}(?!\w)",
    re.IGNORECASE,
)
_SPELLED_TOKEN: Final = re.compile(rf"{_SPELLED_WORD}|\d")
_PLATE_REGIONS: Final = (
    "AA|AB|AD|AE|AG|A|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|B|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW|D|EA|EB|"
    "ED|E|F|G|H|KB|KH|KT|KU|K|L|"
    "M|N|PA|PB|PG|PS|PT|PY|P|R|S|T|W|X|Z"
)
_PLATE: Final = re.compile(rf"(?<![\w/.\-])({_PLATE_REGIONS})[ .\-]?([1-9]\d{{0,3}})[ .\-]?([A-Z]{{1,3}})(?![\w/]|-\w)")
_PLATE_AFTER_WORD: Final = re.compile(
    rf"\b(?:plat|pelat|nopol|nomor polisi|no\.? ?pol|tnkb)(?: ?(?:nomor|no\.?|motor|mobil|kendaraan|polisi|"
    rf"dinas))?[ .:]{{1,3}}"
    rf"(({_PLATE_REGIONS})[ .\-]?[1-9]\d{{0,3}}[ .\-]?[A-Z]{{0,3}})(?!\w)",
    re.IGNORECASE,
)
#: A vehicle just before: then the letters and digits after it are its plate, however few.
_VEHICLE: Final = re.compile(
    r"\b(?:mobil|motor|sepeda motor|truk|truck|pikap|pickup|angkot|bus|minibus|avanza|kijang|vario|beat|plat|pelat|"
    r"nopol|bernopol|berplat|berpelat|kendaraan|ambulans|ojek|taksi)\b[^\d\n]{0,25}$",
    re.IGNORECASE,
)
#: A name of a model, a generation or a network just before an X.
_MODEL: Final = re.compile(
    r"\b(?:iphone|ipad|galaxy|redmi|poco|oppo|vivo|realme|note|tesla|model|xbox|seri|series|tipe|type|gen|generasi|"
    r"max|pro|versi|windows|twitter|akun|media|liga|grup|group|kelas|pasal|bab|fast|space|zona)\b[ -]{0,2}$",
    re.IGNORECASE,
)
#: Short words in capitals that follow a number without being the tail of a plate.
_NO_PLATE_TAIL: Final = frozenset(
    [
        "DI",
        "KE",
        "DAN",
        "YG",
        "OF",
        "THE",
        "BC",
        "AD",
        "JT",
        "RB",
        "KM",
        "KG",
        "CM",
        "MM",
        "GB",
        "MB",
        "TB",
        "RT",
        "RW",
        "NO",
        "WIB",
        "WIT",
        "PM",
        "AM",
        "HP",
        "PS",
        "CC",
        "RI",
        "TNI",
        "KPK",
        "DPR",
        "JAM",
        "KAB",
        "KEC",
        "DAY",
        "ORG",
        "KK",
        "JIWA",
        "M",
        "H",
        "VS",
        "UN",
        "US",
        "UK",
        "EU",
        "AS",
        "HA",
        "TON",
        "KW",
        "V",
        "W",
        "HZ",
        "MW",
        "KV",
    ]
)


def ascii_digits(raw: str) -> str:
    """The digits of a typed number: O → 0, l and I → 1, other scripts' digits → ASCII, separators gone."""
    out = []
    for char in raw:
        if char.isdigit():
            out.append(str(unicodedata.digit(char, 0)))
        elif char in "Oo":
            out.append("0")
        elif char in "Il|":
            out.append("1")
    return "".join(out)


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
    if not guards.may_hold_a_number(text):
        return
    for match in _SIXTEEN.finditer(text):
        raw = match[0]
        digits = ascii_digits(raw)
        before = text[max(match.start() - 45, 0) : match.start()]
        family = _KK_WORDS.search(before) is not None
        labelled = family or _NIK_WORDS.search(before) is not None
        if sum(char.isdigit() for char in raw) < (8 if labelled else 12):
            continue
        plausible = is_population_number(digits, family=family)
        if not labelled and (not plausible or _OTHER_WORDS.search(before) or _THOUSANDS.fullmatch(raw)):
            continue
        yield match.start(), match.end(), "kk" if family else "nik"


def phones(text: str) -> Iterator[Found]:
    """Mobile and fixed telephones. Short service numbers (110, 112, 1500…) and 0800 don't have the shape."""
    if not guards.may_hold_a_number(text):
        return
    for match in _MOBILE.finditer(text):
        if sum(char.isdigit() for char in match[0]) < 8:
            continue
        digits = ascii_digits(match[0])
        national = digits.removeprefix("62").removeprefix("0")
        if 9 <= len(national) <= 12 and _MOBILE_PREFIX.match(national):
            yield match.start(), match.end(), "phone"
    for pattern in (_BARE_MOBILE, _LANDLINE_WORD):
        for match in pattern.finditer(text):
            digits = ascii_digits(match[1])
            if digits[0] == "0" or _MOBILE_PREFIX.match(digits):
                yield match.start(1), match.end(1), "phone"
    for match in _LANDLINE.finditer(text):
        if 9 <= len(ascii_digits(match[0]).removeprefix("62")) <= 12:
            yield match.start(), match.end(), "phone"


def spelled_numbers(text: str) -> Iterator[Found]:
    """Telephones and NIK in words: "nol delapan satu dua …", mixed with digits or not."""
    if not guards.may_spell_digits(guards.folded(text)):
        return
    for match in _SPELLED.finditer(text):
        tokens = _SPELLED_TOKEN.findall(guards.folded(match[0]))
        if all(token.isdigit() for token in tokens):
            continue
        digits = "".join(_DIGIT_WORDS.get(token, token) for token in tokens)
        national = digits.removeprefix("62").removeprefix("0")
        if digits[0] in "06" and 9 <= len(national) <= 12 and _MOBILE_PREFIX.match(national):
            yield match.start(), match.end(), "phone"
        elif is_population_number(digits):
            yield match.start(), match.end(), "nik"


def plates(text: str) -> Iterator[Found]:
    """Number plates, in capitals; in small letters only after a word for plate."""
    if guards.may_name_a_plate(guards.folded(text)):
        for match in _PLATE_AFTER_WORD.finditer(text):
            yield match.start(1), match.end(1), "plate"
    if not guards.may_hold_a_plate(text):
        return
    for match in _PLATE.finditer(text):
        if _is_plate(match[1], match[2], match[3], text[max(match.start() - 40, 0) : match.start()]):
            yield match.start(), match.end(), "plate"


def _is_plate(region: str, digits: str, tail: str, before: str) -> bool:
    """A vehicle before it settles it; else three digits, or an X that names no model, which no region bears yet."""
    if tail in _NO_PLATE_TAIL:
        return False
    if region == "X":
        return len(tail) > 1 and not _MODEL.search(before)
    return len(digits) >= 3 or (len(tail) > 1 and _VEHICLE.search(before) is not None)
