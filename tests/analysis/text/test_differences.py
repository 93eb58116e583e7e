"""Two texts side by side: nothing is lost, replaced words stand together."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.text.differences import Change, word_changes


def test_a_shortened_sentence_shows_what_went() -> None:
    """What was dropped stands as one piece."""
    changes = word_changes(
        "Banjir merendam 212 rumah di Desa Sukamaju, Selasa malam.", "Banjir merendam 212 rumah, Selasa malam."
    )
    assert [(c.kind, c.text.strip()) for c in changes] == [
        ("same", "Banjir merendam 212 rumah"),
        ("removed", "di Desa Sukamaju"),
        ("same", ", Selasa malam."),
    ]


def test_a_changed_figure_is_one_word_and_its_old_form_comes_first() -> None:
    """A figure with its dots is one word."""
    changes = word_changes("Kerugian Rp2.500.000 per warung.", "Kerugian Rp2.800.000 per warung.")
    assert [c.kind for c in changes] == ["same", "removed", "added", "same"]
    assert [c.text for c in changes[1:3]] == ["Rp2.500.000 ", "Rp2.800.000 "]


def test_a_lone_small_word_does_not_cut_a_replaced_phrase() -> None:
    """A "di" holds nothing apart."""
    changes = word_changes("Warga mengungsi di balai desa.", "Warga bertahan di rumah kerabat.")
    assert [(c.kind, c.text) for c in changes[1:3]] == [
        ("removed", "mengungsi di balai desa"),
        ("added", "bertahan di rumah kerabat"),
    ]


def test_nothing_against_nothing_and_all_against_nothing() -> None:
    """The empty ends."""
    assert word_changes("", "") == ()
    assert word_changes("Air keruh", "") == (Change("removed", "Air keruh"),)
    assert word_changes("", "Air keruh") == (Change("added", "Air keruh"),)


_TEXTS = st.lists(st.sampled_from(["air", "keruh,", "di", "RW 05", "2.500", "\n", " ", "“tidak”", "belum"])).map(
    " ".join
)


@given(_TEXTS, _TEXTS)
def test_both_texts_can_be_read_from_the_pieces(before: str, after: str) -> None:
    """Nothing is lost and nothing invented."""
    changes = word_changes(before, after)
    assert "".join(c.text for c in changes if c.kind != "removed") == after
    assert "".join("".join(c.text for c in changes if c.kind != "added").split()) == "".join(before.split())
    assert all(c.text for c in changes)


def test_long_texts_are_compared_in_reasonable_steps() -> None:
    """One word among eighteen thousand is found as one word."""
    long = "warga melapor air keruh di gang. " * 3_000
    changes = word_changes(long, long.replace("keruh", "jernih", 1))
    assert "".join(c.text for c in changes if c.kind != "removed").count("jernih") == 1
    assert [c.kind for c in changes] == ["same", "removed", "added", "same"]
