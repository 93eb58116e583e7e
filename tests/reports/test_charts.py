"""Drawings: offline, with our font, with words for who cannot see them."""

from __future__ import annotations

import json
from dataclasses import replace
from types import ModuleType
from xml.etree import ElementTree

import pytest

from reports.blocks import Chart, IssueCard, Report
from reports.charts import render_png, render_svg
from reports.daily import compose_daily


def charts(report: Report) -> list[Chart]:
    """Every chart of a report, the small ones of the cards included."""
    found = []
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Chart):
                found.append(block)
            elif isinstance(block, IssueCard) and block.chart:
                found.append(block.chart)
    return found


def test_the_example_day_has_its_charts(days: ModuleType) -> None:
    """Volume, tone, the fifteen days, and one small chart an issue; an empty day has none."""
    assert [c.key for c in charts(compose_daily(days.example_day()))] == [
        *("volume", "nada", "perjalanan", "isu-i-jalan", "isu-i-antre"),
    ]
    assert charts(compose_daily(days.empty_day())) == []


@pytest.mark.parametrize("name", ["example_day", "heavy_day", "hostile_day"])
def test_a_drawing_is_sound_and_alone(days: ModuleType, name: str) -> None:
    """Well-formed, no script or style, no address but the namespaces, the alt text on the image."""
    for chart in charts(compose_daily(getattr(days, name)())):
        for spec in filter(None, (chart.spec, chart.narrow)):
            drawn = render_svg(replace(chart, spec=spec))
            root = ElementTree.fromstring(drawn)  # noqa: S314 - made by us a line above

            assert root.get("aria-label") == chart.alt
            assert not [
                e for e in root.iter() if e.tag.rsplit("}")[-1] in ("script", "style", "image", "foreignObject")
            ]
            assert "style=" not in drawn
            assert "http" not in drawn.replace("http://www.w3.org/", "").replace("http://jahat.example", "")
            assert "Inter" in drawn
        assert "http" not in json.dumps({**chart.spec, "$schema": "", "data": {}, "layer": []})


def test_a_picture_is_a_png_of_the_asked_size(days: ModuleType) -> None:
    """The PNG for Word is `scale` times as wide as the chart."""
    chart = charts(compose_daily(days.example_day()))[1]
    data = render_png(chart, scale=2)

    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert abs(int.from_bytes(data[16:20], "big") - 2 * chart.width) <= 4


def test_alt_texts_say_the_main_numbers(days: ModuleType) -> None:
    """Who cannot see the chart hears its figures."""
    alts = {c.key: c.alt for c in charts(compose_daily(days.example_day()))}

    assert "Jumlah 214" in alts["volume"]
    assert "Berita (61): positif 30, netral 18, berpotensi negatif 6, negatif 7" in alts["nada"]
    assert "Jalan ambles ruas A–B, Kec. Sukamaju: 40" in alts["perjalanan"]
    assert alts["isu-i-jalan"] == "Penyebutan per hari, 15 hari: hari ini 40, kemarin 9, tertinggi 40."


def test_the_bars_add_up_to_the_posts(days: ModuleType) -> None:
    """Every counted post stands in exactly one bar, even where two issues share posts."""
    day = days.example_day()
    shared = replace(day.priority[1], posts=(*day.priority[1].posts, *day.priority[0].posts))
    for each in (day, replace(day, priority=(day.priority[0], shared))):
        volume = charts(compose_daily(each))[0]
        assert sum(value["n"] for value in volume.spec["layer"][0]["data"]["values"]) == 214


def test_a_drawing_is_made_once(days: ModuleType) -> None:
    """Four flavours of a report draw each chart once."""
    chart = charts(compose_daily(days.example_day()))[0]

    assert render_svg(chart) is render_svg(chart)
    assert render_png(chart) is render_png(chart)
