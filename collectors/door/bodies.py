"""Bodies of answers, unpacked within bounds.

200 kB on the wire can hold 200 MB, and counting after a library has unpacked a chunk is too late (measured: one chunk
of 65 kB became 67 MB). So the raw bytes are unpacked here, never more than `decoded` bytes in all.
"""

from __future__ import annotations

import zlib

from kentongan.core.errors import FetchError
from kentongan.core.messages import Say
from kentongan.core.runs import Cause

_GZIP_OR_ZLIB = 47
_RAW_DEFLATE = -15
_ENCODINGS = ("", "identity", "gzip", "x-gzip", "deflate")


class BodyReader:
    """Collects the body of one answer chunk by chunk.

    Args:
        encoding: the answer's Content-Encoding.
        wire: most bytes accepted as they come.
        decoded: most bytes accepted once unpacked.
        cut: stop at a bound instead of refusing the body.

    Raises:
        FetchError: an encoding that was not asked for, or a body beyond a bound, or one that does not unpack.
    """

    def __init__(self, encoding: str, *, wire: int, decoded: int, cut: bool = False) -> None:
        name = encoding.strip().lower()
        if name not in _ENCODINGS:
            raise FetchError(
                Say(
                    "Situs mengirim isi dengan pemampatan yang tidak didukung.",
                    "The site sent a body in a compression that is not supported.",
                ),
                Say("Laporkan kepada pengelola situs.", "Tell the site's maintainer."),
                cause=Cause.BROKEN,
            )
        self._packed = name not in ("", "identity")
        self._wire_left = wire
        self._limit = decoded
        self._cut = cut
        self.full = False
        self._out = bytearray()
        self._unpacker: zlib._Decompress | None = None

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes off the wire; `full` turns True where a bound was reached and `cut` was asked for."""
        self._wire_left -= len(chunk)
        if self._wire_left >= 0:
            if self._packed:
                self._unpack(chunk)
            else:
                self._out += chunk
        if self._wire_left < 0 or len(self._out) > self._limit:
            if not self._cut:
                raise _too_large()
            self.full = True

    def body(self) -> bytes:
        """What came, unpacked; a stream that was cut short gives what it held."""
        return bytes(self._out[: self._limit])

    def _unpack(self, chunk: bytes) -> None:
        data = chunk
        while data:
            if self._unpacker is None:
                if self._out and not data.startswith(b"\x1f\x8b"):
                    return  # padding after the last gzip member
                self._unpacker = zlib.decompressobj(_window(data))
            try:
                self._out += self._unpacker.decompress(data, self._limit - len(self._out) + 1)
            except zlib.error as error:
                raise FetchError(
                    Say("Isi yang dikirim situs rusak.", "The body the site sent is damaged."),
                    Say("Coba lagi nanti.", "Try again later."),
                    cause=Cause.BROKEN,
                ) from error
            if len(self._out) > self._limit:
                return
            data = self._unpacker.unused_data
            if self._unpacker.eof:
                self._unpacker = None


def _window(data: bytes) -> int:
    """How to unpack: "deflate" is sent both with and without a zlib header (RFC 9110 section 8.4.1.2)."""
    if data.startswith(b"\x1f"):
        return _GZIP_OR_ZLIB
    zlib_header = len(data) > 1 and data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return _GZIP_OR_ZLIB if zlib_header or len(data) == 1 else _RAW_DEFLATE


def _too_large() -> FetchError:
    return FetchError(
        Say("Isi yang dikirim situs terlalu besar.", "The body the site sent is too large."),
        Say(
            "Gunakan umpan (RSS) yang lebih sempit, misalnya per rubrik.",
            "Use a narrower feed, for example one per section.",
        ),
        cause=Cause.BROKEN,
    )
