"""The counts an issue is judged by, each with the posts behind it (field guide 9.2).

Copies are folded for the numbers that judge (a wire copy in twenty outlets is one voice), and kept for reach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import pandas as pd

from analysis.emergence.voices import folded
from kentongan.core.clock import Window

_PLATFORM_OF = {"news": "media daring", "complaint": "kanal aduan", "message": "WhatsApp"}
HISTORY_DAYS = 15


@dataclass(frozen=True, slots=True)
class IssueCounts:
    """An issue in numbers at one cut-off.

    Args:
        posts, posts_before: all its posts in the window and in the one before (newest first), copies included.
        n24, n24_prev: the same with copies folded.
        n6: the last six hours, copies folded; `base6` six times the mean hourly number of the seven days before.
        media: news outlets in the window, the office's own left out; `platforms` where it was talked about.
        tiers: outlets by media tier.
        history: (ISO date of the cut-off, posts) of the last days, oldest first, days before its first post left out.
    """

    posts: tuple[str, ...]
    posts_before: tuple[str, ...]
    n24: int
    n24_prev: int
    n6: int
    base6: float
    media: tuple[str, ...]
    platforms: tuple[str, ...]
    tiers: Mapping[int, int]
    history: tuple[tuple[str, int], ...]


def count_issue(posts: pd.DataFrame, window: Window) -> IssueCounts:
    """The counts of one issue.

    Args:
        posts: all its posts that count, any date.
        window: the day's window; the one before and the hours are measured from its end.
    """
    when = posts["published_at"]
    texts = folded(posts)
    inside = posts[_within(when, window)]
    before = posts[_within(when, window.before())]
    news = inside[(inside["kind"] == "news") & ~inside["official"] & (inside["source"] != "")]
    outlets = news.drop_duplicates("source")
    n24, n24_prev = _distinct(inside), _distinct(before)
    return IssueCounts(
        posts=newest_first(inside),
        posts_before=newest_first(before),
        n24=n24,
        n24_prev=n24_prev,
        n6=int(_within(texts["published_at"], Window(window.end - timedelta(hours=6), window.end)).sum()),
        base6=_base6(texts["published_at"], window.end, n24_prev),
        media=tuple(sorted(outlets["source"])),
        platforms=tuple(sorted({platform_of(k, p) for k, p in zip(inside["kind"], inside["platform"], strict=True)})),
        tiers=dict(sorted(Counter(int(tier) for tier in outlets["tier"]).items())),
        history=_history(when, window),
    )


def platform_of(kind: str, platform: str) -> str:
    """Where a post was said, in plain words: the platform, or what stands for it."""
    return _PLATFORM_OF.get(kind) or platform or "media sosial"


def newest_first(posts: pd.DataFrame) -> tuple[str, ...]:
    """Ids by time, newest first."""
    return tuple(posts.sort_values(["published_at", "id"], ascending=[False, True])["id"])


def _within(when: pd.Series, window: Window) -> pd.Series:
    return (when >= pd.Timestamp(window.start)) & (when < pd.Timestamp(window.end))


def _distinct(posts: pd.DataFrame) -> int:
    return int(posts["copy_group"].nunique())


def _base6(when: pd.Series, end: datetime, n24_prev: int) -> float:
    """Six times the mean hourly number of the seven days before the last six hours, at least 1."""
    start = end - timedelta(days=7, hours=6)
    earlier = int(_within(when, Window(start, end - timedelta(hours=6))).sum())
    young = bool(len(when)) and when.min() > pd.Timestamp(end - timedelta(days=2))
    return max(n24_prev / 4 if young else 6 * earlier / (7 * 24), 1.0)


def _history(when: pd.Series, window: Window) -> tuple[tuple[str, int], ...]:
    days = []
    for back in range(HISTORY_DAYS - 1, -1, -1):
        day = window.before(back) if back else window
        days.append((day.end.date().isoformat(), int(_within(when, day).sum())))
    first = next((i for i, (_, n) in enumerate(days) if n), len(days) - 1)
    return tuple(days[first:])
