"""Alerts, claims and reports."""

from __future__ import annotations

import mimetypes
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import FileResponse, PlainTextResponse

from kentongan.core.access import Right
from kentongan.core.messages import Say
from kentongan.pipeline.issues import decisions as issue_desk
from kentongan.pipeline.users.access import noted
from kentongan.web.api.callers import Caller, may
from kentongan.web.api.days import IsoDay, Reader
from kentongan.web.api.desk_shapes import (
    AcknowledgementIn,
    AlertOut,
    Alerts,
    Claim,
    Claims,
    DeskCaseOut,
    Report,
    Reports,
)
from kentongan.web.api.problems import answers, not_found

router = APIRouter(tags=["desk"])


@router.get("/alerts", responses=answers())
def alerts(caller: Reader) -> Alerts:
    """Alarms that nobody has taken note of, oldest first."""
    found = caller.workspace.store.alerts.open()
    names = caller.workspace.store.boards.names([one.issue_id for one in found])
    return Alerts(items=[AlertOut.of(one, names.get(one.issue_id, "")) for one in found])


@router.post("/alerts/{alert}/acknowledgement", responses=answers(400, 404, 409, 422))
def acknowledge(
    caller: Annotated[Caller, may(Right.DECIDE)],
    alert: Annotated[str, Path(max_length=60)],
    said: AcknowledgementIn,
) -> AlertOut:
    """Take note of an alarm: it rests, unless it grows worse."""
    workspace = caller.workspace
    with workspace.store.writing():
        if alert not in {one.id for one in workspace.store.alerts.open()}:
            raise not_found(Say("Tidak ada peringatan terbuka berkode itu.", "There is no open alert of that code."))
        found = issue_desk.take_note(workspace, alert, by=caller.user.full_name, hours=said.hours)
        noted(workspace, caller.user, "peringatan.dicatat", found.id, f"{said.hours} jam (API)")
    return AlertOut.of(found, workspace.store.boards.names([found.issue_id]).get(found.issue_id, ""))


@router.get("/claims", responses=answers(422))
def claims(
    caller: Reader,
    day: Annotated[str, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="Default: the latest day.")] = "",
) -> Claims:
    """Claims that were found on a day, and the open cases of the hoax desk."""
    from kentongan.pipeline.desk.cases import board

    store = caller.workspace.store
    wanted = day or next(iter(store.boards.days(1)), "")
    found = store.desk.of_day(wanted) if wanted else []
    cases = board(caller.workspace).cases
    return Claims(found=[Claim.of(one) for one in found], cases=[DeskCaseOut.of(one) for one in cases])


@router.get("/reports/{day}", responses=answers(404, 422))
def reports(caller: Reader, day: IsoDay) -> Reports:
    """The versions of a day's report and the files that lie ready."""
    versions = caller.workspace.store.reports.versions(day, _KIND)
    if not versions:
        raise not_found(Say(f"Belum ada laporan tanggal {day}.", f"There is no report of {day} yet."))
    files = sorted(_files(caller, day))
    return Reports(items=[Report.of(one, [name for name in files if _is_of(name, one.version)]) for one in versions])


@router.get(
    "/reports/{day}/text",
    responses={**answers(404, 422), 200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    response_class=PlainTextResponse,
)
def text(caller: Reader, day: IsoDay) -> PlainTextResponse:
    """The brief of the latest version as plain text."""
    latest = caller.workspace.store.reports.latest(day, _KIND)
    briefs = {name: path for name, path in _files(caller, day).items() if name.endswith(".txt")}
    found = sorted(name for name in briefs if latest is not None and _is_of(name, latest.version))
    if not found:
        raise not_found(Say(f"Belum ada ringkasan tanggal {day}.", f"There is no brief of {day} yet."))
    return PlainTextResponse(briefs[found[0]].read_text(encoding="utf-8"))


@router.get(
    "/reports/{day}/files/{name}",
    responses={**answers(404, 422), 200: {"content": {"application/octet-stream": {}}}},
    response_class=FileResponse,
)
def file(caller: Reader, day: IsoDay, name: Annotated[str, Path(max_length=120)]) -> FileResponse:
    """A file of a day's report, to be saved and not shown: it comes from strangers' words."""
    path = _files(caller, day).get(name)
    if path is None:
        raise not_found(Say("Berkas itu tidak ada.", "There is no such file."))
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FileResponse(path, media_type=kind, filename=name, content_disposition_type="attachment")


_KIND = "harian"


def _files(caller: Caller, day: str) -> dict[str, FilePath]:
    """The finished files of a day by name; a name that was asked for is only looked up here, never made a path."""
    folder = caller.workspace.report_folder / day
    if not folder.is_dir():
        return {}
    plain = (path for path in folder.iterdir() if path.is_file() and not path.is_symlink())
    return {path.name: path for path in plain if not path.name.startswith(".")}


def _is_of(name: str, version: int) -> bool:
    """Whether a file belongs to a version; the first has no mark."""
    marked = "-v" in name
    return f"-v{version}." in name or f"-v{version}-" in name if version > 1 else not marked
