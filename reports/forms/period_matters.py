"""A period's issues on their path, its complaints and claims, and the advice that still stands."""

from __future__ import annotations

from datetime import datetime

from kentongan.core.desk import DECIDED, DeskCase
from kentongan.core.desk_words import STATE_NAMES
from kentongan.core.findings import Level
from kentongan.core.messages import Say
from kentongan.core.periods import PeriodFindings, PeriodIssue
from reports import wording
from reports.blocks import Block, Column, Points, Span, Table, Text
from reports.context import Context, cell, line
from reports.drawings.periods import level_chart
from reports.forms.frame import counted, paragraph
from reports.forms.memo import WATCH
from reports.forms.period_parts import day_name, issue_posts, response, serious
from reports.links import safe_url
from reports.sections import desk

TABLE_ISSUES, _TOPICS, _CASES = 12, 6, 8


# -- issues ---------------------------------------------------------------------------------------------------------
def issue_blocks(ctx: Context, period: PeriodFindings) -> tuple[Block, ...]:
    """The strip of levels, then a row an issue; every issue that was above stable stands in the table."""
    chosen = [*serious(period), *(i for i in period.issues if i.peak is Level.STABLE and i.name)]
    if not chosen:
        return (ctx.nihil(),)
    chart = level_chart(ctx, period)
    columns = (
        Column(ctx.t("Isu", "Issue"), 2.3),
        Column(ctx.t("Puncak", "Peak"), 1.15),
        Column(ctx.t("Terakhir", "Last"), 1.15),
        Column(ctx.t("Penyebutan", "Mentions"), 1.15, number=True),
        Column(ctx.t("Hari", "Days"), 0.5, number=True),
        Column(ctx.t("Media", "Outlets"), 0.7, number=True),
        Column(ctx.t("Direspons", "Answered"), 0.95),
        Column(ctx.t("Penanggung jawab", "Owner"), 1.15),
    )
    rows = tuple(_issue_row(ctx, issue) for issue in chosen[:TABLE_ISSUES])
    blocks: list[Block] = [chart] if chart else []
    blocks.append(Table(columns, rows, key="perkembangan"))
    more = len(chosen) - len(rows)
    if more > 0:
        blocks.append(paragraph(ctx.t(f"{more} isu lain yang lebih kecil.", f"{more} smaller issues."), note=True))
    return tuple(blocks)


def _issue_row(ctx: Context, issue: PeriodIssue) -> tuple[Text, ...]:
    last = issue.path[-1]
    return (
        line(Span(ctx.safe(issue.name, 110), strong=True), ctx.cite(issue.posts.posts, 2)),
        (Span(wording.level_name(issue.peak, ctx.lang), level=issue.peak),),
        (Span(wording.level_name(last.level, ctx.lang), level=last.level),),
        (issue_posts(ctx, issue),),
        cell(str(len(issue.path))),
        cell(ctx.n(len(issue.media))),
        response(ctx, issue),
        cell(ctx.known(issue.last.owner, 50)),
    )


# -- complaints and claims ------------------------------------------------------------------------------------------
def complaint_blocks(ctx: Context, period: PeriodFindings) -> tuple[Block, ...]:
    """Received with their resolution, topics; Nihil when nothing came in."""
    figures = period.figures
    if not (figures.received.count or figures.late.count):
        return (ctx.nihil(),)
    pairs = (
        (Say("Masuk ", "Received "), figures.received, Say("Semua aduan", "All complaints")),
        (Say("; selesai ", "; done "), figures.done, Say("Aduan selesai", "Complaints done")),
        (
            Say("; lewat tenggat pada akhir periode ", "; overdue at the end "),
            figures.late,
            Say("Aduan lewat tenggat", "Overdue complaints"),
        ),
        (Say(". Aspirasi ", ". Suggestions "), figures.aspirations, Say("Aspirasi", "Suggestions")),
        (Say(", permintaan informasi ", ", requests "), figures.requests, Say("Permintaan informasi", "Requests")),
    )
    parts: list[Span | str] = []
    for words, posts, label in pairs:
        parts += [words.to(ctx.lang), counted(ctx, posts, label, strong=True)]
        if posts is figures.done and figures.received.count:
            parts.append(
                f" ({wording.percent(min(posts.count, figures.received.count), figures.received.count, ctx.lang)})"
            )
    blocks: list[Block] = [paragraph(line(*parts, "."))]
    topics = sorted(figures.topics.items(), key=lambda pair: (-pair[1].count, pair[0]))[:_TOPICS]
    if topics:
        listed: list[Span | str] = []
        for name, posts in topics:
            shown = ctx.safe(name, 50)
            label = Say(f"Aduan topik {shown}", f"Complaints: {shown}")
            listed += [", " if listed else "", f"{shown} (", counted(ctx, posts, label), ")"]
        blocks.append(paragraph(line(Span(ctx.t("Topik teratas: ", "Top topics: "), strong=True), *listed, ".")))
    return tuple(blocks)


def desk_blocks(ctx: Context, period: PeriodFindings) -> tuple[Block, ...]:
    """The desk's figures, and the claims that were decided."""
    blocks: list[Block] = list(desk.month(ctx))
    decided = [case for case in period.cases if case.stage in DECIDED and case.conclusion]
    if decided:
        blocks.append(paragraph((Span(ctx.t("Putusan:", "Verdicts:"), strong=True),)))
        blocks.append(Points(tuple(_verdict(ctx, case) for case in decided[:_CASES])))
        if len(decided) > _CASES:
            more = len(decided) - _CASES
            blocks.append(
                paragraph(ctx.t(f"{more} putusan lain ada di meja hoaks.", f"{more} more at the desk."), note=True)
            )
    return tuple(blocks) or (ctx.nihil(),)


def _verdict(ctx: Context, case: DeskCase) -> Text:
    found = case.conclusion
    state = STATE_NAMES[case.state].to(ctx.lang)
    sentence = wording.full_stop(ctx.safe(found.sentence, 200)) if found else ""
    link = safe_url(case.link)
    where = (
        line(ctx.t(" Klarifikasi: ", " Clarification: "), Span(ctx.safe(case.link, 90), url=link), ".") if link else ()
    )
    return line(f"“{ctx.safe(case.claim, 110).rstrip('.')}”: ", Span(state, strong=True), f". {sentence}", where)


# -- advice ---------------------------------------------------------------------------------------------------------
def standing(period: PeriodFindings) -> list[PeriodIssue]:
    """Issues of the last two kept days whose recommendation still asks for something."""
    recent = set(period.figures.days[-2:])
    return [
        issue
        for issue in period.issues
        if issue.path[-1].day in recent and issue.last.form not in WATCH and issue.last.action
    ]


def advice_blocks(ctx: Context, period: PeriodFindings) -> tuple[Block, ...]:
    """What still stands, with owner and deadline; whether it was done the officer writes."""
    rows = tuple(
        (
            cell(str(number)),
            line(Span(ctx.safe(issue.last.action, 240), strong=True), ctx.cite(issue.posts.posts, 1)),
            cell(ctx.known(issue.last.owner, 60)),
            cell(_until(ctx, issue.last.deadline, period)),
            cell(ctx.safe(issue.last.form, 40)),
            cell(ctx.t("(diisi petugas)", "(by the officer)")),
        )
        for number, issue in enumerate(standing(period)[:8], start=1)
    )
    columns = (
        Column(ctx.t("No", "No."), 0.4, number=True),
        Column(ctx.t("Rekomendasi", "Recommendation"), 2.8),
        Column(ctx.t("Penanggung jawab", "Owner"), 1.2),
        Column(ctx.t("Tenggat", "Deadline"), 0.9),
        Column(ctx.t("Bentuk", "Form"), 1.0),
        Column(ctx.t("Dijalankan?", "Carried out?"), 1.0),
    )
    return (Table(columns, rows, key="rekomendasi"),) if rows else (ctx.nihil(),)


def _until(ctx: Context, deadline: datetime | None, period: PeriodFindings) -> str:
    """With its date: a period's report is read for weeks."""
    if deadline is None:
        return ctx.deadline(None)
    past = f" {ctx.t('(lewat)', '(past)')}" if deadline < period.window.end else ""
    return ctx.stamp(deadline) + past


def limits(ctx: Context, period: PeriodFindings) -> tuple[Block, ...]:
    """What is missing, and that labels are the machine's."""
    items = [line(wording.full_stop(ctx.safe(said.to(ctx.lang), 300))) for said in period.limitations]
    if period.missing:
        days = ", ".join(day_name(ctx, day) for day in period.missing[:10])
        more = len(period.missing) - 10
        tail = ctx.t(f", dan {more} hari lain", f", and {more} more") if more > 0 else ""
        items.append(line(ctx.t(f"Hari tanpa catatan: {days}{tail}.", f"Days not kept: {days}{tail}.")))
    checked, total = ctx.n(period.figures.checked), ctx.n(period.figures.total)
    items.append(
        line(
            ctx.t(
                f"Label nada dibuat sistem; {checked} dari {total} sudah diperiksa petugas.",
                f"Tone labels are made by the system; {checked} of {total} were checked by an officer.",
            )
        )
    )
    return (Points(tuple(items)),)
