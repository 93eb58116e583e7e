"""What is kept of a day for the weeks and months after it: counts, levels, and which posts stand behind them.

Posts of private people are forgotten after thirty days and stories are grouped anew every day, so a month cannot be
computed again from its posts. A `Tally` counts exactly and keeps the first ids only: a day of 100,000 posts stays small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kentongan.core.day import DayFindings, IssueView, PostView
from kentongan.core.findings import Level, VerificationState
from kentongan.core.posts import GROUPS

#: So many ids of one count are kept, a day; of all counts by source together so many, each a few at least.
IDS, DAY_IDS, LEAST = 200, 5_000, 10


@dataclass(frozen=True, slots=True)
class Tally:
    """How many, and the ids of the first of them.

    Args:
        count: exact.
        posts: at most some; `count` is larger where more were counted than kept.
    """

    count: int = 0
    posts: tuple[str, ...] = ()

    def plus(self, other: Tally, limit: int) -> Tally:
        """Both together; a post that both hold counts once, at most `limit` ids are kept."""
        held = set(self.posts)
        fresh = tuple(post for post in other.posts if post not in held)
        twice = len(other.posts) - len(fresh)
        return Tally(self.count + other.count - twice, (*self.posts, *fresh)[:limit])


def tally(posts: Iterable[str], limit: int = IDS) -> Tally:
    """The count of these posts."""
    ids = tuple(posts)
    return Tally(len(ids), ids[:limit])


@dataclass(frozen=True, slots=True)
class SourceTone:
    """Posts of one source with one printed tone.

    Args:
        name: of the outlet, or the platform of private people's posts.
        group: "news", "social" or "complaint".
        bucket: one of the four printed tones.
    """

    name: str
    group: str
    bucket: str
    posts: Tally


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A claim as it stood on a day; its words stay at the desk, which masks them."""

    id: str
    state: VerificationState


@dataclass(frozen=True, slots=True)
class DayRecord:
    """The figures of a day, as its report printed them.

    Args:
        end: the cut-off.
        level: status of the day.
        sources: every count, by source, group and tone.
        reactions: likes, shares and comments together, where platforms told them.
        received, done, aspirations, requests: of the complaints of the day; `overdue` at its cut-off, from any day.
        topics: category name → complaints.
        claims: on the watch list.
        releases: own releases; `pickups` posts that carried them.
        dropped: names of sources that could not be read.
        checked: counted posts whose label a person checked.
    """

    end: datetime
    level: Level = Level.STABLE
    sources: tuple[SourceTone, ...] = ()
    reactions: int = 0
    received: Tally = field(default_factory=Tally)
    done: Tally = field(default_factory=Tally)
    overdue: Tally = field(default_factory=Tally)
    aspirations: Tally = field(default_factory=Tally)
    requests: Tally = field(default_factory=Tally)
    topics: Mapping[str, Tally] = field(default_factory=dict)
    claims: tuple[KeptClaim, ...] = ()
    releases: int = 0
    pickups: Tally = field(default_factory=Tally)
    dropped: tuple[str, ...] = ()
    checked: int = 0


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """How an issue stood on a day, beside its level and its number of posts.

    Args:
        name: as shown; "" for days that were kept before this was.
        posts: of the day.
        media: names of outlets.
        responded: "sudah", "belum" or "belum diketahui"; `response` the posts that show it.
        action, form, deadline: the recommendation.
        section: "prioritas", "potensi", "positif" or "lain".
        emerging: its drum sounded.
    """

    name: str = ""
    category: str = ""
    owner: str = ""
    posts: Tally = field(default_factory=Tally)
    media: tuple[str, ...] = ()
    responded: str = "belum diketahui"
    response: tuple[str, ...] = ()
    action: str = ""
    form: str = ""
    deadline: datetime | None = None
    section: str = "lain"
    emerging: bool = False


def day_record(day: DayFindings) -> DayRecord:
    """The figures of `day`."""
    cells: dict[tuple[str, str, str], list[str]] = {}
    reactions = 0
    for post in day.counted:
        view = day.posts.get(post)
        if view is None:
            continue
        cells.setdefault((_source(view), GROUPS[view.kind], view.bucket), []).append(post)
        reactions += view.reactions or 0
    digest = day.complaints
    room = max(LEAST, min(IDS, DAY_IDS // max(1, len(cells))))
    return DayRecord(
        end=day.window.end,
        level=day.level,
        sources=tuple(SourceTone(*key, tally(ids, room)) for key, ids in sorted(cells.items())),
        reactions=reactions,
        received=tally(digest.received),
        done=tally(digest.done),
        overdue=tally(digest.overdue),
        aspirations=tally(digest.aspirations),
        requests=tally(digest.information_requests),
        topics={name: tally(ids) for name, ids in digest.topics},
        claims=tuple(KeptClaim(case.id, case.state) for case in day.claims),
        releases=len(day.releases),
        pickups=tally(dict.fromkeys(p for release in day.releases for p in release.pickups)),
        dropped=day.dropped_sources,
        checked=len(day.checked),
    )


def issue_record(view: IssueView, day: DayFindings) -> IssueRecord:
    """How `view` stood on `day`."""
    advice = view.recommendation
    return IssueRecord(
        name=view.name,
        category=view.category,
        owner=view.owner or advice.owner,
        posts=tally(view.posts),
        media=view.media,
        responded=view.responded,
        response=view.response.posts if view.response else (),
        action=advice.action,
        form=advice.form,
        deadline=advice.deadline,
        section=_section(view, day),
        emerging=view.emerging,
    )


def _section(view: IssueView, day: DayFindings) -> str:
    for name, views in (("prioritas", day.priority), ("potensi", day.potential), ("positif", day.positive)):
        if view in views:
            return name
    return "lain"


def _source(view: PostView) -> str:
    """A private person's post is filed under its platform: no account is kept."""
    return (view.platform or "–") if view.personal else view.source_name
