"""A week or a month at a glance: the level of each issue on each day, and the days' posts by tone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from kentongan.core.findings import Level
from kentongan.core.periods import PeriodFindings
from reports import palette, wording
from reports.blocks import Chart
from reports.charts import NARROW, WIDE, specification
from reports.context import Context

ROWS = 8
_ROW = 30
_SHORT_DAYS = {
    "id": ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
# More columns than this leave no room for words in a cell.
_WORDY = 10


def level_chart(ctx: Context, period: PeriodFindings) -> Chart | None:
    """A row an issue, a cell a day in the colour of its level; above them the status of the days. None without issues."""
    issues = [issue for issue in period.issues if issue.name][:ROWS]
    if not issues:
        return None
    head = ctx.t("Status hari", "Status of the day")
    names = [head, *_distinct([ctx.safe(issue.name, 60) for issue in issues])]
    missing = ctx.t("tanpa catatan", "not kept")
    values = [
        _cell(ctx, head, day, period.figures.levels[day], None)
        if day in period.figures.levels
        else {"isu": head, "hari": day, "tingkat": missing, "angka": "–", "kata": "–", "tinta": palette.QUIET_INK}
        for day in period.days
    ]
    for name, issue in zip(names[1:], issues, strict=True):
        values += [_cell(ctx, name, state.day, state.level, state.n24) for state in issue.path]
    used = {str(value["tingkat"]) for value in values}
    scale = [(wording.level_name(level, ctx.lang), palette.LEVELS[level][0]) for level in Level]
    scale = [pair for pair in (*scale, (missing, palette.RAMP[0])) if pair[0] in used]
    height = len(names) * _ROW + 62

    def draw(width: int) -> dict[str, Any]:
        # A phone shows the last week; the table under the chart has all.
        shown = list(period.days) if width == WIDE else list(period.days)[-7:]
        wordy = width == WIDE and len(shown) <= _WORDY
        axes = {"x": _days(ctx, shown, whole=wordy), "y": _names(names, 205 if width == WIDE else 120)}
        fill = {
            "field": "tingkat",
            "type": "nominal",
            "scale": {"domain": [name for name, _ in scale], "range": [colour for _, colour in scale]},
            "legend": {"title": None, "orient": "bottom", "direction": "horizontal"},
        }
        cells = {
            "mark": {"type": "rect", "stroke": palette.PAPER, "strokeWidth": 2, "cornerRadius": 2},
            "encoding": {**axes, "color": fill},
        }
        field = "kata" if wordy else "angka"
        ink = {"field": "tinta", "type": "nominal", "scale": None, "legend": None}
        text = {
            "mark": {"type": "text", "fontSize": 10 if wordy or width != WIDE else 9},
            "encoding": {**axes, "text": {"field": field}, "color": ink},
        }
        data = {"values": [value for value in values if value["hari"] in shown]}
        body = {"data": data, "layer": [cells, text], "resolve": {"scale": {"color": "independent"}}}
        return specification(body, width=width, height=height)

    peaks = "; ".join(
        f"{name}: {wording.level_name(issue.peak, ctx.lang)}" for name, issue in zip(names[1:], issues, strict=True)
    )
    title = ctx.t("Tingkat isu per hari; angka = penyebutan", "Level by day; figures = mentions")
    alt = ctx.t(f"Tingkat tertinggi tiap isu. {peaks}.", f"Highest level of each issue. {peaks}.")
    return Chart("jalur", title, draw(WIDE), alt, WIDE, height, draw(NARROW))


def days_chart(ctx: Context, period: PeriodFindings) -> Chart | None:
    """Posts a day, stacked by tone; None without posts."""
    daily = period.figures.daily
    most = max((sum(counts.values()) for counts in daily.values()), default=0)
    if not most:
        return None
    names = {bucket: wording.first_upper(wording.BUCKET_NAMES[bucket].to(ctx.lang)) for bucket in wording.BUCKETS}
    values = [
        {"hari": day, "nada": names[bucket], "urut": i, "n": daily.get(day, {}).get(bucket, 0)}
        for day in period.days
        for i, bucket in enumerate(wording.BUCKETS)
    ]

    def draw(width: int) -> dict[str, Any]:
        shown = list(period.days)
        step = 1 if width == WIDE or len(shown) <= _WORDY else 5
        colour = {
            "field": "nada",
            "type": "nominal",
            "scale": {"domain": list(names.values()), "range": [palette.TONES[b] for b in wording.BUCKETS]},
            "legend": {"title": None, "orient": "top", "direction": "horizontal", "columns": 4 if width == WIDE else 2},
        }
        body = {
            "data": {"values": values},
            "mark": {"type": "bar", "stroke": palette.PAPER, "strokeWidth": 0.6},
            "encoding": {
                "x": _days(ctx, shown, whole=width == WIDE and len(shown) <= _WORDY, orient="bottom", step=step),
                "y": {
                    "field": "n",
                    "type": "quantitative",
                    "stack": "zero",
                    "axis": {"title": None, "tickCount": 4, "domain": False, "ticks": False},
                },
                "color": colour,
                "order": {"field": "urut", "type": "quantitative"},
            },
        }
        return specification(body, width=width, height=200)

    totals = {day: sum(counts.values()) for day, counts in daily.items()}
    top = max(totals, key=lambda day: totals[day])
    title = ctx.t("Penyebutan per hari menurut nada", "Mentions a day by tone")
    alt = ctx.t(
        f"{title}. Terbanyak {ctx.n(totals[top])} pada laporan {_label(ctx, top, whole=True)}.",
        f"{title}. Most: {ctx.n(totals[top])} on {_label(ctx, top, whole=True)}.",
    )
    return Chart("harian-nada", title, draw(WIDE), alt, WIDE, 200, draw(NARROW))


def _cell(ctx: Context, name: str, day: str, level: Level, count: int | None) -> dict[str, Any]:
    word = wording.level_name(level, ctx.lang)
    number = "" if count is None else ctx.n(count)
    return {
        "isu": name,
        "hari": day,
        "tingkat": word,
        "angka": number,
        "kata": f"{word} · {number}" if number else word,
        # Level colours stay as they are on a dark page, and so must the ink on them.
        "tinta": palette.INK_ON_TONE if palette.LEVELS[level][1] == palette.INK else palette.LEVELS[level][1],
    }


def _days(ctx: Context, days: Sequence[str], *, whole: bool, orient: str = "top", step: int = 1) -> dict[str, Any]:
    labels = json.dumps({day: _label(ctx, day, whole=whole) if n % step == 0 else "" for n, day in enumerate(days)})
    axis = {
        "title": None,
        "labelAngle": 0,
        "domain": False,
        "ticks": False,
        "labelExpr": f"{labels}[datum.value]",
        "orient": orient,
        "labelPadding": 4,
        "labelOverlap": False,
    }
    return {"field": "hari", "type": "ordinal", "axis": axis, "scale": {"domain": list(days)}}


def _label(ctx: Context, day: str, *, whole: bool) -> str:
    one = date.fromisoformat(day)
    return f"{_SHORT_DAYS[ctx.lang][one.weekday()]} {one.day}/{one.month}" if whole else str(one.day)


def _names(names: Sequence[str], limit: int) -> dict[str, Any]:
    axis = {"title": None, "domain": False, "ticks": False, "labelLimit": limit, "labelColor": palette.INK}
    return {"field": "isu", "type": "nominal", "sort": list(names), "axis": axis}


def _distinct(names: Sequence[str]) -> list[str]:
    """Names of which no two are the same, so that no two issues share a row."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found
