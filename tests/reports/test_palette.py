"""Colours that stay apart on a grey copy and for colour-blind readers, measured."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from reports import palette

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


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("kind", BLINDNESS)
def test_colour_blind_readers_can_tell_them_apart(group: str, kind: str) -> None:
    """Under each simulated colour blindness any two colours of a chart stay 15 or more apart (CIE 1976 difference)."""
    matrix = BLINDNESS[kind]
    seen = []
    for colour in GROUPS[group]:
        r, g, b = _linear(colour)
        seen.append(_lab(tuple(row[0] * r + row[1] * g + row[2] * b for row in matrix)))  # type: ignore[arg-type]

    for one, other in combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 >= 15


def test_words_can_be_read_on_their_grounds() -> None:
    """Numbers on segments, words on chips and running text reach WCAG's 3:1 for large and 4.5:1 for small text."""
    for tone, ground in palette.TONES.items():
        assert _contrast(ground, palette.TONE_INK[tone]) >= 3
    for strong, ink, tint in palette.LEVELS.values():
        assert _contrast(strong, ink) >= 3
        assert _contrast(tint, palette.INK) >= 4.5
    assert _contrast(palette.PAPER, palette.INK) >= 7
    assert _contrast(palette.PAPER, palette.QUIET_INK) >= 4.5
    for step, ground in enumerate(palette.RAMP):
        assert _contrast(ground, palette.RAMP_INK[step > 3]) >= 4.5
