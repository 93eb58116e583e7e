"""What the machine read in each post, what people corrected, and which alarms are open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import sqlalchemy as sa

from kentongan.core.clock import Clock, Window
from kentongan.core.errors import ApprovalError
from kentongan.core.findings import Alert, Correction, Level
from kentongan.core.messages import Say
from kentongan.store.codec import dumps, loads, storable
from kentongan.store.connections import Database
from kentongan.store.schema import alerts, corrections, posts, readings

_PORTION = 1000


class Findings:
    """Readings, corrections, alerts."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

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

    def corrections(self, since: datetime | None = None) -> list[Correction]:
        """Decisions made at or after `since`, in the order in which they were made known."""
        query = sa.select(corrections).order_by(corrections.c.seq)
        if since is not None:
            query = query.where(corrections.c.at >= since)
        with self._database.reading() as connection:
            return [
                Correction(row.subject, row.field_name, row.value, row.by, row.at, row.reason)
                for row in connection.execute(query)
            ]

    def put_alerts(self, items: Iterable[Alert]) -> list[Alert]:
        """Keep alerts; returns those to be announced.

        One per issue and rule until it is acknowledged: another one is kept only when its level is higher, and then
        takes the place of the open one. An alert that was ever kept is not announced again.
        """
        announced = []
        with self._database.writing() as connection:
            for alert in items:
                key = storable(alert.id)
                if connection.scalar(sa.select(alerts.c.id).where(alerts.c.id == key)) is not None:
                    continue
                same = sa.and_(
                    alerts.c.issue_id == storable(alert.issue_id),
                    alerts.c.rule == storable(alert.rule),
                    alerts.c.closed_at.is_(None),
                )
                levels = connection.execute(sa.select(alerts.c.level).where(same)).scalars().all()
                if any(Level(level).rank >= alert.level.rank for level in levels):
                    continue
                connection.execute(sa.update(alerts).where(same).values(closed_at=self._clock.now(), closed_by=key))
                connection.execute(
                    sa.insert(alerts).values(
                        id=key,
                        issue_id=storable(alert.issue_id),
                        rule=storable(alert.rule),
                        at=alert.at,
                        level=alert.level.value,
                        data=dumps(alert),
                        closed_by="",
                    )
                )
                announced.append(alert)
        return announced

    def open_alerts(self) -> list[Alert]:
        """Alerts nobody has acknowledged, oldest first."""
        query = sa.select(alerts.c.data).where(alerts.c.closed_at.is_(None))
        with self._database.reading() as connection:
            found = [loads(Alert, data) for data in connection.execute(query).scalars()]
        return sorted(found, key=lambda alert: (alert.at, alert.id))

    def acknowledge(self, alert_id: str, by: str) -> bool:
        """An officer has seen it; False when there is no such open alert.

        Raises:
            ApprovalError: no name.
        """
        if not by.strip():
            raise ApprovalError(
                Say("Peringatan ditutup atas nama seorang petugas.", "An alert is closed in an officer's name."),
                Say("Isi nama, lalu ulangi.", "Give a name, then try again."),
            )
        chosen = sa.and_(alerts.c.id == storable(alert_id), alerts.c.closed_at.is_(None))
        values = {"closed_at": self._clock.now(), "closed_by": storable(by)}
        with self._database.writing() as connection:
            return connection.execute(sa.update(alerts).where(chosen).values(**values)).rowcount > 0


def _portions(ids: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(ids), _PORTION):
        yield ids[at : at + _PORTION]
