"""The office's own releases and who carried them: one story, many pickups (field guide 14 and 18)."""

from __future__ import annotations

import pandas as pd

from kentongan.core.day import ReleasePickup


def release_pickups(posts: pd.DataFrame, window: pd.Series) -> tuple[ReleasePickup, ...]:
    """Releases whose copies appeared in the window, most pickups first.

    Args:
        posts: the frame with `official`, `copy_group`.
        window: truth per row: inside the report's window.
    """
    own = posts[posts["official"] & (posts["kind"] == "news")].sort_values(["published_at", "id"])
    found = []
    for group, releases in own.groupby("copy_group", sort=False):
        carried = posts[(posts["copy_group"] == group) & ~posts["official"] & window]
        release = releases.iloc[0]
        if len(carried) or bool(window.loc[releases.index[0]]):
            pickups = tuple(carried.sort_values(["published_at", "id"])["id"])
            found.append(ReleasePickup(release["title"] or release["text"][:80], release["id"], pickups))
    return tuple(sorted(found, key=lambda r: (-len(r.pickups), r.release)))
