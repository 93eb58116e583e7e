"""Rooms of boarding houses, barracks and rented rows."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal.identity_numbers import Found

_ROOM_OF_MANY: Final = re.compile(
    r"(?<!\w)(?:[Kk]os(?:t|an|-kosan)?|KOST?|[Ww]isma|[Mm]ess|[Aa]srama|[Pp]ondok|[Kk]ontrakan|[Bb]edeng|[Pp]etakan) "
    r"(?:(?!ada|sisa|punya|total|isi|cuma|tinggal|kosong|masih|dengan|per|dapat|sewa|cari|di )[\w.]{2,15} ){1,4}(?:[Kk]amar|KAMAR|[Kk]mr|[Pp]intu|[Pp]etak)[. ]{1,2}"
    r"(?:[Nn]o\.? ?)?\w?\d{1,3}[A-Za-z]?(?!\w)"
)


def rooms(text: str) -> Iterator[Found]:
    """A room of a boarding house or barracks with a name."""
    for match in _ROOM_OF_MANY.finditer(text):
        yield match.start(), match.end(), "address"
