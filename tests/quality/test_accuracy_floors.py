"""What `kentongan accuracy` prints does not get worse: every score on the shipped sets against its pinned floor.

After a gain: ``KENTONGAN_PIN=1`` raises the floors to half a point under what is measured; it never lowers one.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from analysis.measures.answers import Measure, digest_of, scores_of
from analysis.measures.tasks import MEASURES

FILE = Path(__file__).with_name("accuracy_floors.json")
PINNED: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
SLACK = 0.005


def _is_ceiling(key: str) -> bool:
    """Of the calibration error less is better."""
    return key.endswith("/ece")


def _pin(measure: Measure, scores: dict[str, float]) -> None:
    """Write the data's hash and the floors; a floor that stands on the same data is only raised."""
    same = PINNED["data"].get(measure.file) == digest_of(measure.file)
    before = PINNED["floors"].get(measure.name, {}) if same else {}
    PINNED["data"][measure.file] = digest_of(measure.file)
    PINNED["floors"][measure.name] = {
        k: min(round(v + SLACK, 4), before.get(k, 1.0))
        if _is_ceiling(k)
        else max(round(v - SLACK, 4), before.get(k, 0.0))
        for k, v in scores.items()
    }
    FILE.write_text(json.dumps(PINNED, indent=2, sort_keys=True) + "\n", "utf-8", newline="\n")


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_shipped_scores(measure: Measure) -> None:
    """The labels are the pinned ones, and no score is below its floor."""
    scores = {f"{one.part}/{one.metric}": one.score.value for one in scores_of(measure)}
    if os.environ.get("KENTONGAN_PIN"):
        _pin(measure, scores)
    floors = PINNED["floors"][measure.name]

    assert digest_of(measure.file) == PINNED["data"][measure.file], "the labels changed: measure again, then pin again"
    assert set(scores) == set(floors), "every score has a floor"
    worse = {k: v > floors[k] if _is_ceiling(k) else v < floors[k] for k, v in scores.items()}
    assert {k: (round(v, 4), floors[k]) for k, v in scores.items() if worse[k]} == {}
