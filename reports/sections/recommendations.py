"""Section 9, Rekomendasi: what, who, until when, in which form, why; with draft words where the playbook has them."""

from __future__ import annotations

from kentongan.core.day import IssueView
from reports.blocks import Column, Paragraph, Points, Section, Span, Table, Text
from reports.context import OPEN_STATES, Context, cell, line

_FORMS = (
    "pernyataan awal", "klarifikasi", "siaran pers", "info layanan", "tindak lanjut lapangan", "balasan aduan", "hak jawab",
    "penguatan publikasi", "pantau saja", "tidak perlu direspons",
)  # fmt: skip


def section(ctx: Context, number: str) -> Section:
    """A row for each priority issue, claim under way and potentially negative issue; then the drafts."""
    title = ctx.t("Rekomendasi", "Recommendations")
    issues = advised(ctx)
    if not issues:
        return Section("rekomendasi", number, title, (ctx.nihil(),))
    columns = (
        Column(ctx.t("No", "No."), 0.4, number=True),
        Column(ctx.t("Rekomendasi", "Recommendation"), 2.4),
        Column(ctx.t("Penanggung jawab", "Owner"), 1.1),
        Column(ctx.t("Tenggat", "Deadline"), 0.8),
        Column(ctx.t("Bentuk", "Form"), 0.9),
        Column(ctx.t("Alasan", "Reason"), 2.1),
    )
    rows = tuple(_row(ctx, issue, i) for i, issue in enumerate(issues, start=1))
    blocks: list[Paragraph | Points | Table] = [
        Table(columns, rows, key="rekomendasi", row_keys=tuple(issue.id for issue in issues))
    ]
    drafts = {issue.id: text for issue in issues if (text := _draft(ctx, issue))}
    if drafts:
        lead = ctx.t("Konsep kalimat, untuk diperiksa dan dilengkapi:", "Draft wording, to be checked and completed:")
        blocks += [Paragraph((Span(lead, strong=True),)), Points(tuple(drafts.values()), keys=tuple(drafts))]
    blocks.append(Paragraph((Span(choices(ctx)),), note=True, key="pilihan"))
    return Section("rekomendasi", number, title, tuple(blocks))


def advised(ctx: Context) -> tuple[IssueView, ...]:
    """The issues of the table, each once: priority, those that carry a claim to be checked, potentially negative."""
    claimed = {case.issue_id for case in ctx.day.claims if case.state in OPEN_STATES}
    carriers = [issue for issue in ctx.day.issues() if issue.id in claimed]
    found = {issue.id: issue for issue in (*ctx.day.priority[:5], *carriers, *ctx.day.potential)}
    return tuple(found.values())


def choices(ctx: Context) -> str:
    """The forms to choose from: an officer may always choose another, and silence is one of them."""
    forms = " / ".join(_FORMS)
    return ctx.t(
        f"Pilihan bentuk: {forms}.",
        f"Forms to choose from: {forms}.",
    )


def _row(ctx: Context, issue: IssueView, number: int) -> tuple[Text, ...]:
    advice = issue.recommendation
    return (
        cell(str(number)),
        _action(ctx, issue),
        cell(ctx.known(advice.owner, 70)),
        cell(ctx.deadline(advice.deadline)),
        cell(ctx.safe(advice.form, 40)),
        line(ctx.known(advice.reason, 240), ctx.cite(advice.posts, 2)),
    )


def _action(ctx: Context, issue: IssueView) -> Text:
    """What to do; the issue's name beside it where the words do not hold it."""
    action, name = ctx.safe(issue.recommendation.action, 240), ctx.safe(issue.name, 80)
    advice = Span(action, strong=True)
    return line(advice) if name in action else line(advice, Span(f" — {name}", quiet=True))


def _draft(ctx: Context, issue: IssueView) -> Text:
    if not issue.recommendation.draft.strip():
        return ()
    # The mark stands on a line of its own before the words; here the heading of the list says it for all.
    mark, _, words = issue.recommendation.draft.partition("\n")
    lead = line(Span(f"{ctx.safe(issue.name, 80)}: ", strong=True))
    return line(*lead, f"“{ctx.safe(words or mark, 700)}”")
