"""Days together: counts stay exact, lists stay short, comparisons keep to the same sources."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.core.day_record import DayRecord, IssueRecord, SourceTone, Tally, tally
from kentongan.core.findings import Level
from kentongan.core.periods import Figures, Folding, IssueDayState, compare, month_of, week_of

END = datetime(2026, 11, 16, tzinfo=UTC)


def record(count: int, day: int, name: str = "Kabar", **changes: object) -> DayRecord:
    """A day with so many positive news items of one outlet."""
    posts = tally((f"{name}-{day}-{n}" for n in range(count)), 3)
    return DayRecord(END, sources=(SourceTone(name, "news", "positif", posts),), **changes)  # type: ignore[arg-type]


def figures(*records: DayRecord) -> Figures:
    """Of days from the first of the month on."""
    folding = Folding()
    for number, one in enumerate(records, start=1):
        folding.add(f"2026-11-{number:02d}", one, {})
    return folding.figures()


@given(st.lists(st.integers(0, 50), max_size=8))
def test_counts_are_exact_however_short_the_lists(counts: list[int]) -> None:
    """The sum of the days; never more ids than were kept."""
    found = figures(*(record(n, day) for day, n in enumerate(counts)))
    assert found.total == sum(counts)
    posts = found.where(group="news", bucket="positif")
    assert posts.count == sum(counts)
    assert len(posts.posts) == sum(min(n, 3) for n in counts)
    assert (found.index is None) == (sum(counts) == 0)


def test_a_post_that_two_counts_hold_counts_once() -> None:
    """An overdue complaint is overdue on many days."""
    assert Tally(2, ("a", "b")).plus(Tally(2, ("b", "c")), 10) == Tally(3, ("a", "b", "c"))
    assert Tally(2, ("a", "b")).plus(Tally(5, ("c",)), 2) == Tally(7, ("a", "b"))


def test_only_sources_of_both_periods_are_compared() -> None:
    """A new outlet, one that could not be read, and a missing day change no comparison."""
    now = figures(record(12, 1), record(30, 1, "Baru"), record(8, 2, "Mati", dropped=("Mati",)))
    before = figures(record(2, 3), record(4, 4, "Mati"))
    found = compare(now, before)
    assert found.left_out == ("Baru", "Mati")
    assert (found.now[""], found.before[""]) == (12, 2)
    # 12 in three days against 2 in two: 4 a day against 1.
    assert found.percent("news") == pytest.approx(300)
    assert found.percent("social") is None
    assert compare(now, Figures()).percent() is None


def test_an_issue_keeps_its_path_and_its_answer() -> None:
    """The peak is remembered, and an answer that left the window was given all the same."""
    folding = Folding()
    states = ((Level.ALERT, "belum", ()), (Level.CRISIS, "sudah", ("r1",)), (Level.STABLE, "belum", ()))
    for number, (level, responded, said) in enumerate(states, start=1):
        kept = IssueRecord("Jalan", posts=tally([f"p{number}"]), media=("Kabar",), responded=responded, response=said)
        day = f"2026-11-{number:02d}"
        folding.add(day, record(1, number), {"i1": (IssueDayState(day, level, 1), kept)})
    (issue,) = folding.issues()
    assert issue.peak is Level.CRISIS
    assert [state.level for state in issue.path] == [Level.ALERT, Level.CRISIS, Level.STABLE]
    assert (issue.last.responded, issue.last.response, issue.posts.count) == ("sudah", ("r1",), 3)


def test_weeks_begin_on_monday_and_months_have_their_days() -> None:
    """Across months, and in February."""
    assert week_of("2026-11-01") == (*(f"2026-10-{n}" for n in range(26, 32)), "2026-11-01")
    assert len(month_of("2028-02-10")) == 29
    assert month_of("2026-12-31")[-1] == "2026-12-31"
