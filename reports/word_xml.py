"""WordprocessingML in strings (ECMA-376 part 1): texts, links, bookmarks, fields, tables.

Tables of many rows are written as one piece of XML and parsed once: python-docx's own cells take half a minute for a
thousand rows. Everything from outside passes `literal`, which escapes it and drops what XML cannot hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reports import palette
from reports.blocks import Span, Text

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LEVEL_SHAPES = {"stabil": "●", "waspada": "▲", "siaga": "◆", "krisis": "■"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: finished paragraphs, and its ground as "RRGGBB" ("" for none).

    `span`: how many columns it covers; `edge`: colour of a thick left edge ("" for none).
    """

    paragraphs: str
    ground: str = ""
    span: int = 1
    edge: str = ""


def literal(text: str) -> str:
    """The text as it may stand in XML."""
    return escape(_ILLEGAL.sub("", text))


def colour(hex_name: str) -> str:
    """The colour "#0B3C6F" as Word writes it."""
    return hex_name.lstrip("#").upper()


def run(text: str, *, strong: bool = False, size: float = 0, ink: str = "", underline: bool = False) -> str:
    """A run of text; `size` in points, 0 = the style's; `ink` "#RRGGBB", "" = the style's."""
    marks = ("<w:b/>" if strong else "") + (f'<w:color w:val="{colour(ink)}"/>' if ink else "")
    if size:
        marks += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    marks += '<w:u w:val="single"/>' if underline else ""
    look = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{literal(text)}</w:t></w:r>'


def inside_link(name: str, runs: str) -> str:
    """Runs that lead to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor={quoteattr(name)} w:history="1">{runs}</w:hyperlink>'


def outside_link(relation: str, runs: str) -> str:
    """Runs that lead to the address of a relation."""
    return f'<w:hyperlink r:id={quoteattr(relation)} w:history="1">{runs}</w:hyperlink>'


def bookmark(number: int, name: str) -> str:
    """A place that links lead to; names are letters, digits and underscores, at most 40."""
    return f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/><w:bookmarkEnd w:id="{number}"/>'


def field(code: str, size: float, ink: str) -> str:
    """A field that Word computes ("PAGE", "NUMPAGES")."""
    look = f'<w:rPr><w:color w:val="{colour(ink)}"/><w:sz w:val="{round(size * 2)}"/></w:rPr>'
    begin, part, end = (
        f'<w:r>{look}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    asked = f'<w:r>{look}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{begin}{asked}{part}<w:r>{look}<w:t>1</w:t></w:r>{end}"


def paragraph(
    runs: str,
    *,
    style: str = "",
    align: str = "",
    after: float = 0,
    before: float = 0,
    more: str = "",
    indent: str = "",
    keep: bool = False,
    mark: float = 0,
) -> str:
    """A paragraph; `style` is a style's id, spaces in points, `keep` holds it with the next one.

    `mark` is the size of the paragraph's own mark, for a line that is only a space.
    `more` (numbering, borders, tabs) and `indent` are properties that the schema wants before and after the spacing.
    """
    look = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    look += "<w:keepNext/>" if keep else ""
    look += more
    look += f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}" w:line="240" w:lineRule="auto"/>'
    look += indent
    look += f'<w:jc w:val="{align}"/>' if align else ""
    look += f'<w:rPr><w:sz w:val="{round(mark * 2)}"/></w:rPr>' if mark else ""
    return f"<w:p><w:pPr>{look}</w:pPr>{runs}</w:p>"


def heading(runs: str, style: str) -> str:
    """A heading in its style, with the style's own spaces; without one, a paragraph that stays with the next."""
    if not style:
        return paragraph(runs, before=10, after=4, keep=True)
    return f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>{runs}</w:p>"


def plain_words(text: str) -> str:
    """Words for an attribute that python-docx escapes itself: without what XML cannot hold."""
    return _ILLEGAL.sub("", text)


def texts(text: Text, link: Callable[[Span, str], str], *, size: float = 0, strong: bool = False, ink: str = "") -> str:
    """The runs of a text; `link` wraps a span's runs in its link, if it leads anywhere."""
    made = ""
    for span in text:
        words = span.text
        small = (size or 10) - 1.5 if span.quiet else size
        tint = ink or (palette.QUIET_INK if span.quiet else "")
        if span.level is not None:
            shape = run(f"{LEVEL_SHAPES[span.level.value]} ", size=small, ink=palette.LEVELS[span.level][0])
            named = run(words, strong=True, size=small, ink=tint)
            made += shape + (link(span, named) or named)
            continue
        linked = link(span, "") != ""
        look = run(
            words,
            strong=span.strong or strong,
            size=small,
            ink=palette.ACCENT if linked else tint,
            underline=linked and bool(span.url),
        )
        made += link(span, look) or look
    return made


def table(
    widths: Sequence[int],
    head: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    *,
    lines: str = palette.GRID,
    style: str = "",
    split: bool = False,
) -> str:
    """A table of fixed column widths (twentieths of a point), its head repeated on every page, rows kept whole.

    Args:
        widths: of the columns.
        head: cells of the header row; () for a table without one.
        rows: the cells.
        lines: colour of the rules between rows, "" for none.
        style: id of the table style, "" for none.
        split: rows may break over pages.
    """
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{colour(lines)}"' if lines else 'w:val="nil"'
    borders = (
        f"<w:top {rule}/>" + '<w:left w:val="nil"/>' + f"<w:bottom {rule}/>" + '<w:right w:val="nil"/>'
        f"<w:insideH {rule}/>" + '<w:insideV w:val="nil"/>'
    )
    margins = '<w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
    named = f"<w:tblStyle w:val={quoteattr(style)}/>" if style else ""
    first_row = int(bool(head))
    look = (
        f'{named}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}<w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0420" w:firstRow="{first_row}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="0" w:noVBand="1"/>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(widths, row, "" if split else "<w:cantSplit/>") for row in rows)
    first = _row(widths, head, "<w:cantSplit/><w:tblHeader/>") if head else ""
    return f"<w:tbl {NAMESPACES}><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{first}{body}</w:tbl>"


def _row(widths: Sequence[int], cells: Sequence[Cell], look: str) -> str:
    made, at = "", 0
    for cell in cells:
        width = sum(widths[at : at + cell.span])
        at += cell.span
        kind = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        kind += f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        if cell.edge:
            edge = f'w:val="single" w:sz="36" w:space="0" w:color="{colour(cell.edge)}"'
            kind += f"<w:tcBorders><w:left {edge}/></w:tcBorders>"
        kind += f'<w:shd w:val="clear" w:color="auto" w:fill="{colour(cell.ground)}"/>' if cell.ground else ""
        made += f"<w:tc><w:tcPr>{kind}</w:tcPr>{cell.paragraphs}</w:tc>"
    return f"<w:tr><w:trPr>{look}</w:trPr>{made}</w:tr>"


def element(xml: str) -> Any:
    """The parsed element; a paragraph string gets its namespaces here."""
    from docx.oxml import parse_xml

    if NAMESPACES not in xml:
        head, _, rest = xml.partition(">")
        closed = head.endswith("/")
        xml = f"{head.rstrip('/')} {NAMESPACES}{'/' if closed else ''}>{rest}"
    return parse_xml(xml)
