"""Bulanan: key figures with definition and target, the month's issues, and the record of each officer's work.

Counts come with the posts behind them; work is counted from trails that nobody can edit.
"""

from __future__ import annotations

from collections.abc import Sequence

from kentongan.core.findings import Level
from kentongan.core.messages import Say
from kentongan.core.periods import PeriodFindings
from reports import wording
from reports.blocks import Block, Column, Points, Report, Section, Span, Table, Text
from reports.context import Context, cell, line
from reports.forms import period_matters as matters
from reports.forms import period_parts as parts
from reports.forms.frame import assemble, holder, paragraph
from reports.forms.measures import measures
from reports.forms.memo import signatory
from reports.forms.registry import FORMS, Making

_BEFORE = Say("dari bulan lalu", "on the month before")
_ANNEX = Say("Berita dan Unggahan Bernada Negatif", "Negative News and Posts")
_ROWS = 120
WORK = {
    "laporan diperiksa": Say("laporan diperiksa", "reports reviewed"),
    "laporan disetujui": Say("laporan disetujui", "reports approved"),
    "laporan dikirim": Say("laporan dikirim", "reports sent"),
    "koreksi label": Say("label dikoreksi", "labels corrected"),
    "laporan hoaks diterima": Say("laporan hoaks diterima", "hoax reports received"),
    "klaim dirumuskan": Say("klaim dirumuskan", "claims formulated"),
    "langkah verifikasi": Say("langkah verifikasi", "verification steps"),
    "putusan diajukan": Say("putusan diajukan", "verdicts proposed"),
    "putusan disetujui": Say("putusan disetujui", "verdicts approved"),
    "klarifikasi diterbitkan": Say("klarifikasi diterbitkan", "clarifications published"),
    "laporan hoaks ditolak": Say("laporan hoaks ditolak", "hoax reports refused"),
    "peringatan dicatat": Say("peringatan dicatat", "alerts taken note of"),
}


def compose(period: PeriodFindings, making: Making) -> Report:
    """The monthly report."""
    return assemble(
        holder(period),
        making,
        "bulanan",
        FORMS["bulanan"].title.to(making.lang),
        lambda ctx: parts.meta(ctx, period, Say("Bulan", "Month"), _month(ctx, period)),
        lambda ctx: _sections(ctx, period),
        level=period.level,
        annex_title=_ANNEX,
        annex=period.negatives,
        rows=_ROWS,
    )


def _month(ctx: Context, period: PeriodFindings) -> str:
    year, month, _ = period.days[-1].split("-")
    return f"{wording.MONTHS[ctx.lang][int(month) - 1]} {year}"


def _sections(ctx: Context, period: PeriodFindings) -> Sequence[Section]:
    summary = (parts.cards(ctx, period, _BEFORE), parts.summary_points(ctx, period, _BEFORE))
    made = parts.numbered(
        [
            ("ringkasan", ctx.t("Ringkasan Bulan Ini", "The Month in Brief"), summary),
            ("kinerja", ctx.t("Ukuran Kinerja", "Key Figures"), _measures(ctx, period)),
            (
                "perhatian",
                ctx.t("Yang Baik dan yang Perlu Perhatian", "Good and in Need of Attention"),
                _both(ctx, period),
            ),
            ("isu", ctx.t("Isu Bulan Ini", "Issues of the Month"), matters.issue_blocks(ctx, period)),
            ("angka", ctx.t("Angka dan Perbandingan", "Figures Compared"), parts.figure_blocks(ctx, period, _BEFORE)),
            ("aduan", ctx.t("Aduan dan Aspirasi", "Complaints and Suggestions"), matters.complaint_blocks(ctx, period)),
            ("hoaks", ctx.t("Klaim dan Meja Hoaks", "Claims and Hoax Desk"), matters.desk_blocks(ctx, period)),
            ("hasil-kerja", ctx.t("Rekap Hasil Kerja", "Record of Work"), _work(ctx, period)),
            (
                "rekomendasi",
                ctx.t("Rekomendasi yang Masih Berlaku", "Standing Advice"),
                matters.advice_blocks(ctx, period),
            ),
            ("keterbatasan", ctx.t("Keterbatasan", "Limitations"), matters.limits(ctx, period)),
        ]
    )
    closing = ctx.t(
        "Demikian laporan bulanan ini disampaikan, mohon arahan lebih lanjut.", "Submitted for your instructions."
    )
    annexed = ctx.t(
        "Lampiran A memuat berita dan unggahan bernada negatif, yang terbaru lebih dahulu.",
        "Annex A holds negative news and posts, newest first.",
    )
    if period.more_negatives > 0:
        annexed += ctx.t(
            f" {ctx.n(period.more_negatives)} lainnya ada di kliping harian.",
            f" {ctx.n(period.more_negatives)} more stand in the daily clippings.",
        )
    return [*made, Section("penutup", "", "", (signatory(ctx, closing, dated=True), paragraph(annexed, note=True)))]


# -- key figures ----------------------------------------------------------------------------------------------------
def _measures(ctx: Context, period: PeriodFindings) -> tuple[Block, ...]:
    columns = (
        Column(ctx.t("Ukuran", "Measure"), 1.3),
        Column(ctx.t("Nilai", "Value"), 1.6),
        Column(ctx.t("Bulan lalu", "Month before"), 0.8),
        Column(ctx.t("Sasaran", "Target"), 1.0),
        Column(ctx.t("Cara menghitung", "Definition"), 2.4),
    )
    rows = tuple(
        (
            (Span(m.name.to(ctx.lang), strong=True),),
            m.value,
            cell(m.before or "–"),
            cell(m.target or "–"),
            (Span(m.definition.to(ctx.lang), quiet=True),),
        )
        for m in measures(ctx, period)
    )
    note = ctx.t(
        "Jumlah aduan dibaca bersama penyelesaian dan waktunya; aduan yang sedikit bukan sasaran.",
        "The number of complaints is read with resolution and time; few complaints are no target.",
    )
    return (Table(columns, rows, key="kinerja"), paragraph(note, note=True))


# -- good and bad, and who did what ----------------------------------------------------------------------------------
def _both(ctx: Context, period: PeriodFindings) -> tuple[Block, ...]:
    # One post is no achievement that a month would remember.
    good = [i for i in period.issues if i.last.section == "positif" and i.name and i.posts.count > 1][:4]
    bad = [i for i in parts.serious(period) if i.peak.rank >= Level.STANDBY.rank][:4] or parts.serious(period)[:4]
    blocks: list[Block] = []
    for title, issues in (
        (Say("Yang baik", "Good"), good),
        (Say("Perlu perhatian", "In need of attention"), [i for i in bad if i not in good]),
    ):
        blocks.append(paragraph((Span(title.to(ctx.lang), strong=True),)))
        points = tuple(
            line(
                Span(ctx.safe(issue.name, 110), strong=True),
                ctx.t(": ", ": "),
                parts.issue_posts(ctx, issue),
                parts.on_days(ctx, issue),
                ctx.t("puncak ", "peak "),
                Span(wording.level_name(issue.peak, ctx.lang), level=issue.peak),
                ".",
                ctx.cite(issue.posts.posts, 2),
            )
            for issue in issues
        )
        blocks.append(Points(points) if points else ctx.nihil())
    return tuple(blocks)


def _work(ctx: Context, period: PeriodFindings) -> tuple[Block, ...]:
    """A row an officer and kind of work, from trails that nobody can edit."""
    blocks: list[Block] = []
    if period.reports:
        made = "; ".join(f"{name} {ctx.n(count)}" for name, count in sorted(period.reports.items()))
        approved = "; ".join(f"{name} {ctx.n(count)}" for name, count in sorted(period.approved.items()))
        blocks.append(paragraph(ctx.t(f"Laporan disusun sistem: {made}.", f"Reports composed by the system: {made}.")))
        if approved:
            blocks.append(paragraph(ctx.t(f"Disetujui pejabat: {approved}.", f"Approved: {approved}.")))
    rows: list[tuple[Text, ...]] = []
    for effort in period.efforts:
        for i, (work, count) in enumerate(effort.done):
            name = (Span(ctx.safe(effort.officer, 80), strong=True),) if i == 0 else cell("")
            shown = WORK[work].to(ctx.lang) if work in WORK else work
            rows.append((name, cell(wording.first_upper(shown)), cell(ctx.n(count))))
    if not rows:
        return (
            *blocks,
            paragraph(ctx.t("Belum ada pekerjaan yang tercatat atas nama petugas.", "No work is on record.")),
        )
    columns = (
        Column(ctx.t("Petugas", "Officer"), 2.4),
        Column(ctx.t("Pekerjaan", "Work"), 2.4),
        Column(ctx.t("Jumlah", "Count"), 0.8, number=True),
    )
    note = ctx.t(
        "Dihitung dari catatan persetujuan, koreksi, meja hoaks, dan peringatan pada periode ini; dapat dipakai sebagai "
        "bukti hasil kerja.",
        "Counted from the trails of approvals, corrections, hoax desk and alerts; may serve as evidence of work.",
    )
    return (*blocks, Table(columns, tuple(rows), key="hasil-kerja"), paragraph(note, note=True))
