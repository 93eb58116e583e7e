"""Addresses of dwellings: street, lane, estate or block with its number, hamlet with RT/RW where somebody lives.

Street, RT/RW, village and district by themselves are places, which a report needs; only with a number do they lead to a
door. The address of an office, a school or a shop stays.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from analysis.personal import guards
from analysis.personal.identity_numbers import Found
from analysis.personal.owners import SENTENCE_END, near_office, residences
from analysis.personal.signs import HAMLETS, Sign

_LANES: Final = "gang|gng|gg|lorong|lrg|lr"
_ROAD: Final = rf"(?:jln|jl|jalan|{_LANES})"
_LANE: Final = frozenset(_LANES.split("|"))
_ESTATE: Final = (
    r"(?:perumahan|perumnas|perum|kompleks|komplek|komp|griya|graha|puri|taman|villa|vila|cluster|klaster|btn|"
    r"rusunawa|rusun|apartemen|apart|apt|"
    r"residence|bumi|asrama|mess|kavling|kav)"
)
_FLATS: Final = frozenset("rusunawa rusun apartemen apart apt residence".split())
_HAMLET: Final = rf"(?:{HAMLETS})"
_UNIT: Final = "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|siji|loro|papat|limo|pitu|wolu|songo|sanga|sambilan|salapan|ampek|tujuah|opat|genep|hiji|duo|anam"
#: A number in words: "dua belas", "tiga puluh satu", "dua tiga"; no "nomor satu", which praises.
_COUNT: Final = (
    rf"(?:(?:se(?:belas|puluh|ratus)|(?:{_UNIT}) (?:belas|puluh|ratus))(?: (?:{_UNIT}))?|(?:{_UNIT}) (?:{_UNIT})|"
    r"(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|pitu|wolu|songo|sanga|rolas|sewelas|telulas|patbelas|sapuluh|sapuluah|sambilan|salapan|ampek|tujuah|opat|genep))(?!\w)"
)
_SAID: Final = rf"(?:nol )?(?:{_COUNT}|satu)"
_HOUSE: Final = (
    r"(?:(?:n[o0](?:m[oe]r)?|nmr)(?:nya)?\b(?: rumah(?:nya)?)? ?[.:\-]{0,2} ?|no\.? ?|nom[eo]r ?|# ?)(?:\d{1,4}(?:[a-z]{2}(?![a-z])|[ \-]?[a-z](?![a-z])| bis\b)?(?:[/\-]\d{1,4})?|"
    rf"(?-i:[IVXL]{{2,5}})(?!\w)|{_COUNT}(?: (?-i:[A-E])(?!\w))?)(?![\d.]\d|\d|-an\b)"
)
_TYPED_BLOCK: Final = (
    r"(?:blok|blk)[. ]{0,2}[a-z]{1,2}[. \-]{0,2}\d{0,3}(?:[a-z](?![a-z]))?(?:[ ,]{0,2}(?:kav(?:ling)?|lt\.?|lantai)[. ]{0,2}\d{1,3})?"
    r"(?:[ ,]{0,2}(?:no(?:m[oe]r)?|kamar|kmr|unit)[ .:]{0,3}\d{1,4}(?:[ \-]?[a-z](?![a-z]))?(?:/\d{1,4})?|[/\-]\d{1,4})"
)
_BLOCK: Final = rf"(?:{_TYPED_BLOCK}|(?:blok|blk) [a-z]{{1,2}} {_COUNT}(?:[ ,]{{1,2}}no(?:m[oe]r)? (?:{_COUNT}|\d{{1,3}}))|(?:blok|blk) [a-z]{{1,2}},? no(?:m[oe]r)? {_COUNT})"
_BLOCK_SHORT: Final = r"(?:blok|blk)[. ]{0,2}[a-z]{1,2}[. \-]{0,2}\d{1,3}(?:[a-z](?![a-z]))?(?![\w/])"
_FLAT: Final = (
    r"(?:(?:lt\.?|lantai)[. ]{0,2}\d{1,3}[ ,/]{1,2}(?:unit|no\.?|kamar)[. ]{0,2}\d{1,4}(?:[a-z](?!\w))?)|"
    r"unit[. ]{1,2}(?:no\.? ?)?(?:[a-z]-?)?\d{1,4}[a-z]?(?!\w)|"
    r"(?:tower|menara)[. ]{0,2}\w{1,12}(?:[ /,]{1,2}(?:lt\.?|lantai|unit)?[. ]{0,2}\d{1,4}(?:[a-z]{1,2}(?!\w))?){1,3}"
)
_RT: Final = r"rt[. :]{0,2}\d{1,3}"
_RT_RW: Final = (
    rf"(?:rk[. :]{{0,2}}\d{{1,3}}[ ,/.\-]{{0,3}}{_RT}|{_RT}[ ,/.\-]{{0,3}}rk[. :]{{0,2}}\d{{1,3}}|"
    rf"rt ?/ ?rw[. :]{{0,2}}\d{{1,3}} ?[/\-] ?\d{{1,3}}|{_RT}[ ,/.\-]{{0,3}}(?:dan )?rw[. :]{{0,2}}\d{{1,3}}|"
    rf"{_RT} ?/ ?\d{{1,3}}|"
    rf"rw[. :]{{0,2}}\d{{1,3}}[ ,/.\-]{{0,3}}{_RT}|(?:rt|er ?te) {_SAID},? (?:rw|er ?we) {_SAID})(?!\w)"
)
_ROOM: Final = r"(?:kamar|kmr|room|unit|lantai|lt)\b[. ]{0,2}(?:no\.? ?)?[a-z]?\d{1,4}[a-z]?(?!\w)"
_NEXT: Final = r"[ ,.\n(\-]{1,3}"
#: What stands beside it, where RT follows: "no 2 belakang surau, RT 5".
_BESIDE: Final = (
    rf"(?:belakang|blkg|depan|dpn|samping|sebelah|dekat|deket|seberang)(?: [a-z]{{2,15}}){{1,3}}(?=[, ]{{1,2}}{_RT})"
)
_TAIL: Final = rf"(?:{_NEXT}(?:(?:rumah )?{_HOUSE}|{_BESIDE}|{_RT_RW}|{_RT}(?!\w)|{_BLOCK}|blok [a-z]{{1,2}}(?!\w)|{_ROOM}|(?:pintu|jalur|paviliun) \d{{1,3}}(?!\w)|{_HAMLET}\b\.? ?(?-i:[A-Z])[a-z]{{2,20}}(?: (?-i:[A-Z])[a-z]{{2,20}}){{0,2}}))*"
_NAME: Final = r"[^\n;?!()\[\]]{0,60}?"
_AFTER_STREET: Final = re.compile(
    rf"(?<!\w)(?P<word>{_ROAD}|{_ESTATE}|{_HAMLET})\b\.? ?(?P<name>{_NAME})[, ]{{0,3}}(?<![a-z])(?=[nbultmk#])"
    rf"(?P<number>{_HOUSE}|{_BLOCK}|{_FLAT}|kav(?:ling)?[. ]{{1,2}}(?:[a-z][ \-]?)?\d{{1,4}}(?:-\d{{1,3}})?(?!\w)){_TAIL}",
    re.IGNORECASE,
)
_GLUED: Final = re.compile(rf"(?<!\w){_ROAD}\.\w{{2,30}}?\d{{0,2}}no\.? ?\d{{1,4}}\b", re.IGNORECASE)
_SLASH: Final = re.compile(
    rf"(?<!\w){_ROAD}\b\.? ?(?:(?!r[tw]\b)[\w.'-]{{1,20}} ){{1,4}}(?:[ivx]{{1,4}}|\d{{1,2}})/\d{{1,3}}(?![\d/]){_TAIL}",
    re.IGNORECASE,
)
_NUMBER_FIRST: Final = re.compile(
    rf"(?<!\w)(?:nomor|nomer|no)[ .:]{{1,2}}\d{{1,4}}[a-z]? (?:di )?{_ROAD}\b\.? ?(?!sehat|santai|kaki|tol)[\w'-]{{2,20}}(?: (?-i:[A-Z])[a-z]{{2,15}}){{0,2}}{_TAIL}",
    re.IGNORECASE,
)
#: Estates whose names are words of everyday life: only at somebody's home, and with block and number.
_SOFT_ESTATE: Final = re.compile(
    rf"(?<!\w)(?:{_ESTATE}|pesona|permata|grand|citra|pondok|bukit|regency|green|royal|mutiara|perum\w*|komp\w*)\b\.? ?(?:[\w'-]{{2,15}} ){{1,4}}"
    rf"[a-z]{{1,2}}[. ]?\d{{1,3}}(?:[/\-]\d{{1,3}}|,? no\.? ?\d{{1,3}})?(?![\w/%]|[.,]\d){_TAIL}",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(rf"(?<!\w)(?:{_BLOCK}){_TAIL}", re.IGNORECASE)
#: What makes a number after a street's name an amount, a distance or a date, before and behind it.
_COUNTED: Final = (
    "hari|jam|menit|detik|tahun|thn|th|bulan|bln|minggu|kali|x|orang|org|jiwa|kk|warga|anak|siswa|"
    r"rumah(?! (?:pa|bu|ibu|bapak|pak|nenek|kakek|mbah|mertua|saya|kami|tante|om|kakak|adik|orang tua))|unit|kios|toko|titik|lubang|lajur|jalur|"
    r"arah|arus|km|kilo\w*|meter|mtr|m|cm|mm|ha|hektar|persen|ribu|rb|juta|jt|miliar|m[23]|ton|kg|liter|mobil|motor|truk|buah|batang|"
    "tiang|lampu|pohon|simpang|jembatan|paket|ruas|januari|februari|maret|april|mei|juni|"
    r"juli|agustus|september|oktober|november|desember|jan|feb|mar|apr|jun|jul|agt|ags|sept?|okt|nov|des|wi[bt]a?|derajat|tikungan|halte|"
    r"lantai|lt|trayek|pelanggan|pedagang|lapak|pkl|korban|petugas|personel|(?:sampai|sd|s/d|hingga|dan|atau) \d+"
)
_PLAIN_NUMBER: Final = re.compile(
    rf"(?<!\w){_ROAD}\b\.? ?(?P<name>(?:[a-z.'-]{{2,20}} ){{1,4}}?)(?P<number>(?:[a-z]-?)?\d{{1,3}}(?:[ \-]?(?-i:[A-Z])(?!\w)|[a-z])?(?:/\d{{1,3}})?)"
    rf"(?![\w%°]|[.,:/\-]\d| ?[\-/&] ?\d| (?:{_COUNTED})\b){_TAIL}",
    re.IGNORECASE,
)
#: Between a street's word and a bare number: a distance, a time, a number of something else.
_NO_HOUSE_BEFORE: Final = re.compile(
    r"\b(?:km|kilo\w*|meter|tahun|thn|th|pukul|pkl|jam|jm|tgl|tanggal|hari|senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|sejak|sekitar|"
    r"selama|total|ada|minimal|maksimal|lebih|kurang|hampir|sepanjang|berjarak|rp|pasal|ayat|telp?|hp|wa|sampai|hingga|antara|mulai|"
    r"lantai|lt|usia|umur|seharga|dengan|jumlah|sebanyak|setiap|tiap|cuma|hanya|sudah|udah|dalam|dlm|lewat|skor|nilai|angkot|bus|"
    r"koridor|jalur|rute|trayek|pertamina|spbu|sdn?|smpn?|sman?|smkn?|tk|mtsn?|man|min|tps|pos|depan|kota|selesai|ditutup|dibuka|"
    r"berlubang|banjir|batas|tidak|blok|blk|gang|gg|rt|rw|no|nomor)\b",
    re.IGNORECASE,
)
#: Words that lead to somebody's door without saying so: they ask for a number of ten or more, or with a letter.
_TO_A_DOOR: Final = re.compile(
    r"(?<!\w)(?:(?:rumah|rmh)(?! (?:sakit|makan|ibadah|potong|susun|adat|sakti))|omah|kediaman|(?:dh?i)?(?:kirim|antar|anter|jemput|kunjung)\w*|"
    r"d(?:a|e)t[ae]?ng|dtg|mampir|pos ke|sur[vf]e[iy]|takziah|takziyah|melayat|ngumpet|(?:ber)?sembunyi|(?:di)?tangkap|(?:di)?gerebek|digrebek|diamankan|"
    r"ditemui|penghuni|pemilik|warga|tetangga|(?:sdri?|saudar[ai]|bpk|bapak|ibu|bu|pak|tn|ny)\.? [a-z]+|sudah ke|udah ke|sdh ke|paketnya)(?!\w)",
    re.IGNORECASE,
)
_DOOR_REACH: Final = 40
_SURE_NUMBER: Final = re.compile(r"\d{2}|\d ?[A-Za-z]|/")
#: A name just before, as on a letter: "Sdr. Joni, Jl. Contoh 45".
_NAMED: Final = re.compile(
    r"(?<!\w)(?:sdri?|saudar[ai]|bpk|bapak|ibu|bu|pak|mbah|nenek|kakek|tn|ny|nama|a\.?n)\b[.:]{0,2} ?(?:(?-i:[A-Z])[a-z]{1,15}\.?[ ,]{1,2}){1,4}\(?\Z",
    re.IGNORECASE,
)
#: "Ke rumah Jl. Kersen 4", "rumah bu Nur Jl. Kamboja 3": the home and its street, nothing but a name between.
_HOME_OF: Final = re.compile(
    r"(?<!\w)(?:rumah|rmh|omah|kos|kost|kosan|kontrakan)(?:nya|ku|e)?(?! (?:sakit|makan|ibadah|potong|susun|adat|warga))(?: (?!di\b)[\w.]{2,15}){0,3}(?: ?:| di| nang| ning| neng)? ?\Z",
    re.IGNORECASE,
)
#: "Jl. Karangan 12A, cat biru, itu rumah saya".
_HOME_SOON: Final = re.compile(
    r"[^\n.!?]{0,30}\b(?:itu|ini|adalah) (?:rumah|rmh|kos|kontrakan)(?:ku|nya)?\b(?! (?:makan|sakit|ibadah|warga|dinas))",
    re.IGNORECASE,
)
_OFFICE_AFTER: Final = re.compile(
    r"[ ,(]{1,3}(?:di )?(?:depan |dpn |samping |seberang |dekat |deket )?(?:kantor|dinas|sekolah|s[dm][apk]n?\b|bank|hotel|toko|ruko|puskesmas|rs\w*|rumah sakit|gedung|kampus|"
    r"masjid|gereja|pasar|mall?|balai|polsek|polres|restoran|warung|telp)\b",
    re.IGNORECASE,
)
_ESTATE_NUMBER: Final = re.compile(
    rf"(?<!\w){_ESTATE}\b\.? ?(?:[a-z'-]{{2,20}} ){{1,4}}(?:(?:\d{{1,2}} )?{_BLOCK_SHORT}|[a-z]/\d{{1,2}}/\d{{1,3}}(?![\w/])|"
    rf"[a-z]{{1,2}}-?\d{{1,3}}(?:[/\-]\d{{1,3}}|,? ?no\.? ?\d{{1,4}})|"
    rf"[a-z]{{1,2}}[\-/]\d{{1,3}}(?![\w/%]|[.,]\d)|[a-z] {_COUNT}|(?-i:[A-Z]) ?\d{{1,3}}(?=[,.;)\n]|$| rt| rw)){_TAIL}",
    re.IGNORECASE,
)
_BEFORE_RT: Final = rf"(?<!\w)(?:(?:{_HAMLET}|{_ROAD}|{_ESTATE}|blok|blk)\b\.? ?[^\n,;?!()\[\]]{{0,40}}?[, \n]{{1,3}})?"
#: "Bukit Indah Cluster Jati J-17" begins with Bukit.
_ESTATE_BEFORE: Final = re.compile(r"(?<!\w)(?:[A-Z][a-z]{2,15} ){1,3}\Z")
#: "Blok C-14/7 Perum Contoh".
_ESTATE_AFTER: Final = re.compile(rf"[ ,]{{1,2}}{_ESTATE}\b\.?(?: (?-i:[A-Z])[\w'-]{{1,15}}){{1,3}}", re.IGNORECASE)
_BLOCK_AT_HOME: Final = re.compile(rf"(?<!\w){_BLOCK_SHORT}{_TAIL}", re.IGNORECASE)
_NUMBER_RT: Final = re.compile(rf"(?<!\w){_HOUSE}{_NEXT}{_RT_RW}{_TAIL}", re.IGNORECASE)
_HAMLET_RT: Final = re.compile(
    rf"{_BEFORE_RT}{_RT_RW}{_TAIL}(?:[ ,]{{1,2}}{_HAMLET}\b\.? ?[a-z]{{2,20}}(?: (?-i:[A-Z])[a-z]{{1,20}}){{0,2}})?",
    re.IGNORECASE,
)
#: RT alone, with its hamlet or a house's number; only where somebody lives.
_RT_ALONE: Final = re.compile(
    rf"(?<!\w)(?:{_HAMLET}\b\.? ?[^\n,;?!()\[\]]{{1,30}}?[, ]{{1,2}}{_RT}(?!\w)|{_RT}{_NEXT}{_HOUSE})", re.IGNORECASE
)
_WITH_RT: Final = re.compile(rf"\d[a-z]?{_NEXT}{_RT_RW}|\d(?:\d[a-z]?|[a-z]){_NEXT}{_RT}(?!\w)", re.IGNORECASE)
#: A block behind the number of a street makes it a house's.
_WITH_BLOCK: Final = re.compile(rf"\d[a-z]?{_NEXT}(?:blok|blk)[. ]{{1,2}}[a-z]{{1,2}}(?!\w)", re.IGNORECASE)
_RT_HOUSE: Final = re.compile(rf"{_BEFORE_RT}{_RT_RW}{_NEXT}{_HOUSE}", re.IGNORECASE)
_LAW: Final = re.compile(
    r"\b(?:lift|eskalator|undian|doorprize|perda|perbup|perwali|pergub|perpres|uu|pp|permen\w*|peraturan|undang|surat|keputusan|sk|pasal|ayat|"
    r"instruksi|edaran|nota|tiang|pju|gardu|peron|gerbang|loket|kursi|armada|halte|tps|pos|stan|perkara|laporan|hp|wa|telp|telepon|antrean|antrian|urut|kendaraan|polisi|resi|"
    r"rekening|rek|ktp|kk|nik|hari|tahun|sejak|juta|ribu)\b",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"\b(?:dari|mulai|antara|sampai|hingga|s/?d)[ ,]*\Z", re.IGNORECASE)
_SENTENCE: Final = re.compile(
    r"\b(?:yang|yg|paling|ini|itu|adalah|jadi|menjadi|(?-i:ter(?!atai)[a-z]{4,})|di|ke|dari|untuk|prioritas|rusak|macet)\b",
    re.IGNORECASE,
)
#: After a small "jalan": what is no name of a street.
_NO_STREET: Final = re.compile(
    r"[^a-z .'-]|\b(?:jalan|kaki|rusak|tol|prov(?:insi)?|nasional|negara|kab(?:upaten)?|kota|desa|utama|tembus|poros|keluar|masuk|"
    r"pintas|cerita|tengah|terus|damai|pintu|akses|ruas|jalur|rute|km|yang|yg|ini|itu|di|ke|dari|untuk|dan|atau|dengan|"
    r"sudah|udah|belum|masih|lagi|aja|saja|sama|rata|layang|lintas|baru|lama|sehat|santai|arteri|inspeksi|usaha|tani)\b"
)
_MOST_NAMES: Final = 3
_NUMBERED_LANE: Final = re.compile(rf"(?:{_LANES})\b\.? ?(?:\d|[ivx]{{1,4}}\b)", re.IGNORECASE)
_STREET_BEFORE_LANE: Final = re.compile(
    r"\b(?:di|nang|neng|ning|nak|alamate?|alamat(?:ku|nya)|ke)[ :]{1,2}((?:[a-z.'-]{3,20} ){1,3})\Z", re.IGNORECASE
)
_ROOM_BEFORE: Final = re.compile(r"(?<!\w)(?:kamar|kmr)[. ]{1,2}(?:no\.? ?)?\d{1,3}, ?\Z", re.IGNORECASE)
_STREET_OF_LANE: Final = re.compile(r"[ ,]{1,2}(?:di )?(?:jln|jl|jalan)\b\.? ?[a-z][\w'-]{2,20}", re.IGNORECASE)
_LANE_SLASH: Final = re.compile(
    rf"(?<!\w)(?:{_LANES})\b\.? ?(?:[a-z]{{3,15}} ){{0,2}}(?:[ivx]{{1,4}}|\d{{1,2}}[a-z]?)(?:/| / )\d{{1,3}}(?![\d/]){_TAIL}",
    re.IGNORECASE,
)
_NEAR: Final = 70
_STREET_SIGNS: Final = Sign.ROAD | Sign.ESTATE | Sign.HAMLET


def houses(text: str) -> Iterator[Found]:
    """Street or hamlet, "No. 5" or a block, and the RT/RW that goes with it."""
    small = guards.folded(text)
    if guards.may_hold_rt_rw(small):
        for match in _RT_HOUSE.finditer(text):
            yield match.start(), match.end(), "address"
    if guards.may_hold_a_house(small):
        for match in guards.found_from(_AFTER_STREET, text, _STREET_SIGNS):
            if _is_street(match):
                end = match.end()
                if match["word"].lower() in _LANE and (street := _STREET_OF_LANE.match(text, end)):
                    end = street.end()
                yield from _unless_office(text, match.start(), end)


def roads(text: str) -> Iterator[Found]:
    """Streets with a number that no "No." announces."""
    if not guards.may_name_a_road(guards.folded(text)):
        return
    for pattern, sign in ((_GLUED, Sign.ROAD), (_SLASH, Sign.ROAD), (_NUMBER_FIRST, Sign.HOUSE)):
        for match in guards.found_from(pattern, text, sign):
            yield from _unless_office(text, match.start(), match.end())
    for match in guards.found_from(_LANE_SLASH, text, Sign.ROAD):
        yield from _unless_office(text, match.start(), match.end())
    for match in guards.found_from(_PLAIN_NUMBER, text, Sign.ROAD):
        if _WITH_RT.search(match[0]) or _WITH_BLOCK.search(match[0]) or _is_door(match):
            yield from _unless_office(text, match.start(), match.end())


def estates(text: str) -> Iterator[Found]:
    """Estates and blocks with a number."""
    small = guards.folded(text)
    for possible, pattern in (
        (guards.may_name_an_estate(small), _ESTATE_NUMBER),
        ("blok" in small or "blk" in small, _ALONE),
    ):
        if possible:
            for match in guards.found_from(pattern, text, Sign.ESTATE):
                before = _ESTATE_BEFORE.search(text, max(match.start() - _NEAR, 0), match.start())
                after = _ESTATE_AFTER.match(text, match.end())
                end = match.end() if after is None else after.end()
                for start, stop, kind in _unless_office(text, match.start(), end):
                    yield min(start, match.start() if before is None else before.start()), stop, kind
    if "blok" in small or "blk" in small:
        for match in guards.found_from(_BLOCK_AT_HOME, text, Sign.ESTATE):
            if _at_home(text, match.start()):
                after = _ESTATE_AFTER.match(text, match.end())
                yield from _unless_office(text, match.start(), match.end() if after is None else after.end())
    for match in guards.found_from(_SOFT_ESTATE, text, Sign.ESTATE):
        if _at_home(text, match.start()):
            yield from _unless_office(text, match.start(), match.end())


def hamlets(text: str) -> Iterator[Found]:
    """RT and RW, with the hamlet before them, where somebody lives."""
    if guards.may_hold_rt_rw(guards.folded(text)):
        for match in _HAMLET_RT.finditer(text):
            bracket = _NAMED.search(text, max(match.start() - _DOOR_REACH, 0), match.start())
            if _lives_near(text, match.start(), match.end()) or (bracket and bracket[0].endswith("(")):
                yield from _unless_office(text, match.start(), match.end())
        for match in (*_RT_ALONE.finditer(text), *_NUMBER_RT.finditer(text)):
            home = _lives_near if match.re is _RT_ALONE else _at_home
            if home(text, match.start()):
                yield match.start(), match.end(), "address"


def _is_street(match: re.Match[str]) -> bool:
    """What stands between a street's word and the number is a name, not the rest of a sentence."""
    name = match["name"]
    if (
        match["word"] == "jalan"
        and not (name[:1].isupper() or name[:1].isdigit())
        and not _at_home(match.string, match.start())
    ):
        return False  # "bakmi di jalan merdeka no 27"
    if not _is_road(match["word"], name) or _LAW.search(name) is not None or _RANGE.search(name) is not None:
        return False
    if match["number"][:4].lower() == "unit" and match["word"].lower() not in _FLATS:
        return False
    # "Jalan itu rusak nomor dua": a number in words may be a rank.
    in_words = not any(map(str.isdigit, match["number"]))
    return not in_words or (len(name.split()) <= _MOST_NAMES and _SENTENCE.search(name) is None)


#: Hamlet, estate or street named just before: "Banjar Contoh Gg Melati 7", "Perum Contoh Indah, Jl. Teratai 8".
_PART_BEFORE: Final = re.compile(
    rf"(?<!\w)(?P<word>{_HAMLET}|{_ESTATE}|{_ROAD})\b\.? ?(?P<name>(?:[\w'.-]{{1,20}}[ ,]{{1,2}}){{1,4}})\(?\Z",
    re.IGNORECASE,
)


_MOST_PARTS: Final = 3


def whole_start(text: str, start: int) -> int:
    """Where an address begins whose last part begins at `start`."""
    start = _lane_start(text, start)
    # Bounded: a list of addresses must not be gone back through from each of them.
    for _ in range(_MOST_PARTS):
        part = _PART_BEFORE.search(text, max(start - _NEAR, 0), start)
        if part is None or not _is_part(part):
            break
        start = part.start()
    return start


def _is_part(part: re.Match[str]) -> bool:
    """A name, not the rest of a sentence that began with the word."""
    return (
        _SENTENCE.search(part["name"]) is None
        and _is_road(part["word"], part["name"])
        and _LAW.search(part["name"]) is None
    )


def _lane_start(text: str, start: int) -> int:
    """Where a lane's or a room's address begins: "di Kedung Anyar gang 5 no 3" with Kedung, "kamar 2, Jl. …" with the room."""
    if room := _ROOM_BEFORE.search(text, max(start - _NEAR, 0), start):
        return room.start()
    if _NUMBERED_LANE.match(text, start) and (before := _STREET_BEFORE_LANE.search(text, max(start - _NEAR, 0), start)):
        return before.start(1)
    return start


def _at_home(text: str, start: int) -> bool:
    """Somebody lives there, or "rumah bu Nur" stands just before."""
    return _lives_near(text, start) or _HOME_OF.search(text, max(start - _DOOR_REACH, 0), start) is not None


def _is_door(match: re.Match[str]) -> bool:
    """The bare number after a street's name is that of somebody's house."""
    text, start, name = match.string, match.start(), match["name"]
    if _NO_HOUSE_BEFORE.search(name) or _SENTENCE.search(name) or (match[0][:5] == "jalan" and _NO_STREET.search(name)):
        return False
    before = max(start - _DOOR_REACH, 0)
    if _at_home(text, start) or _NAMED.search(text, before, start) or _HOME_SOON.match(text, match.end()):
        return True
    if _SURE_NUMBER.search(match["number"]) is None or _OFFICE_AFTER.match(text, match.end()):
        return False
    doors = [door.end() for door in _TO_A_DOOR.finditer(text, before, start)]
    return bool(doors) and SENTENCE_END.search(text, doors[-1], start) is None


def _unless_office(text: str, start: int, end: int) -> Iterator[Found]:
    if not near_office(text, start, end):
        yield whole_start(text, start), end, "address"


def _is_road(word: str, name: str) -> bool:
    """Small "jalan" is a road, and "taman" an estate, only before a name."""
    if word not in (
        "jalan",
        "taman",
        "bumi",
        "asrama",
        "mess",
        "kav",
        "kavling",
        "graha",
        "puri",
        "banjar",
        "lingkungan",
        "dukuh",
        "komp",
    ):
        return True
    if name[:1].isupper() or name[:1].isdigit():
        return True
    words = name.split()
    return word == "jalan" and 0 < len(words) <= _MOST_NAMES and _NO_STREET.search(name) is None


def _lives_near(text: str, start: int, stop: int | None = None) -> bool:
    """A word for a home stands a little before, or inside up to `stop`, or "tinggal di sini" after, in the same sentence."""
    homes, place = residences(text), start if stop is None else stop
    last = homes[bisect_right(homes, place) - 1] if homes and homes[0] <= place else -1
    if last >= 0 and start - last <= _NEAR and not SENTENCE_END.search(text, last, start):
        return True
    if stop is not None and _HOME_AFTER.match(text, stop):
        return True
    after = _LIVES_THERE.search(text, start, start + 2 * _NEAR)
    return after is not None and not SENTENCE_END.search(text, start, after.start())


_LIVES_THERE: Final = re.compile(
    r"\b(?:tinggal|bagana|badiam|menetap|domisili|bermukim|ngontrak|ngekos) (?:di ?)?(?:sini|situ|sana|sinan|ditu)\b",
    re.IGNORECASE,
)
#: After RT and RW, with nothing but the name of a place between: "RT 03 RW 05 Dusun Sumber itu rumah nenek saya".
_HOME_AFTER: Final = re.compile(
    r"(?:[ ,(]{1,3}(?:(?:dusun|dsn|desa|ds|kel|kelurahan|kec|kecamatan|kp|kampung|dk|dukuh)\.? ?)?(?-i:[A-Z])[a-z]{2,15}){0,4}"
    r"[ ,().]{1,3}(?:(?:itu|ini|adalah|yaitu|di ?situ|di ?sini|situ|tempat) ?,? ?){0,2}(?:alamat (?:rumah|saya|kami|itu)|alamat(?:ku|nya)|"
    r"rumah(?:ku|nya| (?:saya|sy|kami|kita|aku|nenek|kakek|mbah|ibu|bapak|pak|bu|orang tua|ortu|mertua|beliau))|"
    r"(?:tempat )?tinggal(?:ku|nya| (?:saya|kami|beliau))|kediaman|kontrakan|kos(?:ku|an| saya)|a\.?n\b|atas nama|"
    r"nama(?:ku| saya)|tinggal (?:sendiri\w*|seorang|bersama|berdua|di gubuk))\b",
    re.IGNORECASE,
)
