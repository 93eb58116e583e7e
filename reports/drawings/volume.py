"""When it was said: mentions per hour of the window, with the hour at which each of the largest issues began and peaked.

Bars above, one strip an issue below on the same hours. A strip names its issue beside the number that the bars carry,
so that no legend has to be matched by colour.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from typing import Any, Final

from kentongan.core.clock import zone
from kentongan.core.day import IssueView
from reports import palette, wording
from reports.blocks import Chart
from reports.charts import NARROW, STYLE, WIDE
from reports.context import Context
from reports.drawings.hour_strips import HourSeries, badges, course, fixed, hour_axis, strip_height, strips_view

_SERIES: Final = 3
_BARS, _LEFT, _GAP = 168, 26, 30
# Free room above the highest bar for its number and for the marks of beginnings.
_HEADROOM: Final = 1.3
_BADGE: Final = 15


def volume_chart(ctx: Context) -> Chart | None:
    """Stacked bars by hour, the peak written out, a strip for each large issue; None without posts."""
    if not ctx.counted:
        return None
    hours = _hours(ctx)
    issues = [issue for issue in ctx.day.priority if issue.posts][:_SERIES]
    series = [_series(ctx, number, issue) for number, issue in enumerate(issues, start=1)]
    totals = Counter(_hour_index(ctx, post) for post in ctx.counted)
    peak = max(range(len(hours)), key=lambda h: (totals[h], -h))
    said = ctx.t(f"{totals[peak]} pada pukul {hours[peak]}", f"{totals[peak]} at {hours[peak]}")
    blocks = _blocks(ctx, issues, totals)
    height = _BARS + _GAP + strip_height(len(series)) if series else _BARS

    def draw(width: int) -> dict[str, Any]:
        plot = width - _LEFT - 12
        top = _bars_view(blocks, hours, plot, totals[peak], step=3 if width == WIDE else 6)
        top["layer"] += [_peak(peak, totals[peak], said, len(hours)), *_beginnings(series, plot, len(hours))]
        views = [top, strips_view(ctx, series, hours, plot, wide=width == WIDE)] if series else [top]
        return {
            "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
            "vconcat": views,
            "spacing": 9,
            "resolve": {"scale": {"x": "independent", "color": "independent"}},
            "config": STYLE,
        }

    title = ctx.t(f"Penyebutan per jam ({ctx.zone})", f"Mentions per hour ({ctx.zone})")
    alt = f"{title}. " + ctx.t(
        f"Jumlah {ctx.n(len(ctx.counted))}; puncak {said}.", f"Total {ctx.n(len(ctx.counted))}; peak {said}."
    )
    for one in series:
        alt += f" {one.name}: {ctx.n(sum(one.hours.values()))}, {course(ctx, one, hours)}."
    return Chart("volume", title, draw(WIDE), alt, WIDE, height, draw(NARROW))


def _series(ctx: Context, number: int, issue: IssueView) -> HourSeries:
    counted = set(ctx.counted)
    hours = Counter(_hour_index(ctx, post) for post in issue.posts if post in counted)
    old = issue.first_seen < ctx.day.window.start
    return HourSeries(
        number,
        ctx.safe(issue.name, 90),
        hours,
        None if old or not hours else min(hours),
        wording.short_date(issue.first_seen, ctx.zone, ctx.lang) if old else "",
        max(hours, key=lambda h: (hours[h], -h), default=0),
    )


def _hour_count(ctx: Context) -> int:
    return max(1, round((ctx.day.window.end - ctx.day.window.start).total_seconds() / 3600))


def _hours(ctx: Context) -> list[str]:
    """Names of the window's hours in the office's zone: "06.00", "07.00" and so on."""
    start = ctx.day.window.start.astimezone(zone(ctx.zone))
    mark = "%H.00" if ctx.lang == "id" else "%H:00"
    return [(start + timedelta(hours=h)).strftime(mark) for h in range(_hour_count(ctx))]


def _hour_index(ctx: Context, post: str) -> int:
    """The hour a post falls into; one outside the window (an assumed date) counts at its edge."""
    span = ctx.day.posts[post].published_at - ctx.day.window.start
    return min(max(int(span.total_seconds() // 3600), 0), _hour_count(ctx) - 1)


def _blocks(ctx: Context, issues: list[IssueView], totals: Counter[int]) -> list[dict[str, Any]]:
    """The bars' segments: hour, from and to, colour; the first issue wins a post that two of them hold."""
    owner = {post: i for i, issue in reversed(list(enumerate(issues))) for post in issue.posts}
    rest = len(issues)
    counts = Counter((_hour_index(ctx, post), owner.get(post, rest)) for post in ctx.counted)
    colours = [*palette.SERIES[:rest], palette.SERIES[3] if issues else palette.ACCENT]
    blocks = []
    for hour in sorted(totals):
        low = 0
        for part in range(rest + 1):
            n = counts[(hour, part)]
            if n:
                place = {"x": hour + 0.06, "x2": hour + 0.94, "y": low, "y2": low + n}
                blocks.append({**place, "n": n, "warna": colours[part]})
            low += n
    return blocks


def _bars_view(blocks: list[dict[str, Any]], hours: list[str], plot: int, most: int, *, step: int) -> dict[str, Any]:
    labels = json.dumps({str(h): name for h, name in enumerate(hours)})
    below = {
        "title": None,
        "grid": False,
        "values": list(range(0, len(hours), step)),
        "labelExpr": f"{labels}[datum.value]",
        "labelFlush": True,
        "domainColor": palette.FAINT,
        "tickColor": palette.FAINT,
    }
    ticks = sorted({0, *(t for t in _round_steps(most) if t <= most)})
    left = {
        "title": None,
        "values": ticks,
        "format": ",d",
        "domain": False,
        "ticks": False,
        "minExtent": _LEFT,
        "maxExtent": _LEFT,
    }
    scale = {"domain": [0, most * _HEADROOM], "nice": False}
    bars = {
        "data": {"values": blocks},
        "mark": {"type": "bar", "stroke": palette.PAPER, "strokeWidth": 0.6},
        "encoding": {
            "x": hour_axis(len(hours), axis=below),
            "x2": {"field": "x2"},
            "y": {"field": "y", "type": "quantitative", "scale": scale, "axis": left},
            "y2": {"field": "y2"},
            "color": fixed(),
        },
    }
    return {"width": plot, "height": _BARS, "layer": [bars]}


def _round_steps(most: int) -> list[int]:
    """About five whole ticks up to `most`, at steps of 1, 2 or 5 times a power of ten."""
    step = 1
    for step in (m * 10**e for e in range(9) for m in (1, 2, 5)):
        if most <= 5 * step:
            break
    return list(range(0, most + 1, step))


def _peak(hour: int, count: int, said: str, hours: int) -> dict[str, Any]:
    """The highest hour's number, written towards the middle so that it never leaves the chart."""
    where = hour / hours
    align, at = (
        ("right", hour + 0.94) if where > 0.7 else ("left", hour + 0.06) if where < 0.3 else ("center", hour + 0.5)
    )
    return {
        "data": {"values": [{"x": at, "y": count, "kata": said}]},
        "mark": {"type": "text", "dy": -8, "align": align, "fontWeight": 600, "color": palette.INK},
        "encoding": {"x": hour_axis(hours), "y": {"field": "y", "type": "quantitative"}, "text": {"field": "kata"}},
    }


def _beginnings(series: list[HourSeries], plot: int, hours: int) -> list[dict[str, Any]]:
    """A dashed line where an issue of the day began, headed by its number; numbers never cover one another."""
    marks: list[dict[str, Any]] = []
    last = float(-_BADGE)
    for one in sorted((s for s in series if s.began is not None), key=lambda s: (s.began, s.number)):
        at = (one.began or 0) / hours * plot
        last = min(max(at, last + _BADGE, _BADGE / 2), plot - _BADGE / 2)
        badge = {"lencana": last / plot * hours, "nomor": str(one.number), "warna": one.colour, "tinta": one.ink}
        marks.append({"x": one.began, **badge})
    if not marks:
        return []
    data = {"values": marks}
    return [
        {
            "data": data,
            "mark": {"type": "rule", "strokeDash": [2, 2], "color": palette.QUIET_INK, "strokeWidth": 1},
            "encoding": {"x": hour_axis(hours), "y": {"value": 14}, "y2": {"value": _BARS}},
        },
        *badges(data, hour_axis(hours, field="lencana"), {"value": 7}),
    ]
