"""The lines of a report's cover by what they mean: forms label them in their own words and language."""

from __future__ import annotations

from collections.abc import Mapping

from reports.blocks import Report

_LABELS: Mapping[str, tuple[str, ...]] = {
    "number": ("nomor", "number"),
    "classification": ("sifat", "classification"),
    "period": ("hari/tanggal", "day/date", "tanggal", "date", "pekan", "week", "bulan", "month"),
    "window": ("rentang pantauan", "window"),
    "compiler": ("disusun", "compiled by"),
    "checker": ("diperiksa", "checked by"),
    "recipient": ("kepada yth.", "kepada", "to"),
}


def cover_line(report: Report, meaning: str) -> str:
    """What the cover says, "" where this form has no such line.

    Args:
        report: of any form.
        meaning: "number", "classification", "period" (a day, a week, a month), "window", "compiler", "checker",
            "recipient".
    """
    lines = {label.casefold().strip(): value for label, value in report.meta}
    return next((lines[label] for label in _LABELS[meaning] if lines.get(label)), "")


def period_of(report: Report) -> str:
    """The day, week or month that a report is about, as its cover writes it; else its ISO date."""
    return cover_line(report, "period") or report.day
