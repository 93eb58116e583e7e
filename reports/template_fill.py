"""A report poured into the office's checked template: words and fields in their runs, sections at their places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kentongan.core.errors import TemplateError
from kentongan.core.messages import Say
from reports import word_xml as xml
from reports.blocks import Report, Section, Signature
from reports.office_template import OfficeTemplate
from reports.placeholders import Spot, W, fill, find, spots
from reports.template_words import ANNEXES, BLOCKS, IDENTITY, REST, SECTION, SIGNATURES, Values, signature_of
from reports.word_page import Pages
from reports.word_signature import signature_pieces


def fill_template(
    document: Any,
    report: Report,
    template: OfficeTemplate,
    pages: Pages,
    write: Callable[[Section], None],
    identity: Callable[[float], str],
) -> None:
    """Fill the document that was opened from `template`.

    Args:
        document: python-docx document.
        report: what to pour in.
        template: the checked template.
        pages: whose `at` says where `write` writes.
        write: writes a section at `pages.at`.
        identity: the table of number, date and recipient as XML, for a width in points.

    Raises:
        TemplateError: none of the sections that the template names is in this form of report.
    """
    sections = _shares(report, template)
    values = Values.of(report)
    blocks = []
    for spot in list(spots(document)):
        found = find(spot)
        if found and found[0].name in BLOCKS:
            blocks.append((spot, found[0].argument if found[0].name == SECTION else found[0].name))
        elif found:
            fill(spot.element, values.value)
    for spot, name in blocks:
        pages.at = spot.element
        for section in sections.get(name, ()):
            write(section)
        if name in (SIGNATURES, IDENTITY):
            _write_pieces(spot, _pieces(report, name, _room(spot, pages), identity))
        if name not in (SIGNATURES, IDENTITY):
            pages.back()
        _leave(spot)
    pages.at = document.element.body.sectPr
    if REST in template.blocks and ANNEXES not in template.blocks:
        for section in sections[ANNEXES]:
            write(section)


def fill_margins(document: Any, report: Report) -> None:
    """Fill the headers and footers of a letterhead."""
    values = Values.of(report)
    for spot in list(spots(document)):
        if spot.in_margin:
            fill(spot.element, values.value)


def _shares(report: Report, template: OfficeTemplate) -> dict[str, list[Section]]:
    """Which sections each block of the template gets."""
    named = set(template.blocks)
    made: dict[str, list[Section]] = {REST: [], ANNEXES: []}
    for section in report.sections:
        if section.key in named:
            made[section.key] = [section]
        elif section.annex:
            made[ANNEXES].append(section)
        elif not (template.signs and any(isinstance(block, Signature) for block in section.blocks)):
            made[REST].append(section)
    if REST not in named and not named & {section.key for section in report.sections}:
        raise TemplateError(
            Say(
                f"Templat hanya menyebut bagian yang tidak ada dalam laporan {report.kind}.",
                f"The template names only sections that a report of kind {report.kind} does not have.",
            ),
            Say("Tambahkan {{ isi }} ke templat, atau pakai templat lain.", "Add {{ isi }} to it, or use another."),
        )
    return made


def _pieces(report: Report, name: str, room: float, identity: Callable[[float], str]) -> list[str]:
    if name == IDENTITY:
        return [identity(room)]
    block = signature_of(report)
    return signature_pieces(block, room, closing=False) if block else []


def _write_pieces(spot: Spot, pieces: list[str]) -> None:
    for piece in pieces:
        spot.element.addprevious(xml.element(piece))


def _room(spot: Spot, pages: Pages) -> float:
    """Points that a table may be wide at this place."""
    cell = next(spot.element.iterancestors(f"{W}tc"), None)
    width = None if cell is None else cell.find(f"{W}tcPr/{W}tcW")
    if width is None or width.get(f"{W}type") != "dxa":
        return pages.width_points if cell is None else pages.width_points / 2
    return float(width.get(f"{W}w")) / 20 - 11


def _leave(spot: Spot) -> None:
    """Take the placeholder's paragraph away; one that ends a section or a cell stays, empty."""
    paragraph = spot.element
    ends_section = paragraph.find(f"{W}pPr/{W}sectPr") is not None
    ends_cell = spot.in_table and paragraph.getnext() is None
    if not ends_section and not ends_cell:
        paragraph.getparent().remove(paragraph)
        return
    for run in list(paragraph):
        if run.tag != f"{W}pPr":
            paragraph.remove(run)
