"""Personal data, places and actors do not get worse: the scores of the benchmark scripts against pinned floors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

_HERE = Path(__file__).parent
_SHIPPED = _HERE.parents[1] / "analysis" / "data" / "measure"
_FLOORS = json.loads((_HERE / "people_floors.json").read_text("utf-8"))
_PARTS = [(name, half) for name, part in _FLOORS.items() if name != "note" for half in part if half != "data"]


@pytest.mark.parametrize(("name", "half"), _PARTS, ids=str)
def test_scores_stay(script: Callable[[str], ModuleType], name: str, half: str) -> None:
    """No score falls below its floor, or rises above its ceiling; the data is the one they were pinned on."""
    for file, digest in _FLOORS[name]["data"].items():
        folder = _HERE if (_HERE / file).exists() else _SHIPPED
        now = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        assert now == digest, f"{file} changed: measure again, then pin again"
    scores = script(name).score(half)
    for key, limit in _FLOORS[name][half].items():
        if key.startswith("max_"):
            assert scores[key.removeprefix("max_")] <= limit, key
        else:
            assert scores[key] >= limit, key


def test_posts_written_later(script: Callable[[str], ModuleType]) -> None:
    """The posts written after the last look at the errors: every span is hidden."""
    benchmark = script("personal_data")
    later = [case for case in benchmark.cases() if case.half == "later"]
    assert len(later) == 80
    assert all(all(benchmark.hidden(case)) for case in later)
