"""What a report's version says, and what officers wrote into it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kentongan.store.columns import UtcTime, row_number

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def _text(name: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=False)


def upgrade() -> None:
    """Add the shelves of contents, of edits and of unsaved texts."""
    op.create_table(
        "report_parts",
        sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id"), primary_key=True, nullable=False),
        _text("part", key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "report_edits",
        sa.Column("seq", row_number(), primary_key=True),
        sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        _text("day"),
        _text("kind"),
        _text("lang"),
        _text("passage"),
        sa.Column("number", sa.Integer, nullable=False),
        _text("step"),
        _text("machine"),
        _text("before"),
        _text("after"),
        _text("by"),
        sa.Column("at", UtcTime, nullable=False),
        sa.UniqueConstraint("day", "kind", "lang", "passage", "number"),
    )
    op.create_index("ix_report_edits_report_id", "report_edits", ["report_id"])
    op.create_table(
        "report_unsaved",
        *(_text(name, key=True) for name in ("day", "kind", "lang", "passage", "officer")),
        _text("text"),
        _text("report_id"),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
    )
