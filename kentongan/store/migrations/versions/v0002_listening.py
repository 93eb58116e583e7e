"""Sources that officers add, what posts said before an edit, and who allowed a kind of source."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kentongan.store.columns import UtcTime, row_number

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _text(name: str, *, key: bool = False, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=False, server_default=default)


def upgrade() -> None:
    """Add what listening needs."""
    op.add_column("sources", _text("options", default="{}"))
    op.add_column("sources", _text("origin", default="settings"))
    op.create_table(
        "post_versions",
        sa.Column("seq", row_number(), primary_key=True),
        _text("post_id"),
        sa.Column("replaced_at", UtcTime, nullable=False),
        _text("title"),
        _text("text"),
        _text("fingerprint"),
    )
    op.create_index("ix_post_versions_post_id", "post_versions", ["post_id"])
    op.create_table(
        "consents",
        _text("kind", key=True),
        _text("by"),
        sa.Column("at", UtcTime, nullable=False),
        _text("notice"),
    )
