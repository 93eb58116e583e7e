"""What an office's corrections of categories are worth: random posts are corrected, the rest is measured.

``python benchmarks/category_learning.py [--data DIR] [--seeds 10] [--check]`` prints, for 0 to 400 corrections, the accuracy of the
category on posts that were neither corrected nor alike a corrected one, with the spread over the seeds. The posts are those
labelled by hand for the Pemda profile (news only with DIR). "As labelled" asks whether corrections make the lists better in
general. "Habits" asks whether an office's own way is learnt: some categories are filed under another one there, and posts with
one word of a topic; how often these posts themselves are right stands beside. The first habits were there while the learner was
made, the others (``--check``) were measured once.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "quality")]

import category_truth  # noqa: E402

from analysis.categories.layer import category_traits, said_of, with_none  # noqa: E402
from analysis.categories.lists import category_codes, lists_digest  # noqa: E402
from analysis.frame import posts_frame  # noqa: E402
from analysis.learning.held_back import groups_of, held_back  # noqa: E402
from analysis.office.category_learning import CategoryLessons, taught  # noqa: E402
from analysis.office.model import words_of  # noqa: E402

SIZES = (0, 50, 100, 200, 400)
HABITS = {"AIR": "INFRA", "GIZI": "SEHAT", "TOKOH": "HUMAS"}
OTHER_HABITS = {"ADMIND": "LAYAN", "DESA": "ANGG", "TENAGA": "BANSOS"}
TOPIC = ("sampah", "TIBUM")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="measuring data, for the labelled news")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--check", action="store_true", help="the habits that were not there when the learner was made")
    parser.add_argument("--gate", action="store_true", help="how often the model would be kept (slow)")
    args = parser.parse_args()
    table = category_truth.judged("pemda", args.data)
    print(
        f"labels {category_truth.digest()[:16]} ({len(table)} posts), lists {lists_digest('pemda')}, {platform.platform()}"
    )
    rows = zip(table["kind"], table["title"], table["text"], strict=True)
    words = words_of(posts_frame([{"kind": kind, "title": title, "text": text} for kind, title, text in rows]))
    codes = with_none(category_codes("pemda"))
    read = pd.DataFrame(
        {"category": table["said"].replace("none", ""), "category_score": table["score"], "category_2": table["second"]}
    )
    traits = category_traits(codes, said_of(read), words)
    groups = groups_of(words)
    for name, labels, own in _tasks(table, check=args.check):
        places = np.array([codes.index(code) for code in labels], np.int64)
        lessons = CategoryLessons(traits, places, np.ones(len(places), np.float32))
        started = time.process_time()
        found = [
            one
            for seed in range(args.seeds)
            for one in _split(lessons, groups, own, seed, table["half"], gate=args.gate)
        ]
        print(f"\n{name}: {own.sum()} posts filed otherwise")
        print(pd.DataFrame(found).groupby("size").agg(["mean", "std"]).round(3).to_string())
        print(f"{args.seeds} seeds, {time.process_time() - started:.0f} CPU-seconds")


def _tasks(table: pd.DataFrame, *, check: bool) -> list[tuple[str, list[str], np.ndarray]]:
    plain = table["label"].replace("none", "")
    tasks = [] if check else [("as labelled", plain)]
    if not check:
        tasks.append(("habits", plain.replace(HABITS)))
    else:
        topic = table["text"].str.contains(TOPIC[0], case=False) & (plain != "")
        tasks += [("other habits", plain.replace(OTHER_HABITS)), ("a topic's habit", plain.mask(topic, TOPIC[1]))]
    return [(name, labels.tolist(), (labels != plain).to_numpy()) for name, labels in tasks]


def _split(
    lessons: CategoryLessons, groups: np.ndarray, own: np.ndarray, seed: int, half: pd.Series, *, gate: bool
) -> list[dict[str, float]]:
    rank = np.random.default_rng(seed).permutation(groups.max() + 1)
    order = np.argsort(rank[groups], kind="stable")
    checked = half.str.startswith("check").to_numpy()
    found = []
    for size in SIZES:
        first, rest = order[:size], order[max(SIZES) :]
        rest = rest[~np.isin(groups[rest], groups[first])]
        said, kept = lessons.shipped[rest], 0.0
        if size:
            said = taught(lessons.rows(first), groups[first])(lessons.rows(rest))
            kept = float(held_back(lessons.rows(first), groups[first], taught).better) if gate else 0.0
        right = said == lessons.labels[rest]
        row = {"size": size, "accuracy": right.mean(), "check": right[checked[rest]].mean()}
        if own.any():
            row["own way"] = right[own[rest]].mean()
        found.append(row | ({"kept": kept} if gate else {}))
    return found


if __name__ == "__main__":
    main()
