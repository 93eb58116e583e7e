"""Weights of hashed n-grams added up with numpy: what the sparse product of features and weights gives, bit by bit, without the matrix.

Every n-gram of a batch becomes one number, its column before its text. Sorted, which numpy does with the processor's vector
instructions, equal ones stand together and are counted by where they end. Column by column the weights are fetched once a
batch, in the order of memory, while the few sums of the texts stay in the cache; each text's are still added in the order of
its columns, as the sparse product does.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.learning.hashing import Batch, char_ngrams, counted, key_type, starts_of, word_ngrams


def ngram_sums(
    texts: Sequence[str],
    weights: NDArray[np.float32],
    *,
    words: int,
    word_bits: int,
    chars: tuple[int, int],
    char_bits: int,
) -> NDArray[np.float32]:
    """What ``features @ weights`` gives for normalised texts, shape ``(len(texts), labels)``; memory grows with the texts.

    Args:
        texts: single spaces between words, no line break.
        weights: ``(columns, labels)``, the word block first.
        words, word_bits, chars, char_bits: as in :class:`analysis.learning.linear.FeatureSpec`.
    """
    batch = Batch(texts)
    row_bits = batch.size.bit_length()
    kind = key_type(batch.size, len(weights))
    begins_chars = 1 << word_bits if words else 0
    keys = [np.zeros(0, kind)]
    for grams, bits, begin in (
        (word_ngrams(batch, words), word_bits, 0),
        (char_ngrams(batch, *chars), char_bits, begins_chars),
    ):
        for rows, hashes in grams:
            key: NDArray[Any] = (hashes >> np.uint64(64 - bits)).astype(kind)
            key += kind(begin)
            key <<= kind(row_bits)
            key |= rows
            keys.append(key)
    found, counts = counted(np.concatenate(keys))
    columns, rows = found >> kind(row_bits), (found & kind((1 << row_bits) - 1)).astype(np.intp)
    values = 1.0 + np.log(counts.astype(np.float32))
    middle = int(np.searchsorted(columns, begins_chars))
    for block in slice(0, middle), slice(middle, None):
        squares = np.bincount(rows[block], weights=values[block].astype(np.float64) ** 2, minlength=batch.size)
        values[block] /= np.sqrt(squares)[rows[block]]
    starts = starts_of(columns)
    used = weights.take(columns.take(starts[:-1]), axis=0)
    features = sparse.csc_matrix(
        (values, rows.astype(np.int32), starts.astype(np.int32)), shape=(batch.size, len(used))
    )
    return np.asarray(features @ used, dtype=np.float32)
