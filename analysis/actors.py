"""Who acts in a post: agencies, officials, institutions; never private persons."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from analysis.actor_finder import ActorFinder, Entity
from analysis.private_persons import mask_private_persons
from kentongan.core.office import Office

__all__ = ["KINDS", "ActorFinder", "Entity", "entity_columns", "mask_private_persons"]

KINDS = ("agency", "official", "institution")


def entity_columns(posts: pd.DataFrame, office: Office | None = None) -> pd.DataFrame:
    """Column `entities` for every post: a tuple of (kind, text, start, end).

    Spans index into `text`, or into `title` when `text` is empty (as for places). `kind` is one of `KINDS`. The
    office's own units and leaders count beside the shipped lists.
    """
    finder = _finder(office)
    found = [
        tuple(finder.find(str(text) if str(text).strip() else str(title)))
        for title, text in zip(posts["title"].tolist(), posts["text"].tolist(), strict=True)
    ]
    return pd.DataFrame({"entities": pd.Series(found, index=posts.index, dtype=object)})


@lru_cache(maxsize=4)
def _finder(office: Office | None) -> ActorFinder:
    """One finder for all chunks of a stream."""
    return ActorFinder(office)
