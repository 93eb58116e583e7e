"""The slides: how many, what is on them, that nothing overflows, where their words come from."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any

import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx.util import Pt

from kentongan.core.day import DayFindings
from reports.blocks import Chart, Paragraph, Points, Report, Section, Span, State
from reports.daily import compose_daily
from reports.slides.deck import compose_deck
from reports.slides.fitting import fit, height, lines, more, shortened, word_width
from reports.slides.pptx_files import render_pptx

DAYS = ("example_day", "empty_day", "hostile_day")
if os.environ.get("KENTONGAN_PAGES"):  # `.ci/run` draws the crowded day too
    DAYS = (*DAYS, "crowded_day")


def day_of(days: ModuleType, name: str) -> DayFindings:
    """A day of the factory; the crowded one has five issues and more of everything than slides hold."""
    day: DayFindings = days.heavy_day(90) if name == "crowded_day" else getattr(days, name)()
    return day


def opened(data: bytes) -> Any:
    """The presentation as python-pptx reads it."""
    return pptx.Presentation(io.BytesIO(data))


def words(slide: Any) -> str:
    """All words of a slide."""
    return "\n".join(_texts(slide))


def _texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


@pytest.fixture(scope="module")
def made(days: ModuleType) -> dict[str, tuple[Report, bytes]]:
    """Every day's report and slides."""
    found = {}
    for name in DAYS:
        day = day_of(days, name)
        report = compose_daily(day)
        found[name] = (report, render_pptx(report, day))
    return found


@pytest.mark.parametrize("name", DAYS)
def test_eight_to_twelve_wide_slides_each_with_a_title(made: dict[str, tuple[Report, bytes]], name: str) -> None:
    """16:9; the title is a real title and is read first; ids and parts are sound."""
    data = made[name][1]
    presentation = opened(data)
    assert presentation.slide_width * 9 == presentation.slide_height * 16
    assert 8 <= len(presentation.slides) <= 12
    for slide in presentation.slides:
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text.strip()
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.namelist():
            if entry.endswith((".xml", ".rels")):
                root = etree.fromstring(archive.read(entry))
                assert not [r for r in root.iter("{*}Relationship") if r.get("TargetMode") == "External"]


@pytest.mark.parametrize("name", DAYS)
def test_nothing_leaves_the_slide_or_its_box(made: dict[str, tuple[Report, bytes]], name: str) -> None:
    """Every shape lies on the slide, every text within its shape, no two boxes of words over one another."""
    for number, slide in enumerate(opened(made[name][1]).slides, start=1):
        boxes = []
        for shape in slide.shapes:
            assert shape.left >= 0, (number, shape.name)
            assert shape.top >= 0, (number, shape.name)
            assert shape.left + shape.width <= Pt(960) + 10, (number, shape.name)
            assert shape.top + shape.height <= Pt(540) + 10, (number, shape.name)
            if shape.has_text_frame and shape.text_frame.text.strip():
                _check_fits(shape, number)
                boxes.append(shape)
            if shape.has_table:
                _check_table(shape, number)
                boxes.append(shape)
        for i, one in enumerate(boxes):
            for other in boxes[i + 1 :]:
                apart = (
                    one.left + one.width <= other.left + 10
                    or other.left + other.width <= one.left + 10
                    or one.top + one.height <= other.top + 10
                    or other.top + other.height <= one.top + 10
                )
                assert apart, (number, one.name, other.name)


def _spans(paragraph: Any, size: float) -> tuple[Span, ...]:
    return tuple(
        Span(run.text, strong=bool(run.font.bold), quiet=run.font.size.pt < size - 0.1) for run in paragraph.runs
    )


def _check_fits(shape: Any, number: int) -> None:
    total = 0.0
    for paragraph in shape.text_frame.paragraphs:
        if not paragraph.runs:
            continue
        size = max(run.font.size.pt for run in paragraph.runs)
        indent = int(paragraph._p.pPr.get("marL", "0")) / 12700 if paragraph._p.pPr is not None else 0
        count = lines(_spans(paragraph, size), size, shape.width / 12700 - indent)
        total += count * size * 1.2 + (paragraph.space_after.pt if paragraph.space_after else 0)
    last = shape.text_frame.paragraphs[-1].space_after
    assert total - (last.pt if last else 0) <= shape.height / 12700 + 1, (
        number,
        shape.name,
        shape.text_frame.text[:60],
    )


def _check_table(shape: Any, number: int) -> None:
    assert shape.top + sum(row.height for row in shape.table.rows) <= Pt(500), number
    for row in shape.table.rows:
        for cell, column in zip(row.cells, shape.table.columns, strict=True):
            for paragraph in cell.text_frame.paragraphs:
                if paragraph.runs:
                    size = max(run.font.size.pt for run in paragraph.runs)
                    count = lines(_spans(paragraph, size), size, column.width / 12700 - 12)
                    assert count * size * 1.2 + 9 <= row.height / 12700 + 1, (number, cell.text)


def test_numbers_issues_and_decisions_are_on_the_slides(made: dict[str, tuple[Report, bytes]]) -> None:
    """The example day's figures, its ranked issues with their arithmetic, advice with owner and deadline."""
    presentation = opened(made["example_day"][1])
    titles = [slide.shapes.title.text_frame.text for slide in presentation.slides]
    assert titles[1] == "Status Hari Ini"
    assert titles[4].startswith("1. Jalan ambles ruas A–B")
    assert titles[-1] == "Sumber dan Keterbatasan"
    status = words(presentation.slides[1])
    assert all(part in status for part in ("SIAGA", "214", "+18%", "14%"))
    ranked = next(s.table for s in presentation.slides[3].shapes if s.has_table)
    assert [cell.text for cell in ranked.rows[1].cells][2:] == ["4", "4", "4", "12", "Siaga", "40"]
    issue = words(presentation.slides[4])
    assert "USG: U4 S4 G4 = 12" in issue
    assert "Diskominfo dan DPUPR, tenggat 10.00." in issue
    assert "Lubang terus melebar" in issue
    assert "61 berita, 128 unggahan media sosial, dan 25 aduan" in words(presentation.slides[-1])


def test_pictures_are_described_and_ornaments_are_passed_by(made: dict[str, tuple[Report, bytes]]) -> None:
    """Charts tell every day's number; coloured grounds are marked decorative; tables and texts are native."""
    kinds = {"pictures": 0, "tables": 0}
    for slide in opened(made["example_day"][1]).slides:
        for shape in slide.shapes:
            look = shape._element.find(".//{*}cNvPr")
            if shape.shape_type is not None and "PICTURE" in str(shape.shape_type):
                kinds["pictures"] += 1
                assert re.search(r"3 Feb: \d+", look.get("descr"))
            elif shape.has_table:
                kinds["tables"] += 1
                assert look.get("descr")
                assert shape.table.first_row
            elif not shape.text_frame.text:
                assert look.find(".//{*}decorative") is not None, shape.name
    assert kinds == {"pictures": 2, "tables": 3}


def test_notes_name_the_sources_of_what_is_said(made: dict[str, tuple[Report, bytes]]) -> None:
    """Every citation on a slide is explained in its notes, with medium, time and headline; figures with their lists."""
    for name in DAYS:
        for slide in opened(made[name][1]).slides:
            notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
            cited = set(re.findall(r"\[(\d+)\]", words(slide)))
            assert cited <= set(re.findall(r"^\[(\d+)\]", notes, re.MULTILINE)), slide.shapes.title.text_frame.text
    notes = opened(made["example_day"][1]).slides[4].notes_slide.notes_text_frame.text
    assert re.search(r"\[\d+\] Kabar Contoh, 2 Feb \d\d\.\d\d: Jalan Ambles di Sukamaju", notes)
    assert "Angka 40: Isu: Jalan ambles ruas A–B, Kec. Sukamaju, 40 unggahan." in notes


def test_hostile_texts_are_words(made: dict[str, tuple[Report, bytes]]) -> None:
    """Source, control characters and private data of posts; nothing becomes a link or a field."""
    data = made["hostile_day"][1]
    whole = "\n".join(words(slide) for slide in opened(data).slides)
    assert "<script>alert(1)</script>" in whole
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = "".join(
            archive.read(n).decode() for n in archive.namelist() if n.startswith("ppt/") and n.endswith(".xml")
        )
    assert not re.search("hlinkClick|\u202e|\x0b", xml)
    for private in ("081234567890", "3275010101900001", "budi_santoso"):
        assert private not in xml


def test_the_draft_stamp_goes_with_approval_and_bytes_stay_the_same(
    made: dict[str, tuple[Report, bytes]], days: ModuleType
) -> None:
    """A stamp on every slide of a draft; the same report gives the same file."""
    day, (report, draft) = days.empty_day(), made["empty_day"]
    assert all("DRAF" in words(slide) for slide in opened(draft).slides)
    assert draft == render_pptx(report, day)
    approved = render_pptx(replace(report, stamp="", state=State.APPROVED), day)
    assert not any("DRAF" in words(slide) for slide in opened(approved).slides)


def test_a_form_with_other_sections_makes_slides_too(made: dict[str, tuple[Report, bytes]], days: ModuleType) -> None:
    """A report of a week, without banner and issue cards, gives a deck of what it has."""
    day, daily = days.example_day(), made["example_day"][0]
    named = {section.key: section for section in daily.sections}
    sections = (
        replace(named["ringkasan"], number="1"),
        Section("isu", "2", "Perjalanan Isu", named["rekomendasi"].blocks[:1]),
        replace(named["angka"], blocks=tuple(b for b in named["angka"].blocks if not isinstance(b, Chart))),
        Section("dikerjakan", "4", "Yang Sudah Dikerjakan", (Points(((Span("3 laporan disetujui."),),)),)),
        named["hoaks"],
        named["aduan"],
        named["keterbatasan"],
    )
    deck = compose_deck(replace(daily, kind="mingguan", title="LAPORAN ISU MINGGUAN", sections=sections), day)
    titles = [slide.title for slide in deck.slides]
    assert titles[:5] == [
        "Laporan Isu Mingguan",
        "Status dan Angka",
        "Ringkasan Eksekutif",
        "Perjalanan Isu",
        "Angka Pantauan",
    ]
    assert titles[5:] == [
        "Indikasi Hoaks (Perlu Verifikasi)",
        "Aduan dan Aspirasi",
        "Yang Sudah Dikerjakan",
        "Sumber dan Keterbatasan",
    ]
    report = replace(daily, kind="mingguan", sections=(*sections, Section("x", "", "", (Paragraph(()),))))
    assert len(opened(render_pptx(report, day)).slides) == 9


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=300), min_size=1, max_size=8),
    st.floats(60, 900),
    st.floats(30, 400),
)
@settings(max_examples=20, deadline=None)
def test_what_was_fitted_fits(texts: list[str], room: float, tall: float) -> None:
    """Any text in any box: at the found size it takes no more than the box, unless the box holds no two lines."""
    fitted = fit([(Span(text),) for text in texts], room, tall, largest=20, least=10)
    assert 10 <= fitted.size <= 20
    rest = height([more(len(texts), "id")], 10, room) if len(texts) > 1 else 0.0
    if tall >= rest + 10 * 1.2 * 1.4:  # a line of the first text, and the words on the others
        assert height(fitted.texts, fitted.size, room) <= tall + 0.01


def test_cutting_keeps_words_and_says_so() -> None:
    """A text is cut at a word with "…"; a word longer than the line is broken, not lost."""
    text = (Span("satu dua tiga empat lima "), Span("enam tujuh delapan", strong=True))
    assert shortened(text, 10, 1000, 1) == text
    cut = "".join(span.text for span in shortened(text, 10, 90, 1))
    assert cut.endswith("…")
    assert "satu dua tiga empat".startswith(cut.rstrip("…").strip())
    assert lines((Span("A" * 100),), 10, 100) == -(-100 * 10 * word_width("A") // 100)


def test_a_heading_without_its_words_is_left_out() -> None:
    """What follows a heading did not fit: the heading goes, too, and is counted."""
    texts = [(Span("satu"),), (Span("Meja hoaks", strong=True),), (Span("dua " * 200),), (Span("tiga"),)]
    fitted = fit(texts, 200, 10 * 1.2 * 1.4 * 3, largest=10, least=10)
    assert fitted.texts[:-1] == ((Span("satu"),),)
    assert fitted.left_out == 3
