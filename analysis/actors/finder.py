"""Find agencies, officials and institutions in a text; private persons are never looked for.

Rules, not a model: agencies have closed lists of short names, officials announce themselves by a title, institutions
by a head word (RSUD, Universitas, PT). A name without a public office before it is not taken (field guide 17).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from analysis.places.gazetteer import Gazetteer, bare_name, name_key
from analysis.text.phrases import PhraseIndex, Tokens, tokenize, words
from kentongan.core.office import Office

_READ = 6000
_CHAIN = 8
_NAME = 4
Entity = tuple[str, str, int, int]


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


@lru_cache(maxsize=1)
def actor_lists() -> ActorLists:
    """The shipped lists, compiled once."""
    table: dict[str, list[str]] = tomllib.loads(
        (files("analysis") / "data" / "actors.toml").read_text(encoding="utf-8")
    )
    index = {
        name: PhraseIndex(dict.fromkeys((words(p), True) for p in table[name]))
        for name in ("agencies", "agency_heads", "titles", "institution_heads")
    }
    return ActorLists(
        **index,
        alone=frozenset(words(phrase) for phrase in table["alone"]),
        institutions=PhraseIndex([(words(name), name) for name in dict.fromkeys(table["institutions"])]),
        joins=frozenset(table["joins"]),
        stops=frozenset(table["stops"]),
        any_case=frozenset(table["any_case"]),
        not_in_office=frozenset(table["not_in_office"]),
        no_name=frozenset(table["no_name"]),
    )


class ActorFinder:
    """Finds actors in one text at a time; made once for an office."""

    def __init__(self, office: Office | None = None) -> None:
        self._lists = actor_lists()
        gazetteer = Gazetteer.load()
        self._gazetteer = gazetteer
        names = [gazetteer.name(code) for code in gazetteer.below("") if len(code) <= 5]
        names += [alias.name for alias in gazetteer.aliases]
        agencies, officials = _of_office(office)
        if office is not None:
            names += [office.region_name, *([office.city] if office.city else [])]
        self._places = PhraseIndex(
            dict.fromkeys((words(bare_name(n).removeprefix("Administrasi ")), True) for n in names)
        )
        self._own_agencies = PhraseIndex(dict.fromkeys((words(name), True) for name in agencies))
        self._own_officials = PhraseIndex(dict.fromkeys((words(name), True) for name in officials))
        lists = self._lists
        known = (lists.titles, lists.agencies, lists.agency_heads, lists.institutions, lists.institution_heads)
        # Where none of these words stands, no actor begins.
        self._openers = frozenset().union(
            *(index.openers for index in known), self._own_agencies.openers, self._own_officials.openers
        )

    def find(self, text: str) -> list[Entity]:
        """(kind, text, start, end) of every actor, in order, none overlapping; kind agency, official, institution."""
        text = text.replace("\u00a0", " ")
        tokens = tokenize(text, _READ)
        return [
            (kind, text[tokens.start[first] : tokens.end[last - 1]], tokens.start[first], tokens.end[last - 1])
            for kind, first, last in self._walk(text, tokens)
        ]

    def _walk(self, text: str, tokens: Tokens) -> Iterator[tuple[str, int, int]]:
        """One pass from left to right, officials before agencies before institutions at each place."""
        rules = (("official", self._official), ("agency", self._agency), ("institution", self._institution))
        free = 0
        for position in [place for place, word in enumerate(tokens.low) if word in self._openers]:
            if position < free:
                continue
            for kind, rule in rules:
                last = rule(text, tokens, position)
                if last:
                    yield kind, position, last
                    free = last
                    break

    def _official(self, text: str, tokens: Tokens, position: int) -> int:
        """One past the last token of a title with its region or unit and the bearer's name; 0 when there is none."""
        own = self._own_officials.at(tokens.low, position)
        if own is not None:
            return own[0]
        hit = self._lists.titles.at(tokens.low, position)
        if hit is None or (position and tokens.low[position - 1] in self._lists.not_in_office):
            return 0
        last = hit[0]
        title = tuple(tokens.low[position:last])
        unit = self._unit_at(text, tokens, last)
        named = self._name_at(text, tokens, unit)
        bracket = self._after_bracket(text, tokens, named)
        if bracket or named > last:
            return max(named, bracket, self._apposition(text, tokens, named))
        return last if title in self._lists.alone else 0

    def _after_bracket(self, text: str, tokens: Tokens, position: int) -> int:
        """The name after a title's abbreviation: "Menteri Luar Negeri (Menlu) RI Sugiono"; 0 when there is none."""
        if position + 1 >= len(tokens):
            return 0
        before = text[tokens.end[position - 1] : tokens.start[position]]
        if before != " (" or text[tokens.end[position] : tokens.start[position + 1]] != ") ":
            return 0
        start = position + 1
        if not self._is_name(tokens, start):
            return 0
        last = self._name_at(text, tokens, start + 1)
        return max(last, start + 1)

    def _apposition(self, text: str, tokens: Tokens, position: int) -> int:
        """The bearer's name between commas: "Kepala Dinas PUPR Kota Samarinda, Desy Damayanti, mengatakan"."""
        if position >= len(tokens) or text[tokens.end[position - 1] : tokens.start[position]] != ", ":
            return 0
        if not self._is_name(tokens, position) or self._opens_actor(tokens, position):
            return 0
        last = self._name_at(text, tokens, position + 1)
        after = text[tokens.end[last - 1] : tokens.end[last - 1] + 14]
        closed = after.startswith((",", " (")) or after.strip().startswith(_SAYING)
        return last if closed and last - position <= _NAME and not self._place_end(text, tokens, position) else 0

    def _opens_actor(self, tokens: Tokens, position: int) -> bool:
        """Another title, agency or institution begins at `position`."""
        indexes = (self._lists.titles, self._lists.agency_heads, self._lists.agencies, self._lists.institution_heads)
        return any(index.at(tokens.low, position) is not None for index in indexes)

    def _unit_at(self, text: str, tokens: Tokens, position: int) -> int:
        """Skip what a title is the title of: "PUPR Kota Samarinda", "Jawa Barat", "Kesehatan"."""
        while position < len(tokens) and _follows(text, tokens, position):
            low = tokens.low[position]
            step = self._place_end(text, tokens, position)
            if not step:
                hit = self._lists.agencies.at(tokens.low, position)
                step = hit[0] if hit is not None and tokens.raw[position][0].isupper() else 0
            if not step and low in _LEVEL_WORDS and self._place_end(text, tokens, position + 1):
                step = position + 1
            if not step:
                break
            position = step
        return position

    def _name_at(self, text: str, tokens: Tokens, position: int) -> int:
        """One past the capitalised words (a name, or the rest of a unit's name) that start at `position`."""
        last = position
        while last < len(tokens) and last - position < _NAME + 2 and _follows(text, tokens, last):
            if tokens.raw[last].isdigit() and last > position and tokens.low[last - 1] in _NUMBERED:
                pass
            elif not self._is_name(tokens, last):
                join = tokens.raw[last] in self._lists.joins and last > position
                if not (join and self._joined(tokens, last + 1)):
                    break
            elif last > position and tokens.low[last] in _CAPITALS_ONLY - _NUMBERED and tokens.raw[last].isupper():
                break
            last += 1
        return last

    def _joined(self, tokens: Tokens, position: int) -> bool:
        """After "dan" the same name goes on, and no other actor begins."""
        within = position < len(tokens)
        return within and self._is_name(tokens, position) and not self._opens_actor(tokens, position)

    def _is_name(self, tokens: Tokens, position: int) -> bool:
        """A capitalised word that may belong to a name."""
        raw = tokens.raw[position]
        return raw[0].isupper() and raw not in self._lists.stops and not _verb(raw)

    def _agency(self, text: str, tokens: Tokens, position: int) -> int:
        """One past the last token of an agency; 0 when there is none."""
        own = self._own_agencies.at(tokens.low, position)
        if own is not None:
            return self._region_after(text, tokens, own[0])
        head = self._lists.agency_heads.at(tokens.low, position)
        if head is not None and tokens.raw[position][0].isupper():
            last = self._chain(text, tokens, head[0])
            if last > head[0]:
                return last
        hit = self._lists.agencies.at(tokens.low, position)
        if hit is None:
            return 0
        raw = tokens.raw[position]
        short = hit[0] - position == 1 and len(raw) <= 4
        if short and not raw.isupper() and tokens.low[position] not in self._lists.any_case:
            return 0
        return self._region_after(text, tokens, hit[0])

    def _region_after(self, text: str, tokens: Tokens, last: int) -> int:
        """Take "Metro Bekasi Kota", "Kabupaten Bogor", "RI" along with the agency before it."""
        probe = last
        while probe < len(tokens) and tokens.low[probe] in _LEVEL_WORDS and _follows(text, tokens, probe):
            probe += 1
        if probe < len(tokens) and _follows(text, tokens, probe):
            end = self._place_end(text, tokens, probe)
            if end:
                extra = end < len(tokens) and tokens.raw[end] == "Kota" and _follows(text, tokens, end)
                return end + extra
        return last + 1 if last < len(tokens) and tokens.raw[last] == "RI" and _follows(text, tokens, last) else last

    def _institution(self, text: str, tokens: Tokens, position: int) -> int:
        """One past the last token of an institution; 0 when there is none."""
        hit = self._lists.institutions.at(tokens.low, position)
        if hit is not None:
            shown = text[tokens.start[position] : tokens.end[hit[0] - 1]]
            if any(shown == name or (len(name) > 4 and shown == name.upper()) for name in hit[1]):
                return hit[0]
        head = self._lists.institution_heads.at(tokens.low, position)
        if head is None or not tokens.raw[position][0].isupper():
            return 0
        if tokens.low[position] in _CAPITALS_ONLY and not tokens.raw[position].isupper():
            return 0
        last = head[0]
        if last < len(tokens) and tokens.raw[last].isdigit() and len(tokens.raw[last]) <= 3:
            last += 1
        if last < len(tokens) and tokens.low[last] == "dr":
            last += 1
        last = self._chain(text, tokens, last, joins=False)
        return last if last > head[0] or "".join(tokens.low[position : head[0]]) == "rsud" else 0

    def _chain(self, text: str, tokens: Tokens, position: int, *, joins: bool = True) -> int:
        """One past a chain of capitalised words and joining words, at most eight, no comma inside."""
        last = position
        while last < len(tokens) and last - position < _CHAIN and _follows(text, tokens, last):
            raw = tokens.raw[last]
            if raw in self._lists.joins and raw != "RI":
                if not (joins and last > position and self._joined(tokens, last + 1)):
                    break
            elif not self._is_name(tokens, last):
                break
            last += 1
        return last

    def _place_end(self, text: str, tokens: Tokens, position: int) -> int:
        """One past the place's name that starts at `position`; 0 when none does."""
        if position >= len(tokens):
            return 0
        hit = self._places.at(tokens.low, position)
        if hit is not None and (tokens.raw[position][0].isupper() or len(tokens.low[position]) > 5):
            return hit[0]
        if not tokens.raw[position][0].isupper() or tokens.raw[position] in self._lists.stops:
            return 0
        for last in range(min(len(tokens), position + 3), position, -1):
            joined = all(_follows(text, tokens, k) for k in range(position + 1, last))
            codes = self._gazetteer.by_key(name_key("".join(tokens.low[position:last]))) if joined else ()
            if any(len(code) == 8 for code in codes):
                return last
        return 0


_SAYING = (
    "meng",
    "meny",
    "menj",
    "mene",
    "memb",
    "memi",
    "menu",
    "berharap",
    "yang",
    "atau",
    "di ",
    "saat",
    "usai",
    "pada",
)
_LEVEL_WORDS = frozenset(
    ("kabupaten", "kab", "kota", "provinsi", "prov", "kecamatan", "kec", "desa", "metro", "daerah", "negeri")
)
_NUMBERED = frozenset(("sdn", "smpn", "sman", "smkn", "mtsn", "man", "min", "negeri"))
_CAPITALS_ONLY = frozenset(
    ("pt", "cv", "rs", "pn", "pd", "man", "min", "sd", "smp", "sma", "smk", "lsm", "slb", "tpa", "uin")
)


def _of_office(office: Office | None) -> tuple[list[str], list[str]]:
    """(agencies, officials) that the office names itself."""
    if office is None:
        return [], []
    agencies = [office.agency, office.short]
    for unit in office.units:
        agencies += [unit.name, *unit.aliases]
    return [name for name in agencies if name.strip()], [name for name in office.leader_names if name.strip()]


def _follows(text: str, tokens: Tokens, position: int) -> bool:
    """Nothing but a space, hyphen, slash, ampersand or initial's dot stands before token `position`."""
    if not position:
        return False
    gap = text[tokens.end[position - 1] : tokens.start[position]]
    return gap in _GAPS or (gap == ". " and _initial(tokens.raw[position - 1]))


_GAPS = frozenset((" ", "-", "/", " & ", "  ", "\u00a0", "."))


def _initial(raw: str) -> bool:
    """An initial or an abbreviated title before a dot, which ends no sentence there."""
    return len(raw) == 1 or raw in ("dr", "Dr", "Drs", "Dra", "Ir", "Hj", "Prof", "Moh", "Muh", "St")


def _verb(raw: str) -> bool:
    """A capitalised word of a headline that is plainly a verb ("Menyerahkan", "Dilaporkan")."""
    low = raw.lower()
    return (
        len(low) > 6
        and low.startswith(("meng", "meny", "mem", "men", "di", "ber"))
        and low.endswith(("kan", "i", "an", "ah", "ng", "at", "ar"))
    )


def names_of(entities: Iterable[Entity]) -> frozenset[str]:
    """The words of all officials' names and titles, lower case: people who may be named."""
    found = (text for kind, text, _, _ in entities if kind == "official")
    return frozenset(word for text in found for word in words(text))
