"""Tone as an officer reads it: field guide, section 8."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.frame import posts_frame
from analysis.tone.model import parts_of
from analysis.tone.reading import TONE_COLUMNS, tone_columns


def _one(agency_words: tuple[str, ...] = (), **record: Any) -> Any:
    return tone_columns(posts_frame([record]), agency_words).iloc[0]


@pytest.mark.parametrize(
    ("text", "tone", "agency"),
    [
        ("Pelayanan disdukcapil sekarang cepat dan ramah, mantap", "positif", "positif"),
        ("Alhamdulillah jalan desa sudah mulus, terima kasih Pak Bupati", "positif", "positif"),
        ("petugas gak becus, janji doang", "negatif", "negatif"),
        ("Pelayanan RSUD Kabupaten Sukamaju lambat, pasien ditolak", "negatif", "negatif"),
        ("Kadis PUPR ditetapkan tersangka korupsi proyek jalan", "negatif", "negatif"),
        (
            "Mohon izin lapor pak, lampu jalan di RT kami sudah dua bulan padam, mohon ditindaklanjuti. Terima kasih.",
            "negatif",
            "negatif",
        ),
        ("Kapan jalan kami diperbaiki pak bupati?", "negatif", "negatif"),
        ("Bupati hadiri rapat koordinasi kecamatan", "netral", "netral"),
        ("Turut berduka cita atas meninggalnya Bapak Camat", "netral", "netral"),
        ("Jadwal samsat keliling Senin 3 Februari pukul 08.00 WIB", "netral", "netral"),
    ],
)
def test_tone_and_tone_toward_the_agency(text: str, tone: str, agency: str) -> None:
    """Polite complaints are complaints; condolences and notices are neutral; praise and blame find their address."""
    row = _one(text=text)

    assert (row["tone"], row["tone_agency"]) == (tone, agency)


def test_bad_event_good_agency() -> None:
    """A flood is no fault of those who help: the clause decides."""
    assert _one(text="Banjir rendam 200 rumah, BPBD cepat evakuasi warga")["tone_agency"] == "positif"


def test_agency_words_of_the_office() -> None:
    """The office's own alias is recognised when it is given."""
    text = "Sinar Mekar payah, tidak becus dan mengecewakan"

    assert _one(text=text)["tone_agency"] == "netral"
    assert _one(("Sinar Mekar",), text=text)["tone_agency"] == "negatif"
    assert _one(("Sinar (Mekar|*",), text=text)["tone_agency"] == "netral"


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("lampu jalan mati dua bulan, peteng", "negatif"),
        ("lampu jalan mati dua bulan, akhirnya sudah nyala lagi. salut", "positif"),
        ("lubangnya ditambal minggu lalu, sekarang aspal mengelupas lagi", "negatif"),
        ("cai PDAM can ngalir deui", "negatif"),
        ("Dalane wis alus, matur nuwun pak lurah", "positif"),
        ("air keran warnanya kayak teh", "negatif"),
        ("lini tengah bolong kayak jalan rusak", "netral"),
        ("Apakah puskesmas buka hari Sabtu?", "netral"),
        ("Mohon informasi syarat pindah KK", "netral"),
        ("terima kasih relawan yang patungan membangun jembatan bambu", "netral"),
        ("kucing saya mati di depan rumah", "netral"),
        ("hebat PDAM, air keruh seminggu tagihan lancar 🙏", "negatif"),
    ],
)
def test_services_need_no_name(text: str, agency: str) -> None:
    """A fault of a public service is the agency's, mended it is praise, and the last word decides; questions ask."""
    assert _one(text=text)["tone_agency"] == agency


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("Warga Keluhkan Jalan Berlubang di Dua Kecamatan", "negatif"),
        ("Jalan Ambles Tertangani, Lalu Lintas Kembali Normal", "positif"),
        ("Pemkab Raih Penghargaan Pelayanan Publik", "positif"),
        ("Jadwal Pemadaman Listrik Akhir Pekan", "netral"),
        ("Warga Swadaya Selesaikan Jembatan Desa", "netral"),
    ],
)
def test_headlines_of_services(title: str, agency: str) -> None:
    """Complaints reported, works done and prizes won; notices and self-help say nothing of the agency."""
    assert _one(title=title, kind="news")["tone_agency"] == agency


def test_what_lies_outside_is_neutral() -> None:
    """Another region's broken road is no complaint about this office."""
    posts = posts_frame([{"text": "jalan rusak parah, pemkab tidur"}] * 2)

    assert tone_columns(posts, (), [False, True])["tone_agency"].tolist() == ["negatif", "netral"]


def test_a_complaint_is_addressed_to_the_agency() -> None:
    """An entry of a complaint channel needs no mention."""
    assert _one(text="Jalan rusak parah dan dibiarkan", kind="complaint")["tone_agency"] == "negatif"


@pytest.mark.parametrize(
    "text",
    [
        "Terima kasih lho jalannya bagus banget",
        "hebat ya pemkot, jalan berlubang dibiarkan setahun 👏👏",
        "makasih banget pak, gara2 jalannya rusak motor saya ringsek wkwkwk",
    ],
)
def test_sarcasm_is_never_positive_and_always_unsure(text: str) -> None:
    """Irony goes to the officer with low confidence, never as praise."""
    row = _one(text=text)

    assert row["tone"] != "positif"
    assert row["tone_agency"] != "positif"
    assert row["tone_unsure"]


def test_title_and_body_conflict() -> None:
    """A loud title over a good body is told apart; the body decides, and the post is watched."""
    row = _one(
        title="Geger, proyek jalan mangkrak dan pungli merajalela",
        text="Pelayanan di kantor kecamatan kini cepat dan ramah. Warga mengapresiasi petugas yang sigap.",
        kind="news",
    )

    assert (row["tone_title"], row["tone"]) == ("negatif", "positif")
    assert row["tone_conflict"]
    assert row["potential_negative"]


def test_potential_negative_points_at_its_words() -> None:
    """The reason stands in the original text, spelled as it was given."""
    text = "Warga \u200bMENUNGGU kepastian jadwal pembagian air"
    row = _one(text=text)

    assert ("MENUNGGU kepastian", "potential") in [(text[a:b], kind) for a, b, kind in row["potential_signals"]]
    assert row["potential_negative"] == (row["tone"] != "negatif")


def test_negated_faults_and_idioms_are_no_signals() -> None:
    """No reason to worry in "tidak ada pungli" and "banjir diskon"."""
    kinds = [
        kind
        for text in ("tidak ada pungli di sini", "banjir diskon di pasar")
        for _, _, kind in _one(text=text)["potential_signals"]
    ]

    assert kinds == []


def test_columns_types_sums_index_and_batches() -> None:
    """Scores sum to one; rows alone or together give the same bits; the input stays; nothing reads as neutral."""
    texts = ["Jalan rusak parah", "", "Bagus sekali pelayanannya", "Rapat hari Senin. " * 200, "😡😡😡"]
    posts = posts_frame([{"text": text, "title": title} for text in texts for title in ("", "Warga keluhkan jalan")])
    posts.index = pd.RangeIndex(50, 60)
    before = posts.copy(deep=True)

    table = tone_columns(posts)

    pd.testing.assert_frame_equal(posts, before)
    assert tuple(table.columns) == TONE_COLUMNS
    assert table.index.equals(posts.index)
    assert np.allclose(table[["tone_positif", "tone_netral", "tone_negatif"]].sum(axis=1), 1, atol=1e-5)
    assert table.loc[52, "tone"] == "netral"
    alone = pd.concat([tone_columns(posts.iloc[i : i + 1]) for i in range(len(posts))])
    pd.testing.assert_frame_equal(alone, table, check_exact=True)


def test_empty_frame() -> None:
    """An empty day gives empty columns."""
    table = tone_columns(posts_frame([]))

    assert tuple(table.columns) == TONE_COLUMNS
    assert len(table) == 0


def test_hostile_length_is_bounded() -> None:
    """A megabyte without a sentence end is read in parts, at most forty, none too long."""
    parts = parts_of("rusak" * 200_000)

    assert len(parts) == 40
    assert max(map(len, parts)) <= 600
    assert _one(text="jalan rusak parah " * 50_000)["tone"] == "negatif"
