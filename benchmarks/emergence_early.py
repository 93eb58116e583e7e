"""How early does the drum sound for a real event in a noisy stream of short posts, and how often for nothing?

`python benchmarks/emergence_early.py --data DIR`: News-T and Tweets-T in the order they come in, two in five posts being
off-topic ones of crisislex_t6, at an even pace of `--per-day` posts, after `--before` days of off-topic posts alone: an
office has a past. Every `--every` minutes all posts of the last 48 hours go through the product's own grouping
(`analysis.issues.grouping`, `analysis.emergence.early_issues.gathered`), a story keeps its name while most of its posts do, and the drum
(`analysis.emergence.drum`) and early signs (`analysis.emergence.early_signs`) are asked. An alarm is right when at least half of the story's posts
are of one event; an event of 20 posts and more is sounded when such an alarm is about it. `--any` also tells the simple rule
"a story of so many voices".
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from emergence_streams import sha256

from analysis.copies.finding import copy_columns
from analysis.emergence.drum import Drum
from analysis.emergence.early_issues import gathered, told_of
from analysis.emergence.early_signs import Sign, early_signs
from analysis.frame import posts_frame
from analysis.issues.grouping import group_posts
from kentongan.core.office import Office

START = datetime(2026, 9, 7, tzinfo=UTC)
NOISE = 0.4
SPAN = timedelta(hours=48)
FRAME = timedelta(days=15)


@dataclass
class Heard:
    """Alarms by rule: (right or not, event, posts of the event that were out)."""

    alarms: dict[str, list[tuple[bool, int, int]]] = field(default_factory=dict)

    def add(self, rule: str, events: np.ndarray, out: np.ndarray) -> None:
        """An alarm about a story whose posts are of these events (-1 = none), when so many posts of each are out."""
        event, number = Counter(events.tolist()).most_common(1)[0]
        right = event >= 0 and number >= len(events) / 2
        self.alarms.setdefault(rule, []).append((right, event, int(out[event]) if right else 0))


def stream(
    data: Path, name: str, number: int, per_day: int, seed: int, before: int = 3
) -> tuple[pd.DataFrame, np.ndarray]:
    """The posts in order, and the event of each; -1 is noise."""
    random = np.random.default_rng(seed)
    rows = [json.loads(line) for line in (data / "events" / name).read_text("utf-8").splitlines()]
    begin = int(random.integers(0, max(len(rows) - number, 0) + 1))
    rows = rows[begin : begin + number]
    lines = (data / "events/crisislex_t6.jsonl").read_text("utf-8").splitlines()
    lone = [row["text"] for row in map(json.loads, lines) if row["event"] is None]
    event = np.full(int(len(rows) / (1 - NOISE)), -1)
    event[np.sort(random.choice(len(event), len(rows), replace=False))] = [int(row["clusterNo"]) for row in rows]
    event = np.concatenate([np.full(before * per_day, -1), event])
    texts, other = iter(rows), iter(random.permutation(len(lone)).tolist())
    posts = [
        {
            "id": f"p{place}",
            "text": next(texts)["textCleaned"] if number >= 0 else lone[next(other)],
            "published_at": START + timedelta(days=place / per_day - before),
            "kind": "social",
            "author": f"a{place}",
        }
        for place, number in enumerate(event.tolist())
    ]
    return posts_frame(posts).assign(official=False), event


def looks(
    posts: pd.DataFrame, every: timedelta, by_chance: float
) -> Iterator[tuple[datetime, pd.DataFrame, tuple[Sign, ...]]]:
    """The moment, the posts of the last 48 hours with the stories found in them, and the early signs."""
    copies = copy_columns(posts)
    moment = START
    while moment < posts["published_at"].iloc[-1]:
        moment += every
        known = posts[(posts["published_at"] < moment) & (posts["published_at"] >= moment - FRAME)]
        recent = known[known["published_at"] >= moment - SPAN]
        # copies of the whole stream: a text's first post is the same one however much is known
        signs = early_signs(known.join(copies), moment, per_week=by_chance)
        grouped = recent.join(group_posts(recent))
        here = [replace(sign, posts=tuple(set(sign.posts) & set(recent["id"]))) for sign in signs]
        yield moment, grouped.assign(story=gathered(grouped, here)), tuple(here)


def listen(posts: pd.DataFrame, event: np.ndarray, args: argparse.Namespace) -> Heard:
    """Look by look, what sounds."""
    heard = Heard()
    name = np.array([f"lone{n}" for n in range(len(posts))], dtype=object)
    copy = posts["id"].to_numpy(dtype=object).copy()
    rung: dict[str, set[str]] = {}
    for moment, grouped, signs in looks(posts, timedelta(minutes=args.every), args.signs):
        place = grouped.index.to_numpy()
        copy[place] = grouped["copy_group"].to_numpy()
        named(name, place, grouped["story"].to_numpy())
        known = posts[(posts["published_at"] < moment) & (posts["published_at"] >= moment - FRAME)]
        issue = pd.Series(name[known.index.to_numpy()], index=known.index)
        size = issue.map(issue.value_counts())
        frame = known.assign(issue=issue.where(size >= 3, ""), story=issue, copy_group=copy[known.index.to_numpy()])
        out = np.bincount(event[: known.index[-1] + 1][event[: known.index[-1] + 1] >= 0], minlength=event.max() + 2)
        early = list(told_of(signs, frame, moment))
        sounding: dict[str, list[str]] = {"early signs": early}
        for rate in args.promised:
            drum = Drum.of(frame, moment, promised=rate)
            cells = drum.asked.cells
            here = drum.rung.on & (cells.slot >= drum.heard.voices.shape[1] - 6)
            names = list(drum.rows)
            rung_now = [names[row] for row in np.unique(cells.row[here])]
            sounding[f"drum, {rate:g} a week"] = rung_now
            sounding[f"drum, {rate:g}, and signs"] = sorted({*rung_now, *early})
        for least in args.any:
            sounding[f"story of {least} posts"] = size.index[size >= least].map(issue).unique().tolist()
        for rule, issues in sounding.items():
            before = rung.setdefault(rule, set())
            for story in set(issues) - before:
                before.add(story)
                heard.add(rule, event[issue.index[issue == story].to_numpy()], out)
    return heard


def named(name: np.ndarray, place: np.ndarray, story: np.ndarray) -> None:
    """Give every story the name most of its posts had, the largest story first; every name once."""
    table = pd.DataFrame({"place": place, "story": story, "old": name[place]})
    votes = table.groupby(["story", "old"]).size().sort_values(ascending=False, kind="stable")
    taken: dict[str, str] = {}
    used: set[str] = set()
    for here, old in votes.index:
        if here not in taken and old not in used:
            taken[here] = old
            used.add(old)
    fresh = table.groupby("story")["place"].first()
    name[place] = [taken.get(s, f"split{fresh[s]}-{s}") for s in story]


def told(rule: str, alarms: list[tuple[bool, int, int]], event: np.ndarray) -> None:
    """Share of large events sounded, posts of the event that were out by then, precision."""
    size = np.bincount(event[event >= 0])
    large = np.flatnonzero(size >= 20)
    first: dict[int, int] = {}
    for right, number, out in alarms:
        if right:
            first.setdefault(number, out)
    waited = [first.get(number, np.inf) for number in large.tolist()]
    precision = np.mean([right for right, _, _ in alarms]) if alarms else np.nan
    found = np.isfinite(waited).mean()
    early = [float(np.quantile(waited, q, method="higher")) for q in (0.5, 0.9)]
    print(f"  {rule:<22}{found:>7.3f}   {early[0]:>5.0f} / {early[1]:>5.0f}   {precision:>7.3f}   {len(alarms):>6}")


def main() -> None:
    """Print one table a stream and seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--posts", type=int, default=1500, help="posts of events in a stream")
    parser.add_argument("--per-day", type=int, default=1200)
    parser.add_argument("--before", type=int, default=3, help="days of off-topic posts before the first event")
    parser.add_argument("--every", type=int, default=60, help="minutes between two looks")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--promised", type=float, nargs="+", default=[1.0, 7.0])
    usual = Office(agency="", short="").early_signs_per_week
    parser.add_argument("--signs", type=float, default=usual, help="surprising words a week by chance; 0 = no signs")
    parser.add_argument("--any", type=int, nargs="*", default=[5, 8])
    args = parser.parse_args()
    begun = time.process_time()
    for name in ("news_t.jsonl", "tweets_t.jsonl"):
        for seed in args.seeds:
            posts, event = stream(args.data, name, args.posts, args.per_day, seed, args.before)
            large = int((np.bincount(event[event >= 0]) >= 20).sum())
            print(
                f"\n{name} sha256 {sha256(args.data / 'events' / name)}, seed {seed}: {len(posts)} posts, {large} events of 20+"
            )
            print(f"  {'':<22}sounded   posts 50/90 %   precision   alarms")
            for rule, alarms in listen(posts, event, args).alarms.items():
                told(rule, alarms, event)
    print(f"\n{time.process_time() - begun:.0f} CPU-s")


if __name__ == "__main__":
    main()
