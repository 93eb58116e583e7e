"""Personal data as people of many places type and say it: read aloud, scanned, in languages of the islands."""

import pytest

from analysis.personal.masking import mask

# Invented: regency codes that do not exist, numbers of zeros and runs.
HIDDEN = [
    ("hub nol lapan lima... tujuh nol nol, nol nol, satu satu satu satu", "hub [telepon]"),
    ("wa nol delapan satu terus dua dua dua dua strip tiga tiga tiga", "wa [telepon]"),
    ("nol lapan ciek duo tigo nol nol nol ampek nol nol", "[telepon]"),
    ("hp 0812 (3000) 4000", "hp [telepon]"),
    ("wa 0812•3000•4000", "wa [telepon]"),
    (
        "bpjs ibu mati padahal bayar terus, nomornya 0001234567890",
        "bpjs ibu mati padahal bayar terus, nomornya [nomor]",
    ),
    ("bpjs nol nol nol satu dua tiga empat lima enam tujuh delapan sembilan nol", "bpjs [nomor]"),
    (
        "kirim ke be ce a satu dua tiga empat lima enam tujuh delapan sembilan nol",
        "kirim ke be ce a [rekening]",
    ),
    ("NPWP : 0 0 . 3 3 3 . 4 4 4 . 5 - 5 9 9 . 0 0 0", "NPWP : [nomor]"),
    ("NIP. 198O0101 2OO501 1 OO1", "NIP. [nomor]"),
    ("SURAT IZIN MENGEMUDI\n1 2 3 4 - 5 6 7 8 - 9 0 1 2", "SURAT IZIN MENGEMUDI\n[nomor]"),
    ("no RM 12-34-56", "no RM [nomor]"),
    ("nomor porsi haji saya 3100123456", "nomor porsi haji saya [nomor]"),
    ("nim saya H1A020123", "nim saya [nomor]"),
    ("PDAM no sambungan 0123456", "PDAM no sambungan [nomor]"),
    ("bayar ke VA 3901 0812 0000 1111 ya", "bayar ke VA [rekening] ya"),
    ("kode bayar va mandiri 88908081230004000", "kode bayar va mandiri [rekening]"),
    ("norek\n1234567890", "norek\n[rekening]"),
    ("NIK 329901410190001", "NIK [NIK]"),
    ("NO. KARTU KELUARGA\n3299O1O1O111OOO1", "NO. KARTU KELUARGA\n[KK]"),
    ("platnya ka te satu dua tiga empat a be", "platnya [pelat]"),
    ("nopol AB dua dua satu satu XY", "nopol [pelat]"),
    ("No. Reg. Kendaraan\nAB\n1234\nXY", "No. Reg. Kendaraan\n[pelat]"),
    ("kost di gubeng fiktif gang 5/23 kemalingan", "kost di [alamat] kemalingan"),
    ("rumah di lorong lima nomor delapan jalan mawar", "rumah di [alamat]"),
    ("saya di perumahan asri permai D dua belas", "saya di [alamat]"),
    ("saya tinggal di jalan anggrek no 5", "saya tinggal di [alamat]"),
    ("terlapor beralamat Dsn. Sumber RT 14 RW 03", "terlapor beralamat [alamat]"),
    ("Handil Contoh RT 04 RW 02, kami bagana di sini", "[alamat], kami bagana di sini"),
    ("Tower B Lt. 12 Unit 12BC", "Tower B Lt. 12 Unit 12BC"),  # of nothing: no estate is named
    ("Apartemen Contoh Tower B Lt. 12 Unit 12BC", "[alamat]"),
    ("email ani sari contoh at gmail titik com", "email [surel]"),
    ("email: ani titik contoh at yahoo titik com", "email: [surel]"),
    ("ani.contoh@gmail", "[surel]"),
    ("email ani 1984@gmail.com", "email [surel]"),
    ("fb abdi Ani Contoh diretas", "fb abdi [akun] diretas"),
    ("tiktok dengan nama ani_contoh", "tiktok dengan nama [akun]"),
    ("hp 0812:3000:4000", "hp [telepon]"),
    ("wa 0812=3000=4000 ya", "wa [telepon] ya"),
    ("no [0812][3000][4000]", "no [telepon]]"),
    ("wa 0812'3000'4000", "wa [telepon]"),
    ("wa 08🔥12🔥3000🔥4000", "wa [telepon]"),
    ("nelpon aja 0 812 / 3000 / 4000", "nelpon aja [telepon]"),
    ("wa +62:812:3000:4000", "wa [telepon]"),
    ("no wa nya 812-3000-4000", "no wa nya [telepon]"),
    ("hp majikan +852 5000 0001", "hp majikan [telepon]"),
    ("Depan nomorku 0812. Belakangnya 3000 4000.", "Depan nomorku [telepon]. Belakangnya [telepon]."),
    ("wa 0812 nol nol 00 dobel lima 66", "wa [telepon]"),
    ("NlK : 3299O1O1O19OOOO1", "NlK : [NIK]"),
    ("NIK:3299010101900001NAMA:ANI", "NIK:[NIK]NAMA:ANI"),
    ("nomor keluarga 3299/0101/0111/0002", "nomor keluarga [KK]"),
    ("329901010190000 itu nik saya", "[NIK] itu nik saya"),
    ("nik (3299)0101-0190-0001", "nik ([NIK]"),
    ("motor B/1234/XYZ kabur", "motor [pelat] kabur"),
    ("tadi be dua dua dua dua zet zet ngebut", "tadi [pelat] ngebut"),
    ("email ani.contoh a gmail.com", "email [surel]"),
    ("ani,contoh@gmail,com", "[surel]"),
    ("anicontoh_at_gmail.com", "[surel]"),
    ("e-mail; ani contoh 88 @ contoh.net", "e-mail; [surel]"),
    ("tt ani_contoh", "tt [akun]"),
    ("wa/tele ani_contoh", "wa/tele [akun]"),
    ("ani_contoh (ig)", "[akun] (ig)"),
    ("di RT 04 RW 02 Dusun Sumber rumah saya roboh", "di [alamat] rumah saya roboh"),
    ("Dusun Sumber RT 04/RW 02 itu rumah nenek", "[alamat] itu rumah nenek"),
    ("Kami di Jl. Cendana Contoh 17 RT 3/RW 1", "Kami di [alamat]"),
    ("di Bukit Contoh Cluster Jati J-17.", "di [alamat]."),
    ("ngekos di Jl Contoh no 8b kamar 12, sempit", "ngekos di [alamat], sempit"),
    ("ngontrak di kampung contoh rt 2", "ngontrak di [alamat]"),
    ("kost Contoh Putri kamar 12 bocor", "[alamat] bocor"),
    ("no kpj 99K00011122", "no kpj [nomor]"),
    ("No paspor saya B-000-1234", "No paspor saya [nomor]"),
    ("kirim ke Mandiri: 999\n0000\n111122", "kirim ke Mandiri: [rekening]"),
]

KEPT = [
    "konsumsi 45 kotak @15.000, air @ 5rb",
    "jam buka @08.00",
    "Jalan Contoh dari nomor 1 sampai ujung gelap",
    "jalan rusak no 5 terparah di kabupaten",
    "bakmi di jalan merdeka no 27",
    "Jalan ini peringkat nomor dua terburuk",
    "taman nasional zona A 2 ditutup",
    "perumahan murah a 500 juta",
    "kendaraan R 4 dan R 2",
    "plat nomor ganjil genap 2 4 6 8",
    "pelat beton t 20 cm",
    "rek 5.1.02.02.01.0063 belanja jasa",
    "BPJS 150.000 100.000 42.000",
    "target sambungan 2025: 1.200.000 rumah",
    "pelanggan PDAM bertambah 123456 rumah",
    "porsi haji tambahan 2025 : 10.000 orang",
    "kita tinggal menunggu RT 02 RW 03 selesai",
    "penerima : 20 KK RT 02 RW 03",
    "skor dua satu lalu tiga dua terus empat tiga",
    "shopee: gratis ongkir 12.12",
    "nol koma lima persen terus satu koma dua persen",
    "fb saya Alhamdulillah sudah pulih",
    "Fb Saya Dihack orang",
    "anggaran 08.12.34.56.78 belanja apa",
    "emailan @ jam 9 malam",
    "surat B/1234/XYZ tentang rapat",
    "jam 08:15:30 lalu 12:30:45",
    "kampung contoh rt 2 mati lampu",
    "pelanggan naik +60 sampai 2025",
    "LAZADA Rp.175jt",
    "X/Twitter: Kedutaan",
    "RT 03 RW 05 banjir, jalan putus",
    "https://contoh.id/story?id=[NIK]&fbid=100063468401529",
]


@pytest.mark.parametrize(("text", "masked"), HIDDEN)
def test_said_scanned_and_local(text: str, masked: str) -> None:
    """Everything that leads to a person goes."""
    assert mask(text).text == masked


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_it(text: str) -> None:
    """Prices, ranks, budgets and waiting lists stay."""
    assert mask(text).text == text
