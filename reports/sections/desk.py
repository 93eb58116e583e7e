"""What section 6 says of the hoax desk: how each case stands, which clocks run out, verdicts, and the month's figures.

A verdict is printed only with two persons behind it, which the case itself guarantees.
"""

from __future__ import annotations

from typing import Final

from kentongan.core.day import ClaimCase, DeskView
from kentongan.core.desk import STAGE_NAMES, Stage
from kentongan.core.desk_figures import DeskMonth
from kentongan.core.desk_words import STATE_NAMES, told
from kentongan.core.messages import Say
from kentongan.core.verdicts import TYPE_NAMES
from reports import wording
from reports.blocks import Column, Paragraph, Span, Table, Text
from reports.context import Context, cell, line
from reports.links import safe_url

_DECIDED: Final = frozenset({Stage.APPROVED, Stage.PUBLISHED, Stage.CLOSED})


def status(ctx: Context, case: ClaimCase) -> Text:
    """The state on the verification axis, and how far the desk has come."""
    state = wording.first_upper(STATE_NAMES[case.state].to(ctx.lang))
    if case.desk is None:
        return cell(STATE_NAMES[case.state].to(ctx.lang))
    parts = [stage_words(ctx, case.desk)] if case.desk.stage is not Stage.VERIFYING else []
    if case.desk.steps and case.desk.running:
        parts.append(
            ctx.t(
                f"{case.desk.steps_done} dari {case.desk.steps} langkah",
                f"{case.desk.steps_done} of {case.desk.steps} steps",
            )
        )
    if case.desk.repeats:
        parts.append(ctx.t(f"dilaporkan {case.desk.repeats + 1} kali", f"reported {case.desk.repeats + 1} times"))
    more = "; ".join(part for part in parts if part.casefold() != state.casefold())
    return line(Span(state, strong=True), f" ({more})" if more else "")


def decided(case: ClaimCase) -> bool:
    """Two persons stand for a verdict on it."""
    return case.desk is not None and case.desk.stage in _DECIDED


def stage_words(ctx: Context, view: DeskView) -> str:
    """The stage in the report's language."""
    return STAGE_NAMES[view.stage].to(ctx.lang)


def clock(ctx: Context, case: ClaimCase) -> Text:
    """A line for a case whose clock runs, or that rises again; () for others."""
    view = case.desk
    if view is None:
        return ()
    claim = f"“{ctx.safe(case.claim, 80)}”: "
    if view.woken_count:
        told = ctx.t(
            f"beredar lagi setelah klarifikasi, {ctx.n(view.woken_count)} unggahan sehari",
            f"goes round again after the clarification, {ctx.n(view.woken_count)} posts a day",
        )
        return line(claim, Span(told, strong=True), ".")
    if not view.running:
        return ()
    due = ctx.deadline(case.deadline)
    if view.beyond_limit:
        when = ctx.t(f"melewati batas akhir (tenggat {due})", f"beyond the outermost limit (due {due})")
    elif view.overdue:
        when = ctx.t(f"lewat tenggat {due}", f"past its deadline {due}")
    else:
        when = ctx.t(f"tenggat {due}", f"due {due}")
    waits = ""
    if view.stage is Stage.CONCLUDED:
        waits = ctx.t("menunggu persetujuan orang kedua", "waiting for a second person's approval")
    elif view.waits_for:
        step = ctx.safe(view.waits_for[0], 110)
        waits = ctx.t(f"langkah berikutnya: {step}", f"next step: {step}")
    return line(claim, Span(when, strong=view.overdue), f"; {waits}." if waits else ".")


def verdict(ctx: Context, case: ClaimCase) -> Text:
    """The verdict of a case that two persons stand for, with its clarification; () for others."""
    view = case.desk
    if view is None or not decided(case) or not view.sentence:
        return ()
    state = STATE_NAMES[case.state].to(ctx.lang)
    kind = f" – {TYPE_NAMES[view.kind].to(ctx.lang)}" if view.kind else ""
    link = safe_url(view.link)
    where = (
        line(ctx.t(" Klarifikasi: ", " Clarification: "), Span(ctx.safe(view.link, 90), url=link), ".")
        if link
        else line(ctx.t(" Klarifikasi belum terbit.", " The clarification is not published yet."))
    )
    return line(
        f"“{ctx.safe(case.claim, 80)}”: ",
        Span(f"{state}{kind}", strong=True),
        f". {wording.full_stop(ctx.safe(view.sentence, 200))}",
        where,
    )


def month(ctx: Context) -> tuple[Paragraph | Table, ...]:
    """The desk's figures of the month; nothing for an office that does not use the desk."""
    figures = ctx.day.desk
    if figures is None or figures.empty:
        return ()
    since = wording.short_date(figures.window.start, ctx.zone, ctx.lang)
    heading = ctx.t(f"Meja hoaks sejak {since}", f"The hoax desk since {since}")
    columns = (Column(ctx.t("Ukuran", "Figure"), 1.6), Column(ctx.t("Nilai", "Value"), 2.4))
    rows = tuple((cell(label.to(ctx.lang)), cell(text)) for label, text in _rows(ctx, figures))
    return Paragraph((Span(heading, strong=True),)), Table(columns, rows, key="meja")


def _rows(ctx: Context, figures: DeskMonth) -> list[tuple[Say, str]]:
    repeats = ctx.t(
        f" (dan {ctx.n(figures.repeats)} laporan ulang)", f" (and {ctx.n(figures.repeats)} repeated reports)"
    )
    refused = _counted(ctx, figures.refused)
    verified = _counted(ctx, figures.verified)
    hours = figures.hours_to_verdict
    approved = sum(count for _, count in figures.verified)
    in_time = ctx.t(
        f"; {ctx.n(figures.within_target)} dari {ctx.n(approved)} dalam tenggat",
        f"; {ctx.n(figures.within_target)} of {ctx.n(approved)} in time",
    )
    median = "–" if hours is None else f"{wording.number(hours, ctx.lang, 1)} {ctx.t('jam', 'hours')}{in_time}"
    late = ctx.t(f" ({ctx.n(figures.overdue)} lewat tenggat)", f" ({ctx.n(figures.overdue)} overdue)")
    nihil = wording.NIHIL.to(ctx.lang)
    woken = ctx.t(f"; {ctx.n(figures.woken)} klaim naik lagi", f"; {ctx.n(figures.woken)} claims rose again")
    return [
        (Say("Laporan diterima", "Reports received"), ctx.n(figures.received) + (repeats if figures.repeats else "")),
        (Say("Ditolak, menurut alasan", "Refused, by reason"), refused or nihil),
        (Say("Terverifikasi, menurut jenis", "Verified, by type"), verified or nihil),
        (Say("Median sampai putusan", "Median to the verdict"), median),
        (Say("Klarifikasi terbit", "Clarifications published"), ctx.n(figures.published)),
        (
            Say("Pantau ulang", "Re-watch"),
            ctx.t(
                f"{ctx.n(figures.seen_after)} unggahan menyebarkan setelah klarifikasi",
                f"{ctx.n(figures.seen_after)} posts spread it after the clarification",
            )
            + (woken if figures.woken else ""),
        ),
        (Say("Masih berjalan", "Still running"), ctx.n(figures.waiting) + (late if figures.overdue else "")),
    ]


def _counted(ctx: Context, pairs: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{ctx.safe(told(name).to(ctx.lang), 60)} {ctx.n(count)}" for name, count in pairs)
