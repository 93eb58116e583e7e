"""Who allowed a kind of source whose legal note an office must read first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from kentongan.core.clock import Clock
from kentongan.store.codec import storable
from kentongan.store.connections import Database
from kentongan.store.schema import consents


@dataclass(frozen=True, slots=True)
class Consent:
    """One person's word for one kind of source.

    Args:
        kind: of source.
        by: name and position.
        at: when.
        notice: digest of the note that was read; another text needs another consent.
    """

    kind: str
    by: str
    at: datetime
    notice: str


class Consents:
    """The consents that stand; a later one for the same kind takes the place of the earlier."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def all(self) -> dict[str, Consent]:
        """Every consent by kind."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(consents).order_by(consents.c.kind))
            return {row.kind: Consent(row.kind, row.by, row.at, row.notice) for row in rows}

    def put(self, kind: str, by: str, notice: str) -> Consent:
        """Note that `by` read the note with this digest and allows the kind."""
        given = Consent(storable(kind), storable(by), self._clock.now(), storable(notice))
        with self._database.writing() as connection:
            connection.execute(sa.delete(consents).where(consents.c.kind == given.kind))
            values = {"kind": given.kind, "by": given.by, "at": given.at, "notice": given.notice}
            connection.execute(sa.insert(consents).values(**values))
        return given

    def withdraw(self, kind: str) -> bool:
        """Take a consent back; False when there was none."""
        with self._database.writing() as connection:
            gone = connection.execute(sa.delete(consents).where(consents.c.kind == storable(kind)))
            return gone.rowcount > 0
