"""Complaints with their clocks: kept up by every analysis, moved on by officers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from analysis.personal.masking import mask
from analysis.text.calendar_id import add_working_days
from kentongan.core.clock import zone
from kentongan.core.complaint_clock import Clock, ComplaintCase, ComplaintEvent, Step, after, clocks, next_due
from kentongan.core.errors import ApprovalError, UsageError
from kentongan.core.messages import Say
from kentongan.core.posts import Post
from kentongan.pipeline.workspace import Workspace
from kentongan.store.complaints import WantedComplaints

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """A complaint in a list: how it stands, its text, what is owed and until when (None = nothing)."""

    case: ComplaintCase
    post: Post | None
    clocks: tuple[Clock, ...]
    due: datetime | None


def keep_complaints(workspace: Workspace, cases: Sequence[ComplaintCase]) -> None:
    """Keep complaints as an analysis saw them, with what officers did since."""
    where = zone(workspace.office.zone)
    done = workspace.store.complaints.events()
    current = [after(case, done.get(case.post_id, ())) for case in cases]
    rows = [(case, next_due(case, add_working_days, where)) for case in current]
    workspace.store.complaints.put(rows)


def complaint_rows(
    workspace: Workspace, wanted: WantedComplaints, *, limit: int = 50, skip: int = 0
) -> list[ComplaintRow]:
    """The wanted complaints, what is owed soonest first."""
    found = workspace.store.complaints.listed(wanted, limit=limit, skip=skip)
    ids = [case.post_id for case, _ in found]
    posts, events = workspace.store.posts.get(ids), workspace.store.complaints.events(ids)
    return [_row(workspace, case, posts.get(case.post_id), events.get(case.post_id, [])) for case, _ in found]


def complaint(workspace: Workspace, post_id: str) -> ComplaintRow | None:
    """One complaint with its history; None when there is none."""
    case = workspace.store.complaints.one(post_id)
    if case is None:
        return None
    post = workspace.store.posts.get([post_id]).get(post_id)
    return _row(workspace, case, post, workspace.store.complaints.events([post_id]).get(post_id, []))


def _row(
    workspace: Workspace, case: ComplaintCase, post: Post | None, events: Sequence[ComplaintEvent]
) -> ComplaintRow:
    where = zone(workspace.office.zone)
    whole = after(case, events)
    return ComplaintRow(whole, post, clocks(whole, add_working_days, where), next_due(whole, add_working_days, where))


def move_complaint(
    workspace: Workspace, post_id: str, step: str, *, by: str, unit: str = "", text: str = ""
) -> ComplaintRow:
    """Note what was done about a complaint.

    Raises:
        UsageError: an unknown complaint or step, or a step without what it needs. ApprovalError: no name.
    """
    if not by.strip():
        raise ApprovalError(
            Say("Langkah dicatat atas nama petugas.", "A step is noted in an officer's name."),
            Say("Isi nama, lalu ulangi.", "Give a name, then try again."),
        )
    known = [one.value for one in Step]
    if step not in known:
        raise UsageError(
            Say(f'Langkah "{step}" tidak dikenal.', f'The step "{step}" is unknown.'),
            Say(f"Pilih: {', '.join(known)}.", f"Choose: {', '.join(known)}."),
        )
    found = complaint(workspace, post_id)
    if found is None:
        raise UsageError(Say("Aduan ini tidak ada.", "There is no such complaint."))
    wanted, clean = Step(step), mask(" ".join(text.split())[:_LONGEST], workspace.office.official_accounts).text
    _check(wanted, found.case, unit, clean)
    event = ComplaintEvent(post_id, wanted, by, workspace.clock.now(), " ".join(unit.split())[:200], clean)
    with workspace.store.writing() as store:
        store.complaints.add(event)
        current = after(found.case, [event])
        store.complaints.put([(current, next_due(current, add_working_days, zone(workspace.office.zone)))])
    row = complaint(workspace, post_id)
    return row or found


def _check(step: Step, case: ComplaintCase, unit: str, text: str) -> None:
    if step is Step.FORWARDED and not unit.strip():
        raise UsageError(
            Say("Diteruskan ke mana?", "Passed on to whom?"), Say("Tulis nama OPD-nya.", "Write the unit's name.")
        )
    if step in (Step.ANSWERED, Step.DONE, Step.EXTENDED) and not text:
        raise UsageError(
            Say("Keterangannya masih kosong.", "The note is still empty."),
            Say("Tulis apa yang dijawab atau dilakukan.", "Write what was answered or done."),
        )
    if step is not Step.REOPENED and not case.open:
        raise UsageError(
            Say("Aduan ini sudah selesai.", "This complaint is finished."), Say("Buka dulu.", "Open it again first.")
        )
