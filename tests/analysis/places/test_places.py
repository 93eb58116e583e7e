"""Places of posts: level words, same names, traps, outside."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.places.gazetteer import Gazetteer
from analysis.places.reading import PlaceReader, place_columns

GAZETTEER = Gazetteer.load()
SAMARINDA = PlaceReader(GAZETTEER, "64.72")
KOTA_BOGOR = PlaceReader(GAZETTEER, "32.71")
KAB_BOGOR = PlaceReader(GAZETTEER, "32.01")
COUNTRY = PlaceReader(GAZETTEER, "")


def codes(reader: PlaceReader, text: str, source: str = "") -> list[str]:
    """The codes found in a text, in order, open ones as ""."""
    return [place[0] for place in reader.read("", text, source)[0]]


def frame(*texts: str, title: str = "") -> pd.DataFrame:
    """A frame of posts with these texts."""
    return pd.DataFrame({"title": title, "text": list(texts), "source": "Media Contoh"})


def test_span_and_name_of_a_district() -> None:
    """A district ("Kec. Palaran") keeps its level word in the span and its official short name."""
    text = "Jalan ambles di Kec. Palaran, Kota Samarinda, DPUPR turun."
    places = SAMARINDA.read("", text)[0]
    assert places[0] == ("64.72.01", "Kec. Palaran", 16, 28)
    assert text[places[0][2] : places[0][3]] == "Kec. Palaran"
    assert places[1][:2] == ("64.72", "Kota Samarinda")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Banjir di Kecamatan Palaran", ["64.72.01"]),
        ("warga Kel. Loa Bakung mengeluh", ["64.72.06.1001"]),
        ("Kelurahan Loa Bakung", ["64.72.06.1001"]),
        ("kec palaran banjir lagi", ["64.72.01"]),
        ("BANJIR DI KEC. PALARAN", ["64.72.01"]),
        ("Camat Palaran meninjau", ["64.72.01"]),
        ("Pemkot Samarinda", ["64.72"]),
        ("Wali Kota Samarinda", ["64.72"]),
        ("Pemprov Kaltim", ["64"]),
        ("macet di samarinda", ["64.72"]),
        ("BANJIR RENDAM SAMARINDA", ["64.72"]),
        ("Loa Bakung, Sungai Kunjang, Samarinda", ["64.72.06.1001", "64.72.06", "64.72"]),
        ("Desa Tamansuruh, Kecamatan Glagah, Kabupaten Banyuwangi", ["35.10.15.2010", "35.10.15", "35.10"]),
        ("Kota Jakarta Selatan dan Jaksel", ["31.74", "31.74"]),
        ("warga Jogja", ["34"]),
        ("DIY diguyur hujan", ["34"]),
        ("jalan Samarinda-Bontang rusak", ["64.72", "64.74"]),
    ],
)
def test_finds_places_in_every_spelling(text: str, expected: list[str]) -> None:
    """Level words, abbreviations, aliases, lower case, capitals, lists of parents."""
    assert codes(SAMARINDA, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Persib Bandung ditahan Bali United",
        "PSS Sleman dan Persebaya Surabaya imbang",
        "soto Lamongan, sate Madura, dan gudeg Jogja",
        "Universitas Indonesia membuka pendaftaran",
        "Universitas Surabaya dan Hotel Bandung",
        "Bank Jateng menyalurkan kredit",
        "PT Nusa Indah membangun gudang",
        "kota ini indah, kota besar memang macet",
        "nasib malang menimpa dia",
        "jangan serang dia, batu itu keras",
        "harga batu bara naik",
        "berjuang di medan perang",
        "Pak Medan datang, Bu Sari pulang",
        "desa kami maju dan makmur, harapan warga",
        "beli diy murah",
        "Semoga Roh Kudus",
        "dari Sabang sampai Merauke",
        "pasar modal dan pasar saham",
        "",
        "🙏🙏",
    ],
)
def test_traps_give_no_place(text: str) -> None:
    """Clubs, dishes, campuses, firms, persons, sayings and everyday words are no places."""
    assert codes(COUNTRY, text) == []


def test_streets_markets_and_schools_have_no_code() -> None:
    """A street named after a city is a street; places below the gazetteer keep their words."""
    assert COUNTRY.read("", "Jl. Surabaya No. 5 macet")[0] == (("", "Jl. Surabaya", 0, 12),)
    assert [p[1] for p in COUNTRY.read("", "Pasar Klewer dekat SDN 2 Sukamaju")[0]] == [
        "Pasar Klewer",
        "SDN 2 Sukamaju",
    ]
    assert COUNTRY.read("", "RT 02 Dusun Krajan")[0][0][:2] == ("", "Dusun Krajan")


def test_bogor_is_city_or_regency() -> None:
    """Named level first, then the office's region, else open."""
    assert codes(COUNTRY, "Kota Bogor dan Kabupaten Bogor") == ["32.71", "32.01"]
    assert codes(KOTA_BOGOR, "Bogor hujan deras") == ["32.71"]
    assert codes(KAB_BOGOR, "Bogor hujan deras") == ["32.01"]
    assert codes(SAMARINDA, "Bogor hujan deras") == [""]
    assert codes(COUNTRY, "Bogor hujan, kata Wali Kota Bogor") == ["32.71", "32.71"]
    assert KOTA_BOGOR.read("", "Jalan rusak di Kabupaten Bogor")[2] is True
    assert KAB_BOGOR.read("", "Jalan rusak di Kabupaten Bogor")[2] is False
    assert "belum jelas" in SAMARINDA.read("", "Bogor hujan deras")[3]


def test_sukoharjo_and_karanganyar_are_not_mixed() -> None:
    """The viral case of field guide 15: the road was in Karanganyar."""
    sukoharjo = PlaceReader(GAZETTEER, "33.11")
    places, _, outside, _ = sukoharjo.read("", "Viral jalan Sukoharjo rusak, ternyata di Karanganyar")
    assert [p[0] for p in places] == ["33.11", "33.13"]
    assert outside is False
    assert sukoharjo.read("", "Jalan rusak di Kabupaten Karanganyar")[2] is True


def test_sukamaju_needs_a_parent() -> None:
    """A name of more than a hundred villages is settled by a parent in the text, else open."""
    assert codes(COUNTRY, "Desa Sukamaju longsor") == [""]
    assert codes(SAMARINDA, "Desa Sukamaju longsor") == [""]
    assert codes(COUNTRY, "Desa Sukamaju, Kec. Cibeber, Cianjur")[0] == "32.03.03.2013"
    assert codes(COUNTRY, "Sukamaju") == []
    assert SAMARINDA.read("", "Desa Sukamaju longsor")[2] is False


def test_a_village_that_contradicts_its_regency_stays_open() -> None:
    """The only "Ketaping" of the decree is in another province than the regency in the text."""
    text = "Nagari Ketaping, Kabupaten Padang Pariaman"
    assert codes(COUNTRY, text) == ["", "13.05"]
    assert codes(COUNTRY, "Nagari Ketaping")[0].startswith("17.")


def test_own_region_settles_but_never_against_the_text() -> None:
    """The office's Sukamaju is meant unless the text names another regency."""
    gazetteer = Gazetteer.load([("99.01", "Kabupaten Wanasari", ()), ("99.01.01", "Sukamaju", ())])
    reader = PlaceReader(gazetteer, "99.01")
    assert codes(reader, "Jalan ambles di Kec. Sukamaju") == ["99.01.01"]
    assert codes(reader, "jalan ambles di Sukamaju") == ["99.01.01"]
    assert codes(reader, "banjir di sukamaju") == ["99.01.01"]
    assert codes(reader, "jalan rusak di Sukamaju Wanasari") == ["99.01.01", "99.01"]
    assert codes(reader, "lampu jalan Kec. Sukamaju padam") == ["99.01.01"]
    assert codes(reader, "H. Ahmad Sukamaju hadir") == []
    places, _, outside, _ = reader.read("", "Jalan ambles di Desa Sukamaju, Kabupaten Garut")
    assert "99.01.01" not in [p[0] for p in places]
    assert outside is True


def test_outlets_home_settles_last() -> None:
    """A regional outlet's home decides where neither text nor office does."""
    reader = PlaceReader(GAZETTEER, "64.72", home_regions={"Warta Kota Contoh": "35.73"})
    assert codes(reader, "warga Malang protes", "Warta Kota Contoh") == ["35.73"]
    assert codes(reader, "warga Malang protes", "Media Lain") == [""]
    assert codes(COUNTRY, "Kecamatan Sukorejo dan Kecamatan Palaran", "Kaltim Post")[1] == "64.72.01"


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("Banjir di Surabaya", True),
        ("Banjir di Samarinda dan Surabaya", False),
        ("Gubernur Kaltim di Balikpapan", True),
        ("Gubernur Kalimantan Timur bertemu menteri", False),
        ("JAKARTA - Menteri menyampaikan hal itu di Jakarta, Rabu (5/2).", False),
        ("Kemacetan parah di Jakarta Selatan", True),
        ("jalan rusak tolong diperbaiki", False),
        ("Wali Kota Samarinda hadir di Surabaya", False),
    ],
)
def test_outside_only_when_clear(text: str, outside: bool) -> None:
    """Another region only, and no word of ours."""
    assert SAMARINDA.read("", text)[2] is outside


def test_own_names_keep_a_post_inside() -> None:
    """A post that names the office's own words counts even when it plays elsewhere."""
    reader = PlaceReader(GAZETTEER, "64.72", own_names=("Sungai Mahakam (hilir)", "Etam"))
    assert reader.read("", "Warga Etam di Surabaya")[2] is False
    assert reader.read("", "Warga etamologi di Surabaya")[2] is True


def test_columns_and_the_title() -> None:
    """Spans are the text's; the title serves as context, and as the text where there is none."""
    posts = pd.DataFrame(
        {
            "title": ["Banjir di Kabupaten Cianjur", "Banjir di Samarinda", ""],
            "text": ["Desa Sukamaju, Kec. Cibeber terendam.", "", ""],
            "source": ["", "", ""],
        },
        index=[7, 8, 9],
    )
    before = posts.copy(deep=True)
    found = place_columns(posts, GAZETTEER, "64.72")
    assert list(found.columns) == ["places", "title_places", "outside", "place_reason"]
    assert list(found.index) == [7, 8, 9]
    assert found["places"][7][0][0] == "32.03.03.2013"
    assert found["title_places"][7] == (("32.03", "Kab. Cianjur", 10, 27),)
    assert found["places"][8] == (("64.72", "Kota Samarinda", 10, 19),)
    assert found["places"][9] == ()
    assert found["outside"].tolist() == [True, False, False]
    assert found["outside"].dtype == bool
    pd.testing.assert_frame_equal(posts, before)


def test_empty_frame() -> None:
    """No posts give no rows and all columns."""
    found = place_columns(frame().iloc[:0], GAZETTEER, "64.72")
    assert len(found) == 0
    assert "outside" in found


def test_batch_size_does_not_matter() -> None:
    """One by one or together: the same places."""
    posts = frame("Banjir di Palaran", "Bogor", "Kota Bogor", "Desa Sukamaju", "Persib Bandung")
    whole = place_columns(posts, GAZETTEER, "64.72")
    parts = pd.concat([place_columns(posts.iloc[[k]], GAZETTEER, "64.72") for k in range(len(posts))])
    pd.testing.assert_frame_equal(whole, parts)


@given(st.text(max_size=200) | st.lists(st.sampled_from(
    ["Kec.", "Palaran", "Desa", "Sukamaju", ",", "Jl.", "Kota", "Bogor", "-", "SDN", "2", "di", "Pasar", "\n", "Kab."]
)).map(" ".join))  # fmt: skip
def test_spans_always_fit(text: str) -> None:
    """Whatever comes, every span lies in the text, is not empty, and spans do not overlap."""
    places = SAMARINDA.read("", text)[0]
    last = 0
    for _, name, start, end in places:
        assert last <= start < end <= len(text)
        assert name
        last = end


@pytest.mark.shared
def test_most_real_articles_have_plausible_places(shared_data: Path) -> None:
    """On two days of real news a Samarinda office finds most articles outside or placeless, few inside."""
    articles = pd.read_json(shared_data / "events" / "berita_2025-06-18_19.jsonl", lines=True)[:400]
    posts = pd.DataFrame(
        {"title": articles["judul"].fillna(""), "text": articles["isi_berita"].fillna(""), "source": articles["sumber"]}
    )
    found = place_columns(posts, GAZETTEER, "64.72")
    inside_codes = [p for places in found["places"] for p in places if p[0].startswith("64.72")]
    assert len(inside_codes) < 12
    assert 0.3 < found["outside"].mean() < 0.9
