"""The Word document: what an officer finds in it, on our page and on the office's own letterhead."""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm

from kentongan.core.errors import TemplateError
from reports.blocks import Report, State
from reports.daily import compose_daily
from reports.docx_files import render_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(data: bytes) -> Any:
    """The document as python-docx reads it."""
    return docx.Document(io.BytesIO(data))


def everything(document: Any) -> str:
    """All words of the body, tables included."""
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in document.element.body.iter(f"{W}p"))


def letterhead(**changes: str) -> bytes:
    """An office's own file: a head on the first page, a foot, and some text that must go."""
    document = docx.Document()
    page = document.sections[0]
    page.different_first_page_header_footer = True
    page.first_page_header.paragraphs[0].text = changes.get("head", "PEMERINTAH KABUPATEN CONTOH · DINAS KOMINFO")
    page.first_page_footer.paragraphs[0].text = "Jalan Mekar Nomor 1"
    page.left_margin = Cm(4)
    document.add_paragraph("Teks contoh dari templat")
    for name in changes.get("without", "").split(",") if "without" in changes else ():
        document.styles[name].delete()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def report(days: ModuleType) -> Report:
    """The field guide's example day."""
    return compose_daily(days.example_day())


@pytest.fixture(scope="module")
def data(report: Report) -> bytes:
    """Its Word file."""
    return render_docx(report)


@pytest.fixture(scope="module")
def document(data: bytes) -> Any:
    """Its Word file, opened."""
    return opened(data)


def test_headings_are_real_styles(report: Report, document: Any) -> None:
    """Title and every section are found by Word's navigation, in order."""
    styled = [(p.style.name, p.text) for p in document.paragraphs]
    assert ("Title", "LAPORAN ISU PUBLIK HARIAN") in styled
    heads = [text for style, text in styled if style == "Heading 1"]
    wanted = [f"{s.number}. {s.title}" if s.number else s.title for s in report.sections if s.title]
    assert heads == wanted
    assert any(text.startswith("4.1 Jalan ambles") for style, text in styled if style == "Heading 2")


def test_page_is_a4_with_official_margins_and_page_numbers(report: Report, document: Any) -> None:
    """A4, 3 cm left and 2 cm right, clippings across, "Halaman … dari …" computed by Word, Indonesian spelling."""
    first = document.sections[0]
    assert first.page_width == pytest.approx(Cm(21), abs=2000)
    assert first.left_margin == pytest.approx(Cm(3), abs=2000)
    assert first.right_margin == pytest.approx(Cm(2), abs=2000)
    wide = [section.page_width > section.page_height for section in document.sections]
    assert any(wide)
    assert not wide[0]
    for part in (first.footer, first.first_page_footer):
        fields = [f.text.strip() for f in part._element.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"id-ID"}
    known = document.core_properties
    assert known.language == "id-ID"
    assert known.author == report.agency
    assert known.created.replace(tzinfo=None) == report.generated_at.replace(tzinfo=None, microsecond=0)


def test_draft_stamp_is_in_every_header_until_approved(report: Report, document: Any, days: ModuleType) -> None:
    """A draft says so at the head of every page; an approved report does not."""
    for section in document.sections:
        assert report.stamp in "".join(t.text for t in section.header._element.iter(qn("w:t")))
    first = document.sections[0].first_page_header
    assert report.stamp in "".join(t.text for t in first._element.iter(qn("w:t")))
    approved = render_docx(compose_daily(days.empty_day(), state=State.APPROVED))
    with zipfile.ZipFile(io.BytesIO(approved)) as archive:
        assert not [name for name in archive.namelist() if b"DRAF" in archive.read(name)]


def test_inner_links_lead_to_bookmarks_and_outer_ones_to_web_addresses(report: Report, document: Any) -> None:
    """Every number opens a list that is there; names of bookmarks are ones that Word accepts."""
    body = document.element.body
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(marks) == len(set(marks))
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in marks)
    goals = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    assert len(goals) > 150
    assert set(goals) <= set(marks)
    assert sum(name.startswith("daftar_") for name in marks) == len(report.lists)
    outward = [r.target_ref for r in document.part.rels.values() if r.is_external]
    assert outward
    assert all(address.startswith(("https://", "http://")) for address in outward)


def test_tables_have_widths_repeated_heads_and_whole_rows(document: Any) -> None:
    """Each table says its widths twice (Word reads the cells, others the grid) and keeps its rows whole."""
    heads = 0
    for table in document.tables:
        grid = [int(c.get(qn("w:w"))) for c in table._tbl.tblGrid.iter(qn("w:gridCol"))]
        assert sum(grid) == int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w")))
        for row in table._tbl.tr_lst:
            assert [int(tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for tc in row.tc_lst] == grid
            assert row.trPr.find(qn("w:cantSplit")) is not None
        heads += table._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None
    assert heads >= 8


def test_figures_add_up_in_the_table(document: Any) -> None:
    """The table of section 3 holds the field guide's numbers."""
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "Sumber")
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[1][:6] == ["Berita", "30", "18", "6", "7", "61"]
    assert rows[-1] == ["Jumlah", "92", "68", "24", "30", "214", "181", "+18%"]


def test_pictures_are_described(document: Any) -> None:
    """Every chart has an alternative text."""
    described = [p.get("descr") for p in document.element.body.iter() if p.tag.endswith("}docPr")]
    assert len(described) >= 3
    assert all(described)


def test_same_report_gives_same_bytes(report: Report, data: bytes) -> None:
    """The file depends on report and letterhead alone."""
    assert render_docx(report) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    kop = letterhead()
    assert render_docx(report, kop) == render_docx(report, kop)


def test_empty_day_says_nihil(days: ModuleType) -> None:
    """All sections stand there, empty ones with "Nihil"."""
    words = everything(opened(render_docx(compose_daily(days.empty_day()))))
    assert words.count("Nihil") >= 8
    assert "12. Keterbatasan" in words


def test_hostile_text_stays_text(days: ModuleType) -> None:
    """Source, fields and control characters in posts are words in the document; dangerous addresses are not links."""
    made = opened(render_docx(compose_daily(days.hostile_day())))
    words = everything(made)
    assert "<script>alert(1)</script>" in words
    assert '=HYPERLINK("http://jahat.example","klik")' in words
    assert not list(made.element.body.iter(qn("w:instrText")))
    for private in ("081234567890", "3275010101900001", "budi_santoso"):
        assert private not in words
    outward = [r.target_ref for r in made.part.rels.values() if r.is_external]
    assert all(address.startswith(("https://", "http://")) for address in outward)


def test_thousand_clippings_take_seconds(days: ModuleType) -> None:
    """A heavy day is shortened to the rows that are cited and the first ones, and says so."""
    report = compose_daily(days.heavy_day(1008))
    start = time.perf_counter()
    made = opened(render_docx(report))
    assert time.perf_counter() - start < 15
    assert re.search(r"Dicetak \d+ dari 1\.\d+ baris", everything(made))


def test_letterhead_of_the_office_is_kept(report: Report, tmp_path: Path) -> None:
    """Head, foot and margins of kop.docx stay; its sample text and our own head go; the stamp is added."""
    path = tmp_path / "kop.docx"
    path.write_bytes(letterhead())
    made = opened(render_docx(report, path))
    first = made.sections[0]
    head = "\n".join(p.text for p in first.first_page_header.paragraphs)
    assert "DINAS KOMINFO" in head
    assert report.stamp in head
    assert first.first_page_footer.paragraphs[0].text == "Jalan Mekar Nomor 1"
    assert first.left_margin == pytest.approx(Cm(4), abs=2000)
    words = everything(made)
    assert "Teks contoh dari templat" not in words
    assert "PEMERINTAH KABUPATEN CONTOH" not in words
    assert "LAPORAN ISU PUBLIK HARIAN" in words


def test_letterhead_without_our_styles_still_works(report: Report) -> None:
    """A file that lacks Title, headings and lists gives the whole report, in plain paragraphs."""
    bare = letterhead(without="Title,Heading 1,Heading 2,List Bullet,List Number,Table Grid")
    words = everything(opened(render_docx(report, bare)))
    assert "4. Isu Prioritas" in words
    assert "1. Terpantau 214 penyebutan" in words


def _damaged(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(letterhead())) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.namelist():
            target.writestr(entry, b"<w:broken" if entry == name else source.read(entry))
    return out.getvalue()


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        (b"", "bukan berkas .docx"),
        (b"PK\x03\x04 rusak", "bukan berkas .docx"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "bukan berkas .docx"),
        ("word/styles.xml", "word/styles.xml"),
        ("word/document.xml", "word/document.xml"),
        ("[Content_Types].xml", "[Content_Types].xml"),
    ],
)
def test_broken_letterhead_is_named(report: Report, broken: bytes | str, where: str) -> None:
    """What is wrong with the office's file is said with the name of the part, and what to do."""
    with pytest.raises(TemplateError) as caught:
        render_docx(report, _damaged(broken) if isinstance(broken, str) else broken)
    assert where in caught.value.to("id")
    assert caught.value.do is not None


def test_missing_letterhead_is_said(report: Report, tmp_path: Path) -> None:
    """A letterhead that is not there is an error with its name."""
    with pytest.raises(TemplateError, match=r"kop-hilang\.docx"):
        render_docx(report, tmp_path / "kop-hilang.docx")
