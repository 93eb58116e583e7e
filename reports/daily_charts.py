"""The daily report's charts: when it was said, in which tone, and how long issues have lived.

Each is a `Chart` with its data inside; words, numbers and lightness carry the meaning, colour only helps
(`reports.palette`). A chart that would say nothing is None.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from kentongan.core.clock import zone
from kentongan.core.day import IssueView
from reports import palette, wording
from reports.blocks import Chart
from reports.charts import specification
from reports.context import GROUP_NAMES, GROUP_ORDER, Context

WIDE, NARROW = 640, 340
HISTORY_DAYS = 15
_SERIES = 3
_TIMELINE_ROWS = 6
_LABEL_SHARE = 0.055
Spec = dict[str, Any]


def _chart(key: str, title: str, alt: str, draw: Callable[[int], Spec], height: int) -> Chart:
    return Chart(key, title, draw(WIDE), alt, WIDE, height, draw(NARROW))


# -- when ----------------------------------------------------------------------------------------------------------
def volume_chart(ctx: Context) -> Chart | None:
    """Mentions per hour of the window, the three largest issues set apart from the rest."""
    if not ctx.counted:
        return None
    series = [issue for issue in ctx.day.priority if issue.posts][:_SERIES]
    names = [f"{i}. {ctx.safe(issue.name, 34)}" for i, issue in enumerate(series, start=1)]
    names.append(ctx.t("lainnya", "other") if series else ctx.t("penyebutan", "mentions"))
    owner = {post: i for i, issue in reversed(list(enumerate(series))) for post in issue.posts}
    hours = _hours(ctx)
    counts = Counter((_hour_index(ctx, post), owner.get(post, len(series))) for post in ctx.counted)
    totals = Counter(_hour_index(ctx, post) for post in ctx.counted)
    peak = max(range(len(hours)), key=lambda h: (totals[h], -h))
    values = [
        {"i": h, "jam": hours[h], "seri": names[s], "urut": s, "n": counts[(h, s)]}
        for h in range(len(hours))
        for s in range(len(names))
        if counts[(h, s)]
    ]
    colours = [*palette.SERIES[: len(series)], palette.SERIES[3] if series else palette.ACCENT]
    mark = {
        "i": peak,
        "n": totals[peak],
        "kata": ctx.t(f"{totals[peak]} pada pukul {hours[peak]}", f"{totals[peak]} at {hours[peak]}"),
    }
    late, early = peak > len(hours) * 0.7, peak < len(hours) * 0.3
    align = "right" if late else "left" if early else "center"
    labels = {str(h): hours[h] for h in range(len(hours))}

    def draw(width: int) -> Spec:
        x = {
            "field": "i",
            "type": "ordinal",
            "scale": {"domain": list(range(len(hours)))},
            "axis": {
                "title": None,
                "labelAngle": 0,
                "ticks": False,
                "values": list(range(0, len(hours), 3 if width == WIDE else 6)),
                "labelExpr": f"{_json(labels)}[datum.value]",
            },
        }
        bars = {
            "data": {"values": values},
            "mark": {"type": "bar", "stroke": palette.PAPER, "strokeWidth": 0.6},
            "encoding": {
                "x": x,
                "y": {
                    "field": "n",
                    "type": "quantitative",
                    "stack": "zero",
                    "axis": {"title": None, "tickCount": 4, "format": ",d", "domain": False, "ticks": False},
                },
                "color": {
                    "field": "seri",
                    "type": "nominal",
                    "scale": {"domain": names, "range": colours},
                    "legend": {"title": None, "orient": "top", "columns": 2 if width == WIDE else 1}
                    if series
                    else None,
                },
                "order": {"field": "urut", "type": "quantitative"},
            },
        }
        note = {
            "data": {"values": [mark]},
            "mark": {"type": "text", "dy": -7, "align": align, "fontWeight": 600, "color": palette.INK},
            "encoding": {"x": x, "y": {"field": "n", "type": "quantitative"}, "text": {"field": "kata"}},
        }
        return specification({"layer": [bars, note]}, width=width, height=200 if width == WIDE else 230)

    top = "; ".join(f"{name[3:]} {len(issue.posts)}" for name, issue in zip(names, series, strict=False))
    alt = ctx.t(
        f"Penyebutan per jam. Jumlah {ctx.n(len(ctx.counted))}; puncak {totals[peak]} pada pukul {hours[peak]}.",
        f"Mentions per hour. Total {ctx.n(len(ctx.counted))}; peak {totals[peak]} at {hours[peak]}.",
    ) + (ctx.t(f" Isu terbesar: {top}.", f" Largest issues: {top}.") if top else "")
    title = ctx.t(f"Penyebutan per jam ({ctx.zone})", f"Mentions per hour ({ctx.zone})")
    return _chart("volume", title, alt, draw, 200)


def _hours(ctx: Context) -> list[str]:
    """Names of the window's hours in the office's zone: "06", "07", … "05"."""
    start = ctx.day.window.start.astimezone(zone(ctx.zone))
    count = max(1, round((ctx.day.window.end - ctx.day.window.start).total_seconds() / 3600))
    mark = "%H.00" if ctx.lang == "id" else "%H:00"
    return [(start + timedelta(hours=h)).strftime(mark) for h in range(count)]


def _hour_index(ctx: Context, post: str) -> int:
    span = ctx.day.posts[post].published_at - ctx.day.window.start
    last = max(1, round((ctx.day.window.end - ctx.day.window.start).total_seconds() / 3600)) - 1
    return min(max(int(span.total_seconds() // 3600), 0), last)


def _json(value: object) -> str:
    import json

    return json.dumps(value, ensure_ascii=True)


# -- tone ----------------------------------------------------------------------------------------------------------
def tone_chart(ctx: Context) -> Chart | None:
    """Tone toward the agency by kind of source: one bar a kind, each as long as the others, counts written in."""
    if not ctx.counted:
        return None
    names = {bucket: wording.BUCKET_NAMES[bucket].to(ctx.lang) for bucket in wording.BUCKETS}
    values, rows, said = [], [], []
    for group in GROUP_ORDER:
        ids = ctx.of_group(ctx.counted, group)
        if not ids:
            continue
        row = f"{GROUP_NAMES[group].to(ctx.lang)} ({ctx.n(len(ids))})"
        rows.append(row)
        counts = Counter(ctx.day.posts[i].bucket for i in ids)
        start = 0.0
        for bucket in wording.BUCKETS:
            share = counts[bucket] / len(ids)
            label = ctx.n(counts[bucket]) if share >= _LABEL_SHARE else ""
            values.append(
                {
                    "baris": row,
                    "nada": names[bucket],
                    "a": start,
                    "b": start + share,
                    "tengah": start + share / 2,
                    "teks": label,
                    "tinta": palette.TONE_INK[bucket],
                }
            )
            start += share
        said.append(f"{row}: " + ", ".join(f"{names[b]} {ctx.n(counts[b])}" for b in wording.BUCKETS))

    def draw(width: int) -> Spec:
        y = {
            "field": "baris",
            "type": "nominal",
            "sort": rows,
            "axis": {
                "title": None,
                "domain": False,
                "ticks": False,
                "labelColor": palette.INK,
                "labelFontSize": 12 if width == WIDE else 11,
            },
        }
        bars = {
            "mark": {"type": "bar", "stroke": palette.PAPER, "strokeWidth": 1.2, "height": {"band": 0.72}},
            "encoding": {
                "y": y,
                "x": {"field": "a", "type": "quantitative", "scale": {"domain": [0, 1], "nice": False}, "axis": None},
                "x2": {"field": "b"},
                "color": {
                    "field": "nada",
                    "type": "nominal",
                    "scale": {"domain": list(names.values()), "range": list(palette.TONES.values())},
                    "legend": {"title": None, "orient": "top", "columns": 4 if width == WIDE else 2},
                },
            },
        }
        text = {
            "transform": [{"filter": "datum.teks !== ''"}],
            "mark": {"type": "text", "fontSize": 12, "fontWeight": 600},
            "encoding": {
                "y": y,
                "x": {"field": "tengah", "type": "quantitative"},
                "text": {"field": "teks"},
                "color": {"field": "tinta", "type": "nominal", "scale": None, "legend": None},
            },
        }
        body = {"data": {"values": values}, "layer": [bars, text], "resolve": {"scale": {"color": "independent"}}}
        return specification(body, width=width, height=len(rows) * 36 + 46 if width == WIDE else len(rows) * 34 + 66)

    title = ctx.t("Nada terhadap instansi menurut sumber", "Tone toward the agency by source")
    return _chart("nada", title, f"{title}. {'. '.join(said)}.", draw, len(rows) * 36 + 46)


# -- issues through the days ---------------------------------------------------------------------------------------
def timeline_chart(ctx: Context) -> Chart | None:
    """Fifteen days of the day's issues: a cell a day, darker for more, with the number written in."""
    issues = [i for i in (*ctx.day.priority, *ctx.day.potential, *ctx.day.positive) if i.history][:_TIMELINE_ROWS]
    if not issues:
        return None
    days = sorted({day for issue in issues for day, _ in issue.history})[-HISTORY_DAYS:]
    names = _distinct([ctx.safe(issue.name, 40) for issue in issues])
    most = max((n for issue in issues for day, n in issue.history if day in days), default=0)
    if most == 0:
        return None
    values = []
    for name, issue in zip(names, issues, strict=True):
        by_day = dict(issue.history)
        for day in days:
            n = by_day.get(day, 0)
            step = _step(n, most)
            values.append(
                {
                    "isu": name,
                    "hari": day,
                    "teks": ctx.n(n) if n else "",
                    "warna": palette.RAMP[step],
                    "tinta": palette.RAMP_INK[step > 3],
                }
            )

    def draw(width: int) -> Spec:
        shown = days if width == WIDE else days[-7:]
        limit = 190 if width == WIDE else 120
        x = {
            "field": "hari",
            "type": "ordinal",
            "axis": {
                "title": None,
                "labelAngle": 0,
                "domain": False,
                "ticks": False,
                "labelExpr": f"{_json({d: _day_label(d, ctx, first=d == shown[0]) for d in shown})}[datum.value]",
                "orient": "top",
                "labelPadding": 4,
            },
        }
        y = {
            "field": "isu",
            "type": "nominal",
            "sort": names,
            "axis": {"title": None, "domain": False, "ticks": False, "labelLimit": limit, "labelColor": palette.INK},
        }
        cells = {
            "mark": {"type": "rect", "stroke": palette.PAPER, "strokeWidth": 1.5, "cornerRadius": 2},
            "encoding": {
                "x": x,
                "y": y,
                "color": {"field": "warna", "type": "nominal", "scale": None, "legend": None},
            },
        }
        text = {
            "mark": {"type": "text", "fontSize": 11},
            "encoding": {
                "x": x,
                "y": y,
                "text": {"field": "teks"},
                "color": {"field": "tinta", "type": "nominal", "scale": None, "legend": None},
            },
        }
        body = {
            "data": {"values": [v for v in values if v["hari"] in shown]},
            "layer": [cells, text],
            "resolve": {"scale": {"color": "independent"}},
        }
        return specification(body, width=width, height=len(issues) * 28 + 30)

    latest = "; ".join(f"{name}: {ctx.n(len(issue.posts))}" for name, issue in zip(names, issues, strict=True))
    title = ctx.t(f"Perjalanan isu, {len(days)} hari terakhir", f"Issues over the last {len(days)} days")
    alt = ctx.t(f"{title}. Hari ini: {latest}.", f"{title}. Today: {latest}.")
    height = len(issues) * 28 + 30
    return _chart("perjalanan", title, alt, draw, height)


def _step(count: int, most: int) -> int:
    """The step of the ramp: 0 for none, then by the square root, so that small days are seen beside a large one."""
    return 0 if count == 0 else 1 + min(4, int(5 * (count / most) ** 0.5 - 1e-9))


def _day_label(day: str, ctx: Context, *, first: bool) -> str:
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
    """A small chart of one issue's last fifteen days; today's bar is dark and carries its number."""
    history = issue.history[-HISTORY_DAYS:]
    if not any(n for _, n in history):
        return None
    values = [
        {
            "i": i,
            "n": n,
            "warna": palette.ACCENT if i == len(history) - 1 else palette.FAINT,
            "teks": ctx.n(n) if i == len(history) - 1 else "",
        }
        for i, (_, n) in enumerate(history)
    ]
    body: Mapping[str, Any] = {
        "data": {"values": values},
        "encoding": {
            "x": {"field": "i", "type": "ordinal", "axis": None},
            "y": {"field": "n", "type": "quantitative", "axis": None},
        },
        "layer": [
            {
                "mark": {"type": "bar", "cornerRadiusEnd": 1},
                "encoding": {"color": {"field": "warna", "type": "nominal", "scale": None}},
            },
            {
                "mark": {"type": "text", "dy": -7, "fontSize": 12, "fontWeight": 600},
                "encoding": {"text": {"field": "teks"}},
            },
        ],
    }
    spec = specification(body, width=200, height=64)
    latest, before = history[-1][1], history[-2][1] if len(history) > 1 else 0
    highest = max(n for _, n in history)
    title = ctx.t(f"{len(history)} hari terakhir", f"Last {len(history)} days")
    alt = ctx.t(
        f"Penyebutan per hari, {len(history)} hari: hari ini {ctx.n(latest)}, kemarin {ctx.n(before)}, "
        f"tertinggi {ctx.n(highest)}.",
        f"Mentions per day, {len(history)} days: today {ctx.n(latest)}, yesterday {ctx.n(before)}, "
        f"highest {ctx.n(highest)}.",
    )
    return Chart(f"isu-{issue.id}", title, spec, alt, 200, 64)
