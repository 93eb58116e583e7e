"""A version of a report as officers read it: its passages as they stand, what changed, who did what; and the archive of all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kentongan.core.messages import Lang
from kentongan.core.report_edits import CITATION, Edit, Standing, cited, shown
from kentongan.pipeline.reports.reporting import KIND
from kentongan.pipeline.reports.versions import BRIEF_KEY, Written, written
from kentongan.pipeline.workspace import Workspace
from kentongan.store.report_edits import Unsaved
from kentongan.store.reports import ReportMove, ReportState, ReportVersion

if TYPE_CHECKING:
    from analysis.text.differences import Change
    from kentongan.core.day import PostView
    from reports.passages import Passage

_ROW: Final = re.compile(r"\s?\[\d{1,6}\]")


@dataclass(frozen=True, slots=True)
class Archived:
    """A version in the archive: how many passages officers wrote, who moved it on, and its files in the office's folder."""

    version: ReportVersion
    edits: int
    moves: tuple[ReportMove, ...]
    files: tuple[Path, ...]


def archive(workspace: Workspace, limit: int = 50, offset: int = 0) -> list[Archived]:
    """Versions of all reports, the latest day first; at most `limit` after the first `offset`."""
    store = workspace.store
    versions = store.reports.all(limit, offset)
    ids = [version.id for version in versions]
    trails, edits = store.reports.trails(ids), store.report_edits.counts(ids)
    return [Archived(v, edits.get(v.id, 0), tuple(trails[v.id]), files_of(workspace, v)) for v in versions]


def files_of(workspace: Workspace, version: ReportVersion) -> tuple[Path, ...]:
    """The files of a version in the office's folder, by name; those that somebody removed are not there."""
    folder = workspace.report_folder / version.day
    if not folder.is_dir():
        return ()
    form, _, issue = version.kind.partition(":")
    if form == KIND:
        stem, about = "laporan-isu-harian|brief|salindia-harian|buku-kliping", ""
    else:  # a form about an issue has the issue's name behind its day
        stem, about = re.escape(form) + "(?:-buku)?", "-[a-z0-9-]+?" if issue else "(?:-[a-z0-9-]+?)?"
    mark = f"-v{version.version}" if version.version > 1 else ""
    name = re.compile(rf"(?:{stem})-{re.escape(version.day)}{about}{mark}(?:-en)?\.[a-z0-9]{{2,5}}")
    numbered = re.compile(r"-v\d+(?:-en)?\.")
    return tuple(
        sorted(
            file for file in folder.iterdir() if name.fullmatch(file.name) and (mark or not numbered.search(file.name))
        )
    )


def filed(workspace: Workspace, day: str, name: str) -> Path | None:
    """The file of this name among those of the reports of a day; None when no version has such a file."""
    files = (file for version in workspace.store.reports.of_day(day) for file in files_of(workspace, version))
    return next((file for file in files if file.name == name), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage as it is read and edited, citations as rows of annex A.

    Args:
        passage: None for an edit whose passage the machine no longer writes, and for the brief.
        now: how it stands; `text`, `machine`: as people read them; `yesterday`: its text in the report before, None when
            that report has no such passage.
        steps: of officers, oldest first.
        unsaved: what officers typed there and did not save.
    """

    key: str
    passage: Passage | None
    now: Standing
    text: str
    machine: str
    yesterday: str | None
    steps: tuple[Edit, ...]
    unsaved: tuple[Unsaved, ...]

    def against_machine(self) -> tuple[Change, ...]:
        """Word by word from the machine's text to what stands there."""
        from analysis.text.differences import word_changes

        return word_changes(self.machine, self.text)

    def against_yesterday(self) -> tuple[Change, ...]:
        """Word by word from the report before to what stands there; () when it had no such passage."""
        from analysis.text.differences import word_changes

        return () if self.yesterday is None else word_changes(_bare(self.yesterday), _bare(self.text))


def readings(workspace: Workspace, said: Written, *, compare: bool = False, lang: Lang = "id") -> dict[str, Reading]:
    """Every passage of a version, in printed order; the brief and edits without a place at the end.

    Args:
        workspace: the office's.
        said: the version.
        compare: also read the report of the day before.
        lang: of the report.
    """
    version = said.kept.version
    rows = {post: row for row, post in enumerate(said.kept.report.clipping, start=1)}
    before = _yesterday(workspace, version, lang) if compare else {}
    typed: dict[str, list[Unsaved]] = {}
    for one in workspace.store.report_edits.unsaved(version.day, version.kind, lang):
        typed.setdefault(one.passage, []).append(one)
    steps: dict[str, list[Edit]] = {}
    for step in said.steps:
        steps.setdefault(step.passage, []).append(step)
    return {
        key: Reading(
            key,
            said.kept.passages.get(key),
            now,
            now.text if key == BRIEF_KEY else shown(now.text, rows),
            now.machine if key == BRIEF_KEY else shown(now.machine, rows),
            before.get(key),
            tuple(steps.get(key, ())),
            tuple(typed.get(key, ())),
        )
        for key, now in said.standings.items()
    }


def citations(said: Written, passage: str) -> list[tuple[int, PostView]]:
    """(row of annex A, post) of what a passage cites and stands on, in the order of the rows; the cited ones first."""
    now, home = said.standings[passage], said.kept.passages.get(passage)
    rows = {post: row for row, post in enumerate(said.kept.report.clipping, start=1)}
    direct = cited(now.text)
    others = sorted(post for post in (home.posts if home else ()) if post in rows and post not in direct)
    ids = (*(post for post in direct if post in rows), *sorted(others, key=rows.__getitem__))
    return [(rows[post], view) for post in ids if (view := said.kept.day.posts.get(post))]


def _yesterday(workspace: Workspace, version: ReportVersion, lang: Lang) -> Mapping[str, str]:
    """Texts of the report of the day before, by key; {} when there is none, or none that was kept."""
    before = workspace.store.reports.before(version.day, version.kind)
    if before is None or workspace.store.report_contents.get(before.id, "day") is None:
        return {}
    said = written(workspace, before, lang)
    return {key: CITATION.sub("", now.text).strip() for key, now in said.standings.items() if now.text}


def _bare(text: str) -> str:
    """Without numbers of annex A: they name other posts on other days."""
    return _ROW.sub("", text)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what happened to a version: who, when, and what."""

    at: datetime
    by: str
    state: ReportState | None = None
    step: Edit | None = None
    note: str = ""


def trail(workspace: Workspace, said: Written) -> list[Line]:
    """Who did what to a version, newest first: its moves and the officers' steps."""
    moves = workspace.store.reports.moves(said.kept.version.id)
    lines = [Line(move.at, move.by, state=move.to_state, note=move.note) for move in moves]
    lines += [Line(step.at, step.by, step=step) for step in said.steps]
    return sorted(lines, key=lambda line: line.at, reverse=True)
