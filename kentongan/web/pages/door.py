"""The door: logging in and out, the own password, language and look."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from kentongan.core.access import Right
from kentongan.core.errors import KentonganError, LockedOut
from kentongan.core.messages import Say
from kentongan.pipeline.access import change_password, has_users, log_in, log_out
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
def door(request: Request, lanjut: str = "/") -> Response:
    """The form to log in; whoever is inside already goes on."""
    if officer_of(request) is not None:
        return RedirectResponse(_inside(lanjut), status_code=303)
    return _door(request, lanjut)


def _door(request: Request, wanted: str, *, error: KentonganError | None = None, name: str = "") -> Response:
    # The form's token needs something to be bound to while nobody is logged in.
    fresh = "" if request.cookies.get(DOOR_COOKIE) else secrets.token_urlsafe(24)
    if fresh:
        request.cookies[DOOR_COOKIE] = fresh
    empty = not has_users(request.app.state.workspace)
    status = 200 if error is None else 429 if isinstance(error, LockedOut) else 401
    response = answer(
        request, "door/log_in.html", None, status=status, wanted=_inside(wanted), error=error, name=name, empty=empty
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
        token = log_in(request.app.state.workspace, nama, sandi, address=_address(request), device=device)
    except KentonganError as error:
        return _door(request, lanjut, error=error, name=nama)
    response = RedirectResponse(_inside(lanjut), status_code=303)
    secure = request.url.scheme == "https"
    response.set_cookie(cookie_name(request), token, httponly=True, samesite="lax", secure=secure, path="/")
    response.delete_cookie(DOOR_COOKIE)
    return response


@router.post("/keluar", dependencies=[may(Right.OWN)])
def leave(visit: Visited) -> Response:
    """Log out: the session ends on the server too."""
    log_out(visit.workspace, visit.request.cookies.get(cookie_name(visit.request), ""))
    response = RedirectResponse("/masuk", status_code=303)
    # A browser forgets a __Host- cookie only when it is told so as securely as it was given.
    response.delete_cookie(cookie_name(visit.request), secure=visit.request.url.scheme == "https", httponly=True)
    response.delete_cookie(NEWS_COOKIE)
    return response


@router.get("/sandi", dependencies=[may(Right.OWN)])
def own_password(visit: Visited) -> Response:
    """The form to change the own password."""
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
        change_password(visit.workspace, visit.officer, lama, baru, keep=keep, address=_address(request))
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
    response = RedirectResponse(_inside(kembali), status_code=303)
    if bahasa in ("id", "en"):
        keep_choice(response, LANG_COOKIE, bahasa)
    if tampilan in ("terang", "gelap", "ikut"):
        keep_choice(response, THEME_COOKIE, tampilan)
    return response


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _inside(path: str) -> str:
    return path if is_inside(path) else "/"
