"""Cue words: what they catch, what they leave alone, and where they stand."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.claims.cues import debunk_tag, find_cues, is_lookalike, is_shortlink, link_hosts, read_cues, structure


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Tolong sebarkan info ini", "spread"),
        ("VIRALKAN biar semua tahu", "spread"),
        ("bagikan ke minimal 10 grup", "spread"),
        ("Info A1, besok listrik padam", "origin"),
        ("dapat dari grup sebelah", "origin"),
        ("kata teman yang kerja di sana", "origin"),
        ("kalau tidak percaya cek sendiri, media bungkam", "pressure"),
        ("ini bukan hoax ya", "pressure"),
        ("Bantuan tunai Rp600.000 untuk warga", "bait"),
        ("isi NIK di formulir berikut", "bait"),
        ("terbongkar kedok mereka", "claim_style"),
        ("katakan amin agar lancar", "pious_bait"),
    ],
)
def test_strong_cues_are_found(text: str, family: str) -> None:
    """Each family of the field guide is caught by its own words, in any case."""
    assert family in {cue.kind for cue in find_cues(text) if not cue.weak}


@pytest.mark.parametrize(
    "text",
    [
        "BMKG: masyarakat diminta waspada dan segera menjauh dari pantai",
        "Hadiah undian jalan sehat diserahkan Bupati, semoga berkah, amin",
        "Pemkab resmi membuka pendaftaran, hati-hati di jalan",
        "Ternyata jalan itu sudah diperbaiki",
    ],
)
def test_weak_words_never_count_alone(text: str) -> None:
    """Words that officials use too raise nothing without a strong cue."""
    report = read_cues(text)
    assert report.families == ()
    assert not report.suspicious


def test_two_families_or_one_and_a_sign() -> None:
    """The field guide's rule, both ways, and its near misses."""
    assert read_cues("Info dari grup sebelah, tolong sebarkan").suspicious
    assert read_cues("Tolong sebarkan, lihat bit.ly/abc123").suspicious
    assert not read_cues("Tolong bagikan kepada warga Desa Sukamaju hari Senin, 3 Februari").suspicious


@given(st.text(max_size=400))
def test_spans_point_into_the_text_as_given(text: str) -> None:
    """A span is never outside the text or empty, whatever comes in."""
    for cue in find_cues(text):
        assert 0 <= cue.start < cue.end <= len(text)
    structure(text)


def test_spans_are_of_the_original_characters() -> None:
    """Nothing is normalised before the span is taken."""
    text = "🚨 Tolong  SEBARKAN  sebelum dihapus"
    assert [text[c.start : c.end] for c in find_cues(text)] == ["SEBARKAN", "sebelum dihapus"]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("bansos-go.id.xyz", True),
        ("bpjs-2026.site", True),
        ("kemensos-go.id", True),
        ("cek.bansos.my.id", True),
        ("dinsos.wanasarikab.go.id", False),
        ("bri.co.id", False),
        ("kompas.com", False),
        ("brilio.net", False),
    ],
)
def test_lookalike_domains(host: str, expected: bool) -> None:
    """Domains dressed as official ones are told from real ones and from names that merely contain the letters."""
    assert is_lookalike(host) is expected


def test_hosts_and_shorteners() -> None:
    """Hosts are found with and without a scheme."""
    assert link_hosts("cek http://Bit.ly/x dan bansos-go.id.xyz/daftar") == ("bit.ly", "bansos-go.id.xyz")
    assert is_shortlink("s.id")
    assert not is_shortlink("as.id")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[SALAH] Video gubernur bagi uang", True),
        ("[HOAKS] Pendaftaran bansos", True),
        ("Cek Fakta: Tidak benar ada bantuan", True),
        ("[VIDEO] Jalan rusak", False),
        ("Cek fakta sendiri kalau tidak percaya", False),
        ("Hoaks makin marak di kota", False),
    ],
)
def test_debunk_tags(text: str, expected: bool) -> None:
    """A fact-checker's tag at the head is known; the mere word is not."""
    assert debunk_tag(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "a" * 50_000,
        "sebar " * 9_000,
        "1" * 50_000,
        "!" * 50_000,
        "a." * 25_000,
        "rp" * 25_000,
        "[" * 50_000,
        " " * 50_000,
    ],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    """No pattern backtracks its way into minutes."""
    start = time.perf_counter()
    read_cues(text)
    assert time.perf_counter() - start < 2


@settings(max_examples=30)
@given(st.text(alphabet="sebarkn .!?/id-go0159\n", max_size=3000))
def test_any_mix_is_read(text: str) -> None:
    """Mixtures of the very characters the patterns look for are read as well."""
    read_cues(text)
