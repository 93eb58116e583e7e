"""The checks of pages find what was planted: each fault is set by the typesetter, and a clean page has none."""

from __future__ import annotations

import io

import page_checks
import typst
from pypdf import PdfReader

PAGE = '#set page(width: 200pt, height: 160pt, margin: 20pt)\n#set text(font: "Inter", size: 10pt)\n'


def pages(source: str) -> PdfReader:
    """A PDF of Typst source, with our fonts alone."""
    from reports.pdf_pages import FONT_FOLDER

    made = typst.compile((PAGE + source).encode(), font_paths=[str(FONT_FOLDER)], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return PdfReader(io.BytesIO(made))


def test_a_row_cut_across_pages_is_found_and_a_repeated_head_is_not() -> None:
    """Breakable cells beside the edge are cut; whole rows below a head that stands on both pages are not."""
    table = "#table(columns: 2, table.header[A][B], [#v(58pt)], [x], [#lorem(20)], [y])"

    assert page_checks.cut_rows(page_checks.structure(pages(table)))
    whole = pages("#set table.cell(breakable: false)\n" + table)
    assert len(whole.pages) == 2
    assert not page_checks.cut_rows(page_checks.structure(whole))


def test_a_heading_alone_at_the_foot_is_found() -> None:
    """A heading that does not hold on to its text; the same one that does goes over with it."""
    text = "#v(88pt)\n= Judul\n#block(breakable: false, height: 40pt)[isi]"

    loose = page_checks.structure(pages("#show heading: set block(sticky: false)\n" + text))
    assert page_checks.lone_headings(loose) == ["Judul on page 1"]
    assert not page_checks.lone_headings(page_checks.structure(pages(text)))


def test_a_missing_glyph_is_found() -> None:
    """A letter that none of our fonts has, and the sign that stands for one."""
    assert page_checks.missing_glyphs(pages("bagus \u1b05")) == ["missing glyph on page 1"]
    assert page_checks.missing_glyphs(pages("rusak \ufffd"))
    assert not page_checks.missing_glyphs(pages("bagus – 70%"))


def test_levels_of_headings_are_read_in_order() -> None:
    """As they stand on the pages."""
    assert page_checks.heading_levels(page_checks.structure(pages("= A\n== B\n=== C\n== D"))) == [1, 2, 3, 2]
