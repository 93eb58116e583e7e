"""What paper (PDF, DOCX) does differently from a screen: which rows are printed, and where a number then leads.

The rule, also printed under a shortened table: annex A prints every clipping that the text cites, then the first ones
in order, up to the table's `paper_rows`; the sheet file (XLSX) has them all. The lists behind the numbers are printed
as row numbers of annex A ("1–13, 15, 18"), each with a link where that row is printed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kentongan.core.messages import Say
from reports import wording
from reports.blocks import Block, Chart, PostList, Report, Section, Span, Table, Text
from reports.links import safe_url
from reports.lists import Anchors, anchor_map, row_anchor, row_numbers, target, texts

CLIPPING_KEY = "kliping"
#: The sheet file holds so many clippings; what is beyond stays in the application.
SHEET_ROWS = 10_000
NARROW_CHART = 340
# Letters of the longest word that a column is made wide enough for.
_LONGEST = 24
# Columns that would need so many times the room are squeezed evenly; those that need more go by their wishes.
_NEARLY = 1.1
LISTS_TITLE = Say("Daftar di Balik Angka", "Lists Behind the Figures")
LISTS_NOTE = Say(
    "Setiap angka dalam laporan menunjuk ke salah satu daftar ini. Isinya nomor baris kliping; baris yang tidak "
    "dicetak ada di berkas XLSX laporan harian.",
    "Every figure in the report points to one of these lists. They hold row numbers of the clippings; rows that are "
    "not printed are in the daily report's XLSX file.",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A report as it goes on paper.

    Args:
        report: the report.
        anchors: list → its anchor; `rows`: post id → number of its row in annex A.
        printed: numbers of the rows of annex A that are printed.
    """

    report: Report
    anchors: Anchors
    rows: Mapping[str, int]
    printed: frozenset[int]


def on_paper(report: Report) -> Paper:
    """Decides which rows are printed."""
    rows = row_numbers(report)
    printed: set[int] = set()
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table) and block.key == CLIPPING_KEY:
                printed |= set(_chosen(report, rows, block))
    return Paper(report, anchor_map(report.lists), rows, frozenset(printed))


def _chosen(report: Report, rows: Mapping[str, int], table: Table) -> list[int]:
    count = len(table.rows)
    there = [table.number(index) for index in range(count)]
    if not table.paper_rows or count <= table.paper_rows:
        return there
    return first_rows(there, cited_rows(report.sections, rows), table.paper_rows)


def cited_rows(sections: Iterable[Section], rows: Mapping[str, int]) -> set[int]:
    """Numbers of the rows of annex A that texts cite."""
    return {
        rows[span.posts[0]]
        for section in sections
        for text in texts(section)
        for span in text
        if span.posts and not span.label and span.posts[0] in rows
    }


def first_rows(numbers: Sequence[int], cited: Collection[int], room: int) -> list[int]:
    """The rows to show where there is room for so many: all that are cited, then the first in order."""
    kept = set(cited).intersection(numbers)
    others = (number for number in numbers if number not in kept)
    return sorted(kept | set(islice(others, max(0, room - len(kept)))))


def in_pairs(blocks: Sequence[Block]) -> Iterator[Block | tuple[Chart, Chart]]:
    """The blocks in order; two charts of `half` width in a row come together, drawn narrow."""
    rest = list(blocks)
    while rest:
        first = rest.pop(0)
        second = rest[0] if rest else None
        if isinstance(first, Chart) and isinstance(second, Chart) and first.half and second.half:
            rest.pop(0)
            yield _narrow(first), _narrow(second)
        else:
            yield first


def _narrow(chart: Chart) -> Chart:
    return replace(chart, spec=chart.narrow, key=f"{chart.key}-n", width=NARROW_CHART)


def printed_rows(paper: Paper, table: Table) -> Iterator[tuple[int, tuple[Text, ...]]]:
    """The rows of a table that are printed, with their numbers from 1."""
    clipping = table.key == CLIPPING_KEY
    for index, row in enumerate(table.rows):
        number = table.number(index)
        if clipping and number not in paper.printed:
            continue
        if not clipping and table.paper_rows and index >= table.paper_rows:
            break
        yield number, row


def column_shares(table: Table, width: float, size: float) -> list[float]:
    """Relative column widths on paper, none narrower than the longest word of its heading.

    Args:
        table: the table.
        width: of the whole table, in points.
        size: of the letters, in points; a bold letter is about 0.64 of it wide; margins take 9 points.
    """
    total = sum(column.width for column in table.columns)
    wanted = [width * column.width / total for column in table.columns]
    least = []
    for i, column in enumerate(table.columns):
        # An address or a long name that cannot be broken would run into its neighbour; letters of 0.54 on average.
        inside = max((len(word) for row in table.rows for s in row[i] for word in s.text.split()), default=0)
        words = [column.heading, *(s.text + "MMM" for row in table.rows for s in row[i] if s.level is not None)]
        longest = max((len(word) for text in words for word in text.split()), default=1)
        least.append(9 + size * max(0.64 * longest, 0.54 * min(inside, _LONGEST)))
    if sum(least) >= width:
        # Letters are guessed generously: what misses by little still breaks no word.
        return wanted if sum(least) > _NEARLY * width else [width * share / sum(least) for share in least]
    while short := [i for i, share in enumerate(wanted) if share < least[i] - 0.01]:
        for i in short:
            wanted[i] = least[i]
        fixed = {i for i, share in enumerate(wanted) if share <= least[i] + 0.01}
        room = width - sum(wanted[i] for i in fixed)
        free = sum(share for i, share in enumerate(wanted) if i not in fixed)
        if free <= 0:
            break
        wanted = [share if i in fixed else share * room / free for i, share in enumerate(wanted)]
    return wanted


def shortened(paper: Paper, table: Table) -> str:
    """The note under a table that is not printed whole; "" for one that is."""
    count, lang = len(table.rows), paper.report.lang
    total = table.whole or count
    shown = len(paper.printed) if table.key == CLIPPING_KEY else min(count, table.paper_rows or count)
    if shown >= total:
        return ""
    few, all_ = wording.number(shown, lang), wording.number(total, lang)
    if table.key == CLIPPING_KEY:
        return Say(
            f"Dicetak {few} dari {all_} baris: semua yang dikutip dalam laporan, lalu yang pertama menurut urutan. "
            f"{the_rest(total).id}",
            f"Printed: {few} of {all_} rows: all that the report cites, then the first in order. {the_rest(total).en}",
        ).to(lang)
    return Say(
        f"Dicetak {few} dari {all_} baris. {the_rest(total).id}", f"Printed: {few} of {all_} rows. {the_rest(total).en}"
    ).to(lang)


def the_rest(total: int) -> Say:
    """Where the rows are that a page or paper leaves out of so many."""
    if total <= SHEET_ROWS:
        return Say("Selengkapnya di berkas XLSX, lembar Kliping.", "All are on sheet Clippings of the XLSX file.")
    return Say(
        f"Berkas XLSX, lembar Kliping, memuat {wording.number(SHEET_ROWS)} baris; semuanya tersimpan di aplikasi.",
        f"Sheet Clippings of the XLSX file holds {wording.number(SHEET_ROWS, 'en')} rows; all are kept in the application.",
    )


def running_head(report: Report) -> str:
    """As "Laporan Isu Publik Harian · Senin, 3 Februari 2025": the words at the head of every page."""
    title = " ".join(word.capitalize() for word in report.title.split())
    dates = {"hari/tanggal", "day/date", "tanggal", "date", "keadaan per", "as of", "pekan", "week", "bulan", "month"}
    day = next((value for label, value in report.meta if label.casefold() in dates), report.day)
    return f"{title} · {day}"


def link(paper: Paper, span: Span) -> str:
    """Where a span leads on paper: "#anchor" of something that is printed, an http(s) address, or ""."""
    goal = target(span, paper.anchors, paper.rows)
    if goal.startswith("#k") and int(goal[2:]) not in paper.printed:
        return ""
    return goal if goal.startswith("#") else safe_url(goal)


def runs(paper: Paper, entry: PostList) -> tuple[list[tuple[str, str]], int]:
    """A list as row numbers.

    Returns:
        (text, anchor) pairs such as ("18–22", "#k18"), the anchor "" where its first row is not printed; and how many
        posts have no row (they are of the day before, or no longer kept).
    """
    numbers = sorted({paper.rows[post] for post in entry.posts if post in paper.rows})
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    pairs = []
    for span in spans:
        text = f"{span[0]}–{span[-1]}" if len(span) > 2 else ", ".join(map(str, span))
        pairs.append((text, f"#{row_anchor(span[0])}" if span[0] in paper.printed else ""))
    return pairs, sum(post not in paper.rows for post in entry.posts)


def without_rows(count: int, paper: Paper) -> str:
    """The words for posts of a list that have no row."""
    if not count:
        return ""
    shown = wording.number(count, paper.report.lang)
    if paper.report.kind != "harian":
        return Say(f"{shown} unggahan lain", f"{shown} more posts").to(paper.report.lang)
    return Say(f"{shown} unggahan di luar kliping hari ini", f"{shown} posts outside today's clippings").to(
        paper.report.lang
    )
