"""Does a composed report say only what its posts say? `python benchmarks/faithfulness_stream.py [--days DAY ...]`.

The sample day and, where the measuring data lies beside the repository, the days of the real news stream: collected,
analysed and composed by the ordinary use cases; then every piece that speaks of the world is held against the posts it
cites (`kentongan/pipeline/borne_out.py`). Prints pieces checked and doubted by section, and every doubt.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import time as time_of_day
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
NEWS = ROOT.parent / "shared" / "data" / "events" / "berita_2025-06-18_19.jsonl"


def composed(folder: Path, day: str):  # type: ignore[no-untyped-def]
    """The report of a day, its findings, and the earlier texts of its issues."""
    from kentongan.core.clock import StoppedClock, report_window
    from kentongan.pipeline.analysing.analyse import analyse
    from kentongan.pipeline.borne_out import earlier_texts
    from kentongan.pipeline.workspace import open_workspace
    from reports.daily import compose_daily

    clock = StoppedClock(report_window(day, "WIB", time_of_day(6, 0)).end)
    with open_workspace(folder / "kentongan.toml", clock=clock) as workspace:
        findings = analyse(workspace, day).findings
        earlier = earlier_texts(workspace.store, findings)
    return compose_daily(findings), findings, earlier


def sample(folder: Path) -> str:
    """The sample's folder, ready; its day."""
    from kentongan.core.progress import Silent
    from kentongan.pipeline.demo import DAY, demo

    demo(folder, lang="id", progress=Silent())
    return DAY


def stream(folder: Path) -> None:
    """A ministry's folder with two days of real news."""
    folder.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for words in (["init", "--agency", "Kementerian Contoh", "--kind", "kementerian", "--yes"], ["import", str(NEWS)]):
        command = [sys.executable, "-m", "kentongan", *words]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def show(name: str, report, findings, earlier) -> int:  # type: ignore[no-untyped-def]
    """A table a day, then what is doubted; how many doubts there are."""
    from kentongan.pipeline.borne_out import pieces

    start = time.process_time()
    found = list(pieces(report, findings, earlier))
    spent = time.process_time() - start
    every, doubted = Counter(p.part for p in found), Counter(p.part for p in found if p.doubts)
    print(
        f"\n## {name}: {len(findings.counted)} posts counted, {len(found)} pieces, {sum(doubted.values())} doubted; {spent:.1f} CPU s\n"
    )
    print("| part | pieces | doubted |\n|---|---|---|")
    for part, count in sorted(every.items()):
        print(f"| {part} | {count} | {doubted[part]} |")
    for piece in found:
        if piece.doubts:
            words = ", ".join(f"{doubt.kind}: {doubt.text}" for doubt in piece.doubts)
            print(f"- {piece.part}: {piece.text[:220]!r} — {words}")
    return sum(doubted.values())


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--days", nargs="*", default=["2025-06-18", "2025-06-19", "2025-06-20"], help="of the real stream"
    )
    options = parser.parse_args()
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="kentongan-bench-") as scratch:
        day = sample(Path(scratch) / "sample")
        doubted = show(f"sample, {day}", *composed(Path(scratch) / "sample", day))
        if NEWS.exists() and options.days:
            print(f"\n{NEWS.name} sha256 {hashlib.sha256(NEWS.read_bytes()).hexdigest()[:16]}")
            stream(Path(scratch) / "news")
            for day in options.days:
                doubted += show(f"news, {day}", *composed(Path(scratch) / "news", day))
        elif options.days:
            print("\nThe real stream is not here; looked for", NEWS)
    print(f"\nin all {doubted} doubted")


if __name__ == "__main__":
    main()
