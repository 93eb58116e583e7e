"""The PDF: one template (`templates/daily.typ`), typeset by typst, and the same pages as pictures.

Everything a post says reaches the template as data (`sys.inputs`), never as source: strings are printed literally. The
typesetter sees the bundled fonts and the template and nothing else: no system font, no file, no network. The bytes
depend on the report alone, as its time of making is the document's.

The file is PDF/A-2a (archives) and PDF/UA-1 (screen readers) at once: headings, table headers, alternative texts.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from kentongan.core.day import DayFindings
from kentongan.core.errors import ReportError
from kentongan.core.findings import Level
from kentongan.core.messages import Say
from reports import palette, wording
from reports.blocks import (
    Block,
    Cards,
    Chart,
    IssueCard,
    Paragraph,
    Points,
    Report,
    Section,
    Signature,
    Span,
    StatusBanner,
    Table,
    Text,
)
from reports.charts import FONT_FOLDER, render_svg
from reports.flavours import Assets
from reports.glyphs import drawable, printable
from reports.lists import row_anchor
from reports.paper import (
    CLIPPING_KEY,
    LISTS_NOTE,
    LISTS_TITLE,
    Paper,
    column_shares,
    in_pairs,
    link,
    on_paper,
    printed_rows,
    running_head,
    runs,
    shortened,
    without_rows,
)

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS = ("a-2a", "ua-1")
PICTURE_PPI = 200.0
# Width between the margins and size of letters of tables, in points: landscape annex, portrait body.
_WIDE, _NARROW = (740.0, 6.9), (467.0, 8.0)
# "id-ID", "en-GB": the language that a screen reader speaks.
_REGIONS = {"id": "ID", "en": "GB"}
NO_BREAK = "\u00a0"
Data = dict[str, Any]

_WORDS = {
    "page": Say("Halaman", "Page"),
    "of": Say("dari", "of"),
    "yesterday": Say("Sebelumnya", "Before"),
    "urgency": Say("Kemendesakan", "Urgency"),
    "seriousness": Say("Keseriusan", "Seriousness"),
    "growth": Say("Pertumbuhan", "Growth"),
    "total": Say("Jumlah", "Total"),
    "logo": Say("Lambang instansi", "The agency's emblem"),
    "status": Say("Status", "Status"),
}


def pdf_flavour(report: Report, day: DayFindings, assets: Assets) -> bytes:
    """The PDF as a flavour (see `reports.flavours`)."""
    del day
    return render_pdf(report, logo=assets.logo)


def render_pdf(report: Report, *, logo: bytes | None = None) -> bytes:
    """The report as a PDF; the same report gives the same bytes.

    Args:
        report: the report.
        logo: PNG of the office's emblem, printed in the letterhead; None for none.

    Raises:
        ReportError: the typesetter refused; the message says why.
    """
    return cast(
        "bytes", typeset(document(report, logo=logo), report, logo, format="pdf", pdf_standards=list(STANDARDS))
    )


def render_png_pages(report: Report, pages: int = 1, *, logo: bytes | None = None) -> list[bytes]:
    """The first pages of the body as PNG pictures (200 dots an inch), for a chat or a web page.

    Annexes are left out, so that a picture costs the same on every day.

    Raises:
        ReportError: the typesetter refused; the message says why.
    """
    made = typeset(document(report, logo=logo, annexes=False), report, logo, format="png", ppi=PICTURE_PPI)
    return [made] if isinstance(made, bytes) else list(made[:pages])


def typeset(
    data: Data, report: Report, logo: bytes | None, template: str = "daily.typ", **options: Any
) -> bytes | list[bytes]:
    """Pages from a template of ours and plain data; the report's time of making is the document's.

    Raises:
        ReportError: the typesetter refused; the message says why.
    """
    import typst

    inputs = {"data": json.dumps(data, ensure_ascii=False, separators=(",", ":"))}
    try:
        made = typst.compile(
            (TEMPLATES / template).read_bytes(),
            root=str(TEMPLATES),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            timestamp=int(report.generated_at.timestamp()),
            **options,
        )
    except RuntimeError as error:
        do = (
            Say("Periksa berkas lambang instansi (PNG).", "Check the file of the emblem (PNG).")
            if logo
            else Say("Pakai bentuk lain (html, docx) untuk sementara.", "Use another form (html, docx) for now.")
        )
        what = str(error).splitlines()[0][:200]
        raise ReportError(Say(f"PDF gagal disusun: {what}.", f"The PDF could not be set: {what}."), do) from error
    return cast("bytes | list[bytes]", made)


@lru_cache(maxsize=1)
def _fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])


def document(report: Report, *, logo: bytes | None = None, annexes: bool = True) -> Data:
    """The report as the template reads it: plain data, every text fit for the fonts and every link decided."""
    paper = on_paper(report)
    lang = report.lang
    kept = [section for section in report.sections if annexes or not section.annex]
    return {
        "lang": lang,
        "region": _REGIONS[lang],
        "title": printable(report.title),
        "agency": printable(report.agency),
        "meta": [[printable(label), printable(value)] for label, value in report.meta],
        "stamp": printable(report.stamp),
        "footer": printable(report.footer),
        "running": printable(running_head(report)),
        "logo": list(logo) if logo else None,
        "words": {key: say.to(lang) for key, say in _WORDS.items()},
        "colours": _colours(),
        "annexes": annexes,
        "sections": [_section(paper, section, annexes=annexes) for section in kept],
    }


def _colours() -> Data:
    return {
        "ink": palette.INK,
        "quiet": palette.QUIET_INK,
        "grid": palette.GRID,
        "accent": palette.ACCENT,
        "levels": {level.value: list(palette.LEVELS[level]) for level in Level},
    }


def _section(paper: Paper, section: Section, *, annexes: bool) -> Data:
    clipping = any(isinstance(block, Table) and block.key == CLIPPING_KEY for block in section.blocks)
    title = f"{section.number}. {section.title}" if section.number else section.title
    blocks = _blocks(paper, section, annexes=annexes)
    return {
        "title": printable(title),
        "annex": section.annex,
        "wide": section.annex and any(isinstance(b, Table) and len(b.columns) > 8 for b in section.blocks),
        "blocks": blocks + ([_lists(paper)] if clipping and paper.report.lists else []),
    }


def _blocks(paper: Paper, section: Section, *, annexes: bool) -> list[Data]:
    made: list[Data] = []
    for block in in_pairs(section.blocks):
        if isinstance(block, Table) and made and made[-1]["k"] == "paragraph":
            # A line about the table below it does not stay behind at the foot of a page.
            made[-1]["lead"] = True
        made.append(
            {"k": "pair", "charts": [_chart(paper, chart) for chart in block]}
            if isinstance(block, tuple)
            else _block(paper, block, annexes=annexes)
        )
    return made


def _text(paper: Paper, text: Text, *, links: bool = True) -> list[Data]:
    return [span for part in text if (span := _span(paper, part, links=links))]


def _span(paper: Paper, span: Span, *, links: bool = True) -> Data:
    shown = printable(span.text)
    if not shown:
        # A blank alone parts two sentences.
        return {"t": " "} if span.text.isspace() else {}
    # `clean` strips the ends; between spans the blanks at the ends are the space between words.
    lead = span.text[:1] if span.text[:1] == NO_BREAK else " " if span.text[:1].isspace() else ""
    shown = lead + shown + (" " if span.text[-1:].isspace() else "")
    made: Data = {"t": shown}
    if span.strong:
        made["s"] = 1
    if span.quiet:
        made["q"] = 1
    if span.level is not None:
        made["v"] = span.level.value
    if links and (goal := link(paper, span)):
        made["l"] = goal
    return made


def _block(paper: Paper, block: Block, *, annexes: bool) -> Data:
    links = annexes
    match block:
        case Paragraph():
            return {
                "k": "paragraph",
                "text": _text(paper, block.text, links=links),
                "note": block.note,
                "nihil": block.nihil,
                "lead": all(span.strong for span in block.text),
            }
        case Points():
            return {
                "k": "points",
                "items": [_text(paper, item, links=links) for item in block.items],
                "ordered": block.ordered,
            }
        case Cards():
            return {"k": "cards", "cards": [_card(paper, card, links=links) for card in block.cards]}
        case Table():
            return _table(paper, block, links=links)
        case Chart():
            return _chart(paper, block)
        case IssueCard():
            return _issue(paper, block, links=links)
        case StatusBanner():
            return {
                "k": "banner",
                "level": block.level.value,
                "headline": printable(block.headline),
                "before": printable(block.before),
                "text": _text(paper, block.text, links=links),
            }
        case Signature():
            return {
                "k": "signature",
                "closing": printable(block.closing),
                "place": printable(block.place_date),
                "signers": [
                    [printable(words) for words in (one.role, one.position, one.name, one.rank, one.identity)]
                    for one in block.signers
                ],
            }


def _card(paper: Paper, card: Any, *, links: bool) -> Data:
    return {
        "value": _text(paper, (card.value,), links=links),
        "caption": printable(card.caption),
        "change": printable(card.change),
        "direction": card.direction,
    }


def _table(paper: Paper, table: Table, *, links: bool) -> Data:
    clipping = table.key == CLIPPING_KEY
    small = len(table.columns) > 8
    shares = column_shares(table, *(_WIDE if small else _NARROW))
    rows = [
        {
            "anchor": row_anchor(number) if clipping else "",
            "cells": [_text(paper, cell, links=links) for cell in row],
        }
        for number, row in printed_rows(paper, table)
    ]
    return {
        "k": "table",
        "key": table.key,
        "caption": printable(table.caption),
        "columns": [[printable(c.heading), share, c.number] for c, share in zip(table.columns, shares, strict=True)],
        "rows": rows,
        "total": table.total,
        "note": printable(shortened(paper, table)),
        "small": small,
    }


def _chart(paper: Paper, chart: Chart) -> Data:
    return {
        "k": "chart",
        "svg": drawable(render_svg(chart, paper.report.lang)),
        "alt": printable(chart.alt),
        "title": printable(chart.title),
        "width": chart.width,
    }


def _issue(paper: Paper, card: IssueCard, *, links: bool) -> Data:
    return {
        "k": "issue",
        "heading": printable(f"{card.number} {card.heading}"),
        "level": card.level.value,
        "level_text": printable(card.level_text),
        "score": printable(card.score),
        "usg": list(card.usg),
        "lines": [[printable(label), _text(paper, text, links=links)] for label, text in card.lines],
        "quotes": [_text(paper, quote, links=links) for quote in card.quotes],
        "chart": _chart(paper, card.chart) if card.chart else None,
    }


def _lists(paper: Paper) -> Data:
    lang = paper.report.lang
    entries = []
    for entry in paper.report.lists:
        pairs, absent = runs(paper, entry)
        entries.append(
            {
                "anchor": entry.anchor,
                "title": printable(entry.title),
                "count": wording.number(len(entry.posts), lang),
                "runs": [[text, goal] for text, goal in pairs],
                "absent": without_rows(absent, paper),
            }
        )
    return {"k": "lists", "title": LISTS_TITLE.to(lang), "note": LISTS_NOTE.to(lang), "entries": entries}
