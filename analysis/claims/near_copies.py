"""Messages copied word for word but for one detail: a word of theirs stands exactly where the fact-check has another one.

The signs of :mod:`analysis.claims.alignment` weigh a short part of a text and ask which words are nowhere in the fact-check. A copy
is read throughout instead, from its first word to its last, and the word may well stand elsewhere in the fact-check: the embassy of
Israel is not that of the Vatican, however often the message speaks of both, and three years are not three months.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from analysis.claims.alignment import NEGATORS
from analysis.claims.asides import ASIDES
from analysis.claims.details import Details, places
from analysis.claims.reader import MODIFIERS
from analysis.claims.sides import Word, same
from analysis.claims.spelling import fields
from analysis.claims.swaps import aligned, keys_of
from analysis.text.tokens import stop_words

#: Words that are read of each side.
_READ: Final = 400
#: Words that stand for another, at most.
_TIGHT: Final = 3
#: Shared words around them, at least: on both sides, or where both texts begin or end there.
_AROUND: Final = 3
#: Share of a text's words that stand in the claim in the same order where it is a copy.
_COPIED: Final = 0.75
#: From here on whatever word differs counts; below, a name, a number, or words of one field of meaning.
_WHOLLY: Final = 0.85
#: Units and scales: telling beside a number, stop words elsewhere.
_UNITS: Final = frozenset(
    "detik menit jam hari minggu bulan tahun abad ribu juta miliar triliun persen meter km kilometer kg gram liter".split()
)
_COUNTS: Final = frozenset("tiap setiap per belasan puluhan ratusan ribuan jutaan".split())


def changed(text: Details, title: Details, whole: Details, names: frozenset[str]) -> bool:
    """Whether a text copies the title or the circulating text and has another word in one place.

    Args:
        text: the message, all of it.
        title: the fact-check's title.
        whole: title with circulating text, as both are compared.
        names: words that the library knows for names, lower case.
    """
    said = _content(text.tokens)
    claims = [_content(title.tokens), _content(whole.tokens[len(title.tokens) :])]
    laid = [_Laid(said, claim, aligned(said, claim).get_opcodes()) for claim in claims if len(claim) >= _AROUND]
    if not laid:
        return False
    # Of two that are followed alike the longer one tells more; what the text has from the other one is no change.
    laid.sort(key=lambda one: (one.share, len(one.claim)), reverse=True)
    known = {word.key for one in laid for word in one.claim}
    return laid[0].changed(names, frozenset()) or (len(laid) > 1 and laid[1].changed(names, known))


@dataclass(frozen=True, slots=True)
class _Laid:
    """A text and a claim laid beside each other."""

    said: Sequence[Word]
    claim: Sequence[Word]
    blocks: Sequence[tuple[str, int, int, int, int]]

    @property
    def share(self) -> float:
        """Share of the text's words that stand in the claim in the same order."""
        return sum(i2 - i1 for tag, i1, i2, _, _ in self.blocks if tag == "equal") / max(len(self.said), 1)

    def changed(self, names: frozenset[str], elsewhere: Container[str]) -> bool:
        """Whether a word stands for another, or a negation is set in or left out; words known from ``elsewhere`` are no change."""
        if self.share < _COPIED:
            return False
        wholly = self.share >= _WHOLLY
        for k, (tag, i1, i2, j1, j2) in enumerate(self.blocks):
            if tag == "equal" or max(i2 - i1, j2 - j1) > _TIGHT:
                continue
            left, right = self.said[i1:i2], self.claim[j1:j2]
            if wholly and self._size(k + 1) >= _AROUND and _modifies(left) != _modifies(right):
                return True
            if not self._within(k):
                continue
            if tag != "replace":
                found = wholly and 0 < k < len(self.blocks) - 1 and all(w.form in NEGATORS for w in (*left, *right))
            else:
                found = not (self._told(left, right) or any(word.key in elsewhere for word in left)) and (
                    wholly or (_telling(left, names) and _telling(right, names))
                )
            if found:
                return True
        return False

    def _told(self, left: Sequence[Word], right: Sequence[Word]) -> bool:
        """Whether both sides say the same: one in another spelling, or both words on both sides in another order."""
        own, known = ({word.key for word in side} for side in (self.said, self.claim))
        return _one(left, right) or (all(w.key in known for w in left) and all(w.key in own for w in right))

    def _within(self, k: int) -> bool:
        """Whether shared words stand around a place, or before it where both end, or behind it where both begin."""
        _, i1, i2, j1, j2 = self.blocks[k]
        before, after = (self._size(at) for at in (k - 1, k + 1))
        opening, end = i1 == j1 == 0, i2 == len(self.said) and j2 == len(self.claim)
        if (opening or end) and i2 - i1 != j2 - j1:
            return False
        return bool((before or opening) and (after or end) and before + after >= _AROUND)

    def _size(self, k: int) -> int:
        if not 0 <= k < len(self.blocks) or self.blocks[k][0] != "equal":
            return 0
        return self.blocks[k][2] - self.blocks[k][1]


def _modifies(words: Sequence[Word]) -> bool:
    """Whether words make another person of the one that follows: "wakil", "mantan"."""
    return bool(words) and words[-1].form in MODIFIERS


def _telling(words: Sequence[Word], names: frozenset[str]) -> bool:
    table = fields().fields
    return any(
        word.kind == "number" or word.form in names or word.form in places() or word.key in table for word in words
    )


def _one(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether both are the same words, joined, misspelt or shortened."""
    one, other = ("".join(c for word in side for c in word.form if c.isalnum()) for side in (left, right))
    return one in other or other in one or any(same(a, b) for a in left for b in right)


@lru_cache(maxsize=4_096)
def _content(tokens: tuple[str, ...]) -> list[Word]:
    """Words but stop words and asides; units beside a number and negations stay."""
    stops = stop_words()
    out: list[Word] = []
    keys = keys_of(tokens, _READ)
    for k, token in enumerate(tokens[:_READ]):
        unit = token in _UNITS and k and (tokens[k - 1][0].isdigit() or tokens[k - 1] in _COUNTS)
        if (
            unit
            or token in NEGATORS
            or token in MODIFIERS
            or (token not in stops and (token not in ASIDES or keys[k] in fields().fields))
        ):
            out.append(Word(keys[k], "number" if unit or token[0].isdigit() else "other", 1.0, token))
    return out
