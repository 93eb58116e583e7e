"""The brief for a leader's phone: one screen of WhatsApp text, and the same for Telegram (field guide 7).

At most 1,500 characters. What gives way first is fixed: POSITIF, then the detail of ADUAN, then the later issues;
STATUS, PERLU VERIFIKASI, MOHON ARAHAN and the signer's line always stay. Without a named person who checked it, the
last line says so and the brief may not be sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kentongan.core.day import DayFindings, IssueView
from kentongan.core.findings import Alert
from kentongan.core.messages import Lang
from kentongan.core.posts import ComplaintStatus
from reports import wording
from reports.blocks import Report
from reports.chat_text import BOLD, ITALIC, LIMIT, Line, length, signer
from reports.chat_text import said as _say
from reports.chat_text import telegram as _telegram
from reports.chat_text import whatsapp as _whatsapp
from reports.context import GROUP_ORDER, OPEN_STATES, Context
from reports.daily import clipping_rows
from reports.flavours import Assets
from reports.lists import row_numbers
from reports.sections.achievements import proof

TELEGRAM_LIMIT = 4096
# What a long piece of advice loses first: its last clause, so that none is cut in the middle.
_LAST_CLAUSE = re.compile(r"[,;] [^,;]{1,400}$")
# As an officer writes bold and italic, within one line.
_MARKED = re.compile(
    r"(?<![\w*])\*(?=\S)([^*\n]{1,400}?)(?<=\S)\*(?!\w)|(?<![\w_])_(?=\S)([^_\n]{1,400}?)(?<=\S)_(?!\w)"
)
_SOURCES = 2


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief and whether it may leave the house.

    Args:
        whatsapp: text with WhatsApp marks; `telegram` the same as HTML of Telegram's kind.
        sendable: a named person checked it.
        cut: what was left out to keep the length, in the order it gave way.
    """

    whatsapp: str
    telegram: str
    sendable: bool
    cut: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How much a brief may hold: which parts, and how long their texts."""

    positive: bool = True
    complaint_detail: bool = True
    issues: int = 5
    name: int = 90
    text: int = 110
    items: int = 3


# Tried one after another until the text fits.
_SHAPES: tuple[tuple[str, _Shape], ...] = (
    ("", _Shape()),
    ("positif", _Shape(positive=False)),
    ("rincian aduan", _Shape(positive=False, complaint_detail=False)),
    *(("isu berikutnya", _Shape(positive=False, complaint_detail=False, issues=n)) for n in (4, 3, 2)),
    ("panjang kalimat", _Shape(positive=False, complaint_detail=False, issues=2, name=60, text=80)),
    ("isu berikutnya", _Shape(positive=False, complaint_detail=False, issues=1, name=60, text=80)),
    ("panjang kalimat", _Shape(positive=False, complaint_detail=False, issues=1, name=45, text=55, items=2)),
)


def compose_brief(
    day: DayFindings,
    lang: Lang = "id",
    checker: str = "",
    link: str = "",
    words: str = "",
    rows: Mapping[str, int] | None = None,
) -> Brief:
    """The day's brief.

    Args:
        day: everything that was found.
        lang: language of the fixed words.
        checker: name and position of the person who checked it, "" while nobody did.
        link: address of the full report inside the office, "" = "terlampir".
        words: an officer's own, with WhatsApp's marks, in place of what the day says; the signer's line is added to them.
        rows: post id → row of the full report's clippings, which the brief cites; None = as that report numbers them.
    """
    ctx = Context(day, lang, dict(clipping_rows(day) if rows is None else rows))
    if words:
        own = [*map(_marked, words.splitlines()), [], signer(ctx, checker)]
        return Brief(_whatsapp(own), _telegram(own), bool(wording.clean(checker)), ())
    cut: list[str] = []
    lines: list[Line] = []
    for dropped, shape in _SHAPES:
        if dropped and dropped not in cut:
            cut.append(dropped)
        lines = list(_lines(ctx, shape, checker, link))
        if length(_whatsapp(lines)) <= LIMIT:
            break
    return Brief(_whatsapp(lines), _telegram(lines), bool(wording.clean(checker)), tuple(cut))


def brief_words(day: DayFindings, lang: Lang = "id", link: str = "") -> str:
    """The brief with WhatsApp's marks and without the signer's line, as an officer edits it."""
    lines = compose_brief(day, lang, link=link).whatsapp.split("\n")
    return "\n".join(lines[:-1]).strip()


def whatsapp_brief(day: DayFindings, lang: Lang = "id", checker: str = "", link: str = "") -> str:
    """The brief with WhatsApp's marks, at most 1,500 characters."""
    return compose_brief(day, lang, checker, link).whatsapp


def telegram_html(day: DayFindings, lang: Lang = "id", checker: str = "", link: str = "") -> str:
    """The brief as Telegram's HTML: `<b>` and `<i>` only, `& < >` escaped, at most 4,096 characters."""
    return compose_brief(day, lang, checker, link).telegram


def text_flavour(report: Report, day: DayFindings, assets: Assets) -> bytes:
    """The WhatsApp text as UTF-8, for `reports.flavours`."""
    brief = compose_brief(day, report.lang, assets.checker, assets.link, assets.brief, row_numbers(report))
    return (brief.whatsapp + "\n").encode("utf-8")


# -- the parts -----------------------------------------------------------------------------------------------------
def _lines(ctx: Context, shape: _Shape, checker: str, link: str) -> Iterator[Line]:
    """The whole brief, a line at a time; an empty line parts the sections."""
    parts: tuple[Callable[[], Iterator[Line]], ...] = (
        lambda: _head(ctx),
        lambda: _status(ctx),
        lambda: _figures(ctx),
        lambda: _issues(ctx, shape),
        lambda: _claims(ctx, shape),
        lambda: _complaints(ctx, shape),
        lambda: _positive(ctx, shape),
        lambda: _asks(ctx, shape),
        lambda: _close(ctx, link),
        lambda: iter((signer(ctx, checker),)),
    )
    first = True
    for part in parts:
        written = list(part())
        if written and not first:
            yield []
        first = first and not written
        yield from written


def _sources(ctx: Context, posts: Iterable[str]) -> str:
    """As " [3] [7]": whom to ask, by the numbers of the full report's clippings."""
    return "".join(span.text for span in ctx.cite(posts, _SOURCES))


def _heading(ctx: Context, indonesian: str, english: str) -> Line:
    return [(ctx.t(indonesian, english), BOLD)]


def _head(ctx: Context) -> Iterator[Line]:
    office, end = ctx.day.office, ctx.day.window.end
    yield [(f"{ctx.t('BRIEF ISU HARIAN', 'DAILY ISSUE BRIEF')} — {_say(ctx, office.short or office.agency, 50)}", BOLD)]
    cut_off = f"Cut off {wording.at_hour(end, ctx.zone, ctx.lang)}"
    yield [(f"{wording.day_date(end, ctx.zone, ctx.lang)} | {cut_off}", "")]
    yield []
    yield [(ctx.t(f"Yth. {_say(ctx, office.leader, 50)},", f"To {_say(ctx, office.leader, 50)},"), "")]
    yield [(ctx.t("izin melaporkan pantauan isu publik 24 jam terakhir:", "public issues of the last 24 hours:"), "")]


def _status(ctx: Context) -> Iterator[Line]:
    day = ctx.day
    now = f"STATUS: {wording.LEVEL_MARKS[day.level]} {wording.level_name(day.level, ctx.lang).upper()}"
    if day.level_before is None:
        before = ctx.t("belum ada pembanding", "first report")
    else:
        before = f"{ctx.t('kemarin', 'yesterday')} {wording.level_mark(day.level_before, ctx.lang)}"
    yield [(now, BOLD), (f" ({before})", "")]


def _figures(ctx: Context) -> Iterator[Line]:
    yield _heading(ctx, "ANGKA", "FIGURES")
    total = len(ctx.counted)
    if not total:
        yield [(ctx.t("Terpantau 0 penyebutan.", "0 mentions were found."), "")]
        return
    change = f" ({ctx.change(ctx.day.counted_comparable, ctx.day.counted_before)})" if ctx.has_before else ""
    names = {
        "news": ctx.t("berita", "news"),
        "social": ctx.t("medsos", "social"),
        "complaint": ctx.t("aduan", "complaints"),
    }
    kinds = ", ".join(f"{names[g]} {ctx.n(len(ctx.of_group(ctx.counted, g)))}" for g in GROUP_ORDER)
    yield [
        (
            ctx.t(
                f"{ctx.n(total)} penyebutan{change}: {kinds}", f"{wording.counted(total, 'mention')}{change}: {kinds}"
            ),
            "",
        )
    ]
    shares = wording.shares([ctx.buckets[b] for b in wording.BUCKETS])
    tones = " | ".join(
        f"{wording.BUCKET_NAMES[b].to(ctx.lang)} {share}%" for b, share in zip(wording.BUCKETS, shares, strict=True)
    )
    yield [(f"{ctx.t('Nada', 'Tone')}: {tones}", "")]


def _issues(ctx: Context, shape: _Shape) -> Iterator[Line]:
    yield _heading(ctx, "ISU PRIORITAS", "PRIORITY ISSUES")
    issues = ctx.day.priority
    if not issues:
        yield [(wording.NIHIL.to(ctx.lang), "")]
    for number, issue in enumerate(issues[: shape.issues], start=1):
        yield from _issue(ctx, issue, number, shape)
    more = len(issues) - shape.issues
    if more > 0:
        yield [(ctx.t(f"+{more} isu lain di laporan", f"+{more} more in the report"), "")]


def _issue(ctx: Context, issue: IssueView, number: int, shape: _Shape) -> Iterator[Line]:
    usg = issue.severity
    score = f" (U{usg.urgency} S{usg.seriousness} G{usg.growth} = {usg.total})"
    yield [(f"{number}. {wording.LEVEL_MARKS[usg.level]} ", ""), (_say(ctx, issue.name, shape.name), BOLD), (score, "")]
    facts = [ctx.t(f"{ctx.n(len(issue.posts))} penyebutan", wording.counted(len(issue.posts), "mention"))]
    if issue.media:
        facts.append(ctx.t(f"{len(issue.media)} media", wording.counted(len(issue.media), "outlet")))
    place = ""
    if issue.authority in ("", "belum jelas"):
        reason = _say(ctx, issue.authority_reason, shape.text) or ctx.t("belum jelas", "not clear yet")
        place = f" {ctx.t('Kewenangan', 'Authority')}: {reason.rstrip('.')}."
    clause = wording.first_upper(ctx.response_clause(issue))
    told = [post for sentence in issue.summary[:1] for post in sentence.posts]
    yield [(f"{', '.join(facts)}.{place} {clause}.{_sources(ctx, told or issue.posts)}", "")]
    advice = issue.recommendation
    until = ctx.deadline(advice.deadline)
    if advice.deadline is not None:
        until = ctx.t(f"tenggat {until}", f"by {until}")
    who = ", ".join(part for part in (_say(ctx, advice.owner, 40), until) if part)
    # The name stands in the line above; said again it would take the room of the advice.
    action = advice.action.replace(f"“{issue.name}”", ctx.t("isu ini", "this issue"))
    while len(action) > shape.text and (whole := _LAST_CLAUSE.sub("", action)) != action:
        action = whole
    yield [(f"➡ {_say(ctx, action, shape.text).rstrip('.')} ({who}).", "")]


def _claims(ctx: Context, shape: _Shape) -> Iterator[Line]:
    yield _heading(ctx, "PERLU VERIFIKASI (belum tentu hoaks)", "TO VERIFY (not a verdict)")
    claims = [c for c in ctx.day.claims if c.state in OPEN_STATES]
    if not claims:
        yield [(wording.NIHIL.to(ctx.lang), "")]
    for case in claims[: shape.items]:
        ask, until = _say(ctx, case.confirm_with, 40) or wording.UNKNOWN.to(ctx.lang), ctx.deadline(case.deadline)
        if case.desk is not None and case.desk.overdue:
            until = ctx.t(f"{until} (lewat)", f"{until} (overdue)")
        claim = _say(ctx, case.claim, shape.text)
        quoted = claim.removesuffix(".")
        by = _sources(ctx, case.spreading)
        yield [
            (
                ctx.t(f"“{quoted}”{by}. Konfirmasi {ask}, tenggat {until}.", f"“{quoted}”{by}. Ask {ask}, by {until}."),
                "",
            )
        ]
    more = len(claims) - shape.items
    if more > 0:
        yield [(ctx.t(f"+{more} klaim lain di laporan", f"+{more} more in the report"), "")]


def _complaints(ctx: Context, shape: _Shape) -> Iterator[Line]:
    digest = ctx.day.complaints
    if not digest.received:
        return
    yield _heading(ctx, "ADUAN", "COMPLAINTS")
    units: list[str] = []
    if shape.complaint_detail:
        views = [v for p in digest.overdue if (v := ctx.view(p)) and v.complaint_status is not ComplaintStatus.DONE]
        named = dict.fromkeys(v.complaint_unit for v in views if v.complaint_unit.strip())
        units = list(dict.fromkeys(_say(ctx, unit, 25) for unit in named))[:4]
    tail = f" ({', '.join(units)})" if units else ""
    received, done, overdue = (ctx.n(len(ids)) for ids in (digest.received, digest.done, digest.overdue))
    yield [
        (
            ctx.t(
                f"Masuk {received}, selesai {done}. Lewat tenggat, termasuk hari sebelumnya: {overdue}{tail}.",
                f"Received {received}, done {done}. Overdue, earlier days included: {overdue}{tail}.",
            ),
            "",
        )
    ]


def _positive(ctx: Context, shape: _Shape) -> Iterator[Line]:
    if not shape.positive or not ctx.day.positive:
        return
    yield _heading(ctx, "POSITIF", "POSITIVE")
    issue = ctx.day.positive[0]
    # The name opens the line; the advice need not end with it.
    action = issue.recommendation.action.replace(f": “{issue.name}”", "")
    advice = _say(ctx, action, shape.text).rstrip(".")
    usul = ctx.t(f" Usul: {advice}.", f" Idea: {advice}.") if advice else ""
    by = _sources(ctx, issue.posts)
    yield [(f"{_say(ctx, issue.name, shape.name)}: {proof(ctx, issue)}{by}.{usul}", "")]


def _asks(ctx: Context, shape: _Shape) -> Iterator[Line]:
    yield _heading(ctx, "MOHON ARAHAN", "FOR YOUR DECISION")
    if not ctx.day.asks:
        yield [(wording.NIHIL.to(ctx.lang), "")]
    for letter, ask in zip("abcdefgh", ctx.day.asks[: shape.items], strict=False):
        yield [(f"{letter}. {_say(ctx, ask, shape.text)}", "")]
    more = len(ctx.day.asks) - shape.items
    if more > 0:
        yield [(ctx.t(f"+{more} hal lain di laporan", f"+{more} more in the report"), "")]


def _close(ctx: Context, link: str) -> Iterator[Line]:
    where = wording.shorten(link, 120) if link else ctx.t("terlampir", "attached")
    yield [
        (ctx.t(f"Laporan lengkap: {where} ([n] = nomor kliping)", f"Full report: {where} ([n] = its clippings)"), "")
    ]
    yield [
        (ctx.t("Demikian disampaikan, mohon arahan. Terima kasih.", "Submitted for your instructions. Thank you."), "")
    ]


def _marked(line: str) -> Line:
    """A line with WhatsApp's marks in its parts."""
    spans: Line = []
    at = 0
    for hit in _MARKED.finditer(line):
        spans += [(line[at : hit.start()], ""), (hit[1] or hit[2], BOLD if hit[1] else ITALIC)]
        at = hit.end()
    return [span for span in (*spans, (line[at:], "")) if span[0]]


# -- alerts --------------------------------------------------------------------------------------------------------
def alert_text(alert: Alert, issue: IssueView, day: DayFindings, lang: Lang = "id") -> str:
    """An alert inside the office: what, where, since when, the numbers, what was done, a request for instructions.

    It goes to the office itself and carries no signer; nothing in it names a citizen.
    """
    ctx = Context(day, lang, {})
    level = wording.LEVEL_MARKS[alert.level] + " " + wording.level_name(alert.level, lang).upper()
    places = wording.join_list([_say(ctx, p.name, 50) for p in issue.places[:3]], lang) or wording.UNKNOWN.to(lang)
    since = f"{wording.day_date(issue.first_seen, ctx.zone, lang)} {wording.at_hour(issue.first_seen, ctx.zone, lang)}"
    until = ctx.deadline(issue.recommendation.deadline)
    counts = (ctx.n(len(issue.posts)), ctx.n(len(issue.posts_before)), len(issue.media))
    figures = ctx.t(
        "Angka: {} penyebutan (sebelumnya {}), {} media", "Figures: {} mentions (before: {}), {} outlets"
    ).format(*counts)
    action = _say(ctx, issue.recommendation.action, 160).rstrip(".")
    owner = _say(ctx, issue.recommendation.owner, 50)
    lines: list[Line] = [
        [(f"{ctx.t('ALERT ISU', 'ISSUE ALERT')} — {level}", BOLD)],
        [(f"{wording.day_date(alert.at, ctx.zone, lang)}, {wording.at_hour(alert.at, ctx.zone, lang)}", "")],
        [],
        [(_say(ctx, issue.name, 110), BOLD)],
        [(f"{ctx.t('Lokasi', 'Place')}: {places}", "")],
        [(f"{ctx.t('Sejak', 'Since')}: {since}", "")],
        [(f"{ctx.t('Alasan', 'Reason')}: {_say(ctx, alert.reason, 200)}", "")],
        [(figures, "")],
        [(wording.first_upper(ctx.response_clause(issue)) + ".", "")],
        [(f"➡ {action} ({owner}, {until}).", "")],
        [],
        [(ctx.t("Mohon arahan.", "Please advise."), "")],
    ]
    return _whatsapp(lines)
