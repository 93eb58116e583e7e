"""Indonesia's provinces, regencies, cities, districts and villages, by official code and by name.

Codes and names are those of Kepmendagri 300.2.2-2138/2025 (`analysis/data/README.md`). A code's form tells its level:
"64" province, "64.72" regency or city, "64.72.01" district (kecamatan), "64.72.01.1001" village (1… kelurahan, 2… desa,
3… desa adat). A code that begins with another code, dot included, lies inside that region.
"""

from __future__ import annotations

import lzma
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, SupportsIndex

LEVELS = ("provinsi", "kabupaten", "kota", "kecamatan", "desa", "kelurahan")
_CODE = re.compile(r"\d\d(?:\.\d\d(?:\.\d\d(?:\.\d{4})?)?)?")
_FIRST = re.compile(r"[^\w'’]+")
_DROP = str.maketrans("", "", " '’-./")
_PREFIX = re.compile(
    r"^(?:kabupaten administrasi|kota administrasi|kabupaten|kab\.?|kota|provinsi|prov\.?|kecamatan|kec\.?|"
    r"distrik|desa|ds\.?|kelurahan|kel\.?)\s+",
    re.IGNORECASE,
)
_KIND_OF_PREFIX = {
    "kab": ("kabupaten",),
    "kot": ("kota",),
    "pro": ("provinsi",),
    "kec": ("kecamatan",),
    "dis": ("kecamatan",),
    "des": ("desa",),
    "ds": ("desa",),
    "ds.": ("desa",),
    "kel": ("kelurahan",),
}
_PAPUA = {"91", "92", "93", "94", "95", "96"}
_WITA = {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}
_WIT = {"81", "82"} | _PAPUA
# Names that people use for a province; the official one is too long for a report's line.
_SHORT_PROVINCE = {"31": "DKI Jakarta", "34": "DI Yogyakarta"}


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a place.

    `exact` aliases count only in this very spelling ("DIY" is not "diy"), `near` ones only for offices of that very place
    or of its province ("Krw" is Karawang there and may be anything elsewhere).
    """

    name: str
    code: str
    exact: bool = False
    near: bool = False


def name_key(name: str) -> str:
    """The name as the index knows it: lower case without spaces, hyphens, dots and apostrophes."""
    return name.lower().translate(_DROP)


def bare_name(name: str) -> str:
    """The name without "Kabupaten", "Kota", "Kec.", "Desa" … in front."""
    return _PREFIX.sub("", name.strip(), count=1) or name


def inside(code: str, region: str) -> bool:
    """True when the place `code` is `region` or lies in it; everything lies in "" (the country)."""
    return code.startswith(region) and (len(code) == len(region) or not region or code[len(region)] == ".")


def zone_of(code: str) -> str:
    """The time zone of a place, "WIB", "WITA" or "WIT" (Keppres 41/1987), by its province; WIB where unknown."""
    province = code[:2]
    if province in _WITA:
        return "WITA"
    return "WIT" if province in _WIT else "WIB"


# A post names few places, a stream the same ones again and again.
@lru_cache(maxsize=8_192)
def level_of(code: str) -> str:
    """One of `LEVELS`, by the form of the code; "" for something that is no code."""
    if not _CODE.fullmatch(code):
        return ""
    if len(code) == 2:
        return "provinsi"
    if len(code) == 5:
        return "kota" if code[3] == "7" else "kabupaten"
    if len(code) == 8:
        return "kecamatan"
    return "kelurahan" if code[9] == "1" else "desa"


class Gazetteer:
    """The places of Indonesia and the office's own additions; use `Gazetteer.load`.

    Look-ups are by dictionary or by bisection; nothing is ever scanned except in `search`.
    """

    def __init__(self, places: dict[str, str], aliases: Iterable[Alias]) -> None:
        self._names = places
        self._codes = sorted(places)
        self.aliases = tuple(alias for alias in aliases if alias.code in places)
        self._index: dict[str, tuple[str, ...]] | None = None
        self._short: dict[str, str] = {}
        self._openers: dict[str, frozenset[str]] = {}

    @classmethod
    def load(cls, extra: Iterable[tuple[str, str, Iterable[str]]] = ()) -> Gazetteer:
        """The shipped gazetteer with `extra` places: (code, full name, aliases).

        An extra place may be new ("33.99", "Kabupaten Wanasari", ("Wanasari",)) or known: then its aliases are added.
        ValueError for a code of an unknown form.
        """
        extra = [(code, name, tuple(aliases)) for code, name, aliases in extra]
        if not extra:
            return _shipped()
        places = dict(_rows())
        more: list[Alias] = []
        for code, name, aliases in extra:
            if not level_of(code):
                raise ValueError(f"{code!r} is not a region code of the form 33, 33.72, 33.72.01 or 33.72.01.1001")
            places[code] = name.strip() or places.get(code, code)
            more += [Alias(alias.strip(), code) for alias in aliases if alias.strip()]
        return cls(places, [*_shipped_aliases(), *more])

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        """The shipped one is not carried to another process, which has its own."""
        return (_shipped, ()) if self is _shipped() else super().__reduce_ex__(protocol)

    def __contains__(self, code: object) -> bool:
        return code in self._names

    def __len__(self) -> int:
        return len(self._codes)

    def name(self, code: str) -> str:
        """The official name: "Kabupaten Bogor", "Palaran"; KeyError for an unknown code."""
        return self._names[code]

    def short(self, code: str) -> str:
        """The name as a report prints it: "Kab. Bogor", "Kota Samarinda", "Kec. Palaran", "Jawa Barat"."""
        known = self._short.get(code)
        if known is None:
            known = self._short[code] = self._shortened(code)
        return known

    def _shortened(self, code: str) -> str:
        name = self._names[code]
        level = level_of(code)
        if level == "provinsi":
            return _SHORT_PROVINCE.get(code, name)
        if level in ("kabupaten", "kota"):
            return f"{'Kota' if self.kind(code) == 'kota' else 'Kab.'} {_region_name(name)}"
        if level == "kecamatan":
            return f"{'Distrik' if code[:2] in _PAPUA else 'Kec.'} {name}"
        return f"{'Kel.' if level == 'kelurahan' else 'Desa'} {name}"

    def full(self, code: str) -> str:
        """The place with the regions around it: "Kec. Palaran, Kota Samarinda, Kalimantan Timur"."""
        names = []
        while code:
            if code in self._names:
                names.append(self.short(code))
            code = self.parent(code)
        return ", ".join(names)

    def kind(self, code: str) -> str:
        """One of `LEVELS`; for regencies and cities the name decides (an extra place may have any number)."""
        level = level_of(code)
        if level in ("kabupaten", "kota"):
            name = self._names.get(code, "")
            return "kota" if name.startswith("Kota ") else "kabupaten" if name.startswith("Kabupaten ") else level
        return level

    def parent(self, code: str) -> str:
        """The code of the region around a place; "" for a province."""
        return code.rpartition(".")[0]

    def children(self, code: str = "") -> tuple[str, ...]:
        """The codes one level below, in order; of "" the provinces."""
        length = {0: 2, 2: 5, 5: 8, 8: 13}.get(len(code))
        return () if length is None else tuple(c for c in self.below(code) if len(c) == length)

    def below(self, code: str) -> tuple[str, ...]:
        """All codes inside a region, without itself, in order."""
        if not code:
            return tuple(self._codes)
        first = bisect_left(self._codes, code + ".")
        return tuple(self._codes[first : bisect_left(self._codes, code + "/")])  # "/" follows "." in ASCII

    def find(self, name: str, levels: Iterable[str] = ()) -> tuple[str, ...]:
        """The codes of every place of that name (official, bare or alias), in code order.

        A level in front narrows the search: "Kota Bogor" is 32.71, "Kab. Bogor" 32.01, "Bogor" both. `levels` narrows
        it further.
        """
        text = " ".join(name.split())
        wanted = set(levels)
        named = _PREFIX.match(text)
        if named:
            known = self._by_key().get(name_key(text[named.end() :]), ())
            prefix = named.group().strip().lower()
            kinds = _KIND_OF_PREFIX[prefix[:3] if prefix[:2] != "ds" else prefix]
            found = tuple(code for code in known if self.kind(code) in kinds)
            if found:
                return tuple(c for c in found if not wanted or self.kind(c) in wanted)
        return tuple(c for c in self._by_key().get(name_key(text), ()) if not wanted or self.kind(c) in wanted)

    def by_key(self, key: str) -> tuple[str, ...]:
        """The codes under `name_key` of a bare name; the quick look-up for readers of text."""
        return self._by_key().get(key, ())

    def district_openers(self, regency: str) -> frozenset[str]:
        """The first words, lower case, of the districts' names of a regency or city."""
        known = self._openers.get(regency)
        if known is None:
            names = [self._names[code] for code in self.children(regency)]
            known = self._openers[regency] = frozenset(_FIRST.split(name, maxsplit=1)[0].lower() for name in names)
        return known

    def search(self, text: str, limit: int = 10) -> tuple[tuple[str, str, float], ...]:
        """What a person may have meant: (code, full name, score 0–1), best first; larger regions first among equals.

        For the set-up wizard: provinces, regencies and cities with typing errors, districts and villages by exact name.
        """
        from rapidfuzz import fuzz, process, utils

        if not text.strip():
            return ()
        scores: dict[str, float] = dict.fromkeys(self.find(text), 1.0)
        choices = {code: name for code, name in self._names.items() if len(code) <= 5}
        query = text.strip()
        bare = {code: bare_name(name) for code, name in choices.items()}
        for table, wanted in ((choices, query), (bare, bare_name(query))):
            found = process.extract(
                wanted, table, scorer=fuzz.ratio, processor=utils.default_process, limit=limit, score_cutoff=70
            )
            for _, score, code in found:
                scores[code] = max(scores.get(code, 0.0), score / 100 - (0.01 if table is bare else 0.0))
        start = name_key(bare_name(query))
        for code, name in bare.items():  # "kutai" is the beginning of three regencies
            if len(start) >= 4 and name_key(name).startswith(start):
                scores[code] = max(scores.get(code, 0.0), 0.9)
        ranked = sorted(scores.items(), key=lambda pair: (-round(pair[1], 2), len(pair[0]), pair[0]))
        return tuple((code, self.full(code), round(score, 3)) for code, score in ranked[:limit])

    def _by_key(self) -> dict[str, tuple[str, ...]]:
        """Bare names and aliases → codes; made at the first look-up."""
        if self._index is None:
            names = [self._names[c] if len(c) > 5 else _region_name(self._names[c]) for c in self._codes]
            keys = "\n".join(names).lower()
            index: dict[str, tuple[str, ...]] = {}
            for key, code in zip(keys.translate(_DROP).split("\n"), self._codes, strict=True):
                index[key] = (*index[key], code) if key in index else (code,)
            for alias in self.aliases:
                if alias.near:
                    continue
                key = name_key(bare_name(alias.name))
                index[key] = tuple(sorted({*index.get(key, ()), alias.code}))
            self._index = index
        return self._index


def _region_name(name: str) -> str:
    """A regency's or city's name alone; districts keep theirs whole ("Kota Bangun" is a district)."""
    return re.sub(r"^(?:Kabupaten|Kota) (?:Administrasi )?", "", name)


def _rows() -> tuple[tuple[str, str], ...]:
    """(code, name) of every shipped place."""
    packed = (files("analysis") / "data" / "wilayah.tsv.xz").read_bytes()
    lines = lzma.decompress(packed).decode("utf-8").splitlines()
    return tuple([(line.partition("\t")[0], line.partition("\t")[2]) for line in lines])


@lru_cache(maxsize=1)
def _shipped_aliases() -> tuple[Alias, ...]:
    """The shipped aliases (`analysis/data/place_aliases.tsv`)."""
    text = (files("analysis") / "data" / "place_aliases.tsv").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, code, *flags = line.split("\t")
            found.append(Alias(name, code, "exact" in flags, "near" in flags))
    return tuple(found)


@lru_cache(maxsize=1)
def _shipped() -> Gazetteer:
    """The gazetteer without additions, loaded once."""
    return Gazetteer(dict(_rows()), _shipped_aliases())
