"""Section 2, Ringkasan Eksekutif: four figures and at most five sentences, by rule from the day's facts."""

from __future__ import annotations

from kentongan.core.day import IssueView
from kentongan.core.findings import CitedSentence
from kentongan.core.messages import Say
from reports import wording
from reports.blocks import Card, Cards, Points, Section, Span, Text
from reports.context import OPEN_STATES, Context, line
from reports.sections.status import issue_label, reach

MAX_POINTS = 5
ALL = Say("Semua penyebutan", "All mentions")
GROUP_ITEMS = {
    "news": Say("berita", "news items"),
    "social": Say("unggahan medsos", "social posts"),
    "complaint": Say("aduan", "complaints"),
}
NEGATIVE = Say("Penyebutan bernada negatif", "Negative mentions")


def section(ctx: Context, number: str) -> Section:
    """The cards and the points."""
    return Section(
        "ringkasan",
        number,
        ctx.t("Ringkasan Eksekutif", "Executive Summary"),
        (cards(ctx), _list(ctx)),
    )


def all_of(group: str) -> Say:
    """What the list of all posts of a group is called."""
    name = GROUP_ITEMS[group]
    return Say(f"Semua {name.id}", f"All {name.en}")


def cards(ctx: Context) -> Cards:
    """Mentions, share of negative tone, priority issues, claims to verify."""
    day = ctx.day
    negative = ctx.of_bucket(ctx.counted, "negatif")
    in_issues = tuple(dict.fromkeys(p for i in day.priority for p in i.posts))
    claims = [c for c in day.claims if c.state in OPEN_STATES]
    claimed = tuple(dict.fromkeys(p for c in claims for p in c.spreading))
    share = wording.shares([ctx.buckets[b] for b in wording.BUCKETS])[3]
    levels = [wording.level_name(i.severity.level, ctx.lang) for i in day.priority]
    return Cards(
        (
            Card(
                ctx.count(ctx.counted, ALL),
                ctx.t("penyebutan", "mentions"),
                ctx.t("dari kemarin", "since yesterday").join(
                    (f"{ctx.change(day.counted_comparable, day.counted_before)} ", "")
                )
                if ctx.has_before
                else ctx.t("belum ada pembanding", "nothing to compare with"),
                wording.direction(len(day.counted_comparable), len(day.counted_before)) if ctx.has_before else 0,
            ),
            Card(
                ctx.count(negative, NEGATIVE, text=f"{share}%") if negative else Span("0%" if ctx.counted else "–"),
                ctx.t("bernada negatif", "negative in tone"),
                ctx.t(f"{ctx.n(len(negative))} penyebutan", wording.counted(len(negative), "mention")),
            ),
            Card(
                ctx.count(
                    in_issues,
                    Say("Unggahan dalam isu prioritas", "Posts in priority issues"),
                    text=ctx.n(len(day.priority)),
                )
                if in_issues
                else Span("0"),
                ctx.t("isu prioritas", "priority issue" if len(day.priority) == 1 else "priority issues"),
                ctx.t(f"tertinggi {levels[0]}", f"highest {levels[0]}") if levels else wording.NIHIL.to(ctx.lang),
            ),
            Card(
                ctx.count(
                    claimed,
                    Say("Unggahan yang memuat klaim perlu verifikasi", "Posts with claims to verify"),
                    text=ctx.n(len(claims)),
                )
                if claimed
                else Span(ctx.n(len(claims))),
                ctx.t("klaim perlu verifikasi", "claim to verify" if len(claims) == 1 else "claims to verify"),
                ctx.t("bukan penetapan hoaks", "not a verdict") if claims else wording.NIHIL.to(ctx.lang),
            ),
        )
    )


def points(ctx: Context) -> dict[str, Text]:
    """Sentences by subject, in the report's order; when there are more than five the least urgent kinds give way."""
    # (weight, subject, text): lower weights stay; the printed order is the order here.
    candidates: list[tuple[int, str, Text]] = [
        (0, "volume", _volume(ctx)),
        (1, "terbesar", _largest(ctx)),
        (2, "naik", _rising(ctx)),
        (4, "potensi", _potential(ctx)),
        (5, "klaim", _claims(ctx)),
        (6, "terlambat", _overdue(ctx)),
        (3, "capaian", _achievement(ctx)),
    ]
    present = [(weight, i, subject, text) for i, (weight, subject, text) in enumerate(candidates) if text]
    kept = sorted(sorted(present)[:MAX_POINTS], key=lambda entry: entry[1])
    return {subject: text for _, _, subject, text in kept}


def _list(ctx: Context) -> Points:
    kept = points(ctx)
    return Points(tuple(kept.values()), ordered=True, keys=tuple(kept))


def _volume(ctx: Context) -> Text:
    if not ctx.counted:
        return line(ctx.t("Terpantau 0 penyebutan.", "0 mentions were found."))
    parts: list[Span | str] = []
    for group, name in GROUP_ITEMS.items():
        ids = ctx.of_group(ctx.counted, group)
        parts += [", " if parts else "", ctx.count(ids, all_of(group)), f" {name.to(ctx.lang)}"]
    moved = ""
    if ctx.has_before:
        words = wording.change_words(len(ctx.day.counted_comparable), len(ctx.day.counted_before), ctx.lang)
        moved = ctx.t(f" ({words} dari kemarin)", f" ({words} since yesterday)")
    return line(
        ctx.t("Terpantau ", "Found "),
        ctx.count(ctx.counted, ALL),
        ctx.t(" penyebutan", " mentions"),
        moved,
        ": ",
        *parts,
        ". ",
        tones(ctx),
    )


def tones(ctx: Context) -> Text:
    """As "Nada terhadap instansi: 43% positif, …": shares that add up to 100."""
    shares = wording.shares([ctx.buckets[b] for b in wording.BUCKETS])
    parts: list[Span | str] = []
    for bucket, share in zip(wording.BUCKETS, shares, strict=True):
        name = wording.BUCKET_NAMES[bucket]
        label = Say(f"Penyebutan bernada {name.id}", f"{wording.first_upper(name.en)} mentions")
        ids = ctx.of_bucket(ctx.counted, bucket)
        parts += [", " if parts else "", ctx.count(ids, label, text=f"{share}%"), f" {name.to(ctx.lang)}"]
    return line(ctx.t("Nada terhadap instansi: ", "Tone toward the agency: "), *parts, ".")


def _largest(ctx: Context) -> Text:
    if not ctx.day.priority:
        return ()
    issue = ctx.day.priority[0]
    count = ctx.count(issue.posts, issue_label(issue, ctx))
    return line(
        ctx.t("Isu terbesar: ", "Main issue: "),
        Span(ctx.safe(issue.name, 110), strong=True),
        ctx.t("; ", "; "),
        count,
        ctx.t(" penyebutan, ", " mentions, "),
        reach(ctx, issue),
        ctx.t(", ", ", "),
        ctx.response_clause(issue),
        ".",
        _told(ctx, issue),
    )


def _told(ctx: Context, issue: IssueView) -> Text:
    """What happened, in a newsroom's words, behind what was counted; () where only citizens speak."""
    sentences = _newsroom(ctx, issue)
    return line(" ", ctx.sentences(sentences[:1])) if sentences else ()


def _newsroom(ctx: Context, issue: IssueView) -> tuple[CitedSentence, ...]:
    """A newsroom's sentence may stand in a summary for leaders; a citizen's outburst may not."""
    posts = ctx.day.posts
    return tuple(s for s in issue.summary if any(not posts[p].personal for p in s.posts[:1] if p in posts))


def _rising(ctx: Context) -> Text:
    risen = [i for i in ctx.day.priority[1:] if i.before is not None and i.severity.level.rank > i.before.rank]
    if not risen:
        new = [i for i in ctx.day.priority[1:] if i.before is None]
        if not new:
            return ()
        name = ctx.count(new[0].posts, issue_label(new[0], ctx), text=ctx.safe(new[0].name, 110))
        level = wording.level_name(new[0].severity.level, ctx.lang)
        return line(
            ctx.t("Isu baru: ", "New issue: "),
            name,
            ctx.t(" pada tingkat ", " at level "),
            level,
            "; ",
            ctx.response_clause(new[0]),
            ".",
        )
    issue = risen[0]
    levels = [
        wording.level_name(level, ctx.lang) for level in (issue.before or issue.severity.level, issue.severity.level)
    ]
    name = ctx.count(issue.posts, issue_label(issue, ctx), text=ctx.safe(issue.name, 110))
    more = len(risen) - 1
    tail = (
        ctx.t(
            f" {wording.first_upper(wording.in_words(more))} isu lain juga naik tingkat.",
            f" {more} more rose in level.",
        )
        if more
        else ""
    )
    moved = ctx.t(f" naik dari {levels[0]} ke {levels[1]}; ", f" rose from {levels[0]} to {levels[1]}; ")
    return line(name, moved, ctx.response_clause(issue), ".", tail)


def _potential(ctx: Context) -> Text:
    if not ctx.day.potential:
        return ()
    issue = ctx.day.potential[0]
    name = ctx.count(issue.posts, issue_label(issue, ctx), text=ctx.safe(issue.name, 110))
    signal = ctx.safe(issue.signals, 90)
    more = len(ctx.day.potential) - 1
    tail = ctx.t(f" (dan {more} isu lain)", f" (and {more} more)") if more else ""
    return line(
        ctx.t("Berpotensi negatif: ", "Potentially negative: "), name, f"; {signal}" if signal else "", tail, "."
    )


def _claims(ctx: Context) -> Text:
    claims = [c for c in ctx.day.claims if c.state in OPEN_STATES]
    if not claims:
        return ()
    first = claims[0]
    more = len(claims) - 1
    tail = ctx.t(f" (dan {more} klaim lain)", f" (and {more} more)") if more else ""
    ask = ctx.known(first.confirm_with)
    return line(
        ctx.t("Perlu verifikasi: ", "To verify: "),
        f"“{ctx.safe(first.claim, 100)}”",
        ctx.cite(first.spreading, 2),
        tail,
        ctx.t(
            f"; konfirmasi ke {ask}, tenggat {ctx.deadline(first.deadline)}.",
            f"; ask {ask}, by {ctx.deadline(first.deadline)}.",
        ),
    )


def _overdue(ctx: Context) -> Text:
    overdue = ctx.day.complaints.overdue
    if not overdue:
        return ()
    return line(
        ctx.count(overdue, Say("Aduan lewat tenggat", "Overdue complaints")),
        ctx.t(" aduan lewat tenggat.", " complaints are overdue."),
    )


def _achievement(ctx: Context) -> Text:
    if not ctx.day.positive:
        return ()
    issue = ctx.day.positive[0]
    newsroom = _newsroom(ctx, issue)
    if newsroom:
        return line(ctx.t("Capaian: ", "Achievement: "), ctx.sentences(newsroom[:1]))
    name = ctx.count(issue.posts, issue_label(issue, ctx), text=ctx.safe(issue.name, 110))
    return line(ctx.t("Capaian: ", "Achievement: "), name, ".")
