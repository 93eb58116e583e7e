"""Which posts speak of one claim: by a shared fact-check, a shared copy, a shared address, or the words they have in common.

People retell a claim in a line of their own, so likeness is containment: how much of the shorter text's weight (IDF of the
fact-check background) stands in the longer one. Texts that name different amounts or places stay apart.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from analysis.claims.cues import is_official, is_shortlink, link_hosts
from analysis.claims.details import details
from analysis.claims.vectors import fit_weights, raw_counts, row_dots, weigh
from analysis.claims.verification import both_parts

#: Containment from which two posts that carry a claim carry the same one, and from which another voice belongs to it.
SAME: Final = 0.35
ABOUT: Final = 0.3
#: Stems two texts must share, whatever their weight.
SHARED: Final = 3
READ: Final = 1_500
_KINDS: Final = ("money", "percent", "year", "place", "bank")
_NEIGHBOURS: Final = 50
_COSINE: Final = 0.08


def claim_groups(posts: pd.DataFrame, starts: Sequence[bool], checks: Sequence[str]) -> NDArray[np.int64]:
    """A group number a post, -1 for voices that belong to no claim; shape ``(len(posts),)``.

    ``starts``: the post carries a claim and may open a group; ``checks``: id of its fact-check, or "".
    """
    texts = [
        both_parts(t, x)[:READ] for t, x in zip(posts["title"].astype(str), posts["text"].astype(str), strict=True)
    ]
    left, right, likeness = _likeness(texts)
    start = np.array(starts, dtype=bool)
    keys = _keys(posts, texts, checks)
    linked = [(members[0], other) for members in keys.values() for other in members[1:]]
    own = (likeness >= SAME) & start[left] & start[right]
    edges = [(a, b) for a, b in linked if start[a] and start[b]]
    edges += list(zip(left[own].tolist(), right[own].tolist(), strict=True))
    group = _components(edges, len(posts))
    found = np.where(start, group, -1)
    best = np.zeros(len(posts))
    for a, b, likely in sorted(zip(left.tolist(), right.tolist(), likeness.tolist(), strict=True)):
        for voice, carrier in ((a, b), (b, a)):
            if not start[voice] and start[carrier] and likely >= ABOUT and likely > best[voice]:
                best[voice], found[voice] = likely, group[carrier]
    # A shared fact-check or copy tells more than likeness.
    for members in keys.values():
        carriers = [i for i in members if start[i]]
        for voice in members:
            if carriers and not start[voice]:
                found[voice] = group[carriers[0]]
    return found


def _likeness(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Pairs of rows (left < right) with their containment; those of too few shared words or with other details left out."""
    from sparse_dot_topn import sp_matmul_topn

    counts = raw_counts(texts)
    vectors = weigh(counts, fit_weights(counts[0], counts[1]))
    near = sp_matmul_topn(
        vectors.words, vectors.words.T.tocsr(), top_n=_NEIGHBOURS, threshold=_COSINE, n_threads=1
    ).tocoo()
    size = max(len(texts), 1)
    low, high = np.minimum(near.row, near.col).astype(np.int64), np.maximum(near.row, near.col).astype(np.int64)
    pairs = np.unique(low[low < high] * size + high[low < high])
    left, right = pairs // size, pairs % size
    binary = vectors.sets.copy()
    binary.data = np.ones_like(binary.data)
    mass = np.asarray(vectors.sets.sum(axis=1), dtype=np.float64).ravel()
    contained = row_dots(binary, left, vectors.sets, right) / np.maximum(np.minimum(mass[left], mass[right]), 1.0)
    enough = (row_dots(binary, left, binary, right) >= SHARED) & (contained >= ABOUT)
    left, right, contained = left[enough], right[enough], contained[enough]
    named = {i: details(texts[i]).named for i in {*left.tolist(), *right.tolist()}}
    agree = np.array(
        [
            not any(
                kind in named[a] and kind in named[b] and named[a][kind].isdisjoint(named[b][kind]) for kind in _KINDS
            )
            for a, b in zip(left.tolist(), right.tolist(), strict=True)
        ],
        dtype=bool,
    )
    return left[agree], right[agree], contained[agree]


def _keys(posts: pd.DataFrame, texts: Sequence[str], checks: Sequence[str]) -> dict[str, list[int]]:
    """Posts by what they share beyond doubt: fact-check, copy group, an address that is nobody's portal."""
    copies = posts["copy_group"].astype(str).tolist() if "copy_group" in posts else [""] * len(posts)
    found: dict[str, list[int]] = {}
    for i, (check, copy, text) in enumerate(zip(checks, copies, texts, strict=True)):
        hosts = [host for host in link_hosts(text) if not is_official(host) and not is_shortlink(host)]
        for key in (f"f:{check}" if check else "", f"c:{copy}" if copy else "", *(f"h:{host}" for host in hosts)):
            if key:
                found.setdefault(key, []).append(i)
    return found


def _components(edges: Sequence[tuple[int, int]], size: int) -> Any:
    if not edges:
        return np.arange(size)
    left, right = zip(*edges, strict=True)
    graph = sparse.csr_matrix((np.ones(len(edges)), (left, right)), shape=(size, size))
    return connected_components(graph, directed=False)[1]
