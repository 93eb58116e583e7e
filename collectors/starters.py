"""Sources to begin with: what `kentongan init` proposes for a region."""

from __future__ import annotations

import csv
from importlib.resources import files

from kentongan.core.posts import Source, source_id

# Provinces east of WIB, by code (Keppres 41/1987 and the later provinces carved out of them).
_WITA = frozenset(["51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"])
_WIT = frozenset(["81", "82", "91", "92", "93", "94", "95", "96"])


def zone_of_region(region: str) -> str:
    """The zone ("WIB", "WITA", "WIT") of a region code; WIB for a ministry ("")."""
    province = region[:2]
    if province in _WITA:
        return "WITA"
    return "WIT" if province in _WIT else "WIB"


def starter_sources(region_code: str) -> list[Source]:
    """Feeds for an office: those of its province first, then the national ones.

    None was checked live: preview each (fetch, parse, show the first items) before it is kept.

    Args:
        region_code: official code, "64.72" or "64"; "" for a ministry: national feeds only.
    """
    text = files("collectors").joinpath("data/starter_feeds.tsv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t"))
    province = region_code[:2]
    near = [row for row in rows if row["region"] and row["region"] == province]
    national = [row for row in rows if not row["region"]]
    return [
        Source(
            id=source_id("feed", row["url"]),
            kind="feed",
            name=row["outlet"],
            address=row["url"],
            region=row["region"],
            tier=int(row["tier"]),
            zone=zone_of_region(row["region"]),
            terms=row["note"],
        )
        for row in (*near, *national)
    ]
