"""Which issues cross a rule at a moment: more talk than chance allows, or a level at which somebody must act.

What a rule says is decided here, for the daily analysis and for a replay alike; who is told when is `alert_policy`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import pandas as pd

from analysis.day_issues import main_category, verification_of
from analysis.issue_counts import count_issue
from analysis.issue_verdicts import Drum, severity_of
from kentongan.core.clock import Window
from kentongan.core.day import IssueView
from kentongan.core.findings import Alert, KnownIssue, Severity
from kentongan.core.ids import content_id
from kentongan.core.office import Office

EMERGING, LEVEL = "emerging", "level"
_ACTING_RANK = 2
_POSTS_SHOWN = 20


def crossed(
    issue: str, at: datetime, severity: Severity, posts: Sequence[str], *, emerging: str, score: float
) -> list[Alert]:
    """The rules that one issue crosses.

    Args:
        issue: its id.
        at: the moment.
        severity: its USG.
        posts: ids, newest first.
        emerging: why the drum sounds for it, "" when it does not.
        score: of the drum, -log10 of p.
    """
    rules = [(EMERGING, emerging, score)] if emerging else []
    if severity.level.rank >= _ACTING_RANK:
        said = f"{severity.level.value} (U{severity.urgency} S{severity.seriousness} G{severity.growth})"
        rules.append((LEVEL, said, float(severity.total)))
    return [
        Alert(
            id=content_id("al", issue, rule, at.isoformat()),
            issue_id=issue,
            rule=rule,
            at=at,
            score=value,
            reason=reason,
            posts=tuple(posts[:_POSTS_SHOWN]),
            level=severity.level,
        )
        for rule, reason, value in rules
    ]


def alarms_of(views: Sequence[IssueView], at: datetime) -> list[Alert]:
    """The alarms of a day's findings."""
    return [
        alert
        for view in views
        for alert in crossed(
            view.id,
            at,
            view.severity,
            view.posts,
            emerging=view.emergence if view.emerging else "",
            score=float(view.severity.total),
        )
    ]


def alarms_at(
    posts: pd.DataFrame,
    known: Mapping[str, KnownIssue],
    office: Office,
    window: Window,
    *,
    quiet: Sequence[Window] = (),
) -> list[Alert]:
    """The alarms at the end of `window`, judged as the daily findings are but without writing anything about the issues.

    Args:
        posts: the posts that count, up to the end of the window, with `issue`.
        known: issues by id; one with an officer's category is judged by that.
        office: whose rules.
        window: 24 hours.
        quiet: spans without collecting.
    """
    groups = posts[posts["issue"] != ""].groupby("issue", sort=True)
    drum = Drum.of(posts, window, quiet, issues=len(groups))
    found: list[Alert] = []
    for name, group in groups:
        issue = str(name)
        counts = count_issue(group, window)
        if not counts.posts:
            continue
        today = group[group["id"].isin(counts.posts)].sort_values(["published_at", "id"], ascending=[False, True])
        category = (known[issue].category if issue in known else "") or main_category(today)
        severity = severity_of(today, counts, category, verification_of(today), office)
        heard = drum.listen(group, office)
        reason = heard.reason if heard.emerging else ""
        found += crossed(issue, window.end, severity, counts.posts, emerging=reason, score=heard.score)
    return found
