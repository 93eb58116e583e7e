"""Pieces of a slide: boxes of words that fit, coloured grounds, marks of levels, tables that officers can edit.

All measures are points from the top left corner. Everything decorative is marked as such, so that a screen reader
passes it by; what is read comes in the order in which it was drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kentongan.core.findings import Level
from reports import palette
from reports.blocks import Column, Span, Text
from reports.slides.fitting import LINE, Fitted
from reports.slides.theme import FONT
from reports.word_xml import plain_words

_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_LANGUAGES = {"id": "id-ID", "en": "en-GB"}
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_SHAPES = {Level.STABLE: "OVAL", Level.ALERT: "ISOSCELES_TRIANGLE", Level.STANDBY: "DIAMOND", Level.CRISIS: "RECTANGLE"}
CELL_SIDE, CELL_TOP = 6.0, 4.5


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points."""

    left: float
    top: float
    width: float
    height: float

    def inner(self, side: float, top: float = -1) -> Box:
        """The same without its margins."""
        top = side if top < 0 else top
        return Box(self.left + side, self.top + top, self.width - 2 * side, self.height - 2 * top)


class Canvas:
    """A slide being drawn: adds shapes in reading order."""

    def __init__(self, slide: Any, lang: str) -> None:
        self.slide = slide
        self.language = _LANGUAGES[lang]

    def words(
        self,
        name: str,
        box: Box,
        fitted: Fitted,
        *,
        ink: str = palette.INK,
        strong: bool = False,
        align: str = "l",
        anchor: str = "t",
        bullets: str = "",
        italic: bool = False,
        gap: float = 0.4,
    ) -> None:
        """Paragraphs that were fitted to the box; `bullets` "•" or "1" for a numbered list."""
        from pptx.util import Pt

        shape = self.slide.shapes.add_textbox(Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height))
        shape.name = plain_words(name)
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame._txBody.bodyPr.set("anchor", anchor)  # noqa: SLF001 – the public names lack nothing but brevity
        listed = len(fitted.texts) - (1 if fitted.left_out else 0)
        for i, text in enumerate(fitted.texts):
            paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
            self.runs(paragraph, text, fitted.size, ink=ink, strong=strong, italic=italic)
            paragraph.line_spacing = Pt(round(fitted.size * LINE, 1))
            paragraph.space_after = Pt(round(fitted.size * LINE * gap, 1))
            look = paragraph._p.get_or_add_pPr()  # noqa: SLF001 – bullets have no public way
            look.set("algn", align)
            if bullets and i < listed:
                _bullet(look, bullets, fitted.size)

    def runs(
        self,
        paragraph: Any,
        text: Text,
        size: float,
        *,
        ink: str = palette.INK,
        strong: bool = False,
        italic: bool = False,
    ) -> None:
        """A text as runs of a paragraph; citations smaller and greyer."""
        from pptx.util import Pt

        for span in text:
            words = plain_words(span.text)
            if not words:
                continue
            run = paragraph.add_run()
            run.text = words
            run.font.size = Pt(max(7, size * 0.8) if span.quiet else size)
            run.font.name = FONT
            run.font.bold = span.strong or strong or span.level is not None
            run.font.italic = italic or None
            colour = palette.QUIET_INK if span.quiet and ink == palette.INK else ink
            run.font.color.rgb = _colour(colour)
            run._r.get_or_add_rPr().set("lang", self.language)  # noqa: SLF001 – no public way to it

    def ground(self, box: Box, fill: str, *, edge: str = "", kind: str = "RECTANGLE") -> None:
        """A coloured shape behind words; decorative."""
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Pt

        shape = self.slide.shapes.add_shape(
            getattr(MSO_SHAPE, kind), Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height)
        )
        style = shape._element.find(_ns("p:style"))  # noqa: SLF001 – its shadow and outline are the theme's
        if style is not None:
            shape._element.remove(style)  # noqa: SLF001
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = _colour(fill)
        else:
            shape.fill.background()
        if edge:
            shape.line.color.rgb = _colour(edge)
            shape.line.width = Pt(1.25)
        else:
            shape.line.fill.background()
        self.decorative(shape)

    def decorative(self, shape: Any) -> None:
        """Passed by when read aloud."""
        from lxml import etree

        words = shape._element.find(f".//{_ns('p:cNvPr')}")  # noqa: SLF001 – no public way to it
        words.set("descr", "")
        words.append(etree.fromstring(_DECORATIVE))

    def mark(self, level: Level, left: float, middle: float, size: float, colour: str = "") -> None:
        """The level's shape, told apart in grey print."""
        box = Box(left, middle - size / 2, size, size)
        self.ground(box, colour or palette.LEVELS[level][0], kind=_SHAPES[level])

    def picture(self, png: bytes, box: Box, alt: str) -> None:
        """A picture as large as fits into the box, at its top left, with its words."""
        import io

        from pptx.util import Pt

        wide, tall = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
        scale = min(box.width / wide, box.height / tall)
        shape = self.slide.shapes.add_picture(
            io.BytesIO(png), Pt(box.left), Pt(box.top), Pt(wide * scale), Pt(tall * scale)
        )
        shape.name = "Grafik"
        shape._element.find(f".//{_ns('p:cNvPr')}").set("descr", plain_words(alt))  # noqa: SLF001 – no public way

    def table(
        self,
        name: str,
        box: Box,
        columns: Sequence[Column],
        widths: Sequence[float],
        rows: Sequence[tuple[float, Sequence[Text]]],
        size: float,
    ) -> None:
        """A real table: head, rows with their heights in points (the head's first), in widths in points."""
        from pptx.util import Pt

        shape = self.slide.shapes.add_table(
            len(rows), len(columns), Pt(box.left), Pt(box.top), Pt(sum(widths)), Pt(sum(h for h, _ in rows))
        )
        shape.name = plain_words(name)
        shape._element.find(f".//{_ns('p:cNvPr')}").set("descr", plain_words(name))  # noqa: SLF001 – no public way
        table = shape.table
        table.horz_banding = False
        shape._element.find(f".//{_ns('a:tableStyleId')}").text = _NO_STYLE  # noqa: SLF001 – no public way
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Pt(width)
        for number, (row, (height, texts)) in enumerate(zip(table.rows, rows, strict=True)):
            row.height = Pt(height)
            for cell, text, column in zip(row.cells, texts, columns, strict=True):
                self._cell(cell, text, size, head=number == 0, right=column.number)

    def _cell(self, cell: Any, text: Text, size: float, *, head: bool, right: bool) -> None:
        from pptx.util import Pt

        cell.margin_left = cell.margin_right = Pt(CELL_SIDE)
        cell.margin_top = cell.margin_bottom = Pt(CELL_TOP)
        if head:
            cell._tc.get_or_add_tcPr().set("anchor", "b")  # noqa: SLF001 – heads of one and two lines end level
        paragraph = cell.text_frame.paragraphs[0]
        if len(text) == 1 and text[0].level is not None:
            tint = palette.LEVELS[text[0].level][2]
            _fill(cell, tint)
        elif head:
            _fill(cell, "#EEF3F8")
        self.runs(paragraph, text, size, strong=head, ink=palette.ACCENT if head else palette.INK)
        paragraph.line_spacing = Pt(round(size * LINE, 1))
        paragraph._p.get_or_add_pPr().set("algn", "r" if right else "l")  # noqa: SLF001 – as above
        _borders(cell, strong=head)


def _ns(name: str) -> str:
    from pptx.oxml.ns import qn

    return str(qn(name))


def _colour(name: str) -> Any:
    from pptx.dml.color import RGBColor

    make: Any = RGBColor  # its class is not typed
    return make(*bytes.fromhex(name.lstrip("#")))


def _fill(cell: Any, colour: str) -> None:

    cell.fill.solid()
    cell.fill.fore_color.rgb = _colour(colour)


def _borders(cell: Any, *, strong: bool) -> None:
    """A line below; none at the sides (ECMA-376 part 1, 21.1.3.17: borders come before the fill)."""
    from lxml import etree

    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    look = cell._tc.get_or_add_tcPr()  # noqa: SLF001 – borders have no public way
    colour = (palette.ACCENT if strong else palette.GRID).lstrip("#")
    made = [f'<a:{side} xmlns:a="{space}" w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT")]
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    made.append(f'<a:lnB xmlns:a="{space}" w="{12700 if strong else 6350}">{fill}</a:lnB>')
    for at, piece in enumerate(made):
        look.insert(at, etree.fromstring(piece))


def _bullet(look: Any, kind: str, size: float) -> None:
    from lxml import etree

    space = "http://schemas.openxmlformats.org/drawingml/2006/main"
    indent = round(size * 1.3 * 12700)
    look.set("marL", str(indent))
    look.set("indent", str(-indent))
    piece = f'<a:buFont xmlns:a="{space}" typeface="{FONT}"/>'
    look.append(etree.fromstring(piece))
    if kind == "1":
        look.append(etree.fromstring(f'<a:buAutoNum xmlns:a="{space}" type="arabicPeriod"/>'))
    else:
        look.append(etree.fromstring(f'<a:buChar xmlns:a="{space}" char="{kind}"/>'))


def plain_text(words: str, *, strong: bool = False) -> Text:
    """Plain words as a text."""
    return (Span(words, strong=strong),)
