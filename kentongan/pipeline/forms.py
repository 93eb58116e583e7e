"""The forms beside the daily report: what each is made from, kept as versions and approved like the daily report.

A form says what was found at a moment or over days. That moment is kept with the version, so that a version is drawn
and approved from the same posts; what is approved is what was read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from kentongan.core.clock import Window, zone
from kentongan.core.day import DayFindings, IssueView
from kentongan.core.errors import ApprovalError, UsageError
from kentongan.core.findings import Level
from kentongan.core.messages import Lang, Say
from kentongan.core.periods import PeriodFindings, month_of, week_of
from kentongan.core.updates import Baseline, Stood, Update, baseline_of, changes
from kentongan.delivery.folder import deliver_to_folder
from kentongan.pipeline.analysing import day_of, examine
from kentongan.pipeline.issue_desk import find_issue
from kentongan.pipeline.periods import period_of, previous_days
from kentongan.pipeline.reporting import Documents, approval_steps, checker_of, flavour_task
from kentongan.pipeline.rewriting import shortened
from kentongan.pipeline.workspace import Workspace
from kentongan.store.codec import dumps, loads
from kentongan.store.reports import ReportState, ReportVersion
from reports.blocks import Report, State
from reports.flavours import Assets
from reports.forms.registry import FORMS, Form, Making, Material, Scope, form_named

_APPROVED = (ReportState.APPROVED, ReportState.SENT)
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
class _Shelf:
    """Where the versions of a wanted form stand: `day` and `kind` of the store, days of a period, the issue's id."""

    form: Form
    day: str
    kind: str
    days: tuple[str, ...] = ()
    issue: str = ""


def make_form(workspace: Workspace, wanted: Wanted, *, lang: Lang = "id") -> tuple[Path, ...]:
    """Compose a form and write it in its flavours; a draft, whose version rises only when it says something else.

    Raises:
        UsageError: no such form, issue or period. ReportError: nothing to compose it from.
    """
    place = _place(workspace, wanted)
    until = _until(workspace, place, wanted.period)
    since = _baseline(workspace, place) if place.form.scope is Scope.UPDATE else None
    number = _number(workspace, place, since)
    material, issue = _gather(workspace, place, until, since)
    kept = Kept(_digest(place.form, material, issue, number), until, number, since, _after(material))
    with workspace.store.writing() as store:
        latest = store.reports.latest(place.day, place.kind)
        if latest is None or _kept(latest).digest != kept.digest:
            latest = store.reports.add(place.day, place.kind, dumps(kept).encode(), by="kentongan")
    return _deliver(workspace, place, latest, material, issue, lang)


def approve_form(workspace: Workspace, wanted: Wanted, *, by: str, state: str, lang: Lang = "id") -> tuple[Path, ...]:
    """Move the latest version of a form to `state` in the name of `by`, and write it again with the right stamp.

    Raises:
        ApprovalError: no name, nothing composed yet, findings that changed, or a move that is not allowed.
    """
    place = _place(workspace, wanted)
    latest, material, issue = _same(workspace, place)
    with workspace.store.writing() as store:
        for step in approval_steps(latest.state, state):
            latest = store.reports.move(latest.id, step, by=by)
    return _deliver(workspace, place, latest, material, issue, lang)


def approved_form(workspace: Workspace, wanted: Wanted, flavours: Collection[str], *, lang: Lang = "id") -> Documents:
    """The latest version of a form, which a named person has approved, for sending.

    Raises:
        ApprovalError: there is none, nobody approved it, or its findings have changed since.
    """
    from reports.forms.message import message

    place = _place(workspace, wanted)
    latest, material, issue = _same(workspace, place)
    if latest.state not in _APPROVED:
        raise ApprovalError(
            Say(f"{place.form.title.id} belum disetujui.", f"{place.form.title.en} is not approved yet."),
            Say(
                f"Baca, lalu jalankan kentongan approve --form {place.form.name}.",
                f"Read it, then run kentongan approve --form {place.form.name}.",
            ),
        )
    files, report, day = _drawn(workspace, place, latest, material, issue, lang, flavours)
    text = message(report, day, place.form.told)
    return Documents(latest.id, f"{report.title} — {report.agency}, {latest.day}", text.whatsapp, text.telegram, files)


def form_version(workspace: Workspace, wanted: Wanted) -> ReportVersion | None:
    """The latest version of a form; None when it was not composed yet."""
    place = _place(workspace, wanted)
    return workspace.store.reports.latest(place.day, place.kind)


# -- which version --------------------------------------------------------------------------------------------------
def _place(workspace: Workspace, wanted: Wanted) -> _Shelf:
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
        return _Shelf(form, days[-1], form.name, days)
    issue = find_issue(workspace, wanted.issue).id if wanted.issue else ""
    return _Shelf(form, day, f"{form.name}:{issue}" if issue else form.name, (), issue)


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
                return month_of(day)
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


def _until(workspace: Workspace, place: _Shelf, period: str) -> datetime:
    """Up to when a form looks: the cut-off of its day or period, an hour of the day, or now."""
    if place.form.scope not in (Scope.UPDATE, Scope.NOW):
        return workspace.window(place.day).end
    now = workspace.clock.now()
    local = now.astimezone(zone(workspace.office.zone))
    if not period:
        return now if place.day == workspace.today() else workspace.window(place.day).end + _DAY
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


def _baseline(workspace: Workspace, place: _Shelf) -> Baseline:
    """How things stood when leaders were last told: the last approved update of the day, else the morning's report."""
    for version in reversed(workspace.store.reports.versions(place.day, place.kind)):
        if version.state in _APPROVED and (after := _kept(version).after):
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
        issues={row.issue_id: Stood(row.level, row.record.responded) for row in rows},
        claims={case.id: case.state for case in store.desk.of_day(day)},
        overdue=record.overdue.posts if record else (),
    )


def _number(workspace: Workspace, place: _Shelf, since: Baseline | None) -> int:
    """The number in a series: updates of the day, situation reports of an issue; approved ones count."""
    if since is not None:
        return since.number + 1
    if place.form.scope is not Scope.NOW:
        return 1
    earlier = [v for v in workspace.store.reports.of_kind(place.kind) if v.state in _APPROVED]
    return 1 + max((_kept(version).number for version in earlier), default=0)


def _kept(version: ReportVersion) -> Kept:
    return loads(Kept, version.payload.decode())


def _after(material: Material) -> Baseline | None:
    return baseline_of(material.day, material.number) if isinstance(material, Update) else None


# -- what it is made from -------------------------------------------------------------------------------------------
def _gather(
    workspace: Workspace, place: _Shelf, until: datetime, since: Baseline | None
) -> tuple[Material, IssueView | None]:
    form = place.form
    if form.scope in (Scope.WEEK, Scope.MONTH):
        return period_of(workspace, place.days, previous_days(place.days)), None
    if form.scope is Scope.DAY:
        day = shortened(workspace, day_of(workspace, place.day))
        return day, _issue(day, place)
    day = examine(workspace, place.day, Window(until - _DAY, until)).findings
    if since is None:
        return day, _issue(day, place)
    if until <= since.at:
        raise UsageError(
            Say("Belum ada waktu yang lewat sejak laporan terakhir.", "No time has passed since the last report."),
            Say("Coba lagi nanti.", "Try again later."),
        )
    return changes(day, since), None


def _issue(day: DayFindings, place: _Shelf) -> IssueView | None:
    """The issue the form is about; the worst one where the form wants one and none was named."""
    form = place.form
    if not form.about_issue:
        return None
    views = {view.id: view for view in day.issues()}
    if place.issue:
        if place.issue not in views:
            raise UsageError(
                Say(
                    f"Isu itu tidak dibicarakan pada rentang laporan {place.day}.",
                    f"Nobody spoke of that issue in the window of {place.day}.",
                ),
                Say("Pilih tanggal lain dengan --day.", "Choose another date with --day."),
            )
        return views[place.issue]
    if form.scope is not Scope.NOW:
        return None
    worst = max(views.values(), key=lambda v: (v.severity.level.rank, v.severity.total, len(v.posts)), default=None)
    if worst is None or worst.severity.level.rank < Level.STANDBY.rank:
        raise UsageError(
            Say("Tidak ada isu pada tingkat Siaga atau Krisis.", "No issue is at level Standby or Crisis."),
            Say("Sebutkan isunya dengan --issue.", "Name the issue with --issue."),
        )
    return worst


# -- the documents --------------------------------------------------------------------------------------------------
def _same(workspace: Workspace, place: _Shelf) -> tuple[ReportVersion, Material, IssueView | None]:
    """The latest version and what it was made from, which must still say the same."""
    name = place.form.name
    latest = workspace.store.reports.latest(place.day, place.kind)
    if latest is None:
        raise ApprovalError(
            Say(f"Belum ada {place.form.title.id} tanggal {place.day}.", f"There is no {name} of {place.day} yet."),
            Say(f"Jalankan kentongan report --form {name} lebih dahulu.", f"Run kentongan report --form {name} first."),
        )
    kept = _kept(latest)
    material, issue = _gather(workspace, place, kept.until, kept.since)
    if _digest(place.form, material, issue, kept.number) != kept.digest:
        raise ApprovalError(
            Say(
                f"Temuan berubah sejak versi {latest.version} disusun.",
                f"The findings have changed since version {latest.version} was composed.",
            ),
            Say(
                f"Jalankan kentongan report --form {name}, baca versi yang baru, lalu setujui.",
                f"Run kentongan report --form {name}, read the new version, then approve it.",
            ),
        )
    return latest, material, issue


def _digest(form: Form, material: Material, issue: IssueView | None, number: int) -> str:
    """What a form says, apart from the moment at which it was made and from who read it."""
    report = form.compose(_timeless(material), Making(issue=issue, number=number))
    return hashlib.blake2b(repr(report).encode(), digest_size=12).hexdigest()


def _timeless(material: Material) -> Material:
    if isinstance(material, Update):
        return replace(material, day=replace(material.day, generated_at=material.day.window.end))
    return replace(material, generated_at=material.window.end)


def _stamped(material: Material, at: datetime, checker: str) -> Material:
    """The material with the moment of its version and the name of whoever checked it."""
    if isinstance(material, Update):
        day = _stamped(material.day, at, checker)
        return replace(material, day=day) if isinstance(day, DayFindings) else material
    office = replace(material.office, checker=checker) if checker else material.office
    return replace(material, generated_at=at, office=office)


def _drawn(
    workspace: Workspace,
    place: _Shelf,
    version: ReportVersion,
    material: Material,
    issue: IssueView | None,
    lang: Lang,
    flavours: Collection[str],
) -> tuple[dict[str, tuple[str, str, bytes]], Report, DayFindings]:
    from reports.forms.message import text_bytes

    checker = checker_of(workspace, version)
    material = _stamped(material, version.at or workspace.clock.now(), checker)
    kept = _kept(version)
    making = Making(lang, version.version, State(version.state.value), kept.number, issue)
    report = place.form.compose(material, making)
    day = as_day(material)
    assets = Assets(checker=checker)
    files: dict[str, tuple[str, str, bytes]] = {}
    for flavour in flavour_task(workspace, [name for name in place.form.flavours if name in flavours]):
        name = place.form.file_name(report, flavour.suffix, issue)
        text = flavour.name == "txt"
        content = text_bytes(report, day, place.form.told) if text else flavour.render(report, day, assets)
        files[flavour.name] = (name, flavour.media_type, content)
    return files, report, day


def as_day(material: Material) -> DayFindings:
    """The day that flavours look posts up in; a period's is a day that holds its posts only."""
    from reports.forms.frame import holder

    if isinstance(material, Update):
        return material.day
    return holder(material) if isinstance(material, PeriodFindings) else material


def _deliver(
    workspace: Workspace,
    place: _Shelf,
    version: ReportVersion,
    material: Material,
    issue: IssueView | None,
    lang: Lang,
) -> tuple[Path, ...]:
    wanted: Any = workspace.settings.tables.report.flavours
    chosen = [name for name in place.form.flavours if name in wanted] or list(place.form.flavours)
    drawn, _, _ = _drawn(workspace, place, version, material, issue, lang, chosen)
    files = {name: content for name, _, content in drawn.values()}
    return deliver_to_folder(workspace.report_folder / place.day, files)


def known_forms() -> tuple[str, ...]:
    """Names of the forms there are."""
    return tuple(FORMS)
