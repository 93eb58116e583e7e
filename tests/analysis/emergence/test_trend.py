"""Slow growth: what creeps up is seen, what is steady or bursts once is not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from analysis.emergence.trend import Rising, rising


def hours(days: Sequence[int]) -> np.ndarray:
    """Voices per hour: a day's voices spread over its hours."""
    counts = np.zeros(24 * len(days))
    for day, number in enumerate(days):
        for voice in range(number):
            counts[24 * day + (7 + 3 * voice) % 24] += 1
    return counts


def asked(counts: np.ndarray, exposure: np.ndarray) -> Rising:
    """The trend at the last hour."""
    return rising(counts[None], exposure, np.array([0]), np.array([len(counts) - 1]), day=24)


def p_of(days: Sequence[int]) -> float:
    """The p-value, 1 when no trend is told."""
    return float(asked(hours(days), np.ones(24 * len(days))).p[0])


def test_creeping_growth_is_seen() -> None:
    """One complaint a day becomes seven within a week and a half."""
    assert p_of([1, 1, 2, 2, 3, 3, 4, 5, 6, 7]) < 0.005
    found = asked(hours([1, 1, 2, 2, 3, 3, 4, 5, 6, 7]), np.ones(240))
    assert (found.days[0], found.now[0]) == (10, 7.0)
    assert found.before[0] == pytest.approx(1.8)


def test_days_before_the_first_voice_do_not_count() -> None:
    """An issue of five days is too young, whatever silence lies before it."""
    assert p_of([1, 2, 4, 6, 9]) == 1
    assert p_of([0, 0, 0, 0, 0, 1, 2, 4, 6, 9]) == 1
    assert p_of([0, 0, 0, 1, 2, 3, 4, 6, 9]) < 0.05


@pytest.mark.parametrize(
    "days",
    [
        [3, 4, 3, 4, 3, 4, 3, 4, 3, 4],
        [7, 6, 5, 4, 3, 3, 2, 2, 1, 1],
        [2, 2, 0, 3, 2, 0, 0, 1, 2, 1],
        [0, 0, 9, 1, 0, 0, 0, 9, 1, 1],
        [1, 2, 3],
        [0] * 10,
    ],
)
def test_steady_falling_jumping_and_young_issues_are_quiet(days: list[int]) -> None:
    """No alarm where nothing rises, or too little is known."""
    assert p_of(days) > 0.02


def test_growth_of_the_collection_is_no_growth() -> None:
    """Twice the voices on days with twice the exposure is the office's own rhythm."""
    days = [2, 2, 3, 3, 4, 4, 5, 5, 6, 6]
    exposure = np.repeat(np.array(days, float), 24)

    assert asked(hours(days), exposure).p[0] > 0.2
    assert p_of(days) < 0.05


def test_false_alarms_keep_the_promise() -> None:
    """Steady issues of moderate dispersion: at p ≤ 0.01 one or two alarms in a hundred days."""
    random = np.random.default_rng(4)
    rang = days = 0
    for _ in range(300):
        rates = random.gamma(5, 0.2, 14) * 4
        counts = hours(random.poisson(rates).tolist())
        for end in range(7, 15):
            rang += bool(asked(counts[: 24 * end], np.ones(24 * end)).p[0] <= 0.01)
            days += 1
    assert rang / days <= 0.02
