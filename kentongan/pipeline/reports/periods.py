"""A week or a month from what was kept of its days: one day in memory at a time, then the few posts that are cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from kentongan.core.clock import Window
from kentongan.core.day import PostView
from kentongan.core.day_record import IssueRecord, Tally
from kentongan.core.desk import DeskCase, EventKind
from kentongan.core.desk_figures import desk_month
from kentongan.core.errors import ReportError
from kentongan.core.findings import Correction, KnownIssue, Tone
from kentongan.core.messages import Say
from kentongan.core.periods import (
    GROUPS,
    LIST,
    Effort,
    Figures,
    Folding,
    IssueDayState,
    PeriodFindings,
    PeriodIssue,
    ToldAlert,
    compare,
)
from kentongan.core.posts import ComplaintStatus, Post
from kentongan.pipeline.workspace import Workspace
from kentongan.store.reports import ReportMove, ReportState

# So many posts of a list are shown in full; of so many issues the posts are looked up; so many negatives are annexed.
_FULL, _ISSUES, _ANNEX = 40, 30, 100
_BUCKETS = ("positif", "netral", "berpotensi negatif", "negatif")
_DESK_WORK = {
    EventKind.RECEIVED: "laporan hoaks diterima",
    EventKind.FORMULATED: "klaim dirumuskan",
    EventKind.DONE: "langkah verifikasi",
    EventKind.CONCLUDED: "putusan diajukan",
    EventKind.APPROVED: "putusan disetujui",
    EventKind.PUBLISHED: "klarifikasi diterbitkan",
    EventKind.REFUSED: "laporan hoaks ditolak",
}
_REPORT_WORK = {
    ReportState.REVIEWED: "laporan diperiksa",
    ReportState.APPROVED: "laporan disetujui",
    ReportState.SENT: "laporan dikirim",
}
WORK = (*_REPORT_WORK.values(), "koreksi label", *_DESK_WORK.values(), "peringatan dicatat")
MACHINE = frozenset({"", "kentongan", "kentongan (terjadwal)"})


def period_of(workspace: Workspace, days: Sequence[str], before: Sequence[str]) -> PeriodFindings:
    """The findings of `days` (ISO dates in order, none ahead), against those of `before`.

    Raises:
        ReportError: nothing was kept of any of these days.
    """
    now = fold(workspace, days)
    figures, earlier = (with_outcomes(workspace, one.figures()) for one in (now, fold(workspace, before)))
    if not figures.days:
        raise ReportError(
            Say(
                f"Tidak ada catatan hari antara {days[0]} dan {days[-1]}.",
                f"Nothing was kept of the days from {days[0]} to {days[-1]}.",
            ),
            Say("Jalankan kentongan daily setiap hari; catatannya disimpan.", "Run kentongan daily; days are kept."),
        )
    window = Window(workspace.window(days[0]).start, workspace.window(days[-1]).end)
    issues = tuple(_timed(workspace, i) if n < _ISSUES else i for n, i in enumerate(now.issues()))
    cases = workspace.store.desk.all(until=window.end)
    worked = tuple(case for case in cases if any(event.at in window for event in case.events))
    corrections = tuple(c for c in workspace.store.findings.corrections(window.start) if c.at < window.end)
    alerts = workspace.store.alerts.told_between(window.start, window.end)
    moves = workspace.store.reports.moves_between(window.start, window.end)
    names = {issue.id: issue.name for issue in issues}
    bad = figures.where(bucket="negatif")
    views = _views(workspace, figures, issues, bad.posts)
    annex = sorted((p for p in bad.posts if p in views), key=lambda p: views[p].published_at, reverse=True)[:_ANNEX]
    made = workspace.store.reports.made_between(window.start, window.end)
    return PeriodFindings(
        office=workspace.office,
        window=window,
        days=tuple(days),
        missing=tuple(day for day in days if day not in figures.daily),
        figures=figures,
        before=earlier,
        compared=compare(figures, earlier),
        issues=issues,
        generated_at=workspace.clock.now(),
        desk=desk_month(cases, window) if cases else None,
        cases=worked,
        alerts=tuple(ToldAlert(names.get(a.issue_id, ""), a.at, a.level, by) for a, by in alerts),
        reports=Counter(kind.partition(":")[0] for _, kind in {(v.day, v.kind) for v in made}),
        approved=Counter(kind.partition(":")[0] for move, kind in moves if move.to_state is ReportState.APPROVED),
        corrections=corrections,
        efforts=efforts(moves, corrections, worked, (by for _, by in alerts), window),
        posts=views,
        negatives=tuple(annex),
        more_negatives=bad.count - len(annex),
        detection=tuple(
            _hours(i.published, i.seen) for i in issues if i.published and i.seen and i.published in window
        ),
        response=tuple(_hours(i.seen, i.answered) for i in issues if i.seen and i.answered and i.answered in window),
        claim_target_hours=float(workspace.settings.tables.desk.target),
        limitations=_limitations(figures, days),
    )


def fold(workspace: Workspace, days: Iterable[str]) -> Folding:
    """What was kept of these days, one after another; issues under the ids and names that officers gave them since."""
    folding = Folding()
    known = {issue.id: issue for issue in workspace.store.issues.known()}
    for day in days:
        record = workspace.store.issues.record(day)
        if record is None:
            continue
        rows: dict[str, tuple[IssueDayState, IssueRecord]] = {}
        for row in workspace.store.issues.day(day):
            living = _living(row.issue_id, known)
            kept = row.record
            if living in known and known[living].named_by:
                kept = replace(kept, name=known[living].name)
            state = IssueDayState(day, row.level, row.n24)
            rows[living] = both(rows[living], (state, kept)) if living in rows else (state, kept)
        folding.add(day, record, rows)
    return folding


def _living(issue_id: str, known: Mapping[str, KnownIssue]) -> str:
    """The id of the issue that took this one over, or its own."""
    seen = {issue_id}
    while issue_id in known and (into := known[issue_id].merged_into) and into not in seen:
        seen.add(into)
        issue_id = into
    return issue_id


def both(
    one: tuple[IssueDayState, IssueRecord], other: tuple[IssueDayState, IssueRecord]
) -> tuple[IssueDayState, IssueRecord]:
    """Two issues of a day that are one now: the heavier one's words, the posts of both."""
    (state, kept), (lesser, less) = sorted((one, other), key=lambda pair: (-pair[0].level.rank, -pair[0].n24))
    together = replace(
        kept, posts=kept.posts.plus(less.posts, LIST), media=tuple(dict.fromkeys(kept.media + less.media))
    )
    return replace(state, n24=state.n24 + lesser.n24), together


def with_outcomes(workspace: Workspace, figures: Figures) -> Figures:
    """Complaints that were settled after the day they came in count as settled."""
    posts = workspace.store.posts.get(figures.received.posts)
    done = [i for i, p in posts.items() if p.complaint and p.complaint.status is ComplaintStatus.DONE]
    return replace(figures, done=figures.done.plus(Tally(len(done), tuple(done)), len(figures.received.posts) or 1))


def efforts(
    moves: Iterable[tuple[ReportMove, str]],
    corrections: Iterable[Correction],
    cases: Iterable[DeskCase],
    noted: Iterable[str],
    window: Window,
) -> tuple[Effort, ...]:
    """What each officer did, from the trails."""
    done: dict[str, Counter[str]] = {}

    def count(officer: str, work: str) -> None:
        if officer.strip() not in MACHINE:
            done.setdefault(officer.strip(), Counter())[work] += 1

    for move, _ in moves:
        if move.to_state in _REPORT_WORK:
            count(move.by, _REPORT_WORK[move.to_state])
    for correction in corrections:
        count(correction.by, "koreksi label")
    for case in cases:
        for event in case.events:
            if event.at in window and event.kind in _DESK_WORK:
                count(event.by, _DESK_WORK[event.kind])
    for officer in noted:
        count(officer, "peringatan dicatat")
    return tuple(
        Effort(officer, tuple((work, counts[work]) for work in WORK if counts[work]))
        for officer, counts in sorted(done.items())
    )


def _timed(workspace: Workspace, issue: PeriodIssue) -> PeriodIssue:
    """The issue with its clock: first post, first seen here, first answered."""
    posts = workspace.store.posts.get((*issue.posts.posts, *issue.last.response))
    own = [posts[p] for p in issue.posts.posts if p in posts]
    said = [posts[p].published_at for p in issue.last.response if p in posts]
    if not own:
        return issue
    published, seen = min(p.published_at for p in own), min(p.collected_at for p in own)
    return replace(issue, published=published, seen=seen, answered=min(said) if said else None)


def _hours(start: datetime | None, end: datetime | None) -> float:
    return max(0.0, (end - start) / timedelta(hours=1)) if start and end else 0.0


def _views(
    workspace: Workspace, figures: Figures, issues: Sequence[PeriodIssue], bad: Sequence[str]
) -> Mapping[str, PostView]:
    """The posts that lists show in full, with the tone they were counted with."""
    bucket = {post: key[2] for key, posts in figures.sources.items() for post in posts.posts}
    of_issue = {post: issue.id for issue in issues for post in issue.posts.posts}
    lists = [figures.where(group=g, bucket=b).posts for g in ("", *GROUPS) for b in ("", *_BUCKETS)]
    lists += [t.posts for t in (figures.received, figures.done, figures.late, figures.aspirations, figures.requests)]
    lists += [t.posts for t in (figures.pickups, *figures.topics.values())]
    lists += [posts.posts for key, posts in figures.sources.items() if key[1] == "news"]
    lists += [(*issue.posts.posts[:_FULL], *issue.last.response) for issue in issues[:_ISSUES]]
    wanted = dict.fromkeys((*bad, *(post for one in lists for post in one[:_FULL])))
    found = workspace.store.posts.get(wanted)
    return {i: view_of(post, bucket.get(i, "netral"), of_issue.get(i, "")) for i, post in found.items()}


def view_of(post: Post, bucket: str, issue: str) -> PostView:
    """A kept post as a report shows it."""
    tone = Tone.NEGATIVE if bucket == "negatif" else Tone.POSITIVE if bucket == "positif" else Tone.NEUTRAL
    return PostView(
        id=post.id,
        kind=post.kind,
        platform=post.platform,
        source_name=post.source_name,
        tier=post.tier,
        url=post.url,
        title=post.title,
        text=post.text,
        published_at=post.published_at,
        estimated=post.estimated,
        tone=tone,
        tone_event=tone,
        bucket=bucket,
        conflict=False,
        category="",
        places=(),
        outside=False,
        copy_group="",
        representative=True,
        issue_id=issue,
        reactions=post.engagement.total(),
        official=post.official,
        complaint_status=post.complaint.status if post.complaint else None,
        complaint_unit=post.complaint.unit if post.complaint else "",
    )


def _limitations(figures: Figures, days: Sequence[str]) -> tuple[Say, ...]:
    return tuple(_said(figures, days))


def _said(figures: Figures, days: Sequence[str]) -> Iterator[Say]:
    missing = len(days) - len(figures.days)
    if missing:
        yield Say(
            f"{missing} dari {len(days)} hari tidak mempunyai catatan; angka di laporan ini hanya dari hari yang tercatat.",
            f"{missing} of {len(days)} days were not kept; the figures are those of the kept days only.",
        )
    if figures.dropped:
        yield Say(
            f"Sumber yang pernah tidak terbaca pada periode ini: {', '.join(figures.dropped[:12])}.",
            f"Sources that could not be read at some time: {', '.join(figures.dropped[:12])}.",
        )
    if any(posts.count > len(posts.posts) for posts in figures.sources.values()):
        yield Say(
            "Daftar unggahan di balik angka besar dipotong; angkanya sendiri utuh.",
            "Lists of posts behind large figures are cut short; the figures themselves are whole.",
        )


def previous_days(days: Sequence[str]) -> tuple[str, ...]:
    """As many days just before `days`; the whole month before for a month."""
    first = date.fromisoformat(days[0])
    if first.day == 1 and len(days) > 7:
        start = (first - timedelta(days=1)).replace(day=1)
        return tuple((start + timedelta(days=n)).isoformat() for n in range((first - start).days))
    return tuple((first - timedelta(days=n)).isoformat() for n in range(len(days), 0, -1))
