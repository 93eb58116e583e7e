"""What an officer sees first: the day's board, what is new since the last look, and what waits for a hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from kentongan.core.access import User
from kentongan.core.board import Board, IssueCard
from kentongan.core.day import ClaimCase
from kentongan.core.desk import DeskCase
from kentongan.core.findings import Alert
from kentongan.core.source_verdict import SourceHealth
from kentongan.pipeline.collecting.source_health import source_health
from kentongan.pipeline.desk import cases as desk
from kentongan.pipeline.reports.reporting import KIND
from kentongan.pipeline.workspace import Workspace
from kentongan.store.boards import Wanted
from kentongan.store.complaints import WantedComplaints
from kentongan.store.reports import ReportVersion

TOP = 5
_LOOKED = "dilihat:"
# Two looks within so short a time are one.
_ONE_LOOK = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Today:
    """The first page.

    Args:
        board: None before the first analysis.
        top: the issues to read first; `fresh` those first seen since `since`, the officer's last look.
        alerts: open alarms with the names of their issues.
        cases: the hoax desk's open cases, running clocks first; `claims` what the machine found and nobody has taken up.
        troubled: sources that need a hand; `sources` how many there are.
        complaints: open ones, and how many of them are late.
        report: the latest version of the report that is due, None while there is none.
    """

    board: Board | None
    top: tuple[IssueCard, ...]
    fresh: tuple[IssueCard, ...]
    since: datetime | None
    alerts: tuple[tuple[Alert, str], ...]
    cases: tuple[DeskCase, ...]
    claims: tuple[ClaimCase, ...]
    troubled: tuple[SourceHealth, ...]
    sources: int
    due: str
    report: ReportVersion | None
    complaints: tuple[int, int] = (0, 0)


def today(workspace: Workspace, officer: User) -> Today:
    """Everything of the first page; remembers that the officer has looked."""
    store = workspace.store
    board, since, due = store.boards.latest(), looked(workspace, officer), workspace.today()
    top: tuple[IssueCard, ...] = ()
    fresh: tuple[IssueCard, ...] = ()
    if board is not None:
        top = tuple(card for _, card in store.boards.cards(board.day, limit=TOP))
        if since is not None:
            found = store.boards.cards(board.day, Wanted(since=since), limit=TOP + 3)
            fresh = tuple(card for _, card in found)
    alerts = store.alerts.open()[-20:]
    names = store.boards.names([alert.issue_id for alert in alerts])
    lies = desk.board(workspace)
    sources = [source for source in store.sources.all() if source.enabled]
    return Today(
        board=board,
        top=top,
        fresh=fresh,
        since=since,
        alerts=tuple((alert, names.get(alert.issue_id, alert.issue_id)) for alert in reversed(alerts)),
        cases=lies.cases,
        claims=lies.found,
        troubled=tuple(health for health in source_health(workspace, sources) if health.trouble),
        sources=len(sources),
        due=due,
        report=store.reports.latest(due, KIND),
        complaints=(
            store.complaints.how_many(WantedComplaints()),
            store.complaints.how_many(WantedComplaints(late_at=workspace.clock.now())),
        ),
    )


def looked(workspace: Workspace, officer: User) -> datetime | None:
    """When the officer last looked before this visit; None on the first one."""
    key, now = _LOOKED + officer.id, workspace.clock.now()
    before, _, latest = workspace.store.settings.get(key).partition(" ")
    if not latest or now - datetime.fromisoformat(latest) > _ONE_LOOK:
        before = latest
        workspace.store.settings.put(key, f"{before} {now.isoformat()}")
    return datetime.fromisoformat(before) if before else None
