"""Feeds: visited when they are due and not before, their validators, moves and ends remembered.

A visit costs the site as little as it can (RFC 9110, 13.1: conditional requests); what is remembered of it
(`FeedState`) is kept together with the posts, so that nothing is believed to be read that was not stored.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from collectors.base import failed
from collectors.feeds.pace import interval, slackened
from collectors.feeds.reading import read_feed, read_patiently, read_quickly
from collectors.visits import pause_after
from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError, FetchError, FormatError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import Cause, FeedState, Harvest, Outcome, OutcomeKind

if TYPE_CHECKING:
    from collectors.door.fetch import Door, Fetched
    from collectors.feed_entries import FeedReading

# Of the code that reads bodies. Raise it when the same body gives other posts: every feed is then read anew.
PARSER = "2"
# A permanent redirect is believed once it was seen this often in a row: hotel and office gateways also say 301.
MOVES_BELIEVED = 3
# After so long a feed is asked for unconditionally: some servers say "not modified" for ever.
_TRUST = timedelta(hours=24)
# Bytes of a feed that is read in less than 50 ms. Threads that read at the same time cost a quarter more CPU time
# (measured), because they wait for each other and share the processor's memory.
_SMALL = 500_000


class FeedCollector:
    """Visits a feed politely and reads it."""

    kind = "feed"

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """See `collectors.base.Collector`; the state it gives back must be kept only once the posts are."""
        now = clock.now()
        if state.not_before and now < state.not_before:
            return _not_yet(source, state)
        address = state.moved_to if state.moved_to and state.moved_seen >= MOVES_BELIEVED else source.address
        known = state if _trusted(state, now) else replace(state, etag="", last_modified="", body_digest="")
        try:
            fetched = await door.get(address, etag=known.etag, last_modified=known.last_modified)
            if fetched.not_modified and not (known.etag or known.last_modified):
                raise _empty_answer()
            digest = hashlib.blake2b(fetched.body, digest_size=16).hexdigest()
            if fetched.not_modified or digest == known.body_digest:
                return Harvest((), _outcome(source, OutcomeKind.UNCHANGED), _after(known, fetched, digest, now))
            reading = await _reading(fetched, source, now)
        except CollectError as error:
            return failed(source, error, _after_failure(state, error, now))
        # Half an article would be kept as if its author had cut it; the next visit brings it whole.
        posts = reading.posts[:-1] if reading.cut and len(reading.posts) > 1 else reading.posts
        return Harvest(posts, _read(source, reading), _after(known, fetched, digest, now, reading))


async def _reading(fetched: Fetched, source: Source, now: datetime) -> FeedReading:
    """Small feeds are read here and now, large and broken ones in a thread, so that other visits need not wait."""
    body, content_type = fetched.body, fetched.headers.get("content-type", "")
    read: Callable[..., FeedReading] = read_feed
    if len(body) <= _SMALL:
        if reading := read_quickly(body, content_type, source, base_url=fetched.final_url, now=now):
            return reading
        read = read_patiently
    return await asyncio.to_thread(read, body, content_type, source, base_url=fetched.final_url, now=now)


def _trusted(state: FeedState, now: datetime) -> bool:
    """Whether "not modified" may be believed: the last body was read by this code, and not too long ago."""
    return state.parser == PARSER and state.read_at is not None and now - state.read_at < _TRUST


def _outcome(source: Source, kind: OutcomeKind, reason: Say | None = None) -> Outcome:
    return Outcome(source.id, source.name, kind, reason=reason)


def _read(source: Source, reading: FeedReading) -> Outcome:
    return replace(
        _outcome(source, OutcomeKind.OK),
        seen=len(reading.posts) + reading.rejected,
        rejected=reading.rejected,
        notes=reading.notes,
        partial=reading.partial,
    )


def _not_yet(source: Source, state: FeedState) -> Harvest:
    """Not visited, and why; a feed that is gone stays a failure until somebody looks at it."""
    if state.gone_at is not None:
        gone = FetchError(
            Say(
                f"Umpan ditutup pemiliknya (HTTP 410) sejak {state.gone_at:%d-%m-%Y} dan tidak dikunjungi lagi.",
                f"The feed was withdrawn by its owner (HTTP 410) on {state.gone_at:%Y-%m-%d}; it is not visited again.",
            ),
            Say("Matikan sumber ini atau ganti alamatnya.", "Switch this source off or change its address."),
            cause=Cause.GONE,
        )
        return failed(source, gone, state)
    if state.failures:
        reason = Say(
            "Belum waktunya dikunjungi lagi: kunjungan sebelumnya gagal, atau situs meminta jeda.",
            "Not yet due again: the last visits failed, or the site asked for a pause.",
        )
    else:
        reason = Say(
            "Belum waktunya dibaca lagi: baru saja dibaca, atau umpan meminta jeda yang lebih panjang.",
            "Not yet due again: it was read a short while ago, or the feed asks for a longer interval.",
        )
    return Harvest((), _outcome(source, OutcomeKind.SKIPPED, reason), state)


def _empty_answer() -> FormatError:
    return FormatError(
        Say(
            "Situs menjawab \u201ctidak berubah\u201d (HTTP 304) tanpa pernah mengirim isi umpan.",
            "The site answered \u201cnot modified\u201d (HTTP 304) without ever having sent the feed.",
        ),
        Say(
            "Beri tahu pengelola situs; sumber ini dicoba lagi nanti.", "Tell the site's maintainer; it is tried again."
        ),
    )


def _after(
    state: FeedState, fetched: Fetched, digest: str, now: datetime, reading: FeedReading | None = None
) -> FeedState:
    """What to remember of a visit that worked."""
    moved = fetched.permanent_redirect
    same_move = bool(moved) and moved == state.moved_to
    already_there = not moved and state.moved_to == fetched.final_url and state.moved_seen >= MOVES_BELIEVED
    own = interval(reading.pace, "").total_seconds() if reading else state.pace
    wanted = max(timedelta(seconds=own), interval({}, fetched.headers.get("cache-control", "")))
    same = fetched.not_modified
    after = FeedState(
        etag=fetched.headers.get("etag", state.etag if same else ""),
        last_modified=fetched.headers.get("last-modified", state.last_modified if same else ""),
        moved_to=state.moved_to if already_there else moved,
        moved_seen=state.moved_seen if already_there else (state.moved_seen + 1 if same_move else int(bool(moved))),
        not_before=now + slackened(wanted),
        body_digest=state.body_digest if same else digest,
        parser=PARSER,
        read_at=state.read_at if same else now,
        pace=own,
    )
    # What was cut off is still to be read.
    cut = reading is not None and reading.partial
    return replace(after, etag="", last_modified="", body_digest="") if cut else after


def _after_failure(state: FeedState, error: CollectError, now: datetime) -> FeedState:
    """What to remember of a visit that failed, and when to come back."""
    failures = state.failures + 1
    pause = pause_after(error, failures)
    gone = isinstance(error, FetchError) and error.gone
    return replace(
        state,
        failures=failures,
        not_before=now + pause if pause else None,
        # A believed move that leads nowhere is forgotten, and the source's own address tried again.
        moved_to="",
        moved_seen=0,
        gone_at=(state.gone_at or now) if gone else None,
    )


__all__ = ["MOVES_BELIEVED", "PARSER", "FeedCollector", "read_feed"]
