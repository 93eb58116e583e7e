"""Offices without any event, ten minutes by ten minutes: from real times of real posts, and simulated ones.

*posts*: off-topic tweets of crisislex_t6, whole days of one collection drawn at random (block bootstrap), so that the hours
of the day, the clustering of a word and the common shocks of a day stay as they were. *news*: the two news days, blocks of six hours drawn
from either, one voice an outlet and ten minutes. An *issue* of these two is a random set of words: its stream is the real times of
the posts with one of them. *simulated*: negative-binomial streams with a daily and weekly cycle, drift, days on which
everything is louder. In all three collecting stands still now and then. Births are first days of stories found by the
product's own grouping in the two data sets.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.emergence.heard import DAY, HOUR, WEEK
from analysis.emergence.voices import folded, voice_keys
from analysis.frame import posts_frame
from analysis.issues.grouping import group_posts
from collectors.dates import read_date

WEEKS = 9
SLOTS = WEEK * WEEKS
ISSUES = 60
BIRTHS_PER_WEEK = 100
LONGEST = 40
NEWS_START = datetime(2025, 6, 17, 17, tzinfo=UTC)
NEWS_READ = datetime(2025, 6, 19, 17, tzinfo=UTC)
KINDS = ("posts", "news", "simulated")


@dataclass(frozen=True)
class Office:
    """Nine weeks of an office; the last is looked at.

    Args:
        kind: of background.
        counts: voices per issue and slot of ten minutes; the first `ISSUES` rows go on all the time, the others are born in the weeks.
        total: all posts per slot.
        births: slots and first-day voices of all stories born, single posts included.
    """

    kind: str
    counts: np.ndarray
    total: np.ndarray
    births: tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Words:
    """Words of real posts by block: `counts[word, block, slot]`, `total[block, slot]`; `spans`: the days of each collection."""

    counts: np.ndarray
    total: np.ndarray
    spans: tuple[np.ndarray, ...]


def sha256(path: Path) -> str:
    """The start of the file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def tweets(data: Path) -> pd.DataFrame:
    """The off-topic rows of crisislex_t6 as a frame of posts."""
    rows = (json.loads(line) for line in (data / "events/crisislex_t6.jsonl").read_text("utf-8").splitlines())
    return posts_frame([{**row, "kind": "social"} for row in rows if row["event"] is None])


def news(data: Path) -> pd.DataFrame:
    """The articles of the two news days that have a readable date."""
    lines = (data / "events/berita_2025-06-18_19.jsonl").read_text("utf-8").splitlines()
    found = []
    for number, row in enumerate(map(json.loads, lines)):
        date = read_date(row["tanggal_publikasi"], zone="WIB", now=NEWS_READ)
        if date.at is not None and not date.estimated and date.at >= NEWS_START:
            text = {
                "title": row["judul"] or "",
                "text": (row["isi_berita"] or "")[:2000],
                "source": row["sumber"] or "",
            }
            found.append({"id": f"b{number}", "published_at": date.at, "kind": "news", **text})
    return posts_frame(found)


def words_of(posts: pd.DataFrame, block_hours: int, *, per_day: int | None, seed: int) -> Words:
    """Voices of every usual word by slot, in blocks that begin at the same hour of the day.

    Args:
        posts: the frame.
        block_hours: length of a block; a divisor of 24.
        per_day: thin every day to so many posts (days with fewer than half are left out); None keeps all.
        seed: for the thinning.
    """
    news_day = posts["kind"].iloc[0] == "news"
    moments = posts["published_at"] + (timedelta(hours=7) if news_day else timedelta())
    posts = posts.assign(day=moments.dt.floor("D"), slot=moments.dt.hour * HOUR + moments.dt.minute * HOUR // 60)
    if per_day is not None:
        size = posts.groupby("day")["id"].transform("size")
        posts = posts[size >= per_day / 2].groupby("day").sample(frac=1, random_state=seed)
        posts = posts[posts.groupby("day").cumcount() < per_day].sort_values("published_at")
    day, at = np.unique(posts["day"].to_numpy(), return_inverse=True)
    slot = posts["slot"].to_numpy()
    texts = (posts["title"] if news_day else posts["text"]).str.lower()
    rows = [(w, n) for n, text in enumerate(texts) for w in set(re.findall(r"[a-z']{4,}", text))]
    table = pd.DataFrame(rows, columns=["word", "post"])
    table = table.assign(place=(at * DAY + slot)[table["post"]])
    if news_day:
        table = table.assign(voice=posts["source"].to_numpy()[table["post"]]).drop_duplicates(
            ["word", "place", "voice"]
        )
    usual = table.groupby("word")["post"].transform("size")
    table = table[usual >= len(day) / 8]
    word = np.unique(table["word"].to_numpy(dtype=str), return_inverse=True)[1]
    counts = np.zeros((word.max() + 1, len(day) * DAY))
    np.add.at(counts, (word, table["place"].to_numpy()), 1.0)
    total = np.bincount(at * DAY + slot, minlength=len(day) * DAY).astype(float)
    apart = np.flatnonzero(np.diff(day).astype("timedelta64[D]").astype(int) > 2) + 1
    spans = tuple(span for span in np.split(np.arange(len(day)), apart) if len(span) >= min(len(day), 5))
    return Words(counts.reshape(len(counts), -1, block_hours * HOUR), total.reshape(-1, block_hours * HOUR), spans)


def grouped_stories(posts: pd.DataFrame) -> pd.DataFrame:
    """The posts with their story as the product finds it, copies folded."""
    return folded(posts.join(group_posts(posts)))


def time_courses(grouped: pd.DataFrame) -> list[np.ndarray]:
    """Hours after its first post of the posts of every story of five and more that is told within 40 hours."""
    found = []
    for _, story in grouped.groupby("story"):
        hours = np.sort((story["published_at"] - story["published_at"].min()).dt.total_seconds().to_numpy()) / 3600
        if len(hours) >= 5 and hours[-1] <= LONGEST:
            found.append(hours)
    return found


def birth_sizes(grouped: pd.DataFrame) -> np.ndarray:
    """First-day voices of every story."""
    first = grouped.groupby("story")["published_at"].transform("min")
    table = pd.DataFrame({"story": grouped["story"], "voice": voice_keys(grouped)})
    table = table[grouped["published_at"] < first + pd.Timedelta(days=1)].drop_duplicates()
    return table.groupby("story").size().to_numpy()


def office(
    kind: str, random: np.random.Generator, words: Mapping[str, Words], sizes: Mapping[str, np.ndarray]
) -> Office:
    """One office without an event."""
    rates = np.exp(random.normal(np.log(1.0), 1.6, ISSUES))
    counts, total = _simulated(random, rates) if kind == "simulated" else _drawn(random, rates, words[kind])
    begun = np.sort(random.integers(0, SLOTS, BIRTHS_PER_WEEK * WEEKS))
    size = random.choice(sizes["news" if kind == "news" else "posts"], len(begun))
    born = np.zeros((int((size >= 3).sum()), SLOTS))
    for row, (start, voices) in enumerate(zip(begun[size >= 3], size[size >= 3], strict=True)):
        spread = np.r_[0, random.exponential(5.0 * HOUR, voices - 1)].astype(int)
        np.add.at(born[row], np.minimum(start + spread, SLOTS - 1), 1.0)
    counts = np.concatenate([counts, born])
    total = total + np.bincount(begun, weights=size, minlength=SLOTS)
    for _ in range(random.poisson(1.0)):
        start = random.integers(WEEK, SLOTS)
        gap = slice(start, start + random.integers(6, 36) * HOUR)
        counts[:, gap], total[gap] = 0.0, 0.0
    return Office(kind, counts, total, (begun, size))


def _drawn(random: np.random.Generator, rates: np.ndarray, words: Words) -> tuple[np.ndarray, np.ndarray]:
    a_day = DAY // words.counts.shape[2]
    days = words.spans[random.integers(len(words.spans))]
    number = WEEKS * 7 * a_day
    blocks = random.choice(days, number) * a_day + np.arange(number) % a_day
    here = (days[:, None] * a_day + np.arange(a_day)).ravel()
    per_day = words.counts[:, here].sum(axis=(1, 2)) / len(days)
    usual = np.flatnonzero(per_day > 0)
    counts = np.zeros((len(rates), SLOTS))
    for row, rate in enumerate(rates):
        order = random.permutation(usual[per_day[usual] <= 1.5 * max(rate, float(per_day[usual].min()))])
        chosen = order[: max(int(np.searchsorted(np.cumsum(per_day[order]), rate)), 1)]
        counts[row] = words.counts[chosen][:, blocks].sum(axis=0).reshape(-1)
    return counts, words.total[blocks].reshape(-1).copy()


def _simulated(random: np.random.Generator, rates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    hour = np.arange(SLOTS // HOUR)
    cycle = (1 + 0.8 * np.sin((hour % 24 - 8) / 24 * 2 * np.pi)) * np.where(hour // 24 % 7 >= 5, 0.7, 1.0)
    days = np.where(random.random(len(hour) // 24) < 0.1, random.uniform(1.2, 1.8, len(hour) // 24), 1.0)
    shock = np.repeat(days, 24) * np.exp(random.normal(0, 0.1, len(hour)))
    drift = np.exp(np.cumsum(random.normal(0, 0.01, (len(rates), len(hour))), axis=1))
    size = random.uniform(1.5, 15, len(rates))[:, None]
    mean = random.gamma(size, rates[:, None] / 24 * drift * cycle / cycle.mean() * shock / size)
    counts = random.poisson(np.repeat(mean, HOUR, axis=1) / HOUR).astype(float)
    return counts, counts.sum(axis=0) + random.poisson(np.repeat(100 / 24 * cycle * shock, HOUR) / HOUR)
