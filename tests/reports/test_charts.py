"""Drawings: offline, with our font, with words for who cannot see them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from types import ModuleType
from xml.etree import ElementTree

import pytest

from kentongan.core.day import DayFindings
from reports.blocks import Chart, IssueCard, Report, Table, plain
from reports.charts import NARROW, render_png, render_svg
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


def volume_of(day: DayFindings) -> Chart:
    """The chart of hours."""
    return next(c for c in charts(compose_daily(day)) if c.key == "volume")


def test_the_example_day_has_its_charts(days: ModuleType) -> None:
    """Volume, tone, the fifteen days, and one small chart an issue; an empty day has none."""
    assert [c.key for c in charts(compose_daily(days.example_day()))] == [
        *("nada", "wilayah", "volume", "perjalanan", "isu-i-jalan", "isu-i-antre"),
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
    chart = charts(compose_daily(days.example_day()))[0]
    data = render_png(chart, scale=2)

    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert abs(int.from_bytes(data[16:20], "big") - 2 * chart.width) <= 4


def test_alt_texts_say_the_main_numbers(days: ModuleType) -> None:
    """Who cannot see the chart hears its figures."""
    alts = {c.key: c.alt for c in charts(compose_daily(days.example_day()))}

    assert "Jumlah 214; puncak 12 pada pukul 04.00." in alts["volume"]
    assert "Jalan ambles ruas A–B, Kec. Sukamaju: 40, mulai 06.00, puncak 17.00 (3)." in alts["volume"]
    assert "Sukamaju (40): positif 0, netral 7, berpotensi negatif 10, negatif 23" in alts["wilayah"]
    assert "Berita (61): positif 30, netral 18, berpotensi negatif 6, negatif 7" in alts["nada"]
    assert "Jalan ambles ruas A–B, Kec. Sukamaju: 40" in alts["perjalanan"]
    assert alts["isu-i-jalan"] == "Penyebutan per hari, 15 hari: hari ini 40, kemarin 9, tertinggi 40."


def test_the_bars_add_up_to_the_posts(days: ModuleType) -> None:
    """Every counted post stands in exactly one bar, even where two issues share posts."""
    day = days.example_day()
    shared = replace(day.priority[1], posts=(*day.priority[1].posts, *day.priority[0].posts))
    for each in (day, replace(day, priority=(day.priority[0], shared))):
        for spec in (volume_of(each).spec, volume_of(each).narrow):
            blocks = spec["vconcat"][0]["layer"][0]["data"]["values"]
            assert sum(block["n"] for block in blocks) == 214
            assert all(block["y2"] - block["y"] == block["n"] for block in blocks)


def test_an_issue_that_began_today_is_marked_at_its_hour_and_an_older_one_is_not(days: ModuleType) -> None:
    """The dashed line stands at the first hour; an issue of before the window has none and says since when."""
    day = days.example_day()
    road, queue = day.priority
    first = min(day.posts[p].published_at for p in queue.posts)
    old = replace(road, first_seen=day.window.start - timedelta(days=3))
    chart = volume_of(replace(day, priority=(old, queue)))
    top = chart.spec["vconcat"][0]["layer"]
    marks = next(layer["data"]["values"] for layer in top if layer["mark"]["type"] == "rule")

    assert [(m["nomor"], m["x"]) for m in marks] == [("2", int((first - day.window.start).total_seconds() // 3600))]
    assert "sejak 30 Jan" in chart.alt


def test_marks_of_beginnings_never_cover_one_another(days: ModuleType) -> None:
    """Three issues that began in the same hour have their numbers side by side, inside the chart."""
    day = days.example_day()
    road = day.priority[0]
    alike = tuple(replace(road, id=f"i-{n}", name=f"Isu {n}") for n in range(3))
    chart = volume_of(replace(day, priority=alike))
    for spec in (chart.spec, chart.narrow):
        width, hours = spec["vconcat"][0]["width"], 24
        marks = next(la["data"]["values"] for la in spec["vconcat"][0]["layer"] if la["mark"]["type"] == "rule")
        places = sorted(m["lencana"] / hours * width for m in marks)
        assert len(places) == 3
        assert all(b - a >= 14.99 for a, b in pairwise(places))
        assert places[0] >= 7
        assert places[-1] <= width - 7


def test_areas_are_ranked_and_their_numbers_open_lists(days: ModuleType) -> None:
    """The table of areas stands below its chart, most posts first, each number with its posts."""
    report = compose_daily(days.example_day())
    section = next(s for s in report.sections if s.key == "angka")
    table = next(b for b in section.blocks if isinstance(b, Table) and b.key == "wilayah")

    assert [plain(row[0]) for row in table.rows] == ["Sukamaju", "Mekar"]
    assert [plain(row[4]) for row in table.rows] == [
        "Jalan ambles ruas A–B, Kec. Sukamaju",
        "Antrean layanan Disdukcapil",
    ]
    assert [plain(row[1]) for row in table.rows] == ["40", "23"]
    for row in table.rows:
        for cell in row[1:4]:
            assert plain(cell) == str(len(cell[0].posts))


@pytest.mark.parametrize("name", ["example_day", "heavy_day", "hostile_day"])
def test_a_narrow_drawing_fits_a_phone_and_a_wide_one_the_page(days: ModuleType, name: str) -> None:
    """Both are as wide as they say, so that paper and phone scale them as planned."""
    for chart in charts(compose_daily(getattr(days, name)())):
        for spec, width in ((chart.spec, chart.width), (chart.narrow, NARROW)):
            if spec:
                root = ElementTree.fromstring(render_svg(replace(chart, spec=spec)))  # noqa: S314 - made by us
                assert abs(float(root.get("width", "0")) - width) <= 6, chart.key


def test_a_drawing_is_made_once(days: ModuleType) -> None:
    """Four flavours of a report draw each chart once."""
    chart = charts(compose_daily(days.example_day()))[0]

    assert render_svg(chart) is render_svg(chart)
    assert render_png(chart) is render_png(chart)
