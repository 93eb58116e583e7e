"""Nota dinas: the day, or one issue, as an official letter.

Head and order after the usual tata naskah dinas (Permendagri 1/2023, field guide 4.1): Yth., Dari, Tembusan, Tanggal,
Nomor, Sifat, Lampiran, Hal; opening, content, closing; signatory. What the settings do not know is left to be filled in.
"""

from __future__ import annotations

from collections.abc import Sequence

from kentongan.core.day import DayFindings, IssueView
from kentongan.core.messages import Say
from reports import wording
from reports.blocks import Block, Points, Report, Section, Signature, Span, Text
from reports.context import OPEN_STATES, Context, line
from reports.forms.frame import Meta, assemble, gap, paragraph
from reports.forms.registry import FORMS, Making
from reports.sections.limitations import signers
from reports.sections.priority import quote
from reports.sections.status import issue_label, reach, reason
from reports.sections.summary import tones

_ISSUES, _CLAIMS = 4, 3
#: Forms of response that ask a leader for nothing.
WATCH = frozenset({"pantau saja", "tidak perlu direspons", "data belum cukup", ""})
# Key, title, blocks.
Part = tuple[str, str, tuple[Block, ...]]


def compose(day: DayFindings, making: Making) -> Report:
    """The letter on the day, or on `making.issue`."""
    issue = making.issue
    return assemble(
        day,
        making,
        "nota-dinas",
        FORMS["nota-dinas"].title.to(making.lang),
        lambda ctx: letter_head(ctx, _subject(ctx, issue)),
        lambda ctx: _sections(ctx, issue),
        level=issue.severity.level if issue else day.level,
        annex=issue.posts if issue else None,
    )


def _subject(ctx: Context, issue: IssueView | None) -> str:
    if issue is not None:
        return ctx.t(f"Perkembangan isu {ctx.safe(issue.name, 110)}", f"The issue {ctx.safe(issue.name, 110)}")
    day = wording.day_date(ctx.day.window.end, ctx.zone, ctx.lang)
    return ctx.t(f"Laporan isu publik {day}", f"Public issues, {day}")


def letter_head(ctx: Context, subject: str) -> Meta:
    """The eight lines of a memorandum."""
    office = ctx.day.office
    return (
        (ctx.t("Yth.", "To"), ctx.safe(office.leader) or gap(ctx, "pejabat yang dituju", "recipient")),
        (ctx.t("Dari", "From"), ctx.safe(office.checker) or gap(ctx, "jabatan pengirim", "position of the sender")),
        (ctx.t("Tembusan", "Copy"), gap(ctx, "tembusan, atau hapus baris ini", "copies, or delete this line")),
        (ctx.t("Tanggal", "Date"), wording.date(ctx.day.window.end, ctx.zone, ctx.lang)),
        (ctx.t("Nomor", "Number"), ctx.safe(office.report_number) or gap(ctx, "nomor naskah", "number")),
        (ctx.t("Sifat", "Classification"), ctx.safe(office.classification) or gap(ctx, "sifat", "classification")),
        (ctx.t("Lampiran", "Annex"), ctx.t("1 (satu) berkas", "1 (one)") if ctx.rows else "–"),
        (ctx.t("Hal", "Subject"), subject),
    )


def signatory(ctx: Context, closing: str, *, dated: bool = False) -> Signature:
    """The closing words and the place for the signature; a memorandum has its date at the head."""
    office = ctx.day.office
    place = ", ".join(p for p in (ctx.safe(office.city), wording.date(ctx.day.window.end, ctx.zone, ctx.lang)) if p)
    if office.signatories:
        first, *others = signers(ctx)
        return Signature(
            closing,
            place if dated else "",
            first.position,
            first.name,
            first.identity,
            first.rank,
            first.role,
            tuple(others),
        )
    name, _, position = ctx.safe(office.checker).partition(", ")
    return Signature(
        closing=closing,
        place_date=place if dated else "",
        position=position or gap(ctx, "jabatan penanda tangan", "position of the signatory"),
        name=name or gap(ctx, "nama penanda tangan", "name of the signatory"),
        identity=ctx.t("NIP. ……………………", "Staff no. ……………………"),
    )


def _sections(ctx: Context, issue: IssueView | None) -> Sequence[Section]:
    window = wording.window_text(ctx.day.window, ctx.zone, ctx.lang)
    opening = ctx.t(
        f"Dengan hormat, bersama ini kami sampaikan hasil pemantauan isu publik rentang {window}, sebagai berikut.",
        f"We submit what the monitoring of public issues found in the window {window}.",
    )
    closing = ctx.t(
        "Demikian nota dinas ini kami sampaikan. Atas perhatian dan arahan Bapak/Ibu, kami ucapkan terima kasih.",
        "Submitted for your attention and instructions.",
    )
    body = _about(ctx, issue) if issue else _day(ctx)
    asks = _asks(ctx, [issue] if issue else list(ctx.day.priority[:_ISSUES]))
    parts = [*body, ("arahan", ctx.t("Saran tindak lanjut", "Advice"), asks)]
    # A letter has numbered paragraphs, no headings.
    numbered = [
        Section(key, "", "", (paragraph((Span(f"{number}. {title}", strong=True),)), *blocks))
        for number, (key, title, blocks) in enumerate(parts, start=1)
    ]
    return [
        Section("pembuka", "", "", (paragraph(opening),)),
        *numbered,
        Section("penutup", "", "", (signatory(ctx, closing),)),
    ]


def _day(ctx: Context) -> list[Part]:
    level = Span(wording.level_name(ctx.day.level, ctx.lang), level=ctx.day.level)
    status = line(ctx.t("Status hari ini ", "Today's status is "), level, ". ", reason(ctx))
    total = ctx.count(ctx.counted, Say("Semua penyebutan", "All mentions"))
    volume = line(ctx.t("Terpantau ", "Found: "), total, ctx.t(" penyebutan. ", " mentions. "), tones(ctx))
    # The first issue in two sentences, the others in one: a letter fits a page.
    issues = tuple(_issue(ctx, view, 2 if number == 0 else 1) for number, view in enumerate(ctx.day.priority[:_ISSUES]))
    claims = [case for case in ctx.day.claims if case.state in OPEN_STATES][:_CLAIMS]
    made: list[Part] = [
        ("isi", ctx.t("Keadaan umum", "Overview"), (paragraph(status), paragraph(volume))),
        (
            "isu",
            ctx.t("Isu yang perlu diketahui", "Issues to know of"),
            (Points(issues, ordered=True),) if issues else (ctx.nihil(),),
        ),
    ]
    if claims:
        points = tuple(
            line(
                f"“{ctx.safe(case.claim, 140).rstrip('.')}”",
                ctx.t(
                    f"; konfirmasi ke {ctx.known(case.confirm_with, 50)}, tenggat {ctx.deadline(case.deadline)}.",
                    f"; ask {ctx.known(case.confirm_with, 50)}, by {ctx.deadline(case.deadline)}.",
                ),
                ctx.cite(case.spreading, 2),
            )
            for case in claims
        )
        title = ctx.t("Klaim yang perlu diverifikasi (belum tentu hoaks)", "Claims to verify (not a verdict)")
        made.append(("hoaks", title, (Points(points, ordered=True),)))
    return made


def _issue(ctx: Context, view: IssueView, sentences: int) -> Text:
    name = ctx.count(view.posts, issue_label(view, ctx), strong=True, text=ctx.safe(view.name, 110))
    level = Span(wording.level_name(view.severity.level, ctx.lang), level=view.severity.level)
    count = ctx.count(view.posts, issue_label(view, ctx))
    facts = line(ctx.t(", tingkat ", ", level "), level, "; ", count, ctx.t(" penyebutan, ", " mentions, "))
    head = line(name, facts, reach(ctx, view), ", ", ctx.response_clause(view), ". ")
    return line(head, ctx.sentences(view.summary[:sentences]))


def _about(ctx: Context, view: IssueView) -> list[Part]:
    facts: list[Text] = [
        _issue(ctx, view, 3),
        line(
            ctx.t("Penilaian: ", "Assessment: "),
            Span(f"U{view.severity.urgency} S{view.severity.seriousness} G{view.severity.growth} = ", strong=True),
            Span(f"{view.severity.total}", strong=True),
            ctx.t(f"; hari ke-{view.day_number}. ", f"; day {view.day_number}. "),
            wording.full_stop(wording.first_upper(ctx.safe(view.severity.why_growth, 160))),
        ),
        line(
            ctx.t("Lokasi: ", "Place: "),
            wording.join_list([ctx.safe(p.name, 60) for p in view.places[:3]], ctx.lang)
            or wording.UNKNOWN.to(ctx.lang),
            ctx.t("; kewenangan: ", "; authority: "),
            wording.full_stop(ctx.safe(view.authority_reason, 160) or gap(ctx, "kewenangan", "authority")),
        ),
    ]
    if view.response:
        facts.append(line(ctx.t("Respons: ", "Response: "), ctx.sentences((view.response,))))
    blocks: list[Block] = [Points(tuple(facts), ordered=True)]
    if view.evidence:
        blocks.append(paragraph(ctx.t("Kutipan:", "Quotes:")))
        blocks.append(Points(tuple(quote(ctx, said) for said in view.evidence[:3])))
    return [("isi", ctx.t("Perkembangan isu", "The issue"), tuple(blocks))]


def _asks(ctx: Context, views: list[IssueView]) -> tuple[Block, ...]:
    points = [
        line(
            Span(ctx.safe(view.recommendation.action, 240).rstrip("."), strong=True),
            ctx.t(
                f"; penanggung jawab {ctx.known(view.recommendation.owner, 60)}, "
                f"tenggat {ctx.deadline(view.recommendation.deadline)} ({ctx.safe(view.recommendation.form, 40)}).",
                f"; owner {ctx.known(view.recommendation.owner, 60)}, "
                f"by {ctx.deadline(view.recommendation.deadline)} ({ctx.safe(view.recommendation.form, 40)}).",
            ),
            ctx.cite(view.recommendation.posts, 2),
        )
        for view in views
        if view.recommendation.action and view.recommendation.form not in WATCH
    ]
    return (Points(tuple(points), ordered=True),) if points else (ctx.nihil(),)
