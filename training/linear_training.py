"""Fit the linear text models: SVM, inverse document frequency folded in, calibration on out-of-fold decisions."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from analysis.learning.linear import FeatureSpec, inner_batches

SEED = 20261121
Array = NDArray[Any]


def features(spec: FeatureSpec, texts: Sequence[str]) -> Any:
    """Features of many texts, computed in small batches."""
    return sparse.vstack([spec.matrix(texts[a:b]) for a, b in inner_batches(texts)], format="csr")


def idf_scaled(matrix: Any, fewest: int) -> tuple[Array, Array, Any]:
    """Columns of at least ``fewest`` texts, their inverse document frequencies, and these columns so weighed.

    Rows have the length one on average; weights learnt on them are to be multiplied by the factors.
    """
    count = np.bincount(matrix.indices, minlength=matrix.shape[1])
    kept = np.flatnonzero(count >= fewest)
    factors = np.log((1 + matrix.shape[0]) / (1 + count[kept])) + 1
    scaled = matrix[:, kept] @ sparse.diags(factors)
    scale = 1.0 / np.sqrt(scaled.multiply(scaled).sum(axis=1).mean())
    return kept, factors * scale, scaled * scale


def fit(matrix: Any, labels: Array, weights: Array, strength: float) -> tuple[Array, Array]:
    """Weights ``(columns, classes)`` and bias of one-versus-rest squared-hinge SVMs over idf-weighted features."""
    count = np.bincount(matrix.indices, minlength=matrix.shape[1])
    idf = np.log((1 + matrix.shape[0]) / (1 + count)) + 1
    # Rare n-grams (fewer than 2 texts) say more about a person than about a class.
    idf[count < 2] = 0.0
    scaled = matrix @ sparse.diags(idf)
    scale = 1.0 / np.sqrt(scaled.multiply(scaled).sum(axis=1).mean())
    machine = LinearSVC(C=strength, random_state=SEED, max_iter=4000)
    machine.fit(scaled * scale, labels, sample_weight=weights)
    return machine.coef_.T * (idf * scale)[:, None], machine.intercept_


def fit_calibrated(
    matrix: Any, labels: Array, weights: Array, groups: Array, *, strength: float, calibrate_with: Array
) -> tuple[Array, Array, Array, Array]:
    """Weights, bias, calibration ``(classes + 1, classes)``, and the out-of-fold decisions it was fitted on.

    ``calibrate_with``: each text's weight in the calibration; 0 leaves it out.
    """
    kinds = int(labels.max()) + 1
    out = np.zeros((matrix.shape[0], kinds))
    for train, held in GroupKFold(n_splits=5).split(matrix, labels, groups):
        coefficients, bias = fit(matrix[train], labels[train], weights[train], strength)
        out[held] = matrix[held] @ coefficients + bias
    # Little regularisation: a handful of numbers learnt from thousands of decisions.
    scale = LogisticRegression(C=100.0, max_iter=2000)
    asked = calibrate_with > 0
    scale.fit(out[asked], labels[asked], sample_weight=calibrate_with[asked])
    coefficients, bias = fit(matrix, labels, weights, strength)
    return coefficients, bias, np.vstack([scale.coef_.T, scale.intercept_]), out


def calibrated(calibration: Array, decisions: Array) -> Array:
    """Probabilities of decision values; rows sum to one."""
    logits = decisions @ calibration[:-1] + calibration[-1]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def expected_calibration_error(probabilities: Array, labels: Array, bins: int = 10) -> float:
    """Mean gap between stated and observed accuracy over equal-width bins (Naeini et al. 2015)."""
    top = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    place = np.minimum((top * bins).astype(int), bins - 1)
    gaps = [
        abs(top[place == b].mean() - right[place == b].mean()) * (place == b).mean()
        for b in range(bins)
        if (place == b).any()
    ]
    return float(sum(gaps))


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
