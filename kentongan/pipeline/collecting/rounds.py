"""One round over many sources: a lane a site, some lanes at a time, nothing beyond its deadline.

Sources of one site wait for each other anyway (one visitor a host, with a gap), so they stand in one lane; what a
source brought is put away before the lane goes on, so that memory does not grow with the number of sources. The longest
lanes start first: they decide when the round ends.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace

from collectors.base import failed
from kentongan.core.errors import CollectError
from kentongan.core.messages import Say
from kentongan.core.posts import Source
from kentongan.core.runs import Cause, FeedState, Harvest, Outcome, OutcomeKind
from kentongan.core.urls import host_of

# Fewer failures than this say more about the sites than about the connection.
_FEWEST_UNREACHABLE = 3


def lanes(sources: Iterable[Source]) -> list[list[Source]]:
    """Sources by site, the longest lane first; one without an address has a lane of its own."""
    found: defaultdict[str, list[Source]] = defaultdict(list)
    for source in sources:
        found[host_of(source.address) or source.id].append(source)
    return sorted(found.values(), key=len, reverse=True)


async def in_lanes(
    sources: Sequence[Source], visit: Callable[[Source, float], Awaitable[Outcome]], *, at_once: int, deadline: float
) -> tuple[Outcome, ...]:
    """Visit all sources, each lane in its order.

    Args:
        sources: whom to visit.
        visit: visits one source within the given seconds and puts away what it brought.
        at_once: lanes at the same time.
        deadline: seconds for the whole round; sources that have not begun by then are skipped, and say so.

    Returns:
        The outcomes in the order of `sources`.

    Raises:
        StoreError: what `visit` raises ends the round.
    """
    waiting = deque(lanes(sources))
    end = time.monotonic() + deadline
    outcomes: dict[str, Outcome] = {}

    async def worker() -> None:
        while waiting:
            for source in waiting.popleft():
                left = end - time.monotonic()
                outcomes[source.id] = await visit(source, left) if left > 0 else _no_time(source, deadline)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(at_once, len(waiting))):
                group.create_task(worker())
    except BaseExceptionGroup as several:
        # A database that cannot be written ends all lanes; its own words are for the officer.
        raise several.exceptions[0] from several
    return tuple(outcomes[source.id] for source in sources)


async def within(harvest: Awaitable[Harvest], source: Source, state: FeedState, seconds: float) -> Harvest:
    """What a source gives within so many seconds, or its failure; says how long it took."""
    began = time.monotonic()
    try:
        async with asyncio.timeout(seconds):
            brought = await harvest
    except TimeoutError:
        brought = failed(source, _too_long(source, seconds), replace(state, failures=state.failures + 1))
    return replace(brought, outcome=replace(brought.outcome, seconds=time.monotonic() - began))


def with_lost_connection(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """The outcomes; where not one of several sources could be reached, the reason is this computer's connection."""
    visited = [one for one in outcomes if one.kind is not OutcomeKind.SKIPPED]
    if len(visited) < _FEWEST_UNREACHABLE or any(one.cause is not Cause.UNREACHABLE for one in visited):
        return outcomes
    reason = Say(
        "Tidak ada internet: tidak satu pun sumber dapat dihubungi. Periksa sambungan atau proxy kantor.",
        "No internet: not one source could be reached. Check the connection or the office's proxy.",
    )
    return tuple(one if one.kind is OutcomeKind.SKIPPED else replace(one, reason=reason) for one in outcomes)


def _too_long(source: Source, seconds: float) -> CollectError:
    return CollectError(
        Say(
            f"{source.name} terlalu lambat: tidak selesai dalam {seconds:.0f} detik.",
            f"{source.name} is too slow: it did not finish within {seconds:.0f} seconds.",
        ),
        Say("Sumber ini dicoba lagi pada putaran berikutnya.", "This source is tried again in the next round."),
        cause=Cause.SLOW,
    )


def _no_time(source: Source, deadline: float) -> Outcome:
    reason = Say(
        f"Tidak sempat dikunjungi: putaran dihentikan setelah {deadline / 60:.0f} menit.",
        f"Not visited for lack of time: the round was ended after {deadline / 60:.0f} minutes.",
    )
    return Outcome(source.id, source.name, OutcomeKind.SKIPPED, reason=reason)
