"""Which posts ask for a check, and which must not be flagged whatever their words."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.claims.cues import read_cues
from analysis.claims.match import Candidate
from analysis.claims.verification import borne_out, like_headline, shipped_model, verification_columns
from analysis.day.issues import verification_of
from kentongan.core.desk_words import STATE_NAMES
from kentongan.core.findings import VerificationState

CHAIN = "Diteruskan berkali-kali. INFO A1!! Bantuan tunai Rp600.000, daftar sekarang di bansos-go.id.xyz. Sebarkan sebelum dihapus"


def _posts(*rows: dict[str, Any]) -> pd.DataFrame:
    base = {"id": "", "url": "", "title": "", "text": "", "source": "", "kind": "social", "author": "", "tier": 0}
    return pd.DataFrame([{**base, "id": str(i), **row} for i, row in enumerate(rows)])


def _flag(**row: Any) -> bool:
    return bool(verification_columns(_posts(row)).needs_verification[0])


def test_chain_message_is_flagged_with_its_cues() -> None:
    """Flag, score and cue spans of a plain chain message."""
    row = verification_columns(_posts({"text": CHAIN, "kind": "message"})).iloc[0]
    assert row.needs_verification
    assert row.needs_verification_score > 0.5
    assert {"origin", "bait", "spread"} <= {cue.kind for cue in row.cues}
    assert "Sebarkan" in {CHAIN[cue.start : cue.end] for cue in row.cues}


@pytest.mark.parametrize(
    "row",
    [
        {"text": "Jalan rusak di depan Pasar Baru, tolong segera diperbaiki!! Kecewa sekali", "kind": "complaint"},
        {"text": "Menurut saya pelayanan Disdukcapil lambat, antre dari pagi sampai siang baru dipanggil"},
        {"text": "Terima kasih petugas damkar yang sigap tadi malam"},
        {"text": CHAIN, "url": "https://dinsos.contohkab.go.id/berita/1"},
        {
            "title": "[SALAH] Tautan bantuan Rp600.000",
            "text": "[SALAH] Beredar pesan berantai, tolong sebarkan. Faktanya tidak benar.",
        },
        {
            "title": "Dinsos: Tautan Bantuan Rp600.000 Penipuan",
            "text": "Beredar pesan berantai bantuan tunai Rp600.000 agar warga klik link. Dinsos memastikan informasi itu tidak benar.",
            "kind": "news",
            "source": "Radar Contoh",
            "tier": 3,
        },
        {
            "title": "Banjir Rendam Tiga Desa",
            "text": "Banjir merendam tiga desa di Kecamatan Sukamaju, Senin (3/2/2025). BPBD mengevakuasi warga.",
            "kind": "news",
            "source": "Radar Contoh",
            "tier": 3,
        },
    ],
)
def test_guarded_texts_are_not_flagged(row: dict[str, Any]) -> None:
    """Complaints, opinions, thanks, officials, debunks and ordinary news: never on words alone."""
    assert not _flag(**row)


def test_saying_it_is_no_hoax_does_not_guard() -> None:
    """Chain messages like to say so."""
    assert _flag(text=CHAIN + ". Ini bukan hoaks, sudah diklarifikasi", kind="message")


@pytest.mark.parametrize(
    "text",
    [
        "Teman2 guru, surat edaran libur dua minggu yang beredar itu palsu, nomornya tidak terdaftar di dinas. Besok masuk seperti biasa",
        "Om, tautan undian BRI dapat Fortuner itu tipu-tipu. Alamatnya saja pakai blogspot. Jangan isi pin ya om",
    ],
)
def test_who_says_that_it_is_untrue_is_not_flagged(text: str) -> None:
    """A denial repeats the rumour's words."""
    assert not _flag(text=text, kind="message")


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Bupati Wanasari Resmikan Pasar Kemuning yang Baru", True),
        ("BUPATI WANASARI RESMIKAN PASAR KEMUNING", False),
        ("bupati wanasari resmikan pasar kemuning yang baru", False),
        ("Bupati Wanasari Resmikan Pasar Kemuning\nKatanya sih begitu", False),
        ("Pasar Baru", False),
    ],
)
def test_a_line_like_a_headline_is_known_by_its_capitals(text: str, headline: bool) -> None:
    """One line, most longer words with a capital, not capitals throughout."""
    assert like_headline(text) is headline


def test_cues_are_borne_out_by_both_scores() -> None:
    """Odds multiplied: one sure score makes up for a doubtful one."""
    assert borne_out(0.9, 0.4)
    assert borne_out(0.6, 0.6)
    assert not borne_out(0.7, 0.3)
    assert not borne_out(0.95, 0.05)


def test_batches_do_not_change_the_score() -> None:
    """One by one and all together, to the last digit; the input stays as it was."""
    posts = _posts({"text": CHAIN}, {"text": ""}, {"title": "Judul saja tanpa isi"}, {"text": "Terima kasih pak"})
    before = posts.copy(deep=True)
    together = verification_columns(posts)
    parts = pd.concat([verification_columns(posts.iloc[[i]]) for i in range(len(posts))])
    pd.testing.assert_frame_equal(together, parts)
    pd.testing.assert_frame_equal(posts, before)


def test_empty_frame_has_the_columns() -> None:
    """No posts, same columns."""
    empty = verification_columns(_posts({"text": "x"}).iloc[:0])
    assert list(empty.columns) == ["cues", "needs_verification", "needs_verification_score"]
    assert len(empty) == 0


def test_scores_are_probabilities() -> None:
    """Between 0 and 1, also for texts of signs only."""
    scores = verification_columns(
        _posts({"text": "!!!! ????"}, {"text": "\u200b"}, {"text": "9" * 5000})
    ).needs_verification_score
    assert np.all((scores >= 0) & (scores <= 1))


@pytest.mark.shared
def test_ordinary_opinions_are_rarely_flagged(shared_data: Path) -> None:
    """Of opinions nobody trained on, at most 4 in 100 are flagged (the stated rate is 2)."""
    table = pd.read_csv(shared_data / "sentiment" / "smsa_valid.tsv", sep="\t", header=None, quoting=3)
    flags = verification_columns(_posts(*({"text": text} for text in table[0]))).needs_verification
    assert flags.mean() <= 0.04


def test_model_is_the_one_on_its_card() -> None:
    """The shipped model loads, its hash is checked, and its threshold is a probability."""
    assert 0.5 < shipped_model().threshold < 1


def test_the_machine_never_says_hoax() -> None:
    """Its two states, the names of its columns and of its cues; "hoaks" is a verdict that a person gives."""
    machine = {VerificationState.UNCHECKED, VerificationState.NEEDED}
    posts = pd.DataFrame(
        {
            "needs_verification": [True, False],
            "claim_stance": ["spreads", ""],
            "claims": [[Candidate("f", 0.9, "confirm")], []],
        }
    )
    assert {verification_of(posts), verification_of(posts.iloc[1:])} == machine
    columns = verification_columns(_posts({"text": CHAIN}))
    said = [STATE_NAMES[state] for state in machine]
    words = [word for name in said for word in (name.id, name.en)]
    words += [*columns.columns, *(cue.kind for cue in columns.cues[0]), *read_cues(CHAIN).signs]
    assert not [word for word in words if "hoax" in word.lower() or "hoaks" in word.lower()]
