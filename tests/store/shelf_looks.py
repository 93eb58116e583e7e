"""Looks at the shelf of posts that several tests share."""

from __future__ import annotations

from datetime import UTC, datetime

from kentongan.core.posts import Post
from kentongan.store.database import Store

AGES = (datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


def everything(store: Store) -> list[Post]:
    """All posts in order."""
    return list(store.posts.between(*AGES))


def index_is_in_step(store: Store) -> None:
    """FTS5's own check of its index against the table; raises when they differ."""
    if store._database.is_sqlite:
        with store._database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO posts_fts(posts_fts, rank) VALUES ('integrity-check', 1)")
