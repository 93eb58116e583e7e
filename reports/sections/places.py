"""Where: the areas below the office's region that the day's posts name, as a ranked table whose numbers open lists."""

from __future__ import annotations

from collections import Counter

from kentongan.core.day import AreaCount, IssueView
from kentongan.core.messages import Say
from reports import wording
from reports.blocks import Column, Table, Text
from reports.context import Context, cell
from reports.drawings.tone import area_name, area_word

AREAS_LISTED = 8


def area_table(ctx: Context) -> Table | None:
    """Areas by number of posts, with the share that is negative and the issue most spoken of; None without any."""
    areas = [area for area in ctx.day.areas if any(p in ctx.day.posts for p in area.posts)][:AREAS_LISTED]
    if not areas:
        return None
    issues = {post: issue for issue in reversed(ctx.day.issues()) for post in issue.posts}
    columns = (
        Column(wording.first_upper(area_word(ctx, areas)), 1.7),
        Column(ctx.t("Jumlah", "Total"), 0.8, number=True),
        Column(ctx.t("Kemarin", "Yesterday"), 0.9, number=True),
        Column(ctx.t("Negatif", "Negative"), 0.9, number=True),
        Column(ctx.t("Isu terbanyak", "Main issue"), 3.6),
    )
    more = len(ctx.day.areas) - len(areas)
    caption = ctx.t(f"Sebaran menurut {area_word(ctx, areas)}", f"Mentions by {area_word(ctx, areas)}")
    if more:
        caption += ctx.t(
            f" ({len(areas)} teratas dari {len(ctx.day.areas)})", f" (top {len(areas)} of {len(ctx.day.areas)})"
        )
    return Table(columns, tuple(_row(ctx, area, issues) for area in areas), caption=caption, key="wilayah")


def _row(ctx: Context, area: AreaCount, issues: dict[str, IssueView]) -> tuple[Text, ...]:
    name = ctx.safe(area.name, 40)
    posts = tuple(p for p in area.posts if p in ctx.day.posts)
    negative = ctx.of_bucket(posts, "negatif")
    before = ctx.count(area.before, Say(f"{name} kemarin", f"{name} yesterday"))
    return (
        cell(area_name(ctx, area)),
        (ctx.count(posts, Say(f"Menyebut {name}", f"Naming {name}"), strong=True),),
        (before,) if ctx.has_before else cell("–"),
        (ctx.count(negative, Say(f"{name} bernada negatif", f"{name}, negative")),),
        _main_issue(ctx, posts, issues),
    )


def _main_issue(ctx: Context, posts: tuple[str, ...], issues: dict[str, IssueView]) -> Text:
    """The issue with most of the posts; a dash where no issue holds any of the posts."""
    counts = Counter(issues[post].id for post in posts if post in issues)
    if not counts:
        return cell("–")
    best = min(counts, key=lambda issue: (-counts[issue], issue))
    return cell(next(ctx.safe(i.name, 70) for i in ctx.day.issues() if i.id == best))
