"""CSV as offices write it: any encoding, any delimiter, title rows, open quotes, formulas."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_files import harvest, notes, posts, written

from collectors.files.csv_files import read_csv, sniff_delimiter
from collectors.files.table_types import Row


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_in_any_encoding_and_with_any_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    """What a program of the region writes is read as it was meant; a comma inside quotes is text."""
    out = io.StringIO()
    rows = [
        ["Judul", "Isi", "Tanggal"],
        ["Café “Kita”", "Rp1,5 juta; a|b\tc", "21/11/2026 08.00"],
        ["B", "baris\ndua", ""],
    ]
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path = written(tmp_path, "a.csv", out.getvalue().encode(encoding))
    found = posts(path)
    assert [(post.title, post.text) for post in found] == [("Café “Kita”", "Rp1,5 juta; a|b c"), ("B", "baris\ndua")]
    assert found[0].published_at == datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])), min_size=3, max_size=3),
        max_size=8,
    ),
    st.sampled_from(",;\t|"),
)
def test_what_a_csv_writer_writes_is_read_back(tmp_path_factory: Any, rows: list[list[str]], delimiter: str) -> None:
    """Whatever stands in the cells: delimiters, quotes, line breaks."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["judul", "isi", "tanggal"], *rows])
    path = written(tmp_path_factory.mktemp("csv"), "a.csv", out.getvalue())
    found = [list(row.values.values()) for row in read_csv(path).rows(None) if isinstance(row, Row)]
    assert found == [row for row in rows if any(cell.strip() for cell in row)]


def test_excels_hint_and_title_rows(tmp_path: Path) -> None:
    """`sep=;` is a hint and no header; the header may stand below a title; line numbers are those of the file."""
    text = "sep=;\nDATA PENGADUAN NOVEMBER;;\n;;\nNo Tiket;Isi Aduan;Tanggal\nT-1;Jalan rusak;20/11/2026\nT-2;;\n"
    found = harvest(written(tmp_path, "a.csv", text))
    assert notes(found) == ["Baris 6: tanpa isi dan judul; tidak dipakai."]
    assert (found.outcome.seen, found.outcome.rejected) == (2, 1)


def test_rows_that_do_not_fit(tmp_path: Path) -> None:
    """Missing fields: kept and noted. Surplus: joined into the text and noted; without a text column: rejected."""
    text = "isi,tanggal,media\nSatu,2026-11-20,A\nDua\nTiga, dan koma,2026-11-20,B\n"
    found = harvest(written(tmp_path, "a.csv", text))
    rows = list(found.posts)
    assert [post.text for post in rows] == ["Satu", "Dua", "Tiga, dan koma"]
    assert rows[2].source_name == "B"
    assert [note.id[:8] for note in found.outcome.notes] == ["Baris 3:", "Baris 3:", "Baris 4:"]
    strict = [row for row in read_csv(written(tmp_path, "b.csv", text)).rows(None) if not isinstance(row, Row)]
    assert [row.line for row in strict] == [4]


def test_an_open_quote_does_not_swallow_the_rest(tmp_path: Path) -> None:
    """A quote never closed, in the middle and at the end: the rows after it are read as themselves."""
    text = 'judul,isi\na,"lubang terbuka\nb,isi b\nc,"isi\nc dua"\nd,"tak ditutup\ne,isi e\n'
    found = posts(written(tmp_path, "a.csv", text))
    assert [(post.title, post.text) for post in found] == [
        ("a", "lubang terbuka"),
        ("b", "isi b"),
        ("c", "isi\nc dua"),
        ("d", "tak ditutup"),
        ("e", "isi e"),
    ]


def test_a_long_quoted_text_is_no_open_quote(tmp_path: Path) -> None:
    """Two hundred lines in one cell stay one cell."""
    body = "\n".join(f"baris {n}, dengan koma" for n in range(200))
    found = posts(written(tmp_path, "a.csv", f'judul,isi\na,"{body}"\nb,c\n'))
    assert [post.text.count("\n") for post in found] == [199, 0]


def test_an_open_quote_in_a_large_file_costs_one_row(tmp_path: Path) -> None:
    """Three megabytes after the quote: still read, row by row."""
    rows = "".join(f"judul {n},{'isi ' * 20}{n}\n" for n in range(30_000))
    found = posts(written(tmp_path, "a.csv", f'judul,isi\nx,"terbuka\n{rows}'))
    assert len(found) == 30_001


def test_formulas_stay_text(tmp_path: Path) -> None:
    """What a spreadsheet would run is text here, and stays as it is; exports neutralise it."""
    cells = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")']
    out = io.StringIO()
    csv.writer(out).writerows([["isi"], *([cell] for cell in cells)])
    assert [post.text for post in posts(written(tmp_path, "a.csv", out.getvalue()))] == cells


def test_delimiters_are_told_by_consistency() -> None:
    """Decimal commas and commas in sentences don't make a comma file; a single column stays one."""
    assert sniff_delimiter("a;b\n1,5;dua, tiga\n2,5;empat\n") == ";"
    assert sniff_delimiter("isi\nsatu\ndua\n") == ","
    assert sniff_delimiter("isi\tjudul\n\n") == "\t"
