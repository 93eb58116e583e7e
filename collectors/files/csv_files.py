"""CSV as spreadsheets of the region write it: any of four delimiters, any encoding, quotes left open.

What happens to a row that does not fit the header:

* missing fields: kept, the rest empty, with a note;
* surplus empty fields: kept;
* surplus fields: joined into the text column (an unquoted comma is most likely there), kept with a note; bad if there
  is no text column;
* quotes written as backslash and quote, as PHP's `fputcsv` leaves them: read as quotes;
* a quote never closed, which swallows the rows after it: the row is read without its quotes, the others as themselves.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from collectors.files.layouts import layout_of_headers
from collectors.files.table_types import (
    HEADER_SEARCH,
    MAX_COLUMNS,
    BadRow,
    Row,
    Table,
    find_header,
    line_note,
    unique_headers,
)
from collectors.texts import sniff_encoding
from kentongan.core.errors import InputError
from kentongan.core.messages import Say

DELIMITERS = (",", ";", "\t", "|")
# One record, in characters; beyond it a quote was left open.
MAX_RECORD = 1_000_000
_SAMPLE = 200_000
# Records are swallowed by an open quote in twos or tens of thousands; this many lines are looked at for proof.
_PROOF_LINES = 50


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a file is written: encoding, delimiter, which record is its header, and whether quotes follow a backslash."""

    encoding: str
    delimiter: str
    header: int
    escaped: bool


def read_csv(path: Path) -> Table:
    """The table in a CSV file.

    Raises:
        InputError: empty, or no text.
    """
    encoding = sniff_encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        sample = file.read(_SAMPLE)
    if not sample.strip("\ufeff\0 \t\r\n"):
        raise InputError(
            Say(f"{path.name} kosong.", f"{path.name} is empty."), Say("Periksa berkasnya.", "Check the file.")
        )
    delimiter = sniff_delimiter(sample)
    top = [cells for _, cells in islice(_records(io.StringIO(sample, newline=""), delimiter, 0), HEADER_SEARCH)]
    start = find_header(top)
    headers = unique_headers(_without_tail(top[start]))
    layout = layout_of_headers(headers)
    escaped = (layout is not None and layout.escaped) or _is_escaped(sample, delimiter, len(headers))
    return Table("", headers, partial(_rows, path, _Shape(encoding, delimiter, start, escaped), headers))


def sniff_delimiter(sample: str) -> str:
    """The delimiter under which most rows have the same number of fields, and the more fields the better.

    Excel's own hint (`sep=;` on the first line) is obeyed. A comma where nothing speaks for another.
    """
    first = sample[:16].lstrip("\ufeff").splitlines()[0].strip().casefold() if sample.strip() else ""
    if first.startswith("sep=") and len(first) == 5 and first[-1] in DELIMITERS:
        return first[-1]
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        records = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), 60))
        # The last record of a sample is cut.
        widths = Counter(len(record) for record in (records[:-1] or records) if any(record))
        wide = {width: count for width, count in widths.items() if width > 1}
        if not wide:
            continue
        width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
        score = (round(count / sum(widths.values()), 1), width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _is_escaped(sample: str, delimiter: str, expected: int) -> bool:
    """Whether more records fit the header once backslash and quote are read as a quote."""
    if '\\"' not in sample:
        return False
    plain, escaped = (
        sum(len(cells) == expected for cells in csv.reader(lines, delimiter=delimiter))
        for lines in (io.StringIO(sample, newline=""), _unescaped(io.StringIO(sample, newline=""), delimiter))
    )
    return escaped > plain


def _unescaped(lines: Iterable[str], delimiter: str) -> Iterator[str]:
    """Lines with quotes doubled where a backslash stood before them, unless it was a field's own last character."""
    inside = re.compile(rf'\\"(?!{re.escape(delimiter)}(?! )|\s*$)')
    return (inside.sub('""', line) if '\\"' in line else line for line in lines)


def _rows(path: Path, shape: _Shape, headers: tuple[str, ...], long_column: str | None) -> Iterator[Row | BadRow]:
    """The rows under the header, fitted to it."""
    position = headers.index(long_column) if long_column in headers else None
    with path.open(encoding=shape.encoding, errors="replace", newline="") as file:
        lines = _unescaped(file, shape.delimiter) if shape.escaped else file
        records = _records(lines, shape.delimiter, len(headers))
        for line, cells in islice(records, shape.header + 1, None):
            if any(cell.strip() for cell in cells):
                yield _fit(line, cells, headers, position, shape.delimiter)


def _fit(line: int, cells: list[str], headers: tuple[str, ...], position: int | None, delimiter: str) -> Row | BadRow:
    expected, found = len(headers), len(_without_tail(cells))
    if found <= expected:
        short = len(cells) < expected
        note = (
            line_note(
                line,
                f"hanya {len(cells)} dari {expected} kolom; sisanya dianggap kosong.",
                f"only {len(cells)} of {expected} fields; the rest is taken as empty.",
            )
            if short
            else None
        )
        return Row(line, dict(zip(headers, cells, strict=False)), note)
    surplus = found - expected
    if position is None:
        return BadRow(
            line,
            line_note(
                line,
                f"{found} kolom, padahal judul kolomnya {expected}; baris tidak dipakai.",
                f"{found} fields under {expected} headers; the row is not used.",
            ),
        )
    end = position + surplus + 1
    joined = [*cells[:position], delimiter.join(cells[position:end]), *cells[end:]]
    return Row(
        line,
        dict(zip(headers, joined, strict=False)),
        line_note(
            line,
            f"{surplus} kolom lebih digabungkan ke kolom isi (tanda pemisah di dalam teks).",
            f"{surplus} surplus fields were joined into the text (a delimiter inside it).",
        ),
    )


def _without_tail(cells: list[str]) -> list[str]:
    """Trailing empty cells dropped: some programs end each line with delimiters."""
    end = min(len(cells), MAX_COLUMNS)
    while end > 1 and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


class _Lines:
    """Lines of a file that remembers those of the record being read, and takes lines back."""

    def __init__(self, file: Iterator[str]) -> None:
        self._file = file
        self._back: list[str] = []
        self.number = 0
        self.record: list[str] = []
        self._length = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._length > MAX_RECORD:
            raise _OpenQuoteError
        line = self._back.pop() if self._back else next(self._file)
        self.number += 1
        self.record.append(line)
        self._length += len(line)
        return line.replace("\0", "")

    def begin(self) -> None:
        """A new record starts."""
        self.record = []
        self._length = 0

    def give_back_all_but_first(self) -> str:
        """The first line of the record; the others will be read again."""
        first, *others = self.record
        self._back.extend(reversed(others))
        self.number -= len(others)
        return first


class _OpenQuoteError(Exception):
    """A record longer than any record is."""


def _records(file: Iterator[str], delimiter: str, expected: int) -> Iterator[tuple[int, list[str]]]:
    """(first line, cells) of each record; `expected` fields are normal, 0 = not known."""
    csv.field_size_limit(MAX_RECORD + (1 << 20))
    lines = _Lines(file)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.begin()
        start = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (_OpenQuoteError, csv.Error):
            cells = None
        if start == 1 and cells and cells[0].casefold().startswith("sep=") and len("".join(cells)) <= 5:
            continue
        if cells is None or _swallowed(lines.record, cells, delimiter, expected):
            first = lines.give_back_all_but_first()
            cells = next(csv.reader([first.rstrip("\r\n")], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
            cells = [cell.strip('"') for cell in cells]
            reader = csv.reader(lines, delimiter=delimiter)
        yield start, cells


def _swallowed(record: list[str], cells: list[str], delimiter: str, expected: int) -> bool:
    """Whether an open quote made several rows into one: it does not fit the header, and a line inside it does."""
    if len(record) < 2 or not expected:
        return False
    if expected in (len(cells), len(_without_tail(cells))) and _well_formed(record, delimiter):
        return False
    inner = csv.reader(record[1 : 1 + _PROOF_LINES], delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return any(len(found) == expected for found in inner)


def _well_formed(record: list[str], delimiter: str) -> bool:
    """Whether every quote of a record is closed, and closed where a field ends."""
    try:
        return len(list(csv.reader(record, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False
