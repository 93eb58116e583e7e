"""A fact inside another sentence begins small, unless it begins with a name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from analysis.advice.clarification import _MASKED, _lower_start, _results
from analysis.personal.masking import _TOKENS
from kentongan.core.desk import DeskCase, DeskStep, Stage

AT = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fact", "inside"),
    [
        ("Hasil uji laboratorium aman", "hasil uji laboratorium aman"),
        ("Tarif parkir tetap", "tarif parkir tetap"),
        ("Dinsos tidak membuka pendaftaran", "Dinsos tidak membuka pendaftaran"),
        ("Jalan Pahlawan dibuka", "Jalan Pahlawan dibuka"),
        ("PDAM mengalir", "PDAM mengalir"),
        ("", ""),
    ],
)
def test_a_fact_in_the_middle_of_a_sentence(fact: str, inside: str) -> None:
    assert _lower_start(fact) == inside


def test_every_mask_of_personal_data_is_known() -> None:
    assert all(_MASKED.fullmatch(token) for token in _TOKENS.values())
    assert not _MASKED.search("Dinas Sosial: tidak ada pendaftaran [surat 12/2026]")


def test_what_tells_of_a_person_stays_at_the_desk() -> None:
    steps = (
        DeskStep("Cari unggahan pertama", "Sari", AT, done_at=AT, result="dari akun [akun], [telepon]"),
        DeskStep("Tanya Dinas Sosial", "Sari", AT, done_at=AT, result="tidak ada program itu"),
    )
    case = DeskCase("k1", Stage.APPROVED, AT, AT, AT, claim="Kartu parkir gratis", steps=steps)
    assert _results(case) == ["- Tanya Dinas Sosial: tidak ada program itu"]
