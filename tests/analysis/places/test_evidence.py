"""Names without a level word: what happens there, what stands beside them, how people spell them."""

import pytest

from analysis.places.gazetteer import Gazetteer
from analysis.places.reading import PlaceReader
from analysis.places.spellings import spellings

GAZETTEER = Gazetteer.load()


def codes(region: str, text: str) -> list[str]:
    """The codes found by an office of that region, in order, open ones as ""."""
    return [place[0] for place in PlaceReader(GAZETTEER, region).read("", text)[0]]


@pytest.mark.parametrize(
    ("region", "text", "expected"),
    [
        ("33.18", "Pati diguyur hujan sejak sore", ["33.18"]),
        ("", "Batu dikepung kabut, pandangan lima meter", ["35.79"]),
        ("35.79", "Batu sepi pengunjung", ["35.79"]),
        ("52.72", "bima macet pagi ini", ["52.72"]),
        ("64.09", "PPU menunggu kepastian", ["64.09"]),
        ("35.73", "di malang tidak ada", ["35.73"]),
        ("35.79", "di batu tertulis namanya", []),
        ("52.72", "Bima Sena tokoh kesayangan kakek", []),
        ("72.71", "Palu dan obeng hilang dari kotak", []),
        ("33.18", "serang balik, jangan diam", []),
    ],
)
def test_everyday_names(region: str, text: str, expected: list[str]) -> None:
    """Something happens there, or it is ours and stands where places stand."""
    assert codes(region, text) == expected


@pytest.mark.parametrize(
    ("region", "text", "expected"),
    [
        ("35.06", "Kebakaran Pare padam setelah dua jam", ["35.06.17"]),
        ("35.06", "Pare enak kalau ditumis", []),
        ("64.72", "Sungai Kunjang gelap lagi", ["64.72.06"]),
        ("33.29", "Larangan merokok di ruang tunggu", []),
        ("35.78", "jemput anak nang Rungkut", ["35.78.03"]),
        ("35.78", "lakarsantri gelap gulita", ["35.78.18"]),
        ("35.21", "Ngawi Widodaren macet total", ["35.21", "35.21.12"]),
        ("33.10", "warga Wonosari kerja bakti", ["33.10.15"]),
        ("31", "banjir di Rawa Buaya surut", ["31.73.01.1003"]),
        ("33.29", "emas batangan naik", []),
    ],
)
def test_own_names(region: str, text: str, expected: list[str]) -> None:
    """A district or village of ours needs little; an ordinary word needs something that happens there."""
    assert codes(region, text) == expected


@pytest.mark.parametrize(
    ("region", "text", "expected"),
    [
        ("", "KLATEN - Ratusan warga mengungsi. Bantuan tiba di Karangnongko.", ["33.10", "33.10.10"]),
        ("", "Kabupaten Jember siaga. Jembatan putus, Sukorambi gelap.", ["35.09", "35.09.15"]),
        ("", "Warga Karangdowo antre air", []),
        ("36", "Cimanuk Pandeglang gelap", ["36.01.18", "36.01"]),
        ("33.14", "masaran sragen banjir", ["33.14.03", "33.14"]),
        ("16", "Lubuklinggau Timur II sejuk", ["16.73"]),
        ("", "Baturaja Barat terendam", ["16.01.13"]),
    ],
)
def test_company(region: str, text: str, expected: list[str]) -> None:
    """A name that several places bear, or that is an ordinary word, counts beside the regency it lies in."""
    found = codes(region, text)
    assert found[: len(expected)] == expected


@pytest.mark.parametrize(
    ("region", "text", "expected"),
    [
        ("", "Pasbar berduka", ["13.12"]),
        ("32.15", "Krw macet", ["32.15"]),
        ("33.10", "Krw macet", []),
        ("", "ombak tinggi di Miangas", ["71.04"]),
        ("", "penerbangan ke Wamena batal", ["95.01.01"]),
        ("", "warga Kab. Bdg menunggu", ["32.04"]),
        ("", "Kep. Meranti panen sagu", ["14.10"]),
        ("31", "Tj Priok macet", ["31.72.02"]),
        ("", "doa kami #BanjirKendari", ["74.71"]),
        ("", "doa kami #banjirkendari", ["74.71"]),
        ("", "BATU BARA – Nelayan kembali melaut", ["12.19"]),
        ("", "harga batubara turun", []),
        ("", "harganya di kisaran sepuluh ribu", []),
        ("", "naik kapal dari pelabuhan Ketapang", []),
        ("", "bubur manado dan martabak bangka", []),
        ("", "konser solo-nya bagus", []),
        ("16", "kades bae yang datang", []),
    ],
)
def test_spellings_and_traps(region: str, text: str, expected: list[str]) -> None:
    """Short forms, towns, islands, hashtags; dishes, harbours and coal are no regions."""
    assert codes(region, text) == expected


def test_spellings_of_a_name() -> None:
    """Together, apart, with short words; never apart into two ordinary words."""
    assert set(spellings("Sumber Rejo")) == {("sumber", "rejo"), ("sumberrejo",)}
    assert ("tj", "priok") in set(spellings("Tanjung Priok"))
    assert ("lowokwaru",) in set(spellings("Lowokwaru"))
    assert ("suka", "baru") not in set(spellings("Sukabaru"))
