"""Feeds that break every rule: each costs itself, the others go on, and the report says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from office_desk import Desk

DAY = "2026-11-16"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]><rss version='2.0'><channel><title>t</title><item><title>Jalan Girimukti &a9;</title>"
    "<link>http://berita.example/1</link><description>Isi</description></item></channel></rss>"
)
XXE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY isi SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>'
    "<title>t</title><item><title>Jalan Sukamaju &isi;</title><link>http://berita.example/2</link>"
    "<description>&isi;</description></item></channel></rss>"
)


@pytest.fixture
def hostile_site(sample_files: Sequence[Path]) -> Iterator[str]:
    """A server whose feeds are good, a page, cut short, a bomb, a thief, endless, empty, and gone."""
    good = next(path for path in sample_files if path.name == "radar-wanasari.xml").read_bytes()
    other = next(path for path in sample_files if path.name == "kbn.xml").read_bytes()
    pages = {
        "/baik.xml": good,
        "/laman.xml": b"<!doctype html><html><head><title>Beranda</title></head><body>Hai</body></html>",
        "/potong.xml": other[: len(other) * 2 // 3],
        "/bom.xml": BOMB.encode(),
        "/pencuri.xml": XXE.encode(),
        "/kosong.xml": b"",
    }

    class Handler(BaseHTTPRequestHandler):
        """Gives the pages; one of them never ends."""

        def do_GET(self) -> None:
            """One page."""
            body = pages.get(self.path)
            endless = self.path == "/raksasa.xml"
            self.send_response(200 if body is not None or endless else 404)
            self.send_header("Content-Type", "application/rss+xml")
            if not endless:
                self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            try:
                if not endless:
                    self.wfile.write(body or b"")
                    return
                self.wfile.write(b"<rss version='2.0'><channel><title>")
                for _ in range(50):
                    self.wfile.write(b"x" * 1_000_000)
            except OSError:
                pass

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def subscribe(desk: Desk, site: str, names: Sequence[str]) -> None:
    """The desk's settings with these feeds of the site."""
    text = (desk.folder / "kentongan.toml").read_text(encoding="utf-8")
    text = text.replace("[jaringan]\n", f'[jaringan]\nhost_diizinkan = ["{site}"]\n')
    for name in names:
        text += f'\n[[sumber]]\nnama = "Sumber {name}"\nalamat = "http://{site}/{name}.xml"\n'
    desk.settings(text)


@pytest.mark.more
def test_bad_feeds_cost_themselves_and_are_admitted(desk: Desk, hostile_site: str) -> None:
    """A page, a cut feed, a bomb, a thief, 50 MB, nothing, a 404: the good feed is in; the report names the rest."""
    names = ["baik", "laman", "potong", "bom", "pencuri", "raksasa", "kosong", "hilang"]
    subscribe(desk, hostile_site, names)
    said = desk.call("collect")
    desk.call("analyse", "--day", DAY)
    reported = desk.call("report", "--day", DAY)

    assert said.code == 0
    assert "Sumber baik: berhasil" in said.out
    failed = [line for line in said.lines if line.startswith("Galat: ")]
    assert {line.split(":")[1].strip() for line in failed} == {f"Sumber {n}" for n in names[1:2] + names[5:]}
    titles = " ".join(str(title) for (title,) in desk.rows("SELECT title || ' ' || text FROM posts"))
    assert "root:" not in titles
    assert max(len(str(t)) for (t,) in desk.rows("SELECT title FROM posts")) < 400
    assert reported.code == 0, reported.err
    limits = desk.limits()
    for name in ("laman", "raksasa", "kosong", "hilang"):
        assert f"Sumber {name} tidak terbaca: " in limits
    assert "Sumber potong: Umpan terpotong di tengah" in limits
    assert "Sumber baik" not in limits


def test_when_every_source_fails_the_exit_code_says_so(desk: Desk, hostile_site: str) -> None:
    """Exit code 4, one line a source; `daily` still writes the report, which names them."""
    subscribe(desk, hostile_site, ["laman", "hilang"])
    collected = desk.call("collect", "--lang", "en")
    daily = desk.call("daily")

    assert collected.code == 4
    assert len(collected.lines) == 2
    assert all(line.startswith("Error: Sumber ") for line in collected.lines)
    assert daily.code == 0
    assert "Sumber laman tidak terbaca" in desk.limits()
