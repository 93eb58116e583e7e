"""`kentongan due`: what is due is done once, what failed is tried again, what was missed is caught up."""

from __future__ import annotations

import configparser
import shlex
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from office_desk import NOW, SETTINGS, Desk

MORNING = "2026-11-16T06:31:00+07:00"


def due(desk: Desk, now: str) -> list[str]:
    """The lines of one call."""
    said = desk.call("due", now=now)
    assert said.code == 0, said.err
    return [line.split(":")[0] for line in said.out.splitlines()]


def test_the_morning_is_done_once_and_caught_up(desk: Desk) -> None:
    """At 06.31 the round and the draft; a minute later nothing; after two days off both again, once."""
    assert due(desk, MORNING) == ["dengar (16-11 06.30)", "laporan (16-11 06.30)"]
    assert due(desk, "2026-11-16T06:32:00+07:00") == []
    assert due(desk, "2026-11-16T07:00:00+07:00") == ["dengar (16-11 07.00)"]
    assert due(desk, "2026-11-18T09:10:00+07:00") == ["dengar (18-11 09.10)", "laporan (18-11 06.30)"]


def test_another_process_at_the_same_job(desk: Desk) -> None:
    """It is left to it; one that died is given up after two hours."""
    desk.call("sources", "list", now=MORNING)
    with closing(sqlite3.connect(desk.database)) as database, database:
        database.execute("INSERT INTO settings VALUES ('jadwal-mulai:laporan', '2026-11-15T23:30:30+00:00')")
    assert due(desk, MORNING) == ["dengar (16-11 06.30)"]
    assert "laporan (16-11 06.30)" in due(desk, "2026-11-16T08:31:00+07:00")


def test_a_failed_job_is_told_and_tried_again(desk: Desk) -> None:
    """The report's folder cannot be written: one line, and ten minutes later another attempt."""
    folder = desk.folder / "laporan"
    folder.write_text("bukan folder", encoding="utf-8")
    said = desk.call("due", now=MORNING)
    assert said.code == 1
    assert "laporan" in said.err
    assert due(desk, "2026-11-16T06:33:00+07:00") == []
    folder.unlink()
    assert due(desk, "2026-11-16T06:42:00+07:00") == ["dengar (16-11 06.40)", "laporan (16-11 06.30)"]


def test_nothing_is_collected_where_the_office_says_so(desk: Desk) -> None:
    """dengar_menit = 0; and an approved report goes out by itself only where it says so."""
    desk.settings(SETTINGS + "\n[jadwal]\ndengar_menit = 0\n")
    assert due(desk, NOW) == ["laporan (15-11 06.30)"]
    assert due(desk, MORNING) == ["laporan (16-11 06.30)"]


def test_the_timers_are_what_computers_read(desk: Desk, tmp_path: Path) -> None:
    """Systemd's own check where it is installed; the command line in each is ours, with spaces and percent signs."""
    odd = tmp_path / "meja 100% siap"
    odd.mkdir()
    shutil.copy(desk.folder / "kentongan.toml", odd)
    said = Desk(odd).call("schedule", "--folder", odd / "jadwal")
    assert said.code == 0, said.err
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment]
    unit.read(odd / "jadwal" / "kentongan.service", encoding="utf-8")
    words = shlex.split(unit["Service"]["ExecStart"].replace("%%", "%"))
    assert words[1:4] == ["-m", "kentongan", "--config"]
    assert words[4] == str(odd / "kentongan.toml")
    cron = (odd / "jadwal" / "crontab.txt").read_text(encoding="utf-8")
    assert shlex.split(cron.replace("\\%", "%"))[5:] == words
    if shutil.which("systemd-analyze"):
        files = [odd / "jadwal" / name for name in ("kentongan.service", "kentongan.timer")]
        checked = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr


def test_a_folder_that_cannot_be_written(desk: Desk) -> None:
    """One clear line."""
    said = desk.call("schedule", "--folder", desk.folder / "kentongan.toml" / "x")
    assert said.code == 2
    assert "Pilih folder lain" in said.err


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_texts_can_be_read_on_screen(desk: Desk, lang: str) -> None:
    """Without a folder they are printed."""
    said = desk.call("--lang", lang, "schedule")
    assert said.code == 0
    assert "OnCalendar" in said.out
