"""Weights of n-grams added up in a compiled loop: those of the sparse product, whatever the text."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.claims import verification
from analysis.learning.linear import FeatureSpec, LinearModel
from analysis.learning.ngram_loops import ngram_sums, prepare
from analysis.speed import compiled
from analysis.text.language_text import language_text
from analysis.tone.text import tone_text

pytest.importorskip("numba", reason="loops are compiled where kentongan[cepat] is installed")

WORDS = st.text(st.characters(exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs"]), min_size=1, max_size=9)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)
POSTS = (
    "Banjir di Garut, lapor Pak Bupati!!! 😡 jalannya rusak bangeeeet",
    "pelayanan tidak ramah, antre lama, petugasnya gak ada",
    "wonten ingkang nesu; teu aya cai di lembur 3 poe",
    "",
    "a",
)


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the loop, unless it is called itself."""
    monkeypatch.setenv(compiled.SWITCH, "0")


def _looped(spec: FeatureSpec, texts: Sequence[str], weights: np.ndarray) -> np.ndarray:
    return ngram_sums(
        texts, weights, words=spec.words, word_bits=spec.word_bits, chars=spec.chars, char_bits=spec.char_bits
    )


@pytest.mark.parametrize(
    ("name", "prepared"), [("language", language_text), ("tone", tone_text), ("tone_talk", tone_text)]
)
def test_the_shipped_models_say_the_same(name: str, prepared: object) -> None:
    """Language and tone, on posts."""
    assert callable(prepared)
    model = LinearModel.load(name)
    texts = [prepared(post) for post in POSTS] + [prepared(" ".join(POSTS * 20))]
    np.testing.assert_allclose(
        _looped(model.spec, texts, model.weights), model.spec.sums(texts, model.weights), atol=2e-5
    )


def test_verification_says_the_same() -> None:
    """A model with one column of weights."""
    model, texts = verification.shipped_model(), verification.plain_texts(POSTS)
    weights = model.weights[:, None]
    np.testing.assert_allclose(
        _looped(verification.SPEC, texts, weights), verification.SPEC.sums(texts, weights), atol=2e-5
    )


@pytest.mark.parametrize(
    "spec",
    [
        FeatureSpec(words=2, word_bits=6, chars=(3, 6), char_bits=7),
        FeatureSpec(words=1, word_bits=3, chars=(1, 5), char_bits=4),
        FeatureSpec(words=3, word_bits=9, chars=(0, 0), char_bits=1),
        FeatureSpec(words=0, word_bits=1, chars=(2, 2), char_bits=5),
    ],
)
@settings(max_examples=30, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
@example(texts=["", "é", "aa aa aa aa", "𝒶 b", "x " * 200 + "y"])
def test_any_text_gives_the_sums_of_the_sparse_product(spec: FeatureSpec, texts: list[str]) -> None:
    """Few columns, so that many n-grams share one and counts are high."""
    columns = (1 << spec.word_bits if spec.words else 0) + (1 << spec.char_bits if spec.chars[1] else 0)
    weights = np.random.default_rng(7).normal(size=(columns, 3)).astype(np.float32)
    np.testing.assert_allclose(_looped(spec, texts, weights), spec.sums(texts, weights), atol=2e-5)


def test_many_posts_take_the_loop_and_few_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """The switch of the environment aside, the number decides, or that many were announced."""
    monkeypatch.delenv(compiled.SWITCH)
    monkeypatch.setattr(compiled, "_expected", [])
    assert not compiled.worth(10)
    compiled.expect(compiled.MANY - 1)
    assert not compiled.worth(10)
    compiled.expect(compiled.MANY)
    assert compiled.worth(10)
    prepare(nullcontext())
