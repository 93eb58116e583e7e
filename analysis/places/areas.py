"""Which areas the day's posts speak of: the level below the office's own region, most posts first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from analysis.places.gazetteer import Gazetteer, inside
from kentongan.core.day import AreaCount

# How long an area's code is below a region's code: the country, a province, a regency or city, a district.
_BELOW: Mapping[int, int] = {0: 2, 2: 5, 5: 8, 8: 13}


def area_counts(
    now: pd.DataFrame, before: pd.DataFrame, region: str, gazetteer: Gazetteer | None
) -> tuple[AreaCount, ...]:
    """The areas directly below `region` that posts name, themselves or by a place inside them.

    A post that names two districts counts in both, so the counts do not add up to the day's.

    Args:
        now, before: counted posts of the day and of the one before, with `id`, `title_places` and `places`.
        region: code of the office's region; "" for the whole country.
        gazetteer: names of the areas; an area it does not know is left out, and all of them without one.

    Returns:
        Areas with a post today, most first, then by code.
    """
    if gazetteer is None:
        return ()
    today = _posts_by_area(now, region)
    earlier = _posts_by_area(before, region)
    order = sorted((code for code in today if code in gazetteer), key=lambda code: (-len(today[code]), code))
    return tuple(
        AreaCount(code, gazetteer.short(code), tuple(today[code]), tuple(earlier.get(code, ()))) for code in order
    )


def _posts_by_area(posts: pd.DataFrame, region: str) -> dict[str, list[str]]:
    length = _BELOW.get(len(region))
    found: dict[str, list[str]] = defaultdict(list)
    if length is None:
        return found
    for post, first, second in zip(posts["id"], posts["title_places"], posts["places"], strict=True):
        codes = {code[:length] for code, *_ in (*first, *second) if len(code) >= length and inside(code, region)}
        for code in sorted(codes):
            found[code].append(post)
    return found
