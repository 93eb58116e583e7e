"""A linear text classifier over hashed n-grams: small, stateless, explainable, and fast on batches.

Decision values are ``X @ W + b`` with X the unit-length rows of :mod:`analysis.learning.hashing`; inverse document frequency
is folded into W when training. Probabilities come from a multinomial logistic regression on the decision values,
fitted on out-of-fold predictions (Platt scaling for several classes), so that 0.8 means right in about 8 of 10.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.learning.files import load_model
from analysis.learning.hashing import Batch, char_ngrams, to_matrix, word_ngrams
from analysis.learning.ngram_sums import ngram_sums

Float = NDArray[np.float32]
#: Code points per inner batch: the arrays stay in the processor's cache, which is three times faster.
_BATCH_CHARACTERS: Final = 100_000


@dataclass(frozen=True, slots=True)
class FeatureSpec:
    """Which n-grams are counted: word n-grams up to ``words`` (0 = none), character n-grams ``chars`` (low, high)."""

    words: int
    word_bits: int
    chars: tuple[int, int]
    char_bits: int

    def matrix(self, texts: Sequence[str]) -> Any:
        """Features of normalised texts: CSR ``(len(texts), columns)``, each block's rows of unit length."""
        batch = Batch(texts)
        blocks = []
        if self.words:
            blocks.append(to_matrix(word_ngrams(batch, self.words), batch.size, self.word_bits))
        if self.chars[1]:
            blocks.append(to_matrix(char_ngrams(batch, *self.chars), batch.size, self.char_bits))
        return blocks[0] if len(blocks) == 1 else sparse.hstack(blocks, format="csr")

    def sums(self, texts: Sequence[str], weights: Float) -> Float:
        """``matrix(texts) @ weights`` of weights ``(columns, labels)``, shape ``(len(texts), labels)``."""
        out = np.empty((len(texts), weights.shape[1]), dtype=np.float32)
        for start, end in inner_batches(texts):
            out[start:end] = ngram_sums(
                texts[start:end],
                weights,
                words=self.words,
                word_bits=self.word_bits,
                chars=self.chars,
                char_bits=self.char_bits,
            )
        return out


def inner_batches(texts: Sequence[str], limit: int = _BATCH_CHARACTERS) -> Iterator[tuple[int, int]]:
    """Cut a sequence into runs ``[start, end)`` of about ``limit`` characters, at least one text each."""
    start, total = 0, 0
    for position, text in enumerate(texts):
        if total + len(text) > limit and position > start:
            yield start, position
            start, total = position, 0
        total += len(text) + 3
    if start < len(texts):
        yield start, len(texts)


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights ``(columns, classes)``, bias ``(classes,)``, calibration ``(classes + 1, classes)`` (last row: bias)."""

    labels: tuple[str, ...]
    spec: FeatureSpec
    weights: Float
    bias: Float
    calibration: Float

    @classmethod
    def load(cls, name: str) -> Self:
        """Read a shipped model. Raises ``ModelError`` where its file is missing or damaged."""
        arrays, card = load_model(name)
        features = card["features"]
        low, high = features["chars"]
        spec = FeatureSpec(features["words"], features["word_bits"], (low, high), features["char_bits"])
        return cls(
            labels=tuple(card["labels"]),
            spec=spec,
            weights=np.ascontiguousarray(arrays["weights"], dtype=np.float32),
            bias=arrays["bias"].astype(np.float32),
            calibration=arrays["calibration"].astype(np.float32),
        )

    def decisions(self, texts: Sequence[str]) -> Float:
        """Decision values of normalised texts, shape ``(len(texts), classes)``; independent of batching."""
        return np.asarray(self.spec.sums(texts, self.weights) + self.bias, dtype=np.float32)

    def probabilities(self, decisions: Float) -> Float:
        """Calibrated probabilities of decision values; rows sum to one."""
        logits = row_by_row(decisions, self.calibration[:-1]) + self.calibration[-1]
        return softmax(logits)


def row_by_row(rows: Float, weights: Float) -> Float:
    """``rows @ weights``, in which a row's result does not depend on how many rows there are.

    BLAS adds one row up in another order than many, by the processor's own kernels; einsum has one order.
    """
    return np.asarray(np.einsum("ij,jk->ik", rows, weights), dtype=np.float32)


def softmax(logits: Float) -> Float:
    """Row-wise softmax, safe for large values."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
