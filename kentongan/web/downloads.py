"""Files for an officer: always as a download, never shown inside the dashboard's own pages."""

from __future__ import annotations

import mimetypes
from urllib.parse import quote

from fastapi.responses import Response

_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"


def download(content: bytes, name: str, media_type: str = "") -> Response:
    """A file to be kept under `name` (RFC 6266); its type is what the name says."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in name)
    kind = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": _SANDBOX,
    }
    return Response(content, media_type=kind, headers=headers)
