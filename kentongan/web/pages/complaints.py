"""Aduan: complaints with their clocks, what is owed soonest first."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query
from fastapi.responses import Response

from kentongan.core.access import Right
from kentongan.core.complaint_clock import KIND_NAMES, STEP_NAMES, ComplaintKind, Step
from kentongan.core.messages import Say
from kentongan.pipeline.complaint_desk import complaint, complaint_rows, move_complaint
from kentongan.pipeline.users.access import noted
from kentongan.store.complaints import WantedComplaints
from kentongan.web.page import Page
from kentongan.web.refusals import NotFound
from kentongan.web.visit import Visited, may

router = APIRouter(prefix="/aduan", include_in_schema=False)
PAGE = Page("/aduan", Say("Aduan", "Complaints"), "message-report", Right.READ, router)
PER_PAGE = 30


@router.get("", dependencies=[may(Right.READ)])
def listed(
    visit: Visited,
    jenis: str = "",
    opd: Annotated[str, Query(max_length=200)] = "",
    lewat: bool = False,
    semua: bool = False,
    mulai: Annotated[int, Query(ge=0, le=100_000)] = 0,
) -> Response:
    """Complaints, open ones by what is owed soonest."""
    shelf, now = visit.workspace.store.complaints, visit.workspace.clock.now()
    kind = ComplaintKind(jenis) if jenis in list(ComplaintKind) else None
    wanted = WantedComplaints(not semua, kind, opd, late_at=now if lewat else None)
    query = {"jenis": jenis, "opd": opd, "lewat": "1" if lewat else "", "semua": "1" if semua else ""}

    def link(**changed: str | int) -> str:
        return "/aduan?" + urlencode({k: v for k, v in {**query, **changed}.items() if v != ""})

    total = shelf.how_many(wanted)
    return visit.page(
        "complaints/list.html",
        rows=complaint_rows(visit.workspace, wanted, limit=PER_PAGE, skip=mulai),
        total=total,
        open_count=shelf.how_many(WantedComplaints()),
        late_count=shelf.how_many(WantedComplaints(late_at=now)),
        units=shelf.units(now),
        kinds=list(ComplaintKind),
        kind_names=KIND_NAMES,
        wanted=wanted,
        everything=semua,
        late=lewat,
        link=link,
        following=link(mulai=mulai + PER_PAGE) if mulai + PER_PAGE < total else "",
        is_first=mulai == 0,
    )


@router.get("/{post}", dependencies=[may(Right.READ)])
def one(visit: Visited, post: str) -> Response:
    """One complaint with its clocks and history."""
    row = complaint(visit.workspace, post)
    if row is None:
        raise NotFound(Say("Aduan ini tidak ada.", "There is no such complaint."))
    issues = visit.workspace.store.boards.shown([row.case.issue_id])
    return visit.page(
        "complaints/one.html", row=row, issues=issues, kind_names=KIND_NAMES, step_names=STEP_NAMES, steps=list(Step)
    )


@router.post("/{post}/langkah", dependencies=[may(Right.DECIDE)])
def step(
    visit: Visited,
    post: str,
    langkah: Annotated[str, Form()] = "",
    opd: Annotated[str, Form(max_length=200)] = "",
    teks: Annotated[str, Form()] = "",
) -> Response:
    """Note what was done."""
    move_complaint(visit.workspace, post, langkah, by=visit.officer.full_name, unit=opd, text=teks)
    noted(visit.workspace, visit.officer, f"aduan.{langkah}", post, opd)
    return visit.to(f"/aduan/{post}", Say("Tercatat.", "Noted."))
