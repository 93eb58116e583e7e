"""Floors of the stance: posts labelled by hand, the half set apart for checking (guidelines: ``stance_posts.md``)."""

import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from analysis.scoring import macro_f1

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text("utf-8"))
FLOOR = FLOORS["floors"]["stance"]


@pytest.fixture(scope="module")
def benchmark_of_stance() -> ModuleType:
    """The script that prints the figures: the floors are measured in the same way."""
    path = HERE.parents[1] / "benchmarks" / "stance_accuracy.py"
    spec = importlib.util.spec_from_file_location("stance_accuracy", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = before
    return module


def test_the_labels_are_those_that_were_measured() -> None:
    """Floors hold for these labels only."""
    for name in ("stance_posts.tsv", "stance_posts_2.tsv"):
        assert hashlib.sha256((HERE / name).read_bytes()).hexdigest() == FLOORS["data"][name]


def test_our_own_posts(benchmark_of_stance: ModuleType) -> None:
    """Posts written by us, read without any other data."""
    table = benchmark_of_stance.labelled(None)
    part = table[(table.split == "check") & (table.set == "stance_posts")].reset_index(drop=True)
    assert len(part) == 63
    assert macro_f1(part.stance, benchmark_of_stance.answers(part), benchmark_of_stance.LABELS) >= FLOOR["own"]


@pytest.mark.shared
def test_news_library_and_our_own_posts(benchmark_of_stance: ModuleType, shared_data: Path) -> None:
    """All three sources; the one-word rule is far behind."""
    table = benchmark_of_stance.labelled(shared_data)
    both = table[table.split == "check"].reset_index(drop=True)
    said = pd.Series(benchmark_of_stance.answers(both))
    later = both.set == "stance_posts_2"
    assert (len(both), int(later.sum())) == (308, 104)
    assert macro_f1(both.stance, said, benchmark_of_stance.LABELS) >= FLOOR["both"]
    assert macro_f1(both.stance[later], said[later], benchmark_of_stance.LABELS) >= FLOOR["later"]
    part = both[~later].reset_index(drop=True)
    rules = macro_f1(part.stance, benchmark_of_stance.answers(part), benchmark_of_stance.LABELS)
    word = macro_f1(part.stance, benchmark_of_stance.one_word(part), benchmark_of_stance.LABELS)
    assert rules >= FLOOR["all"]
    assert rules >= word + 0.2
