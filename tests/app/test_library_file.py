"""A file of fact-checks of one's own: Indonesian columns, and what its rows lack is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from kentongan.core.errors import ColumnError
from kentongan.core.messages import Say
from kentongan.pipeline.factchecks.library import read_factchecks


def test_rows_without_a_verdict_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "cek.csv"
    file.write_text("judul,klaim,putusan\nAir beracun,Air PDAM beracun,hoaks\nLibur,Besok libur,\n", encoding="utf-8")
    notes: list[Say] = []

    assert [one.label for one in read_factchecks(file, notes)] == ["hoaks", ""]
    assert [note.id for note in notes] == ["1 baris tanpa putusan; isi kolom putusan."]


def test_dates_and_links_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "cek.csv"
    rows = [
        "2025-03-14,https://a.id/1", "14 Maret 2025,https://a.id/2", "14/03/2025,https://a.id/3", "kapan-kapan,javascript:alert(1)", ",",
    ]  # fmt: skip
    text = "\n".join(["judul,putusan,tanggal,tautan", *(f"Kabar {n},hoaks,{row}" for n, row in enumerate(rows))])
    file.write_text(text, encoding="utf-8")
    notes: list[Say] = []

    found = read_factchecks(file, notes)
    assert [one.date for one in found] == ["2025-03-14", "2025-03-14", "2025-03-14", "", ""]
    assert [one.url for one in found][3:] == ["", ""]
    assert [note.id for note in notes] == [
        "Tanggal tak terbaca (tulis 2026-11-23): 1 baris.",
        "Tautan yang bukan alamat web (tulis https://…): 1 baris.",
    ]


def test_a_table_without_titles_is_told_the_indonesian_columns(tmp_path: Path) -> None:
    file = tmp_path / "lain.csv"
    file.write_text("foo,bar\n1,2\n", encoding="utf-8")
    with pytest.raises(ColumnError) as refused:
        read_factchecks(file)

    assert "judul, klaim, putusan" in refused.value.do.id  # type: ignore[union-attr]
