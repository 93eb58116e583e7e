"""`kentongan template check|example`: the office's own Word template."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import FILE
from kentongan.core.errors import UsageError
from kentongan.core.messages import Say

if TYPE_CHECKING:
    from kentongan.config.settings import Settings

_GROUP = Say("Templat Word milik kantor.", "The office's own Word template.")


def _settings(call: Call) -> Settings | None:
    """The office's settings; a template can be looked at before there are any."""
    if not call.config.exists():
        return None
    from kentongan.config.reading import load_settings

    return load_settings(call.config)


def _check(call: Call, file: Path) -> None:
    from kentongan.pipeline.office_paper import template_of

    template = template_of(file, _settings(call))
    if not template.used:
        call.screen.say(
            Say(
                f"{file}: kop surat tanpa penanda. Kepala, kaki, dan gaya dipakai; isinya diganti laporan.",
                f"{file}: a letterhead without placeholders. Head, foot and styles are used; the report is its body.",
            )
        )
        return
    call.screen.say(Say(f"{file}: baik. Penanda yang dipakai:", f"{file}: in order. Placeholders used:"))
    call.screen.say("  " + ", ".join(template.used))
    if template.blocks:
        order = ", ".join(template.blocks)
        call.screen.say(Say(f"Urutan bagian: {order}.", f"Order of sections: {order}."))


def _example(call: Call, out: Path, force: bool) -> None:
    from kentongan.pipeline.office_paper import write_example

    if out.exists() and not force:
        raise UsageError(
            Say(f"{out} sudah ada dan tidak ditimpa.", f"{out} is already there and was left alone."),
            Say("Pilih nama lain dengan --out, atau tambahkan --force.", "Choose another --out, or add --force."),
        )
    write_example(out, _settings(call), call.screen.lang)
    call.screen.say(
        Say(
            f"Contoh templat ditulis: {out}. Ubah di Word, periksa dengan kentongan template check {out}, lalu tulis "
            f'templat = "{out.name}" di [laporan].',
            f"The example is written: {out}. Change it in Word, check it with kentongan template check {out}, then "
            f'write templat = "{out.name}" into [laporan].',
        )
    )


COMMANDS = (
    Command(
        name="template check",
        help=Say(
            "Memeriksa templat: setiap kesalahan dengan tempatnya.", "Check a template: every mistake with its place."
        ),
        run=_check,
        parameters=(parameter("file", help=Say("Berkas Word (.docx).", "Word file (.docx)."), type=FILE),),
        example="kentongan template check templat.docx",
        group=_GROUP,
    ),
    Command(
        name="template example",
        help=Say("Menulis contoh templat yang siap diubah di Word.", "Write an example, ready to be changed in Word."),
        run=_example,
        parameters=(
            parameter(
                "--out",
                help=Say("Berkas hasil (bawaan templat.docx).", "Target file (default templat.docx)."),
                type=FILE,
                default=Path("templat.docx"),
            ),
            parameter("--force", help=Say("Timpa berkas yang ada.", "Replace a file that is there."), is_flag=True),
        ),
        example="kentongan template example --out templat.docx",
    ),
)
