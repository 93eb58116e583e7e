"""Section 5, Isu Berpotensi Negatif: what may grow, what would trigger it, what to prepare."""

from __future__ import annotations

from kentongan.core.day import IssueView
from reports.blocks import Column, Section, Span, Table, Text
from reports.context import Context, cell, line
from reports.sections.status import issue_label


def section(ctx: Context, number: str) -> Section:
    """The table, or Nihil."""
    title = ctx.t("Isu Berpotensi Negatif", "Potentially Negative Issues")
    if not ctx.day.potential:
        return Section("potensi", number, title, (ctx.nihil(),))
    columns = (
        Column(ctx.t("Isu", "Issue"), 1.5),
        Column(ctx.t("Sinyal", "Signal"), 1.5),
        Column(ctx.t("Pemicu yang ditunggu", "Trigger to watch"), 1.5),
        Column(ctx.t("Saran", "Advice"), 1.8),
    )
    rows = tuple(_row(ctx, issue) for issue in ctx.day.potential)
    table = Table(columns, rows, key="potensi", row_keys=tuple(issue.id for issue in ctx.day.potential))
    return Section("potensi", number, title, (table,))


def _row(ctx: Context, issue: IssueView) -> tuple[Text, ...]:
    signal = ctx.safe(issue.signals, 140) or ctx.t(
        f"{ctx.n(len(issue.posts))} penyebutan", f"{ctx.n(len(issue.posts))} mentions"
    )
    return (
        line(Span(ctx.safe(issue.name, 110), strong=True)),
        (ctx.count(issue.posts, issue_label(issue, ctx), text=signal),),
        cell(ctx.known(issue.waiting_for, 140)),
        cell(ctx.known(issue.recommendation.action, 180)),
    )
