"""The door beside the door: in and out through the office's identity provider.

Links, not forms: a form's way to another site is closed by `form-action 'self'`, which Chromium holds after redirects too.
"""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from kentongan.core.errors import KentonganError
from kentongan.core.knocks import HOLDS, packed, unpacked
from kentongan.core.messages import Say
from kentongan.pipeline.users.identity_provider import IdentityProvider
from kentongan.pipeline.users.outside_login import begin, come_in, way_out
from kentongan.web.pages.door import address_of, inside, let_in, show_door
from kentongan.web.refusals import NotFound
from kentongan.web.tokens import cookie_name
from kentongan.web.visit import lang_of, tell

router = APIRouter(prefix="/masuk/kantor", include_in_schema=False)
_COOKIE = "pintu-kantor"


@router.get("")
def go(request: Request, lanjut: str = "/", pindah: str = "") -> Response:
    """To the provider, with a try of this browser's own."""
    workspace = request.app.state.workspace
    provider = _provider(request)
    if not pindah and request.url.netloc.casefold() != urlsplit(provider.table.address).netloc.casefold():
        # The way back leads to this address, and only there will the browser show its cookie. Once: behind a server
        # that rewrites names the two never agree.
        there = urlencode({"lanjut": inside(lanjut), "pindah": "1"})
        return RedirectResponse(f"{provider.table.address}/masuk/kantor?{there}", status_code=303)
    try:
        way = begin(workspace, provider, inside(lanjut))
    except KentonganError as error:
        return show_door(request, lanjut, error=error)
    response = RedirectResponse(way.url, status_code=303)
    response.set_cookie(
        cookie_name(request, _COOKIE),
        packed(way.knock, workspace.key),
        max_age=int(HOLDS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
        path="/",
    )
    return response


@router.get("/kembali")
def back(request: Request) -> Response:
    """From the provider: inside, or at the door with the reason."""
    workspace = request.app.state.workspace
    provider = _provider(request)
    name = cookie_name(request, _COOKIE)
    knock = unpacked(request.cookies.get(name, ""), workspace.key, workspace.clock.now())
    try:
        token = come_in(
            workspace,
            provider,
            knock,
            _single(request),
            address=address_of(request),
            device=request.headers.get("User-Agent", ""),
        )
        response = let_in(request, token, knock.wanted if knock else "/")
    except KentonganError as error:
        response = show_door(request, knock.wanted if knock else "/", error=error)
    if knock is not None:
        response.delete_cookie(name, secure=request.url.scheme == "https", httponly=True)
    return response


@router.get("/keluar")
def out(request: Request) -> Response:
    """To where the provider ends its own session, so that the next person at this computer is asked for a password."""
    provider = _provider(request)
    try:
        url = way_out(provider)
    except KentonganError as error:
        return show_door(request, "/", error=error)
    response = RedirectResponse(url or "/masuk", status_code=303)
    if not url:
        words = Say(
            "Penyedia akun kantor tidak dapat ditutup dari sini. Tutup peramban di komputer bersama.",
            "The office's login cannot be ended from here. Close the browser on a shared computer.",
        )
        tell(response, words.to(lang_of(request)))
    return response


def _provider(request: Request) -> IdentityProvider:
    """The provider of the settings.

    Raises:
        NotFound: the office has none.
    """
    settings = request.app.state.workspace.settings
    if not settings.tables.entrance.on:
        raise NotFound
    found: IdentityProvider = request.app.state.providers.of(settings)
    return found


def _single(request: Request) -> dict[str, str]:
    """The answer's parameters; one that stands twice says nothing (RFC 6749, 3.1)."""
    query = request.query_params
    return {name: query[name] for name in query if len(query.getlist(name)) == 1}
