"""A collector with a legal note, as a third party may bring it."""

from __future__ import annotations

from kentongan.core.clock import Clock
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import FeedState, Harvest, Outcome, OutcomeKind


class NotedCollector:
    """Says that there is one post, and asks nobody."""

    kind = "catatan"
    notice = Say("Ketentuan layanan melarang ini.", "The terms forbid this.")

    async def collect(self, source: Source, state: FeedState, _door: object, _clock: Clock) -> Harvest:
        """One post seen, none kept."""
        return Harvest((), Outcome(source.id, source.name, OutcomeKind.OK, seen=1), state)
