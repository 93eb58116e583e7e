"""Readings as rows that can be kept as JSON, and back into columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple
from typing import Any

import pandas as pd

from analysis.claims.cues import Cue
from analysis.claims.match import Candidate

# Columns whose values are tuples of small records; JSON knows lists only.
_RECORDS: Mapping[str, Callable[..., Any]] = {
    "potential_signals": lambda *parts: parts,
    "places": lambda *parts: parts,
    "title_places": lambda *parts: parts,
    "entities": lambda *parts: parts,
    "cues": Cue,
    "claims": lambda check, score, decision, also=(): Candidate(check, score, decision, tuple(also)),
}


def to_rows(ids: Sequence[str], readings: pd.DataFrame) -> Iterator[tuple[str, dict[str, Any]]]:
    """(post id, reading) for every row, with plain values only."""
    names = [str(name) for name in readings.columns]
    columns = [
        list(map(_plain, column.tolist())) if column.dtype == object else column.tolist()
        for _, column in readings.items()
    ]
    for post, values in zip(ids, zip(*columns, strict=True), strict=True):
        yield post, dict(zip(names, values, strict=True))


def from_rows(ids: Sequence[str], rows: Mapping[str, Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """The readings of `ids` in that order, with the columns of the steps; KeyError when one is missing."""
    records = [rows[post] for post in ids]
    data = {
        name: [tuple(_RECORDS[name](*item) for item in r[name]) for r in records]
        if name in _RECORDS
        else [r[name] for r in records]
        for name in columns
    }
    return pd.DataFrame(data)


def _plain(value: Any) -> Any:
    if type(value) is str:
        return value
    if isinstance(value, tuple):
        return [] if not value else [list(astuple(item)) if isinstance(item, Cue) else list(item) for item in value]
    return value.item() if hasattr(value, "item") else value
