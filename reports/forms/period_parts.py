"""What the weekly and the monthly report share: figures and comparison, the issues' path, complaints, hoax desk."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from kentongan.core.day_record import Tally
from kentongan.core.desk import DECIDED, DeskCase
from kentongan.core.findings import Level
from kentongan.core.messages import Say
from kentongan.core.periods import LIST, PeriodFindings, PeriodIssue
from reports import wording
from reports.blocks import Block, Card, Cards, Column, Paragraph, Points, Section, Span, Table, Text
from reports.context import GROUP_NAMES, GROUP_ORDER, STATE_NAMES, Context, cell, line
from reports.drawings.periods import days_chart, level_chart
from reports.forms.frame import Meta, counted, office_meta, paragraph
from reports.links import safe_url
from reports.sections import desk
from reports.sections.summary import GROUP_ITEMS, all_of

TABLE_ISSUES, _OUTLETS, _TOPICS, _CASES = 12, 8, 6, 8
_ALL = Say("Semua penyebutan", "All mentions")
_WATCH = frozenset({"pantau saja", "tidak perlu direspons", "data belum cukup", ""})


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
                    f"selesai {ctx.n(figures.done.count)}, lewat tenggat {ctx.n(figures.late.count)}",
                    f"{ctx.n(figures.done.count)} done, {ctx.n(figures.late.count)} overdue",
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
        ctx.t(f" penyebutan dalam {len(issue.path)} hari, ", f" mentions on {len(issue.path)} days, "),
        said.to(ctx.lang),
        ".",
        ctx.cite(issue.posts.posts, 2),
    )


def _statuses(ctx: Context, period: PeriodFindings) -> Text:
    counts = Counter(period.figures.levels.values())
    parts = [
        f"{wording.level_name(level, ctx.lang)} {ctx.n(counts[level])}" for level in reversed(Level) if counts[level]
    ]
    tail = ctx.t(f"; {len(period.missing)} hari tanpa catatan", f"; {len(period.missing)} days not kept")
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


# -- issues ---------------------------------------------------------------------------------------------------------
def issue_blocks(ctx: Context, period: PeriodFindings) -> tuple[Block, ...]:
    """The strip of levels, then a row an issue; every issue that was above stable stands in the table."""
    chosen = [*serious(period), *(i for i in period.issues if i.peak is Level.STABLE and i.name)]
    if not chosen:
        return (ctx.nihil(),)
    chart = level_chart(ctx, period)
    columns = (
        Column(ctx.t("Isu", "Issue"), 2.6),
        Column(ctx.t("Puncak", "Peak"), 0.9),
        Column(ctx.t("Terakhir", "Last"), 0.9),
        Column(ctx.t("Penyebutan", "Mentions"), 0.9, number=True),
        Column(ctx.t("Hari", "Days"), 0.5, number=True),
        Column(ctx.t("Media", "Outlets"), 0.6, number=True),
        Column(ctx.t("Direspons", "Answered"), 1.0),
        Column(ctx.t("Penanggung jawab", "Owner"), 1.2),
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
        if issue.path[-1].day in recent and issue.last.form not in _WATCH and issue.last.action
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
    if deadline is not None and deadline < period.window.end - timedelta(days=1):
        return f"{ctx.stamp(deadline)} {ctx.t('(lewat)', '(past)')}"
    return ctx.deadline(deadline)


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


def numbered(parts: list[tuple[str, str, tuple[Block, ...]]]) -> list[Section]:
    """Sections with their numbers."""
    return [Section(key, str(number), title, blocks) for number, (key, title, blocks) in enumerate(parts, start=1)]


def posts_of(tallies: list[Tally]) -> tuple[str, ...]:
    """The kept posts of some counts, each once."""
    return tuple(dict.fromkeys(post for one in tallies for post in one.posts))
