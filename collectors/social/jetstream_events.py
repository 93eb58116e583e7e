"""Messages of Jetstream, versions 1 and 2, into one shape.

Version 1 nests the commit and orders by `time_us` (microseconds); version 2 has a flat payload in an envelope and
orders by `seq`. Both repeat events around a cursor. Sources: lexicon network.bsky.jetstream.subscribeEvents, README of
bluesky-social/jetstream.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from collectors.social.answers import inside, number, text
from collectors.social.atproto import POSTS

# In version 2 a cursor from here on is a time in microseconds, below it a sequence number.
TIME_CURSOR = 10**15
OPERATIONS = frozenset(["create", "update", "delete"])


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a post.

    Args:
        place: the cursor of this event (`time_us` or `seq`); 0 when it names none.
        at: when the server saw it; None when it does not say.
        operation: "create", "update", "delete", or "" for something else than a post.
        did, rkey: whose post, and its key.
        record: the post; {} for a deletion.
    """

    place: int
    at: datetime | None
    operation: str = ""
    did: str = ""
    rkey: str = ""
    record: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """The server says that something is wrong, as `CursorTooOld`, `OutdatedCursor` or `ConsumerTooSlow`."""

    name: str
    message: str = ""


def read_event(message: str | bytes) -> Event | Trouble | None:
    """What a message says; None for one that makes no sense."""
    try:
        found = json.loads(message)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    kind = text(found.get("$type"), 100)
    payload = inside(found, "payload") or found
    type_name = text(payload.get("$type"), 200).rpartition("#")[2]
    if kind == "error" or (found.get("error") and "commit" not in found):
        return Trouble(
            text(payload.get("error") or payload.get("name"), 100) or "error", text(payload.get("message"), 300)
        )
    if type_name == "info":
        return Trouble(text(payload.get("name"), 100) or "info", text(payload.get("message"), 300))
    if "seq" in payload:
        return _event(payload, payload, number(payload.get("seq")) or 0, _at(payload.get("time")))
    place = number(found.get("time_us")) or 0
    at = datetime.fromtimestamp(place / 1e6, UTC) if 0 < place < 4 * TIME_CURSOR else None
    return _event(found, inside(found, "commit"), place, at)


def _event(whole: Mapping[str, Any], commit: Mapping[str, Any], place: int, at: datetime | None) -> Event:
    operation, did, rkey = text(commit.get("operation"), 20), text(whole.get("did"), 300), text(commit.get("rkey"), 600)
    if commit.get("collection") != POSTS or operation not in OPERATIONS or not did or not rkey:
        return Event(place, at)
    return Event(place, at, operation, did, rkey, inside(commit, "record"))


def _at(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(text(value, 50))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def wanted(record: Mapping[str, Any], words: Collection[str], languages: Collection[str]) -> bool:
    """The post holds one of the words (whole words, in any case) and is in one of the languages, if it names any."""
    named = record.get("langs")
    langs = {text(one, 20).casefold().partition("-")[0] for one in named} if isinstance(named, list) else set()
    if languages and langs and not langs & set(languages):
        return False
    said = " ".join(_plain(text(record.get("text"), 5_000)))
    padded = f" {said} "
    return any(f" {word} " in padded for word in words)


def words_of(option: str) -> tuple[str, ...]:
    """The phrases of an option, parted by commas, as they are looked for."""
    return tuple(dict.fromkeys(filter(None, (" ".join(_plain(one)) for one in option.split(",")))))


def _plain(written: str) -> list[str]:
    """Words in lower case without their marks: "#Banjir," is "banjir"."""
    return "".join(c if c.isalnum() else " " for c in written.casefold()).split()
