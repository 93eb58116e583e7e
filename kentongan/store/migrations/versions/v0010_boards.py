"""What screens show of each analysis, what officers write at an issue, and complaints with their clocks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kentongan.store.columns import UtcTime, row_number

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def _text(name: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=False)


def upgrade() -> None:
    """Add the boards of days and the pages of issues, notes and complaints."""
    op.create_table(
        "boards",
        _text("day", key=True),
        sa.Column("as_of", UtcTime, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "issue_pages",
        _text("day", key=True),
        _text("issue_id", key=True),
        sa.Column("position", sa.Integer, nullable=False),
        _text("place"),
        sa.Column("level", sa.Integer, nullable=False),
        _text("category"),
        _text("name"),
        sa.Column("first_seen", UtcTime, nullable=False),
        _text("card"),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_issue_pages_day_position", "issue_pages", ["day", "position"])
    columns = ["day", "level", "category", "place"]
    op.create_index("ix_issue_pages_day_level_category_place", "issue_pages", columns)
    op.create_index("ix_issue_pages_issue_id_day", "issue_pages", ["issue_id", "day"])
    _add_notes()
    _add_complaints()


def _add_notes() -> None:
    op.create_table(
        "issue_notes",
        sa.Column("seq", row_number(), primary_key=True),
        _text("issue_id"),
        _text("kind"),
        _text("text"),
        _text("owner"),
        sa.Column("due", UtcTime),
        _text("by"),
        sa.Column("at", UtcTime, nullable=False),
        _text("done_by"),
        sa.Column("done_at", UtcTime),
        _text("result"),
    )
    op.create_index("ix_issue_notes_issue_id_seq", "issue_notes", ["issue_id", "seq"])


def _add_complaints() -> None:
    op.create_table(
        "complaints",
        _text("post_id", key=True),
        _text("kind"),
        sa.Column("received_at", UtcTime, nullable=False),
        _text("status"),
        _text("unit"),
        _text("category"),
        _text("issue_id"),
        sa.Column("due", UtcTime),
    )
    op.create_index("ix_complaints_due", "complaints", ["due"])
    op.create_index("ix_complaints_issue_id", "complaints", ["issue_id"])
    op.create_table(
        "complaint_events",
        sa.Column("seq", row_number(), primary_key=True),
        _text("post_id"),
        _text("step"),
        _text("by"),
        sa.Column("at", UtcTime, nullable=False),
        _text("unit"),
        _text("text"),
    )
    op.create_index("ix_complaint_events_post_id", "complaint_events", ["post_id"])
