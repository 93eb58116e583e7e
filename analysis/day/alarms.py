"""Which issues cross a rule at a moment: more talk than chance allows, an early sign, a level at which somebody must act.

What a rule says is decided here, for the daily analysis and for a replay alike; who is told when is `alert_policy`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import pandas as pd

from analysis.day.issues import main_category, verification_of
from analysis.emergence.drum import Drum
from analysis.emergence.early_issues import rise_of, told_of
from analysis.emergence.early_signs import Sign
from analysis.severity.counts import count_issue
from analysis.severity.verdicts import severity_of
from kentongan.core.clock import Window
from kentongan.core.day import IssueView
from kentongan.core.findings import Alert, KnownIssue, Rise, Severity
from kentongan.core.ids import content_id
from kentongan.core.office import Office

LEVEL = "level"
_ACTING_RANK = 2
_POSTS_SHOWN = 20


def crossed(issue: str, at: datetime, severity: Severity, posts: Sequence[str], rise: Rise | None) -> list[Alert]:
    """The rules that one issue crosses.

    Args:
        issue: its id.
        at: the moment.
        severity: its USG.
        posts: ids, newest first.
        rise: of its talk, if any.
    """
    level = severity.level
    # A rise that grows worse is told again, so its level is part of what makes it one alert.
    rules = [(rise.rule, rise.reason, rise.score, f"{rise.since.isoformat()} {level.value}")] if rise else []
    if level.rank >= _ACTING_RANK:
        said = f"{level.value} (U{severity.urgency} S{severity.seriousness} G{severity.growth})"
        rules.append((LEVEL, said, float(severity.total), at.isoformat()))
    return [
        Alert(
            id=content_id("al", issue, rule, one),
            issue_id=issue,
            rule=rule,
            at=at,
            score=value,
            reason=reason,
            posts=tuple(posts[:_POSTS_SHOWN]),
            level=level,
        )
        for rule, reason, value, one in rules
    ]


def alarms_of(views: Sequence[IssueView], at: datetime) -> list[Alert]:
    """The alarms of a day's findings."""
    return [alert for view in views for alert in crossed(view.id, at, view.severity, view.posts, view.rise)]


def alarms_at(
    posts: pd.DataFrame,
    known: Mapping[str, KnownIssue],
    office: Office,
    window: Window,
    *,
    signs: Sequence[Sign] = (),
) -> list[Alert]:
    """The alarms at the end of `window`, judged as the daily findings are but without writing anything about the issues.

    Args:
        posts: the posts that count, up to the end of the window, with `issue`.
        known: issues by id; one with an officer's category is judged by that.
        office: whose rules.
        window: 24 hours.
        signs: early signs seen in these posts.
    """
    groups = posts[posts["issue"] != ""].groupby("issue", sort=True)
    drum = Drum.of(posts, window.end, promised=office.false_alarms_per_week)
    early = told_of(signs, posts, window.end)
    found: list[Alert] = []
    for name, group in groups:
        issue = str(name)
        counts = count_issue(group, window)
        if not counts.posts:
            continue
        today = group[group["id"].isin(counts.posts)].sort_values(["published_at", "id"], ascending=[False, True])
        category = (known[issue].category if issue in known else "") or main_category(today)
        severity = severity_of(today, counts, category, verification_of(today), office)
        rise = rise_of(drum.listen(issue), early.get(issue))
        found += crossed(issue, window.end, severity, counts.posts, rise)
    return found
