"""The book of clippings: an entry for each article, indexes that lead to it, no more of a text than may be quoted."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from types import ModuleType
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

from kentongan.core.day import DayFindings
from kentongan.core.posts import PostKind
from reports.blocks import Report
from reports.book import content
from reports.book.content import Book, compose_book, runs
from reports.book.docx_book import book_docx_flavour
from reports.book.pdf_book import book_data, book_pdf_flavour
from reports.daily import compose_daily
from reports.flavours import Assets, flavour
from reports.glyphs import BREAK


@pytest.fixture(scope="module")
def day(days: ModuleType) -> DayFindings:
    """The field guide's example day."""
    found: DayFindings = days.example_day()
    return found


@pytest.fixture(scope="module")
def report(day: DayFindings) -> Report:
    """Its report."""
    return compose_daily(day)


@pytest.fixture(scope="module")
def book(report: Report, day: DayFindings) -> Book:
    """Its book."""
    return compose_book(report, day)


def test_every_clipping_is_in_the_book_newest_first(book: Book, report: Report) -> None:
    """News before posts, each from the newest; numbers run through; copies of a post are one entry."""
    news = [view for view in report.posts.values() if view.kind is PostKind.NEWS and view.id in report.clipping]
    assert len(book.parts[0].entries) == len(news)
    numbers = [entry.number for part in book.parts for entry in part.entries]
    assert numbers == list(range(1, len(numbers) + 1))
    order = sorted(news, key=lambda v: (-v.published_at.timestamp(), v.id))
    assert [entry.headline for entry in book.parts[0].entries] == [view.title for view in order]
    first = book.parts[0].entries[0]
    assert first.kind == "berita lokal"
    assert re.fullmatch(r"Senin, 3 Februari 2025 pukul \d\d\.\d\d WITA", first.when)


def test_indexes_lead_to_the_entries(book: Book) -> None:
    """By outlet and by issue: counts and numbers agree with the entries themselves."""
    entries = [entry for part in book.parts for entry in part.entries]
    for rows, of in ((book.media, lambda e: e.medium), (book.issues, lambda e: e.issue)):
        for row in rows:
            meant = [e.number for e in entries if of(e) == row.name and (rows is book.issues or e.number <= 62)]
            assert row.count == len(meant)
            assert row.runs == runs(meant)
    assert book.issues[0].name == "Jalan ambles ruas A–B, Kec. Sukamaju"
    assert runs([9, 1, 2, 3, 7]) == (("1–3", 1), ("7", 7), ("9", 9))


def test_no_more_than_25_words_of_a_text_and_no_account(days: ModuleType) -> None:
    """A long article is quoted, not copied; a headline is not quoted again; a citizen stays a citizen."""
    day = days.example_day()
    text = "Judul Berita Panjang. " + " ".join(f"kata{i}" for i in range(400))
    views = {
        post: replace(
            view, title="Judul Berita Panjang" if view.kind is PostKind.NEWS else "", text=text, copy_group=""
        )
        for post, view in day.posts.items()
    }
    report = compose_daily(replace(day, posts=views))
    book = compose_book(report, replace(day, posts=views))
    for part in book.parts:
        for entry in part.entries:
            assert len(entry.quote.split()) <= content.QUOTE_WORDS
            assert entry.quote.endswith("…")
            assert entry.quote.startswith("kata0" if entry.headline else "Judul")
    assert {e.medium.split(",")[0] for e in book.parts[1].entries} <= {
        "akun warga",
        "aduan warga",
        "pesan warga",
        "Situs Pemkab Contoh",
    }


@pytest.mark.usefixtures("short")
def test_a_long_book_is_cut_and_says_so(report: Report, day: DayFindings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest entries stay; the part, the index and the cover tell of the rest."""
    monkeypatch.setattr(content, "_INDEX_ROWS", 3)
    book = compose_book(report, day)
    assert [len(part.entries) for part in book.parts] == [20, 5]
    assert book.parts[0].cut.startswith("Dimuat 20 entri terbaru dari 62.")
    assert book.media[-1].name.endswith("lainnya")
    assert book.figures[0][0] == "62"


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Books of two dozen entries, which are drawn and read quickly."""
    monkeypatch.setattr(content, "MOST_NEWS", 20)
    monkeypatch.setattr(content, "MOST_OTHERS", 5)


@pytest.mark.usefixtures("short")
def test_the_pdf_is_whole_and_tagged(report: Report, day: DayFindings) -> None:
    """Cover, indexes with inner links, an entry for each clipping; PDF/UA; the same bytes every time."""
    data = book_pdf_flavour(report, day, Assets())
    reader = PdfReader(io.BytesIO(data))
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages)).replace(BREAK, "")
    assert "BUKU KLIPING" in text
    assert "Menurut isu" in text
    assert "Warga Sukamaju Menunggu Perbaikan Jalan Ambles" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert data == book_pdf_flavour(report, day, Assets())
    assert flavour("buku-pdf").file_name(report) == "buku-kliping-2025-02-03.pdf"


@pytest.mark.usefixtures("short")
def test_the_word_book_has_headings_and_links_that_lead_somewhere(report: Report, day: DayFindings) -> None:
    """Every headline is a heading, every number in an index a link to a bookmark that is there."""
    data = book_docx_flavour(report, day, Assets())
    document: Any = docx.Document(io.BytesIO(data))
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    book = compose_book(report, day)
    assert [e.headline for part in book.parts for e in part.entries if e.headline] == heads[2:]
    body = document.element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    goals = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))}
    assert goals
    assert goals <= marks
    assert all(report.stamp in "".join(t.text for t in s.header._element.iter(qn("w:t"))) for s in document.sections)
    assert data == book_docx_flavour(report, day, Assets())


@pytest.mark.parametrize("name", ["hostile_day", "empty_day"])
def test_hostile_and_empty_days(days: ModuleType, name: str) -> None:
    """Marks, control characters, endless words, emoji and Arabic are words; an empty book says Nihil."""
    day = days.hostile_day() if name == "hostile_day" else days.empty_day()
    odd = "\ufffe\x0b\u202eثعبان 😀 <w:p> {{ isi }} #read(1) " + "Z" * 300
    posts = {post: replace(view, title=odd, source_name=odd, text=odd) for post, view in day.posts.items()}
    day = replace(day, posts=posts)
    report = compose_daily(day)
    data = book_docx_flavour(report, day, Assets())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.namelist():
            if entry.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(entry))
    text = "".join(t.text or "" for t in docx.Document(io.BytesIO(data)).element.body.iter(qn("w:t")))
    assert ("<w:p> {{ isi }} #read(1)" in text) == (name == "hostile_day")
    assert ("Nihil" in text) == (name == "empty_day")
    assert PdfReader(io.BytesIO(book_pdf_flavour(report, day, Assets()))).pages
    assert book_data(compose_book(report, day), report)["agency"]
