"""A mailbox over TLS, read and never changed: the standard library's imaplib with bounds on time and size.

imaplib waits for each read by itself and believes the sizes a server names. Here every read ends at one deadline for the
whole visit, and no answer is larger than its bound. The connection goes to an address that was checked before; the
certificate is checked against the name.
"""

from __future__ import annotations

import base64
import imaplib
import re
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from socket import create_connection
from socket import socket as Socket  # noqa: N812 (imaplib has a method of that name)
from typing import TYPE_CHECKING

from collectors.dates import MONTHS

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_PIECE = 1 << 16
_LINE = 1_000_000
_UID = re.compile(rb"\bUID (\d{1,10})\b")
_MONTH_NAMES = {
    number: name for name, number in MONTHS.items() if name in "jan feb mar apr may jun jul aug sep oct nov dec".split()
}


class TooMuchError(Exception):
    """A server sent more than any mailbox needs."""


@dataclass(frozen=True, slots=True)
class MailLimits:
    """Bounds of one visit.

    Args:
        connect, read: seconds for connecting, and between two pieces of an answer.
        total: seconds for the visit as a whole.
        message: bytes of one mail that are read; the rest is attachments.
        session: bytes of all answers together.
        messages: mails of one visit; the others wait for the next.
        days: of the past that a first visit reads.
    """

    connect: float = 15.0
    read: float = 30.0
    total: float = 120.0
    message: int = 2_000_000
    session: int = 150_000_000
    messages: int = 300
    days: int = 30


class Connection(imaplib.IMAP4):
    """One visit to one server.

    Args:
        host, port: the server by name, for its certificate.
        addresses: to connect to, best first; each was checked.
        tls: what certificates are believed.
        limits: bounds.

    Raises:
        OSError: no connection, or no trust (`ssl.SSLCertVerificationError`). TimeoutError: too slow.
        imaplib.IMAP4.error: this is no IMAP server.
    """

    def __init__(
        self, host: str, port: int, addresses: Sequence[str], *, tls: ssl.SSLContext, limits: MailLimits
    ) -> None:
        self._limits = limits
        self._addresses = addresses
        self._tls = tls
        self._until = time.monotonic() + limits.total
        self._left = limits.session
        self._buffer = bytearray()
        self._begin = 0
        super().__init__(host, port)

    def open(self, host: str = "", port: int = 993, timeout: float | None = None) -> None:  # noqa: ARG002
        """See imaplib: connect; to the checked addresses only."""
        self.host, self.port = host, port
        plain = self._connected()
        try:
            plain.settimeout(self._patience())
            self.sock = self._tls.wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise

    def _connected(self) -> Socket:
        *others, last = self._addresses
        for address in others:
            try:
                return create_connection((address, self.port), min(self._limits.connect, self._patience()))
            except OSError:
                continue
        return create_connection((last, self.port), min(self._limits.connect, self._patience()))

    def _patience(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, self._limits.read)

    def _more(self) -> None:
        self.sock.settimeout(self._patience())
        piece = self.sock.recv(_PIECE)
        if not piece:
            raise self.abort("socket error: EOF")
        self._left -= len(piece)
        if self._left < 0:
            raise TooMuchError
        self._buffer += piece

    def read(self, size: int) -> bytes:
        """See imaplib: so many bytes of a literal."""
        if size > self._limits.message + _PIECE:
            raise TooMuchError
        while len(self._buffer) - self._begin < size:
            self._more()
        return self._taken(size)

    def readline(self) -> bytes:
        """See imaplib: one line."""
        looked = self._begin
        while (end := self._buffer.find(b"\n", looked)) < 0:
            looked = len(self._buffer)
            if looked - self._begin > _LINE:
                raise TooMuchError
            self._more()
        return self._taken(end + 1 - self._begin)

    def _taken(self, size: int) -> bytes:
        end = self._begin + size
        found = bytes(self._buffer[self._begin : end])
        self._begin = end
        if end == len(self._buffer) or end > 16 * _PIECE:
            del self._buffer[:end]
            self._begin = 0
        return found

    def send(self, data: ReadableBuffer) -> None:
        """See imaplib."""
        self.sock.settimeout(self._patience())
        self.sock.sendall(data)

    def shutdown(self) -> None:
        """See imaplib: hang up."""
        self.sock.close()

    def socket(self) -> Socket:
        """See imaplib."""
        return self.sock

    def enter(self, user: str, password: str) -> None:
        """Log in; PLAIN where the server knows it, because a password may hold any letter.

        Raises:
            imaplib.IMAP4.error: refused.
        """
        if "AUTH=PLAIN" in self.capabilities:
            self.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
        else:
            self.login(user, password)

    def examine(self, folder: str) -> str | None:
        """Open a folder for reading only; its UIDVALIDITY, or None where there is no such folder."""
        kind, _ = self.select(quoted(folder), readonly=True)
        if kind != "OK":
            return None
        _, values = self.response("UIDVALIDITY")
        return values[0].decode("ascii", "replace") if values and isinstance(values[0], bytes) else ""

    def numbers(self, *criteria: str) -> list[int]:
        """The UIDs of the mails that meet the criteria, ascending."""
        _, found = self.uid("SEARCH", *criteria)
        words = b" ".join(piece for piece in found if isinstance(piece, bytes)).split()
        return sorted({int(word) for word in words if word.isdigit() and len(word) <= 10})

    def mail(self, number: int) -> bytes | None:
        """The first bytes of one mail, which stays unread; None where it is gone."""
        _, found = self.uid("FETCH", str(number), f"(UID BODY.PEEK[]<0.{self._limits.message}>)")
        for piece in found:
            if isinstance(piece, tuple) and len(piece) == 2 and isinstance(piece[1], bytes):
                named = _UID.search(piece[0])
                if named is None or int(named[1]) == number:
                    return piece[1]
        return None


def since(day: date) -> str:
    """A day as IMAP writes it (RFC 3501), whatever the computer's language.

    >>> since(date(2026, 11, 5))
    '05-Nov-2026'
    """
    return f"{day.day:02}-{_MONTH_NAMES[day.month].capitalize()}-{day.year}"


def quoted(folder: str) -> str:
    r"""The name of a folder as IMAP wants it: modified UTF-7 (RFC 3501, 5.1.3) in quotes.

    >>> quoted("Aduan Masuk"), quoted("Café & Co")
    ('"Aduan Masuk"', '"Caf&AOk- &- Co"')
    """
    pieces = re.split(r"([\x20-\x7e]+)", folder)
    made = []
    for piece in pieces:
        if piece.isascii():
            made.append(piece.replace("&", "&-"))
        else:
            coded = base64.b64encode(piece.encode("utf-16-be")).decode("ascii").rstrip("=").replace("/", ",")
            made.append(f"&{coded}-")
    name = "".join(made).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{name}"'
