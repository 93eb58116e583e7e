"""`report` and `approve`: the day's findings into documents; a person moves a report on, never the machine."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.core.errors import ApprovalError
from kentongan.core.messages import Lang, Say
from kentongan.delivery.folder import deliver_to_folder
from kentongan.pipeline.analysing.analyse import day_of
from kentongan.pipeline.office_paper import office_paper
from kentongan.pipeline.reports.rewriting import shortened
from kentongan.pipeline.reports.versions import (
    brief_of,
    drawn,
    has_newer_material,
    keep,
    no_conflicts,
    note_marks,
    written,
)
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

    The same findings give the same version; a change gives the next one, which is a draft again and takes the officers'
    edits over. A report that was approved and has not changed keeps its approval and the checker's name.

    Args:
        workspace: the office's.
        day: ISO date of the report.
        lang: language of its fixed words.
        findings: of this day, when the caller has just computed them.

    Raises:
        ReportError: a document cannot be written, or the office's template has mistakes.
    """
    return write_files(workspace, compose(workspace, day, lang=lang, findings=findings), lang=lang)


def compose(workspace: Workspace, day: str, *, lang: Lang = "id", findings: DayFindings | None = None) -> ReportVersion:
    """The version that holds the findings of `day`: the latest one, or a new draft when they changed; draws nothing."""
    # Before the analysis reads them: what comes while it works is newer.
    marks = workspace.store.report_contents.marks()
    paper = office_paper(workspace.settings)  # a template with mistakes is told before a version is made
    findings = shortened(workspace, findings or day_of(workspace, day))
    shelf, digest = workspace.store.reports, _digest(findings, paper.sections)
    with workspace.store.writing():
        latest = shelf.latest(day, KIND)
        if latest is None or latest.payload != digest:
            latest = shelf.add(day, KIND, digest, by="kentongan")
        keep(workspace, latest, findings, lang)
        note_marks(workspace, latest, marks)
    return latest


def write_files(workspace: Workspace, version: ReportVersion, *, lang: Lang = "id") -> tuple[Path, ...]:
    """Draw every form of a version that the office wants, with the officers' words, then write them all.

    Raises:
        ReportError: a document cannot be drawn or written.
    """
    said = written(workspace, version, lang)
    files = drawn(workspace, said, workspace.settings.tables.report.flavours)
    named = {name: content for name, _, content in files.values()}
    return deliver_to_folder(workspace.report_folder / said.report.day, named)


def approve(
    workspace: Workspace, day: str, *, by: str, state: str, lang: Lang = "id", seen: str = ""
) -> tuple[Path, ...]:
    """Move the latest report of `day` to `state` in the name of `by`, and write it again with the right stamp.

    What is approved is what was read: the kept version with the officers' words in it; nothing is analysed again.

    Args:
        workspace: the office's.
        day: ISO date of the report.
        by: name and position.
        state: "reviewed" or "approved".
        lang: language of its fixed words.
        seen: what was read, from `reading_mark`; "" = the files that were last written, which must hold all there is.

    Raises:
        ApprovalError: no name, no report of that day, another text than was read, edits that wait for a decision, or a
            move that is not allowed.
    """
    approval_steps(ReportState.DRAFT, state)
    shelf = workspace.store.reports
    with workspace.store.writing():
        latest = _latest(workspace, day)
        if seen and seen != reading_mark(workspace, latest, lang):
            raise _changed_since(day)
        if not seen and has_newer_material(workspace, latest):
            raise _changed(day, latest.version)
        no_conflicts(written(workspace, latest, lang))
        for step in approval_steps(latest.state, state):
            latest = shelf.move(latest.id, step, by=by)
    return write_files(workspace, latest, lang=lang)


def sent_by_hand(workspace: Workspace, day: str, *, by: str, note: str) -> ReportVersion:
    """An officer has passed the approved report on outside the channels, as by the phone's own WhatsApp: note it as sent.

    Raises:
        ApprovalError: no name, no report of that day, or one that is not approved.
    """
    latest = workspace.store.reports.latest(day, KIND)
    if latest is None:
        raise _no_report(day)
    return workspace.store.reports.move(latest.id, ReportState.SENT, by=by, note=note.strip())


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


def reading_mark(workspace: Workspace, version: ReportVersion, lang: Lang = "id") -> str:
    """What a reader has in hand: the version and how many steps officers made on it; another text has another mark."""
    return f"{version.id}.{workspace.store.report_edits.last(version.day, version.kind, lang)}"


def _digest(findings: DayFindings, sections: tuple[str, ...]) -> bytes:
    """What a report says and in which order, apart from the moment at which it was made."""
    timeless = replace(findings, generated_at=findings.window.end)
    return hashlib.blake2b(repr((timeless, sections)).encode(), digest_size=12).hexdigest().encode()


def _latest(workspace: Workspace, day: str) -> ReportVersion:
    """The latest version of the report of `day`; one from before versions were kept is composed anew if it still holds.

    Raises:
        ApprovalError: there is none, or its findings have changed.
    """
    latest = workspace.store.reports.latest(day, KIND)
    if latest is None:
        raise _no_report(day)
    if workspace.store.report_contents.get(latest.id, "day") is None:
        marks = workspace.store.report_contents.marks()
        findings = shortened(workspace, day_of(workspace, day))
        if latest.payload != _digest(findings, office_paper(workspace.settings).sections):
            raise _changed(day, latest.version)
        keep(workspace, latest, findings, "id")
        note_marks(workspace, latest, marks)
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
    """The latest version of the report of `day`, which a named person has approved, as it was approved.

    Raises:
        ApprovalError: there is none, or nobody approved it.
    """
    latest = _latest(workspace, day)
    if latest.state not in (ReportState.APPROVED, ReportState.SENT):
        raise ApprovalError(
            Say(f"Laporan tanggal {day} belum disetujui.", f"The report of {day} is not approved yet."),
            Say("Baca, lalu jalankan kentongan approve.", "Read it, then run kentongan approve."),
        )
    said = written(workspace, latest, lang)
    brief = brief_of(said)
    subject = f"{said.report.title} — {said.report.agency}, {day}"
    return Documents(latest.id, subject, brief.whatsapp, brief.telegram, drawn(workspace, said, flavours))


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


def _changed_since(day: str) -> ApprovalError:
    return ApprovalError(
        Say(f"Laporan tanggal {day} berubah sejak Anda membacanya.", f"The report of {day} has changed since you read it."),
        Say("Muat ulang halaman, baca yang berubah, lalu setujui.", "Load the page again, read what changed, then approve."),
    )  # fmt: skip
