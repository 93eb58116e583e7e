"""Mail servers for tests: a throwaway certificate, and a server that says what a test wants it to say."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from collectors.door.fetch import Door
from collectors.mail.imap_client import MailLimits
from collectors.mail.inbox import InboxCollector
from kentongan.core.clock import StoppedClock
from kentongan.core.posts import Source
from kentongan.core.runs import FeedState, Harvest

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
HOST = "surel.test"
Speak = Callable[[Any, bytes], bytes | None]


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for `HOST` and its key; the test is skipped where openssl is absent."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed; it makes the certificate of this test")
    key, made = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"),
            *("-addext", f"subjectAltName=DNS:{HOST},DNS:localhost", "-keyout", str(key), "-out", str(made)),
        ],
        check=True,
        capture_output=True,
    )
    return made, key


@dataclass
class Visitor:
    """An inbox collector that trusts one certificate and finds one server.

    Args:
        port: where the server listens.
        trusted: the certificate to believe; None: those of the system.
        host: the name that is asked for.
        address: where that name leads.
    """

    port: int
    trusted: Path | None
    host: str = HOST
    address: str = "127.0.0.1"
    allowed: bool = True
    limits: MailLimits = field(default_factory=lambda: MailLimits(total=10.0, read=5.0))
    options: dict[str, str] = field(default_factory=lambda: {"user": "aduan", "folder": "Aduan"})
    secrets: dict[str, str] = field(default_factory=lambda: {"surel": "rahasia sekali"})

    async def visit(self, state: FeedState | None = None, *, now: datetime = NOW) -> Harvest:
        """One visit."""

        async def resolve(_host: str, _port: int) -> tuple[str, ...]:
            return (self.address,)

        door = Door(
            "KentonganTest/1.0",
            allow_hosts=(self.host,) if self.allowed else (),
            resolve=resolve,
            secrets=self.secrets,
        )
        source = Source("s-1", "imap", "Kotak aduan", f"imaps://{self.host}:{self.port}", options=self.options)
        collector = InboxCollector(self.limits, lambda: ssl.create_default_context(cafile=self.trusted))
        return await collector.collect(source, state or FeedState(), door, StoppedClock(now))


class ScriptedServer:
    """Speaks TLS and IMAP as `answer` says: it gets each line and gives bytes, or None to hang up.

    Args:
        answer: (the connection, a line) → what to send.
        made: certificate and key; None: plain text.
        greeting: the first line.
    """

    def __init__(self, answer: Speak, made: tuple[Path, Path] | None, greeting: bytes = b"* OK siap\r\n") -> None:
        self._answer, self._greeting = answer, greeting
        self.said: list[bytes] = []
        self._context = None
        if made:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(*made)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError, ssl.SSLError, ValueError):
            plain, _ = self._listening.accept()
            plain.settimeout(20)
            with self._context.wrap_socket(plain, server_side=True) if self._context else plain as talk:
                talk.sendall(self._greeting)
                for line in talk.makefile("rb"):
                    self.said.append(line)
                    said = self._answer(talk, line)
                    if said is None:
                        return
                    talk.sendall(said)

    def close(self) -> None:
        """Stop listening."""
        with suppress(OSError):  # wakes a thread that still waits for its first visitor
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        self._listening.close()
        self._thread.join(5)


def tag_of(line: bytes) -> bytes:
    """The mark of a command."""
    return line.split(b" ", 1)[0]


def obliging(mails: dict[int, bytes], *, special: Callable[[Any, bytes], bytes | str | None] | None = None) -> Speak:
    """A server with these mails by UID; `special` may answer first ("" = the usual way)."""

    def answer(talk: Any, line: bytes) -> bytes | None:
        if special is not None and (said := special(talk, line)) != "":
            return said  # type: ignore[return-value]
        tag, upper = tag_of(line), line.upper()
        done = tag + b" OK selesai\r\n"
        if b" CAPABILITY" in upper:
            return b"* CAPABILITY IMAP4REV1\r\n" + done
        if b" EXAMINE " in upper:
            return b"* %d EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n%s OK [READ-ONLY] ok\r\n" % (len(mails), tag)
        if b" UID SEARCH " in upper:
            return b"* SEARCH " + b" ".join(b"%d" % number for number in mails) + b"\r\n" + done
        if b" UID FETCH " in upper:
            number = int(line.split()[3])
            body = mails[number]
            return b"* 1 FETCH (UID %d BODY[]<0> {%d}\r\n%s)\r\n%s" % (number, len(body), body, done)
        return done

    return answer


def drip(talk: Any, seconds: float) -> None:
    """A byte now and then, and no line's end."""
    until = time.monotonic() + seconds
    with suppress(OSError):
        while time.monotonic() < until:
            talk.sendall(b"*")
            time.sleep(0.1)
