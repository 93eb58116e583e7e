"""Colours that stay apart on a grey copy and for colour-blind readers, measured."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path
from types import ModuleType

import pytest

from reports import palette
from reports.charts import render_svg
from reports.context import Context
from reports.drawings.tone import area_chart, tone_chart
from reports.drawings.volume import volume_chart

# On linear RGB: Viénot, Brettel and Mollon 1999 (protanopia, deuteranopia); Machado et al. 2009, severity 1
# (tritanopia).
BLINDNESS = {
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
GROUPS = {
    "tones": tuple(palette.TONES.values()),
    "series": palette.SERIES,
}


def _linear(colour: str) -> tuple[float, float, float]:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return r, g, b


def _lab(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    """CIE L*a*b* under D65 of a linear sRGB colour."""
    r, g, b = (min(max(c, 0.0), 1.0) for c in rgb)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089

    def f(t: float) -> float:
        return t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116

    return 116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))


def _contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two colours."""
    light, dark = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(_linear, (one, other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("group", GROUPS)
def test_lightness_tells_them_apart_on_a_grey_copy(group: str) -> None:
    """Any two colours of a chart differ by at least 14 points of lightness."""
    lightness = sorted(_lab(_linear(colour))[0] for colour in GROUPS[group])

    assert min(b - a for a, b in pairwise(lightness)) >= 14


def _seen(colour: str, kind: str) -> tuple[float, float, float]:
    """The colour as a reader of that kind sees it, in CIE L*a*b*."""
    r, g, b = _linear(colour)
    return _lab(tuple(row[0] * r + row[1] * g + row[2] * b for row in BLINDNESS[kind]))  # type: ignore[arg-type]


def _distance(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """CIE 1976 difference."""
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5


@pytest.mark.parametrize("ground", ["light", "dark"])
@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("kind", BLINDNESS)
def test_colour_blind_readers_can_tell_them_apart(group: str, kind: str, ground: str) -> None:
    """Under each simulated colour blindness any two colours of a chart stay 15 or more apart, on a dark page too."""
    dark = _dark_colours()
    shown = [dark.get(c, c) if ground == "dark" else c for c in GROUPS[group]]

    for one, other in combinations([_seen(colour, kind) for colour in shown], 2):
        assert _distance(one, other) >= 15


def _dark_colours() -> dict[str, str]:
    """What the style sheet of the page makes of the drawings' fills where the reader's screen is dark."""
    sheet = (Path(palette.__file__).parent / "templates" / "daily.css").read_text(encoding="utf-8")
    return dict(re.findall(r'\.chart svg \[fill="(#\w{6})"\][^{]*{fill:(#\w{6})}', sheet))


def test_days_of_an_issue_darken_step_by_step() -> None:
    """On a grey copy each step of the ramp is darker than the one before by at least 7 points of lightness."""
    lightness = [_lab(_linear(colour))[0] for colour in palette.RAMP]

    assert min(a - b for a, b in pairwise(lightness)) >= 7


@pytest.mark.parametrize("name", ["example_day", "heavy_day"])
def test_bars_that_touch_in_the_drawings_stay_apart(days: ModuleType, name: str) -> None:
    """The drawings themselves: wherever two segments of a bar touch, grey copies and colour-blind eyes part them."""
    touching = set()
    for chart in (volume_chart(ctx := Context(getattr(days, name)(), "id", {})), tone_chart(ctx), area_chart(ctx)):
        touching |= _touching(render_svg(chart)) if chart else set()

    assert touching
    for one, other in touching:
        assert abs(_lab(_linear(one))[0] - _lab(_linear(other))[0]) >= 14
        for kind in BLINDNESS:
            assert _distance(_seen(one, kind), _seen(other, kind)) >= 15


def _touching(svg: str) -> set[tuple[str, str]]:
    """Pairs of fills of rectangles that share an edge; paths as Vega writes bars: "Mx,yhWvHh-WZ"."""
    found = set()
    boxes = []
    for d, fill in re.findall(r'<path d="(M[^"]+Z)"[^>]*? fill="(#\w{6})"', svg):
        if box := re.fullmatch(r"M([-\d.]+),([-\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+Z", d):
            x, y, w, h = map(float, box.groups())
            boxes.append((x, y, x + w, y + h, fill))
    for (ax, ay, bx, by, one), (cx, cy, dx, dy, other) in combinations(boxes, 2):
        beside = min(abs(bx - cx), abs(dx - ax)) < 0.6 and min(by, dy) - max(ay, cy) > 2
        above = min(abs(by - cy), abs(dy - ay)) < 0.6 and min(bx, dx) - max(ax, cx) > 2
        if (beside or above) and one != other:
            found.add((one, other))
    return found


def test_words_can_be_read_on_their_grounds() -> None:
    """Numbers on segments and discs, words on chips and running text reach WCAG's 4.5:1 for small text."""
    for tone, ground in palette.TONES.items():
        assert _contrast(ground, palette.TONE_INK[tone]) >= 4.5
    for ground, ink in zip(palette.SERIES, palette.SERIES_INK, strict=True):
        assert _contrast(ground, ink) >= 4.5
    for strong, ink, tint in palette.LEVELS.values():
        assert _contrast(strong, ink) >= 4.5
        assert _contrast(tint, palette.INK) >= 4.5
    assert _contrast(palette.PAPER, palette.INK) >= 7
    assert _contrast(palette.PAPER, palette.QUIET_INK) >= 4.5
    for step, ground in enumerate(palette.RAMP):
        assert _contrast(ground, palette.RAMP_INK[step > 3]) >= 4.5
