"""Members of stories on second thought: would each join the story that the others tell?

Communities of neighbours take in what hangs by one everyday word on one neighbour ("happy birthday"). So every short
post is held against the story *without itself* by the odds that a lone post must show (`analysis.stories.attachment`): the
likeness of the other members' centroid, how far their words explain its own, the story's share of the texts in view.
Likeness counts for more than with lone posts: the text was among the story's neighbours already, and what does not
belong is told by it best. A post that would not join leaves and stands alone, or finds another story in the next round.
Articles stay: the words of a whole topic say less about them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.stories.attachment import PRIOR_TEXTS, WITNESSES, explained, log_odds
from analysis.stories.communities import dense
from analysis.stories.features import Weighted
from analysis.stories.kinds import POST
from analysis.stories.words import runs_of_equal

MORE_PER_COSINE = 5.0

_BATCH = 50_000
"""Texts whose words are weighed at once."""

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


def without_strangers(weighted: Weighted, labels: Ints, in_view: Ints, *, gate: int, least: float, few: float) -> Ints:
    """The groups without the posts that their other members do not vouch for; who leaves stands alone.

    Args:
        weighted: the texts.
        labels: 0 … k-1.
        in_view: see `analysis.stories.attachment.attach_lone`.
        gate: posts of a group large enough for `least`; in a smaller one nobody else bears a post out.
        least, few: log odds (with `MORE_PER_COSINE`) in groups of `gate` and more and in smaller ones.
    """
    size = np.bincount(labels, minlength=1)
    member = np.flatnonzero((size[labels] > 1) & (weighted.kinds == POST))
    if not len(member):
        return labels
    nats, alike = (told[member] for told in _held_against_others(weighted, labels, size))
    odds = log_odds(weighted.kinds[member], alike, nats, size[labels[member]] - 1, in_view[member])
    apart = labels.copy()
    asked = np.where(size[labels[member]] >= gate, least, few)
    strange = member[odds + MORE_PER_COSINE * alike < asked]
    apart[strange] = len(size) + np.arange(len(strange))
    return dense(apart)


def _held_against_others(weighted: Weighted, labels: Ints, size: Ints) -> tuple[Numbers, Numbers]:
    """Each text and its group without it: log likelihood ratio of its words, tempered by length, and cosine.

    Words of a group are found by sorting all words of all groups: rows of texts against those of large groups would be
    quadratic in the group.
    """
    counts = weighted.counts
    grouped = np.flatnonzero(size[labels] > 1)
    words, weights = counts[grouped], weighted.rows[grouped].data
    group, kind, lengths = labels[grouped], weighted.kinds[grouped], np.diff(words.indptr)
    with_word, sums, squares = _sums_of_groups(group, words, weights, len(size))
    nats, alike = np.zeros(len(labels)), np.zeros(len(labels))
    for begin in range(0, len(grouped), _BATCH):
        end = min(begin + _BATCH, len(grouped))
        entries, rows = slice(words.indptr[begin], words.indptr[end]), grouped[begin:end]
        text = np.repeat(np.arange(begin, end), lengths[begin:end])
        others, same_kind = size[group[text]] - 1, kind[text]
        beyond = np.maximum(weighted.df[same_kind, words.indices[entries]] - with_word[entries], 0)
        elsewhere = (beyond + 1) / (np.maximum(weighted.texts[same_kind] - others - 1, 0) + 2)
        here = (with_word[entries] - 1 + PRIOR_TEXTS * elsewhere) / (others + PRIOR_TEXTS)
        mine = weights[entries].astype(np.float64)
        nats[rows] = np.bincount(text - begin, weights=explained(here, elsewhere), minlength=end - begin)
        whole = np.bincount(text - begin, weights=mine * sums[entries], minlength=end - begin)
        own = np.bincount(text - begin, weights=mine * mine, minlength=end - begin)
        length = np.sqrt(np.maximum(squares[group[begin:end]] - 2 * whole + own, 1e-6))
        alike[rows] = (whole - own) / length
    return nats / np.maximum(1, np.diff(counts.indptr) / WITNESSES), alike


def _sums_of_groups(group: Ints, words: Any, weights: npt.NDArray[Any], groups: int) -> tuple[Ints, Any, Numbers]:
    """For every word of every text: texts of its group with it, sum of their weights; and the square of a group's sum."""
    keys = np.repeat(group, np.diff(words.indptr)) * words.shape[1] + words.indices
    order, first = runs_of_equal(keys)
    runs = np.diff(np.append(first, len(keys)))
    total = np.add.reduceat(weights[order], first, dtype=np.float64) if len(first) else np.zeros(0)
    squared = np.bincount(keys[order[first]] // words.shape[1], weights=total * total, minlength=groups)
    with_word, sums = np.empty(len(keys), dtype=np.int64), np.empty(len(keys), dtype=np.float32)
    with_word[order], sums[order] = np.repeat(runs, runs), np.repeat(total.astype(np.float32), runs)
    return with_word, sums, np.asarray(squared, dtype=np.float64)
