"""Is a name without a level word really the place? The words around it decide."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.places.evidence import after_a_name, opens, sided, told, usual
from analysis.places.gazetteer import inside
from analysis.places.tokens import dateline, near, shouted
from analysis.places.words import LOCAL, MARKERS, STREET, PlaceWords
from analysis.text.person_names import is_given_name
from analysis.text.phrases import Tokens

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
_WEAK_CUES = frozenset(("di", "ke", "dari", "untuk", "se"))
# "At" and "to" of regional languages, which are other words elsewhere.
_REGIONAL = frozenset(("neng", "ning", "nang", "ring", "ndek", "nde", "tina", "tekan", "dalan"))
_SHORTEST = 5


class Judge:
    """Knows the word lists and the office's region; asked about one name at a time, tokens `first` to `last`."""

    def __init__(self, lists: PlaceWords, region: str) -> None:
        self.words = lists
        self._region = region
        self._bearers = lists.before | lists.person | _BEARS_NAMES

    def barred(self, text: str, tokens: Tokens, first: int, last: int, floor: int) -> bool:
        """The words around say that the name is a dish's, a campus's, a club's or a person's."""
        lists, low = self.words, tokens.low
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

    def may_count(self, text: str, tokens: Tokens, first: int, last: int, floor: int) -> bool:
        """A capitalised everyday word that nothing around speaks against: it counts in company."""
        raw = tokens.raw[first]
        return raw[0].isupper() and not shouted(tokens, first) and not self.barred(text, tokens, first, last, floor)

    def large(self, text: str, tokens: Tokens, first: int, last: int, floor: int, codes: Sequence[str]) -> bool:
        """Is this name of a province, regency or city really the place?"""
        if self.barred(text, tokens, first, last, floor):
            return False
        lists, raw, word = self.words, tokens.raw, tokens.low[first]
        capital = raw[first][0].isupper()
        if last - first > 1:
            return capital or " ".join(tokens.low[first:last]) not in lists.capital_only
        if word not in lists.everyday and word not in lists.capital_only:
            return True
        before = tokens.low[first - 1] if first and near(text, tokens, first - 1) else ""
        shouting = raw[first].isupper() and len(raw[first]) > 3 and shouted(tokens, first)
        cued = before in lists.cue
        if word in lists.everyday:
            if (capital and not shouting and cued) or dateline(text, tokens, first, last):
                return True
            return not shouting and self._everyday_told(text, tokens, first, last, codes, before)
        if capital and not shouting:
            return not self._two_things(text, tokens, first, last)
        return (cued and before not in _WEAK_CUES) or (shouting and cued)

    def _everyday_told(
        self, text: str, tokens: Tokens, first: int, last: int, codes: Sequence[str], before: str
    ) -> bool:
        """Something happens in "Bima", or it is ours and lies where places lie."""
        lists, raw, word = self.words, tokens.raw[first], tokens.low[first]
        ours = bool(self._region) and any(
            inside(code, self._region) or inside(self._region, code) or code[:2] == self._region for code in codes
        )
        if raw[0].isupper():
            if raw.isupper() and len(raw) <= 4 and ours and not shouted(tokens, first):
                return True  # "PPU berebut status"
            return told(text, tokens, first, last, lists, lightly=ours) or sided(text, tokens, last, lists)
        if not ours:
            return False
        if before in _WEAK_CUES or before in lists.cue:
            return word not in lists.things
        return opens(text, tokens, first) and told(text, tokens, first, last, lists, lightly=word not in lists.things)

    def _two_things(self, text: str, tokens: Tokens, first: int, last: int) -> bool:
        """A thing beside another one, where capitals say nothing: "Palu dan paku"."""
        if last + 1 >= len(tokens) or tokens.low[last] not in ("dan", "atau", "sama") or not opens(text, tokens, first):
            return False
        return tokens.raw[last + 1].islower() and tokens.low[last + 1] not in self.words.cue

    def own(self, text: str, tokens: Tokens, first: int, last: int, floor: int, codes: Sequence[str]) -> bool:
        """Is this name of a district or village of the office's region the place?"""
        lists, raw, low = self.words, tokens.raw, tokens.low
        beside = bool(first) and near(text, tokens, first - 1)
        before = low[first - 1] if beside else ""
        key = " ".join(low[first:last])
        if before in lists.before or before in lists.person or len(key) < 4:
            return False
        if last < len(low) and low[last] in lists.after and near(text, tokens, last - 1):
            return False
        cued = before in lists.cue
        # "Ngawi Mantingan": right after another place; "Bandung Raya" is all around Bandung.
        next_to = beside and floor == first and low[first] != "raya"
        follows = last < len(tokens) and near(text, tokens, last - 1) and raw[last][0].isupper()
        if not raw[first][0].isupper():
            return self._own_small(text, tokens, first, last, codes, cued, next_to)
        part = not cued and not next_to and before not in MARKERS and after_a_name(text, tokens, first, lists)
        if key in lists.common or key in lists.not_village or (last - first == 1 and len(key) < _SHORTEST):
            if follows or key in lists.not_village or part:
                return cued and not follows
            return cued or next_to or self._named(text, tokens, first, last)
        if part and not shouted(tokens, first):
            return False
        return cued or not follows or low[last] in MARKERS

    def _named(self, text: str, tokens: Tokens, first: int, last: int) -> bool:
        """An ordinary word that stands as a name: several words in capitals, or something happens there."""
        lists, raw = self.words, tokens.raw
        if shouted(tokens, first):
            return False
        if last - first > 1:
            return all(raw[place][0].isupper() for place in range(first, last))
        everyday = usual(tokens.low[first], lists)
        if told(text, tokens, first, last, lists, lightly=not everyday):
            return True
        return not everyday and not opens(text, tokens, first)

    def _own_small(
        self, text: str, tokens: Tokens, first: int, last: int, codes: Sequence[str], cued: bool, next_to: bool
    ) -> bool:
        """A name of ours in small letters: no ordinary word, and cued, beside another place, or a district's."""
        key = " ".join(tokens.low[first:last])
        if key in self.words.common or key in self.words.not_village or len(key) < _SHORTEST or is_given_name(key):
            return False
        district = any(len(code) == 8 for code in codes)
        if first and tokens.low[first - 1] in _REGIONAL and not district:
            return False
        if first and (tokens.low[first - 1] in LOCAL or tokens.low[first - 1] in STREET):
            return False
        if cued or next_to or told(text, tokens, first, last, self.words):
            return True
        return len(key) > _SHORTEST and not usual(key, self.words) and district
