"""What changed between a report's cut-off and now. Pure: the present 24 hours against how things stood then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kentongan.core.clock import Window
from kentongan.core.day import ClaimCase, DayFindings, IssueView
from kentongan.core.findings import Level, VerificationState


@dataclass(frozen=True, slots=True)
class Stood:
    """How an issue stood: its level, whether it had been answered, and whether its drum sounded."""

    level: Level
    responded: str = "belum diketahui"
    emerging: bool = False


@dataclass(frozen=True, slots=True)
class Baseline:
    """How things stood when leaders were last told.

    Args:
        at: that cut-off.
        number: 0 for the morning's report, 1, 2 … for the updates after it.
        level: status then.
        issues: by id.
        claims: state of each claim on the list, by id.
        overdue: complaints that were overdue already.
    """

    at: datetime
    number: int = 0
    level: Level = Level.STABLE
    issues: Mapping[str, Stood] = field(default_factory=dict)
    claims: Mapping[str, VerificationState] = field(default_factory=dict)
    overdue: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Update:
    """What leaders do not know yet.

    Args:
        day: the 24 hours until now, judged as a report judges them.
        since: what they were told last.
        fresh: counted posts published after it.
        new: issues above stable that were not there, or were stable and quiet enough to be left out; worst first.
        moved: issues whose level changed, with the level before.
        rising: issues whose drum sounds now and did not then, at the level they had.
        answered: issues that an official has answered since.
        claims: not on the list before.
        judged: claims that stand otherwise now, with the state before.
        received: complaints published since; `overdue` those that became late.
        minor: new issues that are stable: counted, not told.
    """

    day: DayFindings
    since: Baseline
    fresh: tuple[str, ...]
    new: tuple[IssueView, ...] = ()
    moved: tuple[tuple[IssueView, Level], ...] = ()
    rising: tuple[IssueView, ...] = ()
    answered: tuple[IssueView, ...] = ()
    claims: tuple[ClaimCase, ...] = ()
    judged: tuple[tuple[ClaimCase, VerificationState], ...] = ()
    received: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    minor: tuple[IssueView, ...] = ()

    @property
    def window(self) -> Window:
        """From the last word to now."""
        return Window(self.since.at, self.day.window.end)

    @property
    def number(self) -> int:
        """Which update it is since the morning's report."""
        return self.since.number + 1

    @property
    def meaningful(self) -> bool:
        """Whether anything changed that a leader would want to be told of."""
        told = (self.new, self.moved, self.rising, self.answered, self.claims, self.judged, self.overdue)
        return self.day.level is not self.since.level or any(told)


def changes(day: DayFindings, since: Baseline) -> Update:
    """What is new in `day` against `since`."""
    fresh = tuple(p for p in day.counted if p in day.posts and day.posts[p].published_at >= since.at)
    arrived = set(fresh)
    new: list[IssueView] = []
    minor: list[IssueView] = []
    moved: list[tuple[IssueView, Level]] = []
    rising: list[IssueView] = []
    answered: list[IssueView] = []
    for view in sorted(day.issues(), key=lambda v: (-v.severity.level.rank, -v.severity.total, v.id)):
        stood, level = since.issues.get(view.id), view.severity.level
        if stood is None:
            # An issue without a post of these hours is yesterday's under a new id, no news.
            if arrived.intersection(view.posts):
                (minor if level is Level.STABLE else new).append(view)
            continue
        if level is not stood.level:
            moved.append((view, stood.level))
        elif view.emerging and not stood.emerging and arrived.intersection(view.posts):
            rising.append(view)
        if view.responded == "sudah" and stood.responded != "sudah":
            answered.append(view)
    claims = [case for case in day.claims if case.id not in since.claims and _is_fresh(case, day, since.at)]
    judged = [
        (case, since.claims[case.id])
        for case in day.claims
        if case.id in since.claims and case.state is not since.claims[case.id]
    ]
    late = set(since.overdue)
    return Update(
        day=day,
        since=since,
        fresh=fresh,
        new=tuple(new),
        moved=tuple(moved),
        rising=tuple(rising),
        answered=tuple(answered),
        claims=tuple(claims),
        judged=tuple(judged),
        received=tuple(p for p in day.complaints.received if p in arrived),
        overdue=tuple(p for p in day.complaints.overdue if p not in late),
        minor=tuple(minor),
    )


def _is_fresh(case: ClaimCase, day: DayFindings, at: datetime) -> bool:
    """A claim without a post of these hours was told of before, under another of its posts."""
    views = [day.posts[p] for p in (*case.spreading, *case.asking, *case.denying) if p in day.posts]
    return any(view.published_at >= at for view in views) if views else case.since >= at


def baseline_of(day: DayFindings, number: int) -> Baseline:
    """How things stand in `day`, for the next update to start from."""
    return Baseline(
        at=day.window.end,
        number=number,
        level=day.level,
        issues={view.id: Stood(view.severity.level, view.responded, view.emerging) for view in day.issues()},
        claims={case.id: case.state for case in day.claims},
        overdue=day.complaints.overdue,
    )
