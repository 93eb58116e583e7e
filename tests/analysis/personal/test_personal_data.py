"""Personal data is masked however it is typed, and nothing else is."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.frame import posts_frame
from analysis.personal.masking import KINDS, find_personal_data, mask, mask_frame

# Invented numbers: no district registers 9,998 births of one sex on one day.
POSITIVE = [
    ("NIK 6472011204909999", "NIK [NIK]", "nik"),
    ("NIK: 6472.0112.0490.9999 ya", "NIK: [NIK] ya", "nik"),
    ("ktp saya 64 72 01 52 04 90 99 99", "ktp saya [NIK]", "nik"),
    ("nik 64-72-01-520490-9999", "nik [NIK]", "nik"),
    ("tolong cek 3204113112909999 pak", "tolong cek [NIK] pak", "nik"),
    ("NIK 64720112O49OOOOl", "NIK [NIK]", "nik"),
    ("atas nama 9901011204909999 itu", "atas nama [NIK] itu", "nik"),
    ("NIK 9999999999999999 ditolak", "NIK [NIK] ditolak", "nik"),
    ("no KK 6472011204159998", "no KK [KK]", "kk"),
    ("kartu keluarga: 6472 0112 0415 9998", "kartu keluarga: [KK]", "kk"),
    (
        "enam empat tujuh dua nol satu satu dua nol empat sembilan nol sembilan sembilan sembilan sembilan",
        "[NIK]",
        "nik",
    ),
    ("hub 0812-3456-7890", "hub [telepon]", "phone"),
    ("wa 081234567890, siang", "wa [telepon], siang", "phone"),
    ("+62 812 3456 7890", "[telepon]", "phone"),
    ("(+62)8123456789", "[telepon]", "phone"),
    ("6281234567890", "[telepon]", "phone"),
    ("WA 8123456789", "WA [telepon]", "phone"),
    ("O812 3456 789O", "[telepon]", "phone"),
    ("08\u200b1234567890", "[telepon]", "phone"),
    ("０８１２３４５６７８９０", "[telepon]", "phone"),
    ("hp 0810-0000-0001", "hp [telepon]", "phone"),
    ("081000000002", "[telepon]", "phone"),
    ("+62 810-0000-0003", "[telepon]", "phone"),
    ("62810 0000 0004", "[telepon]", "phone"),
    ("(0810) 0000-0005", "[telepon]", "phone"),
    ("0840 1234 5678", "[telepon]", "phone"),
    ("(0541) 123456", "[telepon]", "phone"),
    ("021 345 6789", "[telepon]", "phone"),
    ("telp 0541-736911", "telp [telepon]", "phone"),
    ("Telp 0213456789", "Telp [telepon]", "phone"),
    ("nol delapan satu dua tiga empat lima enam tujuh delapan sembilan", "[telepon]", "phone"),
    ("kosong delapan 12 tiga empat 56 tujuh delapan sembilan", "[telepon]", "phone"),
    ("nama.warga@contoh.co.id", "[surel]", "email"),
    ("warga at contoh dot com", "[surel]", "email"),
    ("warga (at) contoh (dot) co (dot) id", "[surel]", "email"),
    ("mobil B 1234 ABC itu", "mobil [pelat] itu", "plate"),
    ("KT4567XY", "[pelat]", "plate"),
    ("bernopol B-1234-XYZ,", "bernopol [pelat],", "plate"),
    ("motor X 4127 WN ditarik", "motor [pelat] ditarik", "plate"),
    ("X 77 WNR", "[pelat]", "plate"),
    ("truk B 12 ABC", "truk [pelat]", "plate"),
    ("plat b 12 cd", "plat [pelat]", "plate"),
    ("Jl. Merdeka No. 12", "[alamat]", "address"),
    ("Jalan Ahmad Yani Nomor 5A, Samarinda", "[alamat], Samarinda", "address"),
    ("gang Melati 3 No 97", "[alamat]", "address"),
    ("tinggal di RT 03/RW 05 Desa Mekar", "tinggal di [alamat] Desa Mekar", "address"),
    ("alamat rt. 3 rw. 12", "alamat [alamat]", "address"),
    ("kata @warga_biasa tadi", "kata [akun] tadi", "account"),
    ("@warga@mastodon.contoh", "[akun]", "account"),
    ("ig: warga_biasa", "ig: [akun]", "account"),
    ("https://x.com/warga_biasa/status/17900", "https://x.com/[akun]/status/17900", "account"),
    ("norek BCA 0001234567", "norek BCA [rekening]", "bank"),
    ("BPJS 0001234567890 nonaktif", "BPJS [nomor] nonaktif", "document"),
    ("NIP 19700101 199003 1 001", "NIP [nomor]", "document"),
]

TRAPS = [
    "nomor 470/1234/DISDUKCAPIL/2025",
    "Nomor: 800.1.11.1/2345/BKPSDM/2025",
    "Rp 1.234.567.890.123.456",
    "Rp1.250.000.000 dan Rp 85 miliar",
    "18 Juni 2025 pukul 08.00 WIB, 18-06-2025, (18/6/2025)",
    "ISBN 978-602-1234-56-7",
    "resi JP1234567890123456",
    "resi 3204113112909999",
    "9999999999999999",
    "1234567890123456",
    "ruas KM 12 dan KM 45 A",
    "hubungi 112, 110, 119 atau 1500123",
    "bebas pulsa 0800-1-500-567",
    "UU No. 12 Tahun 2022 dan Pasal 12 ayat 3",
    "jalan rusak sesuai Perda No. 5",
    "KTT G 20 DI BALI",
    "1446 H/2025 M",
    "mesin F110-GE-129",
    "skor 2-1, 8,5 juta, tahun 2024-2025",
    "2025 2026 2027 2028",
    "dua tiga empat lima enam",
    "lampu di RT 05 mati",
    "COVID 19 DI Indonesia",
    "S 1 PGSD",
    "koordinat -0.5021 117.1536",
    "IP 192.168.1.1 versi 1.2.3.4",
    "0,8123456789",
    "L 300 PS",
    "iPhone X 2024",
    "iPhone X 256 GB",
    "Galaxy X 12 PRO",
    "Gen X 1980 AN",
    "hotline 0804-1-234-567 dan 0809-1-234-567",
    "D 3 TIK",
    "rapat at Hotel Grand titik kumpul",
    "Jalan 5 km lagi",
    "lampu di RT 03/RW 05 Desa Mekar mati",
    "Kantor Disdukcapil, Jl. Ahmad Yani No. 45, telp (0541) 123456",
    "humas@sukamaju.go.id",
    "buka 08.15-12.30 dan 13.00",
    "08-12-2026 10.00",
    "prefiks 0811, 0812, 0813",
    "https://instagram.com/p/CxYz12345",
    "[NIK] [KK] [telepon] [surel] [pelat] [alamat] [akun] [rekening] [nomor]",
]


@pytest.mark.parametrize(("text", "expected", "kind"), POSITIVE)
def test_personal_data_is_masked(text: str, expected: str, kind: str) -> None:
    """Each way of typing is found, its kind named, and the rest of the text left alone."""
    masked = mask(text)

    assert masked.text == expected
    assert masked.kinds == (kind,)


@pytest.mark.parametrize("text", TRAPS)
def test_other_numbers_stay(text: str) -> None:
    """Letter numbers, amounts, dates, laws, parcels and service numbers are not personal data."""
    assert mask(text).text == text


def test_village_stays() -> None:
    """An issue needs its place: the street goes only with a house's number, village and district never."""
    assert mask("Jl. Merdeka No. 12 RT 03/RW 05 Desa Mekar").text == "[alamat] Desa Mekar"
    assert mask("Jl. Merdeka di Desa Mekar rusak").kinds == ()


def test_allow_list_keeps_official_contacts() -> None:
    """The office's own number, mail and account stay, however the number is typed; others go."""
    allow = ["@pemkabsukamaju", "0541-736911", "humas@sukamaju.go.id"]

    masked = mask("Lapor ke @PemkabSukamaju, (0541) 736911, humas@sukamaju.go.id, bukan @warga_x", allow)

    assert masked.text == "Lapor ke @PemkabSukamaju, (0541) 736911, humas@sukamaju.go.id, bukan [akun]"
    assert masked.kinds == ("account",)


def test_spans_refer_to_the_original() -> None:
    """Spans are places of the text as given."""
    text = "Halo, nomor saya 0812-3456-7890 dan @warga_x"

    assert [(text[start:end], kind) for start, end, kind in find_personal_data(text)] == [
        ("0812-3456-7890", "phone"),
        ("@warga_x", "account"),
    ]


_PIECES = st.sampled_from(
    [
        "0812",
        "3456",
        "7890",
        " ",
        "-",
        ".",
        "@",
        "a",
        "Jl. ",
        "No ",
        "RT ",
        "RW ",
        "B ",
        "6472011204909999",
        "nol ",
        "satu ",
        "[NIK]",
        "wa ",
        "/",
        "\n",
    ]
    + [example[0] for example in POSITIVE[::4]]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES, max_size=14).map("".join) | st.text(max_size=60))
def test_masking_is_idempotent(text: str) -> None:
    """Masking what is masked changes nothing, and never a token already there."""
    once = mask(text)

    assert mask(once.text).text == once.text
    assert set(once.kinds) <= set(KINDS)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        "a@",
        "at ",
        "Jl. ",
        "Jl. a No ",
        "nol ",
        "B 1",
        "RT 1/",
        "0812-",
        "(021) ",
        "a.",
        "@",
        "O",
        "jalan A",
        "no 8",
        "nik ",
        "satu2",
        "a underscore ",
        "jl a 1, alamat ",
        "B 1 2 3 ",
        "ig a.",
        "g m a i l ",
        "kantor (021) 345 6789 ",
        "0812 lanjut ",
        "be dua dua dua ",
        "08🔥1",
        "a@b,",
        "Kos A kamar ",
        "rt 1 ",
        "email a @ ",
    ],
)
def test_hostile_text_costs_linear_time(unit: str) -> None:
    """A text of 60 KB made to make patterns back up is read in a fraction of a second, not in hours."""
    text = unit * (60_000 // len(unit))
    began = time.process_time()

    mask(text)

    assert time.process_time() - began < 4


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=3), min_size=1, max_size=5).map("".join))
def test_any_text_costs_time_by_its_length(unit: str) -> None:
    """Whatever is repeated: at most 60 microseconds a character, twenty times what the worst of these takes."""
    text = unit * (3_000 // len(unit) + 1) if unit else ""
    began = time.process_time()

    mask(text)

    assert time.process_time() - began < 0.25 + 60e-6 * len(text)


def test_frame_is_masked_without_touching_the_input() -> None:
    """Titles and texts are masked, kinds joined, the input unchanged, odd indexes kept."""
    posts = posts_frame([{"title": "Hub 081234567890", "text": "oleh @warga_x"}, {"text": "aman"}])
    posts.index = pd.Index([7, 9])
    before = posts.copy(deep=True)

    table = mask_frame(posts)

    pd.testing.assert_frame_equal(posts, before)
    assert table["title"].tolist() == ["Hub [telepon]", ""]
    assert table["text"].tolist() == ["oleh [akun]", "aman"]
    assert table["masked"].tolist() == [("phone", "account"), ()]
    assert table.index.tolist() == [7, 9]
