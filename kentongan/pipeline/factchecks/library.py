"""Fact-checks from a file into the store, or straight into an index; and what the library holds on a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from collectors.dates import read_date
from collectors.files.reading import read_rows
from kentongan.core.clock import SystemClock, zone
from kentongan.core.desk_moves import is_link
from kentongan.core.errors import ColumnError
from kentongan.core.findings import FactCheck
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.core.urls import canonical_url
from kentongan.pipeline.workspace import Workspace

#: Field → names its column goes by; the first is ours.
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "kode"),
    "title": ("title", "judul", "headline"),
    "narrative": ("narrative", "narasi", "klaim", "claim", "claimReviewed", "text", "isi"),
    "date": ("date", "tanggal", "datePublished", "reviewDate"),
    "label": ("label", "putusan", "hasil", "verdict", "rating", "textualRating", "alternateName"),
    "url": ("url", "tautan", "link", "alamat"),
    "source": ("source", "sumber", "penerbit", "publisher"),
}

_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
#: What is said of rows in which a field holds something else than it should; the row stays without it.
_UNREADABLE: Final[Mapping[str, Say]] = {
    "date": Say("Tanggal tak terbaca (tulis 2026-11-23)", "Dates that cannot be read (write 2026-11-23)"),
    "url": Say("Tautan yang bukan alamat web (tulis https://…)", "Links that are no address (write https://…)"),
}


def read_factchecks(path: Path, notes: list[Say] | None = None) -> list[FactCheck]:
    """The fact-checks in a JSONL or CSV file with `id, title, narrative, date, label, url, source` (title is required).

    Indonesian column names are read too (judul, klaim, tanggal, putusan, tautan, sumber).

    Raises:
        InputError: the file cannot be read; ColumnError: it has no title column.
    """
    rows = [_named(row) for row in read_rows(path, notes if notes is not None else [])]
    if rows and not any(row["title"] for row in rows):
        raise ColumnError(
            Say(f"{path.name} tidak memuat kolom judul.", f"{path.name} has no column title."),
            Say(
                "Kolom yang dibaca: judul, klaim, putusan, tanggal, tautan, sumber (atau title, narrative, label, date, "
                "url, source).",
                "Columns: title, narrative, label, date, url, source.",
            ),
        )
    usable = [row for row in rows if row["title"] or row["narrative"]]
    if notes is not None and len(usable) < len(rows):
        left = len(rows) - len(usable)
        notes.append(Say(f"{left} baris tanpa judul dilewati.", f"{left} rows without a title were left out."))
    if notes is not None and (unsaid := sum(not row["label"] for row in usable)):
        notes.append(
            Say(
                f"{unsaid} baris tanpa putusan; isi kolom putusan.", f"Rows without a verdict: {unsaid}; fill in label."
            )
        )
    named = [{**row, "id": row["id"] or content_id("fc", canonical_url(row["url"]) or row["title"])} for row in usable]
    read = [{**row, "date": _day(row["date"]), "url": row["url"] if is_link(row["url"]) else ""} for row in named]
    for field, told in _UNREADABLE.items():
        count = sum(bool(was[field]) and not now[field] for was, now in zip(named, read, strict=True))
        if notes is not None and count:
            notes.append(Say(f"{told.id}: {count} baris.", f"{told.en}: {count} rows."))
    return [FactCheck(**row) for row in read]


def _day(text: str) -> str:
    """The day of a date as people write it, YYYY-MM-DD; "" where it cannot be read."""
    if _ISO_DAY.match(text) or not text:
        return text
    dated = read_date(text, zone="WIB", now=SystemClock().now())
    return "" if dated.at is None or dated.future else str(dated.at.astimezone(zone("WIB")).date())


def _named(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        field: next((text for name in names if (text := str(row.get(name) or "").strip())), "")
        for field, names in _COLUMNS.items()
    }


def import_factchecks(workspace: Workspace, path: Path) -> tuple[int, int, tuple[Say, ...]]:
    """Keep the fact-checks of a file; returns how many there were, how many were new, and notes on bad rows."""
    from kentongan.pipeline.factchecks.sync import group_library

    notes: list[Say] = []
    found = read_factchecks(path, notes)
    new = workspace.store.factchecks.upsert(found, f"berkas {path.name}")
    group_library(workspace)
    return len(found), new, tuple(notes)
