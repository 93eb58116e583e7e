"""Web sockets through the door's checks: the one module that opens them.

The connection goes to an address that was checked (`collectors.door.addresses`), and nowhere else: redirects are refused,
proxies of the environment ignored, messages bounded.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from collectors.door import refusals
from kentongan.core.errors import CollectError, FetchError

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

    from collectors.door.fetch import Door, Way

# Largest message that is read; the largest record of the network behind Jetstream is 1 MB.
MAX_MESSAGE = 1_200_000


class Refused(CollectError):
    """The server answered the handshake with something else than a web socket.

    Args:
        status: of its answer.
        body: its first words.
    """

    def __init__(self, error: FetchError, status: int, body: bytes) -> None:
        super().__init__(error.what, error.do, cause=error.cause)
        self.status = status
        self.body = body


class Stream:
    """Messages of one connection."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection

    async def message(self, within: float) -> str | bytes | None:
        """The next message; None when none comes within so many seconds or the server has hung up."""
        from websockets.exceptions import ConnectionClosed

        with suppress(TimeoutError, ConnectionClosed):
            async with asyncio.timeout(within):
                return await self._connection.recv()
        return None

    @property
    def farewell(self) -> str:
        """Why the server hung up, in its own words; "" when it did not."""
        return str(self._connection.close_reason or "") if self._connection.close_code is not None else ""

    @property
    def open(self) -> bool:
        """The server has not hung up."""
        return self._connection.close_code is None


@asynccontextmanager
async def open_stream(door: Door, url: str, protocols: Sequence[str] = ()) -> AsyncIterator[Stream]:
    """A connection to `url` (ws or wss), closed at the end of the block.

    Raises:
        Refused: the server answered, but not with a web socket.
        FetchError: the address is not allowed, nobody answers, or the certificate is not valid.
    """
    way = await door.way(url)
    raw = await _connected(way, url)
    try:
        connection = await _greeted(way, url, raw, protocols)
    except BaseException:
        raw.close()
        raise
    try:
        yield Stream(connection)
    finally:
        await connection.close()


async def _greeted(way: Way, url: str, raw: socket.socket, protocols: Sequence[str]) -> ClientConnection:
    """The web socket on a connected socket."""
    from websockets.asyncio.client import connect
    from websockets.exceptions import InvalidHandshake, InvalidStatus, WebSocketException
    from websockets.typing import Subprotocol

    try:
        return await connect(
            url,
            sock=raw,
            ssl=way.tls,
            server_hostname=way.host if way.tls else None,
            user_agent_header=way.agent,
            subprotocols=[Subprotocol(one) for one in protocols] or None,
            compression=None,
            max_size=MAX_MESSAGE,
            open_timeout=way.deadline,
            close_timeout=2,
            proxy=None,
        )
    except InvalidStatus as error:
        status, body = error.response.status_code, error.response.body or b""
        raise Refused(refusals.for_status(url, status, None), status, bytes(body[:2_000])) from error
    except TimeoutError as error:
        raise refusals.too_slow(url, way.deadline, answered=False) from error
    except (OSError, InvalidHandshake, WebSocketException, ValueError) as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise refusals.bad_certificate(url) from error
        raise refusals.unreachable(url) from error


async def _connected(way: Way, url: str) -> socket.socket:
    """A socket to the first checked address that answers."""
    loop = asyncio.get_running_loop()
    for address in way.addresses:
        raw = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        raw.setblocking(False)
        try:
            async with asyncio.timeout(way.deadline):
                await loop.sock_connect(raw, (address, way.port))
        except (OSError, TimeoutError):
            raw.close()
            continue
        return raw
    raise refusals.unreachable(url)
