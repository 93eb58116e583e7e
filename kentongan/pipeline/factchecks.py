"""Fact-checks from a file or a service into the store, or straight into an index."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from collectors.files import read_rows
from kentongan.core.errors import ColumnError
from kentongan.core.findings import FactCheck
from kentongan.core.ids import content_id
from kentongan.core.messages import Say
from kentongan.pipeline.workspace import Workspace


def read_factchecks(path: Path, notes: list[Say] | None = None) -> list[FactCheck]:
    """The fact-checks in a JSONL or CSV file with `id, title, narrative, date, label, url, source` (title is required).

    Raises:
        InputError: the file cannot be read; ColumnError: it has no title column.
    """
    rows = list(read_rows(path, notes if notes is not None else []))
    if rows and not any(row.get("title") for row in rows):
        raise ColumnError(
            Say(f"{path.name} tidak memuat kolom title.", f"{path.name} has no column title."),
            Say(
                "Kolom yang dibaca: id, title, narrative, date, label, url.",
                "Columns: id, title, narrative, date, label, url.",
            ),
        )
    return [_factcheck(row) for row in rows if row.get("title") or row.get("narrative")]


def _factcheck(row: Mapping[str, Any]) -> FactCheck:
    text = {
        name: str(row.get(name) or "").strip()
        for name in ("id", "title", "narrative", "date", "label", "url", "source")
    }
    return FactCheck(**{**text, "id": text["id"] or content_id("fc", text["url"] or text["title"])})


def import_factchecks(workspace: Workspace, path: Path) -> tuple[int, int, tuple[Say, ...]]:
    """Keep the fact-checks of a file; returns how many there were, how many were new, and notes on bad rows."""
    notes: list[Say] = []
    found = read_factchecks(path, notes)
    new = workspace.store.factchecks.upsert(found)
    return len(found), new, tuple(notes)


def sync_factchecks(workspace: Workspace, days: int) -> tuple[int, int]:
    """Keep what fact-checkers published in the last days; returns how many there were, and how many were new.

    Raises:
        CollectError: no key, or the service refused.
    """
    from collectors.factcheck_tools import published
    from kentongan.pipeline.collecting import make_door

    found = asyncio.run(published(make_door(workspace), days=days))
    return len(found), workspace.store.factchecks.upsert(found)
