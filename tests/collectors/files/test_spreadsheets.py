"""Workbooks: titles, several sheets, merged headers, Excel dates, broken and hostile files."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from office_files import harvest, notes, posts, workbook, written

from collectors.files import workbook_guard
from kentongan.core.errors import InputError
from kentongan.core.posts import ComplaintStatus


def test_a_workbook_with_titles_sheets_and_excel_dates(tmp_path: Path) -> None:
    """Title rows above the header, dates in all forms Excel has, a second table, a sheet that is none, a hidden one."""
    rows: list[list[object]] = [
        ["LAPORAN PENGADUAN MASYARAKAT"],
        [],
        ["No", "No Tiket", "Tanggal", "Isi Aduan", "Nama Pelapor", "No. HP", "Status"],
        [1, 2611001, datetime(2026, 11, 20, 8, 30), "Lampu jalan mati", "Budi", "0812", "Selesai"],  # noqa: DTZ001
        [2, 2611002, date(2026, 11, 20), "=1+1", "Ani", "0813", "Diproses"],
        [3, 2611003, 46346.5, "Air keruh", "Ina", "0814", "Belum ditanggapi"],
    ]
    sheets = {
        "Aduan": rows,
        "Rekap": [["Bulan", "Jumlah"], ["Nov", 3]],
        "Lain": [["Judul", "Link"], ["Berita", "https://www.detik.com/a"]],
        "Lama": [["Isi Aduan"], ["tersembunyi"]],
    }
    found = harvest(workbook(tmp_path / "a.xlsx", sheets, hidden="Lama"))
    read = list(found.posts)
    assert [post.text or post.title for post in read] == ["Lampu jalan mati", "=1+1", "Air keruh", "Berita"]
    assert [post.external_id for post in read[:3]] == ["2611001", "2611002", "2611003"]
    assert [post.estimated for post in read[:3]] == [False, True, False]
    assert read[0].published_at == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    assert read[2].published_at == datetime(2026, 11, 20, 5, 0, tzinfo=UTC)
    assert [post.complaint.status for post in read[:3] if post.complaint] == [
        ComplaintStatus.DONE,
        ComplaintStatus.IN_PROGRESS,
        ComplaintStatus.OPEN,
    ]
    assert found.mapping is not None
    assert found.mapping.dropped == ("No. HP",)
    assert set(found.mappings) == {"Aduan", "Lain"}
    assert any("Rekap" in note.id for note in found.outcome.notes)


def test_merged_headers(tmp_path: Path) -> None:
    """A header over two rows: names merged downwards, and a group over its columns."""
    rows: list[list[object]] = [
        ["Tanggal", "Pelapor", None, "Isi Aduan", "Status"],
        [None, "Nama", "No HP", None, None],
        ["20/11/2026 07.00", "Budi", "0812", "Jalan berlubang", "Proses"],
    ]
    found = harvest(workbook(tmp_path / "a.xlsx", {"Data": rows}, merge="A1:A2 B1:C1 D1:D2 E1:E2"))
    (post,) = found.posts
    assert (post.text, post.author) == ("Jalan berlubang", "Budi")
    assert found.mapping is not None
    assert found.mapping.dropped == ("No HP",)


def test_row_numbers_are_excels(tmp_path: Path) -> None:
    """A note names the row that Excel shows, and its sheet."""
    rows: list[list[object]] = [[], [None, "Isi", "Tanggal"], [None, "a", "20/11/2026"], [None, "", "21/11/2026"]]
    assert notes(harvest(workbook(tmp_path / "a.xlsx", {"Data": rows}))) == [
        "Lembar Data, baris 4: tanpa isi dan judul; tidak dipakai."
    ]


def test_broken_workbooks_are_one_clear_line(tmp_path: Path) -> None:
    """Cut off, empty zip, a Word file, a zip with something else, an old .xls that is none."""
    whole = workbook(tmp_path / "a.xlsx", {"D": [["Isi"], ["x"]]}).read_bytes()
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("_chat.txt", "x")
    cases = [
        whole[:-200],
        whole[:100],
        b"PK\x03\x04",
        other.getvalue(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ]
    damaged = bytearray(whole)
    damaged[80:400] = bytes(320)
    for number, content in enumerate([*cases, bytes(damaged)]):
        with pytest.raises(InputError) as caught:
            list(harvest(written(tmp_path, f"b{number}.xlsx", content)).posts)
        assert "\n" not in caught.value.to("id")
        assert str(tmp_path) not in caught.value.to("id")


def part(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """A packed member."""
    archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def test_zip_bombs_are_refused_before_they_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Declared sizes are summed, and since they can lie, real ones are counted too."""
    monkeypatch.setattr(workbook_guard, "MAX_UNPACKED", 5_000_000)
    honest = tmp_path / "a.xlsx"
    with zipfile.ZipFile(honest, "w") as archive:
        part(archive, "xl/workbook.xml", b"<workbook/>")
        for number in range(6):
            part(archive, f"xl/worksheets/sheet{number}.xml", bytes(1_000_000))
    assert honest.stat().st_size < 20_000
    lying = tmp_path / "b.xlsx"
    data = honest.read_bytes().replace((1_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    lying.write_bytes(data)
    for path in (honest, lying):
        with pytest.raises(InputError) as caught:
            workbook_guard.check_workbook(path)
        assert "terlalu besar" in caught.value.to("id")


def test_a_stray_cell_far_away_is_refused(tmp_path: Path) -> None:
    """One cell at XFD1048576 makes a reader reserve 17 billion cells; the message says where to look."""
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Isi")
    sheet.write(1048575, 16383, "x")
    book.close()
    with pytest.raises(InputError) as caught:
        harvest(tmp_path / "a.xlsx")
    assert "1048576" in caught.value.to("id")


def test_a_web_page_called_xls(tmp_path: Path) -> None:
    """Many office applications export an HTML table under that name."""
    page = (
        "<html><body><table><tr><td>menu</td></tr></table><table><tr><th>No Tiket</th><th>Isi Laporan</th></tr>"
        "<tr><td>1</td><td>Sampah<br>menumpuk &amp; bau</td></tr><tr><td>2</td><td>Got mampet</td></tr></table></html>"
    )
    assert [post.text for post in posts(written(tmp_path, "a.xls", page))] == ["Sampah\nmenumpuk & bau", "Got mampet"]
    with pytest.raises(InputError):
        harvest(written(tmp_path, "b.xls", "<html><body>Silakan masuk</body></html>"))
