"""Old content that goes round again is told with its date; what nobody knows to be old is not called new."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from analysis.claims.old_content import with_first_seen
from kentongan.core.day import ClaimCase
from kentongan.core.findings import ClaimMatch, FactCheck, VerificationState

SINCE = datetime(2026, 11, 20, 8, tzinfo=UTC)


def case(*, matched: str = "", decision: str = "confirm") -> ClaimCase:
    """A claim that p2 spreads, with a fact-check of that date."""
    matches = (ClaimMatch(FactCheck("f1", "Bantuan", date=matched), 0.9, decision),) if matched else ()
    return ClaimCase(
        "k1", "Bantuan", "pesan", "WhatsApp", SINCE, ("ajakan sebar",), "Dinsos", SINCE + timedelta(hours=1),
        VerificationState.NEEDED, matches, ("p2",), (),
    )  # fmt: skip


def posts(first: str) -> pd.DataFrame:
    """A first post of the same wording, and the one of the day."""
    times = pd.to_datetime([first, "2026-11-20T08:00Z", "2026-11-01T00:00Z"], utc=True)
    return pd.DataFrame({"id": ["p1", "p2", "p9"], "copy_group": ["c1", "c1", "c9"], "published_at": times})


@pytest.mark.parametrize(
    ("first", "matched", "decision", "signs"),
    [
        ("2026-11-09T08:00Z", "", "confirm", ["konten lama: pertama terlihat 9 November 2026"]),
        ("2026-11-18T08:00Z", "", "confirm", []),
        ("2026-11-20T07:00Z", "2021-03-02", "confirm", ["klaim lama: sudah diperiksa 2 Maret 2021"]),
        ("2026-11-20T07:00Z", "2021-03-02", "suggest", []),
        ("2026-11-20T07:00Z", "2026-11-19", "confirm", []),
        ("2026-11-20T07:00Z", "kapan-kapan", "confirm", []),
    ],
)
def test_what_is_old_is_said_to_be(first: str, matched: str, decision: str, signs: list[str]) -> None:
    """By the day's own memory, and by a confirmed fact-check; a suggestion proves nothing."""
    (found,) = with_first_seen([case(matched=matched, decision=decision)], posts(first))
    assert list(found.cues) == [*signs, "ajakan sebar"]


def test_no_dates_and_no_cases() -> None:
    """Posts without a date are nobody's first, and no case needs no posts."""
    undated = posts("2026-11-09T08:00Z").assign(published_at=pd.NaT)
    assert with_first_seen([case()], undated)[0].cues == ("ajakan sebar",)
    assert with_first_seen([], undated) == ()
