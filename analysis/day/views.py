"""Posts as a report shows them: the printed tone bucket, the places, the copies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kentongan.core.day import PostView
from kentongan.core.findings import PlaceRef, Tone
from kentongan.core.posts import ComplaintStatus, PostKind

BUCKETS = ("positif", "netral", "berpotensi negatif", "negatif")


def bucket_of(tone_agency: str, *, potential: bool) -> str:
    """The printed one of four: negatif > berpotensi negatif > positif / netral (field guide 8)."""
    if tone_agency == "negatif":
        return "negatif"
    return "berpotensi negatif" if potential else tone_agency


def place_refs(places: tuple[tuple[str, str, int, int], ...], region: str) -> tuple[PlaceRef, ...]:
    """The distinct places of a post that have a code, in the order they stand in it; streets and markets have none."""
    seen: dict[str, PlaceRef] = {}
    for code, name, *_ in places:
        if not code:
            continue
        inside = not region or code == region or code.startswith(region + ".")
        seen.setdefault(code, PlaceRef(code, name, inside))
    return tuple(seen.values())


def post_views(posts: pd.DataFrame, region: str) -> Mapping[str, PostView]:
    """A view for every row of the analysis frame, by post id."""
    records: list[dict[str, Any]] = posts.to_dict("records")  # type: ignore[assignment]
    return {row["id"]: _view(row, region) for row in records}


def _view(row: Mapping[str, Any], region: str) -> PostView:
    return PostView(
        id=row["id"],
        kind=PostKind(row["kind"]),
        platform=row["platform"],
        source_name=row["source"],
        tier=int(row["tier"]),
        url=row["url"],
        title=row["title"],
        text=row["text"],
        published_at=row["published_at"].to_pydatetime(),
        estimated=bool(row["estimated"]),
        tone=Tone(row["tone_agency"]),
        tone_event=Tone(row["tone"]),
        bucket=row["bucket"],
        conflict=bool(row["tone_conflict"]),
        category=row["category"],
        places=place_refs((*row["title_places"], *row["places"]), region),
        outside=bool(row["outside"]),
        copy_group=row["copy_group"],
        representative=bool(row["representative"]),
        issue_id=row["issue"],
        reactions=None if pd.isna(row["reactions"]) else int(row["reactions"]),
        official=bool(row["official"]),
        complaint_status=ComplaintStatus(row["complaint_status"]) if row["kind"] == "complaint" else None,
        complaint_unit=row["complaint_unit"],
        labelled_by=row["labelled_by"],
        language=row["language"],
    )
