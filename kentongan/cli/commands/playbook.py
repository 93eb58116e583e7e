"""`kentongan playbook show`, `playbook check`: the recommendations an office edits."""

from __future__ import annotations

from pathlib import Path

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import FILE
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say


def _show(call: Call) -> None:
    from analysis.advice.playbook_file import shipped_text

    call.screen.say(shipped_text().rstrip())


def _check(call: Call, file: Path | None) -> int:
    from kentongan.pipeline.analysing.playbooks import check_playbook

    path = file or _named(call)
    found = check_playbook(path)
    for problem in found:
        call.screen.error(problem.as_say())
    if not found:
        call.screen.say(Say(f"{path.name} benar dan dapat dipakai.", f"{path.name} is good and can be used."))
    return 2 if found else 0


def _named(call: Call) -> Path:
    """The file that the settings name."""
    from kentongan.config.reading import load_settings

    settings = load_settings(call.config)
    name = settings.tables.judgement.playbook
    if not name:
        raise UsageError(
            Say("Pengaturan memakai pedoman bawaan.", "The settings use the built-in playbook."),
            Say(
                "Sebutkan berkasnya, atau isi [penilaian] pedoman.",
                "Name the file, or set [penilaian] pedoman.",
            ),
        )
    return settings.path(name)


SHOW = Command(
    name="playbook show",
    help=Say(
        "Menampilkan pedoman bawaan, untuk disalin dan disunting.", "Print the built-in playbook, to copy and edit."
    ),
    run=_show,
    example="kentongan playbook show > playbook.toml",
    group=Say("Pedoman rekomendasi: menyalin dan memeriksa.", "The playbook of recommendations: copy and check."),
)
CHECK = Command(
    name="playbook check",
    help=Say(
        "Memeriksa pedoman milik instansi: setiap kesalahan dengan baris dan kuncinya.",
        "Check the office's playbook: every mistake with its line and key.",
    ),
    run=_check,
    parameters=(
        parameter(
            "file",
            help=Say("Berkas pedoman; bawaan: yang disebut dalam pengaturan.", "The file; default: the settings' one."),
            required=False,
            type=FILE,
        ),
    ),
    example="kentongan playbook check playbook.toml",
)
COMMANDS = (SHOW, CHECK)
