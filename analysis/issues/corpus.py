"""The posts at hand as linking needs them: stories, voices, times, texts, and profiles of any set of posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from analysis.emergence.voices import voice_keys
from analysis.issues.profiles import Profile, Weights, day_number
from analysis.issues.reading import PostReading, place_names, read_for_linking
from analysis.stories.finding import canonical_order


@dataclass(frozen=True, slots=True)
class Story:
    """A story's posts, oldest first."""

    id: str
    ids: tuple[str, ...]


class Corpus:
    """The posts in canonical order.

    Args:
        posts: the frame with `story`; `copy_group`, `places`, `claims` … are used where they are there.
        region: the office's region.
        local: see `analysis.issues.profiles.affinity`.
    """

    def __init__(self, posts: pd.DataFrame, region: str, *, local: bool) -> None:
        self.index = posts.index
        self.ids: list[str] = posts["id"].tolist()
        ordered = posts.iloc[canonical_order(posts)]
        self._order: list[str] = ordered["id"].tolist()
        self.row_of = {post: row for row, post in enumerate(self._order)}
        self._titles, self._texts = ordered["title"].tolist(), ordered["text"].tolist()
        moments = ordered["published_at"]
        self._times = [None if pd.isna(moment) else moment.to_pydatetime() for moment in moments]
        self._days = [day_number(moment) for moment in self._times]
        self._voice = voice_keys(ordered).tolist()
        self._copy = (ordered["copy_group"] if "copy_group" in ordered else ordered["id"]).tolist()
        first = ~pd.Series(self._copy).duplicated().to_numpy(dtype=bool)
        chosen = ordered[first]
        read = dict(zip(chosen.index, read_for_linking(chosen, region), strict=True))
        by_copy = {copy: read[index] for copy, index in zip(pd.Series(self._copy)[first], chosen.index, strict=True)}
        self._readings: list[PostReading] = [by_copy[copy] for copy in self._copy]
        self.weights = Weights(list(read.values()))
        self.place_names = place_names(posts)
        self._stories = self._parts(ordered["story"].tolist(), local=local)

    def _parts(self, stories: Sequence[str], *, local: bool) -> list[Story]:
        grouped: dict[str, list[str]] = {}
        for story, post in zip(stories, self._order, strict=True):
            grouped.setdefault(story, []).append(post)
        parts: list[Story] = []
        for name, ids in sorted(grouped.items()):
            parts += self._by_matter(name, ids) if local else [Story(name, tuple(ids))]
        return parts

    def _by_matter(self, name: str, ids: Sequence[str]) -> list[Story]:
        """A story cut where its posts tell of different matters; one town's roads and lamps share many words."""
        counts = Counter(key for post in ids for key in self.reading(post).matters)
        rest = list(ids)
        parts: list[Story] = []
        while counts and len(rest) > 1:
            main = min(counts, key=lambda key: (-counts[key], key))
            stays = [post for post in rest if not self.reading(post).matters or main in self.reading(post).matters]
            parts.append(Story(f"{name}/{main}" if parts else name, tuple(stays)))
            rest = [post for post in rest if post not in {*stays}]
            counts = Counter(key for post in rest for key in self.reading(post).matters)
        return [*parts, Story(f"{name}/{rest[0]}" if parts else name, tuple(rest))] if rest else parts

    def stories(self) -> list[Story]:
        """All stories, by id."""
        return self._stories

    def reading(self, post: str) -> PostReading:
        """What linking read of a post (copies share it)."""
        found: PostReading = self._readings[self.row_of[post]]
        return found

    def profile(self, ids: Sequence[str]) -> Profile:
        """The profile of some posts, copies folded."""
        seen: dict[str, int] = {}
        for row in sorted(self.row_of[post] for post in ids):
            seen.setdefault(self._copy[row], row)
        made = self.weights.profile(
            (self._readings[row] for row in seen.values()), (self._days[row] for row in seen.values())
        )
        days = [day for post in ids if (day := self._days[self.row_of[post]]) is not None]
        if days:
            made.last = max(days)  # a later copy is talk as well
        return made

    def readings(self, ids: Sequence[str]) -> list[PostReading]:
        """Of distinct texts, oldest first."""
        rows: dict[str, int] = {}
        for row in sorted(self.row_of[post] for post in ids):
            rows.setdefault(self._copy[row], row)
        return [self._readings[row] for row in rows.values()]

    def distinct(self) -> Iterator[tuple[str, PostReading, float | None]]:
        """(post, reading, day) of distinct texts, oldest first."""
        seen: set[str] = set()
        for row, post in enumerate(self._order):
            if self._copy[row] not in seen:
                seen.add(self._copy[row])
                yield post, self._readings[row], self._days[row]

    def voices(self, ids: Sequence[str]) -> int:
        """Distinct voices (`analysis.emergence.voices`)."""
        return len({self._voice[self.row_of[post]] for post in ids})

    def earliest(self, ids: Sequence[str]) -> str:
        """The post that stands first in canonical order."""
        return min(ids, key=lambda post: self.row_of[post])

    def first(self, ids: Sequence[str], default: datetime) -> datetime:
        """Time of the earliest post that has one."""
        times = [moment for post in ids if (moment := self._times[self.row_of[post]])]
        return min(times, default=default)

    def last(self, ids: Sequence[str], default: datetime) -> datetime:
        """Time of the latest post that has one."""
        times = [moment for post in ids if (moment := self._times[self.row_of[post]])]
        return max(times, default=default)

    def texts(self, ids: Sequence[str]) -> list[tuple[str, str]]:
        """(title, text) of distinct texts, oldest first."""
        rows: dict[str, int] = {}
        for row in sorted(self.row_of[post] for post in ids):
            rows.setdefault(self._copy[row], row)
        return [(self._titles[row], self._texts[row]) for row in rows.values()]
