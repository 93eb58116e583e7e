"""Homes that no number leads to, addresses in pieces, accounts of plain words, numbers and plates in odd words; and what stays."""

import pytest

from analysis.personal.judged import needed
from analysis.personal.masking import find_personal_data, mask

# Invented, as in the other tests.
HIDDEN = [
    # Told by place, landmark and owner.
    ("lokasinya Desa Karangan, masuk gang samping masjid, rumah pagar ijo punya Mbah Contoh", "lokasinya [alamat]"),
    ("lihat ke Huta Karangan, rumah panggung dekat pohon beringin, rumah Ompung Contoh", "lihat ke [alamat]"),
    ("antar ke gg Karangan, rumah cat ungu pak Contoh, sebelah barat langgar, Desa Fiktif", "antar ke [alamat]"),
    ("di Lembang Karangan, tongkonan sebelah kantor pos lama punya Nene' Contoh, licin", "di [alamat], licin"),
    ("tinggal di kolong jembatan Kali Karangan, gubuk terpal milik Mak Contoh. Popok", "tinggal di [alamat]. Popok"),
    # What belongs to an address, before and behind it.
    ("alamat Jl. Karangan No. 200 Gg. Damai bocor", "alamat [alamat] bocor"),
    ("alamat Jl. Karangan No. 3 Blok Selatan hilang", "alamat [alamat] hilang"),
    ("rumah ibu saya, Jl. Karangan No. 5 Paviliun, digusur", "rumah ibu saya, [alamat], digusur"),
    ("tinggal di Jl. Karangan Kav. 7-8 bersama ibu", "tinggal di [alamat] bersama ibu"),
    ("rumah saya RT 05 RW 02 Dusun Lembah Hijau belum disemprot", "rumah saya [alamat] belum disemprot"),
    ("rumah kami rt.9 rw.3 no 27 Gang Karangan gelap", "rumah kami [alamat] gelap"),
    ("omahku dukuh Karangan RT 2 RW 7, sandhing musholla cilik, banjir", "omahku [alamat], banjir"),
    ("alamat kampung Karangan, RT satu RW empat, rumah nomer dua puluh dua ya", "alamat [alamat] ya"),
    ("antar ke Gang Karangan, nomor rumahnya dua puluh satu A, ya", "antar ke [alamat], ya"),
    ("banyu PDAM di Jl. Karangan Gg. Contoh RT 17 No. 30 mati", "banyu PDAM di [alamat] mati"),
    # Accounts.
    ("jual seprai, ig kasurkaranganku, COD", "jual seprai, ig [akun], COD"),
    ("username game sy rajangibulkarangan diretas", "username game sy [akun] diretas"),
    ("cari nama akun pecinta tanaman karangan di fb", "cari nama akun [akun] di fb"),
    ("ojo lali subscribe Mancing Mania Karangan, lur", "ojo lali subscribe [akun], lur"),
    ("mampir fb ku jenenge Sopir Truk Karangan", "mampir fb ku jenenge [akun]"),
    ('cari saja "Arul Contoh Karangan" di facebook', 'cari saja "[akun]" di facebook'),
    # Plates read aloud, plates of few digits.
    ("pelatnya de pe satu satu dua dua ku a ya", "pelatnya [pelat] ya"),
    ("plat nomernya be satu dua satu dua ka ka ixs merah", "plat nomernya [pelat] merah"),
    ("angkot kuning de ka satu dua dua satu a ix baik", "angkot kuning [pelat] baik"),
    ("de de satu satu ix zet, itu plat mobilnya", "[pelat], itu plat mobilnya"),
    ("Mercy item B 1 QXZ ngebut", "Mercy item [pelat] ngebut"),
    # Numbers.
    ("nik dan npwp: 3299181812750010 / 000.111.222.3-000.000", "nik dan npwp: [NIK] / [nomor]"),
    ("NIK beda satu angka, punya saya 32990606069900011", "NIK beda satu angka, punya saya [nomor]"),
    ("nomer ktp bapak 3399 0615 0455 0001 2 lebih", "nomer ktp bapak [NIK] lebih"),
    ("telpon rumah saja 0299 33 00 11 ya", "telpon rumah saja [telepon] ya"),
    ("satu satu dua dua nol nol nol nol tiga tiga nol, itu no BPJS saya", "[nomor], itu no BPJS saya"),
    ("karip nya nomor B-00011122200 ya", "karip nya nomor [nomor] ya"),
    ("nopen E 00011122200, sejak pindah", "nopen [nomor], sejak pindah"),
    ("NIM saya 1900 0022 ditolak", "NIM saya [nomor] ditolak"),
    ("rekam medis RM 100020 hilang", "rekam medis RM [nomor] hilang"),
    ("kartu tani pin nya lupa, nomornya 5221 0000 1111 0002", "kartu tani pin nya lupa, nomornya [rekening]"),
    ("tujuh satu nol nol, satu satu satu dua dua dua, bank BSI", "[rekening], bank BSI"),
    ("No pelanggan air: sebelas, dua puluh dua, nol nol, tiga tiga.", "No pelanggan air: [nomor]."),
]
KEPT = [
    "kebakaran rumah milik Bu Contoh di Gang Karangan dekat masjid, Desa Fiktif",
    "tuan rumah arisan bulan depan Bu Contoh, Jalan Karangan",
    "rumah Pak Camat di depan lapangan Desa Karangan jadi posko",
    "halte di depan RSUD Jl. dr. Karangan No. 16 bolong",
    "koperasi unit desa Jl. Karangan No. 3 tutup",
    "kecelakaan di Jl. Karangan depan toko roti, kira-kira nomor 80-an",
    "Rusunawa lift nomor 2 mati",
    "dapat undian nomor 0077 jalan sehat",
    "katering 120 kotak @ Rp22.500 total Rp2.700.000",
    "kanal 1500-112 tidak diangkat",
    "akun telegram aktif, voucher shopee",
    "akun palsu di fb bikin resah",
    "subscribe channel Dinas Karangan Kota",
    "Rumah Sakit Karangan Medika Jl. Contoh No. 8 penuh",
]


@pytest.mark.parametrize(("text", "masked"), HIDDEN)
def test_hidden(text: str, masked: str) -> None:
    """What leads to a door, an account, a car or a person goes whole."""
    assert mask(text).text == masked


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    """Places of events, offices, prices, lines that anybody may call and states of an account stay."""
    assert mask(text).text == text


def test_an_office_near_asks_for_more() -> None:
    """The street beside an office where nobody's home is spoken of must score more; in the run itself it is refused."""
    beside = "pos ronda gelap, maling masuk ke gang Karangan no 12"
    start = beside.index("gang")
    assert needed(beside, (start, len(beside), "address")) > 0
    inside = "Rumah Sakit Karangan Jl. Contoh No. 8"
    assert needed(inside, (0, len(inside), "address")) > 1
    home = "rumah saya dekat pos ronda, gang Karangan no 12"
    assert needed(home, (home.index("gang"), len(home), "address")) == 0


def test_addresses_that_share_a_part_are_one() -> None:
    """No two finds overlap, and the longer end is kept."""
    text = "ALAMAT: LINGK. II RT 004 NO. 12 JL. RAYA KARANGAN LAMA\nPASAL: 363"
    assert [text[start:end] for start, end, _ in find_personal_data(text)] == [
        "LINGK. II RT 004 NO. 12 JL. RAYA KARANGAN LAMA"
    ]
