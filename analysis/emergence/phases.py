"""Where an issue stands in its life: new, growing, peaking, steady, cooling, closed.

A day is a day's worth of collecting: where a source stood still, the comparison reaches further back instead of taking
the gap for silence. One voice more or less is no movement.

* *closed*: no voice in the last three days;
* *new*: first heard within the last day;
* *growing*: half as many again as the day before and three voices more, and still coming in;
* *peaking*: risen as much, but the last quarter of the day already falls off; or, without a rise, the loudest day so far;
* *cooling*: at most six tenths of the day before and two voices fewer, or nothing at all today;
* *steady*: everything else.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from kentongan.core.findings import Phase

YOUNG_HOURS = 24
CLOSED_AFTER_HOURS = 72
GROWTH, LEAST_GROWTH = 1.5, 3
DECLINE, LEAST_DECLINE = 0.6, 2
LEAST_PEAK = 5
_PEAK_DAYS = 7
_STILL_COMING = 2 / 3

Floats = npt.NDArray[np.float64]


def phase_of(counts: Floats, exposure: Floats, age: int) -> Phase:
    """The phase.

    Args:
        counts: voices per hour, oldest first, ending now.
        exposure: of the same hours (`analysis.emergence.rhythm.Rhythm`); 0 = not collected.
        age: hours since the first voice.
    """
    collected = exposure > 0
    if not counts[collected][-CLOSED_AFTER_HOURS:].sum():
        return Phase.CLOSED
    if age <= YOUNG_HOURS:
        return Phase.NEW
    days = daily(counts, exposure)
    now, before = days[-1], days[-2] if len(days) > 1 else 0.0
    if now >= GROWTH * before and now - before >= LEAST_GROWTH:
        recent = daily(counts, exposure, worth=6.0)[-1]
        return Phase.GROWING if recent >= now / 4 * _STILL_COMING else Phase.PEAKING
    if not now or (now <= DECLINE * before and before - now >= LEAST_DECLINE):
        return Phase.COOLING
    if now >= LEAST_PEAK and len(days) > 2 and now >= days[-_PEAK_DAYS:].max():
        return Phase.PEAKING
    return Phase.STEADY


def daily(counts: Floats, exposure: Floats, *, worth: float = 24.0) -> Floats:
    """Voices per day's worth of collecting, oldest first, the last one ending now.

    A day's worth is 24 average hours, whole hours at a time; a rest at the beginning is left out.
    """
    back = np.cumsum(exposure[::-1])
    if not len(back) or back[-1] <= 0:
        return np.array([counts.sum()])
    number = np.floor(np.maximum(back - 1e-6, 0.0) / worth).astype(np.int64)
    full = max(int((back[-1] + 1e-6) // worth), 1)
    sums = np.bincount(number, weights=np.where(exposure > 0, counts, 0.0)[::-1], minlength=full)[:full]
    return np.asarray(sums[::-1], dtype=float)
