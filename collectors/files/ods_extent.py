"""How far the cells of an .ods reach: a row or a cell may be repeated a million times in a few bytes.

Streamed through expat: nothing of the document is kept, and a document type, which no spreadsheet has, is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TYPE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 value-type"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 p"


class Extent:
    """The largest rectangle of filled cells seen so far: `rows` and `columns`."""

    def __init__(self) -> None:
        self.rows = self.columns = self._most = 0
        self._row = self._column = self._repeated = 0
        self._corner = (0, 0)
        self._filled = False
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse

    def feed(self, piece: bytes) -> int:
        """Read on; returns how many cells the largest rectangle has.

        Raises:
            expat.ExpatError: no XML. ValueError: a document type, or a count that is none.
        """
        self._parser.Parse(piece, False)
        return self._most

    def _refuse(self, *_args: object) -> None:
        raise ValueError("a document type in a spreadsheet")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == f"{_TABLE}table":
            self._row, self._corner = 0, (0, 0)
        elif name == f"{_TABLE}table-row":
            self._repeated = _count(attributes, "number-rows-repeated")
            self._column, self._filled = 0, False
        elif name in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            self._column += _count(attributes, "number-columns-repeated")
            if _TYPE in attributes:
                self._fill()
        elif name == _TEXT:
            self._fill()

    def _fill(self) -> None:
        self._filled = True
        self._corner = (max(self._corner[0], self._row + self._repeated), max(self._corner[1], self._column))
        rows, columns = self._corner
        if rows * columns > self._most:
            self._most, self.rows, self.columns = rows * columns, rows, columns

    def _end(self, name: str) -> None:
        if name == f"{_TABLE}table-row":
            self._row += self._repeated


def _count(attributes: Mapping[str, str], name: str) -> int:
    return min(max(int(attributes.get(f"{_TABLE}{name}", "1")[:9]), 1), 1 << 31)
