"""A small web site for tests: pages by path, on a port of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass
class Site:
    """Where it is, and its pages: path → (type, body); other paths are 404."""

    host: str = ""
    pages: dict[str, tuple[str, bytes]] = field(default_factory=dict)


@contextmanager
def serve() -> Iterator[Site]:
    """A running site without pages."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        """Gives the pages."""

        def do_GET(self) -> None:
            """One page."""
            kind, body = site.pages.get(self.path, ("text/plain", b""))
            self.send_response(200 if body else 404)
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
