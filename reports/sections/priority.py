"""Section 4, Isu Prioritas: one card an issue, at most five, by USG score."""

from __future__ import annotations

from kentongan.core.day import IssueView, PostView
from kentongan.core.desk_words import STATE_NAMES
from kentongan.core.findings import Quote
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind
from reports import wording
from reports.blocks import IssueCard, Paragraph, Section, Span, Text
from reports.context import Context, line
from reports.drawings.issues import issue_sparkline
from reports.sections.status import issue_label

MAX_ISSUES = 5
_LINKS = 3
_OTHERS = 8
QUOTE_WORDS = 25
_AUTHORITIES = {
    "kab-kota": Say("kabupaten/kota", "regency/city"),
    "provinsi": Say("provinsi", "province"),
    "nasional": Say("nasional", "national"),
    "desa": Say("desa", "village"),
    "instansi vertikal": Say("instansi vertikal", "vertical body"),
}


def section(ctx: Context, number: str) -> Section:
    """The cards, and one line on the issues below them."""
    cards = tuple(card(ctx, issue, f"{number}.{i}") for i, issue in enumerate(ctx.day.priority[:MAX_ISSUES], start=1))
    rest = (*ctx.day.priority[MAX_ISSUES:], *ctx.day.other)
    blocks = (*(cards or (ctx.nihil(),)), *((Paragraph(_others(ctx, rest), note=True, key="lain"),) if rest else ()))
    return Section("prioritas", number, ctx.t("Isu Prioritas", "Priority Issues"), blocks)


def card(ctx: Context, issue: IssueView, number: str) -> IssueCard:
    """One issue as a card."""
    usg = issue.severity
    lines = (
        (ctx.t("Ringkasan", "Summary"), ctx.sentences(issue.summary) or line(wording.UNKNOWN.to(ctx.lang))),
        (ctx.t("Lokasi & kewenangan", "Place & authority"), line(_place(ctx, issue))),
        (ctx.t("Aktor", "Actors"), line(_actors(ctx, issue))),
        (ctx.t("Bukti", "Evidence"), _evidence(ctx, issue)),
        (ctx.t("Statistik", "Statistics"), _statistics(ctx, issue)),
        (ctx.t("Penilaian", "Assessment"), _assessment(ctx, issue)),
        (ctx.t("Verifikasi & nada", "Verification & tone"), _tones(ctx, issue)),
        *(
            ((ctx.t("Tanda koordinasi", "Signs of coordination"), _coordination(ctx, issue)),)
            if issue.coordination
            else ()
        ),
        (ctx.t("Dampak", "Impact"), line(wording.full_stop(wording.first_upper(ctx.known(issue.impact))))),
        (ctx.t("Penanggung jawab", "Owner"), _owner(ctx, issue)),
    )
    return IssueCard(
        issue_id=issue.id,
        number=number,
        heading=f"{ctx.safe(issue.name, 120)} ({ctx.safe(issue.category, 12)})",
        level=usg.level,
        level_text=wording.level_name(usg.level, ctx.lang),
        score=f"U{usg.urgency} S{usg.seriousness} G{usg.growth} = {usg.total}",
        lines=lines,
        quotes=tuple(quote(ctx, q) for q in issue.evidence[:2]),
        chart=issue_sparkline(ctx, issue),
        usg=(usg.urgency, usg.seriousness, usg.growth),
        history=issue.history,
        advice=_advice(ctx, issue),
        before=_side(ctx, issue, "removed"),
        after=_side(ctx, issue, "added"),
    )


def _advice(ctx: Context, issue: IssueView) -> Text:
    """As "Pasang rambu. Diskominfo dan DPUPR, tenggat 10.00." with the posts it stands on."""
    advice = issue.recommendation
    owner, due = ctx.known(advice.owner, 70), ctx.deadline(advice.deadline)
    return line(
        Span(wording.full_stop(ctx.known(advice.action, 240)), strong=True),
        ctx.t(f" {owner}, tenggat {due}.", f" {owner}, due {due}."),
        ctx.cite(advice.posts, 2),
    )


def _side(ctx: Context, issue: IssueView, changed: str) -> Text:
    """One of the two texts of a rewritten summary; what only this one has is strong."""
    kept = [(kind, words) for kind, words in issue.rewritten if kind in ("same", changed)]
    return tuple(Span(_spaced(ctx.safe(words), words), strong=kind == changed) for kind, words in kept)


def _spaced(clean: str, words: str) -> str:
    """The clean words with the blanks at their ends, which part them from the next piece."""
    return (" " if words[:1].isspace() else "") + clean + (" " if words[-1:].isspace() else "")


def quote(ctx: Context, found: Quote) -> Text:
    """As "“…” (Kabar Contoh, 2 Feb) [12]", at most 25 words; a private person is "akun warga"."""
    view = ctx.view(found.post_id)
    source = ctx.source(view) if view else ctx.safe(found.source_name, 60)
    words = ctx.safe(found.text).split()
    text = " ".join(words[:QUOTE_WORDS]) + ("…" if len(words) > QUOTE_WORDS else "")
    when = wording.short_date(found.published_at, ctx.zone, ctx.lang)
    return line(Span(f"“{wording.shorten(text, 260)}”"), f" ({source}, {when})", ctx.cite((found.post_id,)))


def _coordination(ctx: Context, issue: IssueView) -> Text:
    """Counts only; whoever reads it is told what it does not mean."""
    signs = "; ".join(ctx.safe(sign, 200) for sign in issue.coordination)
    meaning = ctx.t("Hitungan, bukan tuduhan.", "Counts, not an accusation.")
    return line(f"{wording.full_stop(wording.first_upper(signs))} {meaning}")


def _place(ctx: Context, issue: IssueView) -> str:
    places = wording.join_list([ctx.safe(p.name, 60) for p in issue.places[:3]], ctx.lang)
    reason = ctx.safe(issue.authority_reason, 160) or _authority(ctx, issue)
    return wording.full_stop(f"{places or ctx.t('Lokasi dalam pendataan', 'Place being established')}; {reason}")


def _authority(ctx: Context, issue: IssueView) -> str:
    if not issue.authority or issue.authority == "belum jelas":
        return ctx.t("kewenangan belum jelas", "authority not clear yet")
    name = ctx.safe(issue.authority, 40)
    shown = _AUTHORITIES.get(name, Say(name, name))
    return ctx.t(f"kewenangan {shown.id}", f"authority: {shown.en}")


def _actors(ctx: Context, issue: IssueView) -> str:
    if not issue.actors:
        return wording.UNKNOWN.to(ctx.lang) + "."
    shown = [wording.first_upper(ctx.safe(a, 60)) for a in issue.actors[:5]]
    return wording.full_stop(", ".join(shown))


def _evidence(ctx: Context, issue: IssueView) -> Text:
    """The strongest three posts: news by tier before social posts, one a medium."""
    views = [v for p in issue.posts if (v := ctx.view(p))]
    views.sort(key=lambda v: (v.kind is not PostKind.NEWS, v.tier or 9, -(v.reactions or 0), v.published_at, v.id))
    chosen: dict[str, PostView] = {}
    for view in views:
        chosen.setdefault(ctx.source(view), view)
    parts: list[Span] = []
    for source, view in list(chosen.items())[:_LINKS]:
        when = wording.short_date(view.published_at, ctx.zone, ctx.lang)
        parts += [Span("; " if parts else ""), Span(f"{source}, {when}"), *ctx.cite((view.id,))]
    return (*(s for s in parts if s.text), Span(".")) if parts else line(wording.UNKNOWN.to(ctx.lang))


def _statistics(ctx: Context, issue: IssueView) -> Text:
    name = ctx.safe(issue.name, 60)
    before = ctx.count(issue.posts_before, Say(f"Isu kemarin: {name}", f"Issue yesterday: {name}"))
    text = line(
        ctx.count(issue.posts, issue_label(issue, ctx), strong=True),
        ctx.t(" penyebutan/24 jam (sebelumnya ", " mentions/24 h (before: "),
        before,
        ctx.t(f"), {ctx.n(issue.texts)} naskah berbeda, ", f"), {ctx.n(issue.texts)} distinct texts, "),
        ctx.t(
            f"{len(issue.media)} media, {len(issue.platforms)} platform; hari ke-{issue.day_number}.",
            f"{wording.counted(len(issue.media), 'outlet')}, {wording.counted(len(issue.platforms), 'platform')}; "
            f"day {issue.day_number}.",
        ),
    )
    if issue.emerging and issue.emergence:
        text = line(text, ctx.t(" Lonjakan: ", " Surge: "), wording.full_stop(ctx.safe(issue.emergence, 200)))
    elif issue.rise is not None:
        text = line(text, ctx.t(" ", " Early sign: "), wording.full_stop(ctx.safe(issue.rise.reason, 200)))
    return text


def _assessment(ctx: Context, issue: IssueView) -> Text:
    usg = issue.severity
    text = line(Span(f"U{usg.urgency} S{usg.seriousness} G{usg.growth} = {usg.total}", strong=True), ".")
    for letter, why in (("U", usg.why_urgency), ("S", usg.why_seriousness), ("G", usg.why_growth)):
        if why.strip():
            text = line(
                text, ctx.t(f" Alasan {letter}: ", f" Reason for {letter}: "), wording.full_stop(ctx.safe(why, 160))
            )
    if usg.adjusted.strip():
        text = line(text, " ", wording.full_stop(ctx.safe(usg.adjusted, 160)))
    if usg.overridden_by.strip():
        text = line(text, ctx.t(" Ditetapkan oleh ", " Set by "), ctx.safe(usg.overridden_by, 60), ".")
    return text


def _tones(ctx: Context, issue: IssueView) -> Text:
    state = wording.first_upper(STATE_NAMES[issue.verification].to(ctx.lang))
    return line(
        Span(state, strong=True),
        ctx.t(". Nada peristiwa: ", ". Tone of the event: "),
        ctx.tone(issue.tone_event),
        ctx.t(". Nada terhadap instansi: ", ". Tone toward the agency: "),
        ctx.tone(issue.tone_agency),
        ".",
    )


def _owner(ctx: Context, issue: IssueView) -> Text:
    text = line(
        ctx.known(issue.owner), ctx.t(". Sudah direspons: ", ". Answered: "), Span(ctx.responded(issue), strong=True)
    )
    if issue.response:
        return line(text, " — ", ctx.sentences((issue.response,)))
    return line(text, ".")


def _others(ctx: Context, issues: tuple[IssueView, ...]) -> Text:
    parts: list[Span] = [Span(ctx.t("Isu lain yang dipantau: ", "Other issues watched: "))]
    for i, issue in enumerate(issues[:_OTHERS]):
        parts += [
            Span((", " if i else "") + f"{ctx.safe(issue.name, 70)} ("),
            ctx.count(issue.posts, issue_label(issue, ctx)),
            Span(")"),
        ]
    more = len(issues) - _OTHERS
    parts.append(Span(ctx.t(f", dan {more} isu kecil lain.", f", and {more} smaller ones.") if more > 0 else "."))
    return tuple(parts)
