"""The labels of all posts as columns in memory: 48 bytes a post, filtered and counted in milliseconds.

Counting by tone, source, category, place and day goes over every hit. In SQL that is a look-up a hit and a grouping a
facet (a fifth of a second for a common word); over arrays it is a few passes. What changed since the last look is read by
its `revision`, so that the columns are as fresh as the database at every search.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from kentongan.core.search_query import Label, Period
from kentongan.store.schema import post_labels

Mask = NDArray[np.bool_]
Seqs = NDArray[np.int64]

CODED: Final = ("kind", "source", "tone", "category", "places", "language", "issue_id")
_FLAGS: Final = ("verification", "outside", "corrected")
# Read joined into one text: a row costs by its columns, and there are few combinations of these.
_FEW: Final = ("kind", "tone", "category", "language", *_FLAGS)
_MANY: Final = ("source", "places", "issue_id")
_BETWEEN: Final = "\x1f"
COLUMN_OF: Final = {
    "jenis": "kind",
    "sumber": "source",
    "nada": "tone",
    "kategori": "category",
    "tempat": "places",
    "bahasa": "language",
    "isu": "issue_id",
    "verifikasi": "verification",
    "luar": "outside",
    "koreksi": "corrected",
}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_PORTION: Final = 20_000
_REMEMBERED: Final = 500_000  # posts whose change is known, over all looks
_LOOKS: Final = 500
DAY: Final = 86_400_000_000


@dataclass(slots=True)
class Coded:
    """A column of texts as numbers: `values[codes[seq]]` is the text of a post."""

    codes: NDArray[np.int32]
    values: list[str]
    numbers: dict[str, int]

    def mask(self, fits: Callable[[str], bool]) -> Mask:
        """Which posts have a text that fits; each distinct text is asked once."""
        table = np.fromiter((fits(value) for value in self.values), dtype=bool, count=len(self.values))
        found: Mask = table[self.codes]
        return found


@dataclass(frozen=True, slots=True)
class Columns:
    """The labels of all posts at one moment, by `seq`; rows of numbers that no post has are not `present`.

    Args:
        revision: of the latest change that is in it.
        published: microseconds since 1970.
        copy_of: seq of the post whose text a post carries; -1 = its own.
        changes: the latest changes, oldest first, each with the revision it led to and the seqs it reached.
        since: the revision before all of `changes`.
    """

    revision: int
    present: Mask
    published: NDArray[np.int64]
    copy_of: NDArray[np.int64]
    coded: dict[str, Coded]
    flags: dict[str, Mask]
    changes: tuple[tuple[int, Seqs], ...] = ()
    since: int = 0

    @property
    def size(self) -> int:
        """One more than the highest seq."""
        return len(self.present)

    def changed_since(self, revision: int) -> Seqs | None:
        """Which posts changed after a revision, words or labels; None where that is no longer known."""
        if not self.since <= revision <= self.revision:
            return None
        later = [seqs for reached, seqs in self.changes if reached > revision]
        return np.concatenate(later) if later else np.empty(0, dtype=np.int64)

    def where(self, label: Label | Period) -> Mask:
        """Which posts have the label."""
        if isinstance(label, Period):
            mask = self.present.copy()
            if label.since is not None:
                mask &= self.published >= (label.since - _EPOCH) // _MICROSECOND
            if label.until is not None:
                mask &= self.published < (label.until - _EPOCH) // _MICROSECOND
            return mask
        column = COLUMN_OF[label.field]
        if column in _FLAGS:
            return self.present & (self.flags[column] if "ya" in label.values else ~self.flags[column])
        if column == "places":
            inside = tuple(f"{code}." for code in label.values)
            mask = self.coded[column].mask(lambda codes: any(f"{code}.".startswith(inside) for code in codes.split()))
        else:
            wanted = frozenset(label.values)
            mask = self.coded[column].mask(wanted.__contains__)
        return self.present & mask

    def count(self, column: str, seqs: Seqs) -> dict[str, int]:
        """How many of these posts have each text of a column; a post of several places counts at each."""
        coded = self.coded[column]
        counts = np.bincount(coded.codes[seqs], minlength=len(coded.values))
        found: dict[str, int] = {}
        for code in np.flatnonzero(counts).tolist():
            value = coded.values[code]
            for one in dict.fromkeys(value.split()) if column == "places" else (value,):
                found[one] = found.get(one, 0) + int(counts[code])
        return found

    def days(self, seqs: Seqs, offset: timedelta) -> dict[int, int]:
        """How many of these posts were published on each day (days since 1970 at this distance from UTC)."""
        days = (self.published[seqs] + offset // _MICROSECOND) // DAY
        if not len(days):
            return {}
        first = int(days.min())
        if int(days.max()) - first > 100_000:  # a date far off: sorting instead of a table of all days between
            values, counts = np.unique(days, return_counts=True)
            return dict(zip(values.tolist(), counts.tolist(), strict=True))
        table = np.bincount(days - first)
        return {first + day: int(table[day]) for day in np.flatnonzero(table).tolist()}


@dataclass(slots=True)
class ColumnKeeper:
    """Holds the columns and brings them up to date; safe to share between threads."""

    _held: Columns | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def current(self, connection: Connection) -> Columns:
        """The columns as the database is now."""
        revision = connection.scalar(sa.select(sa.func.max(post_labels.c.revision))) or 0
        held = self._held
        if held is not None and held.revision >= revision:
            return held
        with self._lock:
            held = self._held
            if held is None or held.revision < revision:
                held = self._held = _refreshed(held, connection, revision)
            return held


def _refreshed(held: Columns | None, connection: Connection, revision: int) -> Columns:
    """New columns with every row that changed after `held`; `held` itself stays as it is for those who read it."""
    size = (connection.scalar(sa.select(sa.func.max(post_labels.c.seq))) or 0) + 1
    columns = _grown(held, size)
    few: sa.ColumnElement[str] = sa.cast(post_labels.c[_FEW[0]], sa.Text)
    for name in _FEW[1:]:
        few = few + _BETWEEN + sa.cast(post_labels.c[name], sa.Text)
    names = ("seq", "published_at", "copy_of", *_MANY)
    query = sa.select(*(_raw(connection, name) for name in names), few)
    if held is not None:
        query = query.where(post_labels.c.revision > held.revision)
    if connection.dialect.name != "sqlite":  # SQLite shows one state to all that is asked here
        # What is written while we read has a higher revision and waits for the next look.
        query = query.where(post_labels.c.revision <= revision)
    changed = []
    for rows in _portions(connection, query):
        seq, published, copy_of, *rest = zip(*rows, strict=True)
        at = np.array(seq, dtype=np.int64)
        changed.append(at)
        columns.present[at] = True
        columns.published[at] = published
        columns.copy_of[at] = [-1 if one is None else one for one in copy_of]
        for name, texts in zip(_MANY, rest, strict=False):
            columns.coded[name].codes[at] = _codes(columns.coded[name], texts)
        _take_apart(columns, at, rest[-1])
    if held is None:
        return replace(columns, revision=revision, since=revision)
    changes = (*held.changes, (revision, np.concatenate(changed) if changed else np.empty(0, dtype=np.int64)))
    since = held.since
    while sum(len(seqs) for _, seqs in changes) > _REMEMBERED or len(changes) > _LOOKS:
        since, changes = changes[0][0], changes[1:]
    return replace(columns, revision=revision, changes=changes, since=since)


def _take_apart(columns: Columns, at: Seqs, texts: Sequence[str]) -> None:
    """Set the columns of few values from what stands joined; each different combination is looked at once."""
    numbers = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    combined = np.array(list(map(numbers.__getitem__, texts)), dtype=np.int64)
    apart = list(zip(*(text.split(_BETWEEN) for text in numbers), strict=True))
    for name, values in zip(_FEW, apart, strict=True):
        if name in _FLAGS:
            columns.flags[name][at] = np.array([value in ("1", "true") for value in values])[combined]
        else:
            columns.coded[name].codes[at] = np.array(_codes(columns.coded[name], values), dtype=np.int32)[combined]


def _portions(connection: Connection, query: sa.Select[Any]) -> Iterator[Sequence[Sequence[Any]]]:
    """The rows of a query, some thousand at a time, as the driver gives them where it reads them one by one."""
    if connection.dialect.name != "sqlite":
        yield from connection.execution_options(yield_per=_PORTION).execute(query).partitions()
        return
    result = connection.execute(query)
    while rows := result.cursor.fetchmany(_PORTION):
        yield rows
    result.close()


def _raw(connection: Connection, name: str) -> sa.ColumnElement[Any]:
    """A column without the conversions that cost most of the time for a million rows."""
    column = post_labels.c[name]
    if name == "published_at":
        if connection.dialect.name == "sqlite":
            return sa.type_coerce(column, sa.BigInteger)
        return sa.cast(sa.func.extract("epoch", column) * 1_000_000, sa.BigInteger)
    return column


def _codes(coded: Coded, values: Sequence[str]) -> list[int]:
    numbers, known = coded.numbers, coded.values
    for value in set(values).difference(numbers):
        numbers[value] = len(known)
        known.append(value)
    return list(map(numbers.__getitem__, values))


def _grown(held: Columns | None, size: int) -> Columns:
    """A copy with room for `size` rows."""

    def room(old: NDArray[Any] | None, fill: Any, kind: Any) -> NDArray[Any]:
        new = np.full(size, fill, dtype=kind)
        if old is not None:
            new[: len(old)] = old
        return new

    coded = {}
    for name in CODED:
        old = held.coded[name] if held else None
        values, numbers = (list(old.values), dict(old.numbers)) if old else ([""], {"": 0})
        coded[name] = Coded(room(old.codes if old else None, 0, np.int32), values, numbers)
    return Columns(
        revision=held.revision if held else 0,
        present=room(held.present if held else None, False, bool),
        published=room(held.published if held else None, 0, np.int64),
        copy_of=room(held.copy_of if held else None, -1, np.int64),
        coded=coded,
        flags={name: room(held.flags[name] if held else None, False, bool) for name in _FLAGS},
    )
