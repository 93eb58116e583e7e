"""The day's findings from the frame of posts: the last step of the analysis, pure and repeatable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from analysis.actors.private_persons import mask_private_persons
from analysis.advice.playbook import asks
from analysis.advice.playbook_file import Playbook
from analysis.categories.reading import categories_of
from analysis.claims.cases import claim_cases
from analysis.claims.desk_cases import with_desk
from analysis.claims.old_content import with_first_seen
from analysis.claims.signs import with_coordination
from analysis.day.complaints import complaint_digest
from analysis.day.figures import active_outlets, named_officials
from analysis.day.issues import Judged, judge_issues
from analysis.day.order import order_issues
from analysis.day.releases import release_pickups
from analysis.day.views import bucket_of, post_views
from analysis.day.week import week_view
from analysis.emergence.early_signs import Sign
from analysis.places.areas import area_counts
from analysis.places.gazetteer import Gazetteer
from analysis.severity.counts import newest_first
from kentongan.core.clock import Window, zone
from kentongan.core.day import DayFindings, FollowUp, IssueView
from kentongan.core.desk import DeskCase
from kentongan.core.desk_clock import DeskClock
from kentongan.core.desk_figures import DeskMonth, desk_month
from kentongan.core.findings import Correction, FactCheck, KnownIssue, Level
from kentongan.core.messages import Say
from kentongan.core.office import Office


@dataclass(frozen=True, slots=True)
class Day:
    """What the findings of a day are made from.

    Args:
        posts: the analysis frame up to the cut-off, with the columns of reading, grouping, relevance, corrections and
            `issue` ("" = ungrouped), and `source_id`, `platform`, `estimated`, `reactions`, `complaint_*`.
        known: the issues by id, as linking left them.
        office: for whom.
        window: the day.
        generated_at: now.
        factchecks: by id.
        levels_before: level by issue id in the report before; None when there was none.
        names_before: names of the issues of the report before.
        dropped: source id → name of the sources that did not work on both days.
        corrections: made since the report before.
        limitations: what the pipeline knows of failures and gaps.
        decided: officers' decisions on the severity of issues, by issue.
        desk: the hoax desk's cases, its clocks, and which posts carry each case's claim (case → post → when, stance).
        signs: early signs seen in the posts.
        gazetteer: names of areas; None = areas are not counted.
        playbook: the office's own; None = the shipped one.
        advised: what officers decided about issues in place of the playbook ("advice", "form") or of what was done
            ("done"), by issue and field.
        not_last_week: source id → name of the sources that cannot be compared with last week.
        forms_before: form of the recommendation by issue id in the report before.
    """

    posts: pd.DataFrame
    known: Mapping[str, KnownIssue]
    office: Office
    window: Window
    generated_at: datetime
    factchecks: Mapping[str, FactCheck]
    levels_before: Mapping[str, Level] | None = None
    names_before: Mapping[str, str] | None = None
    dropped: Mapping[str, str] | None = None
    corrections: Sequence[Correction] = ()
    limitations: Sequence[Say] = ()
    decided: Mapping[str, Correction] | None = None
    desk: Sequence[DeskCase] = ()
    clock: DeskClock | None = None
    carried: Mapping[str, Mapping[str, tuple[datetime, str]]] | None = None
    signs: Sequence[Sign] = ()
    gazetteer: Gazetteer | None = None
    playbook: Playbook | None = None
    advised: Mapping[str, Mapping[str, Correction]] | None = None
    not_last_week: Mapping[str, str] | None = None
    forms_before: Mapping[str, str] | None = None


def day_findings(day: Day) -> DayFindings:
    """Everything the report says about the day."""
    posts, office = day.posts, day.office
    posts = posts.assign(
        bucket=[
            bucket_of(tone, potential=bool(potential))
            for tone, potential in zip(posts["tone_agency"], posts["potential_negative"], strict=True)
        ]
    )
    now = within(posts, day.window)
    before = within(posts, day.window.before())
    relevant = posts["relevant"].astype(bool)
    comparable = ~posts["source_id"].isin(list(day.dropped or {}))
    counted = posts[now & relevant]
    judged = _judged(day, posts[relevant])
    found = claim_cases(counted, day.factchecks, office, day.window.end, mask=masker(office), clock=day.clock)
    found = with_first_seen(with_coordination(found, counted), posts)
    cases = with_desk(found, day.desk, day.window, day.carried, day.office.zone)
    ordered = order_issues(judged, cases)
    names = {category.code: category.name for category in categories_of(office.profile, office.own_categories)}
    return DayFindings(
        office=office,
        window=day.window,
        previous=day.window.before(),
        generated_at=day.generated_at,
        posts=post_views(posts, office.region),
        counted=newest_first(counted),
        counted_before=newest_first(posts[before & relevant & comparable]),
        counted_comparable=newest_first(posts[now & relevant & comparable]),
        outside=newest_first(posts[now & (posts["relevance"] == "outside")]),
        dropped_sources=tuple(sorted((day.dropped or {}).values())),
        level=highest(ordered.everything()),
        level_before=None if day.levels_before is None else max_level(day.levels_before.values()),
        priority=ordered.priority,
        potential=ordered.potential,
        positive=ordered.positive,
        other=ordered.other,
        claims=cases,
        complaints=complaint_digest(posts, now, names, day.window.end),
        releases=release_pickups(posts[relevant], now[relevant]),
        follow_ups=follow_ups(judged, day),
        figures=named_officials(counted, office),
        outlets=active_outlets(counted),
        limitations=tuple(day.limitations),
        checked=newest_first(counted[counted["labelled_by"] != ""]),
        corrections=tuple(day.corrections),
        desk=month_of(day),
        areas=area_counts(counted, posts[before & relevant & comparable], office.region, day.gazetteer),
        asks=asks(
            [(j.facts, j.view.recommendation) for j in judged if j.view in ordered.priority], office, day.playbook
        ),
        week=week_view(posts[relevant], day.window, day.not_last_week),
    )


def _judged(day: Day, posts: pd.DataFrame) -> tuple[Judged, ...]:
    return judge_issues(
        posts,
        day.known,
        day.office,
        day.window,
        before=day.levels_before,
        decided=day.decided,
        signs=day.signs,
        playbook=day.playbook,
        advised=day.advised,
    )


def month_of(day: Day) -> DeskMonth | None:
    """The desk's figures from the first of the month of the cut-off; None for an office that does not use the desk."""
    if not day.desk:
        return None
    end = day.window.end
    local = (end - timedelta(microseconds=1)).astimezone(zone(day.office.zone))
    window = Window(local.replace(day=1, hour=0, minute=0, second=0, microsecond=0), end)
    published = {case.id: case.published_at for case in day.desk if case.published_at is not None}
    seen = sum(
        stance == "spreads" and at in window and at > published[case]
        for case, posts in (day.carried or {}).items()
        if case in published
        for at, stance in posts.values()
    )
    return desk_month(day.desk, window, seen)


def within(posts: pd.DataFrame, window: Window) -> pd.Series:
    """Truth per row: published inside the window."""
    when = posts["published_at"]
    return (when >= pd.Timestamp(window.start)) & (when < pd.Timestamp(window.end))


def masker(office: Office) -> Masker:
    """Hides names of private persons in a quote; the office's own leaders stay."""
    return Masker((*office.leader_names, office.leader))


@dataclass(frozen=True, slots=True)
class Masker:
    """A function from a quote to the quote without private names."""

    keep: tuple[str, ...]

    def __call__(self, text: str) -> str:
        """`text` with "[nama]" for private persons."""
        return mask_private_persons(text, self.keep)


def max_level(levels: Iterable[Level]) -> Level:
    """The highest of some levels; stable when there are none."""
    return max(levels, key=lambda level: level.rank, default=Level.STABLE)


def highest(issues: Sequence[IssueView]) -> Level:
    """Status of the day: the highest level of its issues (field guide 9.3)."""
    return max_level([issue.severity.level for issue in issues])


def follow_ups(judged: Sequence[Judged], day: Day) -> tuple[FollowUp, ...]:
    """What became of the issues of the report before that were above stable then or are now, or that officers dealt with."""
    today = {j.view.id: j.view for j in judged}
    found = []
    for issue, before in sorted((day.levels_before or {}).items()):
        view = today.get(issue)
        now = view.severity.level if view else None
        done = (day.advised or {}).get(issue, {}).get("done")
        if before is Level.STABLE and now in (None, Level.STABLE) and done is None:
            continue
        name = view.name if view else (day.names_before or {}).get(issue, "")
        if name:
            # Whether advice was followed no post says; the officer does.
            note = f"{done.value} ({done.by})" if done is not None and done.value else ""
            found.append(FollowUp(issue, name, before, now, note, (day.forms_before or {}).get(issue, "")))
    return tuple(sorted(found, key=lambda f: (-(f.now or Level.STABLE).rank, -f.before.rank, f.name)))
