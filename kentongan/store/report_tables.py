"""The tables of reports, of what officers wrote into them, and of their delivery; see `schema`, of which these are a part."""

from __future__ import annotations

import sqlalchemy as sa

from kentongan.store.columns import UtcTime, row_number
from kentongan.store.schema import metadata


def _text(name: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=False)


reports = sa.Table(
    "reports",
    metadata,
    _text("id", key=True),
    _text("day"),
    _text("kind"),
    sa.Column("version", sa.Integer, nullable=False),
    _text("state"),
    sa.Column("payload", sa.LargeBinary, nullable=False),
    _text("files"),
    _text("by"),
    sa.Column("at", UtcTime, nullable=False),
    sa.UniqueConstraint("day", "kind", "version"),
)

report_moves = sa.Table(
    "report_moves",
    metadata,
    sa.Column("seq", row_number(), primary_key=True),
    sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id"), nullable=False, index=True),
    _text("from_state"),
    _text("to_state"),
    _text("by"),
    sa.Column("at", UtcTime, nullable=False),
    _text("note"),
)

# What a version says, packed (`pipeline.reports.codec`): "day" the findings, "id" or "en" the composed blocks, "seen" how far
# the shelves had come when it was composed.
report_parts = sa.Table(
    "report_parts",
    metadata,
    sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id"), primary_key=True, nullable=False),
    _text("part", key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

# Every step of officers on the texts of a day's report; rows are only ever added (`core.report_edits.Edit`).
report_edits = sa.Table(
    "report_edits",
    metadata,
    sa.Column("seq", row_number(), primary_key=True),
    sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id"), nullable=False, index=True),
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

# What an officer typed and has not saved yet, one text a passage and officer.
report_unsaved = sa.Table(
    "report_unsaved",
    metadata,
    _text("day", key=True),
    _text("kind", key=True),
    _text("lang", key=True),
    _text("passage", key=True),
    _text("officer", key=True),
    _text("text"),
    _text("report_id"),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
)

deliveries = sa.Table(
    "deliveries",
    metadata,
    sa.Column("seq", row_number(), primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("document", sa.Text, nullable=False, index=True),
    _text("channel"),
    _text("recipient"),
    _text("part"),
    _text("standing"),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    _text("provider_id"),
    _text("answer"),
    _text("by"),
)
