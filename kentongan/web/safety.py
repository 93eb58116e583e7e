"""The door of the dashboard: headers on every answer, hosts that are ours, bodies of a sane size.

OWASP Secure Headers Project; Content-Security-Policy Level 3.
"""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable, Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse

Next = Callable[[Request], Awaitable[Response]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
PRIVATE = "no-store, private"
#: Bytes of a request; uploads of posts go through `kentongan import`, not through the browser.
MOST_BYTES = 2_000_000
_ELSEWHERE = (
    "Nama alamat ini bukan milik dasbor. Jalankan kentongan serve --name NAMA. / "
    "This is no name of the dashboard. Run kentongan serve --name NAME."
)


async def guarded(request: Request, call_next: Next) -> Response:
    """Every answer carries the headers; what an officer sees is kept by no cache."""
    if not is_ours(request.headers.get("Host", ""), request.app.state.names):
        response: Response = PlainTextResponse(_ELSEWHERE, status_code=421)
    elif too_large(request):
        response = PlainTextResponse("Isian terlalu besar. / The request is too large.", status_code=413)
    else:
        response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.url.scheme == "https":
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = PRIVATE
    return response


def own_names(more: Collection[str]) -> frozenset[str]:
    """The names of this server: those that it was given, and the computer's own."""
    host = socket.gethostname().casefold()
    return frozenset({"localhost", host, f"{host}.local", *(name.strip().casefold() for name in more)})


def is_ours(host: str, names: Collection[str]) -> bool:
    """Whether a request calls this server by a name of its own.

    A stranger's page can make its name point here and so read our answers as its own (DNS rebinding); it cannot do so
    with a plain address, so these are let through.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    try:
        ip_address(name)
    except ValueError:
        return name in names
    return True


def too_large(request: Request) -> bool:
    """Whether a request says that it is larger than anything an officer types, or does not say how large it is."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return False
    length = request.headers.get("Content-Length", "")
    if not length:
        return "Transfer-Encoding" in request.headers
    return not length.isdecimal() or int(length) > MOST_BYTES
