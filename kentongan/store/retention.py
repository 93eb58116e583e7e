"""Forgetting: what private people wrote is kept only as long as it is worked with (UU 27/2022, Pasal 43–44).

A purged post stays as a count: id, kind, source, date, tier, reactions. Its words, author and addresses go, and so do
its readings and the pages that quote it. It is not taken in again when a feed still shows it. Reports and issue days
stay. What an officer's correction of it taught stays as hashed numbers, unless its author or its platform took it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kentongan.core.ids import content_id
from kentongan.core.posts import PostKind
from kentongan.store.codec import storable
from kentongan.store.connections import Database
from kentongan.store.post_labels import next_revision
from kentongan.store.quotes import forget_pages, forget_quotes
from kentongan.store.report_quotes import forget_in_reports
from kentongan.store.schema import lessons, post_labels, post_versions, posts, readings

PERSONAL = (PostKind.SOCIAL, PostKind.VIDEO, PostKind.COMMENT, PostKind.MESSAGE, PostKind.COMPLAINT)

# Platforms whose terms bound how long what they gave may be stored, in days. YouTube API Services Developer Policies,
# III.E.4: data not authorised by a user is refreshed or deleted after 30 days. It is deleted here, the office's own too.
PLATFORM_DAYS: Mapping[str, int] = {"YouTube": 30}

_PORTION = 500
_BLANK = ("external_id", "url", "canonical_url", "title", "text", "author", "complaint", "fingerprint", "stems")
_COUNTS = ("likes", "shares", "comments", "views")


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
    with _overwriting(database) as connection:
        forget_pages(connection, before)
        return _blank(database, doomed)


def purge_platforms(database: Database, now: datetime) -> int:
    """Blank what its platform lets nobody keep any longer, with its counts; returns how many posts.

    Counted from the first time a post was collected, which is never later than the last one.
    """
    count = 0
    for platform, days in PLATFORM_DAYS.items():
        old = sa.and_(posts.c.platform == platform, posts.c.collected_at <= now - timedelta(days=days))
        # What was blanked as a private person's post still has its counts.
        counted = sa.or_(*(posts.c[name].is_not(None) for name in _COUNTS))
        doomed = sa.and_(old, sa.or_(posts.c.purged.is_(False), counted))
        with database.reading() as connection:  # most days there is nothing to do, and nobody need wait for it
            found = connection.scalar(sa.select(sa.exists().where(doomed)))
        if found:
            _forget_lessons(database, doomed)
        count += _blank(database, doomed, counts=True) if found else 0
    return count


def withdraw(database: Database, source_id: str, external_ids: Iterable[str]) -> int:
    """Blank a source's posts that their platform says were deleted; returns how many were known."""
    keys = sorted({content_id("e", storable(source_id), storable(one)) for one in external_ids})
    count = 0
    for at in range(0, len(keys), _PORTION):
        count += _take_back(database, posts.c.item_key.in_(keys[at : at + _PORTION]))
    return count


def erase(database: Database, ids: Iterable[str]) -> int:
    """Blank these posts, whatever their kind, because a person asked for it; returns how many still had words."""
    wanted = sorted({storable(one) for one in ids})
    count = 0
    for at in range(0, len(wanted), _PORTION):
        count += _take_back(database, posts.c.id.in_(wanted[at : at + _PORTION]))
    return count


def _take_back(database: Database, some: sa.ColumnElement[bool]) -> int:
    """Blank posts that somebody took back: with what they taught, and with what screens and kept reports quote of them."""
    still = sa.and_(some, posts.c.purged.is_(False))
    _forget_lessons(database, some)
    with _overwriting(database) as connection:
        if ids := list(connection.execute(sa.select(posts.c.id).where(still)).scalars()):
            forget_quotes(connection, ids)
            forget_in_reports(connection, ids)
        return _blank(database, still)


def _forget_lessons(database: Database, doomed: sa.ColumnElement[bool]) -> None:
    """Drop what these posts taught."""
    with database.writing() as connection:
        ids = sa.select(posts.c.id).where(doomed)
        connection.execute(sa.delete(lessons).where(lessons.c.post_id.in_(ids)))


def _blank(database: Database, doomed: sa.ColumnElement[bool], *, counts: bool = False) -> int:
    with _overwriting(database) as connection:
        ids = sa.select(posts.c.id).where(doomed)
        # Searches remembered what was found in the words.
        told = sa.update(post_labels).where(post_labels.c.post_id.in_(ids))
        connection.execute(told.values(revision=next_revision(connection)))
        connection.execute(sa.delete(readings).where(readings.c.post_id.in_(ids)))
        connection.execute(sa.delete(post_versions).where(post_versions.c.post_id.in_(ids)))
        blank = {**dict.fromkeys(_BLANK, ""), "masked": "[]", "purged": True}
        blank |= dict.fromkeys(_COUNTS) if counts else {}
        count = connection.execute(sa.update(posts).where(doomed).values(**blank)).rowcount
        if database.is_sqlite and count:
            connection.exec_driver_sql("INSERT INTO posts_fts(posts_fts) VALUES ('optimize')")
    return count


@contextmanager
def _overwriting(database: Database) -> Iterator[Connection]:
    """A writing transaction in which SQLite overwrites what it frees; may be nested."""
    with database.writing() as connection:
        before = connection.exec_driver_sql("PRAGMA secure_delete").scalar() if database.is_sqlite else 1
        if not before:
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        yield connection
        if not before:
            connection.exec_driver_sql("PRAGMA secure_delete = OFF")
