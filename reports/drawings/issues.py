"""How issues live: fifteen days of the day's issues in cells, and a small chart for each issue's card."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from kentongan.core.day import IssueView
from reports import palette, wording
from reports.blocks import Chart
from reports.charts import NARROW, WIDE, specification
from reports.context import Context

HISTORY_DAYS = 15
_NARROW_DAYS = 7
_ROWS = 6
_SPARK = (200, 64)


def timeline_chart(ctx: Context) -> Chart | None:
    """A row an issue, a cell a day, darker for more, with the number written in; None when there is nothing to show."""
    issues = [i for i in (*ctx.day.priority, *ctx.day.potential, *ctx.day.positive) if i.history][:_ROWS]
    days = sorted({day for issue in issues for day, _ in issue.history})[-HISTORY_DAYS:]
    most = max((n for issue in issues for day, n in issue.history if day in days), default=0)
    if most == 0:
        return None
    names = _distinct([ctx.safe(issue.name, 64) for issue in issues])
    values = [cell for name, issue in zip(names, issues, strict=True) for cell in _cells(ctx, name, issue, days, most)]
    height = len(issues) * 32 + 26

    def draw(width: int) -> dict[str, Any]:
        shown = days if width == WIDE else days[-_NARROW_DAYS:]
        axes = {"x": _day_axis(ctx, shown), "y": _issue_axis(names, 34 if width == WIDE else 20)}
        fill = {"field": "warna", "type": "nominal", "scale": None, "legend": None}
        ink = {"field": "tinta", "type": "nominal", "scale": None, "legend": None}
        cells = {
            "mark": {"type": "rect", "stroke": palette.PAPER, "strokeWidth": 1.5, "cornerRadius": 2},
            "encoding": {**axes, "color": fill},
        }
        text = {
            "mark": {"type": "text", "fontSize": 11},
            "encoding": {**axes, "text": {"field": "teks"}, "color": ink},
        }
        data = {"values": [value for value in values if value["hari"] in shown]}
        body = {"data": data, "layer": [cells, text], "resolve": {"scale": {"color": "independent"}}}
        return specification(body, width=width, height=height)

    latest = "; ".join(f"{name}: {ctx.n(len(issue.posts))}" for name, issue in zip(names, issues, strict=True))
    title = ctx.t(f"Perjalanan isu, {len(days)} hari terakhir", f"Issues over the last {len(days)} days")
    alt = ctx.t(f"{title}. Hari ini: {latest}.", f"{title}. Today: {latest}.")
    return Chart("perjalanan", title, draw(WIDE), alt, WIDE, height, draw(NARROW))


def _cells(ctx: Context, name: str, issue: IssueView, days: Sequence[str], most: int) -> list[dict[str, Any]]:
    by_day = dict(issue.history)
    cells = []
    for day in days:
        count = by_day.get(day, 0)
        step = _step(count, most)
        cells.append(
            {
                "isu": name,
                "hari": day,
                "teks": ctx.n(count) if count else "",
                "warna": palette.RAMP[step],
                "tinta": palette.RAMP_INK[step > 3],
            }
        )
    return cells


def _step(count: int, most: int) -> int:
    """The step of the ramp: 0 for none, then by the square root, so that small days are seen beside a large one."""
    return 0 if count == 0 else 1 + min(4, int(5 * (count / most) ** 0.5 - 1e-9))


def _day_axis(ctx: Context, days: Sequence[str]) -> dict[str, Any]:
    labels = json.dumps({day: _day_label(ctx, day, first=day == days[0]) for day in days})
    axis = {
        "title": None,
        "labelAngle": 0,
        "domain": False,
        "ticks": False,
        "labelExpr": f"{labels}[datum.value]",
        "orient": "top",
        "labelPadding": 4,
    }
    return {"field": "hari", "type": "ordinal", "axis": axis}


def _issue_axis(names: Sequence[str], letters: int) -> dict[str, Any]:
    """Names in at most two lines of `letters`."""
    lines = json.dumps({name: wording.two_lines(name, letters) for name in names}, ensure_ascii=False)
    axis = {
        "title": None,
        "domain": False,
        "ticks": False,
        "labelLimit": 260,
        "labelColor": palette.INK,
        "labelLineHeight": 13,
        "labelExpr": f"{lines}[datum.value]",
    }
    return {"field": "isu", "type": "nominal", "sort": list(names), "axis": axis}


def _day_label(ctx: Context, day: str, *, first: bool) -> str:
    """The day of the month; the month as well where it begins."""
    when = date.fromisoformat(day)
    return f"{when.day} {wording.SHORT_MONTHS[ctx.lang][when.month - 1]}" if first or when.day == 1 else str(when.day)


def _distinct(names: Sequence[str]) -> list[str]:
    """Two issues whose shortened names are alike must not share a row."""
    seen: Counter[str] = Counter()
    result = []
    for name in names:
        seen[name] += 1
        result.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return result


def issue_sparkline(ctx: Context, issue: IssueView) -> Chart | None:
    """A bar a day, today's dark and with its number; None for an issue of one day, which has no course yet."""
    history = issue.history[-HISTORY_DAYS:]
    if sum(n > 0 for _, n in history) < 2:
        return None
    last = len(history) - 1
    values = [
        {
            "i": i,
            "n": n,
            "warna": palette.ACCENT if i == last else palette.FAINT,
            "teks": ctx.n(n) if i == last else "",
        }
        for i, (_, n) in enumerate(history)
    ]
    latest, before = history[-1][1], history[-2][1] if last else 0
    numbers = [ctx.n(latest), ctx.n(before), ctx.n(max(n for _, n in history))]
    alt = ctx.t(
        "Penyebutan per hari, {} hari: hari ini {}, kemarin {}, tertinggi {}.",
        "Mentions per day, {} days: today {}, yesterday {}, highest {}.",
    ).format(len(history), *numbers)
    title = ctx.t(f"{len(history)} hari terakhir", f"Last {len(history)} days")
    width, height = _SPARK
    return Chart(f"isu-{issue.id}", title, _spark(values), alt, width, height)


def _spark(values: list[dict[str, Any]]) -> dict[str, Any]:
    bars = {
        "mark": {"type": "bar", "cornerRadiusEnd": 1},
        "encoding": {"color": {"field": "warna", "type": "nominal", "scale": None}},
    }
    base = {"mark": {"type": "rule", "color": palette.GRID}, "encoding": {"x": None, "y": {"datum": 0}}}
    text = {
        "mark": {"type": "text", "dy": -7, "fontSize": 12, "fontWeight": 600},
        "encoding": {"text": {"field": "teks"}},
    }
    body = {
        "data": {"values": values},
        "encoding": {
            "x": {"field": "i", "type": "ordinal", "axis": None},
            "y": {"field": "n", "type": "quantitative", "axis": None},
        },
        "layer": [base, bars, text],
    }
    return specification(body, width=_SPARK[0], height=_SPARK[1])
