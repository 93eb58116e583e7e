"""Pembaruan: at noon and in the afternoon, only what changed since leaders were last told."""

from __future__ import annotations

from collections.abc import Sequence

from kentongan.core.day import ClaimCase, IssueView
from kentongan.core.desk_words import STATE_NAMES
from kentongan.core.findings import Level
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind
from kentongan.core.updates import Update
from reports import wording
from reports.blocks import Block, Points, Report, Section, Span, StatusBanner, Text
from reports.context import GROUP_ORDER, Context, line
from reports.forms.frame import Meta, assemble, office_meta, paragraph
from reports.forms.memo import WATCH
from reports.forms.registry import FORMS, Making
from reports.sections.priority import card
from reports.sections.status import issue_label, reach
from reports.sections.summary import GROUP_ITEMS

_CARDS = 4
_NONE = Say("Tidak ada perubahan berarti sejak", "No change of note since")


def compose(update: Update, making: Making) -> Report:
    """The update as a report."""
    return assemble(
        update.day,
        making,
        "pembaruan",
        FORMS["pembaruan"].title.to(making.lang),
        lambda ctx: _meta(ctx, update),
        lambda ctx: _sections(ctx, update),
        level=update.day.level,
    )


def _meta(ctx: Context, update: Update) -> Meta:
    end = update.window.end
    first = (
        (ctx.t("Pembaruan ke-", "Update no."), str(update.number)),
        (
            ctx.t("Hari/tanggal", "Day/date"),
            f"{wording.day_date(end, ctx.zone, ctx.lang)}, {wording.at_hour(end, ctx.zone, ctx.lang)}",
        ),
    )
    return office_meta(ctx, first, update.window)


def _sections(ctx: Context, update: Update) -> Sequence[Section]:
    made: list[tuple[str, str, tuple[Block, ...]]] = [
        ("status", ctx.t("Status Sekarang", "Status Now"), (_banner(ctx, update),)),
        ("perubahan", ctx.t("Yang Berubah", "What Changed"), _changed(ctx, update)),
    ]
    asks = _asks(ctx, update)
    if asks:
        made.append(("arahan", ctx.t("Mohon Arahan", "For Your Decision"), (Points(asks, ordered=True),)))
    made.append(
        ("angka", ctx.t("Angka Sejak Laporan Terakhir", "Figures Since the Last Report"), _figures(ctx, update))
    )
    views = [*update.new, *(view for view, before in update.moved if view.severity.level.rank > before.rank)]
    if views:
        cards = tuple(card(ctx, view, f"{len(made) + 1}.{n}") for n, view in enumerate(views[:_CARDS], start=1))
        made.append(("rincian", ctx.t("Rincian Isu Baru dan Naik", "New and Rising Issues in Detail"), cards))
    if ctx.day.limitations:
        items = tuple(line(wording.full_stop(ctx.safe(said.to(ctx.lang), 300))) for said in ctx.day.limitations[:6])
        made.append(("keterbatasan", ctx.t("Keterbatasan", "Limitations"), (Points(items),)))
    return [Section(key, str(number), title, blocks) for number, (key, title, blocks) in enumerate(made, start=1)]


def _since(ctx: Context, update: Update) -> str:
    """As "pukul 06.00 WITA", with the date where it is another day."""
    start, end = update.window.start, update.window.end
    same = wording.short_date(start, ctx.zone) == wording.short_date(end, ctx.zone)
    day = "" if same else f"{wording.short_date(start, ctx.zone, ctx.lang)} "
    return day + ctx.t(wording.at_hour(start, ctx.zone), f"{wording.hour(start, ctx.zone, 'en')} {ctx.zone}")


def _banner(ctx: Context, update: Update) -> StatusBanner:
    level, before = ctx.day.level, update.since.level
    name = wording.level_name(before, ctx.lang)
    hour = f"{wording.hour(update.window.start, ctx.zone, ctx.lang)} {ctx.zone}"
    then = ctx.t(f"pukul {hour}: {name}", f"at {hour}: {name}")
    if level is before:
        said = ctx.t("Tingkat tidak berubah sejak ", "The level is unchanged since ")
    elif level.rank > before.rank:
        said = ctx.t("Tingkat naik sejak ", "The level rose since ")
    else:
        said = ctx.t("Tingkat turun sejak ", "The level fell since ")
    words: Text = line(said, _since(ctx, update), ".")
    top = [view for view in ctx.day.issues() if view.severity.level is level]
    if level is not Level.STABLE and top:
        names: list[Text | str] = []
        for view in top[:2]:
            link = ctx.count(view.posts, issue_label(view, ctx), text=ctx.safe(view.name, 80))
            names += [", " if names else "", line(link)]
        more = ctx.t(f", dan {len(top) - 2} isu lain", f", and {len(top) - 2} more") if len(top) > 2 else ""
        words = line(words, ctx.t(" Pada tingkat ini: ", " At this level: "), *names, more, ".")
    return StatusBanner(level, wording.level_name(level, ctx.lang).upper(), then, words)


def _changed(ctx: Context, update: Update) -> tuple[Block, ...]:
    if not update.meaningful:
        return (paragraph(f"{_NONE.to(ctx.lang)} {_since(ctx, update)}."),)
    points: list[Text] = [line(_new(ctx, view), _latest(ctx, view, update)) for view in update.new]
    for view, before in update.moved:
        up = view.severity.level.rank > before.rank
        points.append(line(_moved(ctx, view, before), _latest(ctx, view, update) if up else ""))
    points += [line(_rising(ctx, view), _latest(ctx, view, update)) for view in update.rising]
    points += [_answered(ctx, view) for view in update.answered]
    points += [_claim(ctx, case) for case in update.claims]
    points += [_judged(ctx, case) for case, _ in update.judged]
    if update.overdue:
        count = ctx.count(update.overdue, Say("Aduan yang baru lewat tenggat", "Newly overdue complaints"))
        points.append(line(_lead(ctx, "Aduan", "Complaints"), count, ctx.t(" baru lewat tenggat.", " newly overdue.")))
    if not points:
        points.append(
            line(ctx.t("Tingkat status berubah; isunya sama.", "The level changed; the issues are the same."))
        )
    blocks: list[Block] = [Points(tuple(points), ordered=True)]
    if update.minor:
        posts = tuple(dict.fromkeys(p for view in update.minor for p in view.posts))
        count = ctx.count(posts, Say("Isu kecil yang baru", "Small new issues"), text=ctx.n(len(update.minor)))
        words = ctx.t(" isu baru lain pada tingkat Stabil dicatat saja.", " more at level Stable, only noted.")
        blocks.append(paragraph(line(count, words), note=True))
    return tuple(blocks)


def _lead(ctx: Context, indonesian: str, english: str) -> Span:
    return Span(ctx.t(f"{indonesian}: ", f"{english}: "), strong=True)


def _named(ctx: Context, view: IssueView) -> Span:
    return ctx.count(view.posts, issue_label(view, ctx), strong=True, text=ctx.safe(view.name, 90))


def _level(ctx: Context, level: Level) -> Span:
    return Span(wording.level_name(level, ctx.lang), level=level)


def _new(ctx: Context, view: IssueView) -> Text:
    count = ctx.count(view.posts, issue_label(view, ctx))
    return line(
        _lead(ctx, "Isu baru", "New issue"),
        _named(ctx, view),
        ctx.t(" pada tingkat ", " at level "),
        _level(ctx, view.severity.level),
        "; ",
        count,
        ctx.t(" penyebutan, ", " mentions, "),
        reach(ctx, view),
        ", ",
        ctx.response_clause(view),
        ".",
        ctx.cite(view.posts, 2),
    )


def _moved(ctx: Context, view: IssueView, before: Level) -> Text:
    up = view.severity.level.rank > before.rank
    return line(
        _lead(ctx, "Naik tingkat" if up else "Turun tingkat", "Level up" if up else "Level down"),
        _named(ctx, view),
        ctx.t(" dari ", " from "),
        _level(ctx, before),
        ctx.t(" ke ", " to "),
        _level(ctx, view.severity.level),
        f"; {ctx.response_clause(view)}" if up else "",
        ".",
        ctx.cite(view.posts, 2),
    )


def _rising(ctx: Context, view: IssueView) -> Text:
    why = wording.full_stop(ctx.safe(view.emergence, 140))
    return line(_lead(ctx, "Makin ramai", "Rising"), _named(ctx, view), "; ", why, ctx.cite(view.posts, 2))


def _latest(ctx: Context, view: IssueView, update: Update) -> Text:
    """What the widest outlet of these hours says, so that a leader reads why the level moved."""
    fresh = set(update.fresh)
    news = [v for p in view.posts if p in fresh and (v := ctx.view(p)) and v.kind is PostKind.NEWS]
    if not news:
        return ()
    best = min(news, key=lambda v: (v.tier or 9, -v.published_at.timestamp(), v.id))
    hour = wording.hour(best.published_at, ctx.zone, ctx.lang)
    said = f" “{ctx.heading(best, 120)}” ({ctx.source(best)}, {hour})"
    return line(said, ".", ctx.cite((best.id,)))


def _answered(ctx: Context, view: IssueView) -> Text:
    said = ctx.sentences((view.response,)) if view.response else ()
    lead = _lead(ctx, "Sudah direspons", "Answered")
    return line(lead, _named(ctx, view), ". " if said else ".", said)


def _claim(ctx: Context, case: ClaimCase) -> Text:
    ask, until = ctx.known(case.confirm_with, 50), ctx.deadline(case.deadline)
    return line(
        _lead(ctx, "Klaim perlu verifikasi", "Claim to verify"),
        f"“{ctx.safe(case.claim, 120).rstrip('.')}”",
        ctx.t(f"; konfirmasi ke {ask}, tenggat {until}.", f"; ask {ask}, by {until}."),
        ctx.cite(case.spreading, 2),
    )


def _judged(ctx: Context, case: ClaimCase) -> Text:
    state = STATE_NAMES[case.state].to(ctx.lang)
    sentence = wording.full_stop(ctx.safe(case.desk.sentence, 160)) if case.desk and case.desk.sentence else ""
    return line(
        _lead(ctx, "Status klaim berubah", "Claim decided or moved on"),
        f"“{ctx.safe(case.claim, 100).rstrip('.')}”: ",
        Span(state, strong=True),
        ".",
        f" {sentence}" if sentence else "",
        ctx.cite((*case.denying, *case.spreading), 2),
    )


def _asks(ctx: Context, update: Update) -> tuple[Text, ...]:
    """The advice on what is new or rose, where something is to be done."""
    views = [*update.new, *(view for view, before in update.moved if view.severity.level.rank > before.rank)]
    asks = []
    for view in views[:_CARDS]:
        advice = view.recommendation
        if not advice.action or advice.form in WATCH:
            continue
        words = wording.full_stop(ctx.safe(advice.action, 220))
        who = ctx.t(
            f" ({ctx.known(advice.owner, 50)}, tenggat {ctx.deadline(advice.deadline)})",
            f" ({ctx.known(advice.owner, 50)}, by {ctx.deadline(advice.deadline)})",
        )
        asks.append(line(words.removesuffix("."), who, ".", ctx.cite(advice.posts, 2)))
    return tuple(asks)


def _figures(ctx: Context, update: Update) -> tuple[Block, ...]:
    fresh = update.fresh
    if not fresh:
        return (paragraph(ctx.t("0 penyebutan baru.", "0 new mentions.")),)
    parts: list[Span | str] = []
    for group in GROUP_ORDER:
        ids, name = ctx.of_group(fresh, group), GROUP_ITEMS[group]
        label = Say(f"{wording.first_upper(name.id)} baru", f"New {name.en}")
        parts += [", " if parts else "", ctx.count(ids, label), f" {name.to(ctx.lang)}"]
    tones: list[Span | str] = []
    for bucket in wording.BUCKETS:
        name = wording.BUCKET_NAMES[bucket]
        label = Say(f"Penyebutan baru bernada {name.id}", f"New mentions: {name.en}")
        tones += [", " if tones else "", f"{name.to(ctx.lang)} ", ctx.count(ctx.of_bucket(fresh, bucket), label)]
    older = update.since.at < ctx.day.window.start
    only = ctx.t("Angka di bawah hanya dari 24 jam terakhir.", "The figures below are of the last 24 hours only.")
    total = ctx.count(fresh, Say("Semua penyebutan baru", "All new mentions"), strong=True)
    late = ctx.count(ctx.day.complaints.overdue, Say("Aduan lewat tenggat", "Overdue complaints"))
    received = ctx.count(update.received, Say("Aduan yang baru masuk", "Complaints just received"))
    return (
        *((paragraph(only),) if older else ()),
        Points(
            (
                line(total, ctx.t(" penyebutan baru: ", " new mentions: "), *parts, "."),
                line(ctx.t("Nada terhadap instansi: ", "Tone toward the agency: "), *tones, "."),
                line(
                    ctx.t("Aduan baru ", "New complaints "),
                    received,
                    ctx.t("; lewat tenggat ", "; overdue "),
                    late,
                    ".",
                ),
            )
        ),
    )
