"""What a version of a report says: kept when it is composed, read again whenever it is shown, approved or sent.

A version keeps its composed blocks and the day behind them, so that nothing is analysed twice and what is approved is what
was read. Officers' words (`pipeline.reports.edits`) are laid over the blocks when they are read.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kentongan.core.errors import ApprovalError, ReportError
from kentongan.core.messages import Lang, Say
from kentongan.core.report_edits import Edit, Standing, by_passage, standing
from kentongan.pipeline.office_paper import office_paper
from kentongan.pipeline.workspace import Workspace
from kentongan.store.reports import ReportState, ReportVersion

if TYPE_CHECKING:
    from kentongan.core.day import DayFindings
    from reports.blocks import Report
    from reports.brief import Brief
    from reports.flavours import Flavour
    from reports.passages import Passage

BRIEF_KEY: Final = "brief/teks"
_CHECKING: Final = (ReportState.REVIEWED, ReportState.APPROVED)

Compose = Callable[[Workspace, "DayFindings", ReportVersion, Lang], "Report"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the machine composed: the day (`packed` as it is kept), its report, the texts that can be edited by key, the brief."""

    version: ReportVersion
    packed: bytes
    day: DayFindings
    report: Report
    passages: Mapping[str, Passage]
    brief: str


@dataclass(frozen=True, slots=True)
class Written:
    """A version with the officers' words in it.

    Args:
        kept: what the machine composed.
        standings: how each passage stands, by key; among them those of edits whose passage the machine no longer writes.
        report: with its state, its stamp and the checker's name; `day`, `brief` say the same words.
        checker: whom the trail names.
        steps: of officers, oldest first.
    """

    kept: Kept
    standings: Mapping[str, Standing]
    report: Report
    day: DayFindings
    checker: str
    brief: str
    steps: tuple[Edit, ...]

    def conflicts(self) -> tuple[str, ...]:
        """Keys of passages whose machine text changed after an officer wrote; nobody has decided yet."""
        return tuple(key for key, now in self.standings.items() if now.conflict)


def composed(workspace: Workspace, day: DayFindings, version: ReportVersion, lang: Lang) -> Report:
    """The daily report as the machine writes it, its sections in the office's order."""
    from reports.daily import compose_daily

    return compose_daily(day, lang=lang, version=version.version, sections=office_paper(workspace.settings).sections)


def keep(
    workspace: Workspace, version: ReportVersion, findings: DayFindings, lang: Lang, compose: Compose = composed
) -> None:
    """Keep what a version says; what is kept already stays as it is."""
    from kentongan.pipeline.reports.codec import packed_day, packed_report

    shelf = workspace.store.report_contents
    if shelf.get(version.id, lang) is not None:
        return
    # The moment of the version, not of the drawing: a version drawn again is the same to the byte.
    findings = replace(findings, generated_at=version.at or findings.generated_at)
    with workspace.store.writing():
        shelf.put(version.id, "day", packed_day(findings))
        shelf.put(version.id, lang, packed_report(compose(workspace, findings, version, lang)))


def kept(workspace: Workspace, version: ReportVersion, lang: Lang = "id", compose: Compose = composed) -> Kept:
    """What the machine composed for a version.

    Raises:
        ReportError: the version was made before versions were kept, or what was kept is damaged.
    """
    shelf = workspace.store.report_contents
    day, report = shelf.get(version.id, "day"), shelf.get(version.id, lang)
    if day is None:
        raise ReportError(
            Say(f"Isi laporan {version.day} versi {version.version} tidak tersimpan.", f"What version {version.version} of {version.day} says was not kept."),
            Say("Susun ulang laporan hari itu.", "Compose that day's report again."),
        )  # fmt: skip
    try:
        if report is None:  # the first time in this language
            keep(workspace, version, _day(day), lang, compose)
            report = shelf.get(version.id, lang) or b""
        return Kept(version, day, *_unpacked(day, report))
    except (ValueError, TypeError, KeyError, zlib.error) as error:
        raise ReportError(
            Say(f"Isi laporan {version.day} versi {version.version} rusak.", f"What was kept of version {version.version} of {version.day} is damaged."),
            Say("Susun ulang laporan hari itu.", "Compose that day's report again."),
        ) from error  # fmt: skip


@lru_cache(maxsize=8)
def _day(data: bytes) -> DayFindings:
    from kentongan.pipeline.reports.codec import unpacked_day

    return unpacked_day(data)


@lru_cache(maxsize=8)
def _unpacked(day: bytes, report: bytes) -> tuple[DayFindings, Report, Mapping[str, Passage], str]:
    """What was kept never changes, so that reading it once serves every page that shows it."""
    from kentongan.pipeline.reports.codec import unpacked_report
    from reports.brief import brief_words
    from reports.passages import passages

    findings = _day(day)
    blocks = unpacked_report(report, findings.posts)
    return findings, blocks, {passage.key: passage for passage in passages(blocks)}, brief_words(findings, blocks.lang)


@lru_cache(maxsize=16)
def _worded(day: bytes, texts: tuple[tuple[str, str], ...], lang: Lang) -> tuple[DayFindings, str]:
    """The day with these texts of officers, and the brief of that day."""
    from reports.brief import brief_words
    from reports.edited_day import with_words

    findings = with_words(_day(day), dict(texts))
    return findings, brief_words(findings, lang)


def written(workspace: Workspace, version: ReportVersion, lang: Lang = "id") -> Written:
    """A version with the officers' words in it.

    Raises:
        ReportError: see `kept`.
    """
    from reports.blocks import State
    from reports.edits_table import with_edits_table
    from reports.passages import rewritten
    from reports.stating import stated

    machine = kept(workspace, version, lang)
    steps = workspace.store.report_edits.of(version.day, version.kind, lang)
    found = by_passage(steps, until=version.version)
    standings = {key: standing(p.text, found.get(key, ())) for key, p in machine.passages.items()}
    standings |= {key: _homeless(held) for key, held in found.items() if key not in standings and key != BRIEF_KEY}
    texts = {key: now.text for key, now in standings.items() if now.edited and key in machine.passages}
    day, words = _worded(machine.packed, tuple(sorted(texts.items())), lang) if texts else (machine.day, machine.brief)
    brief = standing(words, found.get(BRIEF_KEY, ()))
    standings[BRIEF_KEY] = brief
    checker = checker_of(workspace, version)
    report = rewritten(machine.report, texts)
    report = stated(report, State(version.state), checker or day.office.checker, version.version)
    report = with_edits_table(report, machine.passages, standings, found)
    if checker:
        day = replace(day, office=replace(day.office, checker=checker))
    made = tuple(step for step in steps if step.version <= version.version)
    return Written(machine, standings, report, day, checker, brief.text if brief.edited else "", made)


def _homeless(held: list[Edit]) -> Standing:
    """An edit whose passage is not written any more: kept, and shown to be decided until nothing is left of it."""
    now = standing("", held)
    return replace(now, conflict=now.edited)


def checker_of(workspace: Workspace, version: ReportVersion) -> str:
    """Who examined or approved a version last; "" while nobody did."""
    moves = workspace.store.reports.moves(version.id)
    return next((move.by for move in reversed(moves) if move.to_state in _CHECKING), "")


def flavour_task(workspace: Workspace, names: Collection[str]) -> Iterator[Flavour]:
    """The flavours one after another, while the progress is shown."""
    from reports.flavours import flavour

    with workspace.progress.task(Say("Menyusun laporan", "Writing the report"), len(names)) as task:
        for name in names:
            yield flavour(name)
            task.advance()


def drawn(workspace: Workspace, said: Written, flavours: Collection[str]) -> dict[str, tuple[str, str, bytes]]:
    """Flavour → file name, media type and bytes; only those that are asked for are drawn.

    Raises:
        UsageError: there is no such flavour. ReportError: a document cannot be written.
    """
    assets = replace(office_paper(workspace.settings).assets, checker=said.checker, brief=said.brief)
    files: dict[str, tuple[str, str, bytes]] = {}
    for form in flavour_task(workspace, flavours):
        files[form.name] = (form.file_name(said.report), form.media_type, form.render(said.report, said.day, assets))
    return files


def brief_of(said: Written) -> Brief:
    """The brief of a version, with the officers' words."""
    from reports.brief import compose_brief

    return compose_brief(said.day, said.report.lang, said.day.office.checker, words=said.brief)


# -- what came after -----------------------------------------------------------------------------------------------
def note_marks(workspace: Workspace, version: ReportVersion, marks: Mapping[str, int]) -> None:
    """Note how far the shelves had come before the analysis that a version stands for."""
    workspace.store.report_contents.put(version.id, "seen", json.dumps(dict(marks)).encode(), again=True)


def has_newer_material(workspace: Workspace, version: ReportVersion) -> bool:
    """Whether posts, corrections or steps of the hoax desk came after a version was composed; analyses nothing."""
    shelf = workspace.store.report_contents
    marks = json.loads(shelf.get(version.id, "seen") or b"{}")
    window = workspace.window(version.day)
    days = workspace.settings.tables.data.days
    return shelf.newer(marks, window.before(days - 1).start if days > 1 else window.start, window.end)


def no_conflicts(said: Written) -> None:
    """Refuse while the machine's text has changed under an officer's words.

    Raises:
        ApprovalError: it has, in at least one passage.
    """
    if count := len(said.conflicts()):
        raise ApprovalError(
            Say(
                f"{count} suntingan menunggu keputusan: teks sistem berubah setelah disunting.",
                f"{count} edits wait for a decision: the system's text changed after they were made.",
            ),
            Say("Buka Laporan, putuskan tiap suntingan itu, lalu setujui.", "Open Reports, decide each of them, then approve."),
        )  # fmt: skip
