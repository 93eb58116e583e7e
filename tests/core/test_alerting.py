"""Who is told, and when: once, louder only when worse, not at night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.core.alerting import AlertPolicy, AlertState, States, acknowledged, decide
from kentongan.core.findings import Alert, Level

START = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # 08.00 WIB
NIGHT = AlertPolicy(quiet_from=time_of_day(21), quiet_to=time_of_day(5), zone_name="WIB")
LEVELS = list(Level)


def alarm(at: datetime, issue: str = "i1", level: Level = Level.ALERT) -> Alert:
    """A crossing of the rule "emerging"."""
    return Alert(f"{issue}-{at.isoformat()}", issue, "emerging", at, 1.0, "sebab", (), level)


def play(policy: AlertPolicy, hours: dict[int, list[Alert]], last: int) -> list[tuple[int, str, Level]]:
    """What is told hour by hour."""
    states: States = {}
    told = []
    for hour in range(last + 1):
        decided = decide(hours.get(hour, []), states, policy, START + timedelta(hours=hour))
        states = decided.states
        told += [(hour, one.issue_id, one.level) for one in decided.told]
    return told


def each_hour(hours: range, level: Level = Level.ALERT) -> dict[int, list[Alert]]:
    """The rule is crossed in each of these hours."""
    return {hour: [alarm(START + timedelta(hours=hour), level=level)] for hour in hours}


def test_a_burst_is_one_alarm() -> None:
    """Hour after hour the same rule: told once."""
    assert play(AlertPolicy(), each_hour(range(2, 40)), 60) == [(2, "i1", Level.ALERT)]


def test_it_is_told_again_when_it_grows_worse_and_not_when_it_falls() -> None:
    """A higher level speaks, a lower one does not."""
    hours = each_hour(range(1, 5)) | each_hour(range(5, 8), Level.STANDBY) | each_hour(range(8, 12))
    assert play(AlertPolicy(), hours, 12) == [(1, "i1", Level.ALERT), (5, "i1", Level.STANDBY)]


@pytest.mark.parametrize(("pause", "again"), [(10, False), (24, True), (40, True)])
def test_after_a_calm_time_it_is_a_new_alarm(pause: int, again: bool) -> None:
    """What was over may begin anew."""
    hours = each_hour(range(1, 2)) | each_hour(range(1 + pause, 2 + pause))
    assert len(play(AlertPolicy(calm=timedelta(hours=24)), hours, 60)) == (2 if again else 1)


def test_quiet_hours_wait_for_the_morning() -> None:
    """21.00 to 05.00 local: told at 05.00 even if the rule is no longer crossed; a crisis wakes people."""
    late = 14  # 22.00 WIB
    assert play(NIGHT, each_hour(range(late, late + 2)), 30) == [(21, "i1", Level.ALERT)]
    assert play(NIGHT, each_hour(range(late, late + 2), Level.CRISIS), 30) == [(late, "i1", Level.CRISIS)]


def test_an_acknowledged_alarm_rests_but_not_when_it_grows_worse() -> None:
    """A person has taken note: silent until the time they named, unless the level rises."""
    at = START + timedelta(hours=2)
    states: States = {("i1", "emerging"): acknowledged(AlertState(alarm(START), START), START + timedelta(hours=6))}
    assert decide([alarm(at)], states, AlertPolicy(), at).told == ()
    assert len(decide([alarm(at, level=Level.STANDBY)], states, AlertPolicy(), at).told) == 1
    later = START + timedelta(hours=6)
    assert len(decide([alarm(later)], states, AlertPolicy(), later).told) == 1


def test_alarms_find_their_reader() -> None:
    """By category, else the one for everything."""
    policy = AlertPolicy(routes={"BANJIR": "BPBD", "": "Humas"})
    assert (policy.reader("BANJIR"), policy.reader("AIR"), AlertPolicy().reader("AIR")) == ("BPBD", "Humas", "")


@given(st.lists(st.lists(st.sampled_from(LEVELS), max_size=2), min_size=1, max_size=80), st.booleans())
def test_never_twice_at_one_level_and_nothing_lost(hours: list[list[Level]], night: bool) -> None:
    """Within the calm time no level is told twice, and every highest level reached is told in the end."""
    policy = AlertPolicy(
        calm=timedelta(days=365),
        quiet_from=time_of_day(21) if night else time_of_day(0),
        quiet_to=time_of_day(5) if night else time_of_day(0),
    )
    crossings = {
        hour: [alarm(START + timedelta(hours=hour), f"i{place}", level) for place, level in enumerate(levels)]
        for hour, levels in enumerate(hours)
    }
    told = play(policy, crossings, len(hours) + 24)
    for issue in ("i0", "i1"):
        levels = [level.rank for _, name, level in told if name == issue]
        reached = [one.level.rank for row in crossings.values() for one in row if one.issue_id == issue]
        assert levels == sorted(set(levels))
        assert bool(levels) == bool(reached)
        if reached:
            assert max(levels) == max(reached)
