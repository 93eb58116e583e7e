"""How sources behaved: the standing of each after its last visit, and a line a day of what it published.

A line a day holds the hours in which a source published as 24 bits. It is written from the dates of the posts, so it
does not depend on how often we came, and writing a visit twice changes nothing but the count of visits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kentongan.core.runs import Outcome, OutcomeKind
from kentongan.core.source_health import Standing, after
from kentongan.core.source_rhythm import KEEP_DAYS, SourceDay, day_number
from kentongan.store.codec import dumps, loads, storable
from kentongan.store.connections import Database
from kentongan.store.schema import source_days, source_standings


class Visits:
    """What is remembered of visits to sources."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(
        self,
        outcome: Outcome,
        at: datetime,
        *,
        published: Iterable[datetime] = (),
        not_before: datetime | None = None,
    ) -> Standing:
        """Remember one visit; returns how the source stands now.

        Args:
            outcome: how it went.
            at: when.
            published: dates of the posts that came, new or not; those in the future or before the history are passed
                over.
            not_before: when the source is to be visited again at the earliest, if it was told.
        """
        key, today = storable(outcome.source_id), day_number(at)
        dates = [moment for moment in published if moment <= at]
        lines: dict[int, int] = defaultdict(int)
        for moment in dates:
            if today - KEEP_DAYS < (day := day_number(moment)):
                lines[day] |= 1 << moment.astimezone(UTC).hour
        with self._database.writing() as connection:
            query = sa.select(source_standings.c.data).where(source_standings.c.source_id == key)
            text = connection.scalar(query)
            before = Standing() if text is None else loads(Standing, text)
            standing = after(before, outcome, at, newest=max(dates, default=None), not_before=not_before)
            connection.execute(sa.delete(source_standings).where(source_standings.c.source_id == key))
            connection.execute(sa.insert(source_standings).values(source_id=key, data=dumps(standing)))
            if outcome.kind is not OutcomeKind.SKIPPED:
                lines[today] |= 0
                _write_days(connection, key, lines, today, outcome)
        return standing

    def standing(self, source_id: str) -> Standing:
        """How one source stands; an empty standing before its first visit."""
        query = sa.select(source_standings.c.data).where(source_standings.c.source_id == storable(source_id))
        with self._database.reading() as connection:
            text = connection.scalar(query)
        return Standing() if text is None else loads(Standing, text)

    def standings(self) -> dict[str, Standing]:
        """How every source stands, by its id."""
        with self._database.reading() as connection:
            return {row.source_id: loads(Standing, row.data) for row in connection.execute(sa.select(source_standings))}

    def days(self, now: datetime, source_ids: Iterable[str] | None = None) -> dict[str, tuple[SourceDay, ...]]:
        """The history of every source, or of those named: its days in order, as far back as rhythms are judged."""
        query = sa.select(source_days).where(source_days.c.day > day_number(now) - KEEP_DAYS)
        if source_ids is not None:
            query = query.where(source_days.c.source_id.in_([storable(one) for one in source_ids]))
        found: dict[str, list[SourceDay]] = defaultdict(list)
        with self._database.reading() as connection:
            for source_id, *values in connection.execute(query.order_by(source_days.c.source_id, source_days.c.day)):
                found[source_id].append(SourceDay(*values))
        return {source_id: tuple(days) for source_id, days in found.items()}

    def forget(self, source_id: str) -> None:
        """Forget how a source behaved."""
        key = storable(source_id)
        with self._database.writing() as connection:
            connection.execute(sa.delete(source_standings).where(source_standings.c.source_id == key))
            connection.execute(sa.delete(source_days).where(source_days.c.source_id == key))

    def thin_out(self, now: datetime) -> int:
        """Drop days that no rhythm is judged by any more; returns how many."""
        first = day_number(now - timedelta(days=KEEP_DAYS))
        with self._database.writing() as connection:
            return connection.execute(sa.delete(source_days).where(source_days.c.day <= first)).rowcount


def _write_days(connection: Connection, key: str, lines: dict[int, int], today: int, outcome: Outcome) -> None:
    """Add what a visit showed to the lines of its days; days that stay as they are cost nothing."""
    chosen = sa.and_(source_days.c.source_id == key, source_days.c.day.in_(sorted(lines)))
    known = {row.day: row for row in connection.execute(sa.select(source_days).where(chosen))}
    fresh: list[dict[str, Any]] = []
    for day, hours in lines.items():
        row = known.get(day)
        visit = int(day == today)
        failed = visit * int(outcome.kind is OutcomeKind.FAILED)
        new = visit * outcome.new
        if row is None:
            values = {"source_id": key, "day": day, "hours": hours, "visits": visit, "failed": failed, "new": new}
            fresh.append(values)
        elif visit or hours & ~row.hours:
            update = sa.update(source_days).where(source_days.c.source_id == key, source_days.c.day == day)
            connection.execute(
                update.values(
                    hours=row.hours | hours, visits=row.visits + visit, failed=row.failed + failed, new=row.new + new
                )
            )
    if fresh:
        connection.execute(sa.insert(source_days), fresh)
