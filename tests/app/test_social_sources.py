"""Social sources from the settings to the store, against a server with a hashtag: in, edited, deleted, and no names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from office_desk import Desk

STORED = "SELECT url, text FROM posts ORDER BY published_at"
HOUR = "2026-11-16T{:02}:00:00+07:00"


@pytest.fixture
def statuses() -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """A Mastodon server's port, and the statuses of its one hashtag; newest first."""
    held: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        """As Mastodon answers."""

        def do_GET(self) -> None:
            """Instance, timeline, single statuses."""
            path = self.path.split("?", maxsplit=1)[0]
            known: dict[str, Any] = {f"/api/v1/statuses/{one['id']}": one for one in held}
            known |= {"/api/v2/instance": {}, "/api/v1/timelines/tag/banjir": held}
            body = json.dumps(known.get(path, {"error": "Record not found"})).encode()
            self.send_response(200 if path in known else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.server_address[1], held
    server.shutdown()
    server.server_close()
    thread.join()


def status(number: int, words: str) -> dict[str, Any]:
    """One status of a person whose name must not stay."""
    return {
        "id": str(number),
        "created_at": f"2026-11-15T1{number}:00:00.000Z",
        "url": f"https://lain.test/@siti.rahasia/{number}",
        "content": f"<p>{words}</p>",
        "account": {"acct": "siti.rahasia@lain.test", "username": "siti.rahasia"},
    }


def test_a_hashtag_from_the_settings_to_the_store(desk: Desk, statuses: tuple[int, list[dict[str, Any]]]) -> None:
    """What is written comes in, what is edited changes, what is deleted goes, and nobody's name is in any file."""
    port, held = statuses
    settings = (desk.folder / "kentongan.toml").read_text(encoding="utf-8")
    settings = settings.replace("jeda_detik = 0", f'jeda_detik = 0\nhost_diizinkan = ["127.0.0.1:{port}"]')
    desk.settings(
        f"""{settings}
[[sumber]]
nama = "Mastodon #banjir"
alamat = "http://127.0.0.1:{port}/tags/banjir"
jenis = "mastodon"

[[sumber]]
nama = "Video banjir"
alamat = "https://www.youtube.com/results?search_query=banjir"
jenis = "youtube"
"""
    )
    held[:] = [status(2, "Banjir di Sukamaju"), status(1, "Genangan di Girimukti")]
    said = desk.call("collect", now=HOUR.format(6))
    assert "youtube" in said.out + said.err  # the key is missing: said by name, and costs that source only
    assert [words for _, words in desk.rows(STORED)] == ["Genangan di Girimukti", "Banjir di Sukamaju"]
    held[:] = [status(2, "Banjir di Sukamaju sudah surut")]
    desk.call("collect", now=HOUR.format(7))
    assert desk.rows(STORED) == [("", ""), ("https://lain.test/_/2", "Banjir di Sukamaju sudah surut")]
    for path in desk.folder.rglob("*"):
        if path.is_file():
            assert b"siti.rahasia" not in path.read_bytes(), path
            assert b"Genangan" not in path.read_bytes(), path
