"""Two models of tone: news is read by one, every other post by the other."""

import numpy as np
import pytest

from analysis.frame import posts_frame
from analysis.learning.linear import LinearModel
from analysis.tone import readers
from analysis.tone.reading import tone_columns

TEXTS = ("jalan rusak parah, tolong diperbaiki", "Pemkot Resmikan Taman Baru", "antre dari subuh", "")
NEWS = (False, True, False, True)


def test_each_text_is_read_by_its_own_model_and_keeps_its_place() -> None:
    """Whatever stands beside it."""
    mixed = readers.log_scores(TEXTS, NEWS)

    for place, (text, is_news) in enumerate(zip(TEXTS, NEWS, strict=True)):
        linear = LinearModel.load("tone" if is_news else "tone_talk")
        alone = np.log(np.maximum(linear.probabilities(linear.decisions([text])), 1e-6))
        np.testing.assert_allclose(mixed[place], alone[0], atol=2e-5)
    assert readers.log_scores([], []).shape == (0, 3)


def test_a_model_that_nothing_asks_for_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """News alone takes no memory for the model of talk."""
    load, names = readers.model, set()

    def noted(name: str) -> LinearModel:
        names.add(name)
        return load(name)

    monkeypatch.setattr(readers, "model", noted)
    tone_columns(posts_frame([{"kind": "news", "title": "Taman baru dibuka", "text": "warga senang sekali hari ini"}]))

    assert names == {"tone"}


def test_toward_the_agency_all_is_read_by_the_model_of_news() -> None:
    """Its numbers were learnt with those scores, whatever reads the tone of the event."""
    own, as_news, *_ = readers.read_beside(TEXTS, NEWS)

    np.testing.assert_allclose(own, readers.log_scores(TEXTS, NEWS), atol=2e-5)
    np.testing.assert_allclose(as_news, readers.log_scores(TEXTS, [True] * len(TEXTS)), atol=2e-5)


def test_both_models_name_the_same_tones() -> None:
    """In one order, which the scores follow."""
    assert readers.model(readers.NEWS).labels == readers.model(readers.TALK).labels == ("negatif", "netral", "positif")
