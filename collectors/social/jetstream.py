"""Jetstream: every public post of Bluesky as it is written, filtered here by words and languages.

A visit listens for a bounded time and goes on where the last one ended, a few seconds earlier: the server repeats, the
store knows what it has. It ends early once it has caught up with the present. A deletion takes our copy back. Authors
of posts that are kept are asked for their wish not to be shown to strangers, 25 in one question.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from collectors.door.sockets import Refused, open_stream
from collectors.social.answers import listed, number, read_object, text
from collectors.social.atproto import POSTS, PUBLIC, ask, external_id, members_only, post_of
from collectors.social.errors import bad_request, in_trouble, option_missing
from collectors.social.jetstream_events import TIME_CURSOR, Event, Trouble, read_event, wanted, words_of
from collectors.social.visits import Visit, visited
from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError, FormatError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import FeedState, Harvest

if TYPE_CHECKING:
    from collectors.door.fetch import Door
    from collectors.door.sockets import Stream

SERVICE = "Jetstream"
V2_PATH = "/xrpc/network.bsky.jetstream.subscribeEvents"
V2_PROTOCOL = "xrpc.v1.json"
LISTEN, LONGEST = 20.0, 300.0
# Read again on the next visit, in microseconds and in numbers of version 2.
_REWIND_US, _REWIND_SEQ = 5_000_000, 500
# On the first visit so much of the past is asked for.
_FIRST = timedelta(minutes=10)
# This close to the present the visit has caught up.
_PRESENT = timedelta(seconds=3)
# Silence after which there is nothing more to hear.
_SILENCE = 5.0
# Between two events of the whole network there are fractions of a second; a longer gap is a loss.
_GAP_US = 600_000_000
_MOST_POSTS = 5_000
_PROFILES = 25


class JetstreamCollector:
    """The public stream of posts.

    Address: `wss://host/subscribe` (version 1) or `wss://host/xrpc/network.bsky.jetstream.subscribeEvents` (version 2).
    Options: `kata` (phrases, with commas; needed), `bahasa` ("id" unless given, with commas; "semua" for all),
    `detik` (how long to listen), `profil` (where authors' wishes are asked for).
    """

    kind = "jetstream"

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`."""
        return await visited(source, state, door, clock, _gather)


@dataclass(slots=True)
class _Heard:
    """What was heard so far.

    Args:
        events: posts that are wanted, the last word on each, by external id.
        gone: posts that were deleted.
        place, at: of the last event.
        first: when the first event was seen.
    """

    events: dict[str, Event] = field(default_factory=dict)
    gone: dict[str, None] = field(default_factory=dict)
    place: int = 0
    at: datetime | None = None
    first: datetime | None = None

    def take(self, event: Event, words: Sequence[str], languages: Sequence[str]) -> None:
        """Note an event; what does not concern us only moves the place."""
        self.place = max(self.place, event.place)
        self.at = event.at or self.at
        self.first = self.first or event.at
        if not event.operation:
            return
        key = external_id(event.did, event.rkey)
        if event.operation == "delete":
            self.events.pop(key, None)
            self.gone[key] = None
        elif wanted(event.record or {}, words, languages):
            self.events[key] = event
            self.gone.pop(key, None)
        elif event.operation == "update" and key in self.events:  # edited away from our words
            self.events[key] = event


async def _gather(visit: Visit) -> None:
    words = words_of(visit.option("kata"))
    if not words:
        raise option_missing("kata", "banjir, jalan rusak")
    languages = [] if (named := visit.option("bahasa", "id")) == "semua" else named.casefold().replace(",", " ").split()
    start = _start(visit)
    heard = _Heard()
    try:
        async with open_stream(visit.door, address(visit.source.address, start), _protocols(visit)) as stream:
            await _listen(stream, heard, visit, words, languages)
    except Refused as error:
        if not _too_old(error, visit):
            raise _refusal(error) from error
        return
    _note_gap(visit, heard, start)
    await _keep(visit, heard)
    if heard.place:
        visit.cursor |= {"place": heard.place, "at": heard.at.isoformat() if heard.at else ""}


async def _listen(stream: Stream, heard: _Heard, visit: Visit, words: Sequence[str], languages: Sequence[str]) -> None:
    """Hear until the present is reached, time is up, or nothing comes any more."""
    began, count = time.monotonic(), 0
    seconds = min(float(number(visit.option("detik")) or LISTEN), LONGEST)
    while (left := seconds - (time.monotonic() - began)) > 0:
        message = await stream.message(min(left, _SILENCE))
        if message is None:
            if stream.farewell:
                visit.notes.append(_said(stream.farewell))
            break
        found = read_event(message)
        if isinstance(found, Trouble):
            visit.notes.append(_said(f"{found.name} {found.message}".strip()))
            visit.partial = visit.partial or found.name != "OutdatedCursor"
            continue
        if found is not None:
            heard.take(found, words, languages)
        count += 1
        if count % 200 == 0:
            await asyncio.sleep(0)  # a replay comes faster than it is read; others want their turn
        if (heard.at and heard.at >= _present(visit, began) - _PRESENT) or len(heard.events) >= _MOST_POSTS:
            break
    behind = _present(visit, began) - heard.at if heard.at else timedelta()
    if behind > timedelta(minutes=5):
        minutes = round(behind.total_seconds() / 60)
        visit.partial = True
        visit.notes.append(
            Say(
                f"Masih tertinggal {minutes} menit dari siaran; dilanjutkan pada kunjungan berikutnya.",
                f"Still {minutes} minutes behind the stream; it goes on from there on the next visit.",
            )
        )


def _present(visit: Visit, began: float) -> datetime:
    """Now, by the visit's clock."""
    return visit.now + timedelta(seconds=time.monotonic() - began)


def address(written: str, start: int) -> str:
    """The stream's address from a place on, with posts only."""
    base = written.split("?", 1)[0]
    if base.endswith(V2_PATH):
        query = {"kinds": "commit", "collections": POSTS, "cursor": str(start)}
    else:
        query = {"wantedCollections": POSTS, "cursor": str(start)}
    return f"{base}?{urlencode(query)}"


def _protocols(visit: Visit) -> tuple[str, ...]:
    return (V2_PROTOCOL,) if urlsplit(visit.source.address).path == V2_PATH else ()


def _start(visit: Visit) -> int:
    """Where to begin: a little before the last place, or a little before now."""
    place = number(visit.cursor.get("place"))
    if place:
        return max(1, place - (_REWIND_US if place >= TIME_CURSOR else _REWIND_SEQ))
    return round((visit.now - _FIRST).timestamp() * 1e6)


def _too_old(error: Refused, visit: Visit) -> bool:
    """The server no longer holds our place: begin anew on the next visit, and say that something was missed."""
    if b"CursorTooOld" not in error.body:
        return False
    since = text(visit.cursor.get("at"), 50)
    visit.cursor.clear()
    visit.partial = True
    visit.notes.append(_missed(since))
    return True


def _refusal(error: Refused) -> CollectError:
    """Words for a refused handshake."""
    try:
        body: Mapping[str, Any] = read_object(error.body, SERVICE)
    except FormatError:
        body = {}
    if error.status == 400:
        return bad_request(SERVICE, f"{text(body.get('error'), 100)} {text(body.get('message'), 200)}".strip() or "400")
    return in_trouble(SERVICE, error.status) if error.status >= 500 else error


def _note_gap(visit: Visit, heard: _Heard, start: int) -> None:
    """Version 1 silently begins later when it no longer holds our place."""
    last = text(visit.cursor.get("at"), 50)
    if last and start >= TIME_CURSOR and heard.first and heard.first.timestamp() * 1e6 - start > _GAP_US:
        visit.partial = True
        visit.notes.append(_missed(last))


def _missed(since: str) -> Say:
    return Say(
        f"Siaran sejak {since or 'kunjungan terakhir'} tidak lagi disimpan server; sebagian unggahan terlewat.",
        f"The server no longer holds the stream since {since or 'the last visit'}; some posts were missed.",
    )


def _said(words: str) -> Say:
    short = " ".join(words.split())[:200]
    return Say(f"Pesan dari {SERVICE}: {short}", f"{SERVICE} says: {short}")


async def _keep(visit: Visit, heard: _Heard) -> None:
    """Posts of authors who do not mind, and deletions."""
    visit.withdrawn.extend(heard.gone)
    shy = await _shy(visit, sorted({event.did for event in heard.events.values()}))
    for key, event in heard.events.items():
        if event.did in shy:
            visit.withdrawn.append(key)
        else:
            visit.add(
                post_of(event.did, event.rkey, event.record or {}, visit, seen_at=event.at and event.at.isoformat())
            )


async def _shy(visit: Visit, dids: Sequence[str]) -> set[str]:
    """Who of these wants to be read by signed-in users only.

    Raises:
        CollectError: it cannot be found out; the visit is then made again from the same place.
    """
    server = visit.option("profil", PUBLIC).rstrip("/")
    found: set[str] = set()
    for at in range(0, len(dids), _PROFILES):
        query = urlencode([("actors", did) for did in dids[at : at + _PROFILES]])
        answer = await ask(visit, f"{server}/xrpc/app.bsky.actor.getProfiles?{query}")
        found |= {text(one.get("did"), 300) for one in listed(answer.get("profiles")) if members_only(one)}
    return found
