"""Any file an officer brings: told apart by content, bad rows noted and nothing else lost."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import tracemalloc
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from collectors import workbook_guard
from collectors.csv_files import read_csv, sniff_delimiter
from collectors.files import FileHarvest, read_file, read_pasted, read_rows
from collectors.jsonl_files import read_jsonl
from collectors.mapping import map_columns
from collectors.table_types import Row
from collectors.tables import read_tables
from kentongan.core.errors import ColumnError, InputError
from kentongan.core.messages import Say
from kentongan.core.posts import ComplaintStatus, Engagement, PostKind, RawPost, Source

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def harvest(path: Path, **options: Any) -> FileHarvest:
    """Read a file at 10.00 WIB on 21 November 2026."""
    return read_file(path, zone="WIB", now=NOW, **options)


def posts(path: Path, **options: Any) -> list[RawPost]:
    """Its posts."""
    return list(harvest(path, **options).posts)


def notes(found: FileHarvest) -> list[str]:
    """The notes, once all posts were read."""
    list(found.posts)
    return [note.id for note in found.outcome.notes]


# --- CSV ---


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


# --- workbooks ---


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[object]]], *, merge: str = "", hidden: str = "") -> Path:
    """An .xlsx; datetimes as Excel dates."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy hh:mm", "strings_to_formulas": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        if name == hidden:
            sheet.hide()
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                if isinstance(cell, date) and not isinstance(cell, datetime):
                    sheet.write_datetime(r, c, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
                elif cell is not None:
                    sheet.write(r, c, cell)
        for span in filter(None, merge.split()):
            first = span.split(":")[0]
            sheet.merge_range(span, rows[int(first[1:]) - 1][ord(first[0]) - 65])
    book.close()
    return path


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


# --- JSON ---


def test_jsonl_with_bad_lines(tmp_path: Path) -> None:
    """Each bad line is named; the rest goes on. Nested objects are columns too."""
    lines = [
        '{"text": "satu", "author": {"name": "A"}, "published_at": "2026-11-20T10:00:00+07:00"}',
        "{rusak",
        "",
        "[1, 2]",
        "null",
        '{"text": "dua", "tanda": NaN}',
        '{"text": "' + "x" * 6_000_000 + '"}',
        "[" * 200_000,
        '{"text": "tiga"}',
    ]
    found = harvest(written(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [post.text for post in found.posts] == ["satu", "dua", "tiga"]
    assert (found.outcome.seen, found.outcome.rejected) == (8, 5)
    bad = [note.id.partition(":")[0] for note in found.outcome.notes if "JSON" in note.id or "panjang" in note.id]
    assert bad == ["Baris 2", "Baris 4", "Baris 5", "Baris 7", "Baris 8"]
    assert found.mapping is not None
    assert found.mapping.columns["author"] == "author.name"


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"meta": {}, "data": rows}])
def test_json_arrays_and_wrapped_lists(tmp_path: Path, indent: int | None, wrap: Any) -> None:
    """A top-level array, or an object around a list, on one line or on many."""
    rows = [{"text": f"isi {n}", "n": n} for n in range(3000)]
    path = written(tmp_path, "a.json", json.dumps(wrap(rows), indent=indent))
    assert [post.text for post in posts(path)] == [row["text"] for row in rows]


def test_a_cut_array_gives_what_was_whole(tmp_path: Path) -> None:
    """And says where it ended."""
    found = harvest(written(tmp_path, "a.json", '[{"text": "satu"}, {"text": "du'))
    assert [post.text for post in found.posts] == ["satu"]
    assert found.outcome.rejected == 1


def test_a_million_rows_need_little_memory(tmp_path: Path) -> None:
    """Memory does not grow with the file: three times the rows, the same peak (JSONL and CSV)."""
    peaks = {}
    for rows in (1_000, 3_000):
        lines = [f"unggahan nomor {n} {'kata ' * 180}" for n in range(rows)]
        json_lines = written(tmp_path, "a.jsonl", "".join(f'{{"text": "{line}"}}\n' for line in lines))
        table = written(tmp_path, "a.csv", "isi;no\n" + "".join(f"{line};1\n" for line in lines))
        del lines
        for path in (json_lines, table):
            tracemalloc.start()
            assert sum(1 for _ in harvest(path).posts) == rows
            peaks[path.suffix, rows] = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
    for suffix in (".jsonl", ".csv"):
        assert peaks[suffix, 3_000] < 1.3 * peaks[suffix, 1_000]


# --- rows ---


def test_the_columns_of_annotate_and_of_collected_news(tmp_path: Path) -> None:
    """Our own columns, and those of a crawler's export."""
    own = '{"id": 7, "url": "https://x.com/a/status/1", "text": "t", "kind": "social", "author": "@a"}'
    (post,) = posts(written(tmp_path, "a.jsonl", own))
    assert (post.external_id, post.kind, post.platform, post.author) == ("7", PostKind.SOCIAL, "X", "@a")
    crawled = (
        '{"sumber": "tribun", "url": "https://jateng.tribunnews.com/x", "judul": "J", '
        '"tanggal_publikasi": "20 Nov 2026 10.00 WIB", "isi_berita": "<p>I</p>"}'
    )
    (news,) = posts(written(tmp_path, "b.jsonl", crawled))
    assert (news.kind, news.source_name, news.tier, news.text) == (PostKind.NEWS, "Tribun Jateng", 2, "I")


def test_dates_that_are_missing_strange_or_in_the_future(tmp_path: Path) -> None:
    """Kept, estimated, and noted with their line."""
    text = "isi;tanggal\na;2099-01-01\nb;entah\nc;\nd;20/11/2026 10.00\n"
    found = harvest(written(tmp_path, "a.csv", text))
    assert [(post.published_at, post.estimated) for post in found.posts] == [
        (NOW, True),
        (None, True),
        (None, True),
        (datetime(2026, 11, 20, 3, 0, tzinfo=UTC), False),
    ]
    assert [note.id.partition(":")[0] for note in found.outcome.notes] == ["Baris 2", "Baris 3", "Baris 4"]


def test_a_date_and_a_time_in_two_columns(tmp_path: Path) -> None:
    """Text with text, and Excel's date with Excel's time of day."""
    (one,) = posts(written(tmp_path, "a.csv", "Tanggal;Jam;Media;Judul\n20/11/2026;07.30;RRI;Banjir\n"))
    assert (one.published_at, one.estimated) == (datetime(2026, 11, 20, 0, 30, tzinfo=UTC), False)
    rows = [["Tanggal", "Jam", "Judul"], [date(2026, 11, 20), 0.3125, "Banjir"]]
    (two,) = posts(workbook(tmp_path / "a.xlsx", {"D": rows}))
    assert (two.published_at, two.estimated) == (datetime(2026, 11, 20, 0, 30, tzinfo=UTC), False)


@pytest.mark.parametrize(
    ("row", "kind", "platform", "name"),
    [
        ("https://www.facebook.com/x;;a;", PostKind.SOCIAL, "Facebook", "Facebook"),
        ("https://youtu.be/x;;a;", PostKind.VIDEO, "YouTube", "YouTube"),
        (";X (Twitter);a;", PostKind.SOCIAL, "X", "X"),
        (";Instagram;a;komentar", PostKind.COMMENT, "Instagram", "Instagram"),
        ("https://solopos.com/x;;a;", PostKind.NEWS, "", "Solopos"),
        (";Solopos;a;", PostKind.NEWS, "", "Solopos"),
        ("https://tak-dikenal.contoh.id/x;;a;", PostKind.NEWS, "", "tak-dikenal.contoh.id"),
        (";Forum Warga;a;", PostKind.SOCIAL, "Forum Warga", "Forum Warga"),
        (";RRI;a;berita", PostKind.NEWS, "", "RRI"),
    ],
)
def test_what_a_row_is(tmp_path: Path, row: str, kind: PostKind, platform: str, name: str) -> None:
    """By its address, by its source, or by its own word."""
    (post,) = posts(written(tmp_path, "a.csv", f"link;sumber;isi;jenis\n{row}\n"))
    assert (post.kind, post.platform, post.source_name) == (kind, platform, name)


def test_reactions_said_and_unsaid(tmp_path: Path) -> None:
    """Absent is not zero; thousands and shortened numbers are read."""
    text = "isi;likes;shares;comments;views\na;1.234;0;;1,2 rb\nb;12;x;3K;\n"
    found = [post.engagement for post in posts(written(tmp_path, "a.csv", text))]
    assert found == [Engagement(1234, 0, None, 1200), Engagement(12, None, 3000, None)]


def test_complaints(tmp_path: Path) -> None:
    """A complaint export: ticket, status, unit, place; the phone number is not read at all."""
    text = (
        "Tracking ID,Judul Laporan,Isi Laporan,Kategori,Instansi Terlapor,Status,Kecamatan,Nama Pelapor,Email\n"
        "LP-1,Jalan,Jalan rusak,Infrastruktur,DPUPR,Selesai,Palaran,Budi,b@contoh.id\n"
    )
    found = harvest(written(tmp_path, "a.csv", text))
    (post,) = found.posts
    assert post.kind is PostKind.COMPLAINT
    assert post.complaint is not None
    assert (post.complaint.ticket, post.complaint.unit, post.complaint.location) == ("LP-1", "DPUPR", "Palaran")
    assert (post.complaint.status, post.complaint.category) == (ComplaintStatus.DONE, "Infrastruktur")
    assert "b@contoh.id" not in repr(post)


def test_the_officer_has_the_last_word(tmp_path: Path) -> None:
    """Columns by `overrides`, a kept mapping, and the kind of all posts."""
    path = written(tmp_path, "a.csv", "Kol A;Kol B\nhalo;20/11/2026 10.00\n")
    with pytest.raises(ColumnError) as caught:
        harvest(path)
    assert "Kol A, Kol B" in caught.value.to("id")
    first = harvest(path, overrides={"text": "kol_a", "date": "Kol B"}, kind=PostKind.COMMENT)
    (post,) = first.posts
    assert (post.text, post.kind, post.estimated) == ("halo", PostKind.COMMENT, False)
    (again,) = posts(path, mapping=first.mapping)
    assert again.text == "halo"
    (kept,) = posts(written(tmp_path, "b.csv", "isi\nlain\n"), mapping=first.mapping)
    assert kept.text == "lain"  # a mapping that does not fit is not used


def test_posts_of_the_office_itself(tmp_path: Path) -> None:
    """A source that is the office's own marks its posts; its id and name stand in the outcome."""
    own = Source("s-9", "file", "Siaran pers", official=True)
    found = harvest(written(tmp_path, "a.csv", "isi\nrilis\n"), source=own)
    assert [post.official for post in found.posts] == [True]
    assert (found.outcome.source_id, found.outcome.source_name) == ("s-9", "Siaran pers")


# --- which file is what ---


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *(
            ("a.csv", b""),
            ("a.csv", b"\xef\xbb\xbf\n\n"),
            ("a.pdf", b"%PDF-1.7 x"),
            ("a.csv", b"\x89PNG\r\n\x1a\n\0\0"),
        ),
        *(("a.txt", b"ab\0\0cd\0" * 50), ("a.jsonl", b"{rusak\n{rusak\n"), ("a.json", b"[]"), ("a.jsonl", b"[1,2,3]")),
        ("a.csv.gz", b"\x1f\x8b\x08\0x"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes) -> None:
    """Empty, binary, or without one readable object: one line that says so, and what to do."""
    with pytest.raises(InputError) as caught:
        harvest(written(tmp_path, name, content))
    assert caught.value.do is not None


def test_missing_files_and_folders(tmp_path: Path) -> None:
    """The message names the file, not the folder it is in."""
    for path in (tmp_path / "tidak-ada.csv", tmp_path):
        with pytest.raises(InputError) as caught:
            harvest(path)
        assert path.name in caught.value.to("id")
        assert str(tmp_path) not in caught.value.to("id")


def test_content_counts_more_than_the_extension(tmp_path: Path) -> None:
    """JSON called .csv, CSV called .txt, a workbook called .csv, a saved feed called .txt."""
    assert posts(written(tmp_path, "a.csv", '{"text": "a"}\n'))[0].text == "a"
    assert posts(written(tmp_path, "b.txt", "Judul;Isi\na;b\n"))[0].text == "b"
    (tmp_path / "c.csv").write_bytes(workbook(tmp_path / "c.xlsx", {"D": [["Isi"], ["x"]]}).read_bytes())
    assert posts(tmp_path / "c.csv")[0].text == "x"
    feed = '<?xml version="1.0"?>\n<rss version="2.0"><channel><item><title>Judul</title></item></channel></rss>'
    assert posts(written(tmp_path, "d.txt", feed))[0].title == "Judul"
    (text,) = posts(written(tmp_path, "e.txt", "Sebarkan! Besok listrik padam, kata PLN.\nTeruskan."))
    assert (text.kind, text.text) == (PostKind.MESSAGE, "Sebarkan! Besok listrik padam, kata PLN.\nTeruskan.")


def test_pasted_text() -> None:
    """From standard input: one message, or a chat; white space is nothing."""
    (post,) = read_pasted("Info penting\ndari grup", zone="WIB", now=NOW).posts
    assert (post.text, post.kind, post.published_at) == ("Info penting\ndari grup", PostKind.MESSAGE, None)
    with pytest.raises(InputError):
        read_pasted(" \n", zone="WIB", now=NOW)


def test_plain_rows(tmp_path: Path) -> None:
    """`read_rows` gives cells under the file's own column names, and notes on the rest."""
    said: list[Say] = []
    path = written(tmp_path, "a.jsonl", '{"id": 1, "title": "a"}\nrusak\n{"id": 2, "narrative": "b"}\n')
    assert list(read_rows(path, said)) == [{"id": 1, "title": "a"}, {"id": 2, "narrative": "b"}]
    assert [note.id for note in said] == ["Baris 2: bukan JSON yang sah."]
    assert len(read_tables(path)) == 1
    assert read_jsonl(path).headers == ("id", "title", "narrative")
    with pytest.raises(InputError):
        read_rows(tmp_path / "tidak-ada.csv", said)


@given(st.binary(max_size=300), st.sampled_from([".csv", ".txt", ".jsonl", ".xlsx", ".xls", ""]))
def test_any_bytes_are_read_or_refused(tmp_path_factory: Any, content: bytes, suffix: str) -> None:
    """Never another error than InputError, whatever the file holds."""
    path = written(tmp_path_factory.mktemp("bytes"), f"a{suffix}", content)
    with contextlib.suppress(InputError):
        list(harvest(path).posts)


def test_a_mapping_is_kept_as_text() -> None:
    """Round trip through JSON; the key does not depend on order or case."""
    mapping = map_columns(["Isi", "Tanggal", "No HP"])
    assert type(mapping).from_json(mapping.to_json()) == mapping
    assert mapping.key == map_columns(["tanggal", "NO_HP", "isi"]).key
