"""Taking turns: one visitor per host at a time, with a gap between visits.

A visit is one call for one address with what belongs to it (robots.txt before it, redirects inside the site); the gap
runs from the start of one visit to the start of the next.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from kentongan.core.errors import FetchError
from kentongan.core.messages import Say
from kentongan.core.runs import Cause
from kentongan.core.sites import SiteNote

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
        dead_for: seconds for which a host that did not answer is left alone by all its sources.
    """

    gap: float = 5.0
    jitter: float = 0.2
    hosts_at_once: int = 8
    retries: int = 2
    retry_pause: float = 5.0
    busy_pause: float = 30.0
    longest_wait: float = 120.0
    dead_for: float = 600.0


class Turns:
    """Who may visit which host when."""

    def __init__(self, manners: Manners, sleep: Sleep, monotonic: Monotonic) -> None:
        self._manners = manners
        self._sleep = sleep
        self._monotonic = monotonic
        self._locks: dict[str, asyncio.Lock] = {}
        self._last_start: dict[str, float] = {}
        self._not_before: dict[str, float] = {}
        self._failed: dict[str, tuple[float, Cause]] = {}

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

    def give_up(self, host: str, cause: Cause) -> None:
        """Leave `host` alone for a while, because it did not answer or limits us.

        Remembered for this round only: an officer who plugs the cable in again must not wait for it.
        """
        self._failed[host] = (self._monotonic() + self._manners.dead_for, cause)

    def failed(self, host: str) -> Cause:
        """Why `host` is left alone; NONE where it may be visited."""
        until, cause = self._failed.get(host, (0.0, Cause.NONE))
        return cause if self._monotonic() < until else Cause.NONE

    def recall(self, memory: Mapping[str, SiteNote], now: datetime) -> None:
        """Rests that sites asked for in an earlier round."""
        for host, note in memory.items():
            if note.rest_until is not None and note.rest_until > now:
                self.hold(host, (note.rest_until - now).total_seconds())

    def rests(self, now: datetime) -> dict[str, SiteNote]:
        """Rests that are not over, by host, to be remembered; short ones end before the next round."""
        left = {host: at - self._monotonic() for host, at in self._not_before.items()}
        return {
            host: SiteNote(rest_until=now + timedelta(seconds=seconds))
            for host, seconds in left.items()
            if seconds > self._manners.busy_pause
        }


def asked_to_wait(host: str, seconds: float) -> FetchError:
    """The site wants us back later."""
    minutes = max(1, round(seconds / 60))
    return FetchError(
        Say(f"Situs {host} meminta jeda {minutes} menit.", f"{host} asks us to wait {minutes} minutes."),
        Say("Sumber ini dicoba lagi pada putaran berikutnya.", "This source is tried again in the next round."),
        retry_after=seconds,
        cause=Cause.LIMITED,
    )
