"""Signs of coordination among the posts that carry a claim: counts and times, never accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.emergence.coordination import coordination_signs
from kentongan.core.day import ClaimCase


def with_coordination(cases: Sequence[ClaimCase], posts: pd.DataFrame) -> tuple[ClaimCase, ...]:
    """Each case with the signs among the posts that spread it; the same rules and floors as for an issue."""
    if not cases:
        return ()
    ids = posts["id"].astype(str)
    return tuple(
        replace(case, coordination=tuple(sign.text for sign in coordination_signs(posts[ids.isin(case.spreading)])))
        for case in cases
    )
