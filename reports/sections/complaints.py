"""Section 7, Aduan dan Aspirasi: counts with their resolution, topics, and questions without an answer."""

from __future__ import annotations

from kentongan.core.messages import Say
from reports.blocks import Paragraph, Points, Section, Span, Text
from reports.context import Context, line

_TOPICS = 5
_QUESTIONS = 5


def section(ctx: Context, number: str) -> Section:
    """Counts, topics, questions; Nihil when nothing at all came in."""
    digest = ctx.day.complaints
    title = ctx.t("Aduan dan Aspirasi", "Complaints and Suggestions")
    if not (digest.received or digest.aspirations or digest.information_requests or digest.questions):
        return Section("aduan", number, title, (ctx.nihil(),))
    blocks: list[Paragraph | Points] = [Paragraph(counts(ctx), key="jumlah")]
    if digest.topics:
        blocks.append(Paragraph(_topics(ctx), key="topik"))
    if digest.questions:
        blocks.append(Paragraph((Span(ctx.t("Belum dijawab:", "Not answered yet:"), strong=True),)))
        asked = digest.questions[:_QUESTIONS]
        blocks.append(
            Points(
                tuple(line(f"“{ctx.safe(text, 200)}”", ctx.cite((post,))) for post, text in asked),
                keys=tuple(post for post, _ in asked),
            )
        )
    return Section("aduan", number, title, tuple(blocks))


def counts(ctx: Context) -> Text:
    """As "Aduan 25 (selesai 17, dalam proses 6, belum ditangani 2). Lewat tenggat 2 …", each figure with its list.

    What is overdue came in on any day, so it stands apart from what the day brought.
    """
    digest = ctx.day.complaints
    parts: list[Span | str] = []
    for ids, name, label in (
        (digest.done, Say("selesai", "done"), Say("Aduan selesai", "Complaints done")),
        (digest.in_progress, Say("dalam proses", "in progress"), Say("Aduan dalam proses", "Complaints in progress")),
        (digest.open, Say("belum ditangani", "open"), Say("Aduan belum ditangani", "Open complaints")),
    ):
        if ids or name.id != "belum ditangani":
            parts += [", " if parts else "", f"{name.to(ctx.lang)} ", ctx.count(ids, label)]
    return line(
        ctx.t("Aduan ", "Complaints "),
        ctx.count(digest.received, Say("Semua aduan", "All complaints"), strong=True),
        " (",
        *parts,
        "). ",
        *_overdue(ctx),
        ctx.t("Aspirasi ", "Suggestions "),
        ctx.count(digest.aspirations, Say("Aspirasi", "Suggestions"), strong=True),
        ctx.t(", permintaan informasi ", ", requests for information "),
        ctx.count(digest.information_requests, Say("Permintaan informasi", "Requests for information"), strong=True),
        ".",
    )


def _overdue(ctx: Context) -> Text:
    late = ctx.day.complaints.overdue
    return line(
        ctx.t("Lewat tenggat, termasuk dari hari sebelumnya: ", "Overdue, earlier days included: "),
        ctx.count(late, Say("Aduan lewat tenggat", "Overdue complaints"), strong=True),
        ". ",
    )


def _topics(ctx: Context) -> Text:
    parts: list[Span | str] = []
    for name, ids in ctx.day.complaints.topics[:_TOPICS]:
        shown = ctx.safe(name, 50)
        parts += [
            ", " if parts else "",
            f"{shown} (",
            ctx.count(ids, Say(f"Aduan topik {shown}", f"Complaints: {shown}")),
            ")",
        ]
    return line(Span(ctx.t("Topik teratas: ", "Top topics: "), strong=True), *parts, ".")
