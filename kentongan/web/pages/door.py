"""The door: logging in and out, the own password, language and look."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from kentongan.core.access import Right
from kentongan.core.errors import KentonganError, LockedOut
from kentongan.core.messages import Say
from kentongan.pipeline.users.access import change_password, comes_from_outside, has_users, log_in, log_out
from kentongan.web.tokens import DOOR_COOKIE, cookie_name
from kentongan.web.visit import (
    LANG_COOKIE,
    NEWS_COOKIE,
    THEME_COOKIE,
    Visited,
    answer,
    is_inside,
    keep_choice,
    may,
    officer_of,
)

router = APIRouter(include_in_schema=False)


@router.get("/masuk")
def door(request: Request, lanjut: str = "/", keluar: str = "") -> Response:
    """The form to log in; whoever is inside already goes on."""
    if officer_of(request) is not None:
        return RedirectResponse(inside(lanjut), status_code=303)
    return show_door(request, lanjut, left=bool(keluar))


def show_door(
    request: Request, wanted: str, *, error: KentonganError | None = None, name: str = "", left: bool = False
) -> Response:
    """The page with the ways in.

    Args:
        request: as it came.
        wanted: where the person goes from here.
        error: why they did not come in.
        name: as they typed it.
        left: they have just logged out, but are still known to the office's identity provider.
    """
    # The form's token needs something to be bound to while nobody is logged in.
    fresh = "" if request.cookies.get(DOOR_COOKIE) else secrets.token_urlsafe(24)
    if fresh:
        request.cookies[DOOR_COOKIE] = fresh
    workspace = request.app.state.workspace
    entrance = workspace.settings.tables.entrance
    status = 200 if error is None else 429 if isinstance(error, LockedOut) else 401
    response = answer(
        request,
        "door/log_in.html",
        None,
        status=status,
        wanted=inside(wanted),
        error=error,
        name=name,
        empty=not has_users(workspace),
        outside=entrance.on,
        passwords=entrance.passwords if entrance.on else "semua",
        has_left=left and entrance.on,
    )
    if isinstance(error, LockedOut):
        response.headers["Retry-After"] = str(error.wait)
    if fresh:
        response.set_cookie(DOOR_COOKIE, fresh, httponly=True, samesite="lax", secure=request.url.scheme == "https")
    return response


@router.post("/masuk")
def enter(
    request: Request,
    nama: Annotated[str, Form()] = "",
    sandi: Annotated[str, Form()] = "",
    lanjut: Annotated[str, Form()] = "/",
) -> Response:
    """Log in: a new session every time, so that none can be fixed beforehand."""
    device = request.headers.get("User-Agent", "")
    try:
        token = log_in(request.app.state.workspace, nama, sandi, address=address_of(request), device=device)
    except KentonganError as error:
        return show_door(request, lanjut, error=error, name=nama)
    return let_in(request, token, lanjut)


def let_in(request: Request, token: str, wanted: str) -> Response:
    """Give the browser its session and send it on."""
    response = RedirectResponse(inside(wanted), status_code=303)
    secure = request.url.scheme == "https"
    response.set_cookie(cookie_name(request), token, httponly=True, samesite="lax", secure=secure, path="/")
    response.delete_cookie(DOOR_COOKIE)
    return response


@router.post("/keluar", dependencies=[may(Right.OWN)])
def leave(visit: Visited) -> Response:
    """Log out: the session ends on the server too; the provider's own is offered to be ended on the next page."""
    outside = comes_from_outside(visit.workspace, visit.officer)
    log_out(visit.workspace, visit.request.cookies.get(cookie_name(visit.request), ""))
    response = RedirectResponse("/masuk?keluar=1" if outside else "/masuk", status_code=303)
    # A browser forgets a __Host- cookie only when it is told so as securely as it was given.
    response.delete_cookie(cookie_name(visit.request), secure=visit.request.url.scheme == "https", httponly=True)
    response.delete_cookie(NEWS_COOKIE)
    return response


@router.get("/sandi", dependencies=[may(Right.OWN)])
def own_password(visit: Visited) -> Response:
    """The form to change the own password; whoever has none here finds theirs elsewhere."""
    if comes_from_outside(visit.workspace, visit.officer):
        return visit.to("/akun")
    return visit.page("door/password.html", error=None)


@router.post("/sandi", dependencies=[may(Right.OWN)])
def set_own_password(
    visit: Visited,
    lama: Annotated[str, Form()] = "",
    baru: Annotated[str, Form()] = "",
    ulang: Annotated[str, Form()] = "",
) -> Response:
    """Change it; other sessions of the same person end."""
    request = visit.request
    try:
        _same(baru, ulang)
        keep = request.cookies.get(cookie_name(request), "")
        change_password(visit.workspace, visit.officer, lama, baru, keep=keep, address=address_of(request))
    except KentonganError as error:
        return visit.page("door/password.html", status=400, error=error)
    return visit.to("/", Say("Sandi sudah diganti.", "The password was changed."))


def _same(one: str, other: str) -> None:
    if one != other:
        from kentongan.core.errors import UsageError

        raise UsageError(
            Say("Sandi baru dan ulangannya berbeda.", "The new password and its repetition differ."),
            Say("Ketik keduanya sekali lagi.", "Type both again."),
        )


@router.post("/pilihan")
def choose(
    kembali: Annotated[str, Form()] = "/",
    bahasa: Annotated[str, Form()] = "",
    tampilan: Annotated[str, Form()] = "",
) -> Response:
    """Language and look, remembered in this browser."""
    response = RedirectResponse(inside(kembali), status_code=303)
    if bahasa in ("id", "en"):
        keep_choice(response, LANG_COOKIE, bahasa)
    if tampilan in ("terang", "gelap", "ikut"):
        keep_choice(response, THEME_COOKIE, tampilan)
    return response


def address_of(request: Request) -> str:
    """Where the person sits."""
    return request.client.host if request.client else ""


def inside(path: str) -> str:
    """The way that was asked for; the first page where it leads out of the dashboard."""
    return path if is_inside(path) else "/"
