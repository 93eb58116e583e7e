"""Which word of one text is which of another's, perhaps misspelt, shortened, joined or inflected."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler, Levenshtein

from analysis.claims.spelling import roots

#: Shorter words are compared letter for letter.
_LEAST = 4


class Word(NamedTuple):
    """A word as it is compared (``key``), its kind, and how much it tells (0–1: IDF over its largest value)."""

    key: str
    kind: str
    weight: float
    form: str


class Side:
    """The words of one side, to ask which words of the other side stand among them; ``heard`` are stems of all it says, stop words too."""

    def __init__(self, words: Sequence[Word], heard: frozenset[str] = frozenset()) -> None:
        """Keep the words in order."""
        self._words = words
        self._keys = {word.key for word in words} | heard
        self._forms = {word.form for word in words}
        self._alike: dict[str, str | None] = {}

    @cached_property
    def _glued(self) -> set[str]:
        return {a.form + b.form for a, b in itertools.pairwise(self._words)}

    @cached_property
    def _long(self) -> list[Word]:
        return [word for word in self._words if word.kind != "number" and len(word.form) >= _LEAST]

    @cached_property
    def _roots(self) -> dict[str, Word]:
        found: dict[str, Word] = {}
        for word in self._long:
            for root in roots(word.form):
                found.setdefault(root, word)
        return found

    @cached_property
    def _by_letter(self) -> dict[str, list[Word]]:
        found: dict[str, list[Word]] = defaultdict(list)
        for word in self._long:
            found[word.form[0]].append(word)
        return found

    def stand(self, words: Sequence[Word], *, spelled: bool = True) -> list[bool]:
        """For each word whether it stands on this side: itself, joined with a neighbour, or (``spelled``) in another spelling."""
        out = []
        for i, word in enumerate(words):
            found = word.key in self._keys or word.form in self._glued
            if not found and i + 1 < len(words):
                found = word.form + words[i + 1].form in self._forms
            if not found and i:
                found = words[i - 1].form + word.form in self._forms
            out.append(found or (spelled and self.alike(word) is not None))
        return out

    def alike(self, word: Word) -> str | None:
        """The key of a word of this side that is the given one in another spelling, if there is one."""
        if word.kind == "number" or len(word.form) < _LEAST:
            return None
        if word.form not in self._alike:
            self._alike[word.form] = self._find(word.form)
        return self._alike[word.form]

    def _find(self, form: str) -> str | None:
        for root in roots(form):
            other = self._roots.get(root)
            if other is not None and (min(len(form), len(other.form)) > _LEAST or not _within(form, other.form)):
                return other.key
        if len(form) > _LEAST:
            for other in self._long:
                if len(other.form) > _LEAST and _within(form, other.form):
                    return other.key
        return next((other.key for other in self._by_letter.get(form[0], ()) if _misspelt(form, other.form)), None)


def same(one: Word, other: Word) -> bool:
    """Whether two words are one, perhaps misspelt, shortened or inflected."""
    return one.key == other.key or Side([other]).alike(one) is not None


def _within(one: str, other: str) -> bool:
    return one in other or other in one


def _misspelt(one: str, other: str) -> bool:
    """One letter off, two in long words, and most of the beginning the same."""
    most = 1 if min(len(one), len(other)) < 7 else 2
    return (
        abs(len(one) - len(other)) <= most
        and Levenshtein.distance(one, other, score_cutoff=most) <= most
        and not _within(one, other)
        and JaroWinkler.similarity(one, other) >= 0.9
    )
