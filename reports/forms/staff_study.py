"""Telaahan staf on one issue: Persoalan, Praanggapan, Fakta yang Mempengaruhi, Analisis, Simpulan, Saran.

Order and names after Permendagri 1/2023 (field guide 4.1). Every fact cites its posts; what posts cannot say is a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kentongan.core.day import DayFindings, IssueView
from kentongan.core.desk_words import STATE_NAMES
from kentongan.core.errors import ReportError
from kentongan.core.findings import Level, VerificationState
from kentongan.core.messages import Say
from reports import wording
from reports.blocks import Block, Points, Report, Section, Span, Text
from reports.context import Context, line
from reports.forms.frame import Meta, assemble, gap, letter, paragraph
from reports.forms.memo import letter_head, signatory
from reports.forms.registry import FORMS, Making
from reports.sections.priority import quote
from reports.sections.status import issue_label, reach

_QUOTES, _HISTORY = 4, 7
_CLOCK = {
    Level.STABLE: Say("cukup dicatat pada laporan berikut", "it is noted in the next report"),
    Level.ALERT: Say("perlu ditangani pada hari yang sama", "it is to be dealt with on the same day"),
    Level.STANDBY: Say("pernyataan awal diperlukan dalam 3 jam", "a holding statement is due within 3 hours"),
    Level.CRISIS: Say(
        "pernyataan awal diperlukan dalam 15–60 menit", "a holding statement is due within 15–60 minutes"
    ),
}


def compose(day: DayFindings, making: Making) -> Report:
    """The study of `making.issue`.

    Raises:
        ReportError: no issue was named.
    """
    issue = making.issue
    if issue is None:
        raise ReportError(
            Say("Telaahan staf memerlukan satu isu.", "A staff study needs an issue."),
            Say("Sebutkan dengan --issue.", "Name it with --issue."),
        )
    return assemble(
        day,
        making,
        "telaahan-staf",
        FORMS["telaahan-staf"].title.to(making.lang),
        lambda ctx: _head(ctx, issue),
        lambda ctx: _sections(ctx, issue),
        level=issue.severity.level,
        annex=issue.posts,
    )


def _head(ctx: Context, issue: IssueView) -> Meta:
    name = ctx.safe(issue.name, 110)
    return tuple(
        (label, value)
        for label, value in letter_head(ctx, ctx.t(f"Penanganan isu {name}", f"Handling the issue {name}"))
        if label not in ("Tembusan", "Copy")
    )


def _sections(ctx: Context, issue: IssueView) -> Sequence[Section]:
    closing = ctx.t(
        "Demikian telaahan staf ini disampaikan sebagai bahan pertimbangan; mohon arahan lebih lanjut.",
        "Submitted for your consideration and instructions.",
    )
    parts: list[tuple[str, str, tuple[Block, ...]]] = [
        ("persoalan", ctx.t("Persoalan", "Problem"), (paragraph(_problem(ctx, issue)),)),
        ("praanggapan", ctx.t("Praanggapan", "Assumptions"), (Points(tuple(_assumed(ctx, issue)), ordered=True),)),
        (
            "fakta",
            ctx.t("Fakta yang Mempengaruhi", "Facts that Bear on It"),
            (Points(tuple(_facts(ctx, issue)), ordered=True),),
        ),
        ("analisis", ctx.t("Analisis", "Analysis"), (Points(tuple(_analysis(ctx, issue)), ordered=True),)),
        ("simpulan", ctx.t("Simpulan", "Conclusion"), (Points(tuple(_conclusion(ctx, issue)), ordered=True),)),
        ("saran", ctx.t("Saran", "Advice"), tuple(_advice(ctx, issue))),
    ]
    sections = [Section(key, letter(n), title, blocks) for n, (key, title, blocks) in enumerate(parts, start=1)]
    return [*sections, Section("penutup", "", "", (signatory(ctx, closing, dated=True),))]


def _name(ctx: Context, issue: IssueView) -> Span:
    return ctx.count(issue.posts, issue_label(issue, ctx), strong=True, text=ctx.safe(issue.name, 110))


def _problem(ctx: Context, issue: IssueView) -> Text:
    level = Span(wording.level_name(issue.severity.level, ctx.lang), level=issue.severity.level)
    return line(
        ctx.t("Isu ", "The issue "),
        _name(ctx, issue),
        ctx.t(" berada pada tingkat ", " stands at level "),
        level,
        ", ",
        reach(ctx, issue),
        ctx.t(" dan ", " and "),
        ctx.response_clause(issue),
        ctx.t(
            ". Yang perlu diputuskan: bentuk respons, penanggung jawab, dan tenggatnya.",
            ". To be decided: the form of the response, its owner and its deadline.",
        ),
    )


def _assumed(ctx: Context, issue: IssueView) -> Iterator[Text]:
    yield line(
        ctx.t(
            "Unggahan dan berita yang terpantau menggambarkan sebagian percakapan publik, bukan seluruhnya.",
            "What was monitored shows a part of what people say, not all of it.",
        )
    )
    if issue.verification in (VerificationState.UNCHECKED, VerificationState.NEEDED, VerificationState.UNDERWAY):
        yield line(
            ctx.t(
                "Isi keluhan dan klaim belum dipastikan benar; telaahan ini tidak menganggapnya sebagai fakta.",
                "Complaints and claims are not confirmed; this study does not take them as facts.",
            )
        )
    if issue.authority in ("", "belum jelas"):
        yield line(
            ctx.t(
                "Kewenangan atas pokok isu belum pasti dan dapat mengubah saran.",
                "Whose matter it is has not been settled, which may change the advice.",
            )
        )
    yield line(gap(ctx, "praanggapan lain dari perangkat daerah terkait", "further assumptions of the agencies"))


def _facts(ctx: Context, issue: IssueView) -> Iterator[Text]:
    for sentence in issue.summary:
        yield ctx.sentences((sentence,))
    first = wording.day_date(issue.first_seen, ctx.zone, ctx.lang)
    hour = wording.at_hour(issue.first_seen, ctx.zone, ctx.lang)
    earliest = min((p for p in issue.posts if ctx.view(p)), key=lambda p: ctx.day.posts[p].published_at, default="")
    seen_here = earliest and ctx.day.posts[earliest].published_at == issue.first_seen
    yield line(
        ctx.t(f"Pertama terpantau {first}, {hour}", f"First seen {first}, {hour}"),
        ctx.cite((earliest,)) if seen_here else "",
        ctx.t("; ", "; "),
        ctx.count(issue.posts, issue_label(issue, ctx)),
        ctx.t(" penyebutan dalam 24 jam (sebelumnya ", " mentions in 24 hours (before: "),
        ctx.count(issue.posts_before, Say("Isu ini pada hari sebelumnya", "This issue on the day before")),
        ctx.t(
            f"), {ctx.n(len(issue.media))} media, {ctx.n(len(issue.platforms))} platform.",
            f"), {wording.counted(len(issue.media), 'outlet')}, {wording.counted(len(issue.platforms), 'platform')}.",
        ),
        ctx.cite(issue.posts, 2),
    )
    path = [(day, count) for day, count in issue.history[-_HISTORY:] if count]
    if len(path) > 1:
        days = ", ".join(f"{int(day[8:])}/{int(day[5:7])} {ctx.n(count)}" for day, count in path)
        yield line(ctx.t(f"Penyebutan per tanggal laporan: {days}.", f"Mentions by date of report: {days}."))
    places = wording.join_list([ctx.safe(p.name, 60) for p in issue.places[:3]], ctx.lang)
    yield line(
        ctx.t("Lokasi: ", "Place: "),
        places or gap(ctx, "lokasi", "place"),
        ctx.t(". Kewenangan: ", ". Authority: "),
        wording.full_stop(ctx.safe(issue.authority_reason, 160) or gap(ctx, "kewenangan", "authority")),
    )
    state = STATE_NAMES[issue.verification].to(ctx.lang)
    yield line(ctx.t(f"Status verifikasi: {state}.", f"Verification: {state}."))
    if issue.response:
        yield line(ctx.t("Respons resmi: ", "Official response: "), ctx.sentences((issue.response,)))
    else:
        yield line(
            ctx.t("Respons resmi yang terpantau: ", "Official response seen: "),
            wording.NIHIL.to(ctx.lang).lower() if issue.responded == "belum" else wording.UNKNOWN.to(ctx.lang).lower(),
            ".",
        )
    for said in issue.evidence[:_QUOTES]:
        yield line(ctx.t("Kutipan: ", "Quote: "), quote(ctx, said))
    yield line(gap(ctx, "data, anggaran, atau aturan dari perangkat daerah terkait", "data, budget or rules"))


def _analysis(ctx: Context, issue: IssueView) -> Iterator[Text]:
    usg = issue.severity
    parts = (
        (Say("Kemendesakan", "Urgency"), usg.urgency, usg.why_urgency),
        (Say("Keseriusan", "Seriousness"), usg.seriousness, usg.why_seriousness),
        (Say("Pertumbuhan", "Growth"), usg.growth, usg.why_growth),
    )
    for name, value, why in parts:
        reason = wording.full_stop(ctx.safe(why, 200)) if why.strip() else gap(ctx, "alasan", "reason")
        yield line(Span(f"{name.to(ctx.lang)} {value}", strong=True), ctx.t(" dari 5: ", " of 5: "), reason)
    total = ctx.t(
        f"Jumlah {usg.urgency} + {usg.seriousness} + {usg.growth} = {usg.total}, tingkat ",
        f"The sum {usg.urgency} + {usg.seriousness} + {usg.growth} = {usg.total} is level ",
    )
    adjusted = f" {wording.full_stop(wording.first_upper(ctx.safe(usg.adjusted, 200)))}" if usg.adjusted.strip() else ""
    yield line(total, Span(wording.level_name(usg.level, ctx.lang), level=usg.level), ".", adjusted)
    impact = ctx.safe(issue.impact, 200) or gap(ctx, "dampak", "impact")
    yield line(ctx.t("Dampak yang mungkin: ", "Possible impact: "), wording.full_stop(impact))
    tones = ctx.t(
        f"Nada peristiwa {ctx.tone(issue.tone_event)}; nada terhadap instansi {ctx.tone(issue.tone_agency)}.",
        f"Tone of the event {ctx.tone(issue.tone_event)}; toward the agency {ctx.tone(issue.tone_agency)}.",
    )
    yield line(tones, ctx.cite(issue.posts, 2))
    yield line(
        ctx.t("Bila dibiarkan: ", "If left alone: "),
        gap(ctx, "akibat menurut perangkat daerah terkait", "consequences as the agencies see them"),
    )


def _conclusion(ctx: Context, issue: IssueView) -> Iterator[Text]:
    clock = _CLOCK[issue.severity.level].to(ctx.lang)
    level = Span(wording.level_name(issue.severity.level, ctx.lang), level=issue.severity.level)
    yield line(ctx.t("Isu ini berada pada tingkat ", "The issue is at level "), level, "; ", clock, ".")
    reason = wording.full_stop(ctx.known(issue.recommendation.reason, 220))
    form = ctx.safe(issue.recommendation.form, 60) or wording.UNKNOWN.to(ctx.lang)
    yield line(
        ctx.t("Bentuk respons yang sesuai: ", "The fitting response: "),
        Span(form, strong=True),
        ". ",
        wording.first_upper(reason),
        ctx.cite(issue.recommendation.posts, 3),
    )


def _advice(ctx: Context, issue: IssueView) -> Iterator[Block]:
    advice = issue.recommendation
    first = line(
        Span(ctx.safe(advice.action, 300).rstrip("."), strong=True) if advice.action else gap(ctx, "saran", "advice"),
        ctx.t("; penanggung jawab ", "; owner "),
        ctx.safe(advice.owner, 60) or gap(ctx, "penanggung jawab", "owner"),
        ctx.t(", tenggat ", ", by "),
        ctx.deadline(advice.deadline),
        ".",
        ctx.cite(advice.posts, 2),
    )
    second = line(
        ctx.t("Pilihan lain: ", "Another choice: "),
        ctx.t(
            "tidak perlu direspons, cukup dipantau, bila perangkat daerah memastikan masalahnya sudah selesai.",
            "no response, only watching, if the agency confirms that the matter is settled.",
        ),
    )
    third = line(gap(ctx, "saran perangkat daerah terkait, biaya, dan risikonya", "the agency's advice, cost and risk"))
    yield Points((first, second, third), ordered=True)
    _, _, words = advice.draft.partition("\n")
    if words.strip():
        yield paragraph(
            (Span(ctx.t("Konsep kalimat, untuk diperiksa:", "Draft wording, to be checked:"), strong=True),)
        )
        yield paragraph(f"“{ctx.safe(words, 900)}”")
