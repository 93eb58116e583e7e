"""What fact-checkers wrote: the knowledge base that claims are compared with, and which of their pages were read."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kentongan.core.clock import Clock
from kentongan.core.findings import FactCheck
from kentongan.core.ids import content_id
from kentongan.core.urls import canonical_url
from kentongan.store.codec import storable
from kentongan.store.connections import Database
from kentongan.store.schema import factcheck_pages, factchecks

_FIELDS = tuple(f.name for f in dataclasses.fields(FactCheck))
_SEVERAL: Final = 500
# A page that could not be read is tried so often, once a sync.
MOST_TRIES: Final = 3
WAITING, READ, NO_VERDICT, FAILED = "waiting", "read", "no_verdict", "failed"


@dataclass(frozen=True, slots=True)
class PageCounts:
    """How many pages of a desk stand where."""

    waiting: int = 0
    read: int = 0
    no_verdict: int = 0
    failed: int = 0


class FactChecks:
    """Fact-check articles; one article is one, by its id or by its address."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def upsert(self, items: Iterable[FactCheck], origin: str = "") -> int:
        """Add articles, or update those known by id or by address (which keep their id); returns how many are new.

        A changed article loses its group of like claims, which is found anew; `origin` says which sync brought it.
        """
        listed, new = list(items), 0
        with self._database.writing() as connection:
            for start in range(0, len(listed), _SEVERAL):
                new += _upsert(connection, listed[start : start + _SEVERAL], origin)
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

    def holder(self, url: str) -> str:
        """Id of the article at an address, "" where there is none."""
        key = content_id("u", canonical_url(url))
        with self._database.reading() as connection:
            found = connection.scalar(sa.select(factchecks.c.id).where(factchecks.c.address_key == key))
        return str(found or "")

    def origins(self) -> dict[str, int]:
        """How many articles each sync or import brought."""
        query = sa.select(factchecks.c.origin, sa.func.count()).group_by(factchecks.c.origin)
        with self._database.reading() as connection:
            return {str(origin): int(count) for origin, count in connection.execute(query)}

    def groups(self) -> dict[str, str]:
        """Article → group of like claims ("" where none was found yet)."""
        with self._database.reading() as connection:
            return {
                str(row.id): str(row.claim_group)
                for row in connection.execute(sa.select(factchecks.c.id, factchecks.c.claim_group))
            }

    def put_groups(self, groups: Mapping[str, str]) -> None:
        """Keep the groups of these articles."""
        rows = [{"article": storable(article), "group": group} for article, group in groups.items()]
        if not rows:
            return
        change = (
            sa.update(factchecks)
            .where(factchecks.c.id == sa.bindparam("article"))
            .values(claim_group=sa.bindparam("group"))
        )
        with self._database.writing() as connection:
            connection.execute(change, rows)

    # -- pages of fact-checkers' sites ------------------------------------------------------------------------------
    def note_pages(self, desk: str, urls: Iterable[str]) -> int:
        """Note addresses that a desk listed; what is known, as a page or as an article, stays as it is.

        Returns:
            How many are waiting that were not known.
        """
        by_key = {content_id("u", key): url for url in urls if (key := canonical_url(url))}
        keys, now = list(by_key), self._clock.now()
        fresh: list[str] = []
        with self._database.writing() as connection:
            for start in range(0, len(keys), _SEVERAL):
                part = keys[start : start + _SEVERAL]
                known = set(connection.execute(
                    sa.select(factcheck_pages.c.address_key).where(factcheck_pages.c.address_key.in_(part))
                ).scalars())  # fmt: skip
                known |= set(connection.execute(
                    sa.select(factchecks.c.address_key).where(factchecks.c.address_key.in_(part))
                ).scalars())  # fmt: skip
                fresh += [key for key in part if key not in known]
            rows = [
                {"address_key": key, "desk": desk, "url": storable(by_key[key]), "state": WAITING, "tries": 0,
                 "found_at": now, "reason": ""}
                for key in fresh
            ]  # fmt: skip
            if rows:
                connection.execute(sa.insert(factcheck_pages), rows)
        return len(fresh)

    def waiting(self, desk: str, most: int) -> list[str]:
        """Addresses of a desk that wait to be read, the latest found first; those that failed before come last."""
        query = (
            sa.select(factcheck_pages.c.url)
            .where(factcheck_pages.c.desk == desk, factcheck_pages.c.state == WAITING)
            .order_by(factcheck_pages.c.tries, factcheck_pages.c.found_at.desc(), factcheck_pages.c.address_key)
            .limit(most)
        )
        with self._database.reading() as connection:
            return [str(url) for url in connection.execute(query).scalars()]

    def page_read(self, url: str, checks: Sequence[FactCheck], origin: str, *, reason: str = "") -> int:
        """A page was read: keep what it held and that it was read, together; returns how many articles are new.

        Without any article the page counts as one without a verdict, for the reason given.
        """
        with self._database.writing() as connection:
            new = self.upsert(checks, origin)
            _set_page(connection, url, READ if checks else NO_VERDICT, reason)
        return new

    def page_failed(self, url: str, reason: str) -> None:
        """A page could not be had; it waits for the next sync, but not for ever."""
        key = content_id("u", canonical_url(url))
        with self._database.writing() as connection:
            tries = connection.scalar(
                sa.select(factcheck_pages.c.tries).where(factcheck_pages.c.address_key == key)
            )  # fmt: skip
            state = WAITING if (tries or 0) + 1 < MOST_TRIES else FAILED
            _set_page(connection, url, state, reason)

    def page_counts(self) -> dict[str, PageCounts]:
        """How the pages of each desk stand."""
        query = sa.select(factcheck_pages.c.desk, factcheck_pages.c.state, sa.func.count()).group_by(
            factcheck_pages.c.desk, factcheck_pages.c.state
        )
        found: dict[str, dict[str, int]] = {}
        with self._database.reading() as connection:
            for desk, state, count in connection.execute(query):
                found.setdefault(desk, {})[state] = count
        return {desk: PageCounts(**counts) for desk, counts in found.items()}


def _set_page(connection: Connection, url: str, state: str, reason: str) -> None:
    key = content_id("u", canonical_url(url))
    connection.execute(
        sa.update(factcheck_pages)
        .where(factcheck_pages.c.address_key == key)
        .values(state=state, reason=storable(reason)[:500], tries=factcheck_pages.c.tries + 1)
    )


def _upsert(connection: Connection, items: Sequence[FactCheck], origin: str) -> int:
    """A part of at most `_SEVERAL` articles; only what could be the same article is looked at."""
    rows = [{name: storable(getattr(item, name)) for name in _FIELDS} for item in items]
    keys = [content_id("u", address) if (address := canonical_url(row["url"])) else None for row in rows]
    alike = factchecks.c.id.in_([row["id"] for row in rows]) | factchecks.c.address_key.in_([k for k in keys if k])
    held = {row.id: row._asdict() for row in connection.execute(sa.select(factchecks).where(alike))}
    by_address = {row["address_key"]: row["id"] for row in held.values() if row["address_key"]}
    new = 0
    for row, key in zip(rows, keys, strict=True):
        values: dict[str, Any] = {**row, "address_key": key}
        known = values["id"] if values["id"] in held else by_address.get(key)
        if known is None:
            values |= {"claim_group": "", "origin": origin}
            connection.execute(sa.insert(factchecks).values(**values))
            known, new = values["id"], new + 1
        else:
            before = held[known]
            if by_address.get(key, known) != known:  # another article's address
                values["address_key"] = before["address_key"]
            # Another source may tell less of the same article; what is known is not lost to an empty field.
            values |= {name: before[name] for name in _FIELDS if not values[name]}
            values |= {"id": known, "claim_group": before["claim_group"], "origin": before["origin"]}
            if values != before:
                values["claim_group"] = ""
                connection.execute(sa.update(factchecks).where(factchecks.c.id == known).values(**values))
        held[known] = values
        if values["address_key"]:
            by_address[values["address_key"]] = known
    return new
