"""When it was said: mentions per hour of the window, the three largest issues set apart from the rest."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from typing import Any

from kentongan.core.clock import zone
from reports import palette
from reports.blocks import Chart
from reports.charts import NARROW, WIDE, specification
from reports.context import Context

_SERIES = 3
# A legend of so many characters fits one line of the wide chart.
_ONE_LINE = 90


def volume_chart(ctx: Context) -> Chart | None:
    """Stacked bars by hour with the peak written out; None without posts."""
    if not ctx.counted:
        return None
    series = [issue for issue in ctx.day.priority if issue.posts][:_SERIES]
    names = [f"{i}. {ctx.safe(issue.name, 44)}" for i, issue in enumerate(series, start=1)]
    names.append(ctx.t("lainnya", "other") if series else ctx.t("penyebutan", "mentions"))
    # The first issue wins a post that two of them hold, so that bars add up to the hour.
    owner = {post: i for i, issue in reversed(list(enumerate(series))) for post in issue.posts}
    hours = _hours(ctx)
    counts = Counter((_hour_index(ctx, post), owner.get(post, len(series))) for post in ctx.counted)
    totals = Counter(_hour_index(ctx, post) for post in ctx.counted)
    peak = max(range(len(hours)), key=lambda h: (totals[h], -h))
    values = [
        {"i": h, "seri": names[s], "urut": s, "n": counts[(h, s)]}
        for h in range(len(hours))
        for s in range(len(names))
        if counts[(h, s)]
    ]
    colours = [*palette.SERIES[: len(series)], palette.SERIES[3] if series else palette.ACCENT]
    said = ctx.t(f"{totals[peak]} pada pukul {hours[peak]}", f"{totals[peak]} at {hours[peak]}")
    mark = {"i": peak, "n": totals[peak], "kata": said}

    def draw(width: int) -> dict[str, Any]:
        x = _hour_axis(hours, 3 if width == WIDE else 6)
        columns = 1 if width != WIDE else len(names) if sum(map(len, names)) <= _ONE_LINE else 2
        legend = {"title": None, "orient": "top", "columns": columns} if series else None
        layers = [_bars(values, x, names, colours, legend), _peak(mark, x, len(hours))]
        return specification({"layer": layers}, width=width, height=200 if width == WIDE else 196)

    top = "; ".join(f"{name[3:]} {len(issue.posts)}" for name, issue in zip(names, series, strict=False))
    alt = ctx.t(
        f"Penyebutan per jam. Jumlah {ctx.n(len(ctx.counted))}; puncak {said}.",
        f"Mentions per hour. Total {ctx.n(len(ctx.counted))}; peak {said}.",
    ) + (ctx.t(f" Isu terbesar: {top}.", f" Largest issues: {top}.") if top else "")
    title = ctx.t(f"Penyebutan per jam ({ctx.zone})", f"Mentions per hour ({ctx.zone})")
    return Chart("volume", title, draw(WIDE), alt, WIDE, 200, draw(NARROW))


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


def _hour_axis(hours: list[str], step: int) -> dict[str, Any]:
    labels = json.dumps({str(h): name for h, name in enumerate(hours)})
    return {
        "field": "i",
        "type": "ordinal",
        "scale": {"domain": list(range(len(hours)))},
        "axis": {
            "title": None,
            "labelAngle": 0,
            "ticks": False,
            "values": list(range(0, len(hours), step)),
            "labelExpr": f"{labels}[datum.value]",
        },
    }


def _bars(
    values: list[dict[str, Any]], x: dict[str, Any], names: list[str], colours: list[str], legend: dict[str, Any] | None
) -> dict[str, Any]:
    axis = {"title": None, "tickCount": 4, "tickMinStep": 1, "format": ",d", "domain": False, "ticks": False}
    return {
        "data": {"values": values},
        "mark": {"type": "bar", "stroke": palette.PAPER, "strokeWidth": 0.6},
        "encoding": {
            "x": x,
            "y": {"field": "n", "type": "quantitative", "stack": "zero", "axis": axis},
            "color": {
                "field": "seri",
                "type": "nominal",
                "scale": {"domain": names, "range": colours},
                "legend": legend,
            },
            "order": {"field": "urut", "type": "quantitative"},
        },
    }


def _peak(mark: dict[str, Any], x: dict[str, Any], hours: int) -> dict[str, Any]:
    """The highest hour's number, written towards the middle so that it never leaves the chart."""
    where = mark["i"] / hours
    align = "right" if where > 0.7 else "left" if where < 0.3 else "center"
    return {
        "data": {"values": [mark]},
        "mark": {"type": "text", "dy": -7, "align": align, "fontWeight": 600, "color": palette.INK},
        "encoding": {"x": x, "y": {"field": "n", "type": "quantitative"}, "text": {"field": "kata"}},
    }
