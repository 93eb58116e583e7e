"""Matters, places and sums: what linking reads of a short post."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.frame import posts_frame
from analysis.issues.matters import bare_words, matters, matters_in
from analysis.issues.reading import PostReading, place_key, read_for_linking, sum_of, sum_word
from analysis.text.tokens import standard_words, stems, words


def main_matter(text: str) -> str:
    """The most told matter of a text, "" for none."""
    told, _ = matters_in(bare_words(standard_words(text)))
    return next(iter(told), "")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("kok air pdam warnanya coklat", "air-bersih"),
        ("udah 2 hari ngalir cuma malem, airnya kayak kopi keruh", "air-bersih"),
        ("jalannya berlubang dalem bgt", "jalan-rusak"),
        ("sampah numpuk gak diangkut2", "sampah"),
        ("antri ktp dari subuh", "adminduk"),
        ("gas melon kosong dimana2", "elpiji"),
        ("lampunya udah nyala lagi jadi terang", "lampu-jalan"),
        ("selamat ulang tahun ya", ""),
        ("harga diri itu penting", ""),
        ("raih penghargaan tingkat provinsi", "penghargaan"),
    ],
)
def test_matters_of_short_posts(text: str, key: str) -> None:
    """However it is said; idle talk has none; an award is not a price."""
    assert main_matter(text) == key


def test_one_everyday_word_only_hints() -> None:
    """The word "jalan" alone tells of no matter, but may join one that is talked of."""
    told, hints = matters_in(bare_words(["lewat", "jalan", "mana"]))

    assert told == {}
    assert "jalan-rusak" in hints


def test_an_articles_matter_stands_in_its_headline() -> None:
    """A word far below the headline of a newsroom's article counts half."""
    text = bare_words([*"festival layang layang festival layang layang".split(), "sampah"])

    assert matters_in(text)[0] == {"sampah": 2.0}
    assert matters_in(text, title=6)[0] == {}


def test_hashtags_written_as_one_word() -> None:
    """#sampahpasarlama tells of waste."""
    assert "sampah" in matters_in((), ["sampahpasarlama"])[0]


def test_the_list_is_sound() -> None:
    """Keys are distinct, bounds are known, every state has words."""
    for key, matter in matters().items():
        assert matter.key == key
        assert matter.bound in {"place", "network"}
        assert all(turn.phrases for turn in matter.turns)


def read(text: str, *, title: str = "", language: str = "ind", places: tuple[object, ...] = ()) -> PostReading:
    """The reading of one complaint."""
    frame = posts_frame([{"id": "p", "title": title, "text": text, "kind": "complaint"}])
    extra = pd.DataFrame({"language": [language], "places": pd.Series([places], dtype=object)})
    return read_for_linking(frame.join(extra), "99.01")[0]


def test_regional_words_become_indonesian() -> None:
    """Javanese and Sundanese complaints share words with Indonesian ones; "awan" is a cloud in Indonesian."""
    assert {"air", "keruh"} <= read("banyu butheg", language="jav").words
    assert "sampah" in read("runtah numpuk", language="sun").words
    assert "awan" in read("awan hitam di langit").words


@pytest.mark.parametrize("text", ["ditarik 3rb", "ditarik Rp3.000", "ditarik Rp 3000", "ditarik 3 ribu"])
def test_sums_of_money_have_one_spelling(text: str) -> None:
    """Three thousand rupiah is one word, however typed."""
    assert sum_word(3000) in read(text).words


@given(st.integers(min_value=1000, max_value=999_999_999))
def test_sums_survive_reading(value: int) -> None:
    """The word of a sum is one word, its own stem, and gives the sum back."""
    word = sum_word(value)

    assert words(word) == [word] == stems([word])
    assert sum_of(word) == value


def test_places_are_no_words() -> None:
    """A village says where, not what; it is kept apart, and found again in other posts as plain words."""
    known = (("99.01.07.2003", "Desa Randualas", 8, 17),)
    frame = posts_frame(
        [
            {"id": "a", "text": "Air di Randualas mati", "kind": "complaint"},
            {"id": "b", "text": "randualas kapan normal #airmatirandualas", "kind": "social"},
        ]
    )
    frame = frame.join(pd.DataFrame({"places": pd.Series([known, ()], dtype=object)}))
    first, second = read_for_linking(frame, "99.01")

    assert first.places == second.places == {"randualas"}
    assert first.districts == {"99.01.07"}
    assert "randualas" not in first.words | second.words


def test_ways_to_write_a_place() -> None:
    """A market and the kelurahan named after it, a street and its bare name."""
    assert place_key("Pasar Lama") == place_key("Kel. Pasarlama") == "pasarlama"
    assert place_key("Jl Melati") == place_key("Jalan Melati") == "melati"
