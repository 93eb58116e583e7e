"""Where an issue stands: new, growing, peaking, steady, cooling, closed."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.emergence.phases import daily, phase_of
from kentongan.core.findings import Phase

HOURS = 35 * 24
EVEN = np.ones(HOURS)

histories = st.lists(st.integers(0, 4), min_size=HOURS // 24 * 4, max_size=HOURS // 24 * 4).map(
    lambda blocks: np.repeat(np.array(blocks, float), 6) * (np.arange(HOURS) % 6 == 2)
)


def steady() -> np.ndarray:
    """A voice every six hours for more than two weeks."""
    counts = np.zeros(HOURS)
    counts[-400::6] = 1
    return counts


def test_phases() -> None:
    """One of each."""
    assert phase_of(np.zeros(HOURS), EVEN, 500) is Phase.CLOSED
    assert phase_of(steady(), EVEN, 400) is Phase.STEADY
    assert phase_of(steady(), EVEN, 10) is Phase.NEW
    growing, faded, cooling, closed = steady(), steady(), steady(), np.zeros(HOURS)
    growing[-6:] = 4
    assert phase_of(growing, EVEN, 400) is Phase.GROWING
    faded[-20:-14] = 4
    faded[-6:] = 0
    assert phase_of(faded, EVEN, 400) is Phase.PEAKING
    cooling[-48:-24] = 3
    assert phase_of(cooling, EVEN, 400) is Phase.COOLING
    closed[-100] = 5
    assert phase_of(closed, EVEN, 400) is Phase.CLOSED


def test_one_voice_more_or_less_is_no_movement() -> None:
    """Two voices and then one, one and then two: small numbers are not told as a trend."""
    for before, now in ((2, 1), (1, 2), (1, 1), (3, 2), (2, 4)):
        counts = np.zeros(HOURS)
        counts[[-200, -150, -100]] = 1
        counts[-40], counts[-10] = before, now
        assert phase_of(counts, EVEN, 300) is Phase.STEADY


@settings(max_examples=60, deadline=None)
@given(histories)
def test_a_gap_is_not_silence(counts: np.ndarray) -> None:
    """Days without collecting, put anywhere before the last hour, change no phase."""
    gap = 60
    for place in (HOURS - 30, HOURS - 6, HOURS - 100):
        longer = np.insert(counts, place, np.zeros(gap))
        exposure = np.insert(EVEN, place, np.zeros(gap))
        assert phase_of(longer, exposure, 500) is phase_of(counts, EVEN, 500)


@settings(max_examples=60, deadline=None)
@given(histories, st.integers(1, 24))
def test_new_voices_never_cool_or_close(counts: np.ndarray, more: int) -> None:
    """Voices added in the last hour: never closed, and no cooling where there was none."""
    louder = counts.copy()
    louder[-1] += more
    after = phase_of(louder, EVEN, 500)
    assert after is not Phase.CLOSED
    if phase_of(counts, EVEN, 500) is not Phase.COOLING and counts[-72:].any():
        assert after is not Phase.COOLING


@settings(max_examples=60, deadline=None)
@given(histories, st.integers(0, 24))
def test_the_first_day_is_new(counts: np.ndarray, age: int) -> None:
    """Whatever was heard within the first day is new, and nothing later is."""
    counts[-1] += 1
    assert phase_of(counts, EVEN, age) is Phase.NEW
    assert phase_of(counts, EVEN, age + 25) is not Phase.NEW


def test_days_are_days_of_collecting() -> None:
    """Twenty-four average hours each, the last one ending now."""
    counts = np.arange(72.0)
    assert daily(counts, np.ones(72)).tolist() == [counts[:24].sum(), counts[24:48].sum(), counts[48:].sum()]
    assert daily(counts, np.r_[np.ones(24), np.zeros(24), np.ones(24)]).tolist() == [
        counts[:24].sum(),
        counts[48:].sum(),
    ]
    assert daily(counts, np.zeros(72)).tolist() == [counts.sum()]
