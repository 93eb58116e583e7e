"""The learning curve of an office's corrections as a page: one line a column, by hand in SVG, no outside reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from kentongan.core.messages import Lang
from reports.wording import number

_TITLE: Final = {"id": "Kurva belajar model kantor", "en": "Learning curve of the office's model"}
_AXES: Final = {"id": ("jumlah koreksi", "ketepatan"), "en": ("corrections", "accuracy")}
_NOTE: Final = {
    "id": "Rata-rata dan simpangan baku atas beberapa pembagian acak; diukur pada koreksi yang tidak ikut melatih.",
    "en": "Mean and standard deviation over random splits; measured on corrections that took no part in teaching.",
}
_COLOURS: Final = ("#1b5e8c", "#b3541e", "#3d7a3a")
_WIDE, _HIGH, _EDGE = 640, 320, 56


def learning_page(curves: Mapping[str, Sequence[Any]], lang: Lang = "id") -> str:
    """An HTML page of the curves.

    Args:
        curves: name → points with `size` (corrections), `mean` and `spread` (accuracy, 0–1), by size.
        lang: of the page.
    """
    largest = max((point.size for points in curves.values() for point in points), default=1) or 1
    lines = "".join(_line(points, largest, _COLOURS[k % len(_COLOURS)]) for k, points in enumerate(curves.values()))
    legend = "".join(
        f'<text x="{_EDGE + 8}" y="{24 + 18 * k}" fill="{_COLOURS[k % len(_COLOURS)]}">{escape(name)}</text>'
        for k, name in enumerate(curves)
    )
    across, up = _AXES[lang]
    tables = "".join(_table(name, points, (across, up), lang) for name, points in curves.items())
    title = _TITLE[lang]
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{title}</title>'
        "<style>body{font:16px sans-serif;margin:2em;max-width:50em}td,th{padding:.2em 1em;text-align:right}</style>"
        f'<h1>{title}</h1><svg role="img" aria-label="{title}" viewBox="0 0 {_WIDE} {_HIGH}" width="100%" font-size="13">'
        f"{_frame(largest, across, up)}{lines}{legend}</svg><p>{_NOTE[lang]}</p>{tables}</html>\n"
    )


def _x(size: int, largest: int) -> float:
    return _EDGE + (_WIDE - 2 * _EDGE) * size / largest


def _y(share: float) -> float:
    return _HIGH - _EDGE - (_HIGH - 2 * _EDGE) * min(max(share, 0.0), 1.0)


def _frame(largest: int, across: str, up: str) -> str:
    marks = []
    for step in range(5):
        y, x = _y(step / 4), _x(round(largest * step / 4), largest)
        marks.append(f'<line x1="{_EDGE}" x2="{_WIDE - _EDGE}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ccc"/>')
        marks.append(f'<text x="{_EDGE - 6}" y="{y + 4:.1f}" text-anchor="end">{25 * step} %</text>')
        marks.append(
            f'<text x="{x:.1f}" y="{_HIGH - _EDGE + 18}" text-anchor="middle">{round(largest * step / 4)}</text>'
        )
    middle = f'<text x="{_WIDE / 2}" y="{_HIGH - 12}" text-anchor="middle">{escape(across)}</text>'
    return "".join(marks) + middle + f'<text x="8" y="16">{escape(up)}</text>'


def _line(points: Sequence[Any], largest: int, colour: str) -> str:
    path = " ".join(f"{_x(p.size, largest):.1f},{_y(p.mean):.1f}" for p in points)
    bars = "".join(
        f'<line x1="{_x(p.size, largest):.1f}" x2="{_x(p.size, largest):.1f}" y1="{_y(p.mean - p.spread):.1f}" '
        f'y2="{_y(p.mean + p.spread):.1f}" stroke="{colour}" opacity=".5"/>'
        for p in points
    )
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>{bars}'


def _table(name: str, points: Sequence[Any], heads: tuple[str, str], lang: Lang) -> str:
    rows = "".join(
        f"<tr><td>{p.size}<td>{number(100 * p.mean, lang, 1)}% ± {number(100 * p.spread, lang, 1)}%" for p in points
    )
    return f"<h2>{escape(name)}</h2><table><tr><th>{escape(heads[0])}<th>{escape(heads[1])}{rows}</table>"
