"""The command line: help, complaints and exit codes in two languages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from kentongan.cli.app import run, split_common
from kentongan.cli.commands.accuracy import _say_tables
from kentongan.cli.commands.common import show_outcomes
from kentongan.cli.placeholders import placeholder
from kentongan.cli.registry import COMMANDS
from kentongan.cli.screen import Screen
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say
from kentongan.core.runs import Outcome, OutcomeKind


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    code = run(words, COMMANDS)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.name)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_command_explains_itself(command: object, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """--help shows the words of the language, every option, and no leftover of click's own English."""
    name = command.name  # type: ignore[attr-defined]
    code, out, _ = call(capsys, *name.split(), "--help", "--lang", lang)

    assert code == 0
    assert command.help.to(lang).split()[0] in out  # type: ignore[attr-defined]
    for p in command.parameters:  # type: ignore[attr-defined]
        assert (p.names[0].split("/")[0] if p.is_option else str(placeholder(p, lang))) in out  # type: ignore[arg-type]
    if lang == "id":
        assert "Usage" not in out
        assert "Show this message" not in out
        assert not re.search(r"\[required\]|\b(TEXT|PATH|INTEGER|FLOAT|FILE|CASE|POST|NUMBER|RANGE)\b", out)
    else:
        assert not re.search(r"\b(BERKAS|NAMA|KALIMAT|TAUTAN|UNGGAHAN|KASUS|ALASAN)\b", out)


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """A newcomer who types only the name sees what there is."""
    code, out, _ = call(capsys)

    assert code == 0
    assert all(command.name.split()[0] in out for command in COMMANDS)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["apa"], "Perintah apa tidak dikenal. Lihat `kentongan --help`."),
        (["report", "--dya", "x"], "Mungkin maksudnya --day?"),
        (["import"], "BERKAS wajib disebutkan."),
        (["factcheck"], "Perintahnya belum disebutkan."),
        (["--lang", "fr", "demo"], "--lang membutuhkan nilai."),
        (["approve"], "--by wajib disebutkan."),
        (["approve", "--by"], "Opsi --by membutuhkan nilai."),
        (["claims", "list", "--all=1"], "Opsi --all tidak memakai nilai."),
        (
            ["claims", "done", "k-1", "satu", "x", "--by", "S, P"],
            "Nilai NOMOR tidak dapat dipakai: 'satu' bukan bilangan bulat.",
        ),
        (["claims", "step", "k-1", "x", "--hours", "dua", "--by", "S, P"], "'dua' bukan angka"),
        (["factcheck", "sync", "--days", "0"], "0 di luar batas 1 sampai 3650."),
        (["factcheck", "accept", "zzz", "--by", "S, P"], "'zzz' tidak dikenal; pilih 'komdigi'."),
        (["explain", "x", "--kind", "zzz"], "'zzz' tidak dikenal; pilih 'social', 'news'"),
    ],
)
def test_wrong_use_is_one_plain_line(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, one line, no trace, and where help is."""
    code, out, err = call(capsys, *words)

    assert code == 2
    assert out == ""
    assert message in err
    assert err.count("\n") == 1
    assert err.startswith("Galat: ")


def test_a_missing_settings_file_points_to_init(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commonest first mistake is answered with the next step, in either language."""
    monkeypatch.chdir(tmp_path)
    code, _, err = call(capsys, "analyse")
    english, _, err_en = call(capsys, "analyse", "--lang=en")

    assert code == english == 2
    assert "kentongan init" in err
    assert err_en.startswith("Error: The settings file")


def test_common_options_stand_anywhere() -> None:
    """--lang and --quiet are understood before and after the command; after -- nothing is touched."""
    common, rest = split_common(["--quiet", "report", "--lang", "en", "--day", "x", "--", "--lang"])

    assert (common.lang, common.quiet) == ("en", True)
    assert rest == ["report", "--day", "x", "--", "--lang"]
    with pytest.raises(UsageError):
        split_common(["--config"])


def test_version_as_people_ask_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` says what `version` says."""
    assert call(capsys, "--version") == call(capsys, "version")
    assert call(capsys, "--version")[0] == 0


def test_a_reason_that_many_share_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    """An office without internet reads one line; a source with a trouble of its own keeps its own."""
    same, own = Say("Tidak ada internet.", "No internet."), Say("Ditolak.", "Refused.")
    outcomes = [Outcome(f"s{n}", f"Media {n}", OutcomeKind.FAILED, reason=same) for n in range(9)]
    show_outcomes(Screen(), [*outcomes, Outcome("x", "Lain", OutcomeKind.FAILED, reason=own)])
    assert capsys.readouterr().err.splitlines() == [
        "Galat: Tidak ada internet. (Media 0, Media 1, Media 2, dan 6 sumber lain)",
        "Galat: Lain: Ditolak.",
    ]


def test_explain_names_the_words_that_decided(capsys: pytest.CaptureFixture[str]) -> None:
    """The tone of one text, its language, and the word behind it."""
    code, out, _ = call(capsys, "explain", "lampu jalan di depan sekolah mati dua bulan", "--lang", "en")

    assert code == 0
    assert "Tone: negative" in out
    assert "Language: Indonesian (ind)" in out
    assert "Words that decided the tone negative:" in out
    assert " mati (for)" in out
    assert re.search(r"Category: Infrastruktur[^:]*: lampu jalan", out)
    _, out, _ = call(capsys, "explain", "lampu jalan mati")
    assert re.search(r"Nada: negatif \d,\d\d", out)
    assert call(capsys, "explain", " ")[0] == 2
    _, out, _ = call(capsys, "explain", "parkir sekolah", "--lang", "en")
    assert "Category: Pendidikan (in doubt)" in out


def test_missing_settings_are_told_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    """In a folder without settings a person, or the computer's own scheduler, is told at once."""
    script = """
import sys
from kentongan.cli.app import run
from kentongan.cli.registry import COMMANDS
codes = [run(words, COMMANDS) for words in (["due"], ["import", "posts.csv"])]
print(codes, sorted({"numpy", "pandas", "sqlalchemy", "scipy", "httpx", "lxml"} & set(sys.modules)))
"""
    made = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout.strip() == "[2, 2] []"
    assert made.stderr.count("kentongan init") == 2


def test_the_demo_ends_with_commands_that_show_its_day(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The commands it names exist with their options, and the dashboard stays on the sample day."""
    monkeypatch.setattr("kentongan.pipeline.demo.demo", lambda _folder, **_: [])
    monkeypatch.chdir(tmp_path)
    code, out, err = call(capsys, "demo")

    assert code == 0
    named = re.findall(r"kentongan ((?:user first-admin|serve)[^,\n]*)", (out + err).replace("\n", " "))
    assert len(named) == 2
    assert "--no-timetable" in named[1]
    for line, command in zip(named, (["user", "first-admin"], ["serve"]), strict=True):
        _, helped, _ = call(capsys, *command, "--help")
        assert all(option in helped for option in re.findall(r"--[a-z-]+", line))


def test_the_demo_names_a_command_that_can_be_typed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where the environment is not switched on, the command is told by its path."""
    program = tmp_path / ".venv" / "bin" / ("kentongan.exe" if os.name == "nt" else "kentongan")
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setattr("kentongan.pipeline.demo.demo", lambda _folder, **_: [])
    monkeypatch.setattr("sys.executable", str(program.with_name("python")))
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.chdir(tmp_path)

    _, out, err = call(capsys, "demo")

    assert f"{program.relative_to(tmp_path)} user first-admin" in " ".join((out + err).split())


def test_tables_of_errors_name_their_task_and_speak_one_language(capsys: pytest.CaptureFixture[str]) -> None:
    """A part of a task is told with the task's name; heads are words of the language."""
    rows = [
        SimpleNamespace(what=Say("nada", "tone"), part="check", metric="accuracy", confusion=""),
        SimpleNamespace(
            what=Say("– penulis lain", "– other writers"),
            part="check",
            metric="accuracy",
            confusion="true \\ said  spreads  belum jelas\nspreads  1  0\nbelum jelas  0  2",
        ),
    ]
    _say_tables(Screen(), rows)
    out = capsys.readouterr().out
    assert "\nnada – penulis lain, tidak dilihat\n(baris: sebenarnya; kolom: menurut mesin)\n" in out
    assert "true" not in out
    assert [line.split() for line in out.splitlines()[3:6]] == [
        ["menyebarkan", "belum", "jelas"],
        ["menyebarkan", "1", "0"],
        ["belum", "jelas", "0", "2"],
    ]
    _say_tables(Screen(lang="en"), rows)
    assert "unclear" in capsys.readouterr().out
