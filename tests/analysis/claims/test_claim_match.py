"""Matching posts to fact-checks: what confirms, what only suggests, what stays silent."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from analysis.claims.index import seeking
from analysis.claims.match import FactCheckIndex, claim_columns, long_enough, telling_url
from analysis.claims.vectors import WORD_BITS
from analysis.reading_rows import from_rows, to_rows
from kentongan.core.findings import FactCheck

CHECKS = (
    FactCheck(
        "bank",
        "[PENIPUAN] Undian berhadiah mobil untuk nasabah Bank Lampung",
        "Selamat nasabah Bank Lampung, dapatkan undian berhadiah mobil Pajero dan umrah gratis, daftar sekarang lewat tautan "
        "di bawah ini sebelum kuota habis",
        "2025-01-10",
        "Penipuan",
        "https://periksa.example/2025/01/10/undian-bank-lampung",
    ),
    FactCheck(
        "bansos",
        "Tautan pendaftaran bantuan tunai Rp600.000 untuk seluruh warga",
        "Pemerintah membagikan bantuan tunai Rp600.000 untuk seluruh warga yang memiliki KTP, silakan daftar melalui tautan resmi",
        "2025-03-01",
    ),
    FactCheck("gempa", "Gempa megathrust magnitudo 8,9 akan mengguncang Jawa Barat besok malam", "", "2024-09-01"),
    FactCheck("empty", "", ""),
)
BANK = (
    "Selamat nasabah Bank {}, dapatkan undian berhadiah mobil Pajero dan umrah gratis, daftar sekarang lewat tautan di bawah "
    "ini sebelum kuota habis"
)


@pytest.fixture(scope="module")
def index() -> FactCheckIndex:
    """A small base, as a new office has it."""
    return FactCheckIndex.build(CHECKS)


def _posts(*rows: Mapping[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([{"id": str(i), "url": "", "title": "", "text": "", **row} for i, row in enumerate(rows)])


def _best(index: FactCheckIndex, **post: Any) -> tuple[str, str]:
    found = claim_columns(_posts(post), index).claims[0]
    return (found[0].factcheck, found[0].decision) if found else ("", "none")


def test_a_circulating_text_is_confirmed(index: FactCheckIndex) -> None:
    """The chain message itself, forwarded and slightly changed, is confirmed."""
    text = "Diteruskan berkali-kali. " + BANK.format("Lampung") + " ya kak"
    assert _best(index, text=text) == ("bank", "confirm")


@pytest.mark.parametrize(
    "text",
    [
        BANK.format("Bengkulu"),
        "Pemerintah membagikan bantuan tunai Rp300.000 untuk seluruh warga yang memiliki KTP, silakan daftar melalui tautan resmi",
        "Gempa megathrust magnitudo 8,9 akan mengguncang Jawa Timur besok malam, warga harap bersiap mengungsi",
        "Gempa megathrust magnitudo 8,9 dan 7,1 akan mengguncang Jawa Tengah besok malam, warga harap bersiap mengungsi",
        "Gempa megathrust magnitudo 7,1 akan mengguncang Jawa Barat besok malam, warga harap bersiap mengungsi",
    ],
)
def test_near_misses_never_confirm(index: FactCheckIndex, text: str) -> None:
    """Another bank, another amount, another province, another magnitude: for a person to see, not confirmed."""
    found, decision = _best(index, text=text)
    assert decision != "confirm"
    assert found


@pytest.mark.parametrize(
    "text",
    [
        "bantuan tunai Rp600.000",
        "undian bank lampung",
        "Masuk Facebook. Lupa kata sandi? Buat akun baru. Log in. Masuk untuk melihat bantuan tunai Rp600.000 seluruh warga",
    ],
)
def test_short_texts_and_login_pages_never_confirm(index: FactCheckIndex, text: str) -> None:
    """A few words, or a page that asks for a password, are no claim."""
    assert _best(index, text=text)[1] != "confirm"


@pytest.mark.parametrize(
    "text",
    [
        "Dinas PUPR memperbaiki jalan rusak di Kecamatan Sukamaju mulai hari ini sampai akhir pekan depan",
        "Bank Lampung membukukan laba bersih pada triwulan ketiga, kata direktur utama dalam paparan kinerja",
        "Terima kasih petugas pemadam sudah cepat datang ke rumah kami semalam",
    ],
)
def test_unrelated_posts_are_left_alone(index: FactCheckIndex, text: str) -> None:
    """Shared subjects aren't shared claims."""
    assert _best(index, text=text)[1] == "none"


def test_a_shared_address_counts(index: FactCheckIndex) -> None:
    """A post that links the fact-check, in other words, scores higher than without the link."""
    text = "Undian mobil nasabah bank yang ramai itu ternyata penipuan, jangan isi data di tautan: "
    without, with_link = (
        claim_columns(_posts({"text": text + link}), index).claims[0][0].score
        for link in ("", "https://www.periksa.example/2025/01/10/undian-bank-lampung?utm_source=wa")
    )
    assert with_link >= 0.5
    assert with_link > without


def test_telling_addresses() -> None:
    """Portals, login pages and short paths tell nothing."""
    assert telling_url("periksa.example/2025/01/10/undian")
    assert not telling_url("facebook.com")
    assert not telling_url("x.id/login/halaman")


def test_candidates_are_ranked_and_bounded(index: FactCheckIndex) -> None:
    """At most ten, best first, scores between 0 and 1, and only the first may be confirmed."""
    found = claim_columns(_posts({"text": BANK.format("Lampung")}), index).claims[0]
    scores = [candidate.score for candidate in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert [candidate.decision for candidate in found[1:]].count("confirm") == 0
    assert len(claim_columns(_posts({"text": BANK.format("Lampung")}), index, top=1).claims[0]) == 1


def test_batches_do_not_change_the_answer(index: FactCheckIndex) -> None:
    """One by one and all together give the same candidates, and the input stays as it was."""
    posts = _posts(*({"text": text} for text in (BANK.format("Lampung"), "", "halo", BANK.format("Bengkulu"))))
    before = posts.copy(deep=True)
    together = claim_columns(posts, index).claims.tolist()
    alone = [claim_columns(posts.iloc[[i]], index).claims.iloc[0] for i in range(len(posts))]
    assert together == alone
    pd.testing.assert_frame_equal(posts, before)


def test_empty_base_and_empty_frame(index: FactCheckIndex) -> None:
    """No fact-checks, no posts: nothing found, nothing raised."""
    posts = _posts({"text": BANK.format("Lampung")})
    assert claim_columns(posts, FactCheckIndex.build([])).claims.tolist() == [()]
    assert claim_columns(posts.iloc[:0], index).claims.tolist() == []


def test_near_identical_fact_checks_are_one_answer() -> None:
    """The same claim checked twice: one candidate that names both."""
    twice = FactCheckIndex.build([CHECKS[0], FactCheck("bank2", CHECKS[0].title.upper(), CHECKS[0].narrative)])
    found = claim_columns(_posts({"text": BANK.format("Lampung")}), twice).claims[0]
    assert [candidate.decision for candidate in found].count("confirm") == 1
    assert {found[0].factcheck, *found[0].also} == {"bank", "bank2"}
    assert not {"bank", "bank2"} & {candidate.factcheck for candidate in found[1:]}


def test_long_enough() -> None:
    """Seven words of its own at least."""
    assert not long_enough("beredar video tautan pesan berantai hoaks")
    assert long_enough("warga desa sukamaju mengeluhkan jembatan gantung putus diterjang banjir bandang")


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200e\u202e", "😀😀😀", "😱 🔥 👇 ❗ 😭", "🙏🏽" * 5_000, "?!…—"])
def test_nothing_to_read_has_no_answer(index: FactCheckIndex, text: str) -> None:
    """An empty or emoji-only message carries no claim."""
    assert claim_columns(_posts({"text": text}), index).claims[0] == ()


def test_hidden_characters_hide_nothing(index: FactCheckIndex) -> None:
    """Zero-width and direction marks, styled letters and digits for letters read as what they show."""
    plain = BANK.format("Lampung")
    tricked = (
        "\u200b".join(plain),
        "\u202e" + plain.replace(" ", " \u200f"),
        plain.replace("hadiah", "had1ah").replace("daftar", "daft4r"),
        "".join(chr(0x1D5EE + ord(c) - 97) if "a" <= c <= "z" else c for c in plain),
    )
    for text in tricked:
        assert _best(index, text=text) == ("bank", "confirm")


def test_a_chain_of_a_hundred_thousand_characters(index: FactCheckIndex) -> None:
    """Long chains are answered by their head, however long they go on; one endless word has no answer."""
    head = BANK.format("Lampung")
    assert _best(index, text=head + " amin ya rabbal alamin" * 4_600)[0] == "bank"
    assert claim_columns(_posts({"text": "a" * 100_000}), index).claims[0] == ()


def test_a_detail_replaced_far_from_its_place(index: FactCheckIndex) -> None:
    """Told in another order, another bank's lottery is still another claim."""
    text = "Gebyar undian mobil Pajero dan umrah gratis, nasabah setia silakan daftar sekarang di tautan ini. Bank Sulselbar"
    assert _best(index, text=text)[1] != "confirm"


def test_kept_readings_bring_their_candidates_back(index: FactCheckIndex) -> None:
    """Candidates survive being kept as JSON, near-identical ones included."""
    twice = FactCheckIndex.build([CHECKS[0], FactCheck("bank2", CHECKS[0].title.upper(), CHECKS[0].narrative)])
    found = claim_columns(_posts({"text": BANK.format("Lampung")}), twice)
    kept = json.loads(json.dumps(dict(to_rows(["p"], found))))
    assert from_rows(["p"], kept, ["claims"]).claims[0] == found.claims[0]
    assert found.claims[0][0].also


def test_common_letters_do_not_look_for_candidates() -> None:
    """Character n-grams of many rows leave the lookup table; words stay, however common, and so does what is rare."""
    words, chars = 1 << WORD_BITS, 4
    common, rare = [1.0] * 60, [1.0] * 3 + [0.0] * 57
    table = sparse.vstack(
        [
            sparse.csr_matrix([common]),
            sparse.csr_matrix((words - 1, 60)),
            sparse.csr_matrix([common, rare, rare, common]),
        ]
    ).tocsr()
    kept = seeking(table, 60)
    assert kept.shape == (words + chars, 60)
    assert np.diff(kept.indptr)[[0, words, words + 1, words + 2, words + 3]].tolist() == [60, 0, 3, 3, 0]
    assert (kept[0] != table[0]).nnz == 0
    assert (kept[words + 1] != table[words + 1]).nnz == 0


def test_of_near_identical_fact_checks_each_is_asked() -> None:
    """One has the title alone, the other the text that circulates: the text is confirmed as that one, and names both."""
    bare = FactCheck("bare", CHECKS[0].title, "", "2025-01-11")
    twins = FactCheckIndex.build((bare, *CHECKS))
    found = claim_columns(_posts({"text": BANK.format("Lampung")}), twins).claims[0][0]
    assert found.decision == "confirm"
    assert {found.factcheck, *found.also} >= {"bare", CHECKS[0].id}
