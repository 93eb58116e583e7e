"""Small drawings of a page as numbers a template can set: bars of hours, days of an issue.

Drawn as SVG with attributes only: the policy of the pages allows no inline style.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kentongan.core.board import Board
from kentongan.core.clock import zone


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands and how high it is, in units of the drawing; `label` in words."""

    x: float
    y: float
    width: float
    height: float
    value: int
    label: str


def bars(
    values: Sequence[int], labels: Sequence[str], *, width: float, height: float, gap: float = 2.0
) -> tuple[Bar, ...]:
    """Bars side by side; a value above zero is never invisible."""
    if not values:
        return ()
    most = max(*values, 1)
    step = width / len(values)
    found = []
    for number, (value, label) in enumerate(zip(values, labels, strict=True)):
        tall = 0.0 if not value else max(2.0, value / most * height)
        found.append(
            Bar(round(number * step, 2), round(height - tall, 2), round(step - gap, 2), round(tall, 2), value, label)
        )
    return tuple(found)


def hour_strip(board: Board, zone_name: str) -> tuple[Bar, ...]:
    """Mentions an hour over the board's window, labelled with the local hour."""
    start = board.window.start.astimezone(zone(zone_name))
    labels = [f"{start + timedelta(hours=number):%H}.00" for number in range(len(board.hours))]
    return bars(board.hours, labels, width=480, height=72)


def day_strip(
    history: Sequence[tuple[str, int]], until: str, *, days: int = 14, width: float = 112, height: float = 24
) -> tuple[Bar, ...]:
    """Posts a day of an issue over the last `days` days, days without any included."""
    known, last = dict(history), date.fromisoformat(until)
    shown = [(last - timedelta(days=back)).isoformat() for back in range(days - 1, -1, -1)]
    return bars([known.get(day, 0) for day in shown], shown, width=width, height=height, gap=width / 75)
