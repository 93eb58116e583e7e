"""Section 8, Isu Positif dan Capaian: what went well, and how to make it known."""

from __future__ import annotations

from kentongan.core.day import IssueView
from reports import wording
from reports.blocks import Column, Section, Span, Table, Text
from reports.context import Context, cell, line
from reports.sections.status import issue_label

_NOT_OURS = frozenset({"media daring", "kanal aduan", "WhatsApp", "media sosial"})


def section(ctx: Context, number: str) -> Section:
    """The table, or Nihil."""
    title = ctx.t("Isu Positif dan Capaian", "Positive Issues and Achievements")
    if not ctx.day.positive:
        return Section("positif", number, title, (ctx.nihil(),))
    columns = (
        Column(ctx.t("Isu", "Issue"), 1.8),
        Column(ctx.t("Bukti", "Evidence"), 1.2),
        Column(ctx.t("Saran penguatan", "How to strengthen"), 1.8),
        Column(ctx.t("Kanal", "Channel"), 1.2),
    )
    rows = tuple(_row(ctx, issue) for issue in ctx.day.positive)
    table = Table(columns, rows, key="positif", row_keys=tuple(issue.id for issue in ctx.day.positive))
    return Section("positif", number, title, (table,))


def proof(ctx: Context, issue: IssueView) -> str:
    """As "310 reaksi, 2 berita": reactions only where the platform said how many."""
    views = [v for p in issue.posts if (v := ctx.view(p))]
    known = [v.reactions for v in views if v.reactions is not None]
    news = len(ctx.of_group(issue.posts, "news"))
    others = len(views) - news
    parts = []
    if sum(known):
        parts.append(ctx.t(f"{ctx.n(sum(known))} reaksi", f"{ctx.n(sum(known))} reactions"))
    if news:
        parts.append(ctx.t(f"{ctx.n(news)} berita", f"{ctx.n(news)} news items"))
    if others and not sum(known):
        parts.append(ctx.t(f"{ctx.n(others)} unggahan", f"{ctx.n(others)} posts"))
    return ", ".join(parts) or ctx.t(f"{ctx.n(len(issue.posts))} penyebutan", f"{ctx.n(len(issue.posts))} mentions")


def _row(ctx: Context, issue: IssueView) -> tuple[Text, ...]:
    # Where it is already talked about in public; newsrooms, complaint desks and closed groups are no channel for it.
    channels = [ctx.platform(p) for p in issue.platforms if p not in _NOT_OURS][:4]
    return (
        line(Span(ctx.safe(issue.name, 110), strong=True)),
        (ctx.count(issue.posts, issue_label(issue, ctx), text=proof(ctx, issue)),),
        cell(ctx.known(issue.recommendation.action, 180)),
        cell(wording.first_upper(", ".join(channels)) or ctx.t("Situs dan akun resmi", "Official site and accounts")),
    )
