"""A million mixed posts into copies, stories and issues: time, memory, quality, growth, and an hour joining a week.

`python benchmarks/grouping_million.py [--sizes 300 10000 30000 100000 300000 1000000] [--seeds 1 2 3] [--hour 10000]
[--hours 12]`: each measurement is a process of its own over made posts (`grouping_made.py`) that it reads from a file;
its time is that of grouping alone, its peak memory includes the posts. Beside it the physical limit: reading the same
posts from JSON lines, and tokenising them (`hash_terms`), in the same process. `--hour` adds the last posts in time to
an index of all others, the largest size; `--hours` compares hour by hour with one go at a tenth of that size.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from grouping import bcubed
from grouping_made import digest, week

from analysis.issues.grouping_index import GroupingIndex
from analysis.stories.features import hash_terms, lead_texts

FIELDS = ("id", "title", "text", "source", "kind", "author")


def timed(task: Callable[[], Any]) -> tuple[Any, float, float]:
    """What the task returns, wall and CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = task()
    return found, time.perf_counter() - wall, time.process_time() - cpu


def scores(columns: pd.DataFrame, ids: pd.Series, gold: np.ndarray) -> dict[str, float]:
    """B³ of stories, and of issues where a post without one stands with its story."""
    found = columns.set_index("id").loc[ids]
    with_story = np.where(found["issue"] == "", found["story"], found["issue"])
    named = {"stories": found["story"], "issues": with_story}
    return {name: round(bcubed(gold, pd.factorize(labels)[0])[2], 4) for name, labels in named.items()}


def one_go(posts: pd.DataFrame, gold: np.ndarray) -> dict[str, Any]:
    """The whole collection at once."""
    index, wall, cpu = timed(lambda: GroupingIndex(posts))
    columns, more, more_cpu = timed(index.columns)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"wall": wall + more, "cpu": cpu + more_cpu, "peak_mb": peak, **scores(columns, posts["id"], gold)}


def limit(posts: pd.DataFrame, path: Path) -> dict[str, float]:
    """Seconds of CPU to read the posts from JSON lines and to tokenise them."""
    with path.open("w") as lines:
        for record in zip(*(posts[field].tolist() for field in FIELDS), strict=True):
            lines.write(json.dumps(dict(zip(FIELDS, record, strict=True))) + "\n")
    _, _, reading = timed(lambda: [json.loads(line) for line in path.open()])
    _, _, tokens = timed(lambda: hash_terms(lead_texts(posts)))
    return {"reading_cpu": reading, "tokenising_cpu": tokens}


def one_hour(posts: pd.DataFrame, gold: np.ndarray, new: int) -> dict[str, Any]:
    """The last posts in time join all others."""
    index, built, _ = timed(lambda: GroupingIndex(posts.iloc[:-new]))
    _, wall, cpu = timed(lambda: index.add(posts.iloc[-new:]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    known = {"built": built, "wall": wall, "cpu": cpu, "peak_mb": peak}
    return {**known, **scores(index.columns(), posts["id"], gold)}


def hour_by_hour(posts: pd.DataFrame, gold: np.ndarray, hours: int) -> dict[str, Any]:
    """The last hours one by one against one go over all."""
    whole = scores(GroupingIndex(posts).columns(), posts["id"], gold)
    hour = posts["published_at"].dt.floor("h")
    begin = hour.max() - pd.Timedelta(hours=hours - 1)
    index = GroupingIndex(posts[hour < begin])
    before = index.columns()
    for moment in sorted(set(hour[hour >= begin])):
        index.add(posts[hour == moment])
    after = index.columns()
    had, has = set(before["issue"]) - {""}, set(after["issue"])
    kept = after.set_index("id").loc[before["id"], "story"].to_numpy()
    return {
        "one go": whole,
        "by hours": scores(after, posts["id"], gold),
        "issue ids gone": round(len(had - has) / max(len(had), 1), 4),
        "posts whose story changed": round(float((kept != before["story"].to_numpy()).mean()), 4),
    }


def child(path: Path, mode: str, number: int) -> None:
    """One measurement, as JSON."""
    posts, gold = pd.read_pickle(path)  # noqa: S301 (written by `measured` a moment ago)
    if mode == "go":
        found = one_go(posts, gold) | (limit(posts, path.with_suffix(".jsonl")) if number else {})
    elif mode == "hour":
        found = one_hour(posts, gold, number)
    else:
        found = hour_by_hour(posts, gold, number)
    print(json.dumps(found))


def measured(posts: int, seed: int, mode: str, number: int) -> dict[str, Any]:
    """A measurement in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "posts.pickle"
        frame, gold = week(posts, seed)
        pd.to_pickle((frame, gold), path)
        name = digest(frame)
        del frame, gold
        command = [sys.executable, __file__, "--child", str(path), mode, str(number)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = {"posts": posts, "seed": seed, "sha256": name, **json.loads(done.stdout)}
    return {key: round(value, 2) if key in ROUNDED else value for key, value in found.items()}


ROUNDED = ("wall", "cpu", "built", "reading_cpu", "tokenising_cpu")


def growth(rows: list[dict[str, Any]]) -> str:
    """Exponents of CPU time between sizes, medians over seeds."""
    middle = pd.DataFrame(rows).groupby("posts")["cpu"].median()
    middle = middle[middle.index >= 10_000]
    if len(middle) < 2:
        return "growth: needs two sizes from 10,000 on"
    steps = np.diff(np.log(middle)) / np.diff(np.log(middle.index))
    whole = np.log(middle.iloc[-1] / middle.iloc[0]) / np.log(middle.index[-1] / middle.index[0])
    return f"CPU grows as N^{whole:.2f} from {middle.index[0]} to {middle.index[-1]}; by steps {np.round(steps, 2)}"


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[300, 10_000, 30_000, 100_000, 300_000, 1_000_000])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--hour", type=int, default=0)
    parser.add_argument("--hours", type=int, default=0)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(Path(args.child[0]), args.child[1], int(args.child[2]))
        return
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(
        f"{platform.machine()}, {os.cpu_count()} cores{load}, Python {platform.python_version()}, pandas {pd.__version__}"
    )
    rows = []
    for size in args.sizes:
        for seed in args.seeds:
            rows.append(measured(size, seed, "go", int(seed == args.seeds[0])))
            print(json.dumps(rows[-1]), flush=True)
    if rows:
        print(growth(rows))
    largest = max(args.sizes, default=1_000_000)
    for seed in args.seeds:
        if args.hour:
            print("hour", json.dumps(measured(largest + args.hour, seed, "hour", args.hour)), flush=True)
        if args.hours:
            print("hours", json.dumps(measured(max(largest // 10, 1000), seed, "hours", args.hours)), flush=True)


if __name__ == "__main__":
    main()
