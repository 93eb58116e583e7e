"""Working days with Indonesian holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.calendar_id import add_working_days, certainty, holidays, is_working_day, next_working_day


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 8, 18), False),  # joint leave after Independence Day
        (date(2025, 8, 19), True),
        (date(2026, 3, 23), False),  # Idulfitri leave
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 23), True),
        (date(2026, 12, 25), False),
    ],
)
def test_known_days(day: date, expected: bool) -> None:
    """Holidays, joint leave and weekends are no working days."""
    assert is_working_day(day) is expected


def test_counting_over_a_long_holiday() -> None:
    """Three working days from the Tuesday before Idulfitri 2026 end after the leave."""
    assert add_working_days(date(2026, 3, 17), 3) == date(2026, 3, 27)
    assert next_working_day(date(2026, 3, 18)) == date(2026, 3, 25)


def test_certainty_is_told() -> None:
    """The table says which years are decreed, estimated or unknown."""
    assert [certainty(year) for year in (2025, 2026, 2027, 2040)] == [
        "ditetapkan",
        "ditetapkan",
        "perkiraan",
        "tidak ada data",
    ]


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_fixed_holidays_are_there(year: int) -> None:
    """The dates that never move, and nothing of another year."""
    days = holidays(year)
    assert {date(year, 1, 1), date(year, 5, 1), date(year, 6, 1), date(year, 8, 17), date(year, 12, 25)} <= days
    assert {day.year for day in days} == {year}


@given(st.dates(date(2025, 1, 1), date(2027, 6, 30)), st.integers(0, 60))
def test_counting_is_counting(day: date, count: int) -> None:
    """Between a day and its n-th working day there are exactly n working days."""
    end = add_working_days(day, count)
    assert sum(is_working_day(day + timedelta(days=i)) for i in range(1, (end - day).days + 1)) == count
    assert count == 0 or is_working_day(end)


def test_no_counting_backward() -> None:
    """A negative count is a mistake of the caller."""
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2026, 1, 1), -1)
