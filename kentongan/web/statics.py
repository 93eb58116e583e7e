"""Files that never change while the server runs: read once, kept compressed, addressed by their contents."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from fastapi import APIRouter, Request, Response

from kentongan.web.refusals import NotFound

router = APIRouter()
_FOR_EVER = "public, max-age=31536000, immutable"
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
_SQUEEZED = {"text/javascript", "text/css", "image/svg+xml", "application/manifest+json"}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file: its type, its bytes, and the same compressed (b"" where that gains nothing)."""

    media_type: str
    plain: bytes
    squeezed: bytes


class Statics:
    """All files of the folder `static`."""

    def __init__(self) -> None:
        self._files = dict(_walk(files("kentongan.web") / "static", ""))
        digest = hashlib.blake2b(digest_size=6)
        for name in sorted(self._files):
            digest.update(name.encode() + self._files[name].plain)
        self.digest = digest.hexdigest()

    def address(self, name: str) -> str:
        """Where a browser finds a file; a new version of any file has a new address.

        Raises:
            KeyError: there is no such file.
        """
        if name not in self._files:
            raise KeyError(name)
        return f"/static/{self.digest}/{name}"

    def get(self, name: str) -> StaticFile | None:
        """The file, from memory: no path of a visitor ever reaches the disk."""
        return self._files.get(name)


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, StaticFile]]:
    found = []
    for entry in folder.iterdir():
        name = prefix + entry.name
        if entry.is_dir():
            found += _walk(entry, name + "/")
        elif not entry.name.startswith("."):
            plain = entry.read_bytes()
            suffix = "." + entry.name.rpartition(".")[2]
            media_type = _TYPES.get(suffix) or mimetypes.guess_type(entry.name)[0] or "application/octet-stream"
            squeezed = gzip.compress(plain, 9, mtime=0) if media_type in _SQUEEZED else b""
            found.append((name, StaticFile(media_type, plain, squeezed)))
    return found


@router.get("/static/{digest}/{name:path}", include_in_schema=False)
def static_file(request: Request, digest: str, name: str) -> Response:
    """A file of ours."""
    statics: Statics = request.app.state.statics
    found = statics.get(name)
    if found is None:
        raise NotFound
    headers = {"Cache-Control": _FOR_EVER if digest == statics.digest else "no-cache", "Vary": "Accept-Encoding"}
    if found.squeezed and "gzip" in request.headers.get("Accept-Encoding", ""):
        return Response(found.squeezed, media_type=found.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(found.plain, media_type=found.media_type, headers=headers)
