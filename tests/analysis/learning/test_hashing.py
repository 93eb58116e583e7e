"""Hashed n-grams: the right ones, the same in every batch."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.learning.hashing import Batch, char_ngrams, to_matrix, word_hash, word_ngrams
from analysis.learning.linear import FeatureSpec, LinearModel, inner_batches
from analysis.learning.ngram_sums import ngram_sums

_TEXT = st.lists(st.text(alphabet="abcdé", min_size=1, max_size=6), max_size=6).map(" ".join)


def _counts(found: list, size: int) -> list[int]:
    return np.sum([np.bincount(rows, minlength=size) for rows, _ in found], axis=0).tolist()


@settings(deadline=None)
@given(st.lists(_TEXT, max_size=6))
def test_ngrams_are_those_of_a_plain_loop(texts: list[str]) -> None:
    """The number of character and word n-grams a text equals that of the obvious slow loop."""
    batch = Batch(texts)
    chars = [
        sum(
            1
            for word in text.split()
            for n in (1, 2, 3)
            for start in range(len(word) + 2 - n + 1)
            if f" {word} "[start : start + n] != " "
        )
        for text in texts
    ]
    pairs = [len(text.split()) + max(len(text.split()) - 1, 0) for text in texts]

    assert _counts(char_ngrams(batch, 1, 3), len(texts)) == chars
    assert _counts(word_ngrams(batch, 2), len(texts)) == pairs


@settings(deadline=None)
@given(st.lists(_TEXT, min_size=1, max_size=6))
def test_a_row_does_not_depend_on_its_batch(texts: list[str]) -> None:
    """Reading texts together or alone gives bit-identical features."""
    spec = FeatureSpec(2, 12, (2, 4), 12)
    together = spec.matrix(texts).toarray()

    for place, text in enumerate(texts):
        assert np.array_equal(together[place], spec.matrix([text]).toarray()[0])


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
@given(texts=st.lists(_TEXT, min_size=1, max_size=5), labels=st.sampled_from([1, 3]))
@example(texts=["", "é", "aa aa aa aa", "𝒶 b", "x " * 200 + "y"], labels=3)
def test_sums_are_those_of_the_sparse_product(spec: FeatureSpec, texts: list[str], labels: int) -> None:
    """Bit by bit; few columns, so that many n-grams share one and counts are high."""
    columns = (1 << spec.word_bits if spec.words else 0) + (1 << spec.char_bits if spec.chars[1] else 0)
    weights = np.random.default_rng(7).normal(size=(columns, labels)).astype(np.float32)

    assert np.array_equal(spec.sums(texts, weights), spec.matrix(texts) @ weights)


def test_more_texts_than_short_numbers_hold() -> None:
    """Where columns and texts do not go into 32 bits, the longer numbers give the same sums."""
    model = LinearModel.load("tone")
    texts = ["", "banjir", "jalan rusak"] * 3_000
    together = ngram_sums(texts, model.weights, words=2, word_bits=18, chars=(3, 6), char_bits=18)

    assert np.array_equal(together, np.tile(model.spec.sums(texts[:3], model.weights), (3_000, 1)))


@given(st.text(st.characters(exclude_categories=["Cs", "Z", "C"]), min_size=1, max_size=12))
def test_one_word_hashes_as_in_a_batch(word: str) -> None:
    """Quicker alone, but the same number."""
    assert word_hash(word) == int(word_ngrams(Batch([word]), 1)[0][1][0])


def test_equal_words_share_a_column_and_rows_have_unit_length() -> None:
    """The place of a word doesn't change its hash; repeated words count, damped; kinds don't mix."""
    batch = Batch(["rusak jalan", "jalan rusak", "", "rusak rusak"])
    matrix = to_matrix(word_ngrams(batch, 1), 4, 16)

    assert np.array_equal(matrix[0].toarray(), matrix[1].toarray())
    assert np.allclose(np.sqrt(matrix.multiply(matrix).sum(axis=1)).ravel().tolist(), [1, 1, 0, 1])
    assert matrix[3].nnz == 1


def test_inner_batches_cover_everything_once() -> None:
    """Batches follow each other without gap, and one long text is a batch of its own."""
    texts = ["a" * 50, "b" * 500, "c", "d"]

    assert list(inner_batches(texts, 100)) == [(0, 1), (1, 2), (2, 4)]
    assert list(inner_batches([])) == []
