"""What the history of 500 sources visited hourly for 30 days costs, kept in three ways: one command.

    python benchmarks/source_history.py [--sources 500] [--days 30] [--rounds 5]

Side by side: the journal of runs as it is, a row a visit, and our line a day with one standing a source. Measured: bytes on
disk, and the CPU seconds for reading everything that judging all sources needs; for ours also the judging itself and the
cost of noting one visit.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from kentongan.core.clock import StoppedClock
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import Cause, Outcome, OutcomeKind
from kentongan.core.source_rhythm import day_number
from kentongan.core.source_verdict import judge
from kentongan.store.database import Store
from kentongan.store.schema import source_days

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


def outcomes(random: np.random.Generator, count: int, hour: int) -> list[Outcome]:
    """One round: most sources unchanged at night, a few posts by day, one in fifty unreachable."""
    busy = 0.02 if hour % 24 < 6 else 0.35
    new = random.poisson(busy * np.exp(random.normal(0, 1, count)))
    failed = random.random(count) < 0.02
    reason = Say(
        "Situs tidak menjawab dalam 60 detik. Dicoba lagi nanti.", "The site did not answer within 60 seconds."
    )
    found = []
    for number in range(count):
        source, name = f"s-{number:020d}", f"Media daerah {number}"
        if failed[number]:
            found.append(Outcome(source, name, OutcomeKind.FAILED, reason=reason, cause=Cause.SLOW, seconds=60.0))
        elif new[number]:
            found.append(Outcome(source, name, OutcomeKind.OK, seen=30, new=int(new[number]), seconds=1.3))
        else:
            found.append(Outcome(source, name, OutcomeKind.UNCHANGED, seconds=0.4))
    return found


def cpu(work: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """Median, least and most CPU seconds."""
    spent = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return statistics.median(spent), min(spent), max(spent)


def size(path: Path) -> float:
    """Megabytes of a database file and its log."""
    return sum(file.stat().st_size for file in path.parent.glob(f"{path.name}*")) / 1e6


def shown(what: str, megabytes: float, seconds: tuple[float, float, float]) -> None:
    """A row of the table."""
    print(f"| {what} | {megabytes:.1f} | {seconds[0]:.3f} ({seconds[1]:.3f}–{seconds[2]:.3f}) |")


def fill(runs: Store, visits: sqlite3.Connection, count: int, hours: int) -> tuple[list[dict[str, object]], str]:
    """Write the same rounds to the journal and to the rows; gives the lines a day and a digest of the data."""
    random, digest = np.random.default_rng(11), hashlib.sha256()
    lines: dict[tuple[str, int], list[int]] = {}
    visits.execute("CREATE TABLE v (source_id TEXT, at INT, kind TEXT, cause TEXT, seen INT, new INT, seconds REAL)")
    for hour in range(hours):
        at = NOW - timedelta(hours=hours - hour)
        found = outcomes(random, count, hour)
        digest.update(repr([(o.kind, o.new) for o in found]).encode())
        runs.runs.finish(runs.runs.start(f"collect-{hour}"), found)
        visits.executemany(
            "INSERT INTO v VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(o.source_id, int(at.timestamp()), o.kind, o.cause, o.seen, o.new, o.seconds) for o in found],
        )
        for o in found:
            line = lines.setdefault((o.source_id, day_number(at)), [0, 0, 0, 0])
            line[0] |= (1 << at.hour) if o.new else 0
            line[1] += 1
            line[2] += o.kind is OutcomeKind.FAILED
            line[3] += o.new
    visits.execute("CREATE INDEX i ON v (source_id, at)")
    visits.commit()
    names = ("source_id", "day", "hours", "visits", "failed", "new")
    return [dict(zip(names, (*key, *line), strict=True)) for key, line in lines.items()], digest.hexdigest()[:12]


def main() -> None:
    """Fill three databases, read them, print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sources", type=int, default=500)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{name}.sqlite" for name in ("runs", "visits", "days")]
        runs, days = (Store.open(str(files[n]), clock=StoppedClock(NOW)) for n in (0, 2))
        visits = sqlite3.connect(files[1])
        rows, digest = fill(runs, visits, given.sources, given.days * 24)
        with days.visits._database.writing() as connection:  # noqa: SLF001 - a bench fills the shelf
            connection.execute(sa.insert(source_days), rows)
        began = time.process_time()
        for outcome in outcomes(np.random.default_rng(12), given.sources, 12):
            days.visits.note(outcome, NOW, published=[NOW - timedelta(minutes=5 * n) for n in range(1, 31)])
        noting = (time.process_time() - began) / given.sources

        sources = [Source(f"s-{n:020d}", "feed", f"Media {n}", f"https://m{n}.id/feed") for n in range(given.sources)]

        def judge_all() -> None:
            standings, history = days.visits.standings(), days.visits.days(NOW)
            for source in sources:
                judge(source, standings[source.id], history[source.id], NOW)

        print("| kept as | MB | CPU s to read, median (range) |")
        print("|---|---|---|")
        early, late = NOW - timedelta(days=400), NOW + timedelta(days=1)
        shown("journal of runs", size(files[0]), cpu(lambda: runs.runs.between(early, late), 1))
        query = "SELECT * FROM v ORDER BY source_id, at"
        shown("a row a visit", size(files[1]), cpu(lambda: visits.execute(query).fetchall(), given.rounds))
        shown("a line a day", size(files[2]), cpu(lambda: days.visits.days(NOW), given.rounds))
        shown("a line a day, and all judged", size(files[2]), cpu(judge_all, given.rounds))
        print(f"\nNoting one visit of 30 items: {noting * 1000:.2f} CPU ms")
        for store in (runs, days):
            store.close()
        visits.close()
    print(f"{given.sources} sources, {given.days} days hourly, data {digest}")
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}")


if __name__ == "__main__":
    main()
