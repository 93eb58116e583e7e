"""Personal data, places and actors do not get worse: the scores of the benchmark scripts against pinned floors."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

_HERE = Path(__file__).parent
_SHIPPED = _HERE.parents[1] / "analysis" / "data" / "measure"
_FLOORS = json.loads((_HERE / "people_floors.json").read_text("utf-8"))
_PARTS = [(name, half) for name, part in _FLOORS.items() if name != "note" for half in part if half != "data"]


def _benchmark(name: str) -> ModuleType:
    """The script of that name, loaded once; `benchmarks` is no package."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, _HERE.parents[1] / "benchmarks" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.mark.parametrize(("name", "half"), _PARTS, ids=str)
def test_scores_stay(name: str, half: str) -> None:
    """No score falls below its floor, or rises above its ceiling; the data is the one they were pinned on."""
    for file, digest in _FLOORS[name]["data"].items():
        folder = _HERE if (_HERE / file).exists() else _SHIPPED
        now = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        assert now == digest, f"{file} changed: measure again, then pin again"
    scores = _benchmark(name).score(half)
    for key, limit in _FLOORS[name][half].items():
        if key.startswith("max_"):
            assert scores[key.removeprefix("max_")] <= limit, key
        else:
            assert scores[key] >= limit, key


def test_posts_written_later() -> None:
    """The posts written after the last look at the errors: every span is hidden."""
    benchmark = _benchmark("personal_data")
    later = [case for case in benchmark.cases() if case.half == "later"]
    assert len(later) == 80
    assert all(all(benchmark.hidden(case)) for case in later)
