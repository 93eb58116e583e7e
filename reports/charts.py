"""Drawing: a Vega-Lite specification to SVG and PNG, with bundled fonts, nothing loaded from outside.

`render_svg` is for pages and PDF, `render_png` for Word and chat. Both are cached: four flavours of one report draw
each chart once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from reports.blocks import Chart
from reports.palette import GRID, INK, QUIET_INK

FONT_FOLDER = Path(__file__).parent / "fonts"
FONT = "Inter, DejaVu Sans, sans-serif"
VEGA_LITE = "6.4"
# Widths of a chart in pixels: on paper and a desk, and on a phone.
WIDE, NARROW = 680, 340

# What all charts share; a chart's own "config" wins key by key.
STYLE: Mapping[str, Any] = {
    "background": None,
    "font": FONT,
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "labelColor": QUIET_INK,
        "titleColor": QUIET_INK,
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": 400,
        "gridColor": GRID,
        "domainColor": GRID,
        "tickColor": GRID,
        "labelPadding": 5,
    },
    "legend": {
        "labelColor": INK,
        "titleColor": QUIET_INK,
        "labelFontSize": 11,
        "symbolType": "square",
        "symbolSize": 110,
        "labelLimit": 280,
    },
    "text": {"color": INK, "fontSize": 11},
}
LOCALES: Mapping[str, Mapping[str, Any]] = {
    "id": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["Rp", ""]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["Rp", ""]},
}


def specification(body: Mapping[str, Any], *, width: int | str, height: int | Mapping[str, Any]) -> dict[str, Any]:
    """A whole Vega-Lite specification around `body` (data, mark, encoding or layers), in the house style."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "config": STYLE,
        **body,
    }


def render_svg(chart: Chart, lang: str = "id") -> str:
    """The chart as an SVG element with `role="img"` and the alt text; ids are unique to the chart's key.

    It has no XML declaration, no script, no style element or attribute and no outside reference, so that it can stand
    inside a page with a strict content policy.
    """
    return _svg(_text(chart), chart.key, chart.alt, lang)


def render_png(chart: Chart, scale: float = 2.0, lang: str = "id") -> bytes:
    """The chart as a PNG on white, `scale` times its size in pixels."""
    return _png(_text(chart), scale, lang)


def _text(chart: Chart) -> str:
    return json.dumps(chart.spec, sort_keys=True, ensure_ascii=False)


@lru_cache(maxsize=1)
def library() -> Any:
    """vl-convert with our fonts; loaded once, and only when something is drawn (80 MB)."""
    import vl_convert

    vl_convert.register_font_directory(str(FONT_FOLDER))
    return vl_convert


@lru_cache(maxsize=256)
def _svg(spec: str, key: str, alt: str, lang: str) -> str:
    drawn: str = library().vegalite_to_svg(
        spec, vl_version=VEGA_LITE, allowed_base_urls=[], format_locale=dict(LOCALES[lang])
    )
    name = re.sub(r"[^A-Za-z0-9_-]", "-", key)
    # Every drawing numbers its clip paths from 0; in one page they would take each other's.
    drawn = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", drawn)
    # The parts' own labels are English sentences made by the library; the alt text is ours.
    drawn = re.sub(r' (aria-label|aria-roledescription|role|aria-hidden)="[^"]*"', "", drawn)
    return drawn.replace("<svg ", f'<svg role="img" aria-label={quoteattr(alt)} ', 1)


@lru_cache(maxsize=256)
def _png(spec: str, scale: float, lang: str) -> bytes:
    drawn: bytes = library().vegalite_to_png(
        json.loads(spec) | {"background": "#FFFFFF"},
        vl_version=VEGA_LITE,
        scale=scale,
        allowed_base_urls=[],
        format_locale=dict(LOCALES[lang]),
    )
    return drawn
