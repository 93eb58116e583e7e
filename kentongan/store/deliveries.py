"""Parcels that went out, are going out, or broke off on the way: what keeps one from being sent twice.

A parcel is marked before it is sent and again when the answer came. One that was marked and never answered may have
arrived; only a person can say what is to happen with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Row

from kentongan.core.clock import Clock
from kentongan.core.ids import content_id
from kentongan.store.codec import storable
from kentongan.store.connections import Database
from kentongan.store.report_tables import deliveries

#: A parcel that has been on its way for longer was given up by a process that died.
GIVEN_UP = timedelta(minutes=15)


class Standing(StrEnum):
    """Where a parcel stands."""

    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One parcel: document, channel, recipient, part; where it stands, how often it was tried, the service's answer."""

    document: str
    channel: str
    to: str
    part: str
    standing: Standing
    attempts: int
    at: datetime
    provider_id: str = ""
    answer: str = ""
    by: str = ""


class Deliveries:
    """All parcels."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of(self, document: str) -> list[Delivery]:
        """The parcels of a document in the order they were first sent."""
        query = sa.select(deliveries).where(deliveries.c.document == storable(document)).order_by(deliveries.c.seq)
        with self._database.reading() as connection:
            return [self._delivery(row) for row in connection.execute(query)]

    def begin(self, key: tuple[str, str, str, str], by: str, *, again: bool = False) -> Delivery | None:
        """Mark a parcel as on its way; None = go on, else how it stands and why it is not to be sent now.

        Args:
            key: document, channel, recipient, part.
            by: in whose name.
            again: send one whose fate nobody knows once more, because a person says so.
        """
        now, parcel = self._clock.now(), _id(key)
        chosen = deliveries.c.id == parcel
        with self._database.writing() as connection:
            row = connection.execute(sa.select(deliveries).where(chosen)).first()
            if row is None:
                names = dict(zip(("document", "channel", "recipient", "part"), map(storable, key), strict=True))
                begun = {"standing": Standing.SENDING.value, "attempts": 1, "at": now, "by": storable(by)}
                connection.execute(sa.insert(deliveries).values(id=parcel, provider_id="", answer="", **names, **begun))
                return None
            held = self._delivery(row)
            free = held.standing is Standing.FAILED or (held.standing is Standing.UNCLEAR and again)
            if not free:
                return held
            values = {"standing": Standing.SENDING.value, "attempts": held.attempts + 1, "at": now, "by": storable(by)}
            connection.execute(sa.update(deliveries).where(chosen).values(**values))
        return None

    def finish(
        self,
        key: tuple[str, str, str, str],
        standing: Standing,
        *,
        provider_id: str = "",
        answer: str = "",
        by: str = "",
    ) -> None:
        """Note how it ended; a name, where a person says so."""
        values: dict[str, object] = {
            "standing": standing.value,
            "at": self._clock.now(),
            "provider_id": storable(provider_id[:200]),
            "answer": storable(answer[:500]),
        }
        if by:
            values["by"] = storable(by)
        with self._database.writing() as connection:
            connection.execute(sa.update(deliveries).where(deliveries.c.id == _id(key)).values(**values))

    def _delivery(self, row: Row[tuple[object, ...]]) -> Delivery:
        standing = Standing(row.standing)
        if standing is Standing.SENDING and self._clock.now() - row.at > GIVEN_UP:
            standing = Standing.UNCLEAR
        return Delivery(
            row.document,
            row.channel,
            row.recipient,
            row.part,
            standing,
            row.attempts,
            row.at,
            row.provider_id,
            row.answer,
            row.by,
        )


def _id(key: tuple[str, str, str, str]) -> str:
    return content_id("d", *map(storable, key))
