"""The learnt part of the flag: calm rumours, who may say so, and the words that are shown."""

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.claims.cases import claim_cases
from analysis.claims.cues import read_cues
from analysis.claims.need import SPEC, plain_texts, shipped_need, words_of
from analysis.claims.verification import all_scores, claim_words, shipped_model, verification_columns
from analysis.frame import posts_frame
from kentongan.core.office import Office

RUMOURS = (
    "kata orang dalam rsud stok darah dijual diam2 ke klinik, pasien bpjs disuruh nunggu sampe lewat",
    "dapet info dari sopir logistik, gudang beras di pelabuhan udah kosong tapi ditutupin, minggu depan naik 2x lipat",
    "sepupu gw yg kerja di pdam bilang airnya udah kecampur limbah pabrik dari senin, jgn diminum dulu",
)
ORDINARY = (
    "antre sejak subuh di samsat cuma buat stempel, petugasnya santai banget",
    "makasih pak damkar, kucing saya turun juga dari pohon mangga",
    "min, loket pembayaran pajak buka sampai jam berapa ya?",
    "Promo akhir bulan, cuci sepatu 20rb, antar jemput sekitar kampus",
)


def _flag(**row: Any) -> bool:
    return bool(verification_columns(posts_frame([{"id": "1", "kind": "social", **row}])).needs_verification.iloc[0])


@pytest.mark.parametrize("text", RUMOURS)
def test_a_calm_rumour_is_flagged(text: str) -> None:
    """No capitals, no call to spread, no cue of a chain message: the words alone."""
    assert _flag(text=text)


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_day_is_not(text: str) -> None:
    """Complaints, thanks, questions and adverts."""
    assert not _flag(text=text)


def test_those_who_may_say_so_are_not_flagged() -> None:
    """An office, a complaint's own form, and a newsroom that reports a denial, whatever the words."""
    assert not _flag(text=RUMOURS[0], url="https://rsud.contohkab.go.id/kabar/1")
    assert not _flag(text=RUMOURS[0], kind="complaint")
    lead = "Kabar itu beredar di grup percakapan. Direktur membantah dan menyebutnya tidak benar."
    assert not _flag(title="Stok Darah Dijual ke Klinik?", text=lead, kind="news", tier=2)
    assert not _flag(title="Cek Fakta: Stok Darah Dijual ke Klinik", text=RUMOURS[0], kind="news", tier=2)


def test_what_the_writer_reported_already_asks_for_more() -> None:
    """Words of a complaint hold the learnt part back unless it is all but certain."""
    assert not _flag(text="jembatan bambu udah miring dari lusa, sudah saya laporkan ke desa katanya nanti")


def test_the_words_that_spoke_are_shown_as_they_stand() -> None:
    """Reasons are places in the text, apart from one another, and of a text that isn't flagged none are told."""
    model = shipped_need()
    for text in RUMOURS:
        reasons = model.reasons(text)
        assert 1 <= len(reasons) <= 3
        assert [reason.pull for reason in reasons] == sorted((reason.pull for reason in reasons), reverse=True)
        spans = sorted((reason.start, reason.end) for reason in reasons)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
        assert all(word in " ".join(text.split()) and len(word.split()) <= 4 for word in words_of(text, reasons))
        assert claim_words([text]) == words_of(text, reasons)
    assert claim_words(list(ORDINARY)) == ()
    assert claim_words([]) == ()
    assert model.reasons("") == ()
    assert len(model.reasons("kabarnya " * 900)) <= 3


def test_both_models_read_one_count_of_the_words() -> None:
    """Summed side by side they say what each says alone, whatever the batch."""
    texts = [*RUMOURS, *ORDINARY, ""]
    reports = [read_cues(text) for text in texts]
    checked, scores, denied = all_scores(texts, reports)
    np.testing.assert_allclose(checked, shipped_model().scores(texts, reports), rtol=1e-5)
    sums = SPEC.sums(plain_texts(texts), shipped_need().weights[:, None])[:, 0]
    np.testing.assert_allclose(scores, shipped_need().scores(sums), rtol=1e-5)
    denials = SPEC.sums(plain_texts(texts), shipped_need().denial[:, None])[:, 0]
    assert denied.tolist() == shipped_need().denies(denials).tolist()
    assert ((scores >= 0) & (scores <= 1)).all()
    assert 0.5 < shipped_need().threshold < 1


def test_a_calm_rumour_alone_is_a_case_and_says_why() -> None:
    """Nothing of a chain message stands in it: the case shows the words, names of private persons masked."""
    post = {
        "id": "p1", "title": "", "text": RUMOURS[2], "source": "warga", "kind": "social", "tier": 0, "url": "", "claims": (),
        "needs_verification": True, "claim_stance": "spreads", "published_at": pd.Timestamp("2026-11-20T10:00Z"),
    }  # fmt: skip
    now = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
    (case,) = claim_cases(
        pd.DataFrame([post]), {}, Office("Pemerintah Kabupaten Contoh", "PEMKAB"), now, mask=str.upper
    )
    said = case.cues[-1]
    assert said.startswith("kata seperti “")
    assert said[14:] == said[14:].upper()
    assert len(case.cues) <= 5
