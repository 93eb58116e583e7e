"""The judge behind the learnt part, and numbers and plates in spellings that several strangers used."""

import numpy as np
import pytest

from analysis.learning.files import load_model
from analysis.personal.judged import TRAITS, traits
from analysis.personal.learnt import MODEL, TAGS, Tagger, learnt, proposals, shipped_tagger
from analysis.personal.masking import find_personal_data, found_by_rules, mask


def test_a_judge_for_every_kind() -> None:
    """The shipped model has a row of weights for addresses, accounts and plates."""
    arrays, _ = load_model(MODEL)
    assert arrays["judge"].shape == (len(TAGS) - 2, TRAITS)


def test_what_the_judge_refuses_is_not_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proposals are masked only if their traits add up to more than nought."""
    text = "ig aku di private kak: zahraaa.cth07"
    assert [text[slice(*one.found[:2])] for one in proposals(text)] == ["zahraaa.cth07"]
    arrays = load_model(MODEL)[0]
    strict = Tagger(arrays | {"judge": -np.ones_like(arrays["judge"])})
    monkeypatch.setattr("analysis.personal.learnt.shipped_tagger", lambda: strict)
    assert learnt(text) == []


def test_traits_are_places_of_weights() -> None:
    """Every trait is told once, within the table, the first of them always; another's kind beside it changes them."""
    text = "rumah saya di Jl. Contoh No. 5, hp 0812-3000-4000"
    run = (14, 30, "address")
    alone = traits(text, run, 3.0, [1, 2, 3], (0, 2), [])
    beside = traits(text, run, 3.0, [1, 2, 3], (0, 2), [(35, 49, "phone")])
    assert alone[0] == 0
    assert max(alone) < TRAITS
    assert len(set(alone)) == len(alone)
    assert set(beside) - set(alone)


def test_the_surer_the_more_traits() -> None:
    """Being surer only ever adds steps."""
    text = "ig saya contoh.karangan00"
    unsure, sure = (set(traits(text, (8, 25, "account"), value, [1], (0, 0), [])) for value in (0.0, 20.0))
    assert unsure < sure


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("cp kak Mega: nol delapan satu dua, seribu, dua ribu, dua", "phone"),
        ("nol 857 seribu dua ribu tiga", "phone"),
        ("nomor polisi mobilnya de de seribu ix ix, warna silver", "plate"),
        ("truk kayu itu Ka Ha sembilan ribu Ye Te", "plate"),
        ("Xenia silver D C 1 0 0 0 F F kaca depan retak", "plate"),
        ("nomor gw o8i2 3333 oooo", "phone"),
        ("hubungi 0.8.5.9.1.1.1.0.0.0.0", "phone"),
        ("Mbah Karangan RM 000-112 besok kontrol", "document"),
        ("si u/contoh_karangan di reddit", "account"),
    ],
)
def test_spellings_of_several_strangers(text: str, kind: str) -> None:
    """Thousands in words, letters for digits, a plate letter by letter."""
    assert kind in {found for _, _, found in found_by_rules(text)}


@pytest.mark.parametrize(
    "text",
    [
        "harga cabe naik dari seribu ke dua ribu wa jare bakule",
        "bantuan nol rupiah, dua ribu tiga ribu pun tidak sampai",
        "RSUD Karangan\nJalan Dr. Soetomo No. 100\nTelp. (0370) 600000",
        "dikritik lewat instagram.com/pemkab_contoh malah diblokir",
        "u/ warga yang belum lapor",
    ],
)
def test_these_stay(text: str) -> None:
    """Prices, an office's head of a letter and page."""
    assert mask(text).text == text


def test_known_numbers_do_not_hinder() -> None:
    """What the rules found stays found beside the learnt part's proposals."""
    text = "wa 0812-3000-4000, rumah di gang seroja no 7 rt 19"
    kinds = {kind for _, _, kind in find_personal_data(text)}
    assert {"phone", "address"} <= kinds
    assert shipped_tagger().judge.shape[0] == len(TAGS) - 2
