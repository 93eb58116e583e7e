"""Find where a text speaks of places: names with a level word, well-known names, the office's own villages, streets.

A mention has candidates (codes that carry the name); which one is meant is decided in `analysis.places`, because that
takes the whole post. Names that are everyday words (Sukamaju, Harapan, Jaya, Batu) count only next to a word that
says "place"; clubs, dishes, firms, campuses and persons are skipped (field guide 14).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.gazetteer import Gazetteer, bare_name, inside, name_key
from analysis.phrases import PhraseIndex, Tokens, tokenize, words
from analysis.place_words import (
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

_MOST_WORDS = 5
_GAPS = frozenset((" ", "-", "", " - ", "  ", "'", ". ", "."))


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a text.

    Args:
        name: as written, without a level word.
        start, end: place in the text, with the level word where it belongs to the name ("Kec. Palaran").
        codes: candidates; () for a street, market, hamlet or school, which the gazetteer does not hold.
        level: the level word's level ("" when there was none).
        strong: a level word, a place word, or a name that is nothing else.
    """

    name: str
    start: int
    end: int
    codes: tuple[str, ...]
    level: str = ""
    strong: bool = True


class MentionFinder:
    """Finds mentions; made once for an office's region, then used for every post."""

    def __init__(self, gazetteer: Gazetteer, region: str = "") -> None:
        self._gazetteer = gazetteer
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

    def find(self, text: str, limit: int | None = None) -> list[Mention]:
        """Every mention in the first `limit` characters of `text`, in order."""
        tokens = tokenize(text, limit)
        found = list(self._walk(text, tokens))
        return self._with_neighbours(text, tokens, found)

    def _walk(self, text: str, tokens: Tokens) -> Iterator[Mention]:
        """One pass from left to right; each token belongs to one mention at most."""
        position, low, lists = 0, tokens.low, self._words
        while position < len(tokens):
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
                    step, mention = self._bare(text, tokens, position)
            if mention is not None:
                yield mention
            position = step

    def _after_marker(self, text: str, tokens: Tokens, position: int) -> tuple[int, Mention | None]:
        """The longest name after the level word that exists on that level ("Kec. Palaran")."""
        levels, belongs = MARKERS[tokens.low[position]]
        first = position + 1
        if levels[0] in ("kabupaten", "kota", "provinsi"):
            if belongs and first < len(tokens) and tokens.low[first] == "administrasi":
                first += 1
            return self._large_after(text, tokens, position, first)
        if first >= len(tokens) or tokens.low[first] in self._words.not_village or not _near(text, tokens, position):
            return position + 1, None
        for last in range(min(len(tokens), first + _MOST_WORDS), first, -1):
            key = "".join(tokens.low[first:last])
            if last - first > 1 and not all(_near(text, tokens, k) for k in range(first, last - 1)):
                continue
            codes = tuple(c for c in self._gazetteer.by_key(name_key(key)) if self._gazetteer.kind(c) in levels)
            if codes and (tokens.raw[first][0].isupper() or " ".join(tokens.low[first:last]) not in self._words.common):
                start = tokens.start[position] if belongs else tokens.start[first]
                name = text[tokens.start[first] : tokens.end[last - 1]]
                return last, Mention(name, start, tokens.end[last - 1], codes, levels[0])
        return position + 1, None

    def _large_after(self, text: str, tokens: Tokens, marker: int, first: int) -> tuple[int, Mention | None]:
        """A province, regency or city of the announced level, else of any ("Kota Bogor", "Bupati Wanasari")."""
        if first >= len(tokens) or not _near(text, tokens, first - 1):
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
        while last < len(tokens) and last - first < 3 and _near(text, tokens, last - 1):
            if text[tokens.end[last - 1]] == "-":
                break
            named = tokens.raw[last][0].isupper() or (lower and last == first and tokens.raw[last].isalpha())
            if not named or tokens.low[last] in ADDRESS_WORDS or (last > first and tokens.low[last] in MARKERS):
                break
            last += 1
        # "jalan Samarinda-Bontang" is a road between two places, not a street of that name
        route = word in STREET and text[tokens.end[last - 1] : tokens.end[last - 1] + 3].strip()[:1] in ("-", "–", "—")
        if last == first or (route and word == "jalan"):
            return position + 1, None
        start, end = tokens.start[position], tokens.end[last - 1]
        return last, Mention(text[start:end], start, end, (), "lokal", strong=False)

    def _road_of(self, tokens: Tokens, position: int) -> bool:
        """A road in Sukoharjo ("jalan Sukoharjo rusak", "jalan Kec. Mekar"), not a street called Sukoharjo."""
        if tokens.low[position + 1] in MARKERS and MARKERS[tokens.low[position + 1]][1]:
            return True
        if tokens.low[position] != "jalan":
            return False
        hit = self._large.at(tokens.low, position + 1)
        after = tokens.low[hit[0]] if hit is not None and hit[0] < len(tokens) else ""
        return hit is not None and (tokens.raw[position] == "jalan" or after in self._words.not_street)

    def _bare(self, text: str, tokens: Tokens, position: int) -> tuple[int, Mention | None]:
        """A name without a level word: provinces, regencies, cities; the office's own districts and villages."""
        hit, own = self._large.at(tokens.low, position), self._own.at(tokens.low, position)
        if hit is not None and own is not None and own[0] > hit[0]:
            hit = None  # "Samarinda Ulu" is the district, not the city
        if hit is not None and self._large_counts(text, tokens, position, hit[0]):
            codes = self._spelled(text, tokens, position, hit[0], tuple(sorted(set(hit[1]))))
            if codes and own is not None and own[0] == hit[0]:
                codes = tuple(
                    sorted({*codes, *(c for c in own[1] if len(c) == 8)})
                )  # a district of ours that is called like another regency
            if codes:
                city = self._city_suffix(text, tokens, hit[0], codes)
                last = hit[0] + bool(city)
                return last, self._mention(text, tokens, position, last, city or codes, strong=True)
        if own is not None and self._own_counts(text, tokens, position, own[0]):
            return own[0], self._mention(text, tokens, position, own[0], tuple(sorted(set(own[1]))), strong=False)
        return position + 1, None

    def _city_suffix(self, text: str, tokens: Tokens, last: int, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The cities among `codes` when "Kota" follows the name ("Polres Serang Kota"), else ()."""
        if last >= len(tokens) or tokens.raw[last] != "Kota" or not _near(text, tokens, last - 1):
            return ()
        if last + 1 < len(tokens) and _near(text, tokens, last) and tokens.raw[last + 1][0].isupper():
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

    def _large_counts(self, text: str, tokens: Tokens, first: int, last: int) -> bool:
        """Is this name of a province, regency or city really the place?"""
        lists, raw = self._words, tokens.raw
        before = tokens.low[first - 1] if first and _near(text, tokens, first - 1) else ""
        after = tokens.low[last] if last < len(tokens) and _near(text, tokens, last - 1) else ""
        if before in lists.before or before in lists.person or after in lists.after:
            return False
        capital = raw[first][0].isupper()
        if last - first > 1:
            return True
        word, shouting = tokens.low[first], raw[first].isupper() and len(raw[first]) > 3 and _shouted(tokens, first)
        cued = before in lists.cue
        if word in lists.everyday:
            return (capital and not shouting and cued) or _dateline(text, tokens, first)
        if word in lists.capital_only:
            return (
                (capital and not shouting)
                or (cued and before not in ("di", "ke", "dari", "untuk", "se"))
                or (shouting and cued)
            )
        return True

    def _own_counts(self, text: str, tokens: Tokens, first: int, last: int) -> bool:
        """Is this name of a district or village of the office's region the place? Its surroundings decide."""
        lists, raw = self._words, tokens.raw
        near = bool(first) and _near(text, tokens, first - 1)
        before = tokens.low[first - 1] if near else ""
        cued = before in lists.cue
        key = " ".join(tokens.low[first:last])
        if before in lists.before or before in lists.person or len(key) < 4:
            return False
        if key in lists.common or key in lists.not_village or (last - first == 1 and len(key) < 5):
            alone = last >= len(tokens) or not (_near(text, tokens, last - 1) and raw[last][0].isupper())
            return cued and alone and raw[first][0].isupper()
        if not raw[first][0].isupper():
            return cued
        if near and raw[first - 1][0].isupper() and not cued and before not in MARKERS and not _shouted(tokens, first):
            return False
        follows = last < len(tokens) and _near(text, tokens, last - 1) and raw[last][0].isupper()
        return cued or not follows or tokens.low[last] in MARKERS

    def _with_neighbours(self, text: str, tokens: Tokens, found: list[Mention]) -> list[Mention]:
        """Add "Loa Bakung" of "Loa Bakung, Sungai Kunjang, Samarinda": a bare name right before its parent."""
        at = {start: k for k, start in enumerate(tokens.start)}
        taken = {(m.start, m.end) for m in found}
        queue, more = [m for m in found if m.codes], []
        while queue:
            mention = queue.pop()
            here = at.get(mention.start)
            if here is None or not here or text[tokens.end[here - 1] : mention.start] not in (", ", ","):
                continue
            child = self._child_before(text, tokens, here, mention.codes)
            if child is not None and not any(child.start < e and s < child.end for s, e in taken):
                taken.add((child.start, child.end))
                more.append(child)
                queue.append(child)
        return sorted(found + more, key=lambda m: m.start) if more else found

    def _child_before(self, text: str, tokens: Tokens, here: int, parents: tuple[str, ...]) -> Mention | None:
        """The place whose name ends right before token `here` and that lies in one of `parents`."""
        for first in range(max(0, here - 4), here):
            if not tokens.raw[first][0].isupper() or tokens.low[first] in MARKERS:
                continue
            if not all(_near(text, tokens, k) for k in range(first, here - 1)):
                continue
            known = self._gazetteer.by_key(name_key("".join(tokens.low[first:here])))
            codes = tuple(c for c in known if c not in parents and any(inside(c, p) for p in parents))
            if codes:
                begin, end = tokens.start[first], tokens.end[here - 1]
                return Mention(text[begin:end], begin, end, codes)
        return None


def _plain(name: str) -> str:
    """An official name of a regency or city without "Kabupaten", "Kota", "Administrasi"."""
    plain = bare_name(name)
    return plain.removeprefix("Administrasi ")


def _near(text: str, tokens: Tokens, left: int) -> bool:
    """Nothing but a space, hyphen or abbreviation dot stands between token `left` and the next."""
    if left + 1 >= len(tokens):
        return False
    gap = text[tokens.end[left] : tokens.start[left + 1]]
    return gap in _GAPS and (not gap.startswith(".") or len(tokens.raw[left]) <= 4)


def _shouted(tokens: Tokens, here: int) -> bool:
    """The neighbours are in capitals too: capital letters say nothing here."""
    around = tokens.raw[max(0, here - 2) : here] + tokens.raw[here + 1 : here + 3]
    return bool(around) and all(word.isupper() for word in around)


def _dateline(text: str, tokens: Tokens, here: int) -> bool:
    """The name opens a news text: "SERANG, KOMPAS.com – …", "Liputan6.com, Malang - …"."""
    if tokens.start[here] > 40:
        return False
    rest = text[tokens.end[here] : tokens.end[here] + 12]
    return rest.lstrip().startswith(("-", "–", "—", ", KOMPAS", ", Kompas", "(ANTARA)", ", CNN"))
