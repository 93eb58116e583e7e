"""From a day's findings to the daily report: twelve sections, the closing words, four annexes (field guide 6)."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from kentongan.core.clock import zone
from kentongan.core.day import DayFindings
from kentongan.core.ids import content_id
from kentongan.core.messages import Lang
from kentongan.core.posts import GROUPS
from reports import wording
from reports.blocks import Report, Section, State
from reports.context import GROUP_ORDER, Context
from reports.lists import collect_lists
from reports.paper import cited_rows
from reports.sections import (
    achievements,
    annexes,
    claims,
    complaints,
    figures,
    follow_ups,
    limitations,
    method,
    potential,
    priority,
    recommendations,
    spotlight,
    status,
    summary,
)

Compose = Callable[[Context, str], Section]

# The order of the field guide. An office may leave sections out or set them in another order; numbers follow.
SECTIONS: dict[str, Compose] = {
    "status": status.section,
    "ringkasan": summary.section,
    "angka": figures.section,
    "prioritas": priority.section,
    "potensi": potential.section,
    "hoaks": claims.section,
    "aduan": complaints.section,
    "positif": achievements.section,
    "rekomendasi": recommendations.section,
    "perkembangan": follow_ups.section,
    "sorotan": spotlight.section,
    "keterbatasan": limitations.section,
    "penutup": limitations.closing,
    "lampiran-a": annexes.clipping,
    "lampiran-b": annexes.matrix,
    "lampiran-c": method.section,
    "lampiran-d": annexes.label_changes,
}
_CLIPPING = "lampiran-a"
UNNUMBERED = frozenset({"penutup", "lampiran-a", "lampiran-b", "lampiran-c", "lampiran-d"})


def compose_daily(
    day: DayFindings,
    *,
    lang: Lang = "id",
    version: int = 1,
    state: State = State.DRAFT,
    sections: Sequence[str] = tuple(SECTIONS),
) -> Report:
    """The whole report, without a form yet. The same day gives the same report.

    Args:
        day: everything that was found; `day.posts` must hold the counted posts of both days.
        lang: language of the fixed texts; what comes from posts and analysis stays as it is.
        version: counts up with every re-composition of the same day.
        state: until it is approved the report carries the draft stamp.
        sections: keys of `SECTIONS`, in the order wanted.

    Raises:
        KeyError: a section of that name does not exist.
    """
    rows = clipping_rows(day)
    ctx = Context(day, lang, rows)
    composed = _composed(ctx, sections)
    iso = day.window.end.astimezone(zone(day.office.zone)).date().isoformat()
    return Report(
        id=content_id("r", "harian", day.office.agency, iso, lang, str(version)),
        kind="harian",
        title=ctx.t("LAPORAN ISU PUBLIK HARIAN", "DAILY PUBLIC ISSUE REPORT"),
        agency=ctx.safe(day.office.agency),
        meta=_meta(ctx),
        sections=tuple(composed),
        lists=collect_lists(composed),
        clipping=tuple(rows),
        posts=day.posts,
        lang=lang,
        zone=day.office.zone,
        day=iso,
        generated_at=day.generated_at,
        level=day.level,
        state=state,
        stamp=wording.DRAFT_STAMP.to(lang) if state in (State.DRAFT, State.REVIEWED) else "",
        version=version,
        footer=_footer(ctx, version),
        numbers=_numbers(ctx),
    )


def _composed(ctx: Context, keys: Sequence[str]) -> list[Section]:
    """The sections in order; the clippings are chosen last, when it is known which of them the others cite."""
    made: dict[int, Section] = {}
    numbers = itertools.accumulate(int(key not in UNNUMBERED) for key in keys)
    wanted = list(enumerate(zip(keys, numbers, strict=True)))
    for place, (key, number) in wanted:
        if key != _CLIPPING:
            made[place] = SECTIONS[key](ctx, "" if key in UNNUMBERED else str(number))
    cited = cited_rows(made.values(), ctx.rows)
    made |= {place: annexes.clipping(ctx, "", cited) for place, (key, _) in wanted if key == _CLIPPING}
    return [made[place] for place, _ in wanted]


def clipping_rows(day: DayFindings) -> dict[str, int]:
    """Post id → its number in annex A: every counted post, then those cited beside them; news first, newest first.

    Posts about other regions have a table of their own and no number here.
    """
    cited: list[str] = [p for case in day.claims for p in (*case.spreading, *case.denying)]
    for issue in day.issues():
        cited += [*issue.posts, *(p for s in issue.summary for p in s.posts), *(q.post_id for q in issue.evidence)]
        cited += [*(issue.response.posts if issue.response else ()), *issue.recommendation.posts]
    cited += [post for post, _ in day.complaints.questions]
    cited += [release.release for release in day.releases]
    outside = set(day.outside)
    known = [p for p in dict.fromkeys((*day.counted, *cited)) if p in day.posts and p not in outside]

    def place(post: str) -> tuple[int, float, str]:
        view = day.posts[post]
        return GROUP_ORDER.index(GROUPS[view.kind]), -view.published_at.timestamp(), view.id

    return {post: row for row, post in enumerate(sorted(known, key=place), start=1)}


def _meta(ctx: Context) -> tuple[tuple[str, str], ...]:
    office, window = ctx.day.office, ctx.day.window
    blank = ctx.t("(diisi petugas)", "(to be filled in)")
    return (
        (ctx.t("Nomor", "Number"), ctx.safe(office.report_number) or blank),
        (ctx.t("Sifat", "Classification"), ctx.safe(office.classification) or blank),
        (ctx.t("Hari/tanggal", "Day/date"), wording.day_date(window.end, ctx.zone, ctx.lang)),
        (ctx.t("Rentang pantauan", "Window"), wording.window_text(window, ctx.zone, ctx.lang)),
        (ctx.t("Disusun", "Compiled by"), ctx.safe(office.compiler) or blank),
        (ctx.t("Diperiksa", "Checked by"), ctx.safe(office.checker) or blank),
        (ctx.t("Kepada Yth.", "To"), ctx.safe(office.leader) or blank),
    )


def _footer(ctx: Context, version: int) -> str:
    made_on = wording.date(ctx.day.generated_at, ctx.zone, ctx.lang)
    made = f"{made_on} {wording.at_hour(ctx.day.generated_at, ctx.zone, ctx.lang)}"
    return ctx.t(
        f"Disusun dengan bantuan Kentongan, {made} · versi {version}",
        f"Compiled with the help of Kentongan, {made} · version {version}",
    )


def _numbers(ctx: Context) -> dict[str, int]:
    """The report's main figures, for the store, for tests and for comparing two versions."""
    day = ctx.day
    figures = {"penyebutan": len(ctx.counted), "kemarin": len(day.counted_before)}
    figures |= {f"nada {bucket}": ctx.buckets[bucket] for bucket in wording.BUCKETS}
    figures |= {group: len(ctx.of_group(ctx.counted, group)) for group in GROUP_ORDER}
    return figures | {
        "isu prioritas": len(day.priority),
        "klaim": len(day.claims),
        "aduan": len(day.complaints.received),
        "siaran pers": len(day.releases),
        "pemuatan": len({p for release in day.releases for p in release.pickups}),
    }
