"""Two tweet streams that share no crisis, the second kept apart from choosing: B³ of stories and issues before and after May 2013.

`python benchmarks/grouping_kept_apart.py --data DIR`: crisislex_t6 cut by time into two streams that share no crisis
(Sandy, Queensland, Boston and West, Texas; Oklahoma and Alberta), each grouped by itself with the one setting. On-topic posts
of a crisis are one event, all others stand alone. A crisis of weeks is what the product calls an issue (stories linked over
time, here by words as in any large stream, `analysis.issues.wide` and `analysis.issues.subjects`); a story is one happening in it. Both levels are printed,
the second line of each stream; the third scores the stories on the posts of crises alone, as sets without noise do.
Few large crises make these figures jump with any change, so `--draws 8` adds mean and range over as many samples of 98 %.
Below each stream two simple models on the same posts (`grouping_simple.py`), at every threshold of a small grid: the best
of them was chosen on the very stream it is scored on. Louvain needs scikit-network.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import pandas as pd
from grouping import bcubed, read
from grouping_simple import THRESHOLDS, Pairs, first_stories, louvain

from analysis.issues.grouping_index import GroupingIndex

CUT = pd.Timestamp("2013-05-01", tz="UTC")


def row(name: str, gold: np.ndarray, found: np.ndarray) -> None:
    """Print one line."""
    p, r, f = bcubed(gold, found)
    print(f"{name:<46}{len(gold):>6} posts  B3 P {p:.3f} R {r:.3f} F {f:.3f}")


def simple_models(name: str, posts: pd.DataFrame, gold: np.ndarray) -> None:
    """Print a line a model and threshold."""
    pairs = Pairs(posts)
    for least in THRESHOLDS:
        row(f"{name}: first-story detection {least:.2f}", gold, first_stories(pairs, least))
    try:
        for least in THRESHOLDS:
            row(f"{name}: neighbours, Louvain {least:.2f}", gold, louvain(pairs, least))
    except ImportError as error:
        print(f"{name}: Louvain not measured: {error}")


def grouped(posts: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """A story and an issue number for every post."""
    columns = GroupingIndex(posts).columns().set_index("id").loc[posts["id"]]
    issue = columns["issue"].where(columns["issue"] != "", columns["story"])
    return pd.factorize(columns["story"])[0], pd.factorize(issue)[0]


def samples(name: str, posts: pd.DataFrame, gold: np.ndarray, draws: int) -> None:
    """Print mean and range of B³ F over samples of nearly all posts."""
    scores = []
    for seed in range(draws):
        rows = np.sort(posts.sample(frac=0.98, random_state=seed).index.to_numpy())
        scores.append([bcubed(gold[rows], found)[2] for found in grouped(posts.iloc[rows].reset_index(drop=True))])
    for level, found in zip(("stories", "issues"), np.array(scores).T, strict=True):
        print(
            f"{name}: {level}, {draws} samples: F {found.mean():.3f} ({found.min():.3f}-{found.max():.3f})", flush=True
        )


def main() -> None:
    """Print a line a stream."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--draws", type=int, default=0)
    args = parser.parse_args()
    posts, gold, digest = read(args.data / "events" / "crisislex_t6.jsonl")
    print(f"crisislex_t6.jsonl sha256 {digest[:16]}")
    early = (posts["published_at"] < CUT).to_numpy()
    for name, chosen in (("before May 2013", early), ("from May 2013", ~early)):
        part, told = posts[chosen].reset_index(drop=True), gold[chosen]
        begun = time.process_time()
        story, issue = grouped(part)
        spent = time.process_time() - begun
        crisis = np.bincount(told)[told] > 1
        row(f"{name}: stories", told, story)
        row(f"{name}: issues", told, issue)
        row(f"{name}: stories, crises alone", told[crisis], story[crisis])
        print(f"{name}: {spent:.1f} CPU-s", flush=True)
        if args.draws:
            samples(name, part, told, args.draws)
        simple_models(name, part, told)


if __name__ == "__main__":
    main()
