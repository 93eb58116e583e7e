"""Where posts come from, what a polite reader remembers of each feed, and how the columns of a file were read."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kentongan.core.posts import PostKind, Source
from kentongan.core.runs import FeedState
from kentongan.store.codec import dumps, loads, storable
from kentongan.store.connections import Database
from kentongan.store.schema import column_mappings, feed_states, sources

# Where a source is written down.
SETTINGS, OFFICER = "settings", "officer"


class Sources:
    """The office's sources."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def upsert(self, items: Iterable[Source], *, origin: str = SETTINGS) -> int:
        """Add sources, or update those whose id is known; returns how many are new.

        Args:
            items: the sources.
            origin: where they are written down: in the settings file, or here only (`OFFICER`).

        The switch of a known source stays as it is: an officer turned it off for a reason (`enable`, `disable`).
        """
        new = 0
        with self._database.writing() as connection:
            known = {row.id: row.enabled for row in connection.execute(sa.select(sources.c.id, sources.c.enabled))}
            for item in items:
                values = {
                    f.name: storable(str(v)) if isinstance(v := getattr(item, f.name), str) else v
                    for f in dataclasses.fields(item)
                } | {"options": dumps(item.options), "origin": origin}
                if item.id in known:
                    values["enabled"] = known[item.id]
                    connection.execute(sa.update(sources).where(sources.c.id == item.id).values(**values))
                else:
                    connection.execute(sa.insert(sources).values(**values))
                    known[item.id] = item.enabled
                    new += 1
        return new

    def all(self, *, enabled: bool | None = None, origin: str = "") -> list[Source]:
        """Sources by name, then id; with `enabled` only those that are on, or off, with `origin` only that one's."""
        query = sa.select(sources)
        if enabled is not None:
            query = query.where(sources.c.enabled == enabled)
        if origin:
            query = query.where(sources.c.origin == origin)
        with self._database.reading() as connection:
            found = [_source(row) for row in connection.execute(query)]
        return sorted(found, key=lambda s: (s.name.casefold(), s.id))  # databases sort letters differently

    def get(self, source_id: str) -> Source | None:
        """The source of this id, or None."""
        with self._database.reading() as connection:
            row = connection.execute(sa.select(sources).where(sources.c.id == storable(source_id))).first()
        return None if row is None else _source(row)

    def enable(self, source_id: str) -> bool:
        """Collect from it again; False when there is no such source."""
        return self._switch(source_id, on=True)

    def disable(self, source_id: str) -> bool:
        """Collect from it no more; its posts stay. False when there is no such source."""
        return self._switch(source_id, on=False)

    def _switch(self, source_id: str, *, on: bool) -> bool:
        chosen = sources.c.id == storable(source_id)
        with self._database.writing() as connection:
            return connection.execute(sa.update(sources).where(chosen).values(enabled=on)).rowcount > 0

    def remove(self, source_id: str) -> bool:
        """Forget the source and its feed state; its posts stay. False when there is no such source."""
        key = storable(source_id)
        with self._database.writing() as connection:
            connection.execute(sa.delete(feed_states).where(feed_states.c.source_id == key))
            return connection.execute(sa.delete(sources).where(sources.c.id == key)).rowcount > 0

    def state(self, source_id: str) -> FeedState:
        """What is remembered of the feed; an empty state on the first visit."""
        query = sa.select(feed_states.c.state).where(feed_states.c.source_id == storable(source_id))
        with self._database.reading() as connection:
            text = connection.scalar(query)
        return FeedState() if text is None else loads(FeedState, text)

    def keep_state(self, source_id: str, state: FeedState) -> None:
        """Remember the feed's state until the next visit."""
        with self._database.writing() as connection:
            _replace(connection, feed_states, storable(source_id), dumps(state))

    def mapping_for(self, headers_key: str) -> dict[str, str] | None:
        """How a table with these headers was read last time: column by meaning; None when it is new."""
        query = sa.select(column_mappings.c.mapping).where(column_mappings.c.headers_key == storable(headers_key))
        with self._database.reading() as connection:
            text = connection.scalar(query)
        return None if text is None else loads(dict[str, str], text)

    def keep_mapping(self, headers_key: str, mapping: Mapping[str, str]) -> None:
        """Remember how a table with these headers is read."""
        with self._database.writing() as connection:
            _replace(connection, column_mappings, storable(headers_key), dumps(dict(mapping)))


def _source(row: sa.Row[Any]) -> Source:
    values = row._asdict()
    del values["origin"]
    options = loads(dict[str, str], values["options"])
    return Source(**{**values, "post_kind": PostKind(values["post_kind"]), "options": options})


def _replace(connection: Connection, table: sa.Table, key: str, value: str) -> None:
    """Write a two-column row in place of the one with the same key."""
    key_column, value_column = table.c
    connection.execute(sa.delete(table).where(key_column == key))
    connection.execute(sa.insert(table).values({key_column: key, value_column: value}))
