"""robots.txt as RFC 9309 says, remembered from round to round.

* 2.3.1.3: a 4xx answer means no rules. We except 429: "too many requests" says nothing about the rules.
* 2.3.1.4: a server error or no answer means that nothing may be visited, for up to 30 days, unless older rules are
  known (2.4): those then go on. After 30 days without rules the file counts as missing.
* 2.4: rules are kept for a day at most. 2.5: 500 KiB are read at most. 2.3.1.2: five redirects are followed, also to
  other sites; what is found belongs to the site that was asked.

protego follows "the longest match wins" (2.2.2), which the standard library does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from protego import Protego

from kentongan.core.sites import SiteNote

MAX_BYTES = 500 * 1024
KEEP = timedelta(hours=24)
# A site without an answer is asked again after this long.
KEEP_FAILURE = timedelta(minutes=10)
UNREACHABLE_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin.

    Args:
        rules: None = no rules.
        closed: the site did not answer or answered with a server error; nothing may be visited.
        status: HTTP status of robots.txt, 0 without an answer.
    """

    rules: Protego | None = None
    closed: bool = False
    status: int = 0

    def allows(self, url: str, product: str) -> bool:
        """May `product` (the first word of our User-Agent) visit `url`?"""
        if self.closed:
            return False
        return self.rules is None or bool(self.rules.can_fetch(url, product))

    def delay(self, product: str) -> float:
        """Seconds between visits that the site asks for; 0 where it does not."""
        if self.rules is None:
            return 0.0
        asked = self.rules.crawl_delay(product)
        return max(0.0, float(asked)) if asked is not None else 0.0


class RobotsBook:
    """The rules of all origins that were ever asked.

    Args:
        notes: what is remembered of earlier rounds, by origin.
        now: tells the time.
    """

    def __init__(self, notes: Mapping[str, SiteNote], now: Callable[[], datetime]) -> None:
        self._notes = {key: note for key, note in notes.items() if note.asked_at is not None}
        self._now = now
        self._read: dict[str, Robots] = {}
        self._changed: set[str] = set()

    def current(self, origin: str) -> Robots | None:
        """The rules of an origin, or None when the site must be asked (again)."""
        note = self._notes.get(origin)
        if note is None or note.asked_at is None:
            return None
        age = self._now() - note.asked_at
        # A failure of an earlier round is not relied upon: the cable may be plugged in again.
        lasts = KEEP if note.closed_since is None else KEEP_FAILURE if origin in self._changed else timedelta(0)
        if not timedelta(0) <= age < lasts:
            return None
        if origin not in self._read:
            self._read[origin] = _robots(note, self._now())
        return self._read[origin]

    def learn(self, origin: str, status: int, body: bytes) -> Robots:
        """Note what the site answered (0 = nothing), and say what counts now."""
        now, old = self._now(), self._notes.get(origin, SiteNote())
        if _unreachable(status):
            note = replace(old, status=status, asked_at=now, closed_since=old.closed_since or now)
        else:
            # A byte order mark hides the first line from the parser.
            text = body[:MAX_BYTES].decode("utf-8-sig", errors="replace") if status < 400 else ""
            note = SiteNote(rules=text, status=status, asked_at=now, known_at=now)
        self._notes[origin] = note
        self._changed.add(origin)
        self._read[origin] = _robots(note, now)
        return self._read[origin]

    def changed(self) -> Iterator[tuple[str, SiteNote]]:
        """What is new since the beginning, to be remembered."""
        return ((origin, self._notes[origin]) for origin in sorted(self._changed))


def _unreachable(status: int) -> bool:
    return status in (0, 429) or status >= 500


def _robots(note: SiteNote, now: datetime) -> Robots:
    """What a note means."""
    long_closed = note.closed_since is not None and now - note.closed_since >= UNREACHABLE_FOR
    if note.closed_since is not None and note.known_at is None and not long_closed:
        return Robots(closed=True, status=note.status)
    return Robots(rules=Protego.parse(note.rules) if note.rules else None, status=note.status)


def product_token(agent: str) -> str:
    """The name that robots.txt knows us by: `Kentongan` of `Kentongan/1.0 (+https://…)`."""
    return agent.split("/", 1)[0].split("(", 1)[0].strip() or "*"
