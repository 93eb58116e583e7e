"""In which tone: one bar a kind of source, each as long as the others, counts written in."""

from __future__ import annotations

from collections import Counter
from typing import Any

from reports import palette, wording
from reports.blocks import Chart
from reports.charts import NARROW, WIDE, specification
from reports.context import GROUP_NAMES, GROUP_ORDER, Context

# A segment narrower than this share has no room for its number; the table beside the chart has it.
_LABEL_SHARE = 0.055


def tone_chart(ctx: Context) -> Chart | None:
    """Tone toward the agency by kind of source; None without posts."""
    if not ctx.counted:
        return None
    values: list[dict[str, Any]] = []
    rows: list[str] = []
    said: list[str] = []
    for group in GROUP_ORDER:
        ids = ctx.of_group(ctx.counted, group)
        if not ids:
            continue
        row = f"{GROUP_NAMES[group].to(ctx.lang)} ({ctx.n(len(ids))})"
        counts = Counter(ctx.day.posts[i].bucket for i in ids)
        rows.append(row)
        values += _segments(ctx, row, counts, len(ids))
        parts = (f"{wording.BUCKET_NAMES[b].to(ctx.lang)} {ctx.n(counts[b])}" for b in wording.BUCKETS)
        said.append(f"{row}: {', '.join(parts)}")
    heights = {WIDE: len(rows) * 36 + 46, NARROW: len(rows) * 34 + 66}

    def draw(width: int) -> dict[str, Any]:
        y = _row_axis(rows, 12 if width == WIDE else 11)
        layers = [_bars(ctx, y, 4 if width == WIDE else 2), _labels(y)]
        body = {"data": {"values": values}, "layer": layers, "resolve": {"scale": {"color": "independent"}}}
        return specification(body, width=width, height=heights[width])

    title = ctx.t("Nada terhadap instansi menurut sumber", "Tone toward the agency by source")
    return Chart("nada", title, draw(WIDE), f"{title}. {'. '.join(said)}.", WIDE, heights[WIDE], draw(NARROW))


def _segments(ctx: Context, row: str, counts: Counter[str], total: int) -> list[dict[str, Any]]:
    segments = []
    start = 0.0
    for bucket in wording.BUCKETS:
        share = counts[bucket] / total
        segments.append(
            {
                "baris": row,
                "nada": wording.BUCKET_NAMES[bucket].to(ctx.lang),
                "a": start,
                "b": start + share,
                "tengah": start + share / 2,
                "teks": ctx.n(counts[bucket]) if share >= _LABEL_SHARE else "",
                "tinta": palette.TONE_INK[bucket],
            }
        )
        start += share
    return segments


def _row_axis(rows: list[str], size: int) -> dict[str, Any]:
    axis = {"title": None, "domain": False, "ticks": False, "labelColor": palette.INK, "labelFontSize": size}
    return {"field": "baris", "type": "nominal", "sort": rows, "axis": axis}


def _bars(ctx: Context, y: dict[str, Any], columns: int) -> dict[str, Any]:
    names = [wording.BUCKET_NAMES[bucket].to(ctx.lang) for bucket in wording.BUCKETS]
    return {
        "mark": {"type": "bar", "stroke": palette.PAPER, "strokeWidth": 1.2, "height": {"band": 0.72}},
        "encoding": {
            "y": y,
            "x": {"field": "a", "type": "quantitative", "scale": {"domain": [0, 1], "nice": False}, "axis": None},
            "x2": {"field": "b"},
            "color": {
                "field": "nada",
                "type": "nominal",
                "scale": {"domain": names, "range": [palette.TONES[bucket] for bucket in wording.BUCKETS]},
                "legend": {"title": None, "orient": "top", "columns": columns},
            },
        },
    }


def _labels(y: dict[str, Any]) -> dict[str, Any]:
    return {
        "transform": [{"filter": "datum.teks !== ''"}],
        "mark": {"type": "text", "fontSize": 12, "fontWeight": 600},
        "encoding": {
            "y": y,
            "x": {"field": "tengah", "type": "quantitative"},
            "text": {"field": "teks"},
            "color": {"field": "tinta", "type": "nominal", "scale": None, "legend": None},
        },
    }
