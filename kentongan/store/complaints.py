"""Complaints: how each stands, ready to be listed, and what officers did about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kentongan.core.complaint_clock import ComplaintCase, ComplaintEvent, ComplaintKind, Step
from kentongan.core.posts import ComplaintStatus
from kentongan.store.codec import storable
from kentongan.store.connections import Database
from kentongan.store.schema import complaint_events, complaints

_SEVERAL = 500


@dataclass(frozen=True, slots=True)
class WantedComplaints:
    """Which complaints: empty fields want all; `late_at` only those whose next clock had run out by then."""

    open_only: bool = True
    kind: ComplaintKind | None = None
    unit: str = ""
    issue_id: str = ""
    late_at: datetime | None = None


class Complaints:
    """The rows of complaints as the analysis saw them, and the steps of officers, which are only ever added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, rows: Iterable[tuple[ComplaintCase, datetime | None]]) -> None:
        """Keep how complaints stand, each with its next due moment, in place of what was kept of them."""
        values = [_values(case, due) for case, due in rows]
        with self._database.writing() as connection:
            for at in range(0, len(values), _SEVERAL):
                some = values[at : at + _SEVERAL]
                ids = [value["post_id"] for value in some]
                connection.execute(sa.delete(complaints).where(complaints.c.post_id.in_(ids)))
                connection.execute(sa.insert(complaints), some)

    def add(self, event: ComplaintEvent) -> None:
        """Add a step."""
        values = {
            "post_id": storable(event.post_id),
            "step": event.step.value,
            "by": storable(event.by),
            "at": event.at,
            "unit": storable(event.unit),
            "text": storable(event.text),
        }
        with self._database.writing() as connection:
            connection.execute(sa.insert(complaint_events).values(**values))

    def events(self, post_ids: Iterable[str] | None = None) -> dict[str, list[ComplaintEvent]]:
        """The steps by post, in their order; of all complaints, or of some."""
        query = sa.select(complaint_events).order_by(complaint_events.c.seq)
        if post_ids is not None:
            query = query.where(complaint_events.c.post_id.in_([storable(i) for i in post_ids]))
        found: dict[str, list[ComplaintEvent]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query):
                event = ComplaintEvent(row.post_id, Step(row.step), row.by, row.at, row.unit, row.text)
                found.setdefault(row.post_id, []).append(event)
        return found

    def one(self, post_id: str) -> ComplaintCase | None:
        """A complaint as the analysis left it, without its officers' steps; None when it is not known."""
        query = sa.select(complaints).where(complaints.c.post_id == storable(post_id))
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else _case(row)

    def listed(
        self, wanted: WantedComplaints, *, limit: int = 50, skip: int = 0
    ) -> list[tuple[ComplaintCase, datetime | None]]:
        """Complaints with their next due moment: what is owed soonest first, finished ones last and newest first."""
        query = sa.select(complaints).where(*_where(wanted))
        order = (complaints.c.due.is_(None), complaints.c.due, complaints.c.received_at.desc(), complaints.c.post_id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(*order).limit(limit).offset(skip)).all()
        return [(_case(row), row.due) for row in rows]

    def how_many(self, wanted: WantedComplaints) -> int:
        """How many are wanted."""
        query = sa.select(sa.func.count()).select_from(complaints).where(*_where(wanted))
        with self._database.reading() as connection:
            return int(connection.scalar(query) or 0)

    def units(self, now: datetime) -> list[tuple[str, int, int]]:
        """(unit, open, late) of the open complaints, most late ones first."""
        late = sa.func.sum(sa.case((complaints.c.due < now, 1), else_=0))
        query = sa.select(complaints.c.unit, sa.func.count(), late).where(complaints.c.due.is_not(None))
        with self._database.reading() as connection:
            rows = connection.execute(query.group_by(complaints.c.unit)).all()
        return sorted(((u, int(n), int(m)) for u, n, m in rows), key=lambda row: (-row[2], -row[1], row[0]))


def _where(wanted: WantedComplaints) -> list[Any]:
    found: list[Any] = []
    if wanted.open_only:
        found.append(complaints.c.due.is_not(None))
    if wanted.kind is not None:
        found.append(complaints.c.kind == wanted.kind.value)
    if wanted.unit:
        found.append(complaints.c.unit == storable(wanted.unit if wanted.unit != "-" else ""))
    if wanted.issue_id:
        found.append(complaints.c.issue_id == storable(wanted.issue_id))
    if wanted.late_at is not None:
        found.append(complaints.c.due < wanted.late_at)
    return found


def _values(case: ComplaintCase, due: datetime | None) -> dict[str, Any]:
    return {
        "post_id": storable(case.post_id),
        "kind": case.kind.value,
        "received_at": case.received_at,
        "status": case.status.value,
        "unit": storable(case.unit),
        "category": storable(case.category),
        "issue_id": storable(case.issue_id),
        "due": due,
    }


def _case(row: sa.Row[Any]) -> ComplaintCase:
    return ComplaintCase(
        row.post_id,
        ComplaintKind(row.kind),
        row.received_at,
        ComplaintStatus(row.status),
        row.unit,
        row.category,
        row.issue_id,
    )
