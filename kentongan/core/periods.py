"""A week or a month: what its days say together. Pure; fed one day at a time, so that memory does not grow with posts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from kentongan.core.clock import Window
from kentongan.core.day import PostView
from kentongan.core.day_record import DayRecord, IssueRecord, SourceTone, Tally
from kentongan.core.desk import DeskCase
from kentongan.core.desk_figures import DeskMonth
from kentongan.core.findings import Correction, Level
from kentongan.core.messages import Say
from kentongan.core.office import Office

#: So many ids of one count are carried over a whole period.
LIST = 500
#: An issue that is not told of every day is still the same issue; one more than this is not carried at all.
ISSUES = 400
_SHOWN, _MANY, _FEW = 20, 300, 60
GROUPS = ("news", "social", "complaint")


@dataclass(frozen=True, slots=True)
class IssueDayState:
    """An issue on one day of the period: ISO date, level, posts."""

    day: str
    level: Level
    n24: int


@dataclass(frozen=True, slots=True)
class PeriodIssue:
    """An issue over the period.

    Args:
        path: the days on which it was spoken of, in order.
        posts: all of them.
        last: as it stood on the last of these days.
        media: outlets of all days.
        published, seen, answered: first post, when the office first had it, first official response; None = unknown.
    """

    id: str
    path: tuple[IssueDayState, ...]
    posts: Tally
    last: IssueRecord
    media: tuple[str, ...] = ()
    published: datetime | None = None
    seen: datetime | None = None
    answered: datetime | None = None

    @property
    def peak(self) -> Level:
        """Its highest level."""
        return max((state.level for state in self.path), key=lambda level: level.rank)

    @property
    def name(self) -> str:
        """As last shown."""
        return self.last.name


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of a span of days.

    Args:
        days: ISO dates of the days that were kept.
        sources: by (name, group, bucket).
        daily: day → bucket → count; `levels` day → status.
        late: overdue at the last cut-off; the other complaint counts over all days.
    """

    days: tuple[str, ...] = ()
    sources: Mapping[tuple[str, str, str], Tally] = field(default_factory=dict)
    daily: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    levels: Mapping[str, Level] = field(default_factory=dict)
    reactions: int = 0
    received: Tally = field(default_factory=Tally)
    done: Tally = field(default_factory=Tally)
    late: Tally = field(default_factory=Tally)
    aspirations: Tally = field(default_factory=Tally)
    requests: Tally = field(default_factory=Tally)
    topics: Mapping[str, Tally] = field(default_factory=dict)
    releases: int = 0
    pickups: Tally = field(default_factory=Tally)
    dropped: tuple[str, ...] = ()
    checked: int = 0

    def where(self, *, group: str = "", bucket: str = "", name: str = "") -> Tally:
        """The posts of a group, a tone and a source; "" = any."""
        count, kept = 0, dict[str, None]()
        for (source, of_group, of_bucket), posts in self.sources.items():
            if (
                (not group or group == of_group)
                and (not bucket or bucket == of_bucket)
                and (not name or name == source)
            ):
                count += posts.count
                if len(kept) < LIST:
                    kept.update(dict.fromkeys(posts.posts))
        return Tally(count, tuple(kept)[:LIST])

    @property
    def total(self) -> int:
        """All counted posts."""
        return sum(posts.count for posts in self.sources.values())

    @property
    def index(self) -> float | None:
        """Sentiment index, (positive - negative) ÷ all; None without posts (field guide 18)."""
        total = self.total
        by = {
            bucket: sum(t.count for k, t in self.sources.items() if k[2] == bucket) for bucket in ("positif", "negatif")
        }
        return (by["positif"] - by["negatif"]) / total if total else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Posts a day in the period and in the one before, from the sources that both have.

    Args:
        now, before: group → posts over the kept days; "" = all groups.
        days_now, days_before: kept days.
        left_out: names of the sources that only one of them has, or that could not be read.
    """

    now: Mapping[str, int] = field(default_factory=dict)
    before: Mapping[str, int] = field(default_factory=dict)
    days_now: int = 0
    days_before: int = 0
    left_out: tuple[str, ...] = ()

    def percent(self, group: str = "") -> float | None:
        """Change of posts a day, in percent; None where there is nothing to compare with."""
        if not (self.days_now and self.days_before and self.before.get(group)):
            return None
        now = self.now.get(group, 0) / self.days_now
        before = self.before[group] / self.days_before
        return 100 * (now - before) / before


def compare(now: Figures, before: Figures) -> Comparison:
    """Both periods from the same sources."""
    names = [{key[0] for key in one.sources} for one in (now, before)]
    out = (names[0] ^ names[1]) | set(now.dropped) | set(before.dropped)
    kept = (names[0] & names[1]) - out

    def counts(figures: Figures) -> dict[str, int]:
        found = dict.fromkeys(("", *GROUPS), 0)
        for (name, group, _), posts in figures.sources.items():
            if name in kept:
                found[group] += posts.count
                found[""] += posts.count
        return found

    if not before.days:
        return Comparison(days_now=len(now.days))
    return Comparison(counts(now), counts(before), len(now.days), len(before.days), tuple(sorted(out)))


@dataclass(frozen=True, slots=True)
class Effort:
    """What one officer did in the period: (what, how often), in the order of the report."""

    officer: str
    done: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ToldAlert:
    """An alarm that was told: of which issue, when, at which level, and who took note of it ("" = nobody)."""

    issue: str
    at: datetime
    level: Level
    noted_by: str = ""


@dataclass(frozen=True, slots=True)
class PeriodFindings:
    """Everything a weekly or monthly report is composed from.

    Args:
        office: for whom.
        window: from the first day's start to the last day's cut-off.
        days: all its report days (ISO dates); `missing` those of which nothing was kept.
        figures, before: of this period and of the one before; `compared` from the same sources.
        issues: worst first.
        reports: kind → versions composed; `approved` kind → reports approved.
        efforts: officers' work, by name.
        posts: views of cited posts; `negatives` those of negative tone, newest first, for the annex.
        more_negatives: how many are not in the annex.
        detection, response: hours, one an issue, for the medians.
        generated_at: now.
    """

    office: Office
    window: Window
    days: tuple[str, ...]
    missing: tuple[str, ...]
    figures: Figures
    before: Figures
    compared: Comparison
    issues: tuple[PeriodIssue, ...]
    generated_at: datetime
    desk: DeskMonth | None = None
    cases: tuple[DeskCase, ...] = ()
    alerts: tuple[ToldAlert, ...] = ()
    reports: Mapping[str, int] = field(default_factory=dict)
    approved: Mapping[str, int] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    efforts: tuple[Effort, ...] = ()
    posts: Mapping[str, PostView] = field(default_factory=dict)
    negatives: tuple[str, ...] = ()
    more_negatives: int = 0
    detection: tuple[float, ...] = ()
    response: tuple[float, ...] = ()
    claim_target_hours: float = 24.0
    limitations: tuple[Say, ...] = ()

    @property
    def level(self) -> Level:
        """The highest status of its days."""
        return max(self.figures.levels.values(), key=lambda level: level.rank, default=Level.STABLE)


class Folding:
    """Figures and issues of a span, from its days in order."""

    def __init__(self) -> None:
        self._days: list[str] = []
        self._sources: dict[tuple[str, str, str], Tally] = {}
        self._daily: dict[str, dict[str, int]] = {}
        self._levels: dict[str, Level] = {}
        self._sums: dict[str, Tally] = {}
        self._topics: dict[str, Tally] = {}
        self._late = Tally()
        self._numbers = {"reactions": 0, "releases": 0, "checked": 0}
        self._dropped: set[str] = set()
        self._issues: dict[str, PeriodIssue] = {}

    def add(self, day: str, record: DayRecord, issues: Mapping[str, tuple[IssueDayState, IssueRecord]]) -> None:
        """Take in one day."""
        self._days.append(day)
        self._levels[day] = record.level
        daily = self._daily.setdefault(day, {})
        for one in record.sources:
            self._count(one, daily)
        for name in ("received", "done", "aspirations", "requests", "pickups"):
            self._sums[name] = self._sums.get(name, Tally()).plus(getattr(record, name), LIST)
        for name, posts in record.topics.items():
            self._topics[name] = self._topics.get(name, Tally()).plus(posts, LIST)
        self._late = record.overdue
        for name in self._numbers:
            self._numbers[name] += getattr(record, name)
        self._dropped.update(record.dropped)
        for issue_id, (state, kept) in issues.items():
            self._issue(issue_id, state, kept)

    def _count(self, one: SourceTone, daily: dict[str, int]) -> None:
        key = (one.name, one.group, one.bucket)
        # Hundreds of sources would carry hundreds of thousands of ids; a list on a page shows forty.
        limit = LIST if len(self._sources) < _MANY else _FEW
        self._sources[key] = self._sources.get(key, Tally()).plus(one.posts, limit)
        daily[one.bucket] = daily.get(one.bucket, 0) + one.posts.count

    def _issue(self, issue_id: str, state: IssueDayState, kept: IssueRecord) -> None:
        old = self._issues.get(issue_id)
        if old is None:
            if len(self._issues) < ISSUES or state.level is not Level.STABLE:
                self._issues[issue_id] = PeriodIssue(issue_id, (state,), kept.posts, kept, kept.media)
            return
        media = tuple(dict.fromkeys((*old.media, *kept.media)))
        shown = tuple(dict.fromkeys((*old.last.response, *kept.response)))[:_SHOWN]
        # An answer slides out of a day's window; it was given all the same.
        responded = "sudah" if "sudah" in (old.last.responded, kept.responded) else kept.responded
        last = replace(kept, response=shown, responded=responded)
        self._issues[issue_id] = PeriodIssue(
            issue_id, (*old.path, state), old.posts.plus(kept.posts, LIST), last, media
        )

    def figures(self) -> Figures:
        """The counts so far."""
        none = Tally()
        return Figures(
            days=tuple(self._days),
            sources=dict(self._sources),
            daily=self._daily,
            levels=self._levels,
            late=self._late,
            topics=self._topics,
            dropped=tuple(sorted(self._dropped)),
            received=self._sums.get("received", none),
            done=self._sums.get("done", none),
            aspirations=self._sums.get("aspirations", none),
            requests=self._sums.get("requests", none),
            pickups=self._sums.get("pickups", none),
            **self._numbers,
        )

    def issues(self) -> tuple[PeriodIssue, ...]:
        """The issues so far: highest level first, then most posts."""
        return tuple(sorted(self._issues.values(), key=lambda i: (-i.peak.rank, -i.posts.count, i.id)))


def week_of(day: str) -> tuple[str, ...]:
    """The seven dates, Monday to Sunday, of the week that holds `day`."""
    one = date.fromisoformat(day)
    monday = one - timedelta(days=one.weekday())
    return tuple((monday + timedelta(days=n)).isoformat() for n in range(7))


def month_of(day: str) -> tuple[str, ...]:
    """All dates of the month that holds `day`."""
    one = date.fromisoformat(day).replace(day=1)
    return tuple(
        (one + timedelta(days=n)).isoformat() for n in range(31) if (one + timedelta(days=n)).month == one.month
    )
