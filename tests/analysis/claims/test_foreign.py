"""Words that only a message has, where they stand, and what they weigh."""

import numpy as np
import pytest

from analysis.claims.confirming import pair_signs, shipped_confirmer
from analysis.claims.foreign import COLUMNS, ZONES, Foreign, ForeignWords, columns_of
from analysis.claims.index import FactCheckIndex
from kentongan.core.findings import FactCheck

CHECKS = [
    FactCheck("a", "Bupati Wanasari Memecat Pedagang Ayam di Pasar Kemuning", "", "2026-01-01"),
    FactCheck("b", "Harga Beras di Bandar Lestari Naik Dua Kali Lipat", "", "2026-01-02"),
]


def _words(text: str) -> Foreign:
    return pair_signs(text, 0, FactCheckIndex.build(CHECKS))[1]


def test_words_within_beside_and_apart() -> None:
    """Stop words count as well; inflections of shared words don't; a remark's clause is apart."""
    found = _words("mama kaget, bupati wanasari tetap pecat pedagang ayam di pasar kemuning barusan")
    assert found.within == ("tetap",)
    assert found.beside == ("barusan",)
    assert set(found.apart) == {"mama", "kaget"}


def test_a_text_that_shares_nothing_is_all_apart() -> None:
    """Nothing stands between shared words where none is shared; an empty text has none."""
    found = _words("kucing tidur siang")
    assert (found.within, found.beside) == ((), ())
    assert len(found.apart) == 3
    assert _words("") == Foreign()


def test_weights_add_up_and_are_kept() -> None:
    """Sums and the least of each place; eight bits a weight give nearly the same again."""
    weights = np.zeros(len(ZONES) * COLUMNS, np.float32)
    weights[columns_of("minta")] = -0.5
    weights[columns_of("kaget") + COLUMNS] = 0.25
    model = ForeignWords(weights)
    minta, kaget = -0.5 * len(columns_of("minta")), 0.25 * len(columns_of("kaget"))
    assert model.signs(Foreign(("minta",), ("kaget",))) == pytest.approx([minta, kaget, 0, minta, kaget, 0])
    assert model.signs(Foreign(("minta", "minta"), (), ("minta",))) == pytest.approx([2 * minta, 0, 0, minta, 0, 0])
    again = ForeignWords.of(model.arrays())
    assert again.signs(Foreign(("minta",))) == pytest.approx(model.signs(Foreign(("minta",))), abs=0.05)
    assert model.signs(Foreign()) == [0.0] * 6


def test_the_shipped_weights_know_common_turns() -> None:
    """Words that make another claim weigh against it more than those of a sender's surprise."""
    words = shipped_confirmer().words
    for turned in ("batal", "bukan", "tidak"):
        assert words.signs(Foreign((turned,)))[0] < words.signs(Foreign(("kaget",)))[0]
