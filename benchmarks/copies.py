"""Copies: quality on labelled pairs and on synthetic copies, speed and memory beside rensa and datasketch, in one command.

`python benchmarks/copies.py [--sizes 10000 100000 1000000] [--seeds 1 2 3] [--rivals-python PYTHON] [--check]`: PYTHON is
an interpreter that has rensa and datasketch (this one where it has them). Every tool runs in a process of its own and
reads the same posts; CPU-seconds are of grouping alone, without reading the file. The pairs set apart for checking are
measured with `--check` only; never tune on them.

Synthetic posts are made of the words of general Indonesian that come with the package, in their frequency, and of
invented names: a fifth are copies as people make them (repost, tags, label, truncated, a typing error, capitals), a
twentieth are another event in the same words (one name and one number other). *Recall*: copies that stand in one group
with their original. *Precision*: grouped posts that belong to their representative.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
PAIRS = tuple(ROOT / "tests" / "quality" / name for name in ("copy_pairs.jsonl", "copy_pairs_2.jsonl"))
WORDS = ROOT / "analysis" / "data" / "word_background.tsv"
TAGS = ("#info", "#viral", "#warga", "#kabarhariini")
CALLS = (
    "Diteruskan berkali-kali\n",
    "VIDEO: ",
    "[UPDATE] ",
    "(ANTARA) - ",
    "Min tolong up 🙏 ",
    "Info dari grup sebelah: ",
)
SYLLABLES = "ba ce di fu ga ho ja ki lu ma ne pi ra so ta wu ya ko sa mu".split()


def wrapped(text: str, chance: random.Random) -> str:
    """The text as somebody passes it on."""
    for _ in range(chance.choice((1, 1, 1, 2))):
        kind = chance.randrange(8)
        words = text.split(" ")
        if kind == 0:
            text = f"RT @warga{chance.randrange(999)}: {text}"
        elif kind == 1:
            text = f"{text} {' '.join(chance.sample(TAGS, 2))}"
        elif kind == 2:
            text = chance.choice(CALLS) + text
        elif kind == 3 and len(words) > 14:
            text = " ".join(words[: -chance.randrange(1, 4)]) + "…"
        elif kind == 4:
            place = max(range(len(words)), key=lambda at: (words[at].isalpha(), len(words[at]), at))
            word = words[place]
            if len(word) > 5:
                words[place] = f"{word[:2]}{word[3]}{word[2]}{word[4:]}"
            text = " ".join(words)
        elif kind == 5:
            text = text.upper()
        elif kind == 6:
            text = f"{text} https://t.co/{chance.randrange(10**9)}"
        else:
            text = f"{text} 😭😭"
    return text


def synthetic(number: int, seed: int) -> tuple[list[str], list[int]]:
    """Posts, and for each which text it carries."""
    chance = random.Random(seed)
    rows = [line.split("\t") for line in WORDS.read_text("utf-8").splitlines()[1:]]
    vocabulary = [word for word, _ in rows]
    ladder = list(accumulate(float(share) for _, share in rows))
    texts: list[str] = []
    carries: list[int] = []

    def name() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.randrange(3, 5))).capitalize()

    while len(texts) < number:
        dice = chance.random()
        if texts and dice < 0.20:
            source = chance.randrange(max(0, len(texts) - 50_000), len(texts))
            source = carries[source]
            texts.append(wrapped(texts[source], chance))
            carries.append(source)
            continue
        if texts and dice < 0.25:
            source = carries[chance.randrange(max(0, len(texts) - 50_000), len(texts))]
            words = texts[source].split(" ")
            words[4], words[7] = name(), str(chance.randrange(2, 999))
        else:
            words = chance.choices(vocabulary, cum_weights=ladder, k=chance.randrange(10, 28))
            words[4], words[7] = name(), str(chance.randrange(2, 999))
            words[0] = words[0].capitalize()
        carries.append(len(texts))
        texts.append(" ".join(words))
    return texts, carries


def ours(texts: list[str]) -> Callable[[], list[int]]:
    """This project's grouping; the frame is made before the clock runs, as the lists of the others are."""
    sys.path.insert(0, str(ROOT))
    import pandas as pd

    from analysis.copies.finding import copy_columns

    moments = pd.Timestamp("2026-06-01", tz="UTC") + pd.to_timedelta(np.arange(len(texts)) * 86_400 // len(texts), "s")
    posts = pd.DataFrame({"id": [f"p{row:09}" for row in range(len(texts))], "title": "", "text": texts})
    posts["published_at"] = pd.Series(moments).astype("datetime64[us, UTC]")

    def run() -> list[int]:
        found = copy_columns(posts)
        codes = pd.factorize(found["copy_group"])[0]
        leads = np.zeros(codes.max(initial=0) + 1, dtype=np.int64)
        own = found["representative"].to_numpy()
        leads[codes[own]] = np.flatnonzero(own)
        return leads[codes].tolist()

    return run


def rensa(texts: list[str]) -> Callable[[], list[int]]:
    """The package as its documentation shows it: R-MinHash, banded index, candidates at an estimated Jaccard of .8."""
    from rensa import RMinHash, RMinHashLSH

    def run() -> list[int]:
        index = RMinHashLSH(threshold=0.8, num_perm=128, num_bands=16)
        kept: dict[int, RMinHash] = {}
        leads = []
        for row, text in enumerate(texts):
            sketch = RMinHash(num_perm=128, seed=42)
            sketch.update(text.split())
            near = [found for found in sorted(index.query(sketch)) if kept[found].jaccard(sketch) >= 0.8]
            if not near:
                index.insert(row, sketch)
                kept[row] = sketch
            leads.append(near[0] if near else row)
        return leads

    return run


def datasketch(texts: list[str]) -> Callable[[], list[int]]:
    """The package in the same way, with its batches of bytes."""
    from datasketch import MinHash, MinHashLSH

    def run() -> list[int]:
        index = MinHashLSH(threshold=0.8, num_perm=128)
        kept: dict[int, MinHash] = {}
        leads = []
        for row, text in enumerate(texts):
            sketch = MinHash(num_perm=128)
            sketch.update_batch([word.encode() for word in text.split()])
            near = [found for found in sorted(index.query(sketch)) if kept[found].jaccard(sketch) >= 0.8]
            if not near:
                index.insert(row, sketch)
                kept[row] = sketch
            leads.append(near[0] if near else row)
        return leads

    return run


def exact(texts: list[str]) -> Callable[[], list[int]]:
    """The least that can be done: split, lower, one dictionary of whole texts."""

    def run() -> list[int]:
        first: dict[tuple[str, ...], int] = {}
        return [first.setdefault(tuple(text.lower().split()), row) for row, text in enumerate(texts)]

    return run


TOOLS = {"kentongan": ours, "rensa": rensa, "datasketch": datasketch, "equal texts": exact}


def peak_megabytes() -> int:
    """This process's largest resident size; of its own memory alone where the kernel says so (Linux)."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def one(tool: str, path: Path) -> None:
    """Run one tool on one file and print its measurements as JSON; this is the child process."""
    posts = json.loads(path.read_text("utf-8"))
    carries = np.array(posts["carries"])
    run = TOOLS[tool](posts["texts"])
    before = peak_megabytes()
    begun, wall = time.process_time(), time.perf_counter()
    leads = np.array(run())
    spent, passed = time.process_time() - begun, time.perf_counter() - wall
    rows = np.arange(len(leads))
    copies, grouped = carries != rows, leads != rows
    result = {
        "cpu": spent,
        "wall": passed,
        "before": before,
        "peak": peak_megabytes(),
        "recall": float((leads[copies] == leads[carries[copies]]).mean()),
        "precision": float((carries[leads[grouped]] == carries[grouped]).mean()) if grouped.any() else 1.0,
    }
    print(json.dumps(result))


def child(python: str, tool: str, path: Path) -> dict[str, float] | None:
    """One tool's measurements in a process of its own; nothing where it is not installed."""
    command = [python, __file__, "--one", tool, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{tool}: not measured ({done.stderr.strip().splitlines()[-1]})")
        return None
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def wilson(right: int, number: int, z: float = 1.96) -> str:
    """A share with its 95 % interval (Wilson 1927)."""
    share, wide = right / number, z * z / number
    middle = (share + wide / 2) / (1 + wide)
    half = z * (share * (1 - share) / number + wide / 4 / number) ** 0.5 / (1 + wide)
    return f"{right}/{number} = {share:.3f} ({middle - half:.3f}-{middle + half:.3f})"


def measure_pairs(parts: tuple[str, ...]) -> None:
    """Precision and recall on the labelled pairs, each set apart and together: two posts in a frame, and all in one."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "quality")]
    from test_copy_floors import called_copies

    sets = [path.read_bytes() for path in PAIRS]
    for path, data in zip(PAIRS, sets, strict=True):
        print(f"{path.name} sha256 {hashlib.sha256(data).hexdigest()}")
    for part in parts:
        chosen = [[pair for pair in map(json.loads, data.splitlines()) if pair["part"] == part] for data in sets]
        for way, frame in (("two in a frame", "pair"), ("all in one", "all")):
            counts = []
            for pairs in chosen:
                gold = np.array([pair["label"] == "copy" for pair in pairs])
                called = np.array(called_copies(pairs, frame))
                counts.append((int((called & gold).sum()), int(called.sum()), int(gold.sum())))
            counts.append(tuple(map(sum, zip(*counts, strict=True))))
            for name, (right, called_so, copies) in zip((*(path.stem for path in PAIRS), "both"), counts, strict=True):
                told = f"precision {wilson(right, called_so)}  recall {wilson(right, copies)}"
                print(f"{name:<14}{part:<7}{way:<16}{told}", flush=True)


def measure_synthetic(sizes: list[int], seeds: list[int], tools: dict[str, str], largest: dict[str, int]) -> None:
    """Every tool on every size (first seed), ours on every seed; growth exponent over the sizes."""
    spent: dict[str, list[tuple[int, float]]] = {}
    for size in sizes:
        for seed in seeds:
            texts, carries = synthetic(size, seed)
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "posts.json"
                path.write_text(json.dumps({"texts": texts, "carries": carries}), encoding="utf-8")
                digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
                letters = sum(map(len, texts)) / size
                del texts, carries
                print(f"{size} posts of {letters:.0f} characters, seed {seed}, sha256 {digest}…", flush=True)
                for tool, python in tools.items():
                    if size > largest.get(tool, size) or (seed != seeds[0] and tool != "kentongan"):
                        continue
                    found = child(python, tool, path)
                    if found is None:
                        continue
                    spent.setdefault(tool, []).append((size, found["cpu"]))
                    print(
                        f"  {tool:<12}{found['cpu']:>7.2f} CPU-s {size / found['cpu']:>9,.0f} posts/s  wall "
                        f"{found['wall']:.1f} s  peak {found['peak']:.0f} MB ({found['before']:.0f} before)  "
                        f"precision {found['precision']:.4f}  recall {found['recall']:.4f}",
                        flush=True,
                    )
    for tool, pairs in spent.items():
        if len({size for size, _ in pairs}) > 1:
            slope = np.polyfit(np.log([size for size, _ in pairs]), np.log([cpu for _, cpu in pairs]), 1)[0]
            print(f"{tool}: time grows as N^{slope:.2f}")


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--rivals-python", default=sys.executable, help="an interpreter with rensa and datasketch")
    parser.add_argument("--datasketch-up-to", type=int, default=1_000_000)
    parser.add_argument("--check", action="store_true", help="the pairs set apart, too; never tune on them")
    parser.add_argument("--one", nargs=2, metavar=("TOOL", "FILE"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        one(args.one[0], Path(args.one[1]))
        return
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(
        f"{platform.machine()}, {os.cpu_count()} cores{load}, Python {platform.python_version()}, numpy {np.__version__}"
    )
    measure_pairs(("choose", "check") if args.check else ("choose",))
    probe = [args.rivals_python, "-c", "import datasketch, rensa"]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        print(
            "rensa and datasketch are missing: python -m venv RIVALS && RIVALS/bin/pip install rensa datasketch numpy,"
        )
        print("then run this with --rivals-python RIVALS/bin/python")
    tools = {"kentongan": sys.executable, "equal texts": sys.executable}
    tools |= dict.fromkeys(("rensa", "datasketch"), args.rivals_python)
    measure_synthetic(args.sizes, args.seeds, tools, {"datasketch": args.datasketch_up_to})


if __name__ == "__main__":
    main()
