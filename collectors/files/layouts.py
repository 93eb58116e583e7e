"""Layouts: exports of known tools and platforms, told by their headers or keys and read without any mapping.

A layout turns what its tool wrote into rows under the names of our own fields (`mapping.FIELDS`); `rows.RowReader` does
the rest, so that dates, addresses and counts are read in one place whatever the tool. A new layout is one entry in
`data/layouts.toml` (a table) or one module with a class of this shape and one line below (nested JSON). Nothing is
recognised: columns are mapped by their names (`mapping`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from collectors.files.layout_mastodon import Mastodon
from collectors.files.layout_tables import TableLayout, table_layouts
from collectors.files.layout_x import XApi, XApiOld
from collectors.files.layout_youtube import YouTubeApi
from collectors.files.layout_zeeschuimer import Zeeschuimer
from collectors.files.mapping import FIELDS, ColumnMapping
from collectors.files.table_types import Layout

# So many objects at the top of a file are looked at.
_LOOKED_AT = 20


class ObjectLayout(Layout, Protocol):
    """A layout of nested JSON objects."""

    def fits(self, value: Mapping[str, object]) -> bool:
        """Whether an object is of this layout."""
        ...


# The first that fits is taken: the narrower before the wider.
OBJECT_LAYOUTS: tuple[ObjectLayout, ...] = (Zeeschuimer(), XApi(), XApiOld(), YouTubeApi(), Mastodon())
# Rows of a layout carry our own names.
UNFOLDED = ColumnMapping({one: one for one in FIELDS})


def layout_of_headers(headers: Sequence[str]) -> TableLayout | None:
    """The layout of a table with these column names, if it is a known tool's."""
    return next((layout for layout in table_layouts() if layout.fits_headers(headers)), None)


def layout_of_objects(objects: Iterable[object]) -> ObjectLayout | None:
    """The layout of the first objects of a file: the one that fits more than half of them."""
    first = [value for _, value in zip(range(_LOOKED_AT), objects, strict=False) if isinstance(value, dict)]
    for layout in OBJECT_LAYOUTS:
        if first and 2 * sum(map(layout.fits, first)) > len(first):
            return layout
    return None
