"""`kentongan collect`, `analyse`, `report`, `daily`: the day's work and its parts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import (
    DAILY as DAILY_FORM,
)
from kentongan.cli.commands.common import (
    checked_day,
    day_option,
    form_options,
    refuse_unused,
    show_outcomes,
)
from kentongan.cli.commands.sending import show_sent
from kentongan.core.messages import Say
from kentongan.core.runs import OutcomeKind

if TYPE_CHECKING:
    from kentongan.pipeline.workspace import Workspace


def _collect(call: Call) -> int:
    from kentongan.pipeline.collecting.collect import collect
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        outcomes = collect(workspace)
    show_outcomes(call.screen, outcomes)
    if not outcomes:
        call.screen.note(
            Say(
                "Belum ada sumber aktif. Tambahkan: kentongan sources add atau sources pack; atau gunakan kentongan import.",
                "There is no active source yet. Add one: kentongan sources add or sources pack; or use kentongan import.",
            )
        )
    return 4 if outcomes and all(o.kind is OutcomeKind.FAILED for o in outcomes) else 0


def _analyse(call: Call, day: str) -> None:
    from kentongan.pipeline.analysing.analyse import analyse
    from kentongan.pipeline.reports.sending import send_alerts
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        _tell_of_settings(call, workspace)
        result = analyse(workspace, checked_day(day, workspace.today()))
        sent = send_alerts(workspace, lang=call.screen.lang)
    call.screen.say(
        Say(
            f"{result.posts} unggahan dinilai, {result.issues} isu, {result.alerts} peringatan baru.",
            f"{result.posts} posts read, {result.issues} issues, {result.alerts} new alerts.",
        )
    )
    show_sent(call.screen, sent)


def _tell_of_settings(call: Call, workspace: Workspace) -> None:
    """A line each where the office's own model cannot be used as it is, or its region is in no list."""
    from kentongan.pipeline.analysing.office_files import unknown_region
    from kentongan.pipeline.analysing.office_models import active_model

    _, trouble = active_model(workspace.data_folder)
    for line in (trouble, unknown_region(workspace.settings)):
        if line is not None:
            call.screen.note(line)


def _report(call: Call, day: str, form: str, issue: str, period: str) -> None:
    from kentongan.pipeline.workspace import open_workspace

    lang = call.screen.lang
    with open_workspace(call.config, progress=call.screen) as workspace:
        day = checked_day(day, workspace.today())
        if form == DAILY_FORM:
            from kentongan.pipeline.reports.reporting import make_report

            refuse_unused(issue, period)
            files = make_report(workspace, day, lang=lang)
        else:
            from kentongan.pipeline.reports.form_places import Wanted
            from kentongan.pipeline.reports.forms import make_form

            files = make_form(workspace, Wanted(form, day, issue, period), lang=lang)
    show_files(call, files)


def _daily(call: Call, day: str) -> int:
    from kentongan.pipeline.daily import daily
    from kentongan.pipeline.reports.sending import send_alerts
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        _tell_of_settings(call, workspace)
        result = daily(workspace, checked_day(day, workspace.today()), lang=call.screen.lang)
        sent = send_alerts(workspace, lang=call.screen.lang)
    show_outcomes(call.screen, result.outcomes)
    for alert in result.alerts:
        call.screen.say(Say(f"Peringatan: {alert}", f"Alert: {alert}"))
    show_sent(call.screen, sent)
    show_files(call, result.files)
    return 0


def _approve(call: Call, day: str, by: str, state: str, form: str, issue: str, period: str) -> None:
    from kentongan.pipeline.workspace import open_workspace

    lang = call.screen.lang
    with open_workspace(call.config, progress=call.screen) as workspace:
        day = checked_day(day, workspace.today())
        if form == DAILY_FORM:
            from kentongan.pipeline.reports.reporting import approve

            refuse_unused(issue, period)
            files = approve(workspace, day, by=by, state=state, lang=lang)
        else:
            from kentongan.pipeline.reports.form_places import Wanted
            from kentongan.pipeline.reports.forms import approve_form

            files = approve_form(workspace, Wanted(form, day, issue, period), by=by, state=state, lang=lang)
    show_files(call, files)


def show_files(call: Call, files: tuple[Path, ...]) -> None:
    """Where the report is."""
    call.screen.say(Say("Laporan siap:", "The report is ready:"))
    for file in files:
        call.screen.say(f"  {file}")


COLLECT = Command(
    name="collect",
    help=Say("Mengumpulkan unggahan dari semua sumber aktif.", "Collect posts from all active sources."),
    run=_collect,
)
ANALYSE = Command(
    name="analyse",
    help=Say("Menilai unggahan dan mengelompokkannya menjadi isu.", "Read the posts and group them into issues."),
    run=_analyse,
    parameters=(day_option(),),
    example="kentongan analyse --day 2025-06-19",
)
REPORT = Command(
    name="report",
    help=Say(
        "Menyusun draf laporan: harian, atau bentuk lain dengan --form.",
        "Compose the draft of a report: the daily one, or another with --form.",
    ),
    run=_report,
    parameters=(day_option(), *form_options()),
    example="kentongan report --day 2025-06-19",
)
DAILY = Command(
    name="daily",
    help=Say(
        "Pekerjaan pagi: mengumpulkan, menilai, menyusun draf, memberi peringatan.",
        "The morning's work: collect, analyse, compose the draft, alert.",
    ),
    run=_daily,
    parameters=(day_option(),),
)
APPROVE = Command(
    name="approve",
    help=Say(
        "Menyetujui laporan atas nama pemeriksa; tanda DRAF dilepas.",
        "Approve a report in the checker's name; the draft mark goes.",
    ),
    run=_approve,
    parameters=(
        day_option(),
        parameter(
            "--by",
            help=Say("Nama dan jabatan pemeriksa.", "Name and position of the checker."),
            required=True,
            metavar="NAMA",
        ),
        parameter(
            "--state",
            help=Say("reviewed (diperiksa) atau approved (disetujui).", "reviewed or approved."),
            default="approved",
            metavar="STATE",
        ),
        *form_options(),
    ),
    example='kentongan approve --day 2025-06-19 --by "Nama, Ketua Tim Humas"',
)
