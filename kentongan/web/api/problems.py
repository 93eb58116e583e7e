"""What the API answers when it does not do what was asked: RFC 9457 problem details, in the caller's language."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from kentongan.core.errors import AccessError, ApprovalError, KentonganError, StoreBusy, UsageError
from kentongan.core.messages import Lang, Say

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """RFC 9457, with the next step as an extension member."""

    type: str = Field("about:blank", description="`about:blank`: the status says which problem it is.")
    title: str = Field(description="What happened.")
    status: int
    detail: str = Field("", description="What to do next.")
    errors: list[str] = Field(default_factory=list, description="Fields that cannot be read, one line each.")


class Refusal(KentonganError):
    """An answer other than the wanted one.

    Args:
        status: of HTTP.
        what: what happened.
        do: the next step.
        headers: of the answer.
    """

    def __init__(
        self, status: int, what: Say, do: Say | None = None, *, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(what, do)
        self.status = status
        self.headers = dict(headers or {})


def not_found(what: Say) -> Refusal:
    """There is no such thing."""
    return Refusal(404, what, Say("Periksa kodenya.", "Check its code."))


_STATUS: tuple[tuple[type[KentonganError], int], ...] = (
    (StoreBusy, 503),
    (AccessError, 403),
    (ApprovalError, 409),
    (UsageError, 400),
)
_SAID = {
    400: "What was asked cannot be done.",
    401: "No token, or one that opens nothing.",
    403: "Token or person may not do this.",
    404: "There is no such thing.",
    409: "It cannot be done as things stand.",
    422: "The request cannot be read.",
    429: "Too many at once.",
}


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The refusals of a route for the OpenAPI; 401, 403 and 503 belong to every one.

    Args:
        statuses: those beside.
    """
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    said = _SAID | {503: "The database is busy; try again."}
    return {code: {"description": said[code], "content": content} for code in sorted({401, 403, 503, *statuses})}


def lang_of(request: Request) -> Lang:
    """The caller's language: English when `Accept-Language` begins with it, else Indonesian."""
    return "en" if request.headers.get("Accept-Language", "").strip().casefold().startswith("en") else "id"


def register(api: FastAPI) -> None:
    """Answer every error with a problem."""
    api.add_exception_handler(KentonganError, _refused)
    api.add_exception_handler(RequestValidationError, _unreadable)
    api.add_exception_handler(HTTPException, _foreign)
    api.add_exception_handler(Exception, _unforeseen)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, KentonganError)  # noqa: S101 - registered for this class
    lang = lang_of(request)
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
    headers: dict[str, str] = {}
    if isinstance(error, Refusal):
        status, headers = error.status, error.headers
    return problem(status, error.what.to(lang), error.do.to(lang) if error.do else "", headers=headers)


async def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class
    said = Say("Permintaan ini tidak dapat dibaca.", "This request cannot be read.")
    do = Say("Periksa bidang yang disebut.", "Check the fields that are named.")
    errors = [f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()[:20]]
    lang = lang_of(request)
    return problem(422, said.to(lang), do.to(lang), errors=errors)


async def _foreign(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: an unknown path, another method, a body that is too long."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class
    said = {
        404: Say("Alamat ini tidak ada.", "There is no such address."),
        405: Say("Alamat ini tidak menerima cara itu.", "This address does not take that method."),
    }
    what = said.get(error.status_code, Say("Permintaan ini ditolak.", "This request is refused."))
    headers = dict(error.headers or {})
    if error.status_code == 405:
        # The framework names the methods of one of the routes that share a path.
        routes = iter_route_contexts(request.app.routes)
        fits = [one for one in routes if one.matches(request.scope)[0] is not Match.NONE]
        headers["Allow"] = ", ".join(sorted({method for one in fits for method in one.methods or ()}))
    return problem(error.status_code, what.to(lang_of(request)), headers=headers)


async def _unforeseen(request: Request, error: Exception) -> Response:  # noqa: ARG001
    what = Say("Terjadi kesalahan yang tidak terduga.", "An unexpected error happened.")
    do = Say("Yang sudah tersimpan aman. Ulangi, lalu laporkan.", "What was saved is safe. Try again, then report it.")
    lang = lang_of(request)
    return problem(500, what.to(lang), do.to(lang))


def problem(
    status: int,
    title: str,
    detail: str = "",
    *,
    errors: list[str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer that tells a problem."""
    title = title or HTTPStatus(status).phrase
    told = Problem(type="about:blank", title=title, status=status, detail=detail, errors=errors or [])
    return JSONResponse(told.model_dump(), status, dict(headers or {}), media_type=MEDIA_TYPE)
