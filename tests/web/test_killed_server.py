"""A server that is killed in the middle of writing loses nothing that it has acknowledged. KENTONGAN_KILLS says how often."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest
from dashboard import PASSWORD, OpenOffice, opened

from kentongan.web.tokens import FIELD

KILLS = int(os.environ.get("KENTONGAN_KILLS", "0"))
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class Server:
    """`kentongan serve` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "kentongan", "serve", "--port", str(self.port), "--no-timetable"]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
        self.url = f"http://localhost:{self.port}"
        until = time.monotonic() + 60
        while True:
            try:
                httpx.get(f"{self.url}/masuk", timeout=2)
            except httpx.TransportError:
                assert time.monotonic() < until, "the server did not come up"
                time.sleep(0.1)
            else:
                return

    def kill(self) -> None:
        """As a power cut would, as far as a process can be cut."""
        self.process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        self.process.wait()


def officer(server: Server) -> httpx.Client:
    client = httpx.Client(base_url=server.url, timeout=10)
    page = client.get("/masuk").text
    token = re.findall(rf'name="{FIELD}" value="([0-9a-f]+)"', page)[0]
    answer = client.post("/masuk", data={FIELD: token, "nama": "analis", "sandi": PASSWORD})
    assert answer.status_code == 303
    return client


def write(client: httpx.Client, issue: str, name: str, told: list[str]) -> None:
    """Write notes until the server is gone; what was answered with "saved" is `told`."""
    token = re.findall(rf'name="{FIELD}" value="([0-9a-f]+)"', client.get(f"/isu/{issue}").text)[0]
    for number in range(10_000):
        text = f"catatan {name} nomor {number}"
        try:
            answer = client.post(f"/isu/{issue}/catatan", data={FIELD: token, "teks": text})
        except httpx.TransportError:
            return
        assert answer.status_code == 303, answer.text[:300]
        told.append(text)


@pytest.mark.skipif(not KILLS, reason="kills real servers; set KENTONGAN_KILLS=12")
def test_what_was_acknowledged_is_there_after_a_kill(own_office: OpenOffice, tmp_path: Path) -> None:
    shelf, board = own_office.workspace.store, own_office.workspace.store.boards.latest()
    assert board is not None
    ((_, card),) = shelf.boards.cards(board.day, limit=1)
    folder = tmp_path / "jalan"
    shutil.copytree(own_office.workspace.settings.folder, folder)
    chance, told = random.Random(20261116), list[str]()
    for round_ in range(KILLS):
        server = Server(folder)
        clients = [officer(server) for _ in range(3)]
        threads = [
            threading.Thread(target=write, args=(client, card.id, f"{round_}-{n}", told))
            for n, client in enumerate(clients)
        ]
        for thread in threads:
            thread.start()
        before = len(told)
        until = time.monotonic() + 20
        while len(told) < before + 3 and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.4))
        server.kill()
        for thread in threads:
            thread.join(timeout=30)
        assert len(told) > before, "nothing was written before the kill"
    with opened(folder / "kentongan.toml", tmp_path / "dibaca") as after:
        kept = {note.text for note in after.workspace.store.issue_notes.of(card.id)}
        assert set(told) <= kept
        assert len(
            [row for row in after.workspace.store.audit.rows(limit=100_000) if row.action == "isu.catatan"]
        ) >= len(told)
