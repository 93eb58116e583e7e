"""Section 11, Sorotan Tokoh dan Media: officials and media only, never citizens."""

from __future__ import annotations

from kentongan.core.messages import Say
from reports.blocks import Paragraph, Section, Span, Text
from reports.context import Context, line

_SHOWN = 3


def section(ctx: Context, number: str) -> Section:
    """Who was named how often, and which media wrote most."""
    title = ctx.t("Sorotan Tokoh dan Media", "Figures and Media in Focus")
    blocks = []
    if ctx.day.figures:
        blocks.append(
            Paragraph(
                _named(ctx, ctx.t("Tokoh yang disebut: ", "Officials named: "), ctx.day.figures, "Tokoh"), key="tokoh"
            )
        )
    if ctx.day.outlets:
        blocks.append(
            Paragraph(
                _named(ctx, ctx.t("Media teraktif: ", "Most active media: "), ctx.day.outlets, "Media"), key="media"
            )
        )
    return Section("sorotan", number, title, tuple(blocks) or (ctx.nihil(),))


def _named(ctx: Context, lead: str, entries: tuple[tuple[str, tuple[str, ...]], ...], kind: str) -> Text:
    parts: list[Span | str] = []
    for name, ids in entries[:_SHOWN]:
        shown = ctx.safe(name, 60)
        label = Say(f"{kind}: {shown}", f"{'Official' if kind == 'Tokoh' else 'Outlet'}: {shown}")
        parts += [", " if parts else "", f"{shown} (", ctx.count(ids, label), ctx.t(" kali)", "×)")]
    return line(Span(lead, strong=True), *parts, ".")
