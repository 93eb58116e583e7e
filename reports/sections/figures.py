"""Section 3, Angka Pantauan: the table whose rows and columns add up, the index, and the charts."""

from __future__ import annotations

from kentongan.core.messages import Say
from reports import wording
from reports.blocks import Column, Paragraph, Section, Span, Table, Text
from reports.context import GROUP_NAMES, GROUP_ORDER, Context, cell, line
from reports.drawings.issues import timeline_chart
from reports.drawings.tone import area_chart, tone_chart
from reports.drawings.volume import volume_chart
from reports.sections.places import area_table
from reports.sections.summary import ALL, all_of
from reports.sections.weeks import week_blocks


def section(ctx: Context, number: str) -> Section:
    """Table, index line, charts, areas, notes."""
    drawn = (tone_chart(ctx), area_chart(ctx), area_table(ctx), volume_chart(ctx), timeline_chart(ctx))
    return Section(
        "angka",
        number,
        ctx.t("Angka Pantauan", "Figures"),
        (
            table(ctx),
            Paragraph(index_line(ctx), key="indeks"),
            *week_blocks(ctx),
            *(block for block in drawn if block),
            Paragraph(notes(ctx), note=True, key="catatan"),
        ),
    )


def table(ctx: Context) -> Table:
    """Sources by tone, with yesterday's total from the same sources."""
    names = [wording.first_upper(wording.BUCKET_NAMES[b].to(ctx.lang)) for b in wording.BUCKETS]
    columns = (
        Column(ctx.t("Sumber", "Source"), 1.6),
        *(Column(name, 1.2 if len(name) > 10 else 1.0, number=True) for name in names),
        Column(ctx.t("Jumlah", "Total"), 1.0, number=True),
        Column(ctx.t("Kemarin", "Yesterday"), 1.0, number=True),
        Column(ctx.t("Perubahan", "Change"), 1.1, number=True),
    )
    rows = [_row(ctx, group) for group in GROUP_ORDER]
    return Table(columns, (*rows, _total(ctx)), total=True, key="angka")


def _row(ctx: Context, group: str) -> tuple[Text, ...]:
    name = GROUP_NAMES[group]
    now = ctx.of_group(ctx.counted, group)
    before = ctx.of_group(ctx.day.counted_before, group)
    comparable = ctx.of_group(ctx.day.counted_comparable, group)
    cells: list[Text] = []
    for bucket in wording.BUCKETS:
        tone = wording.BUCKET_NAMES[bucket]
        label = Say(f"{name.id} bernada {tone.id}", f"{name.en}, {tone.en}")
        cells.append((ctx.count(ctx.of_bucket(now, bucket), label),))
    return (
        cell(name.to(ctx.lang)),
        *cells,
        (ctx.count(now, all_of(group), strong=True),),
        _before(ctx, before, Say(f"{name.id} kemarin", f"{name.en} yesterday")),
        cell(ctx.change(comparable, before)),
    )


def _total(ctx: Context) -> tuple[Text, ...]:
    cells: list[Text] = []
    for bucket in wording.BUCKETS:
        tone = wording.BUCKET_NAMES[bucket]
        label = Say(f"Penyebutan bernada {tone.id}", f"{wording.first_upper(tone.en)} mentions")
        cells.append((ctx.count(ctx.of_bucket(ctx.counted, bucket), label, strong=True),))
    before = tuple(p for p in ctx.day.counted_before if ctx.group(p))
    comparable = tuple(p for p in ctx.day.counted_comparable if ctx.group(p))
    return (
        (Span(ctx.t("Jumlah", "Total"), strong=True),),
        *cells,
        (ctx.count(ctx.counted, ALL, strong=True),),
        _before(ctx, before, Say("Semua penyebutan kemarin", "All mentions yesterday"), strong=True),
        (Span(ctx.change(comparable, before), strong=True),),
    )


def _before(ctx: Context, ids: tuple[str, ...], label: Say, *, strong: bool = False) -> Text:
    return (ctx.count(ids, label, strong=strong),) if ctx.has_before else cell("–")


def index_line(ctx: Context) -> Text:
    """Sentiment index, distinct outlets, own releases and their pickups, distinct texts."""
    index = ctx.index
    shown = wording.NIHIL.to(ctx.lang) if index is None else wording.number(index, ctx.lang, 2)
    news = ctx.of_group(ctx.counted, "news")
    # One item an outlet, so that the figure is the length of the list it opens.
    outlets = tuple({ctx.day.posts[p].source_name: p for p in sorted(news, reverse=True)}.values())
    pickups = tuple(dict.fromkeys(p for r in ctx.day.releases for p in r.pickups))
    texts = len({ctx.day.posts[p].copy_group or p for p in ctx.counted})
    scale = ctx.t(f" (skala {wording.MINUS}1 s.d. 1)", f" (scale {wording.MINUS}1 to 1)")
    return line(
        ctx.t("Indeks sentimen ", "Sentiment index "),
        Span(shown, strong=True),
        scale,
        " · ",
        ctx.t("media berbeda: ", "distinct outlets: "),
        ctx.count(outlets, Say("Satu berita dari tiap media", "One news item of each outlet")),
        " · ",
        ctx.t("siaran pers: ", "own releases: "),
        ctx.n(len(ctx.day.releases)),
        ctx.t(" naskah, ", ", "),
        ctx.count(pickups, Say("Pemuatan siaran pers", "Pickups of own releases")),
        ctx.t(" pemuatan", " pickups"),
        " · ",
        ctx.t("naskah berbeda: ", "distinct texts: "),
        ctx.n(texts),
        ".",
    )


def notes(ctx: Context) -> Text:
    """How to read the table; which sources the comparison leaves out."""
    text = ctx.t(
        "Catatan: ucapan duka, imbauan layanan, dan penyebutan di luar urusan pemerintah dihitung netral. Yang "
        "dihitung "
        "adalah nada terhadap instansi, bukan nada peristiwa.",
        "Note: condolences, service notices and mentions outside government business count as neutral. Counted "
        "is the "
        "tone toward the agency, not the tone of the event.",
    )
    if not ctx.has_before:
        return line(text, ctx.t(" Belum ada hari pembanding.", " There is no day to compare with yet."))
    if not ctx.day.dropped_sources:
        same = ctx.t(
            " Perbandingan memakai sumber yang sama dengan kemarin.",
            " The comparison uses the same sources as yesterday.",
        )
        return line(text, same)
    dropped = wording.join_list([ctx.safe(name, 60) for name in ctx.day.dropped_sources[:6]], ctx.lang)
    more = len(ctx.day.dropped_sources) - 6
    dropped += ctx.t(f" serta {more} sumber lain", f" and {more} more") if more > 0 else ""
    return line(
        text,
        ctx.t(
            f" Perbandingan hanya memakai sumber yang terpantau pada kedua hari; tidak disertakan: {dropped}.",
            f" The comparison uses only sources read on both days; left out: {dropped}.",
        ),
    )
