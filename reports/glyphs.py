"""Which characters the bundled fonts can print, and text made fit for them.

PDF/A and PDF/UA forbid a character without a glyph, and a post may hold any character there is. What no bundled font
has is shown as an empty box, emoji are left out; both are seldom more than decoration. Long unbroken words (addresses,
shouting) get places where a line may end.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reports.charts import FONT_FOLDER
from reports.font_tables import glyph_ids
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
    return frozenset().union(*(glyph_ids(path.read_bytes()) for path in sorted(FONT_FOLDER.glob("*.ttf"))))


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
