"""Find agencies, officials and institutions in a text; private persons are never looked for.

Rules, not a model: agencies have closed lists of short names, officials announce themselves by a title, institutions
by a head word (RSUD, Universitas, PT). A name without a public office before it is not taken (field guide 17).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from analysis.actors.lists import actor_lists
from analysis.actors.name_cues import name_cues
from analysis.places.gazetteer import Gazetteer, bare_name, name_key
from analysis.text.person_names import WordKind, word_kind
from analysis.text.phrases import PhraseIndex, Tokens, tokenize, words
from kentongan.core.office import Office

_READ = 6000
_CHAIN = 8
_NAME = 4
Entity = tuple[str, str, int, int]


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
                    yield self._kind(kind, tokens, position), position, last
                    free = last
                    break

    def _kind(self, kind: str, tokens: Tokens, position: int) -> str:
        """A body of the state is an agency, a firm of the state an institution, wherever the lists have it."""
        if kind == "official":
            return kind
        if self._lists.state_bodies.at(tokens.low, position) is not None:
            return "agency"
        return "institution" if self._lists.state_firms.at(tokens.low, position) is not None else kind

    def _official(self, text: str, tokens: Tokens, position: int) -> int:
        """One past the last token of a title with its region or unit and the bearer's name; 0 when there is none."""
        own = self._own_officials.at(tokens.low, position)
        if own is not None:
            return own[0]
        hit = self._lists.titles.at(tokens.low, position)
        if hit is None or (position and tokens.low[position - 1] in self._lists.not_in_office):
            return 0
        last = hit[0]
        if position and last == position + 1 and _surname(text, tokens, position):
            return 0
        title = tuple(tokens.low[position:last])
        unit = self._unit_at(text, tokens, last)
        named = self._bearer(text, tokens, unit)
        bracket = self._after_bracket(text, tokens, named)
        if bracket or named > last:
            told = position > 0 and tokens.low[position - 1] in name_cues().telling
            return max(named, bracket, self._apposition(text, tokens, named, told))
        return last if title in self._lists.alone else 0

    def _bearer(self, text: str, tokens: Tokens, position: int) -> int:
        """The name after a title, "drg. Hj." before it or not; in small letters where it is on the lists of names."""
        if position >= len(tokens) or not _follows(text, tokens, position):
            return position
        first = _past_courtesy(text, tokens, position)
        last = self._name_at(text, tokens, first)
        while last < min(len(tokens), first + 2) and _follows(text, tokens, last) and _small_name(tokens, last):
            last += 1
        return last if last > first else position

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

    def _apposition(self, text: str, tokens: Tokens, position: int, told: bool = False) -> int:
        """The bearer's name between commas: "Kepala Dinas PUPR Kota Samarinda, Desy Damayanti, mengatakan"."""
        if position >= len(tokens) or text[tokens.end[position - 1] : tokens.start[position]] != ", ":
            return 0
        first = _past_courtesy(text, tokens, position)
        if not self._is_name(tokens, first) or self._opens_actor(tokens, first):
            return 0
        last = self._name_at(text, tokens, first + 1)
        after = text[tokens.end[last - 1] : tokens.end[last - 1] + 14]
        closed = (
            after.startswith((",", " ("))
            or after.strip().startswith(_SAYING)
            or (told and after[:1] in (".", '"', "”"))
        )
        return last if closed and last - first <= _NAME and not self._place_end(text, tokens, first) else 0

    def _opens_actor(self, tokens: Tokens, position: int) -> bool:
        """Another title, agency or institution begins at `position`."""
        indexes = (self._lists.titles, self._lists.agency_heads, self._lists.agencies, self._lists.institution_heads)
        return any(index.at(tokens.low, position) is not None for index in indexes)

    def _unit_at(self, text: str, tokens: Tokens, position: int) -> int:
        """Skip what a title is the title of: "PUPR Kota Samarinda", "Jawa Barat", "Kesehatan"."""
        while position < len(tokens) and _follows(text, tokens, position):
            low = tokens.low[position]
            if low in self._lists.qualified or _numbered(tokens, position):
                position += 1
                continue
            if low == "dari" and position + 2 < len(tokens) and tokens.low[position + 1] in _BENCHES:
                position = self._name_at(text, tokens, position + 2)
                continue
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
        counted = position and (tokens.low[position - 1] in _COUNTS or tokens.low[position - 1].isdigit())
        if hit is None or (counted and tokens.low[position] in _COUNTED):
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
            if any(_spelled(shown, name) for name in hit[1]):
                return hit[0]
        head = self._lists.institution_heads.at(tokens.low, position)
        if head is None or not tokens.raw[position][0].isupper():
            return head[0] if head is not None and tokens.low[position] in _ANY_CASE_HEADS else 0
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
_ANY_CASE_HEADS = frozenset(("rsud", "rsup", "puskesmas"))
# "Tiga kecamatan" are places, "di kecamatan" is an office.
_COUNTED = frozenset(("kecamatan", "kelurahan"))
_COUNTS = frozenset("dua tiga empat lima enam tujuh delapan sembilan sepuluh beberapa sejumlah belasan puluhan semua seluruh setiap tiap ribuan satu per antar sekian banyak".split())  # fmt: skip
# "Anggota DPRD dari fraksi …": whom a member speaks for.
_BENCHES = frozenset(("fraksi", "partai", "dapil", "komisi"))
_NUMBERED = frozenset(
    ("sdn", "smpn", "sman", "smkn", "mtsn", "man", "min", "negeri", "sd", "smp", "sma", "smk", "danramil", "dandim")
)
_COURTESY = frozenset(("drg", "dr", "drs", "dra", "ir", "prof", "h", "hj", "kh", "pak", "bu", "bapak", "ibu", "st"))
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


def _spelled(shown: str, name: str) -> bool:
    """As listed, in capitals, or, for a name of several words, in small letters."""
    return shown == name or (len(name) > 4 and shown == name.upper()) or (" " in name and shown == name.lower())


def _numbered(tokens: Tokens, position: int) -> bool:
    """Part of a candidate's number: "nomor urut 3"."""
    low, before = tokens.low[position], tokens.low[position - 1]
    if low in ("nomor", "no", "urut"):
        return any(tokens.low[k].isdigit() for k in range(position + 1, min(len(tokens), position + 3)))
    return low.isdigit() and len(low) <= 4 and (before in _NUMBERED or before in ("nomor", "no", "urut"))


def _past_courtesy(text: str, tokens: Tokens, position: int) -> int:
    """Past "drg. Hj.", "Pak" and the like, where a name follows them."""
    first = position
    while first + 1 < len(tokens) and tokens.low[first] in _COURTESY:
        if text[tokens.end[first] : tokens.start[first + 1]] not in (" ", ". ", "."):
            break
        first += 1
    return first


def _surname(text: str, tokens: Tokens, position: int) -> bool:
    """A title's word that ends somebody's name: "Lukmanul Hakim"."""
    before = tokens.raw[position - 1]
    written = before[0].isupper() and tokens.raw[position][0].isupper() and not before.isupper()
    return written and _follows(text, tokens, position) and word_kind(before) is WordKind.NAME


def _small_name(tokens: Tokens, position: int) -> bool:
    """A name in small letters that is nothing else: "bu kades warti"."""
    raw = tokens.raw[position]
    return raw.islower() and len(raw) > 3 and word_kind(raw) is WordKind.NAME and raw not in name_cues().small_words


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
