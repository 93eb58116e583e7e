"""`report` and `approve`: the day's findings into documents; a person moves a report on, never the machine."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.core.errors import ApprovalError
from kentongan.core.messages import Lang, Say
from kentongan.delivery.folder import deliver_to_folder
from kentongan.pipeline.analysing import day_of
from kentongan.pipeline.rewriting import shortened
from kentongan.pipeline.workspace import Workspace
from kentongan.store.reports import ReportState, ReportVersion

if TYPE_CHECKING:
    from kentongan.core.day import DayFindings
    from reports.blocks import Report
    from reports.flavours import Flavour

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
    findings = shortened(workspace, findings or day_of(workspace, day))
    return _deliver(workspace, _version(workspace, findings, day), findings, lang)


def approve(workspace: Workspace, day: str, *, by: str, state: str, lang: Lang = "id") -> tuple[Path, ...]:
    """Move the latest report of `day` to `state` in the name of `by`, and write it again with the right stamp.

    What is approved is what was read: a draft whose findings have changed since has to be composed and read again.

    Raises:
        ApprovalError: no name, no report of that day, findings that changed, or a move that is not allowed.
    """
    approval_steps(ReportState.DRAFT, state)
    shelf = workspace.store.reports
    latest = shelf.latest(day, KIND)
    if latest is None:
        raise _no_report(day)
    findings = shortened(workspace, day_of(workspace, day))
    if latest.payload != _digest(findings):
        raise _changed(day, latest.version)
    with workspace.store.writing():
        for step in approval_steps(latest.state, state):
            latest = shelf.move(latest.id, step, by=by)
    return _deliver(workspace, latest, findings, lang)


def approval_steps(now: ReportState, state: str) -> list[ReportState]:
    """The moves from `now` to `state`: one person may read and approve in one go, and the trail holds both steps.

    Raises:
        ApprovalError: not a state that a person moves a report to.
    """
    if state not in [step.value for step in _STEPS]:
        raise ApprovalError(
            Say(f"Keadaan {state} tidak dikenal.", f"There is no state {state}."),
            Say("Pilih reviewed atau approved.", "Choose reviewed or approved."),
        )
    passed = _STEPS.index(now) + 1 if now in _STEPS else 0
    target = ReportState(state)
    # Any other move the shelf judges itself.
    return _STEPS[passed : _STEPS.index(target) + 1] or [target]


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


@dataclass(frozen=True, slots=True)
class Documents:
    """A version in every form that was asked for, and the brief that goes before it.

    Args:
        report_id: of the version.
        subject: one line.
        text, html: the brief with WhatsApp's marks, and with Telegram's tags.
        files: flavour → file name, media type, bytes.
    """

    report_id: str
    subject: str
    text: str
    html: str
    files: Mapping[str, tuple[str, str, bytes]]


def approved_documents(workspace: Workspace, day: str, flavours: Collection[str], *, lang: Lang = "id") -> Documents:
    """The latest version of the report of `day`, which a named person has approved.

    Raises:
        ApprovalError: there is none, nobody approved it, or its findings have changed since.
    """
    from reports.brief import compose_brief

    latest = workspace.store.reports.latest(day, KIND)
    if latest is None:
        raise _no_report(day)
    if latest.state not in (ReportState.APPROVED, ReportState.SENT):
        raise ApprovalError(
            Say(f"Laporan tanggal {day} belum disetujui.", f"The report of {day} is not approved yet."),
            Say("Baca, lalu jalankan kentongan approve.", "Read it, then run kentongan approve."),
        )
    findings = shortened(workspace, day_of(workspace, day))
    if latest.payload != _digest(findings):
        raise _changed(day, latest.version)
    files, findings, report = _drawn(workspace, latest, findings, lang, flavours)
    brief = compose_brief(findings, lang, findings.office.checker)
    return Documents(latest.id, f"{report.title} — {report.agency}, {day}", brief.whatsapp, brief.telegram, files)


def _deliver(workspace: Workspace, version: ReportVersion, findings: DayFindings, lang: Lang) -> tuple[Path, ...]:
    """Draw every form of a version, then write them all."""
    drawn, _, report = _drawn(workspace, version, findings, lang, workspace.settings.tables.report.flavours)
    files = {name: content for name, _, content in drawn.values()}
    return deliver_to_folder(workspace.report_folder / report.day, files)


def _drawn(
    workspace: Workspace, version: ReportVersion, findings: DayFindings, lang: Lang, flavours: Collection[str]
) -> tuple[dict[str, tuple[str, str, bytes]], DayFindings, Report]:
    """Flavour → file name, media type and bytes; the checker is the person whom the trail names."""
    from reports.blocks import State
    from reports.daily import compose_daily
    from reports.flavours import Assets

    # The moment of the version, not of the drawing: a version drawn again is the same to the byte.
    findings = replace(findings, generated_at=version.at or findings.generated_at)
    checker = checker_of(workspace, version)
    if checker:
        findings = replace(findings, office=replace(findings.office, checker=checker))
    report = compose_daily(findings, lang=lang, version=version.version, state=State(version.state))
    assets = Assets(checker=checker)
    files: dict[str, tuple[str, str, bytes]] = {}
    for form in flavour_task(workspace, flavours):
        files[form.name] = (form.file_name(report), form.media_type, form.render(report, findings, assets))
    return files, findings, report


def checker_of(workspace: Workspace, version: ReportVersion) -> str:
    """Who read this version last, "" while nobody did."""
    return next((m.by for m in reversed(workspace.store.reports.moves(version.id)) if m.to_state in _STEPS), "")


def flavour_task(workspace: Workspace, names: Collection[str]) -> Iterator[Flavour]:
    """The flavours one after another, while the progress is shown."""
    from reports.flavours import flavour

    with workspace.progress.task(Say("Menyusun laporan", "Writing the report"), len(names)) as task:
        for name in names:
            yield flavour(name)
            task.advance()


def _no_report(day: str) -> ApprovalError:
    return ApprovalError(
        Say(f"Belum ada laporan tanggal {day}.", f"There is no report of {day} yet."),
        Say("Jalankan kentongan report lebih dahulu.", "Run kentongan report first."),
    )


def _changed(day: str, version: int) -> ApprovalError:
    return ApprovalError(
        Say(
            f"Temuan tanggal {day} berubah sejak versi {version} disusun.",
            f"The findings of {day} have changed since version {version} was composed.",
        ),
        Say(
            "Jalankan kentongan report, baca versi yang baru, lalu setujui.",
            "Run kentongan report, read the new version, then approve it.",
        ),
    )
