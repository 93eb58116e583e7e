"""What an office's corrections are worth: random posts of a labelled set are corrected, the rest is measured.

``python benchmarks/learning_curve.py [--set FILE] [--seeds 20]`` prints, for 0, 25, 50, 100 and 200 corrections, accuracy and
macro-F1 of the tone (`check`: on the half that no one tuned on) on posts that were neither corrected nor alike a corrected one (shared words, as `kentongan learn` tells
copies), with the spread over the seeds, and how often `learn` would have kept the model. Data hash, shipped model and machine
come first. FILE has the columns kind, tone and text; the default is the shipped set of government talk.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.learning.held_back import groups_of, held_back
from analysis.learning.scoring import accuracy, macro_f1
from analysis.measures.answers import posts_of, table_of
from analysis.office.learning import Lessons, choose, fit
from analysis.office.learning import taught as teach
from analysis.office.model import traits_of
from analysis.tone.model import LABELS
from analysis.tone.reading import tone_columns
from kentongan.pipeline.analysing.office_models import shipped_digest

SIZES = (0, 25, 50, 100, 200)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", type=Path, help="labelled posts: tab-separated kind, tone, text")
    parser.add_argument("--column", choices=("tone", "tone_agency"), default="tone")
    parser.add_argument("--part", default="", help="only this split of the set")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--rows", type=Path, help="write every split's scores here (CSV)")
    parser.add_argument("--gate", action="store_true", help="also count how often the model would be kept (slow)")
    args = parser.parse_args()
    table = pd.read_csv(args.set, sep="\t", quoting=3, dtype=str) if args.set else table_of("government_tone.tsv")
    if args.part:
        table = table[table["split"] == args.part].reset_index(drop=True)
    digest = hashlib.sha256("\n".join(table["kind"] + table["tone"] + table["text"]).encode()).hexdigest()
    print(f"data {digest[:16]} ({len(table)} posts), shipped tone {shipped_digest()[:16]}, {platform.platform()}")
    posts = posts_of(table)
    traits = traits_of(posts, tone_columns(posts))
    labels = np.array([LABELS.index(tone) for tone in table["tone"]])
    every = Lessons(args.column, traits, labels, np.ones(len(labels), np.float32))
    groups = groups_of(traits.words)
    part = table["split"].to_numpy() if "split" in table else np.full(len(table), "")
    started = time.process_time()
    rows = []
    for seed in range(args.first, args.first + args.seeds):
        order = _shuffled(groups, seed)
        for size in args.sizes:
            taught, rest = order[:size], order[max(args.sizes) :]
            rest = rest[~np.isin(groups[rest], groups[taught])]
            rows.append(_row(every, groups, taught, rest, part[rest], gate=args.gate) | {"size": size})
    result = pd.DataFrame(rows)
    if args.rows:
        result.to_csv(args.rows, index=False)
    print(result.groupby("size").agg(["mean", "std"]).round(4).to_string())
    print(f"{args.seeds} seeds, {time.process_time() - started:.0f} CPU-seconds")


def _shuffled(groups: np.ndarray, seed: int) -> np.ndarray:
    """All posts by chance; those of a group stand together."""
    rank = np.random.default_rng(seed).permutation(groups.max() + 1)
    return np.argsort(rank[groups], kind="stable")


def _row(
    every: Lessons, groups: np.ndarray, taught: np.ndarray, rest: np.ndarray, part: np.ndarray, *, gate: bool
) -> dict[str, float]:
    truth, said = every.labels[rest], every.base[rest]
    kept = 0.0
    if len(taught):
        lessons = every.rows(taught)
        said = fit(lessons, choose(lessons, groups[taught])).scores(said, every.traits.rows(rest))
        kept = float(held_back(lessons, groups[taught], teach).better) if gate else 0.0
    guess = said.argmax(axis=1)
    found = {"n": float(len(rest)), "accuracy": accuracy(truth, guess), "macro_f1": macro_f1(truth, guess)}
    if "check" in part:
        chosen = part == "check"
        found["check"] = accuracy(truth[chosen], guess[chosen])
    return found | ({"kept": kept} if gate else {})


if __name__ == "__main__":
    main()
