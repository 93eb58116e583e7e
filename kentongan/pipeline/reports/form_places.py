"""Which version a wanted form is: the day and kind it is kept under, the days or the moment it looks at, its number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kentongan.core.clock import zone
from kentongan.core.errors import UsageError
from kentongan.core.findings import Level
from kentongan.core.messages import Say
from kentongan.core.periods import month_of, week_of
from kentongan.core.updates import Baseline, Stood
from kentongan.pipeline.issues.decisions import find_issue
from kentongan.pipeline.workspace import Workspace
from kentongan.store.codec import loads
from kentongan.store.reports import ReportState, ReportVersion
from reports.forms.registry import Form, Scope, form_named

APPROVED = (ReportState.APPROVED, ReportState.SENT)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks for.

    Args:
        form: its name.
        day: ISO date; "" = the report that is due.
        issue: id, start of an id, or part of the name; "" for none.
        period: "2026-W47", "2026-11", a date inside it, or an hour ("12.00") for forms of a moment; "" = the default.
    """

    form: str
    day: str = ""
    issue: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept with a version: what it says (digest), up to when, since when, and its number in a series."""

    digest: str
    until: datetime
    number: int = 1
    since: Baseline | None = None
    after: Baseline | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the versions of a wanted form stand: `day` and `kind` of the store, days of a period, the issue's id."""

    form: Form
    day: str
    kind: str
    days: tuple[str, ...] = ()
    issue: str = ""


def place_of(workspace: Workspace, wanted: Wanted) -> Place:
    """Where the versions of what a person asks for stand.

    Raises:
        UsageError: no such form, issue or period, or one that the form does not know.
    """
    form = form_named(wanted.form)
    due = workspace.today()
    day = wanted.day or due
    if wanted.issue and not form.about_issue:
        raise UsageError(
            Say(f"Bentuk {form.name} tidak mengenal --issue.", f"The form {form.name} has no --issue."),
            Say("Hapus --issue.", "Leave --issue out."),
        )
    if form.issue_needed and not wanted.issue:
        raise UsageError(
            Say(f"Bentuk {form.name} memerlukan --issue.", f"The form {form.name} needs --issue."),
            Say("Lihat kodenya dengan: kentongan issues list", "See its code with: kentongan issues list"),
        )
    if form.scope in (Scope.WEEK, Scope.MONTH):
        days = tuple(one for one in period_days(form.scope, wanted.period, day) if one <= due)
        if not days:
            raise UsageError(
                Say("Periode itu belum dimulai.", "That period lies ahead."),
                Say(f"Laporan terakhir yang jatuh tempo: {due}.", f"The latest report due: {due}."),
            )
        return Place(form, days[-1], form.name, days)
    issue = find_issue(workspace, wanted.issue).id if wanted.issue else ""
    return Place(form, day, f"{form.name}:{issue}" if issue else form.name, (), issue)


def period_days(scope: Scope, period: str, day: str) -> tuple[str, ...]:
    """The report days of a period, in order.

    Args:
        scope: a week or a month.
        period: "2026-W47", "2026-11", a date inside; "" = the last seven reports up to `day`, or its month.
        day: ISO date.

    Raises:
        UsageError: not a period.
    """
    text = period.strip()
    try:
        if not text:
            if scope is Scope.MONTH:
                return tuple(one for one in month_of(day) if one <= day)
            last = date.fromisoformat(day)
            return tuple((last - n * _DAY).isoformat() for n in range(6, -1, -1))
        if scope is Scope.WEEK and (found := re.fullmatch(r"(\d{4})-?W(\d{1,2})", text, re.IGNORECASE)):
            return week_of(date.fromisocalendar(int(found[1]), int(found[2]), 1).isoformat())
        if scope is Scope.MONTH and re.fullmatch(r"\d{4}-\d{2}", text):
            return month_of(f"{text}-01")
        return week_of(text) if scope is Scope.WEEK else month_of(text)
    except ValueError as error:
        example = "2026-W47" if scope is Scope.WEEK else "2026-11"
        raise UsageError(
            Say(f"Periode {text} tidak dikenal.", f"There is no period {text}."),
            Say(f"Tulis misalnya {example}, atau satu tanggal di dalamnya.", f"Write {example}, or a date inside it."),
        ) from error


def until_of(workspace: Workspace, place: Place, period: str) -> datetime:
    """Up to when a form looks: the cut-off of its day or period, an hour of the day, or now."""
    if place.form.scope not in (Scope.UPDATE, Scope.NOW):
        return workspace.window(place.day).end
    now = workspace.clock.now()
    local = now.astimezone(zone(workspace.office.zone))
    if not period:
        return now if place.day == workspace.today() else min(now, workspace.window(place.day).end + _DAY)
    found = re.fullmatch(r"(\d{1,2})[.:](\d{2})", period.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise UsageError(
            Say(f"Jam {period} tidak dikenal.", f"There is no hour {period}."),
            Say("Tulis misalnya 12.00.", "Write for example 12.00."),
        )
    moment = datetime.combine(date.fromisoformat(place.day), local.time(), tzinfo=local.tzinfo)
    moment = moment.replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    if moment > now:
        raise UsageError(
            Say(f"Pukul {period} belum lewat.", f"It is not {period} yet."),
            Say("Kosongkan --period untuk keadaan sekarang.", "Leave --period out for the present state."),
        )
    return moment


def baseline_for(workspace: Workspace, place: Place) -> Baseline:
    """How things stood when leaders were last told: the last approved update of the day, else the morning's report."""
    for version in reversed(workspace.store.reports.versions(place.day, place.kind)):
        if version.state in APPROVED and (after := kept_of(version).after):
            return after
    store = workspace.store
    day = store.issues.latest_day_before((date.fromisoformat(place.day) + _DAY).isoformat())
    if day is None:
        raise UsageError(
            Say("Belum ada laporan pagi untuk dibandingkan.", "There is no morning's report to compare with."),
            Say("Jalankan kentongan daily lebih dahulu.", "Run kentongan daily first."),
        )
    rows, record = store.issues.day(day), store.issues.record(day)
    highest = max((row.level for row in rows), key=lambda level: level.rank, default=Level.STABLE)
    return Baseline(
        at=workspace.window(day).end,
        level=record.level if record else highest,
        issues={r.issue_id: Stood(r.level, r.record.responded, r.record.emerging) for r in rows},
        claims={case.id: case.state for case in store.desk.of_day(day)},
        overdue=record.overdue.posts if record else (),
    )


def number_of(workspace: Workspace, place: Place, since: Baseline | None) -> int:
    """The number in a series: updates of the day, situation reports of an issue; approved ones count."""
    if since is not None:
        return since.number + 1
    if place.form.scope is not Scope.NOW:
        return 1
    earlier = [v for v in workspace.store.reports.of_kind(place.kind) if v.state in APPROVED]
    return 1 + max((kept_of(version).number for version in earlier), default=0)


def kept_of(version: ReportVersion) -> Kept:
    """What was kept with a version of a form."""
    return loads(Kept, version.payload.decode())
