"""Every table, as the code sees it; `migrations/versions` is how a database comes to look like this.

A test compares the two on both dialects. What only one dialect has (FTS5 table and triggers on SQLite, the `tsvector`
column and its GIN index on PostgreSQL) is made by the migration and used by `search` alone.

Small structured values are JSON text (`codec`): no query looks inside them.
"""

from __future__ import annotations

import sqlalchemy as sa

from kentongan.store.columns import UtcTime, ordered_text, row_number

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, key: bool = False, default: str | None = None) -> sa.Column[str]:
    """A text column that is never NULL."""
    return sa.Column(name, sa.Text, primary_key=key, nullable=False, server_default=default)


settings = sa.Table("settings", metadata, _text("key", key=True), _text("value"))

sources = sa.Table(
    "sources",
    metadata,
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
    _text("options", default="{}"),
    _text("origin", default="settings"),
)

# `state` is a core.runs.FeedState, `mapping` a table of column name by meaning.
feed_states = sa.Table("feed_states", metadata, _text("source_id", key=True), _text("state"))
column_mappings = sa.Table("column_mappings", metadata, _text("headers_key", key=True), _text("mapping"))

# What the door remembers of a site; `note` is a core.sites.SiteNote.
site_notes = sa.Table(
    "site_notes", metadata, _text("site", key=True), sa.Column("met_at", UtcTime, nullable=True), _text("note")
)

# item_key = content_id("e", source_id, external_id), address_key = content_id("u", canonical_url): short, because a
# hostile address of 10 000 characters would not fit a PostgreSQL index, and still good after the text was purged.
posts = sa.Table(
    "posts",
    metadata,
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
    sa.UniqueConstraint("id"),
    sa.UniqueConstraint("item_key"),
    sa.UniqueConstraint("address_key"),
    sa.Index(None, "published_at", "id"),
)

# What lists, counts and filters need of every post, in narrow rows. `seq` is the post's; `places` are codes with spaces
# between them and `place` the first; `copy_of` is the seq of the post whose text it carries; `machine` is a
# core.labels.Answers where an officer said otherwise. Every change of a post's words or labels takes the next `revision`.
post_labels = sa.Table(
    "post_labels",
    metadata,
    sa.Column("seq", row_number(), primary_key=True, autoincrement=False),
    sa.Column("post_id", ordered_text(), nullable=False),
    sa.Column("published_at", UtcTime, nullable=False),
    _text("kind"),
    _text("source_id"),
    _text("source"),
    *(_text(name, default="") for name in ("tone", "category", "place", "places", "language", "issue_id", "machine")),
    *(
        sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())
        for name in ("verification", "outside", "corrected")
    ),
    sa.Column("copy_of", sa.BigInteger),
    sa.Column("revision", sa.BigInteger, nullable=False, server_default="1"),
    sa.UniqueConstraint("post_id"),
    sa.Index(None, "revision"),
    sa.Index(None, "published_at"),
    sa.Index(None, "issue_id", "published_at"),
    sa.Index(None, "copy_of"),
)

saved_searches = sa.Table(
    "saved_searches",
    metadata,
    sa.Column("seq", row_number(), primary_key=True),
    _text("owner"),
    _text("name"),
    _text("query"),
    sa.Column("best_first", sa.Boolean, nullable=False),
    sa.Column("shared", sa.Boolean, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.UniqueConstraint("owner", "name"),
)

# What a post said before each edit; the present wording stands in `posts`.
post_versions = sa.Table(
    "post_versions",
    metadata,
    sa.Column("seq", row_number(), primary_key=True),
    _text("post_id"),
    sa.Column("replaced_at", UtcTime, nullable=False),
    _text("title"),
    _text("text"),
    _text("fingerprint"),
    sa.Index(None, "post_id"),
)

# Who allowed a kind of source whose terms an office must read first; `notice` is a digest of the text they read.
consents = sa.Table(
    "consents",
    metadata,
    _text("kind", key=True),
    _text("by"),
    sa.Column("at", UtcTime, nullable=False),
    _text("notice"),
)

# How a source stands after its last visit; `data` is a core.source_health.Standing.
source_standings = sa.Table("source_standings", metadata, _text("source_id", key=True), _text("data"))

# A line a source and day (UTC, days since 1970): in which hours it published (bit n = hour n), how often it was visited,
# how often in vain, and how many posts were new. Thirty lines a month instead of 720 visits.
source_days = sa.Table(
    "source_days",
    metadata,
    _text("source_id", key=True),
    sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("hours", sa.Integer, nullable=False),
    sa.Column("visits", sa.Integer, nullable=False),
    sa.Column("failed", sa.Integer, nullable=False),
    sa.Column("new", sa.Integer, nullable=False),
    sa.Index(None, "day"),
)

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("seq", row_number(), primary_key=True),
    _text("id"),
    _text("command"),
    sa.Column("started_at", UtcTime, nullable=False),
    sa.Column("finished_at", UtcTime),
    _text("outcomes"),
    sa.UniqueConstraint("id"),
    sa.Index(None, "started_at"),
)

readings = sa.Table("readings", metadata, _text("post_id", key=True), _text("version"), _text("data"))

corrections = sa.Table(
    "corrections",
    metadata,
    sa.Column("seq", row_number(), primary_key=True),
    _text("subject"),
    _text("field_name"),
    _text("value"),
    _text("by"),
    sa.Column("at", UtcTime, nullable=False),
    _text("reason"),
    sa.Index(None, "at"),
    sa.Index(None, "subject"),
)

# What a corrected post teaches, as numbers (`analysis.office.lesson_rows`): its words cannot be read back from them.
lessons = sa.Table(
    "lessons",
    metadata,
    _text("post_id", key=True),
    _text("version"),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

# `closed_by` is "" while open, the officer who took note of it, "reda" when it was over, or the id of the alert that
# replaced it. `crossed_at`, `waiting` and `silent_until` are a core.alerting.AlertState.
alerts = sa.Table(
    "alerts",
    metadata,
    _text("id", key=True),
    _text("issue_id"),
    _text("rule"),
    sa.Column("at", UtcTime, nullable=False),
    _text("level"),
    _text("data"),
    sa.Column("closed_at", UtcTime),
    _text("closed_by"),
    sa.Column("crossed_at", UtcTime),
    sa.Column("waiting", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("silent_until", UtcTime),
    sa.Index(None, "issue_id", "rule"),
)

# The memory of issues as it stood after the analysis of `as_of`; `data` is a core.findings.KnownIssue.
known_issues = sa.Table(
    "known_issues",
    metadata,
    sa.Column("as_of", UtcTime, primary_key=True),
    _text("id", key=True),
    sa.Column("position", sa.Integer, nullable=False),
    _text("data"),
)

issue_days = sa.Table(
    "issue_days",
    metadata,
    _text("day", key=True),
    _text("issue_id", key=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("n24", sa.Integer, nullable=False),
    _text("level"),
    _text("data"),
    sa.Index(None, "issue_id", "day"),
)

factchecks = sa.Table(
    "factchecks",
    metadata,
    _text("id", key=True),
    _text("title"),
    _text("narrative"),
    _text("date"),
    _text("label"),
    _text("url"),
    _text("source"),
    sa.Column("address_key", sa.Text),
    _text("claim_group", default=""),
    _text("origin", default=""),
    sa.UniqueConstraint("address_key"),
)

# Pages that a fact-checker's site listed: "waiting", "read", "no_verdict" or "failed"; what waits is read by the next sync.
factcheck_pages = sa.Table(
    "factcheck_pages",
    metadata,
    _text("address_key", key=True),
    _text("desk"),
    _text("url"),
    _text("state"),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("found_at", UtcTime, nullable=False),
    _text("reason"),
    sa.Index(None, "desk", "state"),
)

# Every step of every case of the hoax desk; rows are only ever added. `data` is what was said.
desk_events = sa.Table(
    "desk_events",
    metadata,
    sa.Column("seq", row_number(), primary_key=True),
    _text("case_id"),
    sa.Column("number", sa.Integer, nullable=False),
    _text("kind"),
    _text("by"),
    sa.Column("at", UtcTime, nullable=False),
    _text("data"),
    sa.UniqueConstraint("case_id", "number"),
)

# Posts known to carry a case's claim, with when they were published: counted after the posts themselves were purged.
desk_posts = sa.Table(
    "desk_posts",
    metadata,
    _text("case_id", key=True),
    _text("post_id", key=True),
    sa.Column("at", UtcTime, nullable=False),
    _text("stance"),
)

# The claims that the analysis of a day found; `data` is a core.day.ClaimCase.
claim_days = sa.Table(
    "claim_days",
    metadata,
    _text("day", key=True),
    _text("case_id", key=True),
    sa.Column("position", sa.Integer, nullable=False),
    _text("data"),
)

# What screens show of each analysis (`core.board`): a day's board; an issue's card and its page on a day, compressed.
boards = sa.Table(
    "boards",
    metadata,
    _text("day", key=True),
    sa.Column("as_of", UtcTime, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

issue_pages = sa.Table(
    "issue_pages",
    metadata,
    _text("day", key=True),
    _text("issue_id", key=True),
    sa.Column("position", sa.Integer, nullable=False),
    _text("place"),
    sa.Column("level", sa.Integer, nullable=False),
    _text("category"),
    _text("name"),
    sa.Column("first_seen", UtcTime, nullable=False),
    _text("card"),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Index(None, "day", "position"),
    sa.Index(None, "day", "level", "category", "place"),
    sa.Index(None, "issue_id", "day"),
    sa.Index(None, "issue_id", "name"),
)

# What officers write at an issue: notes, and follow-ups with an owner, a date and an end. Rows are never changed but for
# the end of a follow-up.
issue_notes = sa.Table(
    "issue_notes",
    metadata,
    sa.Column("seq", row_number(), primary_key=True),
    _text("issue_id"),
    _text("kind"),
    _text("text"),
    _text("owner"),
    sa.Column("due", UtcTime),
    _text("by"),
    sa.Column("at", UtcTime, nullable=False),
    _text("done_by"),
    sa.Column("done_at", UtcTime),
    _text("result"),
    sa.Index(None, "issue_id", "seq"),
)

# Complaints as the last analysis saw them; `due` is the soonest thing owed, NULL where nothing is.
complaints = sa.Table(
    "complaints",
    metadata,
    _text("post_id", key=True),
    _text("kind"),
    sa.Column("received_at", UtcTime, nullable=False),
    _text("status"),
    _text("unit"),
    _text("category"),
    _text("issue_id"),
    sa.Column("due", UtcTime),
    sa.Index(None, "due"),
    sa.Index(None, "issue_id"),
)

# What officers did about complaints; rows are only ever added.
complaint_events = sa.Table(
    "complaint_events",
    metadata,
    sa.Column("seq", row_number(), primary_key=True),
    _text("post_id"),
    _text("step"),
    _text("by"),
    sa.Column("at", UtcTime, nullable=False),
    _text("unit"),
    _text("text"),
    sa.Index(None, "post_id"),
)
