"""A version of a report as bytes: the composed blocks, and the day they were composed from.

Compressed JSON. A block carries its type's name beside its fields; fields that a newer or older version added or dropped are
treated as everywhere in the store (`kentongan.store.codec`).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from kentongan.core.day import DayFindings, PostView
from kentongan.store.codec import decode, dumps, encode, loads
from reports.blocks import (
    Block,
    Cards,
    Chart,
    IssueCard,
    Paragraph,
    Points,
    Report,
    Section,
    Signature,
    StatusBanner,
    Table,
)
from reports.context import Context

_BLOCKS: Final[Mapping[str, type]] = {
    kind.__name__: kind for kind in (Paragraph, Points, Cards, Table, Chart, IssueCard, StatusBanner, Signature)
}
#: A sheet file prints so much of a title, a book of clippings so much of a text; no document prints more.
_TITLE: Final = 400
_TEXT: Final = 520
_LEVEL: Final = 6


def packed_report(report: Report) -> bytes:
    """The composed report without its posts, which `packed_day` keeps."""
    sections = [{**encode(replace(s, blocks=())), "blocks": [_block(b) for b in s.blocks]} for s in report.sections]
    bare = encode(replace(report, sections=(), posts={}))
    text = json.dumps({**bare, "sections": sections}, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return zlib.compress(text.encode(), _LEVEL)


def unpacked_report(data: bytes, posts: Mapping[str, PostView]) -> Report:
    """The report that was packed; ValueError, TypeError, KeyError or zlib.error for other bytes.

    Args:
        data: from `packed_report`.
        posts: of the day that was packed beside it.
    """
    held = json.loads(zlib.decompress(data))
    sections = tuple(
        replace(decode(Section, {**entry, "blocks": []}), blocks=tuple(_unblock(block) for block in entry["blocks"]))
        for entry in held["sections"]
    )
    report: Report = decode(Report, {**held, "sections": [], "posts": {}})
    return replace(report, sections=sections, posts=posts)


def packed_day(day: DayFindings) -> bytes:
    """The day as documents need it: of each post no more words than a document prints, without private data."""
    ctx = Context(day, "id", {})
    posts = {
        post: replace(view, title=ctx.safe(view.title, _TITLE), text=ctx.safe(view.text, _TEXT))
        for post, view in day.posts.items()
    }
    return zlib.compress(dumps(replace(day, posts=posts)).encode(), _LEVEL)


def unpacked_day(data: bytes) -> DayFindings:
    """The day that was packed; ValueError, TypeError, KeyError or zlib.error for other bytes."""
    return loads(DayFindings, zlib.decompress(data).decode())


def _block(block: Block) -> dict[str, Any]:
    return {**encode(block), "is": type(block).__name__}


def _unblock(held: Mapping[str, Any]) -> Block:
    block: Block = decode(_BLOCKS[held["is"]], held)
    return block
