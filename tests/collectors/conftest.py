"""A real web site on this computer, a clock that sleeps in no time, and a door to try on them."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

# importlib mode gives test files no package; the modules beside them are found by this folder.
sys.path.insert(0, str(Path(__file__).parent))

from local_server import serving

from collectors.door.fetch import Door, Limits
from collectors.door.manners import Manners
from kentongan.core.clock import StoppedClock

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # 10.00 WIB


@dataclass
class Request:
    """One request as the site saw it."""

    host: str
    path: str
    headers: dict[str, str]
    at: float


Route = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """An HTTP server on 127.0.0.1; every host name of the test leads to it."""

    port: int = 0
    routes: dict[str, Route] = field(default_factory=dict)
    seen: list[Request] = field(default_factory=list)
    time: Callable[[], float] = lambda: 0.0

    def url(self, path: str, host: str = "situs.test") -> str:
        """The address of a path on one of the names."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [request.path for request in self.seen]

    def say(
        self, path: str, body: bytes = b"", status: int = 200, headers: dict[str, str] | None = None, host: str = ""
    ) -> None:
        """Answer `path` (on `host` only, if given) always so."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in (headers or {}).items():
                handler.send_header(name, value)
            if "Content-Length" not in (headers or {}):
                handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.routes[host + path] = answer

    def say_in_turn(self, path: str, *answers: Route) -> None:
        """Answer `path` differently each time; the last answer stays."""
        left = list(answers)

        def answer(handler: BaseHTTPRequestHandler) -> None:
            route = left.pop(0) if len(left) > 1 else left[0]
            route(handler)

        self.routes[path] = answer


def plain(body: bytes = b"ok", status: int = 200, **headers: str) -> Route:
    """An answer for `say_in_turn`; `Retry_After="3"` is the header Retry-After."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@pytest.fixture
def answer() -> Callable[..., Route]:
    """Makes answers for `Site.say_in_turn`."""
    return plain


@pytest.fixture
def site() -> Iterator[Site]:
    """A running site without any page; robots.txt is not there (404)."""
    shared = Site()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        """Looks the path up among the routes."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Answer, and note who asked."""
            host = self.headers.get("Host", "").partition(":")[0]
            headers = {k.lower(): v for k, v in self.headers.items()}
            with lock:
                shared.seen.append(Request(host, self.path, headers, shared.time()))
            self.close_connection = True
            route = shared.routes.get(host + self.path) or shared.routes.get(self.path) or plain(b"", 404)
            with suppress(BrokenPipeError, ConnectionResetError):
                route(self)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
            """Be quiet."""

    with serving(Handler) as shared.port:
        yield shared


@dataclass
class FakeTime:
    """Seconds that pass only when somebody sleeps."""

    at: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        """The present."""
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Pass at once."""
        self.slept.append(seconds)
        self.at += seconds
        await asyncio.sleep(0)


@pytest.fixture
def fake_time() -> FakeTime:
    """A clock for gaps and pauses."""
    return FakeTime()


HOSTS = ("situs.test", "lain.test", "ketiga.test")


@pytest.fixture
def make_door(site: Site, fake_time: FakeTime) -> Callable[..., Door]:
    """Doors that find the site under three names, which an administrator has vouched for."""
    site.time = fake_time.monotonic

    async def resolve(host: str, _port: int) -> tuple[str, ...]:
        if host in HOSTS or host == "dalam.test":
            return ("127.0.0.1",)
        if host == "campuran.test":
            return ("93.184.216.34", "10.0.0.1")
        if host.replace(".", "").isdigit():
            return (host,)
        raise OSError("no such host")

    def make(**options: Any) -> Door:
        settings: dict[str, Any] = {
            "allow_hosts": HOSTS,
            "manners": Manners(jitter=0.0),
            "limits": Limits(total=5.0),
            "clock": StoppedClock(NOW),
            "sleep": fake_time.sleep,
            "monotonic": fake_time.monotonic,
            "resolve": resolve,
        }
        return Door("KentonganTest/1.0 (+https://contoh.test)", **{**settings, **options})

    return make


@pytest.fixture
def now() -> datetime:
    """The moment at which everything is collected."""
    return NOW
