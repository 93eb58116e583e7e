"""Floors of the stance: posts labelled by hand, the half set apart for checking (guidelines: ``stance_posts.md``)."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from analysis.learning.scoring import macro_f1
from analysis.measures.answers import digest_of

HERE = Path(__file__).parent
FLOORS = json.loads((HERE / "floors.json").read_text("utf-8"))
FLOOR = FLOORS["floors"]["stance"]


@pytest.fixture(scope="module")
def benchmark_of_stance(script: Callable[[str], ModuleType]) -> ModuleType:
    """The script that prints the figures: the floors are measured in the same way."""
    return script("stance_accuracy")


def test_the_labels_are_those_that_were_measured() -> None:
    """Floors hold for these labels only."""
    for name in ("stance_posts.tsv", "stance_posts_2.tsv", "stance_posts_3.tsv"):
        assert hashlib.sha256((HERE / name).read_bytes()).hexdigest() == FLOORS["data"][name]
    assert digest_of("stance_posts_4.tsv") == FLOORS["data"]["stance_posts_4.tsv"]


def test_our_own_posts(benchmark_of_stance: ModuleType) -> None:
    """Posts written by us, read without any other data."""
    table = benchmark_of_stance.labelled(None)
    part = table[(table.split == "check") & (table.set == "stance_posts")].reset_index(drop=True)
    assert len(part) == 63
    assert macro_f1(part.stance, benchmark_of_stance.answers(part), benchmark_of_stance.LABELS) >= FLOOR["own"]


def test_posts_of_a_stranger(benchmark_of_stance: ModuleType) -> None:
    """Posts by somebody who has never seen the program; with what the matcher would say and without."""
    table = benchmark_of_stance.labelled(None)
    part = table[(table.split == "check") & (table.set == benchmark_of_stance.STRANGER)].reset_index(drop=True)
    assert len(part) == 171
    for floor, known in (("stranger", True), ("stranger_unmatched", False)):
        said = benchmark_of_stance.answers(part, known=known)
        assert macro_f1(part.stance, said, benchmark_of_stance.LABELS) >= FLOOR[floor]


@pytest.mark.shared
def test_news_library_and_our_own_posts(benchmark_of_stance: ModuleType, shared_data: Path) -> None:
    """All three sources and our own three sets; the one-word rule is far behind."""
    table = benchmark_of_stance.labelled(shared_data)
    posts = table[(table.split == "check") & (table.set != benchmark_of_stance.STRANGER)].reset_index(drop=True)
    posts["said"] = benchmark_of_stance.answers(posts)

    def figure(*sets: str, said: str = "said") -> float:
        part = posts[posts.set.isin(sets)]
        return macro_f1(part.stance, part[said], benchmark_of_stance.LABELS)

    first, second, third = "stance_posts", "stance_posts_2", "stance_posts_3"
    assert posts.set.value_counts().to_dict() == {first: 204, second: 104, third: 162}
    assert figure(first) >= FLOOR["all"]
    assert figure(first, second) >= FLOOR["both"]
    assert figure(second) >= FLOOR["later"]
    assert figure(third) >= FLOOR["third"]
    assert figure(first, second, third) >= FLOOR["every"]
    posts["word"] = benchmark_of_stance.one_word(posts)
    for sets in ((first,), (first, second, third)):
        assert figure(*sets) >= figure(*sets, said="word") + 0.2
