"""JSON Lines, and the JSON files that are taken for it: one array, or one object around a list.

Read piece by piece: a million rows need the memory of one.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

from collectors.files.layouts import layout_of_objects
from collectors.files.synonyms import EXACT
from collectors.files.table_types import MAX_COLUMNS, BadRow, Row, Table, line_note
from collectors.outlets import plain_name
from collectors.texts import decode
from kentongan.core.errors import InputError
from kentongan.core.messages import Say

# One object, in bytes.
MAX_LINE = 5_000_000
# An object around a list ({"data": [...]}) is read whole.
MAX_WHOLE = 100_000_000
# Columns are those of so many first rows, or of so many bytes; later ones are read under the same names.
_HEADER_ROWS = 200
_HEADER_BYTES = 4_000_000
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class _Value:
    """One object of the file as it was written: its line or place, how long it was, and whether it is the only one."""

    line: int
    value: Mapping[str, object]
    size: int = 0
    whole: bool = False


def read_jsonl(path: Path) -> Table:
    """The table in a JSONL or JSON file; nested objects become "author.name".

    Raises:
        InputError: not one readable object in it.
    """
    values = _source(path)
    first: list[_Value | BadRow] = []
    headers: dict[str, None] = {}
    size = 0
    for value in values:
        first.append(value)
        size += value.size if isinstance(value, _Value) else 0
        for row in islice(_flat(value), _HEADER_ROWS):
            headers.update(dict.fromkeys(row.values if isinstance(row, Row) else ()))
        if len(first) >= _HEADER_ROWS or size > _HEADER_BYTES:
            break
    if not headers:
        raise InputError(
            Say(f"Tidak ada objek JSON yang terbaca di {path.name}.", f"No JSON object could be read in {path.name}."),
            Say('Satu objek per baris, misalnya {"text": "…"}.', 'One object per line, like {"text": "…"}.'),
        )
    return Table(
        "",
        tuple(headers)[:MAX_COLUMNS],
        partial(_rows, first, values),
        layout_of_objects(value.value for value in first if isinstance(value, _Value)),
        partial(_objects, first, values),
    )


def _rows(
    first: list[_Value | BadRow], rest: Iterator[_Value | BadRow], _long_column: str | None
) -> Iterator[Row | BadRow]:
    return chain.from_iterable(map(_flat, _again(first, rest)))


def _objects(first: list[_Value | BadRow], rest: Iterator[_Value | BadRow]) -> Iterator[Row | BadRow]:
    return (one if isinstance(one, BadRow) else Row(one.line, one.value) for one in _again(first, rest))


def _again(first: list[_Value | BadRow], rest: Iterator[_Value | BadRow]) -> Iterator[_Value | BadRow]:
    kept = list(first)
    first.clear()
    while kept:
        yield kept.pop(0)
    yield from rest


def _flat(value: _Value | BadRow) -> Iterator[Row | BadRow]:
    """The rows in a value: itself, or those of the list that it is a wrapper around."""
    if isinstance(value, BadRow):
        yield value
    elif value.whole and not _has_text(value.value):
        yield from _listed(value.value)
    else:
        yield Row(value.line, flatten(value.value))


def _source(path: Path) -> Iterator[_Value | BadRow]:
    """By the first characters: an array, lines of objects, or one object over several lines."""
    with path.open("rb") as file:
        head = file.read(4096)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise InputError(
                Say(f"{path.name} memakai sandi UTF-16.", f"{path.name} is written in UTF-16."),
                Say("Simpan sebagai UTF-8, lalu ulangi.", "Save it as UTF-8, and try again."),
            )
        start = head.removeprefix(codecs.BOM_UTF8).lstrip()
        if start.startswith(b"["):
            return _array(path)
        file.seek(0)
        line = next((text for text in iter(lambda: file.readline(MAX_LINE), b"") if _bare(text)), b"")
        first = _parsed(_bare(line)) if _bare(line) else None
        alone = isinstance(first, dict) and not any(_bare(text) for text in iter(lambda: file.readline(_PIECE), b""))
        if alone and isinstance(first, dict):
            return iter([_Value(1, first, len(line), whole=True)])
        if _bare(line) and first is None and path.stat().st_size <= MAX_WHOLE:
            file.seek(0)
            whole = _parsed(_bare(file.read()))
            if isinstance(whole, dict):
                return iter([_Value(1, whole, whole=True)])
    return _lines(path)


def _lines(path: Path) -> Iterator[_Value | BadRow]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                _skip_line(file, line)
                yield BadRow(number, line_note(number, "baris terlalu panjang.", "the line is too long."))
                continue
            text = _bare(line)
            if text:
                yield _value(number, _parsed(text), len(text))


def _skip_line(file: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(_PIECE)


def _value(number: int, value: object, size: int = 0) -> _Value | BadRow:
    if isinstance(value, dict):
        return _Value(number, value, size)
    if value is None:
        return BadRow(number, line_note(number, "bukan JSON yang sah.", "not valid JSON."))
    return BadRow(number, line_note(number, "bukan objek JSON.", "not a JSON object."))


def _array(path: Path) -> Iterator[_Value | BadRow]:
    """The objects of a top-level array, one after the other; the number is the object's place in it."""
    decoder = json.JSONDecoder()
    utf8 = codecs.getincrementaldecoder("utf-8-sig")("replace")
    with path.open("rb") as file:
        buffer = utf8.decode(file.read(_PIECE)).lstrip()[1:]
        number = 0
        while True:
            buffer = buffer.lstrip(" \t\r\n,")
            if buffer.startswith("]"):
                return
            try:
                value, end = decoder.raw_decode(buffer)
                # A number may go on in the next piece; an object ends with its brace.
                complete = isinstance(value, dict | list | str) or end < len(buffer)
            except (ValueError, RecursionError):
                complete = False
            if complete:
                number += 1
                buffer = buffer[end:]
                yield _value(number, value if value is not None else False, end)
                continue
            piece = file.read(_PIECE)
            if not piece or len(buffer) > MAX_LINE:
                if buffer.strip():
                    yield BadRow(
                        number + 1,
                        line_note(
                            number + 1, "objek JSON rusak; sisanya tidak terbaca.", "broken JSON; the rest is lost."
                        ),
                    )
                return
            buffer += utf8.decode(piece)


def _listed(whole: Mapping[str, object]) -> Iterator[Row | BadRow]:
    """The longest list of objects in an object ({"data": [...]}, {"items": [...]}), or the object itself."""
    lists = [value for value in whole.values() if isinstance(value, list) and any(isinstance(v, dict) for v in value)]
    items: list[object] = max(lists, key=len, default=[whole])
    for number, item in enumerate(items, start=1):
        found = _value(number, item if item is not None else False)
        yield found if isinstance(found, BadRow) else Row(number, flatten(found.value))


def _has_text(value: Mapping[str, object]) -> bool:
    """Whether an object is a post itself rather than a wrapper around many."""
    fields = {one for key in value for one, _ in EXACT.get(plain_name(key), ())}
    return bool(fields & {"text", "title"})


def flatten(value: Mapping[str, object], prefix: str = "", depth: int = 0) -> dict[str, object]:
    """Nested objects as dotted names, three levels deep: {"author": {"name": "A"}} has "author.name"."""
    flat: dict[str, object] = {}
    for key, one in value.items():
        name = f"{prefix}{key}"
        if isinstance(one, dict):
            if depth < 3:
                flat.update(flatten(one, f"{name}.", depth + 1))
        else:
            flat[name] = one
        if len(flat) > MAX_COLUMNS:
            break
    return flat


def _bare(line: bytes) -> bytes:
    return line.removeprefix(codecs.BOM_UTF8).strip()


def _parsed(text: bytes) -> object:
    """The value, or None where it is no JSON (a JSON null is no object either)."""
    try:
        value: object = json.loads(decode(text))
    except (ValueError, RecursionError):
        return None
    return value
