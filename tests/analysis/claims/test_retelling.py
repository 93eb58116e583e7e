"""How a claim is told again: in other words, and beside remarks of the sender."""

from analysis.claims.confirming import pair_signs
from analysis.claims.index import FactCheckIndex
from analysis.claims.retelling import NAMES, clauses
from kentongan.core.findings import FactCheck

CHECKS = [
    FactCheck("a", "Polisi Tangkap Pedagang Ayam di Pasar Kemuning Wanasari", "", "2026-01-01"),
    FactCheck("b", "Harga Beras di Bandar Lestari Naik Dua Kali Lipat", "", "2026-01-02"),
]


def _signs(text: str) -> dict[str, float]:
    values, _ = pair_signs(text, 0, FactCheckIndex.build(CHECKS))
    return dict(zip(NAMES, values[-len(NAMES) :], strict=True))


def test_a_word_of_the_same_meaning_is_told() -> None:
    """ "Ciduk" for "tangkap" leaves nothing over."""
    assert _signs("polisi ciduk pedagang ayam di pasar kemuning wanasari")["core_words"] == 0
    assert _signs("polisi lepas pedagang ayam di pasar kemuning wanasari")["core_words"] == 1
    assert _signs("polisi lepas pedagang ayam di pasar kemuning wanasari")["rivals"] == 1


def test_a_remark_is_apart_from_the_claim() -> None:
    """What the sender adds in a clause of his own is no part of what is told."""
    found = _signs("aduh tetanggaku pucat, polisi tangkap pedagang ayam di pasar kemuning wanasari")
    assert (found["core_words"], found["aside_words"]) == (0, 2)
    within = _signs("polisi tangkap pedagang ayam raksasa di pasar kemuning wanasari")
    assert (within["core_words"], within["aside_words"]) == (1, 0)


def test_clauses_end_at_signs_and_pictures() -> None:
    """Full stops, commas, brackets, dashes and emoji part what is said."""
    assert len(clauses("satu dua, tiga (empat) 🙏 lima – enam")) == 5
    assert clauses("") == []
