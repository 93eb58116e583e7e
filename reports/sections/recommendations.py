"""Section 9, Rekomendasi: what, who, until when, in which form, why; with draft words where the playbook has them."""

from __future__ import annotations

from kentongan.core.day import IssueView
from reports.blocks import Column, Paragraph, Points, Section, Span, Table, Text
from reports.context import Context, cell, line


def section(ctx: Context, number: str) -> Section:
    """A row for each priority and each potentially negative issue; then the drafts."""
    title = ctx.t("Rekomendasi", "Recommendations")
    issues = (*ctx.day.priority[:5], *ctx.day.potential)
    if not issues:
        return Section("rekomendasi", number, title, (ctx.nihil(),))
    columns = (
        Column(ctx.t("No", "No."), 0.4, number=True),
        Column(ctx.t("Rekomendasi", "Recommendation"), 2.4),
        Column(ctx.t("Penanggung jawab", "Owner"), 1.2),
        Column(ctx.t("Tenggat", "Deadline"), 0.9),
        Column(ctx.t("Bentuk", "Form"), 1.1),
        Column(ctx.t("Alasan", "Reason"), 1.7),
    )
    rows = tuple(_row(ctx, issue, i) for i, issue in enumerate(issues, start=1))
    blocks: list[Paragraph | Points | Table] = [Table(columns, rows, key="rekomendasi")]
    drafts = tuple(text for issue in issues if (text := _draft(ctx, issue)))
    if drafts:
        lead = ctx.t("Konsep kalimat, untuk diperiksa dan dilengkapi:", "Draft wording, to be checked and completed:")
        blocks += [Paragraph((Span(lead, strong=True),)), Points(drafts)]
    return Section("rekomendasi", number, title, tuple(blocks))


def _row(ctx: Context, issue: IssueView, number: int) -> tuple[Text, ...]:
    advice = issue.recommendation
    return (
        cell(str(number)),
        line(Span(ctx.safe(advice.action, 220), strong=True), Span(f" — {ctx.safe(issue.name, 80)}", quiet=True)),
        cell(ctx.known(advice.owner, 70)),
        cell(ctx.deadline(advice.deadline)),
        cell(ctx.safe(advice.form, 40)),
        line(ctx.known(advice.reason, 160), ctx.cite(advice.posts, 2)),
    )


def _draft(ctx: Context, issue: IssueView) -> Text:
    if not issue.recommendation.draft.strip():
        return ()
    return line(Span(f"{ctx.safe(issue.name, 80)}: ", strong=True), f"“{ctx.safe(issue.recommendation.draft, 700)}”")
