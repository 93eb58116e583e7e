"""The workbook's first sheet: every clipping, in the columns of the daily issue sheet and some of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time as time_of_day

from kentongan.core.clock import zone
from kentongan.core.day import IssueView, PostView
from kentongan.core.messages import Say
from kentongan.core.posts import PostKind
from reports import wording
from reports.blocks import plain
from reports.context import KIND_NAMES, STATUS_NAMES, TIER_NAMES
from reports.links import link_of
from reports.paper import SHEET_ROWS, cited_rows
from reports.xlsx_book import HEAD_ROW, Heading, Sheet, Workbook

_FIRST = HEAD_ROW + 1
_PRINTED = 11

CLIPPING = (
    # The eleven columns of the daily issue sheet, in its order (field guide 5, item 2).
    Heading(Say("No", "No."), 5),
    Heading(Say("Tanggal", "Date"), 12),
    Heading(Say("Sumber", "Source"), 17),
    Heading(Say("Link/Bukti", "Link/Evidence"), 22),
    Heading(Say("Judul/Post", "Title/Post"), 36),
    Heading(Say("Ringkasan Isu", "Summary of the Issue"), 32),
    Heading(Say("Isu/Subisu", "Issue/Sub-issue"), 22),
    Heading(Say("Aktor/Lokasi", "Actors/Place"), 19),
    Heading(Say("Tone Berita", "Tone"), 12),
    Heading(Say("Risiko/Implikasi", "Risk/Implication"), 22),
    Heading(Say("Tindak Lanjut", "Follow-up"), 26),
    # Ours.
    Heading(Say("Jam", "Time"), 8),
    Heading(Say("Jenis", "Kind"), 11),
    Heading(Say("Tingkat media", "Tier"), 11),
    Heading(Say("Kategori", "Category"), 11),
    Heading(Say("Nada peristiwa", "Tone of the event"), 11),
    Heading(Say("Salinan ke", "Copy no."), 12),
    Heading(Say("Diperiksa", "Checked"), 16),
    Heading(Say("Catatan", "Notes"), 26),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a clipping's row says of its issue; written once, as hundreds of rows share it."""

    name: str = ""
    summary: str = ""
    actors: str = ""
    places: str = ""
    risk: str = ""
    advice: str = ""


NOTHING = Told()


def clipping_sheet(target: Workbook) -> None:
    """A row for every clipping, then those about other regions, which have no number and are not counted."""
    posts = [(n, view) for post, n in target.rows.items() if (view := target.day.posts.get(post))]
    outside = [view for post in target.day.outside if (view := target.day.posts.get(post))]
    whole = len(posts) + len(outside)
    posts, outside = _bearable(target, posts), outside[: SHEET_ROWS // 10]
    rows: list[tuple[int, PostView]] = [*posts, *((0, view) for view in outside)]
    sheet = target.sheet(Say("Kliping", "Clippings"), CLIPPING, rows=len(rows), printed=_PRINTED)
    if len(rows) < whole:
        sheet.note(_cut(len(rows), whole))
    told = {issue.id: _told(target, issue) for issue in target.day.issues()}
    copies = _copies(target)
    checked = set(target.day.checked)
    for at, (number, view) in enumerate(rows, start=_FIRST):
        if number:
            sheet.number(at, 0, number)
        else:
            sheet.text(at, 0, "–")
        _clip(target, sheet, at, view, told.get(view.issue_id, NOTHING))
        sheet.text(at, 18, _notes(target, view, counted=bool(number)))
        sheet.text(at, 16, copies.get(view.id, ""))
        sheet.text(at, 17, _checked(target, view, checked))
    if not rows:
        sheet.text(_FIRST, 1, wording.NIHIL.to(target.report.lang))
    sheet.fit_rows()


def _bearable(target: Workbook, posts: list[tuple[int, PostView]]) -> list[tuple[int, PostView]]:
    """As many rows as a workbook opens with: those the report cites, one of every text, then the others in order."""
    if len(posts) <= SHEET_ROWS:
        return posts
    cited = cited_rows(target.report.sections, target.rows)
    ranked = sorted(posts, key=lambda row: (row[0] not in cited, not row[1].representative, row[0]))
    return sorted(ranked[:SHEET_ROWS], key=lambda row: row[0])


def _cut(shown: int, whole: int) -> Say:
    few, all_ = ((wording.number(count), wording.number(count, "en")) for count in (shown, whole))
    return Say(
        f"Memuat {few[0]} dari {all_[0]} baris: yang dikutip dalam laporan, satu dari setiap naskah, lalu yang lain "
        "menurut urutan; semuanya tersimpan di aplikasi.",
        f"Holds {few[1]} of {all_[1]} rows: those the report cites, one of every text, then others in order; all are kept "
        "in the application.",
    )


def _clip(target: Workbook, sheet: Sheet, at: int, view: PostView, issue: Told) -> None:
    ctx, looks = target.context, target.looks
    sheet.moment(at, 1, view.published_at, looks.date)
    sheet.text(at, 2, ctx.source(view))
    address = link_of(view)
    if address:
        sheet.link(at, 3, address)
    else:
        sheet.text(at, 3, ctx.t("di aplikasi", "in the application") if view.url.strip() else "–")
    sheet.text(at, 4, ctx.heading(view, 400))
    sheet.text(at, 5, issue.summary)
    sheet.text(at, 6, issue.name)
    sheet.text(at, 7, _who_where(target, view, issue))
    sheet.text(at, 8, wording.BUCKET_NAMES[view.bucket].to(ctx.lang) if view.bucket in wording.BUCKET_NAMES else "")
    sheet.text(at, 9, issue.risk)
    sheet.text(at, 10, _follow_up(target, view, issue))
    local = view.published_at.astimezone(zone(ctx.zone))
    sheet.page.write_datetime(at, 11, time_of_day(local.hour, local.minute), looks.hour)
    sheet.text(at, 12, KIND_NAMES[view.kind].to(ctx.lang))
    tier = TIER_NAMES.get(view.tier) if view.kind is PostKind.NEWS else None
    sheet.text(at, 13, tier.to(ctx.lang) if tier else "–")
    sheet.text(at, 14, ctx.safe(view.category, 20))
    sheet.text(at, 15, ctx.tone(view.tone_event))


def _who_where(target: Workbook, view: PostView, issue: Told) -> str:
    ctx = target.context
    places = ", ".join(ctx.safe(place.name, 60) for place in view.places[:3]) or issue.places
    return "; ".join(part for part in (issue.actors, places) if part)


def _told(target: Workbook, issue: IssueView) -> Told:
    ctx, advice = target.context, issue.recommendation
    level, impact = wording.level_name(issue.severity.level, ctx.lang), ctx.safe(issue.impact, 300)
    owner = ctx.safe(advice.owner, 80)
    return Told(
        name=ctx.safe(issue.name, 200),
        summary=plain(ctx.sentences(issue.summary[:2])),
        actors=", ".join(ctx.safe(actor, 60) for actor in issue.actors[:4]),
        places=", ".join(ctx.safe(place.name, 60) for place in issue.places[:3]),
        risk=f"{level}: {impact}" if impact else level,
        advice=ctx.safe(advice.action, 220) + (f" ({owner})" if owner else ""),
    )


def _follow_up(target: Workbook, view: PostView, issue: Told) -> str:
    ctx = target.context
    if view.kind is PostKind.COMPLAINT and view.complaint_status is not None:
        status, unit = STATUS_NAMES[view.complaint_status].to(ctx.lang), ctx.safe(view.complaint_unit, 60)
        return f"{status} ({unit})" if unit else status
    return issue.advice


def _notes(target: Workbook, view: PostView, *, counted: bool) -> str:
    ctx = target.context
    notes = (
        "" if counted else ctx.t("di luar wilayah, tidak dihitung", "outside the area, not counted"),
        ctx.t("waktu perkiraan", "time estimated") if view.estimated else "",
        ctx.t("judul dan isi berbeda nada", "headline and body differ in tone") if view.conflict else "",
        ctx.t("kanal resmi instansi", "the agency's own channel") if view.official else "",
    )
    return "; ".join(note for note in notes if note)


def _copies(target: Workbook) -> dict[str, str]:
    """Post id → as "2 dari 20": its place, by time, among the posts that carry the same text."""
    groups: dict[str, list[PostView]] = {}
    for post in target.rows:
        if (view := target.day.posts.get(post)) and view.copy_group:
            groups.setdefault(view.copy_group, []).append(view)
    made = {}
    for group in groups.values():
        if len(group) < 2:
            continue
        group.sort(key=lambda view: (view.published_at, view.id))
        for place, view in enumerate(group, start=1):
            made[view.id] = target.context.t(f"{place} dari {len(group)}", f"{place} of {len(group)}")
    return made


def _checked(target: Workbook, view: PostView, checked: set[str]) -> str:
    ctx = target.context
    if view.labelled_by:
        return ctx.safe(view.labelled_by, 60)
    return ctx.t("ya", "yes") if view.id in checked else ctx.t("belum", "no")
