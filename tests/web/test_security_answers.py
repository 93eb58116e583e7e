"""What goes with every answer: headers, cookies, caches; and what is too large or meant for another server."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx
import pytest
from api_client import program
from dashboard import DAY, PASSWORD, Browser, OpenOffice
from fastapi import FastAPI
from site_map import ways

from kentongan.core.access import Role
from kentongan.web.app import create_app
from kentongan.web.safety import MOST_BYTES
from kentongan.web.tokens import FIELD


@pytest.fixture(scope="module")
def everything(office: OpenOffice) -> list[httpx.Response]:
    """An answer of every kind: pages, refusals, redirects, files, the API's."""
    admin, stranger = office.visitor(Role.ADMIN), office.visitor(None)
    asset = re.search(r"/static/[0-9a-f]+/kentongan\.css", stranger.get("/masuk").text)
    assert asset is not None
    answers = [admin.get(way.filled()) for way in ways(office.app) if way.method == "GET" and not way.api]
    answers += [stranger.get("/"), stranger.get("/masuk"), stranger.get("/tidak-ada"), stranger.get(asset[0])]
    answers += [admin.post("/pilihan", token=""), admin.post("/pilihan", bahasa="id")]
    client = program(office, Role.ANALIS)
    answers += [client.get("/days"), client.get("/tidak-ada"), client.get(f"/reports/{DAY}/text")]
    return answers


def test_headers_of_every_answer(everything: list[httpx.Response]) -> None:
    """A strict policy without inline code, no sniffing, no frames, no referrer, no cache of what officers see."""
    for answer in everything:
        headers, where = answer.headers, answer.request.url
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'", where
        assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'", where
        assert policy["frame-ancestors"] == policy["base-uri"] == "'none'", where
        assert policy["form-action"] == "'self'"
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert "strict-transport-security" not in headers
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers
        if "/static/" in str(where) and answer.status_code == 200:
            assert "immutable" in headers["cache-control"]
        else:
            assert "no-store" in headers["cache-control"], where


def test_pages_hold_no_inline_code(everything: list[httpx.Response]) -> None:
    """What the policy forbids does not stand there either, and nothing is loaded from elsewhere."""
    for answer in everything:
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        page, where = answer.text, answer.request.url
        assert not re.search(r"<script(?![^>]*\bsrc=)", page), where
        assert not re.search(r"<[^>]+\s(?:on\w+|style)\s*=", page), where
        assert "<style" not in page, where
        for address in re.findall(r"<(?:script|link|img|use|iframe)[^>]*\b(?:src|href)=\"([^\"]*)\"", page):
            assert re.match(r"/(?!/)", address), (where, address)
        for tag in re.findall(r"<a [^>]*href=\"https?:[^>]*>", page):
            assert "noopener" in tag, tag
            assert "noreferrer" in tag, tag


def over_https(office: OpenOffice, method: str, path: str, cookies: dict[str, str], **more: Any) -> httpx.Response:
    """A request as a proxy with a certificate passes it on."""

    async def go() -> httpx.Response:
        transport = httpx.ASGITransport(app=office.app)
        async with httpx.AsyncClient(transport=transport, base_url="https://localhost", cookies=cookies) as client:
            return await client.request(method, path, **more)

    return asyncio.run(go())


def test_cookies_over_http_and_https(office: OpenOffice) -> None:
    """Never read by scripts, never sent along by other sites; over https bound to this host and to encryption."""
    browser = office.visitor(None)
    browser.get("/masuk")
    plain = browser.post("/masuk", page="/masuk", nama="analis", sandi=PASSWORD).headers.get_list("set-cookie")
    session = next(one for one in plain if one.startswith("kentongan="))
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(session.split("; "))
    door = over_https(office, "GET", "/masuk", {})
    assert door.headers["strict-transport-security"].startswith("max-age=31536000")
    token = re.search(rf'name="{FIELD}" value="([0-9a-f]+)"', door.text)
    assert token is not None
    cookies = dict(door.cookies)
    data = {FIELD: token[1], "nama": "analis", "sandi": PASSWORD}
    entered = over_https(office, "POST", "/masuk", cookies, data=data)
    session = next(one for one in entered.headers.get_list("set-cookie") if "kentongan=" in one)
    assert session.startswith("__Host-kentongan=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(session.split("; "))
    assert "Domain" not in session
    assert "Secure" in next(one for one in door.headers.get_list("set-cookie") if one.startswith("pintu="))
    inside = dict(entered.cookies)
    assert over_https(office, "GET", "/", inside).status_code == 200
    # A session that was given over http is none over https, and the other way round.
    assert over_https(office, "GET", "/", {"kentongan": inside["__Host-kentongan"]}).status_code == 303


@pytest.fixture(scope="module")
def named(office: OpenOffice) -> FastAPI:
    """A dashboard that was told its name."""
    return create_app(office.workspace, names=["dasbor.wanasari.go.id"])


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("localhost:8600", True),
        ("127.0.0.1:8600", True),
        ("[::1]:8600", True),
        ("192.168.1.20", True),
        ("LOCALHOST", True),
        ("localhost.", True),
        ("dasbor.wanasari.go.id", True),
        ("jahat.example", False),
        ("localhost.jahat.example", False),
        ("dasbor.wanasari.go.id.jahat.example", False),
        ("jahat.example:8600", False),
        ("", False),
        ("[", False),
        ("localhost@jahat.example", False),
    ],
)
def test_only_our_own_names_are_answered(named: FastAPI, host: str, ours: bool) -> None:
    """Another site that points its name here (DNS rebinding) reads nothing, not even the form to log in."""
    for path in ("/masuk", "/api/v1/me"):
        answer = Browser(named).get(path, Host=host)
        assert (answer.status_code in (200, 401)) is ours, answer.status_code
        if not ours:
            assert answer.status_code == 421
            assert "kentongan serve --name" in answer.text


def test_a_body_has_bounds(office: OpenOffice) -> None:
    """Too large by its own word, or without one: refused before it is read; and a lie about it is cut off."""
    browser = office.visitor()
    large = b"x" * (MOST_BYTES + 1)
    assert browser._send("POST", "/pilihan", content=large).status_code == 413
    client = program(office)
    assert client.send("POST", "/posts/p-1/corrections", content=large).status_code == 413

    async def pieces() -> Any:
        for _ in range(MOST_BYTES // 100_000 + 2):
            yield b"x" * 100_000

    assert browser._send("POST", "/pilihan", content=pieces()).status_code == 413
    sent = 0

    async def lie() -> Any:
        nonlocal sent
        for _ in range(100):
            sent += 100_000
            yield b"x" * 100_000

    lying = browser._send("POST", "/pilihan", content=lie(), headers={"Content-Length": "10"})
    assert lying.status_code in (400, 403, 413)
    assert browser.post("/masuk", page="/", nama="x" * 1_000_000, sandi="y").status_code in (401, 303, 422)
