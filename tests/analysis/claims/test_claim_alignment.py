"""What stops a confirmation: a word that stands where the fact-check has another one, whatever its kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.claims.confirming import NAMES, certainty, pair_signs, shipped_confirmer
from analysis.claims.index import FactCheckIndex
from analysis.claims.swaps import plain_swap
from kentongan.core.findings import FactCheck

SAMPLE = Path(__file__).parents[3] / "kentongan" / "sample" / "cekfakta.jsonl"
CLAIM = FactCheck(
    "own",
    "Bupati Wanasari Larang Warga Jual Ayam di Pasar Kemuning Mulai 12 Agustus 2026",
    "Pengumuman resmi: Bupati Wanasari melarang semua warga menjual ayam di Pasar Kemuning mulai 12 Agustus 2026, pelanggar didenda "
    "Rp500.000 dan lapaknya disegel petugas Satpol PP.",
)


@pytest.fixture(scope="module")
def index() -> FactCheckIndex:
    """The sample's library with one claim more."""
    rows = [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]
    return FactCheckIndex.build([CLAIM, *(FactCheck(r["id"], r["title"], r["narrative"], r["date"]) for r in rows)])


def sure(text: str, index: FactCheckIndex) -> float:
    """Certainty that a text carries the claim."""
    return certainty(text, 0, index, linked=False)


MESSAGE = (
    "Info penting, {who} Wanasari {does} semua warga menjual {what} di Pasar {where} mulai {when}, pelanggar didenda {fine}, "
    "tolong sebarkan ke grup lain ya"
)
SAID = {
    "who": "bupati",
    "does": "melarang",
    "what": "ayam",
    "where": "Kemuning",
    "when": "12 Agustus 2026",
    "fine": "Rp500.000",
}


def test_the_claim_passed_on_is_certain(index: FactCheckIndex) -> None:
    """A greeting before, a call after, chat spelling: it stays the claim."""
    assert sure(MESSAGE.format(**SAID), index) > 0
    assert sure(MESSAGE.format(**SAID).lower().replace("mulai", "mulei"), index) > 0


@pytest.mark.parametrize(
    "changed",
    [
        {"who": "wakil bupati"},
        {"does": "tidak melarang"},
        {"what": "tomat"},
        {"where": "Melati"},
        {"when": "30 Agustus 2026"},
        {"when": "12 Desember 2026"},
        {"when": "12 Agustus 2023"},
        {"fine": "Rp75.000"},
    ],
    ids=str,
)
def test_one_changed_detail_is_another_claim(changed: dict[str, str], index: FactCheckIndex) -> None:
    """Role, negation, object, place, day, month, year, amount: each by itself."""
    assert sure(MESSAGE.format(**(SAID | changed)), index) == 0


def test_a_claim_inside_a_long_text_is_read_where_it_stands(index: FactCheckIndex) -> None:
    """Other talk around it is not held against it."""
    talk = "Kemarin kami sekeluarga jalan ke kebun teh, udaranya sejuk dan anak-anak senang sekali bermain bola. " * 3
    assert sure(f"{talk}{MESSAGE.format(**SAID)} {talk}", index) > 0
    assert sure(f"{talk}{MESSAGE.format(**(SAID | {'fine': 'Rp75.000'}))} {talk}", index) == 0


@pytest.mark.parametrize(("said", "swapped"), [("menangis", False), ("tertawa", True), ("", False)])
def test_a_word_that_tells_little_counts_where_it_stands_for_another(said: str, swapped: bool) -> None:
    """ "Menangis" is an aside in passing, and the claim between two words both share."""
    title = ("warga", "merapi", "berlarian", "menangis", "semalam", "kembali")
    text = tuple(f"gila warga merapi berlarian {said} semalam sedih".split())
    assert plain_swap(text, title, title) is swapped


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=400))
def test_any_text_has_signs(index: FactCheckIndex, text: str) -> None:
    """Whatever is pasted: as many finite values as there are names."""
    signs, words = pair_signs(text, 0, index)
    values = [*signs, *shipped_confirmer().words.signs(words)]
    assert len(values) == len(NAMES)
    assert all(abs(value) < 1e6 for value in values)
