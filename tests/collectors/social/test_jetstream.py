"""Jetstream, both versions, against a real web socket server on this computer."""

from __future__ import annotations

import asyncio
import json
import shutil
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from collectors.door import sockets
from collectors.door.refusals import for_status
from collectors.door.sockets import MAX_MESSAGE, open_stream
from collectors.social import jetstream
from collectors.social.atproto import external_id
from collectors.social.jetstream import V2_PATH, JetstreamCollector, address
from collectors.social.jetstream_events import Event, Trouble, read_event, wanted, words_of
from kentongan.core.errors import FetchError
from kentongan.core.runs import Cause, OutcomeKind

DID = "did:plc:warga"
# What the door makes of a server's own trouble.
TROUBLE = for_status("https://layanan.test/", 503, None).cause


@dataclass
class Stream:
    """A server of events; what it sends and how it ends is the test's."""

    port: int = 0
    events: list[Any] = field(default_factory=list)
    refuse: Response | None = None
    close: tuple[int, str] | None = None
    tls: ssl.SSLContext | None = None
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    headers: list[Headers] = field(default_factory=list)
    protocols: list[str | None] = field(default_factory=list)

    def url(self, path: str = "/subscribe", host: str = "layanan.test") -> str:
        """Its address."""
        return f"ws://{host}:{self.port}{path}"

    async def _serve(self, connection: ServerConnection) -> None:
        self.protocols.append(connection.subprotocol)
        for event in list(self.events):
            await connection.send(event if isinstance(event, str | bytes) else json.dumps(event))
        if self.close:
            await connection.close(*self.close)
        await connection.wait_closed()

    def _greet(self, _connection: ServerConnection, request: Request) -> Response | None:
        if request.path == "/robots.txt":
            return Response(404, "Not Found", Headers({"Content-Length": "0"}), b"")
        self.asked.append(parse_qs(urlsplit(request.path).query))
        self.headers.append(request.headers)
        return self.refuse

    def run(self, ready: threading.Event, stop: asyncio.Event, loop: asyncio.AbstractEventLoop) -> None:
        """Serve until told to stop."""

        async def main() -> None:
            async with serve(
                self._serve,
                "127.0.0.1",
                0,
                process_request=self._greet,
                select_subprotocol=lambda _c, offered: next(iter(offered), None),
                close_timeout=1,
                ssl=self.tls,
            ) as server:
                self.port = next(iter(server.sockets)).getsockname()[1]
                ready.set()
                await stop.wait()

        loop.run_until_complete(main())


@contextmanager
def running(made: Stream) -> Iterator[Stream]:
    """The server in a thread of its own."""
    ready, loop, stop = threading.Event(), asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=made.run, args=(ready, stop, loop))
    thread.start()
    assert ready.wait(10)
    yield made
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


@pytest.fixture
def stream() -> Iterator[Stream]:
    """A running server."""
    with running(Stream()) as made:
        yield made


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[Stream, Path]]:
    """A running server with a certificate for layanan.test, and that certificate."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed; it makes the certificate of this test")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=layanan.test"]
    words += ["-addext", "subjectAltName=DNS:layanan.test", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([openssl, *words], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with running(Stream(tls=context)) as made:
        yield made, certificate


@dataclass
class Wire:
    """Events as one version writes them."""

    now: Any
    version: int

    def event(self, seconds: float, operation: str, rkey: str, text: str = "", **record: Any) -> dict[str, Any]:
        """What happened so many seconds before now."""
        at = self.now - timedelta(seconds=seconds)
        commit = {"operation": operation, "collection": "app.bsky.feed.post", "rkey": rkey, "rev": "3l"}
        if operation != "delete":
            made = {"$type": "app.bsky.feed.post", "text": text, "langs": ["id"], "createdAt": at.isoformat()}
            commit |= {"cid": "bafy", "record": made | record}  # type: ignore[dict-item]
        if self.version == 1:
            return {"did": DID, "time_us": round(at.timestamp() * 1e6), "kind": "commit", "commit": commit}
        seq = 1_000_000 - round(seconds * 100)
        kind = "network.bsky.jetstream.subscribeEvents#commit"
        return {
            "$type": "message",
            "payload": {"$type": kind, "seq": seq, "did": DID, "time": at.isoformat(), **commit},
        }


@pytest.fixture(params=[1, 2])
def wire(request: pytest.FixtureRequest, now: Any) -> Wire:
    """Both versions."""
    return Wire(now, request.param)


@pytest.fixture
def listen(stream: Stream, wire: Wire, source: Any, service: Any, reply: Any) -> Callable[..., Any]:
    """The source for the stream; authors' wishes are asked of the service."""
    service.answer = lambda _call: reply({"profiles": []})

    def make(**options: str) -> Any:
        usual = {"kata": "banjir, jalan rusak", "detik": "2", "profil": service.url()}
        return source("jetstream", stream.url(V2_PATH if wire.version == 2 else "/subscribe"), **usual | options)

    return make


def test_words_and_languages_choose(stream: Stream, wire: Wire, listen: Any, desk: Any) -> None:
    """Whole words in any case, phrases too; a post in another language is not ours, one without is."""
    stream.events = [
        wire.event(50, "create", "a", "Banjir lagi di Kendal"),
        wire.event(49, "create", "b", "Kebanjiran order"),
        wire.event(48, "create", "c", "Jalan  RUSAK parah"),
        wire.event(47, "create", "d", "banjir bunga", langs=["en"]),
        wire.event(46, "create", "e", "#banjir", langs=[]),
        wire.event(1, "create", "f", "cerah"),
    ]
    found = desk.visit(JetstreamCollector(), listen())
    assert {post.external_id for post in found.posts} == {external_id(DID, key) for key in "ace"}
    assert found.outcome.kind is OutcomeKind.OK
    assert not found.outcome.partial
    assert stream.asked[0]["cursor"] == [str(round((desk.now - timedelta(minutes=10)).timestamp() * 1e6))]
    assert stream.protocols == ["xrpc.v1.json" if wire.version == 2 else None]
    assert stream.headers[0]["User-Agent"].startswith("KentonganTest/1.0")


def test_deletions_and_edits(stream: Stream, wire: Wire, listen: Any, desk: Any) -> None:
    """A post deleted in the same hour never comes; one from before is taken back; an edit brings the new words."""
    stream.events = [
        wire.event(9, "create", "a", "banjir"),
        wire.event(8, "delete", "a"),
        wire.event(7, "delete", "lama"),
        wire.event(6, "create", "b", "banjir"),
        wire.event(5, "update", "b", "banjir sudah surut"),
        wire.event(1, "create", "c", "cerah"),
    ]
    found = desk.visit(JetstreamCollector(), listen())
    assert [post.text for post in found.posts] == ["banjir sudah surut"]
    assert set(found.withdrawn) == {external_id(DID, "a"), external_id(DID, "lama")}


def test_the_next_visit_rewinds_a_little(stream: Stream, wire: Wire, listen: Any, desk: Any) -> None:
    """The cursor is the last place minus five seconds (version 1) or 500 events (version 2)."""
    stream.events = [wire.event(1, "create", "a", "banjir")]
    desk.visit(JetstreamCollector(), listen())
    desk.visit(JetstreamCollector(), listen())
    place = json.loads(desk.state.cursor)["place"]
    assert int(stream.asked[1]["cursor"][0]) == place - (5_000_000 if wire.version == 1 else 500)


def test_a_shy_author_is_left_out(stream: Stream, wire: Wire, listen: Any, desk: Any, service: Any, reply: Any) -> None:
    """Who wants to be read by members only is not kept; when that cannot be asked, the place does not move."""
    stream.events = [wire.event(1, "create", "a", "banjir")]
    profile = {"did": DID, "labels": [{"val": "!no-unauthenticated"}]}
    service.answer = lambda _call: reply({"profiles": [profile]})
    found = desk.visit(JetstreamCollector(), listen())
    assert (found.posts, found.withdrawn) == ((), (external_id(DID, "a"),))
    desk.state = type(desk.state)()
    service.answer = lambda _call: reply({"error": "InternalServerError"}, 500)
    found = desk.visit(JetstreamCollector(), listen())
    assert (found.outcome.kind, found.outcome.cause) == (OutcomeKind.FAILED, TROUBLE)
    assert desk.state.cursor == ""


def test_listening_is_bounded_and_says_how_far_behind(stream: Stream, wire: Wire, listen: Any, desk: Any) -> None:
    """A stream that falls silent ends the visit; what is behind is said, and the place kept."""
    stream.events = [wire.event(3600, "create", "a", "banjir")]
    found = desk.visit(JetstreamCollector(), listen(detik="1"))
    assert found.outcome.partial
    assert "60 menit" in found.outcome.notes[0].id
    assert len(found.posts) == 1


def test_a_hole_in_the_stream_is_said(stream: Stream, wire: Wire, listen: Any, desk: Any) -> None:
    """Version 1 begins later without a word when it no longer holds our place; version 2 refuses."""
    stream.events = [wire.event(1, "create", "a", "banjir")]
    desk.visit(JetstreamCollector(), listen())
    held = desk.state.cursor
    desk.now += timedelta(days=3)
    if wire.version == 1:
        stream.events = [
            Wire(desk.now, 1).event(60, "create", "b", "banjir"),
            Wire(desk.now, 1).event(0, "create", "c"),
        ]
    else:
        said = json.dumps({"error": "CursorTooOld", "message": "floor is 5"}).encode()
        headers = Headers({"Content-Length": str(len(said)), "Content-Type": "application/json"})
        stream.refuse = Response(HTTPStatus.BAD_REQUEST, "Bad Request", headers, said)
    found = desk.visit(JetstreamCollector(), listen())
    assert found.outcome.partial
    assert "terlewat" in found.outcome.notes[0].id
    assert desk.state.cursor != held


@pytest.mark.parametrize(("status", "cause"), [(400, Cause.BROKEN), (403, Cause.BLOCKED), (503, Cause.BROKEN)])
def test_a_refused_handshake_has_a_cause(
    stream: Stream, wire: Wire, listen: Any, desk: Any, status: int, cause: Cause
) -> None:
    """No web socket but an answer."""
    said = b'{"error":"InvalidRequest","message":"kinds"}'
    stream.refuse = Response(status, "No", Headers({"Content-Length": str(len(said))}), said)
    found = desk.visit(JetstreamCollector(), listen())
    assert (found.outcome.kind, found.outcome.cause) == (OutcomeKind.FAILED, cause)


def test_a_server_that_hangs_up_is_quoted(stream: Stream, wire: Wire, listen: Any, desk: Any) -> None:
    """What came before is kept."""
    stream.events, stream.close = [wire.event(1000, "create", "a", "banjir")], (1008, "ConsumerTooSlow")
    found = desk.visit(JetstreamCollector(), listen())
    assert len(found.posts) == 1
    assert any("ConsumerTooSlow" in note.id for note in found.outcome.notes)


def test_a_long_replay_and_what_the_server_says_of_it(stream: Stream, wire: Wire, listen: Any, desk: Any) -> None:
    """A thousand events are read in one visit; a cursor that was moved by the server is passed on as a note."""
    moved = {"$type": "network.bsky.jetstream.subscribeEvents#info", "name": "OutdatedCursor", "message": "dipindah"}
    stream.events = [{"$type": "message", "payload": moved}]
    stream.events += [
        wire.event(600 - n / 2, "create", str(n), "banjir" if n % 10 == 0 else "cerah") for n in range(1200)
    ]
    found = desk.visit(JetstreamCollector(), listen(detik="20"))
    assert len(found.posts) == 120
    assert "OutdatedCursor dipindah" in found.outcome.notes[0].id
    assert not found.outcome.partial
    stream.events = [{"$type": "error", "payload": {"error": "FutureCursor", "message": "m"}}]
    assert desk.visit(JetstreamCollector(), listen(detik="1")).outcome.partial


def test_junk_on_the_wire_is_passed_over(stream: Stream, wire: Wire, listen: Any, desk: Any) -> None:
    """Neither broken JSON nor strange values end the visit; a message beyond the limit ends the connection."""
    stream.events = [
        "{",
        "[]",
        b"\xff\x00",
        '{"commit": 5}',
        '{"payload": {"seq": "x"}}',
        wire.event(9, "create", "a", "banjir"),
    ]
    assert len(desk.visit(JetstreamCollector(), listen()).posts) == 1
    desk.state = type(desk.state)()
    stream.events = [
        wire.event(9, "create", "a", "banjir"),
        "x" * (MAX_MESSAGE + 1),
        wire.event(8, "create", "b", "banjir"),
    ]
    assert len(desk.visit(JetstreamCollector(), listen()).posts) == 1


def test_a_stream_without_words_is_refused(desk: Any, source: Any, stream: Stream) -> None:
    """The whole world is nobody's source."""
    found = desk.visit(JetstreamCollector(), source("jetstream", stream.url()))
    assert found.outcome.kind is OutcomeKind.FAILED
    assert not stream.asked


def opened(door: Any, url: str) -> None:
    """Open a stream and close it."""

    async def go() -> None:
        async with open_stream(door, url):
            pass

    asyncio.run(go())


@pytest.mark.parametrize(
    "url", ["ws://dalam.test/subscribe", "ws://127.0.0.1/subscribe", "wss://[::1]/", "http://layanan.test/"]
)
def test_the_inside_is_not_connected_to(desk: Any, url: str) -> None:
    """The same checks as for every visit: internal addresses, other schemes."""
    with pytest.raises(FetchError):
        opened(desk.door(), url)


def test_nobody_there_and_no_certificate(desk: Any, stream: Stream) -> None:
    """A port where nobody listens, and one that speaks no TLS."""
    with pytest.raises(FetchError):
        opened(desk.door(), "ws://layanan.test:9/")
    with pytest.raises(FetchError):
        opened(desk.door(), stream.url().replace("ws://", "wss://"))


def test_an_encrypted_stream_must_be_who_it_says(secure: tuple[Stream, Path], desk: Any) -> None:
    """With the right certificate messages come; a certificate of another name is refused, as is a strange one."""
    stream, certificate = secure
    stream.events = ["halo"]
    url = stream.url().replace("ws://", "wss://")
    trusting = desk.door(tls=ssl.create_default_context(cafile=str(certificate)))

    async def hear() -> Any:
        async with open_stream(trusting, url) as opened_stream:
            return await opened_stream.message(5)

    async def elsewhere() -> None:
        way = replace(await trusting.way(url), host="lain.test")
        raw = await sockets._connected(way, url)
        try:
            await sockets._greeted(way, url, raw, ())
        finally:
            raw.close()

    assert asyncio.run(hear()) == "halo"
    with pytest.raises(FetchError) as wrong_name:
        asyncio.run(elsewhere())
    assert wrong_name.value.cause is Cause.CERTIFICATE
    with pytest.raises(FetchError) as strange:
        opened(desk.door(), url)
    assert strange.value.cause is Cause.CERTIFICATE


def test_redirects_of_a_handshake_are_not_followed(desk: Any, stream: Stream, service: Any) -> None:
    """Not even to an allowed host: the connection goes to the address that was checked."""
    target = {"Location": f"ws://lain.test:{service.port}/di-sana", "Content-Length": "0"}
    stream.refuse = Response(302, "Found", Headers(target), b"")
    with pytest.raises(FetchError):
        opened(desk.door(), stream.url())
    assert not service.asked("di-sana")


def test_parts() -> None:
    """Addresses, words, messages of trouble."""
    assert (
        address("wss://a.test/subscribe?x=1", 5)
        == "wss://a.test/subscribe?wantedCollections=app.bsky.feed.post&cursor=5"
    )
    assert "kinds=commit" in address(f"wss://a.test{V2_PATH}", 5)
    assert words_of("Banjir, jalan  rusak!,,") == ("banjir", "jalan rusak")
    assert wanted({"text": "JALAN-RUSAK", "langs": ["id-ID"]}, ("jalan rusak",), ("id",))
    assert read_event('{"$type":"error","payload":{"error":"ConsumerTooSlow","message":"m"}}') == Trouble(
        "ConsumerTooSlow", "m"
    )
    info = (
        '{"$type":"message","payload":{"$type":"network.bsky.jetstream.subscribeEvents#info","name":"OutdatedCursor"}}'
    )
    assert read_event(info) == Trouble("OutdatedCursor", "")
    assert read_event('{"did":"a","time_us":5,"kind":"identity"}') == Event(5, read_event('{"time_us":5}').at)  # type: ignore[union-attr]
    assert jetstream.LISTEN <= jetstream.LONGEST
