"""Old content that goes round again: when a claim's wording was first seen, and when it was first checked.

Re-shared content is the commonest kind of misleading post that needs no invention ("konten lama", field guide 11). Two
memories tell it: the posts of the analysed days, by their copies, and the library of fact-checks, which goes back years.
What neither holds is not called new: nothing is said then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

import pandas as pd

from analysis.text.calendar_id import long_date
from kentongan.core.day import ClaimCase

#: A wording seen so long before the day's first post of the claim is old.
SEEN_BEFORE: Final = timedelta(days=3)
#: A claim checked so long before goes round again.
CHECKED_BEFORE: Final = timedelta(days=90)


def with_first_seen(cases: Sequence[ClaimCase], posts: pd.DataFrame) -> tuple[ClaimCase, ...]:
    """The cases, the old ones with a sign that says since when.

    Args:
        cases: of the day.
        posts: all analysed days, with `id`, `copy_group` and `published_at`.
    """
    if not cases:
        return ()
    group = dict(zip(posts["id"].astype(str), posts["copy_group"].astype(str), strict=True))
    firsts = posts.groupby(posts["copy_group"].astype(str))["published_at"].min().dropna()
    earliest = {str(name): pd.Timestamp(first) for name, first in firsts.items()}
    return tuple(_dated(case, group, earliest) for case in cases)


def _dated(case: ClaimCase, group: Mapping[str, str], earliest: Mapping[str, pd.Timestamp]) -> ClaimCase:
    signs = []
    seen = [earliest[group[post]] for post in case.spreading if group.get(post) in earliest]
    if seen and case.since - min(seen) >= SEEN_BEFORE:
        signs.append(f"konten lama: pertama terlihat {long_date(min(seen).date())}")
    checked = [day for match in case.matches if match.decision == "confirm" and (day := _day(match.factcheck.date))]
    if checked and case.since.date() - min(checked) >= CHECKED_BEFORE:
        signs.append(f"klaim lama: sudah diperiksa {long_date(min(checked))}")
    return replace(case, cues=(*signs, *case.cues)) if signs else case


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
