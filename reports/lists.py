"""From a number to the posts it stands on: lists, their anchors, and where a piece of text leads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from reports.blocks import (
    Cards,
    IssueCard,
    Paragraph,
    Points,
    PostList,
    Report,
    Section,
    Span,
    StatusBanner,
    Table,
    Text,
)

Anchors = Mapping[tuple[str, tuple[str, ...]], str]


def texts(section: Section) -> Iterator[Text]:
    """Every text of a section, in printed order."""
    for block in section.blocks:
        match block:
            case Paragraph() | StatusBanner():
                yield block.text
            case Points():
                yield from block.items
            case Cards():
                yield from ((card.value,) for card in block.cards)
            case Table():
                for row in block.rows:
                    yield from row
            case IssueCard():
                yield from (text for _, text in block.lines)
                yield from block.quotes
            case _:
                pass


def slug(text: str) -> str:
    """A name for use in an address: lower-case ASCII letters, digits and hyphens, at most 48; "x" if none is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:48].rstrip("-") or "x"


def collect_lists(sections: Iterable[Section]) -> tuple[PostList, ...]:
    """Every list that a number of the sections opens, in order of first use; the same label and posts only once."""
    seen: dict[tuple[str, tuple[str, ...]], PostList] = {}
    used: dict[str, int] = {}
    for section in sections:
        for text in texts(section):
            for span in text:
                key = (span.label, span.posts)
                if not span.label or not span.posts or key in seen:
                    continue
                name = "daftar-" + slug(span.label)
                used[name] = used.get(name, 0) + 1
                anchor = name if used[name] == 1 else f"{name}-{used[name]}"
                seen[key] = PostList(anchor, span.label, span.posts)
    return tuple(seen.values())


def anchor_map(lists: Iterable[PostList]) -> Anchors:
    """(label, posts) → anchor, to find a number's list again."""
    return {(entry.title, entry.posts): entry.anchor for entry in lists}


def row_numbers(report: Report) -> Mapping[str, int]:
    """Post id → its number in annex A."""
    return {post: index for index, post in enumerate(report.clipping, start=1)}


def shown_rows(report: Report) -> dict[str, int]:
    """The same for those rows alone that annex A holds."""
    numbers = row_numbers(report)
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table) and block.numbers:
                kept = set(block.numbers)
                return {post: number for post, number in numbers.items() if number in kept}
    return dict(numbers)


def row_anchor(number: int) -> str:
    """The anchor of a row of annex A: "k12"."""
    return f"k{number}"


def target(span: Span, anchors: Anchors, rows: Mapping[str, int]) -> str:
    """Where a span leads inside a document: "#daftar-…", "#k12", an address, or "" for plain words."""
    if span.url:
        return span.url
    if not span.posts:
        return ""
    if span.label:
        anchor = anchors.get((span.label, span.posts), "")
        return f"#{anchor}" if anchor else ""
    number = rows.get(span.posts[0])
    return f"#{row_anchor(number)}" if number else ""
