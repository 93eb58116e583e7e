"""Lone posts and the stories they may belong to: whether a story explains a post's words better than chance does.

For a post and a story, the logarithm of the odds is a sum of three reasons:

- the cosine of the post and the story's centroid;
- how much likelier the post's words are in the story than elsewhere: a mixture model (Dempster, Laird and Rubin 1977),
  in which each word comes from the story with probability `FROM_STORY` and from the other texts otherwise, its
  share in the story smoothed by `PRIOR_TEXTS` texts. The story itself is no part of "elsewhere": of a stream that is
  full of one event it would be a good part, and its own words would tell nothing. The words of a long text are not
  independent witnesses, so its sum is tempered to that of `WITNESSES` words;
- the logarithm of the story's share of the texts in view, the prior of Bayes' rule: a post more likely belongs to what
  many talk of, and the more texts there are to mistake for one another, the less likely to any one story.

The weights come from logistic regressions over lone posts of the event sets (docs/algorithms.md). Articles, which share
the words of their topic, must show more.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.speed.compiled import worth
from analysis.speed.parallel import spread
from analysis.stories.centroids import centroids, group_sums, paired
from analysis.stories.communities import dense
from analysis.stories.features import Weighted
from analysis.stories.neighbours import Edges
from analysis.stories.pair_loops import MANY_PAIRS, looked_up_sums
from analysis.stories.words import pattern

FROM_STORY = 0.5
PRIOR_TEXTS = 10.0
WITNESSES = 20.0
PER_COSINE, PER_NAT, PER_LOG_SHARE = 8.0, 0.38, 0.9
OF_KIND = np.array([0.6, -3.5])
"""What is left of the odds of a post and of an article."""

MOST_SHARE = 0.1
"""A story counts as at most this share: it may be older than the view, and what is lone has been told from it once."""

MEASURED = np.array([[500, 35_000], [1_000, 2_000]])
"""Fewest and most texts in view of a post and of an article: streams beyond were not there to choose on and count as these."""

_PAIR_BATCH = 100_000

Ints = npt.NDArray[np.int64]


def attach_lone(weighted: Weighted, labels: Ints, edges: Edges, in_view: Ints, *, gate: int, least: float) -> Ints:
    """Posts outside groups of `gate` move to the likeliest group of their neighbours, where the log odds reach `least`.

    Args:
        weighted: the texts.
        labels: 0 … k-1.
        edges: from posts to their neighbours.
        in_view: how many texts of its kind each text was compared with (`analysis.stories.neighbours.texts_in_view`).
        gate: groups with fewer posts take in nothing and may lose posts.
        least: log odds.
    """
    groups = int(labels.max(initial=-1)) + 1
    size = np.bincount(labels, minlength=groups)
    large = size[labels] >= gate
    joining = ~large[edges.rows] & large[edges.columns]
    if not joining.any():
        return labels
    pairs = np.unique(edges.rows[joining].astype(np.int64) * groups + labels[edges.columns[joining]])
    post, group = pairs // groups, pairs % groups
    words = pattern(weighted.counts)
    told = looked_up(words, _log_ratios(words, weighted, labels, size, size >= gate), post, group)
    absent = _absent(size)
    lengths = np.diff(words.indptr)[post]
    nats = (told + lengths * absent[group]) / np.maximum(1, lengths / WITNESSES)
    alike = paired(weighted.rows, centroids(weighted.rows, labels, size >= gate), post, group)
    odds = log_odds(weighted.kinds[post], alike, nats, size[group], in_view[post])
    post, group, odds = post[odds >= least], group[odds >= least], odds[odds >= least]
    order = np.lexsort((-group, odds, post))
    joined = labels.copy()
    # of a post's groups the last one written stays: the likeliest
    joined[post[order]] = group[order]
    return dense(joined)


def log_odds(kind: Ints, alike: npt.NDArray[Any], nats: npt.NDArray[Any], size: Ints, in_view: Ints) -> Any:
    """Logarithm of the odds that each post belongs to its story (see the module).

    Args:
        kind: of the post.
        alike: its cosine with the story's centroid.
        nats: log likelihood ratio of its words.
        size: posts of the story.
        in_view: see `attach_lone`.
    """
    share = np.minimum(size / np.clip(in_view, *MEASURED[kind].T), MOST_SHARE)
    return PER_COSINE * alike + PER_NAT * nats + PER_LOG_SHARE * np.log(share) + OF_KIND[kind]


def explained(here: npt.NDArray[Any], elsewhere: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Log ratio of a word with these shares of the story's and of the other texts, `FROM_STORY` of it from the story."""
    return np.asarray(np.log(1 - FROM_STORY + FROM_STORY * here / elsewhere))


def looked_up(words: Any, table: Any, rows: Ints, groups: Ints) -> npt.NDArray[np.float64]:
    """Σ of a group's values over the words of a text, for each pair of them.

    Large groups have thousands of words, so each word of the text is looked up instead of both rows being read.

    Args:
        words: CSR, texts × words.
        table: CSR, groups × words.
        rows, groups: the pairs.
    """
    width = np.int64(words.shape[1])
    table.sort_indices()
    if worth(len(rows), MANY_PAIRS):
        return looked_up_sums(words, table, rows, groups)
    known = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr)) * width + table.indices
    told = np.zeros(len(rows))
    if not len(known):
        return told
    # pairs of one group together: their look-ups meet the same part of the table
    order = np.argsort(groups, kind="stable")

    def look(batch: slice) -> None:
        pairs = order[batch]
        begin, lengths = words.indptr[rows[pairs]], np.diff(words.indptr)[rows[pairs]]
        pair = np.repeat(np.arange(len(pairs)), lengths)
        entries = np.arange(len(pair)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + begin[pair]
        asked = groups[pairs][pair] * width + words.indices[entries]
        at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
        values = np.where(known[at] == asked, table.data[at], 0.0)
        told[pairs] = np.bincount(pair, weights=values, minlength=len(pairs))

    spread(look, len(rows), _PAIR_BATCH)
    return told


def _absent(size: Ints) -> npt.NDArray[np.float64]:
    """Log ratio of a word that the group does not contain, per group."""
    return np.asarray(np.log(1 - FROM_STORY + FROM_STORY * PRIOR_TEXTS / (size + PRIOR_TEXTS)), dtype=np.float64)


def _log_ratios(words: Any, weighted: Weighted, labels: Ints, size: Ints, large: npt.NDArray[np.bool_]) -> Any:
    """CSR of `large` groups × words: log ratio of a word that the group contains, minus that of one it does not."""
    table = group_sums(words, labels, large)
    group = np.repeat(np.arange(len(size)), np.diff(table.indptr))
    kind = (2 * np.bincount(labels, weights=weighted.kinds, minlength=len(size)) >= size).astype(np.int64)[group]
    # a kind counts the texts of the other in part only, so a story of both may hold more than are counted
    with_word = np.maximum(weighted.df[kind, table.indices] - table.data, 0)
    elsewhere = (with_word + 1) / (np.maximum(weighted.texts[kind] - size[group], 0) + 2)
    here = (table.data + PRIOR_TEXTS * elsewhere) / (size[group] + PRIOR_TEXTS)
    table.data = (explained(here, elsewhere) - _absent(size)[group]).astype(np.float32)
    return table
