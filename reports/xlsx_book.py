"""What all sheets of the workbook share: looks, head lines, print setup, and cells that can only be text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from kentongan.core.clock import zone
from kentongan.core.day import DayFindings
from kentongan.core.findings import Level
from kentongan.core.messages import Lang, Say
from reports import palette, wording
from reports.blocks import Report
from reports.context import Context
from reports.lists import row_numbers
from reports.paper import on_paper, running_head, runs

HEAD_ROW = 3
MAX_LINKS = 65_000
_LONGEST = 32_000
_PIECE = 30_000
_INDONESIAN = "[$-421]"
_PAPER_A4 = 9
_LINE, _HIGHEST = 12.0, 400.0


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a sheet: its heading in both languages and its width in characters."""

    words: Say
    width: float


@dataclass(frozen=True, slots=True)
class Looks:
    """Cell formats; made once for a workbook."""

    title: Any
    stamp: Any
    quiet: Any
    head: Any
    text: Any
    strong: Any
    number: Any
    right: Any
    date: Any
    hour: Any
    moment: Any
    link: Any
    levels: dict[Level, Any]

    @classmethod
    def of(cls, book: Any, lang: Lang) -> Looks:
        """The formats of a workbook; dates are written as Indonesians write them, whatever the computer's language."""
        place = _INDONESIAN if lang == "id" else "[$-809]"
        hour = 'hh"."mm' if lang == "id" else "hh:mm"
        base = {"font_name": "Arial", "font_size": 9, "valign": "top"}
        grid = {**base, "border": 1, "border_color": palette.GRID, "text_wrap": True}
        return cls(
            title=book.add_format({**base, "font_size": 13, "bold": True, "font_color": palette.ACCENT}),
            stamp=book.add_format({**base, "bold": True, "font_color": palette.LEVELS[Level.CRISIS][0]}),
            quiet=book.add_format({**base, "font_color": palette.QUIET_INK}),
            head=book.add_format(
                {
                    **grid,
                    "bold": True,
                    "bg_color": palette.ACCENT,
                    "font_color": "#FFFFFF",
                    "valign": "vcenter",
                    "align": "center",
                }
            ),
            text=book.add_format(grid),
            strong=book.add_format({**grid, "bold": True}),
            number=book.add_format({**grid, "num_format": "#,##0", "align": "right", "indent": 1}),
            right=book.add_format({**grid, "align": "right", "indent": 1}),
            date=book.add_format({**grid, "num_format": f"{place}d mmm yyyy", "align": "left"}),
            hour=book.add_format({**grid, "num_format": hour, "align": "left"}),
            moment=book.add_format({**grid, "num_format": f"{place}d mmm yyyy {hour}", "align": "left"}),
            link=book.add_format({**grid, "font_color": palette.ACCENT, "underline": 1}),
            levels={
                level: book.add_format({**grid, "bold": True, "bg_color": ground, "font_color": ink})
                for level, (ground, ink, _) in palette.LEVELS.items()
            },
        )


class Workbook:
    """A workbook being written, and what its sheets are written from.

    Args:
        book: xlsxwriter's workbook.
        looks: its formats.
        report: numbering and lists.
        day: posts and issues.
    """

    def __init__(self, book: Any, looks: Looks, report: Report, day: DayFindings) -> None:
        self.book = book
        self.looks = looks
        self.report = report
        self.day = day
        self.rows = dict(row_numbers(report))
        self.context = Context(day, report.lang, self.rows)

    def t(self, say: Say) -> str:
        """The text in the report's language."""
        return say.to(self.report.lang)

    @cached_property
    def pieces(self) -> list[list[str]]:
        """For every list of the report its row numbers as text, cut into pieces that a cell holds."""
        paper = on_paper(self.report)
        made = []
        for entry in self.report.lists:
            pieces = [""]
            for words, _ in runs(paper, entry)[0]:
                if len(pieces[-1]) + len(words) > _PIECE:
                    pieces.append("")
                pieces[-1] += f", {words}" if pieces[-1] else words
            made.append(pieces)
        return made

    def sheet(self, name: Say, headings: Sequence[Heading], *, rows: int, printed: int = 0) -> Sheet:
        """A new sheet with its head lines, filter, widths and print setup.

        Args:
            name: on its tab.
            headings: its columns.
            rows: how many data rows will follow.
            printed: only the first so many columns go on paper; 0 = all.
        """
        made = Sheet(self, self.book.add_worksheet(self.t(name)), headings)
        made.begin(self.t(name), rows, printed)
        return made


class Sheet:
    """One sheet; texts are always written as strings."""

    def __init__(self, target: Workbook, page: Any, headings: Sequence[Heading]) -> None:
        self.target = target
        self.page = page
        self.headings = headings
        self.links = 0
        self.lines: dict[int, int] = {}

    def begin(self, name: str, rows: int, printed: int) -> None:
        """Head lines, column heads, frozen panes, filter, and how it prints."""
        headings = self.headings
        report, looks, page = self.target.report, self.target.looks, self.page
        page.write_string(0, 0, f"{name} · {running_head(report)}"[:_LONGEST], looks.title)
        page.write_string(1, 0, report.agency[:_LONGEST], looks.quiet)
        page.write_string(2, 0, report.stamp[:_LONGEST], looks.stamp)
        for column, heading in enumerate(headings):
            page.set_column(column, column, heading.width)
            page.write_string(HEAD_ROW, column, self.target.t(heading.words), looks.head)
        page.set_row(HEAD_ROW, 30)
        page.freeze_panes(HEAD_ROW + 1, 0)
        if headings:
            page.autofilter(HEAD_ROW, 0, HEAD_ROW + max(rows, 1), len(headings) - 1)
        page.set_landscape()
        page.set_paper(_PAPER_A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.35, right=0.35, top=0.7, bottom=0.6)
        if printed:
            page.print_area(0, 0, HEAD_ROW + max(rows, 1), printed - 1)
        page.repeat_rows(HEAD_ROW)
        lang = report.lang
        page.set_header(f"&L&8{_in_header(report.agency, 90)}&R&8{_in_header(report.stamp, 90)}")
        number = Say("Halaman &P dari &N", "Page &P of &N").to(lang)
        page.set_footer(f"&L&8{_in_header(report.footer, 140)}&R&8{number}")

    def note(self, words: Say) -> None:
        """What a reader must know of the whole sheet, beside the name of its office."""
        line = f"{self.target.report.agency[:200]} — {self.target.t(words)}"
        self.page.write_string(1, 0, line[:_LONGEST], self.target.looks.strong)

    def text(self, row: int, column: int, words: str, look: Any = None) -> None:
        """A text, never a formula, a number or a link, whatever it looks like."""
        line = wording.clean(words)[:_LONGEST]
        self.page.write_string(row, column, line, look or self.target.looks.text)
        if line and column < len(self.headings):
            # A width counts the default font's digits; letters of 9 points are narrower, broken words cost some.
            need = -(-len(line) // int(self.headings[column].width * 1.2))
            self.lines[row] = max(self.lines.get(row, 1), need)

    def fit_rows(self) -> None:
        """Rows as high as their longest text: not every program does that by itself when it opens a file."""
        for row, lines in self.lines.items():
            self.page.set_row(row, min(_LINE * max(lines, 1) + 2, _HIGHEST))

    def number(self, row: int, column: int, value: int) -> None:
        """A whole number."""
        self.page.write_number(row, column, value, self.target.looks.number)

    def moment(self, row: int, column: int, at: datetime | None, look: Any) -> None:
        """A moment as a real date of the sheet, in the office's zone; an empty cell for None."""
        if at is None:
            self.text(row, column, "")
            return
        local = at.astimezone(zone(self.target.report.zone)).replace(tzinfo=None)
        self.page.write_datetime(row, column, local, look)

    def link(self, row: int, column: int, address: str) -> None:
        """An http(s) address that opens; beyond what a sheet may hold, the address as text."""
        self.links += 1
        if self.links > MAX_LINKS or not address.startswith(("http://", "https://")):
            self.text(row, column, address)
        else:
            self.page.write_url(row, column, address, self.target.looks.link, string=address[:255])


def _in_header(text: str, limit: int) -> str:
    """Words for a printed header: an ampersand would be a command there, and the line holds 255 characters."""
    return wording.shorten(text, limit).replace("&", "&&")
