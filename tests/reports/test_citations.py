"""Every sentence taken from posts stands beside its citations, in every flavour, whatever draws it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from types import ModuleType
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html as lxml_html
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from kentongan.core.day import DayFindings
from kentongan.core.findings import CitedSentence
from reports.blocks import Block, IssueCard, Report
from reports.brief import compose_brief
from reports.daily import compose_daily
from reports.flavours import FLAVOURS, flavour
from reports.lists import row_numbers

#: In the order of the issue's posts: one fused of two, one of another, one that many carry.
SENTENCES = (
    "Banjir merendam 212 rumah di Sukamaju, serta memutus jalan desa.",
    "Warga memasang rambu seadanya di dua titik.",
    "Dinas PUPR belum memberi keterangan mengenai perbaikan.",
)


@pytest.fixture(scope="module")
def day(days: ModuleType) -> DayFindings:
    """The example day; its first issue is summarised in three sentences with one, two and twenty posts."""
    found: DayFindings = days.example_day()
    first = found.priority[0]
    news = [p for p in first.posts if not found.posts[p].personal]
    others = [p for p in first.posts if p not in news]
    cited = ((news[0], others[3]), (others[5],), (news[1], *others[6:25]))
    told = tuple(CitedSentence(text, posts) for text, posts in zip(SENTENCES, cited, strict=True))
    return replace(found, priority=(replace(first, summary=told), *found.priority[1:]))


@pytest.fixture(scope="module")
def report(day: DayFindings) -> Report:
    """Its report without charts, which say nothing here and take the longest to draw."""
    made = compose_daily(day, sections=("ringkasan", "prioritas", "lampiran-a"))

    def plain(block: Block) -> Block:
        return replace(block, chart=None) if isinstance(block, IssueCard) else block

    return replace(made, sections=tuple(replace(s, blocks=tuple(map(plain, s.blocks))) for s in made.sections))


def words(data: bytes, name: str) -> str:
    """What a reader of the document sees, white space made single."""
    return re.sub(r"\s+", " ", _READERS[name](data))


def _html(data: bytes) -> str:
    return str(lxml_html.document_fromstring(data).text_content())


def _pdf(data: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def _docx(data: bytes) -> str:
    # Words inside links count as well.
    body: Any = docx.Document(io.BytesIO(data)).element.body
    return " ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def _xlsx(data: bytes) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return "\n".join(str(cell) for row in rows for cell in row)


def _pptx(data: bytes) -> str:
    from pptx import Presentation

    slides = Presentation(io.BytesIO(data)).slides
    return " ".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)


_READERS = {"pptx": _pptx, "html": _html, "pdf": _pdf, "docx": _docx, "xlsx": _xlsx, "txt": bytes.decode}


def cited(text: str, sentence: str) -> list[list[int]]:
    """The numbers behind every place where the sentence stands; a line may break anywhere in it."""
    pattern = r"\s*".join(re.escape(word) for word in sentence.split()) + r"((?:\s*\[\d+\])*)"
    return [[int(n) for n in re.findall(r"\d+", hit[1])] for hit in re.finditer(pattern, text)]


@pytest.mark.parametrize("name", [name for name in FLAVOURS if name != "txt" and "buku" not in name])
def test_every_sentence_keeps_its_citations(name: str, report: Report, day: DayFindings) -> None:
    """Wherever a sentence is printed its own posts stand behind it, the ones it was taken from first of all."""
    text = words(flavour(name).render(report, day), name)
    rows, found = row_numbers(report), 0
    for sentence in day.priority[0].summary:
        wanted = sorted(rows[post] for post in sentence.posts[:3])
        places = cited(text, sentence.text)
        assert all(place == wanted for place in places), sentence.text
        found += len(places)
    # Sheets hold two of the three, slides what fits, pages all of them and the first once more in the executive summary.
    assert found >= {"xlsx": 2, "pptx": 1}.get(name, 4)


@pytest.mark.parametrize("telegram", [False, True])
def test_the_brief_says_whom_to_ask(day: DayFindings, report: Report, *, telegram: bool) -> None:
    """Each issue, each claim and the achievement, by numbers of the full report's clippings."""
    brief = compose_brief(day, checker="Siti Contoh")
    text = brief.telegram if telegram else brief.whatsapp
    rows = row_numbers(report)
    lines = text.splitlines()
    for issue in day.priority[:5]:
        at = next((n for n, line in enumerate(lines) if issue.name[:30] in line), None)
        if at is None:
            continue
        numbers = [int(n) for n in re.findall(r"\[(\d+)\]", lines[at + 1])]
        assert numbers
        assert set(numbers) <= {rows[post] for post in issue.posts}
    claim = next(line for line in lines if day.claims[0].claim[:20] in line)
    assert {int(n) for n in re.findall(r"\[(\d+)\]", claim)} <= {rows[post] for post in day.claims[0].spreading}
    assert "[" in claim
    assert "nomor kliping" in text


def test_the_text_flavour_numbers_as_its_report(day: DayFindings, report: Report) -> None:
    """The brief as a file and the brief as a message cite the same rows."""
    made = flavour("txt").render(report, day).decode()
    assert re.findall(r"\[\d+\]", made) == re.findall(r"\[\d+\]", compose_brief(day).whatsapp)
