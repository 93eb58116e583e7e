"""The words that decide whether a name in a text is a place, from `analysis/data/place_words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from analysis.text.phrases import PhraseIndex, words

# marker → levels it announces, and whether it belongs to the place's name (its span) or only points at it.
MARKERS: dict[str, tuple[tuple[str, ...], bool]] = {
    **dict.fromkeys(("kec", "kecamatan", "distrik", "kapanewon", "kemantren"), (("kecamatan",), True)),
    **dict.fromkeys(("camat", "polsek", "koramil", "kua"), (("kecamatan",), False)),
    **dict.fromkeys(
        ("desa", "ds", "kampung", "nagari", "gampong", "pekon", "kalurahan"), (("desa", "kelurahan"), True)
    ),
    **dict.fromkeys(("kel", "kelurahan"), (("kelurahan", "desa"), True)),
    **dict.fromkeys(
        ("kades", "lurah", "pemdes", "bumdes", "pilkades", "puskesmas"), (("desa", "kelurahan", "kecamatan"), False)
    ),
    **dict.fromkeys(("kab", "kabupaten"), (("kabupaten",), True)),
    **dict.fromkeys(("pemkab", "bupati", "wabup"), (("kabupaten",), False)),
    **dict.fromkeys(("kota", "kotamadya"), (("kota",), True)),
    **dict.fromkeys(
        ("pemkot", "walikota", "wawali", "wawalkot", "walkot", "polresta", "polrestabes"), (("kota",), False)
    ),
    **dict.fromkeys(("provinsi", "prov", "propinsi"), (("provinsi",), True)),
    **dict.fromkeys(("pemprov", "gubernur", "wagub", "polda", "kejati", "kanwil"), (("provinsi",), False)),
}
STREET = frozenset(("jl", "jln", "jalan", "gg", "gang"))
ABBREVIATED_STREET = frozenset(("jl", "jln", "gg"))
ADDRESS_WORDS = frozenset(("no", "nomor", "rt", "rw", "km", "blok", "di", "ke", "dan", "yang", "depan", "dekat"))
STATE_SCHOOLS = frozenset(("sdn", "smpn", "sman", "smkn", "mtsn"))
LOCAL = frozenset(("dusun", "dukuh", "pasar", "perumahan", "jembatan", "simpang", "terminal", "bendungan"))
SCHOOL = frozenset(("sdn", "sd", "smpn", "smp", "sman", "sma", "smkn", "smk", "mtsn", "man", "min", "tk", "paud"))


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The word lists; see the comments of the data file for each.

    `common`: names, their words apart, that are ordinary words ("mekar sari", not "mekarsari"); `no_name`: every word with
    which no name begins that stands alone before a place.
    """

    traps: PhraseIndex[bool]
    before: frozenset[str]
    after: frozenset[str]
    everyday: frozenset[str]
    capital_only: frozenset[str]
    cue: frozenset[str]
    person: frozenset[str]
    not_village: frozenset[str]
    not_market: frozenset[str]
    not_street: frozenset[str]
    happens: frozenset[str]
    feels: frozenset[str]
    events: frozenset[str]
    sides: frozenset[str]
    things: frozenset[str]
    affixed: frozenset[str]
    common: frozenset[str]
    no_name: frozenset[str]


@lru_cache(maxsize=1)
def place_words() -> PlaceWords:
    """The shipped lists, loaded once."""
    folder = files("analysis") / "data"
    table: dict[str, list[str]] = tomllib.loads((folder / "place_words.toml").read_text(encoding="utf-8"))
    common = (folder / "place_common.txt").read_text(encoding="utf-8").split("\n")
    lists = {name: frozenset(entries) for name, entries in table.items() if name != "traps"}
    traps = PhraseIndex([(words(phrase), True) for phrase in table["traps"]])
    no_name = frozenset().union(*(lists[name] for name in ("not_village", "person", "before", "cue")), LOCAL, STREET)
    named = frozenset(" ".join(words(name)) for name in common if name).union(lists["affixed"])
    return PlaceWords(traps=traps, common=named, no_name=no_name, **lists)
