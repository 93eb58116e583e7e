"""Stories away from one clean stream: unrelated posts, both kinds in one day, other orders, small days, hour by hour.

`python benchmarks/grouping_conditions.py --data DIR` with the data of `benchmarks/grouping.py`. One setting stands behind
all rows. "Alone": share of the unrelated posts whose story holds no other text (copies of one text count as one);
"mixed in": share of them that stand in a story with a post of an event. Chance enters through the unrelated posts drawn
(three seeds) and through the ids, which break ties between posts of one moment (three draws).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import time
from pathlib import Path

import numpy as np
import pandas as pd
from grouping import NEWS, bcubed, news, read

from analysis.copies.finding import copy_columns
from analysis.issues.linking import link_issues
from analysis.stories.finding import story_columns

SEEDS = (1, 2, 3)
NOISE = 0.4


def stories(posts: pd.DataFrame) -> np.ndarray:
    """A story number for every post."""
    return pd.factorize(story_columns(posts, copy_columns(posts))["story"])[0]


def row(name: str, gold: np.ndarray, found: np.ndarray, note: str = "") -> float:
    """Print one line; the F."""
    p, r, f = bcubed(gold, found)
    print(f"{name:<44}{len(gold):>7} posts  B3 P {p:.3f} R {r:.3f} F {f:.3f}  {note}", flush=True)
    return f


def undated(posts: pd.DataFrame) -> pd.DataFrame:
    """The posts without a time, numbered anew."""
    at = pd.to_datetime(pd.Series(pd.NaT, index=posts.index), utc=True).astype("datetime64[us, UTC]")
    return posts.assign(published_at=at, id=[f"p{number}" for number in range(len(posts))])


def under_noise(name: str, posts: pd.DataFrame, gold: np.ndarray, noise: pd.DataFrame) -> None:
    """The stream among unrelated posts, three draws."""
    number = int(len(posts) * NOISE / (1 - NOISE))
    for seed in SEEDS:
        both = undated(pd.concat([posts, noise.sample(number, random_state=seed)], ignore_index=True))
        all_gold = np.concatenate([gold, gold.max() + 1 + np.arange(number)])
        copies = copy_columns(both)
        found = pd.factorize(story_columns(both, copies)["story"])[0]
        unrelated = np.arange(len(both)) >= len(posts)
        texts = pd.Series(copies["copy_group"].to_numpy()).groupby(found).nunique().to_numpy()
        alone = float((texts[found][unrelated] == 1).mean())
        mixed = float(np.isin(found[unrelated], found[~unrelated]).mean())
        row(f"{name} + 40 % unrelated, draw {seed}", all_gold, found, f"alone {alone:.3f}  mixed in {mixed:.3f}")


def both_kinds(name: str, posts: pd.DataFrame, gold: np.ndarray, articles: tuple[pd.DataFrame, ...]) -> None:
    """A day of articles and a stream of posts in one frame, each scored on its own."""
    day, day_gold, labelled = articles
    together = pd.concat([day, posts.assign(id="q" + posts["id"])], ignore_index=True)
    found = stories(together)
    row(f"news of a day beside {name}", day_gold[labelled], found[: len(day)][labelled])
    row(f"{name} beside news of a day", gold, found[len(day) :])


def other_order(name: str, posts: pd.DataFrame, gold: np.ndarray) -> None:
    """Rows shuffled (must change nothing) and ids drawn anew (breaks ties otherwise)."""
    first = stories(posts)
    shuffled = posts.sample(frac=1, random_state=1)
    moved = stories(shuffled)[np.argsort(shuffled.index.to_numpy())]
    print(f"{name}: rows shuffled, B3 F of the two answers {bcubed(first, moved)[2]:.3f}")
    for seed in SEEDS:
        drawn = np.random.default_rng(seed).permutation(len(posts))
        again = stories(posts.assign(id=[f"x{number:07d}" for number in drawn]))
        agree = bcubed(first, again)[2]
        row(f"{name}, ids drawn anew {seed}", gold, again, f"B3 F against the first answer {agree:.3f}")


def small_days(name: str, posts: pd.DataFrame, gold: np.ndarray) -> None:
    """The same stream with fewer posts of the same events."""
    for number in (300, 1_000, 3_000, 10_000):
        chosen = posts.sample(min(number, len(posts)), random_state=1).index.to_numpy()
        begun = time.process_time()
        found = stories(posts.iloc[chosen].reset_index(drop=True))
        row(f"{name}, {number} drawn", gold[chosen], found, f"{time.process_time() - begun:.2f} CPU-s")


def hour_by_hour(posts: pd.DataFrame, gold: np.ndarray, labelled: np.ndarray) -> None:
    """A run every hour with what the run before knew, against one run over everything."""
    last = posts["published_at"].max()
    hours = pd.date_range(posts["published_at"].min().ceil("h"), last.ceil("h"), freq="h")
    known: tuple[object, ...] = ()
    issue: dict[str, str] = {}
    before: pd.Series | None = None
    kept = []
    for hour in hours:
        window = posts[posts["published_at"] < hour].reset_index(drop=True)
        if window.empty:
            continue
        columns = story_columns(window, copy_columns(window))
        now = pd.Series(columns["story"].to_numpy(), index=window["id"])
        if before is not None:
            kept.append(float((now.loc[before.index] == before).mean()))
        before = now
        links = link_issues(window, columns, known, as_of=hour.to_pydatetime())
        known = links.issues
        issue.update(links.issue_of)
    into = {one.id: one.merged_into for one in known}

    def last_name(name: str) -> str:
        while into.get(name):
            name = into[name]
        return name

    columns = story_columns(posts, copy_columns(posts))
    once = link_issues(posts, columns, (), as_of=hours[-1].to_pydatetime()).issue_of
    ids = posts["id"].tolist()
    hourly = pd.factorize(pd.Series([last_name(issue.get(post, "")) or post for post in ids]))[0]
    whole = pd.factorize(pd.Series([once.get(post) or post for post in ids]))[0]
    merged = sum(1 for target in into.values() if target)
    row("issues of a day, one run", gold[labelled], whole[labelled])
    row("issues of a day, hour by hour", gold[labelled], hourly[labelled], f"{merged} of {len(into)} ids merged")
    print(f"hour by hour against one run: B3 F {bcubed(whole, hourly)[2]:.3f}")
    print(
        f"story id of a post an hour later: the same for {np.mean(kept):.3f} of posts, in the worst hour {min(kept):.3f}"
    )


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", choices=["noise", "kinds", "order", "small", "hours"])
    args = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, pandas {pd.__version__}")
    events = args.data / "events"
    sets = {name: read(events / f"{name}.jsonl") for name in ("news_t", "tweets_t", "crisislex_t6")}
    for name, (_, _, digest) in sets.items():
        print(f"{name}.jsonl sha256 {digest}")
    crisis, crisis_gold, _ = sets.pop("crisislex_t6")
    number, size = np.unique(crisis_gold, return_counts=True)
    noise = crisis[np.isin(crisis_gold, number[size == 1])]
    print(f"{NEWS} sha256 {hashlib.sha256((events / NEWS).read_bytes()).hexdigest()}")
    articles = news(events / NEWS, "choose")
    for name, (posts, gold, _) in sets.items():
        if args.only in (None, "noise"):
            under_noise(name, posts, gold, noise)
        if args.only in (None, "kinds"):
            both_kinds(name, posts, gold, articles)
        if args.only in (None, "order"):
            other_order(name, posts, gold)
        if args.only in (None, "small"):
            small_days(name, posts, gold)
    if args.only in (None, "hours"):
        hour_by_hour(*articles)


if __name__ == "__main__":
    main()
