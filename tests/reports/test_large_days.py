"""A day of more posts than a page or a workbook bears: lists are capped, say so, and lead nowhere that is not there."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from types import ModuleType

import pytest
from python_calamine import CalamineWorkbook

from kentongan.core.day import DayFindings
from reports import paper, xlsx_clipping
from reports.blocks import Chart, Report, Table, plain
from reports.daily import compose_daily
from reports.html_pages import html_page
from reports.paper import on_paper
from reports.sections import annexes
from reports.xlsx_files import render_xlsx

SCREEN, SHEET = 60, 90


@pytest.fixture
def day(days: ModuleType, monkeypatch: pytest.MonkeyPatch) -> DayFindings:
    """A heavy day under limits that it exceeds."""
    monkeypatch.setattr(annexes, "SCREEN_ROWS", SCREEN)
    monkeypatch.setattr(paper, "SHEET_ROWS", SHEET)
    monkeypatch.setattr(xlsx_clipping, "SHEET_ROWS", SHEET)
    found: DayFindings = days.heavy_day(204)
    return found


def uncharted(report: Report) -> Report:
    """Without its charts, which take the longest to draw."""

    def kept(blocks: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(
            replace(block, chart=None) if hasattr(block, "chart") else block  # type: ignore[type-var]
            for block in blocks
            if not isinstance(block, Chart)
        )

    return replace(report, sections=tuple(replace(s, blocks=kept(s.blocks)) for s in report.sections))  # type: ignore[arg-type]


def test_the_page_shows_what_is_cited_and_says_what_it_leaves_out(day: DayFindings) -> None:
    """As many rows as are allowed, every cited one among them, under their own numbers; no link into the void."""
    report = uncharted(compose_daily(day))
    table = next(b for s in report.sections for b in s.blocks if isinstance(b, Table) and b.key == "kliping")
    assert len(table.rows) == SCREEN < table.whole == len(report.clipping)
    assert [plain(row[0]) for row in table.rows] == [str(n) for n in table.numbers]
    page = html_page(report, day)
    assert f"Ditampilkan {SCREEN} dari {table.whole} baris" in page
    assert f"memuat {SHEET} baris" in page
    assert set(re.findall(r'href="#(k\d+)"', page)) <= set(re.findall(r'id="(k\d+)"', page))
    assert on_paper(report).printed <= set(table.numbers)


def test_the_workbook_holds_what_it_can_and_says_so(day: DayFindings) -> None:
    """Cited rows and one of every text first; numbers stay those of the report."""
    report = compose_daily(day)
    book = CalamineWorkbook.from_filelike(io.BytesIO(render_xlsx(report, day)))
    rows = book.get_sheet_by_name("Kliping").to_python(skip_empty_area=False)
    numbers = [int(row[0]) for row in rows[4:] if isinstance(row[0], float)]
    assert len(numbers) == SHEET
    assert numbers == sorted(set(numbers))
    assert paper.cited_rows(report.sections, paper.row_numbers(report)) <= set(numbers)
    assert f"Memuat {len(rows) - 4} dari " in str(rows[1])
    assert "semuanya tersimpan di aplikasi" in str(rows[1])


def test_an_ordinary_day_is_shown_whole(days: ModuleType) -> None:
    """Nothing is capped and nothing is said."""
    day = days.example_day()
    report = compose_daily(day)
    assert not any(block.whole for s in report.sections for block in s.blocks if isinstance(block, Table))
    assert "Ditampilkan" not in html_page(uncharted(report), day)
