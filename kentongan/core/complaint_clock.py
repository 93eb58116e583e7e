"""A complaint's clocks: what is owed to the person who wrote it, by when, and what officers have done. Pure.

Three kinds after SP4N-LAPOR! (PermenPANRB 62/2018): complaint, wish, request for information. A first reply within
24 hours (Solo, Klaten); a complaint is passed on within 3 working days and followed up within 5; a request for
information is answered within 10 working days, 7 more where the office says why (UU 14/2008, article 22).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from kentongan.core.messages import Say
from kentongan.core.posts import ComplaintStatus


class ComplaintKind(StrEnum):
    """What the writer wants."""

    COMPLAINT = "pengaduan"
    WISH = "aspirasi"
    REQUEST = "permintaan informasi"


KIND_NAMES: Final = {
    ComplaintKind.COMPLAINT: Say("pengaduan", "complaint"),
    ComplaintKind.WISH: Say("aspirasi", "suggestion"),
    ComplaintKind.REQUEST: Say("permintaan informasi", "request for information"),
}


class Step(StrEnum):
    """What an officer does with it."""

    FORWARDED = "diteruskan"
    ANSWERED = "dijawab"
    EXTENDED = "diperpanjang"
    DONE = "selesai"
    REOPENED = "dibuka lagi"


STEP_NAMES: Final = {
    Step.FORWARDED: Say("diteruskan ke OPD", "passed on"),
    Step.ANSWERED: Say("dijawab", "answered"),
    Step.EXTENDED: Say("waktu diperpanjang", "time extended"),
    Step.DONE: Say("selesai", "done"),
    Step.REOPENED: Say("dibuka lagi", "opened again"),
}

FIRST_REPLY = timedelta(hours=24)
FORWARD_DAYS, FOLLOW_UP_DAYS, ANSWER_DAYS, MORE_DAYS = 3, 5, 10, 7
#: The `count`-th working day after a date.
WorkingDays = Callable[[date, int], date]


@dataclass(frozen=True, slots=True)
class ComplaintEvent:
    """One step, with the words of the officer who took it; `unit` of one that was passed on."""

    post_id: str
    step: Step
    by: str
    at: datetime
    unit: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ComplaintCase:
    """A complaint as its export and its officers leave it.

    Args:
        post_id: the post it is.
        status: as the export said it.
        unit: who deals with it.
        forwarded_at, answered_at, done_at: when that was first done; by officers, or known from the export.
        extended: more time was taken.
    """

    post_id: str
    kind: ComplaintKind
    received_at: datetime
    status: ComplaintStatus = ComplaintStatus.UNKNOWN
    unit: str = ""
    category: str = ""
    issue_id: str = ""
    forwarded_at: datetime | None = None
    answered_at: datetime | None = None
    done_at: datetime | None = None
    extended: bool = False
    events: tuple[ComplaintEvent, ...] = ()

    @property
    def open(self) -> bool:
        """Something is still owed."""
        return self.done_at is None and self.status not in (ComplaintStatus.DONE, ComplaintStatus.REJECTED)


@dataclass(frozen=True, slots=True)
class Clock:
    """One thing owed: what, until when, and when it was done (None = not yet)."""

    name: Say
    due: datetime
    met_at: datetime | None = None

    def late(self, now: datetime) -> bool:
        """Whether it was or is beyond its time."""
        return (self.met_at or now) > self.due


def after(case: ComplaintCase, events: Iterable[ComplaintEvent]) -> ComplaintCase:
    """The case after its officers' steps, in the order in which they were taken."""
    for event in events:
        case = replace(_step(case, event), events=(*case.events, event))
    return case


def _step(case: ComplaintCase, event: ComplaintEvent) -> ComplaintCase:
    if event.step is Step.FORWARDED:
        return replace(case, forwarded_at=case.forwarded_at or event.at, unit=event.unit or case.unit)
    if event.step is Step.ANSWERED:
        return replace(case, answered_at=case.answered_at or event.at)
    if event.step is Step.EXTENDED:
        return replace(case, extended=True)
    if event.step is Step.DONE:
        return replace(case, done_at=event.at, answered_at=case.answered_at or event.at)
    return replace(case, done_at=None, status=ComplaintStatus.IN_PROGRESS)


def clocks(case: ComplaintCase, working_days: WorkingDays, zone: tzinfo) -> tuple[Clock, ...]:
    """What is owed, soonest first.

    Args:
        case: which.
        working_days: the office's calendar.
        zone: where its days end.
    """
    day = case.received_at.astimezone(zone).date()

    def by(days: int) -> datetime:
        return datetime.combine(working_days(day, days), time(23, 59), tzinfo=zone)

    known = case.received_at if case.status is not ComplaintStatus.OPEN and not case.open else None
    # What the export calls "in progress" was taken up by somebody; when, it does not say.
    moving = case.received_at if case.status is ComplaintStatus.IN_PROGRESS else None
    answered = case.answered_at or case.forwarded_at or moving or known
    reply = Clock(Say("jawaban pertama", "first reply"), case.received_at + FIRST_REPLY, answered)
    if case.kind is ComplaintKind.REQUEST:
        days = ANSWER_DAYS + (MORE_DAYS if case.extended else 0)
        return reply, Clock(Say("jawaban PPID", "answer under UU 14/2008"), by(days), case.done_at or known)
    return (
        reply,
        Clock(
            Say("diteruskan ke OPD", "passed on"),
            by(FORWARD_DAYS),
            case.forwarded_at or moving or case.done_at or known,
        ),
        Clock(Say("tindak lanjut OPD", "follow-up"), by(FOLLOW_UP_DAYS), case.done_at or known),
    )


def next_due(case: ComplaintCase, working_days: WorkingDays, zone: tzinfo) -> datetime | None:
    """The soonest thing still owed; None when nothing is."""
    if not case.open:
        return None
    return min((clock.due for clock in clocks(case, working_days, zone) if clock.met_at is None), default=None)
