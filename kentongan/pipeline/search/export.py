"""What a search found as a table: CSV as a stream, XLSX in a file. No account is in it, not even its pseudonym."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from analysis.categories.reading import categories_of
from kentongan.core.clock import zone
from kentongan.core.labels import Labels
from kentongan.core.messages import Lang, Say, printable
from kentongan.core.posts import Post, PostKind
from kentongan.core.search_fields import KINDS
from kentongan.pipeline.search.searching import Asked, OfficeNames, find, place_name
from kentongan.pipeline.workspace import Workspace
from reports.links import safe_url

MOST: Final = {"csv": 50_000, "xlsx": 20_000}
"""Rows of a table at most."""
_COLUMNS: Final = (
    Say("Kode", "Code"),
    Say("Tanggal", "Date"),
    Say("Jam", "Time"),
    Say("Jenis", "Kind"),
    Say("Sumber", "Source"),
    Say("Judul", "Title"),
    Say("Isi", "Text"),
    Say("Nada terhadap instansi", "Tone toward the agency"),
    Say("Kategori", "Category"),
    Say("Tempat", "Place"),
    Say("Bahasa", "Language"),
    Say("Kode isu", "Issue code"),
    Say("Perlu verifikasi", "To be verified"),
    Say("Dikoreksi petugas", "Corrected by an officer"),
    Say("Tautan", "Link"),
)
_WIDTHS: Final = (20, 11, 7, 10, 22, 44, 80, 20, 22, 26, 9, 20, 12, 12, 44)
_PORTION: Final = 500
_LONGEST: Final = 32_000  # characters of a cell; a spreadsheet takes 32 767


def as_csv(workspace: Workspace, asked: Asked, lang: Lang = "id") -> Iterator[bytes]:
    """The hits, newest first, as parts of a CSV file (UTF-8 with a mark that spreadsheet programs know)."""
    yield b"\xef\xbb\xbf"
    for rows in _portions(workspace, asked, "csv", lang):
        file = io.StringIO(newline="")
        csv.writer(file).writerows([[_harmless(cell) for cell in row] for row in rows])
        yield file.getvalue().encode("utf-8", "replace")


def as_xlsx(workspace: Workspace, asked: Asked, lang: Lang = "id") -> Path:
    """The hits, newest first, as a workbook in a temporary file, which the caller deletes."""
    import xlsxwriter

    with tempfile.NamedTemporaryFile(prefix="kentongan-", suffix=".xlsx", delete=False) as file:
        path = Path(file.name)
    # The format has no way to say "no formula"; the library must be told.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("Unggahan" if lang == "id" else "Posts")
        head, wrap = book.add_format({"bold": True}), book.add_format({"valign": "top"})
        sheet.freeze_panes(1, 1)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        number = 0
        for rows in _portions(workspace, asked, "xlsx", lang):
            for row in rows:
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, cell, wrap if number else head)
                number += 1
    return path


def _portions(workspace: Workspace, asked: Asked, form: str, lang: Lang) -> Iterator[list[list[str]]]:
    """The table's rows, some hundred at a time: the heads, the posts, and a line where something was left out."""
    hits, most = find(workspace, asked), MOST[form]
    yield [[column.to(lang) for column in _COLUMNS]]
    stream = workspace.store.finder.every(hits, most)
    teller = _Teller(workspace, lang)
    while posts := list(islice(stream, _PORTION)):
        labels = workspace.store.labels.of(post.id for post in posts)
        yield [teller.row(post, labels.get(post.id, Labels(post.id))) for post in posts]
    if hits.total > most:
        cut = Say(
            f"Dipotong: {most} unggahan terbaru dari {hits.total}. Persempit pencarian untuk sisanya.",
            f"Cut: the newest {most} of {hits.total} posts. Narrow the search for the rest.",
        )
        yield [[cut.to(lang)]]


class _Teller:
    """Writes posts as rows in one language."""

    def __init__(self, workspace: Workspace, lang: Lang) -> None:
        office = workspace.office
        self._lang = lang
        self._zone = zone(office.zone)
        self._places = OfficeNames(workspace).gazetteer
        self._categories = {one.code: one.name for one in categories_of(office.profile, office.own_categories)}

    def row(self, post: Post, labels: Labels) -> list[str]:
        """One post."""
        at, answers, lang = post.published_at.astimezone(self._zone), labels.answers, self._lang
        private = post.kind is not PostKind.NEWS and not post.official
        citizen = Say("akun warga", "citizen account").to(lang)
        return [
            post.id,
            f"{at:%Y-%m-%d}",
            f"{at:%H.%M}",
            KINDS[post.kind].to(lang),
            f"{citizen}, {post.platform or post.source_name}" if private else printable(post.source_name),
            printable(post.title)[:_LONGEST],
            " ".join(post.text.split())[:_LONGEST],
            answers.tone,
            self._categories.get(answers.category, answers.category),
            "; ".join(place_name(self._places, code) for code in answers.places),
            answers.language,
            labels.issue_id,
            self._yes(answers.verification),
            self._yes(labels.machine is not None),
            safe_url(post.url) if not private else "",
        ]

    def _yes(self, holds: bool) -> str:
        return Say("ya", "yes").to(self._lang) if holds else ""


def _harmless(cell: str) -> str:
    """A cell that begins like a formula would be run by a spreadsheet program; a quotation mark makes it text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
