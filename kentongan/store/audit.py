"""What was done, by whom and when: a log that only grows, on both databases by their own triggers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kentongan.core.clock import Clock
from kentongan.store.access_tables import audit
from kentongan.store.codec import storable
from kentongan.store.connections import Database

LONGEST = 2000  # characters of one field


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act.

    Args:
        seq: running number.
        by: login name of the person, or what acted by itself.
        action: in two parts, "akun.tambah".
        subject: the id of what it was done to.
        detail: what a reader needs beside it; never a text of a post or a person's data.
    """

    seq: int
    at: datetime
    by: str
    action: str
    subject: str = ""
    detail: str = ""


class Audit:
    """The audit log: rows are added and read."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, by: str, action: str, subject: str = "", detail: str = "") -> None:
        """Note an act; inside `Store.writing` it stands or falls with the act itself."""
        texts = {"by": by, "action": action, "subject": subject, "detail": detail}
        values = {name: storable(text)[:LONGEST] for name, text in texts.items()}
        with self._database.writing() as connection:
            connection.execute(sa.insert(audit).values(at=self._clock.now(), **values))

    def rows(
        self,
        *,
        by: str = "",
        action: str = "",
        subject: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[AuditRow]:
        """Acts, newest first.

        Args:
            by, action, subject: exactly these; an action's first part ("akun") means all of that part.
            since, until: from the first moment on, before the second.
            before: only rows with a smaller running number: the next page.
            limit: at most so many.
        """
        chosen: list[sa.ColumnElement[bool]] = []
        if by:
            chosen.append(audit.c.by == storable(by))
        if action:
            exact = audit.c.action == storable(action)
            within = audit.c.action.startswith(f"{storable(action)}.", autoescape=True)
            chosen.append(exact if "." in action else sa.or_(exact, within))
        if subject:
            chosen.append(audit.c.subject == storable(subject))
        if since is not None:
            chosen.append(audit.c.at >= since)
        if until is not None:
            chosen.append(audit.c.at < until)
        if before is not None:
            chosen.append(audit.c.seq < before)
        query = sa.select(audit).where(*chosen).order_by(audit.c.seq.desc()).limit(limit)
        with self._database.reading() as connection:
            return [_row(row) for row in connection.execute(query)]

    def later(self, action: str, after: int, limit: int = 100) -> list[AuditRow]:
        """Acts of one kind with a greater running number, oldest first: what happened since a listener last heard."""
        chosen = sa.and_(audit.c.action == storable(action), audit.c.seq > after)
        with self._database.reading() as connection:
            return [
                _row(row)
                for row in connection.execute(sa.select(audit).where(chosen).order_by(audit.c.seq).limit(limit))
            ]

    def last(self) -> int:
        """The greatest running number; 0 in an empty log."""
        with self._database.reading() as connection:
            return connection.scalar(sa.select(sa.func.max(audit.c.seq))) or 0

    def names(self) -> list[str]:
        """Everybody who stands in the log."""
        with self._database.reading() as connection:
            return list(connection.execute(sa.select(audit.c.by).distinct().order_by(audit.c.by)).scalars())


def _row(row: Any) -> AuditRow:
    return AuditRow(row.seq, row.at, row.by, row.action, row.subject, row.detail)
