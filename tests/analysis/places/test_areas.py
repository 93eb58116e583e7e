"""Areas below the office's region: a village counts for its district, a post in two districts in both."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.places.areas import area_counts
from analysis.places.gazetteer import Gazetteer

# Kota Samarinda with two districts, and a village of the first.
CITY, PALARAN, VILLAGE, ILIR = "64.72", "64.72.01", "64.72.01.1001", "64.72.02"


def posts(*places: tuple[str, ...]) -> pd.DataFrame:
    """A frame of posts "p0", "p1" … that name these codes; the first stands in the title."""
    named = [[(code, "", 0, 0) for code in codes] for codes in places]
    return pd.DataFrame(
        {
            "id": [f"p{i}" for i in range(len(places))],
            "title_places": [tuple(row[:1]) for row in named],
            "places": [tuple(row) for row in named],
        },
        columns=["id", "title_places", "places"],
    )


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The shipped one."""
    return Gazetteer.load()


def test_villages_count_for_their_district_once(gazetteer: Gazetteer) -> None:
    """Most posts first; the city itself and other regions are no area; the day before stands beside."""
    now = posts((VILLAGE, PALARAN), (ILIR, PALARAN), (CITY,), ("33.13.01",), ())
    found = area_counts(now, posts((ILIR,)), CITY, gazetteer)

    assert [(a.code, a.name, a.posts, a.before) for a in found] == [
        (PALARAN, gazetteer.short(PALARAN), ("p0", "p1"), ()),
        (ILIR, gazetteer.short(ILIR), ("p1",), ("p0",)),
    ]


@pytest.mark.parametrize(("region", "codes"), [("", ["64", "33"]), ("64", ["64.72"]), ("64.72.01", [VILLAGE])])
def test_the_level_is_the_one_below_the_office(gazetteer: Gazetteer, region: str, codes: list[str]) -> None:
    """A ministry sees provinces, a province its regencies, a district its villages."""
    found = area_counts(posts((VILLAGE,), (VILLAGE,), ("33.13.01",)), posts(), region, gazetteer)

    assert [area.code for area in found] == codes


def test_codes_that_nobody_knows_and_empty_days_give_nothing(gazetteer: Gazetteer) -> None:
    """An office below which there is no level, an unknown district, no posts."""
    assert area_counts(posts((VILLAGE,)), posts(), VILLAGE, gazetteer) == ()
    assert area_counts(posts(("64.72.99",)), posts(), CITY, gazetteer) == ()
    assert area_counts(posts(), posts(), CITY, gazetteer) == ()
