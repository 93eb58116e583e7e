"""Tokens of forms: proof that a form was sent from a page of ours in this very session.

A token is random salt and an HMAC over salt and session (OWASP "signed double-submit"; a new one on every page, so that
compression tells nothing about it). Requests that browsers mark as coming from another site are refused as well.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from fastapi import Request

from kentongan.web.refusals import StaleForm

FIELD, HEADER = "_token", "X-CSRF-Token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Where nobody is logged in, the door's own cookie stands for the session.
DOOR_COOKIE = "pintu"
_SALT = 16


def cookie_name(request: Request, name: str = "kentongan") -> str:
    """The session's cookie, or another one: bound to this host where the way is encrypted."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


def session_of(request: Request) -> str:
    """What stands for this browser: its session, or the door's cookie."""
    return request.cookies.get(cookie_name(request)) or request.cookies.get(DOOR_COOKIE, "")


def token_of(key: bytes, session: str) -> str:
    """A fresh token for forms of this session; "" without one."""
    if not session:
        return ""
    salt = secrets.token_bytes(_SALT)
    return (salt + _mac(key, salt, session)).hex()


def is_token(key: bytes, session: str, token: str) -> bool:
    """Whether a token was given out for this session."""
    try:
        raw = bytes.fromhex(token)
    except ValueError:
        return False
    salt, mac = raw[:_SALT], raw[_SALT:]
    return bool(session) and len(salt) == _SALT and hmac.compare_digest(mac, _mac(key, salt, session))


def _mac(key: bytes, salt: bytes, session: str) -> bytes:
    return hmac.new(key, b"form\0" + salt + session.encode(), hashlib.sha256).digest()


async def check_form(request: Request) -> None:
    """Refuse what changes something without a token of this session; the API has tokens of its own.

    Raises:
        StaleForm: no token, a wrong one, or a request from another site.
    """
    if request.method in SAFE_METHODS or request.url.path.startswith("/api/"):
        return
    if not _same_site(request):
        raise StaleForm
    token, form = request.headers.get(HEADER, ""), None
    if not token:
        form = await request.form()
        given = form.get(FIELD, "")
        token = given if isinstance(given, str) else ""
    if not is_token(request.app.state.workspace.key, session_of(request), token):
        raise StaleForm
    request.state.form = form


def _same_site(request: Request) -> bool:
    """What the browser itself says of where the request comes from; older ones, and plain HTTP, say less.

    Under `Referrer-Policy: no-referrer` a form of ours comes with `Origin: null`, as one from a sandbox elsewhere does:
    there the token decides alone.
    """
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.headers.get("Host", "")
