"""The words of a quote as the search for names sees them: what each is, how it is written, what stands before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from analysis.actors.lists import actor_lists
from analysis.actors.name_cues import name_cues
from analysis.places.gazetteer import Gazetteer, name_key
from analysis.text.person_names import WordKind, is_common, name_shape, word_kind

# A degree ("S.Pd.I") and initials with dots are one word; a word may hold apostrophes and hyphens.
_DEGREE: Final = re.compile(r"(?:S|M|Sp|A|B|Ph)\.(?:[A-Z][a-z]{1,6}|Pd|Kom|Sos)(?:\.[A-Z][a-z]*)*|Sp\.[A-Z]{1,3}")
_WORD: Final = re.compile(
    rf"(?:{_DEGREE.pattern})(?![a-z])|" r"(?:[A-Z]\.){2,}[A-Z]?(?![A-Za-z])|[^\W\d_]+(?:['’-][^\W\d_]+)*"
)
_DEGREES: Final = frozenset(
    "s.h s.e s.t m.m m.h s.ag s.s m.t s.i s.p m.a m.p m.s a.n d.a u.p r.i d.i s.d s.k s.w w.c".split()
)
_SHAPED: Final = 1.8
# English words of shops, firms and gatherings have the letters of Western names.
_ENGLISH: Final = re.compile(
    r"tion|ment|ness|ship|ght|way|ware|tech|shop|store|mart|bank|book|phone|crypto|"
    r"(?:ing|age|ure|ery|ety|ity|ogy|tic|ics|inar|ance|ence|ory|ist|yst|land|ford|net|bat|biz|week|arium|ster|cks?|ight)$"
)
_INDONESIAN: Final = 0.7
_REGIONAL: Final = 0.45
_SHOUTED: Final = 0.7
_HEADLINE: Final = 0.6
PARTICLES: Final = frozenset(
    "bin binti al el de da du van der von la wa ode a/l a/p br gelar datuk datuak dt st sutan rajo glr".split()
)


class Word(NamedTuple):
    """One word: its place, letters, kind; `gap` stands before it, `shut` words are an actor's."""

    start: int
    end: int
    raw: str
    low: str
    kind: WordKind
    capital: bool
    upper: bool
    gap: str
    shut: bool

    @property
    def barred(self) -> bool:
        """No name whatever introduces it: a country, an office, a day, a title."""
        never = self.low in actor_lists().no_name or self.low in name_cues().never
        return self.shut or self.degree or never or (self.capital and self.raw in actor_lists().stops)

    @property
    def degree(self) -> bool:
        """ "S.Pd.I", "M.Si", "S.H."."""
        return "." in self.raw and (_DEGREE.fullmatch(self.raw) is not None or self.low.strip(".") in _DEGREES)

    @property
    def plain(self) -> bool:
        """An ordinary word."""
        return self.kind is WordKind.PLAIN

    @property
    def initials(self) -> bool:
        """A letter or two to four capitals, with or without dots."""
        letters = self.raw.replace(".", "")
        return letters.isupper() and letters.isalpha() and len(letters) <= 4 and self.low.strip(".") not in _DEGREES

    @property
    def dotted(self) -> bool:
        """Initials with dots: "D.W."."""
        return "." in self.raw and self.initials


class Quote:
    """A text as words; `shut` are the spans of agencies, officials and public figures."""

    def __init__(self, text: str, shut: Sequence[tuple[int, int]]) -> None:
        self.text = text
        letters = [letter for letter in text if letter.isalpha()]
        self.shouted = len(letters) > 12 and sum(map(str.isupper, letters)) > _SHOUTED * len(letters)
        self.words = tuple(self._read(shut))
        self._headlines = self._headed()
        small = [word for word in self.words if not word.capital]
        plain = sum(word.plain for word in small)
        #: Most of it is Indonesian, so that an unknown word at the beginning is no word of a regional language.
        self.indonesian = plain >= _INDONESIAN * max(2, len(small))
        #: Most of it is not, so that names which are words of a regional language are those words.
        self.regional = len(small) > 3 and plain < _REGIONAL * len(small)

    def _headed(self) -> frozenset[int]:
        """The words of headlines: sentences in which most words are capitalised, so that a capital says little."""
        found: set[int] = set()
        first = 0
        for last in range(1, len(self.words) + 1):
            if last < len(self.words) and not (self.begins(last) and self.words[last].gap.strip(' "“”')):
                continue
            long = [word for word in self.words[first:last] if len(word.raw) > 3]
            if len(long) > 3 and sum(word.capital for word in long) > _HEADLINE * len(long):
                found.update(range(first, last))
            first = last
        return frozenset(found)

    def headline(self, position: int) -> bool:
        """The word stands in a headline."""
        return position in self._headlines

    def _read(self, shut: Sequence[tuple[int, int]]) -> list[Word]:
        found: list[Word] = []
        last = 0
        for match in _WORD.finditer(self.text):
            raw, start = match[0], match.start()
            closed = any(first <= start < end for first, end in shut)
            upper = len(raw) > 1 and raw.isupper()
            capital = raw[0].isupper() and (not self.shouted or len(raw) == 1)
            low = raw.lower().replace("’", "'")
            kind = word_kind(raw)
            found.append(Word(start, match.end(), raw, low, kind, capital, upper, self.text[last:start], closed))
            last = match.end()
        return found

    def joined(self, position: int) -> bool:
        """Nothing but a space, or a dot after an initial or a short title, parts this word from the one before."""
        if not 0 < position < len(self.words):
            return False
        gap, before = self.words[position].gap, self.words[position - 1]
        short = len(before.raw) <= 4 and (before.low in _titles() or len(before.raw) == 1 or before.low in _SHORT)
        return gap in (" ", "  ", " - ", "") or (gap in (". ", ".") and (short or before.dotted))

    def begins(self, position: int) -> bool:
        """A sentence begins here, so that a capital says nothing."""
        gap = self.words[position].gap
        return position == 0 or (any(sign in gap for sign in '.!?\n:"“”—–•*') and not self.joined(position))

    def after(self, last: int, size: int = 40) -> str:
        """What follows the word at `last`."""
        return self.text[self.words[last].end : self.words[last].end + size]


_SHORT: Final = frozenset(
    ("m", "moh", "muh", "mhd", "abd", "st", "sy", "r", "rr", "ra", "ny", "tn", "dg", "i", "dr", "drs", "ir", "hj", "kh")
)


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return name_cues().titles | name_cues().weak_titles


@lru_cache(maxsize=4096)
def is_place(name: str) -> bool:
    """Some region, district or village bears the name."""
    return bool(Gazetteer.load().by_key(name_key(name)))


def looks_named(word: Word) -> bool:
    """Unknown, capitalised, and shaped like a name rather than like a word or a place."""
    return (
        word.kind is WordKind.NEW
        and word.capital
        and not word.upper
        and len(word.raw) > 3
        and name_shape(word.low) >= _SHAPED
        and _ENGLISH.search(word.low) is None
        and not is_place(word.raw)
    )


def small_name(word: Word) -> bool:
    """In small letters after a title: on the lists and no common word."""
    return word.kind is WordKind.NAME or (word.kind is WordKind.ALSO and len(word.low) > 2 and not is_common(word.low))


def sounds(low: str) -> bool:
    """A small unknown word that can be spoken as it stands, so no abbreviation."""
    return (
        len(low) > 3
        and re.search(r"[aiueo]", low) is not None
        and re.search(r"[bcdfghjklmnpqrstvwxyz]{4}", low) is None
    )
