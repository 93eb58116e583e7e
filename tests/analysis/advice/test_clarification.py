"""A fact inside another sentence begins small, unless it begins with a name."""

from __future__ import annotations

import pytest

from analysis.advice.clarification import _lower_start


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
