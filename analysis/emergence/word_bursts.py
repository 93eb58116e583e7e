"""Words that are suddenly on many lips: the earliest thing that can be seen of an event.

Grouping needs posts that resemble one another; the first ten posts of an event often share one word only. So every
word is held against its own past whenever it is used: of the voices of the last 1, 3, 6 and 24 hours, how many use it, and how
many of so many used it before? Taking a share of all posts (as the word trends of SigniTrend do, Schubert, Weiler and
Kriegel 2014) needs no model of hours, loud days and gaps in collecting. The tail is negative binomial: the share is not
known better than the past tells (a gamma belief), and talk is uneven. p times the number of tests a week is the
*number of false alarms* of a-contrario detection (Desolneux, Moisan and Morel 2000): so many surprises a week would come
by chance if nothing happened.

Everything about a use is computed from the posts before it: cutting off the future changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

HOUR = 3600
DAY = 24 * HOUR
WEEK = 7 * DAY
WINDOWS = (1, 3, 6, 24)
LEAST_VOICES = 5
_PRIOR_USES = 0.2
_PRIOR_POSTS = 50.0
_DISPERSION = 0.3

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Uses:
    """Which post uses which word, by word, then post.

    Args:
        word: number of the word.
        post: number of the post; posts are in order of time.
    """

    word: Ints
    post: Ints

    def __len__(self) -> int:
        return len(self.word)

    def where(self, kept: Truths) -> Uses:
        """Some of them."""
        return Uses(self.word[kept], self.post[kept])


@dataclass(frozen=True, slots=True)
class Bursts:
    """Uses of words that came as a surprise.

    Args:
        at: place of the use among all uses.
        first: place of the first use of the same word in the window; all between the two are of that word.
        by_chance: expected number of such surprises a week if nothing happens.
        seen, expected: voices in the window, and the expectation.
        hours: length of the window.
    """

    at: Ints
    first: Ints
    by_chance: Floats
    seen: Floats
    expected: Floats
    hours: Ints

    def where(self, kept: Truths) -> Bursts:
        """Some of them."""
        return Bursts(*(getattr(self, name)[kept] for name in self.__slots__))


def newly_used(words: Uses, seconds: Ints, voice: Ints) -> Uses:
    """The uses by voices that did not use the word in the day before: one busy account is no crowd.

    Args:
        words: every word of every post once.
        seconds: time of every post, rising.
        voice: number of who wrote it.
    """
    order = np.lexsort((words.post, voice[words.post], words.word))
    word, post = words.word[order], words.post[order]
    again = np.zeros(len(order), dtype=bool)
    again[1:] = (word[1:] == word[:-1]) & (voice[post[1:]] == voice[post[:-1]])
    again[1:] &= seconds[post[1:]] - seconds[post[:-1]] < DAY
    kept = np.ones(len(order), dtype=bool)
    kept[order[again]] = False
    return words.where(kept)


def bursts(words: Uses, seconds: Ints, *, since: int, per_week: float) -> Bursts:
    """What stands out.

    Args:
        words: uses by distinct voices (`newly_used`).
        seconds: time of every post, rising.
        since: number of the first post at which it is asked.
        per_week: how many such surprises a week are accepted to come by chance.
    """
    if not len(words):
        nothing, none = np.zeros(0), np.zeros(0, dtype=np.int64)
        return Bursts(none, none, nothing, nothing, nothing, none)
    opens = np.flatnonzero(np.concatenate([[True], words.word[1:] != words.word[:-1]]))
    begin = np.repeat(opens, np.diff(np.append(opens, len(words))))
    rows = np.flatnonzero((words.post >= since) & (np.arange(len(words)) - begin + 1 >= LEAST_VOICES))
    elapsed = seconds - seconds[0]
    # word and time in one rising number, so that one search finds where the window of a word begins
    moment = words.word * np.int64(elapsed[-1] + 2 * DAY) + elapsed[words.post]
    best = np.ones(len(rows))
    first, hours = np.zeros(len(rows), dtype=np.int64), np.zeros(len(rows), dtype=np.int64)
    seen, expected = np.zeros(len(rows)), np.zeros(len(rows))
    for length in WINDOWS:
        start = np.maximum(np.searchsorted(moment, moment[rows] - length * HOUR, side="right"), begin[rows])
        opened = np.searchsorted(elapsed, elapsed[words.post[rows]] - length * HOUR, side="right")
        here = (rows - start + 1).astype(np.float64)
        p, mean = _tail(here, words.post[rows] - opened + 1.0, (start - begin[rows]).astype(np.float64), opened)
        better = (p < best) & (here >= LEAST_VOICES)
        best[better], first[better], hours[better] = p[better], start[better], length
        seen[better], expected[better] = here[better], mean[better]
    # of the first day nothing can be said: everything is new then
    best[elapsed[words.post[rows]] < DAY] = np.inf
    weeks = max(float(elapsed[-1]) / WEEK, DAY / WEEK)
    by_chance = best * len(WINDOWS) * len(words) / weeks
    return Bursts(rows, first, by_chance, seen, expected, hours).where(by_chance <= per_week)


def _tail(seen: Floats, posts: Floats, seen_before: Floats, posts_before: Ints) -> tuple[Floats, Floats]:
    """Probability that so many of `posts` use a word that `seen_before` of `posts_before` used, and the expected number."""
    from scipy.special import betainc

    shape = seen_before + _PRIOR_USES
    mean = shape / (posts_before + _PRIOR_POSTS) * posts
    size = 1 / (_DISPERSION + 1 / shape)
    return betainc(seen, size, mean / (mean + size)), mean
