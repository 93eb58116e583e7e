"""Floors of the flag "perlu verifikasi" on posts by a stranger (guidelines: ``verification_posts.md``)."""

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from analysis.measures.answers import digest_of

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text("utf-8"))
FLOOR = FLOORS["floors"]["flag"]


@pytest.fixture(scope="module")
def benchmark_of_flags(script: Callable[[str], ModuleType]) -> ModuleType:
    """The script that prints the figures: the floors are measured in the same way."""
    return script("flag_posts")


def test_the_posts_are_those_that_were_measured() -> None:
    """Floors hold for these labels only."""
    for name in ("verification_posts.tsv", "verification_posts_2.tsv"):
        assert digest_of(name) == FLOORS["data"][name]


def test_rumours_are_put_before_a_person(benchmark_of_flags: ModuleType) -> None:
    """Most posts that ask for a check are flagged, few others are, and the score means what it says."""
    table, apart = (benchmark_of_flags.labelled(path) for path in (benchmark_of_flags.POSTS, benchmark_of_flags.APART))
    for half in ("choose", "check", "apart"):
        found = benchmark_of_flags.figures(apart if half == "apart" else table[table.split == half])
        for name in ("precision", "recall", "auc"):
            assert found[name] >= FLOOR[f"{name}_{half}"]
        assert 1 - found["ece"] >= FLOOR[f"calibrated_{half}"]


@pytest.mark.shared
def test_ordinary_streams_stay_quiet(benchmark_of_flags: ModuleType, shared_data: Path) -> None:
    """Real texts nobody trained on, posted without a source, and the news of a known outlet."""
    streams = benchmark_of_flags.streams(shared_data)
    for name, key in (
        ("news titles alone", "flagged_titles"),
        ("news, first 300 characters", "flagged_openings"),
        ("news, full text", "flagged_articles"),
        ("news of a known outlet", "flagged_outlet"),
    ):
        posts = benchmark_of_flags.posts_frame([{"id": str(i), **row} for i, row in enumerate(streams[name])])
        assert benchmark_of_flags.verification_columns(posts).needs_verification.mean() <= FLOOR[key]
