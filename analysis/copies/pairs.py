"""The posts of a batch and the question whether one is a copy of another, answered from no more than it needs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.copies.check import same_plain, same_wording
from analysis.copies.plain import plain_texts
from analysis.copies.sketch import Strings
from analysis.copies.words import Wording, wordings_of
from analysis.text.word_slices import Ints
from analysis.text.wording import unwrap_batch


class CopyPairs:
    """Whether rows are copies of each other.

    Args:
        titles, texts: of all posts.
        later, earlier: the pairs of rows that will be asked about; other pairs of these rows may be asked about, too.
        others: further rows that may be asked about.
    """

    def __init__(self, titles: Strings, texts: Strings, later: Ints, earlier: Ints, others: Sequence[int] = ()) -> None:
        rows = np.unique(np.concatenate([later, earlier, np.array(others, dtype=np.int64)]))
        self._both = unwrap_batch(titles[rows].tolist(), texts[rows].tolist())
        self._place = {row: place for place, row in enumerate(rows.tolist())}
        self._plain = plain_texts(self._both)
        self._whole: dict[int, Wording] = {}
        self._is_plain: list[bool] = self._plain.is_plain.tolist()
        ends = np.searchsorted(rows, np.stack([later, earlier]))
        self._read(np.unique(ends[:, ~self._plain.is_plain[ends].all(axis=0)]).tolist())

    def __call__(self, one: int, other: int) -> bool:
        """Is one row a copy of the other?"""
        a, b = self._place[one], self._place[other]
        if self._is_plain[a] and self._is_plain[b]:
            told = same_plain(self._plain[a], self._plain[b])
            if told is not None:
                return told
        self._read([place for place in (a, b) if place not in self._whole])
        return same_wording(self._whole[a], self._whole[b])

    def _read(self, places: list[int]) -> None:
        if places:
            both = [self._both[2 * place + end] for place in places for end in (0, 1)]
            self._whole.update(zip(places, wordings_of(both), strict=True))
