"""Tables on paper: columns wide enough for what cannot be broken."""

from __future__ import annotations

import pytest

from reports.blocks import Column, Span, Table
from reports.paper import column_shares


def shares(*cells: str, width: float = 400.0, size: float = 7.0) -> list[float]:
    """The widths of as many equal columns, for one row."""
    columns = tuple(Column(f"K{i}", 1.0) for i in range(len(cells)))
    return column_shares(Table(columns, (tuple((Span(text),) for text in cells),)), width, size)


def test_an_address_does_not_run_into_its_neighbour() -> None:
    """Twenty-two letters without a break get their room, taken evenly from the others; the whole stays the whole."""
    plain, wide = shares("a", "a", "a", "a", "a"), shares("a", "kabarnusamadya.example", "a", "a", "a")
    assert plain == pytest.approx([80.0] * 5)
    assert wide[1] >= 9 + 22 * 7.0 * 0.5
    assert wide[0] == pytest.approx(wide[2])
    assert sum(wide) == pytest.approx(400.0)


def test_a_word_without_end_does_not_take_the_page() -> None:
    """Hostile text widens its column no further than a long address does."""
    assert shares("a", "x" * 900, "a", "a", "a") == pytest.approx(shares("a", "x" * 24, "a", "a", "a"))


def test_a_table_that_misses_by_little_breaks_no_word() -> None:
    """Columns that would need a little more than the page are squeezed alike, not thrown back on their wishes."""
    long = ["menanyakan"] * 5
    room = 5 * (9 + 7.0 * 0.54 * 10)
    found = shares(*long[:4], "a", "menanyakan", width=room * 0.98 + 13.48)
    assert found[4] < found[0]
    assert found[0] == pytest.approx(found[5])
