"""The workbook: rows, real dates, nothing that computes, and the way from a figure to its clippings."""

from __future__ import annotations

import io
import re
import time
import zipfile
from datetime import date, datetime
from datetime import time as time_of_day
from types import ModuleType
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from kentongan.core.clock import zone
from reports.blocks import Report, State
from reports.daily import compose_daily
from reports.xlsx_book import HEAD_ROW
from reports.xlsx_files import render_xlsx

BPKP = [
    "No", "Tanggal", "Sumber", "Link/Bukti", "Judul/Post", "Ringkasan Isu", "Isu/Subisu", "Aktor/Lokasi",
    "Tone Berita", "Risiko/Implikasi", "Tindak Lanjut",
]  # fmt: skip


def sheet(data: bytes, name: str) -> list[list[Any]]:
    """A sheet's rows, from its head row on."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python(skip_empty_area=False)
    return rows[HEAD_ROW:]


def parts(data: bytes) -> dict[str, str]:
    """The file's XML parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def numbers(text: str) -> set[int]:
    """As "1–3, 7" → {1, 2, 3, 7}."""
    found: set[int] = set()
    for piece in filter(None, re.split(r",\s*", text)):
        first, _, last = piece.partition("–")
        found |= set(range(int(first), int(last or first) + 1))
    return found


@pytest.fixture(scope="module")
def day(days: ModuleType) -> Any:
    """The field guide's example day."""
    return days.example_day()


@pytest.fixture(scope="module")
def report(day: Any) -> Report:
    """Its report."""
    return compose_daily(day)


@pytest.fixture(scope="module")
def data(report: Report, day: Any) -> bytes:
    """Its workbook."""
    return render_xlsx(report, day)


def test_sheets_and_columns(data: bytes) -> None:
    """Five sheets; clippings begin with the columns of the daily issue sheet."""
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names == [
        "Kliping",
        "Isu",
        "Angka",
        "Daftar",
        "Metode",
    ]
    assert sheet(data, "Kliping")[0][: len(BPKP)] == BPKP


def test_every_clipping_is_a_row_with_a_real_date_in_the_office_zone(data: bytes, report: Report, day: Any) -> None:
    """Numbers run from 1; date and hour are what a clock in the office showed; other regions' rows have no number."""
    rows = sheet(data, "Kliping")[1:]
    assert len(rows) == len(report.clipping) + len(day.outside)
    for number, post in enumerate(report.clipping, start=1):
        row, at = rows[number - 1], day.posts[post].published_at.astimezone(zone("WITA"))
        assert row[0] == number
        shown = row[1].date() if isinstance(row[1], datetime) else row[1]
        assert shown == date(at.year, at.month, at.day)
        hour = row[11]
        assert isinstance(hour, time_of_day)
        assert (hour.hour, hour.minute) == (at.hour, at.minute)
    assert {row[0] for row in rows[len(report.clipping) :]} == {"–"}


def test_dates_are_written_the_indonesian_way(data: bytes) -> None:
    """Day and month names follow Indonesian whatever the computer's language; hours have a point."""
    styles = parts(data)["xl/styles.xml"]
    assert "[$-421]d mmm yyyy" in styles
    assert "hh&quot;.&quot;mm" in styles


def test_figures_add_up_and_lists_hold_them(data: bytes, report: Report) -> None:
    """The table's sums are sums; each list holds as many clippings as its number says."""
    rows = {row[0]: row for row in sheet(data, "Angka")[1:5]}
    for column in range(1, 7):
        total = sum(rows[name][column] for name in ("Berita", "Media sosial", "Aduan"))
        assert total == rows["Jumlah"][column]
    lists = sheet(data, "Daftar")[1:]
    assert [row[0] for row in lists] == [entry.title for entry in report.lists]
    for row, entry in zip(lists, report.lists, strict=True):
        absent = re.match(r"(\d+) unggahan di luar", row[3])
        assert row[1] == len(entry.posts) == len(numbers(row[2])) + (int(absent[1]) if absent else 0)


def test_issues_carry_their_arithmetic(data: bytes, day: Any) -> None:
    """One row an issue; U + S + G is the total."""
    head, *rows = sheet(data, "Isu")
    assert len(rows) == len(day.issues())
    for row, issue in zip(rows, day.issues(), strict=True):
        cells = dict(zip(head, row, strict=True))
        assert cells["U"] + cells["S"] + cells["G"] == cells["Jumlah USG"] == issue.severity.total
        assert cells["Penyebutan 24 jam"] == len(issue.posts)


def test_copies_are_counted_within_their_text(data: bytes) -> None:
    """The release's twenty pickups are told apart as copies of one text."""
    column = sheet(data, "Kliping")[0].index("Salinan ke")
    copies = [row[column] for row in sheet(data, "Kliping")[1:] if row[column]]
    assert sorted(copies, key=lambda c: int(c.split()[0])) == [f"{n} dari 20" for n in range(1, 21)]


def test_sheets_are_ready_to_read_and_print(data: bytes) -> None:
    """Frozen head, filter, A4 across, one page wide, head row on every page."""
    files = parts(data)
    for number in range(1, 6):
        xml = files[f"xl/worksheets/sheet{number}.xml"]
        assert 'state="frozen"' in xml
        assert "<autoFilter" in xml
        assert 'orientation="landscape"' in xml
        assert 'paperSize="9"' in xml
        assert 'fitToHeight="0"' in xml
    assert files["xl/workbook.xml"].count("_xlnm.Print_Titles") == 5


def test_draft_mark_until_approved(data: bytes, report: Report, days: ModuleType) -> None:
    """The mark stands above every sheet and on every printed page; an approved workbook has none."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        assert book.get_sheet_by_name(name).to_python(skip_empty_area=False)[2][0] == report.stamp
    empty = days.empty_day()
    approved = render_xlsx(compose_daily(empty, state=State.APPROVED), empty)
    assert "DRAF" not in "".join(parts(approved).values())


def test_same_day_gives_same_bytes(data: bytes, report: Report, day: Any) -> None:
    """The file depends on report and day alone."""
    assert render_xlsx(report, day) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_empty_day_says_nihil(days: ModuleType) -> None:
    """All sheets are there, with "Nihil" where nothing is."""
    empty = days.empty_day()
    made = render_xlsx(compose_daily(empty), empty)
    for name in ("Kliping", "Isu", "Daftar"):
        assert "Nihil" in sheet(made, name)[1]


def test_nothing_computes_and_no_dangerous_link(days: ModuleType) -> None:
    """A post that begins with "=" is text; there is no formula in any sheet; links are web addresses or inside."""
    hostile = days.hostile_day()
    made = render_xlsx(compose_daily(hostile), hostile)
    files = parts(made)
    for name, xml in files.items():
        assert "<f>" not in xml
        assert "<f " not in xml
        if name.endswith("sheet1.xml.rels"):
            targets = re.findall(r'Target="([^"]*)"', xml)
            assert targets
            assert all(target.startswith(("https://", "http://")) for target in targets)
    cells = [cell for row in sheet(made, "Kliping")[1:] for cell in row if isinstance(cell, str)]
    assert '=HYPERLINK("http://jahat.example","klik")' in cells
    assert "<script>alert(1)</script>" in cells
    words = "\n".join(cells)
    for private in ("081234567890", "3275010101900001", "budi_santoso"):
        assert private not in words
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", words)


def test_all_of_a_heavy_day_is_in_the_workbook(days: ModuleType) -> None:
    """What paper leaves out is here: every one of a thousand rows, in seconds."""
    heavy = days.heavy_day(1008)
    report = compose_daily(heavy)
    start = time.perf_counter()
    made = render_xlsx(report, heavy)
    assert time.perf_counter() - start < 15
    assert len(sheet(made, "Kliping")) - 1 == len(report.clipping) > 1000
