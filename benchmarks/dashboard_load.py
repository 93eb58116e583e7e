"""How fast the dashboard answers twenty officers at once, with a million posts and five thousand issues in SQLite.

    python benchmarks/dashboard_load.py [--posts 1000000] [--issues 5000] [--officers 20] [--seconds 60] [--think 1]
                                        [--folder /tmp/kentongan-load] [--no-browser]

Builds the office in the folder once (`dashboard_made`), starts the real server (`kentongan serve`) and lets every officer open
one page after another: every page of the registry, the first thing that each of them links to, and searches that nobody
asked before. `--think 0` keeps as many requests under way as there are officers, which no office does. Then the same with
a browser: what a first visit transfers, and when something is seen.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import os
import platform
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from dashboard_made import NAME, NOW, build

from kentongan.core.clock import StoppedClock
from kentongan.core.search_terms import tokens
from kentongan.pipeline.users.access import open_session
from kentongan.pipeline.workspace import open_workspace
from kentongan.web.registry import PAGES

TOO_LONG = 0.3


def main() -> None:
    """Build, serve, measure, print."""
    read = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    read.add_argument("--posts", type=int, default=1_000_000)
    read.add_argument("--issues", type=int, default=5_000)
    read.add_argument("--officers", type=int, default=20)
    read.add_argument("--seconds", type=float, default=60)
    read.add_argument("--think", type=float, default=1.0, help="mean seconds between an answer and the next request")
    read.add_argument("--folder", type=Path, default=Path("/tmp/kentongan-load"))  # noqa: S108 - a scratch office
    read.add_argument("--no-browser", action="store_true")
    asked = read.parse_args()
    config = build(asked.folder / f"{asked.posts}-{asked.issues}", asked.posts, asked.issues)
    sessions, words, digest = _prepared(config, asked.officers)
    print(
        f"{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
    print(
        f"{asked.posts} posts, {asked.issues} issues, digest {digest}; {asked.officers} officers, think {asked.think} s"
    )
    with _served(config) as (port, server):
        pages = _pages(port, sessions[0])
        for path in pages.values():
            _get(http.client.HTTPConnection("127.0.0.1", port), path, sessions[0])
        print(f"ready after {_settled(server):.0f} s, {_cpu(server):.1f} s of CPU")
        began, busy = time.process_time(), _cpu(server)
        times = _load(port, sessions, pages, words, seconds=asked.seconds, think=asked.think)
        served, count = _cpu(server) - busy, sum(len(found) for found in times.values())
        _tell(times, asked.seconds)
        print(f"CPU: server {served:.1f} s, {served / max(count, 1) * 1000:.1f} ms a request", end="; ")
        print(f"the measuring itself {time.process_time() - began:.1f} s; load of the machine {os.getloadavg()[0]:.1f}")
        if not asked.no_browser:
            _browser(port, sessions[0], pages)


def _prepared(config: Path, officers: int) -> tuple[list[str], list[str], str]:
    """A session an officer, words to search for, and a digest of some of the data."""
    with open_workspace(config, clock=StoppedClock(NOW)) as workspace:
        account = workspace.store.users.named(NAME)
        if account is None:
            raise SystemExit(f"{config} is not an office made by this benchmark")
        sessions = [open_session(workspace, account.user, device=f"bangku {n}") for n in range(officers)]
        some = workspace.store.posts.between(NOW.replace(hour=0), NOW)
        texts = [post.text for post, _ in zip(some, range(3000), strict=False)]
    digest = hashlib.blake2b("\n".join(texts).encode(), digest_size=6).hexdigest()
    return sessions, [token.word for text in texts for token in tokens(text)], digest


@contextmanager
def _served(config: Path) -> Iterator[tuple[int, int]]:
    """A running server: its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = [
        sys.executable,
        "-m",
        "kentongan",
        "serve",
        "--port",
        str(port),
        "--no-timetable",
        "--config",
        str(config),
    ]
    with subprocess.Popen(program, env={**os.environ, "KENTONGAN_NOW": NOW.isoformat()}) as server:
        try:
            for _ in range(600):
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield port, server.pid
        finally:
            server.terminate()


def _cpu(process: int) -> float:
    """Seconds of processor that a process has used (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _settled(server: int) -> float:
    """Wait until the server has read ahead what it reads at its start (at most two minutes); seconds that took."""
    began = time.perf_counter()
    while time.perf_counter() - began < 120:
        before = _cpu(server)
        time.sleep(1)
        if _cpu(server) - before < 0.1:
            break
    return time.perf_counter() - began


def _get(connection: http.client.HTTPConnection, path: str, session: str) -> tuple[int, bytes]:
    connection.request("GET", path, headers={"Cookie": f"kentongan={session}", "Accept-Encoding": "identity"})
    answer = connection.getresponse()
    return answer.status, answer.read()


def _pages(port: int, session: str) -> dict[str, str]:
    """Every page of the registry, and the first page below it that it links to: name → path."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    found = {}
    for page in PAGES:
        found[page.path] = page.path
        status, body = _get(connection, page.path, session)
        if status != 200:
            print(f"{page.path}: HTTP {status}")
        below = re.findall(rf'href="({re.escape(page.path.rstrip("/"))}/[^"?#]+)"', body.decode())
        files = (".csv", ".xlsx", ".docx", ".pdf")
        own = [path for path in below if page.path != "/" and "/static/" not in path and not path.endswith(files)]
        if own:
            found[f"{page.path}/…"] = own[0]
    return found


def _search(draw: random.Random, words: list[str]) -> str:
    """A query that was hardly asked before: words as frequent as they are, phrases, labels, what joins them."""
    one, two, three = draw.choices(words, k=3)
    return draw.choice(
        [
            one,
            f"{one} {two}",
            f"{one} OR {two}",
            f'"{one} {two}"',
            f"{one} nada:negatif",
            f"{one} -{two} jenis:berita",
            f"({one} OR {two}) {three} sejak:2026-11-0{draw.randint(1, 9)}",
            f"{one[:4]}* nada:negatif,positif",
        ]
    )


def _load(
    port: int, sessions: list[str], pages: dict[str, str], words: list[str], *, seconds: float, think: float
) -> dict[str, list[float]]:
    """Answer times in seconds by page, from officers who come back at once."""
    times: dict[str, list[float]] = defaultdict(list)
    lock, end = threading.Lock(), time.perf_counter() + seconds

    def officer(number: int) -> None:
        draw, connection = random.Random(number), http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        time.sleep(draw.random() * max(think, 0.05))
        while time.perf_counter() < end:
            name = draw.choice([*pages, "search", "search"])
            path = f"/unggahan?{urlencode({'q': _search(draw, words)})}" if name == "search" else pages[name]
            began = time.perf_counter()
            try:
                status, _ = _get(connection, path, sessions[number])
            except (http.client.RemoteDisconnected, ConnectionResetError):  # kept open longer than the server keeps it
                connection.close()
                continue
            took = time.perf_counter() - began
            with lock:
                times[name].append(took)
                if status != 200:
                    times[f"{name} HTTP {status}"].append(took)
            if think:
                time.sleep(draw.expovariate(1 / think))

    threads = [threading.Thread(target=officer, args=(number,)) for number in range(len(sessions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _tell(times: dict[str, list[float]], seconds: float) -> None:
    total = sum(len(found) for name, found in times.items() if "HTTP" not in name)
    print(f"{total} requests, {total / seconds:.1f} a second")
    print(f"{'page':<28}{'n':>6}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}  ms")
    for name in sorted(times):
        found = sorted(times[name])
        at = [found[min(len(found) - 1, int(len(found) * share))] * 1000 for share in (0.5, 0.95, 0.99)]
        late = "  too slow" if at[1] > TOO_LONG * 1000 else ""
        print(f"{name:<28}{len(found):>6}{at[0]:>8.0f}{at[1]:>8.0f}{at[2]:>8.0f}{found[-1] * 1000:>8.0f}{late}")


def _browser(port: int, session: str, pages: dict[str, str]) -> None:
    """What a first visit of each page transfers, and when something is seen, one at a time."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        print("no Chromium: first paint and transfer not measured")
        return
    print(f"{'page':<28}{'first paint ms':>16}{'kB':>8}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, path in pages.items():
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            context.add_cookies([{"name": "kentongan", "value": session, "url": f"http://127.0.0.1:{port}"}])
            tab = context.new_page()
            wire = context.new_cdp_session(tab)
            wire.send("Network.enable")
            sizes: list[float] = []
            wire.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
            tab.goto(f"http://127.0.0.1:{port}{path}", wait_until="networkidle")
            paint = tab.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
            print(f"{name:<28}{paint or 0:>16.0f}{sum(sizes) / 1000:>8.0f}")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
