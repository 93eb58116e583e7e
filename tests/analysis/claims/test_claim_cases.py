"""Claim cases: one card a claim, spreading and denying apart, nobody named, nothing decided."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd

from analysis.claims.cases import claim_cases
from analysis.claims.match import Candidate
from analysis.claims.sentence import claim_sentence
from kentongan.core.findings import FactCheck, VerificationState
from kentongan.core.office import Office, Unit

OFFICE = Office("Pemerintah Kabupaten Wanasari", "PEMKAB WANASARI", units=(Unit("Dinsos Wanasari", ("BANSOS",)),))
NOW = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
CHECK = FactCheck("f1", "[PENIPUAN] Bantuan Rp600.000", url="https://periksa.example/1")
CHAIN = "Diteruskan berkali-kali. Bantuan Rp600.000 Pemkab untuk semua warga, klik link bansos-go.id.xyz. Sebarkan sebelum dihapus"
SAME = "Info A1 Bantuan Rp600.000 Pemkab untuk semua warga, klik link bansos-go.id.xyz. Sebarkan"


def _posts(*rows: dict[str, Any]) -> pd.DataFrame:
    base = {
        "title": "", "text": "", "source": "warga_123", "kind": "social", "tier": 0, "url": "", "claims": (),
        "needs_verification": False, "claim_stance": "", "published_at": pd.Timestamp("2026-11-20T10:00Z"),
    }  # fmt: skip
    return pd.DataFrame([{"id": f"p{i}", **base, **row} for i, row in enumerate(rows)])


def _flagged(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "needs_verification": True, "claim_stance": "spreads", **more}


def test_one_claim_is_one_case() -> None:
    """Two forwards, a denial and a stranger: one case, with its form, place, clues, owner, clock and match."""
    confirm = (Candidate("f1", 0.97, "confirm"),)
    posts = _posts(
        _flagged(CHAIN, kind="message", claims=confirm, published_at=pd.Timestamp("2026-11-20T08:00Z")),
        _flagged(SAME, kind="message"),
        {
            "text": "Dinsos: bantuan itu tidak benar",
            "claims": confirm,
            "claim_stance": "denies",
            "kind": "news",
            "source": "Radar",
        },
        {"text": "Jalan rusak di Sukamaju"},
    )
    (case,) = claim_cases(posts, {"f1": CHECK}, OFFICE, NOW)
    assert set(case.spreading) == {"p0", "p1"}
    assert case.denying == ("p2",)
    assert case.state is VerificationState.NEEDED
    assert case.form == "pesan berantai"
    assert case.since == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert case.confirm_with == "Dinsos Wanasari"
    assert case.deadline == NOW + timedelta(hours=1)
    assert [match.factcheck.id for match in case.matches] == ["f1"]
    assert "ajakan sebar" in case.cues
    assert "domain menyerupai situs resmi" in case.cues
    assert "Rp600.000" in case.claim
    assert len(case.claim.split()) <= 26


def test_the_claims_own_words_say_whom_to_ask() -> None:
    """A link that promises aid and asks for identity cards is the social office's, whatever its posts were filed under."""
    text = "Bantuan Rp600.000 untuk semua warga yang punya KTP, klik link bansos-go.id.xyz. Sebarkan sebelum dihapus"
    (case,) = claim_cases(_posts(_flagged(text, category="ADMIND"), _flagged(text, category="ADMIND")), {}, OFFICE, NOW)
    assert case.confirm_with == "Dinsos Wanasari"
    silent = "Info A1 jembatan Kali Wening roboh semalam, jangan lewat. Sebarkan sebelum dihapus"
    (case,) = claim_cases(
        _posts(_flagged(silent, category="INFRA"), _flagged(silent, category="INFRA")), {}, OFFICE, NOW
    )
    assert case.confirm_with == "DPUPR"


def test_no_account_is_named() -> None:
    """Where it goes round is told by platform, never by account."""
    (case,) = claim_cases(_posts(_flagged(CHAIN), _flagged(SAME)), {}, OFFICE, NOW)
    assert "warga_123" not in repr(case)


def test_different_claims_are_different_cases() -> None:
    """Two claims that share no wording stay apart; the wider one comes first."""
    other = "Viralkan, besok malam listrik se-kabupaten padam total tiga hari, kata teman yang kerja di PLN"
    cases = claim_cases(_posts(_flagged(CHAIN), _flagged(other), _flagged(SAME)), {}, OFFICE, NOW)
    assert [len(case.spreading) for case in cases] == [2, 1]
    assert cases[1].confirm_with != "Dinsos Wanasari"


def test_debunks_alone_make_no_case() -> None:
    """News that denies something nobody spreads here is no work for the desk."""
    posts = _posts({"text": "[SALAH] Bantuan", "claim_stance": "denies", "claims": (Candidate("f1", 0.99, "confirm"),)})
    assert claim_cases(posts, {"f1": CHECK}, OFFICE, NOW) == ()


def test_ids_survive_a_second_run_and_another_order() -> None:
    """The same posts in another order give the same cases."""
    posts = _posts(_flagged(CHAIN), _flagged(SAME))
    assert claim_cases(posts, {}, OFFICE, NOW) == claim_cases(posts.iloc[::-1], {}, OFFICE, NOW)


def test_claim_sentence_leaves_the_forwarding_out() -> None:
    """The claim is what is said, not the call to pass it on; a post without words gives none."""
    claim = claim_sentence(_posts({"text": CHAIN}))
    assert not claim.startswith("Diteruskan")
    assert "Sebarkan" not in claim
    assert claim_sentence(_posts({"text": ""})) == ""


def test_dates_may_be_missing() -> None:
    """Without any date the case dates from now."""
    (case,) = claim_cases(_posts(_flagged(CHAIN, published_at=pd.NaT)), {}, OFFICE, NOW)
    assert case.since == NOW
