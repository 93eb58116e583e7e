"""Officers' steps on the texts of reports, only ever added; and what they typed but have not saved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from kentongan.core.clock import Clock
from kentongan.core.report_edits import Edit, Step
from kentongan.store.codec import storable
from kentongan.store.connections import Database
from kentongan.store.report_tables import report_edits, report_unsaved
from kentongan.store.reports import ReportVersion


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A text an officer typed: on which version of the report, after which step of the passage, and when."""

    passage: str
    officer: str
    text: str
    report_id: str
    number: int
    at: datetime


class ReportEdits:
    """All steps of all reports. The steps of a passage are numbered through all versions of its day."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(
        self,
        version: ReportVersion,
        lang: str,
        passage: str,
        step: Step,
        *,
        number: int,
        machine: str,
        before: str,
        after: str,
        by: str,
    ) -> bool:
        """Add a step; False when another officer's step with this number came first, and nothing is written."""
        values = {
            "report_id": version.id,
            "version": version.version,
            "day": version.day,
            "kind": version.kind,
            "lang": storable(lang),
            "passage": storable(passage),
            "number": number,
            "step": step.value,
            "machine": storable(machine),
            "before": storable(before),
            "after": storable(after),
            "by": storable(by),
            "at": self._clock.now(),
        }
        dialect = sqlite if self._database.is_sqlite else postgresql
        insert = dialect.insert(report_edits).values(**values).on_conflict_do_nothing()
        with self._database.writing() as connection:
            return connection.execute(insert).rowcount == 1

    def of(self, day: str, kind: str, lang: str) -> list[Edit]:
        """Every step on the reports of a day, oldest first."""
        c = report_edits.c
        query = sa.select(report_edits).where(
            c.day == storable(day), c.kind == storable(kind), c.lang == storable(lang)
        )
        with self._database.reading() as connection:
            return [_edit(row) for row in connection.execute(query.order_by(c.seq))]

    def last_of(self, day: str, kind: str, lang: str, passage: str) -> Edit | None:
        """The last step on a passage of the reports of a day, or None."""
        c = report_edits.c
        chosen = sa.and_(
            c.day == storable(day), c.kind == storable(kind), c.lang == storable(lang), c.passage == storable(passage)
        )
        query = sa.select(report_edits).where(chosen).order_by(c.number.desc()).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else _edit(row)

    def counts(self, report_ids: Collection[str]) -> dict[str, int]:
        """How many passages officers wrote in each of these versions; those without are left out."""
        c = report_edits.c
        passages = sa.func.count(sa.distinct(c.passage))
        wanted = c.report_id.in_([storable(report_id) for report_id in report_ids])
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(c.report_id, passages).where(wanted).group_by(c.report_id))
            return {row.report_id: row[1] for row in rows}

    def last(self, day: str, kind: str, lang: str) -> int:
        """The number of steps on the reports of a day: changes with every step."""
        c = report_edits.c
        chosen = sa.and_(c.day == storable(day), c.kind == storable(kind), c.lang == storable(lang))
        with self._database.reading() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(report_edits).where(chosen)) or 0

    # -- what is not saved yet -------------------------------------------------------------------------------------
    def keep_unsaved(
        self, version: ReportVersion, lang: str, passage: str, officer: str, text: str, *, number: int
    ) -> None:
        """Keep what an officer typed in a passage; the latest text takes the place of the one before."""
        key = {
            "day": version.day,
            "kind": version.kind,
            "lang": storable(lang),
            "passage": storable(passage),
            "officer": storable(officer),
        }
        said = {"text": storable(text), "report_id": version.id, "number": number, "at": self._clock.now()}
        dialect = sqlite if self._database.is_sqlite else postgresql
        insert = dialect.insert(report_unsaved).values(**key, **said)
        with self._database.writing() as connection:
            connection.execute(insert.on_conflict_do_update(index_elements=list(key), set_=said))

    def unsaved(self, day: str, kind: str, lang: str) -> list[Unsaved]:
        """Every unsaved text on the reports of a day, of every officer."""
        c = report_unsaved.c
        query = sa.select(report_unsaved).where(
            c.day == storable(day), c.kind == storable(kind), c.lang == storable(lang)
        )
        with self._database.reading() as connection:
            return [
                Unsaved(row.passage, row.officer, row.text, row.report_id, row.number, row.at)
                for row in connection.execute(query.order_by(c.passage, c.officer))
            ]

    def drop_unsaved(self, day: str, kind: str, lang: str, passage: str, officer: str) -> None:
        """Forget an officer's unsaved text: it was saved, or thrown away by that officer."""
        c = report_unsaved.c
        chosen = sa.and_(
            c.day == storable(day), c.kind == storable(kind), c.lang == storable(lang), c.passage == storable(passage),
            c.officer == storable(officer),
        )  # fmt: skip
        with self._database.writing() as connection:
            connection.execute(sa.delete(report_unsaved).where(chosen))


def _edit(row: sa.Row[Any]) -> Edit:
    said = (row.machine, row.before, row.after, row.by, row.at)
    return Edit(row.report_id, row.version, row.passage, row.number, Step(row.step), *said)
