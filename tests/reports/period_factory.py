"""Weeks and months to make reports of, from the example day's posts: nothing in them is computed by what is tested."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from day_factory import example_day

from kentongan.core.clock import Window
from kentongan.core.day_record import DayRecord, IssueRecord, Tally, day_record, issue_record
from kentongan.core.findings import Level
from kentongan.core.periods import Effort, Folding, IssueDayState, PeriodFindings, ToldAlert, compare

LEVELS = (Level.STABLE, Level.ALERT, Level.ALERT, Level.STANDBY, Level.STABLE, Level.STABLE, Level.STANDBY)


def folded(days: list[str], record: DayRecord, issues: dict[str, IssueRecord]) -> Folding:
    """Every day the same figures from posts of its own (the last day's are the example's), issues at changing levels."""
    folding = Folding()
    for number, day in enumerate(days):
        state = LEVELS[number % len(LEVELS)]
        aged = "" if day == days[-1] else f"-{day}"
        own = tuple(
            replace(s, posts=Tally(s.posts.count, tuple(p + aged for p in s.posts.posts))) for s in record.sources
        )
        rows = {key: (IssueDayState(day, state, kept.posts.count), kept) for key, kept in issues.items()}
        folding.add(day, replace(record, level=state, sources=own), rows)
    return folding


@cache
def period(count: int = 7, missing: int = 0) -> PeriodFindings:
    """`count` report days up to the example day, the first `missing` of them not kept."""
    day = example_day()
    last = date.fromisoformat("2025-02-03")
    days = [(last - timedelta(days=n)).isoformat() for n in range(count - 1, -1, -1)]
    record = day_record(day)
    issues = {view.id: issue_record(view, day) for view in day.issues()}
    now = folded(days[missing:], record, issues)
    before = folded(
        [(last - timedelta(days=count + n)).isoformat() for n in range(count, 0, -1)],
        replace(record, sources=tuple(s for s in record.sources if s.name != record.sources[0].name)),
        issues,
    )
    figures = now.figures()
    bad = [post for post in figures.where(bucket="negatif").posts if post in day.posts]
    bad = bad or [post for post in day.counted if day.posts[post].bucket == "negatif"]
    return PeriodFindings(
        office=day.office,
        window=Window(day.window.start - timedelta(days=count - 1), day.window.end),
        days=tuple(days),
        missing=tuple(days[:missing]),
        figures=figures,
        before=before.figures(),
        compared=compare(figures, before.figures()),
        issues=now.issues(),
        generated_at=day.generated_at,
        alerts=(ToldAlert("Jalan ambles", day.window.end, Level.STANDBY, "Budi, Pranata Humas"),),
        reports={"harian": count},
        approved={"harian": count - 1},
        efforts=(Effort("Budi, Pranata Humas", (("laporan disetujui", count - 1), ("koreksi label", 3))),),
        posts=day.posts,
        negatives=tuple(bad[:20]),
        more_negatives=figures.where(bucket="negatif").count - 20,
        detection=(1.0, 3.0),
        response=(2.5,),
    )
