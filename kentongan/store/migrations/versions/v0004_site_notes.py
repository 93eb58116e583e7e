"""What the door remembers of web sites from round to round."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kentongan.store.columns import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the notes on sites."""
    op.create_table(
        "site_notes",
        sa.Column("site", sa.Text, primary_key=True, nullable=False),
        sa.Column("met_at", UtcTime, nullable=True),
        sa.Column("note", sa.Text, nullable=False),
    )
