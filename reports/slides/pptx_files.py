"""The slides as a PowerPoint file (ECMA-376 PresentationML) that officers can go on with.

Native text and tables, real titles, alternative texts, sources in the notes. Every box of words was measured before it
was drawn. The bytes depend on the report and the emblem alone.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, cast

from kentongan.core.day import DayFindings
from kentongan.core.messages import Lang, Say
from reports import palette
from reports.blocks import Card, IssueCard, Report, Span, StatusBanner, Text
from reports.charts import render_png
from reports.flavours import Assets
from reports.slides import theme
from reports.slides.deck import Deck, Slide, StatusPart, compose_deck
from reports.slides.fitting import LINE, Fitted, fit, height, shortened
from reports.slides.shapes import Box, Canvas, plain_text
from reports.slides.stacks import draw_stack
from reports.slides.timeline import issue_timeline
from reports.word_template import repacked
from reports.word_xml import plain_words

_RED = "#A3161F"
_BODY = Box(theme.MARGIN, theme.BODY_TOP, theme.WIDTH - 2 * theme.MARGIN, theme.BODY_BOTTOM - theme.BODY_TOP)


def pptx_flavour(report: Report, day: DayFindings, assets: Assets) -> bytes:
    """The slides as a flavour (see `reports.flavours`)."""
    return render_pptx(report, day, assets.logo)


def render_pptx(report: Report, day: DayFindings, emblem: bytes | None = None) -> bytes:
    """The report as slides.

    Args:
        report: of any form.
        day: names the office's own accounts.
        emblem: PNG for the cover; None for none.
    """
    deck = compose_deck(report, day)
    presentation = theme.blank_presentation()
    for number, slide in enumerate(deck.slides, start=1):
        _draw(presentation, deck, slide, number, emblem)
    _properties(presentation, report)
    out = io.BytesIO()
    presentation.save(out)
    return repacked(out.getvalue())


def _properties(presentation: Any, report: Report) -> None:
    known = presentation.core_properties
    known.title = plain_words(f"{report.title} – {report.agency}")[:255]
    known.author = known.last_modified_by = plain_words(report.agency)[:255]
    known.subject = report.day
    known.language = {"id": "id-ID", "en": "en-GB"}[report.lang]
    known.comments, known.keywords = plain_words(report.stamp), ""
    known.created = known.modified = report.generated_at.replace(tzinfo=None, microsecond=0)
    known.revision = max(1, report.version)


def _draw(presentation: Any, deck: Deck, slide: Slide, number: int, emblem: bytes | None) -> None:
    made = presentation.slides.add_slide(presentation.slide_layouts[0])
    canvas = Canvas(made, deck.lang)
    lang = cast("Lang", deck.lang)
    if slide.part is None:
        _cover(canvas, deck, slide, emblem)
    else:
        _title(canvas, slide.title)
        if isinstance(slide.part, StatusPart):
            _status(canvas, slide.part, lang)
        elif isinstance(slide.part, IssueCard):
            _issue(canvas, slide.part, lang)
        else:
            draw_stack(canvas, slide.part, _BODY, lang)
        _foot(canvas, deck, number)
    if deck.stamp:
        _stamp(canvas, deck.stamp)
    if slide.notes:
        made.notes_slide.notes_text_frame.text = plain_words("\n".join(slide.notes))


def _title(canvas: Canvas, words: str, box: Box | None = None, *, largest: float = theme.TITLE_SIZE) -> None:
    """The heading in its placeholder, in at most two lines; longer ones end with "…"."""
    from pptx.util import Pt

    holder = canvas.slide.shapes.title
    if box is not None:
        holder.left, holder.top, holder.width, holder.height = (
            Pt(v) for v in (box.left, box.top, box.width, box.height)
        )
    room = box or Box(theme.MARGIN, theme.TITLE_TOP, theme.WIDTH - 2 * theme.MARGIN, theme.TITLE_HEIGHT)
    fitted = fit((plain_text(words, strong=True),), room.width, room.height, largest=largest, least=18, gap=0)
    frame = holder.text_frame
    frame.word_wrap = True
    canvas.runs(frame.paragraphs[0], fitted.texts[0], fitted.size, ink=palette.ACCENT)
    frame.paragraphs[0].line_spacing = Pt(round(fitted.size * LINE, 1))


def _foot(canvas: Canvas, deck: Deck, number: int) -> None:
    canvas.ground(Box(theme.MARGIN, 506, theme.WIDTH - 2 * theme.MARGIN, 0.75), palette.GRID)
    room = theme.WIDTH - 2 * theme.MARGIN - 60
    words = shortened(plain_text(f"{deck.agency} · {deck.running}"), 9.5, room, 1)
    canvas.words("Kaki", Box(theme.MARGIN, 512, room, 14), Fitted(9.5, (words,)), ink=palette.QUIET_INK)
    page = Box(theme.WIDTH - theme.MARGIN - 50, 512, 50, 14)
    canvas.words("Nomor salindia", page, Fitted(9.5, (plain_text(str(number)),)), ink=palette.QUIET_INK, align="r")


def _stamp(canvas: Canvas, words: str) -> None:
    text = shortened(plain_text(words, strong=True), 9, 250, 1)
    box = Box(theme.WIDTH - theme.MARGIN - 262, 8, 262, 17)
    canvas.ground(box, palette.PAPER, edge=_RED)
    canvas.words("Tanda draf", box.inner(4, 3), Fitted(9, (text,)), ink=_RED, align="ctr")


def _cover(canvas: Canvas, deck: Deck, slide: Slide, emblem: bytes | None) -> None:
    canvas.ground(Box(0, 0, 30, theme.HEIGHT), palette.ACCENT)
    left, width = 86.0, theme.WIDTH - 86.0 - theme.MARGIN
    _title(canvas, slide.title, Box(left, 176, width, 96), largest=40)
    beside = left
    if emblem:
        canvas.picture(
            emblem, Box(left, 52, 60, 60), Say("Lambang instansi", "The agency's emblem").to(cast("Lang", deck.lang))
        )
        beside += 76
    agency = fit((plain_text(deck.agency.upper(), strong=True),), width - 76, 44, largest=17, least=12, gap=0)
    canvas.words("Instansi", Box(beside, 60, width - 76, 44), agency, ink=palette.INK, anchor="ctr")
    canvas.ground(Box(left, 280, 96, 3.5), palette.SERIES[1])
    when = fit((plain_text(deck.when),), width, 32, largest=22, least=14, gap=0)
    canvas.words("Tanggal", Box(left, 296, width, 32), when)
    if deck.window:
        label = Say("Rentang pantauan: ", "Window: ").to(cast("Lang", deck.lang))
        window = fit((plain_text(label + deck.window),), width, 22, largest=14, least=10, gap=0)
        canvas.words("Rentang", Box(left, 330, width, 22), window, ink=palette.QUIET_INK)
    name = next(
        (s.part.banner.headline for s in deck.slides if isinstance(s.part, StatusPart)), deck.level.value.upper()
    )
    strong, on, _ = palette.LEVELS[deck.level]
    canvas.ground(Box(left, 376, 190, 42), strong)
    canvas.mark(deck.level, left + 14, 397, 14, on)
    status = fit((plain_text(f"STATUS {name}", strong=True),), 146, 24, largest=17, least=10, gap=0)
    canvas.words("Status", Box(left + 38, 376, 146, 42), status, ink=on, anchor="ctr")


def _status(canvas: Canvas, part: StatusPart, lang: Lang) -> None:
    crowded = bool(part.points)
    tall = 112.0 if crowded else 176.0
    _banner(canvas, part.banner, Box(_BODY.left, _BODY.top + 4, _BODY.width, tall), lang)
    top = _BODY.top + 4 + tall + 20
    deep = 104.0 if crowded else 172.0
    _cards(canvas, part.cards, Box(_BODY.left, top, _BODY.width, deep), lang, value=34 if crowded else 54)
    if crowded:
        top += deep + 16
        room = Box(_BODY.left, top, _BODY.width, theme.BODY_BOTTOM - top)
        fitted = fit(part.points, room.width - 18, room.height, largest=14, least=11, lang=lang)
        canvas.words("Ringkasan", room, fitted, bullets="1")


def _banner(canvas: Canvas, banner: StatusBanner, box: Box, lang: Lang) -> None:
    strong, on, tint = palette.LEVELS[banner.level]
    side = Box(box.left, box.top, 250, box.height)
    rest = Box(box.left + 250, box.top, box.width - 250, box.height)
    canvas.ground(side, strong)
    canvas.ground(rest, tint)
    middle = side.top + side.height / 2
    canvas.mark(banner.level, side.left + 20, middle, 26, on)
    words = (plain_text("STATUS"), plain_text(banner.headline, strong=True), plain_text(banner.before))
    room = Box(side.left + 60, middle - 42, side.width - 70, 84)
    head = fit((words[1],), room.width, 38, largest=30, least=14, gap=0)
    canvas.words("Label status", Box(room.left, room.top, room.width, 16), Fitted(11, (words[0],)), ink=on)
    canvas.words("Tingkat status", Box(room.left, room.top + 18, room.width, 38), head, ink=on, anchor="ctr")
    if banner.before:
        before = fit((words[2],), room.width, 28, largest=11, least=8, lang=lang, gap=0)
        canvas.words("Status sebelumnya", Box(room.left, room.top + 58, room.width, 28), before, ink=on)
    inner = rest.inner(20, 12)
    fitted = fit((banner.text,), inner.width, inner.height, largest=20, least=11, lang=lang, gap=0)
    canvas.words("Alasan status", inner, fitted, anchor="ctr")


def _cards(canvas: Canvas, cards: Sequence[Card], box: Box, lang: Lang, *, value: float) -> None:
    """Key figures side by side, their captions in one size."""
    count = max(1, len(cards))
    width = (box.width - 16 * (count - 1)) / count
    room = Box(0, 0, width - 28, box.height - 24 - value * LINE - 4)
    captions = [_caption(card) for card in cards]
    largest = 14 if value < 40 else 18
    sizes = [fit(c, room.width, room.height, largest=largest, least=9, lang=lang, gap=0.15).size for c in captions]
    for i, (card, caption) in enumerate(zip(cards, captions, strict=True)):
        plate = Box(box.left + i * (width + 16), box.top, width, box.height)
        canvas.ground(plate, "#F3F6FA")
        canvas.ground(Box(plate.left, plate.top, width, 4), palette.ACCENT)
        inner = plate.inner(14, 12)
        big = fit(((card.value,),), inner.width, value * LINE, largest=value, least=16, gap=0)
        canvas.words(
            "Angka", Box(inner.left, inner.top, inner.width, value * LINE), big, strong=True, ink=palette.ACCENT
        )
        below = Box(inner.left, inner.top + value * LINE + 4, inner.width, room.height)
        small = fit(caption, room.width, room.height, largest=min(sizes), least=9, lang=lang, gap=0.15)
        canvas.words("Arti angka", below, small, gap=0.15)


def _caption(card: Card) -> tuple[Text, ...]:
    mark = {1: "▲ ", -1: "▼ "}.get(card.direction, "")
    name = plain_text(card.caption, strong=True)
    return (name, (Span(f"{mark}{card.change}"),)) if card.change else (name,)


def _issue(canvas: Canvas, card: IssueCard, lang: Lang) -> None:
    strong, on, _ = palette.LEVELS[card.level]
    top = theme.BODY_TOP - 12
    canvas.ground(Box(_BODY.left, top, 120, 24), strong)
    canvas.mark(card.level, _BODY.left + 10, top + 12, 10, on)
    level = fit((plain_text(card.level_text, strong=True),), 88, 16, largest=13, least=8, gap=0)
    canvas.words("Tingkat", Box(_BODY.left + 28, top, 90, 24), level, ink=on, anchor="ctr")
    score = fit((plain_text(f"USG: {card.score}", strong=True),), 300, 18, largest=14, least=9, gap=0)
    canvas.words("Penilaian USG", Box(_BODY.left + 134, top, 300, 24), score, anchor="ctr")
    split = 500.0
    left = Box(_BODY.left, top + 38, split, theme.BODY_BOTTOM - top - 38)
    right = Box(_BODY.left + split + 32, top + 38, _BODY.width - split - 32, theme.BODY_BOTTOM - top - 38)
    _told(canvas, card, left, lang)
    _seen(canvas, card, right, lang)


def _told(canvas: Canvas, card: IssueCard, box: Box, lang: Lang) -> None:
    """The summary, what to do, who has it: the left side."""
    lines = dict(card.lines)
    label = Say("Ringkasan", "Summary").to(lang)
    summary = lines.get(label, ())
    deep = 112.0 if card.advice else 0.0
    fact_names = (
        Say("Statistik", "Statistics"),
        Say("Verifikasi & nada", "Verification & tone"),
        Say("Penanggung jawab", "Owner"),
    )
    facts = tuple(
        (Span(f"{name.to(lang)}: ", strong=True), *lines[name.to(lang)])
        for name in fact_names
        if name.to(lang) in lines
    )
    room = box.height - deep - (14 if deep else 0)
    fitted = fit((summary, *facts), box.width, room, largest=18, least=10.5, lang=lang)
    canvas.words(label, Box(box.left, box.top, box.width, room), fitted)
    if not card.advice:
        return
    plate = Box(box.left, box.top + room + 14, box.width, deep)
    canvas.ground(plate, "#EEF3F8")
    canvas.ground(Box(plate.left, plate.top, 4, plate.height), palette.ACCENT)
    inner = Box(plate.left + 18, plate.top + 10, plate.width - 32, plate.height - 20)
    head = plain_text(Say("Rekomendasi", "Recommendation").to(lang), strong=True)
    canvas.words(
        "Judul rekomendasi", Box(inner.left, inner.top, inner.width, 16), Fitted(12, (head,)), ink=palette.ACCENT
    )
    advice = fit((card.advice,), inner.width, inner.height - 20, largest=17, least=10.5, lang=lang, gap=0)
    canvas.words("Rekomendasi", Box(inner.left, inner.top + 20, inner.width, inner.height - 20), advice)


def _seen(canvas: Canvas, card: IssueCard, box: Box, lang: Lang) -> None:
    """The course as a picture, and what people wrote: the right side."""
    chart = issue_timeline(card, lang)
    top = box.top
    if chart is not None:
        canvas.words(
            "Judul grafik", Box(box.left, top, box.width, 16), Fitted(12, (plain_text(chart.title, strong=True),))
        )
        canvas.picture(render_png(chart, 2.0, lang), Box(box.left, top + 20, box.width, 168), chart.alt)
        top += 200
    if not card.quotes:
        return
    head = plain_text(Say("Kutipan", "Quotes").to(lang), strong=True)
    canvas.words("Judul kutipan", Box(box.left, top, box.width, 16), Fitted(12, (head,)), ink=palette.ACCENT)
    room = Box(box.left + 12, top + 22, box.width - 12, box.top + box.height - top - 22)
    fitted = fit(card.quotes, room.width, room.height, largest=15, least=10, lang=lang)
    canvas.ground(Box(box.left, room.top, 2, height(fitted.texts, fitted.size, room.width)), palette.FAINT)
    canvas.words("Kutipan", room, fitted)
