"""What the door remembers of web sites: their robots.txt, and rests that they asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from kentongan.core.sites import SiteNote
from kentongan.store.codec import dumps, loads, storable
from kentongan.store.connections import Database
from kentongan.store.schema import site_notes


class Sites:
    """One note a site."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, SiteNote]:
        """Every note, by origin or host."""
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(site_notes.c.site, site_notes.c.note)).all()
        return {row.site: loads(SiteNote, row.note) for row in rows}

    def keep(self, notes: Mapping[str, SiteNote], *, forget_before: datetime) -> None:
        """Remember notes, in place of older ones of the same sites, and forget sites not met since a moment."""
        with self._database.writing() as connection:
            for site, note in notes.items():
                key = storable(site)
                connection.execute(sa.delete(site_notes).where(site_notes.c.site == key))
                met = note.asked_at or note.rest_until
                connection.execute(sa.insert(site_notes).values(site=key, met_at=met, note=dumps(note)))
            connection.execute(sa.delete(site_notes).where(site_notes.c.met_at < forget_before))
