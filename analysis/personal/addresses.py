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

_ROAD: Final = r"(?:jln|jl|jalan|gang|gg|lorong|lrg)"
_ESTATE: Final = (
    r"(?:perumahan|perumnas|perum|kompleks|komplek|komp|griya|graha|puri|taman|villa|vila|cluster|klaster|btn|"
    r"rusunawa|rusun|apartemen|apart|apt|"
    r"residence|bumi)"
)
_HAMLET: Final = r"(?:kampung|kp|dusun|dsn|dukuh|dk|lingkungan|lingk|jorong|banjar)"
_HOUSE: Final = (
    r"(?:no(?:m[oe]r)?\b ?[.:]{0,2} ?|no\.? ?|nomer |#)(?:\d{1,4}(?:[ \-]?[a-z](?![a-z]))?(?:[/\-]\d{1,4})?|"
    r"(?:se|dua |tiga |empat |lima |enam |tujuh |delapan |sembilan )(?:belas|puluh))(?![\d.]\d|\d)"
)
_BLOCK: Final = (
    r"(?:blok|blk)[. ]{0,2}[a-z]{1,2}[ \-]?\d{0,3}(?:[ ,]{0,2}(?:kav(?:ling)?|lt\.?|lantai)[. ]{0,2}\d{1,3})?"
    r"(?:[ ,]{0,2}no(?:m[oe]r)?[ .:]{0,3}\d{1,4}(?:[ \-]?[a-z](?![a-z]))?(?:/\d{1,4})?|[/\-]\d{1,4})"
)
_BLOCK_SHORT: Final = r"(?:blok|blk)[. ]{0,2}[a-z]{1,2}[ \-]?\d{1,3}(?![\w/])"
_FLAT: Final = r"(?:tower|menara)[. ]{0,2}\w{1,3}(?:[ /,]{1,2}(?:lt\.?|lantai|unit)?[. ]{0,2}\d{1,4}){1,3}"
_RT: Final = r"rt[. :]{0,2}\d{1,3}"
_RT_RW: Final = (
    rf"(?:rt ?/ ?rw[. :]{{0,2}}\d{{1,3}} ?[/\-] ?\d{{1,3}}|{_RT}[ ,/.\-]{{0,3}}(?:dan )?rw[. :]{{0,2}}\d{{1,3}}|"
    rf"{_RT} ?/ ?\d{{1,3}}|"
    rf"rw[. :]{{0,2}}\d{{1,3}}[ ,/.\-]{{0,3}}{_RT})(?!\w)"
)
_NEXT: Final = r"[ ,.\n(\-]{1,3}"
_TAIL: Final = rf"(?:{_NEXT}(?:{_HOUSE}|{_RT_RW}|{_RT}(?!\w)|{_BLOCK}))*"
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
    rf"(?<!\w)(?:nomor|nomer|no)[ .:]{{1,2}}\d{{1,4}}[a-z]? (?:di )?{_ROAD}\b\.? ?[\w'-]{{2,20}}", re.IGNORECASE
)
_ALONE: Final = re.compile(rf"(?<!\w)(?:{_BLOCK}){_TAIL}", re.IGNORECASE)
_PLAIN_NUMBER: Final = re.compile(
    rf"(?<!\w){_ROAD}\b\.? ?(?:[a-z.'-]{{2,20}} ){{1,4}}\d{{1,3}}[a-z]?(?=[,.\n;)]|$| (?:rt|kel|kec|ds|desa)\b){_TAIL}",
    re.IGNORECASE,
)
_ESTATE_NUMBER: Final = re.compile(
    rf"(?<!\w){_ESTATE}\b\.? ?(?:[a-z'-]{{2,20}} ){{1,4}}(?:{_BLOCK_SHORT}|"
    rf"[a-z]{{1,2}}-?\d{{1,3}}(?:[/\-]\d{{1,3}}|,? ?no\.? ?\d{{1,4}})){_TAIL}",
    re.IGNORECASE,
)
_BEFORE_RT: Final = rf"(?<!\w)(?:(?:{_HAMLET}|{_ROAD}|{_ESTATE})\b\.? ?[^\n,;?!()\[\]]{{0,40}}?[, ]{{1,3}})?"
_HAMLET_RT: Final = re.compile(
    rf"{_BEFORE_RT}{_RT_RW}{_TAIL}(?:[ ,]{{1,2}}{_HAMLET}\b\.? ?[a-z]{{2,20}})?", re.IGNORECASE
)
_RT_HOUSE: Final = re.compile(rf"{_BEFORE_RT}{_RT_RW}{_NEXT}{_HOUSE}", re.IGNORECASE)
_LAW: Final = re.compile(
    r"\b(?:perda|perbup|perwali|pergub|perpres|uu|pp|permen\w*|peraturan|undang|surat|keputusan|sk|pasal|ayat|"
    r"instruksi|edaran|nota|perkara|laporan|hp|wa|telp|telepon|antrean|antrian|urut|kendaraan|polisi|resi|"
    r"rekening|rek|ktp|kk|nik|hari|tahun|sejak|juta|ribu)\b",
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
            if _is_road(match["word"], match["name"]) and _LAW.search(match["name"]) is None:
                yield from _unless_office(text, match.start(), match.end())


def roads(text: str) -> Iterator[Found]:
    """Streets with a number that no "No." announces."""
    if not guards.may_name_a_road(guards.folded(text)):
        return
    for pattern, sign in ((_GLUED, guards.Sign.ROAD), (_SLASH, guards.Sign.ROAD), (_NUMBER_FIRST, guards.Sign.HOUSE)):
        for match in guards.found_from(pattern, text, sign):
            yield from _unless_office(text, match.start(), match.end())
    for match in guards.found_from(_PLAIN_NUMBER, text, guards.Sign.ROAD):
        if _lives_near(text, match.start()):
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
                yield from _unless_office(text, match.start(), match.end())


def hamlets(text: str) -> Iterator[Found]:
    """RT and RW, with the hamlet before them, where somebody lives."""
    if guards.may_hold_rt_rw(guards.folded(text)):
        for match in _HAMLET_RT.finditer(text):
            if _lives_near(text, match.start()):
                yield match.start(), match.end(), "address"


def _unless_office(text: str, start: int, end: int) -> Iterator[Found]:
    if not near_office(text, start, end):
        yield start, end, "address"


def _is_road(word: str, name: str) -> bool:
    """Small "jalan" is a road, and "taman" an estate, only before a name."""
    if word not in ("jalan", "taman", "bumi", "graha", "puri", "banjar", "lingkungan", "dukuh", "komp"):
        return True
    return name[:1].isupper() or name[:1].isdigit()


def _lives_near(text: str, start: int) -> bool:
    """A word for a home stands a little before, in the same sentence."""
    homes = residences(text)
    last = homes[bisect_right(homes, start) - 1] if homes and homes[0] <= start else -1
    return last >= 0 and start - last <= _NEAR and not _ENDS.search(text, last, start)


_ENDS: Final = re.compile(r"(?<=[a-z]{3})[.!?] [A-Z]")
