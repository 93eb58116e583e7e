"""The month's figures of the hoax desk, and when a published claim rises again. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final

from kentongan.core.clock import Window
from kentongan.core.desk import DeskCase, Event, EventKind

_DAY: Final = timedelta(days=1)
_BASE_DAYS: Final = 7
#: A rise is so many times what the days before had.
RISE: Final = 2.0


@dataclass(frozen=True, slots=True)
class DeskMonth:
    """What the desk did in a span of time.

    Args:
        received: cases; `repeats` further reports of known ones.
        refused: (reason, cases), most first.
        verified: (verdict, with its type where it has one, cases), most first: approved in the span.
        hours_to_verdict: median hours from reception (or reopening) to approval; None without any.
        within_target: of those approved, how many were within their clock.
        published: clarifications; `woken` claims that rose again; `seen_after` posts that spread published claims.
        waiting, overdue: cases whose clock runs at the end of the span.
    """

    window: Window
    received: int = 0
    repeats: int = 0
    refused: tuple[tuple[str, int], ...] = ()
    verified: tuple[tuple[str, int], ...] = ()
    hours_to_verdict: float | None = None
    within_target: int = 0
    published: int = 0
    woken: int = 0
    seen_after: int = 0
    waiting: int = 0
    overdue: int = 0

    @property
    def empty(self) -> bool:
        """Nothing happened and nothing waits."""
        return not (self.received or self.repeats or self.refused or self.verified or self.published or self.waiting)


def desk_month(cases: Iterable[DeskCase], window: Window, seen_after: int = 0) -> DeskMonth:
    """Figures over the events inside `window`; what waits is counted as of its end."""
    cases = list(cases)
    inside = [(case, event) for case in cases for event in case.events if event.at in window]
    kinds = Counter(event.kind for _, event in inside)
    refused = Counter(str(event.data["reason"]) for _, event in inside if event.kind is EventKind.REFUSED)
    verdicts = [_verdict(case, event) for case, event in inside if event.kind is EventKind.APPROVED]
    hours = [_hours(case, event) for case, event in inside if event.kind is EventKind.APPROVED]
    in_time = sum(event.at <= _due(case, event) for case, event in inside if event.kind is EventKind.APPROVED)
    running = [case for case in cases if case.running and case.received_at < window.end]
    return DeskMonth(
        window=window,
        received=kinds[EventKind.RECEIVED],
        repeats=kinds[EventKind.REPEATED],
        refused=_counted(refused),
        verified=_counted(Counter(verdicts)),
        hours_to_verdict=median(hours) if hours else None,
        within_target=in_time,
        published=kinds[EventKind.PUBLISHED],
        woken=kinds[EventKind.WOKEN],
        seen_after=seen_after,
        waiting=len(running),
        overdue=sum(case.due < window.end for case in running),
    )


def rises(seen: Sequence[datetime], case: DeskCase, now: datetime, least: int) -> int:
    """Posts that spread a published claim in the last day, when that is a rise; else 0.

    A rise is at least `least` posts, twice the daily mean of up to seven days before since the publication, and twice
    what an officer took note of last.
    """
    if case.published_at is None or case.woken_at is not None:
        return 0
    # Some go on sharing for hours after a clarification; what counts is what came after it.
    after = [moment for moment in seen if case.published_at < moment <= now]
    today = sum(moment > now - _DAY for moment in after)
    began = max(case.published_at, now - (_BASE_DAYS + 1) * _DAY)
    days = max((now - _DAY - began) / _DAY, 1.0)
    before = sum(began < moment <= now - _DAY for moment in after) / days
    noted = case.noted_count if _noted_within(case, now) else 0
    return today if today >= max(least, RISE * before, RISE * noted) else 0


def _noted_within(case: DeskCase, now: datetime) -> bool:
    marks = [event.at for event in case.events if event.kind in {EventKind.NOTED, EventKind.CLOSED}]
    return bool(marks) and now - marks[-1] < 3 * _DAY


def _last(case: DeskCase, until: Event, *kinds: EventKind) -> Event:
    return [event for event in case.events[: until.number] if event.kind in kinds][-1]


def _begun(case: DeskCase, until: Event) -> Event:
    return _last(case, until, EventKind.RECEIVED, EventKind.REOPENED)


def _verdict(case: DeskCase, approved: Event) -> str:
    data = _last(case, approved, EventKind.CONCLUDED).data
    return " – ".join(filter(None, [str(data["state"]), str(data.get("kind") or "")]))


def _hours(case: DeskCase, approved: Event) -> float:
    return (approved.at - _begun(case, approved).at) / timedelta(hours=1)


def _due(case: DeskCase, approved: Event) -> datetime:
    due = _begun(case, approved).data["due"]
    return due if isinstance(due, datetime) else datetime.fromisoformat(str(due))


def _counted(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
