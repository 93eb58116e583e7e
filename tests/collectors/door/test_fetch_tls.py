"""HTTPS: the connection goes to a checked address, the certificate must still be that of the name."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from collectors.door.fetch import Door
from kentongan.core.errors import FetchError


@pytest.fixture
def secure_site(tmp_path: Path) -> Iterator[tuple[int, Path, list[str]]]:
    """Port, certificate (for situs.test) and the server names that clients asked for."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed; it makes the certificate of this test")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=situs.test"),
            *("-addext", "subjectAltName=DNS:situs.test", "-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    names: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        """Says ok to everything but robots.txt."""

        def do_GET(self) -> None:
            """Answer."""
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.send_header("Content-Length", "0" if self.path == "/robots.txt" else "2")
            self.end_headers()
            if self.path != "/robots.txt":
                self.wfile.write(b"ok")

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
            """Be quiet."""

    class Server(ThreadingHTTPServer):
        """Keeps the refusals of clients to itself."""

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that dislikes the certificate hangs up; that is the test."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.sni_callback = lambda _socket, name, _context: names.append(name or "")
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.server_address[1], certificate, names
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_name_is_kept_for_sni_and_certificate(
    secure_site: tuple[int, Path, list[str]], make_door: Callable[..., Door]
) -> None:
    """Trusting that certificate, its own name works and another name at the same address does not."""
    port, certificate, names = secure_site
    door = make_door(tls=ssl.create_default_context(cafile=str(certificate)))
    assert asyncio.run(door.get(f"https://situs.test:{port}/rss")).body == b"ok"
    assert set(names) == {"situs.test"}
    with pytest.raises(FetchError) as caught:
        asyncio.run(door.get(f"https://lain.test:{port}/rss"))
    assert "ertifikat" in caught.value.to("id")


def test_an_unknown_certificate_is_refused(
    secure_site: tuple[int, Path, list[str]], make_door: Callable[..., Door]
) -> None:
    """A self-made certificate is not trusted, and the message says what to look at."""
    port, _, _ = secure_site
    with pytest.raises(FetchError) as caught:
        asyncio.run(make_door().get(f"https://situs.test:{port}/rss"))
    assert "ertifikat" in caught.value.to("id")
