"""Mobile telephones told in two or three pieces: "depannya 0838, belakangnya 0000 6666"."""

import re
from collections.abc import Iterator
from typing import Final

from analysis.personal.identity_numbers import Found

_GOES_ON: Final = (
    r"(?:di)?lanjut(?:in|kan|annya|nya|an)?|terus(?:nya|annya|in|kan)?|trus|lalu|kemudian|belakang(?:nya|e)?|(?:di)?sambung(?:in|annya|nya|"
    r"an)?|berikut(?:nya)?|ujung(?:nya|e)?|akhirnya|tengah(?:nya)?|spasi|strip|sisanya|(?:h?abis|setelah|sesudah) (?:itu|tu)|sambungane|baru"
)
_SPLIT: Final = re.compile(
    r"(?<![\w.,])(?P<first>(?:0|\+?62 ?)8[1-9]\d{0,2}(?:[ .\-]?\d{3,4})?)(?!\w)"
    rf"(?:[^\d\n]{{0,30}}?\b(?:{_GOES_ON})\b[^\d\n]{{0,15}}?(?<![\w.,])(?P<second>\d{{2,4}}(?:[ .\-]?\d{{2,5}}){{0,2}})(?!\w))"
    rf"(?:[^\d\n]{{0,30}}?\b(?:{_GOES_ON})\b[^\d\n]{{0,15}}?(?<![\w.,])(?P<third>\d{{3,5}})(?!\w))?",
    re.IGNORECASE,
)
_FEWEST, _MOST = 10, 13


def split_mobiles(text: str) -> Iterator[Found]:
    """Each piece, where together they are as long as a mobile number."""
    if "08" not in text and "62" not in text:
        return
    for match in _SPLIT.finditer(text):
        pieces = [name for name in ("first", "second", "third") if match[name]]
        digits = sum(map(str.isdigit, "".join(match[name] for name in pieces)))
        if _FEWEST <= digits <= _MOST:
            for name in pieces:
                yield *match.span(name), "phone"
