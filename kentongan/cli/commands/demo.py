"""`kentongan demo`: a complete sample day, offline, in one command."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import FILE
from kentongan.cli.commands.work import show_files
from kentongan.core.messages import Say


def _run(call: Call, folder: Path) -> None:
    from kentongan.pipeline.demo import demo

    call.screen.note(
        Say(
            "Hari contoh: Kabupaten Wanasari (fiktif), 15 hari unggahan, laporan 16 November 2026.",
            "Sample day: a fictional regency, 15 days of posts, report of 16 November 2026.",
        )
    )
    files = demo(folder, lang=call.screen.lang, progress=call.screen)
    show_files(call, files)
    config, program = folder / "kentongan.toml", _program()
    # With its timetable the dashboard would make a report of the real today, of which the sample has no post.
    call.screen.note(
        Say(
            f'Dasbornya: {program} user first-admin NAMA --full-name "Nama, Jabatan" --config {config}, '
            f"lalu {program} serve --no-timetable --config {config}",
            f'Its dashboard: {program} user first-admin NAME --full-name "Name, Position" --config {config}, '
            f"then {program} serve --no-timetable --config {config}",
        )
    )


def _program() -> str:
    """The command as it can be typed here: by its path where the environment it lives in is not switched on."""
    if shutil.which("kentongan"):
        return "kentongan"
    beside = Path(sys.executable).with_name("kentongan.exe" if os.name == "nt" else "kentongan")
    near = beside.is_relative_to(Path.cwd())
    return str(beside.relative_to(Path.cwd()) if near else beside) if beside.exists() else "kentongan"


COMMAND = Command(
    name="demo",
    help=Say(
        "Hari contoh lengkap tanpa internet: dari unggahan menjadi lima berkas laporan.",
        "A complete sample day, offline: from posts to five report files.",
    ),
    run=_run,
    parameters=(
        parameter(
            "--folder",
            help=Say("Folder hasil (bawaan kentongan-demo).", "Target folder (default kentongan-demo)."),
            type=FILE,
            default=Path("kentongan-demo"),
            metavar="FOLDER",
        ),
    ),
)
