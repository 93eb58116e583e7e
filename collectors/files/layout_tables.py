"""Exports that are tables, as data: `data/layouts.toml` names each tool's columns; one entry is one layout.

How an entry is written stands at the top of that file. Columns are compared by letters and digits only.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from collectors.dates import MONTHS, ZONE_HOURS
from collectors.files.mapping import FIELDS, ColumnMapping, personal_columns
from collectors.files.rows import count, is_damaged
from collectors.files.table_types import cell_text
from collectors.outlets import plain_name

_PLACE = re.compile(r"\{([^{}]+)\}")
_NOTHING = frozenset(["", "0", "0.0", "[]", "no", "tidak", "false", "nan", "none", "null", "n/a", "-"])
_NOBODY = frozenset(["anonim", "anonymous", "rahasia", "dirahasiakan", "-", "n/a", "nan"])
# Zone words of exports that `dates` does not know, as offsets; those that mean two places are left out.
_OFFSETS = {"cet": "+0100", "cest": "+0200", "bst": "+0100", "eet": "+0200", "eest": "+0300", "jst": "+0900"}
_ZONE_WORD = re.compile(r"(?<=\d) ([a-z]{3,5})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One tool's table.

    Args:
        name: the tool as people call it.
        needs: groups of headers, of each of which one must be there.
        columns: field → what fills it, first filled wins: a column, a sum ("Likes + Love"), or a text with columns in
            braces ("{date} {time}"), which is nothing unless all of them are filled.
        kind: what its posts are, "" = as rows look.
        source: the platform, "" = as rows say.
        replies, reposts: columns that are filled where a row is a reply, a repost; "a != b" where two columns differ.
        utc: dates that name no zone are UTC.
        escaped: quotes inside a field are written as backslash and quote (PHP's `fputcsv`).
    """

    name: str
    needs: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]]
    kind: str = ""
    source: str = ""
    replies: tuple[str, ...] = ()
    reposts: tuple[str, ...] = ()
    utc: bool = False
    escaped: bool = False
    complaint: bool = field(default=False)

    def fits_headers(self, headers: Sequence[str]) -> bool:
        """Whether a table has the columns by which this layout is told."""
        plain = set(map(plain_name, headers))
        return all(group & plain for group in self.needs)

    def mapping(self, headers: Sequence[str]) -> ColumnMapping:
        """Which column is read as what, for the officer to see; surplus cells go to the text."""
        by_name = {plain_name(header): header for header in reversed(headers)}
        used = {one: _first_column(ways, by_name) for one, ways in self.columns.items()}
        columns = {one: used[one] for one in FIELDS if used.get(one)}
        dropped = tuple(header for header in personal_columns(headers) if header not in columns.values())
        return ColumnMapping(columns, dropped=dropped, complaint=self.complaint, headers=tuple(headers))

    def unfold(self, value: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
        """The row under the names of our fields."""
        cells = {plain_name(header): cell for header, cell in value.items()}
        row: dict[str, object] = {one: _filled(ways, cells, one) for one, ways in self.columns.items()}
        row["kind"] = "comment" if any(_says(way, cells) for way in self.replies) else (row.get("kind") or self.kind)
        row["source"] = self.source or row.get("source")
        row["date"] = self._date(row.get("date"))
        if cell_text(row.get("author")).casefold() in _NOBODY:
            row["author"] = ""
        text = cell_text(row.get("text"))
        if any(_says(way, cells) for way in self.reposts) or (self.source == "X" and text.startswith("RT @")):
            row["text"] = text if text.startswith("RT @") else f"RT: {text}" if text else ""
            # Tools repeat the original's reactions on every repost.
            row.update(likes=None, shares=None, comments=None, views=None)
        yield row

    def _date(self, value: object) -> object:
        if not isinstance(value, str):
            return value
        text = value.strip()
        if word := _ZONE_WORD.search(text):
            named = word[1].casefold()
            if named in _OFFSETS:
                return f"{text[: word.start()]} {_OFFSETS[named]}"
            # A zone nobody knows: the day is sure, the hour is not.
            return text if named in ZONE_HOURS or named in MONTHS else text.partition(" ")[0]
        naive = re.fullmatch(r"[\d/.-]{8,10}[ T][\d:.]{4,15}", text)
        return f"{text} UTC" if self.utc and naive else text


@cache
def table_layouts() -> tuple[TableLayout, ...]:
    """Every known table, in the order in which they are tried (`data/layouts.toml`)."""
    text = files("collectors").joinpath("data/layouts.toml").read_text(encoding="utf-8")
    return tuple(map(_layout, tomllib.loads(text)["layout"]))


def _layout(entry: Mapping[str, object]) -> TableLayout:
    """One entry; a column may be named alone or in a list."""
    columns = entry["columns"]
    needs = entry["needs"]
    if not isinstance(columns, dict) or not isinstance(needs, list):
        raise TypeError(f"layouts.toml: {entry.get('name')}")
    return TableLayout(
        name=str(entry["name"]),
        needs=tuple(frozenset(map(plain_name, group.split("|"))) for group in needs),
        columns={one: _listed(ways) for one, ways in columns.items()},
        kind=str(entry.get("kind", "")),
        source=str(entry.get("source", "")),
        replies=_listed(entry.get("replies", [])),
        reposts=_listed(entry.get("reposts", [])),
        utc=bool(entry.get("utc")),
        escaped=bool(entry.get("escaped")),
        complaint=entry.get("kind") == "complaint",
    )


def _listed(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _first_column(ways: Sequence[str], by_name: Mapping[str, str]) -> str:
    """The first column that the table has among those that may fill a field."""
    names = (name for way in ways for name in _PLACE.findall(way) or way.split(" + "))
    return next((by_name[plain] for name in names if (plain := plain_name(name)) in by_name), "")


def _filled(ways: Sequence[str], cells: Mapping[str, object], one: str) -> object:
    """What the first way gives that gives anything; as it is, so that Excel's dates stay dates."""
    for way in ways:
        if "{" in way:
            found: object = _template(way, cells)
        elif " + " in way:
            counts = [n for name in way.split(" + ") if (n := count(cells.get(plain_name(name)))) is not None]
            found = sum(counts) if counts else None
        else:
            found = cells.get(plain_name(way))
        if found is not None and cell_text(found) not in ("", "N/A"):
            return found
    return "" if one not in ("likes", "shares", "comments", "views") else None


def _template(way: str, cells: Mapping[str, object]) -> str:
    """The text with its columns filled in; "" where one of them is empty, or a number that a spreadsheet cut."""
    missing = False

    def fill(match: re.Match[str]) -> str:
        nonlocal missing
        text = cell_text(cells.get(plain_name(match[1]))).lstrip("@")
        missing = missing or not text or is_damaged(text)
        return text

    made = _PLACE.sub(fill, way)
    return "" if missing else made


def _says(way: str, cells: Mapping[str, object]) -> bool:
    """Whether a column says yes (anything but nothing), or two columns differ."""
    first, differ, second = (part.strip() for part in way.partition("!="))
    one = cell_text(cells.get(plain_name(first)))
    if not differ:
        return one.casefold() not in _NOTHING
    other = cell_text(cells.get(plain_name(second)))
    return bool(one) and bool(other) and one != other
