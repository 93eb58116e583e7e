"""What strangers type: accounts of offices and of persons, what describes a house, numbers in odd words; and what stays."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.personal import told
from analysis.personal.learnt import best_tags, learnt, runs, shipped_tagger
from analysis.personal.masking import mask
from analysis.personal.plates import begins_like_a_plate

HIDDEN = (
    ("follow akun @polres_contoh, bukan @ani_karangan", "follow akun @polres_contoh, bukan [akun]"),
    ("akun palsu @dinsos_contoh minta uang", "akun palsu [akun] minta uang"),
    ("Username dapurmbakcontoh, dipakai menipu", "Username [akun], dipakai menipu"),
    ("username steam gue xXNasgorSlayerXx", "username steam gue [akun]"),
    ("nick BUDI01CONTOH, minat chat", "nick [akun], minat chat"),
    ("lihat twitch.tv/ngopi_contoh tiap malam", "lihat twitch.tv/[akun] tiap malam"),
    ("motor AB 1000 KK hilang", "motor [pelat] hilang"),
    ("pelaku naik beat B 3OOO TZZ", "pelaku naik beat [pelat]"),
    ("alamat Jl. Contoh 12 kamar 3B, kirim ke sana", "alamat [alamat], kirim ke sana"),
    ("kirim ke kontrakan Bu Ani, Jl. Mawar No. 7C kamar 14", "kirim ke [alamat]"),
    ("alamat Jl. Contoh No 5, sebelah mushola Al Karangan, cat hijau", "alamat [alamat]"),
    ("rumah saya Jl. Contoh No 5 (depan gardu listrik) gelap", "rumah saya [alamat] gelap"),
    ("kirim ke belakang balai desa, rumah papan cat kuning no 2 RT 01", "kirim ke [alamat]"),
    ("kenal dengan opung_contoh000? dia menipu", "kenal dengan [akun]? dia menipu"),
    ("id litmatch karangan_001 menipu adik saya", "id litmatch [akun] menipu adik saya"),
    ("Nomer HP kulo nol delapan satu tiga, lima ribu, enam ribu ya", "Nomer HP kulo [telepon] ya"),
    ("nomor saya kosong lapan satu tiga / satu satu satu satu / nol nol nol dua", "nomor saya [telepon]"),
    ("Depannya 0813. Habis tu 4000. Ujungnya 0004.", "Depannya [telepon]. Habis tu [telepon]. Ujungnya [telepon]."),
    ("Order: 0823-6000-0006 (Bang Contoh)", "Order: [telepon] (Bang Contoh)"),
    ("NIM D0A0 11 000 tidak bisa KRS", "NIM [nomor] tidak bisa KRS"),
    ("damkar, kebakaran di lorong Karangan no 13, api naik", "damkar, kebakaran di [alamat], api naik"),
    ("rumah Pak Contoh Perum Karangan Blok H nomer tiga belas", "rumah Pak Contoh [alamat]"),
)
LEFT = (
    "Ikuti info di @bmkg_official dan @bpbdjatim",
    "akun resmi kami @pdam_contohtirta",
    "lupa username dan password sscasn",
    "akun instagram terverifikasi palsu",
    "Kawasaki W 175 TR naik harga",
    "SMPN 2 Contoh alamat Jl. Pendidikan No. 45, lapangannya becek",
    "Jl. Melati RT 03 RW 05 banjir semata kaki",
    "LAZADA Rp.175jt",
    "Pesanan Shopee 2511140ABCDEF1 dibatalkan penjual",
    "dilansir @detikcom dan @KAI121, cc @telkomsel",
    "@jnecare paket belum sampai, @kjrihongkong tolong",
    "beli di @contohkosmetik official kok robek",
    "tanda @ di keyboard rusak",
    "10 rombel @36 siswa, Workshop @Hotel Karangan lantai 3",
    "Rumah Makan Pak Contoh, Jl. Karangan No. 88, soto enak",
    "Jl. Karangan No. 160 itu mall ya?",
    "Kantor Dinas Contoh Kota Karangan, Jl. Fiktif, buka Senin-Jumat 08.00-15.30, telp (022) 7000000",
    "unduh Samsat_Contoh.apk dan Form_Pendaftaran lalu tekan masing_masing",
    "Pagu paket rehab jalan Karangan Rp1.183.205.500",
    "akun telegram aktif, voucher shopee",
    "kami 45 kepala keluarga di RT 002 dan RT 003 RW 001 Dusun Contoh menolak",
)


@pytest.mark.parametrize(("text", "masked"), HIDDEN)
def test_masked(text: str, masked: str) -> None:
    """Somebody's goes whole."""
    assert mask(text).text == masked


@pytest.mark.parametrize("text", LEFT)
def test_left_alone(text: str) -> None:
    """Nobody's stays."""
    assert mask(text).text == text


def test_parts_of_long_text() -> None:
    """Only what stands around a telling word is read, no word is cut, parts do not overlap."""
    text = "kata " * 60 + "ig nya karangan_00 " + "kata " * 60
    ((first, last),) = told.parts(text)
    assert text[first - 1].isspace()
    assert last == len(text) or text[last].isspace()
    assert "karangan_00" in text[first:last]
    assert last - first < len(text) / 2
    assert told.parts("kata " * 60) == []


def test_no_run_is_lost_by_looking_at_parts() -> None:
    """Runs found around what is worth it are those of the best tags of the whole text."""
    tagger = shipped_tagger()
    rng = np.random.default_rng(0)
    for _ in range(50):
        scored = rng.normal(-4, 9, (40, 4)).astype(np.float32)
        tags = best_tags(scored, tagger.moves)
        found = {place for start, stop, *_ in runs(scored, tagger) for place in range(start, stop + 1)}
        entities = {place for place, tag in enumerate(tags) if 0 < tag < 4}
        assert len(found ^ entities) <= 2


@pytest.mark.parametrize(
    ("said", "is_one"), [("B 1000 QXZ", True), ("be satu dua tiga zet", True), ("MG 4 EV", False), ("250 RR PT", False)]
)
def test_plates_begin_with_a_region(said: str, is_one: bool) -> None:
    """Letters of a region or a letter's name, no model's."""
    assert begins_like_a_plate(said) is is_one


def test_quotes_stay() -> None:
    """Marks around a name are no part of it."""
    text = 'akun tiktok "karangan77contoh" menipu'
    assert [text[start:end] for start, end, _ in learnt(text)] in ([], ["karangan77contoh"])
