"""kentongan.toml: checked, documented, written and read back."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.config.reading import load_settings, toml_value
from kentongan.config.settings import Tables
from kentongan.config.writing import compose_settings, write_settings
from kentongan.core.errors import ConfigError
from kentongan.pipeline.workspace import check_codes

GOOD = {"instansi": {"nama": "Pemerintah Kabupaten Wanasari", "wilayah": "99.01"}, "laporan": {"zona": "WITA"}}


def load(tmp_path: Path, text: str) -> ConfigError:
    """The error that `text` gives."""
    file = tmp_path / "kentongan.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings(file, {})
    return caught.value


@pytest.mark.parametrize(
    ("text", "key", "words", "example"),
    [
        ('[instansi]\nnama = "Pemkab A"\nwilaya = "64"', "instansi.wilaya", "tidak dikenal", 'wilayah = "64.72"'),
        ('[instansi]\nnama = "Pemkab A"\n[laporan]\nzona = "WIBB"', "laporan.zona", "salah satu dari", 'zona = "WITA"'),
        (
            '[instansi]\nnama = "Pemkab A"\n[laporan]\nbatas_waktu = "25.00"',
            "laporan.batas_waktu",
            "bentuknya",
            "06.00",
        ),
        (
            '[instansi]\nnama = "Pemkab A"\n[data]\nhari_simpan = "lama"',
            "data.hari_simpan",
            "angka",
            "hari_simpan = 30",
        ),
        ('[instansi]\nnama = "Pemkab A"\n[data]\nhari_simpan = 1', "data.hari_simpan", "terlalu kecil", "30"),
        (
            '[instansi]\nnama = "Pemkab A"\n[[sumber]]\nnama = "x"\nalamat = "ftp://x"',
            "sumber[1].alamat",
            "bentuknya",
            "https://",
        ),
        ('[instansi]\nnama = "Pemkab A"\nsebutan = "satu"', "instansi.sebutan", "daftar", "["),
        ("[laporan]\n", "instansi", "wajib diisi", ""),
        ("[instansi]\njenis = 5\n", "instansi.nama", "wajib diisi", "Pemerintah Kota Samarinda"),
    ],
)
def test_a_wrong_key_or_value_is_answered_with_an_example(
    tmp_path: Path, text: str, key: str, words: str, example: str
) -> None:
    """Each answer names the key, says what is wrong, and shows something that works."""
    message = load(tmp_path, text).to("id")

    assert f"`{key}`" in message
    assert words in message
    assert example in message


def test_a_typing_error_names_line_and_column(tmp_path: Path) -> None:
    """A missing quote is found by its line."""
    error = load(tmp_path, "[instansi]\nnama = Pemkab\n")

    assert "baris 2" in error.to("id")
    assert "tanda kutip" in error.to("id")


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    """The first thing a newcomer meets points to init."""
    with pytest.raises(ConfigError, match="kentongan init"):
        load_settings(tmp_path / "kentongan.toml", {})


def test_what_init_writes_is_read_back(tmp_path: Path) -> None:
    """The commented file holds exactly the values it was given and the defaults for the rest."""
    file = tmp_path / "kentongan.toml"
    write_settings(file, {**GOOD, "opd": [{"nama": "DPUPR", "kategori": ["INFRA"]}]})

    office = load_settings(file, {}).office()

    assert (office.agency, office.region, office.zone) == ("Pemerintah Kabupaten Wanasari", "99.01", "WITA")
    assert office.units[0].categories == ("INFRA",)
    assert office.cut_off.hour == 6


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    """A second init never destroys an officer's work."""
    file = tmp_path / "kentongan.toml"
    write_settings(file, GOOD)
    with pytest.raises(ConfigError, match="--force"):
        write_settings(file, GOOD)


def test_the_database_address_may_come_from_the_environment(tmp_path: Path) -> None:
    """A password need not stand in the file."""
    file = tmp_path / "kentongan.toml"
    write_settings(file, GOOD)

    assert load_settings(file, {"KENTONGAN_DATABASE": "postgresql://x"}).tables.data.database == "postgresql://x"


def test_a_key_in_the_environment_outranks_the_file(tmp_path: Path) -> None:
    """A shared computer keeps no secret in the file; plugins may have keys of their own."""
    file = tmp_path / "kentongan.toml"
    write_settings(file, {**GOOD, "kunci": {"youtube": "dari-berkas", "x": "token-x"}})
    file.write_text(
        file.read_text(encoding="utf-8").replace("[kunci]", '[kunci]\npengaya = "rahasia"'), encoding="utf-8"
    )
    found = load_settings(file).secrets({"KENTONGAN_KUNCI_YOUTUBE": " dari-luar ", "KENTONGAN_KUNCI_THREADS": ""})
    assert found == {"youtube": "dari-luar", "x": "token-x", "pengaya": "rahasia"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"penerbit": "http://sso.kantor.go.id"}, "masuk.penerbit"),
        ({"penerbit": "https://nama:sandi@sso.kantor.go.id"}, "masuk.penerbit"),
        ({"alamat_dasbor": "https://dasbor.kantor.go.id/kentongan"}, "masuk.alamat_dasbor"),
        ({"alamat_dasbor": ""}, "alamat_dasbor"),
        ({"klien": ""}, "klien"),
        ({"peran": {}}, "peran"),
        ({"peran": {"humas": ["raja"]}}, "masuk.peran"),
        ({"lingkup": ["profile"]}, "openid"),
    ],
)
def test_a_way_in_that_would_not_be_safe_is_refused(tmp_path: Path, changed: dict[str, object], said: str) -> None:
    """Plain http, a half-filled table, roles that do not exist."""
    whole = {
        "penerbit": "https://sso.kantor.go.id",
        "klien": "kentongan",
        "alamat_dasbor": "https://dasbor.kantor.go.id/",
        "peran": {"humas": ["analis"]},
    }
    file = tmp_path / "kentongan.toml"
    write_settings(file, {**GOOD, "masuk": whole})
    assert load_settings(file).tables.entrance.address == "https://dasbor.kantor.go.id"
    with pytest.raises(ConfigError, match=said):
        write_settings(file, {**GOOD, "masuk": {**whole, **changed}}, overwrite=True)


def test_every_key_is_documented_with_an_example() -> None:
    """The written file explains each key, and the guide lists each key."""
    text = compose_settings(GOOD)
    guide = (Path(__file__).parents[2] / "docs" / "panduan" / "konfigurasi.md").read_text(encoding="utf-8")
    for name, field in Tables.model_fields.items():
        assert f"[{field.alias or name}" in guide
        table = getattr(field.annotation, "__args__", (field.annotation,))[0]
        for key, inner in table.model_fields.items():
            alias = inner.alias or key
            assert inner.description
            assert inner.examples
            assert alias in text
            assert f"`{alias}`" in guide


@given(st.text(max_size=40))
def test_any_text_survives_toml(text: str) -> None:
    """Quotes, backslashes and control characters in a name do not break the file."""
    assert tomllib.loads(f"a = {toml_value(text)}")["a"] == text


def test_own_categories_reach_the_office_and_wrong_codes_are_told(tmp_path: Path) -> None:
    """[[kategori]] becomes part of the office; a code that nobody knows names file, place and what may be meant."""
    rows = {"kategori": [{"kode": "WISATA", "nama": "Pariwisata", "kuat": ["objek wisata"]}]}
    good, bad = tmp_path / "baik.toml", tmp_path / "salah.toml"
    write_settings(good, {**GOOD, **rows, "opd": [{"nama": "Dispar", "kategori": ["WISATA"]}]})
    write_settings(bad, {**GOOD, **rows, "opd": [{"nama": "Dispar", "kategori": ["WISTA"]}]})

    office = load_settings(good).office()
    assert (office.own_categories[0].code, office.own_categories[0].strong) == ("WISATA", ("objek wisata",))
    check_codes(load_settings(good), good.name)
    with pytest.raises(ConfigError) as caught:
        check_codes(load_settings(bad), bad.name)
    assert "salah.toml: `opd[1].kategori`: kategori 'WISTA' tidak ada; mungkin maksudnya WISATA." in str(caught.value)


def test_a_badly_written_own_category_is_told_with_its_place(tmp_path: Path) -> None:
    """The second table's code is in small letters, a list is a text."""
    file = tmp_path / "kentongan.toml"
    write_settings(file, GOOD)
    text = file.read_text(encoding="utf-8")
    file.write_text(
        f'{text}\n[[kategori]]\nkode = "PASAR"\n\n[[kategori]]\nkode = "wisata"\nkuat = "objek wisata"\n',
        encoding="utf-8",
    )
    with pytest.raises(ConfigError) as caught:
        load_settings(file)
    assert "kentongan.toml: `kategori[2].kode` bentuknya salah" in str(caught.value)
    assert "`kategori[2].kuat`" in str(caught.value)
