"""Are agencies, officials and institutions found, private persons never, and are their names masked? In one command.

`python benchmarks/actor_accuracy.py [--misses choose|check] [--set 2]` on `tests/quality/actor_posts.tsv`, or with
`--set 2` on `actor_posts_2.tsv`; what counts is in `actor_posts.md` beside them. Intervals are bootstraps over posts.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from analysis.actors.finder import ActorFinder
from analysis.actors.private_persons import mask_private_persons
from analysis.measures.people import KINDS, Outcome, Post, look, posts_in

_QUALITY = Path(__file__).parents[1] / "tests" / "quality"
_SHIPPED = Path(__file__).parents[1] / "analysis" / "data" / "measure"
POSTS = {"": _QUALITY / "actor_posts.tsv", "2": _SHIPPED / "actor_posts_2.tsv"}


def posts(path: Path = POSTS[""]) -> list[Post]:
    """The labelled posts of a file."""
    return posts_in(path.read_text(encoding="utf-8"))


def f1(rows: list[Outcome], kind: str = "") -> float:
    """F1 over posts, of one kind or of all."""
    kinds = [kind] if kind else list(KINDS.values())
    right, false, missed = (sum(row[k][one] for row in rows for one in kinds) for k in range(3))
    return 2 * right / (2 * right + false + missed) if right else 0.0


def share_left(rows: list[Outcome]) -> float:
    """Share of private names that still stand after masking."""
    return sum(row.left for row in rows) / sum(row.private for row in rows)


def interval(rows: list[Outcome], metric: Callable[[list[Outcome]], float]) -> tuple[float, float]:
    """95 % bootstrap interval over posts."""
    rng = np.random.default_rng(0)
    values = [metric([rows[k] for k in rng.integers(0, len(rows), len(rows))]) for _ in range(1000)]
    low, high = np.percentile(values, (2.5, 97.5))
    return float(low), float(high)


def score(half: str) -> dict[str, float]:
    """The figures that the floors pin; `half` as "choose", or "choose_2" of the second set."""
    finder = ActorFinder()
    half, _, which = half.partition("_")
    rows = [look(post, finder) for post in posts(POSTS[which]) if post.half == half]
    return {
        "f1": f1(rows),
        "extracted": sum(row.extracted for row in rows),
        "left": share_left(rows),
        "lost": sum(row.lost for row in rows),
    }


def report(half: str, path: Path, show: bool) -> None:
    """Print one half of a set."""
    finder = ActorFinder()
    chosen = [post for post in posts(path) if post.half == half]
    rows = [look(post, finder) for post in chosen]
    low, high = interval(rows, f1)
    print(f"\n{half}: {len(chosen)} posts; F1 of actors {f1(rows):.3f} [{low:.3f}, {high:.3f}]")
    for kind in KINDS.values():
        right, false, missed = (sum(row[k][kind] for row in rows) for k in range(3))
        print(f"    {kind:12s} right {right}, false {false}, missed {missed}, F1 {f1(rows, kind):.3f}")
    met, vain, gone = (sum(row.anyhow[k] for row in rows) for k in range(3))
    print(f"    whatever kind right {met}, false {vain}, missed {gone}, F1 {2 * met / (2 * met + vain + gone):.3f}")
    private = sum(row.private for row in rows)
    low, high = interval(rows, share_left)
    print(
        f"  private persons {private}: extracted {sum(row.extracted for row in rows)}, "
        f"left after masking {sum(row.left for row in rows)} = {share_left(rows):.3f} [{low:.3f}, {high:.3f}]"
    )
    print(f"  officials {sum(row.officials for row in rows)}, a part masked of {sum(row.lost for row in rows)}")
    if show:
        for post, row in zip(chosen, rows, strict=True):
            if row.notes:
                print("  ", repr(post.text), list(row.notes))


def main() -> None:
    """Print everything."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--misses", choices=("choose", "check"))
    arguments.add_argument("--set", choices=("", "2"), default="")
    chosen = arguments.parse_args()
    path = POSTS[chosen.set]
    print(f"{path.name} sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}")
    for half in ("choose", "check"):
        report(half, path, half == chosen.misses)
    texts, finder = [post.text for post in posts(path)], ActorFinder()
    for name, job in (("actors", finder.find), ("masking", mask_private_persons)):
        began = time.process_time()
        for text in texts * 3:
            job(text)
        print(f"speed, {name}: {3 * len(texts) / (time.process_time() - began):,.0f} posts a second")


if __name__ == "__main__":
    main()
