"""The Word document: the report as officers edit it, on their own letterhead if they have one.

Real styles (Title, Heading 1 and 2, lists), real tables with repeated headers, pictures with alternative texts, links
inside (numbers → lists → rows) and outside (rows → articles). The bytes depend on the report and the letterhead alone.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kentongan.core.day import DayFindings
from kentongan.core.messages import Say
from reports import palette, wording
from reports import word_xml as xml
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
)
from reports.charts import render_png
from reports.daily import SECTIONS
from reports.flavours import Assets
from reports.lists import row_anchor
from reports.office_template import OfficeTemplate, read_template, template_bytes
from reports.paper import (
    CLIPPING_KEY,
    LISTS_NOTE,
    LISTS_TITLE,
    column_shares,
    in_pairs,
    link,
    on_paper,
    printed_rows,
    runs,
    shortened,
    without_rows,
)
from reports.placeholders import W
from reports.template_fill import fill_margins, fill_template
from reports.word_package import open_checked
from reports.word_page import Pages
from reports.word_signature import signature_pieces
from reports.word_template import blank_document, empty_body, fresh_numbering, repacked, set_language, style_id
from reports.word_xml import Cell

_GROUND = "#EEF3F8"
_SUM_GROUND = "#F6F8FA"
_WIDE_COLUMNS, _MANY_COLUMNS = 8, 6
_CHART_SCALE = 2.0
_SHORT_ROWS = 5


def docx_flavour(report: Report, day: DayFindings, assets: Assets) -> bytes:
    """The Word document as a flavour (see `reports.flavours`)."""
    del day
    return render_docx(report, assets.letterhead)


def render_docx(report: Report, template: Path | bytes | None = None, *, own_words: bool = False) -> bytes:
    """The report as a Word document.

    Args:
        report: the report.
        template: the office's own Word file (see `reports.office_template`); None for ours.
        own_words: of the template only head, foot and styles are used, whatever its body says.

    Raises:
        TemplateError: the template cannot be read or has mistakes; the message names the places.
    """
    data = template_bytes(template)
    checked = None if data is None else read_template(data, [*SECTIONS, *(s.key for s in report.sections)])
    if checked is not None and own_words:
        checked = replace(checked, letterhead=True)
    return _Writer(report, checked).written()


class _Writer:
    """Writes one report's blocks into one document, in order."""

    def __init__(self, report: Report, template: OfficeTemplate | None) -> None:
        self.report = report
        self.paper = on_paper(report)
        self.template = template
        self.own = template is None
        self.document = blank_document() if template is None else open_checked(template.package)
        letterhead = template is not None and template.letterhead
        if letterhead:
            empty_body(self.document)
        self.pages = Pages(self.document, report, own=self.own, letterhead=letterhead)
        self.names = {entry.anchor: f"daftar_{i}" for i, entry in enumerate(report.lists, start=1)}
        known = self.document.element.body.iter(f"{W}bookmarkStart")
        self.marks = max((int(mark.get(f"{W}id", "0")) for mark in known), default=0)
        self.relations: dict[str, str] = {}

    # -- the whole -----------------------------------------------------------------------------------------------
    def written(self) -> bytes:
        """The document's bytes."""
        if self.template is None or self.template.letterhead:
            if self.template is not None:
                fill_margins(self.document, self.report)
            self.pages.first()
            self._cover()
            for section in self.report.sections:
                self._section(section)
        else:
            self.pages.first()
            fill_template(self.document, self.report, self.template, self.pages, self._section, self._identity)
        set_language(self.document, self.report.lang)
        self._properties()
        out = io.BytesIO()
        self.document.save(out)
        return repacked(out.getvalue())

    def _properties(self) -> None:
        known = self.document.core_properties
        made = self.report.generated_at.replace(tzinfo=None, microsecond=0)
        known.title = f"{self.report.title} – {self.report.agency}"[:255]
        known.author = known.last_modified_by = self.report.agency[:255]
        known.subject = self.report.day
        known.language = {"id": "id-ID", "en": "en-GB"}[self.report.lang]
        known.comments = self.report.stamp[:255]
        known.keywords = ""
        known.created = known.modified = made
        known.revision = max(1, self.report.version)

    def _cover(self) -> None:
        if self.own:
            rule = f'w:val="thinThickSmallGap" w:sz="24" w:space="4" w:color="{xml.colour(palette.INK)}"'
            name = xml.run(self.report.agency.upper(), strong=True, size=14, ink=palette.INK)
            self._add(xml.paragraph(name, align="center", more=f"<w:pBdr><w:bottom {rule}/></w:pBdr>", after=6))
        self._styled(self.report.title, "Title", size=14)
        self._add(self._identity(self.pages.width_points))
        if self.report.sections and not self.report.sections[0].title:
            # A letter's words follow its head without a heading between.
            self._gap()

    def _identity(self, points: float) -> str:
        """The cover's lines as a table of that width."""
        widths = self._widths((3.7, 0.3, 12.0), points)
        rows = [
            [
                Cell(xml.paragraph(xml.run(label, ink=palette.QUIET_INK))),
                Cell(xml.paragraph(xml.run(":", ink=palette.QUIET_INK))),
                Cell(xml.paragraph(xml.run(value))),
            ]
            for label, value in self.report.meta
        ]
        return xml.table(widths, (), rows, lines="")

    def _section(self, section: Section) -> None:
        tables = [block for block in section.blocks if isinstance(block, Table)]
        self.pages.turn(
            landscape=section.annex and any(len(t.columns) > _WIDE_COLUMNS for t in tables), annex=section.annex
        )
        title = f"{section.number}. {section.title}" if section.number else section.title
        if title:
            self._styled(title, "Heading 1", size=12)
        blocks = list(in_pairs(section.blocks))
        for block, after in zip(blocks, [*blocks[1:], None], strict=True):
            if isinstance(block, tuple):
                self._pair(block)
            elif isinstance(block, Paragraph):
                # A line about the table below it does not stay behind at the foot of a page.
                self._paragraph(block, leads=isinstance(after, Table))
            else:
                self._block(block)
        if any(table.key == CLIPPING_KEY for table in tables) and self.report.lists:
            self._lists()

    def _block(self, block: Block) -> None:
        match block:
            case Points():
                self._points(block)
            case Cards():
                self._cards(block)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case IssueCard():
                self._issue(block)
            case StatusBanner():
                self._banner(block)
            case Signature():
                self._signature(block)

    # -- blocks --------------------------------------------------------------------------------------------------
    def _paragraph(self, block: Paragraph, *, leads: bool) -> None:
        size, ink = (8.5, palette.QUIET_INK) if block.note or block.nihil else (0, "")
        keep = leads or all(span.strong for span in block.text)
        self._add(xml.paragraph(xml.texts(block.text, self._link, size=size, ink=ink), after=5, keep=keep))

    def _points(self, block: Points) -> None:
        style = style_id(self.document, "List Number" if block.ordered else "List Bullet")
        numbering = fresh_numbering(self.document, style) if block.ordered and style else ""
        for i, item in enumerate(block.items, start=1):
            lead = "" if style else xml.run(f"{i}. " if block.ordered else "• ")
            made = lead + xml.texts(item, self._link)
            self._add(xml.paragraph(made, style=style, more=numbering, after=3))

    def _cards(self, block: Cards) -> None:
        cells = []
        for card in block.cards:
            mark = {1: "▲ ", -1: "▼ "}.get(card.direction, "")
            words = (
                xml.paragraph(xml.texts((card.value,), self._link, size=18, strong=True), before=3)
                + xml.paragraph(xml.run(card.caption, strong=True, size=8.5))
                + xml.paragraph(xml.run(mark + card.change, size=8, ink=palette.QUIET_INK), after=3)
            )
            cells.append(Cell(words, ground=_SUM_GROUND))
        self._add(xml.table(self._widths([1.0] * len(cells)), (), [cells], lines=palette.ACCENT))
        self._gap()

    def _table(self, block: Table) -> None:
        if block.caption:
            self._add(xml.paragraph(xml.run(block.caption, strong=True), keep=True, before=8, after=4))
        count = len(block.columns)
        size = 7.0 if count > _WIDE_COLUMNS else 8.0 if count > _MANY_COLUMNS else 8.5
        sides = ["right" if column.number else "" for column in block.columns]
        head = [
            Cell(xml.paragraph(xml.run(column.heading, strong=True, size=size), align=side, keep=True), ground=_GROUND)
            for column, side in zip(block.columns, sides, strict=True)
        ]
        rows = []
        for number, row in printed_rows(self.paper, block):
            last = block.total and number == len(block.rows)
            ground = _SUM_GROUND if last else ""
            made = [xml.texts(cell, self._link, size=size, strong=last) for cell in row]
            if block.key == CLIPPING_KEY:
                made[0] = self._mark(row_anchor(number)) + made[0]
            # A short table stays on one page.
            keep = len(block.rows) <= _SHORT_ROWS and number < len(block.rows)
            rows.append(
                [Cell(xml.paragraph(m, align=s, keep=keep), ground=ground) for m, s in zip(made, sides, strict=True)]
            )
        widths = self._widths(column_shares(block, self.pages.width_points, size))
        self._add(xml.table(widths, head, rows, style=style_id(self.document, "Table Grid", 3)))
        note = shortened(self.paper, block)
        if note:
            self._add(xml.paragraph(xml.run(note, size=8, ink=palette.QUIET_INK), before=3, after=5))
        else:
            self._gap()

    def _chart(self, block: Chart) -> None:
        if block.title:
            self._add(xml.paragraph(xml.run(block.title, strong=True, size=8.5), keep=True, before=6, after=2))
        self._picture(block, self.pages.width_points)

    def _pair(self, charts: tuple[Chart, Chart]) -> None:
        cells = [
            Cell(xml.paragraph(xml.run(chart.title, strong=True, size=8.5), keep=True, after=2) + xml.paragraph(""))
            for chart in charts
        ]
        widths = self._widths((1.0, 1.0))
        table = self._add(xml.table(widths, (), [cells], lines=""))
        for chart, cell, width in zip(charts, table.tr_lst[0].tc_lst, widths, strict=True):
            self._picture(chart, width / 20 - 12, cell.p_lst[-1])
        self._gap()

    def _picture(self, chart: Chart, points: float, into: Any = None) -> None:
        from docx.shared import Pt
        from docx.text.paragraph import Paragraph as WordParagraph

        holder = self._add(xml.paragraph("", after=4)) if into is None else into
        made = WordParagraph(holder, self.document.part).add_run()
        picture = made.add_picture(
            io.BytesIO(render_png(chart, _CHART_SCALE, self.report.lang)), width=Pt(min(points, chart.width * 0.72))
        )
        inline = picture._inline  # noqa: SLF001 – no public way to the alternative text
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")  # where they are missing LibreOffice takes an eighth of an inch
        words = inline.docPr
        words.set("descr", xml.plain_words(chart.alt))
        words.set("name", xml.plain_words(chart.title or chart.key))

    def _issue(self, block: IssueCard) -> None:
        strong, on, tint = palette.LEVELS[block.level]
        self._styled(f"{block.number} {block.heading}", "Heading 2", size=10.5)
        shape = xml.LEVEL_SHAPES[block.level.value]
        level = xml.paragraph(
            xml.run(f"{shape} {block.level_text}", strong=True, size=9, ink=on), before=2, after=2, keep=True
        )
        score = xml.paragraph(xml.run(block.score, strong=True, size=9), before=2, after=2, keep=True)
        rows = [[Cell(level, ground=strong, edge=strong), Cell(score, ground=tint)]]
        for label, text in block.lines:
            name = xml.paragraph(xml.run(label, size=8.5, ink=palette.QUIET_INK))
            rows.append([Cell(name, edge=strong), Cell(xml.paragraph(xml.texts(text, self._link, size=9)))])
        if block.quotes:
            label = Say("Kutipan", "Quotes").to(self.report.lang)
            said = "".join(xml.paragraph(xml.texts(q, self._link, size=9), after=2) for q in block.quotes)
            name = xml.paragraph(xml.run(label, size=8.5, ink=palette.QUIET_INK))
            # The chart goes into the same row, which is kept whole, so that it is never alone on the next page.
            rows.append([Cell(name, edge=strong), Cell(said + (xml.paragraph("") if block.chart else ""))])
        elif block.chart:
            name = xml.paragraph(xml.run(block.chart.title, size=8.5, ink=palette.QUIET_INK))
            rows.append([Cell(name, edge=strong), Cell(xml.paragraph(""))])
        widths = self._widths((3.6, 12.4))
        table = self._add(xml.table(widths, (), rows, split=False))
        if block.chart:
            last = table.tr_lst[-1].tc_lst[-1].p_lst[-1]
            self._picture(block.chart, widths[1] / 20 - 8, last)
        self._gap()

    def _banner(self, block: StatusBanner) -> None:
        strong, on, tint = palette.LEVELS[block.level]
        shape = xml.LEVEL_SHAPES[block.level.value]
        left = xml.paragraph(xml.run("STATUS", size=7.5, ink=on), before=3)
        left += xml.paragraph(xml.run(f"{shape} {block.headline}", strong=True, size=15, ink=on), after=1)
        left += xml.paragraph(xml.run(block.before, size=7.5, ink=on), after=4)
        right = xml.paragraph(xml.texts(block.text, self._link), before=6, after=6)
        cells = [Cell(left, ground=strong), Cell(right, ground=tint)]
        self._add(xml.table(self._widths((4.2, 11.8)), (), [cells], lines=strong))
        self._gap()

    def _signature(self, block: Signature) -> None:
        for piece in signature_pieces(block, self.pages.width_points):
            self._add(piece)

    def _lists(self) -> None:
        lang = self.report.lang
        self._styled(LISTS_TITLE.to(lang), "Heading 2", size=10.5)
        self._add(xml.paragraph(xml.run(LISTS_NOTE.to(lang), size=8, ink=palette.QUIET_INK), after=4))
        self.pages.columns(3)
        for entry in self.report.lists:
            pairs, absent = runs(self.paper, entry)
            count = wording.number(len(entry.posts), lang)
            made = (
                self._mark(entry.anchor) + xml.run(entry.title, strong=True, size=7) + xml.run(f" ({count}): ", size=7)
            )
            parts = [
                self._inside(goal, xml.run(text, size=7, ink=palette.ACCENT)) or xml.run(text, size=7)
                for text, goal in pairs
            ]
            if absent:
                parts.append(xml.run(without_rows(absent, self.paper), size=7, ink=palette.QUIET_INK))
            self._add(xml.paragraph(made + xml.run(", ", size=7).join(parts) + xml.run(".", size=7), after=3))

    # -- pieces --------------------------------------------------------------------------------------------------
    def _add(self, piece: str) -> Any:
        made = xml.element(piece)
        self.pages.at.addprevious(made)
        return made

    def _gap(self) -> None:
        # Two tables without a paragraph between them would become one.
        self._add(xml.paragraph(xml.run("", size=4), after=2, mark=4))

    def _styled(self, words: str, style: str, *, size: float) -> None:
        """A heading in its style; where the letterhead lacks the style, bold words of that size."""
        found = style_id(self.document, style)
        made = xml.run(words) if found else xml.run(words, strong=True, size=size)
        self._add(xml.heading(made, found))

    def _widths(self, shares: Sequence[float], points: float = 0) -> list[int]:
        """Column widths in twentieths of a point that fill the page, or so many points, exactly."""
        total, whole = sum(shares), round((points or self.pages.width_points) * 20)
        made = [int(whole * share / total) for share in shares]
        made[-1] += whole - sum(made)
        return made

    def _mark(self, anchor: str) -> str:
        self.marks += 1
        return xml.bookmark(self.marks, self.names.get(anchor, anchor))

    def _link(self, span: Span, made: str) -> str:
        goal = link(self.paper, span)
        if goal.startswith("#"):
            return self._inside(goal, made)
        if not goal:
            return ""
        return xml.outside_link(self._relation(goal), made)

    def _inside(self, goal: str, made: str) -> str:
        anchor = goal.removeprefix("#")
        return xml.inside_link(self.names.get(anchor, anchor), made) if goal else ""

    def _relation(self, address: str) -> str:
        from docx.opc.constants import RELATIONSHIP_TYPE

        if address not in self.relations:
            self.relations[address] = self.document.part.relate_to(
                address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        return self.relations[address]
