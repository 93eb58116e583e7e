"""A guard never says no where its pattern finds something: masking with and without guards is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.personal import guards
from analysis.personal import identity_numbers as personal_numbers
from analysis.personal import masking as personal_data
from analysis.personal.masking import find_personal_data
from analysis.text import plain as plain_text
from analysis.text.plain import plain

GUARDS = [name for name in vars(guards) if name.startswith("may_")]
PIECES = [
    *("081234567890", "O8l2-3456-7890", "+62 812 3456 7890", "(021) 345 6789", "telp 0213456789", "wa 81234567890"),
    *("nol delapan ſatu dua tİga empat lima enam tujuh delapan", "nomor polİsi B 1234 XYZ", "nopol b 12 c"),
    *("3578014507900001", "NIK 35 78 01 45 07 90 00 01", "KK: 3578.0101.0190.0003", "no hp 8 1 2 3 4 5 6 7 8 9"),
    *("nol delapan satu dua tiga empat lima enam tujuh delapan", "NOL 812 tujuh 3456 78", "nol-lapan-11 2222 333"),
    *("nama at gmail dot com", "nama (et) situs.co id", "a.b AT kantor titik go id", "nama@surel.id", "@akun_warga"),
    *("L 1234 AB", "B1X", "motor W 12 AB", "plat b 1234 xyz", "No. Pol. AG 1 A", "nomor polısi L 5 K", "TNKB: D 99"),
    *("Jl. Mawar No. 5", "Gang Buntu nomor 12A", "Perum Asri, NOMOR 7/2", "alamat RT 03/RW 05", "kos rt/rw 03/05"),
    *(
        "rumah saya Rw. 2 rt. 1",
        "norek 0001234567",
        "KPJ 00000123456",
        "paspor X0001234",
        "ig: warga_biasa",
        "b 1234 qxz",
    ),
    *(
        "nama @gmail . com",
        "t.me/warga_biasa",
        "Blok C3/14",
        "jl. Dahlia IV/10",
        "Jl.Dahlia4No.10",
        "NIK 32990145078S0003",
    ),
    *(
        "plat be satu dua tiga ix ye",
        "No. Reg. Kendaraan\nAB\n12\nXY",
        "nopol AB satu dua XY",
        "no. RM 12.34.56",
    ),
    *(
        "NIM A11.2022.00011",
        "VA 3901 0812 0000 1111",
        "rek\nO123OIO12345",
        "SURAT IZIN MENGEMUDI C\n1 2 3 4 - 5 6 7 8 9 0",
    ),
    *(
        "nol lapan… satu terus dua, tiga strip 4 lima 678",
        "bpjs nol nol nol satu dua tiga empat lima",
        "nama@gmail",
        "fesbuk: Budi",
    ),
    *(
        "kos gubeng gang 5/23",
        "rumah di blok c tiga nomor sebelas",
        "alamat rt dua rw lima",
        "perum asri D dua belas",
        "kos jalan melati no 5",
    ),
    *(
        "0812:3000:4000",
        "0838. Belakangnya 0000 6666",
        "be dua dua dua dua zet zet",
        "nama a gmail.com",
        "nama_at_gmail.com",
    ),
    *(
        "nama,xy@kantor,com",
        "motor B/1234/XYZ",
        "jl. Dahlia nmr 5",
        "apartemen asri lantai 5 unit 512",
    ),
    *("kos Contoh Putri kamar 12", "wa 08🔥12🔥3000🔥4000", "tt: budi", "follow budi_99", "alamat RK 3 RT 02 no 8"),
    *(
        "rumah bu Ani jl. dahlia 14",
        "alamat br. contoh gg pucuk 5",
        "rumah nomor 8 rt 04 rw 02",
        "rumah saya pesona asri D3/14",
        "rumah saya erte tiga erwe dua",
        "rekeneng 0001112223",
        "BRImo 0001112223",
        "1234-01-000123-50-1",
        "noka 0001112223334",
        "no sambungan pdam 0100111",
    ),
    *(
        "mobil EA\n1122 ZC",
        "plat kendaraan dinas merah DT 99 Z",
        "nol lapan dua satu, tripel nol, sebelas dua belas",
        "nomor 0217770001",
        "akun julid lambe_contoh",
        "lambe.contoh99 di tiktok",
        "fb anaknya, namanya Ani Karangan",
        "paspor (C 9900 0011)",
        "telp 0812 kosongnya tiga kali, satu satu satu satu lima",
        "DB satu satu satu satu KK",
    ),
    *("21/11/2026", "Rp1.000.000", "2025-2026", "pada", "warga", "\u0661\u0662\u0663", "at", "dua", "\u200b", "²"),
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=8).flatmap(
    lambda parts: st.sampled_from((" ", "", ", ", "\n", "/")).map(lambda glue: glue.join(parts))
)


@contextmanager
def unguarded() -> Iterator[None]:
    """Every guard says yes."""
    with pytest.MonkeyPatch.context() as patch:
        for name in GUARDS:
            patch.setattr(guards, name, lambda *_: True)
        patch.setattr(personal_numbers, "number_runs", lambda text: ((0, len(text), 99),))
        patch.setattr(personal_data, "signs_of", lambda _: ~0)
        patch.setattr(guards, "signs_of", lambda _: ~0)
        patch.setattr(guards, "found_from", lambda pattern, text, *_: pattern.finditer(text))
        yield


@given(TEXTS)
@example(" ".join(PIECES))
@example("nama.\u0345at gmail.com; a-et (b) titik co")
@example("satu, 2 . 3 -nol 8 1 2 3 4 5 6 dua; 12 34.lima-678 9 01 2")
def test_guards_change_nothing(text: str) -> None:
    """On texts put together from what people write and from anything else."""
    found = find_personal_data(text)
    with unguarded():
        assert find_personal_data(text) == found


@pytest.mark.parametrize("piece", PIECES[: PIECES.index("21/11/2026")])
def test_the_pieces_are_what_they_seem(piece: str) -> None:
    """All but a few of them are personal data, so that the comparison compares something."""
    found = find_personal_data(piece)
    assert found or re.search(r"B1X|W 12|D 99|nol-lapan|NOL 812|8 1 2|O8l2", piece)


@given(st.text(st.characters() | st.sampled_from("0٣“”–—\u00a0\u200bｅé½²"), max_size=40))
def test_plain_characters_one_for_one(text: str) -> None:
    """The quick way and the table say the same, whatever the characters, lone surrogates among them."""
    assert plain(text) == text.translate(plain_text._PLAIN)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"perum{n} jl{n} Jl. Mawar No. {n}" for n in range(40)),
        " ".join(f"{n}dua" for n in range(99)) + " telepon nol delapan satu dua tiga empat lima enam tujuh delapan",
    ],
)
def test_many_different_words_are_no_way_past_the_guards(text: str) -> None:
    """More words than are looked for one by one."""
    found = find_personal_data(text)
    assert found
    with unguarded():
        assert find_personal_data(text) == found
