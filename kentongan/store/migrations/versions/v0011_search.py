"""Labels of every post for lists and counts, saved searches, and signs that divide words in the search index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kentongan.store.columns import UtcTime, ordered_text, row_number

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# Without this a word with an emoji behind it is another word: FTS5 knows Unicode 6.1 and takes later signs for letters.
_RANGES = (
    (0x2065, 0x2069),
    (0x20A0, 0x20CF),
    (0x218A, 0x218B),
    (0x2300, 0x23FF),
    (0x2700, 0x2700),
    (0x2B00, 0x2BFF),
    (0x1F000, 0x1FAFF),
)
_SIGNS = "".join(chr(code) for first, last in _RANGES for code in range(first, last + 1))
_WORDS = (
    "DROP TABLE posts_fts",
    f"""CREATE VIRTUAL TABLE posts_fts USING fts5(
        title, text, stems, content='posts', content_rowid='seq',
        tokenize="unicode61 remove_diacritics 2 separators '{_SIGNS}'")""",
    "INSERT INTO posts_fts(posts_fts) VALUES ('rebuild')",
)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false())


def upgrade() -> None:
    """Add both shelves; every post that is there gets a row without answers, until the next analysis."""
    op.create_table(
        "post_labels",
        sa.Column("seq", row_number(), primary_key=True, autoincrement=False),
        sa.Column("post_id", ordered_text(), nullable=False),
        sa.Column("published_at", UtcTime, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        *map(_text, ("tone", "category", "place", "places", "language", "issue_id", "machine")),
        *map(_flag, ("verification", "outside", "corrected")),
        sa.Column("copy_of", sa.BigInteger),
        sa.Column("revision", sa.BigInteger, nullable=False, server_default="1"),
        sa.UniqueConstraint("post_id", name="uq_post_labels_post_id"),
    )
    op.execute(
        "INSERT INTO post_labels (seq, post_id, published_at, kind, source_id, source) "
        "SELECT seq, id, published_at, kind, source_id, source_name FROM posts ORDER BY seq"
    )
    op.create_index("ix_post_labels_revision", "post_labels", ["revision"])
    op.create_index("ix_post_labels_published_at", "post_labels", ["published_at"])
    op.create_index("ix_post_labels_copy_of", "post_labels", ["copy_of"])
    op.create_index("ix_post_labels_issue_id_published_at", "post_labels", ["issue_id", "published_at"])
    op.create_index("ix_issue_pages_issue_id_name", "issue_pages", ["issue_id", "name"])
    op.create_index("ix_corrections_subject", "corrections", ["subject"])
    op.create_table(
        "saved_searches",
        sa.Column("seq", row_number(), primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("best_first", sa.Boolean, nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.UniqueConstraint("owner", "name", name="uq_saved_searches_owner_name"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in _WORDS:
            op.get_bind().exec_driver_sql(statement)
        # Posts that came before this have no stems yet: the next analysis makes them (`pipeline.search_index`).
        op.execute(
            "INSERT INTO settings (key, value) SELECT 'stems_before', max(seq) + 1 FROM posts HAVING max(seq) > 0"
        )
