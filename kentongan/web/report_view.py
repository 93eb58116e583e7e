"""A version of a report as a page sets it: sections with their passages, what waits for a decision, what to look at again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from kentongan.core.access import Right
from kentongan.core.messages import Say
from kentongan.pipeline.reports.checks import concerns
from kentongan.pipeline.reports.reading import Reading, readings
from kentongan.pipeline.reports.reporting import KIND
from kentongan.pipeline.reports.versions import BRIEF_KEY, Written, written
from kentongan.pipeline.workspace import Workspace
from kentongan.store.reports import ReportState, ReportVersion
from kentongan.web.refusals import NotFound
from kentongan.web.visit import Visit

FLAVOURS: Final[Mapping[str, Say]] = {
    "html": Say("Halaman web", "Web page"),
    "pdf": Say("PDF", "PDF"),
    "docx": Say("Word", "Word"),
    "xlsx": Say("Lembar kerja", "Sheet"),
    "txt": Say("WhatsApp", "WhatsApp"),
    "pptx": Say("Salindia", "Slides"),
    "buku-pdf": Say("Buku kliping (PDF)", "Book of clippings (PDF)"),
    "buku-docx": Say("Buku kliping (Word)", "Book of clippings (Word)"),
}
DAILY_NAME: Final = Say("Laporan harian", "Daily report")
BRIEF_NAME: Final = Say("Brief WhatsApp", "WhatsApp brief")
COVER_NAME: Final = Say("Sampul", "Cover")
_STATES: Final = tuple(ReportState)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the report with its editable passages; `notes`: passages that are still empty and may be added."""

    key: str
    title: str | Say
    passages: tuple[Reading, ...]
    notes: tuple[Reading, ...] = ()

    def subjects(self) -> list[tuple[str, list[Reading]]]:
        """Passages in a row about one issue or claim, under its name; "" for those about none."""
        grouped = groupby(self.passages, key=lambda one: one.passage.subject if one.passage else "")
        return [(subject, list(found)) for subject, found in grouped]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A version on the page.

    Args:
        said: the version with the officers' words.
        parts: in printed order, the brief last: it follows what the others say.
        homeless: edits whose passage the machine no longer writes.
        is_last: no newer version of the day; `may_edit`: the visitor may write into it.
    """

    said: Written
    parts: tuple[Part, ...]
    homeless: tuple[Reading, ...]
    is_last: bool
    may_edit: bool

    @property
    def version(self) -> ReportVersion:
        """The version itself."""
        return self.said.kept.version

    @property
    def is_open(self) -> bool:
        """Passages may be opened: the last version, by somebody who may."""
        return self.is_last and self.may_edit

    @property
    def stands(self) -> int:
        """How far the version has come: 0 draft … 3 sent."""
        return _STATES.index(self.version.state)

    def readings(self) -> tuple[Reading, ...]:
        """Every passage with a place."""
        return tuple(one for part in self.parts for one in (*part.passages, *part.notes))

    def edited(self) -> tuple[Reading, ...]:
        """Passages that hold an officer's words."""
        return tuple(one for one in self.readings() if one.now.edited)

    def conflicts(self) -> tuple[Reading, ...]:
        """What waits for a decision."""
        return (*(one for one in self.readings() if one.now.conflict), *(o for o in self.homeless if o.now.conflict))

    def unsaved_of(self, officer: str) -> tuple[Reading, ...]:
        """Passages where this officer typed something and did not save it."""
        return tuple(o for o in (*self.readings(), *self.homeless) if any(u.officer == officer for u in o.unsaved))

    def name_of(self, key: str) -> str | Say:
        """`title_of` for a key; the key itself where there is no such passage."""
        found = next((one for one in self.readings() if one.key == key), None)
        return key if found is None else self.title_of(found)

    def title_of(self, reading: Reading) -> str | Say:
        """What a passage is called, with its section where that says more."""
        if reading.key == BRIEF_KEY:
            return BRIEF_NAME
        if reading.passage is None:
            return reading.key
        title = next((part.title for part in self.parts if part.key == reading.passage.section), "")
        return reading.passage.name(title.id if isinstance(title, Say) else title)


def name_of_kind(kind: str) -> Say:
    """What a kind of report is called; a form of an update of this program keeps its own word."""
    from reports.forms.registry import FORMS

    form = FORMS.get(kind.partition(":")[0])
    if kind == KIND:
        return DAILY_NAME
    return form.title if form else Say(kind, kind)


def sheet(workspace: Workspace, said: Written, *, is_last: bool, may_edit: bool, compare: bool = False) -> Sheet:
    """A version for the page.

    Args:
        workspace: the office's.
        said: the version.
        is_last: there is no newer one.
        may_edit: the visitor has the right.
        compare: with the report of the day before.
    """
    found = readings(workspace, said, compare=compare)
    by_section: dict[str, list[Reading]] = {}
    homeless = []
    for key, reading in found.items():
        if key != BRIEF_KEY and reading.passage is None:
            if reading.now.conflict or reading.unsaved:
                homeless.append(reading)
        elif reading.passage is not None:
            by_section.setdefault(reading.passage.section, []).append(reading)
    titles: dict[str, str | Say] = {"sampul": COVER_NAME}
    titles |= {s.key: f"{s.number} {s.title}".strip() for s in said.report.sections}
    parts = [_part(key, title, by_section[key]) for key, title in titles.items() if key in by_section]
    parts.append(Part("brief", BRIEF_NAME, (found[BRIEF_KEY],)))
    return Sheet(said, tuple(parts), tuple(homeless), is_last, may_edit)


def _part(key: str, title: str | Say, found: list[Reading]) -> Part:
    def is_empty(one: Reading) -> bool:
        return not one.text and not one.now.number and not one.unsaved

    return Part(key, title, tuple(o for o in found if not is_empty(o)), tuple(o for o in found if is_empty(o)))


def warned(workspace: Workspace, said: Written) -> dict[str, tuple[Say, ...]]:
    """What to look at again, by key; passages without are left out."""
    found = {key: concerns(workspace, said, key) for key, now in said.standings.items() if now.edited}
    return {key: told for key, told in found.items() if told}


# -- finding a version ---------------------------------------------------------------------------------------------
def latest_of(visit: Visit, day: str) -> ReportVersion:
    """The last version of a day's report.

    Raises:
        NotFound: there is no report of that day.
    """
    found = visit.workspace.store.reports.latest(_checked(day), KIND)
    if found is None:
        raise NotFound(Say(f"Belum ada laporan tanggal {day}.", f"There is no report of {day} yet."))
    return found


def version_of(visit: Visit, day: str, number: int) -> ReportVersion:
    """One version of a day's report.

    Raises:
        NotFound: there is none.
    """
    versions = visit.workspace.store.reports.versions(_checked(day), KIND)
    found = next((one for one in versions if one.version == number), None)
    if found is None:
        raise NotFound(Say("Versi laporan ini tidak ada.", "There is no such version of the report."))
    return found


def sheet_of(visit: Visit, found: ReportVersion, *, compare: bool = False) -> Sheet:
    """A version for the page; whoever may edit, and only the last version, opens its passages."""
    said = written(visit.workspace, found)
    last = visit.workspace.store.reports.latest(found.day, found.kind)
    is_last = last is not None and last.id == found.id
    return sheet(visit.workspace, said, is_last=is_last, may_edit=visit.officer.may(Right.EDIT), compare=compare)


def _checked(day: str) -> str:
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise NotFound from None
