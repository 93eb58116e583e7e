"""`kentongan factcheck import`: fact-checks from a file into the workspace."""

from __future__ import annotations

from pathlib import Path

from kentongan.cli.command import Call, Command, parameter
from kentongan.cli.commands.common import FILE
from kentongan.core.messages import Say


def _run(call: Call, file: Path) -> None:
    from kentongan.pipeline.factchecks import import_factchecks
    from kentongan.pipeline.workspace import open_workspace

    with open_workspace(call.config, progress=call.screen) as workspace:
        count, new, notes = import_factchecks(workspace, file)
    for note in notes:
        call.screen.note(note)
    call.screen.say(Say(f"{count} cek fakta dibaca, {new} baru.", f"{count} fact-checks read, {new} new."))


COMMAND = Command(
    name="factcheck import",
    help=Say(
        "Memasukkan cek fakta dari berkas JSONL atau CSV.",
        "Bring in fact-checks from a JSONL or CSV file.",
    ),
    run=_run,
    parameters=(parameter("file", help=Say("Berkas dengan kolom title.", "A file with a column title."), type=FILE),),
    example="kentongan factcheck import cekfakta.jsonl",
)
