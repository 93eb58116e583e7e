"""Parcels that went out, so that none goes out twice unsaid."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kentongan.store.columns import UtcTime, row_number

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def upgrade() -> None:
    """Add the shelf of deliveries."""
    op.create_table(
        "deliveries",
        sa.Column("seq", row_number(), primary_key=True),
        _text("id"),
        _text("document"),
        _text("channel"),
        _text("recipient"),
        _text("part"),
        _text("standing"),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        _text("provider_id"),
        _text("answer"),
        _text("by"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_deliveries_document", "deliveries", ["document"])
