"""The tables of people and of what they did; see `schema`, of which these are a part."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from kentongan.store.columns import UtcTime, row_number
from kentongan.store.schema import metadata


def _text(name: str, *, key: bool = False, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=False, server_default=default)


def _moment(name: str, *, missing: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, UtcTime, nullable=missing)


# `password` is an argon2id hash in PHC form, "" for a person who comes in another way; `password_until` is set while it
# is a one-time password; `outside_id` names the person at the office's own identity provider.
users = sa.Table(
    "users",
    metadata,
    _text("id", key=True),
    _text("name"),
    _text("full_name"),
    _text("roles"),
    _text("password"),
    _moment("password_at"),
    _moment("password_until", missing=True),
    sa.Column("must_change", sa.Boolean, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    _moment("created_at"),
    _moment("seen_at", missing=True),
    sa.Column("outside_id", sa.Text),
    sa.UniqueConstraint("name"),
    sa.UniqueConstraint("outside_id"),
)

# The token itself is only in the browser; here is its SHA-256, which opens nothing.
sessions = sa.Table(
    "sessions",
    metadata,
    _text("id_hash", key=True),
    _text("user_id"),
    _moment("created_at"),
    _moment("seen_at"),
    _moment("expires_at"),
    _text("address"),
    _text("device"),
    sa.Column("revoked", sa.Boolean, nullable=False),
    sa.Index(None, "user_id"),
    sa.Index(None, "expires_at"),
)

api_tokens = sa.Table(
    "api_tokens",
    metadata,
    _text("id_hash", key=True),
    _text("id"),
    _text("user_id"),
    _text("name"),
    _text("rights"),
    _moment("created_at"),
    _moment("expires_at"),
    _moment("seen_at", missing=True),
    sa.Column("revoked", sa.Boolean, nullable=False),
    sa.UniqueConstraint("id"),
    sa.Index(None, "user_id"),
)

# Only ever added to: triggers of the migration refuse everything else, whoever asks.
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("seq", row_number(), primary_key=True),
    _moment("at"),
    _text("by"),
    _text("action"),
    _text("subject"),
    _text("detail"),
    sa.Index(None, "at"),
    sa.Index(None, "by", "seq"),
    sa.Index(None, "action", "seq"),
)

# `key` is a digest: what is typed as a name may be somebody's password.
login_failures = sa.Table(
    "login_failures",
    metadata,
    _text("key", key=True),
    sa.Column("count", sa.Integer, nullable=False),
    _moment("last"),
    _moment("until", missing=True),
)
