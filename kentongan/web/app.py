"""The dashboard as one ASGI application over one open workspace."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from urllib.parse import quote, urlsplit

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.telemetry import TelemetryConfig
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Match

from kentongan import __version__
from kentongan.core.errors import (
    AccessError,
    ApprovalError,
    DeliveryError,
    InputError,
    KentonganError,
    ReportError,
    StoreBusy,
    UsageError,
)
from kentongan.core.messages import Say
from kentongan.pipeline.users.identity_provider import Providers
from kentongan.pipeline.workspace import Workspace
from kentongan.web import statics
from kentongan.web.api.app import PATH, create_api
from kentongan.web.api.problems import lang_of, problem
from kentongan.web.pages import account, door, office_door
from kentongan.web.refusals import MustChange, NotAllowed, NotFound, NotLoggedIn, StaleForm
from kentongan.web.registry import PAGES
from kentongan.web.safety import MOST_BYTES, guarded, own_names
from kentongan.web.statics import Statics
from kentongan.web.tokens import check_form
from kentongan.web.typed import typed_into
from kentongan.web.visit import answer, officer_of
from kentongan.web.worker import Worker
from kentongan.web.writing import Writer

# FastAPI can send traces elsewhere when it is told to; here nothing leaves the machine.
_SILENT: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}
_STATUS: tuple[tuple[type[KentonganError], int], ...] = (
    (NotFound, 404),
    (NotAllowed, 403),
    (StaleForm, 403),
    (StoreBusy, 503),
    (AccessError, 403),
    (ApprovalError, 409),
    (UsageError, 400),
    (InputError, 400),
    (ReportError, 409),
    (DeliveryError, 502),
)


def create_app(
    workspace: Workspace, timetable: Callable[[Workspace], object] | None = None, names: Collection[str] = ()
) -> FastAPI:
    """The dashboard of an office; the caller opens and closes the workspace.

    Args:
        workspace: the office's.
        timetable: does what is due, once a minute; None leaves that to the computer's own scheduler.
        names: by which browsers may call this server, beside this computer's own and plain addresses.
    """
    worker = Worker(lambda: app.state.workspace, timetable)

    @asynccontextmanager
    async def working(_: FastAPI) -> AsyncIterator[None]:
        worker.start()
        yield
        await run_in_threadpool(worker.stop)

    app = FastAPI(
        title="Kentongan",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        telemetry=_SILENT,
        dependencies=[Depends(check_form)],
        lifespan=working,
        redirect_slashes=False,
        max_body_size=MOST_BYTES,
    )
    app.state.workspace = workspace
    address = urlsplit(workspace.settings.tables.entrance.address).hostname
    app.state.names = own_names([*names, address] if address else names)
    app.state.worker = worker
    app.state.providers = Providers(os.environ)
    app.state.statics = Statics()
    app.state.writer = Writer(lambda: app.state.workspace, app.state.statics, PAGES)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(BaseHTTPMiddleware, dispatch=guarded)
    app.include_router(statics.router)
    app.include_router(door.router)
    app.include_router(office_door.router)
    app.include_router(account.router)
    for page in PAGES:
        app.include_router(page.router)
    app.mount(PATH, create_api(lambda: app.state.workspace, _SILENT))
    _refusals(app)
    return app


def _refusals(app: FastAPI) -> None:
    """Every refusal is one clear page (or, for htmx, one clear message)."""
    app.add_exception_handler(NotLoggedIn, _to_the_door)
    app.add_exception_handler(MustChange, _to_the_own_password)
    app.add_exception_handler(KentonganError, _refused)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(StarletteHTTPException, _foreign)
    app.add_exception_handler(Exception, _unforeseen)


async def _to_the_door(request: Request, error: Exception) -> Response:  # noqa: ARG001
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    address = "/masuk" if wanted == "/" or request.method != "GET" else f"/masuk?lanjut={quote(wanted, safe='/')}"
    if request.headers.get("HX-Request") == "true":
        return Response(status_code=204, headers={"HX-Redirect": "/masuk"})
    return RedirectResponse(address, status_code=303)


async def _to_the_own_password(request: Request, error: Exception) -> Response:  # noqa: ARG001
    if request.headers.get("HX-Request") == "true":
        return Response(status_code=204, headers={"HX-Redirect": "/sandi"})
    return RedirectResponse("/sandi", status_code=303)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, KentonganError)  # noqa: S101 - registered for this class
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
    return _page(request, error, status)


async def _unreadable(request: Request, error: Exception) -> Response:  # noqa: ARG001
    what = Say("Isian ini tidak dapat dibaca.", "This input cannot be read.")
    return _page(
        request, UsageError(what, Say("Periksa isiannya, lalu kirim lagi.", "Check it, then send it again.")), 422
    )


async def _foreign(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException | StarletteHTTPException)  # noqa: S101 - registered for this class
    if request.url.path.startswith("/api/"):  # a version or a path that the API itself never hears of
        return problem(error.status_code, NotFound().what.to(lang_of(request)))
    if error.status_code == 404:
        return _page(request, NotFound(), 404)
    what = Say("Permintaan ini tidak dapat dijalankan.", "This request cannot be carried out.")
    return _page(
        request, UsageError(what, Say("Mulai lagi dari Hari ini.", "Start again from Today.")), error.status_code
    )


async def _unforeseen(request: Request, error: Exception) -> Response:
    kind = type(error).__name__
    what = Say(f"Terjadi kesalahan yang tidak terduga ({kind}).", f"An unexpected error happened ({kind}).")
    do = Say(
        "Yang sudah tersimpan aman. Ulangi; bila tetap terjadi, laporkan.",
        "What was saved is safe. Try again; if it stays, report it.",
    )
    return _page(request, KentonganError(what, do), 500)


def _page(request: Request, error: KentonganError, status: int) -> Response:
    try:
        officer = officer_of(request)
    except KentonganError:
        officer = None  # the database itself may be what fails
    back = _page_of_form(request) if officer is not None else ""
    typed = typed_into(request) if officer is not None else ()
    return answer(request, "refusal.html", officer, status=status, error=error, code=status, back=back, typed=typed)


def _page_of_form(request: Request) -> str:
    """The page that a refused form stands on: the nearest address above its own that can be opened; "" for none."""
    path = request.url.path if request.method == "POST" else ""
    while (path := path.rpartition("/")[0]) != "":
        scope = {**request.scope, "path": path, "method": "GET"}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.router.routes):
            return path
    return ""
