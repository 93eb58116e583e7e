"""Reports: versions of each, who moved them on, and the files that were made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kentongan.core.clock import Clock
from kentongan.core.errors import ApprovalError, ReportError
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.store.codec import dumps, loads, storable
from kentongan.store.connections import Database
from kentongan.store.report_tables import report_moves, reports


class ReportState(StrEnum):
    """Where a version stands; it moves one step at a time, and only by a person."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    SENT = "sent"

    @property
    def indonesian(self) -> str:
        """As it is said to officers."""
        return _INDONESIAN[self]


_NEXT = {
    ReportState.DRAFT: ReportState.REVIEWED,
    ReportState.REVIEWED: ReportState.APPROVED,
    ReportState.APPROVED: ReportState.SENT,
}
_INDONESIAN = {
    ReportState.DRAFT: "draf",
    ReportState.REVIEWED: "diperiksa",
    ReportState.APPROVED: "disetujui",
    ReportState.SENT: "dikirim",
}


@dataclass(frozen=True, slots=True)
class ReportVersion:
    """One version of one report.

    Args:
        id: from day, kind and version.
        day: ISO date of the report.
        kind: "harian", or the name of a form, with ":" and the issue's id where it is about one.
        version: 1, 2, 3 … for this day and kind.
        state: where it stands.
        payload: the report itself as the caller wrote it, opaque here.
        files: path by format ("pdf", "docx" …).
        by: who made this version ("" = the machine).
        at: when it was added.
    """

    id: str
    day: str
    kind: str
    version: int
    state: ReportState
    payload: bytes
    files: Mapping[str, str] = field(default_factory=dict)
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReportMove:
    """One line of the audit trail: who moved a version from where to where, when, and why."""

    report_id: str
    from_state: ReportState
    to_state: ReportState
    by: str
    at: datetime
    note: str = ""


class Reports:
    """All versions of all reports. A version is never changed or removed; only its state moves, and that is noted."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(
        self, day: str, kind: str, payload: bytes | object, files: Mapping[str, str] | None = None, by: str = ""
    ) -> ReportVersion:
        """Add a version as a draft; the same draft again is not a new version.

        Args:
            day: ISO date of the report.
            kind: see `ReportVersion`.
            payload: bytes as they are, anything else as JSON (`codec.dumps`).
            files: path by format.
            by: who made it ("" = the machine).
        """
        day, kind = storable(day), storable(kind)
        data = payload if isinstance(payload, bytes) else dumps(payload).encode()
        listed = dumps({storable(k): storable(v) for k, v in (files or {}).items()})
        with self._database.writing() as connection:
            last = _latest(connection, day, kind)
            if last and last.state == ReportState.DRAFT and last.payload == data and dumps(last.files) == listed:
                return last
            version = last.version + 1 if last else 1
            report_id = content_id("l", day, kind, str(version))
            values = {
                "id": report_id,
                "day": day,
                "kind": kind,
                "version": version,
                "state": ReportState.DRAFT.value,
                "payload": data,
                "files": listed,
                "by": storable(by),
                "at": self._clock.now(),
            }
            connection.execute(sa.insert(reports).values(**values))
            added = _latest(connection, day, kind)
        return _found(added, report_id)

    def again(self, version: ReportVersion, by: str) -> ReportVersion:
        """A new draft with the payload of a version that is no draft any more.

        Raises:
            ReportError: the version is not the latest of its day, or is still a draft.
        """
        with self._database.writing() as connection:
            last = _latest(connection, version.day, version.kind)
            if last is None or last.id != version.id or last.state == ReportState.DRAFT:
                raise ReportError(
                    Say("Laporan ini sudah ada draf yang baru.", "There is a newer draft of this report."),
                    Say("Buka draf terakhir, lalu ulangi.", "Open the latest draft, then try again."),
                )
            return self.add(version.day, version.kind, version.payload, by=by)

    def of_day(self, day: str) -> list[ReportVersion]:
        """All versions of all reports of a day, by kind, oldest first."""
        query = sa.select(reports).where(reports.c.day == storable(day)).order_by(reports.c.kind, reports.c.version)
        with self._database.reading() as connection:
            return [_version(row) for row in connection.execute(query)]

    def all(self, limit: int = 50, offset: int = 0) -> list[ReportVersion]:
        """Versions of all reports, the latest day first; at most `limit` after the first `offset`."""
        c = reports.c
        query = sa.select(reports).order_by(c.day.desc(), c.kind, c.version.desc()).limit(limit).offset(offset)
        with self._database.reading() as connection:
            return [_version(row) for row in connection.execute(query)]

    def count(self) -> int:
        """How many versions there are of all reports."""
        with self._database.reading() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(reports)) or 0

    def before(self, day: str, kind: str) -> ReportVersion | None:
        """The report of this kind of the last day before `day`: what was approved or sent, else its last version."""
        c = reports.c
        earlier = sa.select(sa.func.max(c.day)).where(c.day < storable(day), c.kind == storable(kind)).scalar_subquery()
        final = c.state.in_([ReportState.APPROVED.value, ReportState.SENT.value])
        query = sa.select(reports).where(c.day == earlier, c.kind == storable(kind))
        with self._database.reading() as connection:
            row = connection.execute(query.order_by(final.desc(), c.version.desc()).limit(1)).first()
        return None if row is None else _version(row)

    def latest(self, day: str, kind: str) -> ReportVersion | None:
        """The last version of the report of this day and kind, or None."""
        with self._database.reading() as connection:
            return _latest(connection, storable(day), storable(kind))

    def versions(self, day: str, kind: str) -> list[ReportVersion]:
        """All versions of the report of this day and kind, oldest first."""
        chosen = sa.and_(reports.c.day == storable(day), reports.c.kind == storable(kind))
        query = sa.select(reports).where(chosen).order_by(reports.c.version)
        with self._database.reading() as connection:
            return [_version(row) for row in connection.execute(query)]

    def of_kind(self, kind: str) -> list[ReportVersion]:
        """All versions of a kind on all days, oldest first."""
        query = sa.select(reports).where(reports.c.kind == storable(kind)).order_by(reports.c.at, reports.c.version)
        with self._database.reading() as connection:
            return [_version(row) for row in connection.execute(query)]

    def get(self, report_id: str) -> ReportVersion | None:
        """The version of this id, or None."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(reports).where(reports.c.id == storable(report_id))).first()
        return None if row is None else _version(row)

    def move(self, report_id: str, state: str, by: str, note: str = "") -> ReportVersion:
        """Move a version one step on: draft, reviewed, approved, sent.

        Raises:
            ApprovalError: no name, or not the next step.
            ReportError: there is no such version.
        """
        target = ReportState(state)
        if not by.strip():
            raise ApprovalError(
                Say("Perubahan status laporan memerlukan nama petugas.", "Moving a report needs an officer's name."),
                Say("Isi nama, lalu ulangi.", "Give a name, then try again."),
            )
        with self._database.writing() as connection:
            current = _found(self.get(report_id), report_id)
            allowed = _NEXT.get(current.state)
            if target != allowed:
                raise _not_allowed(current.state, target, allowed)
            moved = {"report_id": current.id, "from_state": current.state.value, "to_state": target.value}
            said = {"by": storable(by), "at": self._clock.now(), "note": storable(note)}
            connection.execute(sa.update(reports).where(reports.c.id == current.id).values(state=target.value))
            connection.execute(sa.insert(report_moves).values(**moved, **said))
            return _found(self.get(report_id), report_id)

    def made_between(self, start: datetime, end: datetime) -> list[ReportVersion]:
        """Versions added in [start, end), oldest first."""
        when = sa.and_(reports.c.at >= start, reports.c.at < end)
        with self._database.reading() as connection:
            return [_version(row) for row in connection.execute(sa.select(reports).where(when).order_by(reports.c.at))]

    def moves_between(self, start: datetime, end: datetime) -> list[tuple[ReportMove, str]]:
        """Every move in [start, end) with the kind of its report, oldest first."""
        when = sa.and_(report_moves.c.at >= start, report_moves.c.at < end)
        query = sa.select(report_moves, reports.c.kind).join(reports, reports.c.id == report_moves.c.report_id)
        with self._database.reading() as connection:
            return [
                (_move(row), row.kind) for row in connection.execute(query.where(when).order_by(report_moves.c.seq))
            ]

    def moves(self, report_id: str) -> list[ReportMove]:
        """The audit trail of a version, oldest first."""
        return self.trails([report_id])[report_id]

    def trails(self, report_ids: Collection[str]) -> dict[str, list[ReportMove]]:
        """The audit trail of each of these versions, oldest first."""
        found: dict[str, list[ReportMove]] = {report_id: [] for report_id in report_ids}
        wanted = [storable(report_id) for report_id in report_ids]
        query = sa.select(report_moves).where(report_moves.c.report_id.in_(wanted)).order_by(report_moves.c.seq)
        with self._database.reading() as connection:
            for row in connection.execute(query):
                found[row.report_id].append(_move(row))
        return found


def _latest(connection: Connection, day: str, kind: str) -> ReportVersion | None:
    chosen = sa.and_(reports.c.day == day, reports.c.kind == kind)
    row = connection.execute(sa.select(reports).where(chosen).order_by(reports.c.version.desc()).limit(1)).first()
    return None if row is None else _version(row)


def _version(row: sa.Row[Any]) -> ReportVersion:
    values = row._asdict()
    files = loads(dict[str, str], values["files"])
    return ReportVersion(**{**values, "state": ReportState(values["state"]), "files": files})


def _move(row: sa.Row[Any]) -> ReportMove:
    states = ReportState(row.from_state), ReportState(row.to_state)
    return ReportMove(row.report_id, *states, row.by, row.at, row.note)


def _found(version: ReportVersion | None, report_id: str) -> ReportVersion:
    if version is None:
        raise ReportError(
            Say(f"Laporan {report_id} tidak ada.", f"There is no report {report_id}."),
            Say("Susun laporan hari itu lebih dahulu.", "Compose that day's report first."),
        )
    return version


def _not_allowed(current: ReportState, target: ReportState, allowed: ReportState | None) -> ApprovalError:
    if allowed is None:
        do = Say("Buat versi baru bila isinya perlu diubah.", "Make a new version if its content must change.")
    else:
        do = Say(f"Langkah berikutnya: {_INDONESIAN[allowed]}.", f"The next step is: {allowed.value}.")
    return ApprovalError(
        Say(
            f"Laporan berstatus {_INDONESIAN[current]} tidak dapat langsung menjadi {_INDONESIAN[target]}.",
            f"A report that is {current.value} cannot become {target.value}.",
        ),
        do,
    )
