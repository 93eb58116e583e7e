"""Alarms: which are open, which wait or rest, and who closed the others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kentongan.core.alerting import AlertState, Decided, Key, States, acknowledged
from kentongan.core.clock import Clock
from kentongan.core.errors import ApprovalError
from kentongan.core.findings import Alert
from kentongan.core.messages import Say
from kentongan.store.audit import Audit
from kentongan.store.codec import dumps, loads, storable
from kentongan.store.connections import Database
from kentongan.store.schema import alerts

# How a new alarm stands in the log.
MACHINE, NEWS = "kentongan", "peringatan.baru"
# Stands in `closed_by` when the rule was no longer crossed.
CALM = "reda"


class Alerts:
    """The office's alarms; what may be told is decided by `kentongan.core.alerting`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._log = Audit(database, clock)

    def states(self) -> States:
        """What is remembered of every issue and rule that is not over."""
        query = sa.select(alerts).where(alerts.c.closed_at.is_(None)).order_by(alerts.c.at, alerts.c.id)
        with self._database.reading() as connection:
            return {(row.issue_id, row.rule): _state(row) for row in connection.execute(query)}

    def keep(self, decided: Decided) -> list[Alert]:
        """Remember a decision; returns what is to be told, an alarm that was ever told left out."""
        now = self._clock.now()
        told = {storable(alert.id): alert for alert in decided.told}
        with self._database.writing() as connection:
            held: dict[Key, str] = {
                (row.issue_id, row.rule): row.id
                for row in connection.execute(
                    sa.select(alerts.c.id, alerts.c.issue_id, alerts.c.rule).where(alerts.c.closed_at.is_(None))
                )
            }
            wanted = {(storable(i), storable(r)): state for (i, r), state in decided.states.items()}
            for key, alert_id in held.items():
                if key not in wanted:
                    _close(connection, alert_id, now, CALM)
            for key, state in wanted.items():
                if not _put(connection, key, state, held.get(key), now):
                    told.pop(storable(state.alert.id), None)
            # The log's running number tells a listener what is new, across restarts and processes.
            for alert in told.values():
                self._log.add(MACHINE, NEWS, alert.id, alert.issue_id)
        return list(told.values())

    def get(self, alert_id: str) -> Alert | None:
        """An alarm of any time, or None."""
        query = sa.select(alerts.c.data).where(alerts.c.id == storable(alert_id))
        with self._database.reading() as connection:
            data = connection.scalar(query)
        return None if data is None else loads(Alert, data)

    def open(self) -> list[Alert]:
        """Alarms that were told and nobody has acknowledged, oldest first."""
        shown = [state.alert for state in self.states().values() if not state.waiting and state.silent_until is None]
        return sorted(shown, key=lambda alert: (alert.at, alert.id))

    def told_between(self, start: datetime, end: datetime) -> list[tuple[Alert, str]]:
        """Alarms told in [start, end), oldest first, each with the officer who took note of it ("" = nobody)."""
        when = sa.and_(alerts.c.at >= start, alerts.c.at < end, alerts.c.waiting.is_(False))
        with self._database.reading() as connection:
            rows = list(connection.execute(sa.select(alerts).where(when).order_by(alerts.c.at, alerts.c.id)))
            ids = set(connection.execute(sa.select(alerts.c.id)).scalars())
        # `closed_by` is a name, or what else ended an alarm: calm, or the alarm that replaced it.
        return [(loads(Alert, r.data), "" if r.closed_by in ids | {CALM} else r.closed_by) for r in rows]

    def acknowledge(self, alert_id: str, by: str, until: datetime) -> bool:
        """A person has taken note: the alarm rests until then, unless it grows worse; False when none is open.

        Raises:
            ApprovalError: no name.
        """
        if not by.strip():
            raise ApprovalError(
                Say("Peringatan ditutup atas nama seorang petugas.", "An alert is closed in an officer's name."),
                Say("Isi nama, lalu ulangi.", "Give a name, then try again."),
            )
        chosen = sa.and_(alerts.c.id == storable(alert_id), alerts.c.closed_at.is_(None))
        with self._database.writing() as connection:
            row = connection.execute(sa.select(alerts).where(chosen)).first()
            if row is None or row.silent_until is not None:
                return False
            state = acknowledged(_state(row), until)
            values = {"silent_until": state.silent_until, "waiting": state.waiting, "closed_by": storable(by)}
            connection.execute(sa.update(alerts).where(chosen).values(**values))
        return True


def _state(row: sa.Row[Any]) -> AlertState:
    return AlertState(loads(Alert, row.data), row.crossed_at or row.at, row.waiting, row.silent_until)


def _put(connection: Connection, key: Key, state: AlertState, held: str | None, now: datetime) -> bool:
    """Write a state; False when its alarm was closed before and must not come back."""
    alert_id = storable(state.alert.id)
    values = {
        "at": state.alert.at,
        "level": state.alert.level.value,
        "data": dumps(state.alert),
        "crossed_at": state.crossed_at,
        "waiting": state.waiting,
        "silent_until": state.silent_until,
    }
    if held == alert_id:
        connection.execute(sa.update(alerts).where(alerts.c.id == alert_id).values(**values))
        return True
    if connection.scalar(sa.select(alerts.c.id).where(alerts.c.id == alert_id)) is not None:
        return False
    if held is not None:
        _close(connection, held, now, alert_id)
    connection.execute(sa.insert(alerts).values(id=alert_id, issue_id=key[0], rule=key[1], closed_by="", **values))
    return True


def _close(connection: Connection, alert_id: str, now: datetime, by: str) -> None:
    connection.execute(sa.update(alerts).where(alerts.c.id == alert_id).values(closed_at=now, closed_by=by))
