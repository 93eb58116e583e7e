"""The tables in a file, whatever program wrote it: CSV, JSONL, JSON, XLSX, XLS, HTML called .xls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from collectors.base import MAX_NOTES
from collectors.files.chats import looks_like_chat
from collectors.files.csv_files import read_csv
from collectors.files.jsonl_files import read_jsonl
from collectors.files.spreadsheets import read_html_table, read_workbook
from collectors.files.synonyms import looks_like_header
from collectors.files.table_types import BadRow, Table
from collectors.texts import decode, refuse_binary
from kentongan.core.errors import InputError
from kentongan.core.messages import Say

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_HTML = re.compile(
    r"^(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype html|html|table|head|body|meta|style|div)\b",
    re.DOTALL,
)
_FEED = re.compile(
    r"^(?:<\?xml.{0,500}?\?>\s*){0,3}(?:<!--.{0,2000}?-->\s*)?(?:<!doctype rss.{0,500}?>\s*)?<(?:rss|feed|rdf:rdf)\b",
    re.DOTALL,
)
_TABLE_SUFFIXES = (".csv", ".tsv", ".tab")


def read_tables(path: Path) -> Sequence[Table]:
    """The tables in a file, told by what is in it; rows are read when they are asked for.

    Raises:
        InputError: missing, a folder, empty, or nothing that is a table.
    """
    head = file_head(path)
    found = tables_in(path, head)
    return found if found is not None else (read_csv(path),)


def read_rows(path: Path, notes: list[Say]) -> Iterator[Mapping[str, object]]:
    """The rows of a file's first table as they are, by column; columns keep their names.

    Args:
        path: the file.
        notes: gets a line for each row that could not be read or was odd, `MAX_NOTES` at most.

    Raises:
        InputError: see `read_tables`; raised at once, before the first row.
    """
    return _rows(read_tables(path)[0], notes)


def _rows(table: Table, notes: list[Say]) -> Iterator[Mapping[str, object]]:
    long_column = next((name for name in table.headers if name.casefold() in ("text", "isi", "narrative")), None)
    for row in table.rows(long_column):
        note = row.reason if isinstance(row, BadRow) else row.note
        if note is not None and len(notes) < MAX_NOTES:
            notes.append(note)
        if not isinstance(row, BadRow):
            yield row.values


def file_head(path: Path) -> bytes:
    """The first bytes of a file that can be read and holds something.

    Raises:
        InputError: missing, a folder, not permitted, empty.
    """
    name = path.name or str(path)
    if path.is_dir():
        raise InputError(
            Say(f"{name} adalah folder, bukan berkas.", f"{name} is a folder, not a file."),
            Say("Sebutkan berkasnya.", "Name a file."),
        )
    try:
        with path.open("rb") as file:
            head = file.read(65536)
    except FileNotFoundError as error:
        raise InputError(
            Say(f"Berkas {name} tidak ditemukan.", f"The file {name} was not found."),
            Say("Periksa nama dan foldernya.", "Check its name and folder."),
        ) from error
    except (OSError, ValueError) as error:
        raise InputError(
            Say(f"Berkas {name} tidak dapat dibuka.", f"The file {name} cannot be opened."),
            Say("Tutup program yang memakainya atau periksa izinnya.", "Close programs using it or check permissions."),
        ) from error
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise InputError(
            Say(f"Berkas {name} kosong.", f"The file {name} is empty."), Say("Periksa berkasnya.", "Check the file.")
        )
    return head


def tables_in(path: Path, head: bytes) -> Sequence[Table] | None:
    """The tables in a file that begins with `head`; None where it holds a chat, a feed or plain text."""
    if head.startswith((b"PK\x03\x04", _OLD_WORKBOOK)):
        return read_workbook(path)
    text = decode(head).lstrip("\ufeff").lstrip()
    if text.startswith(("{", "[")) and not looks_like_chat(text):
        return (read_jsonl(path),)
    refuse_binary(head, path.name)
    if _HTML.match(text[:4096].casefold()):
        return read_html_table(path)
    if is_feed(head) or looks_like_chat(text):
        return None
    table = read_csv(path)
    if path.suffix.casefold() in _TABLE_SUFFIXES:
        return (table,)
    known = sum(map(looks_like_header, table.headers))
    return (table,) if known >= min(2, len(table.headers)) else None


def is_feed(head: bytes) -> bool:
    """Whether a file begins like RSS or Atom."""
    return _FEED.match(decode(head).lstrip("\ufeff").lstrip()[:4096].casefold()) is not None
