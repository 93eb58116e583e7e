"""Two simple models of stories that a figure can be read beside: first-story detection, and neighbours with Louvain.

Both on TF-IDF of plain words (scikit-learn), the product's own windows and copies left as they are. *First-story
detection* (Petrović, Osborne and Lavrenko 2010; exact, as Mazoyer et al. 2020 have it): a post joins the story of the
most alike earlier post of its window if their cosine reaches a threshold, else it begins a story. *Neighbours with
Louvain* (Blondel et al. 2008, scikit-network, resolution 1): communities of the graph of the ten most alike posts of a
window whose cosine reaches a threshold.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.stories.finding import POST_WINDOW, canonical_order

NEIGHBOURS = 10
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)
_BATCH = 500


class Pairs:
    """The most alike earlier posts of every post, undated ones compared with all.

    Args:
        posts: the frame of posts.
    """

    def __init__(self, posts: pd.DataFrame) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        order = canonical_order(posts)
        moment = posts["published_at"].iloc[order]
        second = moment.dt.as_unit("s").astype("int64").to_numpy()
        dated = int(moment.notna().sum())
        rows = TfidfVectorizer(sublinear_tf=True, min_df=2, max_df=0.2).fit_transform(posts["text"].iloc[order])
        begin = np.zeros(len(posts), dtype=np.int64)
        begin[:dated] = np.searchsorted(second[:dated], second[:dated] - POST_WINDOW)
        found = [
            self._earlier(rows, begin, first, min(first + _BATCH, len(posts))) for first in range(0, len(posts), _BATCH)
        ]
        self.order = order
        self.one, self.other, self.cosine = (np.concatenate(part) for part in zip(*found, strict=True))

    @staticmethod
    def _earlier(rows: Any, begin: np.ndarray, first: int, end: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Posts from `first` to `end`, their most alike earlier posts (best first), and the cosines."""
        left = int(begin[first])
        products = (rows[first:end] @ rows[left:end].T).tocoo()
        one, other = products.row + first, products.col + left
        kept = (other < one) & (other >= begin[one]) & (products.data >= min(THRESHOLDS))
        one, other, cosine = one[kept], other[kept], products.data[kept]
        ranked = np.lexsort((-cosine, one))
        one, other, cosine = one[ranked], other[ranked], cosine[ranked]
        rank = np.arange(len(one)) - np.searchsorted(one, one)
        return one[rank < NEIGHBOURS], other[rank < NEIGHBOURS], cosine[rank < NEIGHBOURS]


def first_stories(pairs: Pairs, least: float) -> np.ndarray:
    """First-story detection with a threshold: a story number for every post."""
    best = np.unique(pairs.one, return_index=True)[1]
    best = best[pairs.cosine[best] >= least]
    story = np.arange(len(pairs.order))
    for one, other in zip(pairs.one[best].tolist(), pairs.other[best].tolist(), strict=True):
        story[one] = story[other]
    return _in_place(pairs, story)


def louvain(pairs: Pairs, least: float) -> np.ndarray:
    """Louvain on the graph of neighbours: a story number for every post.

    Raises:
        ImportError: scikit-network is not installed.
    """
    from scipy.sparse import csr_matrix
    from sknetwork.clustering import Louvain

    near, n = pairs.cosine >= least, len(pairs.order)
    graph = csr_matrix((pairs.cosine[near], (pairs.one[near], pairs.other[near])), (n, n))
    return _in_place(pairs, Louvain(random_state=1).fit_predict((graph + graph.T).tocsr()))


def _in_place(pairs: Pairs, story: np.ndarray) -> np.ndarray:
    """Numbers of posts in canonical order, in the order of the frame."""
    found = np.empty(len(story), dtype=np.int64)
    found[pairs.order] = story
    return found
