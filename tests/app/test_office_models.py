"""Which shipped tone an office's model was taught on."""

import pytest

from analysis.learning.files import model_digests
from kentongan.pipeline.analysing import office_models


@pytest.mark.parametrize("changed", ["tone", "tone_talk", "worry", "headline", "tone_trust"])
def test_another_model_of_any_part_is_another_shipped_tone(changed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """News and talk are read by a model each, smaller parts beside; one new file is enough to learn again. Other models don't matter."""
    before, digests = office_models.shipped_digest(), model_digests()

    monkeypatch.setattr(office_models, "model_digests", lambda: digests | {"language": "0" * 64})
    assert office_models.shipped_digest() == before
    monkeypatch.setattr(office_models, "model_digests", lambda: digests | {changed: "0" * 64})
    assert office_models.shipped_digest() != before
