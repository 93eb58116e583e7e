"""Visits and consents: what is remembered of sources, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kentongan.core.clock import StoppedClock
from kentongan.core.messages import Say
from kentongan.core.runs import Cause, Outcome, OutcomeKind
from kentongan.core.source_health import Standing, State
from kentongan.core.source_rhythm import KEEP_DAYS, SourceDay, day_number
from kentongan.store.database import Store

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
TODAY = day_number(NOON)


def visit(kind: OutcomeKind = OutcomeKind.OK, *, new: int = 0, source: str = "s-1") -> Outcome:
    """How a visit went."""
    return Outcome(source, "Media", kind, seen=new, new=new, reason=Say("a", "b"), cause=Cause.NONE)


def test_a_visit_is_noted_once_for_standing_and_day(store: Store) -> None:
    """The standing comes back whole; the day counts visits, failures and new posts; hours come from the posts' dates."""
    dates = [NOON - timedelta(hours=2), NOON - timedelta(hours=30), NOON + timedelta(hours=3)]
    first = store.visits.note(visit(new=3), NOON, published=dates, not_before=NOON + timedelta(hours=1))
    store.visits.note(visit(OutcomeKind.FAILED), NOON + timedelta(hours=1))
    again = store.visits.note(visit(new=1), NOON + timedelta(hours=2), published=dates)

    assert (first.state, first.newest, first.resting_until) == (State.OK, dates[0], NOON + timedelta(hours=1))
    assert store.visits.standing("s-1") == again == store.visits.standings()["s-1"]
    assert again.since == NOON + timedelta(hours=2)
    assert store.visits.days(NOON)["s-1"] == (
        SourceDay(TODAY - 2, 1 << 23, 0, 0, 0),
        SourceDay(TODAY, 1 << 3, 3, 1, 4),
    )
    assert store.visits.standing("s-none") == Standing()


def test_the_same_posts_again_change_no_hours(store: Store) -> None:
    """A feed shows its items for days: only what is new in it is written."""
    dates = [NOON - timedelta(hours=n) for n in range(1, 60)]
    store.visits.note(visit(new=59), NOON, published=dates)
    before = store.visits.days(NOON)["s-1"]
    store.visits.note(visit(OutcomeKind.UNCHANGED), NOON, published=dates)
    after = store.visits.days(NOON)["s-1"]

    assert [day.hours for day in before] == [day.hours for day in after]
    assert [day.visits for day in after] == [0, 0, 0, 2]


def test_a_rest_is_no_visit(store: Store) -> None:
    """A source that was passed over leaves its day alone."""
    store.visits.note(visit(OutcomeKind.SKIPPED), NOON)

    assert store.visits.days(NOON) == {}
    assert store.visits.standing("s-1").state is State.RESTING


def test_old_days_and_removed_sources_are_forgotten(store: Store) -> None:
    """What no rhythm is judged by goes; so does what belongs to a removed source."""
    store.visits.note(visit(new=1), NOON - timedelta(days=KEEP_DAYS + 1))
    store.visits.note(visit(new=1), NOON, published=[NOON - timedelta(days=KEEP_DAYS + 5), NOON])
    store.visits.note(visit(new=1, source="s-2"), NOON)

    assert [day.day for day in store.visits.days(NOON)["s-1"]] == [TODAY]
    assert store.visits.thin_out(NOON) == 1
    assert set(store.visits.days(NOON, ["s-2", "s-3"])) == {"s-2"}
    store.visits.forget("s-1")
    assert set(store.visits.days(NOON)) == set(store.visits.standings()) == {"s-2"}


def test_a_consent_stands_until_it_is_withdrawn(store: Store, clock: StoppedClock) -> None:
    """One a kind; the last one counts."""
    store.consents.put("telegram", "Nama, Kabag Hukum", "d1")
    given = store.consents.put("telegram", "Lain, Sekda", "d2")

    assert store.consents.all() == {"telegram": given}
    assert (given.by, given.at, given.notice) == ("Lain, Sekda", clock.now(), "d2")
    assert store.consents.withdraw("telegram")
    assert not store.consents.withdraw("telegram")
