"""What stands around a name that may be a place: something happens there, a sentence begins, another place is next.

"Banjir", "macet", "diguyur" tell of places, not of stones, men or songs: "Bima banjir lagi" is the city, "Bima Suci" is not.
"""

from __future__ import annotations

from analysis.places.tokens import near
from analysis.places.words import PlaceWords
from analysis.text.person_names import is_ordinary
from analysis.text.phrases import Tokens

_SHORTENED = frozenset(
    ("h", "hj", "dr", "drs", "ir", "kec", "kel", "kab", "ds", "jl", "jln", "gg", "prov", "no", "st", "moh", "muh")
)
_ENDS = frozenset('.!?:;"“”\n(|')


def opens(text: str, tokens: Tokens, here: int) -> bool:
    """A sentence begins with this word, where a capital letter says nothing."""
    if not here:
        return True
    gap = text[tokens.end[here - 1] : tokens.start[here]]
    return not _ENDS.isdisjoint(gap) and not (gap[0] == "." and tokens.low[here - 1] in _SHORTENED)


def told(text: str, tokens: Tokens, first: int, last: int, lists: PlaceWords, *, lightly: bool = False) -> bool:
    """Something happens there: "Pare banjir", "kebakaran Tambora"; `lightly`: or it is somehow, "Pare sepi", "Banjar mah"."""
    low = tokens.low
    if last < len(low) and near(text, tokens, last - 1):
        after = low[last]
        if after in lists.happens or (lightly and after in lists.feels):
            return True
    return bool(first) and low[first - 1] in lists.events and near(text, tokens, first - 1)


def sided(text: str, tokens: Tokens, last: int, lists: PlaceWords) -> bool:
    """A side follows the name in small letters: "Malang selatan", "Tasikmalaya kaler"."""
    return last < len(tokens.low) and tokens.raw[last] in lists.sides and near(text, tokens, last - 1)


def after_a_name(text: str, tokens: Tokens, first: int, lists: PlaceWords) -> bool:
    """The word before belongs to a name, of which this one is a part: "Budi Sukamaju", but not "Jalan Sukamaju macet"."""
    if not first or not tokens.raw[first - 1][0].isupper() or text[tokens.end[first - 1] : tokens.start[first]] != " ":
        return False
    before = tokens.low[first - 1]
    return not (before in lists.events or (usual(before, lists) and opens(text, tokens, first - 1)))


def usual(word: str, lists: PlaceWords) -> bool:
    """An everyday word, not merely one that a dictionary knows."""
    return word in lists.affixed or is_ordinary(word)
