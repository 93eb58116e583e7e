"""An officer's USG outranks the machine's until it is taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from analysis.severity.override import overridden, overrides, readable
from kentongan.core.findings import Correction, Level, Severity

AT = datetime(2026, 11, 20, tzinfo=UTC)
MACHINE = Severity(2, 3, 2, Level.ALERT, "u", "s", "g")


def decision(value: str, hours: int = 0, issue: str = "i-1") -> Correction:
    """A decision on severity."""
    return Correction(issue, "severity", value, "Sari, Ketua Tim", AT + timedelta(hours=hours), "kata pimpinan")


@pytest.mark.parametrize(
    ("value", "figures", "level"),
    [
        ("siaga", (2, 3, 2), Level.STANDBY),
        ("U4 S4 G5", (4, 4, 5), Level.CRISIS),
        ("4/3/3", (4, 3, 3), Level.STANDBY),
        ("111", (1, 1, 1), Level.STABLE),
    ],
)
def test_figures_or_a_level(value: str, figures: tuple[int, int, int], level: Level) -> None:
    """What the machine suggested stays visible, with who decided and why."""
    found = overridden(MACHINE, "i-1", overrides([decision(value)]))
    assert ((found.urgency, found.seriousness, found.growth), found.level) == (figures, level)
    assert found.overridden_by == "Sari, Ketua Tim (kata pimpinan)"
    assert found.adjusted == "Saran mesin U2 S3 G2, waspada."


def test_the_latest_decision_counts_and_an_empty_one_takes_it_back() -> None:
    """In order of time, whatever the order given."""
    assert overrides([decision("krisis", 2), decision("siaga", 1)])["i-1"].value == "krisis"
    assert overrides([decision("", 2), decision("siaga", 1)]) == {}
    assert overridden(MACHINE, "i-2", overrides([decision("krisis")])) == MACHINE


@pytest.mark.parametrize("value", ["", "0/1/2", "6/6/6", "gawat", "U4 S4"])
def test_what_cannot_be_read_changes_nothing(value: str) -> None:
    """Only figures of one to five, or a level's name."""
    assert not readable(value)
    assert overrides([decision(value)]) == {}
