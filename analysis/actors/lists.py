"""The lists of agencies, titles and institutions, and of words that end or begin no name. From `data/actors.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from analysis.text.phrases import PhraseIndex, words


@dataclass(frozen=True, slots=True)
class ActorLists:
    """The lists of `data/actors.toml`; see the comments there."""

    agencies: PhraseIndex[bool]
    agency_heads: PhraseIndex[bool]
    titles: PhraseIndex[bool]
    alone: frozenset[tuple[str, ...]]
    institution_heads: PhraseIndex[bool]
    institutions: PhraseIndex[str]
    joins: frozenset[str]
    stops: frozenset[str]
    any_case: frozenset[str]
    not_in_office: frozenset[str]
    no_name: frozenset[str]
    qualified: frozenset[str]
    state_bodies: PhraseIndex[bool]
    state_firms: PhraseIndex[bool]


@lru_cache(maxsize=1)
def actor_lists() -> ActorLists:
    """The shipped lists, compiled once."""
    table: dict[str, list[str]] = tomllib.loads(
        (files("analysis") / "data" / "actors.toml").read_text(encoding="utf-8")
    )
    index = {
        name: PhraseIndex(dict.fromkeys((words(p), True) for p in table[name]))
        for name in ("agencies", "agency_heads", "institution_heads", "state_bodies", "state_firms")
    }
    # "Kadesku", "bupatinya": whose office it is, said at the title's end.
    owned = [f"{title}{ending}" for title in table["alone"] if " " not in title for ending in ("ku", "mu", "nya")]
    index["titles"] = PhraseIndex(dict.fromkeys((words(p), True) for p in (*table["titles"], *owned)))
    return ActorLists(
        **index,
        alone=frozenset(words(phrase) for phrase in (*table["alone"], *owned)),
        institutions=PhraseIndex([(words(name), name) for name in dict.fromkeys(table["institutions"])]),
        joins=frozenset(table["joins"]),
        stops=frozenset(table["stops"]),
        any_case=frozenset(table["any_case"]),
        not_in_office=frozenset(table["not_in_office"]),
        no_name=frozenset(table["no_name"]),
        qualified=frozenset(table["qualified"]),
    )
