"""Category and tone toward the agency on posts labelled by hand: floors, on labels pinned by their hash."""

import json
import sys
from pathlib import Path

import pytest

from analysis.learning import scoring
from analysis.measures.answers import digest_of

# Tests are imported by path; what they share with the benchmark lies beside them.
sys.path.insert(0, str(Path(__file__).parent))
try:
    import agency_truth
    import category_truth
finally:
    sys.path.pop(0)

FLOORS = json.loads(Path(__file__).with_name("category_floors.json").read_text("utf-8"))


def test_the_labels_are_those_of_the_floors() -> None:
    """Other labels need other floors."""
    assert category_truth.digest() == FLOORS["labels"]
    assert digest_of(category_truth.STRANGERS) == FLOORS["category_strangers_labels"]
    assert agency_truth.digest() == FLOORS["agency_labels"]
    assert agency_truth.digest(agency_truth.STRANGERS) == FLOORS["strangers_labels"]


@pytest.mark.shared
@pytest.mark.parametrize("profile", ["pemda", "kemenag"])
def test_categories(profile: str, shared_data: Path) -> None:
    """Macro-F1 of the halves whose errors were not read, and how far the score can be believed."""
    table = category_truth.judged(profile, shared_data)
    for half, floor in FLOORS["macro_f1"][profile].items():
        rows = table[table["half"] == half]
        score = scoring.macro_f1(rows["label"], rows["said"], category_truth.scored_labels(rows))
        assert score >= floor, f"{profile} {half}: {score:.3f} fell below {floor}"
    given = table[table["half"].isin(["check", "check2"]) & (table["said"] != "none")]
    if profile == "pemda":
        assert scoring.ece((given["label"] == given["said"]).tolist(), given["score"]) <= FLOORS["ece"]
        assert (given["label"] == given["said"])[given["unsure"]].mean() < (given["label"] == given["said"]).mean()


def test_categories_of_a_strangers_posts() -> None:
    """Macro-F1 on posts by somebody who had not seen the program, and how far the score can be believed there."""
    table = category_truth.said_of(category_truth.strangers(), "pemda")
    for half, floor in FLOORS["category_strangers_macro_f1"].items():
        rows = table[table["half"] == half]
        score = scoring.macro_f1(rows["label"], rows["said"], category_truth.scored_labels(rows))
        assert score >= floor, f"{half}: {score:.3f} fell below {floor}"
    given = table[(table["half"] == "check") & (table["said"] != "none")]
    right = given["label"] == given["said"]
    assert right[given["unsure"]].mean() < right.mean()


@pytest.mark.parametrize("labels", ["agency", "strangers"])
def test_tone_toward_the_agency_of_unseen_posts(labels: str) -> None:
    """Macro-F1 of the halves whose errors were not read."""
    table = agency_truth.read() if labels == "agency" else agency_truth.read_strangers()
    for half, floor in FLOORS[f"{labels}_macro_f1"].items():
        rows = table[table["half"] == half]
        score = scoring.macro_f1(rows["agency"], rows["said_agency"], ["negatif", "netral", "positif"])
        assert score >= floor, f"{half}: {score:.3f} fell below {floor}"
