"""Copies, stories and issues against gold: quality, time and memory, in one command.

`python benchmarks/grouping.py --data DIR [--synthetic 100000] [--check]`: DIR holds events/news_t.jsonl,
tweets_t.jsonl, crisislex_t6.jsonl and the Indonesian news of two days, labelled in tests/quality/news_stories*; the
pairs of tests/quality/copy_pairs*.jsonl come along. What is set apart for checking is measured with `--check` only.
Measures: BCubed precision, recall and F (Bagga and Baldwin 1998; Amigó et al. 2009), adjusted
mutual information and adjusted Rand index. Posts without an event count as one group each.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.copies.finding import copy_columns
from analysis.issues.linking import link_issues
from analysis.stories.finding import story_columns
from collectors.dates import read_date

NEWS = "berita_2025-06-18_19.jsonl"
GOLD = Path(__file__).resolve().parents[1] / "tests" / "quality"
# What is grouped (WIB): the whole day around the hours labelled for choosing; the hours labelled for checking.
NEWS_HOURS = {
    "choose": ("2025-06-18T00:00+07:00", "2025-06-19T00:00+07:00"),
    "check": ("2025-06-18T22:00+07:00", "2025-06-20T00:00+07:00"),
}
DAY = pd.Timestamp("2026-06-01", tz="UTC")
COLUMNS = ("id", "url", "title", "text", "source", "kind", "author")


def frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    """A frame of posts from partial records."""
    table = pd.DataFrame(rows)
    for column in COLUMNS:
        table[column] = table[column].fillna("").astype(str) if column in table else ""
    when = table["published_at"] if "published_at" in table else pd.Series(pd.NaT, index=table.index)
    table["published_at"] = pd.to_datetime(when, utc=True, format="ISO8601").astype("datetime64[us, UTC]")
    table["tier"] = 0
    return table


def read(path: Path) -> tuple[pd.DataFrame, np.ndarray, str]:
    """Posts, gold numbers and the file's SHA-256."""
    data = path.read_bytes()
    records = [json.loads(line) for line in data.decode().splitlines()]
    rows = [
        {
            "id": f"p{number}",
            "text": record.get("text", record.get("textCleaned", "")),
            "published_at": record.get("published_at"),
            "kind": "social",
        }
        for number, record in enumerate(records)
    ]
    gold = [record.get("event", record.get("clusterNo")) for record in records]
    names = {event: number for number, event in enumerate(sorted({str(e) for e in gold if e is not None}))}
    numbers = [names[str(e)] if e is not None else len(names) + i for i, e in enumerate(gold)]
    return frame(rows), np.array(numbers), hashlib.sha256(data).hexdigest()


def news(path: Path, part: str) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """The news of the hours of `part` ("choose" or "check"), gold numbers, and which rows are labelled."""
    gold = pd.read_csv(GOLD / f"news_stories_{part}.tsv", sep="\t", index_col="url")["story"]
    begin, end = (pd.Timestamp(moment) for moment in NEWS_HOURS[part])
    collected = datetime(2025, 6, 20, tzinfo=UTC)
    rows = []
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        at = read_date(record["tanggal_publikasi"], zone="WIB", now=collected).at
        if at is None or not begin <= at < end:
            continue
        url = record["url"]
        row = {"id": hashlib.sha256(url.encode()).hexdigest()[:16], "url": url, "title": record["judul"]}
        row |= {
            "text": record["isi_berita"],
            "source": record["sumber"],
            "kind": "news",
            "published_at": at.isoformat(),
        }
        rows.append(row)
    posts = frame(rows)
    story = posts["url"].map(gold)
    labelled = story.notna().to_numpy()
    if labelled.sum() != len(gold):
        raise SystemExit(f"{len(gold) - labelled.sum()} articles of news_stories_{part}.tsv are not in {path}")
    return posts, pd.factorize(story.fillna(posts["id"]))[0], labelled


def measure_copy_pairs(part: str) -> None:
    """Precision and recall of copies on the labelled pairs of one part: two posts in a frame, and all in one."""
    files = (GOLD / "copy_pairs.jsonl", GOLD / "copy_pairs_2.jsonl")
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    pairs = [pair for pair in map(json.loads, lines) if pair["part"] == part]
    gold = np.array([pair["label"] == "copy" for pair in pairs])

    def together(chosen: list[dict[str, dict[str, object]]]) -> np.ndarray:
        posts = [pair[side] for pair in chosen for side in ("a", "b")]
        dated = [
            {**post, "id": f"p{row:05d}", "published_at": (DAY + pd.Timedelta(seconds=row)).isoformat()}
            for row, post in enumerate(posts)
        ]
        groups = copy_columns(frame(dated))["copy_group"].to_numpy()
        return groups[::2] == groups[1::2]

    ways = {"two in a frame": np.concatenate([together([pair]) for pair in pairs]), "all in one": together(pairs)}
    for way, called in ways.items():
        right = int((called & gold).sum())
        print(
            f"copy pairs {part:<7} {way:<15}{len(pairs):>5} pairs, {gold.sum()} copies  "
            f"precision {right / max(called.sum(), 1):.3f}  recall {right / gold.sum():.3f}"
        )


def joined_by_tfidf(posts: pd.DataFrame, least: float) -> np.ndarray:
    """The baseline: connected components of all pairs with a TF-IDF cosine of at least `least`."""
    from scipy.sparse.csgraph import connected_components
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(sublinear_tf=True, min_df=2, max_df=0.2)
    rows = vectors.fit_transform(posts["title"] + " " + posts["text"].str[:1200])
    return connected_components(rows @ rows.T >= least, directed=False)[1]


def measure_news(path: Path, part: str) -> None:
    """B³ of the stories of one part, scored on its labelled articles, beside two baselines."""
    if not path.is_file():
        print(f"{path} is not here: Indonesian news not measured")
        return
    posts, gold, labelled = news(path, part)
    begun = time.process_time()
    found = {"stories": pd.factorize(story_columns(posts, copy_columns(posts))["story"])[0]}
    spent = time.process_time() - begun
    found["all alone"] = np.arange(len(posts))
    found |= {f"TF-IDF ≥ {least:.2f}": joined_by_tfidf(posts, least) for least in (0.25, 0.3, 0.35, 0.4, 0.5, 0.6)}
    for name, groups in found.items():
        p, r, f = bcubed(gold[labelled], groups[labelled])
        number = len(np.unique(groups[labelled]))
        print(
            f"news {part:<7} {name:<14}{labelled.sum():>6} of {len(posts)}  B3 P {p:.3f} R {r:.3f} F {f:.3f}  {number} groups"
        )
    print(f"news {part}: {len(np.unique(gold[labelled]))} gold stories, copies and stories {spent:.1f} CPU-s")


def with_noise(
    posts: pd.DataFrame, gold: np.ndarray, noise: pd.DataFrame, share: float
) -> tuple[pd.DataFrame, np.ndarray]:
    """The posts with off-topic ones mixed in, all undated, so that `share` of the whole is noise."""
    number = int(len(posts) * share / (1 - share))
    extra = noise.sample(number, random_state=1)
    mixed = pd.concat([posts, extra], ignore_index=True)
    mixed["id"] = [f"p{row}" for row in range(len(mixed))]
    mixed["published_at"] = pd.to_datetime(pd.Series(pd.NaT, index=mixed.index), utc=True).astype("datetime64[us, UTC]")
    return mixed, np.concatenate([gold, gold.max() + 1 + np.arange(number)])


def bcubed(gold: np.ndarray, found: np.ndarray) -> tuple[float, float, float]:
    """BCubed precision, recall and F."""
    gold = np.unique(gold, return_inverse=True)[1].astype(np.int64)
    found = np.unique(found, return_inverse=True)[1].astype(np.int64)
    _, cell, size = np.unique(gold * (found.max() + 1) + found, return_inverse=True, return_counts=True)
    common = size[cell]
    precision = float((common / np.bincount(found)[found]).mean())
    recall = float((common / np.bincount(gold)[gold]).mean())
    return precision, recall, 2 * precision * recall / (precision + recall)


def synthetic(number: int, words: list[str], seed: int = 7) -> tuple[pd.DataFrame, np.ndarray]:
    """An Indonesian-like day: events of Pareto sizes, about a third lone posts, a fifth copies; with gold events."""
    random = np.random.default_rng(seed)
    table = np.array(words, dtype=object)
    ladder = np.cumsum(1 / np.arange(1, len(words) + 1) ** 1.05)

    def draw(many: int) -> list[str]:
        return table[np.searchsorted(ladder, random.random(many) * ladder[-1])].tolist()

    rows: list[dict[str, object]] = []
    event_of: list[int] = []
    day = pd.Timestamp("2025-06-18", tz="UTC")
    event = 0
    while len(rows) < number:
        size = 1 if random.random() < 0.85 else int(min(random.pareto(1.2) * 6 + 2, number / 50))
        own = [f"nama{event}x{part}" for part in range(3)] + draw(14)
        begin, first = random.integers(0, 86_400), len(rows)
        for _ in range(size):
            length = int(random.integers(7, 19))
            if len(rows) > first and random.random() < 0.25:
                text = str(random.choice(["RT @warga: ", "", "(ANTARA) - "])) + str(rows[-1]["text"])
            else:
                about = [own[int(17 * random.random() ** 2)] for _ in range(length)]
                text = " ".join(
                    a if size > 1 and random.random() < 0.5 else b for a, b in zip(about, draw(length), strict=True)
                )
            stamp = day + pd.Timedelta(seconds=int(min(begin + random.exponential(9_000), 86_399)))
            rows.append({"id": f"p{len(rows)}", "text": text, "published_at": stamp, "kind": "social", "author": "w"})
            event_of.append(event)
        event += 1
    return frame(rows[:number]), np.array(event_of[:number])


def measure(name: str, posts: pd.DataFrame, gold: np.ndarray, *, scores: bool = True) -> None:
    """Group the posts, print one line."""
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

    begun = time.process_time()
    copies = copy_columns(posts)
    middle = time.process_time()
    found = story_columns(posts, copies)["story"].to_numpy()
    done = time.process_time()
    _, found = np.unique(found.astype(str), return_inverse=True)
    p, r, f = bcubed(gold, found)
    line = f"{name:<22}{len(posts):>8} posts  B3 P {p:.3f} R {r:.3f} F {f:.3f}"
    # the expected mutual information costs groups × groups
    if scores and len(np.unique(gold)) * len(np.unique(found)) < 1e8:
        line += f"  AMI {adjusted_mutual_info_score(gold, found):.3f}  ARI {adjusted_rand_score(gold, found):.3f}"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{line}  copies {middle - begun:.1f} s  stories {done - middle:.1f} CPU-s  peak {memory} MB", flush=True)


def issues_over_days(posts: pd.DataFrame, gold: np.ndarray) -> None:
    """The same as an office meets it: a run every day over the last three days."""
    dated = posts[posts["published_at"].notna()]
    gold = gold[dated.index]
    dated = dated.reset_index(drop=True)
    known: tuple[object, ...] = ()
    issue: dict[str, str] = {}
    spent = 0.0
    for day in _days(dated):
        window = dated[(dated["published_at"] < day) & (dated["published_at"] >= day - pd.Timedelta(days=3))]
        window = window.reset_index(drop=True)
        if window.empty:
            continue
        stories = story_columns(window, copy_columns(window))
        begun = time.process_time()
        links = link_issues(window, stories, known, as_of=day.to_pydatetime())
        spent += time.process_time() - begun
        known = links.issues
        issue.update(links.issue_of)
    into = {one.id: one.merged_into for one in known}

    def last(name: str) -> str:
        while into.get(name):
            name = into[name]
        return name

    found = np.array([last(issue.get(post, "")) or post for post in dated["id"]])
    p, r, f = bcubed(gold, found)
    print(f"{'issues over days':<22}{len(dated):>8} posts  B3 P {p:.3f} R {r:.3f} F {f:.3f}  linking {spent:.1f} CPU-s")


def _days(posts: pd.DataFrame) -> Iterator[pd.Timestamp]:
    day = posts["published_at"].min().normalize() + pd.Timedelta(days=1)
    while day <= posts["published_at"].max() + pd.Timedelta(days=1):
        yield day
        day += pd.Timedelta(days=1)


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--synthetic", type=int, nargs="*", default=[])
    parser.add_argument("--only-synthetic", action="store_true")
    parser.add_argument("--only-labelled", action="store_true")
    parser.add_argument("--check", action="store_true", help="what is set apart, too; never tune on it")
    args = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, pandas {pd.__version__}")
    events = args.data / "events"
    if not args.only_synthetic:
        if (events / NEWS).is_file():
            print(f"{NEWS} sha256 {hashlib.sha256((events / NEWS).read_bytes()).hexdigest()}")
        for part in ("choose", "check") if args.check else ("choose",):
            measure_news(events / NEWS, part)
            measure_copy_pairs(part)
    if not (args.only_synthetic or args.only_labelled):
        sets = {name: read(events / f"{name}.jsonl") for name in ("news_t", "tweets_t", "crisislex_t6")}
        for name, (_, _, digest) in sets.items():
            print(f"{name}.jsonl sha256 {digest}")
        crisis, crisis_gold, _ = sets["crisislex_t6"]
        number, size = np.unique(crisis_gold, return_counts=True)
        noise = crisis[np.isin(crisis_gold, number[size == 1])]
        for name in ("news_t", "tweets_t"):
            posts, gold, _ = sets[name]
            measure(name, posts, gold)
            measure(f"{name} + 41 % noise", *with_noise(posts, gold, noise, 0.41))
        measure("crisislex_t6", crisis, crisis_gold)
        issues_over_days(crisis, crisis_gold)
    if args.synthetic:
        words = (args.data / "lexicon" / "combined_root_words.txt").read_text().split()
    for number in args.synthetic:
        posts, gold = synthetic(number, words)
        measure("synthetic", posts, gold, scores=False)


if __name__ == "__main__":
    main()
