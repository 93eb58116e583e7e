"""What screens quote of posts is forgotten with the posts: the words go, the numbers stay.

Pages of issues are compressed JSON; they are walked without knowing their shape, so that a later field that quotes a
post in one of the known ways is emptied as well.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kentongan.store.schema import issue_pages

_ID = re.compile(r'"(p-[0-9a-f]{16})"')
_WORDS = ("title", "text", "url", "source_name")


def forget_pages(connection: Connection, before: datetime) -> None:
    """Drop the pages of days that ended before a moment: they quote posts that may not be kept any longer."""
    connection.execute(sa.delete(issue_pages).where(issue_pages.c.day < before.date().isoformat()))


def forget_quotes(connection: Connection, ids: Collection[str]) -> int:
    """Empty every quote of these posts; returns how many pages held one."""
    gone = frozenset(ids)
    changed = []
    query = sa.select(issue_pages.c.day, issue_pages.c.issue_id, issue_pages.c.data)
    for row in connection.execute(query.execution_options(yield_per=200)):
        text = zlib.decompress(row.data).decode()
        if gone.isdisjoint(_ID.findall(text)):
            continue
        changed.append((row.day, row.issue_id))
    for day, issue_id in changed:
        chosen = sa.and_(issue_pages.c.day == day, issue_pages.c.issue_id == issue_id)
        page = json.loads(zlib.decompress(connection.execute(sa.select(issue_pages.c.data).where(chosen)).scalar_one()))
        clean = without(page, gone)
        summary = clean["view"]["summary"]
        clean["card"]["line"] = summary[0]["text"] if summary else ""
        values = {"data": zlib.compress(_dumps(clean).encode(), 6), "card": _dumps(clean["card"])}
        connection.execute(sa.update(issue_pages).where(chosen).values(**values))
    return len(changed)


def without(value: Any, gone: frozenset[str]) -> Any:
    """JSON without the words of these posts: posts themselves, quotes of one, sentences that stand on any of them."""
    if isinstance(value, list):
        return [without(one, gone) for one in value]
    if not isinstance(value, dict):
        return value
    clean = {key: without(one, gone) for key, one in value.items()}
    if value.get("id") in gone or value.get("post_id") in gone:
        return clean | {name: "" for name in _WORDS if isinstance(clean.get(name), str)}
    cited = value.get("posts")
    if isinstance(value.get("text"), str) and isinstance(cited, list) and not gone.isdisjoint(map(str, cited)):
        return clean | {"text": "…"}
    return clean


def _dumps(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
