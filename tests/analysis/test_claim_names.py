"""Names and numbers that a text may not replace: what stops a confirmation, and what doesn't."""

import pytest

from analysis.claim_details import details
from analysis.claim_names import lost_number, name_words, other_names, other_numbers

NAMES = frozenset(["prabowo", "anies", "garuda", "canada", "brazil"])


def _other(text: str, title: str, narrative: str = "") -> bool:
    whole = details(f"{title}\n{narrative}")
    return other_names(details(text), details(title), whole, NAMES, lambda word: word in {"soimah", "inul"})


def test_case_tells_names() -> None:
    """Words mostly written with a capital inside sentences; not the first word, not texts in capitals or title case."""
    texts = ["kata pak Prabowo kemarin di rumah", "lalu Prabowo bilang rumah itu", "oleh Prabowo di rumah sakit"]
    assert name_words([*texts, "SEMUA KATA RUMAH BESAR", "Semua Kata Rumah Besar"]) == {"prabowo"}


@pytest.mark.parametrize(
    ("text", "title", "narrative"),
    [
        ("anies pilih pindah ke kalimantan", "Prabowo pilih pindah ke Kalimantan", ""),
        ("brazil is now free", "Canada is already free", "canada is now free"),
        ("bunda soimah bagi hadiah", "Inul bagi hadiah", "bunda bagi hadiah untuk kalian"),
    ],
)
def test_another_name_in_its_place(text: str, title: str, narrative: str) -> None:
    """The title's name is missing and the text names another, or the title is all there is."""
    assert _other(text, title, narrative)


def test_a_text_that_leaves_the_name_out_but_names_nobody() -> None:
    """The circulating text itself may never say who it is about."""
    assert not _other("masing-masing dapat hadiah besar", "Anies bagi hadiah", "masing-masing dapat hadiah besar")
    assert not _other("prabowo bagi hadiah", "Prabowo bagi hadiah", "")


def test_numbers_of_one_kind() -> None:
    """Both name a number of one kind that the other doesn't."""
    assert other_numbers(details("dapat Rp20 juta dan 3 mobil"), details("dapat Rp50 juta dan 3 mobil"))
    assert not other_numbers(details("dapat Rp50 juta"), details("dapat Rp50 juta dan Rp5 juta"))


def test_a_title_that_lost_its_number() -> None:
    """Nobody can say that "rp juta" is the amount of the text."""
    assert lost_number("prabowo bagikan rp juta di tiktok", details("bagikan Rp35 juta di tiktok"))
    assert not lost_number("prabowo bagikan rp juta di tiktok", details("bagikan uang di tiktok"))
    assert not lost_number("Prabowo bagikan Rp35 juta", details("bagikan Rp35 juta di tiktok"))
