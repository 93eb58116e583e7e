"""Communities in a weighted graph at a fixed scale, whatever the graph's size.

Leiden (Traag, Waltman and van Eck 2019) on modularity, with the resolution set to (sum of weighted degrees) / SCALE.
Plain modularity finds larger communities in larger graphs (the resolution limit, Fortunato and Barthélemy 2007), so a
setting that suits a day of one office would merge everything on a national day. With a constant scale two groups merge
when the weight between them exceeds d1 · d2 / SCALE (d: weighted degrees), in a graph of any size.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.speed.parallel import spread

SCALE = 40_000.0
LARGE_GRAPH = 500_000
"""Edges from which a graph is cut into `PARTS` along its components: each has the scale of the whole, so the rule above
is the same in every part, and the parts may be looked at side by side. What no cut can better is left whole without being
looked at, which saves a quarter of the time; small graphs, where that is little, are left to Leiden as they are."""
PARTS = 4

Ints = npt.NDArray[np.int64]
Rows = npt.NDArray[np.integer[Any]]


def communities(n: int, rows: Rows, columns: Rows, weights: npt.NDArray[np.float32], *, scale: float = SCALE) -> Ints:
    """A community number for each of n nodes; a node without edges stands alone.

    Args:
        n: number of nodes.
        rows: one end of each edge; direction and repetition do not matter.
        columns: the other end.
        weights: above 0.
        scale: see the module.
    """
    low, high = np.minimum(rows, columns).astype(np.int64), np.maximum(rows, columns).astype(np.int64)
    _, first = np.unique(low * n + high, return_index=True)
    labels = np.arange(n, dtype=np.int64)
    if not len(first):
        return labels
    low, high, weight = low[first], high[first], weights[first].astype(np.float64)
    begin, parts = n, [np.arange(len(low))]
    if len(low) >= LARGE_GRAPH:
        component = _components(n, low, high)
        whole = _indivisible(component, low, weight, scale)
        # numbers from n on never meet those of nodes without edges
        labels, begin = np.where(whole[component], n + component, labels), n + len(whole)
        divisible = np.flatnonzero(~whole[component[low]])
        low, high, weight = low[divisible], high[divisible], weight[divisible]
        parts = [part for part in _parts(component[low]) if len(part)]
    found: list[tuple[Ints, Ints]] = [(labels[:0], labels[:0])] * len(parts)

    def find(part: slice) -> None:
        edges = parts[part.start]
        found[part.start] = _leiden(low[edges], high[edges], weight[edges], scale)

    spread(find, len(parts), 1, large=1)
    for nodes, communities_of in found:
        labels[nodes] = begin + communities_of
        begin += n
    return dense(labels)


def _components(n: int, low: Ints, high: Ints) -> Ints:
    """The connected component of each node."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    graph = csr_matrix((np.ones(len(low), dtype=bool), (low, high)), shape=(n, n))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _indivisible(component: Ints, low: Ints, weight: npt.NDArray[np.float64], scale: float) -> npt.NDArray[np.bool_]:
    """Which components no cut can better, so that nobody needs to look for one.

    A cut loses an edge at least, and wins d1 · d2 / scale at most (see the module) where d1 + d2 are all degrees.
    """
    of_edge = component[low]
    degrees = 2 * np.bincount(of_edge, weights=weight, minlength=int(component.max()) + 1)
    weakest = np.full(len(degrees), np.inf)
    np.minimum.at(weakest, of_edge, weight)
    return np.asarray(np.isfinite(weakest) & (degrees**2 / 4 < scale * weakest), dtype=bool)


def _parts(of_edge: Ints) -> Iterator[Ints]:
    """The edges of a large graph in parts that no edge connects, of about equal weight of work."""
    size = np.bincount(of_edge)
    load, part = [0] * PARTS, np.zeros(len(size), dtype=np.int64)
    for one in np.argsort(-size, kind="stable").tolist():
        part[one] = lightest = load.index(min(load))
        load[lightest] += int(size[one])
        if not size[one]:
            break
    for one in range(PARTS):
        yield np.flatnonzero(part[of_edge] == one)


def _leiden(low: Ints, high: Ints, weight: npt.NDArray[np.float64], scale: float) -> tuple[Ints, Ints]:
    """Nodes with edges, and their community numbers below the number of nodes."""
    import graspologic_native
    from scipy.sparse import csr_matrix

    ends = np.stack([low, high], axis=1).ravel()
    # nodes in the order in which the edges name them: Leiden takes them in that order
    seen = np.full(int(high.max()) + 1, len(ends))
    seen[ends[::-1]] = np.arange(len(ends))[::-1]
    nodes = np.flatnonzero(seen < len(ends))
    nodes = nodes[np.argsort(seen[nodes])]
    place = np.empty(len(seen), dtype=np.int64)
    place[nodes] = np.arange(len(nodes))
    a, b, many = place[low], place[high], len(nodes)
    graph = csr_matrix((np.repeat(weight, 2), (np.stack([a, b], 1).ravel(), np.stack([b, a], 1).ravel())), (many, many))
    _, found = graspologic_native.leiden_csr(
        graph.indptr.astype(np.int64),
        graph.indices.astype(np.int32),
        graph.data,
        many,
        resolution=max(2 * float(weight.sum()) / scale, 1e-3),
        randomness=0.001,
        iterations=2,
        use_modularity=True,
        seed=1,
        trials=1,
    )
    which = np.fromiter(found, dtype=np.int64, count=many)
    labels = np.empty(many, dtype=np.int64)
    labels[which] = np.fromiter(found.values(), dtype=np.int64, count=many)
    return nodes, labels


def dense(labels: Ints) -> Ints:
    """The same grouping with numbers 0 … k-1."""
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)
