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
from analysis.personal.owners import near_office, residences

_LANES: Final = "gang|gng|gg|lorong|lrg|lr"
_ROAD: Final = rf"(?:jln|jl|jalan|{_LANES})"
_LANE: Final = frozenset(_LANES.split("|"))
_ESTATE: Final = (
    r"(?:perumahan|perumnas|perum|kompleks|komplek|komp|griya|graha|puri|taman|villa|vila|cluster|klaster|btn|"
    r"rusunawa|rusun|apartemen|apart|apt|"
    r"residence|bumi|asrama|mess|kavling|kav)"
)
_HAMLET: Final = rf"(?:{guards.HAMLETS})"
_UNIT: Final = "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan"
#: A number in words: "dua belas", "tiga puluh satu", "dua tiga"; no "nomor satu", which praises.
_COUNT: Final = (
    rf"(?:(?:se(?:belas|puluh|ratus)|(?:{_UNIT}) (?:belas|puluh|ratus))(?: (?:{_UNIT}))?|(?:{_UNIT}) (?:{_UNIT})|"
    r"(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan))(?!\w)"
)
_HOUSE: Final = (
    r"(?:(?:no(?:m[oe]r)?|nmr)\b ?[.:]{0,2} ?|no\.? ?|nomer |#)(?:\d{1,4}(?:[a-z]{2}(?![a-z])|[ \-]?[a-z](?![a-z]))?(?:[/\-]\d{1,4})?|"
    rf"{_COUNT})(?![\d.]\d|\d)"
)
_TYPED_BLOCK: Final = (
    r"(?:blok|blk)[. ]{0,2}[a-z]{1,2}[ \-]?\d{0,3}(?:[ ,]{0,2}(?:kav(?:ling)?|lt\.?|lantai)[. ]{0,2}\d{1,3})?"
    r"(?:[ ,]{0,2}(?:no(?:m[oe]r)?|kamar|kmr|unit)[ .:]{0,3}\d{1,4}(?:[ \-]?[a-z](?![a-z]))?(?:/\d{1,4})?|[/\-]\d{1,4})"
)
_BLOCK: Final = (
    rf"(?:{_TYPED_BLOCK}|(?:blok|blk) [a-z]{{1,2}} {_COUNT}(?:[ ,]{{1,2}}no(?:m[oe]r)? (?:{_COUNT}|\d{{1,3}})))"
)
_BLOCK_SHORT: Final = r"(?:blok|blk)[. ]{0,2}[a-z]{1,2}[ \-]?\d{1,3}(?![\w/])"
_FLAT: Final = (
    r"(?:(?:lt\.?|lantai)[. ]{0,2}\d{1,3}[ ,/]{1,2}(?:unit|no\.?|kamar)[. ]{0,2}\d{1,4}(?:[a-z](?!\w))?)|"
    r"(?:tower|menara)[. ]{0,2}\w{1,12}(?:[ /,]{1,2}(?:lt\.?|lantai|unit)?[. ]{0,2}\d{1,4}(?:[a-z]{1,2}(?!\w))?){1,3}"
)
_RT: Final = r"rt[. :]{0,2}\d{1,3}"
_RT_RW: Final = (
    rf"(?:rk[. :]{{0,2}}\d{{1,3}}[ ,/.\-]{{0,3}}{_RT}|{_RT}[ ,/.\-]{{0,3}}rk[. :]{{0,2}}\d{{1,3}}|"
    rf"rt ?/ ?rw[. :]{{0,2}}\d{{1,3}} ?[/\-] ?\d{{1,3}}|{_RT}[ ,/.\-]{{0,3}}(?:dan )?rw[. :]{{0,2}}\d{{1,3}}|"
    rf"{_RT} ?/ ?\d{{1,3}}|"
    rf"rw[. :]{{0,2}}\d{{1,3}}[ ,/.\-]{{0,3}}{_RT}|rt (?:{_COUNT}|satu) rw (?:{_COUNT}|satu))(?!\w)"
)
_ROOM: Final = r"(?:kamar|kmr|room|unit|lantai|lt)\b[. ]{0,2}(?:no\.? ?)?[a-z]?\d{1,4}[a-z]?(?!\w)"
_NEXT: Final = r"[ ,.\n(\-]{1,3}"
_TAIL: Final = (
    rf"(?:{_NEXT}(?:{_HOUSE}|{_RT_RW}|{_RT}(?!\w)|{_BLOCK}|{_ROOM}|{_HAMLET}\b\.? ?(?-i:[A-Z])[a-z]{{2,20}}))*"
)
_NAME: Final = r"[^\n;?!()\[\]]{0,60}?"
_AFTER_STREET: Final = re.compile(
    rf"(?<!\w)(?P<word>{_ROAD}|{_ESTATE}|{_HAMLET})\b\.? ?(?P<name>{_NAME})[, ]{{0,3}}(?<![a-z])"
    rf"(?P<number>{_HOUSE}|{_BLOCK}|{_FLAT}|kav[. ]{{1,2}}\d{{1,4}}){_TAIL}",
    re.IGNORECASE,
)
_GLUED: Final = re.compile(rf"(?<!\w){_ROAD}\.\w{{2,30}}?\d{{0,2}}no\.? ?\d{{1,4}}\b", re.IGNORECASE)
_SLASH: Final = re.compile(
    rf"(?<!\w){_ROAD}\b\.? ?(?:[\w.'-]{{1,20}} ){{1,4}}(?:[ivx]{{1,4}}|\d{{1,2}})/\d{{1,3}}(?![\d/]){_TAIL}",
    re.IGNORECASE,
)
_NUMBER_FIRST: Final = re.compile(
    rf"(?<!\w)(?:nomor|nomer|no)[ .:]{{1,2}}\d{{1,4}}[a-z]? (?:di )?{_ROAD}\b\.? ?[\w'-]{{2,20}}(?:(?: (?-i:[A-Z])[a-z]{{2,15}}){{1,2}}(?={_NEXT}rt\b))?{_TAIL}",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(rf"(?<!\w)(?:{_BLOCK}){_TAIL}", re.IGNORECASE)
_PLAIN_NUMBER: Final = re.compile(
    rf"(?<!\w){_ROAD}\b\.? ?(?:[a-z.'-]{{2,20}} ){{1,4}}\d{{1,3}}[a-z]?(?=[,.\n;)]|$| (?:rt|kel|kec|ds|desa)\b){_TAIL}",
    re.IGNORECASE,
)
_ESTATE_NUMBER: Final = re.compile(
    rf"(?<!\w){_ESTATE}\b\.? ?(?:[a-z'-]{{2,20}} ){{1,4}}(?:{_BLOCK_SHORT}|"
    rf"[a-z]{{1,2}}-?\d{{1,3}}(?:[/\-]\d{{1,3}}|,? ?no\.? ?\d{{1,4}})|"
    rf"[a-z]{{1,2}}[\-/]\d{{1,3}}(?![\w/%]|[.,]\d)|[a-z] {_COUNT}|(?-i:[A-Z]) ?\d{{1,3}}(?=[,.;)\n]|$| rt| rw)){_TAIL}",
    re.IGNORECASE,
)
_BEFORE_RT: Final = rf"(?<!\w)(?:(?:{_HAMLET}|{_ROAD}|{_ESTATE}|blok|blk)\b\.? ?[^\n,;?!()\[\]]{{0,40}}?[, \n]{{1,3}})?"
#: "Bukit Indah Cluster Jati J-17" begins with Bukit.
_ESTATE_BEFORE: Final = re.compile(r"(?<!\w)(?:[A-Z][a-z]{2,15} ){1,3}\Z")
_HAMLET_RT: Final = re.compile(
    rf"{_BEFORE_RT}{_RT_RW}{_TAIL}(?:[ ,]{{1,2}}{_HAMLET}\b\.? ?[a-z]{{2,20}}(?: (?-i:[A-Z])[a-z]{{1,20}}){{0,2}})?",
    re.IGNORECASE,
)
#: RT alone, with its hamlet or a house's number; only where somebody lives.
_RT_ALONE: Final = re.compile(
    rf"(?<!\w)(?:{_HAMLET}\b\.? ?[^\n,;?!()\[\]]{{1,30}}?[, ]{{1,2}}{_RT}(?!\w)|{_RT}{_NEXT}{_HOUSE})", re.IGNORECASE
)
_ROOM_OF_MANY: Final = re.compile(
    r"(?<!\w)(?:[Kk]os(?:t|an|-kosan)?|KOST?|[Ww]isma|[Mm]ess|[Aa]srama) (?:[A-Z]\w{1,15} ){1,4}(?:[Kk]amar|KAMAR|[Kk]mr)[. ]{1,2}"
    r"(?:[Nn]o\.? ?)?\w?\d{1,3}[A-Za-z]?(?!\w)"
)
_WITH_RT: Final = re.compile(rf"\d[a-z]?{_NEXT}{_RT_RW}", re.IGNORECASE)
_RT_HOUSE: Final = re.compile(rf"{_BEFORE_RT}{_RT_RW}{_NEXT}{_HOUSE}", re.IGNORECASE)
_LAW: Final = re.compile(
    r"\b(?:perda|perbup|perwali|pergub|perpres|uu|pp|permen\w*|peraturan|undang|surat|keputusan|sk|pasal|ayat|"
    r"instruksi|edaran|nota|perkara|laporan|hp|wa|telp|telepon|antrean|antrian|urut|kendaraan|polisi|resi|"
    r"rekening|rek|ktp|kk|nik|hari|tahun|sejak|juta|ribu)\b",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"\b(?:dari|mulai|antara|sampai|hingga|s/?d)[ ,]*\Z", re.IGNORECASE)
_SENTENCE: Final = re.compile(
    r"\b(?:yang|yg|paling|ini|itu|adalah|jadi|menjadi|ter\w{4,}|di|ke|dari|untuk|prioritas|rusak|macet)\b",
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
    rf"(?<!\w)(?:{_LANES})\b\.? ?(?:[ivx]{{1,4}}|\d{{1,2}}[a-z]?)/\d{{1,3}}(?![\d/]){_TAIL}",
    re.IGNORECASE,
)
_NEAR: Final = 70
_STREET_SIGNS: Final = guards.Sign.ROAD | guards.Sign.ESTATE | guards.Sign.HAMLET


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
                yield from _unless_office(text, _lane_start(text, match.start()), end)


def rooms(text: str) -> Iterator[Found]:
    """A room of a boarding house or barracks with a name."""
    for match in _ROOM_OF_MANY.finditer(text):
        yield match.start(), match.end(), "address"


def roads(text: str) -> Iterator[Found]:
    """Streets with a number that no "No." announces."""
    if not guards.may_name_a_road(guards.folded(text)):
        return
    for pattern, sign in ((_GLUED, guards.Sign.ROAD), (_SLASH, guards.Sign.ROAD), (_NUMBER_FIRST, guards.Sign.HOUSE)):
        for match in guards.found_from(pattern, text, sign):
            yield from _unless_office(text, match.start(), match.end())
    for match in guards.found_from(_LANE_SLASH, text, guards.Sign.ROAD):
        yield from _unless_office(text, _lane_start(text, match.start()), match.end())
    for match in guards.found_from(_PLAIN_NUMBER, text, guards.Sign.ROAD):
        if _lives_near(text, match.start()) or _WITH_RT.search(match[0]):
            yield match.start(), match.end(), "address"


def estates(text: str) -> Iterator[Found]:
    """Estates and blocks with a number."""
    small = guards.folded(text)
    for possible, pattern in (
        (guards.may_name_an_estate(small), _ESTATE_NUMBER),
        ("blok" in small or "blk" in small, _ALONE),
    ):
        if possible:
            for match in guards.found_from(pattern, text, guards.Sign.ESTATE):
                before = _ESTATE_BEFORE.search(text, max(match.start() - _NEAR, 0), match.start())
                yield from _unless_office(text, match.start() if before is None else before.start(), match.end())


def hamlets(text: str) -> Iterator[Found]:
    """RT and RW, with the hamlet before them, where somebody lives."""
    if guards.may_hold_rt_rw(guards.folded(text)):
        for match in _HAMLET_RT.finditer(text):
            if _lives_near(text, match.start(), match.end()):
                yield match.start(), match.end(), "address"
        for match in _RT_ALONE.finditer(text):
            if _lives_near(text, match.start()):
                yield match.start(), match.end(), "address"


def _is_street(match: re.Match[str]) -> bool:
    """What stands between a street's word and the number is a name, not the rest of a sentence."""
    name = match["name"]
    if (
        match["word"] == "jalan"
        and not (name[:1].isupper() or name[:1].isdigit())
        and not _lives_near(match.string, match.start())
    ):
        return False  # "bakmi di jalan merdeka no 27"
    if not _is_road(match["word"], name) or _LAW.search(name) is not None or _RANGE.search(name) is not None:
        return False
    # "Jalan itu rusak nomor dua": a number in words may be a rank.
    in_words = not any(map(str.isdigit, match["number"]))
    return not in_words or (len(name.split()) <= _MOST_NAMES and _SENTENCE.search(name) is None)


def _lane_start(text: str, start: int) -> int:
    """Where a lane's or a room's address begins: "di Kedung Anyar gang 5 no 3" with Kedung, "kamar 2, Jl. …" with the room."""
    if room := _ROOM_BEFORE.search(text, max(start - _NEAR, 0), start):
        return room.start()
    if _NUMBERED_LANE.match(text, start) and (before := _STREET_BEFORE_LANE.search(text, max(start - _NEAR, 0), start)):
        return before.start(1)
    return start


def _unless_office(text: str, start: int, end: int) -> Iterator[Found]:
    if not near_office(text, start, end):
        yield start, end, "address"


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
    if last >= 0 and start - last <= _NEAR and not _ENDS.search(text, last, start):
        return True
    if stop is not None and _HOME_AFTER.match(text, stop):
        return True
    after = _LIVES_THERE.search(text, start, start + 2 * _NEAR)
    return after is not None and not _ENDS.search(text, start, after.start())


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
    r"nama(?:ku| saya))\b",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"(?<=[a-z]{3})[.!?] [A-Z]")
