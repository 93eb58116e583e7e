"""Model files are checked before they are believed."""

import json
from pathlib import Path

import numpy as np
import pytest

from analysis.learning.files import load_model, save_model
from analysis.learning.linear import LinearModel
from kentongan.core.errors import ModelError

MODELS = Path(__file__).parents[3] / "analysis" / "models"


def test_saving_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """No clock, no order of a dict: a re-trained model can be compared byte by byte."""
    arrays = {"weights": np.ones((4, 2), np.float16), "bias": np.zeros(2, np.float32)}
    save_model(tmp_path, "a", arrays, {"labels": ["x", "y"]})
    first = (tmp_path / "a.npz").read_bytes()

    save_model(tmp_path, "a", dict(reversed(arrays.items())), {"labels": ["x", "y"]})

    assert (tmp_path / "a.npz").read_bytes() == first
    loaded, card = load_model("a", tmp_path)
    assert np.array_equal(loaded["weights"], arrays["weights"])
    assert card["labels"] == ["x", "y"]


def test_missing_damaged_and_pickled_files_are_refused(tmp_path: Path) -> None:
    """Each failure is a ModelError that says what to do; a pickle is never opened."""
    with pytest.raises(ModelError, match="Pasang ulang"):
        load_model("tidak-ada", tmp_path)
    save_model(tmp_path, "a", {"bias": np.zeros(2)}, {})
    (tmp_path / "a.npz").write_bytes((tmp_path / "a.npz").read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match="tidak cocok"):
        load_model("a", tmp_path)
    (tmp_path / "a.json").write_text("{", "utf-8")
    with pytest.raises(ModelError):
        load_model("a", tmp_path)
    with pytest.raises(ValueError, match="Object arrays"):
        save_model(tmp_path, "b", {"x": np.array([{}], dtype=object)}, {})


@pytest.mark.parametrize("name", ["language", "tone", "tone_talk"])
def test_shipped_cards_are_complete(name: str) -> None:
    """A shipped model says what it was trained on, with hashes, its licence, scores, use and limits."""
    card = json.loads((MODELS / f"{name}.json").read_text("utf-8"))

    assert {"labels", "training", "licence", "script", "date", "metrics", "intended_use", "limits", "sha256"} <= set(
        card
    )
    assert all(len(digest) == 64 for digest in card["training"].values())
    assert LinearModel.load(name).weights.shape[1] == len(card["labels"])


def test_models_stay_small() -> None:
    """All model files together fit into twelve megabytes."""
    assert sum(path.stat().st_size for path in MODELS.glob("*.npz")) < 12_000_000
