"""An empty presentation in the house's colours: 16:9, one layout for the cover and one for all others.

Officers go on with these slides, so colours and fonts are the theme's (what they add looks alike), and titles are real
title placeholders, which screen readers and the outline need.
"""

from __future__ import annotations

import re
from typing import Any

from reports import palette

FONT = "Arial"
WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 44.0
TITLE_TOP, TITLE_HEIGHT, TITLE_SIZE = 26.0, 46.0, 26.0
BODY_TOP, BODY_BOTTOM = 92.0, 496.0
_TITLE_LAYOUT = 5
_COLOURS = {
    "dk1": palette.INK,
    "lt1": palette.PAPER,
    "dk2": palette.ACCENT,
    "lt2": "#EEF3F8",
    "accent1": palette.ACCENT,
    "accent2": palette.SERIES[1],
    "accent3": palette.SERIES[2],
    "accent4": palette.TONES["positif"],
    "accent5": palette.QUIET_INK,
    "accent6": palette.FAINT,
    "hlink": palette.ACCENT,
    "folHlink": palette.QUIET_INK,
}


def blank_presentation() -> Any:
    """A presentation without slides, and its one layout as `slide_layouts[0]`."""
    import pptx
    from pptx.util import Pt

    made = pptx.Presentation()
    made.slide_width, made.slide_height = Pt(WIDTH), Pt(HEIGHT)
    kept = made.slide_layouts[_TITLE_LAYOUT]
    for layout in list(made.slide_layouts):
        if layout is not kept:
            made.slide_layouts.remove(layout)
    master = made.slide_master
    for holder in (master, kept):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type != 1:
                shape._element.getparent().remove(shape._element)  # noqa: SLF001 – no public way to drop one
                continue
            shape.left, shape.top = Pt(MARGIN), Pt(TITLE_TOP)
            shape.width, shape.height = Pt(WIDTH - 2 * MARGIN), Pt(TITLE_HEIGHT)
    kept.name = "Judul dan isi"
    _title_style(master)
    _colours(master)
    return made


def _title_style(master: Any) -> None:
    """Left, bold, in the house's blue, at the foot of its box, without margins."""
    from pptx.oxml.ns import qn

    level = master.element.find(f"{qn('p:txStyles')}/{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    level.set("algn", "l")
    look = level.find(qn("a:defRPr"))
    look.set("sz", str(round(TITLE_SIZE * 100)))
    look.set("b", "1")
    colour = look.find(f"{qn('a:solidFill')}/{qn('a:schemeClr')}")
    colour.set("val", "tx2")
    for shape in master.placeholders:
        body = shape.text_frame._txBody.bodyPr  # noqa: SLF001 – its margins have no other way
        for side in ("lIns", "rIns", "tIns", "bIns"):
            body.set(side, "0")
        body.set("anchor", "ctr")


def _colours(master: Any) -> None:
    """The theme's colours and fonts; python-pptx keeps the theme as bytes."""
    theme = next(r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme"))
    text = theme.blob.decode("utf-8")
    for name, colour in _COLOURS.items():
        value = colour.lstrip("#").upper()
        text = re.sub(
            rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>', text, flags=re.DOTALL
        )
    for kind in ("majorFont", "minorFont"):
        text = re.sub(rf'(<a:{kind}>\s*<a:latin typeface=")[^"]*', rf"\g<1>{FONT}", text)
    theme._blob = text.encode("utf-8")  # noqa: SLF001 – a part without a class of its own
