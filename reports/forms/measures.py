"""The key figures of a month after field guide 18, each with its posts, target and definition.

Nothing rewards fewer complaints: their number stands beside resolution and time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from kentongan.core.messages import Say
from kentongan.core.periods import Figures, PeriodFindings
from reports import wording
from reports.blocks import Span, Text
from reports.context import Context, cell, line
from reports.forms import period_parts as parts
from reports.forms.frame import counted


@dataclass(frozen=True, slots=True)
class Measure:
    """One key figure: name, value with its posts, the same a month before, target, definition."""

    name: Say
    value: Text
    before: str
    target: str
    definition: Say


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
