"""How often a living source is called quiet, and how soon a dead one is: simulated rhythms, one command.

    python benchmarks/source_rhythm.py [--sources 40] [--days 365] [--seed 7]

Each rhythm is a source whose publications are drawn hour by hour; days differ in how busy they are (lognormal), posts come
in bursts, offices close on holidays that the calendar knows and on some that it does not. A false call is a silence of a
living source that was called strange at its end. The delay is measured from the hour in which a source dies.
"""

from __future__ import annotations

import argparse
import hashlib
import platform
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kentongan.core.source_rhythm import HISTORY_DAYS, KEEP_DAYS, LEAST_HOURS, SourceDay, silence

WARM_UP = HISTORY_DAYS
START = date(2026, 1, 5)


@dataclass(frozen=True)
class Rhythm:
    """A sort of source.

    Args:
        name: as the table shows it.
        per_day: posts on a usual day.
        hours: weights of the 24 local hours.
        weekend: share of a weekday's posts on Saturday and Sunday.
        burst: posts that come together.
        unrest: standard deviation of the logarithm of a day's busyness.
        holidays: working days off a year that the calendar knows (of 18).
        surprises: further days off a year that it does not know, in blocks of two.
    """

    name: str
    per_day: float
    hours: tuple[float, ...]
    weekend: float = 1.0
    burst: float = 1.0
    unrest: float = 0.3
    holidays: bool = False
    surprises: int = 0


def _bell(middle: float, width: float, floor: float = 0.0) -> tuple[float, ...]:
    return tuple(floor + float(np.exp(-(((hour - middle) / width) ** 2))) for hour in range(24))


_DAY, _OFFICE, _EVENING = _bell(13, 5, 0.02), _bell(11, 3), _bell(20, 2.5, 0.01)
RHYTHMS = (
    Rhythm("national, 300 a day", 300, _bell(13, 6, 0.1), 0.7),
    Rhythm("regional, 40 a day", 40, _DAY, 0.6),
    Rhythm("local, 12 a day", 12, _DAY, 0.5, unrest=0.5),
    Rhythm("local in bursts, 6 a day", 6, _DAY, 0.5, burst=3, unrest=0.6),
    Rhythm("village blog, 1.5 a day", 1.5, _EVENING, 1.0, unrest=0.7),
    Rhythm("agency, workdays, known holidays", 4, _OFFICE, 0.03, burst=2, unrest=0.5, holidays=True),
    Rhythm("agency, and unknown days off", 4, _OFFICE, 0.03, burst=2, unrest=0.5, holidays=True, surprises=10),
    Rhythm("agency, four a week", 0.8, _OFFICE, 0.02, unrest=0.5, holidays=True, surprises=6),
)


def publications(rhythm: Rhythm, days: int, random: np.random.Generator) -> tuple[NDArray[np.int64], set[date]]:
    """Local hours (since START) in which a source published, in order, and the holidays the calendar knows."""
    busy = np.exp(random.normal(0, rhythm.unrest, days) - rhythm.unrest**2 / 2)
    weekdays = np.arange(days) % 7
    busy[weekdays >= 5] *= rhythm.weekend
    known: set[date] = set()
    if rhythm.holidays:
        for day in random.choice(days, round(18 * days / 365), replace=False):
            busy[day] *= 0.03
            known.add(START + timedelta(days=int(day)))
    for _ in range(round(rhythm.surprises / 2 * days / 365)):
        first = int(random.integers(0, days - 2))
        busy[first : first + 2] *= 0.03
    weights = np.array(rhythm.hours) / sum(rhythm.hours)
    rate = np.outer(busy * rhythm.per_day / rhythm.burst, weights).ravel()
    return np.flatnonzero(random.poisson(rate)), known


def seen(hours: NDArray[np.int64], first: int, last: int) -> list[SourceDay]:
    """The days of the store for publications in local hours [first, last]; the local clock is UTC here."""
    chosen = hours[(hours >= first) & (hours <= last)]
    base = (START - date(1970, 1, 1)).days
    lines: dict[int, int] = {}
    for hour in chosen.tolist():
        lines[base + hour // 24] = lines.get(base + hour // 24, 0) | 1 << hour % 24
    return [SourceDay(day, bits) for day, bits in sorted(lines.items())]


def moment(hour: int) -> datetime:
    """The start of a local hour since START."""
    return datetime(START.year, START.month, START.day, tzinfo=UTC) + timedelta(hours=int(hour))


def strange(hours: NDArray[np.int64], until: int, known: set[date]) -> bool:
    """Whether the silence at `until` is called strange."""
    found = silence(seen(hours, until - KEEP_DAYS * 24, until), moment(until), offset=0, rest_days=known)
    return found is not None and found.strange


def false_calls(hours: NDArray[np.int64], known: set[date]) -> Iterator[int]:
    """Lengths in hours of the living source's silences that were called strange, after the warm-up."""
    for earlier, later in pairwise(hours):
        gap = int(later - earlier)
        if earlier >= WARM_UP * 24 and gap > LEAST_HOURS and strange(hours[hours <= earlier], int(later) - 1, known):
            yield gap


def delay(hours: NDArray[np.int64], death: int, known: set[date]) -> int:
    """Hours from death until the silence is called strange; 1440 when it never is."""
    alive = hours[hours < death]
    low, high = 0, HISTORY_DAYS * 24
    if not strange(alive, death + high, known):
        return high
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if strange(alive, death + middle, known) else (middle + 1, high)
    return low


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sources", type=int, default=40)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    began, digest = time.process_time(), hashlib.sha256()
    print("| rhythm | false calls per source and year | days until a dead source is named: median | 90 % |")
    print("|---|---|---|---|")
    for rhythm in RHYTHMS:
        calls, delays, watched = 0, [], 0.0
        for number in range(given.sources):
            random = np.random.default_rng([given.seed, number, len(rhythm.name)])
            hours, known = publications(rhythm, given.days + WARM_UP, random)
            digest.update(hours.tobytes())
            calls += len(list(false_calls(hours, known)))
            watched += given.days / 365
            death = int(random.integers(WARM_UP * 24, (given.days + WARM_UP - 60) * 24))
            delays.append(delay(hours, death, known) / 24)
        median, late = np.quantile(delays, [0.5, 0.9])
        print(f"| {rhythm.name} | {calls / watched:.2f} | {median:.1f} | {late:.1f} |")
    print(f"\n{given.sources} sources of {given.days} days each, seed {given.seed}, data {digest.hexdigest()[:12]}")
    print(f"{time.process_time() - began:.0f} CPU s, Python {platform.python_version()}, {platform.machine()}")


if __name__ == "__main__":
    main()
