"""Issues of a stream too large to read post by post: stories that tell one thing on, by the words of their centroids.

`analysis.issues.linking` weighs matters, places and fact-checks, which a regency's office needs and which costs a tenth of a
millisecond a post. Among a million posts of a whole country those reasons do not count anyway (a matter in common only
counts within one regency), so the words decide: the same rule that joins the parts of one story (`merge_pairs`), now
over days. As there, a story opens an issue when it is real: at least three posts of at least two voices.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.issues.linking import LEAST_POSTS, LEAST_VOICES
from analysis.issues.merging import LONGEST_SILENCE, NEIGHBOURS, WORDS_ONLY
from analysis.stories.centroids import CENTROID_TERMS, group_sums, heaviest, merge_pairs
from analysis.stories.features import normalise_rows
from analysis.stories.neighbours import largest_products

SAME = WORDS_ONLY
"""Least cosine of centroids, by rarity of words."""

NONE = -1
_DAY = 86_400

Ints = npt.NDArray[np.int64]


def real_stories(story: Ints, voice: npt.NDArray[Any], number: int) -> npt.NDArray[np.bool_]:
    """Which of `number` stories have enough posts and voices.

    Args:
        story: of every post, copies included.
        voice: of every post (`analysis.emergence.voices.voice_keys`).
        number: of stories.
    """
    enough = np.bincount(story, minlength=number) >= LEAST_POSTS
    told = np.flatnonzero(enough[story])
    voices = pd.factorize(voice[told])[0].astype(np.int64)
    pairs = np.unique(story[told] * (voices.max(initial=0) + 1) + voices)
    return enough & (np.bincount(pairs // (voices.max(initial=0) + 1), minlength=number) >= LEAST_VOICES)


def spans(story: Ints, seconds: Ints, number: int) -> tuple[Ints, Ints]:
    """First and last moment of every story."""
    first, last = np.full(number, np.iinfo(np.int64).max), np.full(number, np.iinfo(np.int64).min)
    np.minimum.at(first, story, seconds)
    np.maximum.at(last, story, seconds)
    return first, last


def link_stories(rows: Any, labels: Ints, seconds: Ints, real: npt.NDArray[np.bool_]) -> Ints:
    """An issue number for every story, `NONE` for those that open none.

    Args:
        rows: unit rows of the texts by rarity of words.
        labels: the story of each text, 0 … k-1.
        seconds: when each text was published.
        real: which stories may open an issue (k).
    """
    sums = group_sums(rows, labels, real)
    one, other = alike_stories(sums, sums)
    first, last = spans(labels, seconds, len(real))
    silent = np.maximum(first[one] - last[other], first[other] - last[one])
    near = (one < other) & (silent <= LONGEST_SILENCE * _DAY)
    into = merge_pairs(sums, one[near], other[near], SAME)
    issue = np.full(len(real), NONE, dtype=np.int64)
    issue[real] = np.unique(into[real], return_inverse=True)[1]
    return issue


def alike_stories(left: Any, right: Any) -> tuple[Ints, Ints]:
    """Rows of `left` and their nearest rows of `right` whose centroids reach `SAME`; both are sums of texts.

    Where both are the same sums, a row itself may be among them or be left out.
    """
    one = normalise_rows(heaviest(left, CENTROID_TERMS).copy())
    other = one if right is left else normalise_rows(heaviest(right, CENTROID_TERMS).copy())
    return largest_products(one, other, NEIGHBOURS + 1, SAME)[:2]
