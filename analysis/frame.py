"""The frame of posts: the one table every analysis step reads."""

import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

import pandas as pd

#: Column → what fills it where a record has none. Dates: ``datetime64[us, UTC]``, NaT where unknown.
POST_COLUMNS: Final[dict[str, Any]] = {
    "id": "",
    "url": "",
    "title": "",
    "text": "",
    "published_at": pd.NaT,
    "source": "",
    "kind": "social",
    "author": "",
    "tier": 0,
}
KINDS: Final = ("news", "social", "video", "comment", "complaint", "message")
_KINDS: Final = frozenset(KINDS)
_TEXT_COLUMNS: Final = ("id", "url", "title", "text", "source", "kind", "author")


def posts_frame(records: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Build the frame from records; unknown keys are dropped, missing ones filled, nothing is refused.

    Args:
        records: mappings with any of ``POST_COLUMNS``; ``None`` and NaN count as missing. ``published_at`` is an aware
            ``datetime`` or an ISO 8601 string with an offset; anything else (naive, unreadable) becomes NaT, because
            a guessed zone is a wrong hour. Without ``id``, the row number is the id. A kind we don't know becomes
            ``social``.

    Returns:
        Columns in the order of ``POST_COLUMNS``, ``RangeIndex``; texts ``str``, tier ``int64`` 0-3, dates
        ``datetime64[us, UTC]``.
    """
    texts: dict[str, list[str]] = {name: [] for name in _TEXT_COLUMNS}
    moments: list[Any] = []
    tiers: list[int] = []
    # One pass into columns: a million records as dictionaries would take gigabytes.
    for record in records:
        for name, column in texts.items():
            value = record.get(name)
            column.append(value if type(value) is str else _text(value))
        moments.append(record.get("published_at"))
        tiers.append(_tier(record.get("tier")))
    if "" in texts["id"]:
        texts["id"] = [given or str(number) for number, given in enumerate(texts["id"])]
    if not _KINDS.issuperset(texts["kind"]):
        texts["kind"] = [kind if kind in _KINDS else "social" for kind in texts["kind"]]
    columns = {name: pd.Series(texts.pop(name), dtype="str") for name in _TEXT_COLUMNS}
    columns |= {"published_at": _dates(moments), "tier": pd.Series(tiers, dtype="int64")}
    return pd.DataFrame({name: columns[name] for name in POST_COLUMNS}, index=pd.RangeIndex(len(tiers)))


def _text(value: Any) -> str:
    return "" if value is None or (isinstance(value, float) and math.isnan(value)) else str(value)


def _tier(value: Any) -> int:
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return 0
    return number if 0 <= number <= 3 else 0


def _dates(values: list[Any]) -> pd.Series:
    """Aware datetimes and ISO strings with an offset → UTC; everything else NaT."""
    isoformatted = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    # A zone is "Z" or "+07:00" after the time; a date alone or a naive time has none.
    zoned = [
        value
        if isinstance(value, str) and len(value) > 16 and (value[-1] in "Zz" or "+" in value[16:] or "-" in value[16:])
        else None
        for value in isoformatted
    ]
    parsed = pd.to_datetime(pd.Series(zoned, dtype="object"), format="ISO8601", utc=True, errors="coerce")
    return parsed.astype("datetime64[us, UTC]")
