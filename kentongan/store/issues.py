"""What is remembered of issues between two analyses, and how each stood on each day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kentongan.core.day_record import DayRecord, IssueRecord
from kentongan.core.findings import KnownIssue, Level
from kentongan.store.codec import decode, dumps, loads, storable
from kentongan.store.connections import Database
from kentongan.store.schema import issue_days, known_issues

# Memories: every one of the last days, then the last of each day.
_KEEP_EVERY = timedelta(days=3)
_KEEP_DAILY = timedelta(days=40)


@dataclass(frozen=True, slots=True)
class IssueDay:
    """An issue in the report of one day.

    Args:
        issue_id: which issue.
        n24: its posts in the day's window.
        level: status after floor and ceiling.
        data: the rest as JSON-able values (USG with its arithmetic, phase, name as shown …).
    """

    issue_id: str
    n24: int
    level: Level
    data: Mapping[str, object] = field(default_factory=dict)

    @property
    def record(self) -> IssueRecord:
        """What else was kept of it; what an older version did not keep has its defaults."""
        found: IssueRecord = decode(IssueRecord, self.data)
        return found


class Issues:
    """The memory of issues, and their days."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, before: datetime | None = None) -> list[KnownIssue]:
        """The issues as the latest analysis left them, in its order; [] before the first one.

        Args:
            before: only analyses saved with an earlier `as_of`: an analysis that is run again starts from where it
                started the first time, and so comes to the same ids.
        """
        latest = sa.select(sa.func.max(known_issues.c.as_of))
        if before is not None:
            latest = latest.where(known_issues.c.as_of < before)
        chosen = known_issues.c.as_of == latest.scalar_subquery()
        query = sa.select(known_issues.c.data).where(chosen).order_by(known_issues.c.position)
        with self._database.reading() as connection:
            return [loads(KnownIssue, data) for data in connection.execute(query).scalars() if data]

    def one(self, issue_id: str) -> KnownIssue | None:
        """One issue as the latest analysis left it; None when it is not known."""
        latest = sa.select(sa.func.max(known_issues.c.as_of)).scalar_subquery()
        chosen = sa.and_(known_issues.c.as_of == latest, known_issues.c.id == storable(issue_id))
        with self._database.reading() as connection:
            data = connection.scalar(sa.select(known_issues.c.data).where(chosen))
        return loads(KnownIssue, data) if data else None

    def save(self, issues: Iterable[KnownIssue], as_of: datetime) -> None:
        """Keep the whole list of issues, with their posts, as the analysis of `as_of` leaves it.

        Replaces what an earlier run of the same analysis saved, and leaves the memories of other moments alone. Give
        all that is to be remembered, quiet issues too. Old memories are thinned out (3 days all, 40 days one a day).
        """
        values = [
            {"as_of": as_of, "id": storable(issue.id), "position": position, "data": dumps(issue)}
            for position, issue in enumerate(issues)
        ]
        # An analysis that leaves nothing is a memory too: without its mark the one before would come back.
        values = values or [{"as_of": as_of, "id": "", "position": 0, "data": ""}]
        with self._database.writing() as connection:
            connection.execute(sa.delete(known_issues).where(known_issues.c.as_of == as_of))
            connection.execute(sa.insert(known_issues), values)
            _thin_out(connection)

    def put_day(self, day: str, rows: Iterable[IssueDay], record: DayRecord | None = None) -> None:
        """Keep how the issues stood in the report of a day (ISO date), in place of what was kept for it.

        Args:
            day: ISO date.
            rows: the issues, in the report's order.
            record: the day's figures.
        """
        date.fromisoformat(day)
        values: list[dict[str, object]] = [
            {
                "day": day,
                "issue_id": storable(row.issue_id),
                "position": position,
                "n24": row.n24,
                "level": row.level.value,
                "data": dumps(row.data),
            }
            for position, row in enumerate(rows)
        ]
        # The row without an issue is the day itself: a day without issues is told from one that nobody looked at.
        level = record.level if record else Level.STABLE
        data = dumps(record) if record else "{}"
        values.append({"day": day, "issue_id": "", "position": -1, "n24": 0, "level": level.value, "data": data})
        with self._database.writing() as connection:
            connection.execute(sa.delete(issue_days).where(issue_days.c.day == day))
            connection.execute(sa.insert(issue_days), values)

    def day(self, day: str) -> list[IssueDay]:
        """How the issues stood in the report of a day, in its order; [] when there was none."""
        chosen = sa.and_(issue_days.c.day == storable(day), issue_days.c.issue_id != "")
        query = sa.select(issue_days).where(chosen).order_by(issue_days.c.position)
        with self._database.reading() as connection:
            return [
                IssueDay(row.issue_id, row.n24, Level(row.level), loads(dict[str, object], row.data))
                for row in connection.execute(query)
            ]

    def record(self, day: str) -> DayRecord | None:
        """The figures of a day; None when there was no report, or one of a version that did not keep them."""
        chosen = sa.and_(issue_days.c.day == storable(day), issue_days.c.issue_id == "")
        with self._database.reading() as connection:
            data = connection.scalar(sa.select(issue_days.c.data).where(chosen))
        return None if data in (None, "{}") else loads(DayRecord, data)

    def latest_day_before(self, day: str) -> str | None:
        """The last earlier day (ISO date) that was kept, with or without issues; None when there is none."""
        query = sa.select(sa.func.max(issue_days.c.day)).where(issue_days.c.day < storable(day))
        with self._database.reading() as connection:
            found: str | None = connection.scalar(query)
        return found

    def history(self, until: str, days: int = 15) -> dict[str, tuple[tuple[str, int], ...]]:
        """For every issue its (day, posts) over the last `days` days up to and including `until`, oldest first."""
        first = (date.fromisoformat(until) - timedelta(days=days - 1)).isoformat()
        when = sa.and_(issue_days.c.day >= first, issue_days.c.day <= until, issue_days.c.issue_id != "")
        query = sa.select(issue_days.c.issue_id, issue_days.c.day, issue_days.c.n24).where(when)
        found: dict[str, list[tuple[str, int]]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query.order_by(issue_days.c.day, issue_days.c.position)):
                found.setdefault(row.issue_id, []).append((row.day, row.n24))
        return {issue: tuple(counts) for issue, counts in found.items()}


def _thin_out(connection: Connection) -> None:
    """Drop memories that no analysis will be run from again."""
    query = sa.select(known_issues.c.as_of).distinct().order_by(known_issues.c.as_of)
    moments: list[datetime] = list(connection.execute(query).scalars())
    last_of_day = {moment.astimezone(UTC).date(): moment for moment in moments}
    newest = moments[-1]
    dropped = [
        moment
        for moment in moments
        if moment < newest - _KEEP_DAILY
        or (moment < newest - _KEEP_EVERY and last_of_day[moment.astimezone(UTC).date()] != moment)
    ]
    if dropped:
        connection.execute(sa.delete(known_issues).where(known_issues.c.as_of.in_(dropped)))
