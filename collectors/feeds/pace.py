"""How soon a feed may be read again.

What a feed and its server say about that are lower bounds: `<ttl>` (RSS 2.0, minutes), `sy:updatePeriod` divided by
`sy:updateFrequency` (RSS Syndication module), `Cache-Control: max-age` (RFC 9111, 5.2.2.1). Never sooner than ten
minutes, never later than a day, whatever they say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

SHORTEST = timedelta(minutes=10)
LONGEST = timedelta(hours=24)
# A round that starts every hour visits a feed that wants an hour, although the last visit was some seconds into it.
_SLACK = timedelta(minutes=5)
_PERIODS: Mapping[str, timedelta] = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(days=7),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|[\s,])(?:no-cache|no-store)\b", re.IGNORECASE)


def interval(hints: Mapping[str, str], cache_control: str) -> timedelta:
    """From one visit to the next, at least.

    Args:
        hints: "ttl", "updatePeriod" and "updateFrequency" as the feed wrote them, those that it has.
        cache_control: the header, "" without one.

    >>> interval({"ttl": "60"}, "max-age=300"), interval({}, "")
    (datetime.timedelta(seconds=3600), datetime.timedelta(seconds=600))
    """
    asked = [SHORTEST]
    if (ttl := _number(hints.get("ttl", ""))) is not None:
        asked.append(timedelta(minutes=ttl))
    period = _PERIODS.get(hints.get("updatePeriod", "").strip().lower())
    if period is not None:
        asked.append(period / max(1, _number(hints.get("updateFrequency", "")) or 1))
    if (age := _MAX_AGE.search(cache_control)) and not _NOT_KEPT.search(cache_control):
        asked.append(timedelta(seconds=int(age[1])))
    return min(max(asked), LONGEST)


def slackened(wanted: timedelta) -> timedelta:
    """The interval as it is kept: a little less, never less than the shortest."""
    return max(SHORTEST, wanted - min(_SLACK, wanted / 10))


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None
