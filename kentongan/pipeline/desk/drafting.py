"""`draft`: what an office may say about an issue or a case of the hoax desk, as a text or a Word document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.advice.playbook_file import Playbook
from analysis.drafts import FORMS, draft, form_for
from analysis.drafts.base import Matter
from analysis.drafts.from_case import FORMS as CASE_FORMS
from analysis.drafts.from_case import draft_of_case
from kentongan.core.day import DayFindings
from kentongan.core.desk import DeskCase
from kentongan.core.drafts import Draft
from kentongan.core.errors import DeskError, UsageError
from kentongan.core.messages import Say
from kentongan.delivery.folder import deliver_to_folder
from kentongan.pipeline.analysing.analyse import day_of
from kentongan.pipeline.analysing.playbooks import office_playbook
from kentongan.pipeline.desk.cases import find_case
from kentongan.pipeline.issues.decisions import find_issue
from kentongan.pipeline.office_paper import office_paper
from kentongan.pipeline.workspace import Workspace

SUFFIXES = (".txt", ".docx")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft, its text, and where it was written (None = nowhere)."""

    draft: Draft
    text: str
    file: Path | None


def draft_for(workspace: Workspace, subject: str, *, form: str = "", day: str = "", out: Path | None = None) -> Drafted:
    """The draft about an issue (by code or a part of its name) or an approved case (by its code), written to `out`.

    Args:
        workspace: the office's.
        subject: of what.
        form: one of `FORMS`; "" = the one that serves the issue's recommendation.
        day: of which report; "" = the one that is due.
        out: a .txt or .docx file; None = nowhere.

    Raises:
        UsageError: no such issue, form or kind of file, or an issue without posts on that day. DeskError: a case that
            has no approved verdict. ReportError: the file cannot be written. TemplateError: the office's Word template
            cannot be used.
    """
    from reports.draft_files import draft_docx, draft_text

    if out is not None and out.suffix.lower() not in SUFFIXES:
        raise UsageError(
            Say(f"Berkas {out.name} bukan .txt atau .docx.", f"{out.name} is neither .txt nor .docx."),
            Say("Pilih salah satu akhiran itu.", "Choose one of the two."),
        )
    case = next((one for one in workspace.store.desk.all() if one.id == subject.strip()), None)
    if case is not None:
        made, posts = case_draft(workspace, find_case(workspace, case.id), form or "siaran-pers"), {}
    else:
        matter = matter_of(workspace, subject, day or workspace.today())
        made, posts = draft(matter, _known(form or form_for(matter), tuple(FORMS))), dict(matter.posts)
    text = draft_text(made, workspace.office, posts)
    if out is None:
        return Drafted(made, text, None)
    content = text.encode()
    if out.suffix.lower() == ".docx":
        paper = office_paper(workspace.settings).assets.letterhead
        content = draft_docx(made, workspace.office, posts, workspace.clock.now(), paper)
    return Drafted(made, text, deliver_to_folder(out.parent, {out.name: content})[0])


def case_draft(workspace: Workspace, case: DeskCase, form: str) -> Draft:
    """The draft of a case.

    Raises:
        UsageError: no such form. DeskError: nobody approved a verdict.
    """
    _known(form, CASE_FORMS)
    if case.approved_at is None:
        raise DeskError(
            Say(
                f'Kasus "{case.name}" belum mempunyai putusan yang disetujui.',
                f'No verdict of "{case.name}" is approved.',
            ),
            Say(
                f"Untuk sementara pakai pernyataan awal; lihat: kentongan claims show {case.id}",
                f"Use a holding statement for now; see: kentongan claims show {case.id}",
            ),
        )
    return draft_of_case(case, workspace.office, form)


def matter_of(workspace: Workspace, subject: str, day: str) -> Matter:
    """What a draft is about, from the findings of a day.

    Raises:
        UsageError: no such issue, or nothing of it on that day.
    """
    findings = day_of(workspace, day)
    found = matters(findings, office_playbook(workspace))
    words = subject.strip().casefold()
    meant = [one for one in found.values() if words and (one.issue.id == words or words in one.issue.name.casefold())]
    if len(meant) == 1:
        return meant[0]
    known = find_issue(workspace, subject)
    if known.id not in found:
        raise UsageError(
            Say(f'Isu "{known.name}" tidak ada pada laporan {day}.', f'"{known.name}" is not in the report of {day}.'),
            Say("Sebutkan tanggalnya dengan --day.", "Name its day with --day."),
        )
    return found[known.id]


def matters(findings: DayFindings, playbook: Playbook | None = None) -> dict[str, Matter]:
    """What drafts can be about, by issue."""
    claims = {case.issue_id: case for case in reversed(findings.claims) if case.issue_id}
    return {
        issue.id: Matter(issue, findings.posts, findings.office, findings.window.end, claims.get(issue.id), playbook)
        for issue in findings.issues()
    }


def _known(form: str, forms: tuple[str, ...]) -> str:
    if form in forms:
        return form
    listed = ", ".join(forms)
    raise UsageError(
        Say(f'Bentuk "{form}" tidak dikenal.', f'The form "{form}" is unknown.'),
        Say(f"Pilih: {listed}.", f"Choose: {listed}."),
    )
