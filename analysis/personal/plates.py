"""Number plates, however they are typed."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal import guards
from analysis.personal.digit_words import DIGIT_WORDS, LETTER_NAMES
from analysis.personal.identity_numbers import Found
from analysis.personal.signs import VEHICLES, Sign

_PLATE_REGIONS: Final = (
    "AA|AB|AD|AE|AG|A|BA|BB|BD|BE|BG|BH|BK|BL|BM|BN|BP|B|DA|DB|DC|DD|DE|DG|DH|DK|DL|DM|DN|DP|DR|DS|DT|DW|D|EA|EB|"
    "ED|E|F|G|H|KB|KH|KT|KU|K|L|"
    "M|N|PA|PB|PG|PS|PT|PY|P|R|S|T|W|X|Z"
)
_PLATE: Final = re.compile(
    rf"(?<![\w/.\-])({_PLATE_REGIONS})(?: - |[ .\-_/,:\n]{{0,2}})([1-9][\dO]{{0,3}}|0\d{{0,3}})(?: - |[ .\-_/,:\n]{{0,2}})([A-Z]{{1,3}})(?!\w|-\w|"
    rf"/[A-Z\d]{{2,6}}(?:/|\b(?![a-z])))"
)
#: In small letters: three or four digits, two or three letters that are no word.
#: Digit by digit: "DN 1 0 0 1 FK".
_PARTED: Final = re.compile(rf"(?<![\w/.\-])(?:{_PLATE_REGIONS})(?: [\d]){{4}} [A-Z]{{2,3}}(?!\w|-\w)")
#: Letter by letter, too: "D T 1 1 1 1 E E", "b 3 1 1 1 f k x".
_ALL_PARTED: Final = re.compile(
    r"(?<![\w/.\-])(?P<first>[A-Za-z](?: [A-Za-z])?)(?: \d){3,4}(?: [A-Za-z]){2,3}(?![\w/]|-\w)"
)
_SMALL_PLATE: Final = re.compile(
    rf"(?<![\w/.\-@])(?:{_PLATE_REGIONS.lower()})( ?)[1-9]\d{{2,3}}\1([a-z]{{2,3}})(?![\w/]|-\w)"
)
#: Between "plat" and the plate: "plat kendaraan dinas merah …", "platnya kalo ga salah …".
_FILL: Final = (
    r"(?:(?:nomor|nomer|no\.?|motor|mobil|truk|bus|bis|angkot|kendaraan|sepeda|polisi|dinas)(?:nya)?|merah|hitam|item|kuning|putih|hijau|itu|ini|tadi|nya|"
    r"adalah|yaitu|kalau|kalo|klo|tidak|ga|gak|nggak|ndak|salah|lihat|inget|ingat)\b"
)
_PLATE_AFTER_WORD: Final = re.compile(
    rf"\b(?:ber)?(?:plat|pelat|nopol|nomor polisi|no\.? ?pol(?:isi)?|tnkb|"
    rf"(?:no(?:mor|mer)?\.? ?(?:reg(?:istrasi)?\.? )?|reg(?:istrasi)?\.? )kendaraan)(?:nya|ku|e|na)?(?: ?{_FILL}){{0,6}}[ .:(\"'\n]{{1,3}}"
    rf"(({_PLATE_REGIONS}|[A-Z][. ][A-Z])[ .\-_/,:=(\n]{{0,2}}[\dIl](?:[ .]?[\dIlO]){{0,3}}[ .\-_/,:=)\n]{{0,2}}(?:[A-Z](?:[ .][A-Z]){{1,2}}|"
    rf"[A-Z]{{0,3}}))(?!\w)",
    re.IGNORECASE,
)
#: In small letters after a vehicle: "motor ab 62 qx".
_SMALL_AFTER_VEHICLE: Final = re.compile(
    rf"\b(?:{VEHICLES}|bernomor polisi)\b"
    rf"[^\d\n]{{0,20}}?\b((?:{_PLATE_REGIONS})[ .\-_/,]{{0,2}}[1-9]\d{{0,3}}[ .\-_/,]{{0,2}}([a-z]{{1,3}}))(?![\w/]|-\w)",
    re.IGNORECASE,
)
#: A vehicle just before: then the letters and digits after it are its plate, however few.
_VEHICLE: Final = re.compile(
    rf"\b(?:{VEHICLES}|rush|mercy|mercedes|bmw|audi|lexus|moge|harley|hyundai|nissan|mazda|isuzu|hino|plat|pelat|nopol|kendaraan|ojek|gojek|grab|maxim|travel|angkutan|boncengan|dump|becak|bentor|odong|colt|engkel|l300|"
    r"hr-?v|cr-?v|br-?v|wr-?v|city|civic|camry|corolla|almaz|forza|adv|xmax|freego|fino|spin|smash|shogun|win|verza|tiger|blade|vega|nex|kari[sz]ma|"
    r"kereta|kreta|honda|yamaha|suzuki|toyota|daihatsu|mitsubishi|kawasaki|speda|sepeda|"
    r"nabrak|menabrak|tabrak(?:an)?|ditabrak|nyerempet|menyerempet|diserempet|numpak|nyetir|stnk|bpkb|tilang|ditilang|ketilang|etle|mobile?|pajak|"
    r"parkir|markir|ngebut|nyalip|oknum|pelaku|pemilik|punya)(?:nya|ku|ne|e|na|mu|nyo|ta|mi|ki)?\b[^\d\n]{0,35}$",
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
    "DI KE DAN YG OF THE BC AD JT RB KM KG CM MM GB MB TB RT RW NO WIB WIT PM AM HP PS CC RI TNI KPK DPR JAM "
    "KAB KEC DAY ORG KK JIWA M H VS UN US UK EU AS HA TON KW V W HZ MW KV".split()
)
#: Short words in small letters, that stand after a number more often than the tail of a plate.
_SHORT_WORDS: Final = frozenset(
    "aja aku ama and ayo bu cc cm dan dah deh di dia dkk doa dok dol eh era for gak gb gr ga gan gue gw ha hr "
    "hal hp ini itu iya jam jt juta jd "
    "kab kak kali kan kec kel kg kk km ko koq kva kw kwh la lah lbh lg lho lot loh lok lt lu lux mah mas mau mb "
    "mdpl men mg min ml mm "
    "mpa mw nah nih no nya of ok on org ori pak pas pcs per pk pm pp ppm pun px rb ribu rp rpm rt rw sd sdh sih "
    "si sm sma smp smt stl "
    "tak tau tb td tdk the thn tho th to ton tp tuh udh unit usd utk via vs wa wah wib wit wkwk ya yah yen yg yo "
    "yt".split()
)


#: Of these, tails that two letters and four digits go before: "AB 1000 KK", "BM 8000 CC".
_ALSO_TAIL: Final = frozenset("CC KK RI KM PP PS HA AS KW KG MM CM HP AM PM UN US VS KE DI".split())
_FEW: Final = 3
#: Models whose names look like plates.
_MODEL_NAME: Final = re.compile(r"(?:W ?175|W ?800|T ?120|L ?300|L ?200|Z ?(?:250|650|900|1000))(?!\d)")
_ALL_REGIONS: Final = frozenset(_PLATE_REGIONS.split("|"))
_FIRST_LETTERS: Final = re.compile(r"[A-Za-z](?:[ .][A-Za-z](?![A-Za-z])|[A-Za-z]*)")
_LOOSE: Final = re.compile(
    r"(?:[A-Za-z][ .\-]?){1,2}[ .\-/:]{0,3}(?:[\dOoIl][ .\-]?){1,4}[ .\-/:]{0,3}(?:[A-Za-z][ .\-]?){1,3}"
)
_SPOKEN_DIGIT: Final = re.compile(rf"\b(?:{'|'.join(DIGIT_WORDS)})\b", re.IGNORECASE)
_LAST_LETTERS: Final = re.compile(r"[A-Za-z]+\Z")
_ODD_PARTING: Final = re.compile("[/,:\n]")
#: What has a model's number of the same shape: "pompa Shimizu PS-135 E".
_NO_VEHICLE: Final = re.compile(
    r"\b(?:pompa|shimizu|sanyo|printer|laptop|notebook|kamera|canon|nikon|epson|brother|kulkas|mesin(?! mati)|genset|traktor|hand ?tractor|alkon|"
    r"router|modem|aki|lampu|trafo|kompresor|dispenser|televisi|tv|proyektor|scanner|obat|vitamin|tablet|varietas|benih|bibit|pupuk|oli|ban|baterai|cat|"
    r"kertas|ukuran|ruang(?:an)?|kelas|kursi|blok|loket|gerbang|peron|seat|gate|sektor|zona|hp|handphone|ponsel)\b[ :]{1,2}(?:[A-Za-z\-]{2,15} ){0,2}\Z",
    re.IGNORECASE,
)
#: A word for plate, then one letter at the end is enough.
_PLATE_WORD: Final = re.compile(
    r"\b(?:ber)?(?:plat|pelat|nopol|no\.? ?pol(?:isi)?|nomor polisi)(?:nya)?\b[^\d\n]{0,30}$", re.IGNORECASE
)
#: With two digits at least: a "sopir tim A1GP" races.
_DRIVER: Final = re.compile(
    r"\b(?:sopir|supir|driver|pengemudi|pengendara|boncengan)(?:nya)?\b[^\d\n]{0,25}$", re.IGNORECASE
)
_RED_PLATE_AFTER: Final = re.compile(
    r" ?[,(]? ?(?:mobil |motor )?(?:plat|pelat) (?:merah|dinas|hitam|kuning|putih)\b", re.IGNORECASE
)
_VOWEL: Final = re.compile("[aiueo]")
_VEHICLE_AFTER: Final = re.compile(
    r" ?[,(/]? ?(?:(?:ini|itu|tadi|yang|yg|lagi|malah|terus|selalu|seenaknya|sering) ){0,2}(?:siapa punya|punya siapa|mobil|motor|montor|oto|truk|truck|bus|bis|vario|beat|avanza|"
    r"innova|pikap|pick up|angkot|bemo|taksi|nyerempet|menyerempet|ngebut|(?:me|ny|n)?(?:s|t)?erobos|(?:me)?ny?erobot|serobot|parkir|diparkir|markir|ugal|plat|pelat|nyalip|"
    r"ngetem|nabrak|menabrak|tabrak|kabur|melawan arus|lawan arus|melaju|melintas|mepet|sopirnya|supirnya|pengemudinya|knalpot|pajaknya|strobo|tilang)\b",
    re.IGNORECASE,
)


def is_region(letters: str) -> bool:
    """Plates of some region begin with these letters, small or capital."""
    return letters.upper() in _ALL_REGIONS


def begins_like_a_plate(said: str) -> bool:
    """A region's letters, a letter's name, or single letters first, and no unit at the end: for what was not found by its shape."""
    if any(map(str.isdigit, said)) and not _LOOSE.fullmatch(said) and not _SPOKEN_DIGIT.search(said):
        return False
    letters = _FIRST_LETTERS.match(said)
    last = _LAST_LETTERS.search(said)
    if letters is None or (last and last[0].upper() in _NO_PLATE_TAIL - _ALSO_TAIL) or _MODEL_NAME.match(said):
        return False
    name = letters[0].replace(" ", "").replace(".", "").upper()
    return name in _ALL_REGIONS or name.lower() in LETTER_NAMES


def plates_after_words(text: str) -> Iterator[Found]:
    """Number plates after "pelat", "nopol" and the like, however few their letters."""
    if guards.may_name_a_plate(guards.folded(text)):
        for match in guards.found_from(_PLATE_AFTER_WORD, text, Sign.PLATE, ("no", "reg")):
            if any(map(str.isdigit, match[1])):  # "pelat dinas" is none, although an i may stand for a 1
                yield match.start(1), match.end(1), "plate"


def plates(text: str) -> Iterator[Found]:
    """Number plates in capitals."""
    for match in _PLATE.finditer(text):
        before = text[max(match.start() - 40, 0) : match.start()]
        after = text[match.end() : match.end() + 25]
        # Letters of offices, too, are numbered "B/1234/XYZ".
        if _ODD_PARTING.search(match[0]) and not (_VEHICLE.search(before) or _VEHICLE_AFTER.match(after)):
            continue
        if _NO_VEHICLE.search(before) and not _VEHICLE.search(before):
            continue
        if _is_plate(match[1], match[2], match[3], before, after):
            yield match.start(), match.end(), "plate"


def _parted(text: str) -> Iterator[Found]:
    for match in _PARTED.finditer(text):
        yield *match.span(), "plate"
    for match in _ALL_PARTED.finditer(text):
        if is_region(match["first"].replace(" ", "")):
            yield *match.span(), "plate"


def small_plates(text: str) -> Iterator[Found]:
    """Number plates in small letters, where no word is likely."""
    yield from _parted(text)
    if guards.may_name_a_vehicle(text):
        for match in guards.found_from(_SMALL_AFTER_VEHICLE, text, Sign.VEHICLE):
            if _MODEL_NAME.match(match[1]):
                continue
            some = len(match[2]) > 1 or sum(map(str.isdigit, match[1])) > 1  # "motor listrik E1A" is a model
            if some and match[2].lower() not in _SHORT_WORDS and match[2].upper() not in _NO_PLATE_TAIL:
                yield *match.span(1), "plate"
    if guards.may_hold_a_small_plate(text):
        for match in _SMALL_PLATE.finditer(text):
            plain = match[1] and _VOWEL.search(match[2]) and not _VEHICLE_AFTER.match(text, match.end())
            if match[2] not in _SHORT_WORDS and not plain:
                yield match.start(), match.end(), "plate"


def _is_plate(region: str, digits: str, tail: str, before: str, after: str) -> bool:
    """A vehicle beside it settles it; else three digits, or an X that names no model, which no region bears yet."""
    if _MODEL_NAME.match(f"{region}{digits}"):
        return False
    if tail in _NO_PLATE_TAIL:
        # Two letters of a region and three digits and more are a plate all the same where a vehicle stands beside them.
        return (
            len(region) > 1
            and tail in _ALSO_TAIL
            and (len(digits) > _FEW or _VEHICLE.search(before) is not None or _VEHICLE_AFTER.match(after) is not None)
        )
    if region == "X":
        return len(tail) > 1 and not _MODEL.search(before)
    if len(digits) >= (4 if digits[0] == "0" else 3):
        return len(tail) > 1 or digits[0] != "0"
    if _PLATE_WORD.search(before) or _RED_PLATE_AFTER.match(after):
        return True
    if len(digits) > 1 and _DRIVER.search(before):
        return True
    if len(tail) == 1 and len(region) == 1:
        return False  # "motor listrik E1A" is a model
    return _VEHICLE.search(before) is not None or _VEHICLE_AFTER.match(after) is not None
