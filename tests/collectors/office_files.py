"""What tests of files share: a file with some content, read at 10.00 WIB on 21 November 2026."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from collectors.files.reading import FileHarvest, read_file
from kentongan.core.posts import RawPost

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
