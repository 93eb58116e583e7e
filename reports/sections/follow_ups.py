"""Section 10, Perkembangan Isu Sebelumnya: what became of yesterday's issues."""

from __future__ import annotations

from kentongan.core.day import FollowUp
from reports import wording
from reports.blocks import Column, Section, Span, Table, Text
from reports.context import Context, cell, line
from reports.sections.status import issue_label


def section(ctx: Context, number: str) -> Section:
    """The table, or Nihil."""
    title = ctx.t("Perkembangan Isu Sebelumnya", "Earlier Issues")
    if not ctx.day.follow_ups:
        return Section("perkembangan", number, title, (ctx.nihil(),))
    columns = (
        Column(ctx.t("Isu", "Issue"), 2.2),
        Column(ctx.t("Kemarin", "Yesterday"), 1.0),
        Column(ctx.t("Hari ini", "Today"), 1.9),
        Column(ctx.t("Rekomendasi dijalankan?", "Recommendation carried out?"), 1.3),
    )
    rows = tuple(_row(ctx, entry) for entry in ctx.day.follow_ups)
    table = Table(columns, rows, key="perkembangan", row_keys=tuple(entry.issue_id for entry in ctx.day.follow_ups))
    return Section("perkembangan", number, title, (table,))


def _row(ctx: Context, entry: FollowUp) -> tuple[Text, ...]:
    return (
        (Span(ctx.safe(entry.name, 110), strong=True),),
        (Span(wording.level_name(entry.before, ctx.lang), level=entry.before),),
        _now(ctx, entry),
        cell(_done(ctx, entry)),
    )


def _done(ctx: Context, entry: FollowUp) -> str:
    """What an officer noted; else what was advised, with room for the answer."""
    blank = ctx.t("(diisi petugas)", "(to be filled in)")
    if entry.note:
        return ctx.safe(entry.note, 140)
    return f"{ctx.safe(entry.advised, 40)}: {blank}" if entry.advised else blank


def _now(ctx: Context, entry: FollowUp) -> Text:
    before, now = entry.before, entry.now
    if now is None:
        return cell(ctx.t("selesai", "closed"))
    moved = (ctx.t("tetap", "unchanged"), ctx.t("naik", "up"), ctx.t("turun", "down"))[
        (now.rank > before.rank) - (now.rank < before.rank)
    ]
    text = line(Span(wording.level_name(now, ctx.lang), level=now), Span(f", {moved}"))
    issue = next((one for one in ctx.day.issues() if one.id == entry.issue_id), None)
    if issue is None:
        return text
    spoken = ctx.count(issue.posts, issue_label(issue, ctx))
    mentions = ctx.t(" penyebutan", " mention" if len(issue.posts) == 1 else " mentions")
    return line(text, "; ", spoken, mentions, "; ", ctx.response_clause(issue))
