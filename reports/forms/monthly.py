"""Bulanan: key figures with definition and target, the month's issues, and the record of each officer's work.

Key figures after field guide 18. Nothing rewards fewer complaints: their number stands beside resolution and time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kentongan.core.findings import Level
from kentongan.core.messages import Say
from kentongan.core.periods import Figures, PeriodFindings
from reports import wording
from reports.blocks import Block, Column, Points, Report, Section, Span, Table, Text
from reports.context import Context, cell, line
from reports.forms import period_parts as parts
from reports.forms.frame import assemble, counted, holder, paragraph
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


@dataclass(frozen=True, slots=True)
class Measure:
    """One key figure: name, value with its posts, the same a month before, target, definition."""

    name: Say
    value: Text
    before: str
    target: str
    definition: Say


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
            ("isu", ctx.t("Isu Bulan Ini", "Issues of the Month"), parts.issue_blocks(ctx, period)),
            ("angka", ctx.t("Angka dan Perbandingan", "Figures Compared"), parts.figure_blocks(ctx, period, _BEFORE)),
            ("aduan", ctx.t("Aduan dan Aspirasi", "Complaints and Suggestions"), parts.complaint_blocks(ctx, period)),
            ("hoaks", ctx.t("Klaim dan Meja Hoaks", "Claims and Hoax Desk"), parts.desk_blocks(ctx, period)),
            ("hasil-kerja", ctx.t("Rekap Hasil Kerja", "Record of Work"), _work(ctx, period)),
            (
                "rekomendasi",
                ctx.t("Rekomendasi yang Masih Berlaku", "Standing Advice"),
                parts.advice_blocks(ctx, period),
            ),
            ("keterbatasan", ctx.t("Keterbatasan", "Limitations"), parts.limits(ctx, period)),
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


def measures(ctx: Context, period: PeriodFindings) -> list[Measure]:
    """The key figures in the report's order."""
    return [
        *_times(ctx, period),
        *_complaints(ctx, period),
        *_hoaxes(ctx, period),
        *_tones(ctx, period),
        *_follow(ctx, period),
    ]


def _hours(ctx: Context, hours: Sequence[float]) -> Text:
    """As "2,5 jam (median 4 isu)"."""
    if not hours:
        return cell(wording.UNKNOWN.to(ctx.lang))
    middle = wording.number(median(hours), ctx.lang, 1)
    return line(
        Span(ctx.t(f"{middle} jam", f"{middle} hours"), strong=True),
        ctx.t(f" (median {len(hours)} isu)", f" (median of {wording.counted(len(hours), 'issue')})"),
    )


def _times(ctx: Context, period: PeriodFindings) -> list[Measure]:
    return [
        Measure(
            Say("Waktu deteksi", "Time to detect"),
            _hours(ctx, period.detection),
            "",
            "",
            Say(
                "dari unggahan pertama terbit sampai pertama terkumpul di sini, per isu yang mulai bulan ini",
                "from the first post's publication until it was collected here, per issue that began this month",
            ),
        ),
        Measure(
            Say("Waktu respons", "Time to respond"),
            _hours(ctx, period.response),
            "",
            ctx.t("Siaga 3 jam; Krisis 1 jam", "Standby 3 h; crisis 1 h"),
            Say(
                "dari isu pertama terkumpul sampai pernyataan resmi pertama yang terpantau",
                "from the issue's first collection until the first official statement that was seen",
            ),
        ),
    ]


def _complaints(ctx: Context, period: PeriodFindings) -> list[Measure]:
    now, before = period.figures, period.before

    def share(figures: Figures) -> str:
        done = min(figures.done.count, figures.received.count)
        return wording.percent(done, figures.received.count, ctx.lang) if figures.received.count else ""

    value = line(
        Span(share(now) or wording.NIHIL.to(ctx.lang), strong=True),
        " (",
        counted(ctx, now.done, Say("Aduan selesai", "Complaints done")),
        ctx.t(" dari ", " of "),
        counted(ctx, now.received, Say("Semua aduan", "All complaints")),
        ")",
    )
    late = line(
        counted(ctx, now.late, Say("Aduan lewat tenggat", "Overdue complaints"), strong=True), ctx.t(" aduan", "")
    )
    return [
        Measure(
            Say("Aduan selesai", "Complaints resolved"),
            value,
            share(before),
            "",
            Say(
                "selesai ÷ masuk, menurut status terakhir yang diimpor", "done ÷ received, by the last imported status"
            ),
        ),
        Measure(
            Say("Aduan lewat tenggat", "Overdue complaints"),
            late,
            ctx.n(before.late.count) if before.days else "",
            "0",
            Say("belum selesai lebih dari 2 × 24 jam, pada akhir periode", "open for more than 48 hours at the end"),
        ),
    ]


def _hoaxes(ctx: Context, period: PeriodFindings) -> list[Measure]:
    desk = period.desk
    if desk is None:
        value, hours = cell(ctx.t("meja hoaks belum dipakai", "hoax desk not in use")), ""
    else:
        verified = sum(count for _, count in desk.verified)
        hours = "" if desk.hours_to_verdict is None else wording.number(desk.hours_to_verdict, ctx.lang, 1)
        value = line(
            ctx.t("masuk ", "received "),
            Span(ctx.n(desk.received), strong=True),
            ctx.t(", diputus ", ", decided "),
            Span(ctx.n(verified), strong=True),
            ctx.t(", terbit ", ", published "),
            Span(ctx.n(desk.published), strong=True),
            ctx.t(f"; median {hours} jam sampai putusan", f"; median {hours} hours to the verdict") if hours else "",
        )
    target = wording.number(period.claim_target_hours, ctx.lang)
    return [
        Measure(
            Say("Hoaks", "Hoaxes"),
            value,
            "",
            ctx.t(f"putusan ≤ {target} jam", f"verdict ≤ {target} h"),
            Say(
                "laporan masuk, diputus dua petugas, diterbitkan; waktu dari terima sampai disetujui",
                "received, decided by two officers, published; time from reception to approval",
            ),
        )
    ]


def _tones(ctx: Context, period: PeriodFindings) -> list[Measure]:
    now, before = period.figures, period.before

    def index(figures: Figures) -> str:
        return "" if figures.index is None else wording.number(figures.index, ctx.lang, 2)

    def ratio(figures: Figures) -> str:
        good, bad = (figures.where(bucket=b).count for b in ("positif", "negatif"))
        return wording.number(good / bad, ctx.lang, 1) if bad else ""

    good, bad = now.where(bucket="positif"), now.where(bucket="negatif")
    total = now.where()
    reactions = ctx.n(now.reactions)
    return [
        Measure(
            Say("Indeks sentimen", "Sentiment index"),
            cell(index(now) or wording.NIHIL.to(ctx.lang)),
            index(before),
            "",
            Say(
                f"(positif {wording.MINUS} negatif) ÷ semua penyebutan; {wording.MINUS}1 sampai 1",
                f"(positive {wording.MINUS} negative) ÷ all mentions; {wording.MINUS}1 to 1",
            ),
        ),
        Measure(
            Say("Rasio positif/negatif", "Positive/negative"),
            line(
                Span(ratio(now) or "–", strong=True),
                " (",
                counted(ctx, good, Say("Penyebutan bernada positif", "Positive mentions")),
                " : ",
                counted(ctx, bad, Say("Penyebutan bernada negatif", "Negative mentions")),
                ")",
            ),
            ratio(before),
            "",
            Say("positif ÷ negatif; dibaca bersama jumlahnya", "positive ÷ negative; read with the counts"),
        ),
        Measure(
            Say("Eksposur", "Exposure"),
            line(
                counted(ctx, total, Say("Semua penyebutan", "All mentions"), strong=True),
                ctx.t(f" penyebutan, {reactions} reaksi", f" mentions, {reactions} reactions"),
            ),
            ctx.n(before.total) if before.days else "",
            "",
            Say(
                "penyebutan; suka + bagikan + komentar bila platform menyebutnya", "mentions; likes + shares + comments"
            ),
        ),
    ]


def _follow(ctx: Context, period: PeriodFindings) -> list[Measure]:
    heavy = parts.serious(period)
    answered = [issue for issue in heavy if issue.last.responded == "sudah"]
    posts = parts.posts_of([issue.posts for issue in answered])
    label = ctx.t("Unggahan dalam isu yang direspons", "Posts in answered issues")
    share = wording.percent(len(answered), len(heavy), ctx.lang) if heavy else wording.NIHIL.to(ctx.lang)
    corrected, checked = len(period.corrections), period.figures.checked
    return [
        Measure(
            Say("Isu yang direspons", "Issues answered"),
            line(
                Span(share, strong=True),
                " (",
                Span(ctx.n(len(answered)), posts=posts, label=label if posts else ""),
                ctx.t(f" dari {ctx.n(len(heavy))})", f" of {ctx.n(len(heavy))})"),
            ),
            "",
            "",
            Say(
                "isu di atas Stabil yang pernyataan resminya terpantau ÷ semua isu di atas Stabil",
                "issues above Stable with an official statement seen ÷ all issues above Stable",
            ),
        ),
        Measure(
            Say("Koreksi petugas", "Officers' corrections"),
            line(
                Span(ctx.n(corrected), strong=True),
                ctx.t(f" koreksi; {ctx.n(checked)} label diperiksa", f" corrections; {ctx.n(checked)} labels checked"),
            ),
            "",
            "",
            Say(
                "keputusan petugas yang mengubah label atau isu", "officers' decisions that changed a label or an issue"
            ),
        ),
    ]


# -- good and bad, and who did what ----------------------------------------------------------------------------------
def _both(ctx: Context, period: PeriodFindings) -> tuple[Block, ...]:
    good = [i for i in period.issues if i.last.section == "positif" and i.name][:4]
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
                ctx.t(f" penyebutan dalam {len(issue.path)} hari, ", f" mentions on {len(issue.path)} days, "),
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
