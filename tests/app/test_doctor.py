"""`kentongan doctor`: what works, what does not, what to do; in any state of an installation."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from office_desk import Desk

from kentongan.pipeline.health import Check, Verdict, examine

DAY = "2026-11-16"


def found(folder: Path) -> dict[str, Check]:
    """The checks by their Indonesian names."""
    return {check.name.id: check for check in examine(folder / "kentongan.toml")}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_without_settings_it_says_run_init(lang: str, tmp_path: Path) -> None:
    """Before `init` the installation itself is examined, and the next step named; that is no fault."""
    said = Desk(tmp_path).call("doctor", "--lang", lang)

    assert said.code == 0
    assert "kentongan init" in said.out
    assert found(tmp_path)["Model"].verdict is Verdict.GOOD
    assert found(tmp_path)["Alat laporan"].verdict is Verdict.GOOD
    assert found(tmp_path)["Paket"].verdict is Verdict.GOOD
    assert list(tmp_path.iterdir()) == []


def test_a_finished_desk_is_healthy(done: Desk) -> None:
    """Counts, key, last report: everything is named, nothing is broken, nothing is changed."""
    (done.folder / "kentongan-data" / "kantor.kunci").chmod(0o600)
    before = done.state()
    said = done.call("doctor")
    checks = found(done.folder)

    assert said.code == 0
    assert checks["Basis data"].finding.id.startswith(f"{len(before['posts'])} unggahan")
    assert checks["Laporan terakhir"].finding.id == f"{DAY}, versi 1, draf"
    assert checks["Kunci kantor"].verdict is Verdict.GOOD
    assert "0 bermasalah" in said.out
    assert done.state() == before


def test_a_key_that_others_can_read_is_noticed(done: Desk) -> None:
    """The mode of the key file, with the command that mends it."""
    key = done.folder / "kentongan-data" / "kantor.kunci"
    key.chmod(0o644)
    check = found(done.folder)["Kunci kantor"]
    key.write_bytes(b"pendek")

    assert check.verdict is Verdict.WARNING
    assert check.do is not None
    assert "chmod 600" in check.do.id
    assert found(done.folder)["Kunci kantor"].verdict is Verdict.BAD


def test_broken_settings_and_database_are_named(done: Desk) -> None:
    """A typing error, or a file that is no database: exit code 1, the reason, the other checks go on."""
    good = (done.folder / "kentongan.toml").read_text(encoding="utf-8")
    done.settings(good.replace("wilayah =", "wilyah ="))
    settings = done.call("doctor")
    done.settings(good)
    done.database.write_bytes(b"bukan basis data" * 100)
    for path in done.database.parent.glob("kentongan.sqlite-*"):
        path.unlink()
    database = done.call("doctor", "--lang", "en")

    assert (settings.code, database.code) == (1, 1)
    assert "did you mean" not in settings.out
    assert "✗ Pengaturan:" in settings.out
    assert "✗ Database:" in database.out
    assert "✓ Data folder" in database.out


@pytest.mark.parametrize(
    ("wrong", "right", "hint"),
    [
        ('wilayah = "99.01"', 'wilayah = "98.99"', "tidak ada wilayah 98.99"),
        ('wilayah_tambahan = "wilayah.csv"', 'wilayah_tambahan = "hilang.csv"', "hilang.csv tidak terbaca"),
        ("[penilaian]", '[model]\ntone_onnx = "hilang"\n\n[penilaian]', "tidak berisi model.onnx"),
    ],
)
def test_what_the_settings_name_is_looked_at(wrong: str, right: str, hint: str, done: Desk) -> None:
    """An unknown region, a table or a model that is not there: named before the next morning, and the rest goes on."""
    good = (done.folder / "kentongan.toml").read_text(encoding="utf-8")
    assert wrong in good
    done.settings(good.replace(wrong, right, 1))
    check = found(done.folder)["Wilayah dan nada"]

    assert check.verdict is Verdict.BAD
    assert hint in check.finding.id
    assert check.do is not None
    assert found(done.folder)["Basis data"].verdict is Verdict.GOOD


def test_failing_sources_and_stopped_jobs_are_listed(done: Desk) -> None:
    """Each source that failed with its reason, and a job that never ended."""
    text = (done.folder / "kentongan.toml").read_text(encoding="utf-8")
    done.settings(text + '\n[[sumber]]\nnama = "Radar Hilang"\nalamat = "http://127.0.0.1:9/feed"\n')
    unvisited = found(done.folder)["Sumber"]
    done.call("collect")
    with sqlite3.connect(done.database) as connection:
        connection.execute(
            "INSERT INTO runs (id, command, started_at, outcomes) "
            "SELECT 'r-x', 'import', max(started_at) + 1, '[]' FROM runs"
        )
    connection.close()
    checks = found(done.folder)

    assert unvisited.verdict is Verdict.WARNING
    assert "belum pernah dikunjungi" in unvisited.finding.id
    assert checks["Sumber"].verdict is Verdict.BAD
    assert checks["  Radar Hilang"].finding.id
    assert checks["Pekerjaan terhenti"].finding.id == "import"


def test_a_day_without_issues_is_a_day(desk: Desk, tmp_path: Path) -> None:
    """A quiet day's report counts as the last report, and as the one that the next is compared with."""
    path = tmp_path / "x.csv"
    path.write_text("id,text,published_at\n1,Selamat pagi,2026-11-15T10:00:00+07:00\n", encoding="utf-8")
    for words in (("import", path), ("analyse", "--day", DAY), ("report", "--day", DAY)):
        assert desk.call(*words).code == 0

    assert found(desk.folder)["Laporan terakhir"].finding.id.startswith(DAY)
    desk.call("report", "--day", "2026-11-17", now="2026-11-17T06:00:00+07:00")
    assert "belum ada laporan sebelumnya" not in desk.page("2026-11-17")
