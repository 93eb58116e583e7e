"""What a polite visitor remembers of web sites from one round to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SiteNote:
    """One site: an origin ("https://contoh.id") with its rules, or a host ("contoh.id") that asked for a rest.

    Args:
        rules: text of robots.txt as it was last read; "" where there is none.
        status: HTTP status of the last attempt to read it, 0 without an answer.
        asked_at: when that was.
        known_at: when `rules` were read; None when they never could be.
        closed_since: since when robots.txt gives server errors or no answer; None when all is well.
        rest_until: no visit earlier than this.
    """

    rules: str = ""
    status: int = 0
    asked_at: datetime | None = None
    known_at: datetime | None = None
    closed_since: datetime | None = None
    rest_until: datetime | None = None
