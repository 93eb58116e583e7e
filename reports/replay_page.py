"""Two settings of the alarms side by side on one past stream: a table, a chart of alarms a day, and the alarms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kentongan.core.clock import zone
from kentongan.core.messages import Lang
from reports import palette
from reports.blocks import Chart
from reports.charts import WIDE, render_svg, specification

_RULES = {
    "emerging": {"id": "kenaikan", "en": "rise"},
    "early": {"id": "pertanda awal", "en": "early sign"},
    "level": {"id": "tingkat", "en": "level"},
}
_TITLES = {"id": "Putar ulang peringatan", "en": "Alarms replayed"}
_LISTED = 500
_DAYS_DRAWN = 62


@dataclass(frozen=True, slots=True)
class ReplayColumn:
    """One setting: its name, and its alarms as (moment, rule, issue's name, reason), in order of time."""

    name: str
    alarms: tuple[tuple[datetime, str, str, str], ...]


def replay_page(
    columns: Sequence[ReplayColumn],
    rows: Sequence[tuple[str, Sequence[str]]],
    *,
    span: tuple[datetime, datetime],
    zone_name: str,
    lang: Lang = "id",
) -> str:
    """One HTML page without any outside reference; everything from posts is escaped.

    Args:
        columns: the settings.
        rows: label and one cell a setting.
        span: first and last moment of the stream, aware.
        zone_name: of the times shown.
        lang: of the page.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
    )
    where = zone(zone_name)
    listed = [
        {
            "name": column.name,
            "rest": max(len(column.alarms) - _LISTED, 0),
            "alarms": [
                {
                    "at": f"{at.astimezone(where):%Y-%m-%d %H.%M}",
                    "rule": _RULES[rule][lang],
                    "name": name,
                    "reason": reason,
                }
                for at, rule, name, reason in column.alarms[:_LISTED]
            ],
        }
        for column in columns
    ]
    days = [moment.astimezone(where) for moment in span]
    return environment.get_template("replay.html.j2").render(
        lang=lang,
        title=_TITLES[lang],
        span=f"{days[0]:%Y-%m-%d %H.%M} – {days[1]:%Y-%m-%d %H.%M} {zone_name}",
        columns=listed,
        rows=rows,
        chart=render_svg(_chart(columns, days, lang), lang),
        palette=palette,
    )


def _chart(columns: Sequence[ReplayColumn], span: Sequence[datetime], lang: Lang) -> Chart:
    """Alarms a day, a panel a setting on one scale."""
    # A wrong clock years ago must not flatten the days that matter.
    number = min((span[1].date() - span[0].date()).days + 1, _DAYS_DRAWN)
    days = [(span[1].date() - timedelta(days=n)).isoformat() for n in range(number - 1, -1, -1)]
    counted = [Counter(at.astimezone(span[0].tzinfo).date().isoformat() for at, *_ in c.alarms) for c in columns]
    values = [
        {"hari": day, "set": column.name, "n": count.get(day, 0), "teks": str(count[day]) if count.get(day) else ""}
        for column, count in zip(columns, counted, strict=True)
        for day in days
    ]
    x: dict[str, Any] = {
        "field": "hari",
        "type": "ordinal",
        "sort": days,
        "axis": {
            "title": None,
            "labelAngle": 0,
            "labelOverlap": "greedy",
            "labelExpr": "slice(datum.value, 8) + '/' + slice(datum.value, 5, 7)",
        },
    }
    most = max((n for count in counted for n in count.values()), default=0)
    ticks = sorted({0, (most + 1) // 2, most})
    y = {"field": "n", "type": "quantitative", "axis": {"title": None, "values": ticks, "format": "d"}}
    bars = {"mark": {"type": "bar", "color": palette.ACCENT}, "encoding": {"x": x, "y": y}}
    labels = {
        "mark": {"type": "text", "dy": -6, "fontSize": 11, "color": palette.INK},
        "encoding": {"x": x, "y": y, "text": {"field": "teks"}},
    }
    body = {
        "data": {"values": values},
        "facet": {
            "row": {
                "field": "set",
                "type": "nominal",
                "sort": [c.name for c in columns],
                "title": None,
                "header": {
                    "labelAngle": 0,
                    "labelAnchor": "start",
                    "labelOrient": "top",
                    "labelFontSize": 12,
                    "labelColor": palette.INK,
                },
            }
        },
        "spec": {"width": WIDE - 60, "height": 110, "layer": [bars, labels]},
    }
    spec = specification(body, width=WIDE, height=110)
    for key in ("width", "height", "autosize"):
        spec.pop(key)
    totals = "; ".join(f"{c.name}: {len(c.alarms)}" for c in columns)
    title = {"id": "Peringatan per hari", "en": "Alarms a day"}[lang]
    return Chart("putar-ulang", title, spec, f"{title}. {totals}.", WIDE, 150 * len(columns))
