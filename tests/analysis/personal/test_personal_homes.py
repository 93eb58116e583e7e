"""Homes without "No.", accounts in other spellings, plates over two lines; and offices, shops and officials, which stay."""

import pytest

from analysis.personal.masking import mask

# Invented, as in the other tests.
HIDDEN = [
    ("ambil di rumah Jl Kersen Fiktif 14 habis asar", "ambil di rumah [alamat] habis asar"),
    ("rumah bu Nur Jl Kamboja 31 kebakaran", "rumah bu Nur [alamat] kebakaran"),
    ("Sdr. Joni, Jl. Pelajar Fiktif 45, belum bayar", "Sdr. Joni, [alamat], belum bayar"),
    ("saya Budi, Jl Contoh 14 RT 03", "saya Budi, [alamat]"),
    ("alamat saya Perum Contoh Indah Jl. Teratai 8", "alamat saya [alamat]"),
    ("rumah No. 8 RT 04 RW 02 Dusun Contoh", "rumah [alamat]"),
    ("bumina Kp Ciparay RT 03/01", "bumina [alamat]"),
    ("rumah neneknya di Kp Cau RT 01/06", "rumah neneknya di [alamat]"),
    ("Mbah Karto (Dusun Fiktif RT 02 RW 05) sakit", "Mbah Karto ([alamat]) sakit"),
    ("rumah saya di erte tiga erwe dua", "rumah saya di [alamat]"),
    ("rumah saya Pesona Contoh D3/14", "rumah saya [alamat]"),
    ("huntap blok F 12 bocor", "huntap [alamat] bocor"),
    ("rekning saya 1111000222", "rekning saya [rekening]"),
    ("setor ke BRImo 1111000222", "setor ke BRImo [rekening]"),
    ("1111-01-002222-50-3 punya panitia", "[rekening] punya panitia"),
    ("BPD 202.000.111.333 an Siti", "BPD [rekening] an Siti"),
    (
        "mandiri, eh salah, yang bener ini ya bu yang 1110002223334",
        "mandiri, eh salah, yang bener ini ya bu yang [rekening]",
    ),
    ("noka 0001112223334", "noka [nomor]"),
    ("paspor (C 9900 0011)", "paspor ([nomor])"),
    ("mobil Avanza B\n1122 XQ kabur", "mobil Avanza [pelat] kabur"),
    ("plat kendaraan dinas hitam DD 12 Z", "plat kendaraan dinas hitam [pelat]"),
    ("yang nelpon nomornya 0217770002", "yang nelpon nomornya [telepon]"),
    ("wa nol 8 dua satu, tripel nol, sebelas dua belas", "wa [telepon]"),
    ("fb anaknya, namanya Rudi Karangan", "fb anaknya, namanya [akun]"),
    ('akun FB "Ani Karangan" menipu', 'akun FB "[akun]" menipu'),
    ("akun julid lambe_contoh itu", "akun julid [akun] itu"),
    ("contoh.fiktif99 (tiktok) fitnah", "[akun] (tiktok) fitnah"),
]
KEPT = [
    "Jl. Mawar 5 gelap, lampu mati 7 titik",
    "rumah warga di Jl. Kenanga banjir 40 cm",
    "rumah pak RT 02 RW 05 dipakai vaksin",
    "datang ke Jl. Pahlawan 12 kantor dinsos",
    "alamat puskesmas baru: Jl. Sehat No 12",
    "Alamat proyek: Jl. Melati RT 02 RW 01",
    "Klinik Contoh Jl. Merdeka No. 10 tutup",
    "Kios Blok A No. 14 tutup",
    "Humas Setda, Jl. Jend. Sudirman No. 45, telp 0231-111222 ext. 305",
    "Info: 0231 555111, Kantor Kecamatan",
    "akun Facebook Bupati Contoh palsu",
    "facebook milik Meta Platforms",
    "KUR BRI 100.000.000 cair",
    "youtube: LIVE sidang",
    "sopir tim A1GP menang",
    "kos putri kamar 3x4",
]


@pytest.mark.parametrize(("text", "masked"), HIDDEN)
def test_homes_and_spellings(text: str, masked: str) -> None:
    """Everything that leads to a door, an account or a person goes."""
    assert mask(text).text == masked


@pytest.mark.parametrize("text", KEPT)
def test_offices_shops_and_places(text: str) -> None:
    """Streets with a number in their name, offices and officials stay."""
    assert mask(text).text == text
