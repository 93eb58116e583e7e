"""A service on this computer whose answers a test decides, and a door that leads there whatever the name."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from local_server import serving

from collectors.base import Collector
from collectors.door.fetch import Door
from kentongan.core.clock import StoppedClock
from kentongan.core.posts import Source, source_id
from kentongan.core.runs import FeedState, Harvest

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # 10.00 WIB
HOST, OTHER = "layanan.test", "lain.test"


@dataclass
class Call:
    """One request as the service saw it."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    def one(self, name: str) -> str:
        """A parameter; "" when it was not sent."""
        return self.query.get(name, [""])[0]


@dataclass
class Reply:
    """What the service answers; an object becomes JSON."""

    said: Any = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> bytes:
        """As it goes over the wire."""
        return self.said if isinstance(self.said, bytes) else json.dumps(self.said).encode()


@dataclass
class Service:
    """A server on 127.0.0.1; `answer` decides, robots.txt is not there unless it says so."""

    port: int = 0
    answer: Callable[[Call], Reply] = lambda _call: Reply(status=404)
    calls: list[Call] = field(default_factory=list)

    def url(self, path: str = "") -> str:
        """The address of a path."""
        return f"http://{HOST}:{self.port}{path}"

    def asked(self, part: str = "") -> list[Call]:
        """The calls whose path holds `part`, without robots.txt."""
        return [call for call in self.calls if part in call.path and call.path != "/robots.txt"]


@pytest.fixture
def service() -> Iterator[Service]:
    """A running service."""
    shared = Service()

    class Handler(BaseHTTPRequestHandler):
        """Hands every request to the test."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Answer and remember."""
            parts = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            call = Call(self.command, parts.path, parse_qs(parts.query), headers, self.rfile.read(length))
            shared.calls.append(call)
            reply = Reply(status=404) if call.path == "/robots.txt" else shared.answer(call)
            body = reply.body()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        do_POST = do_GET  # noqa: N815 (the library's name)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
            """Be quiet."""

    with serving(Handler) as shared.port:
        yield shared


@dataclass
class Desk:
    """Visits a source as `collect` does: the state of one visit is the memory of the next."""

    make_door: Callable[..., Door]
    secrets: dict[str, str] = field(
        default_factory=lambda: dict.fromkeys(
            ("youtube", "cek_fakta", "bluesky", "threads", "x", "instagram"), "rahasia-kantor"
        )
    )
    state: FeedState = field(default_factory=FeedState)
    now: datetime = NOW

    def door(self, **options: Any) -> Door:
        """A door that finds the service under its name."""

        async def resolve(host: str, _port: int) -> tuple[str, ...]:
            if host in (HOST, OTHER, "dalam.test"):
                return ("127.0.0.1",)
            raise OSError("no such host")

        return self.make_door(allow_hosts=(HOST, OTHER), resolve=resolve, secrets=self.secrets, **options)

    def visit(self, collector: Collector, source: Source) -> Harvest:
        """One visit."""
        harvest = asyncio.run(collector.collect(source, self.state, self.door(), StoppedClock(self.now)))
        self.state = harvest.state or FeedState()
        return harvest


@pytest.fixture
def desk(make_door: Callable[..., Door]) -> Desk:
    """A desk without memory."""
    return Desk(make_door)


@pytest.fixture
def source() -> Callable[..., Source]:
    """Makes sources: kind, address and options by name."""

    def make(kind: str, address: str = "", **options: str) -> Source:
        return Source(source_id(kind, address, kind), kind, f"Sumber {kind}", address=address, options=options)

    return make


@pytest.fixture
def reply() -> type[Reply]:
    """What a service answers with."""
    return Reply
