"""What is owed to a complainant, by when, on an office's own calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kentongan.core.complaint_clock import ComplaintCase, ComplaintEvent, ComplaintKind, Step, after, clocks, next_due
from kentongan.core.posts import ComplaintStatus

WIB = ZoneInfo("Asia/Jakarta")
FRIDAY = datetime(2026, 11, 13, 15, 0, tzinfo=WIB)


def working(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def case(
    kind: ComplaintKind = ComplaintKind.COMPLAINT, status: ComplaintStatus = ComplaintStatus.OPEN
) -> ComplaintCase:
    return ComplaintCase("p-1", kind, FRIDAY, status)


def step(what: Step, hours: float, unit: str = "") -> ComplaintEvent:
    return ComplaintEvent("p-1", what, "Sari, Pranata Humas", FRIDAY + timedelta(hours=hours), unit, "ket")


def test_a_complaint_is_owed_a_reply_a_passing_on_and_a_follow_up() -> None:
    found = clocks(case(), working, WIB)
    assert [clock.name.id for clock in found] == ["jawaban pertama", "diteruskan ke OPD", "tindak lanjut OPD"]
    assert found[0].due == FRIDAY + timedelta(hours=24)
    assert found[1].due.date() == date(2026, 11, 18)
    assert found[2].due.date() == date(2026, 11, 20)


def test_a_request_for_information_has_ten_working_days_and_seven_more() -> None:
    asked = case(ComplaintKind.REQUEST)
    assert clocks(asked, working, WIB)[1].due.date() == date(2026, 11, 27)
    longer = after(asked, [step(Step.EXTENDED, 5)])
    assert clocks(longer, working, WIB)[1].due.date() == date(2026, 12, 8)


def test_the_next_due_moment_moves_on_with_the_steps() -> None:
    whole = case()
    assert next_due(whole, working, WIB) == FRIDAY + timedelta(hours=24)
    passed = after(whole, [step(Step.FORWARDED, 2, "DPUPR")])
    assert passed.unit == "DPUPR"
    due = next_due(passed, working, WIB)
    assert due is not None
    assert due.date() == date(2026, 11, 20)
    done = after(passed, [step(Step.DONE, 30)])
    assert next_due(done, working, WIB) is None
    again = after(done, [step(Step.REOPENED, 40)])
    assert again.open
    assert next_due(again, working, WIB) is not None


def test_late_is_late_also_when_it_was_done_in_the_end() -> None:
    late = after(case(), [step(Step.ANSWERED, 25)])
    reply = clocks(late, working, WIB)[0]
    assert reply.met_at == FRIDAY + timedelta(hours=25)
    assert reply.late(FRIDAY)


def test_what_the_export_calls_done_owes_nothing() -> None:
    assert next_due(case(status=ComplaintStatus.DONE), working, WIB) is None
    assert next_due(case(status=ComplaintStatus.REJECTED), working, WIB) is None
