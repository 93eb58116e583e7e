"""Hari ini: the page an officer opens in the morning."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from kentongan.core.access import Right
from kentongan.core.messages import Say
from kentongan.pipeline.today import today
from kentongan.web.page import Page
from kentongan.web.strips import hour_strip
from kentongan.web.visit import Visited, may

router = APIRouter(include_in_schema=False)
PAGE = Page("/", Say("Hari ini", "Today"), "sun", Right.READ, router, short=Say("Hari ini", "Today"))


@router.get("/", dependencies=[may(Right.READ)])
def show(visit: Visited) -> Response:
    """The day on one page."""
    found = today(visit.workspace, visit.officer)
    hours = hour_strip(found.board, visit.workspace.office.zone) if found.board else ()
    return visit.page("today/today.html", today=found, board=found.board, hours=hours)
