"""Trees kept as arrays say what scikit-learn's say."""

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from analysis.learning.trees import Trees


@pytest.mark.parametrize("rows", [60, 2_000])
def test_arrays_say_what_the_fitted_trees_say(rows: int) -> None:
    """Probabilities of rows seen and not seen, at thresholds and beyond, after a round through a file's arrays."""
    rng = np.random.default_rng(1)
    x = np.round(rng.normal(size=(rows, 7)), 1)
    y = x[:, 0] + x[:, 1] * x[:, 2] + rng.normal(size=rows) > 0
    model = HistGradientBoostingClassifier(max_iter=25, early_stopping=False).fit(x, y)
    learnt = Trees.learnt(model)
    kept = Trees.of(learnt.arrays(), learnt.start, learnt.levels)
    asked = np.vstack([x[:40], rng.normal(scale=5, size=(40, 7))])
    assert [kept.probability(row) for row in asked.tolist()] == pytest.approx(model.predict_proba(asked)[:, 1].tolist())


def test_the_mean_of_several_starts() -> None:
    """One row of trees says what the models say on average, before it becomes a probability."""
    rng = np.random.default_rng(2)
    x = rng.normal(size=(300, 5))
    y = x[:, 0] * x[:, 1] > 0
    models = [
        HistGradientBoostingClassifier(max_iter=10, early_stopping=False, max_features=0.5, random_state=start).fit(
            x, y
        )
        for start in range(3)
    ]
    expected = 1 / (1 + np.exp(-np.mean([model.decision_function(x) for model in models], axis=0)))
    trees = Trees.learnt(*models)
    assert [trees.probability(row) for row in x.tolist()] == pytest.approx(expected.tolist())
