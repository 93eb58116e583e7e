"""Laporan, passage by passage: open, save, take back, decide; what is typed is kept while it is typed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import Response

from kentongan.core.access import Right
from kentongan.core.messages import Say
from kentongan.pipeline.reports import edits as report_edits
from kentongan.pipeline.reports.checks import concerns
from kentongan.pipeline.reports.edits import Clash, Saved, Seen
from kentongan.pipeline.reports.reading import Reading, citations
from kentongan.pipeline.reports.reporting import reading_mark
from kentongan.pipeline.reports.versions import BRIEF_KEY
from kentongan.pipeline.users.access import noted
from kentongan.web.refusals import NotFound
from kentongan.web.report_view import Sheet, latest_of, sheet_of
from kentongan.web.visit import Visit, Visited, may

router = APIRouter(include_in_schema=False)
_EDIT = [may(Right.EDIT)]
_CITED = 40
Key = Annotated[str, Form(max_length=200)]
Text = Annotated[str, Form(max_length=report_edits.LONGEST)]


@router.get("/{day}/bagian", dependencies=[may(Right.READ)])
def show(visit: Visited, day: str, bagian: Annotated[str, Query(max_length=200)]) -> Response:
    """A passage as it stands: what an opened one is closed to."""
    page = sheet_of(visit, latest_of(visit, day))
    found = _reading(page, bagian)
    if visit.request.headers.get("HX-Request") != "true":
        return visit.to(f"/laporan/{day}")
    return visit.page("reports/passage_part.html", sheet=page, one=found)


@router.get("/{day}/sunting", dependencies=_EDIT)
def open_passage(visit: Visited, day: str, bagian: Annotated[str, Query(max_length=200)]) -> Response:
    """A passage opened for writing, with its citations, what changed, and who wrote."""
    page = sheet_of(visit, latest_of(visit, day), compare=True)
    return _opened(visit, page, _reading(page, bagian))


def _opened(visit: Visit, page: Sheet, found: Reading, clash: Clash | None = None, typed: str = "") -> Response:
    own = next((one for one in found.unsaved if one.officer == visit.officer.full_name), None)
    held = citations(page.said, found.key) if found.key in page.said.standings else []
    return visit.page(
        "reports/edit_part.html" if visit.request.headers.get("HX-Request") == "true" else "reports/edit.html",
        sheet=page,
        one=found,
        own=own,
        text=clash.mine if clash else typed or (own.text if own else found.text),
        clash=clash,
        citations=held[:_CITED],
        cited_more=max(0, len(held) - _CITED),
        concerns=concerns(visit.workspace, page.said, found.key),
        others=[one for one in found.unsaved if one.officer != visit.officer.full_name],
        longest=report_edits.LONGEST,
        is_brief=found.key == BRIEF_KEY,
        status=409 if clash and visit.request.headers.get("HX-Request") != "true" else 200,
    )


@router.post("/{day}/simpan", dependencies=_EDIT)
def save(
    visit: Visited,
    day: str,
    bagian: Key,
    versi: Annotated[str, Form()],
    nomor: Annotated[int, Form()],
    teks: Text = "",
    asli: Annotated[bool, Form()] = False,
    dibaca: Annotated[str, Form()] = "",
) -> Response:
    """Save a passage; `asli` puts the machine's text back."""
    before = latest_of(visit, day)
    if asli:
        teks = _reading(sheet_of(visit, before), bagian).machine
    done = report_edits.save(
        visit.workspace, before.day, bagian, teks, by=visit.officer.full_name, seen=Seen(versi, nomor)
    )
    if isinstance(done, Clash):
        page = sheet_of(visit, latest_of(visit, day), compare=True)
        return _opened(visit, page, _reading(page, bagian), done)
    if done.changed:
        noted(visit.workspace, visit.officer, "laporan.sunting", done.version.id, bagian)
    return _after(visit, day, bagian, done, _said(done), was=before.id, read=dibaca)


def _said(done: Saved) -> Say:
    parts = [Say("Tersimpan.", "Saved.") if done.changed else Say("Tidak ada yang berubah.", "Nothing changed.")]
    if done.joined:
        parts.append(
            Say(
                "Tulisan petugas lain di bagian ini ikut digabung.",
                "Another officer's words in this passage were joined.",
            )
        )
    if done.masked:
        parts.append(Say("Data pribadi di dalamnya disamarkan.", "Private data in it were masked."))
    return Say(" ".join(p.id for p in parts), " ".join(p.en for p in parts))


@router.post("/{day}/urungkan", dependencies=_EDIT)
def undo(
    visit: Visited,
    day: str,
    bagian: Key,
    versi: Annotated[str, Form()],
    nomor: Annotated[int, Form()],
    dibaca: Annotated[str, Form()] = "",
) -> Response:
    """Take the last writing back."""
    before = latest_of(visit, day)
    done = report_edits.undo(visit.workspace, before.day, bagian, by=visit.officer.full_name, seen=Seen(versi, nomor))
    noted(visit.workspace, visit.officer, "laporan.urungkan", done.version.id, bagian)
    said = Say("Suntingan terakhir diurungkan.", "The last edit was taken back.")
    return _after(visit, day, bagian, done, said, was=before.id, read=dibaca)


@router.post("/{day}/lepas", dependencies=_EDIT)
def drop(visit: Visited, day: str, bagian: Key) -> Response:
    """An edit without a place is not needed."""
    found = latest_of(visit, day)
    report_edits.drop(visit.workspace, found.day, bagian, by=visit.officer.full_name)
    noted(visit.workspace, visit.officer, "laporan.lepas", found.id, bagian)
    return visit.to(
        f"/laporan/{day}",
        Say("Suntingan itu dilepas; riwayatnya tetap ada.", "That edit was dropped; its history stays."),
    )


@router.post("/{day}/ketik", dependencies=_EDIT)
def keep_typed(
    visit: Visited,
    day: str,
    bagian: Key,
    versi: Annotated[str, Form()],
    nomor: Annotated[int, Form()],
    teks: Text = "",
) -> Response:
    """What was typed so far."""
    found = latest_of(visit, day)
    report_edits.keep_typed(
        visit.workspace, found.day, bagian, teks, by=visit.officer.full_name, seen=Seen(versi, nomor)
    )
    return visit.page("reports/typed_part.html")


@router.post("/{day}/buang", dependencies=_EDIT)
def forget_typed(visit: Visited, day: str, bagian: Key) -> Response:
    """Throw away what was typed and not saved."""
    found = latest_of(visit, day)
    report_edits.forget_typed(visit.workspace, found.day, bagian, by=visit.officer.full_name)
    return visit.to(f"/laporan/{day}", Say("Ketikan yang belum disimpan dibuang.", "The unsaved text was thrown away."))


def _after(visit: Visit, day: str, key: str, done: Saved, said: Say, *, was: str, read: str) -> Response:
    """Back to the passage. Who made the only new step has read what stands there now."""
    if visit.request.headers.get("HX-Request") != "true" or done.version.id != was:
        back = visit.to(f"/laporan/{day}", said)
        if visit.request.headers.get("HX-Request") == "true":
            back.status_code, back.headers["HX-Redirect"] = 204, f"/laporan/{day}"
            del back.headers["Location"]
        return back
    page = sheet_of(visit, done.version)
    mark = reading_mark(visit.workspace, done.version)
    return visit.page(
        "reports/passage_part.html",
        sheet=page,
        one=_reading(page, key),
        said=said,
        concerns=concerns(visit.workspace, page.said, key),
        mark=mark if not done.changed or _follows(read, mark) else "",
    )


def _follows(read: str, mark: str) -> bool:
    """`mark` is one step after `read`."""
    (before, _, count), (now, _, number) = read.rpartition("."), mark.rpartition(".")
    return before == now and count.isdecimal() and int(count) + 1 == int(number)


def _reading(page: Sheet, key: str) -> Reading:
    found = next((one for one in (*page.readings(), *page.homeless) if one.key == key), None)
    if found is None:
        raise NotFound(Say("Bagian ini tidak ada dalam draf terakhir.", "This passage is not in the latest draft."))
    return found
