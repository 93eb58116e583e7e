"""`kentongan init`: answers by options or by piped lines, and a region that is never guessed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from office_desk import Desk

from kentongan.config.reading import load_settings

if TYPE_CHECKING:
    from office_desk import Said


def init(folder: Path, *words: str, answers: str = "") -> Said:
    """`kentongan init` in an empty folder."""
    return Desk(folder).call("init", *words, stdin=answers)


def office(folder: Path) -> dict[str, Any]:
    """The table [instansi] of the file that was written."""
    tables: dict[str, Any] = tomllib.loads((folder / "kentongan.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = tables["instansi"]
    return found


@pytest.mark.parametrize(
    ("agency", "region", "leader"),
    [
        ("Pemkab Bogor", "32.01", "Bupati Bogor"),
        ("Pemerintah Kota Bogor", "32.71", "Wali Kota Bogor"),
        ("Pemkot Solo", "33.72", "Wali Kota Surakarta"),
        ("Pemerintah Provinsi Jawa Barat", "32", "Gubernur Jawa Barat"),
        ("Kantor Kementerian Agama Kota Bandung", "32.73", "Kepala Kankemenag"),
        ("Kantor Wilayah Kementerian Agama Provinsi Jawa Barat", "32", "Kepala Kanwil"),
        ("Kementerian Kesehatan", "", "Menteri"),
    ],
)
def test_the_region_lies_in_the_agencys_name(agency: str, region: str, leader: str, tmp_path: Path) -> None:
    """With --yes nothing is asked: kind, region and leader come from the name, and the file loads."""
    said = init(tmp_path, "--agency", agency, "--yes")

    assert said.code == 0, said.err
    assert (office(tmp_path)["wilayah"], office(tmp_path)["pimpinan"]) == (region, leader)
    assert load_settings(tmp_path / "kentongan.toml").tables.source_tables


@pytest.mark.parametrize(
    ("words", "hints"),
    [
        (("--agency", "Dinas Kominfo", "--region", "Bogor", "--yes"), ("Kota Bogor, Jawa Barat (32.71)", "32.71")),
        (("--agency", "Pemkab Slemann", "--yes"), ("yang mirip: Kab. Sleman", "similar: Kab. Sleman")),
        (("--agency", "Pemkot X", "--region", "Atlantis", "--yes"), ("--region", "--region")),
        (("--agency", "Pemkot X", "--region", "99.99", "--yes"), ("--region", "--region")),
        (("--agency", "Pemkot X", "--kind", "desa", "--yes"), ("kabupaten, kota", "kabupaten, kota")),
        (("--yes",), ("--agency", "--agency")),
    ],
)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_is_unclear_is_refused(words: tuple[str, ...], hints: tuple[str, str], lang: str, tmp_path: Path) -> None:
    """Ambiguous, misspelt or unknown: exit code 2, one line with the candidates or the option, no file."""
    said = init(tmp_path, *words, "--lang", lang)

    assert said.code == 2
    assert len(said.lines) == 1, said.err
    assert hints[lang == "en"] in said.err
    assert not (tmp_path / "kentongan.toml").exists()


def test_questions_are_answered_by_piped_lines(tmp_path: Path) -> None:
    """A wrong kind, an unknown region and a wrong number are asked again; the answers end up in the file."""
    lines = ["Dinas X", "foo", "kota", "Atlantis", "Bogor", "", "parkir, sampah", "Pemkot, Kota Hujan"]
    said = init(tmp_path, answers="\n".join(lines) + "\n")

    assert said.code == 0, said.err
    found = office(tmp_path)
    assert (found["jenis"], found["wilayah"], found["pimpinan"]) == ("kota", "32.71", "Wali Kota Bogor")
    assert (found["kata_pantau"], found["sebutan"]) == (["parkir", "sampah"], ["Pemkot", "Kota Hujan"])
    assert "Pilih salah satu dari daftar." in said.err
    assert "Wilayah Atlantis tidak ditemukan" in said.err


def test_an_ambiguous_region_is_chosen_by_number(tmp_path: Path) -> None:
    """A number that is none is asked again."""
    lines = ["Kantor X", "kankemenag", "Bogor", "abc", "2", "", "", ""]
    said = init(tmp_path, answers="\n".join(lines) + "\n")

    assert said.code == 0, said.err
    assert office(tmp_path)["wilayah"] == "32.71"
    assert "Tulis salah satu nomor di atas." in said.err


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    """Settings are never overwritten by accident; --force replaces them; the end of input stops without a file."""
    assert init(tmp_path / "baru", answers="").code == 2
    assert not (tmp_path / "baru").exists()
    init(tmp_path, "--agency", "Pemkab Bogor", "--yes")
    before = (tmp_path / "kentongan.toml").read_bytes()
    again = init(tmp_path, "--agency", "Pemkab Sleman", "--yes")
    kept = (tmp_path / "kentongan.toml").read_bytes()
    forced = init(tmp_path, "--agency", "Pemkab Sleman", "--yes", "--force")

    assert again.code == 2
    assert "--force" in again.err
    assert kept == before
    assert forced.code == 0
    assert office(tmp_path)["wilayah"] == "34.04"


def test_it_leaves_the_timers_beside_the_settings(tmp_path: Path) -> None:
    """systemd, cron and Windows: a folder to choose from, naming these very settings."""
    from office_desk import Desk

    desk = Desk(tmp_path)
    said = desk.call("init", "--agency", "Pemerintah Kota Samarinda", "--region", "64.72", "--yes")
    assert said.code == 0, said.err
    written = {path.name for path in (tmp_path / "jadwal").iterdir()}
    assert written == {"kentongan.service", "kentongan.timer", "crontab.txt", "windows.txt"}
    assert str(tmp_path / "kentongan.toml") in (tmp_path / "jadwal" / "crontab.txt").read_text(encoding="utf-8")


def test_questions_nobody_answers_are_no_mystery(tmp_path: Path) -> None:
    """Without a terminal and with too few piped lines: which option takes the defaults, and no file."""
    said = init(tmp_path, "--agency", "Pemerintah Kota Bogor", answers="\n")

    assert said.code == 2
    assert "--yes" in said.err
    assert not (tmp_path / "kentongan.toml").exists()
