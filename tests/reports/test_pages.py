"""Every page of every form on paper, looked at by other programs: poppler, qpdf, and LibreOffice for Word documents.

Switched on by KENTONGAN_PAGES=1; needs Debian's poppler-utils, qpdf and libreoffice-writer.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import page_checks
import pytest
from pypdf import PdfReader

from reports.daily import compose_daily
from reports.docx_files import render_docx
from reports.pdf_pages import render_pdf

PROGRAMS = ("pdftotext", "qpdf", "soffice")
DAYS = ("example_day", "empty_day", "heavy_day", "hostile_day")
# Points from the paper's edge that stay free: sides of text, head and foot of running lines.
SIDES, ENDS = 48.0, 18.0
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'

pytestmark = [
    pytest.mark.pages,
    pytest.mark.skipif(
        os.environ.get("KENTONGAN_PAGES") != "1",
        reason="KENTONGAN_PAGES=1 has pages looked at; apt-get install poppler-utils qpdf libreoffice-writer",
    ),
]


@pytest.fixture(scope="module", autouse=True)
def programs() -> None:
    """Switched on, they must be there: a check that silently does nothing is none."""
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    assert not missing, f"not installed: {missing}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of this module lie."""
    return tmp_path_factory.mktemp("pages")


def as_pdf(word: Path) -> Path:
    """A Word document as LibreOffice prints it, with tags."""
    profile = f"-env:UserInstallation={(word.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", TAGGED, "--outdir", str(word.parent), str(word)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return word.with_suffix(".pdf")


def faults(path: Path) -> list[str]:
    """Everything that is wrong with the pages of a PDF."""
    reader = PdfReader(path)
    tree = page_checks.structure(reader)
    outside = page_checks.words_outside(path, SIDES, ENDS)
    return [
        *page_checks.cut_rows(tree),
        *page_checks.lone_headings(tree),
        *page_checks.missing_glyphs(reader),
        *(f"outside the margins: {word}" for word in outside),
    ]


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_pdf_has_no_fault(days: ModuleType, folder: Path, name: str, lang: str) -> None:
    """No cut row, lone heading, missing glyph or word outside the margins; qpdf finds the file sound."""
    path = folder / f"{name}-{lang}.pdf"
    path.write_bytes(render_pdf(compose_daily(getattr(days, name)(), lang=lang)))  # type: ignore[arg-type]

    assert faults(path) == []
    checked = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("name", DAYS)
def test_the_word_document_prints_without_a_fault(days: ModuleType, folder: Path, name: str) -> None:
    """The same of the document as LibreOffice sets it."""
    path = folder / f"word-{name}.docx"
    path.write_bytes(render_docx(compose_daily(getattr(days, name)())))

    assert faults(as_pdf(path)) == []


def test_a_planted_row_and_word_are_found_in_what_libreoffice_prints(folder: Path) -> None:
    """Rows that may break do break, and a text far to the right is outside: the checks see LibreOffice's tags."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    made = Document()
    table = made.add_table(rows=2, cols=1)
    table.rows[1].cells[0].text = "kata " * 3000
    far = made.add_paragraph("jauh")
    far.alignment, far.paragraph_format.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, Cm(-2.2)
    path = folder / "planted.docx"
    made.save(str(path))
    found = faults(as_pdf(path))

    assert any(fault.startswith("row on pages") for fault in found)
    assert "outside the margins: jauh" in found
