"""Alarms remember when their rule was last crossed, whether they wait for the morning, and until when they rest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kentongan.store.columns import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the three columns; alarms from before are open and were last crossed when they were told."""
    op.add_column("alerts", sa.Column("crossed_at", UtcTime))
    op.add_column("alerts", sa.Column("waiting", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("alerts", sa.Column("silent_until", UtcTime))
