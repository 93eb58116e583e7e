"""Long numbers that nothing explains, numbers like one that is masked, and words in one piece with their number."""

import pytest

from analysis.personal.masking import mask

# Invented, as in the other tests.
HIDDEN = [
    ("punya saya 5300 1112 224, kok mati", "punya saya [nomor], kok mati"),
    ("yang itu 000 111 2223 334 hangus", "yang itu [nomor] hangus"),
    ("setoran 00.333.444.5-599.000 ditolak", "setoran [nomor] ditolak"),
    ("9901013913909999", "[nomor]"),
    ("ini x000111222 saya", "ini [nomor] saya"),
    ("kakek: 7299-0188-0000-0005", "kakek: [nomor]"),
    ("norek 010-02-02-00011-1, di SK 010-02-02-00011-7", "norek [rekening], di SK [rekening]"),
    ("no pelanggan 0111222, tetangga 0111223", "no pelanggan [nomor], tetangga [nomor]"),
    ("niknya3499014404790002kknya3499012505080004tolong", "niknya[NIK]kknya[KK]tolong"),
    ("idpel322 1112 22333 na petugas", "idpel[nomor] na petugas"),
    ("rek0091112220001bank contoh", "rek[rekening]bank contoh"),
    ("rek.0011223344", "rek.[rekening]"),
    ("telponnya 0812 kosongnya tiga kali, satu satu satu satu lima", "telponnya [telepon]"),
    ("telp rumah (0761) 22 11 00", "telp rumah [telepon]"),
    ("0812 0000 1122/33", "[telepon]"),
    ("51990312\n01870005", "[NIK]"),
    ("oto dinasnyo BA 10 ZZ", "oto dinasnyo [pelat]"),
    ("bemo EA 9 QX lewat", "bemo [pelat] lewat"),
    ("no. polisi B - 1122 - QXZ", "no. polisi [pelat]"),
    ("DB satu satu satu satu KK itu", "[pelat] itu"),
    ("cari aku di ig yg baru: sari.contoh", "cari aku di ig yg baru: [akun]"),
    ("Ig contoh_ners.id jual surat", "Ig [akun] jual surat"),
    ("ayo subscribe yutub MamaMasakContoh", "ayo subscribe yutub [akun]"),
    ('akun tiktok "contoh_palsu" menipu', 'akun tiktok "[akun]" menipu'),
    ("imel: ani contoh99@gmail.com", "imel: [surel]"),
    ("lewatin posyandu, Perum Contoh Blok C5 No. 9", "lewatin posyandu, [alamat]"),
    ("rumah saya Blok J. 12A Taman Contoh", "rumah saya [alamat]"),
    ("kontrakan saya Jalan Contoh Raya 88-A", "kontrakan saya [alamat]"),
    ("alamat Gang Manggis no 2 belakang surau, RT 5", "alamat [alamat]"),
    ("dititip nenek di RT 01/RW 04 Dukuh Contoh", "dititip nenek di [alamat]"),
    ("rumah mertua di Griya Contoh D 12 bocor", "rumah mertua di [alamat] bocor"),
    ("Jl. Contoh 12A, cat biru, itu rumah saya", "[alamat], itu rumah saya"),
]
KEPT = [
    "resinya JP1234567890 dan 10012345678901",
    "Kode pesanan 2511 0812 0000 1111 macet",
    "NOP 35.26.010.001.001-0011.0",
    "anggaran 1500000000 tahun ini",
    "longsor 4.695135, 96.749397",
    "IP 192.168.100.101 diblokir",
    "buku ISBN 978-602-000-111-2 kosong",
    "barcode 8991234567890",
    "270203917 penduduk",
    "zoom 123 4567 8901",
    "https://x.com/i/status/1234567890123456789",
    "kode rekening 5.1.02.02.01.0063",
    "skor 21-19 19-21 21-18",
    "tarif 100 . 000 - 150 . 000",
    "prefix 0811 0812 0813",
    "layanan 0800-1-500-112",
    "BYD M6 Standard",
    "pompa Shimizu PS-135 E",
    "kumpul @balai desa jam 8",
    "Kantor Camat: Jl. Contoh No. 45, buka pukul 8 pagi. Telepon (0645) 42111",
    "kantornya di jalan Ahmad Contoh no 33",
    "Perpustakaan daerah di Jl. Contoh No. 4",
]


@pytest.mark.parametrize(("text", "masked"), HIDDEN)
def test_masked_by_default(text: str, masked: str) -> None:
    """What may identify somebody goes, also where no label tells what it is."""
    assert mask(text).text == masked


@pytest.mark.parametrize("text", KEPT)
def test_explained_numbers_stay(text: str) -> None:
    """Parcels, prices, places, goods, addresses of pages and offices stay."""
    assert mask(text).text == text


def test_the_offices_own_number_stays() -> None:
    """A number on the list stays whatever it is taken for."""
    assert mask("bayar ke 0099 1112 2233", ["0099 1112 2233"]).text == "bayar ke 0099 1112 2233"
