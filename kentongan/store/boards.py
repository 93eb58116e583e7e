"""Boards: what screens show of each analysis, ready to be read."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

import sqlalchemy as sa

from kentongan.core.board import Board, IssueCard, IssuePage
from kentongan.core.findings import Level
from kentongan.store.codec import dumps, loads, storable
from kentongan.store.connections import Database
from kentongan.store.schema import boards, issue_pages

T = TypeVar("T")

# Pages of issues quote posts, which one platform lets nobody keep longer than thirty days; boards are numbers and stay.
_KEEP_PAGES = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which issues of a day: empty fields want all; `text` is a part of the name, `since` first seen after it."""

    place: str = ""
    level: Level | None = None
    category: str = ""
    text: str = ""
    since: datetime | None = None


ALL = Wanted()


class Boards:
    """The board of each day, and the page of each issue on each day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, board: Board, pages: Iterable[IssuePage]) -> None:
        """Keep a day's board and its issues' pages, in place of what an earlier analysis of the day left."""
        day = date.fromisoformat(board.day).isoformat()
        oldest = (date.fromisoformat(day) - _KEEP_PAGES).isoformat()
        rows = [
            {
                "day": day,
                "issue_id": storable(page.view.id),
                "position": position,
                "place": page.card.place,
                "level": page.card.level.rank,
                "category": storable(page.card.category),
                "name": storable(page.card.name.casefold()),
                "first_seen": page.card.first_seen,
                "card": dumps(page.card),
                "data": _pack(page),
            }
            for position, page in enumerate(pages)
        ]
        with self._database.writing() as connection:
            connection.execute(sa.delete(boards).where(boards.c.day == day))
            connection.execute(sa.insert(boards).values(day=day, as_of=board.as_of, data=_pack(board)))
            gone = sa.or_(issue_pages.c.day == day, issue_pages.c.day < oldest)
            connection.execute(sa.delete(issue_pages).where(gone))
            if rows:
                connection.execute(sa.insert(issue_pages), rows)

    def day(self, day: str) -> Board | None:
        """The board of a day (ISO date); None when it was not analysed."""
        query = sa.select(boards.c.data).where(boards.c.day == storable(day))
        return self._one(query)

    def latest(self) -> Board | None:
        """The board of the latest day; None before the first analysis."""
        return self._one(sa.select(boards.c.data).order_by(boards.c.as_of.desc(), boards.c.day.desc()).limit(1))

    def days(self, limit: int = 60) -> list[str]:
        """The days that have a board, newest first."""
        query = sa.select(boards.c.day).order_by(boards.c.day.desc()).limit(limit)
        with self._database.reading() as connection:
            return list(connection.execute(query).scalars())

    def issue(self, issue_id: str, day: str = "") -> tuple[str, IssuePage] | None:
        """An issue's page on a day, or its latest one, with the day; None when there is none."""
        query = sa.select(issue_pages.c.day, issue_pages.c.data).where(issue_pages.c.issue_id == storable(issue_id))
        if day:
            query = query.where(issue_pages.c.day == storable(day))
        with self._database.reading() as connection:
            row = connection.execute(query.order_by(issue_pages.c.day.desc()).limit(1)).first()
        return None if row is None else (row.day, _unpack(IssuePage, row.data))

    def cards(self, day: str, wanted: Wanted = ALL, *, limit: int = 50, after: int = -1) -> list[tuple[int, IssueCard]]:
        """The issues of a day in the report's order, with their positions.

        Args:
            day: ISO date.
            wanted: which of them.
            limit: at most so many.
            after: only those that stand behind this position: the last one of the page before.
        """
        query = sa.select(issue_pages.c.position, issue_pages.c.card).where(
            issue_pages.c.position > after, *_where(day, wanted)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(issue_pages.c.position).limit(limit)).all()
        return [(row.position, loads(IssueCard, row.card)) for row in rows]

    def how_many(self, day: str, wanted: Wanted = ALL) -> int:
        """How many issues of a day are wanted."""
        query = sa.select(sa.func.count()).select_from(issue_pages).where(*_where(day, wanted))
        with self._database.reading() as connection:
            return int(connection.scalar(query) or 0)

    def levels(self, day: str) -> dict[Level, int]:
        """How many issues of a day stand at each level."""
        query = sa.select(issue_pages.c.level, sa.func.count()).where(issue_pages.c.day == storable(day))
        with self._database.reading() as connection:
            rows = connection.execute(query.group_by(issue_pages.c.level)).all()
        found = {list(Level)[rank]: int(count) for rank, count in rows}
        return {level: found.get(level, 0) for level in reversed(Level)}

    def categories(self, day: str) -> list[tuple[str, int]]:
        """The categories of a day's issues, most frequent first."""
        query = sa.select(issue_pages.c.category, sa.func.count()).where(issue_pages.c.day == storable(day))
        query = query.group_by(issue_pages.c.category).order_by(sa.func.count().desc(), issue_pages.c.category)
        with self._database.reading() as connection:
            return [(category, int(count)) for category, count in connection.execute(query).all()]

    def names(self, issues: Iterable[str]) -> dict[str, str]:
        """The latest names of issues, by id; those that no board ever showed are left out."""
        wanted = sorted({storable(issue) for issue in issues})
        query = sa.select(issue_pages.c.issue_id, issue_pages.c.card).where(issue_pages.c.issue_id.in_(wanted))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(issue_pages.c.day)).all() if wanted else []
        return {row.issue_id: loads(IssueCard, row.card).name for row in rows}

    def shown(self, issues: Iterable[str]) -> frozenset[str]:
        """Which of these issues a board ever showed; the others have no page."""
        wanted = sorted({storable(issue) for issue in issues if issue})
        query = sa.select(issue_pages.c.issue_id).where(issue_pages.c.issue_id.in_(wanted)).distinct()
        with self._database.reading() as connection:
            return frozenset(connection.execute(query).scalars()) if wanted else frozenset()

    def named(self, text: str, limit: int) -> list[str]:
        """Ids of at most `limit` issues with this id, or with this text in a name that they had."""
        plain = storable(text.strip().casefold())
        fits = sa.or_(
            issue_pages.c.name.contains(plain, autoescape=True), issue_pages.c.issue_id == storable(text.strip())
        )
        found = sa.select(issue_pages.c.issue_id).where(fits).distinct().limit(limit)
        with self._database.reading() as connection:
            return sorted(connection.execute(found).scalars())

    def _one(self, query: sa.Select[Any]) -> Board | None:
        with self._database.reading() as connection:
            data: bytes | None = connection.scalar(query)
        return None if data is None else _unpack(Board, data)


def _pack(value: object) -> bytes:
    return zlib.compress(dumps(value).encode(), 6)


def _where(day: str, wanted: Wanted) -> list[Any]:
    found: list[Any] = [issue_pages.c.day == storable(day)]
    if wanted.place:
        found.append(issue_pages.c.place == wanted.place)
    if wanted.level is not None:
        found.append(issue_pages.c.level == wanted.level.rank)
    if wanted.category:
        found.append(issue_pages.c.category == storable(wanted.category))
    if wanted.text.strip():
        found.append(issue_pages.c.name.contains(storable(wanted.text.strip().casefold()), autoescape=True))
    if wanted.since is not None:
        found.append(issue_pages.c.first_seen > wanted.since)
    return found


def _unpack(kind: type[T], data: bytes) -> T:
    return loads(kind, zlib.decompress(data).decode())
