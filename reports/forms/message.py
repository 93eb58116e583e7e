"""A form as a chat text: at most 1,500 characters, in WhatsApp's and in Telegram's spelling.

What gives way first is fixed: long lists and sentences are shortened, then the sections that a form names last. The
head, the first section and the signer stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kentongan.core.day import DayFindings
from reports import wording
from reports.blocks import Cards, IssueCard, Paragraph, Points, Report, Section, StatusBanner, Text
from reports.chat_text import BOLD, LIMIT, Line, length, said, signer, telegram, whatsapp
from reports.context import Context
from reports.flavours import Assets

# Items of a list, characters of a sentence; tried one after another. Sentences are cut last: half a statement is worse
# than one fewer.
_SHAPES = ((6, 400), (5, 400), (4, 400), (3, 400), (2, 400), (2, 240), (1, 240))
_CRAMPED = (2, 120)


@dataclass(frozen=True, slots=True)
class ChatText:
    """The text with WhatsApp's marks, and as Telegram's HTML."""

    whatsapp: str
    telegram: str


def message(report: Report, day: DayFindings, told: Sequence[str]) -> ChatText:
    """The report's chat text.

    Args:
        report: a composed form.
        day: for its office; `day.office.checker` is the named person who checked it, "" while nobody did.
        told: keys of the sections to tell, the most important first; printed in the report's order.
    """
    ctx = Context(day, report.lang, {})
    lines: list[Line] = []
    tries = [(told, *shape) for shape in _SHAPES]
    tries += [(told[:count], *_SHAPES[-1]) for count in range(len(told) - 1, 1, -1)]
    tries += [(told[:2], *_CRAMPED), (told[:1], *_CRAMPED)]
    for keys, items, limit in tries:
        lines = list(_lines(ctx, report, [s for s in report.sections if s.key in keys], items, limit))
        if length(whatsapp(lines)) <= LIMIT:
            break
    return ChatText(whatsapp(lines), telegram(lines))


def text_bytes(report: Report, day: DayFindings, told: Sequence[str]) -> bytes:
    """The WhatsApp text as UTF-8."""
    return (message(report, day, told).whatsapp + "\n").encode("utf-8")


def text_flavour(report: Report, day: DayFindings, assets: Assets) -> bytes:
    """The WhatsApp text of a form, for `reports.flavours`."""
    from reports.forms.registry import form_named

    del assets
    return text_bytes(report, day, form_named(report.kind).told)


def _lines(ctx: Context, report: Report, sections: Sequence[Section], items: int, limit: int) -> Iterator[Line]:
    office = ctx.day.office
    yield [(f"{report.title} — {said(ctx, office.short or office.agency, 50)}", BOLD)]
    yield [(_when(ctx, report), "")]
    yield []
    yield [(ctx.t(f"Yth. {said(ctx, office.leader, 60)},", f"To {said(ctx, office.leader, 60)},"), "")]
    yield [(ctx.t("izin melaporkan:", "may we report:"), "")]
    for section in sections:
        written = [line for block in section.blocks for line in _block(ctx, block, items, limit)]
        if not written:
            continue
        yield []
        if section.title and not any(isinstance(block, StatusBanner) for block in section.blocks):
            yield [(section.title.upper(), BOLD)]
        yield from written
    yield []
    closing = ctx.t("Demikian disampaikan, mohon arahan. Terima kasih.", "Submitted for your instructions. Thank you.")
    yield [(closing, "")]
    yield []
    yield signer(ctx, office.checker)


def _when(ctx: Context, report: Report) -> str:
    """The line under the head: the day, and up to when."""
    end = ctx.day.window.end
    return f"{wording.day_date(end, ctx.zone, ctx.lang)} | {wording.at_hour(end, ctx.zone, report.lang)}"


def _block(ctx: Context, block: object, items: int, limit: int) -> Iterator[Line]:
    match block:
        case StatusBanner():
            yield [(f"STATUS: {wording.LEVEL_MARKS[block.level]} {block.headline}", BOLD), (f" ({block.before})", "")]
            if words := _words(ctx, block.text, limit):
                yield [(words, "")]
        case Paragraph() if not block.note:
            yield [(_words(ctx, block.text, limit), BOLD if all(span.strong for span in block.text) else "")]
        case Points():
            yield from _points(ctx, block, items, limit)
        case Cards():
            yield [
                (
                    " · ".join(
                        f"{card.value.text} {card.caption}" + (f" ({card.change})" if card.change else "")
                        for card in block.cards
                    ),
                    "",
                )
            ]
        case IssueCard():
            yield [(f"{wording.LEVEL_MARKS[block.level]} ", ""), (said(ctx, block.heading, 110), BOLD)]
        case _:
            return


def _points(ctx: Context, block: Points, items: int, limit: int) -> Iterator[Line]:
    for number, item in enumerate(block.items[:items], start=1):
        mark = f"{number}. " if block.ordered else "• "
        yield [(mark + _words(ctx, item, limit), "")]
    more = len(block.items) - items
    if more > 0:
        yield [(ctx.t(f"+{more} hal lain di laporan", f"+{more} more in the report"), "")]


def _words(ctx: Context, text: Text, limit: int) -> str:
    """The words without references, levels with their marks."""
    kept = (span for span in text if not (span.quiet and span.posts))
    return said(ctx, "".join(f"{wording.LEVEL_MARKS[s.level]} {s.text}" if s.level else s.text for s in kept), limit)
