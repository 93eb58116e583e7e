"""An office's desk in a temporary folder: settings, data, reports, and the command line to work on it."""

from __future__ import annotations

import html
import io
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from kentongan.cli.app import run
from kentongan.cli.registry import COMMANDS
from kentongan.store.office_key import FILE_NAME as KEY_FILE

SAMPLE = Path(str(files("kentongan.sample")))
SAMPLE_FILES = ("medsos.jsonl", "aduan.csv", "grup-wa.txt")
DAY = "2026-11-16"
NOW = "2026-11-16T06:00:00+07:00"
# Columns that count rows rather than say something, and the journals of jobs and visits, which tell of every try.
NOT_STATE = {"seq"}
NOT_TABLES = {"runs", "settings", "source_days", "source_standings", "site_notes", "alembic_version"}

SETTINGS = """\
[instansi]
nama = "Pemerintah Kabupaten Wanasari"
jenis = "kabupaten"
wilayah = "99.01"
pimpinan = "Bupati Wanasari"
sebutan = ["Pemkab Wanasari", "Wanasari"]
kata_pantau = ["PDAM Tirta Wanasari", "Girimukti", "Kali Wening", "Sukamaju", "Tegalrandu", "Muaralaya"]

[laporan]
bentuk = ["html", "txt"]

[penilaian]
lonjakan_minimal = 20
wilayah_tambahan = "wilayah.csv"

[jaringan]
jeda_detik = 0
"""


@dataclass(frozen=True)
class Said:
    """What a command answered: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What stands on standard error, line by line."""
        return self.err.splitlines()


@dataclass(frozen=True)
class Desk:
    """A folder with kentongan.toml, and the command line called in it."""

    folder: Path

    def call(self, *words: object, stdin: str = "", now: str = NOW) -> Said:
        """Run one command line in this process, as `kentongan WORDS` would."""
        out, err = io.StringIO(), io.StringIO()
        line = ["--config", str(self.folder / "kentongan.toml"), *map(str, words)]
        with _environment({"KENTONGAN_NOW": now}), _stdin(stdin), redirect_stdout(out), redirect_stderr(err):
            code = run(line, COMMANDS)
        return Said(code, out.getvalue(), err.getvalue())

    def settings(self, text: str) -> None:
        """Replace the settings."""
        (self.folder / "kentongan.toml").write_text(text, encoding="utf-8")

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "kentongan-data" / "kentongan.sqlite"

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the database answers."""
        with sqlite3.connect(self.database) as connection:
            found = connection.execute(query).fetchall()
        connection.close()
        return found

    def state(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything that is remembered, table by table, without row numbers and without the journal of jobs."""
        connection = sqlite3.connect(self.database)
        try:
            names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            found = {}
            for name in names:
                if name in NOT_TABLES or name.startswith(("sqlite_", "post_words", "posts_fts", "words")):
                    continue
                columns = [c[1] for c in connection.execute(f"PRAGMA table_info({name})") if c[1] not in NOT_STATE]
                chosen = ", ".join(f'"{c}"' for c in columns)
                found[name] = sorted(connection.execute(f"SELECT {chosen} FROM {name}"), key=repr)  # noqa: S608
            return found
        finally:
            connection.close()

    def reports(self, day: str = DAY) -> dict[str, bytes]:
        """The report's files of a day: name → bytes; nothing else may lie in that folder."""
        folder = self.folder / "laporan" / day
        return {p.name: p.read_bytes() for p in sorted(folder.iterdir())} if folder.is_dir() else {}

    def page(self, day: str = DAY, version: int = 1) -> str:
        """The words of the report's web page, without marks, pictures and scripts."""
        mark = f"-v{version}" if version > 1 else ""
        page = self.reports(day)[f"laporan-isu-harian-{day}{mark}.html"].decode()
        bare = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())

    def limits(self, day: str = DAY) -> str:
        """The words of the section "Keterbatasan"."""
        return self.page(day).rpartition("12 Keterbatasan")[2].partition("13 Penutup")[0].partition("Lampiran A")[0]

    def copy(self, folder: Path) -> Desk:
        """The same desk elsewhere."""
        shutil.copytree(self.folder, folder)
        return Desk(folder)


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update({name: value for name, value in values.items() if value})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _stdin(text: str) -> Iterator[None]:
    before = sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = before


def make_desk(folder: Path, settings: str = SETTINGS) -> Desk:
    """A desk with the sample regency's settings and nothing on it."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SAMPLE / "wilayah.csv", folder / "wilayah.csv")
    (folder / "kentongan-data").mkdir(exist_ok=True)
    # One key for all desks, so that pseudonyms can be compared.
    (folder / "kentongan-data" / KEY_FILE).write_bytes(bytes(range(32)))
    desk = Desk(folder)
    desk.settings(settings)
    return desk
