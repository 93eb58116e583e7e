"""Notes and follow-ups of issues."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kentongan.core.notes import IssueNote, NoteKind
from kentongan.store.codec import storable
from kentongan.store.connections import Database
from kentongan.store.schema import issue_notes


class IssueNotes:
    """What officers wrote at issues; only the end of a follow-up is ever filled in later."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, note: IssueNote) -> None:
        """Keep a note or a follow-up."""
        values = {
            "issue_id": storable(note.issue_id),
            "kind": note.kind.value,
            "text": storable(note.text),
            "owner": storable(note.owner),
            "due": note.due,
            "by": storable(note.by),
            "at": note.at,
            "done_by": "",
            "done_at": None,
            "result": "",
        }
        with self._database.writing() as connection:
            connection.execute(sa.insert(issue_notes).values(**values))

    def finish(self, issue_id: str, number: int, *, by: str, at: datetime, result: str) -> bool:
        """End a follow-up; False when there is no such open one."""
        chosen = sa.and_(
            issue_notes.c.seq == number,
            issue_notes.c.issue_id == storable(issue_id),
            issue_notes.c.kind == NoteKind.FOLLOW_UP.value,
            issue_notes.c.done_at.is_(None),
        )
        values = {"done_by": storable(by), "done_at": at, "result": storable(result)}
        with self._database.writing() as connection:
            return connection.execute(sa.update(issue_notes).where(chosen).values(**values)).rowcount == 1

    def of(self, issue_id: str) -> list[IssueNote]:
        """Everything written at an issue, the latest first."""
        query = sa.select(issue_notes).where(issue_notes.c.issue_id == storable(issue_id))
        with self._database.reading() as connection:
            return [_note(row) for row in connection.execute(query.order_by(issue_notes.c.seq.desc()))]


def _note(row: sa.Row[Any]) -> IssueNote:
    return IssueNote(
        row.issue_id,
        NoteKind(row.kind),
        row.text,
        row.by,
        row.at,
        number=row.seq,
        owner=row.owner,
        due=row.due,
        done_by=row.done_by,
        done_at=row.done_at,
        result=row.result,
    )
