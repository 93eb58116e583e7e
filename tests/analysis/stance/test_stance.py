"""Spreads, denies, quotes, asks, or no claim in sight."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.claims.match import Candidate
from analysis.stance.reading import stance_columns
from analysis.stance.reasons import StanceReasons, stance_reasons

NEWS = {"kind": "news", "source": "Radar Contoh", "tier": 2, "title": "Judul"}


def _stance(text: str, *, flagged: bool = False, matched: bool = False, **row: Any) -> str:
    base = {"id": "1", "url": "", "title": "", "source": "", "kind": "social", "author": "", "tier": 0}
    posts = pd.DataFrame([{**base, **row, "text": text}])
    claims = [(Candidate("f1", 0.9, "confirm"),)] if matched else [()]
    return str(stance_columns(posts, [flagged], claims).claim_stance[0])


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        ("Sebarkan sebelum dihapus, bantuan Rp600.000", {"flagged": True}, "spreads"),
        ("Ini bukan hoaks! Sebarkan ke semua grup, bantuan cair besok", {"flagged": True}, "spreads"),
        ("Video gubernur bagi uang lewat tiktok, alhamdulillah", {"matched": True}, "spreads"),
        ("Alhamdulillah pak gubernur bagi uang lewat tiktok, saya sudah dapat", {"matched": True}, "spreads"),
        ("[SALAH] Video gubernur bagi uang", {}, "denies"),
        ("[HOAKS] Tautan pendaftaran bansos", {"matched": True}, "denies"),
        ("Cek Fakta: Tidak Benar Link Bantuan Ini dari Pemkab", {}, "denies"),
        ("Awas hoaks, informasi pendaftaran bansos itu tidak benar", {"matched": True}, "denies"),
        ("Dinsos memastikan kabar bantuan itu tidak benar", NEWS, "denies"),
        ("Polisi membantah isu penculikan anak", NEWS, "denies"),
        ("Apa benar ini? katanya ada bantuan Rp600.000", {"flagged": True}, "asks"),
        ("Min mohon info, bantuan 600 ribu ini hoax atau benar?", {}, "asks"),
        ("Beredar unggahan yang menyebut jembatan akan ditutup", {**NEWS, "matched": True}, "quotes"),
        ("Bupati meresmikan pasar baru", NEWS, ""),
        ("Kabar itu baru rumor, kata sekda", NEWS, "quotes"),
        ("Sekda angkat bicara.", {**NEWS, "title": "Viral di Medsos Pungli di Pasar, Ini Kata Sekda"}, "quotes"),
        ("Camilan itu laris.", {**NEWS, "title": "Viral Kuliner Malam di Alun-alun"}, ""),
        ("Warga diajak cermat.", {**NEWS, "title": "Begini Cara Menghindari Hoaks Jelang Pilkada"}, ""),
        ("BPBD tidak pernah meramal gempa.", {**NEWS, "title": "BPBD Bantah Isu Gempa Besar"}, "denies"),
        ("ora bener kuwi, aku mau lewat kono aman wae", {}, "denies"),
        ("iki tenan opo ora lur, jare pasar digusur", {}, "asks"),
        ("makanan di sini benar-benar tidak enak", {}, ""),
        ("Benarkah ini? Astaghfirullah, rezim zalim", {"matched": True}, "spreads"),
        ("Dinas masih menelusuri unggahan yang menyebut bansos dipotong", {}, "quotes"),
        ("capek lihat orang gampang kemakan hoax", {}, ""),
        ("pelayanan samsat cepat, tadi saya antre 10 menit", {"matched": True}, ""),
        ("Jalan rusak tolong diperbaiki", {"kind": "complaint"}, ""),
        ("Selamat pagi semua", {}, ""),
        ("bukan macan, itu anjing pak rt yang lepas. saya lihat sendiri", {"matched": True}, "denies"),
        ("air sumur keruh karena hujan, bukan karena limbah", {"matched": True}, "denies"),
        (
            "Bukan denda, tapi biaya cetak kartu.",
            {**NEWS, "title": "Soal Kartu, Dinas: Bukan Denda tapi Biaya"},
            "denies",
        ),
        ("di grup arisan rame soal kantor pos mau ditutup, entah siapa yang mulai", {"matched": True}, "quotes"),
        ("kantor pos mau dijual ya? ada yg tau ga", {"matched": True}, "asks"),
        ("kata akun sebelah pasar ikan mau digusur, belum ada buktinya ya", {"flagged": True}, "quotes"),
        ("di grup arisan ada yg nulis puskesmas jual vaksin bekas, sy cuma nerusin", {"flagged": True}, "quotes"),
        ("sy sopir busnya, ga ada itu rem blong, mohon postingannya dihapus", {"flagged": True}, "denies"),
        ("bubur sumsum di kantin itu pake borak, satu sekolah udah pada tau", {"flagged": True}, "spreads"),
        ("legit ga sih promo bensin murah ini, takut modus", {"flagged": True}, "asks"),
        ("terima kasih damkar, semoga sehat selalu", {"flagged": True}, ""),
        ("", {**NEWS, "title": "Mantan Bendahara Sebut Dana Hibah Disunat, Sekda Enggan Menjawab"}, "quotes"),
        ("", {**NEWS, "title": "Warga Mengaku Lihat Buaya di Waduk Kota"}, "quotes"),
        ("", {**NEWS, "title": "Nelayan Tuduh Kapal Asing Potong Jaring"}, "quotes"),
        ("", {**NEWS, "title": "Klarifikasi Kepala Pasar soal Isu Daging Gelonggongan"}, "denies"),
        ("", {**NEWS, "title": "Bukan Dibegal, Kurir di Kota Contoh Jatuh Sendiri"}, "denies"),
        ("", {**NEWS, "title": "Dinkes: Tidak Ada Kasus Polio di Kota Contoh"}, "denies"),
        ("", {**NEWS, "title": "Karang Taruna Gelar Pelatihan Menangkal Hoaks"}, ""),
        ("Harapannya kota makin hijau.", {**NEWS, "title": "Mantan Wali Kota Ungkap Harapan di Hari Jadi"}, ""),
    ],
)
def test_stance(text: str, row: dict[str, Any], expected: str) -> None:
    """The field guide's cases: tags, denials by those who may deny, chain messages that say "bukan hoaks"."""
    assert _stance(text, **row) == expected


@given(st.text(max_size=300), st.booleans(), st.booleans())
def test_any_text_has_a_known_stance(text: str, flagged: bool, matched: bool) -> None:
    """Whatever comes in, one of five answers comes out; what was neither flagged nor matched spreads nothing."""
    found = _stance(text, flagged=flagged, matched=matched)
    assert found in {"spreads", "denies", "quotes", "asks", ""}
    if not flagged and not matched:
        assert found != "spreads"


@pytest.mark.parametrize("matched", [True, False])
def test_stance_does_not_hang_on_the_flag(*, matched: bool) -> None:
    """The flag may come to most posts: it opens the way to "spreads", yet turns no denial, question or thanks into it."""
    for text, expected in (
        ("mohon maaf, kabar kolam renang ditutup itu tidak benar, saya petugas loketnya", "denies"),
        ("apa betul kolam renang kota mau ditutup? ada yang tahu?", "asks"),
        ("semoga sukses acaranya, terima kasih pak camat", ""),
    ):
        assert _stance(text, flagged=True, matched=matched) == expected


def test_works_without_the_steps_before() -> None:
    """Flags and matches are optional."""
    posts = pd.DataFrame([{"id": "1", "url": "", "title": "", "text": "[HOAKS] x", "kind": "social", "tier": 0}])
    assert stance_columns(posts).claim_stance.tolist() == ["denies"]


def test_the_words_that_decided_are_told() -> None:
    """Lists of the rules first, then words that the learned part weighs; nothing where no claim is in sight."""
    found = stance_reasons("", "itu hoax bu, saya sudah tanya ke kelurahan", "social")
    assert found.stance == "denies"
    assert any("hoax" in words for words in found.words)

    learnt = stance_reasons("", "bukan macan, itu anjing pak rt yang lepas", "social", [Candidate("f", 0.9, "suggest")])
    assert learnt.stance == "denies"
    assert any("bukan" in words for words in learnt.words)

    assert stance_reasons("", "Selamat pagi semua", "social") == StanceReasons("", ())
    news = stance_reasons("Bupati Bantah Gunakan Dana Desa untuk Umrah", "Bupati membantah kabar itu.", "news")
    assert news.stance == "denies"
    assert "bantah" in news.words[0].casefold()
