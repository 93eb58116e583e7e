"""Posts, and officers' labels for them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BeforeValidator

from kentongan.core.access import Right
from kentongan.core.clock import zone
from kentongan.core.messages import Say
from kentongan.core.posts import Post
from kentongan.web.api.callers import Caller, may
from kentongan.web.api.problems import Refusal, answers, not_found
from kentongan.web.api.shapes import CorrectionIn, CorrectionOut, Corrections, Found, PostOut, Posts

router = APIRouter(tags=["posts"])
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}")
PostId = Annotated[str, Path(max_length=60)]


def _written(value: object) -> object:
    """A moment as ISO 8601 writes it; numbers are no moments."""
    if isinstance(value, str) and not _ISO.match(value):
        raise ValueError("write it as 2026-11-16T07:00:00+07:00")
    return value


Moment = Annotated[
    datetime | None, BeforeValidator(_written), Query(description="ISO 8601; without a zone it is the office's own.")
]
# Beyond these years other zones have no name for a moment.
_FIRST, _LAST = 1900, 9000


@router.get("/posts", responses=answers(422))
def posts(
    caller: Annotated[Caller, may(Right.READ)],
    since: Moment = None,
    until: Moment = None,
    after: Annotated[str, Query(max_length=60, description="The `next` of the page before.")] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Posts:
    """Posts by time of publication, newest first."""
    start, end = _aware(caller, since), _aware(caller, until)
    rows = caller.workspace.store.posts.newest(start=start, end=end, after=after, limit=limit + 1)
    shown = rows[:limit]
    labels = caller.workspace.store.labels.of(post.id for post in shown)
    items = [PostOut.of(post, labels.get(post.id)) for post in shown]
    return Posts(items=items, next=shown[-1].id if len(rows) > limit else None)


@router.get("/search", responses=answers(400, 422))
def search(
    caller: Annotated[Caller, may(Right.READ)],
    q: Annotated[str, Query(max_length=1000, description="As on the page Unggahan: words, phrases, fields, dates.")],
    after: Annotated[str, Query(max_length=100, description="The `next` of the page before.")] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Found:
    """Posts that a query finds, newest first, copies too."""
    from kentongan.pipeline.search.searching import page

    found = page(caller.workspace, q, after=after, fold=False, limit=limit)
    return Found(
        query=found.asked.words.to(caller.lang),
        total=found.total,
        items=[PostOut.of(one.post, one.labels) for one in found.results],
        next=found.next or None,
    )


@router.get("/posts/{post}", responses=answers(404, 422))
def post(caller: Annotated[Caller, may(Right.READ)], post: PostId) -> PostOut:
    """One post."""
    found = _post(caller, post)
    return PostOut.of(found, caller.workspace.store.labels.of([found.id]).get(found.id))


@router.get("/posts/{post}/corrections", responses=answers(404, 422))
def corrections(caller: Annotated[Caller, may(Right.READ)], post: PostId) -> Corrections:
    """What officers decided on a post."""
    found = _post(caller, post)
    decisions = caller.workspace.store.findings.decisions(found.id)
    return Corrections(items=[CorrectionOut.of(one, stands) for one, stands in decisions])


@router.post("/posts/{post}/corrections", status_code=201, responses=answers(400, 404, 409, 422))
def correct(caller: Annotated[Caller, may(Right.CORRECT)], post: PostId, wish: CorrectionIn) -> Corrections:
    """Label a post, like a correction on its page; answers with all decisions on it."""
    from kentongan.pipeline.issues.posts import correct_post

    found = _post(caller, post)
    correct_post(caller.workspace, found.id, wish.field, wish.value, by=caller.user, reason=wish.reason)
    decisions = caller.workspace.store.findings.decisions(found.id)
    return Corrections(items=[CorrectionOut.of(one, stands) for one, stands in decisions])


def _post(caller: Caller, post: str) -> Post:
    found = caller.workspace.store.posts.get([post])
    if not found:
        raise not_found(Say("Unggahan itu tidak ada.", "There is no such post."))
    return next(iter(found.values()))


def _aware(caller: Caller, moment: datetime | None) -> datetime | None:
    """The moment with a zone, within the years that every zone can say."""
    if moment is None:
        return None
    if not _FIRST <= moment.year <= _LAST or abs(moment.utcoffset() or timedelta(0)) >= timedelta(hours=24):
        raise Refusal(
            422,
            Say("Waktu itu di luar jangkauan.", "That moment is out of range."),
            Say("Pakai tahun 1900 sampai 9000.", "Use the years 1900 to 9000."),
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=zone(caller.workspace.office.zone))
