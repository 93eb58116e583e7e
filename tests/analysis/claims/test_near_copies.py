"""Copies of a message in which one word was changed."""

import pytest

from analysis.claims.details import Details, details
from analysis.claims.near_copies import changed
from analysis.claims.spelling import plain
from analysis.claims.vectors import unmask
from analysis.text.tokens import visible

LEAFLET = "Selebaran HMI: geruduk Kedubes Vatikan dan tolak kunjungan Paus Fransiskus"
CALLED = (
    "Seruan aksi kader HMI di Jakarta, geruduk Kedubes Vatikan, tolak kunjungan Paus Fransiskus, bukan ke Jakarta Paus mestinya datang "
    "tetapi ke Palestina agar menjadi simbol perdamaian antara Palestina dan Israel"
)


def _read(text: str) -> Details:
    return details(plain(unmask(visible(text))))


def _changed(text: str, title: str, narrative: str = "") -> bool:
    return changed(_read(text), _read(title), _read(f"{title}\n{narrative}"), frozenset({"vatikan", "israel", "sandi"}))


def test_a_copy_is_its_claim() -> None:
    """The message itself, in capitals, with a greeting before and a remark behind."""
    assert not _changed(CALLED, LEAFLET, CALLED)
    assert not _changed(f"Assalamualaikum, info: {CALLED.upper()} mohon disebarkan", LEAFLET, CALLED)
    assert not _changed(LEAFLET, LEAFLET, CALLED)


def test_a_word_of_the_factcheck_in_anothers_place_is_another_claim() -> None:
    """Israel stands in the message, but it is not its embassy that is called to."""
    assert _changed(CALLED.replace("Vatikan", "Israel"), LEAFLET, CALLED)
    assert _changed(LEAFLET.replace("Vatikan", "Israel"), LEAFLET, CALLED)


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        ("Baru tiga bulan menikah, istri ceraikan suami karena pilihan presiden", "tiga tahun"),
        ("Lowongan pendamping desa, gaji belasan juta rupiah, daftar sekarang", "belasan ribu"),
    ],
)
def test_a_number_of_another_unit_is_another_number(told: str, instead: str) -> None:
    """Months are not years, millions not thousands, although neither word tells anything in passing."""
    first, unit = instead.split()
    was = next(word for word in ("bulan", "juta") if f"{first} {word}" in told)
    assert not _changed(told, told)
    assert _changed(told.replace(f"{first} {was}", f"{first} {unit}"), told)


def test_the_first_and_the_last_word_count() -> None:
    """No shared word stands before the first one."""
    asked = "{} adakan voting dunia untuk menamai Palestina atau Israel pada peta digital"
    assert _changed(asked.format("Facebook"), asked.format("Google"))
    assert not _changed(f"Heboh {asked.format('Google')}", asked.format("Google"))
    told = "Menteri Keuangan Sri Mulyani jelaskan utang negara kepada hakim dalam sidang {}"
    assert _changed(told.format("DPR"), told.format("MK"))


def test_what_is_taken_back_is_another_claim() -> None:
    """A negation set into a copy; "tidak jadi" is one."""
    title = "Warga Samarinda wajib bayar pajak kucing mulai April 2025"
    assert _changed("Warga Samarinda tidak jadi wajib bayar pajak kucing mulai April 2025", title)
    assert not _changed("Warga Samarinda wajib bayar pajak kucing mulai April 2025, gak nyangka ya", title)


def test_other_spellings_are_no_change() -> None:
    """Letters as digits, words for one thing, joined words, a typing error."""
    title = "Barcode produk Israel berubah untuk mengelabui umat yang salat Jumat di masjid"
    assert not _changed("Barcode produk isr4el berubah untuk mengelabui umat yang shalat Jumat di masjid", title)
    assert not _changed("Bar code produk Israel berubah utk mengelabuhi umat yg sholat Jumat di masjid", title)


def test_a_retelling_is_left_to_the_signs() -> None:
    """In other words and another order nothing stands exactly where something else stood."""
    assert not _changed("Masa sih anak HMI mau serbu kedutaan gara-gara Paus datang", LEAFLET, CALLED)
    assert not _changed("", LEAFLET, CALLED)
