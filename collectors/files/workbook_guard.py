"""Look into an .xlsx or .ods before it is opened: a few kilobytes can unpack to gigabytes, or claim 17 billion cells.

The sizes an archive declares can lie, so the parts are unpacked here once, piece by piece, and counted; on the way the
corner of each sheet is read from its cell addresses (.xlsx) or its counts of repetition (.ods), because readers reserve
the whole rectangle.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers.expat import ExpatError

from collectors.files.ods_extent import Extent
from kentongan.core.errors import InputError
from kentongan.core.messages import Say

MAX_UNPACKED = 500_000_000
MAX_CELLS = 25_000_000
# Repeated cells of an .ods are all filled, at some 93 bytes each (measured).
MAX_OPEN_CELLS = 8_000_000
MAX_PARTS = 10_000
_PIECE = 1 << 20
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


def check_workbook(path: Path) -> None:
    """Pass in silence where the workbook is safe to open.

    Raises:
        InputError: no workbook, broken, too large once unpacked, or with a sheet too wide and long to hold.
    """
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names and not _is_open_document(archive, names):
                raise _not_a_workbook(path.name, names)
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise _too_large(path.name)
            _count(parts, raw, path.name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        OSError,
        NotImplementedError,
        ValueError,
        ExpatError,
    ) as error:
        raise broken(path.name) from error


def _is_open_document(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """A spreadsheet of LibreOffice; a text document of the same family is none."""
    if not {"content.xml", "mimetype"} <= names:
        return False
    with archive.open("mimetype") as part:
        return part.read(100).strip().startswith(b"application/vnd.oasis.opendocument.spreadsheet")


def _count(parts: list[zipfile.ZipInfo], raw: BinaryIO, name: str) -> None:
    left = MAX_UNPACKED
    for part in parts:
        sheet = _SHEET.fullmatch(part.filename) is not None
        extent = Extent() if part.filename == "content.xml" else None
        columns = rows = 0
        tail = b""
        for piece in unpacked(part, raw):
            left -= len(piece)
            if left < 0:
                raise _too_large(name)
            if extent is not None and extent.feed(piece) > MAX_OPEN_CELLS:
                raise _too_wide(name, extent.columns, extent.rows)
            if not sheet:
                continue
            for letters, digits in _CELL.findall(tail + piece):
                columns, rows = max(columns, _column(letters)), max(rows, int(digits))
            if columns * rows > MAX_CELLS:
                raise _too_wide(name, columns, rows)
            tail = piece[-32:]


def unpacked(part: zipfile.ZipInfo, raw: BinaryIO) -> Iterator[bytes]:
    """The part's bytes in bounded pieces, whatever its header claims."""
    raw.seek(part.header_offset)
    header = raw.read(30)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    raw.seek(part.header_offset + 30 + name_length + extra_length)
    left = part.compress_size
    if part.compress_type == zipfile.ZIP_STORED:
        while left > 0 and (piece := raw.read(min(_PIECE, left))):
            left -= len(piece)
            yield piece
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile("an unusual compression")
    unpacker = zlib.decompressobj(-15)
    while left > 0 and not unpacker.eof and (packed := raw.read(min(_PIECE, left))):
        left -= len(packed)
        while packed:
            yield unpacker.decompress(packed, _PIECE)
            packed = unpacker.unconsumed_tail
    while piece := unpacker.decompress(b"", _PIECE):
        yield piece


def _column(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def broken(name: str) -> InputError:
    """The workbook cannot be opened."""
    return InputError(
        Say(f"Berkas Excel {name} rusak atau tidak lengkap.", f"The workbook {name} is broken or incomplete."),
        Say("Buka di Excel, simpan ulang, lalu ulangi.", "Open it in Excel, save it again, and try again."),
    )


def _not_a_workbook(name: str, parts: set[str]) -> InputError:
    if "content.xml" in parts or "xl/workbook.bin" in parts:
        return InputError(
            Say(f"Format lembar kerja {name} tidak didukung.", f"The spreadsheet format of {name} is not supported."),
            Say("Simpan sebagai XLSX atau CSV, lalu ulangi.", "Save it as XLSX or CSV, and try again."),
        )
    return InputError(
        Say(f"{name} adalah arsip ZIP, bukan lembar kerja Excel.", f"{name} is a ZIP archive, not a workbook."),
        Say("Ekstrak isinya, lalu impor berkas di dalamnya.", "Extract it, and import the file inside."),
    )


def _too_large(name: str) -> InputError:
    return InputError(
        Say(f"Isi {name} terlalu besar setelah dimekarkan.", f"{name} is too large once unpacked."),
        Say("Simpan sebagai CSV, lalu ulangi.", "Save it as CSV, and try again."),
    )


def _too_wide(name: str, columns: int, rows: int) -> InputError:
    return InputError(
        Say(
            f"Sebuah lembar di {name} membentang {rows} baris x {columns} kolom.",
            f"A sheet of {name} spans {rows} rows x {columns} columns.",
        ),
        Say("Hapus sel yang jauh dari data, atau simpan sebagai CSV.", "Delete cells far off, or save it as CSV."),
    )
