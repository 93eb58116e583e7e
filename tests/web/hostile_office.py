"""An office into which strangers wrote: every text of theirs is an attack, wherever the database keeps it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from dashboard import OpenOffice

from kentongan.store.schema import metadata

# Breaks out of text, attributes, comments, scripts and templates, if anything lets it.
ATTACK = "\"'><script>jahat()</script><img src=x onerror=jahat()><!--{{7*7}}${7*7}</title></textarea>"
LINK = "javascript:jahat()//"
LINKS = {"url", "canonical_url", "link"}
# What people outside write: posts and what is quoted of them, names that come from their words, complaints, claims.
WORDS = {
    *("title", "text", "source_name", "author", "name", "line", "claim", "said", "where", "question", "form"),
    *("unit", "category_name", "location", "ticket", "narrative", "publisher", "reason", "keyword", "address"),
    *("complaint_unit", "platform", "impact", "signals", "waiting_for", "authority", "sentence", "fact", "note"),
}


def poison(office: OpenOffice) -> int:
    """Put the attack into every stranger's text; returns how many values were changed."""
    changed = 0
    with office.workspace.store._database.writing() as connection:
        for table in metadata.sorted_tables:
            if table.name in {"users", "sessions", "api_tokens", "audit", "login_failures", "settings", "feed_states"}:
                continue
            keys = list(table.primary_key.columns)
            for row in connection.execute(sa.select(table)).mappings().all():
                values = _poisoned(table, dict(row))
                if values:
                    changed += len(values)
                    chosen = sa.and_(*(column == row[column.name] for column in keys))
                    connection.execute(sa.update(table).where(chosen).values(**values))
    return changed


def _poisoned(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in table.columns:
        value = row[column.name]
        if column.primary_key or not value:
            continue
        if isinstance(value, bytes):
            values |= _changed(column.name, value, zlib.decompress, zlib.compress)
        elif isinstance(value, str) and value[:1] in "{[":
            values |= _changed(column.name, value.encode(), bytes, bytes.decode)
        elif isinstance(value, str) and column.name in LINKS:
            values[column.name] = LINK + value
        elif isinstance(value, str) and column.name in WORDS and table.name != "issue_pages":
            values[column.name] = f"{value[:80]} {ATTACK}"
    return values


def _changed(name: str, value: bytes, open_: Callable[[bytes], bytes], close: Callable[[bytes], Any]) -> dict[str, Any]:
    try:
        held = json.loads(open_(value))
    except (ValueError, zlib.error):
        return {}
    after = _walk(held, "")
    return {} if after == held else {name: close(json.dumps(after).encode())}


def _walk(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return {name: _walk(one, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_walk(one, key) for one in value]
    if not isinstance(value, str) or not value:
        return value
    if key in LINKS:
        return LINK + value
    return f"{value[:80]} {ATTACK}" if key in WORDS else value
