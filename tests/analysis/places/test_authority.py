"""Whose business a matter is (field guide 15)."""

import pandas as pd
import pytest

from analysis.places.authority import LEVELS, authority_columns, authority_of


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("jalan nasional ambles", "nasional"),
        ("jalan provinsi rusak parah", "provinsi"),
        ("jalan kabupaten berlubang", "kab-kota"),
        ("jalan desa becek", "desa"),
        ("atap SMAN 1 roboh", "provinsi"),
        ("SMK dan SLB kekurangan guru", "provinsi"),
        ("siswa SD dan SMP diliburkan", "kab-kota"),
        ("PAUD belum punya gedung", "kab-kota"),
        ("madrasah dan pesantren", "instansi vertikal"),
        ("antrean di puskesmas", "kab-kota"),
        ("antrean di RSUD", "belum jelas"),
        ("BPJS Kesehatan nonaktif", "nasional"),
        ("PKH dan BPNT belum cair", "nasional"),
        ("BLT daerah belum cair", "kab-kota"),
        ("BLT desa dipotong", "desa"),
        ("listrik padam, PLN belum menjawab", "instansi vertikal"),
        ("air PDAM keruh", "kab-kota"),
        ("balai wilayah sungai mengeruk muara", "nasional"),
        ("sertifikat tanah belum jadi", "instansi vertikal"),
        ("polisi menangkap pelaku begal", "instansi vertikal"),
        ("keberangkatan jemaah haji", "nasional"),
        ("sertifikat halal", "nasional"),
        ("buku nikah habis", "instansi vertikal"),
        ("MBG di SDN 2 basi", "nasional"),
        ("SPPG ditutup", "nasional"),
        ("landasan bandara retak, Kemenhub ke mana", "nasional"),
        ("pupuk bersubsidi habis", "nasional"),
        ("formasi CPNS belum diumumkan BKN", "nasional"),
        ("Menteri Agama menjawab guru madrasah", "nasional"),
        ("antre paspor di imigrasi", "instansi vertikal"),
        ("KUA pindah kantor", "instansi vertikal"),
        ("Kodim membantu warga", "instansi vertikal"),
        ("RSUD provinsi kehabisan obat", "provinsi"),
        ("traffic light padam", "kab-kota"),
        ("keuchik jarang di tempat", "desa"),
        ("perangkat ds tidak ada", "desa"),
        ("tanah bengkok disewakan", "desa"),
        ("jalan putus, entah punya siapa, bupati diam", "belum jelas"),
        ("kua kuning di mangkuk", "belum jelas"),
        ("SDN terpencil, balai wilayah sungai diminta membangun jembatan", "nasional"),
        ("cuaca cerah", "belum jelas"),
        ("", "belum jelas"),
    ],
)
def test_table_of_the_field_guide(text: str, level: str) -> None:
    """Every row of the table decides as printed there."""
    found = authority_of([("", text)])
    assert found.level == level
    assert found.reason


def test_a_road_without_a_status_stays_open() -> None:
    """A road with a school and a mayor beside it is still nobody's road."""
    found = authority_of([("Jalan rusak depan SMAN 1", "Warga lapor ke bupati dan polisi.")], "INFRA")
    assert found.level == "belum jelas"
    assert "DPUPR" in found.reason
    assert authority_of([("", "lampu jalan mati")], "INFRA").level == "kab-kota"
    assert authority_of([("", "jalan provinsi rusak")], "INFRA").body == "Dinas PUPR provinsi"


def test_category_decides_where_words_do_not() -> None:
    """A category of one owner settles a post without a telling word."""
    assert authority_of([("", "kapan jadinya min")], "ADMIND").level == "kab-kota"
    assert authority_of([("", "kapan jadinya min")], "INFRA").level == "belum jelas"


def test_an_issue_is_decided_by_its_posts() -> None:
    """The more posts and titles speak for a level, the surer it wins; the reason names the word."""
    texts = [("Jalan provinsi ambles", ""), ("", "jalan provinsi ini"), ("", "katanya jalan kabupaten")]
    found = authority_of(texts, "INFRA")
    assert found.level == "provinsi"
    assert "jalan provinsi" in found.reason


def test_columns() -> None:
    """Two text columns, index kept, levels known."""
    posts = pd.DataFrame({"title": ["", ""], "text": ["listrik padam", "halo"]}, index=[3, 1])
    found = authority_columns(posts, ["AIR", ""])
    assert found["authority"].to_dict() == {3: "instansi vertikal", 1: "belum jelas"}
    assert set(found["authority"]) <= set(LEVELS)
    assert len(authority_columns(posts.iloc[:0])) == 0


def test_what_stands_at_a_road_is_no_status_of_it() -> None:
    """Lamps and drains told of beside a road do not make its status contested; two statuses do."""
    told = [("", "jalan provinsi ambles, warga minta lampu penerangan"), ("", "butuh lampu penerangan di jalan itu")]
    assert "disebut" in authority_of(told, "INFRA").reason
    assert authority_of(told, "INFRA").level != "belum jelas"

    both = authority_of([*told, ("", "bukan, itu jalan kabupaten")], "INFRA")
    assert both.level == "belum jelas"
    assert both.reason.startswith("disebut jalan provinsi dan jalan kabupaten")
