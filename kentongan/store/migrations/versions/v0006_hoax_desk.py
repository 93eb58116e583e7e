"""The hoax desk's histories, the posts that carry its claims, the machine's cases of a day, and the library's syncs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kentongan.store.columns import UtcTime, row_number

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _text(name: str, *, key: bool = False, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=False, server_default=default)


def upgrade() -> None:
    """Add the desk's tables, and what the library of fact-checks remembers of where they came from."""
    op.create_table(
        "desk_events",
        sa.Column("seq", row_number(), primary_key=True),
        _text("case_id"),
        sa.Column("number", sa.Integer, nullable=False),
        _text("kind"),
        _text("by"),
        sa.Column("at", UtcTime, nullable=False),
        _text("data"),
        sa.UniqueConstraint("case_id", "number", name="uq_desk_events_case_id_number"),
    )
    op.create_table(
        "desk_posts",
        _text("case_id", key=True),
        _text("post_id", key=True),
        sa.Column("at", UtcTime, nullable=False),
        _text("stance"),
    )
    op.create_table(
        "claim_days",
        _text("day", key=True),
        _text("case_id", key=True),
        sa.Column("position", sa.Integer, nullable=False),
        _text("data"),
    )
    op.create_table(
        "factcheck_pages",
        _text("address_key", key=True),
        _text("desk"),
        _text("url"),
        _text("state"),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("found_at", UtcTime, nullable=False),
        _text("reason"),
    )
    op.create_index("ix_factcheck_pages_desk_state", "factcheck_pages", ["desk", "state"])
    op.add_column("factchecks", _text("claim_group", default=""))
    op.add_column("factchecks", _text("origin", default=""))
