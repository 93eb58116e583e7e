"""Who calls: a program with a bearer token (RFC 6750), or, to listen only, an officer's browser with its session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from kentongan.core.access import RIGHT_NAMES, Right, User
from kentongan.core.messages import Lang, Say
from kentongan.pipeline.users.access import guest
from kentongan.pipeline.users.api_tokens import program
from kentongan.pipeline.workspace import Workspace
from kentongan.web.api.problems import Refusal, lang_of
from kentongan.web.tokens import cookie_name

bearer = HTTPBearer(auto_error=False, description="A token made on the page Pengguna.", bearerFormat="ktg_…")


@dataclass(frozen=True, slots=True)
class Caller:
    """One call.

    Args:
        workspace: the office's.
        user: in whose name.
        lang: of what is said.
        still: whether the token or session still opens, asked again during long answers.
        may: whether token and person both may do something.
    """

    workspace: Workspace
    user: User
    lang: Lang
    still: Callable[[], bool]
    may: Callable[[Right], bool]


def may(right: Right, *, browser: bool = False) -> Any:
    """The dependency of a route that needs a right, and gives the `Caller`.

    Args:
        right: what token and person both need.
        browser: an officer's session will do. Only for what changes nothing: a session sends itself along.
    """

    def check(
        request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)] = None
    ) -> Caller:
        workspace: Workspace = request.app.state.workspace()
        if given is not None:
            return _program(workspace, given.credentials, right, lang_of(request))
        if browser:
            token = request.cookies.get(cookie_name(request), "")
            if found := guest(workspace, token):
                _check(found.user.may(right), right)
                return Caller(
                    workspace,
                    found.user,
                    lang_of(request),
                    lambda: _still_here(workspace, token, right),
                    found.user.may,
                )
        raise _unknown()

    cast("Any", check).right = right
    return Depends(check)


def _program(workspace: Workspace, secret: str, right: Right, lang: Lang) -> Caller:
    found = program(workspace, secret)
    if found is None:
        raise _unknown()
    _check(found.may(right), right)

    def still() -> bool:
        again = program(workspace, secret)
        return again is not None and again.may(right)

    return Caller(workspace, found.user, lang, still, found.may)


def _still_here(workspace: Workspace, token: str, right: Right) -> bool:
    found = guest(workspace, token, touch=False)
    return found is not None and found.user.may(right)


def _check(allowed: bool, right: Right) -> None:
    if not allowed:
        name = RIGHT_NAMES[right]
        raise Refusal(
            403,
            Say(f"Token atau peran ini belum boleh: {name.id}.", f"This token or role may not: {name.en}."),
            Say("Minta hak itu kepada admin.", "Ask an admin for that right."),
        )


def _unknown() -> Refusal:
    return Refusal(
        401,
        Say("Token tidak ada atau tidak berlaku.", "There is no token, or one that opens nothing."),
        Say(
            "Kirim tajuk Authorization: Bearer ktg_…; token dibuat di halaman Pengguna.",
            "Send the header Authorization: Bearer ktg_…; tokens are made on the page Pengguna.",
        ),
        headers={"WWW-Authenticate": "Bearer"},
    )
