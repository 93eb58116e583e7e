"""Annex D says which words of the report are an officer's: where, whose, what stood there and what stands there now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from kentongan.core.messages import Say
from kentongan.core.report_edits import CITATION, Edit, Standing
from reports import wording
from reports.blocks import Block, Column, Paragraph, Report, Section, Span, Table, Text
from reports.passages import Passage

ANNEX: Final = "lampiran-d"
_WORDS: Final = 140
_BRIEF: Final = Say("Brief WhatsApp", "WhatsApp brief")
_CAPTION: Final = Say("Teks yang disunting petugas", "Texts edited by officers")
_COLUMNS: Final = (
    (Say("Waktu", "Time"), 0.9),
    (Say("Bagian", "Passage"), 1.8),
    (Say("Semula", "Before"), 2.2),
    (Say("Menjadi", "Now"), 2.2),
    (Say("Oleh", "By"), 1.1),
)


def with_edits_table(
    report: Report,
    passages: Mapping[str, Passage],
    standings: Mapping[str, Standing],
    steps: Mapping[str, Sequence[Edit]],
) -> Report:
    """The report with a row in annex D for every passage that officers wrote; the same report where there is none.

    Args:
        report: with the officers' words.
        passages: its editable texts by key.
        standings: how each stands.
        steps: of officers, by key.
    """
    rows = tuple(
        _row(report, passages.get(key), now, steps.get(key, ())) for key, now in standings.items() if now.edited
    )
    if not rows:
        return report
    columns = tuple(Column(heading.to(report.lang), width) for heading, width in _COLUMNS)
    table = Table(columns, rows, _CAPTION.to(report.lang), key="suntingan")
    sections = tuple(_with(s, table) if s.key == ANNEX else s for s in report.sections)
    return replace(report, sections=sections)


def _with(section: Section, table: Table) -> Section:
    blocks: tuple[Block, ...] = tuple(b for b in section.blocks if not (isinstance(b, Paragraph) and b.nihil))
    return replace(section, blocks=(*blocks, table))


def _row(report: Report, passage: Passage | None, now: Standing, steps: Sequence[Edit]) -> tuple[Text, ...]:
    when = wording.date_hour(now.at, report.zone, report.lang) if now.at else "–"
    names = wording.join_list(list(dict.fromkeys(step.by for step in steps)), report.lang)
    title = _title(report, passage) if passage else _BRIEF.to(report.lang)
    before, after = (wording.shorten(CITATION.sub("", text), _WORDS) or "–" for text in (now.machine, now.text))
    return tuple((Span(text),) for text in (when, title, before, after, names))


def _title(report: Report, passage: Passage) -> str:
    cover = Say("Sampul", "Cover").to(report.lang)
    return passage.name(next((s.title for s in report.sections if s.key == passage.section), cover))
