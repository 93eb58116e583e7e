"""A server that does everything wrong, on purpose: one host name a sin, raw sockets, no library that would mend it."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

ITEM = "<item><title>Berita {0}</title><link>https://x.contoh.id/{0}</link><guid>{0}</guid></item>"
FEED = f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{ITEM.format(1)}</channel></rss>'.encode()
BOMB = gzip.compress(bytes(300_000_000), 9)
DEFLATED_BOMB = zlib.compress(bytes(300_000_000), 9)


class Reset(Exception):
    """Hang up with an RST instead of a farewell."""


Sin = Callable[[str], AsyncIterator[bytes]]
SINS: dict[str, Sin] = {}


def sin(function: Sin) -> Sin:
    """Register under the function's name, with dashes."""
    SINS[function.__name__.replace("_", "-")] = function
    return function


def head(status: str = "200 OK", *headers: str) -> bytes:
    """Status line and headers."""
    return ("\r\n".join((f"HTTP/1.1 {status}", "Content-Type: application/rss+xml", *headers)) + "\r\n\r\n").encode()


def whole(body: bytes = FEED, *headers: str) -> bytes:
    """A proper answer."""
    return head("200 OK", f"Content-Length: {len(body)}", *headers) + body


@sin
async def good(_: str) -> AsyncIterator[bytes]:
    """What a site should do."""
    yield whole()


@sin
async def drip_head(_: str) -> AsyncIterator[bytes]:
    """A header every now and then, without end."""
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        await asyncio.sleep(0.05)
        yield b"X-Lama: ya\r\n"


@sin
async def drip_body(_: str) -> AsyncIterator[bytes]:
    """A byte every now and then keeps every read timeout happy."""
    yield head("200 OK", "Content-Length: 100000") + FEED[:20]
    while True:
        await asyncio.sleep(0.05)
        yield b" "


@sin
async def endless_body(_: str) -> AsyncIterator[bytes]:
    """As fast as it goes, for ever."""
    yield head() + FEED[:60]
    while True:
        yield b"<item><title>sampah</title></item>" * 2_000
        await asyncio.sleep(0)


@sin
async def endless_error(_: str) -> AsyncIterator[bytes]:
    """An error page without end."""
    yield head("404 Not Found")
    while True:
        yield b"x" * 65_536
        await asyncio.sleep(0)


@sin
async def gzip_bomb(_: str) -> AsyncIterator[bytes]:
    """300 kB that become 300 MB."""
    yield whole(BOMB, "Content-Encoding: gzip")


@sin
async def deflate_bomb(_: str) -> AsyncIterator[bytes]:
    """The same, packed otherwise."""
    yield whole(DEFLATED_BOMB, "Content-Encoding: deflate")


@sin
async def entity_bomb(_: str) -> AsyncIterator[bytes]:
    """Billion laughs."""
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    title = "<item><title>&l9;</title><description>isi</description></item>"
    yield whole(f'<!DOCTYPE rss [<!ENTITY l0 "lol">{lol}]><rss version="2.0"><channel>{title}</channel></rss>'.encode())


@sin
async def redirect_loop(path: str) -> AsyncIterator[bytes]:
    """Round and round."""
    yield head("302 Found", f"Location: {'/b' if path != '/b' else '/rss'}", "Content-Length: 0")


@sin
async def redirect_inside(_: str) -> AsyncIterator[bytes]:
    """Into the inner network."""
    yield head("302 Found", "Location: http://169.254.169.254/latest/meta-data/", "Content-Length: 0")


@sin
async def redirect_to_file(_: str) -> AsyncIterator[bytes]:
    """To a file of this computer."""
    yield head("301 Moved", "Location: file:///etc/passwd", "Content-Length: 0")


@sin
async def short_length(_: str) -> AsyncIterator[bytes]:
    """Announces less than it sends: the feed is cut off."""
    yield head("200 OK", f"Content-Length: {len(FEED) - 20}") + FEED


@sin
async def long_length(_: str) -> AsyncIterator[bytes]:
    """Announces more than it sends."""
    yield head("200 OK", f"Content-Length: {len(FEED) + 1000}") + FEED


@sin
async def wrong_charset(_: str) -> AsyncIterator[bytes]:
    """Says UTF-8 in header and declaration, sends cp1252."""
    body = FEED.replace(b'"1.0"?', b'"1.0" encoding="UTF-8"?').replace(b"Berita 1", "Kafé".encode("cp1252"))
    yield head("200 OK", f"Content-Length: {len(body)}").replace(b"rss+xml", b"rss+xml; charset=utf-8") + body


@sin
async def storm_429(_: str) -> AsyncIterator[bytes]:
    """Too many requests, always."""
    yield head("429 Too Many Requests", "Content-Length: 0")


@sin
async def later_503(_: str) -> AsyncIterator[bytes]:
    """Come back in an hour, for ever."""
    yield head("503 Unavailable", "Retry-After: 3600", "Content-Length: 0")


@sin
async def robots_503(_: str) -> AsyncIterator[bytes]:
    """Nobody knows the rules."""
    yield head("503 Unavailable", "Content-Length: 0")


@sin
async def robots_drip(_: str) -> AsyncIterator[bytes]:
    """The rules never end."""
    yield head()
    while True:
        await asyncio.sleep(0.05)
        yield b"#"


@sin
async def always_304(_: str) -> AsyncIterator[bytes]:
    """Not modified, although nobody asked whether."""
    yield head("304 Not Modified", 'ETag: "x"')


@sin
async def huge_headers(_: str) -> AsyncIterator[bytes]:
    """Headers without end."""
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        yield b"X-Besar: " + b"a" * 8_000 + b"\r\n"
        await asyncio.sleep(0)


@sin
async def broken_chunks(_: str) -> AsyncIterator[bytes]:
    """A chunk whose length is no number."""
    yield head("200 OK", "Transfer-Encoding: chunked") + b"bukan-angka\r\n" + FEED


@sin
async def no_http(_: str) -> AsyncIterator[bytes]:
    """Another protocol altogether."""
    yield b"220 mail.contoh.id ESMTP siap\r\n\r\n"


@sin
async def html_page(_: str) -> AsyncIterator[bytes]:
    """A page instead of the feed."""
    yield whole(b"<!doctype html><html><body>Selamat datang</body></html>")


@sin
async def half_open(_: str) -> AsyncIterator[bytes]:
    """Says nothing, and never hangs up."""
    await asyncio.sleep(3600)
    yield b""


@sin
async def hang_up(_: str) -> AsyncIterator[bytes]:
    """Closes before the answer."""
    if False:
        yield b""


@sin
async def reset_before(_: str) -> AsyncIterator[bytes]:
    """Resets before the answer."""
    raise Reset
    yield b""


@sin
async def reset_in_head(_: str) -> AsyncIterator[bytes]:
    """Resets within the headers."""
    yield b"HTTP/1.1 200 OK\r\nContent-"
    raise Reset


@sin
async def reset_in_body(_: str) -> AsyncIterator[bytes]:
    """Resets within the body."""
    yield head("200 OK", "Content-Length: 5000") + FEED[:30]
    raise Reset


class HostileServer:
    """Runs in a thread; `sin.hostile.test` picks the sin, `good-7.hostile.test` is good. `seen` holds what was asked."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str]] = []
        self.handshakes = 0
        self.port = 0
        self.stalled_port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._open: set[asyncio.StreamWriter] = set()
        self._servers: list[asyncio.Server] = []
        self.tls: dict[str, ssl.SSLContext] = {}
        self.tls_ports: dict[str, int] = {}

    def start(self) -> HostileServer:
        """Listen."""
        self._thread.start()
        self._ready.wait(10)
        return self

    def stop(self) -> None:
        """Hang up on everybody."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())
        self._loop.run_forever()
        for server in self._servers:
            server.close()
        for writer in self._open:
            writer.transport.abort()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.run_until_complete(asyncio.sleep(0.05))  # transports close in the next turns of the loop
        self._loop.close()

    async def _listen(self) -> None:
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        # A socket that accepts and then says nothing stalls the handshake.
        silent = await asyncio.start_server(self._silent, "127.0.0.1", 0)
        self.stalled_port = silent.sockets[0].getsockname()[1]
        for name, context in self.tls.items():
            secure = await asyncio.start_server(self._answer, "127.0.0.1", 0, ssl=context)
            self._servers.append(secure)
            self.tls_ports[name] = secure.sockets[0].getsockname()[1]
        self._servers += [server, silent]
        self._loop.set_exception_handler(lambda *_: None)  # clients that hang up are the test
        self._ready.set()

    async def _silent(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        await reader.read(-1)
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.handshakes += 1
        self._open.add(writer)
        try:
            while True:
                asked = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = asked.split(" ", 2)[1]
                host = next(line[5:].strip() for line in asked.split("\r\n") if line.lower().startswith("host:"))
                name = host.partition(".")[0]
                self.seen.append((name, path))
                if path == "/robots.txt" and not name.startswith("robots-"):
                    writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                    await writer.drain()
                    continue
                async for piece in SINS["good" if name.startswith("good") else name](path):
                    writer.write(piece)
                    await writer.drain()
                if not name.startswith("good"):
                    break
        except Reset:
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        except (asyncio.IncompleteReadError, ConnectionError, OSError, asyncio.CancelledError):
            pass
        finally:
            with suppress(Exception):
                writer.close()
