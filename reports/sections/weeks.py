"""Week over week in section 3: seven days against the seven before, and the same day of last week."""

from __future__ import annotations

from kentongan.core.day import WeekView
from kentongan.core.messages import Say
from reports import wording
from reports.blocks import Column, Paragraph, Span, Table, Text
from reports.context import GROUP_NAMES, GROUP_ORDER, Context, cell
from reports.sections.summary import GROUP_ITEMS

_SHOWN = 6


def week_blocks(ctx: Context) -> tuple[Table | Paragraph, ...]:
    """The table and the sources it leaves out; nothing where there are not yet two weeks."""
    week = ctx.day.week
    if week is None:
        return ()
    columns = (
        Column(ctx.t("Sumber", "Source"), 1.4),
        Column(ctx.t("7 hari terakhir", "Last 7 days"), 1.0, number=True),
        Column(ctx.t("7 hari sebelumnya", "7 days before"), 1.1, number=True),
        Column(ctx.t("Perubahan", "Change"), 0.9, number=True),
        Column(ctx.t("24 jam terakhir", "Last 24 hours"), 1.0, number=True),
        Column(ctx.t("24 jam pekan lalu", "Same, last week"), 1.1, number=True),
        Column(ctx.t("Perubahan", "Change"), 0.9, number=True),
    )
    rows = tuple(_row(ctx, week, group) for group in (*GROUP_ORDER, ""))
    caption = ctx.t("Dibandingkan pekan lalu (sumber yang sama)", "Against last week (same sources)")
    left_out = (Paragraph((Span(_left_out(ctx, week)),), note=True),) if week.dropped else ()
    return Table(columns, rows, caption, total=True, key="pekan"), *left_out


def _row(ctx: Context, week: WeekView, group: str) -> tuple[Text, ...]:
    name = GROUP_NAMES[group].to(ctx.lang) if group else ctx.t("Jumlah", "Total")
    items = GROUP_ITEMS[group] if group else Say("penyebutan", "mentions")
    cells: list[Text] = [(Span(name, strong=not group),)]
    for now, before, when in (
        (week.week, week.week_before, Say("7 hari", "7 days")),
        (week.day, week.day_before, Say("24 jam", "24 hours")),
    ):
        pair = [tuple(p for p in ids if ctx.group(p) and (not group or ctx.group(p) == group)) for ids in (now, before)]
        labels = (
            Say(f"{items.id}, {when.id} pekan ini".capitalize(), f"{items.en}, {when.en}, this week".capitalize()),
            Say(f"{items.id}, {when.id} pekan lalu".capitalize(), f"{items.en}, {when.en}, last week".capitalize()),
        )
        cells += [(ctx.count(ids, label, strong=not group),) for ids, label in zip(pair, labels, strict=True)]
        cells.append(cell(wording.change(len(pair[0]), len(pair[1]), ctx.lang)))
    return tuple(cells)


def _left_out(ctx: Context, week: WeekView) -> str:
    names = wording.join_list([ctx.safe(name, 60) for name in week.dropped[:_SHOWN]], ctx.lang)
    more = len(week.dropped) - _SHOWN
    names += ctx.t(f" serta {more} sumber lain", f" and {more} more") if more > 0 else ""
    return ctx.t(
        f"Hanya dari sumber yang terpantau pada kedua pekan; tidak disertakan: {names}.",
        f"Only sources read in both weeks; left out: {names}.",
    )
