"""The PDF: what is on its pages, where its links lead, what it can be trusted with."""

from __future__ import annotations

import io
import json
import re
import time
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kentongan.core.errors import ReportError
from reports.blocks import Paragraph, Report, Section, Span, State
from reports.daily import compose_daily
from reports.glyphs import BREAK, covered, printable
from reports.lists import texts
from reports.paper import on_paper
from reports.pdf_pages import _text, document, render_pdf, render_png_pages


def words(reader: PdfReader, first: int = 0, last: int | None = None) -> str:
    """The text of pages on one line, without the places where long words may break."""
    text = " ".join(page.extract_text() for page in reader.pages[first:last])
    return re.sub(r"\s+", " ", text.replace(BREAK, ""))


def squeezed(text: str) -> str:
    """Without any blanks: lines end where the column ends."""
    return re.sub(r"\s", "", text.replace(BREAK, ""))


def links(reader: PdfReader) -> list[Any]:
    """Every link annotation of the file."""
    found = []
    for page in reader.pages:
        found += [a.get_object() for a in page.get("/Annots") or [] if a.get_object()["/Subtype"] == "/Link"]
    return found


def actions(reader: PdfReader) -> tuple[list[str], list[Any]]:
    """Outward addresses, and inner destinations."""
    outward, inner = [], []
    for entry in links(reader):
        action = entry.get("/A")
        if action is not None and action.get_object().get("/S") == "/URI":
            outward.append(str(action.get_object()["/URI"]))
        else:
            inner.append(entry["/Dest"] if "/Dest" in entry else action.get_object()["/D"])
    return outward, inner


@pytest.fixture(scope="module")
def report(days: ModuleType) -> Report:
    """The field guide's example day."""
    return compose_daily(days.example_day())


@pytest.fixture(scope="module")
def pdf(report: Report) -> bytes:
    """Its PDF."""
    return render_pdf(report)


@pytest.fixture(scope="module")
def reader(pdf: bytes) -> PdfReader:
    """Its PDF, opened."""
    return PdfReader(io.BytesIO(pdf))


def test_first_page_has_what_a_leader_looks_for(reader: PdfReader) -> None:
    """Agency, date, cut-off with zone, status and the day's number stand on page one."""
    page = words(reader, 0, 1)
    for expected in (
        "PEMERINTAH KABUPATEN CONTOH",
        "LAPORAN ISU PUBLIK HARIAN",
        "Senin, 3 Februari 2025",
        "3 Februari pukul 06.00 WITA",
        "SIAGA",
        "kemarin Stabil",
        "Terpantau 214 penyebutan",
        "Jalan ambles ruas A–B, Kec. Sukamaju",
    ):
        assert expected in page


def test_body_is_at_most_six_pages_and_pages_are_numbered(reader: PdfReader) -> None:
    """Annexes begin on page seven at the latest; every page says which it is and of how many."""
    pages = [words(reader, i, i + 1) for i in range(len(reader.pages))]
    assert next(i for i, text in enumerate(pages) if "Lampiran A. Kliping" in text) <= 6
    for i, text in enumerate(pages, start=1):
        assert f"Halaman {i} dari {len(pages)}" in text
    wide = [page.mediabox.width > page.mediabox.height for page in reader.pages]
    assert any(wide)
    assert not wide[0]


def test_draft_stamp_is_on_every_page_until_approved(report: Report, reader: PdfReader, days: ModuleType) -> None:
    """A draft says so on every page; an approved report nowhere."""
    assert report.stamp
    assert all(squeezed(report.stamp) in squeezed(page.extract_text()) for page in reader.pages)
    approved = compose_daily(days.empty_day(), state=State.APPROVED)
    assert "DRAF" not in words(PdfReader(io.BytesIO(render_pdf(approved))))


def test_same_report_gives_same_bytes(report: Report, pdf: bytes) -> None:
    """The file depends on the report alone, not on the clock."""
    assert render_pdf(report) == pdf


def test_file_is_tagged_and_declares_archive_and_accessibility_standards(reader: PdfReader) -> None:
    """PDF/A-2a and PDF/UA-1, Indonesian, titled, with alternative texts for its pictures."""
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert str(catalog["/Lang"]).startswith("id")
    metadata = catalog["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfaid:part\D+2\D", metadata)
    assert re.search(r"pdfaid:conformance\W+A\W", metadata)
    assert re.search(r"pdfuaid:part\D+1\D", metadata)
    assert reader.metadata is not None
    assert "LAPORAN ISU PUBLIK HARIAN" in str(reader.metadata.title)


def test_numbers_lead_to_lists_and_rows_lead_outward(report: Report, reader: PdfReader) -> None:
    """Inner links end on a page of the file; outward ones are plain web addresses of the day's posts."""
    outward, inner = actions(reader)
    assert len(inner) > 150
    assert outward
    assert all(address.startswith(("https://", "http://")) for address in outward)
    known = {page.indirect_reference.idnum for page in reader.pages if page.indirect_reference}
    named = reader.named_destinations
    for goal in inner:
        if isinstance(goal, list):
            assert goal[0].idnum in known
        else:
            assert str(goal) in named
    text = squeezed(words(reader))
    for entry in report.lists:
        assert squeezed(f"{entry.title} ({len(entry.posts)}):") in text


def test_every_chart_is_described(report: Report, pdf: bytes) -> None:
    """The alternative text of each chart is in the file's structure."""
    figures = []

    def walk(node: Any, depth: int = 0) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child, depth + 1)
        elif isinstance(node, dict):
            if node.get("/S") == "/Figure":
                figures.append(str(node.get("/Alt", "")))
            if "/K" in node and not isinstance(node["/K"], int):
                walk(node["/K"], depth + 1)

    walk(PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"])
    assert len(figures) >= 3
    assert all(figures)


def test_empty_day_has_every_section_and_nihil(days: ModuleType) -> None:
    """Twelve sections, four annexes, "Nihil" where nothing is."""
    report = compose_daily(days.empty_day())
    text = words(PdfReader(io.BytesIO(render_pdf(report))))
    for section in report.sections:
        assert f"{section.number}. {section.title}".lstrip(". ") in text
    assert text.count("Nihil") >= 8
    assert "Terpantau 0 penyebutan" in text


def test_hostile_text_is_printed_and_never_read(days: ModuleType) -> None:
    """Typst and HTML source in posts is printed as it stands; dangerous addresses are not links."""
    reader = PdfReader(io.BytesIO(render_pdf(compose_daily(days.hostile_day()))))
    text = squeezed(words(reader))
    for literal in ("<script>alert(1)</script>", '#read("/etc/passwd")*tebal*_miring_~coret~', "{{7*7}}{%raw%}"):
        assert squeezed(literal) in text
    assert "root:" not in text
    outward, _ = actions(reader)
    assert not [address for address in outward if not address.startswith(("http://", "https://"))]
    assert "/JavaScript" not in reader.trailer["/Root"]
    for private in ("081234567890", "3275010101900001", "budi_santoso", "budi@surel"):
        assert private not in text


def test_characters_without_a_glyph_do_not_stop_the_report(report: Report) -> None:
    """Chinese, Balinese script, emoji and Arabic in one text: the report is made, the words around stay."""
    strange = "awal 汉字 ᬩᬮᬶ 🟠😀🇮🇩 السلام \ufffe\ud800 akhir".encode("utf-16", "surrogatepass").decode(
        "utf-16", "ignore"
    )
    section = Section("uji", "1", f"Judul {strange}", (Paragraph((Span(strange),)),))
    text = words(PdfReader(io.BytesIO(render_pdf(replace(report, sections=(section,), lists=())))))
    assert "awal" in text
    assert "akhir" in text


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_printable_text_is_covered_by_the_fonts(text: str) -> None:
    """Whatever comes in, only characters with a glyph (and invisible line ends) come out, and no long unbroken word."""
    made = printable(text)
    assert all(ord(char) in covered() or char == BREAK for char in made)
    assert all(len(part) < 25 for word in made.split() for part in word.split(BREAK))


def test_thousand_clippings_take_seconds_and_cited_rows_are_printed(days: ModuleType) -> None:
    """A heavy day is shortened on paper, says so, keeps every cited row, and is ready in seconds."""
    report = compose_daily(days.heavy_day(1008))
    paper = on_paper(report)
    assert len(report.clipping) > 1000
    start = time.perf_counter()
    assert render_pdf(report).startswith(b"%PDF-1.7")
    assert time.perf_counter() - start < 15
    total = f"{len(report.clipping):,}".replace(",", ".")
    assert f"Dicetak {len(paper.printed)} dari {total} baris" in json.dumps(document(report))
    cited = {
        paper.rows[span.posts[0]]
        for section in report.sections
        for text in texts(section)
        for span in text
        if span.posts and not span.label
    }
    assert cited
    assert cited <= paper.printed
    assert len(paper.printed) < 200


def test_pictures_are_pages_at_two_hundred_dots(report: Report) -> None:
    """One PNG a page asked for, A4 at 200 dots an inch; annexes are not drawn."""
    made = render_png_pages(report, 2)
    assert len(made) == 2
    for picture in made:
        assert picture.startswith(b"\x89PNG")
        assert int.from_bytes(picture[16:20]) == pytest.approx(8.27 * 200, abs=3)


def test_broken_emblem_is_said_plainly(report: Report) -> None:
    """A logo that is no picture is an error with a next step, not a stranger's traceback."""
    with pytest.raises(ReportError) as caught:
        render_pdf(report, logo=b"bukan gambar")
    assert "lambang" in caught.value.to("id")


def test_a_blank_alone_parts_two_sentences(days: ModuleType) -> None:
    """The main issue's count and what a newsroom said of it are two sentences."""
    paper = on_paper(compose_daily(days.example_day(), sections=("ringkasan",)))
    spans = _text(paper, (Span("Satu."), Span(" "), Span("Dua."), Span("")), links=False)
    assert "".join(span["t"] for span in spans) == "Satu. Dua."
