"""The office's template and order of sections, from kentongan.toml and the command line."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from kentongan.cli.app import run
from kentongan.cli.registry import COMMANDS
from kentongan.config.reading import load_settings
from kentongan.config.settings import Settings
from kentongan.config.writing import write_settings
from kentongan.core.errors import ConfigError, TemplateError
from kentongan.pipeline.office_paper import office_paper
from reports.daily import SECTIONS

OFFICE = {"instansi": {"nama": "Pemerintah Kabupaten Wanasari"}}


def settings(folder: Path, **report: object) -> Settings:
    """The settings of an office whose [laporan] says `report`."""
    file = folder / "kentongan.toml"
    write_settings(
        file,
        {**OFFICE, "laporan": report, "penanda_tangan": [{"jabatan": "Kepala Dinas", "nama": "Contoh", "nip": "1980"}]},
        overwrite=True,
    )
    return load_settings(file)


def template(folder: Path, *lines: str) -> None:
    """A Word file of these paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    (folder / "templat.docx").write_bytes(out.getvalue())


def test_signatories_reach_the_office(tmp_path: Path) -> None:
    """As reports print them."""
    assert settings(tmp_path).office().signatories[0].position == "Kepala Dinas"


def test_the_order_comes_from_settings_and_the_template_has_the_last_word(tmp_path: Path) -> None:
    """All sections; those of the settings; those of the template; `isi` stands for what the settings want."""
    assert office_paper(settings(tmp_path)).sections == tuple(SECTIONS)
    wanted = ["prioritas", "status", "penutup"]
    assert office_paper(settings(tmp_path, bagian=wanted)).sections == tuple(wanted)
    template(tmp_path, "{{ bagian: rekomendasi }}", "{{ isi }}")
    paper = office_paper(settings(tmp_path, bagian=wanted, templat="templat.docx"))
    assert paper.sections == ("rekomendasi", *wanted)
    assert paper.assets.letterhead is not None
    assert b"bagian: rekomendasi" in paper.assets.letterhead


def test_what_is_wrong_is_told_with_its_key_or_place(tmp_path: Path) -> None:
    """A section that does not exist or comes twice, a picture that is none, a template that is not there or is wrong."""
    for keys, said in ((["priortas"], "Mungkin maksudnya prioritas"), (["status", "status"], "ditulis dua kali")):
        with pytest.raises(ConfigError, match=said):
            office_paper(settings(tmp_path, bagian=keys))
    (tmp_path / "l.png").write_bytes(b"GIF89a")
    with pytest.raises(ConfigError, match="bukan gambar PNG"):
        office_paper(settings(tmp_path, lambang="l.png"))
    with pytest.raises(TemplateError, match=r"tidak-ada\.docx tidak dapat dibuka"):
        office_paper(settings(tmp_path, templat="tidak-ada.docx"))
    template(tmp_path, "{{ isi }}", "{{ nama: 2 }}")
    with pytest.raises(TemplateError, match=r"\[\[penanda_tangan\]\] baru memuat 1"):
        office_paper(settings(tmp_path, templat="templat.docx"))


def test_the_example_can_be_written_checked_and_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The two commands, with and without mistakes; the exit code of a wrong template is 7."""
    monkeypatch.chdir(tmp_path)
    settings(tmp_path)
    assert run(["template", "example"], COMMANDS) == 0
    assert run(["template", "check", "templat.docx"], COMMANDS) == 0
    assert "Urutan bagian: isi, lampiran." in capsys.readouterr().out
    assert run(["template", "example"], COMMANDS) == 2
    template(tmp_path, "{{ isi }}", "Nomor {{ nomer }}")
    assert run(["template", "check", "templat.docx"], COMMANDS) == 7
    assert (
        "paragraf 2, “{{ nomer }}”: penanda ini tidak dikenal. Mungkin maksudnya {{ nomor }}."
        in capsys.readouterr().err
    )
    template(tmp_path, "Kop")
    assert run(["template", "check", "templat.docx"], COMMANDS) == 0
