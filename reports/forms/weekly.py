"""Mingguan: the week's issues on their path, compared with the week before, what was done, what still stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kentongan.core.messages import Say
from kentongan.core.periods import PeriodFindings
from reports import wording
from reports.blocks import Block, Points, Report, Section, Text
from reports.context import Context, line
from reports.forms import period_matters as matters
from reports.forms import period_parts as parts
from reports.forms.frame import assemble, holder
from reports.forms.memo import signatory
from reports.forms.registry import FORMS, Making

_BEFORE = Say("dari pekan lalu", "on the week before")


def compose(period: PeriodFindings, making: Making) -> Report:
    """The weekly report."""
    return assemble(
        holder(period),
        making,
        "mingguan",
        FORMS["mingguan"].title.to(making.lang),
        lambda ctx: parts.meta(ctx, period, Say("Pekan", "Week"), _span(ctx, period)),
        lambda ctx: _sections(ctx, period),
        level=period.level,
        rows=80,
    )


def _span(ctx: Context, period: PeriodFindings) -> str:
    """As "16–22 November 2026" or "30 November – 6 Desember 2026": the dates of its reports."""
    first, last = (date.fromisoformat(day) for day in (period.days[0], period.days[-1]))
    end = f"{last.day} {wording.MONTHS[ctx.lang][last.month - 1]} {last.year}"
    if (first.month, first.year) == (last.month, last.year):
        return f"{first.day}–{end}" if first != last else end
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day} {wording.MONTHS[ctx.lang][first.month - 1]}{year} – {end}"


def _sections(ctx: Context, period: PeriodFindings) -> Sequence[Section]:
    summary = (parts.cards(ctx, period, _BEFORE), parts.summary_points(ctx, period, _BEFORE))
    made = parts.numbered(
        [
            ("ringkasan", ctx.t("Ringkasan Pekan Ini", "The Week in Brief"), summary),
            ("isu", ctx.t("Perjalanan Isu", "The Path of Issues"), matters.issue_blocks(ctx, period)),
            ("angka", ctx.t("Angka dan Perbandingan", "Figures Compared"), parts.figure_blocks(ctx, period, _BEFORE)),
            ("hoaks", ctx.t("Klaim dan Meja Hoaks", "Claims and Hoax Desk"), matters.desk_blocks(ctx, period)),
            ("aduan", ctx.t("Aduan dan Aspirasi", "Complaints and Suggestions"), matters.complaint_blocks(ctx, period)),
            ("dikerjakan", ctx.t("Yang Sudah Dikerjakan", "What Was Done"), _done(ctx, period)),
            (
                "rekomendasi",
                ctx.t("Rekomendasi yang Masih Berlaku", "Standing Advice"),
                matters.advice_blocks(ctx, period),
            ),
            ("keterbatasan", ctx.t("Keterbatasan", "Limitations"), matters.limits(ctx, period)),
        ]
    )
    closing = ctx.t(
        "Demikian laporan mingguan ini disampaikan, mohon arahan lebih lanjut.", "Submitted for your instructions."
    )
    return [*made, Section("penutup", "", "", (signatory(ctx, closing, dated=True),))]


def _done(ctx: Context, period: PeriodFindings) -> tuple[Block, ...]:
    """Official responses with their posts, reports, clarifications, corrections, alerts: as the trails hold them."""
    items: list[Text] = []
    for issue in [i for i in parts.serious(period) if i.last.responded == "sudah" and i.last.response][:6]:
        name = parts.issue_posts(ctx, issue, ctx.safe(issue.name, 90))
        items.append(
            line(ctx.t("Respons resmi atas ", "Official response on "), name, ".", ctx.cite(issue.last.response, 2))
        )
    approved, composed = sum(period.approved.values()), sum(period.reports.values())
    if composed:
        items.append(
            line(
                ctx.t(
                    f"{ctx.n(composed)} laporan disusun, {ctx.n(approved)} disetujui pejabat.",
                    f"{wording.counted(composed, 'report')} composed, {ctx.n(approved)} approved.",
                )
            )
        )
    if period.desk is not None and period.desk.published:
        items.append(
            line(
                ctx.t(
                    f"{ctx.n(period.desk.published)} klarifikasi diterbitkan meja hoaks.",
                    f"{wording.counted(period.desk.published, 'clarification')} published by the hoax desk.",
                )
            )
        )
    if period.corrections:
        count = ctx.n(len(period.corrections))
        items.append(line(ctx.t(f"{count} label dikoreksi petugas.", f"{count} labels corrected by officers.")))
    if period.alerts:
        noted = sum(bool(alert.noted_by) for alert in period.alerts)
        items.append(
            line(
                ctx.t(
                    f"{ctx.n(len(period.alerts))} peringatan, {ctx.n(noted)} dicatat petugas.",
                    f"{wording.counted(len(period.alerts), 'alert')}, {ctx.n(noted)} taken note of.",
                )
            )
        )
    return (Points(tuple(items)),) if items else (ctx.nihil(),)
