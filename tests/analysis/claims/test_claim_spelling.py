"""One spelling for numbers, dates, affixes and short names; words that exclude one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.claims.spelling import fields, plain, roots, short_names, shortened


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("tujuh ratus kepala sekolah", "700 kepala sekolah"),
        ("dua puluh tujuh juta", "27000000"),
        ("tiga ratus lima puluh ribu", "350000"),
        ("Rp10.000", "Rp10000"),
        ("10rb", "10000"),
        ("350RB", "350000"),
        ("Rp 1,5 juta", "Rp 1500000"),
        ("DENDA 1 M", "DENDA 1000000000"),
        ("271T", "271000000000000"),
        ("air setinggi 4 m", "air setinggi 4 m"),
        ("lima orang", "5 orang"),
        ("satu orang", "satu orang"),
        ("usia…70 tahun", "usia 70 tahun"),
        ("bulan September2024", "bulan September 2024"),
        ("banjir Jawa Barat", "banjir jabar"),
        ("calon wakil presiden", "cawapres"),
        ("COVID-19", "COVID"),
        ("tipe2", "tipe 2"),
        # Turkish letters, for which a pattern takes an i.
        ("10 r\u0131bu", "10000"),
        ("l\u0131ma puluh", "50"),
    ],
)
def test_a_number_has_one_spelling(written: str, means: str) -> None:
    """Words, thousands, scales; "satu", often an article, and metres stay."""
    assert plain(written) == means


@pytest.mark.parametrize(
    "written", ["13/2/2024", "13-02-2024", "13.2.24", "13 Feb 2024", "13022024", "13 Februari 2024"]
)
def test_a_date_has_one_spelling(written: str) -> None:
    """Day, month in words, year."""
    assert plain(f"tanggal {written} pagi").split() == ["tanggal", "13", "februari", "2024", "pagi"]


def test_what_is_no_date_stays() -> None:
    """A thirteenth month, a fraction, a clock."""
    for text in ("31/13/2024", "nilai 7,5 dari 10", "pukul 08.30"):
        assert plain(text) == text


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    """No text is too odd, and a plain one stays as it is."""
    once = plain(text)
    assert isinstance(once, str)
    for word in once.casefold().split()[:5]:
        assert roots(word) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [("ngiklanin", "beriklan"), ("tularkan", "menularkan"), ("nemuin", "menemukan"), ("dijadiin", "dijadikan")],
)
def test_affixes_written_and_spoken_leave_one_root(one: str, other: str) -> None:
    """Nasals that swallow a letter included."""
    assert set(roots(one)) & set(roots(other))


def test_a_name_told_short_is_the_long_one() -> None:
    """Initials of three to five words, only where the other side spells them out."""
    told = "penerimaan aparatur sipil negara di kabupaten".split()
    short = short_names(["terima", "asn"], told)
    assert short == {"asn"}
    assert shortened(told, short) == ("penerimaan", "asn", "di", "kabupaten")
    assert short_names(["terima", "pns"], told) == frozenset()


def test_words_of_a_field_exclude_one_another_and_words_for_one_thing_do_not() -> None:
    """Two illnesses, two names of one illness, two verbs of opposite sense."""
    table = fields()

    def parted(one: str, other: str) -> bool:
        here, there = (dict(table.fields.get(table.same[word], ())) for word in (one, other))
        return any(here[field] != there[field] for field in here.keys() & there.keys())

    assert parted("malaria", "polio")
    assert parted("ditangkap", "dibebaskan")
    assert not parted("hiv", "aids")
    assert table.same["wafat"] == table.same["tewas"]


def test_what_a_word_may_be_comes_in_one_order() -> None:
    """The first root that fits is taken, so their order must not hang on the process (a set's does)."""
    assert roots("ditemukannya") == ("ditemukannya", "temukannya", "ditemukan", "temukan")
