"""The colours of reports: few, and told apart in grey print and by colour-blind readers.

`tests/reports/test_palette.py` measures them: within a group the CIE lightness L* of any two differs enough to be told
apart on a grey copy, and under simulated protanopia, deuteranopia and tritanopia they stay apart as well. Nothing is
said by colour alone: each mark also carries its word or number.
"""

from __future__ import annotations

from collections.abc import Mapping

from kentongan.core.findings import Level

INK = "#1C2733"
QUIET_INK = "#5B6875"
GRID = "#D5DBE1"
PAPER = "#FFFFFF"
ACCENT = "#0B3C6F"
FAINT = "#A9B8C6"
# Ink that stands on a coloured ground, a hair apart from INK so that a dark page can turn the one and not the other.
INK_ON_TONE = "#1C2734"

# Tone toward the agency, in the report's order. Lightness 49 / 88 / 72 / 30.
TONES: Mapping[str, str] = {
    "positif": "#257E90",
    "netral": "#DADFE5",
    "berpotensi negatif": "#E9A43B",
    "negatif": "#8C1C13",
}
TONE_INK: Mapping[str, str] = {
    "positif": "#FFFFFF",
    "netral": INK_ON_TONE,
    "berpotensi negatif": INK_ON_TONE,
    "negatif": "#FFFFFF",
}
# The three largest issues and the rest, in charts.
SERIES = ("#0B3C6F", "#C0523A", "#DFA136", "#DADFE4")
SERIES_INK = ("#FFFFFE", "#FFFFFE", INK_ON_TONE, INK_ON_TONE)
# The inside of a ring, a hair apart from white for the same reason as above.
HOLLOW = "#FFFFFD"
# From none to most, for the days of an issue; ink for the lower and the upper half.
RAMP = ("#EEF1F4", "#D3DEE9", "#A9C0D6", "#7398BB", "#3F6C9B", "#0C3C6F")
RAMP_INK = ("#1C2735", "#FFFFFE")

# Level: a strong colour for bars and chips, the ink on it, and a tint for grounds.
LEVELS: Mapping[Level, tuple[str, str, str]] = {
    Level.STABLE: ("#1E7F4F", "#FFFFFF", "#E7F4EC"),
    Level.ALERT: ("#F2C230", "#1C2733", "#FDF6DD"),
    Level.STANDBY: ("#BC5408", "#FFFFFF", "#FDEEDF"),
    Level.CRISIS: ("#A3161F", "#FFFFFF", "#FBE6E6"),
}
