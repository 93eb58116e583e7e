"""Excel workbooks (.xlsx, .xls) and HTML tables called .xls, which many office applications write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from lxml import etree
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from collectors.files.synonyms import looks_like_header
from collectors.files.table_types import (
    HEADER_SEARCH,
    MAX_COLUMNS,
    BadRow,
    Row,
    Table,
    cell_text,
    find_header,
    line_note,
    unique_headers,
)
from collectors.files.workbook_guard import broken, check_workbook
from collectors.texts import decode
from kentongan.core.errors import InputError
from kentongan.core.messages import Say

Cells = Sequence[object]
# An old .xls or an HTML table is read whole.
MAX_BYTES = 100_000_000


def read_workbook(path: Path) -> tuple[Table, ...]:
    """The sheets of a workbook that hold anything.

    Raises:
        InputError: broken, locked with a password, dangerous to open, or without any filled sheet.
    """
    with path.open("rb") as file:
        zipped = file.read(4) == b"PK\x03\x04"
    if zipped:
        check_workbook(path)
    elif path.stat().st_size > MAX_BYTES:
        raise InputError(
            Say(f"{path.name} terlalu besar.", f"{path.name} is too large."),
            Say("Simpan sebagai CSV, lalu ulangi.", "Save it as CSV, and try again."),
        )
    try:
        book = _opened(path, zipped=zipped)
        sheets = [m for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        # A hidden sheet is a list for drop-downs or an old copy, unless there is nothing else.
        visible = [m.name for m in sheets if m.visible == SheetVisibleEnum.Visible] or [m.name for m in sheets]
        tables = tuple(table for name in visible if (table := _sheet(book.get_sheet_by_name(name))))
    except PasswordError as error:
        raise InputError(
            Say(f"{path.name} dikunci dengan kata sandi.", f"{path.name} is locked with a password."),
            Say("Simpan salinan tanpa kata sandi, lalu ulangi.", "Save a copy without a password, and try again."),
        ) from error
    except (CalamineError, OSError, ValueError) as error:
        raise broken(path.name) from error
    except BaseException as error:
        # The reader is written in Rust; its internal faults arrive as PanicException, which is no Exception.
        if type(error).__name__ == "PanicException":
            raise broken(path.name) from error
        raise
    if not tables:
        raise InputError(
            Say(f"{path.name} tidak berisi data.", f"{path.name} holds no data."),
            Say("Periksa berkasnya.", "Check the file."),
        )
    return tables


def _opened(path: Path, *, zipped: bool) -> CalamineWorkbook:
    """The workbook; by what it is where its name says something else (an .xlsx that was renamed .xls)."""
    if zipped == (path.suffix.lower() != ".xls"):
        return CalamineWorkbook.from_path(str(path))
    with path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


def _sheet(sheet: CalamineSheet) -> Table | None:
    """One sheet as a table; None when it is empty. Line numbers are those that Excel shows."""
    if sheet.height == 0 or sheet.start is None:
        return None
    top = [list(cells) for _, cells in zip(range(HEADER_SEARCH + 3), sheet.iter_rows(), strict=False)]
    if not any(cell_text(cell) for row in top for cell in row):
        return None
    start = find_header(top)
    depth = _header_depth(sheet, start)
    headers = unique_headers(_merged_header(top, start, depth))
    return Table(sheet.name, headers, partial(_sheet_rows, sheet, start + depth, headers))


def _header_depth(sheet: CalamineSheet, start: int) -> int:
    """Rows the header takes: as far down as a cell merged from its first row reaches, three at most."""
    depth = 1
    with suppress(AttributeError, TypeError, CalamineError):
        for (top, _), (bottom, _) in sheet.merged_cell_ranges or ():
            if top == start:
                depth = max(depth, bottom - top + 1)
    return min(depth, 3)


def _merged_header(top: Sequence[Cells], start: int, depth: int) -> list[object]:
    """The lowest name of each column; where the header row has none, the one above it ("Tanggal" over two rows)."""
    width = max(len(row) for row in top)
    names: list[object] = []
    for column in range(width):
        cells = [row[column] if column < len(row) else "" for row in top[start : start + depth]]
        name: object = next((cell for cell in reversed(cells) if cell_text(cell)), "")
        if not cell_text(name) and start > 0 and column < len(top[start - 1]):
            above = cell_text(top[start - 1][column])
            name = above if looks_like_header(above) else ""
        names.append(name)
    while len(names) > 1 and not cell_text(names[-1]):
        names.pop()
    return names[:MAX_COLUMNS]


def _sheet_rows(
    sheet: CalamineSheet, skip: int, headers: tuple[str, ...], _long_column: str | None
) -> Iterator[Row | BadRow]:
    merged, held = _merged_down(sheet), dict[int, tuple[int, object]]()
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > skip and any(cell_text(cell) for cell in cells):
            full: list[object] = list(cells)
            for column, (bottom, value) in held.items():
                if number - 1 <= bottom and column < len(full) and not cell_text(full[column]):
                    full[column] = value
            yield Row(number, dict(zip(headers, full, strict=False)))
        held.update(
            (column, (bottom, cells[column])) for column, bottom in merged.get(number - 1, ()) if column < len(cells)
        )


def _merged_down(sheet: CalamineSheet) -> dict[int, list[tuple[int, int]]]:
    """First row of a cell merged over rows → its column and last row: a date written once for several rows is theirs all."""
    found: dict[int, list[tuple[int, int]]] = {}
    with suppress(AttributeError, TypeError, CalamineError):
        for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
            if bottom > top:
                found.setdefault(top, []).append((left, bottom))
    return found


def read_html_table(path: Path) -> tuple[Table, ...]:
    """The largest table of an HTML page (an ".xls" that is none).

    Raises:
        InputError: no table in it, or too large.
    """
    if path.stat().st_size > MAX_BYTES:
        raise InputError(
            Say(f"{path.name} terlalu besar.", f"{path.name} is too large."),
            Say("Simpan sebagai CSV, lalu ulangi.", "Save it as CSV, and try again."),
        )
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(decode(path.read_bytes()).replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    found = [_html_rows(table) for table in root.iter("table")] if root is not None else []
    rows = max(found, key=len, default=[])
    if not rows:
        raise InputError(
            Say(f"{path.name} adalah halaman web tanpa tabel.", f"{path.name} is a web page without a table."),
            Say("Ekspor data sebagai CSV atau XLSX, lalu ulangi.", "Export the data as CSV or XLSX, and try again."),
        )
    start = find_header([cells for _, cells in rows])
    headers = unique_headers(rows[start][1])
    return (Table("", headers, partial(_fitted, rows[start + 1 :], headers)),)


def _html_rows(table: etree._Element) -> list[tuple[int, list[str]]]:
    """(line in the file, cells) of each row that belongs to this table and not to one inside it."""
    rows = []
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            continue
        cells = ["\n".join(filter(None, map(str.strip, cell.itertext()))) for cell in row.iterchildren("td", "th")]  # type: ignore[arg-type]
        if any(cells):
            rows.append((_line_of(row), cells))
    return rows


def _fitted(
    rows: list[tuple[int, list[str]]], headers: tuple[str, ...], _long_column: str | None
) -> Iterator[Row | BadRow]:
    for line, cells in rows:
        note = None
        if len(cells) > len(headers) and any(cells[len(headers) :]):
            note = line_note(
                line, "ada kolom tanpa judul; tidak dipakai.", "there are columns without a header; not used."
            )
        yield Row(line, dict(zip(headers, cells, strict=False)), note)


def _line_of(element: etree._Element) -> int:
    """The line of the file an element begins on; 0 where the parser does not know."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0
