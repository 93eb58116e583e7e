"""The book of clippings as a PDF (templates/book.typ): PDF/A-2a and PDF/UA-1 like the report."""

from __future__ import annotations

from typing import cast

from kentongan.core.day import DayFindings
from kentongan.core.messages import Say
from reports import palette
from reports.blocks import Report
from reports.book.content import Book, Entry, IndexRow, compose_book
from reports.flavours import Assets
from reports.glyphs import printable
from reports.pdf_pages import STANDARDS, Data, typeset

_WORDS = {
    "page": Say("Halaman", "Page"),
    "of": Say("dari", "of"),
    "contents": Say("Daftar Isi", "Contents"),
    "media": Say("Menurut media", "By outlet"),
    "issues": Say("Menurut isu", "By issue"),
    "count": Say("Jumlah", "Count"),
    "numbers": Say("Nomor entri", "Entries"),
    "medium": Say("Media", "Outlet"),
    "issue": Say("Isu", "Issue"),
    "tone": Say("Nada", "Tone"),
    "none": Say("Nihil", "None"),
    "logo": Say("Lambang instansi", "The agency's emblem"),
}


def book_pdf_flavour(report: Report, day: DayFindings, assets: Assets) -> bytes:
    """The book as a PDF (see `reports.flavours`)."""
    data = book_data(compose_book(report, day), report)
    data["logo"] = list(assets.logo) if assets.logo else None
    return cast("bytes", typeset(data, report, assets.logo, "book.typ", format="pdf", pdf_standards=list(STANDARDS)))


def book_data(book: Book, report: Report) -> Data:
    """The book as the template reads it: plain data, every text fit for the fonts."""
    return {
        "lang": report.lang,
        "title": printable(book.title),
        "agency": printable(book.agency),
        "when": printable(book.when),
        "meta": [[printable(label), printable(value)] for label, value in book.meta],
        "figures": [[printable(value), printable(name)] for value, name in book.figures],
        "stamp": printable(report.stamp),
        "footer": printable(report.footer),
        "note": printable(book.note),
        "logo": None,
        "words": {key: say.to(report.lang) for key, say in _WORDS.items()},
        "colours": {
            "ink": palette.INK,
            "quiet": palette.QUIET_INK,
            "grid": palette.GRID,
            "accent": palette.ACCENT,
            "red": palette.LEVELS[max(palette.LEVELS, key=lambda level: level.rank)][0],
            "tones": dict(palette.TONES),
        },
        "media": [_row(row) for row in book.media],
        "issues": [_row(row) for row in book.issues],
        "parts": [
            {"title": printable(p.title), "cut": printable(p.cut), "entries": [_entry(e) for e in p.entries]}
            for p in book.parts
        ],
    }


def _row(row: IndexRow) -> Data:
    return {"name": printable(row.name), "count": row.count, "runs": [[text, goal] for text, goal in row.runs]}


def _entry(entry: Entry) -> Data:
    return {
        "number": entry.number,
        "medium": printable(entry.medium),
        "kind": printable(entry.kind),
        "when": printable(entry.when),
        "headline": printable(entry.headline),
        "quote": printable(entry.quote),
        "tone": entry.tone,
        "tone_words": printable(entry.tone_words),
        "issue": printable(entry.issue),
        "url": entry.url,
        "host": printable(entry.host),
        "notes": [printable(note) for note in entry.notes],
    }
