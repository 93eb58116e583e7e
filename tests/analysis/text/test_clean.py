"""Cleaning takes out what nobody reads, and knows the way back."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.clean import clean_column, clean_text, clean_with_offsets


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Liputan6.com, Jakarta - Harga naik", "Harga naik"),
        ("Liputan6.com, JakartaKita semua", "Kita semua"),
        ("JAKARTA, KOMPAS.com – Sejumlah rumah", "Sejumlah rumah"),
        ("REPUBLIKA.CO.ID, JAKARTA -- Setiap", "Setiap"),
        ("Samarinda (ANTARA) - Wali kota", "Wali kota"),
        ("Isi satu\nBaca Juga\nIsi dua", "Isi satu\nIsi dua"),
        ("Isi\nAdvertisement\nSCROLL TO CONTINUE WITH CONTENT\nlagi", "Isi\nlagi"),
        ("Isi\n[Gambas:Video 20detik]", "Isi"),
        ("Isi berita. (Antara)", "Isi berita."),
        ("Halo&nbsp;dunia &amp;amp; kawan", "Halo dunia & kawan"),
        ("&amp;lt;b&amp;gt;tebal", "tebal"),
        ("<p>Jalan <b>rusak</b></p><!-- x -->", "Jalan rusak"),
        ("ja\u200blan\u202e rusak\ufeff", "jalan rusak"),
        ("ｂａｎｊｉｒ", "banjir"),
        ("a  b\t c \r\n\r\n d", "a b c\nd"),
        ("3 < 5 dan 7 > 2", "3 < 5 dan 7 > 2"),
        ("Advertisement", ""),
        (
            "Baca juga ya artikel bagus tentang jalan rusak di kota kami yang panjang",
            "Baca juga ya artikel bagus tentang jalan rusak di kota kami yang panjang",
        ),
    ],
)
def test_cleaning(raw: str, clean: str) -> None:
    """Boilerplate, HTML remnants and invisible characters go; words stay."""
    assert clean_text(raw) == clean


@settings(deadline=None)
@given(st.text(max_size=120))
def test_cleaning_is_safe_on_any_text(text: str) -> None:
    """No text breaks it, and no control character survives."""
    cleaned = clean_text(text)

    assert not any(ord(char) < 32 and char != "\n" for char in cleaned)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_offsets_lead_back(text: str) -> None:
    """Every cleaned character knows its place in the original, in order."""
    cleaned = clean_with_offsets(text)

    assert len(cleaned.origin) == len(cleaned.text) + 1
    assert list(cleaned.origin) == sorted(cleaned.origin)
    assert cleaned.origin[-1] == len(text)


def test_offsets_of_a_word_behind_invisible_characters() -> None:
    """The span of a word in the cleaned text is the span of that word in the original."""
    raw = "\u200bpak \ufb01nal ja\u200blan rusak"
    cleaned = clean_with_offsets(raw)
    start = cleaned.text.index("jalan")

    left, right = cleaned.span(start, start + 5)

    assert raw[left:right] == "ja\u200blan"


@pytest.mark.parametrize("unit", ["<", "&", "<a ", " ", "\n", "(", "&#1", "Jakarta, "])
def test_hostile_text_costs_linear_time(unit: str) -> None:
    """A megabyte of markup is read in a moment."""
    began = time.process_time()

    clean_text(unit * (1_000_000 // len(unit)))

    assert time.process_time() - began < 5


def test_column_keeps_the_index() -> None:
    """The vectorised step gives the same texts at the same places."""
    table = clean_column(pd.Series(["a  b", "a  b", "<i>c</i>"], index=[3, 1, 2], dtype="str"))

    assert table.to_dict() == {3: "a b", 1: "a b", 2: "c"}
