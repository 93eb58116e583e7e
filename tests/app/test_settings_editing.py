"""Values of kentongan.toml are changed in place: comments stay, and a wrong value never reaches the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from kentongan.config.editing import change_file
from kentongan.core.errors import ConfigError

TEXT = """\
# Kantor kami
[instansi]
nama = "Pemerintah Kabupaten Wanasari"  # nama lengkap
kata_pantau = ["PDAM"]

[[sumber]]
nama = "Suara Nusa"
alamat = "https://suaranusa.example/feed"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "kentongan.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_comments_and_everything_else_stay(file: Path) -> None:
    settings = change_file(
        file, {("instansi", "kata_pantau"): ("PDAM", "parkir"), ("penilaian", "lonjakan_minimal"): 30}
    )
    text = file.read_text(encoding="utf-8")
    assert settings.tables.office_table.watch_words == ("PDAM", "parkir")
    assert settings.tables.judgement.min_burst == 30
    assert "# Kantor kami" in text
    assert "# nama lengkap" in text
    assert 'alamat = "https://suaranusa.example/feed"' in text
    assert settings.file == file.resolve()


def test_a_wrong_value_never_reaches_the_file(file: Path) -> None:
    with pytest.raises(ConfigError, match="lonjakan_minimal"):
        change_file(file, {("penilaian", "lonjakan_minimal"): 0})
    assert file.read_text(encoding="utf-8") == TEXT
    assert [path.name for path in file.parent.iterdir()] == ["kentongan.toml"]


def test_hostile_words_stay_words(file: Path) -> None:
    words = ('"]\n[kunci]\nx = "1', "baris\x00nol", "= 1", "😀 \\ 'kutip'")
    settings = change_file(file, {("instansi", "sebutan"): words})
    assert settings.tables.office_table.aliases == words


def test_a_folder_that_cannot_be_written_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> tuple[int, str]:
        raise PermissionError(13, "no")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(ConfigError, match="tidak dapat ditulis"):
        change_file(file, {("instansi", "sebutan"): ("Pemkab",)})
    assert file.read_text(encoding="utf-8") == TEXT
