"""The promise about silences, by simulation: few false calls, and dead sources are found."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

BENCH = Path(__file__).parents[2] / "benchmarks" / "source_rhythm.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The simulation that the documentation's table comes from."""
    spec = importlib.util.spec_from_file_location("source_rhythm_bench", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_few_false_calls_and_no_dead_source_missed(bench: ModuleType) -> None:
    """Over all rhythms under one false call a source and year; every dead source is named within four weeks."""
    calls, watched, slowest = 0, 0.0, 0
    for rhythm in bench.RHYTHMS:
        for number in range(4):
            random = np.random.default_rng([3, number])
            hours, known = bench.publications(rhythm, 180 + bench.WARM_UP, random)
            calls += len(list(bench.false_calls(hours, known)))
            watched += 180 / 365
            slowest = max(slowest, bench.delay(hours, (bench.WARM_UP + 90) * 24 + 13, known))

    assert calls / watched < 1
    assert slowest <= 28 * 24


def test_a_busy_source_is_missed_within_a_day(bench: ModuleType) -> None:
    """An outlet with forty posts a day that stops at noon is named by the next noon."""
    regional = next(rhythm for rhythm in bench.RHYTHMS if rhythm.per_day == 40)
    hours, known = bench.publications(regional, 120, np.random.default_rng(5))

    assert bench.delay(hours, 100 * 24 + 12, known) <= 24
