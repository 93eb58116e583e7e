"""A small web site for tests: pages by path, on a port of this machine."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Site:
    """Where it is, and its pages: path → (type, body); other paths are 404.

    Args:
        status: path → status other than 200.
        seen: paths asked for, in order, but for robots.txt.
        tagged: answers have an ETag of their body; unchanged ones are 304, and a range of them may be asked for.
    """

    host: str = ""
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    status: dict[str, int] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    tagged: bool = False

    def put(self, path: str, text: str, kind: str = "text/html") -> None:
        """A page of text."""
        self.pages[path] = (kind, text.encode())


@contextmanager
def serve() -> Iterator[Site]:
    """A running site without pages."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        """Gives the pages."""

        def do_GET(self) -> None:
            """One page."""
            kind, body = site.pages.get(self.path, ("text/plain", b""))
            if self.path != "/robots.txt":
                site.seen.append(self.path)
            status = site.status.get(self.path, 200 if body else 404)
            tag = f'"{hashlib.blake2b(body, digest_size=4).hexdigest()}"'
            extra = {"ETag": tag} if site.tagged else {}
            if site.tagged and self.headers.get("If-None-Match") == tag:
                status, body = 304, b""
            elif site.tagged and (span := re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))):
                start, end, total = int(span[1]), min(int(span[2]), len(body) - 1), len(body)
                status = 206 if start < total else 416
                body = body[start : end + 1] if status == 206 else b""
                extra["Content-Range"] = f"bytes {start}-{end}/{total}"
            self.send_response(status)
            for name, value in extra.items():
                self.send_header(name, value)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.host = f"127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
