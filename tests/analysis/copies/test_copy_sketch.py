"""Sketches: reading by the chunk says the same as reading one by one."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.copies import sketch as copy_sketch
from analysis.copies.sketch import NO_HASH, hash_words, sketch
from analysis.copies.words import fold_letters, wordings
from analysis.text.wording import LIMIT_CHARS, normal, unwrap_batch, unwrap_text, unwrap_title

PARTS = (
    *("RT @warga: ", "[FOTO] ", "VIDEO: ", "(ANTARA) - ", "Jakarta, Kabar.com - ", "_Diteruskan berkali-kali_\n"),
    *(
        "banjir di Demak ",
        "jalan rusak parahhhh ",
        "Rp120.000 ",
        "viiii ",
        "é ",
        "😭 ",
        "İ",
        "\0",
        "𝗕𝗮𝗰𝗮 ",
        " - Kabar Kita",
    ),
    *(
        " #info #viral",
        " https://t.co/x",
        "... baca selengkapnya",
        " via @kabar",
        " Sebarkan ke grup lain",
        "Editor: Meja",
    ),
    *(
        "info dari grup sebelah: ",
        "fwd: ",
        "www.x.id ",
        "pic.twitter.com/x ",
        " tolong bagikan ke semua grup",
        "klik di sini",
    ),
)
TEXTS = st.lists(st.one_of(st.lists(st.sampled_from(PARTS), max_size=6).map("".join), st.text(max_size=60)), max_size=6)


def array(texts: list[str]) -> np.ndarray:
    """A column of strings."""
    return np.array([*texts, None], dtype=object)[:-1]


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_unwrapping_many_is_unwrapping_each(texts: list[str]) -> None:
    """What the quick look for marks passes over has nothing to take off."""
    together = unwrap_batch(texts, texts)
    alone = [one for text in texts for one in unwrap_batch([text], [text])]
    assert together == alone
    for row, text in enumerate(texts):
        if text.isascii():
            assert together[2 * row] == unwrap_title(text)
            assert together[2 * row + 1] == unwrap_text(normal(text))


@settings(max_examples=100, deadline=None)
@given(TEXTS)
@example(["é", "a\x7f", "1\x7f5", "\0b"])
def test_words_of_many_are_words_of_each(texts: list[str]) -> None:
    """No text's end leaks into the next."""
    assert wordings(texts, texts) == [wordings([text], [text])[0] for text in texts]


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(1, 40))
def test_chunks_change_nothing(texts: list[str], size: int) -> None:
    """The same sketches whatever the chunks are."""
    whole = sketch(array(texts), array(texts))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(copy_sketch, "_CHUNK_CHARS", size)
        parts = sketch(array(texts), array(texts))
    for field in ("whole", "title", "first", "minhashes", "lengths", "numbers"):
        np.testing.assert_array_equal(getattr(whole, field), getattr(parts, field))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(alphabet="abi1é ñ_-😭\0", max_size=30), max_size=5))
def test_equal_words_have_equal_hashes(texts: list[str]) -> None:
    """One hash for one word in any text and place, elongated or not, ASCII or not."""
    values, starts, _ = hash_words(texts)
    seen: dict[str, int] = {}
    for row, text in enumerate(texts):
        words = "".join(letter if letter.isalnum() else " " for letter in text.lower()).split()
        found = values[starts[row] : starts[row + 1]].tolist()
        assert len(words) == len(found)
        for word, value in zip(words, found, strict=True):
            assert seen.setdefault(fold_letters(word), value) == value
    assert len(set(seen.values())) == len(seen)


def test_minhashes_estimate_the_jaccard_of_word_pairs() -> None:
    """The share of equal MinHashes comes near the true one, over 200 pairs of texts."""
    random = np.random.default_rng(1)
    errors = []
    for _ in range(200):
        words = [f"kata{n}" for n in random.integers(0, 10_000, 40)]
        changed = [word if random.random() > 0.1 else "lain" for word in words]
        found = sketch(array(["", ""]), array([" ".join(words), " ".join(changed)])).minhashes
        pairs = [set(pairwise(text)) for text in (words, changed)]
        true = len(pairs[0] & pairs[1]) / len(pairs[0] | pairs[1])
        errors.append((found[0] == found[1]).mean() - true)
    assert abs(np.mean(errors)) < 0.03
    assert np.std(errors) < 0.15


def test_texts_without_pairs_have_no_minhashes() -> None:
    """Nothing and one word give no signature, even as the last text of a chunk."""
    found = sketch(array(["", "", ""]), array(["dua kata", "", "satu"]))
    assert (found.minhashes[1:] == NO_HASH).all()
    assert (found.minhashes[0] != NO_HASH).any()
    assert found.lengths.tolist() == [2, 0, 1]


def test_long_texts_are_compared_by_their_beginning() -> None:
    """What stands behind the limit changes nothing."""
    text = "kata lain " * (LIMIT_CHARS // 10)
    found = sketch(array(["", ""]), array([text + "satu", text + "dua"]))
    assert found.whole[0] == found.whole[1]


def test_small_numbers_are_marked() -> None:
    """One to three digits without a leading zero, of short posts without a headline."""
    _, _, numeric = hash_words(["2.500 orang, 08 dan 8 Juli 2026", "", "120 a1b 1b1 007 999"])
    assert numeric.tolist() == [True, True, False, False, False, True, False, False, True, False, False, False, True]
    found = sketch(array(["", "Judul 12", ""]), array(["jam 8 pagi 15", "jam 8", "tanpa angka"])).numbers.tolist()
    assert [number.bit_count() for number in found] == [2, 64, 0]
