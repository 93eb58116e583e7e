"""The Word file that a report is written into: our own page and styles, and what any file needs around its words."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from kentongan.core.messages import Lang
from reports import palette
from reports.word_package import has_numbering

FONT = "Arial"
_LANGUAGES = {"id": "id-ID", "en": "en-GB"}


def empty_body(document: Any) -> None:
    """Take everything out of the body; page, headers and footers of the last section stay."""
    body = document.element.body
    for child in list(body):
        if child is not body.sectPr:
            body.remove(child)


def blank_document() -> Any:
    """Our own: A4, margins of official letters, Arial."""
    import docx
    from docx.shared import Cm

    document = docx.Document()
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
    for setting in document.settings.element.iter(_w("compatSetting")):
        if setting.get(_w("name")) == "compatibilityMode":
            setting.set(_w("val"), "15")  # or Word opens it as a file of 2010
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin = Cm(2.5), Cm(2.5)
    page.left_margin, page.right_margin = Cm(3), Cm(2)
    page.header_distance, page.footer_distance = Cm(1.25), Cm(1.25)
    _set_styles(document)
    return document


def _set_styles(document: Any) -> None:
    from docx.shared import Pt

    styles = document.styles
    normal = styles["Normal"]
    _font(normal, 10, palette.INK)
    normal.paragraph_format.space_after = Pt(5)
    normal.paragraph_format.space_before = Pt(0)
    for name, size, ink, before, after in (
        ("Title", 14, palette.INK, 10, 8),
        ("Heading 1", 12, palette.ACCENT, 14, 5),
        ("Heading 2", 10.5, palette.INK, 10, 4),
        ("List Bullet", 10, palette.INK, 0, 3),
        ("List Number", 10, palette.INK, 0, 3),
    ):
        style = styles[name]
        _font(style, size, ink, bold=not name.startswith("List"))
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    title = styles["Title"].element.get_or_add_pPr()
    for border in title.findall(_w("pBdr")):
        title.remove(border)
    styles["Title"].paragraph_format.alignment = 1
    _rule_below(styles["Heading 1"])


def _font(style: Any, size: float, ink: str, *, bold: bool | None = None) -> None:
    from docx.shared import Pt, RGBColor

    style.font.size, style.font.bold = Pt(size), bold
    style.font.color.rgb = RGBColor.from_string(ink.lstrip("#"))
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(_w(name), FONT)
    for extra in ("spacing", "kern"):
        for found in style.element.rPr.findall(_w(extra)):
            style.element.rPr.remove(found)


def _rule_below(style: Any) -> None:
    from reports.word_xml import colour, element

    look = style.element.get_or_add_pPr()
    rule = f'w:val="single" w:sz="6" w:space="2" w:color="{colour(palette.ACCENT)}"'
    look.insert_element_before(
        element(f"<w:pBdr><w:bottom {rule}/></w:pBdr>"),
        *(
            "w:shd",
            "w:tabs",
            "w:suppressAutoHyphens",
            "w:spacing",
            "w:ind",
            "w:contextualSpacing",
            "w:jc",
            "w:outlineLvl",
        ),
    )


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def set_language(document: Any, lang: Lang) -> None:
    """The language that Word's spelling works in, for the whole document."""
    from reports.word_xml import element

    code = _LANGUAGES[lang]
    for found in document.styles.element.iter(_w("lang")):
        found.set(_w("val"), code)
    if next(document.styles.element.iter(_w("lang")), None) is None:
        defaults = document.styles.element.find(f"{_w('docDefaults')}/{_w('rPrDefault')}/{_w('rPr')}")
        if defaults is not None:
            defaults.append(element(f'<w:lang w:val="{code}"/>'))


def style_id(document: Any, name: str, kind: int = 1) -> str:
    """The id of a style by its English name, "" when the file has none. `kind`: 1 paragraph, 3 table."""
    try:
        style = document.styles[name]
    except KeyError:
        return ""
    return str(style.style_id) if int(style.type) == kind else ""


def fresh_numbering(document: Any, style: str) -> str:
    """A numbering of the list style that begins at 1 again, as a paragraph's property; "" when the file has none."""
    numbered = document.styles.element.xpath(f'w:style[@w:styleId="{style}"]/w:pPr/w:numPr/w:numId/@w:val')
    if not numbered or not has_numbering(document):
        return ""
    known = document.part.numbering_part.element
    abstract = known.xpath(f'w:num[@w:numId="{numbered[0]}"]/w:abstractNumId/@w:val')
    if not abstract:
        return ""
    made = known.add_num(int(abstract[0]))
    made.add_lvlOverride(ilvl=0).add_startOverride(1)
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{made.numId}"/></w:numPr>'


def repacked(data: bytes) -> bytes:
    """The same file with parts in a fixed order and fixed times, so that equal reports are equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        first = ("[Content_Types].xml", "_rels/.rels")
        for name in sorted(source.namelist(), key=lambda n: (n not in first, n)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return out.getvalue()
