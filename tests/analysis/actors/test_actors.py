"""Agencies, officials, institutions; never private persons."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.actors.reading import KINDS, ActorFinder, entity_columns
from kentongan.core.office import Office, Unit

FINDER = ActorFinder()


def found(text: str) -> list[tuple[str, str]]:
    """(kind, text) of every actor."""
    return [(kind, shown) for kind, shown, _, _ in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Menurut DPUPR, jalan itu", ("agency", "DPUPR")),
        ("min disdukcapil gimana nih", ("agency", "disdukcapil")),
        ("pdam mati lagi, pln juga", ("institution", "pdam")),
        ("Polres Metro Bekasi Kota menyelidiki", ("agency", "Polres Metro Bekasi Kota")),
        ("Polsek Palaran menangkap", ("agency", "Polsek Palaran")),
        ("Kejari Kabupaten Bogor", ("agency", "Kejari Kabupaten Bogor")),
        ("BPBD Samarinda", ("agency", "BPBD Samarinda")),
        ("petugas Satpol PP", ("agency", "Satpol PP")),
        ("Kementerian Agama RI merilis", ("agency", "Kementerian Agama")),
        (
            "Dinas Pekerjaan Umum dan Penataan Ruang Kabupaten Wonogiri meninjau",
            ("agency", "Dinas Pekerjaan Umum dan Penataan Ruang Kabupaten Wonogiri"),
        ),
        ("Bupati Wonogiri Setyo Sukarno meninjau", ("official", "Bupati Wonogiri Setyo Sukarno")),
        ("Gubernur Jawa Barat Dedi Mulyadi hadir", ("official", "Gubernur Jawa Barat Dedi Mulyadi")),
        ("Menteri Agama Nasaruddin Umar", ("official", "Menteri Agama Nasaruddin Umar")),
        ("kata Camat Palaran", ("official", "Camat Palaran")),
        ("lapor bupati aja", ("official", "bupati")),
        ("Kadis PUPR menjelaskan", ("official", "Kadis PUPR")),
        ("Kapolres Bogor AKBP Rio Wahyu menyebut", ("official", "Kapolres Bogor AKBP Rio Wahyu")),
        (
            "Kepala Dinas PUPR Kota Samarinda, Desy Damayanti, mengatakan",
            ("official", "Kepala Dinas PUPR Kota Samarinda, Desy Damayanti"),
        ),
        ("RSUD dr. Soetomo penuh", ("agency", "RSUD dr. Soetomo")),
        ("di Universitas Gadjah Mada", ("institution", "Universitas Gadjah Mada")),
        ("siswa SMAN 1 Kudus", ("institution", "SMAN 1 Kudus")),
        ("PT Sritex tutup", ("institution", "PT Sritex")),
        ("fraksi PDI Perjuangan", ("institution", "PDI Perjuangan")),
        ("gugatan di Pengadilan Negeri Surabaya", ("agency", "Pengadilan Negeri Surabaya")),
        ("calon bupati nomor urut 2 Haryo Seno berkampanye", ("official", "calon bupati nomor urut 2 Haryo Seno")),
        ("Bupati nonaktif Warsa Adimulya dipanggil", ("official", "Bupati nonaktif Warsa Adimulya")),
        ("kadesku ramah", ("official", "kadesku")),
        ("caleg pasang baliho", ("official", "caleg")),
        (
            "anggota DPRD dari fraksi Golkar, Seno Aji, menolak",
            ("official", "anggota DPRD dari fraksi Golkar, Seno Aji"),
        ),
        ("tegas Ketua DPRD Kaur, Diana Wening.", ("official", "Ketua DPRD Kaur, Diana Wening")),
        ("antre di rsud", ("agency", "rsud")),
        ("Suku Dinas SDA Jakarta Utara lambat", ("agency", "Suku Dinas SDA Jakarta Utara")),
        ("rekening bank sumut", ("institution", "bank sumut")),
        ("LSM Sahabat Alam memprotes", ("institution", "LSM Sahabat Alam")),
    ],
)
def test_finds_actors(text: str, entity: tuple[str, str]) -> None:
    """Agencies, officials with their region and name, institutions, as written."""
    entities = found(text)
    kind, shown = entity
    assert (kind, shown) in entities or (kind, f"{shown} RI") in entities


@pytest.mark.parametrize(
    "text",
    [
        "Siti Aminah, warga Desa Sukamaju, mengeluh",
        "tersangka Budi Santoso (34) ditangkap di rumahnya",
        "korban bernama Rina (9) sudah dimakamkan",
        "tiga kecamatan terendam",
        "jangan main hakim sendiri",
        "turun di Terminal Giwangan lalu ke Bandara Juanda",
        "Penulis: Joko Anwar",
        "ketua RT setempat, Slamet, membenarkan",
        "bin Ahmad pergi ke kantor",
        "lan kali ini",
        "pan saya tidak tahu",
        "man of the match",
        "halo semuanya",
        "",
    ],
)
def test_private_persons_and_plain_words_are_no_actors(text: str) -> None:
    """A name without a public office is not taken; short words are not agencies."""
    assert found(text) == []


def test_the_title_ends_where_the_sentence_goes_on() -> None:
    """A headline's verb is no part of a name, and two officials stay two."""
    assert found("Bupati Jember Minta Warga Waspada")[0] == ("official", "Bupati Jember")
    assert found("Bupati Jember dan Wakil Bupati Jember hadir") == [
        ("official", "Bupati Jember"),
        ("official", "Wakil Bupati Jember"),
    ]


def test_office_brings_its_own_names() -> None:
    """Units, aliases and leaders of the office are known."""
    office = Office(
        "Pemerintah Kabupaten Wanasari",
        "PEMKAB WANASARI",
        region_name="Kabupaten Wanasari",
        leader_names=("Ratna Kusuma",),
        units=(Unit("Dinas Perairan", ("AIR",), ("Disper",)),),
    )
    finder = ActorFinder(office)
    texts = [(kind, text) for kind, text, _, _ in finder.find("Ratna Kusuma memanggil Disper, kata Bupati Wanasari.")]
    assert texts == [("official", "Ratna Kusuma"), ("agency", "Disper"), ("official", "Bupati Wanasari")]


def test_columns() -> None:
    """Spans index into the text, or into the title of a post without text."""
    posts = pd.DataFrame({"title": ["Polres Bogor bergerak", "x"], "text": ["", "kata KPK"]}, index=[5, 1])
    entities = entity_columns(posts)["entities"]
    assert entities[5] == (("agency", "Polres Bogor", 0, 12),)
    assert entities[1] == (("agency", "KPK", 5, 8),)
    assert len(entity_columns(posts.iloc[:0])) == 0


@settings(max_examples=80)
@given(st.text(max_size=200) | st.lists(st.sampled_from(
    ["Bupati", "Bogor", "dan", "Dinas", "PUPR", ",", "RSUD", "dr.", "Budi", "SMAN", "1", "KPK", "RI", "\n", "&", "PT"]
)).map(" ".join))  # fmt: skip
def test_spans_always_fit(text: str) -> None:
    """Whatever comes, spans lie in the text, match it, and do not overlap."""
    last = 0
    for kind, shown, start, end in FINDER.find(text):
        assert kind in KINDS
        assert last <= start < end <= len(text)
        assert text[start:end] == shown
        last = end
