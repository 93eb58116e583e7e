"""The first look at stories: communities of neighbours by rarity of words, behind a gate that keeps noise out.

1. *Cores*: communities of the edges that are both alike (cosine) and beyond chance (evidence).
2. *Gate*: only cores of four and more let in weaker evidence: they may join one another (their centroids must be
   alike), and a lone post may join when several of its neighbours stand in such cores. Lone posts never join lone posts
   on weak evidence; that is what keeps noise out.
3. *Coincidence*: two or three short posts have nobody to bear them out, so they must share more than any pair of the
   whole collection would by chance.

How weak is weak enough depends on how many texts of the same kind stand in gated cores: in a stream that was searched
for one event (almost every post belongs to something) the prior odds are high and little evidence suffices; on a day of
mixed news much is needed. The figures behind every number are in docs/algorithms.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.stories.centroids import centroids, paired
from analysis.stories.communities import communities, dense
from analysis.stories.features import Weighted
from analysis.stories.kinds import ARTICLE, longness
from analysis.stories.neighbours import Edges

Ints = npt.NDArray[np.int64]


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


def ease_of(gated: npt.NDArray[np.bool_], kinds: Ints) -> npt.NDArray[np.float64]:
    """0–8 for every text: by the odds that a text of its kind stands in a large group.

    Args:
        gated: whether a text does.
        kinds: post or article.
    """
    share = np.bincount(kinds, weights=gated, minlength=2) / np.maximum(np.bincount(kinds, minlength=2), 1)
    odds = np.log((share + 1e-9) / (1 - share + 1e-9))
    return np.asarray(np.clip(4 * odds, 0, 8)[kinds], dtype=np.float64)


def first_look(weighted: Weighted, edges: Edges) -> Ints:
    """Story numbers from TF-IDF rows and their edges."""
    matrix, rules = weighted.rows, _Rules()
    n = matrix.shape[0]
    strong = edges.where((edges.cosine >= rules.core_cosine) & (edges.evidence >= rules.core_evidence))
    cores = communities(n, strong.rows, strong.columns, strong.cosine)
    gated = np.bincount(cores, minlength=1)[cores] >= rules.gate
    cores = _without_coincidence(cores, gated | (weighted.kinds == ARTICLE), strong)
    if not gated.any():
        return cores
    long, ease = longness(matrix), ease_of(gated, weighted.kinds)
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


def _without_coincidence(cores: Ints, kept: npt.NDArray[np.bool_], edges: Edges) -> Ints:
    """The cores; where no member is `kept` and every edge may be chance, each stands alone.

    Evidence is held against the candidates of one post. Every post is such a trial, so ln n more of it is asked for.
    """
    firm = (edges.evidence >= np.log(max(len(cores), 1))) & (cores[edges.rows] == cores[edges.columns])
    stays = np.zeros(int(cores.max(initial=-1)) + 1, dtype=bool)
    stays[cores[kept]] = True
    stays[cores[edges.rows[firm]]] = True
    return dense(np.where(stays[cores], cores, len(stays) + np.arange(len(cores))))


def _centroids_agree(
    matrix: Any,
    cores: Ints,
    gated: npt.NDArray[np.bool_],
    edges: Edges,
    rules: _Rules,
    ease: npt.NDArray[np.float64],
) -> npt.NDArray[np.bool_]:
    """Which edges survive the look at the whole: core to core, and post to core."""
    large = np.zeros(int(cores.max()) + 1, dtype=bool)
    large[cores[gated]] = True
    middle = centroids(matrix, cores, large)
    agree = np.ones(len(edges.rows), dtype=bool)
    from_gated, to_gated = gated[edges.rows], gated[edges.columns]
    between = np.flatnonzero(from_gated & to_gated & (cores[edges.rows] != cores[edges.columns]))
    keys = cores[edges.rows[between]] * len(large) + cores[edges.columns[between]]
    pairs, which = np.unique(keys, return_inverse=True)
    alike = paired(middle, middle, pairs // len(large), pairs % len(large))[which]
    eased = np.minimum(ease[edges.rows], ease[edges.columns])
    agree[between] = alike >= rules.core_likeness - 0.05 * eased[between]
    for joining in (np.flatnonzero(~from_gated & to_gated), np.flatnonzero(from_gated & ~to_gated)):
        post, other = edges.rows[joining], edges.columns[joining]
        if len(joining) and gated[post[0]]:
            post, other = other, post
        agree[joining] = paired(matrix, middle, post, cores[other]) >= rules.post_likeness - 0.05 * eased[joining]
    return agree
