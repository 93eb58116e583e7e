"""Jobs: when each ran, how it went per source, and which one never came to its end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from kentongan.core.clock import Clock
from kentongan.core.errors import StoreError
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.runs import Outcome, Run
from kentongan.store.codec import dumps, loads, storable
from kentongan.store.connections import Database
from kentongan.store.schema import runs


class Runs:
    """The journal of jobs. A run without an end was interrupted ("terhenti") or is still going on."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def start(self, command: str) -> str:
        """Note that a job begins; returns its id. Written at once, so that a kill leaves a trace."""
        now, name = self._clock.now(), storable(command)
        with self._database.writing() as connection:
            same = sa.select(sa.func.count()).where(runs.c.command == name, runs.c.started_at == now)
            run_id = content_id("r", name, now.isoformat(), str(connection.scalar(same)))
            connection.execute(sa.insert(runs).values(id=run_id, command=name, started_at=now, outcomes="[]"))
        return run_id

    def finish(self, run_id: str, outcomes: Iterable[Outcome]) -> Run:
        """Note that the job came to its end, and how it went.

        Raises:
            StoreError: there is no such run.
        """
        values = {"finished_at": self._clock.now(), "outcomes": dumps(tuple(outcomes))}
        with self._database.writing() as connection:
            connection.execute(sa.update(runs).where(runs.c.id == storable(run_id)).values(**values))
        run = self.get(run_id)
        if run is None:
            raise StoreError(
                Say(f"Catatan tugas {run_id} tidak ada.", f"There is no job record {run_id}."),
                Say("Ulangi perintahnya dari awal.", "Run the command again from the start."),
            )
        return run

    def get(self, run_id: str) -> Run | None:
        """The run of this id, or None."""
        found = self._select(sa.select(runs).where(runs.c.id == storable(run_id)))
        return found[0] if found else None

    def latest(self, command: str | None = None, *, finished: bool = False) -> Run | None:
        """The run that started last: of this command, and with `finished` only among those that came to their end."""
        query = sa.select(runs).order_by(runs.c.started_at.desc(), runs.c.seq.desc()).limit(1)
        if command is not None:
            query = query.where(runs.c.command == storable(command))
        if finished:
            query = query.where(runs.c.finished_at.is_not(None))
        found = self._select(query)
        return found[0] if found else None

    def between(self, start: datetime, end: datetime) -> list[Run]:
        """Runs started in [start, end), oldest first."""
        when = sa.and_(runs.c.started_at >= start, runs.c.started_at < end)
        return self._select(sa.select(runs).where(when).order_by(runs.c.started_at, runs.c.seq))

    def interrupted(self, *, besides: str = "") -> list[Run]:
        """Runs that never finished, oldest first; `besides` is the caller's own run, which is still going on."""
        query = sa.select(runs).where(runs.c.finished_at.is_(None), runs.c.id != storable(besides))
        return self._select(query.order_by(runs.c.started_at, runs.c.seq))

    def _select(self, query: sa.Select[tuple[object, ...]]) -> list[Run]:
        with self._database.reading() as connection:
            return [
                Run(row.id, row.command, row.started_at, row.finished_at, loads(tuple[Outcome, ...], row.outcomes))
                for row in connection.execute(query)
            ]
