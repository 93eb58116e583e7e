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
from kentongan.store.reports import ReportState, ReportVersion

if TYPE_CHECKING:
    from kentongan.core.day import DayFindings

KIND = "harian"
_STEPS = [ReportState.REVIEWED, ReportState.APPROVED]


def make_report(
    workspace: Workspace, day: str, *, lang: Lang = "id", findings: DayFindings | None = None
) -> tuple[Path, ...]:
    """Compose the report of `day` and write it in every form the office wants.

    The same findings give the same version; a change gives the next one, which is a draft again. A report that was
    approved and has not changed keeps its approval and the checker's name.

    Args:
        workspace: the office's.
        day: ISO date of the report.
        lang: language of its fixed words.
        findings: of this day, when the caller has just computed them.

    Raises:
        ReportError: a document cannot be written.
    """
    findings = findings or day_of(workspace, day)
    return _deliver(workspace, _version(workspace, findings, day), findings, lang)


def approve(workspace: Workspace, day: str, *, by: str, state: str, lang: Lang = "id") -> tuple[Path, ...]:
    """Move the latest report of `day` to `state` in the name of `by`, and write it again with the right stamp.

    What is approved is what was read: a draft whose findings have changed since has to be composed and read again.

    Raises:
        ApprovalError: no name, no report of that day, findings that changed, or a move that is not allowed.
    """
    if state not in [step.value for step in _STEPS]:
        raise ApprovalError(
            Say(f"Keadaan {state} tidak dikenal.", f"There is no state {state}."),
            Say("Pilih reviewed atau approved.", "Choose reviewed or approved."),
        )
    shelf = workspace.store.reports
    latest = shelf.latest(day, KIND)
    if latest is None:
        raise ApprovalError(
            Say(f"Belum ada laporan tanggal {day}.", f"There is no report of {day} yet."),
            Say("Jalankan kentongan report lebih dahulu.", "Run kentongan report first."),
        )
    findings = day_of(workspace, day)
    if latest.payload != _digest(findings):
        raise ApprovalError(
            Say(
                f"Temuan tanggal {day} berubah sejak versi {latest.version} disusun.",
                f"The findings of {day} have changed since version {latest.version} was composed.",
            ),
            Say(
                "Jalankan kentongan report, baca versi yang baru, lalu setujui.",
                "Run kentongan report, read the new version, then approve it.",
            ),
        )
    passed = _STEPS.index(latest.state) + 1 if latest.state in _STEPS else 0
    # One person may read and approve in one go; the trail holds both steps. Any other move the shelf judges itself.
    target = ReportState(state)
    steps = _STEPS[passed : _STEPS.index(target) + 1] or [target]
    with workspace.store.writing():
        for step in steps:
            latest = shelf.move(latest.id, step, by=by)
    return _deliver(workspace, latest, findings, lang)


def _digest(findings: DayFindings) -> bytes:
    """What a report says, apart from the moment at which it was made."""
    timeless = replace(findings, generated_at=findings.window.end)
    return hashlib.blake2b(repr(timeless).encode(), digest_size=12).hexdigest().encode()


def _version(workspace: Workspace, findings: DayFindings, day: str) -> ReportVersion:
    """The version that holds these findings: the latest one, or a new draft when they changed."""
    shelf, digest = workspace.store.reports, _digest(findings)
    with workspace.store.writing():
        latest = shelf.latest(day, KIND)
        if latest is None or latest.payload != digest:
            latest = shelf.add(day, KIND, digest, by="kentongan")
    return latest


def _deliver(workspace: Workspace, version: ReportVersion, findings: DayFindings, lang: Lang) -> tuple[Path, ...]:
    """Draw every form of a version, then write them all; the checker is the person whom the trail names."""
    from reports.blocks import State
    from reports.daily import compose_daily
    from reports.flavours import Assets, flavour

    # The moment of the version, not of the drawing: a version drawn again is the same to the byte.
    findings = replace(findings, generated_at=version.at or findings.generated_at)
    moves = workspace.store.reports.moves(version.id)
    checker = moves[-1].by if moves else ""
    if checker:
        findings = replace(findings, office=replace(findings.office, checker=checker))
    report = compose_daily(findings, lang=lang, version=version.version, state=State(version.state))
    names = workspace.settings.tables.report.flavours
    assets = Assets(checker=checker)
    files: dict[str, bytes] = {}
    with workspace.progress.task(Say("Menyusun laporan", "Writing the report"), len(names)) as task:
        for name in names:
            form = flavour(name)
            files[form.file_name(report)] = form.render(report, findings, assets)
            task.advance()
    return deliver_to_folder(workspace.report_folder / report.day, files)
