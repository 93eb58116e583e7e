"""Searches that officers keep by name, for themselves or for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from kentongan.core.clock import Clock
from kentongan.store.codec import storable
from kentongan.store.connections import Database
from kentongan.store.schema import saved_searches


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with a name.

    Args:
        id: its number.
        owner: who keeps it; `shared` = everybody sees it.
    """

    id: int
    owner: str
    name: str
    query: str
    best_first: bool
    shared: bool
    at: datetime


class SavedSearches:
    """The shelf of saved searches."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def save(self, owner: str, name: str, query: str, *, best_first: bool = False, shared: bool = False) -> None:
        """Keep a search; one of the same owner and name is replaced."""
        key = {"owner": storable(owner), "name": storable(name)}
        value = {"query": storable(query), "best_first": best_first, "shared": shared, "at": self._clock.now()}
        mine = sa.and_(saved_searches.c.owner == key["owner"], saved_searches.c.name == key["name"])
        with self._database.writing() as connection:
            if not connection.execute(sa.update(saved_searches).where(mine).values(**value)).rowcount:
                connection.execute(sa.insert(saved_searches).values(**key, **value))

    def seen_by(self, owner: str) -> list[SavedSearch]:
        """An officer's own searches and the shared ones of others, by name."""
        seen = sa.or_(saved_searches.c.owner == storable(owner), saved_searches.c.shared.is_(True))
        query = sa.select(saved_searches).where(seen).order_by(saved_searches.c.name, saved_searches.c.seq)
        with self._database.reading() as connection:
            return [
                SavedSearch(row.seq, row.owner, row.name, row.query, row.best_first, row.shared, row.at)
                for row in connection.execute(query)
            ]

    def forget(self, owner: str, number: int) -> bool:
        """Drop one of an officer's own searches; False when they have none of this number."""
        mine = sa.and_(saved_searches.c.owner == storable(owner), saved_searches.c.seq == number)
        with self._database.writing() as connection:
            return bool(connection.execute(sa.delete(saved_searches).where(mine)).rowcount)
