"""Tables out of files: headers, rows with their line numbers, and rows that cannot be read.

A reader (`csv_files`, `spreadsheets`, `jsonl_files`) gives `Table`s; nothing is lost in silence: a row is either given,
or given with a note, or reported as bad with its line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from collectors.files.synonyms import looks_like_header
from kentongan.core.messages import Say

# Title rows ("DATA PENGADUAN BULAN …") and merged headers stand within so many rows of the top.
HEADER_SEARCH = 20
MAX_COLUMNS = 500


class Layout(Protocol):
    """What one tool or platform writes (`collectors.files.layouts`)."""

    @property
    def name(self) -> str:
        """The tool or platform as people call it: "X API v2"."""
        ...

    def unfold(self, value: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
        """The posts in one row or object, each by the names of our fields; none where it holds none. Never raises."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its first line in the file (1 = the first), its cells by header, and what was odd about it."""

    line: int
    values: Mapping[str, object]
    note: Say | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read, and why."""

    line: int
    reason: Say


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file.

    Args:
        name: of the sheet; "" where the file is one table.
        headers: column names, made unique.
        rows: gives the rows once; its argument is the header of the long text column, into which surplus fields are
            joined (None: rows with surplus fields are bad).
        layout: the tool whose export it is, None where nobody knows it.
        objects: gives the rows once, as the layout wants them: nested, as they were written; None where rows are flat.
    """

    name: str
    headers: tuple[str, ...]
    rows: Callable[[str | None], Iterator[Row | BadRow]]
    layout: Layout | None = None
    objects: Callable[[], Iterator[Row | BadRow]] | None = None


def find_header(rows: Sequence[Sequence[object]]) -> int:
    """The index of the header row among the first rows: the one with most column names we know.

    Where none has any, the first row that is at least half as wide as the widest.
    """
    known = [sum(looks_like_header(cell_text(cell)) for cell in row) for row in rows[:HEADER_SEARCH]]
    if known and max(known) > 0:
        return known.index(max(known))
    widths = [sum(bool(cell_text(cell)) for cell in row) for row in rows[:HEADER_SEARCH]]
    return next((index for index, width in enumerate(widths) if width and width * 2 >= max(widths)), 0)


def unique_headers(cells: Sequence[object]) -> tuple[str, ...]:
    """Names for all columns: empty ones get "Kolom 3", repeated ones "Isi (2)"."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for number, cell in enumerate(cells[:MAX_COLUMNS], start=1):
        name = " ".join(cell_text(cell).split())[:200] or f"Kolom {number}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def cell_text(value: object) -> str:
    """A cell as text: 12.0 is "12", a moment is ISO, a list of words is joined; nested objects are nothing."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, datetime | date | time | timedelta):
        return _moment_text(value)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (cell_text(one) for one in value if isinstance(one, str | int | float))))
    return str(value) if isinstance(value, int) else ""


def _moment_text(value: datetime | date | time | timedelta) -> str:
    """ISO 8601 with a space; a span of time, as Excel gives times of day, is a time of day."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    seconds = int(value.total_seconds()) % 86400
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}"


def line_note(line: int, sentence_id: str, sentence_en: str, *, sheet: str = "") -> Say:
    """A note on one row: "Baris 12: …" or "Lembar Data, baris 12: …"."""
    if sheet:
        return Say(f"Lembar {sheet}, baris {line}: {sentence_id}", f"Sheet {sheet}, row {line}: {sentence_en}")
    return Say(f"Baris {line}: {sentence_id}", f"Line {line}: {sentence_en}")
