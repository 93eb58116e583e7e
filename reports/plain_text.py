"""A report as plain lines: for reading in a terminal, and for tests that a person can review."""

from __future__ import annotations

from reports.blocks import (
    Block,
    Cards,
    Chart,
    IssueCard,
    Paragraph,
    Points,
    Report,
    Signature,
    StatusBanner,
    Table,
    Text,
)
from reports.wording import LEVEL_MARKS


def outline(report: Report, *, table_rows: int = 0) -> str:
    """Every word of the report in order; `table_rows` limits the rows of each annex table (0 = all)."""
    lines = [report.title, report.agency, *(f"{label}: {value}" for label, value in report.meta)]
    lines += [f"[{report.stamp}]"] if report.stamp else []
    for section in report.sections:
        lines += [
            "",
            " ".join(part for part in (f"{section.number}." if section.number else "", section.title) if part),
        ]
        limit = table_rows if section.annex else 0
        for block in section.blocks:
            lines += _lines(block, limit)
    lines += ["", report.footer, "", *(f"#{entry.anchor} {entry.title}: {len(entry.posts)}" for entry in report.lists)]
    return "\n".join(lines) + "\n"


def _words(text: Text) -> str:
    return "".join(f"{LEVEL_MARKS[span.level]} {span.text}" if span.level else span.text for span in text)


def _lines(block: Block, limit: int) -> list[str]:
    lines: list[str]
    match block:
        case Paragraph():
            lines = [_words(block.text)]
        case StatusBanner():
            lines = [f"{LEVEL_MARKS[block.level]} {block.headline} ({block.before}). {_words(block.text)}"]
        case Points():
            marks = (f"{i}." if block.ordered else "-" for i in range(1, len(block.items) + 1))
            lines = [f"{mark} {_words(item)}" for mark, item in zip(marks, block.items, strict=True)]
        case Cards():
            lines = [f"[{card.value.text} {card.caption}; {card.change}]" for card in block.cards]
        case Chart():
            lines = [f"({block.title}) {block.alt}"]
        case Table():
            lines = _table(block, limit)
        case IssueCard():
            lines = _issue(block)
        case Signature():
            lines = [
                block.closing,
                *(f"{block.place_date} / {one.position} / {one.name} / {one.identity}" for one in block.signers),
            ]
    return lines


def _table(block: Table, limit: int) -> list[str]:
    rows = block.rows[:limit] if limit else block.rows
    lines = [block.caption] if block.caption else []
    lines.append(" | ".join(column.heading for column in block.columns))
    lines += [" | ".join(_words(cell) for cell in row) for row in rows]
    return [*lines, f"… ({len(block.rows)})"] if len(rows) < len(block.rows) else lines


def _issue(block: IssueCard) -> list[str]:
    lines = [f"{block.number} {block.heading} — {LEVEL_MARKS[block.level]} {block.level_text} ({block.score})"]
    lines += [f"  {label}: {_words(text)}" for label, text in block.lines]
    lines += [f"  > {_words(quote)}" for quote in block.quotes]
    return [*lines, f"  ({block.chart.alt})"] if block.chart else lines
