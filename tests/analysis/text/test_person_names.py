"""What a word is when somebody may be named by it."""

import pytest

from analysis.text.person_names import WordKind, is_common, name_shape, word_kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Siti", WordKind.NAME),
        ("SITOMPUL", WordKind.NAME),
        ("Mangunwanto", WordKind.NAME),
        ("Bintang", WordKind.ALSO),
        ("Mentari", WordKind.ALSO),
        ("jembatan", WordKind.PLAIN),
        ("Penjemputan", WordKind.PLAIN),
        ("warna-warni", WordKind.PLAIN),
        ("gmn", WordKind.PLAIN),
        ("ngelewati", WordKind.NEW),
        ("Zqrtx", WordKind.NEW),
    ],
)
def test_kinds(word: str, kind: WordKind) -> None:
    """Lists first, then ordinary words and their forms, then the endings of names."""
    assert word_kind(word) is kind


def test_shapes() -> None:
    """Letters of names speak for a name, those of a word against it."""
    assert name_shape("nurhasniyati") > 0 > name_shape("pemberdayaan")


def test_common_words() -> None:
    """A word of every text is no name in small letters."""
    assert is_common("jalan")
    assert not is_common("slamet")
