"""Playbook: the situations and the phrase bank that recommendations come from; an office's own is checked before it is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response

from analysis.advice.playbook_file import Problem, problems, shipped_text
from kentongan.core.access import Right
from kentongan.core.messages import Say
from kentongan.pipeline.analysing.playbooks import keep_playbook, playbook_text
from kentongan.pipeline.users.access import noted
from kentongan.web.page import Page
from kentongan.web.visit import Visit, Visited, may

router = APIRouter(prefix="/playbook", include_in_schema=False)
PAGE = Page("/playbook", Say("Pedoman", "Playbook"), "book-2", Right.READ, router, group="kantor")

#: Who acts, as the file says it → as people read it.
_OWNERS = {
    "opd": Say("OPD pemilik", "the owning office"),
    "humas": Say("Humas", "Humas"),
    "humas+opd": Say("Humas dan OPD pemilik", "Humas and the owning office"),
    "pimpinan": Say("Pimpinan dan Humas", "the leader and Humas"),
    "ppid": Say("PPID", "PPID"),
    "hukum": Say("Humas dan Bagian Hukum", "Humas and the legal section"),
    "kesbangpol": Say("Kesbangpol", "Kesbangpol"),
}
_UNITS = {"menit": Say("menit", "minutes"), "jam": Say("jam", "hours"), "hari_kerja": Say("hari kerja", "working days")}


def clock_words(clock: str) -> Say:
    """A deadline as the file says it ("jam:3"), in words ("3 jam")."""
    kind, _, count = clock.partition(":")
    if kind in _UNITS:
        unit = _UNITS[kind]
        return Say(f"{count} {unit.id}", f"{count} {unit.en.removesuffix('s') if count == '1' else unit.en}")
    return Say("hari ini", "today") if kind == "hari_ini" else Say("laporan berikutnya", "the next report")


@router.get("", dependencies=[may(Right.READ)])
def show(visit: Visited) -> Response:
    """The playbook in use: its situations as a table, its text to edit."""
    return _page(visit, playbook_text(visit.workspace))


@router.post("", dependencies=[may(Right.RULES)])
def keep(
    visit: Visited, teks: Annotated[str, Form(max_length=400_000)] = "", bawaan: Annotated[bool, Form()] = False
) -> Response:
    """Keep an edited playbook, or go back to the built-in one; a mistake is told with its line, nothing is lost."""
    text = shipped_text() if bawaan else teks.replace("\r\n", "\n")
    found = problems(text)
    if found:
        return _page(visit, text, found, status=400)
    visit.request.app.state.workspace = keep_playbook(visit.workspace, text)
    noted(visit.workspace, visit.officer, "playbook.ubah", "", "bawaan" if bawaan else f"{len(text)} huruf")
    visit.request.app.state.worker.ask()
    return visit.to("/playbook", Say("Pedoman disimpan.", "The playbook is kept."))


def _page(visit: Visit, text: str, found: tuple[Problem, ...] = (), status: int = 200) -> Response:
    from analysis.advice.playbook_file import read_playbook, shipped_playbook

    book = shipped_playbook() if found else read_playbook(text)
    own = bool(visit.workspace.settings.tables.judgement.playbook)
    return visit.page(
        "rules/playbook.html",
        status=status,
        text=text,
        found=found,
        book=book,
        own=own,
        owners=_OWNERS,
        clock=clock_words,
    )
