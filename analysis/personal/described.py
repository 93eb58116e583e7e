"""Words that belong to a masked address: "…, cat hijau", "… kamar 2B", "kost Bu Ani, …"; what is left would still lead there."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from analysis.personal.identity_numbers import Found

_COLOURED: Final = (
    r"[ ,(]{1,3}(?:(?:rumah|rmh|omah|imah|bumi)(?:nya)? )?(?:(?:yang|yg|nu|sing) )?(?:cat|pager|pagar|dinding)(?:nya|e|na)? [a-z]{3,10}"
    r"(?: (?:muda|tua|lumut|telur|asin|besi|item|ireng|putih|biru|hijau))?(?!\w)"
)
_ROOM: Final = r"[ ,(]{1,3}(?:kav|lk|lingk|lt|lantai|kamar|kmr|pintu|paviliun|petak|blok)\.? (?:no\.? ?)?(?:[a-z]?\d{1,3}[a-z]?|atas|bawah|belakang|depan)(?!\w)"
_SIDE: Final = r"[ ,]{1,2}(?:atas|bawah|belakang)(?=[.,!?)\n]|$)"
_BEHIND: Final = re.compile(rf"(?:{_COLOURED}|{_ROOM}|{_SIDE}){{1,3}}", re.IGNORECASE)
_BEFORE: Final = re.compile(
    r"(?<!\w)(?:kost?|kosan|kontrakan|asrama|wisma|mess|kompleks|komplek|perumahan|ndalem|pondokan)(?: (?!di |yang |yg |saya |aku |itu |ini )[\w.]{2,12}){1,4}, \Z",
    re.IGNORECASE,
)
_REACH: Final = 60


def with_description(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """The same in order, addresses with the house's name before them and what describes it behind, as far as nothing else stands there."""
    last = 0
    for number, (start, end, kind) in enumerate(found):
        first, stop = start, end
        if kind == "address":
            limit = found[number + 1][0] if number + 1 < len(found) else len(text)
            before = _BEFORE.search(text, max(start - _REACH, last), start)
            behind = _BEHIND.match(text, end, limit)
            first = start if before is None else before.start()
            stop = end if behind is None else behind.end()
        yield first, stop, kind
        last = stop
