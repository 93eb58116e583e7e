"""Copies in machine code: the figures that numpy gives, whatever the texts are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.copies.candidates import alike, first_alike
from analysis.copies.sketch import sketch
from analysis.speed import compiled
from analysis.text.wording import LIMIT_CHARS

pytest.importorskip("numba", reason="loops are compiled where kentongan[cepat] is installed")
# compiling takes some seconds where it was not done before
pytestmark = pytest.mark.more

ODD = (
    *(
        "RT @warga: ",
        "VIDEO: ",
        "#info",
        "baca selengkapnya",
        "topikabcpic.twitter.com/x",
        "www.x.id",
        "abcdefwww.x",
        "fwd.",
    ),
    *(
        "klik",
        "sini",
        "sebar ke grup",
        "selengkapnya lihat",
        "Editor",
        "\0",
        "a\0b",
        "😭",
        "é",
        "İ",
        "ß",
        "\ud800",
        "\x7f",
        "…",
    ),
    *(
        "aaa",
        "parahhhh",
        "terlamaaa",
        "seterusnyaaa",
        "keseluruhannnya",
        "000",
        "1000",
        "12",
        "012",
        "7",
        "a1b",
        "2x",
        "AAAa",
    ),
    *(
        "- ",
        ": ",
        "| ",
        "\n",
        "\t",
        "(",
        "hati2",
        "Banjir",
        "di",
        "DEMAK",
        "x" * 40,
        "ab" * 4,
        "c" * 2 + "de" * 3,
        "z{`@[",
    ),
)
WORDS = st.one_of(st.sampled_from(ODD), st.text(alphabet="abzAZ019", min_size=1, max_size=20), st.text(max_size=8))
TEXTS = st.lists(
    st.lists(WORDS, max_size=14).flatmap(lambda words: st.sampled_from((" ", "")).map(lambda gap: gap.join(words)))
)


# a hint, a letter thrice and a change of kind at every place of a word
AT_EVERY_PLACE = [
    f"{'abcdefghijklmnopqrst'[:size]}{part} kata lain"
    for size in range(20)
    for part in ("pic.twitter.com/x", "zzz", "zzzq", "baca klik juga", "grup bagikan", "7", "é", "Z")
]


def _column(texts: list[str]) -> np.ndarray:
    return np.array([*texts, None], dtype=object)[:-1]


def _both_ways(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two states of the switch; with the first even few rows are worth a compiled loop."""
    monkeypatch.setattr(compiled, "_expected", [1])
    return ["1", "0"]


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.booleans())
@example(AT_EVERY_PLACE, False)
@example(["kata " * (LIMIT_CHARS // 5) + "satu", "kata " * (LIMIT_CHARS // 5) + "dua", "a" * LIMIT_CHARS + "b"], False)
def test_the_same_sketches(texts: list[str], titled: bool) -> None:
    """Of plain, wrapped and odd texts, with and without headlines."""
    titles = texts[::-1] if titled else [""] * len(texts)
    found = []
    with pytest.MonkeyPatch.context() as patched:
        for way in _both_ways(patched):
            patched.setenv(compiled.SWITCH, way)
            found.append(sketch(_column(titles), _column(texts)))
    for field in ("whole", "title", "first", "minhashes", "lengths", "numbers"):
        np.testing.assert_array_equal(getattr(found[0], field), getattr(found[1], field))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 40) | st.integers(0, 2**64 - 1), max_size=60), st.booleans())
def test_the_same_keys_are_found_alike(keys: list[int], spread: bool) -> None:
    """Whatever shares a slot, rows of one key follow one another."""
    key = np.array(keys, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15 if spread else 1)
    pairs, first = [], []
    with pytest.MonkeyPatch.context() as patched:
        for way in _both_ways(patched):
            patched.setenv(compiled.SWITCH, way)
            rows, member, start = alike(key)
            pairs.append((rows[member].tolist(), rows[member - 1].tolist(), rows[start].tolist()))
            first.append(first_alike(key).tolist())
    assert pairs[0] == pairs[1]
    assert first[0] == first[1]
