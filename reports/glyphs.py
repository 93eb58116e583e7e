"""Which characters the bundled fonts can print, and text made fit for them.

PDF/A and PDF/UA forbid a character without a glyph, and a post may hold any character there is. What no bundled font
has is shown as an empty box, emoji are left out; both are seldom more than decoration. Long unbroken words (addresses,
shouting) get places where a line may end.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import lru_cache

from reports.charts import FONT_FOLDER
from reports.wording import LEVEL_MARKS, clean

UNKNOWN = "□"
BREAK = "\u200b"
_LONG_WORD = re.compile(r"\S{25,}")
_PIECE = 12
_MARKS = re.compile("(?:" + "|".join(map(re.escape, LEVEL_MARKS.values())) + ") ?")
# Pictographs, flags, skin tones, and the selector that asks for the coloured form.
_PICTURE = re.compile("[\U0001f000-\U0001faff\U000e0020-\U000e007f\u2600-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u20e3]")


def printable(text: str) -> str:
    """One line that the bundled fonts can print whole; the coloured status marks give way to the words beside them."""
    line = _MARKS.sub("", unicodedata.normalize("NFC", clean(text)))
    known = covered()
    if any(ord(c) not in known for c in line):
        line = "".join(_fit(c, known) for c in line)
        line = re.sub(r"  +", " ", line).strip() if text.strip() else line
    return _LONG_WORD.sub(_breakable, line)


def drawable(svg: str) -> str:
    """A drawing whose words the bundled fonts can print whole."""
    known = covered() | {10, 13, 9}
    return "".join(c if ord(c) in known else UNKNOWN for c in svg)


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """Code points for which at least one bundled font has a glyph."""
    return frozenset().union(*(_code_points(path.read_bytes()) for path in sorted(FONT_FOLDER.glob("*.ttf"))))


def _fit(char: str, known: frozenset[int]) -> str:
    if ord(char) in known:
        return char
    if _PICTURE.match(char):
        return ""
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain != char and all(ord(c) in known for c in plain) else UNKNOWN


def _breakable(word: re.Match[str]) -> str:
    text = word.group()
    return BREAK.join(text[i : i + _PIECE] for i in range(0, len(text), _PIECE))


def _code_points(font: bytes) -> set[int]:
    """The `cmap` of a TrueType file (OpenType specification, formats 4 and 12)."""
    tables = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    }
    start = tables[b"cmap"]
    found: set[int] = set()
    for i in range(struct.unpack_from(">H", font, start + 2)[0]):
        offset = start + struct.unpack_from(">I", font, start + 4 + 8 * i + 4)[0]
        kind = struct.unpack_from(">H", font, offset)[0]
        if kind == 4:
            found |= _format_4(font, offset)
        elif kind == 12:
            for group in range(struct.unpack_from(">I", font, offset + 12)[0]):
                first, last, _ = struct.unpack_from(">III", font, offset + 16 + 12 * group)
                found.update(range(first, last + 1))
    return found


def _format_4(font: bytes, offset: int) -> set[int]:
    count = struct.unpack_from(">H", font, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, offset + 14)
    base = offset + 16 + 2 * count
    starts = struct.unpack_from(f">{count}H", font, base)
    deltas = struct.unpack_from(f">{count}H", font, base + 2 * count)
    ranges = struct.unpack_from(f">{count}H", font, base + 4 * count)
    found = set()
    for i, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, last + 1):
            glyph = code
            if ranges[i]:
                at = base + 4 * count + 2 * i + ranges[i] + 2 * (code - first)
                glyph = struct.unpack_from(">H", font, at)[0]
                glyph = glyph and glyph + deltas[i]
            else:
                glyph = code + deltas[i]
            if glyph & 0xFFFF and code != 0xFFFF:
                found.add(code)
    return found
