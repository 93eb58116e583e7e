"""Copies: which posts carry the same text."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.copies.finding import copy_columns
from analysis.text.wording import unwrap_text, unwrap_title


def frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    """A frame of posts from partial records."""
    table = pd.DataFrame(rows).reindex(columns=["id", "title", "text", "published_at", "source", "kind", "author"])
    for column in ("id", "title", "text", "source", "kind", "author"):
        table[column] = table[column].astype(object).where(table[column].notna(), "").astype(str)
    table["published_at"] = pd.to_datetime(table["published_at"], utc=True).astype("datetime64[us, UTC]")
    return table


def texts(*contents: str) -> pd.DataFrame:
    """Posts with these texts, an hour apart."""
    begin = pd.Timestamp("2026-11-20", tz="UTC")
    return frame(
        [
            {"id": f"p{n}", "text": text, "published_at": begin + pd.Timedelta(hours=n)}
            for n, text in enumerate(contents)
        ]
    )


ARTICLE = (
    "Tim gabungan memperbaiki jalan ambles di ruas Sukamaju sejak pagi. Kepala dinas mengatakan perbaikan memakan waktu "
    "dua pekan karena tanah di bawah badan jalan terkikis aliran air. Warga diminta memakai jalur lain lewat Mekar. "
    "Kendaraan berat dilarang melintas sampai pekerjaan selesai dan rambu sudah dipasang di kedua ujung ruas itu."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jalan ambles di Sukamaju bikin macet panjang", "RT @warga: Jalan ambles di Sukamaju bikin macet panjang"),
        ("Jalan ambles di Sukamaju bikin macet", "jalan ambles di sukamaju bikin macetttt 😭 https://t.co/x #viral"),
        ("Jalan ambles di Sukamaju bikin macet", "VIDEO: Jalan ambles di Sukamaju bikin macet"),
        ("Tujuh desa terendam banjir sejak Minggu malam", "(ANTARA) - Tujuh desa terendam banjir sejak Minggu malam"),
        (ARTICLE, f"JAKARTA, KOMPAS.com - {ARTICLE}"),
        (ARTICLE, f"{ARTICLE[:220]}... baca selengkapnya di situs kami"),
        (ARTICLE, f"Diteruskan: {ARTICLE}"),
    ],
)
def test_wrapping_makes_no_new_text(one: str, other: str) -> None:
    """A repost, label, dateline, truncation or hashtag around a text leaves it a copy."""
    assert copy_columns(texts(one, other))["copy_group"].nunique() == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Banjir melanda Kabupaten Demak hari ini", "Banjir melanda Kabupaten Kudus hari ini"),
        ("Korban longsor di Garut bertambah menjadi 12 orang", "Korban longsor di Garut bertambah menjadi 15 orang"),
        ("Bupati korupsi dana desa kata warga Sukamaju", "Bupati tidak korupsi dana desa kata warga Sukamaju"),
        ("Bantuan Rp600.000 bagi semua warga klik tautan", "HOAKS: Bantuan Rp600.000 bagi semua warga klik tautan"),
        ("mantap", "mantap"),
        ("", ""),
        ("Prakiraan cuaca Kota Bogor besok hujan ringan", "Prakiraan cuaca Kota Depok besok hujan ringan"),
    ],
)
def test_different_facts_are_no_copies(one: str, other: str) -> None:
    """Another place, number or sense, a denial, and texts too short to tell are kept apart."""
    assert copy_columns(texts(one, other))["copy_group"].nunique() == 2


def test_a_wire_text_under_another_headline_is_a_copy() -> None:
    """The body decides; the representative is the earliest."""
    posts = frame(
        [
            {
                "id": "b",
                "title": "Perbaikan Jalan Sukamaju Dua Pekan",
                "text": ARTICLE,
                "published_at": "2026-11-20T02:00Z",
            },
            {"id": "a", "title": "Jalan Ambles Mulai Ditangani", "text": ARTICLE, "published_at": "2026-11-20T01:00Z"},
        ]
    )
    found = copy_columns(posts)
    assert found["copy_group"].nunique() == 1
    assert found["representative"].tolist() == [False, True]


def test_a_dated_template_is_no_copy() -> None:
    """Two days' issues of the same table have different numbers in their headlines."""
    posts = frame(
        [
            {"id": str(day), "title": f"Jadwal Salat Selasa {day} Juni 2026", "text": f"{ARTICLE} Subuh 04.{day}"}
            for day in (17, 18)
        ]
    )
    assert copy_columns(posts)["copy_group"].nunique() == 2


def test_an_own_release_on_twenty_sites_is_one_group() -> None:
    """Twenty pickups with site names, labels and datelines collapse to one story."""
    rows = [
        {
            "id": f"p{n:02}",
            "title": f"{'BREAKING NEWS: ' if n % 3 == 0 else ''}Pemkab Perbaiki Jalan Sukamaju - Media{n}.com",
            "text": f"Media{n}.com, Sukamaju - {ARTICLE} {'Baca juga: berita lain' if n % 2 else ''}",
            "published_at": f"2026-11-20T{n:02}:00Z",
        }
        for n in range(20)
    ]
    found = copy_columns(frame(rows))
    assert found["copy_group"].nunique() == 1
    assert found["representative"].tolist() == [True] + [False] * 19


def test_a_remark_before_a_headline_that_is_spelled_otherwise() -> None:
    """What two posts say last brings them together, though few of their pairs of words are the same."""
    rows = [
        {"id": "a", "title": "Jadwal Imsakiyah Kota Padang Hari ke-12 Ramadan"},
        {"id": "b", "text": "Nah kan, baru kemarin dibahas. Jadwal Imsaikyah Kota Padang Hari ke-12 Ramadan"},
    ]
    assert copy_columns(frame(rows))["copy_group"].nunique() == 1


def test_a_headline_that_was_posted_first_parts_no_articles() -> None:
    """Two articles of one text under two headlines stay together where the headline of one stands alone before them."""
    rows = [
        {"id": "a", "text": "Jalan ambles di Sukamaju diperbaiki", "published_at": "2026-11-20T01:00Z"},
        {
            "id": "b",
            "title": "Jalan Ambles di Sukamaju Diperbaiki",
            "text": ARTICLE,
            "published_at": "2026-11-20T02:00Z",
        },
        {"id": "c", "title": "Dua Pekan Perbaikan Sukamaju", "text": ARTICLE, "published_at": "2026-11-20T03:00Z"},
    ]
    assert copy_columns(frame(rows))["copy_group"].nunique() == 1


def test_furniture_of_a_page_is_no_text() -> None:
    """A line that a page has in place of its text makes no copies of two headlines."""
    rows = [
        {"id": "a", "title": "Pelabuhan Merak kembali dipadati penumpang", "text": "Gulir untuk lanjut membaca isi"},
        {"id": "b", "title": "Warga Wamena menunggu kunjungan presiden", "text": "Gulir untuk lanjut membaca isi"},
    ]
    assert copy_columns(frame(rows))["copy_group"].nunique() == 2


def test_no_chains() -> None:
    """Small differences do not tie the two ends of a chain of edits together."""
    words = ARTICLE.split()
    steps = [" ".join(words[:n] + [f"lain{n}x{k}" for k in range(len(words) - n)]) for n in range(len(words), 0, -6)]
    found = copy_columns(texts(*steps))
    assert found["copy_group"].iloc[0] != found["copy_group"].iloc[-1]


def test_order_does_not_matter() -> None:
    """A shuffled frame gives the same groups and representatives."""
    rows = texts(ARTICLE, f"RT @x: {ARTICLE}", "Banjir di Demak sejak pagi tadi", "Banjir di Kudus sejak pagi tadi", "")
    shuffled = rows.sample(frac=1, random_state=3)
    one = copy_columns(rows).set_index(rows["id"])
    other = copy_columns(shuffled).set_index(shuffled["id"]).loc[one.index]
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("contents", [(), ("",), ("satu dua tiga",), ("sama saja ya", "sama saja ya"), ("", "", "")])
def test_tiny_inputs(contents: tuple[str, ...]) -> None:
    """Nothing, one post, two equal posts and empty texts all work; every post has one representative."""
    found = copy_columns(texts(*contents))
    assert list(found.columns) == ["copy_group", "representative"]
    assert len(found) == len(contents)
    assert found["representative"].sum() == found["copy_group"].nunique()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=8))
def test_any_text_is_survived(contents: list[str]) -> None:
    """Hostile texts (controls, surrogates out, private-use marks) neither crash nor join empties."""
    found = copy_columns(texts(*contents))
    assert found["representative"].sum() == found["copy_group"].nunique()


def test_wrapping_patterns_do_not_blow_up() -> None:
    """Long runs made for backtracking are read in time linear enough for a test."""
    for text in ("#a" * 5000, " " * 20000, "- " * 5000, "A" * 9000 + " - ", "(" * 5000, "baca " * 3000):
        unwrap_text(text)
        unwrap_title(text)


SPEECH = "Bupati meminta warga menjaga kebersihan sungai dan tidak membuang sampah ke saluran air"


@pytest.mark.parametrize(
    ("contents", "groups"),
    [
        ([SPEECH] * 20_000, 1),
        ([f"{SPEECH} #info{n % 7}" for n in range(20_000)], 1),
        ([f"kata{n}" for n in range(20_000)], 20_000),
        ([""] * 20_000, 20_000),
        ([f"satu{n} dua{n * 3} tiga{n * 7} empat{n * 11} lima{n}" for n in range(20_000)], 20_000),
        ([f"{SPEECH} tahap {n} tahun ini" for n in range(3_000)], 3_000),
    ],
    ids=["equal", "wrapped", "one word each", "empty", "all different", "one template"],
)
def test_degenerate_streams(contents: list[str], groups: int) -> None:
    """Everything equal, everything different, one word each, nothing, one template: and all in one second."""
    posts = texts(*contents)
    posts["published_at"] = posts["published_at"].iloc[0]
    found = copy_columns(posts)
    assert found["copy_group"].nunique() == groups
    if groups == 1:
        assert found["representative"].to_numpy().nonzero()[0].tolist() == [int(posts["id"].argmin())]


def test_posts_of_one_moment_are_ordered_by_id() -> None:
    """The smallest id stands for the group, as text, whatever letters ids have; undated posts come last."""
    for ids in (["p-b", "p-a", "p-c"], ["12345678b", "12345678a", "12345678c"], ["é2", "é1", "é3"], ["b", "a", "aa"]):
        posts = texts(ARTICLE, ARTICLE, ARTICLE).assign(id=ids)
        posts["published_at"] = posts["published_at"].iloc[0]
        assert posts["id"][copy_columns(posts)["representative"]].tolist() == [min(ids)]
    undated = texts(ARTICLE, ARTICLE)
    undated.loc[0, "published_at"] = pd.NaT
    assert copy_columns(undated)["representative"].tolist() == [False, True]
