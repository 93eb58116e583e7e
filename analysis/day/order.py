"""Which issue belongs to which section of the report (field guide 6): priority, potential, positive, other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.day.issues import Judged
from kentongan.core.day import ClaimCase, IssueView
from kentongan.core.findings import Level, Tone

MOST_PRIORITY = 5


@dataclass(frozen=True, slots=True)
class Ordered:
    """The issues of the day by section, each in its order."""

    priority: tuple[IssueView, ...]
    potential: tuple[IssueView, ...]
    positive: tuple[IssueView, ...]
    other: tuple[IssueView, ...]

    def everything(self) -> tuple[IssueView, ...]:
        """All of them."""
        return self.priority + self.potential + self.positive + self.other


def order_issues(judged: Sequence[Judged], cases: Sequence[ClaimCase]) -> Ordered:
    """Issues by section.

    Positive ones go to the achievements. An issue that is an unchecked claim and no more than waspada is told in the
    section of claims. Small ones of one or two voices that may turn negative are watched. Of the rest the five gravest
    that are above stable or negative toward the agency come first; a quiet day has fewer, never padding.

    One doubtful post does not make a claim of an issue: a real water failure with a rumour among its complaints stays
    where the leader looks first.
    """
    in_cases = claims_among([j.view for j in judged], cases)
    ranked = sorted((j.view for j in judged), key=gravity)
    positive = [v for v in ranked if v.positive]
    rest = [v for v in ranked if not v.positive]
    potential = [v for v in rest if _watch(v) and v.id not in in_cases]
    rest = [v for v in rest if v not in potential]
    grave = [v for v in rest if _matters(v) and not (v.id in in_cases and v.severity.level.rank <= Level.ALERT.rank)]
    priority = grave[:MOST_PRIORITY]
    other = [v for v in rest if v not in priority]
    return Ordered(
        tuple(priority),
        tuple(replace(v, potential=True) for v in potential),
        tuple(positive),
        tuple(other),
    )


def claims_among(views: Sequence[IssueView], cases: Sequence[ClaimCase]) -> frozenset[str]:
    """Issues that are claims themselves.

    A fact-check answers to them, or the posts that spread, ask or deny make up half of the day's, in one case.
    """
    posts = {view.id: {*view.posts} for view in views}
    return frozenset(
        case.issue_id
        for case in cases
        if case.issue_id in posts
        and (
            case.matches
            or 2 * len(posts[case.issue_id] & {*case.spreading, *case.denying}) >= max(len(posts[case.issue_id]), 2)
        )
    )


def gravity(view: IssueView) -> tuple[float, ...]:
    """Sort key: level, USG total, then media breadth and posts (the tie-breaker 3 × media + posts), then age."""
    return (
        -view.severity.level.rank,
        -view.severity.total,
        -(3 * len(view.media) + len(view.posts)),
        view.first_seen.timestamp(),
    )


def _matters(view: IssueView) -> bool:
    """Above stable, emerging, or at least three posts against the agency: one more complaint on an old matter is no news."""
    against = view.tone_agency is Tone.NEGATIVE and len(view.posts) >= 3
    return view.severity.level is not Level.STABLE or view.emerging or against


def _watch(view: IssueView) -> bool:
    """Few voices, not above stable, and signals that it may turn."""
    return view.severity.level is Level.STABLE and not view.emerging and bool(view.signals) and len(view.posts) <= 10
