"""What officers write at an issue: a note, or a follow-up that somebody owes by a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoteKind(StrEnum):
    """What was written."""

    NOTE = "catatan"
    FOLLOW_UP = "tindak lanjut"


@dataclass(frozen=True, slots=True)
class IssueNote:
    """A line of an issue's file.

    Args:
        number: of the line in the store, 0 before it is kept.
        owner, due: of a follow-up: which OPD or person, until when.
        done_by, done_at, result: how a follow-up ended.
    """

    issue_id: str
    kind: NoteKind
    text: str
    by: str
    at: datetime
    number: int = 0
    owner: str = ""
    due: datetime | None = None
    done_by: str = ""
    done_at: datetime | None = None
    result: str = ""

    @property
    def open(self) -> bool:
        """A follow-up that nobody has ended."""
        return self.kind is NoteKind.FOLLOW_UP and self.done_at is None
