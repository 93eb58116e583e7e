"""Mastodon's statuses as JSON: timelines, searches, single lines (https://docs.joinmastodon.org/entities/Status/).

A boost is the status inside it, boosted by somebody; its reactions belong to the original. Only public and unlisted
statuses are read, and none of an account that asks not to be indexed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from collectors.files.nested import dig, first_text, number_at, objects_at, text_at
from collectors.html_text import html_to_text

_PUBLIC = ("public", "unlisted", "")


class Mastodon:
    """Statuses of Mastodon and of what speaks its language."""

    name = "Mastodon"

    def fits(self, value: Mapping[str, object]) -> bool:
        """A status by its keys, or a search result around statuses."""
        return _is_status(value) or _is_status(dig(value, "statuses", 0))

    def unfold(self, value: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
        """Each public status."""
        for status in (value,) if _is_status(value) else objects_at(value, "statuses"):
            if _is_status(status) and text_at(status, "visibility") in _PUBLIC and not _shuns_indexing(status):
                yield _row(status)


def _is_status(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("account"), dict)
        and "acct" in value["account"]
        and "content" in value
        and ("reblogs_count" in value or "visibility" in value)
    )


def _shuns_indexing(status: object) -> bool:
    return dig(status, "account", "noindex") is True or dig(status, "account", "indexable") is False


def _row(status: Mapping[str, object]) -> Mapping[str, object]:
    boosted = dig(status, "reblog")
    address = first_text(status, ("url",), ("uri",))
    row: dict[str, object] = {
        # The number in its address is the same on every server; `id` is each server's own.
        "id": address.rstrip("/").rpartition("/")[2] or text_at(status, "id"),
        "url": address,
        "text": _content(status),
        "date": text_at(status, "created_at"),
        "author": text_at(status, "account", "acct"),
        "source": "Mastodon",
        "kind": "comment" if text_at(status, "in_reply_to_id") else "social",
    }
    if isinstance(boosted, dict):
        row["text"] = f"RT @{text_at(boosted, 'account', 'acct')}: {html_to_text(_content(boosted))}"
        return row
    for field, key in (("likes", "favourites_count"), ("shares", "reblogs_count"), ("comments", "replies_count")):
        row[field] = number_at(status, key)
    return row


def _content(status: object) -> str:
    """The warning above a folded text is part of what is said."""
    warning, body = text_at(status, "spoiler_text").strip(), text_at(status, "content")
    return f"<p>{warning}</p>{body}" if warning else body
