"""Find where a text speaks of places: names with a level word, well-known names, the office's own villages, streets.

A mention has candidates (codes that carry the name); which one is meant is decided in `analysis.places.reading`, because that
takes the whole post. Names that are everyday words (Sukamaju, Harapan, Jaya, Batu) count only next to a word that
says "place"; clubs, dishes, firms, campuses and persons are skipped (field guide 14).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import compress
from typing import Any

from analysis.places.company import Mention, with_company
from analysis.places.gazetteer import Gazetteer, bare_name, inside, name_key
from analysis.places.hashtags import in_hashtags
from analysis.places.judging import Judge
from analysis.places.kin import with_kin
from analysis.places.neighbours import with_neighbours
from analysis.places.spellings import spellings
from analysis.places.tokens import dateline, near
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
# A bare name in small letters or of a place far away must be longer than "Waru".
_SHORTEST = 5
# Provinces with fewer places (Jakarta, Yogyakarta, Bali) know their villages without a level word too.
_MOST_PLACES = 900
_AT = frozenset(
    (
        *(
            "di",
            "ke",
            "dari",
            "warga",
            "asal",
            "kawasan",
            "wilayah",
            "daerah",
            "sekitar",
            "neng",
            "ning",
            "nang",
            "ring",
        ),
        *("sampai", "sampe", "sampek", "nyampe", "perairan", "nelayan", "petani", "penduduk", "jurusan"),
    )
)


_NOTHING: Set[str] = frozenset()


class MentionFinder:
    """Finds mentions; made once for an office's region, then used for every post."""

    def __init__(self, gazetteer: Gazetteer, region: str = "") -> None:
        self._gazetteer = gazetteer
        self._region = region
        self._words: PlaceWords = place_words()
        self._judge = Judge(self._words, region)
        aliases = [
            a
            for a in gazetteer.aliases
            if not a.near or (region and (inside(a.code, region) or inside(region, a.code)))
        ]
        self._exact = {a.name for a in aliases if a.exact}
        exact_codes = {name_key(a.name): [b.code for b in aliases if b.name == a.name] for a in aliases if a.exact}
        self._exact_codes = {key: tuple(codes) for key, codes in exact_codes.items()}
        self._with_exact = frozenset(a.code for a in aliases if a.exact)
        entries: list[tuple[Sequence[str], str]] = []
        for code in gazetteer.below(""):
            if len(code) <= 5:
                entries += [(name, code) for name in spellings(_plain(gazetteer.name(code)))]
        entries += [(words(a.name), a.code) for a in aliases]
        own: list[tuple[Sequence[str], str]] = []
        if region:
            below = gazetteer.below(region)
            limit = 8 if len(region) == 2 and len(below) > _MOST_PLACES else 13
            own = [(name, c) for c in below if 5 < len(c) <= limit for name in spellings(gazetteer.name(c))]
        self._large: PhraseIndex[str] = PhraseIndex(dict.fromkeys((tuple(phrase), code) for phrase, code in entries))
        self._own: PhraseIndex[str] = PhraseIndex(own)
        # Where none of these words stands (before one that may follow it), and no capital after a word like "di", no
        # mention begins. Of every other word: what must follow, None = nothing.
        self._openers = _openers(self._words.traps, self._large, self._own)
        self._opening = frozenset(self._openers)
        self._telling = self._opening | _AT
        self._unsure = self._words.everyday | self._words.capital_only

    def find(self, text: str, limit: int | None = None) -> list[Mention]:
        """Every mention in the first `limit` characters of `text`, in order."""
        tokens = tokenize(text, limit)
        doubtful: list[Mention] = []
        found = self._walk(text, tokens, doubtful)
        if "#" in text:
            found = _with_tags(found, in_hashtags(text[:limit], self._large, self._unsure))
        if found:
            found = with_neighbours(text, tokens, found, self._gazetteer, self._words)
        if doubtful:
            found = with_company(text, tokens, found, doubtful, self._region, self._words)
        return with_kin(text, tokens, found, self._gazetteer, self._region, self._judge) if found else found

    def _walk(self, text: str, tokens: Tokens, doubtful: list[Mention]) -> list[Mention]:
        """One pass from left to right; each token belongs to one mention at most."""
        free, low, lists, found = 0, tokens.low, self._words, []
        floor = 0  # where the last mention ended: what stands before it is no word before the next
        for position in self._beginnings(tokens):
            if position < free:
                continue
            word = low[position]
            step, mention = position + 1, None
            trap = lists.traps.at(low, position)
            if trap is not None and dateline(text, tokens, position, trap[0]):
                trap = None
            if trap is not None:
                step = trap[0]
            elif word in MARKERS:
                step, mention = self._after_marker(text, tokens, position)
            if mention is None and trap is None:
                if (word in STREET or word in LOCAL or word in SCHOOL) and not self._named_so(tokens, position):
                    step, mention = self._local(text, tokens, position)
                if mention is None:
                    step, mention = self._bare(text, tokens, position, floor, doubtful)
            if mention is not None:
                floor = step
                found.append(mention)
            free = step
        return found

    def _beginnings(self, tokens: Tokens) -> list[int]:
        """Where a mention may begin: at a word that opens one, or at a capital after a word like "di"."""
        low, telling, found = tokens.low, self._telling, list[int]()
        if telling.isdisjoint(low):
            return found
        if tokens.raw is low:  # no capital anywhere
            telling = self._opening
        openers, words, last = self._openers, len(low), -1
        raw = tokens.raw
        for place in compress(range(words), map(telling.__contains__, low)):
            word, after = low[place], place + 1
            follow = openers.get(word, _NOTHING)
            if place > last and (follow is None or (follow and after < words and low[after] in follow)):
                last = place
                found.append(place)
            if word in _AT and after < words and raw[after][0].isupper():
                last = after
                found.append(after)
        return found

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
        if not exact and levels[0] != "provinsi":  # "Kab. Bdg": the short name of the city, said of the regency
            bare = {name_key(_plain(self._gazetteer.name(c))) for c in codes}
            exact = tuple(c for key in bare for c in self._gazetteer.by_key(key) if self._gazetteer.kind(c) in levels)
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

    def _named_so(self, tokens: Tokens, position: int) -> bool:
        """A district or village of ours bears the whole name ("Simpang Empat")."""
        if not tokens.raw[position][0].isupper() or (own := self._own.at(tokens.low, position)) is None:
            return False
        return own[0] - position > 1 and tokens.raw[own[0] - 1][0].isupper()

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
        if hit is not None and not self._judge.large(text, tokens, position, hit[0], floor, hit[1]):
            if self._judge.may_count(text, tokens, position, hit[0], floor):
                codes = self._spelled(text, tokens, position, hit[0], tuple(sorted(set(hit[1]))))
                doubtful += [self._mention(text, tokens, position, hit[0], codes, strong=True)] if codes else []
        elif hit is not None:
            codes = self._spelled(text, tokens, position, hit[0], tuple(sorted(set(hit[1]))))
            if codes and own is not None and own[0] == hit[0] and self._only_alias(tokens, position, hit[0], codes):
                codes = tuple(
                    sorted({c for c in own[1] if len(c) == 8} or own[1])
                )  # the town, not the regency around it
            elif codes and own is not None and own[0] == hit[0]:
                codes = tuple(
                    sorted({*codes, *(c for c in own[1] if len(c) == 8)})
                )  # a district of ours that is called like another regency
            if codes:
                part = self._city_suffix(text, tokens, hit[0], codes) or self._side(
                    text, tokens, position, hit[0], codes
                )
                last = hit[0] + bool(part)
                return last, self._mention(text, tokens, position, last, part or codes, strong=True)
        if own is not None and self._judge.own(text, tokens, position, own[0], floor, own[1]):
            return own[0], self._mention(text, tokens, position, own[0], tuple(sorted(set(own[1]))), strong=False)
        if hit is None and position and tokens.low[position - 1] in _AT and tokens.raw[position][0].isupper():
            return self._only_district(text, tokens, position, doubtful)
        return position + 1, None

    def _only_district(
        self, text: str, tokens: Tokens, first: int, doubtful: list[Mention]
    ) -> tuple[int, Mention | None]:
        """A district's name that nothing else in the country bears, after "di", "ke", "warga" ("di Entikong").

        Where several bear it, or it is a common word, it counts in company of its region ("di Karang Baru, Aceh Tamiang").
        """
        if tokens.low[first] in self._words.not_village or not near(text, tokens, first - 1):
            return first + 1, None
        last = first
        while last < len(tokens) and last - first < 4 and tokens.raw[last][0].isupper() and tokens.raw[last].isalpha():
            last += 1
            if last < len(tokens) and not near(text, tokens, last - 1):
                break
        name = " ".join(tokens.low[first:last])
        codes = self._gazetteer.by_key(name_key(name)) if len(name) >= _SHORTEST else ()
        if not codes:
            return first + 1, None
        districts = [code for code in codes if len(code) == 8]
        if name in self._words.common or len(districts) != 1 or not all(inside(code, districts[0]) for code in codes):
            doubtful.append(self._mention(text, tokens, first, last, codes, strong=False))
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

    def _side(self, text: str, tokens: Tokens, first: int, last: int, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The district of a town's side ("Baturaja Timur"), else ()."""
        if last >= len(tokens) or tokens.low[last] not in self._words.sides or not tokens.raw[last][0].isupper():
            return ()
        if not near(text, tokens, last - 1):
            return ()
        known = self._gazetteer.by_key(name_key("".join(tokens.low[first : last + 1])))
        return tuple(k for k in known if len(k) == 8 and any(inside(k, code[:5]) for code in codes))

    @staticmethod
    def _mention(text: str, tokens: Tokens, first: int, last: int, codes: tuple[str, ...], *, strong: bool) -> Mention:
        """A mention of tokens `first` to `last` without a level word."""
        start, end = tokens.start[first], tokens.end[last - 1]
        return Mention(text[start:end], start, end, codes, strong=strong)

    def _spelled(self, text: str, tokens: Tokens, first: int, last: int, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Candidates without those whose alias counts in its exact spelling only ("DIY", not "diy")."""
        if self._with_exact.isdisjoint(codes):
            return codes
        shown = text[tokens.start[first] : tokens.end[last - 1]]
        barred = self._exact_codes.get(name_key(shown), ())
        return codes if not barred or shown in self._exact else tuple(c for c in codes if c not in barred)


def _with_tags(found: list[Mention], tags: Iterator[Mention]) -> list[Mention]:
    """`found` and the regions inside hashtags, in order of the text."""
    more = [tag for tag in tags if not any(m.start < tag.end and tag.start < m.end for m in found)]
    return sorted(found + more, key=lambda mention: mention.start)


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
