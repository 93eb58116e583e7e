"""The posts: added once, met again, read by time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import sqlalchemy as sa

from kentongan.core.ids import content_id
from kentongan.core.posts import Post
from kentongan.core.urls import canonical_url
from kentongan.store.codec import storable
from kentongan.store.connections import Database
from kentongan.store.intake import PORTION, Tally, take_in
from kentongan.store.post_rows import COLUMNS, post_of, row_of
from kentongan.store.schema import post_versions, posts


@dataclass(frozen=True, slots=True)
class AddResult:
    """What `Posts.add` did.

    Args:
        new: posts that were not there.
        changed: meetings with a known post that changed something in it.
        same: meetings that changed nothing.
        new_ids: ids of the new ones, in the order in which they came.
        changed_ids: ids, as stored, of posts that were there before and changed.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    new_ids: tuple[str, ...] = ()
    changed_ids: tuple[str, ...] = ()


class Posts:
    """All posts that were ever collected."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, items: Iterable[Post], *, stems: Callable[[Post], str] | None = None) -> AddResult:
        """Add posts, or update those that are known; all of them or none.

        Known is: same source and external id, else same canonical URL (news, social, video), else same id. A known post
        keeps its id, its date and when it was first collected; see `post_rows.revision` for what changes. Readings of
        a post whose words changed are dropped. Text is made storable (`codec.storable`). The result does not depend on
        how the posts are portioned out over calls.

        Args:
            items: read once; the writers' lock is held meanwhile, so do not collect lazily from the network here.
            stems: the stems of a post's words for the search index (`core.search_terms.stems_of`; SQLite).
        """
        tally = Tally()
        stream = iter(items)
        with self._database.writing() as connection:
            while rows := [row_of(post, stems) for post in islice(stream, PORTION)]:
                take_in(connection, rows, tally)
        return AddResult(len(tally.new), tally.changed, tally.same, tuple(tally.new), tuple(tally.changed_ids))

    def between(self, start: datetime, end: datetime) -> Iterator[Post]:
        """Posts published in [start, end) in order of (published_at, id), one after the other: memory stays small."""
        when = sa.and_(posts.c.published_at >= start, posts.c.published_at < end)
        query = sa.select(*COLUMNS).where(when).order_by(posts.c.published_at, posts.c.id)
        with self._database.reading() as connection:
            streaming = query.execution_options(yield_per=PORTION)
            yield from map(post_of, connection.execute(streaming))

    def newest(
        self, *, start: datetime | None = None, end: datetime | None = None, after: str = "", limit: int = 50
    ) -> list[Post]:
        """At most `limit` posts published in [start, end), newest first.

        Args:
            start: from this moment on.
            end: before this moment.
            after: id of the last post of the page before.
            limit: at most so many.
        """
        chosen: list[sa.ColumnElement[bool]] = []
        if start is not None:
            chosen.append(posts.c.published_at >= start)
        if end is not None:
            chosen.append(posts.c.published_at < end)
        with self._database.reading() as connection:
            if after:
                place = sa.select(posts.c.published_at, posts.c.id).where(posts.c.id == storable(after))
                last = connection.execute(place).first()
                if last is None:
                    return []
                same = sa.and_(posts.c.published_at == last.published_at, posts.c.id < last.id)
                chosen += [
                    posts.c.published_at <= last.published_at,
                    sa.or_(posts.c.published_at < last.published_at, same),
                ]
            query = sa.select(*COLUMNS).where(*chosen).limit(limit)
            query = query.order_by(posts.c.published_at.desc(), posts.c.id.desc())
            return [post_of(row) for row in connection.execute(query)]

    def get(self, ids: Iterable[str]) -> dict[str, Post]:
        """Posts by id, in the order asked; ids that are not there are left out."""
        wanted = list(dict.fromkeys(storable(i) for i in ids))
        found: dict[str, Post] = {}
        with self._database.reading() as connection:
            for at in range(0, len(wanted), PORTION):
                query = sa.select(*COLUMNS).where(posts.c.id.in_(wanted[at : at + PORTION]))
                for post in map(post_of, connection.execute(query)):
                    found[post.id] = post
        return {i: found[i] for i in wanted if i in found}

    def named(self, text: str, limit: int = 5) -> list[Post]:
        """The posts that a person means: by id, by the start of an id (four characters at least), or by address."""
        wanted = storable(text.strip())
        if not wanted:
            return []
        begins = sa.and_(posts.c.id >= wanted, posts.c.id < wanted + "\U0010ffff")
        by = [posts.c.id == wanted, begins] if len(wanted) >= 4 else [posts.c.id == wanted]
        if "://" in wanted:
            by.append(posts.c.address_key == content_id("u", canonical_url(wanted)))
        with self._database.reading() as connection:
            for clause in by:
                query = sa.select(*COLUMNS).where(clause).order_by(posts.c.id).limit(limit)
                if found := [post_of(row) for row in connection.execute(query)]:
                    return found
        return []

    def count(self, start: datetime | None = None, end: datetime | None = None) -> int:
        """How many posts there are; with `start` (included) and `end` (excluded) only those published between."""
        query = sa.select(sa.func.count()).select_from(posts)
        if start is not None:
            query = query.where(posts.c.published_at >= start)
        if end is not None:
            query = query.where(posts.c.published_at < end)
        with self._database.reading() as connection:
            return connection.scalar(query) or 0

    def before_seq(self, seq: int, limit: int) -> list[tuple[int, Post]]:
        """Posts that came in before a number, the latest first, with their numbers."""
        query = sa.select(*COLUMNS, posts.c.seq).where(posts.c.seq < seq).order_by(posts.c.seq.desc()).limit(limit)
        with self._database.reading() as connection:
            return [(row[-1], post_of(row)) for row in connection.execute(query)]

    def put_stems(self, stems: Mapping[str, str]) -> None:
        """Index the stems of posts, by id."""
        with self._database.writing() as connection:
            statement = sa.update(posts).where(posts.c.id == sa.bindparam("this")).values(stems=sa.bindparam("words"))
            if stems:
                connection.execute(statement, [{"this": i, "words": words} for i, words in stems.items()])

    def versions(self, post_id: str) -> list[tuple[datetime, str, str]]:
        """What a post said before each edit: when it was replaced, title, text; the latest edit first."""
        query = sa.select(post_versions.c.replaced_at, post_versions.c.title, post_versions.c.text)
        query = query.where(post_versions.c.post_id == storable(post_id)).order_by(post_versions.c.seq.desc())
        with self._database.reading() as connection:
            return [(row.replaced_at, row.title, row.text) for row in connection.execute(query)]
