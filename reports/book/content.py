"""What the book of clippings holds: a cover, two indexes, and an entry for each article, newest first.

An entry tells of an article and leads to it: medium, time, headline, tone, and at most 25 words of it, never the text
(copyright). Private persons are masked as everywhere. Long books are cut, and the cut is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kentongan.core.day import DayFindings, PostView
from kentongan.core.findings import Level
from kentongan.core.posts import PostKind
from kentongan.core.urls import host_of
from reports import wording
from reports.blocks import Report
from reports.context import KIND_NAMES, TIER_NAMES, Context
from reports.cover_lines import period_of
from reports.links import link_of
from reports.lists import row_numbers

MOST_NEWS, MOST_OTHERS = 250, 60
QUOTE_WORDS = 25
_SAME_SHOWN = 5
_INDEX_ROWS = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One clipping.

    Args:
        number: its number in the book.
        medium: who published it, masked where private.
        kind: as "berita nasional" or "unggahan".
        when: date and hour.
        headline: "" for a post without one.
        quote: at most 25 words, without quotation marks; "" where there is no more than the headline.
        tone: one of the four printed tones, `tone_words` as printed.
        issue: name of its issue, "" for none.
        url, host: where it is, "" where no address may be shown.
        notes: same texts, estimated times.
    """

    number: int
    medium: str
    kind: str
    when: str
    headline: str
    quote: str
    tone: str
    tone_words: str
    issue: str
    url: str
    host: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the book: its heading, entries, and a line on what was left out ("" when nothing was)."""

    title: str
    entries: tuple[Entry, ...]
    cut: str = ""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A medium or an issue with the numbers of its entries as runs: (text, first number)."""

    name: str
    count: int
    runs: tuple[tuple[str, int], ...]
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """The whole book. `meta` are the cover's lines (label, value); `note` says what the book is and is not."""

    title: str
    agency: str
    when: str
    meta: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    media: tuple[IndexRow, ...]
    issues: tuple[IndexRow, ...]
    note: str


def compose_book(report: Report, day: DayFindings) -> Book:
    """The book of a report's clippings.

    Args:
        report: of any form; its clippings are the book's.
        day: names of issues, and the office's own accounts.
    """
    ctx = Context(replace(day, posts=report.posts), report.lang, dict(row_numbers(report)))
    views = sorted(
        (report.posts[post] for post in report.clipping if post in report.posts),
        key=lambda view: (-view.published_at.timestamp(), view.id),
    )
    news = [view for view in views if view.kind is PostKind.NEWS]
    others, repeats = _once([view for view in views if view.kind is not PostKind.NEWS])
    shown = [*news[:MOST_NEWS], *others[:MOST_OTHERS]]
    numbers = {view.id: number for number, view in enumerate(shown, start=1)}
    made = {view.id: _entry(ctx, view, numbers, shown, repeats.get(view.id, 0)) for view in shown}
    parts = (
        _part(ctx, ctx.t("Pemberitaan", "News"), [made[v.id] for v in news[:MOST_NEWS]], len(news)),
        _part(
            ctx,
            ctx.t("Media Sosial dan Aduan", "Social Media and Complaints"),
            [made[v.id] for v in others[:MOST_OTHERS]],
            len(others),
        ),
    )
    media = {view.source_name for view in news}
    return Book(
        title=ctx.t("BUKU KLIPING", "BOOK OF CLIPPINGS"),
        agency=report.agency,
        when=period_of(report),
        meta=tuple((label, value) for label, value in report.meta if value.strip()),
        figures=(
            (ctx.n(len(news)), ctx.t("kliping berita", "news clippings")),
            (ctx.n(len(media)), ctx.t("media", "outlets")),
            (ctx.n(len(views) - len(news)), ctx.t("unggahan dan aduan", "posts and complaints")),
        ),
        parts=tuple(part for part in parts if part.entries),
        media=_media(ctx, [view for view in shown if view.kind is PostKind.NEWS], numbers),
        issues=_issues(ctx, shown, numbers),
        note=ctx.t(
            f"Setiap entri memuat judul dan paling banyak {QUOTE_WORDS} kata kutipan. Naskah lengkap ada pada medianya; "
            "hak cipta tetap pada penerbit. Akun warga disamarkan. Urutan dari yang terbaru. Kliping memuat juga siaran pers "
            "dan unggahan yang dikutip, sehingga jumlahnya dapat melebihi penyebutan.",
            f"Each entry has the headline and at most {QUOTE_WORDS} words. The full text is with its publisher, who keeps "
            "the copyright. Citizens' accounts are masked. Newest first. Releases and posts that are cited stand here "
            "too, so there may be more clippings than mentions.",
        ),
    )


def _once(views: Sequence[PostView]) -> tuple[list[PostView], dict[str, int]]:
    """Posts that carry one text once, as their newest; and how many more there are of each."""
    first: dict[str, PostView] = {}
    repeats: dict[str, int] = {}
    for view in views:
        key = view.copy_group or view.id
        if key in first:
            repeats[first[key].id] = repeats.get(first[key].id, 0) + 1
        else:
            first[key] = view
    return list(first.values()), repeats


def _part(ctx: Context, title: str, entries: list[Entry], total: int) -> Part:
    if len(entries) == total:
        return Part(title, tuple(entries))
    few, all_ = ctx.n(len(entries)), ctx.n(total)
    cut = ctx.t(
        f"Dimuat {few} entri terbaru dari {all_}. Selengkapnya di berkas XLSX, lembar Kliping.",
        f"The newest {few} of {all_} entries. All are on sheet Clippings of the XLSX file.",
    )
    return Part(title, tuple(entries), cut)


def _entry(ctx: Context, view: PostView, numbers: dict[str, int], shown: Sequence[PostView], repeats: int) -> Entry:
    kind = KIND_NAMES[view.kind].to(ctx.lang)
    if view.kind is PostKind.NEWS and view.tier in TIER_NAMES:
        tier = TIER_NAMES[view.tier].to(ctx.lang)
        kind = ctx.t(f"{kind} {tier}", f"{tier} {kind}")
    headline = ctx.safe(view.title, 220)
    address = link_of(view)
    when = f"{wording.day_date(view.published_at, ctx.zone, ctx.lang)} {wording.at_hour(view.published_at, ctx.zone, ctx.lang)}"
    issue = next((i for i in ctx.day.issues() if i.id == view.issue_id), None) if view.issue_id else None
    return Entry(
        number=numbers[view.id],
        medium=ctx.source(view),
        kind=kind,
        when=when,
        headline=headline,
        quote=_quote(ctx, view, headline),
        tone=view.bucket,
        tone_words=wording.BUCKET_NAMES[view.bucket].to(ctx.lang)
        if view.bucket in wording.BUCKET_NAMES
        else view.bucket,
        issue=ctx.safe(issue.name, 120) if issue else "",
        url=address,
        host=wording.shorten(host_of(address), 40) if address else "",
        notes=_notes(ctx, view, numbers, shown, repeats),
    )


def _quote(ctx: Context, view: PostView, headline: str) -> str:
    """The first words of the text behind the headline."""
    text = ctx.safe(view.text)
    if headline and text.casefold().startswith(headline.casefold()):
        text = text[len(headline) :].lstrip(" .:;,–—-")
    words = text.split()
    quote = " ".join(words[:QUOTE_WORDS]) + ("…" if len(words) > QUOTE_WORDS else "")
    return wording.shorten(quote, 260)


def _notes(
    ctx: Context, view: PostView, numbers: dict[str, int], shown: Sequence[PostView], repeats: int
) -> tuple[str, ...]:
    notes = []
    if view.estimated:
        notes.append(ctx.t("waktu perkiraan", "time estimated"))
    if repeats:
        notes.append(
            ctx.t(f"dan {ctx.n(repeats)} unggahan bernaskah sama", f"and {ctx.n(repeats)} posts of the same text")
        )
    elif view.copy_group:
        same = [numbers[v.id] for v in shown if v.copy_group == view.copy_group and v.id != view.id]
        if same:
            listed = ", ".join(map(str, same[:_SAME_SHOWN])) + (" …" if len(same) > _SAME_SHOWN else "")
            notes.append(ctx.t(f"naskah sama dengan No. {listed}", f"same text as no. {listed}"))
    return tuple(notes)


def _media(ctx: Context, views: Sequence[PostView], numbers: dict[str, int]) -> tuple[IndexRow, ...]:
    groups: dict[str, list[int]] = {}
    for view in views:
        groups.setdefault(ctx.source(view), []).append(numbers[view.id])
    order = sorted(groups, key=lambda name: (-len(groups[name]), name.casefold()))
    return _cut(ctx, [IndexRow(name, len(groups[name]), runs(groups[name])) for name in order])


def _issues(ctx: Context, views: Sequence[PostView], numbers: dict[str, int]) -> tuple[IndexRow, ...]:
    groups: dict[str, list[int]] = {}
    for view in views:
        groups.setdefault(view.issue_id, []).append(numbers[view.id])
    rows = [
        IndexRow(ctx.safe(i.name, 110), len(groups[i.id]), runs(groups[i.id]), i.severity.level)
        for i in ctx.day.issues()
        if i.id in groups
    ]
    return _cut(ctx, rows)


def _cut(ctx: Context, rows: list[IndexRow]) -> tuple[IndexRow, ...]:
    """The first rows; the last one says how many more there are."""
    if len(rows) <= _INDEX_ROWS:
        return tuple(rows)
    rest = rows[_INDEX_ROWS:]
    more = ctx.t(f"{ctx.n(len(rest))} lainnya", f"{ctx.n(len(rest))} others")
    return (*rows[:_INDEX_ROWS], IndexRow(more, sum(row.count for row in rest), ()))


def runs(numbers: Iterable[int]) -> tuple[tuple[str, int], ...]:
    """Numbers as "1–4", "7": each with the number it leads to."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return tuple((f"{a}–{b}" if a != b else str(a), a) for a, b in spans)
