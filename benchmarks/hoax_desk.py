"""What the library of fact-checks and the hoax desk cost, in CPU seconds: one command.

    python benchmarks/hoax_desk.py FACTCHECKS.jsonl [--cases 500] [--rounds 3]

FACTCHECKS is a file for `kentongan factcheck import`. Measured: taking it in, taking it in again, grouping the whole library
and placing 50 new fact-checks; a step at the desk, and reading cases of six events each; the Data Commons feed, made of
invented elements. With `--show N` it prints N groups drawn at random, to be read by a person.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from analysis.claims.factcheck_groups import group_factchecks
from collectors.factchecks.dump import PIECE, ElementReader
from kentongan.core import desk_moves as moves
from kentongan.core.clock import StoppedClock
from kentongan.core.findings import FactCheck
from kentongan.pipeline.factchecks.library import read_factchecks
from kentongan.store.database import Store

NOW = datetime(2026, 11, 16, 5, tzinfo=UTC)
OFFICER = "Nama Petugas, Jabatan"
FRESH = 50


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    began = time.process_time()
    work()
    return time.process_time() - began


def work_at_desk(store: Store, cases: int) -> None:
    """Cases with a claim and four finished steps each."""
    told = {"said": "kabar yang panjang " * 12, "form": "teks", "where": "WA", "when": "tadi"}
    for n in range(cases):
        case = store.desk.append(moves.receive(f"k-{n:05}", NOW, OFFICER, hours=3, limit_hours=24, told=told))
        steps = [{"text": "langkah", "owner": "OPD", "due": NOW}] * 4
        case = store.desk.append(moves.formulate(case, NOW, OFFICER, f"Klaim nomor {n} tentang sesuatu", steps))
        for step in range(1, 5):
            case = store.desk.append(moves.finish(case, NOW, OFFICER, step, "hasil langkah"))


def read_feed(body: bytes) -> int:
    """Elements of a feed that comes in pieces."""
    reader = ElementReader()
    return sum(1 for at in range(0, len(body), PIECE) for _ in reader.feed(body[at : at + PIECE]))


def invented_feed(megabytes: int = 20) -> bytes:
    """A feed of so many megabytes."""
    review = {"@type": "ClaimReview", "url": "https://media.id/1", "claimReviewed": "Klaim " * 40, "more": "x" * 1_200}
    element = json.dumps({"@type": "DataFeedItem", "item": [review]})
    count = megabytes * 1_000_000 // (len(element) + 1)
    return ('{"dataFeedElement":[' + ",".join([element] * count) + "]}").encode()


def one_round(checks: Sequence[FactCheck], cases: int) -> dict[str, float]:
    """Everything once, on an empty database."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"{folder}/a.db", clock=StoppedClock(NOW)) as store:
        found = {"import": seconds(lambda: store.factchecks.upsert(checks, "ukur"))}
        found["import again"] = seconds(lambda: store.factchecks.upsert(checks, "ukur"))
        groups: dict[str, str] = {}
        found["group all"] = seconds(lambda: groups.update(group_factchecks(checks)))
        known = {**groups, **dict.fromkeys((check.id for check in checks[-FRESH:]), "")}
        found[f"place {FRESH} new"] = seconds(lambda: group_factchecks(checks, known))
        found[f"{6 * cases} steps"] = seconds(lambda: work_at_desk(store, cases))
        found[f"read {cases} cases"] = seconds(store.desk.all)
    body = invented_feed()
    found["20 MB of feed"] = seconds(lambda: read_feed(body))
    return found


def show(checks: Sequence[FactCheck], count: int) -> None:
    """Groups of several titles, drawn at random."""
    members: dict[str, list[FactCheck]] = {}
    groups = group_factchecks(checks)
    for check in checks:
        members.setdefault(groups[check.id], []).append(check)
    several = [group for group in members.values() if len(group) > 1]
    print(f"{len(several)} groups hold {sum(map(len, several))} fact-checks")
    different = [group for group in several if len({check.title for check in group}) > 1]
    for group in random.Random(1).sample(different, min(count, len(different))):
        print("--")
        for check in group[:5]:
            print(f"   {check.date:10} {check.source:22} {check.title[:120]}")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--show", type=int, default=0)
    given = parser.parse_args()
    checks = read_factchecks(given.file)
    digest = hashlib.blake2b(given.file.read_bytes(), digest_size=8).hexdigest()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores (load {load:.1f}), Python {platform.python_version()}"
    )
    print(f"{given.file.name} {digest}, {len(checks)} fact-checks; CPU seconds, median (least–most) of {given.rounds}")
    if given.show:
        show(checks, given.show)
        return
    rounds = [one_round(checks, given.cases) for _ in range(given.rounds)]
    for name in rounds[0]:
        values = [one[name] for one in rounds]
        print(f"{name:20} {statistics.median(values):8.3f} ({min(values):.3f}–{max(values):.3f})")


if __name__ == "__main__":
    main()
