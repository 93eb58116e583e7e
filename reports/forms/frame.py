"""What every form shares: the cover's lines, gaps for the officer, the annex of references, the report around it.

A reference [3] is a row of the annex. Which posts are referred to is known only when the text is written, so sections
are composed twice: with every post numbered, then with those numbered that were cited.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from kentongan.core.clock import Window, zone
from kentongan.core.day import ComplaintDigest, DayFindings, PostView
from kentongan.core.day_record import Tally
from kentongan.core.findings import Level
from kentongan.core.ids import content_id
from kentongan.core.messages import Lang, Say
from kentongan.core.office import Office
from kentongan.core.periods import PeriodFindings
from kentongan.core.posts import GROUPS, PostKind
from kentongan.core.urls import host_of
from reports import wording
from reports.blocks import Block, Column, Paragraph, Report, Section, Span, State, Table, Text
from reports.context import GROUP_ORDER, KIND_NAMES, Context, cell
from reports.daily import clipping_rows
from reports.forms.registry import Making
from reports.links import link_of
from reports.lists import collect_lists, texts

Write = Callable[[Context], Sequence[Section]]
Meta = tuple[tuple[str, str], ...]
#: A letter's annex holds what it cites and, up to so many, what its figures count.
ANNEX_ROWS = 40


def gap(ctx: Context, indonesian: str, english: str) -> str:
    """A place that a person fills in: what no post says is never made up."""
    return ctx.t(f"[ISI: {indonesian}]", f"[FILL IN: {english}]")


def letter(number: int) -> str:
    """1 → "A"."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number - 1]


def counted(ctx: Context, posts: Tally, label: Say, *, strong: bool = False) -> Span:
    """An exact count that opens the posts kept of it."""
    return Span(ctx.n(posts.count), strong=strong, posts=posts.posts, label=label.to(ctx.lang) if posts.posts else "")


def office_meta(ctx: Context, first: Meta, window: Window) -> Meta:
    """The cover's lines of a report: number, classification, those of its own, window, compiler, checker, recipient."""
    office = ctx.day.office
    blank = ctx.t("(diisi petugas)", "(to be filled in)")
    return (
        (ctx.t("Nomor", "Number"), ctx.safe(office.report_number) or blank),
        (ctx.t("Sifat", "Classification"), ctx.safe(office.classification) or blank),
        *first,
        (ctx.t("Rentang pantauan", "Window"), wording.window_text(window, ctx.zone, ctx.lang)),
        (ctx.t("Disusun", "Compiled by"), ctx.safe(office.compiler) or blank),
        (ctx.t("Diperiksa", "Checked by"), ctx.safe(office.checker) or blank),
        (ctx.t("Kepada Yth.", "To"), ctx.safe(office.leader) or blank),
    )


def assemble(
    day: DayFindings,
    making: Making,
    kind: str,
    title: str,
    meta: Callable[[Context], Meta],
    write: Write,
    *,
    level: Level,
    annex_title: Say | None = None,
    annex: Sequence[str] | None = None,
    rows: int = ANNEX_ROWS,
) -> Report:
    """The report of a form.

    Args:
        day: for posts, office and time.
        making: language, version, state.
        kind: the form's name.
        title: printed at its head.
        meta: writes the cover's lines.
        write: writes the sections; called twice.
        level: of the status.
        annex_title: of the annex of references.
        annex: posts that the annex holds after those that are cited; None = those that the figures count.
        rows: at most so many of them.
    """
    lang = making.lang
    listed, cut = _listed(day, lang, write, annex, rows)
    ctx = Context(day, lang, {post: row for row, post in enumerate(listed, start=1)})
    sections = list(write(ctx))
    if listed:
        sections.append(_references(ctx, listed, annex_title or Say("Rujukan", "References"), more=cut))
    made = f"{wording.date(day.generated_at, ctx.zone, lang)} {wording.at_hour(day.generated_at, ctx.zone, lang)}"
    iso = day.window.end.astimezone(zone(day.office.zone)).date().isoformat()
    return Report(
        id=content_id("r", kind, day.office.agency, iso, lang, str(making.version)),
        kind=kind,
        title=title,
        agency=ctx.safe(day.office.agency),
        meta=meta(ctx),
        sections=tuple(sections),
        lists=collect_lists(sections),
        clipping=tuple(listed),
        posts=day.posts,
        lang=lang,
        zone=day.office.zone,
        day=iso,
        generated_at=day.generated_at,
        level=level,
        state=making.state,
        stamp=wording.DRAFT_STAMP.to(lang) if making.state in (State.DRAFT, State.REVIEWED) else "",
        version=making.version,
        footer=ctx.t(
            f"Disusun dengan bantuan Kentongan, {made} · versi {making.version}",
            f"Compiled with the help of Kentongan, {made} · version {making.version}",
        ),
    )


def _listed(
    day: DayFindings, lang: Lang, write: Write, annex: Sequence[str] | None, rows: int
) -> tuple[list[str], bool]:
    """The posts of the annex in order, and whether some were left out: those cited first, then what figures count."""
    # A day's posts go fifteen days back; what may be cited is what it counts. A period holds what may be cited alone.
    every = clipping_rows(day) if day.counted else sorted(day.posts, key=lambda post: _place(day.posts[post]))
    drafted = write(Context(day, lang, {post: row for row, post in enumerate(every, start=1)}))
    cited = _cited(drafted)
    more = annex if annex is not None else [p for entry in collect_lists(drafted) for p in entry.posts]
    wanted = dict.fromkeys((*cited, *more))
    listed = [post for post in wanted if post in day.posts][: max(rows, len(cited))]
    return listed, len(listed) < len(wanted)


def _place(view: PostView) -> tuple[int, float, str]:
    """News first, newest first: what a reference is taken from where there is a choice."""
    return GROUP_ORDER.index(GROUPS[view.kind]), -view.published_at.timestamp(), view.id


def _cited(sections: Iterable[Section]) -> list[str]:
    spans = (span for section in sections for text in texts(section) for span in text)
    return list(dict.fromkeys(span.posts[0] for span in spans if span.posts and not span.label))


def _references(ctx: Context, posts: Sequence[str], name: Say, *, more: bool) -> Section:
    columns = (
        Column(ctx.t("No", "No."), 0.4, number=True),
        Column(ctx.t("Tanggal/jam", "Date/time"), 0.9),
        Column(ctx.t("Media/platform", "Medium/platform"), 1.4),
        Column(ctx.t("Judul/kutipan", "Title/quote"), 3.9),
        Column(ctx.t("Nada", "Tone"), 0.9),
        Column(ctx.t("Tautan", "Link"), 1.2),
    )
    rows = tuple(_reference(ctx, ctx.day.posts[post], number) for number, post in enumerate(posts, start=1))
    blocks: list[Block] = [Table(columns, rows, key="kliping")]
    if more:
        note = ctx.t(
            "Memuat semua yang dikutip dan sebagian yang dihitung; selebihnya ada di kliping harian.",
            "Holds all that is cited and a part of what is counted; the rest stands in the daily clippings.",
        )
        blocks.insert(0, paragraph(note, note=True))
    title = ctx.t(f"Lampiran A. {name.id}", f"Annex A. {name.en}")
    return Section("lampiran-a", "", title, tuple(blocks), annex=True)


def _reference(ctx: Context, view: PostView, number: int) -> tuple[Text, ...]:
    address = link_of(view)
    tone = wording.BUCKET_NAMES[view.bucket].to(ctx.lang) if view.bucket in wording.BUCKET_NAMES else view.bucket
    kind = "" if view.kind is PostKind.NEWS else f" ({KIND_NAMES[view.kind].to(ctx.lang)})"
    shown = Span(wording.shorten(host_of(address), 20) or ctx.t("buka", "open"), url=address) if address else Span("–")
    words = ctx.heading(view, 120) if view.title.strip() or view.text.strip() else forgotten(ctx)
    return (
        cell(str(number)),
        cell(ctx.stamp(view.published_at)),
        cell(ctx.source(view) + ("" if view.personal else kind)),
        cell(words),
        cell(tone),
        (shown,),
    )


def forgotten(ctx: Context) -> str:
    """What stands in place of a private person's words after the time they are kept."""
    return ctx.t("(isi sudah dihapus menurut masa simpan)", "(text deleted after the time it is kept)")


def paragraph(words: str | Text, *, note: bool = False) -> Block:
    """A paragraph of plain words or of a text."""
    return Paragraph((Span(words),) if isinstance(words, str) else words, note=note)


def holder(period: PeriodFindings) -> DayFindings:
    """A day that holds a period's posts and office, for flavours, which look posts up in a day."""
    day = bare_day(period.office, period.window, period.generated_at, period.posts, period.level)
    return replace(day, desk=period.desk)


def bare_day(office: Office, window: Window, at: datetime, posts: Mapping[str, PostView], level: Level) -> DayFindings:
    """A day with nothing found in it but these posts."""
    return DayFindings(
        office=office,
        window=window,
        previous=Window(window.start - (window.end - window.start), window.start),
        generated_at=at,
        posts=posts,
        counted=(),
        counted_before=(),
        counted_comparable=(),
        outside=(),
        dropped_sources=(),
        level=level,
        level_before=None,
        priority=(),
        potential=(),
        positive=(),
        other=(),
        claims=(),
        complaints=ComplaintDigest(),
        releases=(),
        follow_ups=(),
        figures=(),
        outlets=(),
        limitations=(),
        checked=(),
        corrections=(),
    )
