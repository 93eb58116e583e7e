"""A made week of mixed posts with known events, in any size: what the speed of grouping is measured on.

Short posts of 7 to 18 words and, one in ten, articles with a headline and 60 to 90 words. Events have Pareto sizes
(α = 1.2, at most a fiftieth of all), begin at any moment of seven days and fade with a mean of six hours; about a third
of the posts belongs to none. Half the words of an event's posts are its own: two names that other events use as well
(160,000 names in all), one of its own, fourteen words drawn from the language; a lone post has names, too. The rest is
drawn from 30,000 words in Zipf's frequency (the general Indonesian words that come with the package, then made ones)
and one word in five is a stop word. A fifth of an event's posts repeat the one before, wrapped as people repost.
Four in ten short posts are of 50,000 accounts, articles of 300 outlets.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.stories.features import STOP_WORDS

WORDS = Path(__file__).resolve().parents[1] / "analysis" / "data" / "word_background.tsv"
SYLLABLES = np.array("ba ce di fu ga ho ja ki lu ma ne pi ra so ta wu ya ko sa mu".split(), dtype=object)
WRAPPINGS = np.array(["RT @warga: ", "", "(ANTARA) - ", "VIDEO: "], dtype=object)
VOCABULARY = 30_000
NAMES = 20**4
WEEK = 7 * 86_400
BEGIN = pd.Timestamp("2025-06-16", tz="UTC")
OWN = 17
ARTICLES = 0.1
COPIES = 0.2


def names(numbers: np.ndarray, syllables: int) -> np.ndarray:
    """Made-up words of so many syllables, one for each number."""
    found = SYLLABLES[numbers % 20]
    for place in range(1, syllables):
        found = found + SYLLABLES[numbers // 20**place % 20]
    return found


def _sizes(posts: int, chance: np.random.Generator) -> np.ndarray:
    """Sizes of events that add up to `posts`."""
    drawn = np.minimum(chance.pareto(1.2, posts) * 6 + 2, max(posts / 50, 2)).astype(np.int64)
    sizes = np.where(chance.random(posts) < 0.85, 1, drawn)
    last = int(np.searchsorted(np.cumsum(sizes), posts))
    sizes = sizes[: last + 1]
    sizes[-1] -= sizes.sum() - posts
    return sizes[sizes > 0]


def _vocabulary() -> np.ndarray:
    rows = [line.split("\t") for line in WORDS.read_text("utf-8").splitlines()[1:]]
    known = [word for word, share in sorted(rows, key=lambda row: -float(row[1])) if "number" not in word]
    made = names(np.arange(VOCABULARY - len(known)) * 7 + 3, 3) + "n"
    return np.concatenate([np.array(known, dtype=object), made])


def week(posts: int, seed: int, *, days: float = 7.0) -> tuple[pd.DataFrame, np.ndarray]:
    """Posts in order of time as the analysis frame has them, and the event of each."""
    chance = np.random.default_rng(seed)
    sizes = _sizes(posts, chance)
    event = np.repeat(np.arange(len(sizes)), sizes)
    article = chance.random(posts) < ARTICLES
    texts, titles = _texts(event, sizes, article, chance)
    start = chance.random(len(sizes)) * days * 86_400
    second = np.minimum(start[event] + chance.exponential(6 * 3600, posts), days * 86_400 - 1).astype(np.int64)
    account = np.where(chance.random(posts) < 0.4, chance.integers(0, 50_000, posts).astype(str).astype(object), "")
    outlet = np.array([f"outlet{number}" for number in range(300)], dtype=object)[chance.integers(0, 300, posts)]
    frame = pd.DataFrame(
        {
            "id": names(np.arange(posts) * 977 % 20**6, 6) + np.arange(posts).astype(str).astype(object),
            "title": titles,
            "text": texts,
            "source": np.where(article, outlet, "x"),
            "kind": np.where(article, "news", "social"),
            "author": np.where(article, "", account),
            "published_at": (BEGIN + pd.to_timedelta(second, unit="s")).astype("datetime64[us, UTC]"),
        }
    )
    frame["url"], frame["tier"] = "", 0
    order = np.argsort(second, kind="stable")
    return frame.iloc[order].reset_index(drop=True), event[order]


def _texts(
    event: np.ndarray, sizes: np.ndarray, article: np.ndarray, chance: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Text and headline of every post."""
    posts = len(event)
    body = np.where(article, chance.integers(60, 91, posts), chance.integers(7, 19, posts))
    head = np.where(article, chance.integers(7, 12, posts), 0)
    table, stop = _vocabulary(), np.array(sorted(STOP_WORDS), dtype=object)
    ladder = np.cumsum(1 / np.arange(1, len(table) + 1) ** 1.05)
    ladder /= ladder[-1]
    own = np.searchsorted(ladder, chance.random((len(sizes), OWN))).astype(np.int32)
    shared = chance.integers(0, NAMES, (len(sizes), 2))
    single = names(np.arange(len(sizes)) * 7919 % 20**5, 5) + "r"
    own_name = [names(shared[:, 0], 4), names(shared[:, 1], 4), single]
    texts, titles = np.empty(posts, dtype=object), np.full(posts, "", dtype=object)
    copy = (chance.random(posts) < COPIES) & (np.diff(event, prepend=-1) == 0)
    wrapping = WRAPPINGS[chance.integers(0, len(WRAPPINGS), posts)]
    step = 50_000
    for begin in range(0, posts, step):
        rows = np.arange(begin, min(begin + step, posts))
        lengths = (body + head)[rows]
        of = np.repeat(event[rows], lengths)
        many = len(of)
        words = table[np.searchsorted(ladder, chance.random(many))]
        which = (OWN * chance.random(many) ** 2).astype(np.int64)
        about = table[own[of, which]]
        for place in range(3):
            about = np.where(which == place, own_name[place][of], about)
        # a lone post tells of its own names now and then, a post of an event half the time
        words = np.where(chance.random(many) < np.where(sizes[of] > 1, 0.5, 0.15), about, words)
        words = np.where(chance.random(many) < 0.2, stop[chance.integers(0, len(stop), many)], words).tolist()
        end = 0
        for row, length, front in zip(rows.tolist(), lengths.tolist(), head[rows].tolist(), strict=True):
            if copy[row]:
                texts[row], titles[row] = wrapping[row] + texts[row - 1], titles[row - 1]
                if bool(titles[row]) != bool(article[row]):
                    article[row] = bool(titles[row])
            else:
                texts[row] = " ".join(words[end + front : end + length])
                titles[row] = " ".join(words[end : end + front])
            end += length
    return texts, titles


def digest(posts: pd.DataFrame) -> str:
    """SHA-256 of times, headlines and texts."""
    found = hashlib.sha256()
    for column in ("title", "text"):
        found.update("\n".join(posts[column]).encode())
    found.update(posts["published_at"].astype("int64").to_numpy().tobytes())
    return found.hexdigest()[:16]
