"""Working days in Indonesia: Monday to Friday without national holidays and joint leave.

The dates are data (``analysis/data/holidays.toml``) and must be checked every year against the joint decree of three
ministers; :func:`certainty` says how far the table can be trusted for a year.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any, Final

MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


@cache
def _table() -> Mapping[str, Any]:
    table: dict[str, Any] = tomllib.loads(
        resources.files("analysis").joinpath("data", "holidays.toml").read_text("utf-8")
    )
    return table


@cache
def holidays(year: int) -> frozenset[date]:
    """Holidays and joint leave of a year; empty where the table doesn't know the year."""
    entry = _table().get(str(year), {})
    return frozenset(date.fromisoformat(day) for name in ("libur", "cuti_bersama") for day in entry.get(name, ()))


def certainty(year: int) -> str:
    """How far the table can be trusted: "ditetapkan" (decreed), "perkiraan" (estimated), "tidak ada data"."""
    return str(_table().get(str(year), {}).get("status", "tidak ada data"))


def is_working_day(day: date) -> bool:
    """Monday to Friday and no holiday."""
    return day.weekday() < 5 and day not in holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """The ``count``-th working day after ``day`` (the day itself doesn't count); ValueError for a negative count."""
    if count < 0:
        raise ValueError("working days are counted forward")
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def next_working_day(day: date) -> date:
    """``day`` itself where it is a working day, else the next one."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def long_date(day: date) -> str:
    """As reports write it: "3 Februari 2025"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
