"""Corrections of labels: the latest stands, an empty one takes it back, and every field changes its column."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from analysis.corrections import apply_corrections, standing
from kentongan.core.findings import Correction

START = datetime(2026, 11, 1, tzinfo=UTC)


def decision(post: str, field: str, value: str, minute: int = 0, by: str = "Sari") -> Correction:
    """A decision made some minutes after the start."""
    return Correction(post, field, value, by, START + timedelta(minutes=minute))


def frame() -> pd.DataFrame:
    """Two posts as the machine read them."""
    return pd.DataFrame(
        {
            "id": ["a", "b"],
            "tone": ["netral", "positif"],
            "tone_agency": ["netral", "positif"],
            "potential_negative": [False, True],
            "category": ["INFRA", ""],
            "outside": [False, True],
            "places": [(("99.01", "Wanasari", 3, 9),), ()],
            "title_places": [(), (("32.73", "Bandung", 0, 7),)],
            "language": ["ind", "ind"],
            "needs_verification": [False, True],
        }
    )


@pytest.mark.parametrize(
    ("field", "value", "column", "expected"),
    [
        ("tone", "negatif", "tone_agency", "negatif"),
        ("tone_event", "negatif", "tone", "negatif"),
        ("category", "BANJIR", "category", "BANJIR"),
        ("category", "-", "category", ""),
        ("outside", "ya", "outside", True),
        ("language", "jav", "language", "jav"),
        ("verification", "ya", "needs_verification", True),
        ("place", "99.01.04 Girimukti", "places", (("99.01.04", "Girimukti", 0, 0),)),
        ("place", "-", "places", ()),
    ],
)
def test_each_field_changes_its_column(field: str, value: str, column: str, expected: object) -> None:
    """Of that post alone, with the officer's name; types of columns stay."""
    before = frame()
    after = apply_corrections(before, [decision("a", field, value), decision("gone", field, value)], "99.01")

    assert after.loc[0, column] == expected
    assert after["labelled_by"].tolist() == ["Sari", ""]
    assert after.loc[1].drop("labelled_by").to_dict() == before.loc[1].to_dict()
    assert after.dtypes[before.columns].to_dict() == before.dtypes.to_dict()


def test_potentially_negative_is_a_neutral_post_to_watch() -> None:
    """And another decision on the tone ends it."""
    watched = apply_corrections(frame(), [decision("a", "tone", "berpotensi negatif")])
    assert watched.loc[0, ["tone_agency", "potential_negative"]].tolist() == ["netral", True]
    calm = apply_corrections(frame(), [decision("b", "tone", "positif")])
    assert calm.loc[1, ["tone_agency", "potential_negative"]].tolist() == ["positif", False]


def test_a_place_says_whether_a_post_is_outside() -> None:
    """By its code; what is said of "outside" itself outranks it."""
    inside = apply_corrections(frame(), [decision("b", "place", "99.01.04 Girimukti")], "99.01")
    assert inside["outside"].tolist() == [False, False]
    assert inside.loc[1, "title_places"] == ()
    elsewhere = [decision("a", "place", "32.73 Kota Bandung")]
    assert apply_corrections(frame(), elsewhere, "99.01")["outside"].tolist() == [True, True]
    both = [decision("a", "outside", "tidak"), decision("a", "place", "32.73 Kota Bandung", 1)]
    assert apply_corrections(frame(), both, "99.01")["outside"].tolist() == [False, True]
    assert apply_corrections(frame(), elsewhere, "")["outside"].tolist() == [False, True]


def test_the_latest_stands_and_can_be_taken_back() -> None:
    """Step by step, down to the machine's own answer; decisions on issues are none of these."""
    steps = [
        decision("a", "tone", "negatif", 1),
        decision("a", "tone", "positif", 2),
        decision("a", "owner", "DPUPR", 3),
    ]
    assert standing(steps)["a", "tone"].value == "positif"
    assert standing([*steps, decision("a", "tone", "", 4)])["a", "tone"].value == "negatif"
    assert standing([*steps, *(decision("a", "tone", "", n) for n in (4, 5, 6))]) == {}
    assert apply_corrections(frame(), [*steps, *(decision("a", "tone", "", n) for n in (4, 5))])["labelled_by"][0] == ""
