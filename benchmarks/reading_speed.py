"""Posts read a second, all reading steps and masking, as a whole process: `python benchmarks/reading_speed.py [--posts N]`.

The posts are made from real texts of the measuring data beside the repository: of twenty, eleven short Indonesian posts,
five short ones in twelve languages, three news titles with their first 200 characters, one full article; no two are
equal. Three commands are timed as processes of their own, peak memory over all their processes: `contract` (JSONL in, masked,
language, tone, place, category and actors, JSONL out), `read` (the same with every step, those of the hoax desk too) and
`annotate` (every step, with copies and stories), with the compiled loops of `kentongan[cepat]` where numba is installed and
without them. `--steps` prints instead what each step costs one core: short posts, titles with an
opening, and texts of more than 400 characters apart, in chunks as a stream brings them.
"""

from __future__ import annotations

import argparse
import csv
import ctypes
import hashlib
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[1]
#: Steps of the hoax desk, which "tone, language, personal data, place, category" of one post does not need.
DESK = ("verification", "claims", "stance")
#: Bytes of posts that a process gets at once, at most.
SLICE = 400_000
DATA = ROOT.parent / "shared" / "data"
sys.path.insert(0, str(ROOT))

#: Posts as lines of JSON, or parsed and without personal data.
Slice = list[Any]
_JSON = json.JSONEncoder(ensure_ascii=False)


LABELS = {
    "contract": "masked, language, tone, place, category, actors",
    "read": "masked, all steps (with verification and stance)",
    "annotate": "annotate (all steps, copies, stories)",
}


def texts() -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Short Indonesian posts, short posts of twelve languages, (title, text) of news."""
    short = [line.split("\t")[0] for line in (DATA / "sentiment/smsa_train.tsv").read_text("utf-8").splitlines()[1:]]
    many: list[str] = []
    for path in sorted((DATA / "sentiment/nusax").glob("*/train.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            many += [row["text"] for row in csv.DictReader(file)]
    news = []
    with (DATA / "events/berita_2025-06-18_19.jsonl").open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            news.append((row["judul"] or "", row["isi_berita"] or ""))
    return short, many, news


def posts(count: int) -> Iterator[dict[str, Any]]:
    """The posts, the same in every run."""
    short, many, news = texts()
    choose = random.Random(20251122)
    for number in range(count):
        draw = choose.random()
        row: dict[str, Any] = {"id": str(number), "kind": "social", "published_at": "2025-06-19T08:00:00+07:00"}
        if draw < 0.8:
            row["text"] = f"{choose.choice(short if draw < 0.55 else many)} {number}"
        else:
            title, text = choose.choice(news)
            row |= {"kind": "news", "source": "media", "title": f"{title} {number}"}
            row["text"] = text[:200] if draw < 0.95 else text
        yield row


def read(source: Path, target: Path, *, desk: bool) -> None:
    """What `read` and `contract` do: the product's processes mask, read and write what this one deals out in slices."""
    from kentongan.pipeline.analysing.processes import get_ready, helpful, posts_in, size_of_next, work_in_order

    count = posts_in(source)
    get_ready(count)
    with source.open("rb") as lines, target.open("wb") as file:
        size = source.stat().st_size
        slices: Iterator[Slice] = iter(lambda: lines.readlines(size_of_next(size - lines.tell(), SLICE)), [])
        without = () if desk else DESK
        file.writelines(work_in_order(_read_slice, slices, without, processes=helpful(count), meanwhile=_masked))


def _masked(posts: Slice) -> Slice:
    """Posts without personal data; those that are masked already as they are."""
    from analysis.personal.masking import mask

    return [
        post
        if isinstance(post, dict)
        else (row := json.loads(post))
        | {"title": mask(str(row.get("title") or "")).text, "text": mask(str(row["text"] or "")).text}
        for post in posts
    ]


def _read_slice(without: Sequence[str], posts: Slice) -> bytes:
    """Posts as lines of readings."""
    from analysis.frame import posts_frame
    from analysis.reading_rows import to_rows
    from analysis.steps import STEPS, read_posts

    frame = posts_frame(_masked(posts))
    readings = read_posts(frame, _context(), [step for step in STEPS if step.name not in without])
    lines = map(_JSON.encode, to_rows(frame["id"].tolist(), readings))
    return "".join([f"{line}\n" for line in lines]).encode("utf-8", "surrogatepass")


@cache
def _context() -> Any:
    """What the steps know beside the posts; each process has its own, and what deals out needs none."""
    from analysis.places.gazetteer import Gazetteer
    from analysis.steps import Context

    return Context(office(), Gazetteer.load())


def office() -> Any:
    """An office of one regency: its region and names are looked for in every post."""
    from kentongan.core.office import Office

    return Office(agency="Pemerintah Kabupaten Garut", short="Pemkab Garut", region="32.05")


def timed(command: list[str], folder: Path, *, compiled: bool) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak MB over all processes of one command."""
    start = time.perf_counter()
    environment = {**os.environ, "KENTONGAN_NUMBA": "1" if compiled else "0", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, env=environment)
    peak, over = [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.25):
            peak[0] = max(peak[0], _memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall, cpu, largest = time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    with suppress(ChildProcessError):  # a server of processes that the command has left to its end
        while True:
            usage = os.wait4(-1, 0)[2]
            cpu += usage.ru_utime + usage.ru_stime
    over.set()
    watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command}: exit {process.returncode}")
    return wall, cpu, max(peak[0], largest)


def adopt_orphans() -> None:
    """Processes whose parent has ended become this one's, so that their time is counted; Linux alone can."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def _memory(pid: int) -> float:
    total = 0.0
    try:
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            # Pages that processes share count once.
            total += process.memory_full_info().pss / 1e6
    except (psutil.Error, AttributeError):
        pass
    return total


def steps(count: int) -> None:
    """Print the CPU microseconds each step takes of one post."""
    import pandas as pd

    from analysis.frame import posts_frame
    from analysis.personal.masking import mask
    from analysis.places.gazetteer import Gazetteer
    from analysis.speed.compiled import available, expect
    from analysis.steps import STEPS, Context, read_posts

    frame = posts_frame(posts(count))
    context = Context(office(), Gazetteer.load())
    expect(count)
    read_posts(frame.iloc[:100], context)

    def costs(part: pd.DataFrame) -> dict[str, float]:
        found: dict[str, float] = {}
        for start in range(0, len(part), 1_000):
            chunk = part.iloc[start : start + 1_000]
            texts = [*chunk["title"].tolist(), *chunk["text"].tolist()]
            found["masking"] = found.get("masking", 0.0) + _cost(lambda texts=texts: [mask(text) for text in texts])
            read = pd.DataFrame(index=chunk.index)
            for step in STEPS:
                kept: list[pd.DataFrame] = []
                found[step.name] = found.get(step.name, 0.0) + _cost(
                    lambda step=step, chunk=chunk, read=read, kept=kept: kept.append(step.run(chunk, context, read))
                )
                read = pd.concat([read, kept[0][list(step.gives)]], axis=1)
        return found

    print(f"compiled loops: {'yes' if available() else 'no'}; microseconds of one core a post")
    full, news = frame["text"].str.len() > 400, frame["kind"] == "news"
    for name, part in (("short", frame[~news & ~full]), ("opening", frame[news & ~full]), ("long", frame[full])):
        # One round: a second would find the texts in the caches that steps share.
        each = {key: value / len(part) * 1e6 for key, value in costs(part).items()}
        print(f"{name}: {len(part)} posts, {part.text.str.len().mean():.0f} characters, all {sum(each.values()):.0f}")
        print("  " + ", ".join(f"{key} {value:.0f}" for key, value in each.items()))


def _cost(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Make the posts, time the commands, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--steps", action="store_true")
    parser.add_argument("--only", choices=("contract", "read", "annotate"))
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        what, source, target = args.child
        read(Path(source), Path(target), desk=what == "read")
        return
    if not DATA.exists():
        raise SystemExit("the measuring data (../shared/data) is not here")
    if args.steps:
        steps(min(args.posts, 10_000))
        return
    adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="kentongan-reading-") as name:
        folder = Path(name)
        source = folder / "posts.jsonl"
        with source.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in posts(args.posts))
        digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
        print(
            f"{args.posts} posts, {source.stat().st_size / 1e6:.0f} MB, sha256 {digest}; {platform.platform()}, ",
            end="",
        )
        print(f"{os.cpu_count()} cores, Python {platform.python_version()}")
        commands = {
            what: [sys.executable, str(Path(__file__)), "--child", what, str(source), str(folder / f"{what}.jsonl")]
            for what in ("contract", "read")
        } | {
            "annotate": [
                sys.executable,
                "-m",
                "kentongan",
                "annotate",
                str(source),
                "--out",
                str(folder / "all.jsonl"),
            ],
        }
        for label, command in commands.items():
            for compiled in (True, False) if find_spec("numba") else (False,):
                if args.only not in (None, label):
                    continue
                runs = [timed(command, folder, compiled=compiled) for _ in range(args.runs)]
                walls = sorted(run[0] for run in runs)
                rate = args.posts / statistics.median(walls)
                print(
                    f"{LABELS[label]}, {'compiled' if compiled else 'numpy'}: {rate:,.0f} posts/s, wall {statistics.median(walls):.1f} s ({walls[0]:.1f}–{walls[-1]:.1f}), "
                    f"CPU {statistics.median(run[1] for run in runs):.1f} s, peak {max(run[2] for run in runs):.0f} MB"
                )


if __name__ == "__main__":
    main()
