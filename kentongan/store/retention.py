"""Forgetting: what private people wrote is kept only as long as it is worked with (UU 27/2022, Pasal 43–44).

A purged post stays as a count: id, kind, source, date, tier, reactions. Its words, author and addresses go, and so do
its readings, which quote it. It is not taken in again when a feed still shows it. Reports and issue days stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from kentongan.core.posts import PostKind
from kentongan.store.connections import Database
from kentongan.store.schema import posts, readings

PERSONAL = (PostKind.SOCIAL, PostKind.VIDEO, PostKind.COMMENT, PostKind.MESSAGE, PostKind.COMPLAINT)

_BLANK = ("external_id", "url", "canonical_url", "title", "text", "author", "complaint", "fingerprint", "stems")


def purge(database: Database, before: datetime, kinds: Iterable[PostKind] = PERSONAL) -> int:
    """Blank the posts of these kinds that were collected before a moment; returns how many.

    The office's own posts are kept. On SQLite freed pages are overwritten and the search index is rewritten, so that
    the words are gone from the file as well.
    """
    doomed = sa.and_(
        posts.c.collected_at < before,
        posts.c.kind.in_([kind.value for kind in kinds]),
        posts.c.purged.is_(False),
        posts.c.official.is_(False),
    )
    with database.writing() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        ids = sa.select(posts.c.id).where(doomed)
        connection.execute(sa.delete(readings).where(readings.c.post_id.in_(ids)))
        blank = {**dict.fromkeys(_BLANK, ""), "masked": "[]", "purged": True}
        count = connection.execute(sa.update(posts).where(doomed).values(**blank)).rowcount
        if database.is_sqlite:
            if count:
                connection.exec_driver_sql("INSERT INTO posts_fts(posts_fts) VALUES ('optimize')")
            connection.exec_driver_sql("PRAGMA secure_delete = OFF")
    return count
