"""Days and issues, as the boards keep them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from kentongan.core.access import Right
from kentongan.core.findings import Level
from kentongan.core.messages import Say
from kentongan.store.boards import Wanted
from kentongan.web.api.callers import Caller, may
from kentongan.web.api.problems import answers, not_found
from kentongan.web.api.shapes import Day, Days, Issue, IssueDetail, Issues, LevelName, Me

router = APIRouter(tags=["days"])
IsoDay = Annotated[str, Path(pattern=r"^\d{4}-\d{2}-\d{2}$", description="ISO date of the report.")]
Reader = Annotated[Caller, may(Right.READ)]


@router.get("/me", responses=answers())
def me(caller: Reader) -> Me:
    """In whose name this token speaks, and what it may do."""
    return Me.of(caller.user, [right.value for right in Right if caller.may(right)])


@router.get("/days", responses=answers(422))
def days(caller: Reader, limit: Annotated[int, Query(ge=1, le=366)] = 60) -> Days:
    """The days that were analysed, newest first."""
    return Days(items=caller.workspace.store.boards.days(limit))


@router.get("/days/{day}", responses=answers(404, 422))
def day(caller: Reader, day: IsoDay) -> Day:
    """A day at a glance."""
    board = caller.workspace.store.boards.day(day)
    if board is None:
        raise _no_day(day)
    return Day.of(board, caller.lang)


@router.get("/days/{day}/issues", responses=answers(404, 422))
def issues(
    caller: Reader,
    day: IsoDay,
    place: Annotated[str, Query(max_length=20, description="prioritas, potensi, positif or lainnya.")] = "",
    level: LevelName | None = None,
    category: Annotated[str, Query(max_length=40)] = "",
    name: Annotated[str, Query(max_length=120, description="A part of the name.")] = "",
    after: Annotated[int, Query(ge=-1, le=1_000_000)] = -1,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Issues:
    """A day's issues in the report's order."""
    boards = caller.workspace.store.boards
    if boards.day(day) is None:
        raise _no_day(day)
    wanted = Wanted(place=place, level=Level(level) if level else None, category=category, text=name)
    rows = boards.cards(day, wanted, limit=limit + 1, after=after)
    shown = rows[:limit]
    return Issues(items=[Issue.of(card) for _, card in shown], next=shown[-1][0] if len(rows) > limit else None)


@router.get("/issues/{issue}", responses=answers(404, 422))
def issue(
    caller: Reader,
    issue: Annotated[str, Path(max_length=60)],
    day: Annotated[str, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="Default: its latest day.")] = "",
) -> IssueDetail:
    """An issue with its evidence, as it stood on a day."""
    found = caller.workspace.store.boards.issue(issue, day)
    if found is None:
        raise not_found(Say("Isu itu tidak ada.", "There is no such issue."))
    return IssueDetail.of(*found)


def _no_day(day: str) -> Exception:
    return not_found(Say(f"Tanggal {day} belum dianalisis.", f"The day {day} was not analysed."))
