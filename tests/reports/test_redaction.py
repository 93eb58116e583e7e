"""The second net: nothing that points to a private person."""

from __future__ import annotations

import pytest

from reports.redaction import redact


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("kata @budi_santoso kemarin", "kata @… kemarin"),
        ("hubungi 0812-3456-7890 ya", "hubungi [nomor telepon] ya"),
        ("hubungi +62 812 3456 7890.", "hubungi [nomor telepon]."),
        ("NIK 3275010101900001 hilang", "NIK [NIK] hilang"),
        ("surel budi.s@surel.example saja", "surel [surel] saja"),
        ("Rp600.000 untuk 1.250 warga, pukul 08.30", "Rp600.000 untuk 1.250 warga, pukul 08.30"),
        ("anggaran 2025 naik 0,8 persen", "anggaran 2025 naik 0,8 persen"),
    ],
)
def test_private_data_is_masked_and_numbers_stay(text: str, shown: str) -> None:
    """Handles, phones, NIK and mail go; sums, years and hours stay."""
    assert redact(text) == shown


def test_the_offices_own_contacts_stay() -> None:
    """A service number or an official account is public information."""
    text = "Lapor ke 0811-1234-567 atau @pemkabcontoh, info@contoh.example"

    assert redact(text, ("08111234567", "pemkabcontoh", "info@contoh.example")) == text
    assert redact(text) == "Lapor ke [nomor telepon] atau @…, [surel]"
