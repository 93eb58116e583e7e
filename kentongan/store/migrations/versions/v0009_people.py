"""People, their sessions and tokens, and the log of what they did, which only grows."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from alembic import op

from kentongan.store.columns import UtcTime, row_number

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _text(name: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=False)


def _moment(name: str, *, missing: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, UtcTime, nullable=missing)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


# SQLite's INSERT OR REPLACE takes a row away without a DELETE trigger, hence the third.
_SQLITE = (
    "CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    "CREATE TRIGGER audit_keeps_words BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    "CREATE TRIGGER audit_keeps_places BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq) "
    "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
)
_POSTGRES = (
    "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$",
    "CREATE TRIGGER audit_keeps_rows BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_only_grows()",
    "CREATE TRIGGER audit_keeps_table BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()",
)


def upgrade() -> None:
    """Add the shelves of people."""
    _people()
    _doors()
    op.create_table(
        "audit",
        sa.Column("seq", row_number(), primary_key=True),
        _moment("at"),
        _text("by"),
        _text("action"),
        _text("subject"),
        _text("detail"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_by_seq", "audit", ["by", "seq"])
    op.create_index("ix_audit_action_seq", "audit", ["action", "seq"])
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRES:
        op.execute(statement)


def _people() -> None:
    op.create_table(
        "users",
        _text("id", key=True),
        _text("name"),
        _text("full_name"),
        _text("roles"),
        _text("password"),
        _moment("password_at"),
        _moment("password_until", missing=True),
        _flag("must_change"),
        _flag("active"),
        _moment("created_at"),
        _moment("seen_at", missing=True),
        sa.Column("outside_id", sa.Text),
        sa.UniqueConstraint("name"),
        sa.UniqueConstraint("outside_id"),
    )


def _doors() -> None:
    op.create_table(
        "sessions",
        _text("id_hash", key=True),
        _text("user_id"),
        _moment("created_at"),
        _moment("seen_at"),
        _moment("expires_at"),
        _text("address"),
        _text("device"),
        _flag("revoked"),
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])
    op.create_table(
        "api_tokens",
        _text("id_hash", key=True),
        _text("id"),
        _text("user_id"),
        _text("name"),
        _text("rights"),
        _moment("created_at"),
        _moment("expires_at"),
        _moment("seen_at", missing=True),
        _flag("revoked"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_api_tokens_user_id", "api_tokens", ["user_id"])
    op.create_table(
        "login_failures",
        _text("key", key=True),
        sa.Column("count", sa.Integer, nullable=False),
        _moment("last"),
        _moment("until", missing=True),
    )
