"""What kept reports quote of posts that somebody took back: the words go, the figures and the report's own words stay.

A version says for good what was read and approved, except what the law or a platform takes out of everybody's hands
(UU 27/2022, Pasal 8 and 43). Files that went out are the office's archive and are not touched here.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Collection
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kentongan.store.quotes import without
from kentongan.store.report_tables import report_parts

_ID: Final = re.compile(r'"(p-[0-9a-f]{16})"')
_DAY: Final = "day"
_MARKS: Final = "seen"
GONE: Final = "…"


def forget_in_reports(connection: Connection, ids: Collection[str]) -> int:
    """Empty what kept versions quote of these posts; returns how many parts held something."""
    gone = frozenset(ids)
    query = sa.select(report_parts).where(report_parts.c.part != _MARKS).execution_options(yield_per=20)
    held = [
        (row.report_id, row.part)
        for row in connection.execute(query)
        if not gone.isdisjoint(_ID.findall(zlib.decompress(row.content).decode()))
    ]
    outside: dict[str, list[str]] = {}
    for report_id, part in sorted(held, key=lambda one: (one[0], one[1] != _DAY)):
        chosen = sa.and_(report_parts.c.report_id == report_id, report_parts.c.part == part)
        content = connection.execute(sa.select(report_parts.c.content).where(chosen)).scalar_one()
        found = json.loads(zlib.decompress(content))
        if part == _DAY:
            outside[report_id] = [post for post in found["outside"] if post in found["posts"]]
            found = _day(found, gone)
        else:
            found = _report(found, gone, outside.get(report_id, []))
        text = json.dumps(found, sort_keys=True, separators=(",", ":"))
        connection.execute(sa.update(report_parts).where(chosen).values(content=zlib.compress(text.encode(), 6)))
    return len(held)


def _day(day: dict[str, Any], gone: frozenset[str]) -> dict[str, Any]:
    clean: dict[str, Any] = without(day, gone)
    asked = clean["complaints"]["questions"]
    clean["complaints"]["questions"] = [[post, GONE if post in gone else words] for post, words in asked]
    return clean


def _report(report: dict[str, Any], gone: frozenset[str], outside: list[str]) -> dict[str, Any]:
    """The composed blocks: sentences and quotations before a citation of such a post, and its rows in annex A."""
    rows = {"kliping": report["clipping"], "luar": outside}
    sections = []
    for section in report["sections"]:
        blocks = []
        for block in section["blocks"]:
            shown = rows.get(block.get("key", ""), []) if block.get("is") == "Table" else []
            clean = _texts(block, gone)
            for place, post in enumerate(shown[: len(clean["rows"])] if shown else []):
                if post in gone:
                    clean["rows"][place] = [
                        _emptied(cell, keep=at == 0) for at, cell in enumerate(clean["rows"][place])
                    ]
            blocks.append(clean)
        sections.append({**section, "blocks": blocks})
    return {**report, "sections": sections}


def _emptied(cell: list[dict[str, Any]], *, keep: bool) -> list[dict[str, Any]]:
    return cell if keep else [{**span, "text": GONE, "url": ""} for span in cell]


def _texts(value: Any, gone: frozenset[str]) -> Any:
    """Every text inside: what stands between two citations is taken out when it ends with one of these posts."""
    if isinstance(value, dict):
        return {key: _texts(one, gone) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    if not value or not all(isinstance(one, dict) and {"text", "posts", "quiet"} <= one.keys() for one in value):
        return [_texts(one, gone) for one in value]
    spans: list[dict[str, Any]] = []
    start = 0
    for span in value:
        cites = span["quiet"] and not span.get("label") and len(span["posts"]) == 1
        if cites and span["posts"][0] in gone:
            spans[start:] = [{**one, "text": GONE, "url": ""} if not one.get("label") else one for one in spans[start:]]
        spans.append(span)
        if cites:
            start = len(spans)
    return spans
