"""Small facts the application remembers: a key and a text."""

from __future__ import annotations

import sqlalchemy as sa

from kentongan.store.codec import storable
from kentongan.store.connections import Database
from kentongan.store.schema import settings


class Settings:
    """Key and value, both text; not the office's configuration, which is kentongan.toml."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: str = "") -> str:
        """The value kept under `key`, or `default`."""
        with self._database.reading() as connection:
            value = connection.scalar(sa.select(settings.c.value).where(settings.c.key == storable(key)))
        return default if value is None else value

    def put(self, key: str, value: str) -> None:
        """Keep `value` under `key`, in place of what was there."""
        key = storable(key)
        with self._database.writing() as connection:
            connection.execute(sa.delete(settings).where(settings.c.key == key))
            connection.execute(sa.insert(settings).values(key=key, value=storable(value)))

    def remove(self, key: str) -> None:
        """Forget `key`; nothing happens when it was not there."""
        with self._database.writing() as connection:
            connection.execute(sa.delete(settings).where(settings.c.key == storable(key)))

    def all(self) -> dict[str, str]:
        """Everything, by key."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(settings.c.key, settings.c.value).order_by(settings.c.key))
            return {row.key: row.value for row in rows}
