"""A person as a request names them: every form is tried, and nobody else is meant."""

from __future__ import annotations

import pytest

from kentongan.core.errors import UsageError
from kentongan.core.identifiers import read_identifier


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("@warga_girimukti", "kata @warga_girimukti, airnya keruh"),
        ("warga_girimukti", "RT @Warga_Girimukti: mati lampu"),
        ("https://x.com/warga_girimukti", "warga_girimukti menulis"),
        ("siti.aminah@contoh.id", "hubungi siti.aminah@contoh.id."),
        ("Siti Aminah", "Bu siti aminah, warga Tegalrandu"),
        ("0812-3456-7890", "wa saya +62 812 3456 7890 ya"),
        ("+62 812-3456-7890", "nomor 081234567890"),
        ("+6281234567890", "hub. (0812) 34567890"),
    ],
)
def test_a_person_is_found_as_people_write(wanted: str, text: str) -> None:
    """With and without signs, in any case, however digits are grouped; and the database's first look agrees."""
    person = read_identifier(wanted)
    assert person.within(text)
    assert any(hint.casefold() in text.casefold() for hint in person.hints)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("@warga_girimukti", "akun @warga_girimukti2 lain orangnya"),
        ("warga_girimukti", "nonwarga_girimukti"),
        ("siti.aminah@contoh.id", "siti.aminah@contoh.idn.example"),
        ("siti.aminah@contoh.id", "bukan-siti.aminah@contoh.id"),
        ("Siti Aminah", "Siti Aminahwati"),
        ("0812-3456-7890", "nomor 0812345678901"),
        ("0812-3456-7890", "10812-3456-7890"),
        ("a.b+c*", "aXbbbc"),
    ],
)
def test_nobody_else_is_meant(wanted: str, text: str) -> None:
    """A longer name or number is another person, and signs are no pattern."""
    assert not read_identifier(wanted).within(text)


def test_a_number_stands_in_every_form_as_an_author() -> None:
    """Chat exports and forms write one number in many ways."""
    accounts = read_identifier("081234567890").accounts
    assert {"+62 812-3456-7890", "+6281234567890", "081234567890", "0812-3456-7890"} <= set(accounts)


@pytest.mark.parametrize("text", ["", "ani", "@ani", "  ", "x" * 300])
def test_what_could_be_anybody_is_refused(text: str) -> None:
    """Three letters stand in half of all texts."""
    with pytest.raises(UsageError):
        read_identifier(text)
