"""Section 11: which officials were named and which media were most active; private persons never appear."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from kentongan.core.office import Office


def named_officials(posts: pd.DataFrame, office: Office, limit: int = 5) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Officials named in at least two posts, most first, with the posts.

    A leader's office and names are one figure: "Bupati Wanasari" and the bupati's nickname count together.
    """
    leaders = {name.casefold() for name in (office.leader, *office.leader_names) if name}
    found: dict[str, list[str]] = defaultdict(list)
    for post, entities in zip(posts["id"], posts["entities"], strict=True):
        names = {text for kind, text, _, _ in entities if kind == "official"}
        figures = {office.leader if _is_leader(name, leaders) else name for name in names}
        for figure in sorted(figures):
            found[figure].append(post)
    order = sorted((f for f in found if len(found[f]) > 1), key=lambda f: (-len(found[f]), f))
    return tuple((figure, tuple(found[figure])) for figure in order[:limit])


def _is_leader(name: str, leaders: set[str]) -> bool:
    folded = name.casefold()
    return any(leader == folded or (len(leader) > 6 and leader in folded) for leader in leaders)


def active_outlets(posts: pd.DataFrame, limit: int = 5) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """News outlets by number of posts, most first; the office's own channel is no medium."""
    news = posts[(posts["kind"] == "news") & ~posts["official"] & (posts["source"] != "")]
    sizes = news.groupby("source")["id"].apply(tuple)
    order = sorted(sizes.index, key=lambda name: (-len(sizes[name]), name))
    return tuple((name, sizes[name]) for name in order[:limit])
