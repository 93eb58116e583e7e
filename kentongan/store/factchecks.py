"""What fact-checkers wrote: the knowledge base that claims are compared with."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from kentongan.core.findings import FactCheck
from kentongan.core.ids import content_id
from kentongan.core.urls import canonical_url
from kentongan.store.codec import storable
from kentongan.store.connections import Database
from kentongan.store.schema import factchecks

_FIELDS = tuple(f.name for f in dataclasses.fields(FactCheck))


class FactChecks:
    """Fact-check articles; one article is one, by its id or by its address."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def upsert(self, items: Iterable[FactCheck]) -> int:
        """Add articles, or update those known by id or by address (which keep their id); returns how many are new."""
        new = 0
        with self._database.writing() as connection:
            rows = connection.execute(sa.select(factchecks)).all()
            held = {row.id: row._asdict() for row in rows}
            by_address = {row.address_key: row.id for row in rows if row.address_key}
            for item in items:
                values: dict[str, Any] = {name: storable(getattr(item, name)) for name in _FIELDS}
                address = canonical_url(values["url"])
                values["address_key"] = content_id("u", address) if address else None
                known = values["id"] if values["id"] in held else by_address.get(values["address_key"])
                if known is None:
                    connection.execute(sa.insert(factchecks).values(**values))
                    known, new = values["id"], new + 1
                else:
                    if by_address.get(values["address_key"], known) != known:  # another article's address
                        values["address_key"] = held[known]["address_key"]
                    values["id"] = known
                    if values != held[known]:
                        connection.execute(sa.update(factchecks).where(factchecks.c.id == known).values(**values))
                held[known] = values
                if values["address_key"]:
                    by_address[values["address_key"]] = known
        return new

    def all(self) -> list[FactCheck]:
        """All articles, in order of their ids."""
        columns = [factchecks.c[name] for name in _FIELDS]
        with self._database.reading() as connection:
            found = [FactCheck(*row) for row in connection.execute(sa.select(*columns))]
        return sorted(found, key=lambda f: f.id)

    def count(self) -> int:
        """How many articles there are."""
        with self._database.reading() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(factchecks)) or 0
