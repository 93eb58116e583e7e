"""Drafts of a clarification on disk: stamp image, article, WhatsApp text, press release. Nothing is sent or published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kentongan.core import desk_moves as moves
from kentongan.core.clock import zone
from kentongan.core.desk import DeskCase
from kentongan.delivery.folder import deliver_to_folder
from kentongan.pipeline.desk.cases import find_case
from kentongan.pipeline.office_paper import office_paper
from kentongan.pipeline.workspace import Workspace

FOLDER = "klarifikasi"


@dataclass(frozen=True, slots=True)
class Drafted:
    """The drafts of a case: where they lie, and what a person still has to fill in."""

    case: DeskCase
    files: tuple[Path, ...]
    gaps: tuple[str, ...]


def draft(workspace: Workspace, case: str, *, by: str) -> Drafted:
    """Write the drafts of an approved verdict; written again they are replaced.

    Raises:
        DeskError: the verdict is not approved. ReportError: the folder cannot be written, or the office's Word template
            cannot be used.
    """
    from analysis.advice.clarification import channel, clarification
    from analysis.drafts.from_case import draft_of_case
    from reports.draft_files import draft_docx
    from reports.stamp import Stamp, stamp_png, stamp_svg

    found = find_case(workspace, case)
    event = moves.draft(found, workspace.clock.now(), by)
    office, verdict = workspace.office, found.conclusion
    texts = clarification(found, office)
    approved = found.approved_at.astimezone(zone(office.zone)) if found.approved_at else None
    stamp = Stamp(
        office.agency,
        texts.stamp,
        found.state,
        found.claim,
        (verdict.fact or verdict.sentence if verdict else "") or "[ISI: fakta yang benar]",
        verdict.kind or "" if verdict else "",
        f"{approved:%d/%m/%Y}" if approved else "",
        channel(office),
    )
    paper = office_paper(workspace.settings).assets.letterhead
    release = draft_docx(draft_of_case(found, office, "siaran-pers"), office, {}, event.at, paper)
    files = {
        "stempel.svg": stamp_svg(stamp).encode(),
        "stempel.png": stamp_png(stamp),
        "klarifikasi.txt": texts.article.encode(),
        "whatsapp.txt": texts.whatsapp.encode(),
        "siaran-pers.txt": texts.release.encode(),
        "siaran-pers.docx": release,
    }
    written = deliver_to_folder(workspace.report_folder / FOLDER / found.id, files)
    return Drafted(workspace.store.desk.append(event), written, texts.gaps)
