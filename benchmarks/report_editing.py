"""What a version of a report costs to keep, to read, to write into and to draw, in CPU seconds: one command.

    python benchmarks/report_editing.py [--posts 1000 10000] [--rounds 5]

The day is the shipped sample's, its counted posts repeated under new ids up to the size asked for. Measured: keeping a version,
reading it the first time in a process and again, saving a passage, joining two officers' words, and drawing each form.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path

from kentongan.core.clock import StoppedClock
from kentongan.core.day import DayFindings
from kentongan.core.word_merge import merged
from kentongan.pipeline.analysing.analyse import analyse
from kentongan.pipeline.demo import DAY, fill
from kentongan.pipeline.reports.codec import unpacked_day, unpacked_report
from kentongan.pipeline.reports.edits import Seen, save
from kentongan.pipeline.reports.reading import readings
from kentongan.pipeline.reports.reporting import compose
from kentongan.pipeline.reports.versions import drawn, written
from kentongan.pipeline.workspace import Workspace, open_workspace
from kentongan.store.reports import ReportVersion
from reports.flavours import FLAVOURS
from reports.passages import passages

PASSAGE = "ringkasan/butir/terbesar"


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    began = time.process_time()
    work()
    return time.process_time() - began


def larger(day: DayFindings, size: int) -> DayFindings:
    """The day with its counted posts repeated until there are `size`."""
    posts, counted = dict(day.posts), list(day.counted)
    for number in range(size - len(counted)):
        view = day.posts[day.counted[number % len(day.counted)]]
        copy = replace(view, id=f"p-{number:016x}")
        posts[copy.id] = copy
        counted.append(copy.id)
    return replace(day, posts=posts, counted=tuple(counted), counted_comparable=tuple(counted))


def unpack(workspace: Workspace, version: ReportVersion) -> None:
    """What a process does that has read nothing of a version yet."""
    shelf = workspace.store.report_contents
    day = unpacked_day(shelf.get(version.id, "day") or b"")
    passages(unpacked_report(shelf.get(version.id, "id") or b"", day.posts))


def measure(workspace: Workspace, day: DayFindings, rounds: int) -> dict[str, list[float]]:
    """CPU seconds of each piece of work, a value a round."""
    found: dict[str, list[float]] = {}

    def note(name: str, work: Callable[[], object]) -> None:
        found.setdefault(name, []).append(seconds(work))

    for turn in range(rounds):
        changed = replace(day, counted=day.counted[turn:])
        note("compose and keep", lambda changed=changed: compose(workspace, DAY, findings=changed))
        version = workspace.store.reports.latest(DAY, "harian")
        if version is None:
            raise SystemExit("no version was kept")
        note("read, first time", lambda version=version: unpack(workspace, version))
        said = written(workspace, version)
        note(
            "read again, with differences",
            lambda version=version: readings(workspace, written(workspace, version), compare=True),
        )
        now = said.standings[PASSAGE]
        at = Seen(version.id, now.number)
        note(
            "save a passage",
            lambda at=at, turn=turn: save(workspace, DAY, PASSAGE, f"Kalimat ke-{turn}.", by="Petugas", seen=at),
        )
        base = " ".join(f"kata{n}" for n in range(120))
        note("join 120 words", lambda base=base: merged(base, base.replace("kata7 ", "satu "), base + " dua"))
        for name in FLAVOURS:
            note(
                f"draw {name}", lambda name=name, version=version: drawn(workspace, written(workspace, version), [name])
            )
    return found


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--posts", type=int, nargs="+", default=[1_000, 10_000])
    asked.add_argument("--rounds", type=int, default=5)
    options = asked.parse_args()
    with as_file(files("kentongan.sample")) as sample, tempfile.TemporaryDirectory() as folder:
        for name in ("kentongan.toml", "wilayah.csv"):
            shutil.copyfile(sample / name, Path(folder) / name)
        with open_workspace(
            Path(folder) / "kentongan.toml", clock=StoppedClock(datetime.fromisoformat(f"{DAY}T07:00:00+07:00"))
        ) as workspace:
            fill(workspace, sample)
            day = analyse(workspace, DAY).findings
            digest = hashlib.sha256(repr(sorted(day.posts)).encode()).hexdigest()[:16]
            print(
                f"sample {digest}, {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
            )
            for size in options.posts:
                found = measure(workspace, larger(day, size), options.rounds)
                version = workspace.store.reports.latest(DAY, "harian")
                parts = [len(workspace.store.report_contents.get(version.id, part) or b"") for part in ("day", "id")]
                print(f"\n{size} posts; kept: {sum(parts):,} bytes")
                for name, values in found.items():
                    spread = f"{min(values):.4f}–{max(values):.4f}"
                    print(f"  {name:<30} {statistics.median(values):8.4f} s  ({spread})")


if __name__ == "__main__":
    main()
