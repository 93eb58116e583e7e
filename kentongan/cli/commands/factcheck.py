"""`kentongan factcheck import` and `factcheck sync`: fact-checks from a file or a service into the workspace."""

from __future__ import annotations

from pathlib import Path

import click

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


def _sync(call: Call, origin: str, days: int) -> None:
    from kentongan.pipeline.factchecks import sync_factchecks
    from kentongan.pipeline.workspace import open_workspace

    del origin  # there is one so far
    with open_workspace(call.config, progress=call.screen) as workspace:
        count, new = sync_factchecks(workspace, days)
    call.screen.say(Say(f"{count} cek fakta dibaca, {new} baru.", f"{count} fact-checks read, {new} new."))


SYNC = Command(
    name="factcheck sync",
    help=Say(
        "Mengambil cek fakta terbaru dari layanan (perlu kunci cek_fakta).",
        "Fetch recent fact-checks from a service (needs the key cek_fakta).",
    ),
    run=_sync,
    parameters=(
        parameter(
            "--from",
            "origin",
            help=Say("Layanannya.", "The service."),
            type=click.Choice(["google"]),
            default="google",
        ),
        parameter(
            "--days",
            help=Say("Umur cek fakta paling lama (hari).", "Age of the oldest fact-check (days)."),
            type=click.IntRange(1, 3650),
            default=30,
        ),
    ),
    example="kentongan factcheck sync --from google --days 7",
)
