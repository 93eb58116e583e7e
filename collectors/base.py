"""The Collector protocol, and what a collector may return.

A new source type is one file with a class of this shape and one line in `registry` (or, from another package, an entry
point of the group `kentongan.collectors`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from kentongan.core.clock import Clock
from kentongan.core.errors import CollectError, KentonganError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import Cause, FeedState, Harvest, Outcome, OutcomeKind

if TYPE_CHECKING:
    # Reading a file must not load the network.
    from collectors.door.fetch import Door

# Notes that an outcome carries at most; the rest is counted.
MAX_NOTES = 20


@runtime_checkable
class Collector(Protocol):
    """Reads one kind of source."""

    @property
    def kind(self) -> str:
        """The `Source.kind` it reads."""
        ...

    async def collect(self, source: Source, state: FeedState, door: Door, clock: Clock) -> Harvest:
        """What `source` has now.

        Args:
            source: whom to ask.
            state: what was remembered of the last visit (`FeedState()` for the first).
            door: the only way to the network.
            clock: tells when posts are collected.

        Raises:
            KentonganError: nothing usable came; `registry.harvest` turns it into a failed outcome.
        """
        ...


@runtime_checkable
class Noticed(Protocol):
    """A collector that an office must decide on before it is switched on.

    Every kind that is off by default is one; a third party's collector becomes one by having the attribute.
    """

    @property
    def notice(self) -> Say:
        """The legal note: what the platform's terms say, what the office must decide, and as of when."""
        ...


def failed(source: Source, reason: KentonganError | Say, state: FeedState | None = None) -> Harvest:
    """A harvest of nothing, with the reason in plain words."""
    why = reason if isinstance(reason, Say) else reason.as_say()
    cause = reason.cause if isinstance(reason, CollectError) else Cause.BROKEN
    return Harvest((), Outcome(source.id, source.name, OutcomeKind.FAILED, reason=why, cause=cause), state)
