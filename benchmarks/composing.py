"""How long a day takes to become its documents: `python benchmarks/composing.py [--sizes 300 10000 100000] [--runs N]`.

The findings of the sample day are blown up to a day of the size wanted: every post stands there many times with words,
minute and outlet of its own; issues, claims, complaints and their lists of posts grow with it. Findings are made once and
kept in a file. Then a fresh process, pinned to one core, reads them, composes the report and draws every daily flavour:
CPU-seconds of its parts (imports counted), of the same again in the warm process, and its peak memory.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import os
import pickle
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
FLAVOURS = ("html", "pdf", "docx", "xlsx", "txt")
#: One issue beside the main ones for so many posts; claims grow with the day up to this many times.
POSTS_AN_ISSUE, MOST_CLAIMS = 60, 15


def sample_day(folder: Path) -> object:
    """The findings of the sample day, through the ordinary use cases."""
    from datetime import time as time_of_day

    from kentongan.core.clock import StoppedClock, report_window
    from kentongan.core.progress import Silent
    from kentongan.pipeline.analysing.analyse import day_of
    from kentongan.pipeline.demo import DAY, demo
    from kentongan.pipeline.workspace import open_workspace

    demo(folder, lang="id", progress=Silent())
    clock = StoppedClock(report_window(DAY, "WIB", time_of_day(6, 0)).end)
    with open_workspace(folder / "kentongan.toml", clock=clock, progress=Silent()) as workspace:
        return day_of(workspace, DAY)


def blown_up(day, size: int):  # type: ignore[no-untyped-def]
    """The day with about `size` counted posts, each with its own words, minute and outlet."""
    times = max(1, round(size / len(day.counted)))
    names = {post: (post, *(f"{post}~{n}" for n in range(1, times))) for post in day.posts}

    def many(ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(one for post in ids for one in names.get(post, (post,)))

    def clone(post: str, n: int):  # type: ignore[no-untyped-def]
        view = day.posts[post]
        return replace(
            view,
            id=names[post][n],
            url=f"{view.url}?n={n}" if view.url else "",
            title=f"{view.title} ({n})" if view.title else "",
            text=f"{view.text} Catatan ke-{n * 7919 % 100_003}.",
            source_name=f"{view.source_name} {n % 40}",
            published_at=view.published_at - timedelta(minutes=n % 50),
            copy_group=f"{view.copy_group}~{n}" if view.copy_group else "",
        )

    posts = {names[p][n]: (clone(p, n) if n else day.posts[p]) for p in day.posts for n in range(times)}

    def issue(view):  # type: ignore[no-untyped-def]
        return replace(
            view, posts=many(view.posts), posts_before=many(view.posts_before), texts=view.texts * times,
            history=tuple((on, count * times) for on, count in view.history),
        )  # fmt: skip

    kinds = ("priority", "potential", "positive", "other")
    issues = {kind: tuple(issue(view) for view in getattr(day, kind)) for kind in kinds}
    small = [view for kind in kinds for view in getattr(day, kind)]
    rows = max(0, size // POSTS_AN_ISSUE - len(small))
    issues["other"] += tuple(
        replace(small[n % len(small)], id=f"{small[n % len(small)].id}~{n}", name=f"{small[n % len(small)].name} {n}")
        for n in range(rows)
    )
    digest = day.complaints
    lists = ("received", "done", "in_progress", "open", "overdue", "aspirations", "information_requests")
    complaints = replace(
        digest,
        **{name: many(getattr(digest, name)) for name in lists},
        topics=tuple((name, many(ids)) for name, ids in digest.topics),
        questions=tuple((one, question) for post, question in digest.questions for one in names[post]),
    )
    claims = tuple(
        replace(
            case, id=f"{case.id}~{n}", claim=f"{case.claim} {n or ''}".strip(), spreading=many(case.spreading),
            denying=many(case.denying), asking=many(case.asking),
        )
        for n in range(min(times, MOST_CLAIMS))
        for case in day.claims
    )  # fmt: skip
    return replace(
        day,
        posts=posts,
        **issues,
        **{name: many(getattr(day, name)) for name in ("counted", "counted_before", "counted_comparable", "outside")},
        claims=claims,
        complaints=complaints,
        releases=tuple(replace(r, pickups=many(r.pickups)) for r in day.releases),
        figures=tuple((name, many(ids)) for name, ids in day.figures),
        outlets=tuple((f"{name} {n}", many(ids)) for name, ids in day.outlets for n in range(min(times, 40))),
        checked=many(day.checked),
    )


def cpu() -> float:
    """CPU-seconds of this process until now, every thread counted."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def compose(path: Path, flavours: Sequence[str], *, profile: bool) -> None:
    """In a process of its own: read the findings, then report and flavours, cold and warm; prints JSON."""
    with path.open("rb") as file:
        day = pickle.load(file)  # noqa: S301
    gc.collect()
    read = cpu()
    from reports.blocks import State
    from reports.daily import compose_daily
    from reports.flavours import flavour

    told: dict[str, object] = {"read": read}
    for temper in ("cold", "warm"):
        start, parts, sizes = cpu(), {}, {}
        wall = time.perf_counter()
        report = compose_daily(day, state=State.DRAFT)
        parts["compose"] = cpu() - start
        for name in flavours:
            before = cpu()
            sizes[name] = len(flavour(name).render(report, day))
            parts[name] = cpu() - before
        told[temper] = {"cpu": cpu() - start, "wall": time.perf_counter() - wall, "parts": parts, "bytes": sizes}
        if profile:
            break
    told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told))


def measured(path: Path, runs: int) -> list[dict]:  # type: ignore[type-arg]
    """The printed answers of fresh processes, each pinned to one core."""
    command = [sys.executable, str(Path(__file__).resolve()), "--compose", str(path)]
    core = max(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None

    def pin() -> None:
        if core is not None:
            os.sched_setaffinity(0, {core})

    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
    told = []
    for _ in range(runs):
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, preexec_fn=pin)
        told.append(json.loads(done.stdout.splitlines()[-1]))
    return told


def main() -> None:
    """Make the days, measure them, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--flavours", nargs="+", default=list(FLAVOURS))
    parser.add_argument("--keep", type=Path, help="folder for the made days, used again when they are there")
    parser.add_argument("--compose", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--profile", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.compose:
        compose(options.compose, options.flavours, profile=options.profile)
        return
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}; runs: {options.runs}")
    print("load", os.getloadavg()[0], "\n")
    print(
        "| posts counted | sha256 | cold CPU s: median (lowest–highest) | warm | " + " | ".join(("compose", *FLAVOURS)),
        end="",
    )
    print(" | peak MB |\n|" + "---|" * (6 + len(FLAVOURS)))
    with tempfile.TemporaryDirectory(prefix="kentongan-bench-") as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        day = None
        for size in options.sizes:
            path = folder / f"day-{size}.pickle"
            if not path.exists():
                day = day or sample_day(Path(scratch) / "sample")
                path.write_bytes(pickle.dumps(blown_up(day, size)))
            show(path, measured(path, options.runs))


def show(path: Path, told: list[dict]) -> None:  # type: ignore[type-arg]
    """One row: parts are medians of the cold runs."""
    with path.open("rb") as file:
        counted = len(pickle.load(file).counted)  # noqa: S301
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    cold = sorted(one["cold"]["cpu"] for one in told)
    warm = statistics.median(one["warm"]["cpu"] for one in told)
    parts = [statistics.median(one["cold"]["parts"].get(name, 0.0) for one in told) for name in ("compose", *FLAVOURS)]
    row = [f"{counted:,}", digest, f"{statistics.median(cold):.2f} ({cold[0]:.2f}–{cold[-1]:.2f})", f"{warm:.2f}"]
    row += [f"{part:.2f}" for part in parts] + [f"{max(one['peak'] for one in told):.0f}"]
    print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
