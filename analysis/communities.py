"""Communities in a weighted graph at a fixed scale, whatever the graph's size.

Leiden (Traag, Waltman and van Eck 2019) on modularity, with the resolution set to (sum of weighted degrees) / SCALE.
Plain modularity finds larger communities in larger graphs (the resolution limit, Fortunato and Barthélemy 2007), so a
setting that suits a day of one office would merge everything on a national day. With a constant scale two groups merge
when the weight between them exceeds d1 · d2 / SCALE (d: weighted degrees), in a graph of any size.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

SCALE = 40_000.0

Ints = npt.NDArray[np.int64]


def communities(n: int, rows: Ints, columns: Ints, weights: npt.NDArray[np.float32], *, scale: float = SCALE) -> Ints:
    """A community number for each of n nodes; a node without edges stands alone.

    Args:
        n: number of nodes.
        rows: one end of each edge; direction and repetition do not matter.
        columns: the other end.
        weights: above 0.
        scale: see the module.
    """
    import graspologic_native
    from scipy.sparse import csr_matrix

    low, high = np.minimum(rows, columns).astype(np.int64), np.maximum(rows, columns).astype(np.int64)
    _, first = np.unique(low * n + high, return_index=True)
    if not len(first):
        return np.arange(n, dtype=np.int64)
    low, high, weight = low[first], high[first], weights[first].astype(np.float64)
    linked, seen = np.unique(np.stack([low, high], axis=1).ravel(), return_index=True)
    linked = linked[np.argsort(seen)]
    place = np.empty(n, dtype=np.int64)
    place[linked] = np.arange(len(linked))
    low, high, many = place[low], place[high], len(linked)
    ends = (np.concatenate([low, high]), np.concatenate([high, low]))
    graph = csr_matrix((np.concatenate([weight, weight]), ends), shape=(many, many))
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
    nodes = np.fromiter(found, dtype=np.int64, count=many)
    labels = np.arange(n, dtype=np.int64) + n
    labels[linked[nodes]] = np.fromiter(found.values(), dtype=np.int64, count=many)
    return dense(labels)


def dense(labels: Ints) -> Ints:
    """The same grouping with numbers 0 … k-1."""
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)
