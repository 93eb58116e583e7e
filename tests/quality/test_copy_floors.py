"""Copies against pairs labelled by hand: precision and recall do not fall below the pinned floors."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from analysis.copies.finding import copy_columns

HERE = Path(__file__).parent
PAIRS = {
    name: [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]
    for name in ("copy_pairs.jsonl", "copy_pairs_2.jsonl")
}
FLOORS = [floor for floor in json.loads((HERE / "grouping_floors.json").read_text("utf-8")) if "precision" in floor]


def grouped(posts: list[dict[str, str]]) -> list[str]:
    """The copy groups of posts that came a second apart."""
    moments = pd.Timestamp("2026-06-01", tz="UTC") + pd.to_timedelta(range(len(posts)), unit="s")
    frame = pd.DataFrame(posts).assign(
        id=[f"p{row:05d}" for row in range(len(posts))],
        published_at=pd.Series(moments).astype("datetime64[us, UTC]"),
    )
    return copy_columns(frame)["copy_group"].tolist()


def called_copies(pairs: list[dict[str, dict[str, str]]], frame: str) -> list[bool]:
    """Whether each pair is put into one group: "pair" = two posts in a frame, "all" = all pairs' posts in one."""
    if frame == "pair":
        return [len(set(grouped([pair["a"], pair["b"]]))) == 1 for pair in pairs]
    groups = grouped([pair[side] for pair in pairs for side in ("a", "b")])
    return [groups[row] == groups[row + 1] for row in range(0, len(groups), 2)]


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: f"{floor['file']}-{floor['part']}-{floor['frame']}")
def test_copies_keep_their_quality(floor: dict[str, str]) -> None:
    """Of the pairs called copies the floor's share are copies, and of the copies the floor's share are found."""
    pairs = [pair for pair in PAIRS[floor["file"]] if pair["part"] == floor["part"]]
    called = called_copies(pairs, floor["frame"])
    right = sum(found and pair["label"] == "copy" for found, pair in zip(called, pairs, strict=True))
    precision = right / max(sum(called), 1)
    recall = right / sum(pair["label"] == "copy" for pair in pairs)
    measured = f"precision {precision:.3f} (floor {floor['precision']}), recall {recall:.3f} (floor {floor['recall']})"
    assert precision >= float(floor["precision"]), measured
    assert recall >= float(floor["recall"]), measured


@pytest.mark.parametrize(
    ("name", "checked", "long", "articles"),
    [("copy_pairs.jsonl", 0.3, 800, 80), ("copy_pairs_2.jsonl", 0.6, 400, 30)],
)
def test_the_pairs_are_what_their_description_says(name: str, checked: float, long: int, articles: int) -> None:
    """Enough pairs, half of them hard negatives, a part set apart by text, articles among them, none twice."""
    pairs = PAIRS[name]
    labels = Counter(pair["label"] for pair in pairs)
    assert set(labels) == {"copy", "different"}
    assert len(pairs) >= 300
    assert labels["different"] >= len(pairs) / 2
    parts = Counter(pair["part"] for pair in pairs)
    assert set(parts) == {"choose", "check"}
    assert checked <= parts["check"] / len(pairs) <= checked + 0.07
    sides = [[json.dumps(pair[side], sort_keys=True) for side in ("a", "b")] for pair in pairs]
    assert all(first != second for first, second in sides)
    assert len({frozenset(pair) for pair in sides}) == len(pairs)
    texts = {
        part: {side for pair, both in zip(pairs, sides, strict=True) if pair["part"] == part for side in both}
        for part in parts
    }
    assert not texts["choose"] & texts["check"]
    assert sum(min(len(pair["a"]["text"]), len(pair["b"]["text"])) >= long for pair in pairs) >= articles
