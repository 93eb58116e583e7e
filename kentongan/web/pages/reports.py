"""Laporan: the archive, a version passage by passage, what changed, previews in every form, approval, sending."""

from __future__ import annotations

from mimetypes import guess_type
from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import Response

from kentongan.core.access import Right
from kentongan.core.errors import KentonganError, UsageError
from kentongan.core.messages import Say
from kentongan.pipeline.reports import reading as report_reading
from kentongan.pipeline.reports import sending
from kentongan.pipeline.reports.reporting import KIND, approve, compose, reading_mark, sent_by_hand
from kentongan.pipeline.reports.versions import drawn, has_newer_material, written
from kentongan.pipeline.users.access import noted
from kentongan.store.reports import ReportVersion
from kentongan.web.page import Page
from kentongan.web.pages import report_passages
from kentongan.web.refusals import NotFound
from kentongan.web.report_view import FLAVOURS, latest_of, name_of_kind, sheet_of, version_of, warned
from kentongan.web.visit import Visit, Visited, may

router = APIRouter(prefix="/laporan", include_in_schema=False)
router.include_router(report_passages.router)
PAGE = Page("/laporan", Say("Laporan", "Reports"), "file-text", Right.READ, router, short=Say("Laporan", "Reports"))
PER_PAGE = 25
_READ = [may(Right.READ)]
#: A document inside the dashboard's frame: its own styles and pictures, no script, no form, nothing from elsewhere.
_FRAMED = {
    "Content-Security-Policy": "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    "X-Frame-Options": "SAMEORIGIN",
}


@router.get("", dependencies=_READ)
def archive(visit: Visited, dari: Annotated[int, Query(ge=0, le=1_000_000)] = 0) -> Response:
    """Every version of every report, the latest first."""
    found = report_reading.archive(visit.workspace, PER_PAGE + 1, dari)
    return visit.page(
        "reports/archive.html",
        entries=found[:PER_PAGE],
        following=f"/laporan?dari={dari + PER_PAGE}" if len(found) > PER_PAGE else "",
        is_first=dari == 0,
        shown=dari + len(found[:PER_PAGE]),
        total=visit.workspace.store.reports.count(),
        names=name_of_kind,
        daily=KIND,
    )


@router.get("/{day}", dependencies=_READ)
def latest(visit: Visited, day: str) -> Response:
    """The last version of a day's report."""
    work = _work_on(visit, day)
    return _version_page(visit, latest_of(visit, day), *work)


@router.get("/{day}/v{number}", dependencies=_READ)
def version(visit: Visited, day: str, number: int) -> Response:
    """One version of a day's report."""
    work = _work_on(visit, day)
    return _version_page(visit, version_of(visit, day, number), *work)


@router.post("/{day}/susun", dependencies=[may(Right.EDIT)])
def compose_again(visit: Visited, day: str) -> Response:
    """Take in what came since: the worker composes the day anew; officers' edits stay."""
    latest_of(visit, day)
    visit.request.app.state.worker.try_out(_composing(day), lambda workspace: compose(workspace, day))
    noted(visit.workspace, visit.officer, "laporan.susun", day)
    return visit.to(f"/laporan/{day}")


def _composing(day: str) -> str:
    return f"laporan:{day}"


def _work_on(visit: Visit, day: str) -> tuple[bool, object]:
    """Whether the day is being composed, and how that ended; asked before the version, which else may be the one of before."""
    trials, name = visit.request.app.state.worker.trials, _composing(day)
    composing = name in trials and trials[name] is None
    return composing, None if composing else trials.pop(name, None)


def _version_page(visit: Visit, found: ReportVersion, composing: bool, ended: object) -> Response:
    page = sheet_of(visit, found)
    return visit.page(
        "reports/report.html",
        sheet=page,
        trail=report_reading.trail(visit.workspace, page.said)[:12],
        newer=page.is_open and not composing and has_newer_material(visit.workspace, found),
        composing=composing,
        failed=ended if isinstance(ended, KentonganError) else None,
        mark=reading_mark(visit.workspace, found),
        flavours=FLAVOURS,
    )


@router.get("/{day}/beda", dependencies=_READ)
def differences(visit: Visited, day: str, dengan: str = "mesin") -> Response:
    """What changed, word by word: from the machine's text, or from the report of the day before."""
    found = latest_of(visit, day)
    against = "kemarin" if dengan == "kemarin" else "mesin"
    page = sheet_of(visit, found, compare=against == "kemarin")
    before = visit.workspace.store.reports.before(found.day, found.kind)
    return visit.page("reports/differences.html", sheet=page, against=against, before=before)


# -- previews ------------------------------------------------------------------------------------------------------
@router.get("/{day}/v{number}/pratinjau", dependencies=_READ)
def preview(visit: Visited, day: str, number: int, bentuk: str = "html") -> Response:
    """A version as it goes out, one form at a time; only this form is drawn."""
    found = version_of(visit, day, number)
    flavour = bentuk if bentuk in FLAVOURS else "html"
    said = written(visit.workspace, found)
    text = drawn(visit.workspace, said, ["txt"])["txt"][2].decode() if flavour == "txt" else ""
    return visit.page(
        "reports/preview.html", version=found, flavour=flavour, flavours=FLAVOURS, text=text, size=_size(text)
    )


@router.get("/{day}/v{number}/berkas/{flavour}", dependencies=_READ)
def document(visit: Visited, day: str, number: int, flavour: str, simpan: bool = False) -> Response:
    """The document itself: in the frame of the preview, or to keep."""
    if flavour not in FLAVOURS:
        raise NotFound
    said = written(visit.workspace, version_of(visit, day, number))
    name, media_type, content = drawn(visit.workspace, said, [flavour])[flavour]
    kept = simpan or flavour not in ("html", "pdf", "buku-pdf", "txt")
    headers = {"Content-Disposition": f'{"attachment" if kept else "inline"}; filename="{name}"'}
    if flavour == "html" and not kept:
        headers |= _FRAMED
    kind = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
    return Response(content, media_type=kind, headers=headers)


@router.get("/{day}/arsip/{name}", dependencies=_READ)
def file_of_archive(visit: Visited, day: str, name: str) -> Response:
    """A file as it was written when its version was composed or approved."""
    found = report_reading.filed(visit.workspace, day, name)
    if found is None:
        raise NotFound
    kind = guess_type(found.name)[0] or "application/octet-stream"
    headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
    return Response(found.read_bytes(), media_type=kind, headers=headers)


def _size(text: str) -> int:
    from reports.chat_text import length

    return length(text)


# -- reviewed, approved, sent --------------------------------------------------------------------------------------
@router.post("/{day}/periksa", dependencies=[may(Right.EDIT)])
def review(visit: Visited, day: str, dibaca: Annotated[str, Form()] = "") -> Response:
    """An officer has read the draft and hands it on."""
    _moved(visit, day, "reviewed", dibaca)
    return visit.to(f"/laporan/{day}", Say("Ditandai sudah diperiksa.", "Marked as reviewed."))


@router.get("/{day}/setujui", dependencies=[may(Right.APPROVE)])
def before_approval(visit: Visited, day: str) -> Response:
    """What stands to be approved: officers' words, what to look at again, the brief."""
    found = latest_of(visit, day)
    page = sheet_of(visit, found)
    return visit.page(
        "reports/approval.html",
        sheet=page,
        warnings=warned(visit.workspace, page.said),
        mark=reading_mark(visit.workspace, found),
        newer=has_newer_material(visit.workspace, found),
    )


@router.post("/{day}/setujui", dependencies=[may(Right.APPROVE)])
def give_approval(visit: Visited, day: str, dibaca: Annotated[str, Form()] = "") -> Response:
    """A leader approves what was read."""
    _moved(visit, day, "approved", dibaca)
    return visit.to(f"/laporan/{day}", Say("Laporan disetujui.", "The report is approved."))


def _moved(visit: Visit, day: str, state: str, seen: str) -> None:
    found = latest_of(visit, day)
    approve(visit.workspace, found.day, by=visit.officer.full_name, state=state, seen=seen or "-")
    noted(visit.workspace, visit.officer, f"laporan.{state}", found.id, f"{found.day} versi {found.version}")


@router.get("/{day}/kirim", dependencies=[may(Right.SEND)])
def before_sending(visit: Visited, day: str) -> Response:
    """Who would get what; nothing is sent yet."""
    found = latest_of(visit, day)
    trouble: UsageError | None = None
    parcels: list[sending.Sent] = []
    try:
        parcels = sending.send_report(visit.workspace, found.day, by="", dry_run=True)
    except UsageError as error:  # no channel is set up
        trouble = error
    held = sending.deliveries(visit.workspace, found.day)
    return visit.page("reports/sending.html", version=found, parcels=parcels, held=held, trouble=trouble)


@router.post("/{day}/kirim", dependencies=[may(Right.SEND)])
def send(visit: Visited, day: str, ulang: Annotated[bool, Form()] = False) -> Response:
    """Send the approved report; what arrived before is not sent twice."""
    found = latest_of(visit, day)
    parcels = sending.send_report(visit.workspace, found.day, by=visit.officer.full_name, again=ulang)
    gone = sum(parcel.standing.value == "sent" for parcel in parcels)
    detail = f"{found.day} versi {found.version}: {gone} dari {len(parcels)}"
    noted(visit.workspace, visit.officer, "laporan.kirim", found.id, detail)
    said = Say(f"{gone} dari {len(parcels)} kiriman terkirim.", f"{gone} of {len(parcels)} parcels went out.")
    return visit.to(f"/laporan/{day}/kirim", said, bad=gone < len(parcels))


@router.post("/{day}/dikirim", dependencies=[may(Right.SEND)])
def by_hand(visit: Visited, day: str, lewat: Annotated[str, Form(max_length=120)] = "") -> Response:
    """The report went another way; it is noted as sent."""
    found = latest_of(visit, day)
    sent_by_hand(visit.workspace, found.day, by=visit.officer.full_name, note=lewat)
    noted(visit.workspace, visit.officer, "laporan.dikirim", found.id, lewat)
    return visit.to(f"/laporan/{day}", Say("Dicatat sudah dikirim.", "Noted as sent."))


@router.post("/{day}/sampai", dependencies=[may(Right.SEND)])
def arrived(visit: Visited, day: str, kiriman: Annotated[str, Form()]) -> Response:
    """A person knows that what broke off did arrive."""
    found = latest_of(visit, day)
    count = sending.arrived(visit.workspace, found.day, kiriman, by=visit.officer.full_name)
    noted(visit.workspace, visit.officer, "laporan.sampai", found.id, kiriman)
    return visit.to(
        f"/laporan/{day}/kirim", Say(f"{count} kiriman dicatat sampai.", f"{count} parcels noted as arrived.")
    )
