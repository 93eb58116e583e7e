"""Find where a text speaks of places: names with a level word, well-known names, the office's own villages, streets.

A mention has candidates (codes that carry the name); which one is meant is decided in `analysis.places.reading`, because that
takes the whole post. Names that are everyday words (Sukamaju, Harapan, Jaya, Batu) count only next to a word that
says "place"; clubs, dishes, firms, campuses and persons are skipped (field guide 14).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Any

from analysis.places.company import Mention, with_company
from analysis.places.gazetteer import Gazetteer, bare_name, inside, name_key
from analysis.places.neighbours import with_neighbours
from analysis.places.tokens import dateline, near, shouted
from analysis.places.words import (
    ABBREVIATED_STREET,
    ADDRESS_WORDS,
    LOCAL,
    MARKERS,
    SCHOOL,
    STATE_SCHOOLS,
    STREET,
    PlaceWords,
    place_words,
)
from analysis.text.phrases import PhraseIndex, Tokens, tokenize, words

_MOST_WORDS = 5
# A word before a name in several words: "UIN Sunan Ampel Surabaya", "Ibu Kartini Banjarnegara".
_BEARS_NAMES = frozenset(
    (
        "universitas",
        "univ",
        "uin",
        "iain",
        "institut",
        "politeknik",
        "stikes",
        "pak",
        "bu",
        "ibu",
        "bapak",
        "mas",
        "mbak",
        "alm",
        "ustaz",
    )
)
#: How many words before a name may say whose it is.
_BEARER_REACH = 4
_AT = frozenset(("di", "ke", "dari", "warga", "asal", "kawasan", "wilayah", "daerah", "sekitar"))


class MentionFinder:
    """Finds mentions; made once for an office's region, then used for every post."""

    def __init__(self, gazetteer: Gazetteer, region: str = "") -> None:
        self._gazetteer = gazetteer
        self._region = region
        self._words: PlaceWords = place_words()
        self._exact = {a.name for a in gazetteer.aliases if a.exact}
        exact_codes = {
            name_key(a.name): [b.code for b in gazetteer.aliases if b.name == a.name]
            for a in gazetteer.aliases
            if a.exact
        }
        self._exact_codes = {key: tuple(codes) for key, codes in exact_codes.items()}
        entries: list[tuple[Sequence[str], str]] = []
        for code in gazetteer.below(""):
            if len(code) > 5:
                continue
            entries.append((words(_plain(gazetteer.name(code))), code))
        entries += [(words(a.name), a.code) for a in gazetteer.aliases]
        own: list[tuple[Sequence[str], str]] = []
        if region:
            limit = 8 if len(region) == 2 else 13
            own = [(words(gazetteer.name(c)), c) for c in gazetteer.below(region) if 5 < len(c) <= limit]
        self._large: PhraseIndex[str] = PhraseIndex(dict.fromkeys((tuple(phrase), code) for phrase, code in entries))
        self._own: PhraseIndex[str] = PhraseIndex(own)
        # Where none of these words stands (before one that may follow it), and no capital after a word like "di", no
        # mention begins. Of every other word: what must follow, None = nothing.
        self._openers = _openers(self._words.traps, self._large, self._own)
        self._telling = self._openers.keys() | _AT
        self._bearers = self._words.before | self._words.person | _BEARS_NAMES

    def find(self, text: str, limit: int | None = None) -> list[Mention]:
        """Every mention in the first `limit` characters of `text`, in order."""
        tokens = tokenize(text, limit)
        doubtful: list[Mention] = []
        found = list(self._walk(text, tokens, doubtful))
        found = with_neighbours(text, tokens, found, self._gazetteer, self._words)
        return with_company(text, found, doubtful, self._region) if doubtful else found

    def _walk(self, text: str, tokens: Tokens, doubtful: list[Mention]) -> Iterator[Mention]:
        """One pass from left to right; each token belongs to one mention at most."""
        free, low, lists = 0, tokens.low, self._words
        floor = 0  # where the last mention ended: what stands before it is no word before the next
        for position in self._beginnings(tokens):
            if position < free:
                continue
            word = low[position]
            step, mention = position + 1, None
            trap = lists.traps.at(low, position)
            if trap is not None:
                step = trap[0]
            elif word in MARKERS:
                step, mention = self._after_marker(text, tokens, position)
            if mention is None and trap is None:
                if word in STREET or word in LOCAL or word in SCHOOL:
                    step, mention = self._local(text, tokens, position)
                if mention is None:
                    step, mention = self._bare(text, tokens, position, floor, doubtful)
            if mention is not None:
                floor = step
                yield mention
            free = step

    def _beginnings(self, tokens: Tokens) -> Iterator[int]:
        """Where a mention may begin: at a word that opens one, or at a capital after a word like "di"."""
        low, telling = tokens.low, self._telling
        if telling.isdisjoint(low):
            return
        openers, words, last = self._openers, len(low), -1
        for place in [place for place, word in enumerate(low) if word in telling]:
            word, after = low[place], place + 1
            if place > last and word in openers:
                follow = openers[word]
                if follow is None or (after < words and low[after] in follow):
                    last = place
                    yield place
            if word in _AT and after < words and tokens.raw[after][0].isupper():
                last = after
                yield after

    def _after_marker(self, text: str, tokens: Tokens, position: int) -> tuple[int, Mention | None]:
        """The longest name after the level word that exists on that level ("Kec. Palaran")."""
        levels, belongs = MARKERS[tokens.low[position]]
        first = position + 1
        if levels[0] in ("kabupaten", "kota", "provinsi"):
            if belongs and first < len(tokens) and tokens.low[first] == "administrasi":
                first += 1
            return self._large_after(text, tokens, position, first)
        if first >= len(tokens) or tokens.low[first] in self._words.not_village or not near(text, tokens, position):
            return position + 1, None
        for last in range(min(len(tokens), first + _MOST_WORDS), first, -1):
            key = "".join(tokens.low[first:last])
            if last - first > 1 and not all(near(text, tokens, k) for k in range(first, last - 1)):
                continue
            codes = tuple(c for c in self._gazetteer.by_key(name_key(key)) if self._gazetteer.kind(c) in levels)
            if codes and (tokens.raw[first][0].isupper() or " ".join(tokens.low[first:last]) not in self._words.common):
                start = tokens.start[position] if belongs else tokens.start[first]
                name = text[tokens.start[first] : tokens.end[last - 1]]
                return last, Mention(name, start, tokens.end[last - 1], codes, levels[0])
        return position + 1, None

    def _large_after(self, text: str, tokens: Tokens, marker: int, first: int) -> tuple[int, Mention | None]:
        """A province, regency or city of the announced level, else of any ("Kota Bogor", "Bupati Wanasari")."""
        if first >= len(tokens) or not near(text, tokens, first - 1):
            return marker + 1, None
        hit = self._large.at(tokens.low, first)
        if hit is None:
            return marker + 1, None
        levels, belongs = MARKERS[tokens.low[marker]]
        codes = tuple(sorted(set(hit[1])))
        exact = tuple(c for c in codes if self._gazetteer.kind(c) in levels)
        start = tokens.start[marker] if belongs and exact else tokens.start[first]
        name = text[tokens.start[first] : tokens.end[hit[0] - 1]]
        return hit[0], Mention(name, start, tokens.end[hit[0] - 1], exact or codes, levels[0] if exact else "")

    def _local(self, text: str, tokens: Tokens, position: int) -> tuple[int, Mention | None]:
        """A place below the gazetteer, without a code: "Jl. Melati", "Pasar Mekar", "SDN 2 Sukamaju"."""
        word, lists, first = tokens.low[position], self._words, position + 1
        banned = lists.not_street if word in STREET else lists.not_market if word == "pasar" else lists.not_village
        if word in SCHOOL:
            if not tokens.raw[position].isupper():
                return position + 1, None
            numbered = first < len(tokens) and tokens.raw[first].isdigit()
            if not numbered and word not in STATE_SCHOOLS:
                return position + 1, None
            first += numbered
        if first < len(tokens) and (tokens.low[first] in banned or self._road_of(tokens, position)):
            return position + 1, None
        last, lower = first, word in ABBREVIATED_STREET
        while last < len(tokens) and last - first < 3 and near(text, tokens, last - 1):
            if text[tokens.end[last - 1]] == "-" or (last > first and self._plainly_large(tokens, last)):
                break
            named = tokens.raw[last][0].isupper() or (lower and last == first and tokens.raw[last].isalpha())
            if not named or tokens.low[last] in ADDRESS_WORDS or (last > first and tokens.low[last] in MARKERS):
                break
            last += 1
        # "jalan Samarinda-Bontang" is a road between two places, not a street of that name
        route = word in STREET and text[tokens.end[last - 1] : tokens.end[last - 1] + 3].strip()[:1] in ("-", "–", "—")
        if last == first or (route and word == "jalan"):
            return position + 1, None
        if word in SCHOOL and (place := self._school_of(text, tokens, first, last)) is not None:
            return last, place
        start, end = tokens.start[position], tokens.end[last - 1]
        return last, Mention(text[start:end], start, end, (), "lokal", strong=False)

    def _school_of(self, text: str, tokens: Tokens, first: int, last: int) -> Mention | None:
        """The regency or city whose name a state school bears ("SMAN 1 Wonosobo")."""
        hit = self._large.at(tokens.low, first)
        if hit is None or hit[0] != last or tokens.low[first] in self._words.everyday:
            return None
        return self._mention(text, tokens, first, last, tuple(sorted(set(hit[1]))), strong=True)

    def _road_of(self, tokens: Tokens, position: int) -> bool:
        """A road in Sukoharjo ("jalan Sukoharjo rusak", "jalan Kec. Mekar"), not a street called Sukoharjo."""
        if tokens.low[position + 1] in MARKERS and MARKERS[tokens.low[position + 1]][1]:
            return True
        if tokens.low[position] != "jalan":
            return False
        hit = self._large.at(tokens.low, position + 1)
        after = tokens.low[hit[0]] if hit is not None and hit[0] < len(tokens) else ""
        return hit is not None and (tokens.raw[position] == "jalan" or after in self._words.not_street)

    def _plainly_large(self, tokens: Tokens, position: int) -> bool:
        """A regency's or city's name of two words, or one that is nothing else, begins here."""
        hit = self._large.at(tokens.low, position)
        if hit is None or not tokens.raw[position][0].isupper():
            return False
        word = tokens.low[position]
        return hit[0] - position > 1 or not (word in self._words.everyday or word in self._words.capital_only)

    def _bare(
        self, text: str, tokens: Tokens, position: int, floor: int, doubtful: list[Mention]
    ) -> tuple[int, Mention | None]:
        """A name without a level word: provinces, regencies, cities; the office's own districts and villages."""
        hit, own = self._large.at(tokens.low, position), self._own.at(tokens.low, position)
        if hit is not None and own is not None and own[0] > hit[0]:
            hit = None  # "Samarinda Ulu" is the district, not the city
        if hit is not None and not self._large_counts(text, tokens, position, hit[0], floor):
            if self._may_count(text, tokens, position, hit[0], floor):
                codes = self._spelled(text, tokens, position, hit[0], tuple(sorted(set(hit[1]))))
                doubtful += [self._mention(text, tokens, position, hit[0], codes, strong=True)] if codes else []
        elif hit is not None:
            codes = self._spelled(text, tokens, position, hit[0], tuple(sorted(set(hit[1]))))
            if codes and own is not None and own[0] == hit[0] and self._only_alias(tokens, position, hit[0], codes):
                codes = tuple(
                    sorted({c for c in own[1] if len(c) == 8} or codes)
                )  # the town, not the regency around it
            elif codes and own is not None and own[0] == hit[0]:
                codes = tuple(
                    sorted({*codes, *(c for c in own[1] if len(c) == 8)})
                )  # a district of ours that is called like another regency
            if codes:
                city = self._city_suffix(text, tokens, hit[0], codes)
                last = hit[0] + bool(city)
                return last, self._mention(text, tokens, position, last, city or codes, strong=True)
        if own is not None and self._own_counts(text, tokens, position, own[0]):
            return own[0], self._mention(text, tokens, position, own[0], tuple(sorted(set(own[1]))), strong=False)
        if hit is None and position and tokens.low[position - 1] in _AT and tokens.raw[position][0].isupper():
            return self._only_district(text, tokens, position)
        return position + 1, None

    def _only_district(self, text: str, tokens: Tokens, first: int) -> tuple[int, Mention | None]:
        """A district's name that nothing else in the country bears, after "di", "ke", "warga" ("di Entikong")."""
        if tokens.low[first] in self._words.not_village or not near(text, tokens, first - 1):
            return first + 1, None
        last = first
        while last < len(tokens) and last - first < 4 and tokens.raw[last][0].isupper() and tokens.raw[last].isalpha():
            last += 1
            if last < len(tokens) and not near(text, tokens, last - 1):
                break
        name = " ".join(tokens.low[first:last])
        if last == first or len(name) < 5 or name in self._words.common:
            return first + 1, None
        codes = self._gazetteer.by_key(name_key(name))
        districts = [code for code in codes if len(code) == 8]
        if len(districts) != 1 or not all(inside(code, districts[0]) for code in codes):
            return first + 1, None
        return last, self._mention(text, tokens, first, last, (districts[0],), strong=False)

    def _only_alias(self, tokens: Tokens, first: int, last: int, codes: tuple[str, ...]) -> bool:
        """No place of these codes bears the name itself ("Tenggarong" stands for its regency)."""
        key = "".join(tokens.low[first:last])
        return all(name_key(_plain(self._gazetteer.name(code))) != key for code in codes)

    def _city_suffix(self, text: str, tokens: Tokens, last: int, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The cities among `codes` when "Kota" follows the name ("Polres Serang Kota"), else ()."""
        if last >= len(tokens) or tokens.raw[last] != "Kota" or not near(text, tokens, last - 1):
            return ()
        if last + 1 < len(tokens) and near(text, tokens, last) and tokens.raw[last + 1][0].isupper():
            return ()
        return tuple(code for code in codes if self._gazetteer.kind(code) == "kota")

    @staticmethod
    def _mention(text: str, tokens: Tokens, first: int, last: int, codes: tuple[str, ...], *, strong: bool) -> Mention:
        """A mention of tokens `first` to `last` without a level word."""
        start, end = tokens.start[first], tokens.end[last - 1]
        return Mention(text[start:end], start, end, codes, strong=strong)

    def _spelled(self, text: str, tokens: Tokens, first: int, last: int, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Candidates without those whose alias counts in its exact spelling only ("DIY", not "diy")."""
        shown = text[tokens.start[first] : tokens.end[last - 1]]
        barred = self._exact_codes.get(name_key(shown), ())
        return codes if not barred or shown in self._exact else tuple(c for c in codes if c not in barred)

    def _barred(self, text: str, tokens: Tokens, first: int, last: int, floor: int) -> bool:
        """The words around say that the name is a dish's, a campus's, a club's or a person's."""
        lists, low = self._words, tokens.low
        # The words first: where something stands takes longer to know.
        if last < len(low) and low[last] in lists.after and near(text, tokens, last - 1):
            return True
        here = first
        if self._bearers.isdisjoint(low[max(floor, first - _BEARER_REACH) : first]):
            return False
        while here > floor and first - here < _BEARER_REACH and near(text, tokens, here - 1):
            here -= 1
            word = low[here]
            if here == first - 1:
                if word in lists.before or word in lists.person:
                    return True
            elif word in _BEARS_NAMES:
                return True
            if not tokens.raw[here][0].isupper() or word in MARKERS or word in lists.cue:
                return False
        return False

    def _may_count(self, text: str, tokens: Tokens, first: int, last: int, floor: int) -> bool:
        """A capitalised everyday word that nothing around speaks against: it counts in company."""
        raw = tokens.raw[first]
        return raw[0].isupper() and not shouted(tokens, first) and not self._barred(text, tokens, first, last, floor)

    def _large_counts(self, text: str, tokens: Tokens, first: int, last: int, floor: int) -> bool:
        """Is this name of a province, regency or city really the place?"""
        if self._barred(text, tokens, first, last, floor):
            return False
        lists, raw, word = self._words, tokens.raw, tokens.low[first]
        capital = raw[first][0].isupper()
        if last - first > 1:
            return capital or " ".join(tokens.low[first:last]) not in lists.capital_only
        if word not in lists.everyday and word not in lists.capital_only:
            return True
        before = tokens.low[first - 1] if first and near(text, tokens, first - 1) else ""
        shouting = raw[first].isupper() and len(raw[first]) > 3 and shouted(tokens, first)
        cued = before in lists.cue
        if word in lists.everyday:
            return (capital and not shouting and cued) or dateline(text, tokens, first)
        return (
            (capital and not shouting)
            or (cued and before not in ("di", "ke", "dari", "untuk", "se"))
            or (shouting and cued)
        )

    def _own_counts(self, text: str, tokens: Tokens, first: int, last: int) -> bool:
        """Is this name of a district or village of the office's region the place? Its surroundings decide."""
        lists, raw = self._words, tokens.raw
        beside = bool(first) and near(text, tokens, first - 1)
        before = tokens.low[first - 1] if beside else ""
        cued = before in lists.cue
        key = " ".join(tokens.low[first:last])
        if before in lists.before or before in lists.person or len(key) < 4:
            return False
        if key in lists.common or key in lists.not_village or (last - first == 1 and len(key) < 5):
            alone = last >= len(tokens) or not (near(text, tokens, last - 1) and raw[last][0].isupper())
            return cued and alone and raw[first][0].isupper()
        if not raw[first][0].isupper():
            return cued
        if beside and raw[first - 1][0].isupper() and not cued and before not in MARKERS and not shouted(tokens, first):
            return False
        follows = last < len(tokens) and near(text, tokens, last - 1) and raw[last][0].isupper()
        return cued or not follows or tokens.low[last] in MARKERS


def _openers(*phrases: PhraseIndex[Any]) -> dict[str, Set[str] | None]:
    """First word of a place or a trap → the words of which one must follow it; None where it may stand alone."""
    found: dict[str, Set[str] | None] = {}
    for first in frozenset().union(*(index.openers for index in phrases)):
        seconds = frozenset().union(*(index.seconds(first) for index in phrases))
        found[first] = None if "" in seconds else seconds
    return found | dict.fromkeys((*MARKERS, *STREET, *LOCAL, *SCHOOL))


def _plain(name: str) -> str:
    """An official name of a regency or city without "Kabupaten", "Kota", "Administrasi"."""
    plain = bare_name(name)
    return plain.removeprefix("Administrasi ")
