"""One cycle over 500 feeds, ours beside `reader` (lemon24), on the same feeds in one run.

    python benchmarks/feeds_cycle.py [--feeds 500] [--reader PYTHON]

PYTHON is an interpreter that has the package `reader`; without it only ours is measured. Each side runs in a process
and with a database of its own: a first visit, then a second one an hour later in which a tenth of the feeds changed and
the others answer 304 or send the same bytes. Printed: wall and CPU seconds (user + system of the process, the server
not counted), peak memory, and how many entries have the right title, address, moment, author and text.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
import feeds_made as made  # noqa: E402 (beside this file)

FIELDS = ("title", "link", "date", "author", "text")


def main() -> None:
    """Make the feeds, serve them, let both sides read them, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--feeds", type=int, default=500)
    options.add_argument("--reader", default="", help="interpreter that has the package reader")
    options.add_argument("--side", default="", help=argparse.SUPPRESS)
    options.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.side:
        print(json.dumps(ours(chosen) if chosen.side == "ours" else theirs(chosen)))
        return
    feeds = made.make(chosen.feeds)
    later = made.changed(feeds)
    sizes = sorted(len(feed.body()) for feed in feeds)
    print(
        f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}"
    )
    print(
        f"{len(feeds)} feeds, {sum(sizes) / 1e6:.1f} MB, median {sizes[len(sizes) // 2] / 1e3:.0f} kB, largest "
        f"{sizes[-1] / 1e6:.1f} MB, {sum(len(feed.items) for feed in feeds)} entries, sha256 {made.digest(feeds)}"
    )
    for side, python in (("ours", sys.executable), ("reader", chosen.reader)):
        if python:
            report(side, python, feeds, later)


def report(side: str, python: str, feeds: list[made.Feed], later: list[made.Feed]) -> None:
    """Run one side against a fresh server and print its line a cycle."""
    server = made.Server(feeds)
    loop = asyncio.new_event_loop()
    listening = loop.run_until_complete(asyncio.start_server(server.answer, "0.0.0.0", 0))  # noqa: S104 (127.0.0.0/8)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    port = listening.sockets[0].getsockname()[1]
    command = [python, __file__, "--side", side, "--port", str(port), "--feeds", str(len(feeds))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise SystemExit("no pipes")
        process.stdout.readline()
        server.put(later)
        process.stdin.write("lanjut\n")
        process.stdin.flush()
        found = json.loads(process.stdout.readlines()[-1])
    loop.call_soon_threadsafe(loop.stop)
    for name in ("first", "second"):
        cycle = found[name]
        print(
            f"{side:>7} {name:>6}: wall {cycle['wall']:6.1f} s, CPU {cycle['cpu']:6.1f} s, peak {cycle['peak']:5.0f} MB, "
            f"{cycle['entries']} entries; right: "
            + ", ".join(f"{field} {100 * cycle['right'][field] / max(1, cycle['expected']):.2f} %" for field in FIELDS)
        )


def measured(work: Any) -> dict[str, Any]:
    """Wall, CPU and peak memory of this process for a piece of work."""
    before, began = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall": time.monotonic() - began, "cpu": cpu, "peak": after.ru_maxrss / 1024}


def pause() -> None:
    """Tell the parent that the first cycle is over, and wait until the feeds have changed."""
    print("pertama", flush=True)
    sys.stdin.readline()


def address(number: int, port: int) -> str:
    """Every feed has a host of its own."""
    return f"http://127.0.{1 + number // 200}.{1 + number % 200}:{port}/{number}"


def checked(cycle: dict[str, Any], feeds: list[made.Feed], found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The cycle with how many entries have each field as it was meant."""
    expected = made.truth(feeds)
    right = dict.fromkeys(FIELDS, 0)
    for link, item in expected.items():
        if (entry := found.get(link)) is None:
            continue
        right["link"] += 1
        right["title"] += entry["title"] == item.title
        right["date"] += datetime.fromisoformat(entry["date"]) == item.at if entry["date"] else 0
        right["author"] += entry["author"] == item.author
        right["text"] += " ".join(entry["text"].split()) == " ".join(item.text.split())
    return {**cycle, "entries": len(found), "expected": len(expected), "right": right}


def ours(chosen: argparse.Namespace) -> dict[str, Any]:
    """`collect` as an office runs it: settings, door, feeds, intake, SQLite."""
    from kentongan.core.clock import StoppedClock
    from kentongan.core.ids import pseudonym
    from kentongan.pipeline.collecting.collect import collect
    from kentongan.pipeline.workspace import open_workspace

    with tempfile.TemporaryDirectory() as whole:
        folder = str(Path(whole) / "kini")
        Path(folder).mkdir()
        config = Path(folder) / "kentongan.toml"
        listed = "\n".join(
            f'[[sumber]]\nnama = "Media {n}"\nalamat = "{address(n, chosen.port)}"' for n in range(chosen.feeds)
        )
        hosts = ", ".join(f'"{address(n, chosen.port).split("/")[2]}"' for n in range(chosen.feeds))
        config.write_text(
            f'[instansi]\nnama = "Pemerintah Kota Uji"\n[jaringan]\nhost_diizinkan = [{hosts}]\n{listed}\n',
            encoding="utf-8",
        )

        def visit(hours: float) -> None:
            with open_workspace(config, clock=StoppedClock(made.START + timedelta(hours=hours))) as workspace:
                outcomes = collect(workspace)
            bad = [one for one in outcomes if one.kind.value == "failed"]
            if bad:
                raise SystemExit(f"{len(bad)} failed, first: {bad[0].reason}")

        def entries(known: list[made.Feed], of: Path) -> dict[str, dict[str, Any]]:
            with open_workspace(of, clock=StoppedClock(made.START)) as workspace:
                posts = list(workspace.store.posts.between(made.START - timedelta(days=400), made.START))
                names = {pseudonym(i.author, workspace.key): i.author for feed in known for i in feed.items}
            return {
                post.url: {
                    "title": post.title,
                    "date": post.published_at.isoformat(),
                    "author": names.get(post.author, ""),  # kept as a pseudonym only
                    "text": post.text,
                }
                for post in posts
            }

        with open_workspace(config, clock=StoppedClock(made.START)):
            pass  # the database is made before either side is measured
        first = measured(lambda: visit(0))
        kept = shutil.copytree(folder, Path(whole) / "dulu")
        pause()
        second = measured(lambda: visit(1))
        # Looked at only now: what the check holds in memory is not the reader's.
        feeds = made.make(chosen.feeds)
        later = made.changed(feeds)
        first = checked(first, feeds, entries(feeds, kept / config.name))
        second = checked(second, later, entries(later, config))
    return {"first": first, "second": second}


def theirs(chosen: argparse.Namespace) -> dict[str, Any]:
    """`reader` as its documentation shows it, with as many workers as ours reads sites at once."""
    from reader import make_reader  # type: ignore[import-not-found]

    with tempfile.TemporaryDirectory() as whole:
        folder = str(Path(whole) / "kini")
        Path(folder).mkdir()
        with make_reader(str(Path(folder) / "reader.sqlite")) as reader:
            for number in range(chosen.feeds):
                reader.add_feed(address(number, chosen.port))

        def visit() -> None:
            with make_reader(str(Path(folder) / "reader.sqlite")) as reader:
                reader.update_feeds(scheduled=False, workers=20)

        def entries(of: Path) -> dict[str, dict[str, Any]]:
            with make_reader(str(of / "reader.sqlite")) as reader:
                return {entry.link: shown(entry) for entry in reader.get_entries()}

        first = measured(visit)
        kept = shutil.copytree(folder, Path(whole) / "dulu")
        pause()
        second = measured(visit)
        feeds = made.make(chosen.feeds)
        later = made.changed(feeds)
        first = checked(first, feeds, entries(Path(kept)))
        second = checked(second, later, entries(Path(folder)))
    return {"first": first, "second": second}


def shown(entry: Any) -> dict[str, Any]:
    """Their entry with its HTML turned into words, which they leave to the one who shows it."""
    body = entry.get_content(prefer_summary=False)
    moment = entry.published or entry.updated
    text = unescape(re.sub(r"<[^>]+>", " ", body.value if body else ""))
    return {
        "title": unescape(entry.title or ""),
        "date": moment.isoformat() if moment else "",
        "author": entry.authors_str or "",
        "text": text,
    }


if __name__ == "__main__":
    main()
