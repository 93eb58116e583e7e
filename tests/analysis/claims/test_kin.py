"""Words that mean the same, nearly the same, or another thing of the same kind."""

from importlib import resources

import pytest

from analysis.claims.kin import NEAR, OTHER, SAME, degree, known_word, stands_for


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("duit", "uang", SAME),
        ("tewas", "meninggal", SAME),
        ("diciduk", "ditangkap", SAME),
        ("membagikan", "kasih", SAME),
        ("naik", "turun", OTHER),
        ("motor", "mobil", OTHER),
        ("presiden", "wapres", OTHER),
        ("robek", "pegang", 0),
        ("xyzzy", "uang", 0),
    ],
)
def test_degrees(one: str, other: str, expected: int) -> None:
    """Both ways round, and for inflected words as for bare ones."""
    assert degree(one, other) == degree(other, one) == expected


def test_a_word_that_the_lexicon_has() -> None:
    """Verbs are known in their forms."""
    assert known_word("ditangkapnya")
    assert not known_word("qwertyuiop")


def test_every_line_has_four_columns_and_no_word_twice() -> None:
    """The lexicon is edited by hand: a slip would be read as a word."""
    text = resources.files("analysis").joinpath("data", "kin_words.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    assert len(rows) > 6_000
    assert {len(row) for row in rows} == {4}
    assert all(row[0] and row[0] == row[0].lower() and " " not in row[0] for row in rows)


def test_what_words_stand_for() -> None:
    """Shares between words of one meaning, the same both ways round, none of a word to itself."""
    table = stands_for()
    assert table.nnz > 10_000
    assert table.diagonal().sum() == 0
    assert abs(table - table.T).sum() == 0
    assert NEAR < SAME
