"""Posts → stories (peristiwa): posts about one event within a few days.

Works on representatives (copies follow theirs) and in two steps, because a real day is mostly lone posts and chatter:

1. *Cores*: communities of the edges that are both alike (cosine) and beyond chance (evidence).
2. *Gate*: only cores of four and more let in weaker evidence: they may join one another (their centroids must be
   alike), and a lone post may join when several of its neighbours stand in such cores. Lone posts never join lone posts
   on weak evidence; that is what keeps noise out.

How weak is weak enough depends on how many posts stand in gated cores: in a collection that was searched for one event
(almost every post belongs to something) the prior odds are high and little evidence suffices; on a day of mixed news
much is needed. The figures behind every number are in docs/algorithms.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.communities import communities, dense
from analysis.features import Weighted, hash_terms, lead_texts, tfidf
from analysis.kinds import longness
from analysis.neighbours import Edges, nearest
from analysis.story_attachment import attach_lone
from analysis.story_centroids import centroids, merge_alike, paired
from analysis.story_words import reweighted, without_chatter
from kentongan.core.ids import content_id

Ints = npt.NDArray[np.int64]

HOUR = 3600
NEWS_WINDOW = 72 * HOUR
POST_WINDOW = 48 * HOUR


@dataclass(frozen=True, slots=True)
class _Rules:
    """What an edge must show; the eased ones depend on how eventful the collection is.

    Long texts share the words of their topic as well as those of their event, so they must be more alike:
    `cosine_long` is added in full from `LONG_TERMS` distinct terms on.
    """

    core_cosine: float = 0.35
    core_evidence: float = 4.0
    gate: int = 4
    cosine: float = 0.20
    least_cosine: float = 0.15
    cosine_long: float = 0.10
    evidence: float = -2.0
    votes: int = 4
    core_likeness: float = 0.35
    post_likeness: float = 0.20

    def ease(self, gated: npt.NDArray[np.bool_], kinds: Ints) -> npt.NDArray[np.float64]:
        """0–8 for every text: by the odds that a text of its kind stands in a large core."""
        share = np.bincount(kinds, weights=gated, minlength=2) / np.maximum(np.bincount(kinds, minlength=2), 1)
        odds = np.log((share + 1e-9) / (1 - share + 1e-9))
        return np.asarray(np.clip(4 * odds, 0, 8)[kinds], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Second:
    """The second look: least cosine of an edge and of two centroids, least share of own words, least log odds of a lone
    post in each round (see the module).
    """

    gate: int = 4
    cosine: float = 0.40
    merge: float = 0.45
    own_words: float = 0.4
    attach: tuple[float, ...] = (0.0, 0.5)


def canonical_order(posts: pd.DataFrame) -> Ints:
    """Row positions by time of publication (unknown last), then id: the order in which everything is computed."""
    return posts.reset_index(drop=True).sort_values(["published_at", "id"], kind="stable").index.to_numpy(np.int64)


def story_columns(posts: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """The story of every post.

    Args:
        posts: the frame of posts.
        copies: `copy_group` and `representative` of the same rows (`analysis.copies.copy_columns`).

    Returns:
        One column `story`, ids derived from the story's earliest post; a post that fits nothing is its own story. The
        answer does not depend on the order of the rows.
    """
    stands = copies["representative"].to_numpy(dtype=bool)
    chosen = np.flatnonzero(stands)
    if not len(chosen):
        return pd.DataFrame({"story": pd.Series([], dtype=str)}, index=posts.index[:0])
    order = canonical_order(posts.iloc[chosen])
    chosen = chosen[order]
    sample = posts.iloc[chosen]
    labels = group_stories(sample)
    ids = sample["id"].tolist()
    first = np.unique(labels, return_index=True)[1]
    names = np.array([content_id("s", ids[position]) for position in first.tolist()], dtype=object)
    by_group = pd.Series(names[labels], index=copies["copy_group"].to_numpy()[chosen])
    return pd.DataFrame({"story": by_group.loc[copies["copy_group"].to_numpy()].to_numpy()}, index=posts.index)


def group_stories(posts: pd.DataFrame) -> Ints:
    """A story number for each row; rows must be distinct texts in canonical order."""
    weighted = tfidf(hash_terms(lead_texts(posts)))
    moments = posts["published_at"]
    dated = int(moments.notna().sum())
    seconds = moments.dt.as_unit("s").astype("int64").to_numpy()
    windows = np.where(posts["kind"].to_numpy() == "news", NEWS_WINDOW, POST_WINDOW).astype(np.int64)
    edges = nearest(weighted, seconds, dated, windows)
    first = first_look(weighted, edges)
    return second_look(reweighted(weighted, first), edges, first)


def second_look(weighted: Weighted, edges: Edges, first: Ints, rules: Second = Second()) -> Ints:
    """Story numbers after a look at the texts with words weighed by what they tell about the stories of the first."""
    n = weighted.rows.shape[0]
    # the neighbours of the first look serve again: searching anew finds no better ones
    edges = replace(edges, cosine=paired(weighted.rows, weighted.rows, edges.rows, edges.columns))
    inside = np.bincount(first, minlength=1)[first] >= rules.gate
    if not inside.any():
        return first
    close = edges.where((edges.cosine >= rules.cosine) & inside[edges.rows] & inside[edges.columns])
    labels = communities(n, close.rows, close.columns, close.cosine)
    labels = dense(np.where(inside, labels, labels.max() + 1 + first))
    labels = merge_alike(weighted.rows, labels, edges, gate=rules.gate, least=rules.merge)
    labels = without_chatter(weighted.counts, labels, rules.own_words)
    for least in rules.attach:
        labels = attach_lone(weighted, labels, edges, gate=rules.gate, least=least)
    return labels


def first_look(weighted: Weighted, edges: Edges) -> Ints:
    """Story numbers from TF-IDF rows and their edges."""
    matrix, rules = weighted.rows, _Rules()
    n = matrix.shape[0]
    strong = edges.where((edges.cosine >= rules.core_cosine) & (edges.evidence >= rules.core_evidence))
    cores = communities(n, strong.rows, strong.columns, strong.cosine)
    gated = np.bincount(cores, minlength=1)[cores] >= rules.gate
    if not gated.any():
        return cores
    long, ease = longness(matrix), rules.ease(gated, weighted.kinds)
    eased = np.minimum(ease[edges.rows], ease[edges.columns])
    least = np.maximum(rules.cosine - 0.02 * eased, rules.least_cosine)
    least += rules.cosine_long * np.minimum(long[edges.rows], long[edges.columns])
    weak = edges.where((edges.cosine >= least) & (edges.evidence >= rules.evidence - eased))
    needed = np.maximum(1, np.round(rules.votes - ease))
    weak = weak.where(gated[weak.rows] | gated[weak.columns] | ((needed[weak.rows] == 1) & (needed[weak.columns] == 1)))
    weak = weak.where(_centroids_agree(matrix, cores, gated, weak, rules, ease))
    votes = np.bincount(weak.rows[gated[weak.columns]], minlength=n)
    inside = gated | (votes >= needed)
    weak = weak.where(inside[weak.rows] & inside[weak.columns])
    labels = communities(n, weak.rows, weak.columns, weak.cosine)
    return dense(np.where(inside, labels, labels.max() + 1 + cores))


def _centroids_agree(
    matrix: Any,
    cores: Ints,
    gated: npt.NDArray[np.bool_],
    edges: Edges,
    rules: _Rules,
    ease: npt.NDArray[np.float64],
) -> npt.NDArray[np.bool_]:
    """Which edges survive the look at the whole: core to core, and post to core."""
    middle = centroids(matrix, cores)
    agree = np.ones(len(edges.rows), dtype=bool)
    from_gated, to_gated = gated[edges.rows], gated[edges.columns]
    between = np.flatnonzero(from_gated & to_gated & (cores[edges.rows] != cores[edges.columns]))
    pairs, which = np.unique(
        np.stack([cores[edges.rows[between]], cores[edges.columns[between]]]), axis=1, return_inverse=True
    )
    alike = paired(middle, middle, pairs[0], pairs[1])[which.ravel()]
    eased = np.minimum(ease[edges.rows], ease[edges.columns])
    agree[between] = alike >= rules.core_likeness - 0.05 * eased[between]
    for joining in (np.flatnonzero(~from_gated & to_gated), np.flatnonzero(from_gated & ~to_gated)):
        post, other = edges.rows[joining], edges.columns[joining]
        if len(joining) and gated[post[0]]:
            post, other = other, post
        agree[joining] = paired(matrix, middle, post, cores[other]) >= rules.post_likeness - 0.05 * eased[joining]
    return agree
