"""The words around a private person's name: titles, kin, trades, verbs of telling. From `data/name_cues.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class NameCues:
    """The lists of `data/name_cues.toml`; see the comments there."""

    titles: frozenset[str]
    weak_titles: frozenset[str]
    naming: frozenset[str]
    weak_naming: frozenset[str]
    people: frozenset[str]
    no_cue: frozenset[str]
    kin: frozenset[str]
    telling: frozenset[str]
    spoke: frozenset[str]
    weak: frozenset[str]
    beside: frozenset[str]
    never: frozenset[str]
    small_words: frozenset[str]
    bears_names: frozenset[str]


@lru_cache(maxsize=1)
def name_cues() -> NameCues:
    """The shipped lists, read once."""
    table: dict[str, list[str]] = tomllib.loads(
        (files("analysis") / "data" / "name_cues.toml").read_text(encoding="utf-8")
    )
    return NameCues(**{name: frozenset(table[name]) for name in NameCues.__slots__})
