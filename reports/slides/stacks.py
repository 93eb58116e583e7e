"""Blocks one under another on a slide: sizes that let all of them fit, else rows and points cut and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kentongan.core.messages import Lang, Say
from reports import palette
from reports.blocks import Block, Chart, Paragraph, Points, Span, Table, Text
from reports.charts import render_png
from reports.paper import column_shares
from reports.slides.fitting import LINE, Fitted, fit, height, lines, more, shortened
from reports.slides.shapes import CELL_SIDE, CELL_TOP, Box, Canvas

# Letters of words and of tables, from the wanted to the least that is read in a meeting room.
_SIZES = ((22, 17), (20, 16), (19, 15), (18, 14), (17, 13), (16, 12), (15, 11.5), (14, 11), (13, 10.5), (12, 10))
_GAP = 12.0
_NOTE = 0.75
# Lines of a cell where all is shown, and where rows would be left out otherwise.
_WHOLE, _CELL_LINES = 99, 5
_CHART_SHARE = 0.55


@dataclass(frozen=True, slots=True)
class Rows:
    """A table as it is drawn: widths, rows with their heights (head first), and how many were left out."""

    widths: tuple[float, ...]
    rows: tuple[tuple[float, tuple[Text, ...]], ...]
    left_out: int = 0

    @property
    def height(self) -> float:
        """In points."""
        return sum(tall for tall, _ in self.rows)


def draw_stack(canvas: Canvas, blocks: Sequence[Block], box: Box, lang: Lang) -> None:
    """Draw the blocks from the top of the box down."""
    shown = [block for block in blocks if isinstance(block, (Paragraph, Points, Table, Chart))]
    words, table = next((s for s in _SIZES if _needed(shown, box, *s) <= box.height), _SIZES[-1])
    top = box.top
    for i, block in enumerate(shown):
        behind = _needed(shown[i + 1 :], box, words, table)
        # What comes later keeps at least a third of the room that is left.
        left = box.top + box.height - top
        room = max(left - behind - (_GAP if behind else 0), left * (0.65 if behind else 1.0))
        top += _draw(canvas, block, Box(box.left, top, box.width, room), words, table, lang) + _GAP


def _needed(blocks: Sequence[Block], box: Box, words: float, table: float) -> float:
    total = sum(_tall(block, box, words, table) for block in blocks)
    return total + _GAP * max(0, len(blocks) - 1)


def _tall(block: Block, box: Box, words: float, table: float) -> float:
    match block:
        case Paragraph():
            return height((block.text,), words * (_NOTE if block.note else 1), box.width)
        case Points():
            return height(block.items, words, box.width - words * 1.3)
        case Table():
            return rows_of(block, box.width, table, 1e9).height
        case Chart():
            return min(block.height * box.width / block.width, _CHART_SHARE * box.height)
        case _:
            return 0.0


def _draw(canvas: Canvas, block: Block, box: Box, words: float, table: float, lang: Lang) -> float:
    """Draw one block; returns the points it took."""
    match block:
        case Paragraph():
            size = words * (_NOTE if block.note else 1)
            fitted = fit((block.text,), box.width, box.height, largest=size, least=size, lang=lang)
            ink = palette.QUIET_INK if block.note or block.nihil else palette.INK
            canvas.words("Teks", _exact(box, fitted, box.width), fitted, ink=ink)
            return height(fitted.texts, fitted.size, box.width)
        case Points():
            room = box.width - words * 1.3
            fitted = fit(block.items, room, box.height, largest=words, least=words, lang=lang)
            canvas.words("Butir", _exact(box, fitted, room), fitted, bullets="1" if block.ordered else "•")
            return height(fitted.texts, fitted.size, room)
        case Table():
            return _draw_table(canvas, block, box, table, lang)
        case Chart():
            tall = min(block.height * box.width / block.width, _CHART_SHARE * box.height)
            canvas.picture(render_png(block, 2.0, lang), Box(box.left, box.top, box.width, tall), block.alt)
            return tall
        case _:
            return 0.0


def _exact(box: Box, fitted: Fitted, room: float) -> Box:
    return Box(box.left, box.top, box.width, height(fitted.texts, fitted.size, room))


def _draw_table(canvas: Canvas, block: Table, box: Box, size: float, lang: Lang) -> float:
    made = rows_of(block, box.width, size, box.height)
    if made.left_out or made.height > box.height:
        # Rather every row in a few lines than few rows whole.
        made = rows_of(block, box.width, size, box.height, _CELL_LINES)
    name = block.caption or Say("Tabel: ", "Table: ").to(lang) + ", ".join(c.heading for c in block.columns)
    canvas.table(name, box, block.columns, made.widths, made.rows, size)
    if not made.left_out:
        return made.height
    note = Box(box.left, box.top + made.height + 3, box.width, size * LINE)
    canvas.words("Catatan", note, Fitted(size, (more(made.left_out, lang),)))
    return made.height + size * LINE + 3


def rows_of(table: Table, width: float, size: float, tall: float, cell_lines: int = _WHOLE) -> Rows:
    """The rows that fit into `tall` points, every cell within its lines; the rest is counted."""
    # The shares allow for narrower margins than those of cells here.
    spare = 2 * CELL_SIDE - 4
    shares = column_shares(table, width - spare * len(table.columns), size)
    widths = tuple((width - spare * len(shares)) * share / sum(shares) + spare for share in shares)
    head = tuple((Span(column.heading, strong=True),) for column in table.columns)
    made: list[tuple[float, tuple[Text, ...]]] = []
    used = 0.0
    for number, row in enumerate((head, *table.rows)):
        cells = tuple(
            shortened(text, size, wide - 2 * CELL_SIDE - 1, cell_lines) for text, wide in zip(row, widths, strict=True)
        )
        most = max(lines(text, size, wide - 2 * CELL_SIDE - 1) for text, wide in zip(cells, widths, strict=True))
        high = most * size * LINE + 2 * CELL_TOP + 1
        last = number == len(table.rows)
        if number > 1 and used + high + (0 if last else size * LINE + 3) > tall:
            return Rows(widths, tuple(made), len(table.rows) - number + 1)
        made.append((high, cells))
        used += high
    return Rows(widths, tuple(made))
