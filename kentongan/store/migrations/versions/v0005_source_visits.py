"""How each source behaves over time: its standing, and a line a day with the hours in which it published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _text(name: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=False)


def _count(name: str, *, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=key, nullable=False, autoincrement=False)


def upgrade() -> None:
    """Add what the health of sources is judged by."""
    op.create_table("source_standings", _text("source_id", key=True), _text("data"))
    op.create_table(
        "source_days",
        _text("source_id", key=True),
        _count("day", key=True),
        _count("hours"),
        _count("visits"),
        _count("failed"),
        _count("new"),
    )
    op.create_index("ix_source_days_day", "source_days", ["day"])
