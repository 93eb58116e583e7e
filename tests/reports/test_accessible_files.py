"""PDF and DOCX as a screen reader meets them: language, title, order of headings, heads of tables, words for pictures."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from types import ModuleType
from typing import Any

import page_checks
import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from reports.blocks import Chart, IssueCard, Report, Table
from reports.daily import compose_daily
from reports.docx_files import render_docx
from reports.pdf_pages import render_pdf


@pytest.fixture(scope="module")
def report(days: ModuleType) -> Report:
    """A small day that has an issue, charts and tables, with text that would break what is not escaped."""
    return compose_daily(days.hostile_day())


@pytest.fixture(scope="module")
def reader(report: Report) -> PdfReader:
    """Its PDF."""
    return PdfReader(io.BytesIO(render_pdf(report)))


@pytest.fixture(scope="module")
def tree(reader: PdfReader) -> page_checks.Tag:
    """The PDF's tags."""
    return page_checks.structure(reader)


@pytest.fixture(scope="module")
def word(report: Report) -> bytes:
    """Its Word document."""
    return render_docx(report)


def charts(report: Report) -> list[str]:
    """Words of every chart, in reading order."""
    found = []
    for section in report.sections:
        for block in section.blocks:
            chart = block if isinstance(block, Chart) else block.chart if isinstance(block, IssueCard) else None
            found += [chart.alt] if chart else []
    return found


def tables(report: Report) -> list[Table]:
    """Every table of data, in reading order."""
    return [block for section in report.sections for block in section.blocks if isinstance(block, Table)]


# -- PDF -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("lang", "code"), [("id", "id-ID"), ("en", "en-GB")])
def test_the_pdf_speaks_its_language_and_shows_its_title(days: ModuleType, lang: Any, code: str) -> None:
    """Language with region; the title, not the file's name, stands in the window."""
    catalog = PdfReader(io.BytesIO(render_pdf(compose_daily(days.empty_day(), lang=lang)))).trailer["/Root"]

    assert str(catalog["/Lang"]) == code
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]


def test_headings_of_the_pdf_follow_one_another(report: Report, tree: page_checks.Tag) -> None:
    """One title, then a heading a section; no level is skipped."""
    levels = page_checks.heading_levels(tree)

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert levels.count(2) == sum(bool(s.title) for s in report.sections)
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_tables_of_the_pdf_have_heads(report: Report, tree: page_checks.Tag) -> None:
    """Every table of data has a row of column heads; each of them says that it stands for its column."""
    found = [tag for tag in tree.walk() if tag.kind == "/Table"]

    assert len(found) == len(tables(report))
    for tag, table in zip(found, tables(report), strict=True):
        heads = [cell for part in tag.walk() if part.kind == "/THead" for cell in part.walk() if cell.kind == "/TH"]
        assert len(heads) >= len(table.columns)
        assert all("/Column" in str(head.entry.get("/A")) for head in heads)


def test_pictures_of_the_pdf_are_the_charts_with_their_words(report: Report, tree: page_checks.Tag) -> None:
    """Nothing else is a figure: rules, shapes and arrows are marked as decoration."""
    figures = [str(tag.entry.get("/Alt", "")) for tag in tree.walk() if tag.kind == "/Figure"]

    assert len(figures) == len(charts(report))
    for figure, alt in zip(figures, charts(report), strict=True):
        assert figure[:20] == alt[:20]


def test_everything_drawn_is_either_tagged_or_decoration(reader: PdfReader) -> None:
    """No page shows text or lines outside marked content; heads and feet are artifacts."""
    for page in reader.pages:
        contents = page.get_contents()
        assert contents is not None
        depth, artifacts = 0, 0
        for operands, operator in page_checks.ContentStream(contents, reader).operations:
            if operator in (b"BDC", b"BMC"):
                depth += 1
                artifacts += operands[0] == "/Artifact"
            elif operator == b"EMC":
                depth -= 1
            elif operator in (b"Tj", b"TJ", b"S", b"s", b"f", b"f*", b"B", b"B*", b"Do"):
                assert depth > 0, operator
        assert artifacts >= 1
        assert page.get("/Tabs") == "/S" or not page.get("/Annots")


def test_paragraphs_of_the_pdf_are_paragraphs(tree: page_checks.Tag) -> None:
    """No run of words or link lies loose between the blocks of the document."""
    document = next(tag for tag in tree.walk() if tag.kind == "/Document")

    assert not {tag.kind for tag in document.children} & {"/Span", "/Link", "/Reference"}


# -- DOCX ----------------------------------------------------------------------------------------------------------
def test_word_documents_name_their_language_and_title(report: Report, word: bytes, days: ModuleType) -> None:
    """Styles and properties say Indonesian or English; the title is that of the report."""
    english = render_docx(compose_daily(days.empty_day(), lang="en"))
    for data, code in ((word, "id-ID"), (english, "en-GB")):
        made = Document(io.BytesIO(data))
        assert {lang.get(qn("w:val")) for lang in made.styles.element.iter(qn("w:lang"))} == {code}
        assert made.core_properties.language == code
    assert Document(io.BytesIO(word)).core_properties.title.startswith(report.title)


def test_headings_of_word_documents_are_styles_in_order(report: Report, word: bytes) -> None:
    """The title, then Heading 1 a section and Heading 2 an issue; none is only bold text."""
    made = Document(io.BytesIO(word))
    styles = [p.style.name for p in made.paragraphs]
    titles = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]

    assert styles.count("Title") == 1
    assert titles == [f"{s.number}. {s.title}" if s.number else s.title for s in report.sections]
    assert styles.index("Title") < styles.index("Heading 1") < styles.index("Heading 2")


def test_tables_of_data_in_word_repeat_their_heads(report: Report, word: bytes) -> None:
    """The first row of every table of data is a head that Word repeats and reads; its cells are not empty."""
    heads = []
    for table in Document(io.BytesIO(word)).tables:
        first = table._tbl.tr_lst[0]
        if first.trPr is not None and first.trPr.find(qn("w:tblHeader")) is not None:
            heads.append([cell.text for cell in table.rows[0].cells])

    assert heads == [[column.heading for column in table.columns] for table in tables(report)]


def test_pictures_in_word_have_the_charts_words(report: Report, word: bytes) -> None:
    """Each drawing carries the alternative text of its chart."""
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        body = archive.read("word/document.xml").decode()
    described = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', body)

    assert len(described) == len(charts(report)) == body.count("<pic:pic")
    for found, alt in zip(described, charts(report), strict=True):
        assert found[:20] == alt[:20]


def test_pictures_in_word_stay_between_the_margins(word: bytes) -> None:
    """No picture is wider than the text, and none is pushed aside by a distance of its own."""
    made = Document(io.BytesIO(word))
    page = made.sections[0]
    room = page.page_width - page.left_margin - page.right_margin
    pictures = [e for e in made.element.body.iter() if e.tag.endswith("}inline")]

    assert pictures
    for picture in pictures:
        assert int(picture.find(qn("wp:extent")).get("cx")) <= room
        assert {picture.get(side) for side in ("distT", "distB", "distL", "distR")} == {"0"}
