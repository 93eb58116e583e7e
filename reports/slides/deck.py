"""What the slides say: chosen from a composed report, whatever its form; no words that the report does not have.

8 to 12 slides: title, status and figures, executive summary (while there is room for it), ranked issues, a slide for
each of up to five issues, the hoax desk, complaints, recommendations, sources and limits. A section that a form of
report does not have is left out. Every slide's notes name the posts behind its words and figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kentongan.core.day import DayFindings
from kentongan.core.findings import Level
from reports import wording
from reports.blocks import (
    Block,
    Card,
    Cards,
    Column,
    IssueCard,
    Paragraph,
    Points,
    Report,
    Section,
    Span,
    StatusBanner,
    Table,
    Text,
)
from reports.context import Context, cell, line
from reports.cover_lines import cover_line, period_of
from reports.links import link_of
from reports.lists import row_numbers, texts

MOST_ISSUES = 5
_MOST_SOURCES = 30
# Of the table of claims: claim, where, since, ask, deadline, status.
_CLAIM_COLUMNS = (0, 2, 3, 5, 6, 7)


@dataclass(frozen=True, slots=True)
class StatusPart:
    """The banner and the key figures."""

    banner: StatusBanner
    cards: tuple[Card, ...]
    points: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide.

    Args:
        title: its heading.
        part: what it shows: the cover (None), status, an issue, or blocks one under another.
        notes: lines of the speaker's notes: sources.
    """

    title: str
    part: StatusPart | IssueCard | tuple[Block, ...] | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deck:
    """All slides, and what stands on each: agency, running line, draft stamp."""

    agency: str
    running: str
    when: str
    window: str
    stamp: str
    level: Level
    lang: str
    slides: tuple[Slide, ...]


def compose_deck(report: Report, day: DayFindings) -> Deck:
    """The slides of a report.

    Args:
        report: of any form.
        day: names the office's own accounts, which are not masked; the posts are those of the report.
    """
    ctx = Context(replace(day, posts=report.posts), report.lang, dict(row_numbers(report)))
    when = period_of(report)
    title = " ".join(word.capitalize() for word in report.title.split())
    slides = [Slide(title, None), *_status(ctx, report), *_issues(ctx, report), *_sections(ctx, report)]
    return Deck(
        agency=report.agency,
        running=f"{title} · {when}",
        when=when,
        window=cover_line(report, "window"),
        stamp=report.stamp,
        level=report.level,
        lang=report.lang,
        slides=tuple(replace(slide, notes=_notes(ctx, slide)) for slide in slides),
    )


def _blocks(report: Report, key: str) -> tuple[Block, ...]:
    return next((section.blocks for section in report.sections if section.key == key), ())


def _title(report: Report, key: str) -> str:
    return next((section.title for section in report.sections if section.key == key), "")


def _all(report: Report) -> list[Block]:
    return [block for section in report.sections if not section.annex for block in section.blocks]


def issue_cards(report: Report) -> tuple[IssueCard, ...]:
    """The issues that get a slide."""
    return tuple(block for block in _all(report) if isinstance(block, IssueCard))[:MOST_ISSUES]


def _status(ctx: Context, report: Report) -> list[Slide]:
    banner = next((block for block in _all(report) if isinstance(block, StatusBanner)), None)
    cards = next((block.cards for block in _all(report) if isinstance(block, Cards)), ())
    summary = tuple(block for block in _blocks(report, "ringkasan") if isinstance(block, (Paragraph, Points)))
    crowded = len(issue_cards(report)) == MOST_ISSUES
    points = tuple(text for block in summary for text in _texts_of(block)) if crowded else ()
    made: list[Slide] = []
    if banner is None:
        highest = ctx.t("Tingkat isu tertinggi pada rentang ini.", "The highest level of an issue in this window.")
        banner = StatusBanner(report.level, wording.level_name(report.level, ctx.lang).upper(), "", line(highest))
    title = _title(report, "status") or ctx.t("Status dan Angka", "Status and Figures")
    made.append(Slide(title, StatusPart(banner, cards, points)))
    if summary and not crowded:
        made.append(Slide(_title(report, "ringkasan"), summary))
    return made


def _issues(ctx: Context, report: Report) -> list[Slide]:
    cards = issue_cards(report)
    if not cards and _blocks(report, "isu"):
        # Reports of a period tell issues in a table of their own.
        keys = [key for key in ("isu", "angka") if _blocks(report, key)]
        return [Slide(_title(report, key), _blocks(report, key)) for key in keys]
    title = _title(report, "prioritas") or ctx.t("Isu Prioritas", "Priority Issues")
    if not cards:
        return [Slide(title, (ctx.nihil(),))]
    columns = (
        Column(ctx.t("No", "No."), 0.45, number=True),
        Column(ctx.t("Isu", "Issue"), 4.2),
        Column("U", 0.4, number=True),
        Column("S", 0.4, number=True),
        Column("G", 0.4, number=True),
        Column(ctx.t("Jumlah", "Total"), 0.75, number=True),
        Column(ctx.t("Tingkat", "Level"), 1.1),
        Column(ctx.t("Penyebutan", "Mentions"), 1.05, number=True),
    )
    rows = tuple(
        (
            cell(str(number)),
            (Span(card.heading, strong=True),),
            *(cell(str(figure)) for figure in card.usg),
            (Span(str(sum(card.usg)), strong=True),),
            (Span(card.level_text, level=card.level),),
            (_mentions(card),),
        )
        for number, card in enumerate(cards, start=1)
    )
    rule = ctx.t(
        "U kemendesakan, S keseriusan, G pertumbuhan, masing-masing 1–5. Rincian alasan ada di laporan lengkap.",
        "U urgency, S seriousness, G growth, 1–5 each. The full report gives the reasons.",
    )
    ranked = Slide(title, (Table(columns, rows, key="peringkat"), Paragraph((Span(rule),), note=True)))
    return [ranked, *(Slide(f"{number}. {card.heading}", card) for number, card in enumerate(cards, start=1))]


def _mentions(card: IssueCard) -> Span:
    """The number of the issue's posts, which opens their list in the report."""
    counted = (s for _, text in card.lines for s in text if s.strong and s.label and s.posts)
    return next(counted, Span(str(card.history[-1][1]) if card.history else "–"))


def _sections(ctx: Context, report: Report) -> list[Slide]:
    made = []
    for key in ("hoaks", "aduan", "dikerjakan", "rekomendasi"):
        blocks = _blocks(report, key)
        if blocks:
            shown = tuple(_narrowed(block) for block in blocks)
            made.append(Slide(_title(report, key), shown[:1] + _drafts_left(shown[1:], key)))
    title = ctx.t("Sumber dan Keterbatasan", "Sources and Limits")
    made.append(Slide(title, (_sources(ctx, report), *_blocks(report, "keterbatasan"))))
    return made


def _drafts_left(blocks: tuple[Block, ...], key: str) -> tuple[Block, ...]:
    """Draft wordings are for the officer's desk, not for a meeting."""
    return () if key == "rekomendasi" else blocks


def _narrowed(block: Block) -> Block:
    if not (isinstance(block, Table) and block.key == "hoaks" and len(block.columns) > len(_CLAIM_COLUMNS)):
        return block
    columns = tuple(block.columns[i] for i in _CLAIM_COLUMNS)
    return replace(block, columns=columns, rows=tuple(tuple(row[i] for i in _CLAIM_COLUMNS) for row in block.rows))


def _sources(ctx: Context, report: Report) -> Block:
    """How much was read, from which kinds of source."""
    names = (
        ("news", ctx.t("berita", "news items")),
        ("social", ctx.t("unggahan media sosial", "social posts")),
        ("complaint", ctx.t("aduan", "complaints")),
    )
    parts = [f"{ctx.n(report.numbers[key])} {name}" for key, name in names if key in report.numbers]
    window = cover_line(report, "window")
    said = []
    if parts:
        said.append(line(Span(ctx.t("Sumber: ", "Sources: "), strong=True), wording.join_list(parts, ctx.lang), "."))
    if window:
        said.append(line(Span(ctx.t("Rentang pantauan: ", "Window: "), strong=True), window, "."))
    note = ctx.t(
        "Kutipan dan angka pada tiap salindia bersumber dari unggahan yang disebut dalam catatan salindia.",
        "Quotes and figures on each slide come from the posts named in the slide's notes.",
    )
    return Points((*said, line(note)))


def _texts_of(block: Block) -> tuple[Text, ...]:
    return tuple(texts(Section("", "", "", (block,))))


def _notes(ctx: Context, slide: Slide) -> tuple[str, ...]:
    """Figures with the size of their lists, and citations with medium, time, headline and address."""
    if slide.part is None:
        return ()
    spans = list(_spans(slide.part))
    lists = {(s.label, s.posts): s.text.strip() for s in spans if s.label and s.posts}
    cited = dict.fromkeys(s.posts[0] for s in spans if s.posts and not s.label)
    made = [
        ctx.t(
            f"Angka {text}: {label}, {ctx.n(len(posts))} unggahan.",
            f"Figure {text}: {label}, {ctx.n(len(posts))} posts.",
        )
        for (label, posts), text in lists.items()
    ]
    known = [post for post in cited if post in ctx.rows and ctx.view(post)]
    made += [_source_line(ctx, post) for post in known[:_MOST_SOURCES]]
    if len(known) > _MOST_SOURCES:
        made.append(
            ctx.t(f"… dan {len(known) - _MOST_SOURCES} sumber lain, lihat kliping.", "… and others, see the clippings.")
        )
    return (ctx.t("Sumber (nomor baris Lampiran A):", "Sources (rows of annex A):"), *made) if made else ()


def _source_line(ctx: Context, post: str) -> str:
    view = ctx.day.posts[post]
    address = link_of(view)
    head = f"[{ctx.rows[post]}] {ctx.source(view)}, {ctx.stamp(view.published_at)}: {ctx.heading(view, 110)}"
    return f"{head} — {address}" if address else head


def _spans(part: StatusPart | IssueCard | tuple[Block, ...]) -> Iterable[Span]:
    if isinstance(part, StatusPart):
        blocks: Sequence[Block] = (part.banner, Cards(part.cards), Points(part.points))
    else:
        blocks = (part,) if isinstance(part, IssueCard) else part
    for text in texts(Section("", "", "", tuple(blocks))):
        yield from text
    if isinstance(part, IssueCard):
        yield from part.advice
