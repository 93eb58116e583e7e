"""Strips of hours below the volume chart: one an issue, with its number, its name, its beginning and its peak."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from reports import palette, wording
from reports.context import Context

# Pixels a strip is high; where in it the words, the peak's sign and the blocks stand.
_STRIP: Final = 34
_WORDS, _SIGN, _BLOCK, _THICK = 6, 15.5, 19, 6
_ROOM_FOR_BADGE: Final = 18
_RING: Final = {"shape": "circle", "size": 52, "stroke": palette.INK, "strokeWidth": 1.4, "fill": palette.HOLLOW}
_PEAK: Final = {"shape": "triangle-down", "size": 38, "filled": True, "color": palette.INK}


@dataclass(frozen=True, slots=True)
class HourSeries:
    """An issue in the chart: its number, colours, posts by hour, and when it began.

    `began` is the hour of its first post, None when it is older than the window; `since` its first day then.
    """

    number: int
    name: str
    hours: Counter[int]
    began: int | None
    since: str
    peak: int

    @property
    def peaks(self) -> bool:
        """An hour stands out at all."""
        return self.hours[self.peak] > 1

    @property
    def colour(self) -> str:
        """Of its blocks."""
        return palette.SERIES[self.number - 1]

    @property
    def ink(self) -> str:
        """Of its number on that colour."""
        return palette.SERIES_INK[self.number - 1]


def course(ctx: Context, one: HourSeries, hours: list[str], *, short: bool = False) -> str:
    """As "mulai 15.00, puncak 20.00 (6)"; the peak alone when `short`. An issue of single posts has no peak."""
    began = (
        ctx.t(f"sejak {one.since}", f"since {one.since}")
        if one.began is None
        else ctx.t(f"mulai {hours[one.began]}", f"from {hours[one.began]}")
    )
    if not one.peaks:
        return began
    most = ctx.n(one.hours[one.peak])
    peak = ctx.t(f"puncak {hours[one.peak]} ({most})", f"peak {hours[one.peak]} ({most})")
    return peak if short else f"{began}, {peak}"


def hour_axis(hours: int, field: str = "x", **more: Any) -> dict[str, Any]:
    """The window from its first to its last hour, whole numbers at the full hours; `more` as Vega-Lite takes it."""
    scale = {"domain": [0, hours], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, **more}


def fixed(field: str = "warna") -> dict[str, Any]:
    """A colour that stands in the data itself."""
    return {"field": field, "type": "nominal", "scale": None, "legend": None}


def badges(data: dict[str, Any], x: dict[str, Any], y: dict[str, Any]) -> list[dict[str, Any]]:
    """Numbers in coloured discs."""
    disc = {"type": "point", "shape": "circle", "size": 150, "opacity": 1, "filled": True}
    number = {"type": "text", "fontSize": 10, "fontWeight": 600, "baseline": "middle", "dy": 0.5}
    return [
        {"data": data, "mark": disc, "encoding": {"x": x, "y": y, "color": fixed()}},
        {
            "data": data,
            "mark": number,
            "encoding": {"x": x, "y": y, "text": {"field": "nomor"}, "color": fixed("tinta")},
        },
    ]


def strip_height(count: int) -> int:
    """Pixels of `count` strips and the line below them that names the remaining colour."""
    return count * _STRIP + 14


def strips_view(ctx: Context, series: list[HourSeries], hours: list[str], plot: int, *, wide: bool) -> dict[str, Any]:
    """A strip an issue: number, name and course in words, its hours as blocks, ○ its beginning, ▼ its peak."""
    height = strip_height(len(series))
    scale = {"domain": [height, 0], "nice": False, "zero": False}

    def y(field: str) -> dict[str, Any]:
        return {"field": field, "type": "quantitative", "scale": scale, "axis": None}

    x = hour_axis(len(hours), axis=None)
    cells, spans, begins, peaks = _marks(series)
    point = {"type": "point", "opacity": 1}
    span = {"x": x, "x2": {"field": "x2"}, "color": fixed()}
    layers = [
        _layer(spans, {"type": "rule", "strokeWidth": 1.2}, {**span, "y": y("tengah")}),
        _layer(cells, {"type": "bar"}, {**span, "y": y("y"), "y2": {"field": "y2"}}),
        _layer(begins, point | _RING, {"x": x, "y": y("tengah")}),
        _layer(peaks, point | _PEAK, {"x": x, "y": y("tengah")}),
        *_words(ctx, series, hours, plot, wide=wide, y=y("y")),
    ]
    return {"width": plot, "height": height, "layer": layers}


def _layer(values: list[dict[str, Any]], mark: dict[str, Any], encoding: dict[str, Any]) -> dict[str, Any]:
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def _marks(series: list[HourSeries]) -> tuple[list[dict[str, Any]], ...]:
    """Blocks of the hours, lines from first to last, rings where issues began, signs where they peaked."""
    cells: list[dict[str, Any]] = []
    spans: list[dict[str, Any]] = []
    begins: list[dict[str, Any]] = []
    peaks: list[dict[str, Any]] = []
    for i, one in enumerate(series):
        top = i * _STRIP + _BLOCK
        centre = top + _THICK / 2
        cells += [
            {"x": h + 0.06, "x2": h + 0.94, "y": top, "y2": top + _THICK, "warna": one.colour}
            for h in sorted(one.hours)
        ]
        if one.hours:
            first = 0 if one.began is None else one.began + 0.5
            spans.append({"x": first, "x2": max(one.hours) + 0.5, "tengah": centre, "warna": one.colour})
        if one.peaks:
            peaks.append({"x": one.peak + 0.5, "tengah": i * _STRIP + _SIGN})
        if one.began is not None:
            begins.append({"x": one.began + 0.5, "tengah": centre})
    return cells, spans, begins, peaks


def _words(
    ctx: Context, series: list[HourSeries], hours: list[str], plot: int, *, wide: bool, y: dict[str, Any]
) -> list[dict[str, Any]]:
    """Number and name on the left, the course on the right, and the name of the colour of everything else."""
    limit = 56 if wide else 28
    rows: list[dict[str, Any]] = [
        {
            "y": i * _STRIP + _WORDS,
            "x": 7 / plot * len(hours),
            "warna": one.colour,
            "tinta": one.ink,
            "nomor": str(one.number),
            "nama": wording.shorten(one.name, limit),
            "jalan": course(ctx, one, hours, short=not wide),
        }
        for i, one in enumerate(series)
    ]
    x = hour_axis(len(hours), axis=None)
    left = {"type": "text", "align": "left", "baseline": "middle", "color": palette.INK}
    right = {"type": "text", "align": "right", "baseline": "middle", "color": palette.QUIET_INK}
    name = {"text": {"field": "nama"}}
    return [
        *badges({"values": rows}, x, y),
        _layer(rows, left | {"fontWeight": 600, "dx": _ROOM_FOR_BADGE - 7}, {"x": x, "y": y, **name}),
        _layer(rows, right, {"x": {"value": plot}, "y": y, "text": {"field": "jalan"}}),
        *_key(ctx, {"value": len(series) * _STRIP + 7}),
    ]


def _key(ctx: Context, y: dict[str, Any]) -> list[dict[str, Any]]:
    """What grey, ring and triangle mean, in a line below the strips."""
    point = {"type": "point", "opacity": 1}
    square = point | {"shape": "square", "size": 110, "filled": True, "color": palette.SERIES[3]}
    words = {"type": "text", "align": "left", "baseline": "middle", "color": palette.QUIET_INK}
    layers, at = [], 7
    for mark, meaning in (
        (square, ctx.t("isu lain", "other issues")),
        (point | _RING, ctx.t("mulai", "beginning")),
        (point | _PEAK, ctx.t("puncak", "peak")),
    ):
        layers.append(_layer([{}], mark, {"x": {"value": at}, "y": y}))
        layers.append(_layer([{"nama": meaning}], words, {"x": {"value": at + 11}, "y": y, "text": {"field": "nama"}}))
        at += 11 + 6 * len(meaning) + 20
    return layers
