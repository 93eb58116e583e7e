"""Section 6, Indikasi Hoaks (Perlu Verifikasi): a list of what to check, never a verdict."""

from __future__ import annotations

from collections.abc import Callable

from kentongan.core.day import ClaimCase
from kentongan.core.desk_words import told
from kentongan.core.messages import Say
from reports import wording
from reports.blocks import Column, Paragraph, Points, Section, Span, Table, Text
from reports.context import Context, cell, line
from reports.links import safe_url
from reports.sections import desk


def section(ctx: Context, number: str) -> Section:
    """The table, the clocks, what was decided and what fact-checkers already wrote, the desk's month; or Nihil."""
    title = ctx.t("Indikasi Hoaks (Perlu Verifikasi)", "Suspected Hoaxes (To Be Verified)")
    month = desk.month(ctx)
    if not ctx.day.claims:
        return Section("hoaks", number, title, (ctx.nihil(), *month))
    columns = (
        Column(ctx.t("Klaim", "Claim"), 2.0),
        Column(ctx.t("Bentuk", "Form"), 0.9),
        Column(ctx.t("Di mana", "Where"), 1.3),
        Column(ctx.t("Sejak", "Since"), 0.8),
        Column(ctx.t("Ciri terdeteksi", "Cues seen"), 2.1),
        Column(ctx.t("Konfirmasi ke", "Ask"), 1.0),
        Column(ctx.t("Tenggat", "Deadline"), 0.8),
        Column(ctx.t("Status", "Status"), 0.9),
    )
    warning = ctx.t("Daftar ini bukan penetapan hoaks.", "This list is not a verdict.")
    claims = ctx.day.claims
    if any(desk.decided(claim) for claim in claims):
        warning += ctx.t(
            " Putusan yang tercantum dibuat dan disetujui dua petugas.",
            " Verdicts shown were given and approved by two officers.",
        )
    blocks: list[Paragraph | Table | Points] = [
        Paragraph((Span(warning),), note=True),
        Table(columns, tuple(_row(ctx, c) for c in claims), key="hoaks", row_keys=tuple(c.id for c in claims)),
        *_listed(ctx, Say("Tenggat berjalan:", "Clocks running:"), desk.clock),
        *_listed(ctx, Say("Putusan meja hoaks:", "Verdicts of the desk:"), desk.verdict),
        *_listed(ctx, Say("Pemeriksaan fakta yang mirip:", "Similar fact-checks:"), _checks),
        *_listed(
            ctx,
            Say("Tanda koordinasi (hitungan, bukan tuduhan):", "Signs of coordination (counts, not an accusation):"),
            _signs,
        ),
        *month,
    ]
    return Section("hoaks", number, title, tuple(blocks))


def _listed(ctx: Context, heading: Say, write: Callable[[Context, ClaimCase], Text]) -> tuple[Paragraph | Points, ...]:
    """A heading with a point a claim of which there is something to say; nothing where there is none."""
    points = {case.id: text for case in ctx.day.claims if (text := write(ctx, case))}
    if not points:
        return ()
    return Paragraph((Span(heading.to(ctx.lang), strong=True),)), Points(tuple(points.values()), keys=tuple(points))


def _row(ctx: Context, case: ClaimCase) -> tuple[Text, ...]:
    where = line(ctx.known(case.where, 90))
    voices = [part for part in (_spread(ctx, case), _denied(ctx, case), _asked(ctx, case)) if part]
    for i, part in enumerate(voices):
        where = line(where, ", " if i else " (", part)
    if voices:
        where = line(where, ")")
    return (
        (Span(f"“{ctx.safe(case.claim, 180)}”", strong=True),),
        cell(ctx.safe(told(case.form).to(ctx.lang), 30)),
        where,
        cell(ctx.stamp(case.since)),
        cell(ctx.known(", ".join(wording.shorten(cue, 60) for cue in case.cues[:5]))),
        cell(ctx.known(case.confirm_with, 50)),
        cell("–" if desk.decided(case) else ctx.deadline(case.deadline)),
        desk.status(ctx, case),
    )


def _spread(ctx: Context, case: ClaimCase) -> Text:
    label = ctx.safe(case.claim, 60)
    count = ctx.count(case.spreading, Say(f"Memuat klaim: {label}", f"Carry the claim: {label}"))
    return line(count, ctx.t(" unggahan", " posts" if len(case.spreading) > 1 else " post")) if case.spreading else ()


def _denied(ctx: Context, case: ClaimCase) -> Text:
    label = ctx.safe(case.claim, 60)
    count = ctx.count(case.denying, Say(f"Membantah klaim: {label}", f"Deny the claim: {label}"))
    return line(count, ctx.t(" membantah", " denying it")) if case.denying else ()


def _asked(ctx: Context, case: ClaimCase) -> Text:
    label = ctx.safe(case.claim, 60)
    count = ctx.count(case.asking, Say(f"Menanyakan klaim: {label}", f"Ask about the claim: {label}"))
    return line(count, ctx.t(" menanyakan", " asking about it")) if case.asking else ()


def _checks(ctx: Context, case: ClaimCase) -> Text:
    """The best suggested fact-check of a claim, in its author's words, with its address."""
    found = [m for m in case.matches if m.decision != "none"]
    if not found:
        return ()
    best = max(found, key=lambda m: m.score)
    check = best.factcheck
    about = ", ".join(
        part for part in (ctx.safe(check.source, 60), ctx.safe(wording.iso_date(check.date, ctx.lang), 20)) if part
    )
    label = (
        ctx.t(f"label menurut pemeriksa: {ctx.safe(check.label, 40)}", f"their label: {ctx.safe(check.label, 40)}")
        if check.label
        else ""
    )
    detail = "; ".join(part for part in (about, label) if part)
    sure = (
        ctx.t("cocok", "match")
        if best.decision == "confirm"
        else ctx.t("mungkin cocok, perlu dibaca", "possible match, to be read")
    )
    return line(
        f"“{ctx.safe(case.claim, 80)}”: ",
        Span(ctx.safe(check.title, 160) or check.id, url=safe_url(check.url)),
        f" ({detail})" if detail else "",
        f" — {sure}.",
    )


def _signs(ctx: Context, case: ClaimCase) -> Text:
    """Counts among the posts that carry a claim, and between which times; never an account."""
    if not case.coordination:
        return ()
    signs = "; ".join(ctx.safe(sign, 200) for sign in case.coordination)
    times = sorted(view.published_at for post in case.spreading if (view := ctx.view(post)))
    span = (
        ctx.t(
            f"; antara {ctx.stamp(times[0])} dan {ctx.stamp(times[-1])}",
            f"; between {ctx.stamp(times[0])} and {ctx.stamp(times[-1])}",
        )
        if times
        else ""
    )
    return line(f"“{ctx.safe(case.claim, 80)}”: {signs}{span}.")
