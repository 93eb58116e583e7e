"""Laporan situasi: in a crisis, numbered and timed. What is known, what is not, what is being done, when the next comes.

After the way disaster agencies and government crisis guides report (field guide 4.2, 5.9, 9.3, 16): each statement of
fact cites its posts, what nobody knows yet is said as a question, and nothing is denied before it was verified.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from kentongan.core.day import DayFindings, IssueView
from kentongan.core.errors import ReportError
from kentongan.core.findings import Level, VerificationState
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind
from reports import wording
from reports.blocks import Block, Card, Cards, Column, Points, Report, Section, Span, StatusBanner, Table, Text
from reports.context import OPEN_STATES, Context, cell, line
from reports.forms.frame import Meta, assemble, gap, office_meta, paragraph
from reports.forms.memo import signatory
from reports.forms.registry import FORMS, Making
from reports.sections.priority import quote
from reports.sections.status import issue_label

#: A crisis is told of every two hours, what is short of it every four (our default; field guide: pemutakhiran berkala).
NEXT = {Level.CRISIS: timedelta(hours=2), Level.STANDBY: timedelta(hours=4)}
_QUARTER = timedelta(minutes=15)
_RECENT = timedelta(hours=3)


def compose(day: DayFindings, making: Making) -> Report:
    """The situation around `making.issue`.

    Raises:
        ReportError: no issue was given.
    """
    issue = making.issue
    if issue is None:
        raise ReportError(
            Say("Laporan situasi memerlukan satu isu.", "A situation report needs an issue."),
            Say("Sebutkan dengan --issue.", "Name it with --issue."),
        )
    title = FORMS["situasi"].title.to(making.lang)
    number = Say(f"{title} NOMOR {making.number}", f"{title} NO. {making.number}").to(making.lang)
    return assemble(
        day,
        making,
        "situasi",
        number,
        lambda ctx: _meta(ctx, issue),
        lambda ctx: _sections(ctx, issue),
        level=issue.severity.level,
        annex=issue.posts,
    )


def _meta(ctx: Context, issue: IssueView) -> Meta:
    end = ctx.day.window.end
    first = (
        (ctx.t("Isu", "Issue"), ctx.safe(issue.name, 110)),
        (
            ctx.t("Keadaan per", "As of"),
            f"{wording.day_date(end, ctx.zone, ctx.lang)}, {wording.at_hour(end, ctx.zone, ctx.lang)}",
        ),
    )
    return office_meta(ctx, first, ctx.day.window)


def next_update(issue: IssueView, at: datetime) -> datetime | None:
    """When the next report is due, on a quarter of an hour; None below Siaga: with the daily report."""
    pause = NEXT.get(issue.severity.level)
    if pause is None:
        return None
    late = at + pause
    over = timedelta(minutes=late.minute % 15, seconds=late.second, microseconds=late.microsecond)
    return late if not over else late - over + _QUARTER


def _sections(ctx: Context, issue: IssueView) -> Sequence[Section]:
    parts: list[tuple[str, str, tuple[Block, ...]]] = [
        ("situasi", ctx.t("Situasi", "Situation"), (_banner(ctx, issue), _cards(ctx, issue))),
        ("diketahui", ctx.t("Yang Diketahui", "What Is Known"), tuple(_known(ctx, issue))),
        ("kronologi", ctx.t("Urutan Waktu", "Timeline"), (_timeline(ctx, issue),)),
        ("belum", ctx.t("Yang Belum Diketahui", "What Is Not Known"), _points(_unknown(ctx, issue))),
        ("dikerjakan", ctx.t("Yang Sedang Dikerjakan", "What Is Being Done"), _points(_doing(ctx, issue))),
        ("pesan", ctx.t("Pesan Kunci", "Key Messages"), tuple(_messages(ctx, issue))),
        ("berikut", ctx.t("Pembaruan Berikutnya", "Next Update"), (paragraph(_next(ctx, issue)),)),
    ]
    sections = [Section(key, str(n), title, blocks) for n, (key, title, blocks) in enumerate(parts, start=1)]
    closing = ctx.t("Demikian dilaporkan, mohon arahan.", "Submitted for your instructions.")
    return [*sections, Section("penutup", "", "", (signatory(ctx, closing, dated=True),))]


def _points(texts: Iterator[Text]) -> tuple[Block, ...]:
    return (Points(tuple(texts), ordered=True),)


def _banner(ctx: Context, issue: IssueView) -> StatusBanner:
    level = issue.severity.level
    before = (
        ctx.t("isu baru", "new issue")
        if issue.before is None
        else ctx.t(
            f"kemarin {wording.level_name(issue.before, ctx.lang)}",
            f"yesterday {wording.level_name(issue.before, ctx.lang)}",
        )
    )
    name = ctx.count(issue.posts, issue_label(issue, ctx), text=ctx.safe(issue.name, 110))
    places = wording.join_list([ctx.safe(p.name, 60) for p in issue.places[:2] if p.name not in issue.name], ctx.lang)
    text = line(name, f" ({places})" if places else "", "; ", ctx.response_clause(issue), ".")
    return StatusBanner(level, wording.level_name(level, ctx.lang).upper(), before, text)


def _cards(ctx: Context, issue: IssueView) -> Cards:
    recent = tuple(p for p in issue.posts if (v := ctx.view(p)) and v.published_at >= ctx.day.window.end - _RECENT)
    news = ctx.of_group(issue.posts, "news")
    return Cards(
        (
            Card(
                ctx.count(issue.posts, issue_label(issue, ctx)),
                ctx.t("penyebutan 24 jam", "mentions in 24 h"),
                ctx.t(f"sebelumnya {ctx.n(len(issue.posts_before))}", f"before: {ctx.n(len(issue.posts_before))}"),
                wording.direction(len(issue.posts), len(issue.posts_before)),
            ),
            Card(
                ctx.count(recent, Say("Penyebutan 3 jam terakhir", "Mentions of the last 3 hours")),
                ctx.t("dalam 3 jam terakhir", "in the last 3 hours"),
                ctx.t(
                    f"sejak {wording.hour(ctx.day.window.end - _RECENT, ctx.zone, ctx.lang)}",
                    f"since {wording.hour(ctx.day.window.end - _RECENT, ctx.zone, ctx.lang)}",
                ),
            ),
            Card(
                ctx.count(news, Say("Berita isu ini", "News on this issue")),
                ctx.t("berita", "news items"),
                ctx.t(f"{ctx.n(len(issue.media))} media", wording.counted(len(issue.media), "outlet")),
            ),
            Card(
                Span(str(issue.severity.total)),
                ctx.t("dari 15 (USG)", "of 15 (USG)"),
                f"U{issue.severity.urgency} S{issue.severity.seriousness} G{issue.severity.growth}",
            ),
        )
    )


def _known(ctx: Context, issue: IssueView) -> Iterator[Block]:
    """What posts say, with the warning before it, so that no shortened text can lose the warning."""
    if issue.verification in OPEN_STATES:
        yield paragraph(
            ctx.t(
                "Menurut berita dan unggahan; kebenarannya belum dipastikan.",
                "As news and posts say; not confirmed yet.",
            )
        )
    said = [ctx.sentences((sentence,)) for sentence in issue.summary]
    said += [quote(ctx, found) for found in issue.evidence[:3]]
    yield Points(tuple(said), ordered=True) if said else ctx.nihil()


def _timeline(ctx: Context, issue: IssueView) -> Block:
    """When it began, when each outlet took it up, when it was answered: times of posts, nothing else."""
    views = sorted((v for p in issue.posts if (v := ctx.view(p))), key=lambda v: (v.published_at, v.id))
    rows: list[tuple[datetime, Text]] = []
    if views:
        first = ctx.t("Unggahan pertama pada rentang ini: ", "First post of this window: ")
        rows.append((views[0].published_at, line(first, ctx.source(views[0]), ctx.cite((views[0].id,)))))
    outlets: set[str] = set()
    for view in views:
        if view.kind is PostKind.NEWS and view.source_name not in outlets:
            outlets.add(view.source_name)
            said = line(f"{ctx.source(view)}: “{ctx.heading(view, 110)}”", ctx.cite((view.id,)))
            rows.append((view.published_at, said))
    if issue.response:
        moments = [v.published_at for p in issue.response.posts if (v := ctx.view(p))]
        if moments:
            said = line(ctx.t("Respons resmi: ", "Official response: "), ctx.sentences((issue.response,)))
            rows.append((min(moments), said))
    rows.sort(key=lambda row: row[0])
    columns = (Column(ctx.t("Waktu", "Time"), 1.2), Column(ctx.t("Kejadian yang terpantau", "What was seen"), 3.8))
    cells = tuple((cell(ctx.stamp(at)), text) for at, text in rows[:12])
    return Table(columns, cells, key="kronologi") if cells else ctx.nihil()


def _unknown(ctx: Context, issue: IssueView) -> Iterator[Text]:
    if issue.verification in (VerificationState.UNCHECKED, VerificationState.NEEDED, VerificationState.UNDERWAY):
        ask = ctx.known(issue.owner or issue.recommendation.owner, 60)
        yield line(
            ctx.t(f"Kebenaran kejadian: menunggu keterangan {ask}.", f"Whether it is so: waiting for word from {ask}.")
        )
    if issue.authority in ("", "belum jelas"):
        reason = ctx.safe(issue.authority_reason, 160)
        yield line(
            ctx.t("Kewenangan: ", "Authority: "),
            wording.full_stop(reason) if reason else ctx.t("belum jelas.", "not clear yet."),
        )
    if not issue.places:
        yield line(ctx.t("Lokasi pasti: belum diketahui.", "Exact place: not known."))
    for case in ctx.day.claims:
        if case.issue_id == issue.id and case.state in OPEN_STATES:
            until = ctx.deadline(case.deadline)
            yield line(
                ctx.t("Klaim yang belum diverifikasi: ", "Claim not verified: "),
                f"“{ctx.safe(case.claim, 140).rstrip('.')}”",
                ctx.t(f"; tenggat {until}.", f"; by {until}."),
                ctx.cite(case.spreading, 2),
            )
    yield line(
        ctx.t("Korban, kerugian, dan penyebab menurut petugas di lapangan: ", "Victims, damage and cause: "),
        gap(ctx, "jumlah dan sumbernya, atau “dalam pendataan”", "figures and their source, or “being established”"),
        ".",
    )


def _doing(ctx: Context, issue: IssueView) -> Iterator[Text]:
    advice = issue.recommendation
    if issue.response:
        yield line(ctx.t("Sudah disampaikan: ", "Said so far: "), ctx.sentences((issue.response,)))
    if advice.action:
        yield line(
            ctx.t("Disarankan: ", "Advised: "),
            Span(ctx.safe(advice.action, 240).rstrip("."), strong=True),
            ctx.t(
                f" ({ctx.known(advice.owner, 60)}, tenggat {ctx.deadline(advice.deadline)}).",
                f" ({ctx.known(advice.owner, 60)}, by {ctx.deadline(advice.deadline)}).",
            ),
            ctx.cite(advice.posts, 2),
        )
    done = gap(ctx, "tindakan, pelaksana, jam mulai", "action, by whom, since when")
    yield line(ctx.t("Tindakan di lapangan: ", "Action on the ground: "), done, ".")
    if issue.severity.level is Level.CRISIS:
        who = gap(ctx, "nama dan jabatan juru bicara tunggal", "name and position of the single spokesperson")
        yield line(ctx.t("Juru bicara: ", "Spokesperson: "), who, ".")


def _messages(ctx: Context, issue: IssueView) -> Iterator[Block]:
    """The holding statement of the phrase bank, its gaps left open; then what holds in every crisis."""
    _, _, words = issue.recommendation.draft.partition("\n")
    if words.strip():
        first = line(f"“{ctx.safe(words, 600)}”")
    else:
        unit = ctx.safe(issue.owner, 60) or gap(ctx, "perangkat daerah", "agency")
        hour, channel = gap(ctx, "jam", "hour"), gap(ctx, "kanal resmi", "official channel")
        about = ctx.safe(issue.name, 90)
        first = line(
            ctx.t(
                f"“Kami mengetahui beredarnya informasi mengenai {about}. Saat ini {unit} sedang memeriksa fakta di "
                f"lapangan. Perkembangan akan kami sampaikan pukul {hour} melalui {channel}.”",
                f"“We know of the information about {about}. {unit} is checking the facts. We will report at {hour} "
                f"on {channel}.”",
            )
        )
    yield Points(
        (
            first,
            line(
                ctx.t(
                    "Utamakan keselamatan dan empati; jangan menduga penyebab, jumlah korban, atau pelaku.",
                    "Safety and empathy first; do not guess at causes, victims or culprits.",
                )
            ),
            line(
                ctx.t(
                    "Satu sumber keterangan: arahkan pertanyaan kepada juru bicara dan kanal resmi.",
                    "One voice: refer questions to the spokesperson and the official channel.",
                )
            ),
        )
    )
    yield paragraph(
        ctx.t(
            "Konsep kalimat; diperiksa dan dilengkapi petugas sebelum dipakai.",
            "Draft wording; to be checked and completed before use.",
        ),
        note=True,
    )


def _next(ctx: Context, issue: IssueView) -> Text:
    at = next_update(issue, ctx.day.window.end)
    if at is None:
        return line(ctx.t("Bersama laporan harian berikutnya.", "With the next daily report."))
    day = wording.day_date(at, ctx.zone, ctx.lang)
    hour = wording.at_hour(at, ctx.zone, ctx.lang)
    tail = ctx.t(", atau segera bila ada perkembangan penting.", ", or at once when something important happens.")
    return line(Span(f"{day}, {hour}", strong=True), tail)
