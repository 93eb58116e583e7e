"""How fast the store takes posts in, meets them again, reads a day and searches: rows a second on this machine.

    python benchmarks/store_rate.py [--posts 100000] [--words 20] [ADDRESS]

ADDRESS is an empty database, by default a SQLite file in a temporary folder. Texts are made of 20 000 invented words
whose frequencies fall as those of a language do; no real post is used.
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kentongan.core.clock import SystemClock
from kentongan.core.ids import content_id
from kentongan.core.posts import Post, PostKind
from kentongan.core.search_query import parse
from kentongan.store.database import Store
from kentongan.store.finder import Finder

START = datetime(2026, 10, 1, tzinfo=UTC)
PORTION = 5000


def invented_posts(count: int, words: int) -> Iterator[Post]:
    """`count` posts of about `words` words over 30 days, always the same."""
    draw = random.Random(1)
    lexicon = [f"kata{n}" for n in range(20_000)]
    weights = list(itertools.accumulate(1 / (n + 1) for n in range(len(lexicon))))
    for n in range(count):
        title, text = (" ".join(draw.choices(lexicon, cum_weights=weights, k=k)) for k in (6, words))
        key = f"media.example/{n}"
        yield Post(
            id=content_id("p", "s", str(n)),
            source_id="s",
            source_name="Media",
            external_id=str(n),
            kind=PostKind.NEWS,
            platform="web",
            url=f"https://{key}",
            canonical_url=key,
            title=title,
            text=text,
            author="",
            published_at=START + timedelta(days=30) * n / count,
            estimated=False,
            collected_at=START,
            fingerprint=content_id("f", title, text),
        )


def rate(store: Store, batch: list[Post]) -> float:
    """Posts a second for adding a list in portions of 5000, a transaction each."""
    began = time.perf_counter()
    for at in range(0, len(batch), PORTION):
        store.posts.add(batch[at : at + PORTION])
    return len(batch) / (time.perf_counter() - began)


def milliseconds(store: Store, query: str, *, newest_first: bool) -> float:
    """Median of five searches for the first 50 posts."""
    times = []
    for _ in range(5):
        finder = Finder(store._database)  # noqa: SLF001 - one that remembers no earlier search
        finder.warm()
        began = time.perf_counter()
        hits = finder.hits(parse(query, lambda _name, _values: None), best_first=not newest_first)
        finder.posts(hits, hits.page(50))
        times.append(time.perf_counter() - began)
    return sorted(times)[2] * 1000


def measure(address: str, count: int, words: int) -> None:
    """Print the figures for one database."""
    batch = list(invented_posts(count, words))
    with Store.open(address, clock=SystemClock()) as store:
        print(f"{'new':28} {rate(store, batch):10,.0f} posts/s")
        print(f"{'met again, unchanged':28} {rate(store, batch):10,.0f} posts/s")
        began = time.perf_counter()
        day = sum(1 for _ in store.posts.between(START, START + timedelta(days=1)))
        print(f"{'read one day':28} {day / (time.perf_counter() - began):10,.0f} posts/s ({day} posts)")
        for name, query in (("commonest word", "kata0"), ("word no. 1000", "kata1000"), ("phrase", '"kata1 kata0"')):
            newest, best = (milliseconds(store, query, newest_first=first) for first in (True, False))
            print(f"{'search, ' + name:28} {newest:10.1f} ms newest first, {best:.1f} ms best first")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?")
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--words", type=int, default=20)
    given = parser.parse_args()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores (load {load:.1f}), "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        f"{given.posts} posts of {given.words} words"
    )
    if given.address:
        measure(given.address, given.posts, given.words)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rate.db"
        measure(str(path), given.posts, given.words)
        print(f"{'file':28} {path.stat().st_size / 1e6:10.0f} MB")


if __name__ == "__main__":
    main()
