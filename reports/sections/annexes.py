"""Annexes A (clippings), B (follow-up matrix) and D (label changes)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kentongan.core.day import IssueView, PostView
from kentongan.core.desk_words import STATE_NAMES
from kentongan.core.findings import Correction
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind
from kentongan.core.urls import host_of
from reports import wording
from reports.blocks import Block, Column, Paragraph, Section, Span, Table, Text
from reports.context import KIND_NAMES, STATUS_NAMES, TIER_NAMES, Context, cell, line
from reports.links import link_of
from reports.paper import first_rows

# A paper annex of more pages than this is read by nobody, and a longer page opens in no phone; the sheet has the rest.
PAPER_ROWS = 120
SCREEN_ROWS = 1_500


def clipping(ctx: Context, number: str, cited: Collection[int] = ()) -> Section:
    """A row for every counted or cited post; then those about other regions, which are not counted.

    On a large day: the rows that the report cites (``cited``), then the first, as many as a screen bears.
    """
    blocks: list[Block] = []
    posts = list(ctx.rows)
    numbers = tuple(first_rows(range(1, len(posts) + 1), cited, SCREEN_ROWS))
    rows = tuple(_clip(ctx, ctx.day.posts[posts[number - 1]], number) for number in numbers)
    if rows:
        table = Table(_columns(ctx), rows, key="kliping", paper_rows=PAPER_ROWS)
        blocks.append(replace(table, numbers=numbers, whole=len(posts)) if len(rows) < len(posts) else table)
    else:
        blocks.append(ctx.nihil())
    outside = [v for p in ctx.day.outside if (v := ctx.view(p))]
    if outside:
        lead = ctx.t("Di luar wilayah (tidak dihitung)", "Outside the area (not counted)")
        table = Table(
            _columns(ctx),
            tuple(_clip(ctx, v, i) for i, v in enumerate(outside[:SCREEN_ROWS], start=1)),
            lead,
            key="luar",
            paper_rows=PAPER_ROWS,
            whole=len(outside) if len(outside) > SCREEN_ROWS else 0,
        )
        blocks.append(table)
    return Section("lampiran-a", number, ctx.t("Lampiran A. Kliping", "Annex A. Clippings"), tuple(blocks), annex=True)


def _columns(ctx: Context) -> tuple[Column, ...]:
    return (
        Column(ctx.t("No", "No."), 0.45, number=True),
        Column(ctx.t("Tanggal/jam", "Date/time"), 1.1),
        Column(ctx.t("Media/platform", "Medium/platform"), 1.5),
        Column(ctx.t("Jenis", "Kind"), 0.95),
        Column(ctx.t("Tingkat media", "Tier"), 0.95),
        Column(ctx.t("Judul/kutipan", "Title/quote"), 2.65),
        Column(ctx.t("Tautan", "Link"), 1.35),
        Column(ctx.t("Nada", "Tone"), 1.25),
        Column(ctx.t("Kategori", "Category"), 0.95),
        Column(ctx.t("Lokasi", "Place"), 1.5),
        Column(ctx.t("Tindak lanjut", "Follow-up"), 1.3),
    )


def _clip(ctx: Context, view: PostView, number: int) -> tuple[Text, ...]:
    tone = wording.BUCKET_NAMES[view.bucket].to(ctx.lang) if view.bucket in wording.BUCKET_NAMES else view.bucket
    if view.conflict:
        tone += ctx.t(" (judul berbeda nada)", " (headline differs)")
    when = ctx.stamp(view.published_at) + (ctx.t(" (perkiraan)", " (estimated)") if view.estimated else "")
    return (
        cell(str(number)),
        cell(when),
        cell(ctx.source(view)),
        cell(KIND_NAMES[view.kind].to(ctx.lang)),
        cell(TIER_NAMES[view.tier].to(ctx.lang) if view.kind is PostKind.NEWS and view.tier in TIER_NAMES else "–"),
        cell(ctx.heading(view)),
        _link(ctx, view),
        cell(tone),
        cell(ctx.safe(view.category, 12) or "–"),
        cell(", ".join(ctx.safe(p.name, 40) for p in view.places[:2]) or "–"),
        cell(_follow_up(ctx, view)),
    )


def _link(ctx: Context, view: PostView) -> Text:
    address = link_of(view)
    if address:
        return (Span(wording.shorten(host_of(address), 32) or ctx.t("buka", "open"), url=address),)
    return cell(ctx.t("di aplikasi", "in the application") if view.url.strip() else "–")


def _follow_up(ctx: Context, view: PostView) -> str:
    if view.kind is PostKind.COMPLAINT and view.complaint_status is not None:
        unit = ctx.safe(view.complaint_unit, 30)
        status = STATUS_NAMES[view.complaint_status].to(ctx.lang)
        return f"{status} ({unit})" if unit else status
    issue = ctx.issues.get(view.issue_id)
    return ctx.safe(issue.recommendation.form, 40) if issue else "–"


def matrix(ctx: Context, number: str) -> Section:
    """Annex B: every issue and every claim with its owner, deadline and form, and room for what was done."""
    title = ctx.t("Lampiran B. Matriks Tindak Lanjut", "Annex B. Follow-up Matrix")
    columns = (
        Column(ctx.t("Isu atau klaim", "Issue or claim"), 2.2),
        Column(ctx.t("Tingkat", "Level"), 0.9),
        Column(ctx.t("Tindak lanjut", "Follow-up"), 2.0),
        Column(ctx.t("Bentuk", "Form"), 1.0),
        Column(ctx.t("Penanggung jawab", "Owner"), 1.2),
        Column(ctx.t("Tenggat", "Deadline"), 0.9),
        Column(ctx.t("Realisasi (diisi petugas)", "Carried out (by the officer)"), 1.6),
    )
    rows = [_issue_row(ctx, issue) for issue in (*ctx.day.priority, *ctx.day.potential, *ctx.day.positive)]
    rows += [
        (
            cell(f"“{ctx.safe(case.claim, 110)}”"),
            cell("–"),
            cell(ctx.t("Konfirmasi kebenaran klaim", "Confirm whether the claim is true")),
            cell(STATE_NAMES[case.state].to(ctx.lang)),
            cell(ctx.known(case.confirm_with, 70)),
            cell(ctx.deadline(case.deadline)),
            cell(""),
        )
        for case in ctx.day.claims
    ]
    issues = (*ctx.day.priority, *ctx.day.potential, *ctx.day.positive)
    keys = (*(issue.id for issue in issues), *(case.id for case in ctx.day.claims))
    block: Block = Table(columns, tuple(rows), key="matriks", row_keys=keys) if rows else ctx.nihil()
    return Section("lampiran-b", number, title, (block,), annex=True)


def _issue_row(ctx: Context, issue: IssueView) -> tuple[Text, ...]:
    advice, level = issue.recommendation, issue.severity.level
    return (
        cell(ctx.safe(issue.name, 110)),
        (Span(wording.level_name(level, ctx.lang), level=level),),
        cell(ctx.known(advice.action, 180)),
        cell(ctx.safe(advice.form, 40)),
        cell(ctx.known(advice.owner, 70)),
        cell(ctx.deadline(advice.deadline)),
        cell(ctx.safe(_carried_out(ctx, issue.id), 140)),
    )


def _carried_out(ctx: Context, issue: str) -> str:
    """What officers noted of an issue since the report before; "" where nobody did."""
    notes = [c for c in ctx.day.corrections if (c.subject, c.field_name) == (issue, "done")]
    last = max(notes, key=lambda c: c.at, default=None)
    return f"{last.value} ({last.by})" if last is not None and last.value else ""


_FIELDS = {
    "tone": Say("nada", "tone"),
    "tone_event": Say("nada peristiwa", "tone of the matter"),
    "language": Say("bahasa", "language"),
    "verification": Say("perlu verifikasi", "needs verification"),
    "outside": Say("luar wilayah", "outside the area"),
    "issue": Say("isu", "issue"),
    "category": Say("kategori", "category"),
    "place": Say("lokasi", "place"),
    "name": Say("nama isu", "issue name"),
    "merge": Say("penggabungan isu", "merged issues"),
    "split": Say("pemisahan isu", "split issue"),
    "not_same": Say("bukan isu yang sama", "not the same issue"),
    "severity": Say("tingkat", "level"),
    "owner": Say("penanggung jawab", "owner"),
    "advice": Say("saran", "recommendation"),
    "form": Say("bentuk", "form"),
    "done": Say("tindak lanjut dijalankan", "carried out"),
}


def label_changes(ctx: Context, number: str) -> Section:
    """Annex D: what officers changed since the last report; their decision outranks the machine's."""
    title = ctx.t("Lampiran D. Catatan Perubahan Label", "Annex D. Label Changes")
    if not ctx.day.corrections:
        return Section("lampiran-d", number, title, (ctx.nihil(),), annex=True)
    columns = (
        Column(ctx.t("Waktu", "Time"), 0.9),
        Column(ctx.t("Unggahan atau isu", "Post or issue"), 2.4),
        Column(ctx.t("Yang diubah", "Changed"), 1.0),
        Column(ctx.t("Menjadi", "To"), 1.0),
        Column(ctx.t("Oleh", "By"), 1.1),
        Column(ctx.t("Alasan", "Reason"), 1.6),
    )
    note = ctx.t(
        "Keputusan petugas mengalahkan saran sistem dan tetap berlaku pada laporan berikut.",
        "An officer's decision outranks the system and holds for later reports.",
    )
    rows = tuple(_change(ctx, c) for c in ctx.day.corrections)
    return Section(
        "lampiran-d",
        number,
        title,
        (Table(columns, rows, key="perubahan"), Paragraph((Span(note),), note=True)),
        annex=True,
    )


def _change(ctx: Context, correction: Correction) -> tuple[Text, ...]:
    view = ctx.view(correction.subject)
    issue = ctx.issues.get(correction.subject)
    if view:
        subject = line(ctx.heading(view, 90), ctx.cite((view.id,)))
    else:
        subject = line(ctx.safe(issue.name, 90) if issue else ctx.safe(correction.subject, 40))
    name = _FIELDS.get(correction.field_name)
    return (
        cell(ctx.stamp(correction.at)),
        subject,
        cell(name.to(ctx.lang) if name else ctx.safe(correction.field_name, 30)),
        cell(ctx.safe(correction.value, 60) if correction.value else ctx.t("ditarik kembali", "taken back")),
        cell(ctx.safe(correction.by, 60)),
        cell(ctx.safe(correction.reason, 140) or "–"),
    )
