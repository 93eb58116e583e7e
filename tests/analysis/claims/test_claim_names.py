"""Names told by case, and titles that lost their numbers."""

from analysis.claims.details import details
from analysis.claims.names import lost_number, name_words


def test_case_tells_names() -> None:
    """Words mostly written with a capital inside sentences; not the first word, not texts in capitals or title case."""
    texts = ["kata pak Prabowo kemarin di rumah", "lalu Prabowo bilang rumah itu", "oleh Prabowo di rumah sakit"]
    assert name_words([*texts, "SEMUA KATA RUMAH BESAR", "Semua Kata Rumah Besar"]) == {"prabowo"}


def test_a_title_that_lost_its_number() -> None:
    """Nobody can say that "rp juta" is the amount of the text."""
    assert lost_number("prabowo bagikan rp juta di tiktok", details("bagikan Rp35 juta di tiktok"))
    assert not lost_number("prabowo bagikan rp juta di tiktok", details("bagikan uang di tiktok"))
    assert not lost_number("Prabowo bagikan Rp35 juta", details("bagikan Rp35 juta di tiktok"))
