"""What a screen shows of a day and of an issue: small enough to be read on every visit, whatever the day's size.

Made by every analysis and kept beside it, so that no page ever has to analyse anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from kentongan.core.clock import Window
from kentongan.core.day import DayFindings, IssueView, PostView
from kentongan.core.findings import Level
from kentongan.core.messages import Say

# An issue's page lists so many posts of the window; the search page has them all.
MOST_POSTS = 100


@dataclass(frozen=True, slots=True)
class IssueCard:
    """An issue as a board shows it.

    Args:
        place: "prioritas", "potensi", "positif" or "lainnya", as in the report.
        posts, posts_before: how many in the window and in the one before; `texts` how many different ones.
        usg: urgency, seriousness, growth.
        advice: the recommended form, "" for none.
        line: its summary's first sentence.
        history: per report day, oldest first: (ISO date, posts).
    """

    id: str
    name: str
    place: str
    category: str
    category_name: str
    level: Level
    before: Level | None
    usg: tuple[int, int, int]
    phase: str
    emerging: bool
    day_number: int
    first_seen: datetime
    last_seen: datetime
    posts: int
    posts_before: int
    texts: int
    media: int
    owner: str
    responded: str
    advice: str
    line: str = ""
    history: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class IssuePage:
    """An issue's page: the whole view with at most `MOST_POSTS` posts, what it cites, and the numbers of all.

    Args:
        card: the same in short.
        view: `posts` and `posts_before` cut to the newest.
        posts, posts_before: how many there are.
        cited: the posts that its summary, evidence and response stand on.
    """

    card: IssueCard
    view: IssueView
    posts: int
    posts_before: int
    cited: Mapping[str, PostView] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Board:
    """A day on one screen.

    Args:
        as_of: the end of the window; `generated_at` when it was computed.
        mentions: counted posts; `mentions_before` and `mentions_comparable` as in `DayFindings`; `outside` not counted.
        buckets: printed tone → posts; `hours` posts per hour of the window, oldest first.
        issues: place → how many.
        decided: how many of officers' decisions it knows.
        places: (code, name, posts, negative ones), most first, inside the area.
    """

    day: str
    window: Window
    generated_at: datetime
    level: Level
    level_before: Level | None
    mentions: int
    mentions_before: int
    mentions_comparable: int
    outside: int
    buckets: Mapping[str, int]
    hours: tuple[int, ...]
    issues: Mapping[str, int]
    places: tuple[tuple[str, str, int, int], ...]
    claims: int
    limitations: tuple[Say, ...] = ()
    decided: int = 0

    @property
    def as_of(self) -> datetime:
        """Up to when posts were looked at."""
        return self.window.end


def board_of(day: str, findings: DayFindings, decided: int = 0) -> Board:
    """The day's board; `decided` is how many of officers' decisions it knows."""
    posts, counted = findings.posts, findings.counted
    return Board(
        day=day,
        window=findings.window,
        generated_at=findings.generated_at,
        level=findings.level,
        level_before=findings.level_before,
        mentions=len(counted),
        mentions_before=len(findings.counted_before),
        mentions_comparable=len(findings.counted_comparable),
        outside=len(findings.outside),
        buckets=_buckets(findings),
        hours=_hours(findings),
        issues={place: len(views) for place, views in _groups(findings).items()},
        places=_places([posts[one] for one in counted if one in posts]),
        claims=len(findings.claims),
        limitations=findings.limitations,
        decided=decided,
    )


def issue_pages(findings: DayFindings) -> list[IssuePage]:
    """The page of every issue of the day, in the report's order."""
    return [_page(view, place, findings) for place, views in _groups(findings).items() for view in views]


def _groups(findings: DayFindings) -> dict[str, tuple[IssueView, ...]]:
    return {
        "prioritas": findings.priority,
        "potensi": findings.potential,
        "positif": findings.positive,
        "lainnya": findings.other,
    }


def _page(view: IssueView, place: str, findings: DayFindings) -> IssuePage:
    cited = [post for sentence in view.summary for post in sentence.posts]
    cited += [quote.post_id for quote in view.evidence]
    cited += [*(view.response.posts if view.response else ()), *view.recommendation.posts]
    kept = {one: findings.posts[one] for one in dict.fromkeys(cited) if one in findings.posts}
    short = replace(view, posts=view.posts[:MOST_POSTS], posts_before=())
    return IssuePage(_card(view, place), short, len(view.posts), len(view.posts_before), kept)


def _card(view: IssueView, place: str) -> IssueCard:
    usg = view.severity
    return IssueCard(
        id=view.id,
        name=view.name,
        place=place,
        category=view.category,
        category_name=view.category_name,
        level=usg.level,
        before=view.before,
        usg=(usg.urgency, usg.seriousness, usg.growth),
        phase=view.phase.value,
        emerging=view.emerging,
        day_number=view.day_number,
        first_seen=view.first_seen,
        last_seen=view.last_seen,
        posts=len(view.posts),
        posts_before=len(view.posts_before),
        texts=view.texts,
        media=len(view.media),
        owner=view.owner,
        responded=view.responded,
        advice=view.recommendation.form,
        line=view.summary[0].text if view.summary else "",
        history=view.history,
    )


def _buckets(findings: DayFindings) -> dict[str, int]:
    found = dict.fromkeys(("positif", "netral", "berpotensi negatif", "negatif"), 0)
    for one in findings.counted:
        if one in findings.posts:
            bucket = findings.posts[one].bucket
            found[bucket] = found.get(bucket, 0) + 1
    return found


def _hours(findings: DayFindings) -> tuple[int, ...]:
    start = findings.window.start
    length = max(1, round((findings.window.end - start).total_seconds() / 3600))
    found = [0] * length
    for one in findings.counted:
        if one in findings.posts:
            hour = int((findings.posts[one].published_at - start).total_seconds() // 3600)
            if 0 <= hour < length:
                found[hour] += 1
    return tuple(found)


def _places(posts: list[PostView]) -> tuple[tuple[str, str, int, int], ...]:
    found: dict[tuple[str, str], list[int]] = {}
    for post in posts:
        for place in {(p.code, p.name) for p in post.places if p.inside and p.code}:
            counts = found.setdefault(place, [0, 0])
            counts[0] += 1
            counts[1] += post.bucket == "negatif"
    rows = [(code, name, counts[0], counts[1]) for (code, name), counts in found.items()]
    return tuple(sorted(rows, key=lambda row: (-row[2], row[0]))[:20])
