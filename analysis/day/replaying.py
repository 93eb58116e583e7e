"""Any past stream with a stopped clock: what would have alarmed, when, how many a week.

Every `every` the posts known by then are grouped, linked to the issues of the last look and judged by the very code of
the daily analysis; nothing after the moment is looked at. Settings of judgement only decide what rings, so several
of them are heard on one playing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np
import pandas as pd

from analysis.day.alarms import alarms_at
from analysis.day.links import link_day
from kentongan.core.alerting import AlertPolicy, States, decide
from kentongan.core.clock import Window
from kentongan.core.findings import Alert, Correction, KnownIssue
from kentongan.core.office import Office

SPAN = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Setting:
    """One way of judging: the office with its limits, and its wishes about alarms."""

    office: Office
    policy: AlertPolicy = field(default_factory=AlertPolicy)


@dataclass(frozen=True, slots=True)
class Told:
    """An alarm of a replay.

    Args:
        alert: what was told.
        name: of the issue at that moment.
        posts: ids of all posts the issue had by then, oldest first.
    """

    alert: Alert
    name: str
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """What one setting would have told.

    Args:
        told: in order of time.
        start, end: the stream's first post and the last look.
        posts: how many posts were played.
        looks: how often the issues were judged.
        days: days on which anything was published; a wrong clock years ago makes no long stream.
        issues: how many issues there were at any time.
    """

    told: tuple[Told, ...]
    start: datetime
    end: datetime
    posts: int
    looks: int
    issues: int
    days: int

    @property
    def per_week(self) -> float:
        """Alarms a week of days with posts."""
        return len(self.told) * 7 / self.days


def replay(
    posts: pd.DataFrame,
    settings: Sequence[Setting],
    *,
    every: timedelta = timedelta(hours=1),
    corrections: Sequence[Correction] = (),
    looked: Callable[[int], None] = lambda _: None,
) -> list[Replay]:
    """Play the posts and listen with every setting.

    Args:
        posts: the analysis frame with the columns of reading, `source_region`, `official` and what judging needs; posts
            without a date are left out.
        settings: the first one's office decides which posts count.
        every: time between two looks.
        corrections: people's decisions, each from its own time on.
        looked: told after each look how many posts were new in it.

    Raises:
        ValueError: `every` is not positive.
    """
    if every <= timedelta(0):
        raise ValueError("the time between two looks must be positive")
    stream = posts[posts["published_at"].notna()].sort_values(["published_at", "id"], kind="stable")
    if stream.empty:
        return []
    play = _Play(stream.reset_index(drop=True), settings, every, corrections)
    play.run(looked)
    return play.results()


class _Play:
    """One playing of a stream."""

    def __init__(
        self,
        stream: pd.DataFrame,
        settings: Sequence[Setting],
        every: timedelta,
        corrections: Sequence[Correction],
    ) -> None:
        self._stream = stream
        self._settings = settings
        self._every = every
        self._corrections = corrections
        self._known: tuple[KnownIssue, ...] = ()
        self._states: list[States] = [{} for _ in settings]
        self._told: list[list[Told]] = [[] for _ in settings]
        self._ids: set[str] = set()
        self._looks = 0
        when = stream["published_at"].dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(dtype="datetime64[us]")
        first = pd.Timestamp(stream["published_at"].iloc[0]).floor(pd.Timedelta(every))
        step = np.timedelta64(int(every.total_seconds() * 1_000_000), "us")
        origin = np.datetime64(first.tz_convert("UTC").tz_localize(None), "us")
        self._origin: datetime = first.to_pydatetime()
        # A window ends before its last moment: what is published at the very moment of a look is seen at the next one.
        self._look_of = (when - origin) // step + 1

    def run(self, looked: Callable[[int], None]) -> None:
        """Look at every moment at which there is something new; silence cannot make an alarm."""
        moments, firsts = np.unique(self._look_of, return_index=True)
        ends = [*firsts[1:].tolist(), len(self._stream)]
        for moment, first, end in zip(moments.tolist(), firsts.tolist(), ends, strict=True):
            self._look(self._origin + moment * self._every, end)
            looked(end - first)

    def _look(self, at: datetime, end: int) -> None:
        frame = self._stream.iloc[:end]
        frame = frame[frame["published_at"] > pd.Timestamp(at - SPAN)].reset_index(drop=True)
        known_by_then = [c for c in self._corrections if c.at <= at]
        frame, links = link_day(frame, self._known, self._settings[0].office, at, known_by_then)
        self._known = links.issues
        self._looks += 1
        issues = {issue.id: issue for issue in links.issues}
        counted = frame[frame["relevant"]]
        members = {str(issue): tuple(ids) for issue, ids in counted.groupby("issue")["id"] if issue}
        self._ids.update(members)
        window = Window(at - timedelta(days=1), at)
        for place, setting in enumerate(self._settings):
            rung = alarms_at(counted, issues, setting.office, window, signs=links.signs)
            decided = decide(rung, self._states[place], setting.policy, window.end)
            self._states[place] = decided.states
            self._told[place] += [
                Told(replace(alert, at=at), _name(issues, alert.issue_id), members.get(alert.issue_id, ()))
                for alert in decided.told
            ]

    def results(self) -> list[Replay]:
        """What every setting told."""
        start = self._stream["published_at"].iloc[0].to_pydatetime()
        end = self._origin + int(self._look_of[-1]) * self._every
        days = int(self._stream["published_at"].dt.floor("D").nunique())
        return [
            Replay(tuple(told), start, end, len(self._stream), self._looks, len(self._ids), days) for told in self._told
        ]


def _name(issues: Mapping[str, KnownIssue], issue: str) -> str:
    return issues[issue].name if issue in issues else ""
