"""Short posts and articles in one collection: each kind is judged by the words of its own kind.

A thousand articles among thirty thousand posts have words that no post uses; by the share of all texts each of them
would look rare and any two articles alike. So whatever depends on how common a word is, is counted once per kind. The
other kind takes part with at most `OTHERS` texts' worth of weight: a handful of articles still knows its language.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

SHORT_TERMS = 15
LONG_TERMS = 30
OTHERS = 300.0

POST, ARTICLE = 0, 1


def longness(counts: Any) -> npt.NDArray[np.float64]:
    """0 for a short post, 1 for an article, by the number of distinct words; between the two in between."""
    return np.asarray(np.clip((np.diff(counts.indptr) - SHORT_TERMS) / (LONG_TERMS - SHORT_TERMS), 0, 1))


def kinds_of(counts: Any) -> npt.NDArray[np.int64]:
    """`POST` or `ARTICLE` for every row."""
    return (longness(counts) >= 0.5).astype(np.int64)


def weights_for(kind: int, kinds: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """How much each text counts in the statistics of a kind: its own fully, the others together at most `OTHERS`."""
    same = kinds == kind
    others = len(kinds) - int(same.sum())
    return np.where(same, 1.0, min(1.0, OTHERS / max(others, 1))).astype(np.float32)


def document_frequencies(counts: Any, kinds: npt.NDArray[np.int64]) -> tuple[Any, npt.NDArray[np.float64]]:
    """(2 × columns, 2): texts with each word and number of texts, as each kind sees them; equal where one is absent."""
    width, lengths = counts.shape[1], np.diff(counts.indptr)
    df, number = np.zeros((2, width)), np.zeros(2)
    for kind in (POST, ARTICLE):
        if (kinds == kind).all() or not (kinds == kind).any():
            df[kind], number[kind] = np.bincount(counts.indices, minlength=width), len(kinds)
            continue
        weights = weights_for(kind, kinds)
        df[kind] = np.bincount(counts.indices, weights=np.repeat(weights, lengths), minlength=width)
        number[kind] = weights.sum()
    return df, number
