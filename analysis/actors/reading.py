"""Who acts in a post and in an issue: agencies, officials, institutions; never private persons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

import pandas as pd

from analysis.actors.finder import ActorFinder, Entity
from analysis.actors.private_persons import mask_private_persons
from analysis.places.gazetteer import bare_name
from analysis.text.tokens import words
from kentongan.core.office import Office

__all__ = ["KINDS", "ActorFinder", "Entity", "entity_columns", "main_actors", "mask_private_persons"]

KINDS = ("agency", "official", "institution")
# Bodies that bear the name of a place and nothing else, and what joins several.
_DISTRICTS = frozenset({"kecamatan", "kelurahan", "desa"})
_JOINED = frozenset({"dan", "serta"})


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


def main_actors(posts: pd.DataFrame, places: Sequence[str] = ()) -> tuple[str, ...]:
    """At most four agencies, officials and institutions, most named first.

    "pdam" and "PDAM" are one name, and "PDAM" beside a single "PDAM Tirta Wanasari" is that body. A title alone
    ("menteri") is never taken for the one minister who is named in full. "Kecamatan Girimukti" beside the place
    "Kec. Girimukti" says the place again and is left out.

    Args:
        posts: with the column `entities`.
        places: names of the places that are said beside the actors.
    """
    said = {word for place in places for word in words(bare_name(place))}
    spelled: dict[str, Counter[str]] = {}
    posts_of: Counter[str] = Counter()
    bodies: set[str] = set()
    for entities in posts["entities"]:
        posts_of.update({text.casefold() for _, text, _, _ in entities})
        bodies.update(text.casefold() for kind, text, _, _ in entities if kind != "official")
        for _, text, _, _ in entities:
            spelled.setdefault(text.casefold(), Counter())[text] += 1
    meant: Counter[str] = Counter()
    for name, count in posts_of.items():
        longer = [other for other in bodies if other.startswith(f"{name} ")] if name in bodies else []
        meant[longer[0] if len(longer) == 1 else name] += count
    acting = [name for name in meant if not _only_places(name, said)]
    ranked = sorted(acting, key=lambda name: (-meant[name], name))[:4]
    # As most write it, capitals before small letters.
    return tuple(min(spelled[name], key=lambda text: (-spelled[name][text], text)) for name in ranked)


def _only_places(name: str, said: AbstractSet[str]) -> bool:
    """Whether a name is a district or village by name, or several, and all of them are said elsewhere."""
    level, *rest = words(name) or [""]
    left = [word for word in rest if word not in _DISTRICTS and word not in _JOINED]
    return level in _DISTRICTS and bool(left) and said >= set(left)


@lru_cache(maxsize=4)
def _finder(office: Office | None) -> ActorFinder:
    """One finder for all chunks of a stream."""
    return ActorFinder(office)
