"""How much room words take on a slide, and what is done when there is not enough: smaller first, then cut and said.

Slides are set in Arial, which cannot ship; widths are those of the bundled Inter with a margin. Over 3,066 words of an
Indonesian text Inter is 2.5 % (bold) to 7.6 % wider than Arial's metric twin at the median and 4 % narrower at worst,
so that a line measured with `_MARGIN` holds in Arial. A line is 1.2 times its letters high.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reports import wording
from reports.blocks import Span, Text
from reports.charts import FONT_FOLDER
from reports.font_tables import advances

LINE = 1.2
_MARGIN = 1.05
_UNKNOWN = 0.7
_QUIET = 0.8
# A no-break space belongs to its word.
_WORDS = re.compile(r"[^\S\u00a0]+|[\S\u00a0]+")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Paragraphs that fit: size in points, the texts, and how many were left out whole."""

    size: float
    texts: tuple[Text, ...]
    left_out: int = 0


@lru_cache(maxsize=2)
def _widths(strong: bool) -> dict[int, float]:
    name = "Inter-SemiBold.ttf" if strong else "Inter-Regular.ttf"
    return advances((FONT_FOLDER / name).read_bytes())


@lru_cache(maxsize=4096)
def word_width(word: str, strong: bool = False) -> float:
    """Width of a word in ems, with the margin."""
    known = _widths(strong)
    return _MARGIN * sum(known.get(ord(c)) or _unknown(c) for c in word)


def _unknown(char: str) -> float:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    return 1.1 if unicodedata.east_asian_width(char) in "WF" else _UNKNOWN


def lines(text: Text, size: float, room: float) -> int:
    """Lines that a paragraph takes in `room` points; a word longer than the line is broken."""
    used, count = 0.0, 1
    for span in text:
        scale = size * (_QUIET if span.quiet else 1.0)
        for word in _WORDS.findall(span.text):
            wide = word_width(word, span.strong) * scale
            if (word.isspace() and "\u00a0" not in word) or used + wide <= room:
                used += wide
            else:
                count += 1 if used else 0
                whole = int(wide // room)
                count += whole
                used = wide - whole * room
    return count


def height(texts: Sequence[Text], size: float, room: float, gap: float = 0.4) -> float:
    """Points that paragraphs take one under another; `gap` between them in parts of a line."""
    return sum((lines(text, size, room) + gap) * size * LINE for text in texts)


def fit(
    texts: Sequence[Text], room: float, tall: float, *, largest: float, least: float, lang: str = "id", gap: float = 0.4
) -> Fitted:
    """The largest size at which all paragraphs fit; at the least size what is too much is left out, and that is said.

    Args:
        texts: paragraphs.
        room, tall: width and height in points.
        largest, least: sizes of letters in points.
        lang: language of the words about what was left out.
        gap: between paragraphs, in parts of a line.
    """
    texts = tuple(text for text in texts if text)
    size = largest
    while size >= least:
        if height(texts, size, room, gap) <= tall:
            return Fitted(size, texts)
        size -= 0.5 if size <= 12 else 1
    for kept in range(len(texts) - 1, 0, -1):
        shown = (*texts[:kept], more(len(texts) - kept, lang))
        if height(shown, least, room, gap) <= tall:
            # A heading whose words were left out goes with them.
            whole = kept - (kept > 1 and all(span.strong for span in texts[kept - 1]))
            return Fitted(least, (*texts[:whole], more(len(texts) - whole, lang)), len(texts) - whole)
    tail = (more(len(texts) - 1, lang),) if len(texts) > 1 else ()
    left = tall - height(tail, least, room, gap)
    cut = shortened(texts[0], least, room, max(1, int(left / (least * LINE) - gap)))
    return Fitted(least, (cut, *tail), len(texts) - 1)


def more(count: int, lang: str) -> Text:
    """As "… 3 butir lagi, lihat laporan lengkap."."""
    said = {"id": f"… {count} butir lagi, lihat laporan lengkap.", "en": f"… {count} more, see the full report."}
    return (Span(said[lang]),)


def shortened(text: Text, size: float, room: float, most: int) -> Text:
    """The text in at most `most` lines, cut at a word with "…"."""
    if lines(text, size, room) <= most:
        return text
    kept: list[Span] = []
    for span in text:
        if lines((*kept, span), size, room) <= most:
            kept.append(span)
            continue
        low, high = 0, len(span.text)
        while low < high:
            middle = (low + high + 1) // 2
            part = replace(span, text=wording.shorten(span.text, middle))
            low, high = (middle, high) if lines((*kept, part), size, room) <= most else (low, middle - 1)
        lead = " " if span.text[:1].isspace() else ""
        kept.append(replace(span, text=lead + wording.shorten(span.text, max(low - 1, 1))))
        break
    if lines(tuple(kept), size, room) > most:
        kept[-1] = replace(kept[-1], text="…")
    return tuple(kept)
