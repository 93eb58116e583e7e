"""Akun saya: where one is logged in, and the tokens of one's programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response

from kentongan.core.access import RIGHT_NAMES, ROLE_NAMES, Right
from kentongan.core.errors import KentonganError, UsageError
from kentongan.core.messages import Say
from kentongan.pipeline.users import access, api_tokens
from kentongan.web.tokens import cookie_name
from kentongan.web.visit import Visit, Visited, may

router = APIRouter(prefix="/akun", include_in_schema=False)
_DAYS = (30, 90, 365)


@router.get("", dependencies=[may(Right.OWN)])
def mine(visit: Visited) -> Response:
    """The own sessions and tokens."""
    return _page(visit)


def _page(visit: Visit, *, error: KentonganError | None = None, secret: str = "") -> Response:
    return visit.page(
        "account/mine.html",
        status=400 if error else 200,
        sessions=access.own_sessions(visit.workspace, visit.officer),
        this=access.token_hash(_token(visit))[:16],
        tokens=api_tokens.tokens_of(visit.workspace, visit.officer),
        grantable=[right for right in api_tokens.GRANTABLE if visit.officer.may(right)],
        right_names=RIGHT_NAMES,
        role_names=ROLE_NAMES,
        outside=access.comes_from_outside(visit.workspace, visit.officer),
        days=[days for days in _DAYS if days <= api_tokens.longest_days(visit.workspace, visit.officer)],
        error=error,
        secret=secret,
    )


@router.post("/sesi", dependencies=[may(Right.OWN)])
def end(visit: Visited, sesi: Annotated[str, Form()] = "") -> Response:
    """End one of the own sessions, or all but this one."""
    keep = "" if sesi else _token(visit)
    count = access.log_out_everywhere(visit.workspace, visit.officer, keep=keep, only=sesi)
    return visit.to("/akun", Say(f"{count} sesi diakhiri.", f"{count} sessions were ended."))


@router.post("/token", dependencies=[may(Right.READ)])
def make(
    visit: Visited,
    nama: Annotated[str, Form()] = "",
    hak: Annotated[list[str] | None, Form()] = None,
    hari: Annotated[int, Form()] = _DAYS[0],
) -> Response:
    """A token for a program, shown once."""
    try:
        rights = _rights(hak or [])
        _, secret = api_tokens.make_token(visit.workspace, visit.officer, nama, rights, hari)
    except KentonganError as error:
        return _page(visit, error=error)
    return _page(visit, secret=secret)


@router.post("/token/cabut", dependencies=[may(Right.OWN)])
def withdraw(visit: Visited, kode: Annotated[str, Form()] = "") -> Response:
    """Withdraw one of the own tokens."""
    api_tokens.withdraw_token(visit.workspace, visit.officer, kode)
    return visit.to("/akun", Say("Token dicabut.", "The token was withdrawn."))


def _token(visit: Visit) -> str:
    return visit.request.cookies.get(cookie_name(visit.request), "")


def _rights(words: list[str]) -> list[Right]:
    try:
        return [Right(word) for word in words]
    except ValueError as error:
        raise UsageError(
            Say("Hak itu tidak ada.", "There is no such right."), Say("Pilih dari daftar.", "Choose from the list.")
        ) from error
