"""Catatan audit: what was done, by whom and when, page by page."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from fastapi.responses import Response

from kentongan.core.access import Right
from kentongan.core.acts import GROUPS, act_name
from kentongan.core.clock import zone
from kentongan.core.messages import Say
from kentongan.pipeline.users.access import audit_rows
from kentongan.web.page import Page
from kentongan.web.visit import Visit, Visited, may

router = APIRouter(prefix="/audit", include_in_schema=False)
PAGE = Page("/audit", Say("Catatan audit", "Audit log"), "history", Right.AUDIT, router, group="kantor")
PER_PAGE = 50
Short = Annotated[str, Query(max_length=100)]


@router.get("", dependencies=[may(Right.AUDIT)])
def log(
    visit: Visited,
    siapa: Short = "",
    apa: Short = "",
    tentang: Short = "",
    dari: Short = "",
    sampai: Short = "",
    sebelum: int | None = None,
) -> Response:
    """The log, newest first, filtered."""
    wanted = {"siapa": siapa, "apa": apa, "tentang": tentang.strip(), "dari": dari, "sampai": sampai}
    page = audit_rows(
        visit.workspace,
        by=siapa,
        action=apa,
        subject=wanted["tentang"],
        since=_midnight(visit, dari),
        until=_midnight(visit, sampai, days=1),
        before=sebelum,
        limit=PER_PAGE,
    )
    kept = {name: value for name, value in wanted.items() if value}
    return visit.page(
        "audit/log.html",
        rows=[(row, act_name(row.action)) for row in page.rows],
        wanted=wanted,
        names=visit.workspace.store.audit.names(),
        groups=GROUPS,
        following="/audit?" + urlencode({**kept, "sebelum": page.next}) if page.next else "",
        first="" if sebelum is None else "/audit?" + urlencode(kept),
        filtered=bool(kept),
    )


def _midnight(visit: Visit, day: str, *, days: int = 0) -> datetime | None:
    """The beginning of a day in the office's zone, so many days later; None for what is no day."""
    try:
        found = date.fromisoformat(day) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None
    return (
        datetime.combine(found, time(), tzinfo=zone(visit.workspace.office.zone))
        if 1970 <= found.year <= 9000
        else None
    )
