"""The hoax desk's shelf: histories that only grow, the posts of each case, and the claims the machine saw on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from kentongan.core.day import ClaimCase
from kentongan.core.desk import DeskCase, Event, EventKind, fold, fold_all
from kentongan.core.errors import DeskError
from kentongan.core.messages import Say
from kentongan.store.codec import dumps, loads, storable
from kentongan.store.connections import Database
from kentongan.store.schema import claim_days, desk_events, desk_posts

_KEEP_DAYS = 40
_SEVERAL = 500


class Desk:
    """Cases by their histories. An event is never changed or removed; a case is what its events say."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, event: Event) -> DeskCase:
        """Add an event to the end of its case's history; returns the case after it.

        Raises:
            DeskError: somebody else has moved the case in the meantime.
        """
        values = {
            "case_id": storable(event.case_id),
            "number": event.number,
            "kind": event.kind.value,
            "by": storable(event.by),
            "at": event.at,
            "data": dumps(dict(event.data)),
        }
        with self._database.writing() as connection:
            held = connection.scalar(
                sa.select(sa.func.count()).select_from(desk_events).where(desk_events.c.case_id == values["case_id"])
            )
            if held != event.number - 1:
                raise _moved(event.case_id)
            try:
                connection.execute(sa.insert(desk_events).values(**values))
            except IntegrityError as error:
                raise _moved(event.case_id) from error
            found = self.get(event.case_id)
        if found is None:
            raise _moved(event.case_id)
        return found

    def get(self, case_id: str) -> DeskCase | None:
        """One case, or None."""
        query = sa.select(desk_events).where(desk_events.c.case_id == storable(case_id)).order_by(desk_events.c.number)
        with self._database.reading() as connection:
            events = [_event(row) for row in connection.execute(query)]
        return fold(events) if events else None

    def all(self, until: datetime | None = None) -> list[DeskCase]:
        """All cases, in the order in which they were received; with `until` as they stood just before that moment."""
        query = sa.select(desk_events).order_by(desk_events.c.case_id, desk_events.c.number)
        if until is not None:
            query = query.where(desk_events.c.at < until)
        with self._database.reading() as connection:
            return fold_all(_event(row) for row in connection.execute(query))

    def add_posts(self, case_id: str, posts: Iterable[tuple[str, datetime, str]]) -> int:
        """Note posts (id, published, stance) that carry a case's claim; returns how many were not known.

        What a later reading says of a known post's stance replaces the earlier one; "" says nothing.
        """
        wanted = {storable(post): (at, storable(stance)) for post, at, stance in posts}
        own = desk_posts.c.case_id == storable(case_id)
        with self._database.writing() as connection:
            known = {row.post_id: row.stance for row in connection.execute(sa.select(desk_posts).where(own))}
            fresh = [
                {"case_id": storable(case_id), "post_id": post, "at": at, "stance": stance}
                for post, (at, stance) in wanted.items()
                if post not in known
            ]
            for start in range(0, len(fresh), _SEVERAL):
                connection.execute(sa.insert(desk_posts), fresh[start : start + _SEVERAL])
            for post, (_, stance) in wanted.items():
                if stance and known.get(post, stance) != stance:
                    connection.execute(
                        sa.update(desk_posts).where(own, desk_posts.c.post_id == post).values(stance=stance)
                    )
        return len(fresh)

    def posts(self) -> dict[str, dict[str, tuple[datetime, str]]]:
        """Case → post → (published, stance), over all cases."""
        found: dict[str, dict[str, tuple[datetime, str]]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(sa.select(desk_posts).order_by(desk_posts.c.at, desk_posts.c.post_id)):
                found.setdefault(row.case_id, {})[row.post_id] = (row.at, row.stance)
        return found

    def put_day(self, day: str, cases: Iterable[ClaimCase]) -> None:
        """Keep the machine's claims of a day (ISO date), in place of what was kept for it; old days are dropped."""
        values = [
            {"day": day, "case_id": storable(case.id), "position": position, "data": dumps(case)}
            for position, case in enumerate(cases)
        ]
        oldest = (date.fromisoformat(day) - timedelta(days=_KEEP_DAYS)).isoformat()
        with self._database.writing() as connection:
            connection.execute(sa.delete(claim_days).where((claim_days.c.day == day) | (claim_days.c.day < oldest)))
            if values:
                connection.execute(sa.insert(claim_days), values)

    def seen(self) -> list[ClaimCase]:
        """The machine's claims of the days kept, the latest first; a claim of several days as its last one said."""
        query = sa.select(claim_days).order_by(claim_days.c.day.desc(), claim_days.c.position)
        found: dict[str, ClaimCase] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query):
                if row.case_id not in found:
                    found[row.case_id] = loads(ClaimCase, row.data)
        return list(found.values())

    def of_day(self, day: str) -> list[ClaimCase]:
        """The machine's claims of one day (ISO date), in its order."""
        query = sa.select(claim_days.c.data).where(claim_days.c.day == storable(day)).order_by(claim_days.c.position)
        with self._database.reading() as connection:
            return [loads(ClaimCase, data) for data in connection.execute(query).scalars()]


def _event(row: sa.Row[Any]) -> Event:
    data: Mapping[str, Any] = loads(dict[str, Any], row.data)
    return Event(row.case_id, row.number, EventKind(row.kind), row.by, row.at, data)


def _moved(case_id: str) -> DeskError:
    return DeskError(
        Say(f"Kasus {case_id} baru saja diubah orang lain.", f"Somebody else has just changed the case {case_id}."),
        Say(f"Lihat dahulu: kentongan claims show {case_id}", f"Look first: kentongan claims show {case_id}"),
    )
