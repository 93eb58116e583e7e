"""`report` and `approve`: the day's findings into documents; a person moves a report on, never the machine."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.core.errors import ApprovalError
from kentongan.core.messages import Lang, Say
from kentongan.delivery.folder import deliver_to_folder
from kentongan.pipeline.analysing import day_of
from kentongan.pipeline.workspace import Workspace

if TYPE_CHECKING:
    from kentongan.core.day import DayFindings
    from reports.blocks import Report, State

KIND = "harian"


def make_report(workspace: Workspace, day: str, *, lang: Lang = "id") -> tuple[Path, ...]:
    """Compose the draft of `day` and write it in every form the office wants.

    The same findings give the same version; a change gives the next one. An approved report is not composed again
    until something changed.

    Raises:
        ReportError: a document cannot be written.
    """
    findings = day_of(workspace, day)
    report = _composed(workspace, findings, day, lang)
    return _deliver(workspace, report, findings)


def approve(workspace: Workspace, day: str, *, by: str, state: str, lang: Lang = "id") -> tuple[Path, ...]:
    """Move the latest report of `day` to `state` in the name of `by`, and write it again with the right stamp.

    Raises:
        ApprovalError: no name, no report of that day, or a move that is not allowed.
    """
    from reports.blocks import State

    if state not in {State.REVIEWED.value, State.APPROVED.value}:
        raise ApprovalError(
            Say(f"Keadaan {state} tidak dikenal.", f"There is no state {state}."),
            Say("Pilih reviewed atau approved.", "Choose reviewed or approved."),
        )
    findings = day_of(workspace, day)
    report = _composed(workspace, findings, day, lang)
    shelf = workspace.store.reports
    with workspace.store.writing():
        latest = shelf.latest(day, KIND)
        if latest is None:
            raise ApprovalError(
                Say(f"Belum ada laporan tanggal {day}.", f"There is no report of {day} yet."),
                Say("Jalankan kentongan report lebih dahulu.", "Run kentongan report first."),
            )
        steps = [State.REVIEWED.value, State.APPROVED.value]
        for step in steps[: steps.index(state) + 1]:
            if steps.index(step) >= _rank(latest.state, steps):
                shelf.move(latest.id, step, by=by, note="")
    office = replace(findings.office, checker=by)
    findings = replace(findings, office=office)
    return _deliver(workspace, _recomposed(findings, report, State(state), lang), findings, checker=by)


def _rank(state: str, steps: list[str]) -> int:
    """How many of the steps lie behind a report in `state`."""
    return steps.index(state) + 1 if state in steps else 0


def _composed(workspace: Workspace, findings: DayFindings, day: str, lang: Lang) -> Report:
    """The report with its version: a new one only when the findings changed."""
    from reports.blocks import State
    from reports.daily import compose_daily

    shelf = workspace.store.reports
    digest = hashlib.blake2b(
        repr(replace(findings, generated_at=findings.window.end)).encode(), digest_size=12
    ).hexdigest()
    with workspace.store.writing():
        latest = shelf.latest(day, KIND)
        if latest is None or latest.payload != digest.encode():
            latest = shelf.add(day, KIND, digest.encode(), by="kentongan")
    return compose_daily(findings, lang=lang, version=latest.version, state=State(latest.state))


def _recomposed(findings: DayFindings, report: Report, state: State, lang: Lang) -> Report:
    from reports.daily import compose_daily

    return compose_daily(findings, lang=lang, version=report.version, state=state)


def _deliver(workspace: Workspace, report: Report, findings: DayFindings, checker: str = "") -> tuple[Path, ...]:
    """Draw every flavour, then write them all."""
    from reports.flavours import Assets, flavour

    names = workspace.settings.tables.report.flavours
    assets = Assets(checker=checker)
    files: dict[str, bytes] = {}
    with workspace.progress.task(Say("Menyusun laporan", "Writing the report"), len(names)) as task:
        for name in names:
            form = flavour(name)
            files[form.file_name(report)] = form.render(report, findings, assets)
            task.advance()
    return deliver_to_folder(workspace.report_folder / report.day, files)
