"""What is kept of corrected posts, so that they still teach when their words are forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the lessons."""
    op.create_table(
        "lessons",
        sa.Column("post_id", sa.Text, primary_key=True, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
