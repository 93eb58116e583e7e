"""Who is told of an alarm, and when: once per issue and rule, louder only when it grows worse, and not at night.

An alarm stays open until somebody acknowledges it or it has not been crossed for the calm-down time; while it is open
it is not told again unless its level rises. An acknowledged or snoozed alarm is told again only at a higher level or
after its pause. In quiet hours an alarm waits for the morning, unless its level is the highest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from datetime import time as time_of_day

from kentongan.core.clock import zone
from kentongan.core.findings import Alert, Level

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """How alarms are told.

    Args:
        calm: a rule not crossed for so long is over; the next crossing is a new alarm. Also the pause after an
            acknowledgement.
        quiet_from, quiet_to: local hours in which only the highest level is told; equal = no quiet hours.
        zone_name: of these hours.
        routes: category → who is told ("" = everybody else's alarms).
    """

    calm: timedelta = timedelta(hours=24)
    quiet_from: time_of_day = time_of_day(0, 0)
    quiet_to: time_of_day = time_of_day(0, 0)
    zone_name: str = "WIB"
    routes: Mapping[str, str] = field(default_factory=dict, hash=False)

    def is_quiet(self, at: datetime) -> bool:
        """Whether `at` lies in the quiet hours."""
        local = at.astimezone(zone(self.zone_name)).time()
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= local < self.quiet_to
        return local >= self.quiet_from or local < self.quiet_to

    def reader(self, category: str) -> str:
        """Who is told of an issue of this category."""
        return self.routes.get(category) or self.routes.get("", "")


@dataclass(frozen=True, slots=True)
class AlertState:
    """What is remembered of an issue and a rule.

    Args:
        alert: the alarm that was told last, or that waits.
        crossed_at: when the rule was last crossed.
        waiting: not told yet, because of the hour.
        silent_until: acknowledged or snoozed until then; None when it is open.
    """

    alert: Alert
    crossed_at: datetime
    waiting: bool = False
    silent_until: datetime | None = None


States = dict[Key, AlertState]


def decide(crossed: Iterable[Alert], states: Mapping[Key, AlertState], policy: AlertPolicy, at: datetime) -> Decided:
    """What is told now, and what is remembered.

    Args:
        crossed: the rules that issues cross at this moment.
        states: as the last decision left them.
        policy: the office's wishes.
        at: the moment.
    """
    now = dict(states)
    told: list[Alert] = []
    crossings = {(alert.issue_id, alert.rule): alert for alert in crossed}
    for key, old in states.items():
        if key not in crossings and old.waiting and not policy.is_quiet(at):
            told.append(replace(old.alert, at=at))
            now[key] = replace(old, waiting=False, alert=told[-1])
        elif key not in crossings and not old.waiting and at - old.crossed_at >= policy.calm:
            del now[key]
    for key, alert in sorted(crossings.items()):
        state = now.get(key)
        if state is not None and not _speaks(state, alert, policy, at):
            now[key] = replace(state, crossed_at=at)
        elif policy.is_quiet(at) and alert.level is not Level.CRISIS:
            now[key] = AlertState(alert, at, waiting=True)
        else:
            told.append(alert)
            now[key] = AlertState(alert, at)
    return Decided(tuple(told), now)


@dataclass(frozen=True, slots=True)
class Decided:
    """Alarms to tell now, and the states to remember."""

    told: tuple[Alert, ...]
    states: States


def _speaks(state: AlertState, alert: Alert, policy: AlertPolicy, at: datetime) -> bool:
    """Whether an alarm that is known already has something new to say."""
    if alert.level.rank > state.alert.level.rank:
        return True
    if state.waiting:
        return not policy.is_quiet(at)
    if state.silent_until is not None:
        return at >= state.silent_until
    return at - state.crossed_at >= policy.calm


def acknowledged(state: AlertState, until: datetime) -> AlertState:
    """The state after a person has taken note: silent until then, unless it grows worse."""
    return replace(state, silent_until=until, waiting=False)
