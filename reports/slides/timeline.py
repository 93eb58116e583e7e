"""An issue's course for a slide: a bar a day with its date, today's dark, the numbers of the last and the highest day."""

from __future__ import annotations

from datetime import date
from typing import Any

from kentongan.core.messages import Lang, Say
from reports import palette, wording
from reports.blocks import Chart, IssueCard
from reports.charts import specification

_SIZE = (520, 250)
_DAYS = 15


def issue_timeline(card: IssueCard, lang: Lang) -> Chart | None:
    """The chart, None for an issue without a course."""
    history = card.history[-_DAYS:]
    if sum(count > 0 for _, count in history) < 2:
        return None
    top = max(count for _, count in history)
    last = len(history) - 1
    values = [
        {
            "hari": _label(day, lang),
            "n": count,
            "warna": palette.ACCENT if i == last else palette.FAINT,
            "teks": wording.number(count, lang) if count and (i == last or count == top) else "",
        }
        for i, (day, count) in enumerate(history)
    ]
    title = Say(f"Penyebutan per hari, {len(history)} hari", f"Mentions per day, {len(history)} days").to(lang)
    told = "; ".join(f"{value['hari']}: {count}" for value, (_, count) in zip(values, history, strict=True))
    return Chart(
        f"salindia-{card.issue_id}", title, _spec(values, every=3 if last > 8 else 1), f"{title}. {told}.", *_SIZE
    )


def _label(day: str, lang: Lang) -> str:
    when = date.fromisoformat(day)
    return f"{when.day} {wording.SHORT_MONTHS[lang][when.month - 1]}"


def _spec(values: list[dict[str, Any]], *, every: int) -> dict[str, Any]:
    # Dates from the last day backwards, so that today always has its own.
    shown = [value["hari"] for i, value in enumerate(reversed(values)) if i % every == 0]
    axis = {
        "title": None,
        "labelAngle": 0,
        "ticks": False,
        "labelFontSize": 14,
        "labelExpr": f"indexof({shown!r}, datum.value) >= 0 ? datum.value : ''",
        "labelOverlap": False,
    }
    bars = {
        "mark": {"type": "bar", "cornerRadiusEnd": 2},
        "encoding": {"color": {"field": "warna", "type": "nominal", "scale": None}},
    }
    text = {
        "mark": {"type": "text", "dy": -10, "fontSize": 16, "fontWeight": 600},
        "encoding": {"text": {"field": "teks"}},
    }
    scale_axis = {"title": None, "tickCount": 3, "format": "~s", "domain": False, "ticks": False, "labelFontSize": 13}
    body = {
        "data": {"values": values},
        "encoding": {
            "x": {"field": "hari", "type": "ordinal", "sort": None, "axis": axis},
            "y": {"field": "n", "type": "quantitative", "axis": scale_axis},
        },
        "layer": [bars, text],
    }
    return specification(body, width=_SIZE[0], height=_SIZE[1])
