"""One visit to a service: what it gathers, and how it ends.

A service that asks for patience is no failure: the source is skipped with the reason until the named moment. What was
gathered before something went wrong is kept, and the outcome says that it is a part.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from collectors.base import MAX_NOTES, failed
from collectors.social.answers import as_cursor
from collectors.social.errors import OptionError
from collectors.visits import pause_after
from kentongan.core.clock import Clock, zone
from kentongan.core.errors import CollectError
from kentongan.core.messages import Say
from kentongan.core.posts import RawPost, Source
from kentongan.core.runs import Cause, FeedState, Harvest, Outcome, OutcomeKind

if TYPE_CHECKING:
    from collectors.door.fetch import Door


class Pause(Exception):
    """The service, or our own budget, lets us go on at `until` only."""

    def __init__(self, until: datetime, reason: Say) -> None:
        super().__init__(reason.id)
        self.until = until
        self.reason = reason


@dataclass(slots=True)
class Visit:
    """What a collector works with, and what it has gathered so far.

    Args:
        source: whom to ask.
        door: the way to the network.
        now: when the visit began.
        cursor: what was remembered; what stands in it at the end is remembered again.
        posts: gathered so far.
        notes: plain lines on what was odd.
        withdrawn: external ids of posts that their platform or their author took back.
        rejected: items that could not be used.
        partial: there was more than was read.
        rest_until: do not come back earlier than this.
    """

    source: Source
    door: Door
    now: datetime
    cursor: dict[str, Any]
    posts: list[RawPost] = field(default_factory=list)
    notes: list[Say] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    rejected: int = 0
    partial: bool = False
    rest_until: datetime | None = None

    def option(self, name: str, default: str = "") -> str:
        """What the source's options say, without spaces around it."""
        return self.source.options.get(name, "").strip() or default

    def words(self, parameter: str = "q") -> str:
        """What is searched for: the option `kata`, else what the address of a search page carries in `parameter`."""
        if self.option("kata"):
            return self.option("kata")
        try:
            found = parse_qs(urlsplit(self.source.address).query).get(parameter, [""])[0]
        except ValueError:
            return ""
        return found.strip()

    def share(self, name: str, most: int) -> int:
        """This source's share of an allowance, as its options say; never more than there is."""
        written = self.option(name)
        return min(int(written), most) if written.isascii() and written.isdigit() and len(written) < 10 else most

    def add(self, post: RawPost) -> None:
        """Keep a post; one without any words is rejected."""
        if post.title or post.text:
            self.posts.append(post)
        else:
            self.rejected += 1


async def visited(
    source: Source, state: FeedState, door: Door, clock: Clock, gather: Callable[[Visit], Awaitable[None]]
) -> Harvest:
    """The harvest of `gather`, whatever happens in it.

    Args:
        source, state, door, clock: as for `Collector.collect`.
        gather: reads the service and fills the visit; raises `Pause` or `CollectError` when it cannot go on.
    """
    now = clock.now()
    if state.not_before and now < state.not_before:
        return Harvest((), _skipped(source, _waiting(source, state.not_before)), state)
    visit = Visit(source, door, now, as_cursor(state.cursor))
    try:
        await gather(visit)
    except Pause as pause:
        after = _after(visit, pause.until)
        if not visit.posts and not visit.withdrawn:
            return Harvest((), _skipped(source, pause.reason), after)
        visit.partial = True
        visit.notes.insert(0, pause.reason)
        return _harvest(visit, after)
    except CollectError as error:
        after = after_failure(replace(state, cursor=_written(visit.cursor)), error, now)
        if not visit.posts and not visit.withdrawn:
            return failed(source, error, after)
        visit.partial = True
        visit.notes.insert(0, error.as_say())
        return _harvest(visit, after)
    return _harvest(visit, _after(visit, visit.rest_until))


def after_failure(state: FeedState, error: CollectError, now: datetime) -> FeedState:
    """What to remember of a visit that failed: when to come back. What people mend is tried at once."""
    failures = state.failures + 1
    mendable = error.cause is Cause.KEY or isinstance(error, OptionError)
    pause = pause_after(error, 0 if mendable else failures)
    return replace(state, failures=failures, not_before=now + pause if pause else None)


def clock_time(moment: datetime, source: Source) -> str:
    """A moment as people of the source's zone write it: "21/11 pukul 15.00 WIB"."""
    return f"{moment.astimezone(zone(source.zone)):%d/%m pukul %H.%M} {source.zone}"


def over_limit(service: str, until: datetime, source: Source) -> Pause:
    """The service's limit, or our share of it, is used up until a moment."""
    when = clock_time(until, source)
    return Pause(
        until,
        Say(
            f"Jatah {service} habis; dibaca lagi setelah {when}.",
            f"The allowance of {service} is used up; read again after {when.replace('pukul', 'at')}.",
        ),
    )


def _waiting(source: Source, until: datetime) -> Say:
    when = clock_time(until, source)
    return Say(
        f"Belum waktunya dibaca lagi: layanan meminta jeda sampai {when}.",
        f"Not yet due again: the service asked for a pause until {when.replace('pukul', 'at')}.",
    )


def _skipped(source: Source, reason: Say) -> Outcome:
    return Outcome(source.id, source.name, OutcomeKind.SKIPPED, reason=reason, cause=Cause.LIMITED)


def _harvest(visit: Visit, after: FeedState) -> Harvest:
    kind = (
        OutcomeKind.OK if visit.posts or visit.rejected or visit.withdrawn or visit.partial else OutcomeKind.UNCHANGED
    )
    outcome = Outcome(
        visit.source.id,
        visit.source.name,
        kind,
        seen=len(visit.posts) + visit.rejected,
        rejected=visit.rejected,
        notes=tuple(visit.notes[:MAX_NOTES]),
        partial=visit.partial,
    )
    return Harvest(tuple(visit.posts), outcome, after, tuple(dict.fromkeys(visit.withdrawn)))


def _after(visit: Visit, until: datetime | None) -> FeedState:
    return FeedState(cursor=_written(visit.cursor), not_before=until)


def _written(cursor: Mapping[str, Any]) -> str:
    return json.dumps(cursor, ensure_ascii=True, sort_keys=True) if cursor else ""
