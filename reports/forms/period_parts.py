"""What the weekly and the monthly report share: cover, summary, figures against the period before."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from kentongan.core.day_record import Tally
from kentongan.core.findings import Level
from kentongan.core.messages import Say
from kentongan.core.periods import LIST, PeriodFindings, PeriodIssue
from reports import wording
from reports.blocks import Block, Card, Cards, Column, Paragraph, Points, Section, Span, Table, Text
from reports.context import GROUP_NAMES, GROUP_ORDER, Context, cell, line
from reports.drawings.periods import days_chart
from reports.forms.frame import Meta, counted, office_meta, paragraph
from reports.sections.summary import GROUP_ITEMS, all_of

_OUTLETS = 8
_ALL = Say("Semua penyebutan", "All mentions")


def meta(ctx: Context, period: PeriodFindings, label: Say, name: str) -> Meta:
    """The cover's lines, with how many of the days were kept."""
    kept, all_days = len(period.figures.days), len(period.days)
    days = ctx.t(f"{kept} dari {all_days} hari tercatat", f"{kept} of {all_days} days kept")
    return office_meta(ctx, ((label.to(ctx.lang), name), (ctx.t("Catatan", "Record"), days)), period.window)


def issue_posts(ctx: Context, issue: PeriodIssue, text: str = "", *, strong: bool = False) -> Span:
    """An issue's posts as a number, or as `text`, that opens them."""
    label = Say(f"Isu: {ctx.safe(issue.name, 80)}", f"Issue: {ctx.safe(issue.name, 80)}")
    made = counted(ctx, issue.posts, label, strong=strong)
    return Span(text or made.text, strong=strong, posts=made.posts, label=made.label)


def on_days(ctx: Context, issue: PeriodIssue) -> str:
    """As " penyebutan dalam 3 hari, ", after the number of posts."""
    noun = "mention" if issue.posts.count == 1 else "mentions"
    return ctx.t(
        f" penyebutan dalam {len(issue.path)} hari, ", f" {noun} on {wording.counted(len(issue.path), 'day')}, "
    )


def serious(period: PeriodFindings) -> list[PeriodIssue]:
    """Issues that were above stable on some day."""
    return [issue for issue in period.issues if issue.peak is not Level.STABLE and issue.name]


def percent(ctx: Context, value: float | None) -> str:
    """As "+18%"; "–" where there is nothing to compare with."""
    return "–" if value is None else wording.signed(wording.round_half_up(value), ctx.lang) + "%"


def response(ctx: Context, issue: PeriodIssue) -> Text:
    """As "sudah [3]"."""
    words = {"sudah": Say("sudah", "yes"), "belum": Say("belum", "not yet")}
    shown = words.get(issue.last.responded, Say("dalam pendataan", "being established"))
    return line(Span(shown.to(ctx.lang)), ctx.cite(issue.last.response, 1))


# -- the summary ----------------------------------------------------------------------------------------------------
def cards(ctx: Context, period: PeriodFindings, before: Say) -> Cards:
    """Mentions, negative share, issues above stable, complaints."""
    figures = period.figures
    bad = figures.where(bucket="negatif")
    change = period.compared.percent()
    heavy = serious(period)
    posts = tuple(dict.fromkeys(p for issue in heavy for p in issue.posts.posts))[:LIST]
    counts = Counter(issue.peak for issue in heavy)
    parts = [
        f"{ctx.n(counts[level])} {wording.level_name(level, ctx.lang)}"
        for level in reversed(Level)
        if counts[level] and level is not Level.STABLE
    ]
    share = wording.percent(bad.count, figures.total, ctx.lang) if figures.total else "–"
    index = figures.index
    shown = "–" if index is None else wording.number(index, ctx.lang, 2)
    return Cards(
        (
            Card(
                counted(ctx, figures.where(), _ALL),
                ctx.t("penyebutan", "mentions"),
                f"{percent(ctx, change)} {before.to(ctx.lang)}"
                if change is not None
                else ctx.t("belum ada pembanding", "nothing to compare with"),
                0 if change is None else (change > 0) - (change < 0),
            ),
            Card(
                Span(share, posts=bad.posts, label=_tone_label("negatif").to(ctx.lang) if bad.posts else ""),
                ctx.t("bernada negatif", "negative in tone"),
                ctx.t(f"indeks sentimen {shown}", f"sentiment index {shown}"),
            ),
            Card(
                Span(
                    ctx.n(len(heavy)),
                    posts=posts,
                    label=ctx.t("Unggahan dalam isu di atas Stabil", "Posts in issues above Stable") if posts else "",
                ),
                ctx.t("isu di atas Stabil", "issues above Stable"),
                ", ".join(parts) or wording.NIHIL.to(ctx.lang),
            ),
            Card(
                counted(ctx, figures.received, Say("Semua aduan", "All complaints")),
                ctx.t("aduan", "complaints"),
                ctx.t(
                    f"selesai {ctx.n(figures.done.count)}; tertunggak {ctx.n(figures.late.count)}",
                    f"{ctx.n(figures.done.count)} done; {ctx.n(figures.late.count)} overdue",
                ),
            ),
        )
    )


def summary_points(ctx: Context, period: PeriodFindings, before: Say) -> Points:
    """Volume with its comparison, the heaviest issue, the days' status, hoaxes, what improved."""
    figures = period.figures
    parts: list[Span | str] = []
    for group in GROUP_ORDER:
        shown = counted(ctx, figures.where(group=group), all_of(group))
        parts += [", " if parts else "", shown, f" {GROUP_ITEMS[group].to(ctx.lang)}"]
    change = period.compared.percent()
    moved = ""
    if change is not None:
        word = Say("tetap", "unchanged")
        if wording.round_half_up(change):
            rose = change > 0
            size = wording.number(abs(wording.round_half_up(change)), ctx.lang)
            word = Say(f"{'naik' if rose else 'turun'} {size}%", f"{'up' if rose else 'down'} {size}%")
        moved = ctx.t(
            f" (per hari {word.id} {before.id}, dari sumber yang sama)",
            f" (per day {word.en} {before.en}, from the same sources)",
        )
    total = counted(ctx, figures.where(), _ALL, strong=True)
    items: list[Text] = [line(total, ctx.t(" penyebutan", " mentions"), moved, ": ", *parts, ".")]
    heavy = serious(period)
    if heavy:
        items.append(_heaviest(ctx, heavy[0]))
    items.append(_statuses(ctx, period))
    if period.desk is not None and not period.desk.empty:
        verified = sum(n for _, n in period.desk.verified)
        items.append(
            line(
                ctx.t(
                    f"Meja hoaks: {ctx.n(period.desk.received)} laporan masuk, {ctx.n(verified)} diputus, "
                    f"{ctx.n(period.desk.published)} klarifikasi terbit.",
                    f"Hoax desk: {ctx.n(period.desk.received)} reports, {ctx.n(verified)} decided, "
                    f"{ctx.n(period.desk.published)} clarifications published.",
                )
            )
        )
    open_ones = [issue for issue in heavy if issue.last.responded == "belum"]
    if open_ones:
        names: list[Span | str] = []
        for issue in open_ones[:3]:
            names += [", " if names else "", issue_posts(ctx, issue, ctx.safe(issue.name, 70))]
        more = len(open_ones) - 3
        tail = ctx.t(f", dan {more} isu lain", f", and {more} more") if more > 0 else ""
        items.append(line(ctx.t("Belum direspons: ", "Not answered: "), *names, tail, "."))
    return Points(tuple(items), ordered=True)


def _heaviest(ctx: Context, issue: PeriodIssue) -> Text:
    level = Span(wording.level_name(issue.peak, ctx.lang), level=issue.peak)
    first = next(state for state in issue.path if state.level is issue.peak)
    clause = {"sudah": Say("sudah direspons", "answered"), "belum": Say("belum direspons", "not answered yet")}
    said = clause.get(issue.last.responded, Say("status respons dalam pendataan", "response being established"))
    day = day_name(ctx, first.day)
    return line(
        ctx.t("Isu terberat: ", "Heaviest issue: "),
        Span(ctx.safe(issue.name, 110), strong=True),
        ctx.t(", puncak ", ", peak "),
        level,
        ctx.t(f" pada {day}; ", f" on {day}; "),
        issue_posts(ctx, issue),
        on_days(ctx, issue),
        said.to(ctx.lang),
        ".",
        ctx.cite(issue.posts.posts, 2),
    )


def _statuses(ctx: Context, period: PeriodFindings) -> Text:
    counts = Counter(period.figures.levels.values())
    parts = [
        f"{wording.level_name(level, ctx.lang)} {ctx.n(counts[level])}" for level in reversed(Level) if counts[level]
    ]
    gone = len(period.missing)
    tail = ctx.t(f"; {gone} hari tanpa catatan", f"; {wording.counted(gone, 'day')} not kept")
    return line(
        ctx.t("Status harian (jumlah hari): ", "Daily status (days): "),
        ", ".join(parts),
        tail if period.missing else "",
        ".",
    )


def day_name(ctx: Context, iso: str) -> str:
    """As "Senin, 16 November"."""
    one = datetime.fromisoformat(iso)
    day = wording.DAYS[ctx.lang][one.weekday()]
    return f"{day}, {one.day} {wording.MONTHS[ctx.lang][one.month - 1]}"


# -- figures --------------------------------------------------------------------------------------------------------
def _tone_label(bucket: str) -> Say:
    name = wording.BUCKET_NAMES[bucket]
    return Say(f"Penyebutan bernada {name.id}", f"{wording.first_upper(name.en)} mentions")


def figure_blocks(ctx: Context, period: PeriodFindings, before: Say) -> tuple[Block, ...]:
    """Sources by tone, posts a day against the period before, the index, the chart of days, the outlets."""
    figures, compared = period.figures, period.compared
    names = [wording.first_upper(wording.BUCKET_NAMES[b].to(ctx.lang)) for b in wording.BUCKETS]
    columns = (
        Column(ctx.t("Sumber", "Source"), 1.5),
        *(Column(name, 1.2 if len(name) > 10 else 0.9, number=True) for name in names),
        Column(ctx.t("Jumlah", "Total"), 0.9, number=True),
        Column(ctx.t("Per hari", "Per day"), 0.9, number=True),
        Column(wording.first_upper(before.to(ctx.lang)), 1.1, number=True),
    )
    days = len(figures.days) or 1

    def row(group: str) -> tuple[Text, ...]:
        posts = figures.where(group=group)
        title = GROUP_NAMES[group].to(ctx.lang) if group else ctx.t("Jumlah", "Total")
        cells: list[Text] = []
        for bucket in wording.BUCKETS:
            label = _tone_label(bucket)
            if group:
                label = Say(
                    f"{GROUP_NAMES[group].id}: {label.id.lower()}", f"{GROUP_NAMES[group].en}: {label.en.lower()}"
                )
            cells.append((counted(ctx, figures.where(group=group, bucket=bucket), label),))
        total = counted(ctx, posts, all_of(group) if group else _ALL, strong=True)
        mean = wording.number(posts.count / days, ctx.lang, 1)
        return (cell(title), *cells, (total,), cell(mean), cell(percent(ctx, compared.percent(group))))

    table = Table(columns, (*(row(group) for group in GROUP_ORDER), row("")), total=True, key="angka")
    chart = days_chart(ctx, period)
    blocks: list[Block] = [table, paragraph(_index(ctx, period))]
    blocks += [chart] if chart else []
    outlets = _outlets(ctx, period)
    blocks += [paragraph(outlets)] if outlets else []
    blocks.append(Paragraph(_compared(ctx, period), note=True))
    return tuple(blocks)


def _index(ctx: Context, period: PeriodFindings) -> Text:
    figures = period.figures
    shown = wording.NIHIL.to(ctx.lang) if figures.index is None else wording.number(figures.index, ctx.lang, 2)
    before = period.before.index
    then = f" ({ctx.t('sebelumnya', 'before')} {wording.number(before, ctx.lang, 2)})" if before is not None else ""
    return line(
        ctx.t("Indeks sentimen ", "Sentiment index "),
        Span(shown, strong=True),
        then,
        ctx.t(f"; skala {wording.MINUS}1 s.d. 1 · siaran pers ", f"; scale {wording.MINUS}1 to 1 · own releases "),
        ctx.n(figures.releases),
        ctx.t(" naskah, ", ", "),
        counted(ctx, figures.pickups, Say("Pemuatan siaran pers", "Pickups of own releases")),
        ctx.t(" pemuatan.", " pickups."),
    )


def _outlets(ctx: Context, period: PeriodFindings) -> Text:
    names = {key[0] for key in period.figures.sources if key[1] == "news"}
    found = [(name, period.figures.where(group="news", name=name)) for name in names]
    found.sort(key=lambda pair: (-pair[1].count, pair[0]))
    parts: list[Span | str] = []
    for name, posts in found[:_OUTLETS]:
        shown = ctx.safe(name, 50)
        parts += [", " if parts else "", f"{shown} ", counted(ctx, posts, Say(f"Berita {shown}", f"News: {shown}"))]
    return line(Span(ctx.t("Media teraktif: ", "Most active outlets: "), strong=True), *parts, ".") if parts else ()


def _compared(ctx: Context, period: PeriodFindings) -> Text:
    compared = period.compared
    if compared.percent() is None:
        return line(ctx.t("Belum ada periode pembanding dari sumber yang sama.", "No period to compare with yet."))
    text = ctx.t(
        f"Perubahan membandingkan rata-rata per hari tercatat ({compared.days_now} lawan {compared.days_before} hari) "
        "dari sumber yang ada dan terbaca pada kedua periode.",
        f"Changes compare means per kept day ({compared.days_now} against {compared.days_before} days) from sources "
        "that both periods have and that could be read.",
    )
    if not compared.left_out:
        return line(text)
    listed = ", ".join(ctx.safe(name, 40) for name in compared.left_out[:8])
    more = len(compared.left_out) - 8
    tail = ctx.t(f", dan {more} lain", f", and {more} more") if more > 0 else ""
    return line(text, ctx.t(f" Tidak ikut: {listed}{tail}.", f" Left out: {listed}{tail}."))


def numbered(parts: list[tuple[str, str, tuple[Block, ...]]]) -> list[Section]:
    """Sections with their numbers."""
    return [Section(key, str(number), title, blocks) for number, (key, title, blocks) in enumerate(parts, start=1)]


def posts_of(tallies: list[Tally]) -> tuple[str, ...]:
    """The kept posts of some counts, each once."""
    return tuple(dict.fromkeys(post for one in tallies for post in one.posts))
