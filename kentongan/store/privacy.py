"""Where a person stands in the database: posts of theirs, posts that name them, and every other text.

The whole database is read, table by table, whatever tables there are: a shelf added later is looked at too.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kentongan.core.identifiers import Identifier
from kentongan.core.posts import Post
from kentongan.store import retention
from kentongan.store.codec import storable
from kentongan.store.connections import Database
from kentongan.store.post_rows import COLUMNS, post_of
from kentongan.store.schema import corrections, metadata, post_versions, posts, readings

_PORTION = 1000
# Posts are found by themselves; people with accounts and the log of acts are the office's own record.
_APART = {"posts", "users", "sessions", "api_tokens", "audit", "login_failures", "alembic_version"}
_POST_TEXTS = ("title", "text", "url", "external_id", "complaint")


@dataclass(frozen=True, slots=True)
class Place:
    """A row outside the posts that names the person.

    Args:
        table: where.
        key: its primary key as text, parts joined by a space.
        field: the column.
        around: what stands around the name, 80 characters on each side.
        post: the post it belongs to, "" when to none.
    """

    table: str
    key: str
    field: str
    around: str
    post: str = ""


class Privacy:
    """What is kept of one person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_authors(self, authors: Iterable[str]) -> list[Post]:
        """Posts whose author has one of these pseudonyms, oldest first."""
        query = sa.select(*COLUMNS).where(posts.c.author.in_(sorted(authors)))
        with self._database.reading() as connection:
            return [post_of(row) for row in connection.execute(query.order_by(posts.c.published_at, posts.c.id))]

    def naming(self, person: Identifier) -> list[Post]:
        """Posts whose words name the person, oldest first."""
        columns = [posts.c[name] for name in _POST_TEXTS]
        query = sa.select(*COLUMNS).where(_hinted(columns, person), posts.c.purged.is_(False))
        query = query.order_by(posts.c.published_at, posts.c.id).execution_options(yield_per=_PORTION)
        with self._database.reading() as connection:
            found = map(post_of, connection.execute(query))
            return [post for post in found if any(map(person.within, texts_of(post)))]

    def elsewhere(self, person: Identifier) -> Iterator[Place]:
        """Every other text of the database that names the person."""
        for table in metadata.sorted_tables:
            texts = [c for c in table.columns if isinstance(c.type, sa.Text)]
            if table.name in _APART or not texts:
                continue
            keys = list(table.primary_key.columns)
            of_post = table.c.post_id if "post_id" in table.c else sa.literal("")
            query = (
                sa.select(of_post, *keys, *texts).where(_hinted(texts, person)).execution_options(yield_per=_PORTION)
            )
            with self._database.reading() as connection:
                yield from _in_packed(connection, table, person)
                for row in connection.execute(query):
                    post, *values = row
                    key = " ".join(map(str, values[: len(keys)]))
                    for column, value in zip(texts, values[len(keys) :], strict=True):
                        if around := _around(value or "", person):
                            yield Place(table.name, key, column.name, around, post)

    def earlier(self, ids: Sequence[str]) -> list[tuple[str, str, str]]:
        """Earlier wordings of posts: (post, title, text)."""
        query = sa.select(post_versions.c.post_id, post_versions.c.title, post_versions.c.text)
        return [(row[0], row[1], row[2]) for row in self._of_posts(query, post_versions.c.post_id, ids)]

    def read_in(self, ids: Sequence[str]) -> list[tuple[str, str]]:
        """What the machine read in posts: (post, JSON)."""
        query = sa.select(readings.c.post_id, readings.c.data)
        return [(row[0], row[1]) for row in self._of_posts(query, readings.c.post_id, ids)]

    def corrected_in(self, ids: Sequence[str]) -> list[tuple[str, str, str]]:
        """What officers corrected in posts: (post, field, value)."""
        query = sa.select(corrections.c.subject, corrections.c.field_name, corrections.c.value)
        return [(row[0], row[1], row[2]) for row in self._of_posts(query, corrections.c.subject, ids)]

    def erase(self, ids: Sequence[str]) -> int:
        """Blank these posts and drop what was read in and learnt from them; see `retention.erase`."""
        return retention.erase(self._database, ids)

    def _of_posts(self, query: sa.Select[Any], column: sa.ColumnElement[str], ids: Sequence[str]) -> Iterator[Any]:
        with self._database.reading() as connection:
            for at in range(0, len(ids), _PORTION):
                yield from connection.execute(query.where(column.in_(ids[at : at + _PORTION])))


def _in_packed(connection: Connection, table: sa.Table, person: Identifier) -> Iterator[Place]:
    """Rows whose compressed column names the person; the database cannot look into these itself."""
    keys = list(table.primary_key.columns)
    for column in (c for c in table.columns if isinstance(c.type, sa.LargeBinary)):
        for *key, data in connection.execute(sa.select(*keys, column).execution_options(yield_per=_PORTION)):
            try:
                text = zlib.decompress(data).decode()
            except (zlib.error, UnicodeDecodeError):
                continue  # numbers, or a digest
            if around := _around(text, person):
                yield Place(table.name, " ".join(map(str, key)), column.name, around)


def texts_of(post: Post) -> tuple[str, ...]:
    """What of a post may name a person."""
    ticket = post.complaint
    said = (ticket.ticket, ticket.unit, ticket.category, ticket.location) if ticket else ()
    return (post.title, post.text, post.url, post.external_id, *said)


def _hinted(columns: Iterable[sa.ColumnElement[str]], person: Identifier) -> sa.ColumnElement[bool]:
    """Whether a hint stands in one of the columns, as it is or as JSON writes it."""
    hints = {form for hint in person.hints for form in (storable(hint), json.dumps(storable(hint))[1:-1])}
    return sa.or_(*(column.icontains(hint, autoescape=True) for column in columns for hint in sorted(hints)))


def _around(value: str, person: Identifier) -> str:
    """What stands around the person's name in a text or in JSON; "" when it does not stand there."""
    text = value
    if value.startswith(("{", "[")):
        try:
            text = json.dumps(json.loads(value), ensure_ascii=False)
        except ValueError:
            text = value
    found = person.pattern.search(text)
    if found is None:
        return ""
    return " ".join(text[max(0, found.start() - 80) : found.end() + 80].split())
