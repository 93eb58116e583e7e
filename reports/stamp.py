"""The stamp image of a clarification: claim, verdict in a word, what is true; a square for chat and social media.

Drawn as SVG and turned into PNG with the bundled fonts. Everything that comes from a case is text, never markup; the
word says the verdict, the colour only repeats it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from kentongan.core.findings import Level, VerificationState
from reports.charts import FONT, library
from reports.glyphs import BREAK, printable
from reports.palette import ACCENT, GRID, INK, LEVELS, PAPER, QUIET_INK

SIDE: Final = 1080
_MARGIN: Final = 80
_COLOURS: Final[Mapping[VerificationState, str]] = {
    VerificationState.HOAX: LEVELS[Level.CRISIS][0],
    VerificationState.FRAUD: LEVELS[Level.CRISIS][0],
    VerificationState.TRUE: LEVELS[Level.STABLE][0],
    VerificationState.PARTLY: LEVELS[Level.STANDBY][0],
}
# Mean width of a letter of Inter, in parts of its size: wide enough that no line ever leaves its column.
_WIDTH, _WIDE = 0.54, 0.68


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the image says.

    Args:
        word: the verdict as stamped; `kind` its type, "" for none.
        claim, fact: as in the case; a gap stays visible.
        date: of the approval; `source` where to read on, "" for none.
    """

    agency: str
    word: str
    state: VerificationState
    claim: str
    fact: str
    kind: str = ""
    date: str = ""
    source: str = ""


def stamp_svg(stamp: Stamp) -> str:
    """The image as SVG, 1080 by 1080, without script, style sheets or outside references."""
    colour = _COLOURS.get(stamp.state, QUIET_INK)
    inner = SIDE - 2 * _MARGIN
    parts = [
        f'<rect width="{SIDE}" height="{SIDE}" fill="{PAPER}"/>',
        f'<rect width="{SIDE}" height="18" fill="{ACCENT}"/>',
        _text(_MARGIN, 92, "HASIL CEK FAKTA", 30, QUIET_INK, 600),
        *_lines(_MARGIN, 136, stamp.agency, 34, INK, 600, inner, most=1)[0],
        _text(_MARGIN, 218, "Klaim yang beredar", 26, QUIET_INK, 400),
    ]
    drawn, y = _lines(_MARGIN, 268, f"“{stamp.claim}”", 44, INK, 600, inner, most=5)
    parts += drawn
    parts += _seal(stamp, colour, max(y + 70, 560))
    base = max(y + 70, 560) + 206
    parts.append(_text(_MARGIN, base, "Faktanya", 26, QUIET_INK, 400))
    drawn, _ = _lines(_MARGIN, base + 46, stamp.fact, 34, INK, 400, inner, most=4)
    parts += drawn
    parts.append(f'<rect x="{_MARGIN}" y="{SIDE - 96}" width="{inner}" height="2" fill="{GRID}"/>')
    foot = " · ".join(filter(None, [stamp.date, stamp.source]))
    parts += _lines(_MARGIN, SIDE - 48, foot, 26, QUIET_INK, 400, inner, most=1)[0]
    label = escape(f"{stamp.word}: {_plain(stamp.claim)}. {_plain(stamp.fact)}", {'"': "&quot;"})
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}" viewBox="0 0 {SIDE} {SIDE}"'
    return f'{head} role="img" aria-label="{label}">' + "".join(parts) + "</svg>\n"


def stamp_png(stamp: Stamp, scale: float = 1.0) -> bytes:
    """The same as PNG."""
    drawn: bytes = library().svg_to_png(stamp_svg(stamp), scale=scale)
    return drawn


def _seal(stamp: Stamp, colour: str, y: int) -> list[str]:
    """The stamp itself, a little askew as stamps are, with the type below the word."""
    size = min(104, int((SIDE - 2 * _MARGIN - 120) / (_WIDE * max(len(stamp.word), 1))))
    width, height = int(len(stamp.word) * size * _WIDE) + 100, 166
    middle = (height - (44 if stamp.kind else 0)) // 2
    # Capitals are some 0.72 of their size high.
    word = _text(width // 2, middle + int(0.36 * size), stamp.word, size, colour, 600, middle=True)
    kind = _text(width // 2, height - 25, stamp.kind, 30, colour, 600, middle=True) if stamp.kind else ""
    frame = f'<rect width="{width}" height="{height}" rx="14" fill="none" stroke="{colour}" stroke-width="10"/>'
    x = (SIDE - width) // 2
    return [f'<g transform="translate({x} {y - 40}) rotate(-3 {width // 2} {height // 2})">', frame, word, kind, "</g>"]


def _lines(
    x: int, y: int, text: str, size: int, colour: str, weight: int, width: int, *, most: int
) -> tuple[list[str], int]:
    """A text in at most so many lines, smaller where it is long, cut with an ellipsis at the end; and where it ends."""
    clean = _plain(text)
    for smaller in (size, int(size * 0.85), int(size * 0.72)):
        lines = _wrapped(clean, int(width / (smaller * _WIDTH)))
        if len(lines) <= most:
            break
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(" ,;:.") + "…"]
    step = int(smaller * 1.3)
    return [_text(x, y + i * step, line, smaller, colour, weight) for i, line in enumerate(lines)], y + len(
        lines
    ) * step


def _wrapped(text: str, letters: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        pieces = [word[i : i + letters] for i in range(0, len(word), letters)]
        for piece in pieces:
            if lines and len(lines[-1]) + 1 + len(piece) <= letters:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return lines


def _text(x: int, y: int, text: str, size: int, colour: str, weight: int, *, middle: bool = False) -> str:
    anchor = ' text-anchor="middle"' if middle else ""
    return (
        f'<text x="{x}" y="{y}" font-family="{FONT}" font-size="{size}" font-weight="{weight}" fill="{colour}"{anchor}>'
        f"{escape(_plain(text))}</text>"
    )


def _plain(text: str) -> str:
    return printable(text).replace(BREAK, "")
