"""Indonesian words come out the same however they were typed."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text.language_text import language_text
from analysis.text.pieces import Remembered
from analysis.text.tokens import (
    _NORMAL,
    _STANDARD,
    _normal,
    _standard,
    content_words,
    plain_words,
    slang,
    standard_words,
    stems,
    stop_words,
    words,
)
from analysis.tone.lexicon import signals_with_spans
from analysis.tone.service_words import service_words
from analysis.tone.text import tone_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jalannya ancuuuur bgt!!!", ["jalannya", "hancur", "banget"]),
        ("gak ada yg benerin", ["tidak", "ada", "yang", "perbaiki"]),
        ("@pemkot lihat https://contoh.id/a?b=1 ya", ["lihat", "ya"]),
        ("#BanjirBandang2025 #jalan_rusak", ["banjir", "bandang", "2025", "jalan", "rusak"]),
        ("teman2 org2", ["teman-teman", "orang-orang"]),
        ("ｊａｌａｎ ru\u200bsak", ["jalan", "rusak"]),
        ("wkwkwkwk hahahaha", ["haha", "haha"]),
        ("makasih min", ["terima", "kasih", "admin"]),
    ],
)
def test_standard_words(text: str, expected: list[str]) -> None:
    """Slang, elongation, addresses, hashtags and invisible characters are out of the way."""
    assert standard_words(text) == expected


@pytest.mark.parametrize(
    "word", ["km", "kk", "sma", "smp", "aspal", "asap", "mk", "lbh", "ky", "pemkot", "sembako", "kaya"]
)
def test_words_of_the_office_are_no_slang(word: str) -> None:
    """Words that mean something to a public office are never rewritten."""
    assert word not in slang()


def test_slang_map_is_stable() -> None:
    """Replacing twice is replacing once: no target is itself a slang form."""
    table = slang()
    chains = {form: target for form, target in table.items() for part in target.split() if part in table}

    assert chains == {}


@settings(deadline=None)
@given(st.text(max_size=80))
def test_normalise_is_stable(text: str) -> None:
    """A normalised text has the same words when normalised again."""
    assert words(" ".join(words(text))) == words(text)


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_words_of_two_texts_are_those_of_each(left: str, right: str) -> None:
    """Nothing looks over a blank, so texts may be read piece by piece."""
    assert words(f"{left} {right}") == words(left) + words(right)


def test_remembered_pieces_stay_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream of ever new pieces does not fill memory; long pieces and numbers are not kept."""
    monkeypatch.setattr("analysis.text.pieces._REMEMBERED", 1_000)
    kept = Remembered(str.upper)
    assert [kept[f"a{k}"] for k in range(1_500)][-1] == "A1499"
    assert len(kept) == 500
    assert kept["a" * 100] == "A" * 100
    assert kept["123"] == "123"
    assert not {"a" * 100, "123"} & kept.keys()


def test_content_words_and_stems() -> None:
    """Stop words and numbers go; stems join the forms of a word."""
    assert content_words("Jalan yang rusak itu sudah 2 bulan") == ["jalan", "rusak"]
    assert stems(["perbaikan", "diperbaiki", "anak-anak"]) == ["baik", "baik", "anak"]
    assert "yang" in stop_words()


def test_plain_tokenising_is_fast() -> None:
    """Fifty thousand short posts a second is the aim; a fifth of that must hold on a busy machine."""
    post = "Jalan di depan pasar rusak parah sudah dua bulan, tolong diperbaiki pak"
    began = time.process_time()
    for _ in range(10_000):
        words(post)

    assert time.process_time() - began < 1.0


@pytest.mark.parametrize("number", ["0", "7", "12", "222", "2025", "007", "1000000"])
def test_plain_digits_are_what_the_tables_take_them_for(number: str) -> None:
    """Numbers are read without being worked out; that gives what working them out would give."""
    assert _NORMAL[number] == _normal(number) == number
    assert _STANDARD[number] == _standard(number) == number
    for whole in (plain_words, language_text, tone_text, lambda text: " ".join(service_words(text))):
        assert whole(number).split() == whole(f"{number}.").rstrip(".").split()
    assert signals_with_spans(f"{number} rusak") == [(len(number) + 1, len(number) + 6, "complaint")]
