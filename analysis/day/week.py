"""Week over week, from the same sources only: seven days against the seven before, and the same day of last week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pandas as pd

from analysis.severity.counts import newest_first
from kentongan.core.clock import Window
from kentongan.core.day import WeekView

_DAYS = 7


def week_view(posts: pd.DataFrame, window: Window, dropped: Mapping[str, str] | None) -> WeekView | None:
    """The two weeks; None where the posts reach back less than two weeks, or nobody knows which sources to compare.

    Args:
        posts: those that count, with `source_id`; up to the cut-off.
        window: the day.
        dropped: source id → name of the sources that were not read in both weeks; None = not known.
    """
    if dropped is None or posts.empty or posts["published_at"].min() > pd.Timestamp(window.before(2 * _DAYS - 1).end):
        return None
    same = posts[~posts["source_id"].isin(list(dropped))]
    left_out = sorted({name for key, name in dropped.items() if (posts["source_id"] == key).any()})

    def of(days: Window) -> tuple[str, ...]:
        when = same["published_at"]
        return newest_first(same[(when >= pd.Timestamp(days.start)) & (when < pd.Timestamp(days.end))])

    week = timedelta(days=_DAYS)
    return WeekView(
        week=of(Window(window.end - week, window.end)),
        week_before=of(Window(window.end - 2 * week, window.end - week)),
        day=of(window),
        day_before=of(window.before(_DAYS)),
        dropped=tuple(left_out),
    )
