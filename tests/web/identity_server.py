"""A real OpenID provider for tests: an HTTP server that signs, and that can be told to misbehave."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

from dashboard import HOST, NOW, OpenOffice

from kentongan.config.entrance import EntranceTable
from kentongan.pipeline.users.id_tokens import ALGORITHMS

CLIENT, SECRET = "kentongan", "rahasia klien: 100%+"


def b64(raw: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Provider:
    """The provider's state; tests change what it says.

    Args:
        person: the claims of whoever logs in.
        bend: changes the claims of the next ID tokens.
        forge: makes the token itself, instead of signing.
        userinfo: further claims there; None = no such endpoint.
        document: changes of the discovery document.
        says_issuer: what it puts into the answer as `iss`; "" = nothing.
    """

    address: str
    person: dict[str, Any]
    now: float = NOW.timestamp()
    bend: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
    forge: Callable[[dict[str, Any]], str] | None = None
    userinfo: dict[str, Any] | None = None
    document: dict[str, Any] = field(default_factory=dict)
    says_issuer: str = ""
    keys: list[Any] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    def new_key(self, kind: str = "EC", size: Any = "P-256", **more: str) -> Any:
        """Sign with a new key from now on; the old one is published no more."""
        from joserfc.jwk import JWKRegistry

        key = JWKRegistry.generate_key(kind, size, {"use": "sig", **more}, auto_kid=True)
        self.keys = [key]
        return key

    def discovery(self) -> dict[str, Any]:
        """The document at the well-known address."""
        plain = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "end_session_endpoint": f"{self.address}/end",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": [*ALGORITHMS, "HS256", "none"],
        }
        if self.userinfo is not None:
            plain["userinfo_endpoint"] = f"{self.address}/userinfo"
        return {**plain, **self.document}

    def id_token(self, nonce: str, key: Any = None, header: dict[str, Any] | None = None) -> str:
        """A token for the person, with everything that a test bends."""
        from joserfc import jwt

        now = int(self.now)
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, **self.person}
        claims = self.bend(claims)
        if self.forge is not None:
            return self.forge(claims)
        key = key or self.keys[0]
        algorithm = key.alg or {"EC": "ES256", "RSA": "RS256"}[key.key_type]
        return jwt.encode({"alg": algorithm, "kid": key.kid, **(header or {})}, claims, key, [algorithm])

    def authorized(self, query: dict[str, str]) -> str:
        """Where the browser goes after the person logged in."""
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        answer = {"code": code, "state": query["state"]}
        if self.says_issuer:
            answer["iss"] = self.says_issuer
        return f"{query['redirect_uri']}?{urlencode(answer)}"

    def redeemed(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The answer of the token endpoint."""
        name, _, secret = b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        if (unquote_plus(name), unquote_plus(secret)) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client", "error_description": f"not {secret}"}
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != form["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        self.tokens.append(self.id_token(asked["nonce"]))
        return 200, {"id_token": self.tokens[-1], "access_token": "kunci-masuk", "token_type": "Bearer"}


def unsigned(header: dict[str, Any], claims: dict[str, Any], sign: bytes = b"") -> str:
    """A token made by hand: without a signature, or with HMAC over a secret that everybody knows."""
    body = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(claims).encode())}"
    made = hmac.new(sign, body.encode(), hashlib.sha256).digest() if sign else b""
    return f"{body}.{b64(made)}"


@contextmanager
def providing(**person: Any) -> Iterator[Provider]:
    """A running provider in which this person is logged in."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    provider = Provider(f"http://127.0.0.1:{server.server_address[1]}", person)
    provider.new_key()
    server.provider = provider  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Discovery, keys, the person's log-in, userinfo."""
        provider: Provider = self.server.provider  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        provider.asked.append(parts.path)
        query = dict(parse_qsl(parts.query))
        if parts.path == "/.well-known/openid-configuration":
            self._say(200, provider.discovery())
        elif parts.path == "/keys":
            self._say(200, {"keys": [key.as_dict(private=False) for key in provider.keys]})
        elif parts.path == "/authorize":
            self._page(f'<a href="{provider.authorized(query)}">Setuju</a>'.replace("&", "&amp;"))
        elif parts.path == "/end":
            self._page(f'<a href="{query["post_logout_redirect_uri"]}">Selesai</a>')
        elif parts.path == "/userinfo" and provider.userinfo is not None:
            right = self.headers["Authorization"] == "Bearer kunci-masuk" and provider.userinfo
            self._say(200 if right else 503, provider.userinfo)
        else:
            self._say(404, {})

    def do_POST(self) -> None:
        """The token endpoint."""
        provider: Provider = self.server.provider  # type: ignore[attr-defined]
        provider.asked.append(self.path)
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        known = self.path == "/token"
        self._say(*provider.redeemed(form, self.headers.get("Authorization", "")) if known else (404, {}))

    def _say(self, status: int, found: dict[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(found).encode())

    def _page(self, body: str) -> None:
        self._send(
            200, "text/html", f"<!doctype html><link rel=icon href=data:,><title>SSO</title><h1>SSO</h1>{body}".encode()
        )

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Be quiet."""


def behind(office: OpenOffice, provider: Provider, *, address: str = HOST, kunci: str = SECRET, **more: Any) -> None:
    """Put the provider into the office's settings."""
    peran = {"humas": ["analis"], "kepala": ["pimpinan"], "ti": ["admin"]}
    table = EntranceTable(
        **{"penerbit": provider.address, "klien": CLIENT, "alamat_dasbor": address, "peran": peran, **more}
    )
    tables = office.workspace.settings.tables
    tables = tables.model_copy(
        update={
            "entrance": table,
            "network": tables.network.model_copy(update={"allow_hosts": (urlsplit(provider.address).netloc,)}),
            "keys": tables.keys.model_copy(update={"entrance": kunci}),
        }
    )
    office.workspace = replace(office.workspace, settings=replace(office.workspace.settings, tables=tables))
    office.app.state.workspace = office.workspace
