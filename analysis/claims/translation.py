"""Which words of circulating texts stand for which words of fact-checkers' titles, learnt on the library's own pairs.

A text says "loker", its title "lowongan kerja"; a text in a politician's name never says "mengatasnamakan". IBM model 1 (Brown et al.,
"The mathematics of statistical machine translation", Computational Linguistics 19, 1993), used for retrieval as by Berger and Lafferty
(SIGIR 1999): expectation maximisation over the words of each pair. The table holds hashes only and follows the office's own library;
of a library without texts, or with few, it is empty.
"""

from typing import Any, Final

import numpy as np
from scipy import sparse

from analysis.claims.vectors import binary

#: Pairs that are learnt from (the newest), rounds, and what an entry needs: words kept a text word, share, texts, expected count.
PAIRS: Final = 10_000
_ROUNDS: Final = 6
_KEPT: Final = 15
_LEAST: Final = 0.005
_TEXTS: Final = 2
_COUNT: Final = 0.5
#: Weight of the empty word, which explains what no word of the text does; and doubt of rare words.
_EMPTY: Final = 2.0
_DOUBT: Final = 2.0


def learn(texts: Any, titles: Any) -> Any:
    """Share of each title word in what a text word stands for, CSR ``(words, words)``; rows sum to at most 1.

    ``texts`` and ``titles`` are sets of hashed words, CSR ``(pairs, words)``, row by row of one fact-check.
    """
    wide = texts.shape[1]
    told = (np.diff(texts.indptr) > 0) & (np.diff(titles.indptr) > 0)
    # A text that is but its title would teach every word to stand for itself.
    shared = np.asarray(binary(texts).multiply(binary(titles)).sum(axis=1)).ravel()
    told &= shared < np.maximum(np.diff(texts.indptr), np.diff(titles.indptr))
    if not told.any():
        return sparse.csr_matrix((wide, wide), dtype=np.float32)
    return _pruned(*_expected(texts[told], titles[told]), np.bincount(texts[told].indices, minlength=wide), wide)


def _expected(texts: Any, titles: Any) -> tuple[Any, Any, Any]:
    """Text words, title words and how often the one is expected to stand for the other."""
    many, few = np.diff(texts.indptr), np.diff(titles.indptr)
    links = many * few
    pair = np.repeat(np.arange(links.size), links)
    at = np.arange(links.sum()) - np.repeat(np.cumsum(links) - links, links)
    target = titles.indptr[pair] + at % few[pair]
    keys = (
        texts.indices[texts.indptr[pair] + at // few[pair]].astype(np.int64) * texts.shape[1] + titles.indices[target]
    )
    words, place = np.unique(keys, return_inverse=True)
    source = words // texts.shape[1]
    _, row = np.unique(source, return_inverse=True)
    common = np.bincount(titles.indices, minlength=texts.shape[1]) / titles.nnz
    empty = _EMPTY * common[titles.indices]
    share: Any = np.ones(words.size)
    count = share
    for _ in range(_ROUNDS):
        weight = share[place]
        whole = np.bincount(target, weights=weight, minlength=titles.nnz) + empty
        count = np.bincount(place, weights=weight / whole[target])
        share = count / np.maximum(np.bincount(row, weights=count)[row], 1e-9)
    return source, words % texts.shape[1], count


def _pruned(source: Any, target: Any, count: Any, seen: Any, wide: int) -> Any:
    """The table of what was seen often enough."""
    total = np.bincount(source, weights=count, minlength=wide)
    share = count / np.maximum(total[source], 1e-9)
    kept = (share >= _LEAST) & (seen[source] >= _TEXTS) & (count >= _COUNT)
    source, target, share = source[kept], target[kept], (share * total[source] / (total[source] + _DOUBT))[kept]
    order = np.lexsort((target, -share, source))
    source, target, share = source[order], target[order], share[order]
    best = np.arange(source.size) - np.searchsorted(source, source) < _KEPT
    return sparse.csr_matrix(
        (share[best].astype(np.float32), (source[best], target[best])), shape=(wide, wide), dtype=np.float32
    )


def translated(said: Any, table: Any) -> Any:
    """Title words that the words of each text stand for, each at most 1; same shape as ``said`` (binary)."""
    found = (said @ table).tocsr().astype(np.float32)
    np.minimum(found.data, 1, out=found.data)
    return found
