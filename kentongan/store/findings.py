"""What the machine read in each post, and what people corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kentongan.core.clock import Window
from kentongan.core.errors import ApprovalError
from kentongan.core.findings import UNDONE, Correction
from kentongan.core.messages import Say
from kentongan.store.codec import dumps, loads, storable
from kentongan.store.connections import Database
from kentongan.store.schema import corrections, lessons, posts, readings

_PORTION = 1000


class Findings:
    """Readings, corrections, and what corrections taught."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_readings(self, rows: Iterable[tuple[str, Mapping[str, object]]], version: str) -> int:
        """Keep what this version of the analysis read in each post, in place of any earlier reading of it.

        Args:
            rows: (post id, JSON-able reading).
            version: of the analysis; a later version reads everything anew.

        Returns:
            How many were kept.
        """
        latest = {storable(post_id): dumps(reading) for post_id, reading in rows}
        ids = list(latest)
        with self._database.writing() as connection:
            for chosen in _portions(ids):
                connection.execute(sa.delete(readings).where(readings.c.post_id.in_(chosen)))
                values = [{"post_id": i, "version": storable(version), "data": latest[i]} for i in chosen]
                connection.execute(sa.insert(readings), values)
        return len(ids)

    def readings(self, which: Iterable[str] | Window, version: str) -> dict[str, dict[str, object]]:
        """Readings by post id, of these posts or of those published in the window, made by this version.

        What is not there is still to be read: new posts, edited posts, and all of them after the version changed.
        """
        base = sa.select(readings.c.post_id, readings.c.data).where(readings.c.version == storable(version))
        with self._database.reading() as connection:
            if isinstance(which, Window):
                when = sa.and_(posts.c.published_at >= which.start, posts.c.published_at < which.end)
                query = base.join(posts, posts.c.id == readings.c.post_id).where(when)
                ordered = query.order_by(posts.c.published_at, posts.c.id)
                return {row.post_id: loads(dict[str, object], row.data) for row in connection.execute(ordered)}
            ids = list(dict.fromkeys(storable(i) for i in which))
            found: dict[str, dict[str, object]] = {}
            for chosen in _portions(ids):
                for row in connection.execute(base.where(readings.c.post_id.in_(chosen))):
                    found[row.post_id] = loads(dict[str, object], row.data)
        return {i: found[i] for i in ids if i in found}

    def correct(self, correction: Correction) -> None:
        """Add a person's decision; nothing is ever changed or removed, the latest one counts.

        Raises:
            ApprovalError: no name.
        """
        if not correction.by.strip():
            raise ApprovalError(
                Say("Koreksi memerlukan nama petugas.", "A correction needs an officer's name."),
                Say("Isi nama, lalu simpan lagi.", "Give a name, then save again."),
            )
        with self._database.writing() as connection:
            connection.execute(
                sa.insert(corrections).values(
                    subject=storable(correction.subject),
                    field_name=storable(correction.field_name),
                    value=storable(correction.value),
                    by=storable(correction.by),
                    at=correction.at,
                    reason=storable(correction.reason),
                )
            )

    def put_lessons(self, rows: Mapping[str, bytes], version: str) -> None:
        """Keep what corrected posts teach, by post id, in place of what was kept of them before."""
        values = [{"post_id": storable(i), "version": storable(version), "data": data} for i, data in rows.items()]
        with self._database.writing() as connection:
            for at in range(0, len(values), _PORTION):
                some = values[at : at + _PORTION]
                ids = [value["post_id"] for value in some]
                connection.execute(sa.delete(lessons).where(lessons.c.post_id.in_(ids)))
                connection.execute(sa.insert(lessons), some)

    def lessons(self, version: str) -> dict[str, bytes]:
        """What corrected posts teach, by post id, as this version understands it."""
        query = sa.select(lessons.c.post_id, lessons.c.data).where(lessons.c.version == storable(version))
        with self._database.reading() as connection:
            return {row.post_id: row.data for row in connection.execute(query.order_by(lessons.c.post_id))}

    def corrections(self, since: datetime | None = None, subjects: Iterable[str] | None = None) -> list[Correction]:
        """Decisions made at or after `since`, on these subjects only if given, that were not taken back, in the order in
        which they were made known.
        """
        query = sa.select(corrections).order_by(corrections.c.seq)
        if since is not None:
            query = query.where(corrections.c.at >= since)
        if subjects is None:
            queries = [query]
        else:
            ids = sorted({storable(one) for one in subjects})
            queries = [query.where(corrections.c.subject.in_(some)) for some in _portions(ids)]
        with self._database.reading() as connection:
            found = [_correction(row) for one in queries for row in connection.execute(one)]
        undone = {one.value for one in found if one.field_name == UNDONE}
        return [one for one in found if one.field_name != UNDONE and (not undone or one.key not in undone)]

    def decisions(self, subject: str) -> list[tuple[Correction, bool]]:
        """Every decision about one post or issue, the latest first, and whether it still stands."""
        query = sa.select(corrections).where(corrections.c.subject == storable(subject))
        with self._database.reading() as connection:
            found = [_correction(row) for row in connection.execute(query.order_by(corrections.c.seq.desc()))]
        undone = {one.value for one in found if one.field_name == UNDONE}
        return [(one, one.key not in undone) for one in found if one.field_name != UNDONE]

    def decided(self) -> int:
        """How many decisions were ever made: one more, and a board made before is out of date."""
        with self._database.reading() as connection:
            return int(connection.scalar(sa.select(sa.func.max(corrections.c.seq))) or 0)


def _correction(row: sa.Row[Any]) -> Correction:
    return Correction(row.subject, row.field_name, row.value, row.by, row.at, row.reason)


def _portions(ids: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(ids), _PORTION):
        yield ids[at : at + _PORTION]
