"""robots.txt, read as RFC 9309 says.

4xx: no rules. 5xx or no answer: everything is forbidden until the site answers. Rules are kept for a day at most;
500 KiB are read at most. protego follows "the longest match wins", which the standard library does not.
"""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

MAX_BYTES = 500 * 1024
KEEP_SECONDS = 24 * 3600.0
# A site without an answer is asked again after this long.
KEEP_FAILURE_SECONDS = 600.0


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

    @property
    def keep_seconds(self) -> float:
        """How long this answer may be relied upon."""
        return KEEP_FAILURE_SECONDS if self.closed else KEEP_SECONDS


def read_robots(status: int, body: bytes) -> Robots:
    """The rules in an answer for /robots.txt."""
    if status >= 500 or status == 0:
        return Robots(closed=True, status=status)
    if status >= 400:
        return Robots(status=status)
    # A byte order mark hides the first line from the parser.
    text = body[:MAX_BYTES].decode("utf-8-sig", errors="replace")
    return Robots(rules=Protego.parse(text), status=status)


def product_token(agent: str) -> str:
    """The name that robots.txt knows us by: `Kentongan` of `Kentongan/1.0 (+https://…)`."""
    return agent.split("/", 1)[0].split("(", 1)[0].strip() or "*"
