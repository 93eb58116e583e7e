"""In which tone: bars of the four tones, by kind of source (each as long as the others) and by area (by number)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from kentongan.core.day import AreaCount
from reports import palette, wording
from reports.blocks import Chart
from reports.charts import NARROW, WIDE, specification
from reports.context import GROUP_NAMES, GROUP_ORDER, Context

# A segment narrower than this share of the chart has no room for its number; the table beside it has it.
_LABEL_SHARE: Final = 0.055
_ROW, _ABOVE = 32, 46
AREAS_DRAWN: Final = 4


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar: its name and the number of posts of each tone."""

    name: str
    counts: Counter[str]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def tone_chart(ctx: Context) -> Chart | None:
    """Tone toward the agency by kind of source; None without posts."""
    title = ctx.t("Nada terhadap instansi menurut sumber", "Tone toward the agency by source")
    groups = ((GROUP_NAMES[group].to(ctx.lang), ctx.of_group(ctx.counted, group)) for group in GROUP_ORDER)
    return _chart(ctx, "nada", title, [_row(ctx, name, ids) for name, ids in groups if ids], equal=True)


def area_chart(ctx: Context) -> Chart | None:
    """Posts by area, most first, each bar parted by tone; None when fewer than two areas were named."""
    areas = ctx.day.areas[:AREAS_DRAWN]
    rows = [_row(ctx, area_name(ctx, area, 24), area.posts) for area in areas]
    title = ctx.t("Nada menurut", "Tone by") + f" {area_word(ctx, areas)}"
    return _chart(ctx, "wilayah", title, [row for row in rows if row.total], equal=False) if len(areas) > 1 else None


def area_word(ctx: Context, areas: Sequence[AreaCount]) -> str:
    """What the areas are: "kecamatan", "kabupaten/kota" or "provinsi"."""
    parts = areas[0].code.count(".") if areas else 2
    words = {0: ("provinsi", "province"), 1: ("kabupaten/kota", "regency/city"), 2: ("kecamatan", "district")}
    return ctx.t(*words.get(parts, ("desa/kelurahan", "village")))


def area_name(ctx: Context, area: AreaCount, limit: int = 40) -> str:
    """The name under a heading that says "kecamatan" already: without "Kec."."""
    return ctx.safe(area.name, limit).removeprefix("Kec. ").removeprefix("Distrik ")


def _row(ctx: Context, name: str, ids: Sequence[str]) -> _Row:
    return _Row(name, Counter(ctx.day.posts[i].bucket for i in ids if i in ctx.day.posts))


def _chart(ctx: Context, key: str, title: str, rows: list[_Row], *, equal: bool) -> Chart | None:
    if not rows:
        return None
    most = max(row.total for row in rows)
    labels = [_label(ctx, row) for row in rows]
    values = [
        segment
        for label, row in zip(labels, rows, strict=True)
        for segment in _segments(ctx, "|".join(label), row, row.total if equal else most)
    ]
    heights = {WIDE: len(rows) * _ROW + 30, NARROW: len(rows) * _ROW + _ABOVE}

    def draw(width: int) -> dict[str, Any]:
        y = _row_axis(labels)
        layers = [_bars(ctx, y, 4 if width == WIDE else 2), _numbers(y)]
        body = {"data": {"values": values}, "layer": layers, "resolve": {"scale": {"color": "independent"}}}
        return specification(body, width=width, height=heights[width])

    said = (
        f"{row.name} ({ctx.n(row.total)}): "
        + ", ".join(f"{wording.BUCKET_NAMES[b].to(ctx.lang)} {ctx.n(row.counts[b])}" for b in wording.BUCKETS)
        for row in rows
    )
    alt = f"{title}. {'. '.join(said)}."
    return Chart(key, title, draw(WIDE), alt, WIDE, heights[WIDE], draw(NARROW), half=True)


def _label(ctx: Context, row: _Row) -> tuple[str, str]:
    """The name, and below it "50 · 68% negatif"."""
    share = wording.percent(row.counts["negatif"], row.total, ctx.lang)
    return row.name, f"{ctx.n(row.total)} · {share} {wording.BUCKET_NAMES['negatif'].to(ctx.lang)}"


def _segments(ctx: Context, label: str, row: _Row, length: int) -> list[dict[str, Any]]:
    segments = []
    start = 0.0
    for bucket in wording.BUCKETS:
        share = row.counts[bucket] / length
        segments.append(
            {
                "baris": label,
                "nada": wording.BUCKET_NAMES[bucket].to(ctx.lang),
                "a": start,
                "b": start + share,
                "tengah": start + share / 2,
                "teks": ctx.n(row.counts[bucket]) if share >= _LABEL_SHARE else "",
                "tinta": palette.TONE_INK[bucket],
            }
        )
        start += share
    return segments


def _row_axis(labels: list[tuple[str, str]]) -> dict[str, Any]:
    axis = {
        "title": None,
        "domain": False,
        "ticks": False,
        "labelColor": palette.INK,
        "labelLineHeight": 13,
        "labelExpr": "split(datum.label, '|')",
    }
    return {"field": "baris", "type": "nominal", "sort": ["|".join(label) for label in labels], "axis": axis}


def _bars(ctx: Context, y: dict[str, Any], columns: int) -> dict[str, Any]:
    names = [wording.BUCKET_NAMES[bucket].to(ctx.lang) for bucket in wording.BUCKETS]
    legend = {"title": None, "orient": "top", "columns": columns, "columnPadding": 14, "rowPadding": 3, "offset": 6}
    return {
        "mark": {"type": "bar", "stroke": palette.PAPER, "strokeWidth": 1.2, "height": {"band": 0.74}},
        "encoding": {
            "y": y,
            "x": {"field": "a", "type": "quantitative", "scale": {"domain": [0, 1], "nice": False}, "axis": None},
            "x2": {"field": "b"},
            "color": {
                "field": "nada",
                "type": "nominal",
                "scale": {"domain": names, "range": [palette.TONES[bucket] for bucket in wording.BUCKETS]},
                "legend": legend,
            },
        },
    }


def _numbers(y: dict[str, Any]) -> dict[str, Any]:
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
