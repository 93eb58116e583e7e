"""Words that belong to a masked address: "…, cat hijau", "… kamar 2B", "kost Bu Ani, …"; what is left would still lead there."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from analysis.personal.addresses import whole_start
from analysis.personal.identity_numbers import Found
from analysis.personal.landmarks import BESIDE, LEADING, SEGMENT
from analysis.text.person_names import WordKind, word_kind

_ROOM: Final = r"[ ,(]{1,3}(?:kav|lk|lingk|lingkungan|ling|lt|lantai|kamar|kmr|pintu|paviliun|petak|blok)\.? (?:no\.? ?|nomor |nomer )?(?:[a-z]?\d{1,3}[a-z]?|[IVX]{1,4}|atas|bawah|belakang|depan|timur|barat|utara|selatan)(?: dari (?:depan|belakang|kiri|kanan|ujung))?(?!\w)|[ ,(]{1,3}(?:paviliun|pavilyun|dusun [IVX]{1,4})(?!\w)|[ ,]{1,2}(?:gang|gg)\b\.? (?-i:[A-Z])[a-z]{2,15}"
_SIDE: Final = r"[ ,]{1,2}(?:atas|bawah|belakang)(?=[.,!?)\n]|$)"
_BEHIND: Final = re.compile(rf"(?:{_ROOM}|[ ,(\-]{{1,3}}{SEGMENT}|{_SIDE}){{1,5}}", re.IGNORECASE)
_BEFORE: Final = re.compile(
    r"(?<!\w)(?:kost?|kosan|kontrakan|asrama|wisma|mess|kompleks|komplek|perumahan|ndalem|pondokan)(?: (?!di |yang |yg |saya |aku |itu |ini )[\w.]{2,12}){1,4}, \Z",
    re.IGNORECASE,
)
#: "Belakang balai desa, rumah papan cat kuning no 2 RT 01".
_LEADING: Final = re.compile(rf"(?<!\w)(?:{LEADING}[ ,(]{{1,3}}){{1,3}}\Z", re.IGNORECASE)
#: "(rumah yang banyak burungnya)".
_BRACKET: Final = re.compile(
    r" ?\((?:(?:yang|yg) )?(?:rumah|rmh|omah|imah|pintu|masuk|pojok|pagar|pager|cat|depan|dpn|belakang|blkg|sebelah|samping|dekat|deket|dkt|seberang|bekas|lantai|kamar)\b"
    r"[^()\n\d]{3,40}\)",
    re.IGNORECASE,
)
#: An address that begins with its number, and the street's or the hamlet's name before it.
_NUMBER_FIRST: Final = re.compile(r"(?:no|nomor|nomer|nmr|rt|rw|er|blok|blk|kamar|lr|gang|gg|kav)\b", re.IGNORECASE)
_NAME_BEFORE: Final = re.compile(
    r"(?:\b(?:rumah|omah|umah|imah|alamat|tinggal|bumi)(?:nya|ku|e|na)?(?: di)?[ :]{1,2}|\b(?:di|nang|neng|ning) )(?P<name>(?:(?-i:[A-Z])[a-z]{2,15}[ ,]{1,2}){1,3})\Z",
    re.IGNORECASE,
)
_SEGMENT: Final = re.compile(rf"(?<!\w){SEGMENT}", re.IGNORECASE)
_NEXT_NAME: Final = re.compile(r" ([A-Z][a-z]{2,15}|[IVX]{2,4}|\d{2,4})(?!\w)")
_TITLE: Final = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*")
#: Behind a comma, up to the next pause: ", sandhing langgar cilik", ", gerbang besi karat"; no news of what happens there.
_LOOSE: Final = re.compile(
    rf"(?:, (?:di )?(?:{BESIDE}|sandhing|sanding|gerbang|pagar|pager|cat|teras|rumah (?!sakit|saya|kami|warga)(?:papan|kayu|panggung|tingkat|pojok|cat|pertama|kedua|ketiga|depan|belakang|paling))"
    r"(?: (?!(?:sudah|sdh|udah|udh|wis|su|masih|msh|belum|blm|durung|lagi|ada|sering|selalu|tidak|tdk|gak|ga|kena|mau|yang|yg|dan|tapi|karena|sampai|banjir|rusak|mati|gelap|lampu|jalan(?:an)?|macet|"
    r"air|listrik|sampah|got|pohon tumbang|terus|itu|ini|saya|kami|tolong|mohon|minta|pak|roboh|bocor|nek)\b)[\w'\-]{2,15}){1,4}(?=[.,;!?)\n]|\Z)){1,3}",
    re.IGNORECASE,
)
#: The street, lane or hamlet that follows where the address begins with its number: "No. 12 Jl. Raya Contoh Lama".
_STREET_BEHIND: Final = re.compile(
    r"[ ,]{1,2}(?:di )?(?:jalan|jln|jl|gang|gg|lorong|dusun|dsn|dukuh|kampung|kp|perum(?:ahan)?|komplek)\b\.? ?(?-i:[A-Z])[\w'\-]{1,15}(?: (?-i:[A-Z])[\w'\-]{1,15}){0,2}",
    re.IGNORECASE,
)
_STREET: Final = re.compile(
    r"(?<!\w)(?:jalan|jln|jl|gang|gg|lorong|lr|dusun|dsn|dukuh|kampung|kp|perum\w*|komplek)\b", re.IGNORECASE
)
_CUT: Final = re.compile(
    r"[ ,(]{1,3}(?:kav|lk|lingk|lingkungan|ling|lt|lantai|kamar|kmr|pintu|petak|blok|gang|gg|dusun)\.?\Z", re.IGNORECASE
)
_LONGEST_WORD: Final = 14
_REACH: Final = 60


def with_description(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """The same in order, addresses with the house's name before them and what describes it behind, as far as nothing else stands there."""
    last = 0
    for number, (start, end, kind) in enumerate(found):
        first, stop = start, end
        limit = found[number + 1][0] if number + 1 < len(found) else len(text)
        if kind == "address":
            first, stop = _head(text, start, last), _tail(text, start, end, limit)
        elif kind == "account" and _TITLE.fullmatch(text, start, end):
            # "Fb ku aja: Ani Contoh", of which the first word was found.
            stop = _name_end(text, end, limit)
        yield first, stop, kind
        last = stop


def _name_end(text: str, end: int, limit: int) -> int:
    """Behind the last word that goes on a name and is no ordinary word."""
    while (more := _NEXT_NAME.match(text, end, limit)) and (
        not more[1].isalpha() or more[1].isupper() or word_kind(more[1]) is not WordKind.PLAIN
    ):
        end = more.end()
    return end


def _head(text: str, start: int, last: int) -> int:
    least = max(start - _REACH, last)
    before = _BEFORE.search(text, least, start) or _LEADING.search(text, least, start)
    if before is not None:
        return before.start()
    whole = max(whole_start(text, start), last)
    if whole < start or not _NUMBER_FIRST.match(text, start):
        return whole
    named = _NAME_BEFORE.search(text, least, start)
    return start if named is None else named.start("name")


def _tail(text: str, start: int, end: int, limit: int) -> int:
    # The end may stand in the middle of a description: "gigireun masjid Al" of "Al Hidayah".
    for pattern in (_SEGMENT, _LOOSE):
        for segment in pattern.finditer(text, max(end - _REACH, start), min(end + _REACH, limit)):
            if segment.start() < end < segment.end():
                end = segment.end()
    # Or between a word and its name: "… No. 200 Gg." of "Gg. Damai".
    cut = _CUT.search(text, max(end - _LONGEST_WORD, start), end)
    behind = _BEHIND.match(text, end if cut is None else cut.start(), limit)
    if behind is not None and behind.end() > end:
        end = behind.end() + (text.startswith(")", behind.end(), limit) and "(" in behind[0])
    loose = _LOOSE.match(text, end, limit)
    if loose is not None:
        end = loose.end()
    if _NUMBER_FIRST.match(text, start) and _STREET.search(text, start, end) is None:
        street = _STREET_BEHIND.match(text, end, limit)
        end = end if street is None else street.end()
    bracket = _BRACKET.match(text, end, limit)
    end = end if bracket is None else bracket.end()
    # A bracket that was opened within is closed within.
    return end + (end < limit and text[end] == ")" and text.count("(", start, end) > text.count(")", start, end))
