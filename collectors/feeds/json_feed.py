"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1) into entries."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape

from collectors.feed_entries import Entry
from kentongan.core.errors import FormatError
from kentongan.core.messages import Say


def read_json_feed(body: bytes) -> tuple[str, tuple[Entry, ...]]:
    """The feed's title and its entries.

    Raises:
        FormatError: no JSON, or JSON that is no feed.
    """
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise FormatError(
            Say("Umpan JSON rusak dan tidak dapat dibaca.", "The JSON feed is broken and cannot be read."),
            Say("Coba lagi nanti, atau beri tahu pengelola situs.", "Try again later, or tell the site's maintainer."),
        ) from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise FormatError(
            Say("Alamat ini berisi JSON, tetapi bukan umpan (JSON Feed).", "The address holds JSON, but no JSON Feed."),
            Say("Cari alamat RSS atau JSON Feed situs itu.", "Look for the site's RSS or JSON Feed address."),
        )
    return _text(feed.get("title")), tuple(_entries(feed["items"]))


def _entries(items: list[object]) -> Iterator[Entry]:
    for item in items:
        if not isinstance(item, dict):
            yield Entry()  # counted and noted as an item without title and text
            continue
        yield Entry(
            id=_text(item.get("id")),
            link=_text(item.get("url")) or _text(item.get("external_url")),
            title=_text(item.get("title")),
            author=_author(item),
            # Plain text is escaped, so that "a < b" survives the reading of HTML.
            bodies=(
                _text(item.get("content_html")),
                escape(_text(item.get("content_text")), quote=False),
                escape(_text(item.get("summary")), quote=False),
            ),
            dates=tuple(filter(None, (_text(item.get("date_published")), _text(item.get("date_modified"))))),
        )


def _author(item: Mapping[str, object]) -> str:
    """Version 1.1 has `authors`, 1.0 had `author`."""
    authors = item.get("authors")
    candidates = [*authors, item.get("author")] if isinstance(authors, list) else [item.get("author")]
    return next((_text(one.get("name")) for one in candidates if isinstance(one, dict) and one.get("name")), "")


def _text(value: object) -> str:
    """A string; ids may be numbers."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
