"""Section 10, Perkembangan Isu Sebelumnya: what became of yesterday's issues."""

from __future__ import annotations

from kentongan.core.day import FollowUp
from kentongan.core.findings import Level
from reports import wording
from reports.blocks import Column, Section, Span, Table, Text
from reports.context import Context, cell


def section(ctx: Context, number: str) -> Section:
    """The table, or Nihil."""
    title = ctx.t("Perkembangan Isu Sebelumnya", "Earlier Issues")
    if not ctx.day.follow_ups:
        return Section("perkembangan", number, title, (ctx.nihil(),))
    columns = (
        Column(ctx.t("Isu", "Issue"), 2.2),
        Column(ctx.t("Kemarin", "Yesterday"), 1.0),
        Column(ctx.t("Hari ini", "Today"), 1.2),
        Column(ctx.t("Rekomendasi dijalankan?", "Recommendation carried out?"), 1.8),
    )
    return Section(
        "perkembangan",
        number,
        title,
        (Table(columns, tuple(_row(ctx, f) for f in ctx.day.follow_ups), key="perkembangan"),),
    )


def _row(ctx: Context, entry: FollowUp) -> tuple[Text, ...]:
    return (
        (Span(ctx.safe(entry.name, 110), strong=True),),
        (Span(wording.level_name(entry.before, ctx.lang), level=entry.before),),
        _now(ctx, entry.before, entry.now),
        cell(ctx.known(entry.note)),
    )


def _now(ctx: Context, before: Level, now: Level | None) -> Text:
    if now is None:
        return cell(ctx.t("selesai", "closed"))
    moved = (ctx.t("tetap", "unchanged"), ctx.t("naik", "up"), ctx.t("turun", "down"))[
        (now.rank > before.rank) - (now.rank < before.rank)
    ]
    return (Span(wording.level_name(now, ctx.lang), level=now), Span(f", {moved}"))
