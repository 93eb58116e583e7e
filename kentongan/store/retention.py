"""Forgetting: what private people wrote is kept only as long as it is worked with (UU 27/2022, Pasal 43–44).

A purged post stays as a count: id, kind, source, date, tier, reactions. Its words, author and addresses go, and so do
its readings, which quote it. It is not taken in again when a feed still shows it. Reports and issue days stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from kentongan.core.ids import content_id
from kentongan.core.posts import PostKind
from kentongan.store.codec import storable
from kentongan.store.connections import Database
from kentongan.store.schema import post_versions, posts, readings

PERSONAL = (PostKind.SOCIAL, PostKind.VIDEO, PostKind.COMMENT, PostKind.MESSAGE, PostKind.COMPLAINT)

_PORTION = 500
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
    return _blank(database, doomed)


def withdraw(database: Database, source_id: str, external_ids: Iterable[str]) -> int:
    """Blank a source's posts that their platform says were deleted; returns how many were known."""
    keys = sorted({content_id("e", storable(source_id), storable(one)) for one in external_ids})
    count = 0
    for at in range(0, len(keys), _PORTION):
        some = posts.c.item_key.in_(keys[at : at + _PORTION])
        count += _blank(database, sa.and_(some, posts.c.purged.is_(False)))
    return count


def _blank(database: Database, doomed: sa.ColumnElement[bool]) -> int:
    with database.writing() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        ids = sa.select(posts.c.id).where(doomed)
        connection.execute(sa.delete(readings).where(readings.c.post_id.in_(ids)))
        connection.execute(sa.delete(post_versions).where(post_versions.c.post_id.in_(ids)))
        blank = {**dict.fromkeys(_BLANK, ""), "masked": "[]", "purged": True}
        count = connection.execute(sa.update(posts).where(doomed).values(**blank)).rowcount
        if database.is_sqlite:
            if count:
                connection.exec_driver_sql("INSERT INTO posts_fts(posts_fts) VALUES ('optimize')")
            connection.exec_driver_sql("PRAGMA secure_delete = OFF")
    return count
