"""Data pribadi: requests under UU 27/2022. What a person is called is sent in a form, so that no address keeps it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response

from kentongan.core.access import Right
from kentongan.core.errors import KentonganError, UsageError
from kentongan.core.messages import Say
from kentongan.pipeline.users.access import audit_rows
from kentongan.pipeline.users.privacy import Kept, erase_person, export_person, find_person
from kentongan.web.page import Page
from kentongan.web.visit import Visit, Visited, may

router = APIRouter(prefix="/data-pribadi", include_in_schema=False, dependencies=[may(Right.PRIVACY)])
PAGE = Page("/data-pribadi", Say("Data pribadi", "Personal data"), "lock", Right.PRIVACY, router, group="kantor")
SHOWN = 50
Person = Annotated[str, Form(max_length=400)]


@router.get("")
def requests(visit: Visited) -> Response:
    """The form, and the requests that were served."""
    return _page(visit)


def _page(
    visit: Visit,
    *,
    kept: Kept | None = None,
    person: str = "",
    erased: int | None = None,
    error: KentonganError | None = None,
) -> Response:
    return visit.page(
        "privacy/requests.html",
        status=400 if error else 200,
        kept=kept,
        person=person,
        erased=erased,
        shown=SHOWN,
        error=error,
        served=audit_rows(visit.workspace, action="privasi", limit=20).rows,
    )


@router.post("/cari")
def find(visit: Visited, orang: Person = "") -> Response:
    """What is kept of a person."""
    try:
        return _page(visit, kept=find_person(visit.workspace, orang, by=visit.officer), person=orang)
    except KentonganError as error:
        return _page(visit, person=orang, error=error)


@router.post("/salinan")
def copy(visit: Visited, orang: Person = "") -> Response:
    """The same as a file for the person; named by the request, never by the person."""
    try:
        kept, text = export_person(visit.workspace, orang, by=visit.officer)
    except KentonganError as error:
        return _page(visit, person=orang, error=error)
    headers = {"Content-Disposition": f'attachment; filename="data-pribadi-{kept.request}.json"'}
    return Response(text, media_type="application/json", headers=headers)


@router.post("/hapus")
def erase(visit: Visited, orang: Person = "", yakin: Annotated[str, Form()] = "") -> Response:
    """Blank it, once the officer has said that it is meant."""
    try:
        if yakin != "ya":
            raise UsageError(
                Say("Penghapusan belum ditegaskan.", "The erasure was not confirmed."),
                Say("Centang kotaknya, lalu ulangi.", "Tick the box, then try again."),
            )
        kept, count = erase_person(visit.workspace, orang, by=visit.officer)
    except KentonganError as error:
        return _page(visit, person=orang, error=error)
    return _page(visit, kept=kept, erased=count)
