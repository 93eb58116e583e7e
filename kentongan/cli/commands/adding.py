"""`kentongan add`: one pasted link or text into the workspace."""

from __future__ import annotations

import sys

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import KINDS
from kentongan.core.messages import Say


def _run(call: Call, words: tuple[str, ...], date: str, title: str, kind: str, name: str) -> int:
    from kentongan.pipeline.collecting.adding import add_post, describe
    from kentongan.pipeline.workspace import open_workspace

    text = sys.stdin.read() if words in ((), ("-",)) else " ".join(words)
    with open_workspace(call.config, progress=call.screen) as workspace:
        added = add_post(workspace, text, date=date, title=title, kind=kind, name=name)
        call.screen.say(describe(added, workspace.office.zone))
    if added.unread is not None:
        why = added.unread
        call.screen.note(Say(f"Isi halamannya belum terbaca: {why.id}", f"Its page could not be read: {why.en}"))
    return 0


COMMAND = Command(
    name="add",
    help=Say("Mencatat satu tautan atau teks.", "Note down one link or text."),
    run=_run,
    parameters=(
        parameter(
            "words",
            help=Say(
                "Teks, tautan, atau keduanya; - untuk teks tempelan.", "A text, a link, or both; - for pasted text."
            ),
            nargs=-1,
        ),
        parameter(
            "--date",
            help=Say('Waktu terbit, misalnya "20/11/2026 09.30".', 'When it was published, e.g. "20/11/2026 09.30".'),
            default="",
            metavar="TANGGAL",
        ),
        parameter("--title", help=Say("Judulnya.", "Its headline."), default="", metavar="JUDUL"),
        parameter(
            "--kind",
            help=Say("Jenis unggahan " + "/".join(KINDS) + ".", "Kind of post " + "/".join(KINDS) + "."),
            default="",
            metavar="JENIS",
        ),
        parameter("--name", help=Say("Nama sumber.", "Name of the source."), default="", metavar="NAMA"),
    ),
    example='kentongan add "Jalan Pahlawan ambles" https://x.com/akun/status/1',
)
