"""Members of stories on second thought: would each join the story that the others tell?

Communities of neighbours take in what hangs by one everyday word on one neighbour ("happy birthday"). So every short
post is held against the story *without itself* by the odds that a lone post must show (`analysis.story_attachment`): the
likeness of the other members' centroid, how far their words explain its own, the story's share of the texts in view.
Likeness counts for more than with lone posts: the text was among the story's neighbours already, and what does not
belong is told by it best. A post that would not join leaves and stands alone, or finds another story in the next round.
Articles stay: the words of a whole topic say less about them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.communities import dense
from analysis.features import Weighted
from analysis.kinds import POST
from analysis.story_attachment import PRIOR_TEXTS, WITNESSES, explained, log_odds
from analysis.story_centroids import group_sums, paired
from analysis.story_words import occurrences

MORE_PER_COSINE = 5.0

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


def without_strangers(weighted: Weighted, labels: Ints, in_view: Ints, *, gate: int, least: float, few: float) -> Ints:
    """The groups without the posts that their other members do not vouch for; who leaves stands alone.

    Args:
        weighted: the texts.
        labels: 0 … k-1.
        in_view: see `analysis.story_attachment.attach_lone`.
        gate: posts of a group large enough for `least`; in a smaller one nobody else bears a post out.
        least, few: log odds (with `MORE_PER_COSINE`) in groups of `gate` and more and in smaller ones.
    """
    size = np.bincount(labels, minlength=1)
    member = np.flatnonzero((size[labels] > 1) & (weighted.kinds == POST))
    if not len(member):
        return labels
    alike = _likeness_of_others(weighted.rows, labels, size, member)
    nats = _told_by_others(weighted, labels, size)[member]
    odds = log_odds(weighted.kinds[member], alike, nats, size[labels[member]] - 1, in_view[member])
    apart = labels.copy()
    asked = np.where(size[labels[member]] >= gate, least, few)
    strange = member[odds + MORE_PER_COSINE * alike < asked]
    apart[strange] = len(size) + np.arange(len(strange))
    return dense(apart)


def _likeness_of_others(rows: Any, labels: Ints, size: Ints, member: Ints) -> Numbers:
    """Cosine of each member and the sum of its group's other rows."""
    sums = group_sums(rows, labels, size > 1)
    squares = np.asarray(sums.multiply(sums).sum(axis=1), dtype=np.float64).ravel()[labels[member]]
    whole = paired(rows, sums, member, labels[member]).astype(np.float64)
    own = paired(rows, rows, member, member).astype(np.float64)
    return np.asarray((whole - own) / np.sqrt(np.maximum(squares - 2 * whole + own, 1e-6)), dtype=np.float64)


def _told_by_others(weighted: Weighted, labels: Ints, size: Ints) -> Numbers:
    """Log likelihood ratio of each text's words, its group without it against the other texts, tempered by length."""
    counts, n = weighted.counts, len(labels)
    lengths = np.diff(counts.indptr)
    row, word = np.repeat(np.arange(n), lengths), counts.indices
    inside = size[labels[row]] > 1
    row, word = row[inside], word[inside]
    group = labels[row]
    with_word = occurrences(group * counts.shape[1] + word)
    kind = weighted.kinds[row]
    beyond = np.maximum(weighted.df[kind, word] - with_word, 0)
    elsewhere = (beyond + 1) / (np.maximum(weighted.texts[kind] - size[group], 0) + 2)
    here = (with_word - 1 + PRIOR_TEXTS * elsewhere) / (size[group] - 1 + PRIOR_TEXTS)
    told = np.bincount(row, weights=explained(here, elsewhere), minlength=n)
    return np.asarray(told / np.maximum(1, lengths / WITNESSES), dtype=np.float64)
