"""The forms beside the daily report: what each is made from, kept as versions and approved like the daily report.

A form says what was found at a moment or over days. That moment is kept with the version, so that a version is drawn
and approved from the same posts; what is approved is what was read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kentongan.core.clock import Window
from kentongan.core.day import DayFindings, IssueView
from kentongan.core.errors import ApprovalError, UsageError
from kentongan.core.findings import Level
from kentongan.core.messages import Lang, Say
from kentongan.core.periods import PeriodFindings
from kentongan.core.updates import Baseline, Update, baseline_of, changes
from kentongan.delivery.folder import deliver_to_folder
from kentongan.pipeline.analysing.analyse import day_of, examine
from kentongan.pipeline.office_paper import office_paper
from kentongan.pipeline.reports.form_places import (
    APPROVED,
    Kept,
    Place,
    Wanted,
    baseline_for,
    kept_of,
    number_of,
    place_of,
    until_of,
)
from kentongan.pipeline.reports.periods import period_of, previous_days
from kentongan.pipeline.reports.reporting import Documents, approval_steps
from kentongan.pipeline.reports.rewriting import shortened
from kentongan.pipeline.reports.versions import checker_of, flavour_task
from kentongan.pipeline.workspace import Workspace
from kentongan.store.codec import dumps
from kentongan.store.reports import ReportVersion
from reports.blocks import Report, State
from reports.forms.registry import FORMS, Form, Making, Material, Scope

_DAY = timedelta(days=1)


def make_form(workspace: Workspace, wanted: Wanted, *, lang: Lang = "id") -> tuple[Path, ...]:
    """Compose a form and write it in its flavours; a draft, whose version rises only when it says something else.

    Raises:
        UsageError: no such form, issue or period. ReportError: nothing to compose it from.
    """
    place = place_of(workspace, wanted)
    until = until_of(workspace, place, wanted.period)
    since = baseline_for(workspace, place) if place.form.scope is Scope.UPDATE else None
    number = number_of(workspace, place, since)
    material, issue = _gather(workspace, place, until, since)
    kept = Kept(_digest(place.form, material, issue, number), until, number, since, _after(material))
    with workspace.store.writing() as store:
        latest = store.reports.latest(place.day, place.kind)
        if latest is None or kept_of(latest).digest != kept.digest:
            latest = store.reports.add(place.day, place.kind, dumps(kept).encode(), by="kentongan")
    return _deliver(workspace, place, latest, material, issue, lang)


def approve_form(workspace: Workspace, wanted: Wanted, *, by: str, state: str, lang: Lang = "id") -> tuple[Path, ...]:
    """Move the latest version of a form to `state` in the name of `by`, and write it again with the right stamp.

    Raises:
        ApprovalError: no name, nothing composed yet, findings that changed, or a move that is not allowed.
    """
    place = place_of(workspace, wanted)
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

    place = place_of(workspace, wanted)
    latest, material, issue = _same(workspace, place)
    if latest.state not in APPROVED:
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
    place = place_of(workspace, wanted)
    return workspace.store.reports.latest(place.day, place.kind)


# -- what it is made from -------------------------------------------------------------------------------------------
def _gather(
    workspace: Workspace, place: Place, until: datetime, since: Baseline | None
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


def _issue(day: DayFindings, place: Place) -> IssueView | None:
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


def _after(material: Material) -> Baseline | None:
    return baseline_of(material.day, material.number) if isinstance(material, Update) else None


# -- the documents --------------------------------------------------------------------------------------------------
def _same(workspace: Workspace, place: Place) -> tuple[ReportVersion, Material, IssueView | None]:
    """The latest version and what it was made from, which must still say the same."""
    name = place.form.name
    latest = workspace.store.reports.latest(place.day, place.kind)
    if latest is None:
        raise ApprovalError(
            Say(f"Belum ada {place.form.title.id} tanggal {place.day}.", f"There is no {name} of {place.day} yet."),
            Say(f"Jalankan kentongan report --form {name} lebih dahulu.", f"Run kentongan report --form {name} first."),
        )
    kept = kept_of(latest)
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
    place: Place,
    version: ReportVersion,
    material: Material,
    issue: IssueView | None,
    lang: Lang,
    flavours: Collection[str],
) -> tuple[dict[str, tuple[str, str, bytes]], Report, DayFindings]:
    from reports.forms.message import text_bytes

    checker = checker_of(workspace, version)
    material = _stamped(material, version.at or workspace.clock.now(), checker)
    kept = kept_of(version)
    making = Making(lang, version.version, State(version.state.value), kept.number, issue)
    report = place.form.compose(material, making)
    day = as_day(material)
    assets = replace(office_paper(workspace.settings).assets, checker=checker)
    files: dict[str, tuple[str, str, bytes]] = {}
    for flavour in flavour_task(workspace, [name for name in place.form.flavours if name in flavours]):
        name = place.form.file_name(report, flavour, issue)
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
    place: Place,
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
