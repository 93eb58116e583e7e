"""What each version of a report says, and how far the shelves had come when it was composed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from kentongan.store.codec import storable
from kentongan.store.connections import Database
from kentongan.store.report_tables import report_parts
from kentongan.store.schema import corrections, desk_events, post_versions, posts

_SHELVES = {"posts": posts, "post_versions": post_versions, "corrections": corrections, "desk_events": desk_events}


class ReportContents:
    """Packed parts of versions, opaque here. What a version says is put once and never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, report_id: str, part: str, content: bytes, *, again: bool = False) -> None:
        """Keep a part of a version; what is kept already stays, unless `again`.

        Raises:
            StoreError: there is no such version.
        """
        values = {"report_id": storable(report_id), "part": storable(part), "content": content}
        dialect = sqlite if self._database.is_sqlite else postgresql
        insert = dialect.insert(report_parts).values(**values)
        keys = ["report_id", "part"]
        if again:
            insert = insert.on_conflict_do_update(index_elements=keys, set_={"content": insert.excluded.content})
        else:
            insert = insert.on_conflict_do_nothing(index_elements=keys)
        with self._database.writing() as connection:
            connection.execute(insert)

    def get(self, report_id: str, part: str) -> bytes | None:
        """A part of a version, or None."""
        chosen = sa.and_(report_parts.c.report_id == storable(report_id), report_parts.c.part == storable(part))
        with self._database.reading() as connection:
            found = connection.scalar(sa.select(report_parts.c.content).where(chosen))
        return None if found is None else bytes(found)

    def copy(self, from_id: str, to_id: str) -> None:
        """Give a new version what another one says."""
        chosen = sa.select(
            sa.literal(storable(to_id)).label("report_id"), report_parts.c.part, report_parts.c.content
        ).where(report_parts.c.report_id == storable(from_id))
        with self._database.writing() as connection:
            connection.execute(sa.insert(report_parts).from_select(["report_id", "part", "content"], chosen))

    def marks(self) -> dict[str, int]:
        """How far the shelves have come from which a day is composed: shelf → its last row."""
        with self._database.reading() as connection:
            return {name: connection.scalar(sa.select(sa.func.max(t.c.seq))) or 0 for name, t in _SHELVES.items()}

    def newer(self, marks: Mapping[str, int], start: datetime, end: datetime) -> bool:
        """Whether anything came after `marks` that an analysis of posts between two moments would see."""
        inside = sa.and_(posts.c.published_at >= start, posts.c.published_at < end)
        queries = [sa.select(sa.exists().where(posts.c.seq > marks.get("posts", 0), inside))]
        edited = sa.and_(post_versions.c.seq > marks.get("post_versions", 0), post_versions.c.post_id == posts.c.id)
        queries.append(sa.select(sa.exists().where(edited, inside)))
        queries += [
            sa.select(sa.exists().where(_SHELVES[name].c.seq > marks.get(name, 0)))
            for name in ("corrections", "desk_events")
        ]
        with self._database.reading() as connection:
            return any(connection.scalar(query) for query in queries)
