"""Taking turns: one visitor per host at a time, with a gap between visits.

A visit is one call for one address with what belongs to it (robots.txt before it, redirects inside the site); the gap
runs from the start of one visit to the start of the next.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from kentongan.core.errors import FetchError
from kentongan.core.messages import Say
from kentongan.core.runs import Cause

Sleep = Callable[[float], Awaitable[None]]
Monotonic = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Manners:
    """How the visitor behaves.

    Args:
        gap: seconds from the start of a visit to the start of the next one on the same host, at least.
        jitter: up to this share of the gap is added, so that visits are no drum beat.
        hosts_at_once: hosts visited at the same time.
        retries: further attempts after a transient failure (429, 502, 503, 504, no connection).
        retry_pause: seconds before the first further attempt; doubled for each one more.
        busy_pause: seconds after a 429 that names no time.
        longest_wait: seconds we are ready to wait for one visit; if a site asks for more, the visit is given up.
    """

    gap: float = 5.0
    jitter: float = 0.2
    hosts_at_once: int = 8
    retries: int = 2
    retry_pause: float = 5.0
    busy_pause: float = 30.0
    longest_wait: float = 120.0


class Turns:
    """Who may visit which host when."""

    def __init__(self, manners: Manners, sleep: Sleep, monotonic: Monotonic) -> None:
        self._manners = manners
        self._sleep = sleep
        self._monotonic = monotonic
        self._locks: dict[str, asyncio.Lock] = {}
        self._last_start: dict[str, float] = {}
        self._not_before: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Alone with `host` until the block ends."""
        async with self._locks.setdefault(host, asyncio.Lock()):
            yield

    async def wait(self, host: str, asked_gap: float = 0.0) -> None:
        """Sleep until the next visit to `host` may start, and note that it starts.

        Raises:
            FetchError: the site asks for a longer wait than we are ready for; carries `retry_after`.
        """
        now = self._monotonic()
        gap = max(self._manners.gap, asked_gap)
        gap += random.uniform(0, self._manners.jitter * gap)
        last = self._last_start.get(host)
        due = max(now if last is None else last + gap, self._not_before.get(host, now))
        if due - now > self._manners.longest_wait:
            raise asked_to_wait(host, due - now)
        if due > now:
            await self._sleep(due - now)
        self._last_start[host] = self._monotonic()

    def hold(self, host: str, seconds: float) -> None:
        """No visit to `host` for so many seconds from now."""
        self._not_before[host] = max(self._not_before.get(host, 0.0), self._monotonic() + seconds)


def asked_to_wait(host: str, seconds: float) -> FetchError:
    """The site wants us back later."""
    minutes = max(1, round(seconds / 60))
    return FetchError(
        Say(f"Situs {host} meminta jeda {minutes} menit.", f"{host} asks us to wait {minutes} minutes."),
        Say("Sumber ini dicoba lagi pada putaran berikutnya.", "This source is tried again in the next round."),
        retry_after=seconds,
        cause=Cause.LIMITED,
    )
