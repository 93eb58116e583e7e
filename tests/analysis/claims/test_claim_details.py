"""Details that make two claims differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.claims.details import conflicts, details


def _conflict(one: str, other: str) -> tuple[str, ...]:
    return conflicts(details(one), details(other), lambda _: False)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Bantuan Rp600.000 untuk warga", "Bantuan Rp300.000 untuk warga", "money"),
        ("Bantuan 600 ribu rupiah", "Bantuan 1,2 juta rupiah", "money"),
        ("Gempa besar tahun 2024", "Gempa besar tahun 2025", "year"),
        ("Harga naik 10 persen", "Harga naik 12 persen", "percent"),
        ("Undian Bank Lampung", "Undian Bank Bengkulu", "bank"),
        ("undian bank lampung", "undian bank bengkulu", "bank"),
        ("Penculikan anak di Surabaya", "Penculikan anak di Makassar", "place"),
        ("Razia Polres Bogor malam ini", "Razia Polres Garut malam ini", "polres"),
        ("Banjir di Kota Bogor", "Banjir di Kabupaten Bogor", "kota/kabupaten"),
        ("Listrik padam tanggal 5 Mei", "Listrik padam tanggal 9 Mei", "day"),
    ],
)
def test_differing_details_conflict(one: str, other: str, kind: str) -> None:
    """A detail both name and name differently is a conflict, in either direction."""
    assert kind in _conflict(one, other)
    assert kind in _conflict(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bantuan Rp600.000 untuk warga", "bantuan 600 ribu buat warga"),
        ("Bantuan Rp 1.200.000", "bantuan 1,2 juta"),
        ("Bantuan untuk warga", "Bantuan Rp300.000 untuk warga"),
        ("Gempa di Jatim", "Gempa di Jawa Timur"),
        ("Penculikan di Surabaya dan Malang", "Penculikan di Malang"),
        ("Info dari bank ini", "Info dari bank itu"),
        ("Rekrutmen PT Kereta Api", "rekrutmen pt kereta api indonesia"),
    ],
)
def test_same_or_missing_details_do_not(one: str, other: str) -> None:
    """Another spelling, a detail only one side has, or one shared of several is no conflict."""
    assert _conflict(one, other) == ()


def test_a_swapped_name_is_seen_in_place() -> None:
    """A name that stands where the other text has another one is a conflict, a misspelling is not."""
    frame = "Artis {} ditangkap polisi karena kasus narkoba di rumahnya malam tadi"
    assert "swap" in _conflict(frame.format("Raffi Ahmad"), frame.format("Baim Wong"))
    assert "swap" not in _conflict(frame.format("Raffi Ahmad"), frame.format("Rafi Ahmad"))


def test_disguised_letters_hide_no_number() -> None:
    """Mathematical bold digits count as digits."""
    assert "money" in _conflict("Bantuan Rp𝟔𝟎𝟎.𝟎𝟎𝟎", "Bantuan Rp300.000")


@given(st.text(max_size=300), st.text(max_size=300))
def test_conflicts_are_symmetric_and_never_with_oneself(one: str, other: str) -> None:
    """Any text agrees with itself, and order doesn't matter."""
    assert _conflict(one, one) == ()
    assert _conflict(one, other) == _conflict(other, one)
