"""Two persons' words in one text: what both wrote is there, or a person is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.core.word_merge import merged, tokens

BASE = "Jalan ambles di Sukamaju belum ditangani."
_words = st.lists(
    st.sampled_from(["jalan", "ambles", "di", "Sukamaju", "belum", "12", "warga,", "sudah."]), max_size=9
).map(" ".join)


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        (BASE.replace("ambles", "rusak"), BASE.replace("belum", "sudah"), "Jalan rusak di Sukamaju sudah ditangani."),
        (BASE + " Mohon arahan.", BASE.replace("Jalan", "Ruas jalan"), "Ruas jalan ambles di Sukamaju belum ditangani. Mohon arahan."),
        (BASE.replace("ambles", "rusak"), BASE.replace("ambles", "rusak"), BASE.replace("ambles", "rusak")),
        (BASE, BASE.replace("ambles", "rusak"), BASE.replace("ambles", "rusak")),
        ("", BASE, ""),
    ],
)  # fmt: skip
def test_different_words_are_joined(mine: str, theirs: str, both: str) -> None:
    """Also one text unchanged, and both changed alike."""
    found = merged(BASE, mine, theirs)
    assert (found.text, found.clean) == (both, True)


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [
        (BASE, BASE.replace("ambles", "rusak"), BASE.replace("ambles", "hancur")),
        (BASE, BASE + " Satu.", BASE + " Dua."),
        ("", "Satu.", "Dua."),
        (BASE, "", BASE.replace("ambles", "hancur")),
        (BASE, BASE.replace("Sukamaju ", ""), BASE.replace("Sukamaju", "Sukamaju Hilir")),
    ],
)
def test_the_same_words_are_a_persons_to_decide(base: str, mine: str, theirs: str) -> None:
    """Nothing is chosen silently."""
    found = merged(base, mine, theirs)
    assert (found.text, found.clean) == (mine, False)


@given(_words, _words, _words)
def test_no_word_is_lost(base: str, mine: str, theirs: str) -> None:
    """A clean merge holds every word that one of them added; it is the same whoever came first."""
    found = merged(base, mine, theirs)
    if not found.clean:
        return
    for added in (set(mine.split()) - set(base.split()), set(theirs.split()) - set(base.split())):
        assert added <= set(found.text.split())
    assert merged(base, theirs, mine).text.split() == found.text.split()


@given(st.text(alphabet="ab1é .,\n\u00a0😀-", max_size=40))
def test_tokens_are_the_text_again(text: str) -> None:
    """Whatever it holds."""
    assert "".join(tokens(text)) == text
