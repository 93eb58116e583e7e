"""Names of issues."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.issues.naming import MOST_CHARS, headline, name_issue

ROADS = [
    "Jalan Ambles di Sukamaju, Warga Minta Perbaikan",
    "VIDEO: Jalan Ambles di Sukamaju Bikin Macet - Kompas.com",
    "Viral! Jalan Ambles di Sukamaju, Ini Kata DPUPR",
    "Bupati Tinjau Jalan Ambles di Sukamaju",
]


def named(*titles: str, **more: object) -> str:
    """The name of an issue with these headlines."""
    return name_issue([(title, "") for title in titles], **more).name  # type: ignore[arg-type]


def test_the_common_phrase_is_the_name() -> None:
    """What the headlines share, without labels, outlets and clickbait."""
    assert named(*ROADS) == "Jalan Ambles di Sukamaju"


def test_posts_without_headlines() -> None:
    """A name comes from first sentences of social posts too, without accounts and links."""
    name = name_issue(
        [
            ("", "@pemkab jalan ambles di sukamaju kapan diperbaiki? https://t.co/x"),
            ("", "tiap hari macet gara gara jalan ambles di sukamaju #viral"),
            ("", "min tolong jalan ambles di sukamaju udah seminggu"),
        ]
    ).name
    assert name.lower().startswith("jalan ambles di sukamaju")
    assert "@" not in name
    assert "#" not in name


def test_a_place_is_added_where_the_phrase_has_none() -> None:
    """Headlines name the matter, another part the place."""
    name = named("Antrean Blangko KTP Mengular", "Antrean Blangko KTP Makin Panjang", places=("Kota Wanasari",))
    assert "Antrean Blangko KTP" in name
    assert name.endswith("di Kota Wanasari")


def test_a_name_stays_while_the_matter_stays() -> None:
    """New headlines on the same matter keep the name, another matter changes it."""
    assert named("Perbaikan Jalan Ambles Dimulai", *ROADS, previous="Kerusakan Jalan Sukamaju") == (
        "Kerusakan Jalan Sukamaju"
    )
    assert named("Banjir Rendam Mekar", "Banjir Mekar Surut", previous="Kerusakan Jalan Sukamaju").startswith("Banjir")


def test_negation_is_not_cut_off() -> None:
    """Words of doubt never lose their "tidak" ("yakin" for "tidak yakin")."""
    name = named("Relawan Tidak Yakin Bupati Maju Lagi", "Relawan Tidak Yakin Bupati Maju Lagi Tahun Depan")
    assert not name.startswith("Yakin")


def test_a_name_pronounces_no_verdict() -> None:
    """The word hoaks of a headline does not enter a name."""
    assert "hoaks" not in named("Hoaks Bantuan Tunai Rp600.000", "Cek Fakta: Hoaks Bantuan Tunai Rp600.000").lower()


def test_whole_words_and_few() -> None:
    """Three to nine words, at most eighty characters, nothing cut inside a word."""
    long = "Pembangunan Infrastruktur Penanggulangan Kebakaranhutandanlahan Berkesinambungan Terintegrasi Sukamajubarat"
    name = named(long, long + " Ditinjau")
    assert len(name) <= MOST_CHARS
    assert all(word.lower() in long.lower() for word in name.split())


@pytest.mark.parametrize("posts", [[], [("", "")], [("!!!", "")], [("Satu", "")], [("", "😭😭")]])
def test_there_is_always_a_name(posts: list[tuple[str, str]]) -> None:
    """Even where there is nothing to name."""
    assert name_issue(posts).name


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=120), st.text(max_size=200)), max_size=6))
def test_any_text_is_survived(posts: list[tuple[str, str]]) -> None:
    """Hostile headlines give a short, non-empty name on one line."""
    name = name_issue(posts).name
    assert 0 < len(name) <= MOST_CHARS
    assert "\n" not in name


def test_headline_of_a_post() -> None:
    """The title without its wrapping, or the first sentence."""
    assert headline("Banjir Surut - Detik.com", "isi") == "Banjir Surut"
    assert headline("", "Banjir surut. Warga pulang.") == "Banjir surut"
