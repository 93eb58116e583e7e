"""Readings as rows that can be kept as JSON, and back into columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

# Columns whose values are tuples of tuples; JSON knows lists only.
_NESTED = ("potential_signals", "places", "entities", "cues", "claims")


def to_rows(ids: Sequence[str], readings: pd.DataFrame) -> Iterator[tuple[str, dict[str, Any]]]:
    """(post id, reading) for every row, with plain values only."""
    for post, record in zip(ids, readings.to_dict("records"), strict=True):
        yield post, {str(name): _plain(value) for name, value in record.items()}


def from_rows(ids: Sequence[str], rows: Mapping[str, Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """The readings of `ids` in that order, with the columns of the steps; KeyError when one is missing."""
    records = [rows[post] for post in ids]
    data = {
        name: [_nested(r[name]) for r in records] if name in _NESTED else [r[name] for r in records] for name in columns
    }
    return pd.DataFrame(data)


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _nested(value: Any) -> tuple[Any, ...]:
    return tuple(tuple(item) if isinstance(item, list) else item for item in value)
