"""Any file an officer brings: tables, JSON, workbooks, chats, saved feeds, plain text; told apart by what is in them.

A row that cannot be used is noted with its line and costs itself only. A million rows of CSV or JSONL are read with the
memory of a few.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path

from collectors.base import MAX_NOTES
from collectors.files.archives import Unpacked, is_archive, unpack
from collectors.files.chats import ChatCount, walk_chat
from collectors.files.layout_tables import TableLayout
from collectors.files.layouts import UNFOLDED, layout_of_headers
from collectors.files.mapping import ColumnMapping, map_columns
from collectors.files.rows import RowReader
from collectors.files.table_types import BadRow, Layout, Row, Table, line_note
from collectors.files.tables import file_head, is_feed, read_rows, tables_in
from collectors.texts import refuse_binary, sniff_encoding
from kentongan.core.errors import ColumnError, InputError
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind, RawPost, Source, source_id
from kentongan.core.runs import Outcome, OutcomeKind

__all__ = ["FileHarvest", "Tally", "file_source", "read_file", "read_pasted", "read_rows"]

# A saved feed is read whole.
MAX_FEED_FILE = 100_000_000
_LONGEST_LINE = 1_000_000


class FileHarvest:
    """What a file gives.

    `posts` is an iterator and can be walked once; `outcome` counts what was walked so far, and is complete after it.

    Args:
        source: what the posts come from.
        posts: raw posts, in the file's order.
        tally: counts and notes, filled while `posts` is walked.
        mappings: which column is what, by sheet name; empty for chats and texts. `mapping` is the first one's.
        recognised: the tools whose exports its tables are; their mappings are shown, and never kept.
    """

    def __init__(
        self,
        source: Source,
        posts: Iterator[RawPost],
        tally: Tally,
        mappings: Mapping[str, ColumnMapping] | None = None,
        recognised: Sequence[str] = (),
    ) -> None:
        self.source = source
        self.posts = posts
        self.mappings: Mapping[str, ColumnMapping] = mappings or {}
        self.mapping: ColumnMapping | None = next(iter(self.mappings.values()), None)
        self.recognised = tuple(dict.fromkeys(recognised))
        self._tally = tally

    def note(self, say: Say) -> None:
        """Add a line about the file as a whole."""
        self._tally.note(say)

    @property
    def outcome(self) -> Outcome:
        """How it went, so far."""
        tally = self._tally
        return Outcome(
            self.source.id,
            self.source.name,
            OutcomeKind.OK,
            seen=tally.seen,
            rejected=tally.rejected,
            notes=tuple(tally.notes),
            partial=tally.partial,
        )


class Tally:
    """Counts and the first notes of one reading."""

    def __init__(self) -> None:
        self.seen = 0
        self.rejected = 0
        self.notes: list[Say] = []
        self.partial = False

    def note(self, *says: Say) -> None:
        """Keep notes while there is room."""
        if says:
            self.notes.extend(says[: MAX_NOTES - len(self.notes)])

    def reject(self, *says: Say) -> None:
        """One more row that is not used, and why."""
        self.rejected += 1
        self.note(*says)


def file_source(name: str, *, kind: str = "file", zone: str = "WIB") -> Source:
    """The source of a file that no setting speaks of; by its name, never by its folder."""
    return Source(id=source_id(kind, name), kind=kind, name=name, address=name, zone=zone)


def read_file(
    path: Path,
    *,
    zone: str,
    now: datetime,
    mapping: ColumnMapping | None = None,
    overrides: Mapping[str, str] | None = None,
    kind: PostKind | None = None,
    source: Source | None = None,
) -> FileHarvest:
    """The posts in a file.

    Args:
        path: the file.
        zone: "WIB", "WITA" or "WIT": of dates that name none.
        now: when it is read; aware.
        mapping: a kept mapping; used for tables that have its columns.
        overrides: field → header, the officer's word over the proposal.
        kind: what all its posts are; None: each row is looked at.
        source: what its posts come from; None: the file itself.

    Raises:
        InputError: missing, a folder, not permitted, empty, or nothing that can be read.
        ColumnError: a table without a text and a title column.
    """
    own = source or file_source(path.name, zone=zone)
    head = file_head(path)
    if is_archive(path, head):
        found = unpack(path, head)
        return _packed(
            found, partial(_read_plain, zone=zone, now=now, mapping=mapping, overrides=overrides, kind=kind, own=own)
        )
    return _read_plain(path, head, zone=zone, now=now, mapping=mapping, overrides=overrides, kind=kind, own=own)


def _packed(found: Unpacked, read: Callable[[Path, bytes], FileHarvest]) -> FileHarvest:
    """What was in an archive; its folder goes when all was read, or when nobody reads on."""
    try:
        harvest = read(found.path, found.head())
    except BaseException:
        found.discard()
        raise
    harvest.posts = _then(harvest.posts, found.discard)
    weakref.finalize(harvest.posts, found.discard)
    if found.media:
        harvest.note(
            Say(
                f"{found.media} berkas lain di dalam arsip tidak dibaca.",
                f"{found.media} other files in the archive were not read.",
            )
        )
    return harvest


def _then(posts: Iterator[RawPost], finish: Callable[[], None]) -> Iterator[RawPost]:
    try:
        yield from posts
    finally:
        finish()


def _read_plain(
    path: Path,
    head: bytes,
    *,
    zone: str,
    now: datetime,
    mapping: ColumnMapping | None,
    overrides: Mapping[str, str] | None,
    kind: PostKind | None,
    own: Source,
) -> FileHarvest:
    """A file that is not packed."""
    tally = Tally()
    tables = tables_in(path, head)
    if tables is None:
        posts = _texts(path, head, own, zone=zone, now=now, tally=tally)
        return FileHarvest(own, _as(posts, kind, own), tally)
    mapped = _mapped(tables, mapping, overrides, tally)
    streams = [
        _unfolded(table, layout, found, RowReader(UNFOLDED, zone, now, kind), tally)
        if layout
        else _posts(table, RowReader(found, zone, now, kind), tally)
        for table, found, layout in mapped
    ]
    return FileHarvest(
        own,
        _as(chain.from_iterable(streams), None, own),
        tally,
        {table.name: found for table, found, _ in mapped},
        [layout.name for _, _, layout in mapped if layout],
    )


def read_pasted(
    text: str, *, zone: str, now: datetime, kind: PostKind | None = None, source: Source | None = None
) -> FileHarvest:
    """The posts in pasted text (standard input): a WhatsApp chat, or one message.

    Raises:
        InputError: nothing but white space.
    """
    own = source or Source(source_id("paste", "", "WhatsApp"), "paste", "Teks tempelan", post_kind=PostKind.MESSAGE)
    if not text.strip():
        raise InputError(
            Say("Teks tempelan kosong.", "The pasted text is empty."),
            Say("Tempel pesan, lalu akhiri dengan Ctrl+D.", "Paste the message and end with Ctrl+D."),
        )
    tally = Tally()
    return FileHarvest(own, _as(_chat(text.splitlines, zone=zone, now=now, tally=tally), kind, own), tally)


def _mapped(
    tables: Sequence[Table], kept: ColumnMapping | None, overrides: Mapping[str, str] | None, tally: Tally
) -> list[tuple[Table, ColumnMapping, Layout | None]]:
    """Each table with its mapping and its layout; sheets without text and title are noted, unless all are.

    The officer's word (now, or kept from an earlier time) is over a layout, and a layout over the names of columns.
    """
    found: list[tuple[Table, ColumnMapping, Layout | None]] = []
    refused: ColumnError | None = None
    for table in tables:
        if kept is not None and not overrides and kept.fits(table.headers):
            found.append((table, kept, None))
            continue
        if not overrides and (layout := table.layout or layout_of_headers(table.headers)):
            seen = (
                layout.mapping(table.headers)
                if isinstance(layout, TableLayout)
                else ColumnMapping({}, headers=table.headers)
            )
            found.append((table, seen, layout))
            continue
        try:
            found.append((table, map_columns(table.headers, overrides), None))
        except ColumnError as error:
            refused = refused or error
            tally.note(
                Say(
                    f'Lembar "{table.name}" dilewati: tidak ada kolom isi atau judul.',
                    f'Sheet "{table.name}" is left out: no text or title column.',
                )
            )
    if not found and refused is not None:
        raise refused
    return found


def _unfolded(table: Table, layout: Layout, seen: ColumnMapping, reader: RowReader, tally: Tally) -> Iterator[RawPost]:
    """The posts of a known tool's table; a row or an object may hold none, one or many."""
    rows = table.objects() if table.layout and table.objects else table.rows(seen.columns.get("text"))
    for row in rows:
        if isinstance(row, BadRow):
            tally.seen += 1
            tally.reject(row.reason)
            continue
        empty = True
        for values in layout.unfold(row.values):
            empty = False
            tally.seen += 1
            yield from _read(reader, replace(row, values=values), table.name, tally)
        if empty:
            tally.seen += 1
            words = (f"bukan unggahan {layout.name}.", f"no post of {layout.name}.")
            tally.reject(line_note(row.line, *words, sheet=table.name))


def _posts(table: Table, reader: RowReader, tally: Tally) -> Iterator[RawPost]:
    columns = reader.mapping.columns
    for row in table.rows(columns.get("text") or columns.get("title")):
        tally.seen += 1
        if isinstance(row, BadRow):
            tally.reject(row.reason)
        else:
            yield from _read(reader, row, table.name, tally)


def _read(reader: RowReader, row: Row, sheet: str, tally: Tally) -> Iterator[RawPost]:
    post, notes = reader.read(row, sheet)
    if post is None:
        tally.reject(*notes)
        return
    tally.note(*notes)
    yield post


def _texts(path: Path, head: bytes, source: Source, *, zone: str, now: datetime, tally: Tally) -> Iterator[RawPost]:
    """A chat, a saved feed, or one text."""
    if not is_feed(head):
        refuse_binary(head, path.name)
        return _chat(partial(_lines, path, sniff_encoding(path)), zone=zone, now=now, tally=tally)
    if path.stat().st_size > MAX_FEED_FILE:
        raise InputError(
            Say(f"Berkas {path.name} terlalu besar.", f"The file {path.name} is too large."),
            Say("Pecah menjadi beberapa berkas.", "Split it into several files."),
        )
    from collectors.feeds.collector import read_feed  # takes 0.1 s to import

    reading = read_feed(path.read_bytes(), "", replace(source, zone=zone), base_url="", now=now)
    tally.seen, tally.rejected = len(reading.posts) + reading.rejected, reading.rejected
    tally.note(*reading.notes)
    tally.partial = reading.partial
    return iter(reading.posts)


def _lines(path: Path, encoding: str) -> Iterator[str]:
    """The lines of a text; one without end comes in pieces."""
    with path.open(encoding=encoding, errors="replace") as file:
        while line := file.readline(_LONGEST_LINE):
            yield line


def _chat(lines: Callable[[], Iterable[str]], *, zone: str, now: datetime, tally: Tally) -> Iterator[RawPost]:
    count = ChatCount()
    for post in walk_chat(lines, zone=zone, now=now, count=count):
        tally.seen += 1
        yield post
    tally.note(*count.notes())
    if count.dropped:
        tally.note(
            Say(
                f"{count.dropped} baris sistem atau media tanpa teks dilewati.",
                f"{count.dropped} system lines or media without text were left out.",
            )
        )


def _as(posts: Iterator[RawPost], kind: PostKind | None, source: Source) -> Iterator[RawPost]:
    """The posts under the officer's kind and the source's mark of being the office's own."""
    for post in posts:
        if kind is not None or source.official:
            yield replace(post, kind=kind or post.kind, official=post.official or source.official)
        else:
            yield post
