"""Are places found, is the right one of the same name taken, and whose business is it? In one command.

`python benchmarks/place_accuracy.py [--set 1|2] [--misses HALF]` on `tests/quality/place_posts.tsv`, or on the second set
(`…_2.tsv`); what counts as right is in `place_posts.md` beside them. Intervals are bootstraps over posts.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from analysis.learning.scoring import confusion
from analysis.measures.places import AUTHORITY, Counts, Post, compare, posts_in, reader
from analysis.places.authority import LEVELS, authority_of

QUALITY = Path(__file__).parents[1] / "tests" / "quality"
#: The labelled posts by the number of the set.
SHIPPED = Path(__file__).parents[1] / "analysis" / "data" / "measure"
SETS = {"1": QUALITY / "place_posts.tsv", "2": SHIPPED / "place_posts_2.tsv"}


def posts(path: Path = SETS["1"]) -> list[Post]:
    """The labelled posts of a file."""
    return posts_in(path.read_text(encoding="utf-8"))


def f1(rows: list[Counts]) -> float:
    """F1 of mentions over posts."""
    right, false, missed = (sum(row[k] for row in rows) for k in range(3))
    return 2 * right / (2 * right + false + missed) if right else 0.0


def same_name(rows: list[Counts]) -> float:
    """Share of same-name mentions with the right code."""
    return sum(row.shared_right for row in rows) / max(1, sum(row.shared for row in rows))


def interval(rows: list[Counts], metric: Callable[[list[Counts]], float], draws: int = 1000) -> tuple[float, float]:
    """95 % bootstrap interval over posts."""
    rng = np.random.default_rng(0)
    values = [metric([rows[k] for k in rng.integers(0, len(rows), len(rows))]) for _ in range(draws)]
    low, high = np.percentile(values, (2.5, 97.5))
    return float(low), float(high)


def score(name: str) -> dict[str, float]:
    """The figures that the floors pin; `name`: a half, with `_2` of the second set."""
    half, _, number = name.partition("_")
    chosen = [post for post in posts(SETS[number or "1"]) if post.half == half]
    read = [reader(post.region).read("", post.text) for post in chosen]
    rows = [compare(post, places) for post, (places, _, _, _) in zip(chosen, read, strict=True)]
    judged = [post for post in chosen if post.authority != "-"]
    levels = [authority_of([("", post.text)]).level == AUTHORITY[post.authority] for post in judged]
    regional = [(post.outside, out) for post, (_, _, out, _) in zip(chosen, read, strict=True) if post.region]
    return {
        "f1": f1(rows),
        "same_name": same_name(rows),
        "outside": sum(a == b for a, b in regional) / len(regional),
        "authority": sum(levels) / len(levels),
    }


def report(path: Path, half: str, show: bool) -> None:
    """Print one half."""
    chosen = [post for post in posts(path) if post.half == half]
    read = [reader(post.region).read("", post.text) for post in chosen]
    rows = [compare(post, places) for post, (places, _, _, _) in zip(chosen, read, strict=True)]
    right, false, missed = (sum(row[k] for row in rows) for k in range(3))
    low, high = interval(rows, f1)
    print(f"\n{half}: {len(chosen)} posts; mentions right {right}, false {false}, missed {missed}")
    print(
        f"  precision {right / (right + false):.3f}, recall {right / (right + missed):.3f}, F1 {f1(rows):.3f} "
        f"[{low:.3f}, {high:.3f}]"
    )
    low, high = interval(rows, same_name)
    print(f"  same name: {sum(row.shared for row in rows)}, right {same_name(rows):.3f} [{low:.3f}, {high:.3f}]")
    regional = [(post, out) for post, (_, _, out, _) in zip(chosen, read, strict=True) if post.region]
    print("  outside the office's region (posts of regional offices):")
    print(_indented(confusion([p.outside for p, _ in regional], [out for _, out in regional], (False, True))))
    judged = [post for post in chosen if post.authority != "-"]
    levels = [authority_of([("", post.text)]).level for post in judged]
    true = [AUTHORITY[post.authority] for post in judged]
    agreed = np.array([a == b for a, b in zip(true, levels, strict=True)])
    draws = np.random.default_rng(0).integers(0, len(agreed), (1000, len(agreed)))
    low, high = np.percentile(agreed[draws].mean(1), (2.5, 97.5))
    print(f"  authority: {len(judged)} posts, right {agreed.mean():.3f} [{low:.3f}, {high:.3f}]")
    print(_indented(confusion(true, levels, LEVELS)))
    if show:
        for post, row in zip(chosen, rows, strict=True):
            if row.notes:
                print("  PLACE", repr(post.text), post.region, list(row.notes))
        for post, out in regional:
            if out != post.outside:
                print("  OUTSIDE", repr(post.text), post.region, "said", out)
        for post, said, level in zip(judged, levels, true, strict=True):
            if said != level:
                print(
                    "  AUTHORITY",
                    repr(post.text),
                    "labelled",
                    level,
                    "said",
                    said,
                    authority_of([("", post.text)]).reason,
                )
    causes = Counter(
        "false" if "nothing" in note else "open" if note.endswith("said -") else "other code"
        for row in rows
        for note in row.notes
    )
    print(f"  errors: {dict(causes)}")


def _indented(table: str) -> str:
    return "\n".join(f"    {line}" for line in table.splitlines())


def main() -> None:
    """Print everything."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--set", choices=tuple(SETS), default="1")
    arguments.add_argument("--misses", choices=("choose", "check"))
    chosen = arguments.parse_args()
    path = SETS[chosen.set]
    print(f"{path.name} sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}")
    for half in ("choose", "check"):
        report(path, half, half == chosen.misses)
    texts = [post.text for post in posts(path)]
    place_reader, began = reader("33.11"), time.process_time()
    for text in texts:
        place_reader.read("", text)
    rate = len(texts) / (time.process_time() - began)
    print(f"\nspeed: {rate:,.0f} posts a second of {sum(map(len, texts)) / len(texts):.0f} characters")


if __name__ == "__main__":
    main()
