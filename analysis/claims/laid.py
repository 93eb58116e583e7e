"""A text and a fact-check laid beside each other: which words of each stand on the other side, in the same word or in one that means it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from analysis.claims.details import Details
from analysis.claims.kin import SAME, degree, relatives
from analysis.claims.reader import Reader
from analysis.claims.sides import Side, Word
from analysis.claims.spelling import short_names, shortened
from analysis.claims.swaps import all_keys

#: Kinds of words that may be told in another word; a name or a number is told as it is.
_RETOLD: Final = frozenset(["other", "turning"])


@dataclass(frozen=True, slots=True)
class Laid:
    """A text (``text``), a fact-check's title, and title with circulating text (``whole``), and the telling words of each in order.

    ``said``: words of the text, each under the key of the fact-check's word that it is or means; ``head``: of the title; ``full``: of
    title and circulating text; ``known``: which of ``said`` the fact-check has; ``stands``: which of ``head`` the text has.
    """

    text: Details
    title: Details
    whole: Details
    said: list[Word]
    head: list[Word]
    full: list[Word]
    side: Side
    known: list[bool]
    stands: list[bool]

    @property
    def body(self) -> list[Word]:
        """Telling words of the circulating text."""
        return self.full[len(self.head) :]

    @classmethod
    def of(cls, reader: Reader, text: Details, title: Details, whole: Details) -> Self:
        """Lay them beside each other."""
        said, head, full = _read_alike(reader, text, title, whole)
        side = Side(said, all_keys(text.tokens))
        # Words in another spelling bear the fact-check's key already.
        known = Side(full, all_keys(whole.tokens)).stand(said, spelled=False)
        return cls(text, title, whole, said, head, full, side, known, side.stand(head))


def _read_alike(
    reader: Reader, text: Details, title: Details, whole: Details
) -> tuple[list[Word], list[Word], list[Word]]:
    """Words of text, title, and title with circulating text, made alike.

    Names told short on one side are short on both, and a word of the text that is one of the fact-check's in another spelling bears
    that one's key.
    """
    short = short_names(text.tokens, whole.tokens) | short_names(whole.tokens, text.tokens)
    sides = [(shortened(side.tokens, short) if short else side.tokens, side) for side in (text, title, whole)]
    said, head, full = (reader.of(tokens, side) for tokens, side in sides)
    keys, side = {word.key for word in full}, Side(full)
    alike: dict[str, str | None] = {}
    for i, word in enumerate(said):
        if word.key in keys:
            continue
        if word.key not in alike:
            alike[word.key] = side.alike(word)
        found = alike[word.key]
        if found is not None:
            said[i] = word._replace(key=found)
    _retell(said, full)
    return said, head, full


def _retell(said: list[Word], full: Sequence[Word]) -> None:
    """Give a word of the text the key of a word of the fact-check that means the same and that the text lacks."""
    own, known = {word.key for word in said}, {word.key for word in full}
    foreign = [
        i for i, word in enumerate(said) if word.key not in known and word.kind in _RETOLD and relatives(word.form)
    ]
    if foreign:
        lost = {word.form: word.key for word in full if word.key not in own and word.kind in _RETOLD}
        for i in foreign:
            word = said[i]
            found = min((form for form in lost if degree(word.form, form) == SAME), default="")
            if found:
                said[i] = word._replace(key=lost[found])
