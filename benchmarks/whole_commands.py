"""How long whole commands take and how much memory they need: `python benchmarks/whole_commands.py [--runs N]`.

Each command runs as a process of its own in a fresh folder; printed are the median, the lowest and the highest wall time,
the CPU time and the peak memory, with the hash of the data and the machine. The real day needs the measuring data beside
the repository; without it that part is left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEWS = ROOT.parent / "shared" / "data" / "events" / "berita_2025-06-18_19.jsonl"
OFFICE = ("init", "--agency", "Kementerian Contoh", "--kind", "kementerian", "--yes")


@dataclass(frozen=True)
class Cost:
    """One run: wall seconds, CPU seconds (user and system), peak memory in MB."""

    wall: float
    cpu: float
    memory: float


def run(folder: Path, *words: str) -> Cost:
    """Run one command in `folder`."""
    start = time.perf_counter()
    with (folder / "out.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kentongan", *words], cwd=folder, stdout=log, stderr=log, env={**os.environ}
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{words}: exit {process.returncode}\n{(folder / 'out.log').read_text()[-2000:]}")
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def repeated(runs: int, work: Callable[[Path], Cost]) -> list[Cost]:
    """`work` in a fresh folder, `runs` times."""
    costs = []
    for _ in range(runs):
        folder = Path(tempfile.mkdtemp(prefix="kentongan-bench-"))
        costs.append(work(folder))
        shutil.rmtree(folder)
    return costs


def real_day(folder: Path) -> Cost:
    """Import, analyse and report of two days of real news: times add up, memory is the highest."""
    run(folder, *OFFICE)
    steps = [
        run(folder, "import", str(NEWS)),
        run(folder, "analyse", "--day", "2025-06-19"),
        run(folder, "report", "--day", "2025-06-19"),
    ]
    return Cost(sum(s.wall for s in steps), sum(s.cpu for s in steps), max(s.memory for s in steps))


def short_posts(folder: Path, count: int) -> Path:
    """`count` short posts made from the sample's own, each with a number of its own."""
    lines = (ROOT / "kentongan" / "sample" / "medsos.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    path = folder / "posts.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            file.write(json.dumps({"id": f"p{n}", "text": f"{texts[n % len(texts)]} {n * 7919 % 10007}"}) + "\n")
    return path


def annotate(folder: Path, count: int) -> Cost:
    """`annotate` over short posts."""
    return run(folder, "annotate", str(short_posts(folder, count)), "-o", "out.jsonl")


def show(name: str, costs: list[Cost]) -> None:
    """One row of the table."""
    walls = sorted(c.wall for c in costs)
    cpu, memory = statistics.median(c.cpu for c in costs), max(c.memory for c in costs)
    print(f"| {name} | {statistics.median(walls):.1f} | {walls[0]:.1f}–{walls[-1]:.1f} | {cpu:.1f} | {memory:.0f} |")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--posts", type=int, default=20_000, help="posts for annotate")
    options = parser.parse_args()
    sample = hashlib.sha256(
        b"".join(p.read_bytes() for p in sorted((ROOT / "kentongan/sample").rglob("*.*")))
    ).hexdigest()
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}; runs: {options.runs}")
    print(f"sample sha256 {sample[:16]}", end="")
    print(f"; real day sha256 {hashlib.sha256(NEWS.read_bytes()).hexdigest()[:16]}" if NEWS.exists() else "")
    print("\n| command | wall s, median | lowest–highest | CPU s | peak MB |\n|---|---|---|---|---|")
    show("demo", repeated(options.runs, lambda f: run(f, "demo")))
    if NEWS.exists():
        show("import + analyse + report, 2,449 articles", repeated(options.runs, real_day))
    show(f"annotate, {options.posts} short posts", repeated(options.runs, lambda f: annotate(f, options.posts)))


if __name__ == "__main__":
    main()
