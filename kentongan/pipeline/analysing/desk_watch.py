"""Re-watch: who still spreads a claim after its clarification. Posts are noted by id and time, counted, and never shown
as people; a rise wakes the case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from kentongan.core.clock import zone
from kentongan.core.day import DayFindings
from kentongan.core.desk import DeskCase, Stage
from kentongan.core.desk_figures import rises
from kentongan.core.desk_moves import wake
from kentongan.pipeline.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd

#: Case → posts (id, published, stance) that carry its claim.
Carriers = Mapping[str, Sequence[tuple[str, datetime, str]]]


@dataclass(frozen=True, slots=True)
class WatchView:
    """A published claim after its clarification.

    Args:
        days: (ISO date, posts that spread it, posts that deny it), oldest first, only days with any.
        before, after: posts that spread it before and after the publication.
        last_day: in the last 24 hours.
    """

    case: DeskCase
    days: tuple[tuple[str, int, int], ...]
    before: int
    after: int
    last_day: int


def carriers_of(frame: pd.DataFrame, cases: Sequence[DeskCase]) -> dict[str, list[tuple[str, datetime, str]]]:
    """Posts of the analysed days that were matched with a verdict of the desk's own in the library."""
    own = {case.id for case in cases if case.published_at is not None}
    found: dict[str, list[tuple[str, datetime, str]]] = {}
    if not own or frame.empty:
        return found
    columns = (frame["id"], frame["published_at"], frame["claim_stance"], frame["claims"])
    for post, at, stance, candidates in zip(*columns, strict=True):
        for candidate in candidates:
            if candidate.factcheck in own and candidate.decision == "confirm":
                found.setdefault(candidate.factcheck, []).append((str(post), at.to_pydatetime(), str(stance)))
    return found


def watch_again(workspace: Workspace, carriers: Carriers, findings: DayFindings) -> list[DeskCase]:
    """Note which posts carry which case's claim, and wake the published ones that rise; returns those that woke.

    Done again it notes and wakes nothing twice.
    """
    shelf, end = workspace.store.desk, findings.window.end
    for case_id, posts in carriers.items():
        shelf.add_posts(case_id, posts)
    for claim in findings.claims:
        if claim.desk is not None:
            shelf.add_posts(claim.id, _voices(findings, claim.spreading, claim.denying, claim.asking))
    seen, woken = shelf.posts(), []
    least = workspace.settings.desk_clock().wake_least
    for case in shelf.all():
        if case.stage not in {Stage.PUBLISHED, Stage.CLOSED}:
            continue
        spreading = [at for at, stance in seen.get(case.id, {}).values() if stance == "spreads"]
        count = rises(spreading, case, end, least)
        if count:
            woken.append(shelf.append(wake(case, workspace.clock.now(), count)))
    return woken


def watch_view(workspace: Workspace, case: DeskCase) -> WatchView:
    """How a claim went round, before and after its clarification."""
    seen = workspace.store.desk.posts().get(case.id, {})
    where, now = zone(workspace.office.zone), workspace.clock.now()
    days: dict[date, list[int]] = {}
    for at, stance in seen.values():
        counts = days.setdefault(at.astimezone(where).date(), [0, 0])
        counts[0] += stance == "spreads"
        counts[1] += stance == "denies"
    spreading = [at for at, stance in seen.values() if stance == "spreads"]
    published = case.published_at
    after = sum(published is not None and at > published for at in spreading)
    return WatchView(
        case,
        tuple((day.isoformat(), counts[0], counts[1]) for day, counts in sorted(days.items())),
        len(spreading) - after,
        after,
        sum(now - timedelta(days=1) < at <= now for at in spreading),
    )


def _voices(findings: DayFindings, *groups: Sequence[str]) -> list[tuple[str, datetime, str]]:
    names = ("spreads", "denies", "asks")
    return [
        (post, findings.posts[post].published_at, name)
        for name, ids in zip(names, groups, strict=True)
        for post in ids
        if post in findings.posts
    ]
