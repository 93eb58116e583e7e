"""Early signs (pertanda awal): a word on many lips, before there is a story to be grouped.

A word that surprises (`analysis.emergence.word_bursts`) is not yet an event: "video" and "korban" rise with any five of them. So the
posts that use it must hang together by other rare words, too; what hangs together is a *sign*. A later surprise, of this
word or another, belongs to the sign that most of its posts are in, or that the same word opened within the last day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.emergence.voices import independent, voice_keys
from analysis.emergence.word_bursts import DAY, Bursts, Uses, bursts, newly_used
from analysis.stories.features import bucket_of, fold_word, hash_terms, lead_texts, words_of
from analysis.text.figures_in_words import decimal

LOOKS_BACK = timedelta(hours=48)
LEAST_TOGETHER = 4
"""Posts that hang together by other words than the one that surprises."""

_SHARED = 2 / 3
"""Part of a surprise's posts that stand in one sign when it is no new one."""

_LEAST_FRESH = 2
_RARE = 0.1
"""Expected uses of a word among a surprise's posts, at most, for it to tie them together."""

_PRIOR_USES, _PRIOR_POSTS = 0.2, 50.0
_MOST_POSTS = 60
_WORDS_TOLD = 3

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sign:
    """An early sign.

    Args:
        since: when it was first to be seen.
        posts: ids of its posts, oldest first.
        words: the words that surprise, the most surprising first.
        by_chance: how often a week its most surprising word would surprise so by chance.
        seen, expected, hours: voices with that word in so many hours, and the expectation.
    """

    since: datetime
    posts: tuple[str, ...]
    words: tuple[str, ...]
    by_chance: float
    seen: int
    expected: float
    hours: int

    @property
    def reason(self) -> str:
        """Indonesian, with the numbers used."""
        usual = decimal(self.expected) if self.expected >= 0.05 else "hampir tidak pernah"
        words = ", ".join(f"“{word}”" for word in self.words)
        return f"kata {words} dipakai {self.seen} sumber berbeda dalam {self.hours} jam, biasanya {usual}"


def early_signs(posts: pd.DataFrame, until: datetime, *, per_week: float) -> tuple[Sign, ...]:
    """The signs of the last two days, in the order in which they could be seen.

    Args:
        posts: `id`, `title`, `text`, `published_at`, `author`, `source`, `copy_group`, `official`, and `kind` where known.
            Copies are folded here, and the office's own posts and what merely copies them are left out.
        until: the moment asked about, aware; later posts are not looked at.
        per_week: how many surprises of words a week are accepted to come by chance; 0 gives no signs.
    """
    texts = independent(posts[posts["published_at"] < pd.Timestamp(until)]).reset_index(drop=True)
    if per_week <= 0 or texts.empty:
        return ()
    moments = texts["published_at"]
    seconds = moments.dt.as_unit("s").astype("int64").to_numpy()
    words = newly_used(_uses(texts), seconds, pd.factorize(voice_keys(texts))[0].astype(np.int64))
    since = int((moments < pd.Timestamp(until - LOOKS_BACK)).sum())
    found = bursts(words, seconds, since=since, per_week=per_week)
    return tuple(_told(sign, words, found, texts) for sign in _signs(words, found, seconds))


def _uses(texts: pd.DataFrame) -> Uses:
    """Every word of every text once."""
    terms = hash_terms(lead_texts(texts))
    post = np.repeat(np.arange(len(terms)), np.diff(terms.starts))
    pairs = np.unique(terms.buckets.astype(np.int64) * len(terms) + post)
    return Uses(pairs // len(terms), pairs % len(terms))


@dataclass(slots=True)
class _Gathered:
    """A sign while it grows: places of its surprises and numbers of its posts, both as they came."""

    surprises: list[int] = field(default_factory=list)
    posts: list[int] = field(default_factory=list)


def _signs(words: Uses, found: Bursts, seconds: Ints) -> list[_Gathered]:
    """Surprises one after another: each is a new sign, belongs to one, or is nothing yet."""
    signs: list[_Gathered] = []
    signs_of: dict[int, list[int]] = {}
    together = _Together(words, len(seconds))
    opened: dict[int, tuple[int, int]] = {}
    for place in np.lexsort((words.word[found.at], found.by_chance, words.post[found.at])).tolist():
        last = int(found.at[place])
        word, now = int(words.word[last]), int(seconds[words.post[last]])
        members = words.post[max(int(found.first[place]), last + 1 - _MOST_POSTS) : last + 1].tolist()
        votes = Counter(number for post in members for number in signs_of.get(post, ()))
        number, shared = max(votes.items(), key=lambda one: (one[1], -one[0]), default=(-1, 0))
        fresh = [post for post in members if post not in signs_of]
        if word in opened and now - opened[word][1] < DAY:
            number, joining = opened[word][0], fresh
            opened[word] = number, now
        elif shared >= _SHARED * len(members) or (shared and len(fresh) < _LEAST_FRESH):
            joining = fresh
        else:
            joining = together.core(members, word)
            if len(joining) < LEAST_TOGETHER or len({*joining} & {*fresh}) < _LEAST_FRESH:
                continue
            number = len(signs)
            signs.append(_Gathered())
            opened[word] = number, now
        signs[number].surprises.append(place)
        signs[number].posts += joining
        for post in joining:
            signs_of.setdefault(post, []).append(number)
    return signs


class _Together:
    """Which posts hang together by rare words."""

    def __init__(self, words: Uses, posts: int) -> None:
        from scipy.sparse import csr_matrix

        self._words = words
        self._keys, column = np.unique(words.word, return_inverse=True)
        self._opens = np.searchsorted(words.word, self._keys)
        shape = (posts, max(len(self._keys), 1))
        self._table: Any = csr_matrix((np.ones(len(words), np.float32), (words.post, column)), shape=shape)

    def core(self, members: Sequence[int], key: int) -> list[int]:
        """The largest part of these posts that is connected by words other than `key`, each rare before them."""
        from scipy.sparse.csgraph import connected_components

        here = self._table[list(members)]
        used = np.bincount(here.indices, minlength=here.shape[1])
        ties = [column for column in np.flatnonzero(used >= 2).tolist() if self._ties(column, members, key)]
        if not ties:
            return []
        part = here[:, ties]
        label = connected_components(part @ part.T, directed=False)[1]
        largest = int(np.bincount(label).argmax())
        return [post for post, which in zip(members, label.tolist(), strict=True) if which == largest]

    def _ties(self, column: int, members: Sequence[int], key: int) -> bool:
        if self._keys[column] == key:
            return False
        end = self._opens[column + 1] if column + 1 < len(self._opens) else len(self._words)
        before = int(np.searchsorted(self._words.post[self._opens[column] : end], members[0]))
        return (before + _PRIOR_USES) / (members[0] + _PRIOR_POSTS) * len(members) <= _RARE


def _told(sign: _Gathered, words: Uses, found: Bursts, texts: pd.DataFrame) -> Sign:
    ranked = sorted(sign.surprises, key=lambda place: (found.by_chance[place], place))
    best, own = ranked[0], texts.iloc[sorted(sign.posts)]
    buckets = list(dict.fromkeys(words.word[found.at[ranked]].tolist()))[:_WORDS_TOLD]
    return Sign(
        since=texts["published_at"].iloc[int(words.post[found.at[sign.surprises[0]]])].to_pydatetime(),
        posts=tuple(own["id"].tolist()),
        words=_spelled(buckets, own),
        by_chance=float(found.by_chance[best]),
        seen=round(float(found.seen[best])),
        expected=float(found.expected[best]),
        hours=int(found.hours[best]),
    )


def _spelled(buckets: Sequence[int], posts: pd.DataFrame) -> tuple[str, ...]:
    """The words as most posts write them."""
    written: dict[int, Counter[str]] = {bucket: Counter() for bucket in buckets}
    for text in lead_texts(posts):
        for word in set(words_of(text)):
            stem = fold_word(word)
            if stem and (bucket := bucket_of(stem)) in written:
                written[bucket][word] += 1
    return tuple(min(count, key=lambda word: (-count[word], word)) for count in written.values() if count)
