"""The first shelves: sources, posts with full-text search, runs, findings, issues, fact-checks, reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kentongan.store.columns import UtcTime, ordered_text, row_number

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# SQLite's application_id: marks the file as ours ("Kntg").
_MARK = 0x4B6E7467

# External content: the words are stored once, in `posts`; FTS5 must be told the old values to forget a row
# (sqlite.org/fts5.html, 4.4.3).
_SQLITE_SEARCH = (
    """CREATE VIRTUAL TABLE posts_fts USING fts5(
        title, text, stems, content='posts', content_rowid='seq', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER posts_fts_insert AFTER INSERT ON posts BEGIN
        INSERT INTO posts_fts(rowid, title, text, stems) VALUES (new.seq, new.title, new.text, new.stems);
    END""",
    """CREATE TRIGGER posts_fts_delete AFTER DELETE ON posts BEGIN
        INSERT INTO posts_fts(posts_fts, rowid, title, text, stems)
        VALUES ('delete', old.seq, old.title, old.text, old.stems);
    END""",
    """CREATE TRIGGER posts_fts_update AFTER UPDATE OF seq, title, text, stems ON posts BEGIN
        INSERT INTO posts_fts(posts_fts, rowid, title, text, stems)
        VALUES ('delete', old.seq, old.title, old.text, old.stems);
        INSERT INTO posts_fts(rowid, title, text, stems) VALUES (new.seq, new.title, new.text, new.stems);
    END""",
)

# A tsvector holds at most 1 MiB: 100 000 characters of four bytes stay below it. `indonesian` has a stemmer of its own,
# so `stems` is not needed here.
_POSTGRES_SEARCH = (
    """ALTER TABLE posts ADD COLUMN search tsvector
        GENERATED ALWAYS AS (to_tsvector('indonesian', left(title || ' ' || text, 100000))) STORED""",
    "CREATE INDEX ix_posts_search ON posts USING gin (search)",
)


def _text(name: str, *, key: bool = False, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=False, server_default=default)


def upgrade() -> None:
    """Make all tables."""
    _sources()
    _posts()
    _findings()
    _issues()
    _reports()
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"PRAGMA application_id = {_MARK}")
        for statement in _SQLITE_SEARCH:
            op.get_bind().exec_driver_sql(statement)
    else:
        for statement in _POSTGRES_SEARCH:
            op.get_bind().exec_driver_sql(statement)


def _sources() -> None:
    op.create_table("settings", _text("key", key=True), _text("value"))
    op.create_table(
        "sources",
        _text("id", key=True),
        _text("kind"),
        _text("name"),
        _text("address"),
        _text("post_kind"),
        _text("region"),
        sa.Column("tier", sa.Integer, nullable=False),
        _text("zone"),
        sa.Column("official", sa.Boolean, nullable=False),
        _text("terms"),
        sa.Column("enabled", sa.Boolean, nullable=False),
    )
    op.create_table("feed_states", _text("source_id", key=True), _text("state"))
    op.create_table("column_mappings", _text("headers_key", key=True), _text("mapping"))
    op.create_table(
        "runs",
        sa.Column("seq", row_number(), primary_key=True),
        _text("id"),
        _text("command"),
        sa.Column("started_at", UtcTime, nullable=False),
        sa.Column("finished_at", UtcTime),
        _text("outcomes"),
        sa.UniqueConstraint("id", name="uq_runs_id"),
    )
    op.create_index("ix_runs_started_at", "runs", ["started_at"])


def _posts() -> None:
    op.create_table(
        "posts",
        sa.Column("seq", row_number(), primary_key=True),
        sa.Column("id", ordered_text(), nullable=False),
        _text("source_id"),
        _text("source_name"),
        _text("external_id"),
        _text("kind"),
        _text("platform"),
        _text("url"),
        _text("canonical_url"),
        _text("title"),
        _text("text"),
        _text("author"),
        sa.Column("published_at", UtcTime, nullable=False),
        sa.Column("estimated", sa.Boolean, nullable=False),
        sa.Column("collected_at", UtcTime, nullable=False),
        sa.Column("tier", sa.Integer, nullable=False),
        sa.Column("official", sa.Boolean, nullable=False),
        sa.Column("likes", sa.BigInteger),
        sa.Column("shares", sa.BigInteger),
        sa.Column("comments", sa.BigInteger),
        sa.Column("views", sa.BigInteger),
        _text("complaint"),
        _text("masked"),
        _text("fingerprint"),
        _text("stems", default=""),
        sa.Column("item_key", sa.Text),
        sa.Column("address_key", sa.Text),
        sa.Column("purged", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.UniqueConstraint("id", name="uq_posts_id"),
        sa.UniqueConstraint("item_key", name="uq_posts_item_key"),
        sa.UniqueConstraint("address_key", name="uq_posts_address_key"),
    )
    op.create_index("ix_posts_published_at_id", "posts", ["published_at", "id"])


def _findings() -> None:
    op.create_table("readings", _text("post_id", key=True), _text("version"), _text("data"))
    op.create_table(
        "corrections",
        sa.Column("seq", row_number(), primary_key=True),
        _text("subject"),
        _text("field_name"),
        _text("value"),
        _text("by"),
        sa.Column("at", UtcTime, nullable=False),
        _text("reason"),
    )
    op.create_index("ix_corrections_at", "corrections", ["at"])
    op.create_table(
        "alerts",
        _text("id", key=True),
        _text("issue_id"),
        _text("rule"),
        sa.Column("at", UtcTime, nullable=False),
        _text("level"),
        _text("data"),
        sa.Column("closed_at", UtcTime),
        _text("closed_by"),
    )
    op.create_index("ix_alerts_issue_id_rule", "alerts", ["issue_id", "rule"])
    op.create_table(
        "factchecks",
        _text("id", key=True),
        _text("title"),
        _text("narrative"),
        _text("date"),
        _text("label"),
        _text("url"),
        _text("source"),
        sa.Column("address_key", sa.Text),
        sa.UniqueConstraint("address_key", name="uq_factchecks_address_key"),
    )


def _issues() -> None:
    op.create_table(
        "known_issues",
        sa.Column("as_of", UtcTime, primary_key=True),
        _text("id", key=True),
        sa.Column("position", sa.Integer, nullable=False),
        _text("data"),
    )
    op.create_table(
        "issue_days",
        _text("day", key=True),
        _text("issue_id", key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("n24", sa.Integer, nullable=False),
        _text("level"),
        _text("data"),
    )
    op.create_index("ix_issue_days_issue_id_day", "issue_days", ["issue_id", "day"])


def _reports() -> None:
    op.create_table(
        "reports",
        _text("id", key=True),
        _text("day"),
        _text("kind"),
        sa.Column("version", sa.Integer, nullable=False),
        _text("state"),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        _text("files"),
        _text("by"),
        sa.Column("at", UtcTime, nullable=False),
        sa.UniqueConstraint("day", "kind", "version", name="uq_reports_day_kind_version"),
    )
    op.create_table(
        "report_moves",
        sa.Column("seq", row_number(), primary_key=True),
        sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id", name="fk_report_moves_report_id"), nullable=False),
        _text("from_state"),
        _text("to_state"),
        _text("by"),
        sa.Column("at", UtcTime, nullable=False),
        _text("note"),
    )
    op.create_index("ix_report_moves_report_id", "report_moves", ["report_id"])
