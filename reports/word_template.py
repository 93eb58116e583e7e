"""The Word file that a report is written into: the office's own letterhead (kop.docx), or ours.

An office's file keeps its headers, footers, styles and page; only its body is replaced. A style it lacks is done
without. What is wrong with a file is said with the name of the part inside it.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from kentongan.core.errors import TemplateError
from kentongan.core.messages import Lang, Say
from reports import palette

FONT = "Arial"
_LARGEST = 60_000_000
_LANGUAGES = {"id": "id-ID", "en": "en-GB"}
_DO = Say(
    "Buka berkas itu di Word, simpan kembali sebagai “Dokumen Word (.docx)”, lalu ulangi.",
    "Open the file in Word, save it again as “Word Document (.docx)”, and repeat.",
)


def open_letterhead(data: bytes) -> Any:
    """The office's own file as a python-docx document, its body emptied.

    Raises:
        TemplateError: it is no Word file, or a part of it is broken; the message names the part.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    _check_parts(data)
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
    except (OpcError, KeyError, ValueError, AttributeError, TypeError, etree.XMLSyntaxError) as error:
        reason = str(error).splitlines()[0][:160] if str(error) else type(error).__name__
        raise TemplateError(
            Say(
                f"Berkas kop tidak dapat dibaca sebagai dokumen Word: {reason}.",
                f"The letterhead file is no Word document: {reason}.",
            ),
            _DO,
        ) from error
    if body is None or body.sectPr is None:
        raise TemplateError(
            Say(
                "Berkas kop tidak memuat bagian halaman (word/document.xml).",
                "The letterhead has no page section (word/document.xml).",
            ),
            _DO,
        )
    for child in list(body):
        if child is not body.sectPr:
            body.remove(child)
    return document


def _check_parts(data: bytes) -> None:
    """Every XML part is well formed; names the first that is not."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise TemplateError(
                    Say("Berkas kop terlalu besar.", "The letterhead file is too large."),
                    Say("Perkecil gambar di dalamnya.", "Make the pictures in it smaller."),
                )
            names = archive.namelist()
            if "word/document.xml" not in names:
                raise TemplateError(
                    Say(
                        "Berkas kop bukan dokumen Word: word/document.xml tidak ada.",
                        "The letterhead is no Word file: it lacks word/document.xml.",
                    ),
                    _DO,
                )
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            for name in names:
                if name.endswith((".xml", ".rels")):
                    try:
                        etree.fromstring(archive.read(name), parser)
                    except etree.XMLSyntaxError as error:
                        line = error.lineno or 0
                        raise TemplateError(
                            Say(
                                f"Berkas kop rusak di {name}, baris {line}.",
                                f"The letterhead is broken in {name}, line {line}.",
                            ),
                            _DO,
                        ) from error
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError) as error:
        raise TemplateError(
            Say("Berkas kop bukan berkas .docx atau rusak.", "The letterhead is no .docx file, or a damaged one."), _DO
        ) from error


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
