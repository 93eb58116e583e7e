"""What early signs do: their loose posts become one story, and a young issue that a sign speaks of is told of.

An issue with a past is left to the drum, which knows that past.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import log10

import pandas as pd

from analysis.emergence.early_signs import LEAST_TOGETHER, Sign
from analysis.emergence.judgement import Emergence
from kentongan.core.findings import EARLY, EMERGING, Rise

YOUNG = timedelta(hours=48)
_DAY = timedelta(days=1)


def gathered(posts: pd.DataFrame, signs: Sequence[Sign]) -> pd.Series:
    """The story of every post, where the posts of a sign that grouping has left loose are one story.

    A post is loose in a story of fewer texts than a sign needs. A sign most of whose posts stand in larger stories
    changes nothing: grouping has seen more than the sign has.

    Args:
        posts: `id`, `published_at`, `copy_group` and `story`.
        signs: of these posts.
    """
    if not signs:
        return posts["story"]
    texts = posts.groupby("story")["copy_group"].nunique()
    story_of = posts.set_index("id")["story"]
    stories = posts["story"].copy()
    for sign in signs:
        own = story_of.loc[list(sign.posts)]
        loose = own[texts.loc[own].to_numpy() < LEAST_TOGETHER].drop_duplicates()
        if len(loose) >= LEAST_TOGETHER and 2 * len(loose) > len(sign.posts):
            stories[stories.isin(loose)] = loose.iloc[0]
    return stories


def told_of(signs: Sequence[Sign], posts: pd.DataFrame, until: datetime) -> dict[str, Sign]:
    """The young issues that signs of the last day speak of, each with the sign seen first.

    Args:
        signs: in the order in which they could be seen.
        posts: the posts that count: `id`, `published_at` and `issue` ("" = ungrouped).
        until: the moment asked about.
    """
    if not signs:
        return {}
    issue_of = posts.set_index("id")["issue"]
    begun = posts.groupby("issue")["published_at"].min()
    found: dict[str, Sign] = {}
    for sign in signs:
        homes = issue_of.reindex(list(sign.posts)).dropna()
        homes = homes[homes != ""].value_counts()
        if sign.since < until - _DAY or homes.empty or 2 * int(homes.iloc[0]) < len(sign.posts):
            continue
        issue = str(homes.index[0])
        if begun[issue] >= pd.Timestamp(sign.since - YOUNG):
            found.setdefault(issue, sign)
    return found


def rise_of(heard: Emergence, sign: Sign | None) -> Rise | None:
    """What the drum says of an issue or, where it is silent, an early sign."""
    if heard.since is not None:
        return Rise(EMERGING, heard.since, heard.reason, heard.score)
    if sign is not None:
        return Rise(EARLY, sign.since, f"pertanda awal: {sign.reason}", -log10(max(sign.by_chance, 1e-300)))
    return None
