"""Word files and slides opened by LibreOffice: pages there are, words on them, no placeholder left.

`KENTONGAN_PAGES=1` switches it on where LibreOffice is installed; slides need its Impress.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from pypdf import PdfReader

from kentongan.core.office import Signatory
from reports.daily import compose_daily
from reports.flavours import Assets, flavour
from reports.template_example import example_template

pytestmark = pytest.mark.skipif(
    not (os.environ.get("KENTONGAN_PAGES") and shutil.which("soffice")),
    reason="opens files with LibreOffice: KENTONGAN_PAGES=1",
)


def pages(folder: Path, name: str, data: bytes) -> list[str]:
    """The words of each page that LibreOffice makes of a file."""
    (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    made = folder / Path(name).with_suffix(".pdf").name
    if not made.is_file() and name.endswith(".pptx"):
        pytest.skip("LibreOffice without Impress")
    assert made.is_file(), done.stderr
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(made).pages]


def test_a_filled_template(days: ModuleType, tmp_path: Path) -> None:
    """The letterhead on the first page, numbers on all, both signatures, upright and turned pages."""
    day = days.example_day()
    two = (Signatory("Kepala Dinas", "Nama Pertama", "1"), Signatory("Pranata Humas", "Nama Kedua", "2"))
    day = replace(day, office=replace(day.office, signatories=two))
    assets = Assets(letterhead=example_template("Pemerintah Kabupaten Contoh"))
    found = pages(tmp_path, "laporan.docx", flavour("docx").render(compose_daily(day), day, assets))
    whole = " ".join(found)
    assert "PEMERINTAH KABUPATEN CONTOH" in found[0]
    assert "{{" not in whole
    assert all(f"Halaman {i} dari {len(found)}" in words for i, words in enumerate(found, start=1))
    assert "Nama Pertama" in whole
    assert "Nama Kedua" in whole


@pytest.mark.parametrize("name", ["example_day", "hostile_day", "empty_day"])
def test_the_book_in_word(days: ModuleType, tmp_path: Path, name: str) -> None:
    """A cover, contents, entries."""
    day = getattr(days, name)()
    found = pages(tmp_path, "buku.docx", flavour("buku-docx").render(compose_daily(day), day))
    assert "BUKU KLIPING" in found[0]
    assert "Daftar Isi" in found[1]
    assert len(found) >= (2 if name == "empty_day" else 3)


@pytest.mark.parametrize("name", ["example_day", "hostile_day", "empty_day"])
def test_the_slides(days: ModuleType, tmp_path: Path, name: str) -> None:
    """A page for each slide, with its title and number."""
    day = getattr(days, name)()
    found = pages(tmp_path, "salindia.pptx", flavour("pptx").render(compose_daily(day), day))
    assert 8 <= len(found) <= 12
    assert "Status Hari Ini" in found[1]
    assert all(str(i) in words for i, words in enumerate(found[1:], start=2))
